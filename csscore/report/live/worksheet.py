"""XlsxWriter's worksheet without its search for functions of later years: there are none in our formulas, and it takes long."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet that takes formulas as they are.

    XlsxWriter looks through each formula for some thirty functions (FILTER, SORT, …), which takes four times as long as
    writing it. Should the name of the method below change, formulas are only written more slowly.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - its own
        """Return the formula without its sign of equality."""
        return formula.removeprefix("=")

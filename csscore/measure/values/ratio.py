"""``ratio``: a sum over a sum, so that a busy day counts more than a quiet one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.values.aggregates import paired
from csscore.measure.values.base import Pair, ValueRule
from csscore.scheme.forms import form, setting
from csscore.scheme.ranges import ANY, NOT_BELOW_0, RATE, Range
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.evidence import Contacts
    from csscore.measure.rows import Rows, Value
    from csscore.scheme.expression import Expr


@form
class Ratio(ValueRule):
    """Σa / Σb over the rows that have both."""

    key: ClassVar[str] = "ratio"
    about: ClassVar[Words] = Words("两个合计相除：Σ甲 ÷ Σ乙", "one sum divided by another: Σa / Σb")
    examples: ClassVar[tuple[str, ...]] = ("{ratio: [buyers, enquiries]}",)

    counted: ClassVar[bool] = True

    of: tuple[Expr, Expr] = setting(Pair(), "分子和分母", "what is divided by what", whole=True)

    def lasting(self) -> tuple[str, ...]:
        """Return what is divided: a time by what is counted is a time."""
        return (self.of[0].name,) if self.of[0].name is not None else ()

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the ratios; missing where Σb is 0."""
        import numpy as np

        from csscore.exact import grouping
        from csscore.measure.rows import Value

        above, below = (rows.numbers(expr) for expr in self.of)
        both = rows.select(paired(rows, (self.of[0], above), (self.of[1], below)))
        counted = (both.once(expr) for expr in self.of)
        upper, total = (grouping.sums(one.numbers(expr), one.codes, one.size) for one, expr in zip(counted, self.of, strict=True))
        ratio = upper / total
        return Value(ratio.canonical(), np.nan_to_num(total.canonical()))

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return 0% to 100% for a percentage of one known count in another, nothing below 0 for other counts and times."""
        both = {units.get(expr.name or "") for expr in self.of}
        if unit == "percent" and both == {"count"}:
            return RATE
        return NOT_BELOW_0 if both <= {"count", "seconds"} else ANY

    def contacts(self, rows: Rows, options: Any) -> Contacts | None:
        """Return the rows that have both: what is divided, by what; None where a figure of the person stands for all rows."""
        from csscore.measure.evidence import Contacts
        from csscore.measure.figures import of_person

        above, below = (rows.numbers(expr) for expr in self.of)
        both = paired(rows, (self.of[0], above), (self.of[1], below))
        if any(of_person(rows, expr) for expr in self.of):
            return None
        return Contacts(rows.select(both), above[both], below[both])

    def words(self, options: Any) -> Words:
        """Return the ratio in words."""
        above, below = (expr.text for expr in self.of)
        return Words(f"{above} 合计 ÷ {below} 合计", f"sum of {above} ÷ sum of {below}")

"""What names of expressions stand for on the sheets, for agents and for whole cohorts; it translates nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.report.spreadsheet_expression import Untranslatable, number, truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.report.live.model import WorkbookModel
    from csscore.scheme.expression import Expr


class Naming:
    """The names of one place of the scheme.

    Parameters
    ----------
    draft
        The workbook.
    added
        What the run computed and these expressions may name (score, rank, x, NAME_points): addresses of cells that may be
        empty.
    everybody
        Whether functions over the cohort look at everybody.
    lower
        Added names of which lower values are better.
    """

    def __init__(
        self,
        draft: WorkbookModel,
        added: Mapping[str, str | None],
        *,
        everybody: bool = False,
        lower: frozenset[str] = frozenset(),
    ) -> None:
        self._draft = draft
        self._added = added
        self._everybody = everybody
        self._lower = lower
        self._metrics = {metric.name: metric for metric in draft.result.metrics}

    def number(self, name: str) -> str | None:
        """Return a number, an error where it is missing."""
        draft = self._draft
        if name in self._added:
            address = self._added[name]
            return None if address is None else draft.there(address)
        if name in self._metrics and self._metrics[name].values.dtype == object:
            return None
        if name in draft.scheme.params and name not in self._metrics:
            return draft.params(name)
        address = self._address(name)
        return None if address is None else draft.safe(address)

    def text(self, name: str) -> str | None:
        """Return the address of a text, empty where it is missing."""
        metric = self._metrics.get(name)
        if metric is not None and metric.values.dtype == object:
            return self._draft.metric(name)
        return None if name in self._added or name in self._draft.scheme.params else self._draft.text(name)

    def day(self, name: str) -> str | None:
        """Return a day as a number, an error where it is missing."""
        address = None if name in self._added else self._draft.day(name)
        return None if address is None else self._draft.safe(address)

    def over(self, function: str, name: str) -> str | None:
        """Return a function over the cohort."""
        if function == "team":
            return self._team(name)
        address = self._added[name] if name in self._added else self._address(name)
        if address is None or address not in self._draft.known:
            return None
        if function in {"best", "worst"}:
            metric = self._metrics.get(name)
            lower = name in self._lower or (metric is not None and metric.better == "lower")
            function = {"best": "MAX", "worst": "MIN"}[function] if not lower else {"best": "MIN", "worst": "MAX"}[function]
        else:
            function = {"total": "SUM", "average": "AVERAGE"}[function]
        return self._draft.cohorts.over(function, address, self._called(name), everybody=self._everybody)

    def people(self) -> str:
        """Return how many the cohort has."""
        return self._draft.people(everybody=self._everybody)

    def _team(self, name: str) -> str | None:
        """Return a metric of the cohort's rows taken together: a value, because the rows are not on the sheets."""
        metric = self._metrics.get(name)
        if metric is None or self._everybody or metric.values.dtype == object:
            return None
        return self._draft.team(name)

    def _address(self, name: str) -> str | None:
        if name in self._metrics:
            return self._draft.metric(name) if self._metrics[name].values.dtype != object else None
        return self._draft.column(name)

    def _called(self, name: str) -> str:
        metric = self._metrics.get(name)
        return self._draft.called(name) if metric is None else metric.title.in_(self._draft.lang)

    def calling(self, **more: str) -> Naming:
        """Return the same names with others added, or standing for something else."""
        return Naming(self._draft, {**self._added, **more}, everybody=self._everybody, lower=self._lower)

    def expression(self, expr: Expr) -> str | None:
        """Return an expression as a formula, None where no formula says the same."""
        try:
            return number(expr, self)
        except Untranslatable:
            return None

    def truth(self, expr: Expr) -> str | None:
        """Return a condition as a formula that is TRUE or FALSE, None where no formula says the same."""
        try:
            return truth(expr, self)
        except Untranslatable:
            return None

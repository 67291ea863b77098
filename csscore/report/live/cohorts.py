"""The sheet of cohorts: one row each, the first for everybody; functions over a cohort are computed once, not for every agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.read.grid import letters
from csscore.report.live.grid import COHORT, FIRST, LAST, all_of, cohort_of
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.report.live.grid import Column
    from csscore.report.live.model import WorkbookModel

say = sentences(__file__)

_FUNCTIONS: Final[dict[str, Any]] = {
    "MIN": np.min, "MAX": np.max, "AVERAGE": np.mean, "MEDIAN": np.median, "STDEVP": np.std, "COUNT": len, "SUM": np.sum,
}  # fmt: skip
_TITLES: Final = {
    "MIN": say("least"),
    "MAX": say("greatest"),
    "AVERAGE": say("mean"),
    "MEDIAN": say("median"),
    "STDEVP": say("standard_deviation"),
    "COUNT": say("people"),
    "SUM": say("total"),
}


class Entry(NamedTuple):
    """One column of the sheet."""

    title: str
    formulas: list[str | None]
    """One a row, everybody first; None for a value."""
    cells: list[float | None]
    like: Column | None = None
    """The column whose numbers it sums up, which are shown alike; None for counts and weights."""


class Cohorts:
    """The rows and columns of the sheet."""

    def __init__(self, draft: WorkbookModel, name: str) -> None:
        self._draft = draft
        self.name = name
        self.labels = [draft.say(say("everybody")), *self._labels(draft)]
        self.entries: list[Entry] = []
        self._made: dict[tuple[str, str, bool], str] = {}

    @staticmethod
    def _labels(draft: WorkbookModel) -> list[str]:
        columns = [labels[draft.rows] for labels in draft.result.cohorts.values()]
        return [" / ".join(str(labels[first - 2]) for labels in columns) or "1" for first, _ in draft.spans]

    def over(self, function: str, address: str, of: str, *, everybody: bool = False) -> str:
        """Return the cell of a function over the cells of the agent's cohort, or of everybody."""
        key = (function, address, everybody)
        if key not in self._made:
            values = self._draft.known[address]
            spans = [(2, len(values) + 1)] if everybody else self._draft.spans
            cached = [_computed(function, values[first - 2 : last - 1]) for first, last in spans]
            inner = all_of(address, len(values)) if everybody else cohort_of(address)
            formula = f"{function}({inner})"
            if function in {"AVERAGE", "MEDIAN", "STDEVP"}:
                formula = f'IFERROR({formula},"")'
            elif function in {"MIN", "MAX"}:  # of nothing they would be 0
                formula = f'IF(COUNT({inner})=0,"",{formula})'
            title = _TITLES[function].filled({"of": of}).in_(self._draft.lang)
            self._made[key] = self.add(title, formula, cached, everybody=everybody)
            if function != "COUNT":
                self.entries[-1] = self.entries[-1]._replace(like=self._draft.columns.get(address))
        return self._made[key]

    def add(self, title: str, formula: str | None, cached: Sequence[float | None], *, everybody: bool = False) -> str:
        """Add a column, with a formula or as values; one cell a cohort, or only that of everybody."""
        rows = len(self._draft.spans)
        if everybody:
            self.entries.append(Entry(title, [formula, *[None] * rows], [cached[0], *[None] * rows]))
        else:
            formulas = [None if formula is None else self._placed(formula, i) for i in range(rows)]
            self.entries.append(Entry(title, [None, *formulas], [None, *cached]))
        return f"'{self.name}'!${letters(len(self.entries))}${'2' if everybody else COHORT}"

    def _placed(self, formula: str, cohort: int) -> str:
        first, last = self._draft.spans[cohort]
        return formula.replace(FIRST, str(first)).replace(LAST, str(last)).replace(COHORT, str(cohort + 3))


def _computed(function: str, values: Any) -> float | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return 0.0 if function in {"COUNT", "SUM"} else None
    return float(_FUNCTIONS[function](known))

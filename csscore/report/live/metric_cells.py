"""The cells that a points rule may use: one metric (or group total) of an agent and of the cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.fixed import canonical as canonical_floats
from csscore.report.live.grid import cohort_of
from csscore.report.live.settings import label_of
from csscore.report.spreadsheet_expression import canonical
from csscore.scheme.cells import Function, Standing
from csscore.scheme.fairness import FAIRNESS
from csscore.scheme.kinds import number
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.report.live.model import WorkbookModel
    from csscore.report.live.naming import Naming
    from csscore.scheme.expression import Expr
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Compare

say = sentences(__file__)

_OF_VALUES = frozenset({"worst", "best", "target", "step"})
_LOOKS = {"percent": "percent", "money": "money"}
_LOOKED_AT = 2000
"""Different values that decide how many decimals a metric has."""
_PEERS: dict[str, Function] = {"mean": "AVERAGE", "median": "MEDIAN"}


class MetricCells:
    """What `csscore.scheme.cells.ValueCells` says, for one metric.

    Parameters
    ----------
    draft
        The workbook.
    name
        The metric's name.
    value
        Address of the agent's value.
    values
        What the cells of it hold; None for texts.
    points
        What the engine gives, to know how large points are.
    reference
        Address of the cells that say who is in the reference, if not everybody is.
    """

    def __init__(
        self,
        draft: WorkbookModel,
        name: str,
        value: str,
        values: NDArray[np.float64] | None,
        *,
        title: str,
        unit: str,
        higher: bool,
        points: NDArray[np.float64],
        naming: Naming,
        reference: str | None = None,
    ) -> None:
        self.draft = draft
        self.name = name
        self.value = value
        self.values = values
        self.title = title
        self.unit = unit
        self.higher = higher
        self.naming = naming
        self.reference = reference
        self.engine = points
        self.rule: Any = None
        self._peers: str | None = None
        self._stand: Standing | None = None

    # --- the scheme

    def setting(self, key: str, value: Fraction, note: Words | None = None) -> str:
        """Put a number of the rule on the sheet of the scheme."""
        look = _LOOKS.get(self.unit, "number") if key in _OF_VALUES else "number"
        words = label_of(self.rule, key, self.draft.lang) if note is None else self.draft.say(note)
        return self.draft.settings.number(self.title, words, value, look)

    def table(self, heads: Sequence[Words], rows: Sequence[Sequence[Fraction | int | str | None]]) -> list[list[str]]:
        """Put a table of the rule there: values on the left, points on the right."""
        look = _LOOKS.get(self.unit, "number")
        looks = [look] * (len(heads) - 1) + ["number"]
        return self.draft.settings.table(self.title, [self.draft.say(head) for head in heads], rows, looks)

    def number(self, name: str) -> str | None:
        """Return an agent's number by name."""
        return self.naming.number(name)

    def expression(self, expr: Expr) -> str | None:
        """Return an expression as a formula."""
        return self.naming.expression(expr)

    # --- rounding

    def points(self, formula: str) -> str:
        """Round to the digits of points, half away from zero."""
        digits = self.draft.result.point_digits
        guard = min(11, 14 - whole_digits(self.engine))
        return f"ROUND({formula},{digits})" if guard <= digits else f"ROUND(ROUND({formula},{guard}),{digits})"

    def minus(self, one: str, other: str) -> str:
        """Return a difference of values without the noise of binary floating point."""
        known: Any = [] if self.values is None else np.unique(self.values[~np.isnan(self.values)])[:_LOOKED_AT]
        decimals = max([6, *(_decimals(value) for value in known)])
        return f"ROUND({one}-{other},{decimals})"

    # --- the cohort

    def cohort(self, function: Function) -> str:
        """Return a function over the values of the cohort's reference."""
        return self.draft.cohorts.over(function, self.peers(), self.title)

    def peers(self) -> str:
        """Return the address of the values that the best, the worst and the places look at."""
        if self.reference is None:
            return self.value
        if self._peers is None:
            inside = self.draft.known[self.reference]
            values = np.full(len(inside), np.nan) if self.values is None else self.values
            here = np.where(inside == 1, values, np.nan)
            formula = f'IF(AND({self.reference}=1,ISNUMBER({self.value})),{self.value},"")'
            title = self.draft.say(say("reference").filled({"of": self.title}))
            self._peers = self.draft.add(self.draft.scores, title, here, formula)
        return self._peers

    def standing(self) -> Standing:
        """Return how the value stands among the cohort's; two columns of their own."""
        if self._stand is not None:
            return self._stand
        draft, peers, sign = self.draft, self.peers(), ">" if self.higher else "<"
        values = self.values if self.values is not None else np.full(len(draft), np.nan)
        inside = draft.known[peers]
        better, tied, others = (np.full(len(draft), np.nan) for _ in range(3))
        for first, last in draft.spans:
            part = slice(first - 2, last - 1)
            known = np.sort(inside[part][~np.isnan(inside[part])])
            low, high = np.searchsorted(known, values[part], "left"), np.searchsorted(known, values[part], "right")
            own = ~np.isnan(inside[part])
            better[part] = (len(known) - high) if self.higher else low
            tied[part] = high - low - own
            others[part] = len(known) - own
        gone = np.isnan(values)
        better[gone] = tied[gone] = np.nan
        own_formula = "1" if self.reference is None else f"ISNUMBER({peers})"
        cells = cohort_of(peers)
        if self.reference is None:
            best = f"RANK({self.value},{cells},{0 if self.higher else 1})-1"
        else:
            best = f'COUNTIF({cells},"{sign}"&{self.value})'
        title = say("how_many_are_better").filled({"of": self.title})
        best_cell = draft.add(draft.scores, draft.say(title), better, self.where_present(best), decimals=0)
        title = say("how_many_others_tie").filled({"of": self.title})
        same = self.where_present(f"COUNTIF({cells},{self.value})-{own_formula}")
        tied_cell = draft.add(draft.scores, draft.say(title), tied, same, decimals=0)
        self._stand = Standing(best_cell, tied_cell, f"({self.cohort('COUNT')}-{own_formula})")
        return self._stand

    def where_present(self, formula: str) -> str:
        """Return a formula that is an empty text where the value is missing."""
        there = f'{self.value}<>""' if self.values is None else f"ISNUMBER({self.value})"
        return f'IF({there},{formula},"")'


def compared(compare: Compare, cells: MetricCells) -> MetricCells | None:
    """Return the cells of a value after `compare`: a column of its own; None where no formula says it."""
    draft = cells.draft
    if cells.values is None:
        return None
    if compare.to in _PEERS:
        base: str | None = cells.cohort(_PEERS[compare.to])
    elif compare.to == "best":
        base = cells.cohort("MAX" if cells.higher else "MIN")
    elif compare.to == "team":
        base = draft.team(cells.name)
    else:
        plain = number(compare.to)
        title = say("what_it_is_compared")
        base = cells.setting("target", plain, title) if plain is not None else cells.number(compare.to)
    if base is None:
        return None
    sign = "/" if compare.as_ == "ratio" else "-"
    title = say("compared").filled({"of": cells.title})
    formula = f'IFERROR({cells.where_present(canonical(f"({cells.value}{sign}{base})"))},"")'
    values = _against(cells, compare)
    address = draft.add(draft.scores, draft.say(title), values, formula, decimals=4)
    return MetricCells(
        draft, cells.name, address, values, title=cells.title, unit="number" if sign == "/" else cells.unit, higher=cells.higher,
        points=cells.engine, naming=cells.naming.calling(x=address), reference=cells.reference,
    )  # fmt: skip


def _against(cells: MetricCells, compare: Compare) -> NDArray[np.float64]:
    """Return what the column of compared values holds until a spreadsheet recomputes it."""
    draft, values = cells.draft, cells.values
    assert values is not None  # noqa: S101 - said by the caller
    plain = number(compare.to)
    known = draft.known[cells.peers()]
    base = np.full(len(values), np.nan if plain is None else float(plain))
    for first, last in draft.spans:
        part = slice(first - 2, last - 1)
        here = known[part][~np.isnan(known[part])]
        if compare.to in {"mean", "median", "best"} and len(here):
            best = here.max() if cells.higher else here.min()
            base[part] = {"mean": here.mean(), "median": np.median(here), "best": best}[compare.to]
    if compare.to == "team":
        base = draft.run.measured.scope.team(cells.name)[draft.measured]
    elif plain is None and compare.to not in {"mean", "median", "best"}:
        base = draft.run.measured.scope.numbers(compare.to)[draft.measured]
    if compare.as_ == "difference":
        return canonical_floats(values - base)
    with np.errstate(divide="ignore", invalid="ignore"):
        return canonical_floats(np.where(base == 0, np.nan, values / base))


def whole_digits(values: Any) -> int:
    """Return how many digits the largest number has before the point."""
    known = values[~np.isnan(values)]
    return len(str(int(np.abs(known).max()))) if len(known) else 3


def _decimals(value: float) -> int:
    text = np.format_float_positional(value, trim="-")
    return len(text.partition(".")[2])


def rule_of(chosen: Chosen) -> Any:
    """Return the rule of a choice, with only the options that a formula can say; None where it has others."""
    known = {"compare", "switch", *FAIRNESS}  # the cells hold the values that fairness options left
    others = [key for key in chosen.options.settings() if key not in known and getattr(chosen.options, key, None)]
    return None if others else chosen.rule

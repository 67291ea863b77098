"""The weights of a scheme as cells, and what groups total by the engine's own steps, to be shown until recomputed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csscore.problems import Problems
from csscore.report.live.settings import Cell
from csscore.report.view import unit_text
from csscore.scheme.model import Group
from csscore.score.pointing import Pointing, floats, values_of
from csscore.score.points.wording import described
from csscore.score.points_of import points_of
from csscore.score.weights import Member, entries, leaves, members
from csscore.sentences import sentences
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from csscore.report.live.model import WorkbookModel
    from csscore.scheme.model import Metric

say = sentences(__file__)

_HEADS = (
    say("metric"),
    say("title"),
    say("weight"),
    say("share_of_the_score"),
    say("unit"),
    say("direction"),
    say("points"),
)
_SETTINGS = (say("of"), say("setting"), say("value"))
_UNITS = {"count": say("count"), "points": say("points_2"), "number": same("")}
_BETTER = {"higher": say("higher_is_better"), "lower": say("lower_is_better")}


class Weights:
    """The table of weights: what may be changed first."""

    def __init__(self, draft: WorkbookModel) -> None:
        self._draft = draft
        self._cells: dict[str, str] = {}
        self._sums: dict[str, str] = {}
        draft.settings.row([Cell(draft.say(head), draft.settings.HEAD) for head in _HEADS])
        self._level(draft.scheme.metrics, "", Fraction(100), ())
        draft.settings.section(*(draft.say(head) for head in _SETTINGS))
        run = draft.run
        pointed = run.scored.pointed
        self.before = floats(pointed.scores, draft.result.score_digits)[draft.measured]
        """Scores before gates, in the order of the sheets."""
        self.totals: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
        """By group with a total of its own: the total, and what that is worth."""
        pointing = Pointing(draft.scheme, run.measured, leaves(draft.scheme))
        self._add_totals(draft.scheme.metrics, draft.scheme.score.method, pointing)

    def members(self, metrics: Mapping[str, Metric | Group], method: str) -> tuple[Member, ...]:
        """Return what enters a combination here: level by level, where weights may be filled up inside of groups."""
        made = members if self._draft.result.counted is None else entries
        return made(self._draft.scheme, metrics, method)

    def share(self, member: Member, method: str) -> str:
        """Return what a member weighs in its combination; 1 where all weigh alike."""
        return "1" if method in {"sum", "min"} and member.share == 1 else self._cells[member.name]

    def total(self, chosen: Sequence[Member]) -> str:
        """Return the cell with the sum of the weights of some members, on the sheet of cohorts: it is the same for all."""
        cells = [self._cells[member.name] for member in chosen]
        key = ",".join(cells)
        if key not in self._sums:
            title = self._draft.say(say("sum_of_weights"))
            shown = float(sum((member.share for member in chosen), Fraction(0)))
            self._sums[key] = self._draft.cohorts.add(title, f"SUM({key})", [shown], everybody=True)
        return self._sums[key]

    def _level(self, metrics: Mapping[str, Metric | Group], parent: str, share: Fraction, path: tuple[str, ...]) -> None:
        """Add the rows of a level; each share is a formula of the weights on the way to it."""
        draft, settings = self._draft, self._draft.settings
        first = len(settings.rows) + 1
        numbers: dict[str, int] = {}
        for name in metrics:  # the rows come first: a share may need the weights of the whole level
            numbers[name] = first + sum(_rows(other) for other in list(metrics.values())[: len(numbers)])
        weighed = [settings.address(numbers[name], 2) for name, of in metrics.items() if of.weight is not None]
        whole = f"({'+'.join(weighed)})" if draft.scheme.weights == "relative" else "100"
        level = sum((of.weight or Fraction(0) for of in metrics.values()), Fraction(0))
        for name, of in metrics.items():
            base = level if draft.scheme.weights == "relative" else Fraction(100)
            own = share * of.weight / base if of.weight is not None and base else Fraction(0)
            cell = settings.address(numbers[name], 2)
            formula = None if of.weight is None else f"{cell}*{parent or '100'}/{whole}"
            if formula is not None and not parent and whole == "100":
                formula = cell
            settings.row(self._cells_of(name, of, path, formula, own))
            self._cells[name] = settings.address(numbers[name], 3)
            if isinstance(of, Group):
                self._level(of.metrics, self._cells[name] if of.weight is not None else "", own or Fraction(100), (*path, name))

    def _cells_of(self, name: str, of: Metric | Group, path: tuple[str, ...], formula: str | None, own: Fraction) -> list[Cell]:
        draft, settings = self._draft, self._draft.settings
        title = (of.title or same(name)).in_(draft.lang)
        weight = Cell(None) if of.weight is None else Cell(of.weight, "weight" if of.weight else "off")
        shown = Cell(None) if formula is None else Cell(float(own), "share", formula)
        label = settings.LABEL
        unit = better = Cell(None, label)
        rule = "" if of.points is None else draft.say(described(of.points, "points", "higher"))
        if not isinstance(of, Group):
            kind = of.unit
            text = unit_text(kind, draft.lang, draft.result.currency) or _UNITS.get(kind, same("")).in_(draft.lang)  # type: ignore[arg-type]
            unit, better = Cell(text, label), Cell(draft.say(_BETTER[of.better]), label)
            rule = "" if of.points is None else draft.say(described(of.points, of.unit, of.better))
        place = " / ".join(map(draft.called, (*path, name)))
        return [Cell(place, label), Cell(title, label), weight, shown, unit, better, Cell(rule, "wide")]

    def _add_totals(self, metrics: Mapping[str, Metric | Group], method: str, pointing: Pointing) -> None:
        """Compute what groups total, as the engine does on its way to the score."""
        draft, pointed = self._draft, self._draft.run.scored.pointed
        digits = draft.scheme.score.point_digits
        for member in self.members(metrics, method):
            group = member.of
            if not isinstance(group, Group):
                continue
            total = values_of(pointing.total(member, group, pointed.points, pointed.reference, Problems()))
            worths = total
            if group.points is not None:
                people = pointing.people(
                    member.name, member.title, "points", "higher", pointed.reference, Problems(), group.place
                )
                worths = floats(points_of(group.points, total, people), digits)
            self.totals[member.name] = (total[draft.measured], worths[draft.measured])
            self._add_totals(group.metrics, member.method, pointing)


def _rows(of: Metric | Group) -> int:
    """Return how many rows an entry takes: its own, and those of everything inside."""
    return 1 + sum(_rows(inner) for inner in of.metrics.values()) if isinstance(of, Group) else 1

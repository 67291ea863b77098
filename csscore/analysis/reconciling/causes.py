"""Why a figure of the old table is another one, as far as arithmetic and the table's other figures tell; it guesses nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.exact.fixed import MISSING, half_up, text
from csscore.reconciliation import Cause
from csscore.sentences import sentences
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.reconciliation import Cell
    from csscore.result import Result

say = sentences(__file__)

ROUNDED: Final = say("rounded")
_CUT: Final = say("cut")
_SCALES: Final = {
    Fraction(100): say("figure_there_times_100"),
    Fraction(1, 100): say("figure_there_divided_by_100"),
    Fraction(10000): say("figure_there_counts_ten_thousands"),
}
_TIE: Final = say("tie")
_BROKEN: Final = say("broken")
_OTHERS: Final = say("others")
_FOLLOWS: Final = say("follows")
_PLACE: Final = say("place")
_LESS: Final = say("less")
_MORE: Final = say("more")
_VALUE: Final = say("value")
_POINTS: Final = say("points")
_ZERO: Final = say("zero")
_MOST: Final = 3
LARGE: Final = 2000
"""People above whom places are not compared with everybody's, and no settings are tried."""


class Here(NamedTuple):
    """Somebody in the result, with what causes are told by."""

    row: int
    reason: Words
    before_rounding: Fraction | None
    """Her score before it is rounded; None where she has none."""


class Causes:
    """Everybody's figures on both sides, ready to say why one differs.

    Parameters
    ----------
    result
        The result.
    cells
        Of everybody who is on both sides: her figures.
    here
        What the result says of her beside.
    """

    def __init__(self, result: Result, cells: Mapping[str, Sequence[Cell]], here: Mapping[str, Here]) -> None:
        self._result = result
        self._here = here
        self._cells = {agent: {cell.column.kind + cell.column.key: cell for cell in own} for agent, own in cells.items()}
        self._lines = [(line.title or same(line.rule), line.amounts) for line in result.lines]
        self._at_place: dict[tuple[tuple[str, ...], int], int] = {}
        for row, rank in enumerate(result.ranks.tolist()):
            if rank != MISSING:
                self._at_place.setdefault((self._cohort(row), rank), row)

    def of(self, agent: str, cell: Cell) -> tuple[Cause, ...]:
        """Return why a figure differs; nothing where that can't be told."""
        kinds = {"rank": self._rank, "score": self._score, "pay": self._pay, "line": self._pay}
        found = kinds.get(cell.column.kind, self._plain)
        return tuple(found(agent, cell))

    def _plain(self, agent: str, cell: Cell) -> Iterator[Cause]:
        yield from _written_otherwise(cell)

    def _score(self, agent: str, cell: Cell) -> Iterator[Cause]:
        here = self._here[agent]
        if cell.ours is None and cell.theirs == 0:
            yield Cause("zero", _ZERO.filled({"reason": here.reason}))
        known = list(_written_otherwise(cell))
        exact = here.before_rounding
        if not known and exact is not None and cell.theirs is not None:
            digits = _decimals(cell.theirs)
            if exact != cell.theirs and Fraction(int(exact * 10**digits), 10**digits) == cell.theirs:
                known = [Cause("rounding", _CUT.filled({"exact": _text(exact, 4)}))]
        yield from known or self._witnesses(agent)

    def _witnesses(self, agent: str) -> Iterator[Cause]:
        """Yield the metrics whose value or points are others in the table: where the value is, its points are no news."""
        values = set()
        for cell in sorted(self._cells[agent].values(), key=lambda cell: cell.column.kind != "value"):
            kind = cell.column.kind
            if cell.same or kind not in {"value", "points"} or cell.column.key in values or any(_written_otherwise(cell)):
                continue
            values.add(cell.column.key)
            details: dict[str, object] = {
                "metric": cell.column.title,
                "theirs": figure(cell, cell.theirs),
                "ours": figure(cell, cell.ours),
            }
            yield Cause("values", _VALUE.filled(details)) if kind == "value" else Cause("points", _POINTS.filled(details))

    def _rank(self, agent: str, cell: Cell) -> Iterator[Cause]:
        if cell.ours is None or cell.theirs is None or len(self._cells) > LARGE:
            return
        ours, row = int(cell.ours), self._here[agent].row
        tied = int(self._result.tied[row])
        if tied > 1 and ours <= cell.theirs < ours + tied:
            others = [name for name in self._cells if name != agent and self._same_place(name, row)]
            if others:
                yield Cause("tie", _TIE.filled({"others": listed(sorted(others), most=_MOST)}))
                return
        shared = [name for name in self._cells if name != agent and self._shares_there(name, row, cell.theirs)]
        if shared and tied == 1:
            yield Cause("tie", _BROKEN.filled({"others": listed(sorted(shared), most=_MOST)}))
        elif self._among_both(agent, row):
            yield Cause("others", _OTHERS)
        elif self._follows(agent, row, cell.theirs):
            yield Cause("follows", _FOLLOWS)

    def _same_place(self, name: str, row: int) -> bool:
        other = self._here[name].row
        return self._cohort(other) == self._cohort(row) and self._result.ranks[other] == self._result.ranks[row]

    def _shares_there(self, name: str, row: int, place: Fraction) -> bool:
        rank = self._cells[name].get("rankrank")
        return rank is not None and rank.theirs == place and self._cohort(self._here[name].row) == self._cohort(row)

    def _rivals(self, agent: str, row: int) -> list[dict[str, Cell]]:
        """Return the figures of the others of her cohort who are on both sides."""
        cohort = self._cohort(row)
        return [own for name, own in self._cells.items() if name != agent and self._cohort(self._here[name].row) == cohort]

    def _among_both(self, agent: str, row: int) -> bool:
        """Say whether her place is the same on both sides if only people who are on both count."""
        own, rivals = self._cells[agent]["rankrank"], self._rivals(agent, row)
        ahead = [
            sum(mine is not None and theirs is not None and theirs < mine for theirs in places)
            for mine, places in (
                (own.ours, [rival["rankrank"].ours for rival in rivals]),
                (own.theirs, [rival["rankrank"].theirs for rival in rivals]),
            )
        ]
        return ahead[0] == ahead[1]

    def _follows(self, agent: str, row: int, place: Fraction) -> bool:
        """Say whether the scores of the table make her place there."""
        own, rivals = self._cells[agent].get("scorescore"), self._rivals(agent, row)
        if own is None or own.theirs is None or all(one["scorescore"].same for one in (self._cells[agent], *rivals)):
            return False
        scores = [rival["scorescore"].theirs for rival in rivals]
        return 1 + sum(score is not None and score > own.theirs for score in scores) == place

    def _pay(self, agent: str, cell: Cell) -> Iterator[Cause]:
        known = list(_written_otherwise(cell))
        if known or cell.ours is None or cell.theirs is None:
            yield from known
            return
        change, row = cell.theirs - cell.ours, self._here[agent].row
        rank = self._cells[agent].get("rankrank")
        if rank is not None and rank.theirs is not None and not rank.same:
            other = self._at_place.get((self._cohort(row), int(rank.theirs)))
            for title, amounts in () if other is None else self._lines:
                if cell.column.kind == "line" and cell.column.key != title.en:
                    continue
                if self._money(int(amounts[other])) - self._money(int(amounts[row])) == change:
                    yield Cause("place", _PLACE.filled({"place": int(rank.theirs), "line": title}))
                    return
        if cell.column.kind == "pay":
            yield from self._one_line(row, change)

    def _one_line(self, row: int, change: Fraction) -> Iterator[Cause]:
        """Yield the one line that is the whole difference; nothing where several would do."""
        found = []
        for title, amounts in self._lines:
            own = self._money(int(amounts[row]))
            paid = {int(amount) for amount in amounts.tolist() if amount not in (MISSING, 0)}
            if own and change == -own:
                found.append(Cause("line", _LESS.filled({"line": title})))
            elif not own and len(paid) == 1 and change == self._money(*paid):
                found.append(Cause("line", _MORE.filled({"line": title, "amount": _text(change, self._result.money_digits)})))
        if len(found) == 1:
            yield found[0]

    def _money(self, units: int) -> Fraction:
        return Fraction() if units == MISSING else Fraction(int(units), 10**self._result.money_digits)

    def _cohort(self, row: int) -> tuple[str, ...]:
        return tuple(str(cells[row]) for cells in self._result.cohorts.values())


def _written_otherwise(cell: Cell) -> Iterator[Cause]:
    """Yield that the same figure is written with fewer digits or at another scale, where that is so."""
    ours, theirs = cell.ours, cell.theirs
    if ours is None or not theirs:
        return
    digits = _decimals(theirs)
    if digits < _decimals(ours) and Fraction(half_up(ours * 10**digits), 10**digits) == theirs:
        shown = digits - 2 if cell.column.unit == "percent" else digits
        yield Cause("rounding", ROUNDED.filled({"digits": max(shown, 0)}))
        return
    for factor, words in _SCALES.items():
        if factor * theirs == ours and factor in ((100, Fraction(1, 100)) if cell.column.kind != "pay" else _SCALES):
            yield Cause("scale", words)
            return


def is_rounded(cell: Cell) -> bool:
    """Say whether a figure of the table is ours with fewer digits."""
    return any(cause.kind == "rounding" for cause in _written_otherwise(cell))


def figure(cell: Cell, number: Fraction | None) -> str:
    """Return a figure of a witness as its column has it; percentages as such."""
    if number is None:
        return "–"
    if cell.column.unit == "percent":
        return f"{_text(number * 100, 10)}%"
    return _text(number, 12 if cell.column.digits is None else max(cell.column.digits, _decimals(number)))


def _text(number: Fraction, digits: int) -> str:
    shown = text(half_up(number * 10**digits), digits)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _decimals(number: Fraction) -> int:
    """Return how many decimals a decimal number has."""
    return next(digits for digits in range(40) if (number * 10**digits).denominator == 1)

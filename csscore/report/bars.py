"""Bars of block signs on one line of a terminal, exact to an eighth of a column; it knows no result and picks no shade."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.text import Text

from csscore.exact.fixed import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLOCKS: Final = "▏▎▍▌▋▊▉█"
"""One eighth of a column to eight of them, from the left."""
ASCII: Final = "   #####"
"""The same where there are no blocks: a column counts from its half."""
_RIGHT_HALF: Final = "▐"
_EIGHTHS: Final = 8
_ROUND: Final = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
"""Tenths of a power of ten at which an axis may end."""


class Segment(NamedTuple):
    """A piece of a bar between two amounts; both are whole units."""

    start: int
    end: int
    shade: str


class Strip(NamedTuple):
    """The columns that bars share.

    Attributes
    ----------
    low, high
        What the left and the right edge stand for, in whole units; ``low`` is 0 or less.
    cells
        How many columns there are.
    digits
        Decimals of the units.
    signs
        `BLOCKS` or `ASCII`.
    """

    low: int
    high: int
    cells: int
    digits: int
    signs: str

    def bar(self, segments: Sequence[Segment]) -> Text:
        """Return a bar; pieces lie end to end, away from zero, and what ends inside of a column shares it with the next."""
        drawn = Text()
        for style, run in groupby(map(self._cell, self._columns(segments)), key=lambda cell: cell[1]):
            drawn.append("".join(sign for sign, _ in run), style or None)
        return drawn

    def pattern(self, segments: Sequence[Segment]) -> str:
        """Return a bar of whole columns, each showing the sign (the ``shade``) of the piece that fills most of it.

        It can be read without colours. A column counts from its half.
        """
        signs = ""
        for inside in self._columns(segments):
            sizes = {sign: end - start for start, end, sign in inside}
            signs += max(sizes, key=lambda sign: sizes[sign]) if 2 * sum(sizes.values()) >= _EIGHTHS else " "
        return signs

    def _columns(self, segments: Sequence[Segment]) -> Iterator[list[tuple[int, int, str]]]:
        """Yield which pieces lie in each column, from where to where, in eighths of it."""
        ends = [(self._at(one.start), self._at(one.end), one.shade) for one in segments if one.start != one.end]
        pieces = [(min(start, end), max(start, end), shade) for start, end, shade in ends]
        if len(pieces) == 1 and pieces[0][0] == pieces[0][1]:  # what is little is not nothing
            start, _, shade = pieces[0]
            pieces = [(start, start + 1, shade) if segments[0].end > 0 else (start - 1, start, shade)]
        for cell in range(self.cells):
            left, right = cell * _EIGHTHS, (cell + 1) * _EIGHTHS
            inside = [(max(start, left) - left, min(end, right) - left, shade) for start, end, shade in pieces]
            yield [piece for piece in inside if piece[1] > piece[0]]

    def axis(self) -> str:
        """Return what stands below bars: zero, the edges, and the middle where there is room."""
        marks = {self.low: self._at(self.low) // _EIGHTHS, 0: self._zero, self.high: self.cells}
        if not self.low and (self.high // 2) * 2 == self.high:
            marks[self.high // 2] = self.cells // 2
        line = ""
        for units, column in sorted(marks.items()):
            label = _plain(units, self.digits)
            start = column - (len(label) if units == self.high else len(label) // 2 if units > 0 or self.low else 0)
            start = max(start, 0)
            if start >= len(line) + 2 or not line:
                line += " " * (start - len(line)) + label
        return line

    @property
    def _zero(self) -> int:
        """Return how many columns lie to the left of zero: whole ones, so that bars on either side begin alike."""
        return -(self.low * self.cells // (self.high - self.low))

    def _at(self, units: int) -> int:
        """Return how far to the right an amount stands, in eighths of a column, rounded half-up."""
        span, cells = (self.high, self.cells - self._zero) if self.high else (-self.low, self.cells)
        found = self._zero * _EIGHTHS + (2 * units * cells * _EIGHTHS + span) // (2 * span)
        return min(max(found, 0), self.cells * _EIGHTHS)

    def _cell(self, inside: Sequence[tuple[int, int, str]]) -> tuple[str, str]:
        """Return the sign of one column and its style."""
        if not inside:
            return " ", ""
        start, middle, first = inside[0]
        _, end, last = inside[-1]
        if start:  # a bar to the left of zero begins here; there are signs for its right half only
            sign = self.signs[-1] if start == 1 or self.signs == ASCII else _RIGHT_HALF
            return (sign, first) if start < 6 else (" ", "")
        if len(inside) > 1 and end == _EIGHTHS and self.signs == BLOCKS:
            return self.signs[middle - 1], f"{first} on {last}"
        return self.signs[end - 1], max(inside, key=lambda piece: piece[1] - piece[0])[2]


def strip_of(amounts: Sequence[int], digits: int, *, cells: int, signs: str) -> Strip:
    """Return a strip that holds all of the amounts, from zero to a round number."""
    high, low = max([*amounts, 0]), min([*amounts, 0])
    if not high and not low:
        return Strip(0, 100 * 10**digits, cells, digits, signs)
    return Strip(-_rounded(-low) if low else 0, _rounded(high) if high else 0, cells, digits, signs)


def _rounded(units: int) -> int:
    """Return the next round number: 1, 1.2, 1.5, 2 … times a power of ten."""
    power: int = 10 ** max(len(str(units)) - 2, 0)
    return next(tenths * power for tenths in _ROUND if tenths * power >= units)


def _plain(units: int, digits: int) -> str:
    shown = text(units, digits)
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace("-", "−")

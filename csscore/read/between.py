"""Finds sums and means between the rows of agents by what they add up to; it knows no names and drops nothing.

A subtotal stands below the rows of its block (or above them), and all of them do, at every level: subtotals may add up to
others. One row that happens to be the sum of its neighbours is no structure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from math import gcd, isnan, log10
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.read.sumwords import Way

ENOUGH: Final = 1.5
"""Decimal digits that must agree, over all blocks, where words say that rows are sums."""
ENOUGH_ALONE: Final = 1.25
"""Decimal digits that must agree where no word says it, beside those that the search uses up, over a sheet of blocks.

Of 20,000 months of random counts (3 to 13 people, 1 to 3 columns, means from 0.5 to 60) one had as much by chance."""


class Amounts(NamedTuple):
    """A column as whole numbers of its last decimal; None for an empty cell."""

    units: tuple[int | None, ...]
    step: int
    """What all of them are multiples of."""
    rounded: bool
    """Whether it has decimals, so that a sum may be off by what was rounded away."""


class Agreement(NamedTuple):
    """What rows were found to be sums or means."""

    rows: frozenset[int]
    whole: bool
    """Whether every row that was asked about is among them, and (where none was) every other row belongs to a block."""
    digits: float
    """How many decimal digits agree: what speaks against chance."""


@dataclass(slots=True)
class _Item:
    """A row, or a block that its subtotal stands for."""

    sums: list[int]
    parts: list[_Item] = field(default_factory=list)


def amounts(values: NDArray[Any]) -> Amounts:
    """Return a column of canonical floats (NaN for nothing) as whole numbers."""
    decimals = [None if isnan(value) else Decimal(repr(value)) for value in values.tolist()]
    places = max((-int(value.as_tuple().exponent) for value in decimals if value is not None), default=0)
    places = max(places, 0) if any(value is not None and value != value.to_integral_value() for value in decimals) else 0
    units = tuple(None if value is None else int(value.scaleb(places)) for value in decimals)
    return Amounts(units, gcd(*(abs(unit) for unit in units if unit)) or 1, places > 0)


def named(columns: Sequence[Amounts], asked: Mapping[int, Way]) -> Agreement:
    """Return which of the rows that words call sums or means are such, whether they stand below their blocks or above."""
    below = _walk(columns, asked, range(len(columns[0].units)))
    if below.whole:
        return below
    above = _walk(columns, asked, range(len(columns[0].units) - 1, -1, -1))
    return max(below, above, key=lambda found: (found.whole, len(found.rows), found.digits))


def unnamed(columns: Sequence[Amounts]) -> Agreement | None:
    """Return the rows that are sums though no word says so, where the whole sheet is made of blocks; None where it is not."""
    count = len(columns[0].units)
    for order in (range(count), range(count - 1, -1, -1)):
        found = _blocks(columns, order)
        if found is not None and found.digits >= ENOUGH_ALONE:
            return found
    return None


def _walk(columns: Sequence[Amounts], asked: Mapping[int, Way], order: range) -> Agreement:
    """Go through the rows and close a block at every row that was asked about."""
    open_: list[_Item] = []
    found: set[int] = set()
    digits, since = 0.0, 0
    for row in order:
        own = [column.units[row] for column in columns]
        if row not in asked:
            open_.append(_Item([unit or 0 for unit in own]))
            continue
        if asked[row] == "mean":
            lost = _mean_of(columns, own, open_, since)
            if lost is not None:
                found.add(row)
                digits += max(_digits(columns, own) - lost, 0)
        else:
            size = _closes(columns, own, open_)
            if size:
                parts = open_[-size:]
                open_[-size:] = [_Item(_total(parts, len(columns)), parts)]
                found.add(row)
                digits += _digits(columns, own) if size > 1 else 0  # a block of one row is as its neighbour
        since = len(open_)
    return Agreement(frozenset(found), len(found) == len(asked), digits)


def _closes(columns: Sequence[Amounts], own: list[int | None], open_: list[_Item]) -> int:
    """Return of how many of the last items a row is the sum; 0 where it is of none."""
    sums = [0] * len(columns)
    for size, item in enumerate(reversed(open_), start=1):
        sums = [a + b for a, b in zip(sums, item.sums, strict=True)]
        if all(
            unit is None or abs(unit - total) <= (size if column.rounded else 0)
            for column, unit, total in zip(columns, own, sums, strict=True)
        ):
            return size if any(unit for unit in own) or size == len(open_) else 0
    return 0


def _mean_of(columns: Sequence[Amounts], own: list[int | None], open_: list[_Item], since: int) -> float | None:
    """Return how many digits the search uses up that finds a row to be the mean of others; None where it is of none.

    Those are the rows since the last sum or mean, or the parts of the last block; else any last items, of which so many are
    tried that small numbers are the mean of some by chance. A mean is rounded to the unit shown.
    """
    blocks = [block for block in (open_[since:], *(item.parts for item in open_[-1:])) if len(block) > 1]
    others = [open_[-size:] for size in range(1, len(open_) + 1)]
    for groups, lost in ((blocks, 0.0), (others, log10(max(len(others), 1)))):
        for slack in (0, 1):
            if any(unit for unit in own) and any(_agrees_on_mean(columns, own, group, slack) for group in groups):
                return lost + slack * log10(3) * sum(unit is not None for unit in own)
    return None


def _agrees_on_mean(columns: Sequence[Amounts], own: list[int | None], group: list[_Item], slack: int) -> bool:
    totals = _total(group, len(columns))
    return all(
        unit is None or abs(unit * len(group) - total) <= slack * len(group) for unit, total in zip(own, totals, strict=True)
    )


def _total(items: list[_Item], width: int) -> list[int]:
    return [sum(item.sums[i] for item in items) for i in range(width)]


def _digits(columns: Sequence[Amounts], own: list[int | None]) -> float:
    """Return how many decimal digits of a row agree, over its columns, counted in what the values are multiples of."""
    return sum(log10(max(abs(unit) / column.step, 1)) for column, unit in zip(columns, own, strict=True) if unit)


def _blocks(columns: Sequence[Amounts], order: range) -> Agreement | None:
    """Close a block wherever a row is the sum of the two or more items before it; None unless all rows are in blocks."""
    open_: list[tuple[int, ...]] = []
    prefix: list[tuple[int, ...]] = [(0,) * len(columns)]
    at: dict[tuple[int, ...], list[int]] = {prefix[0]: [0]}
    closed: list[bool] = []
    found: set[int] = set()
    digits = 0.0
    for row in order:
        own = tuple(column.units[row] or 0 for column in columns)
        start = tuple(a - b for a, b in zip(prefix[-1], own, strict=True))
        begins = [begin for begin in at.get(start, ()) if begin <= len(open_) - 2]
        if begins and any(own):
            begin = begins[-1]
            found.add(row)
            digits += _digits(columns, [column.units[row] for column in columns]) - log10(len(open_))
            while len(open_) > begin:
                at[prefix[-1]].pop()
                prefix.pop(), open_.pop(), closed.pop()
        open_.append(own)
        closed.append(row in found)
        prefix.append(tuple(a + b for a, b in zip(prefix[-1], own, strict=True)))
        at.setdefault(prefix[-1], []).append(len(open_))
    return Agreement(frozenset(found), whole=True, digits=digits) if len(found) > 1 and all(closed) else None

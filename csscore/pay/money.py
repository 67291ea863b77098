"""Exact amounts become money here, once: proration, then bounds, then one half-up rounding; nothing else rounds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.fixed import half_up
from csscore.pay.exact import Exact, decimals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.packed import Texts

    Mask = NDArray[np.bool_]
    Cents = NDArray[np.int64]

MINOR: Final = Fraction(100)
"""Minor units (分) in a currency unit."""


def prorated(amounts: Exact, share: NDArray[np.float64]) -> Exact:
    """Multiply by a canonical share; the product is half-up at 12 significant digits, like every value that is computed.

    A third of 0.045 is 0.015 then, although a third is only known as 0.333333333333. A missing share counts as 0.
    """
    return decimals(amounts.times(decimals(share)).floats())


def bounded(amounts: Exact, *, least: Fraction | None, most: Fraction | None) -> tuple[Exact, Mask, Mask]:
    """Keep amounts within bounds; also return which were raised and which were lowered."""
    none = np.zeros(len(amounts), dtype=np.bool_)
    raised = none if least is None else amounts.below(least)
    lowered = none if most is None else amounts.above(most)
    if least is not None:
        amounts = amounts.where(~raised, least)
    if most is not None:
        amounts = amounts.where(~lowered, most)
    return amounts, raised, lowered


def rounded(amounts: Exact, unit: int) -> Cents:
    """Round every amount half-up to the unit of money; minor units, shape (payees,)."""
    return amounts.times(MINOR).rounded(unit)


def shared(amounts: Exact, unit: int, agents: Texts) -> Cents:
    """Round so that the money sums to the total of the exact amounts, itself rounded half-up to the unit.

    By largest remainder; among equal remainders the smaller agent id has the odd unit, whatever the order of the rows.

    References
    ----------
    Hamilton's method, also known as Hare-Niemeyer.
    """
    parts = amounts.times(MINOR / unit).in_common()
    whole = parts.total()
    if whole < 0:
        mirrored: Cents = -shared(amounts.times(Fraction(-1)), unit, agents)
        return mirrored
    floors = parts.floor().numerator
    rest = parts.minus(Exact(floors)).numerator
    odd = half_up(whole) - int(floors.astype(object).sum())
    result: Cents = (floors + _first(rest, odd, agents)).astype(np.int64) * unit
    if int(result.astype(object).sum()) != half_up(whole) * unit:
        raise AssertionError("the parts of a total do not sum to it")
    return result


def _first(rest: NDArray[np.int64], count: int, agents: Texts) -> NDArray[np.int64]:
    """Mark the largest remainders, equal ones by agent id."""
    if count == 0:
        return np.zeros(len(rest), dtype=np.int64)
    edge = np.sort(rest)[len(rest) - count]
    marked: Mask = rest > edge
    level = np.flatnonzero(rest == edge)
    names = agents[level].tolist()
    by_id = level[sorted(range(len(level)), key=names.__getitem__)]
    marked[by_id[: count - int(marked.sum())]] = True
    return marked.astype(np.int64)

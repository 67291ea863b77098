"""Exact amounts become money here, once: proration, then bounds, then one half-up rounding; nothing else rounds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import half_up, text
from csscore.exact.shares import Exact, decimals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.scheme.model import Scheme

    Mask = NDArray[np.bool_]
    Cents = NDArray[np.int64]


class Coin(NamedTuple):
    """What money is paid in.

    Attributes
    ----------
    digits
        Decimals of a minor unit: 2 for 分.
    step
        The smallest amount that is paid, in minor units.
    """

    digits: int
    step: int

    @property
    def minor(self) -> int:
        """Return the minor units of a currency unit: 100 for 元."""
        return int(10**self.digits)

    def units(self, amount: Fraction) -> int:
        """Return an amount in minor units, half-up."""
        return half_up(amount * self.minor)

    def text(self, units: int) -> str:
        """Write minor units as an amount: 1005.00."""
        return text(units, self.digits)


def coin_of(scheme: Scheme) -> Coin:
    """Return what a scheme pays in."""
    digits = scheme.money_digits
    return Coin(digits, int(scheme.money_unit * 10**digits))


class Parts(NamedTuple):
    """A total in parts, minor units, and what of it can't be paid in whole steps."""

    cents: Cents
    left: int


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


def rounded(amounts: Exact, coin: Coin) -> Cents:
    """Round every amount half-up to the step of the coin; minor units, shape (payees,)."""
    return amounts.times(Fraction(coin.minor)).rounded(coin.step)


def shared(amounts: Exact, coin: Coin, agents: Texts) -> Parts:
    """Round so that the money sums to the total of the exact amounts, which is itself money: half-up to the minor unit.

    By largest remainder; among equal remainders the smaller agent id has the odd step, whatever the order of the rows. Where
    the total is no whole number of steps, the parts stay below it, and what is left is paid to nobody.

    References
    ----------
    Hamilton's method, also known as Hare-Niemeyer.
    """
    total = coin.units(amounts.total())
    if total < 0:
        mirrored = shared(amounts.times(Fraction(-1)), coin, agents)
        return Parts(-mirrored.cents, -mirrored.left)
    parts = amounts.times(Fraction(coin.minor, coin.step)).in_common()
    floors = parts.floor().numerator
    rest = parts.minus(Exact(floors)).numerator
    steps, left = divmod(total, coin.step)
    given = _given(rest, steps - int(floors.astype(object).sum()), agents)
    cents: Cents = (floors + given).astype(np.int64) * coin.step
    if int(cents.astype(object).sum()) + left != total:
        raise AssertionError("the parts of a total do not sum to it")
    return Parts(cents, left)


def _given(rest: NDArray[Any], count: int, agents: Texts) -> NDArray[np.int64]:
    """Mark the largest remainders, equal ones by agent id."""
    if count <= 0:
        return np.zeros(len(rest), dtype=np.int64)
    edge = np.sort(rest)[len(rest) - count]
    marked: Mask = rest > edge
    level = np.flatnonzero(rest == edge)
    names = agents[level].tolist()
    by_id = level[sorted(range(len(level)), key=names.__getitem__)]
    marked[by_id[: count - int(marked.sum())]] = True
    return marked.astype(np.int64)

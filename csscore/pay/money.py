"""Exact amounts become money here, once: proration, bounds, one half-up rounding; nothing else rounds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.fixed import divide, exact, fraction_text, half_up, share

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from csscore.pay.rules.base import Amounts


def rounded(amounts: Amounts, unit: int) -> NDArray[np.int64]:
    """Round every amount half-up to the unit of money; minor units, shape (payees,)."""
    step: NDArray[np.int64] = divide(amounts.numerator, amounts.denominator * unit) * unit
    return step


def adjusted(
    amounts: Amounts, unit: int, *, by: NDArray[np.float64] | None, least: Fraction | None, most: Fraction | None
) -> NDArray[np.int64]:
    """Multiply by a share, keep within bounds, then round: in this order.

    Parameters
    ----------
    by
        The share that is paid, a canonical column; None for all of it. A product is taken at 12 significant digits, like
        every value, before it is rounded.
    least, most
        Bounds in currency units.
    """
    if by is None and least is None and most is None:
        return rounded(amounts, unit)
    change = _bounded(least, most)
    denominators = np.broadcast_to(np.asarray(amounts.denominator, dtype=object), amounts.numerator.shape)
    result = np.zeros(len(amounts.numerator), dtype=np.int64)
    for i in np.flatnonzero(amounts.due):
        amount = Fraction(int(amounts.numerator[i]), int(denominators[i]))
        if by is not None:
            amount = Fraction(fraction_text(amount * exact(by[i])))
        result[i] = half_up(change(amount) / unit) * unit
    return result


def exactly(amounts: Amounts, unit: int, agents: NDArray[Any]) -> NDArray[np.int64]:
    """Round so that the total is the total of the exact amounts, by largest remainder and then agent id."""
    due = np.flatnonzero(amounts.due)
    denominators = np.broadcast_to(np.asarray(amounts.denominator, dtype=object), amounts.numerator.shape)
    parts = [Fraction(int(amounts.numerator[i]), int(denominators[i])) for i in due]
    result = np.zeros(len(amounts.numerator), dtype=np.int64)
    total = half_up(sum(parts, Fraction(0)) / unit)
    if total:
        result[due] = np.array(share(total, parts, [str(agents[i]) for i in due]), dtype=np.int64) * unit
    return result


def total(amounts: Amounts) -> Fraction:
    """Return the sum of the exact amounts, in minor units."""
    due = amounts.due
    if isinstance(amounts.denominator, int):
        return Fraction(int(amounts.numerator[due].astype(object).sum()), amounts.denominator)
    denominators = np.asarray(amounts.denominator)[due]
    result = Fraction(0)
    for denominator in np.unique(denominators):
        numerators = amounts.numerator[due][denominators == denominator]
        result += Fraction(int(numerators.astype(object).sum()), int(denominator))
    return result


def _bounded(least: Fraction | None, most: Fraction | None) -> Callable[[Fraction], Fraction]:
    def change(amount: Fraction) -> Fraction:
        if least is not None:
            amount = max(amount, least * 100)
        return amount if most is None else min(amount, most * 100)

    return change

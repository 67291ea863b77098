"""What functions of expressions come to, on plain columns: decimals, days, powers; it knows no expression."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import exact, rounded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats

PRECISE: Final = Context(prec=60)
"""Digits for roots and logarithms where 12 digits are in doubt."""
_EPS: Final = 2.0**-52


def rounded_to(values: Floats, digits: int) -> Floats:
    """Round half-up to decimals; a value of 12 digits from 10¹² on has none."""
    small = np.abs(values) < 1e12
    inner = np.where(small, values, 0.0)
    units = rounded(inner, np.abs(inner) * _EPS, lambda i: exact(inner[i]), digits=digits)
    return np.where(small, units / 10.0**digits, values)


def days_between(first: NDArray[np.datetime64], last: NDArray[np.datetime64]) -> Floats:
    """Return the days from one day to another, the second not counted; NaN where one is missing."""
    between = (last - first).astype(np.float64)
    return np.where(np.isnat(first) | np.isnat(last), np.nan, between)


def months_between(first: NDArray[np.datetime64], last: NDArray[np.datetime64]) -> Floats:
    """Return the whole months from one day to another, as tenure is counted: from the 31st a month is full on the last day.

    Where the second day is before the first, the number is negative.
    """
    turned = last < first
    early, late = np.where(turned, last, first), np.where(turned, first, last)
    one, other = early.astype("datetime64[M]"), late.astype("datetime64[M]")
    day, until = (column - column.astype("datetime64[M]") for column in (early, late))
    short = (until < day) & (late + np.timedelta64(1, "D") < other + np.timedelta64(1, "M"))
    months = (other - one).astype(np.float64) - short
    return np.where(np.isnat(first) | np.isnat(last), np.nan, np.where(turned, -months, months))


def decimal(value: float) -> Decimal:
    """Return the decimal that a canonical float stands for."""
    return Decimal(repr(float(value)))


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """Return a power; anything to the power of 0 is 1."""
    return Decimal(1) if not exponent else PRECISE.power(base, exponent)

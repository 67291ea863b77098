"""Columns of decimals held as floats: cut to 15 significant digits and multiplied without losing one; never a binary remainder.

A canonical float is the double nearest to a decimal of at most 15 significant digits, so it denotes that decimal.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIGITS: Final = 15
_CONTEXT: Final = Context(prec=DIGITS, rounding=ROUND_HALF_UP)
_WHOLE: Final = 1e15
_PLACES: Final = (0, 1, 2, 4, 6, 9, 12)
"""Numbers of decimals that are tried at once for a whole column; what has more is done one by one."""
_AS_GOOD_AS: Final = 2.5e-16
"""A decimal of 15 digits as near as this (relatively) is the one shown: half a step of the 15th digit is 5e-16 or more,
and both floats may be off their decimals by 1.1e-16."""


def nearest(value: Decimal) -> float:
    """Return the canonical float of a decimal, rounded half-up to 15 significant digits."""
    return float(_CONTEXT.plus(value)) + 0.0


def usual(values: NDArray[np.float64]) -> bool:
    """Tell whether all numbers are of the size that quantities have: up to 10^15, and not smaller than 10^-15 unless zero."""
    sizes = np.abs(values)
    return bool((sizes <= 1e15).all()) and not bool(((sizes < 1e-15) & (sizes > 0)).any())


def as_shown(values: Any) -> NDArray[np.float64]:
    """Round a column half-up to the 15 significant digits that spreadsheets show; NaN stays, minus zero becomes zero.

    Parameters
    ----------
    values
        Finite numbers or NaN, shape (n,); each is taken as the decimal of its shortest text.

    Returns
    -------
    numpy.ndarray
        Canonical floats: 0.30000000000000004 becomes 0.3.
    """
    given = np.asarray(values, dtype=np.float64)
    result, places = _decimals(given)
    for i in np.flatnonzero(places < 0):
        value = float(given[i])
        text = repr(value)
        # printf rounds the binary value, which differs from the text's decimal only where that lies halfway
        result[i] = nearest(Decimal(text)) if text.endswith(("5", "5.0")) or "e" in text else float(f"{value:.15g}")
    return result


def times(values: NDArray[np.float64], factor: int, power: int) -> NDArray[np.float64]:
    """Multiply a canonical column by ``factor`` · 10^``power``, exactly, then half-up to 15 significant digits.

    Parameters
    ----------
    values
        Canonical floats, shape (n,); NaN stays.
    factor
        A whole number up to some 100 000.
    power
        Up to ±22.
    """
    _, places = _decimals(values)
    known = np.maximum(places, 0)
    units = np.rint(values * 10.0**known) * factor
    shift = power - known
    with np.errstate(invalid="ignore", over="ignore"):
        result = np.where(shift >= 0, units * 10.0 ** np.maximum(shift, 0), units / 10.0 ** np.maximum(-shift, 0))
        hard = (places < 0) | (np.abs(units) >= _WHOLE) | (np.abs(shift) > 22)  # 10^22 is the last exact power
    scale = Decimal(factor).scaleb(power)
    for i in np.flatnonzero(hard & ~np.isnan(values)):
        result[i] = nearest(Decimal(repr(float(values[i]))) * scale)
    positive_zero: NDArray[np.float64] = result + 0.0
    return positive_zero


def last_digit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the last digit of each number of a canonical column stands for: 0.01 for 1.25, 1 for whole numbers and NaN."""
    shown, places = _decimals(values)
    known = np.maximum(places, 0)
    units = np.nan_to_num(np.rint(shown * 10.0**known)).astype(np.int64)
    while len(zeros := np.flatnonzero((known > 0) & (units % 10 == 0))):
        units[zeros] //= 10
        known[zeros] -= 1
    for i in np.flatnonzero(places < 0):
        known[i] = -min(0, int(Decimal(repr(float(shown[i]))).as_tuple().exponent))
    return np.asarray(10.0 ** -known.astype(np.float64))


def _decimals(given: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return each number at 15 digits and how many decimals show it; -1 where only its text would tell.

    Where t is whole and below 1e15 and 10^k is exact, t / 10^k is the double nearest to that decimal (one rounding,
    IEEE 754); and the decimal is the one shown if it is nearer than half a step of the 15th digit.
    """
    result = given + 0.0
    places = np.full(given.shape, -1, dtype=np.int64)
    places[~np.isfinite(given)] = 0
    open_ = np.flatnonzero(places < 0)
    for k in _PLACES:
        if not len(open_):
            break
        numbers = given[open_]
        with np.errstate(over="ignore"):
            units = np.rint(numbers * 10.0**k)
        near = units / 10.0**k
        sure = (np.abs(units) < _WHOLE) & (np.abs(near - numbers) <= _AS_GOOD_AS * np.abs(numbers))
        result[open_[sure]] = near[sure] + 0.0
        places[open_[sure]] = k
        open_ = open_[~sure]
    _fifteen_digits(given, open_, result, places)
    return result, places


def _fifteen_digits(
    given: NDArray[np.float64], open_: NDArray[np.intp], result: NDArray[np.float64], places: NDArray[np.int64]
) -> None:
    """Settle numbers of 15 digits whose 16th is far from 5.

    Scaled to 15 digits before the point, the product and the number's own text are each within 0.12 of the decimal, so
    what lies within 0.25 of a whole number rounds to it.
    """
    size = np.abs(given[open_])
    with np.errstate(over="ignore"):
        k = (DIGITS - 1 - np.floor(np.log10(size))).astype(np.int64)
        power = 10.0 ** np.clip(k, 0, 22)
        scaled = given[open_] * power
        units = np.rint(scaled)
        whole = (np.abs(scaled) >= _WHOLE / 10) & (np.abs(units) < _WHOLE)
        sure = (k >= 0) & (k <= 22) & whole & (np.abs(scaled - units) <= 0.25)
    result[open_[sure]] = units[sure] / power[sure]
    places[open_[sure]] = k[sure]

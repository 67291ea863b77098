"""Combines numbers by group: exact sums, extremes, medians, counts; no result depends on their order."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.real import Real, constant, of, of_units
from csscore.exact.whole import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats

    Codes = NDArray[np.intp]

_FLOAT_SUMS: Final = 2.0**53
_INT_SUMS: Final = 2.0**62


def counts(codes: Codes, size: int) -> NDArray[np.int64]:
    """Return how many rows each group has; shape (size,)."""
    return np.bincount(codes, minlength=size).astype(np.int64, copy=False)


def sums(values: Floats, codes: Codes, size: int) -> Real:
    """Return the exact sum of each group; missing where a group has no row.

    Parameters
    ----------
    values
        A canonical column without missing values; shape (rows,).
    codes
        The group of each row, from 0.
    size
        How many groups there are.
    """
    units, digits = units_of(values)
    return of_units(whole_sums(units, codes, size), digits, counts(codes, size) > 0)


def whole_sums(units: NDArray[Any], codes: Codes, size: int) -> NDArray[Any]:
    """Return the sums of whole numbers (int64 or Python ints): int64, or Python ints where that would overflow."""
    bound = float(np.abs(units).astype(np.float64).sum()) if len(units) else 0.0
    if bound < _FLOAT_SUMS:  # every partial sum is a whole number that a float holds
        return np.bincount(codes, weights=units.astype(np.float64), minlength=size).astype(np.int64)
    kind: Any = np.int64 if bound < _INT_SUMS and units.dtype != object else object
    total = np.zeros(size, dtype=kind)
    np.add.at(total, codes, units.astype(kind))
    return total


def least(values: Floats, codes: Codes, size: int) -> Floats:
    """Return the smallest value of each group; NaN where it has no row."""
    found = np.full(size, np.inf)
    np.minimum.at(found, codes, values)
    found[np.isinf(found)] = np.nan
    return found


def greatest(values: Floats, codes: Codes, size: int) -> Floats:
    """Return the largest value of each group; NaN where it has no row."""
    return -least(-values, codes, size)


def medians(values: Floats, codes: Codes, size: int) -> Real:
    """Return the median of each group, the mean of the two middle ones for an even number; missing where it has no row."""
    ordered = values[np.lexsort((values, codes))]
    many = counts(codes, size)
    start = np.cumsum(many) - many
    some = many > 0
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    low[some] = ordered[(start + (many - 1) // 2)[some]]
    high[some] = ordered[(start + many // 2)[some]]
    return (of(low) + of(high)) / constant(Fraction(2), size)


def first_rows(codes: Codes, size: int) -> NDArray[np.intp]:
    """Return the position of each group's first row; -1 where it has none."""
    found = np.full(size, -1, dtype=np.intp)
    found[codes[::-1]] = np.arange(len(codes), dtype=np.intp)[::-1]
    return found


def keyed(things: Sequence[Any]) -> NDArray[np.intp]:
    """Give different things numbers from 0, in order of appearance."""
    number: dict[Any, int] = {}
    return np.fromiter((number.setdefault(thing, len(number)) for thing in things), dtype=np.intp, count=len(things))

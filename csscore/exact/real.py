"""Columns of exact numbers on their way to a value: floats with a bound on their error, exact fractions where that matters.

Formulas run in floating point over whole columns. Each result carries a bound on its error, so that rounding knows which
elements it can't be sure of; those alone are computed again as fractions. The outcome is always that of exact arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.ending import ends_beyond
from csscore.exact.fixed import exact, settled
from csscore.exact.whole import Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask

_EPS: Final = 2.0**-52
_WHOLE: Final = 2.0**53
"""Whole numbers below this are exact in floating point."""
LARGEST: Final = 1e15
"""Values from here on have more than 15 digits: nothing that is paid does."""


_CLEAR: Final = 2.0**-50
"""A sum as near as this to itself at 12 digits has no more of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Real:
    """A column of numbers, each known to within an error and exactly on demand.

    Attributes
    ----------
    approx
        Floats; NaN is missing. Shape (n,).
    error
        Bounds on the absolute error. Shape (n,).
    at
        The exact number of element i; only asked where it is present.
    decimal
        Whether each float is the one nearest to its exact number, a decimal of at most 15 digits.
    whole
        Gives all of them exactly, as whole numbers of a decimal unit; None where a division may never end.
    """

    approx: Floats
    error: Floats
    at: Callable[[int], Fraction]
    decimal: bool = False
    whole: Callable[[], Whole | None] = lambda: None

    def __len__(self) -> int:
        return len(self.approx)

    def __neg__(self) -> Real:
        return Real(-self.approx, self.error, lambda i: -self.at(i), self.decimal, _whole(Whole.__neg__, self))

    def __abs__(self) -> Real:
        return Real(np.abs(self.approx), self.error, lambda i: abs(self.at(i)), self.decimal, _whole(Whole.__abs__, self))

    def __add__(self, other: Real) -> Real:
        with np.errstate(over="ignore", invalid="ignore"):
            approx = self.approx + other.approx
        error = self.error + other.error + _rounding(approx, self, other)
        if self.decimal and other.decimal:
            error[approx == 0] = 0.0  # equal floats stand for equal decimals
        return Real(approx, error, lambda i: self.at(i) + other.at(i), whole=_whole(Whole.__add__, self, other))

    def __sub__(self, other: Real) -> Real:
        return self + -other

    def __mul__(self, other: Real) -> Real:
        with np.errstate(over="ignore", invalid="ignore"):
            approx = self.approx * other.approx
            error = np.abs(self.approx) * other.error + np.abs(other.approx) * self.error + self.error * other.error
        error += _rounding(approx, self, other)
        return Real(approx, error, lambda i: self.at(i) * other.at(i), whole=_whole(Whole.__mul__, self, other))

    def __truediv__(self, other: Real) -> Real:
        """Divide; by zero gives missing."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            approx = self.approx / other.approx
            room = np.abs(other.approx) - other.error
            error = (self.error + np.abs(approx) * other.error) / room + np.abs(approx) * _EPS
        approx[(other.approx == 0) & (other.error == 0)] = np.nan
        # a divisor that may be zero: look
        for i in np.flatnonzero((room <= 0) & (other.error > 0) & ~np.isnan(self.approx) & ~np.isnan(other.approx)):
            divisor = other.at(int(i))
            approx[i] = _float(self.at(int(i)) / divisor) if divisor else np.nan
            error[i] = abs(approx[i]) * _EPS
        return Real(approx, error, lambda i: self.at(i) / other.at(i))

    def larger(self, other: Real) -> Real:
        """Return the larger of two columns, element by element; missing where either is."""
        approx, error = np.maximum(self.approx, other.approx), np.maximum(self.error, other.error)
        return Real(approx, error, lambda i: max(self.at(i), other.at(i)), whole=_whole(Whole.larger, self, other))

    def where(self, holds: Mask, other: Real) -> Real:
        """Return this column where the condition holds, else the other."""
        approx, error = np.where(holds, self.approx, other.approx), np.where(holds, self.error, other.error)
        picked = _whole(lambda one, two: one.where(holds, two), self, other)
        return Real(approx, error, lambda i: self.at(i) if holds[i] else other.at(i), whole=picked)

    def only(self, mask: Mask) -> Real:
        """Return the column with everything else missing."""
        return Real(np.where(mask, self.approx, np.nan), self.error, self.at, self.decimal, self.whole)

    def spread(self, codes: NDArray[np.intp]) -> Real:
        """Return the element of each code: a number of a cohort for each of its people."""
        some = _whole(lambda one: one.select(codes), self)
        return Real(self.approx[codes], self.error[codes], lambda i: self.at(int(codes[i])), self.decimal, some)

    def canonical(self) -> Floats:
        """Round half-up to 12 significant digits, certain of every element.

        Raises
        ------
        OverflowError
            If a number is infinite.
        """
        return settled(self.approx, self.error, self.at)

    def units(self) -> Whole:
        """Return the numbers with all their digits; those that may never end rounded to 12; any number where one is missing."""
        whole = self.whole()
        return Whole.of(self.canonical()) if whole is None else whole


def beyond(sums: Real) -> Iterator[tuple[int, Fraction]]:
    """Yield the exact sums of which rounding to 12 significant digits would lose some."""
    with np.errstate(invalid="ignore"):
        doubtful = np.abs(sums.canonical() - sums.approx) > np.abs(sums.approx) * _CLEAR
    for i in np.flatnonzero(doubtful).tolist():
        if ends_beyond(sums.at(i)):
            yield i, sums.at(i)


def of(values: Floats) -> Real:
    """Return a canonical column: each float stands for its shortest decimal."""
    error = np.where((values == np.rint(values)) & (np.abs(values) < _WHOLE), 0.0, np.abs(values) * _EPS)
    return Real(values, error, lambda i: exact(values[i]), decimal=True, whole=partial(Whole.of, values))


def constant(value: Fraction, size: int) -> Real:
    """Return the same number for every element."""
    nearest = float(value)
    error = 0.0 if Fraction(nearest) == value else abs(nearest) * _EPS
    whole = partial(Whole.constant, value, size)
    return Real(np.full(size, nearest), np.full(size, error), lambda _: value, decimal=True, whole=whole)


def of_units(units: NDArray[Any], digits: int, present: Mask) -> Real:
    """Return whole numbers (int64 or Python ints) of a decimal unit as numbers; missing where nothing is present."""
    approx = np.where(present, units.astype(np.float64) / 10.0**digits, np.nan)
    size = np.abs(approx)
    error = np.where((digits == 0) & (size < _WHOLE), 0.0, size * (2 * _EPS))
    return Real(approx, error, lambda i: Fraction(int(units[i]), 10**digits), whole=lambda: Whole(units, digits))


def _whole(combine: Callable[..., Whole], *columns: Real) -> Callable[[], Whole | None]:
    """Return what gives the whole numbers of columns combined: none where one has none."""

    def made() -> Whole | None:
        found = [column.whole() for column in columns]
        return None if any(one is None for one in found) else combine(*found)

    return made


def _rounding(approx: Floats, one: Real, other: Real) -> Floats:
    """Return what the last operation may have rounded off: nothing where whole numbers met."""
    size = np.abs(approx)
    with np.errstate(invalid="ignore"):
        whole = (one.error == 0) & (other.error == 0) & (approx == np.rint(approx)) & (size < _WHOLE)
        # halves and quarters may round to whole numbers: the operands must be whole as well
        whole &= (one.approx == np.rint(one.approx)) & (other.approx == np.rint(other.approx))
        return np.where(whole, 0.0, size * _EPS)


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf

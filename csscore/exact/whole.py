"""Columns of exact decimals as whole numbers of a unit: int64 where that is proven to hold them, else Python integers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask

_SAFE: Final = 1e15
"""Below this, a product with a power of ten can be rounded back to the whole number it stands for."""
_HELD: Final = 2.0**62


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """Exact decimals, all with as many digits after the point; any number where one is missing.

    Attributes
    ----------
    units
        int64, or Python ints. Shape (n,).
    digits
        Digits after the point that the units count.
    """

    units: NDArray[Any]
    digits: int

    @classmethod
    def of(cls, values: Floats) -> Self:
        """Return a canonical column."""
        missing = np.isnan(values)
        return cls(*units_of(np.where(missing, 0.0, values) if bool(missing.any()) else values))

    @classmethod
    def constant(cls, value: Fraction, size: int) -> Self | None:
        """Return a number as often; None for one that never ends."""
        digits = digits_of(value)
        if digits is None:
            return None
        unit = int(value * 10**digits)
        return cls(np.full(size, unit, dtype=np.int64 if abs(unit) < _HELD else object), digits)

    def __neg__(self) -> Whole:
        return Whole(-self.units, self.digits)

    def __abs__(self) -> Whole:
        return Whole(np.abs(self.units), self.digits)

    def __add__(self, other: Whole) -> Whole:
        return self._level(other, np.add)

    def __mul__(self, other: Whole) -> Whole:
        return Whole(whole_products(self.units, other.units), self.digits + other.digits)

    def larger(self, other: Whole) -> Whole:
        """Return the larger of two columns, element by element."""
        return self._level(other, np.maximum)

    def fractions(self) -> list[Fraction]:
        """Return the numbers."""
        return [Fraction(int(unit), 10**self.digits) for unit in self.units.tolist()]

    def select(self, some: NDArray[Any]) -> Whole:
        """Return some of the numbers: a boolean mask, or positions."""
        return Whole(self.units[some], self.digits)

    def where(self, holds: Mask, other: Whole) -> Whole:
        """Return this column where the condition holds, else the other."""
        return self._level(other, lambda one, two: np.where(holds, one, two))

    def _level(self, other: Whole, combine: Callable[[Any, Any], Any]) -> Whole:
        digits = max(self.digits, other.digits)
        one, two = (whole_products(some.units, _power(digits - some.digits)) for some in (self, other))
        if object not in (one.dtype, two.dtype) and _largest(one) + _largest(two) >= _HELD:
            one = one.astype(object)
        return Whole(combine(one, two), digits)


def whole_products(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Return the products of whole numbers (int64 or Python ints): int64, or Python ints where one would overflow."""
    if object not in (one.dtype, other.dtype) and _largest(one) * _largest(other) >= _HELD:
        one = one.astype(object)
    products: NDArray[Any] = one * other
    return products


def digits_of(value: Fraction) -> int | None:
    """Return how many digits after the point a number has; None if it never ends.

    Examples
    --------
    >>> from fractions import Fraction
    >>> [digits_of(Fraction(text)) for text in ("12", "1/8", "12.50", "1/3")]
    [0, 3, 1, None]
    """
    below = value.denominator
    return next((digits for digits in range(below.bit_length() + 1) if 10**digits % below == 0), None)


def units_of(values: Floats) -> tuple[NDArray[Any], int]:
    """Return a canonical column without missing values as whole numbers of its own smallest decimal, and those digits.

    int64 where everything fits, else Python ints.
    """
    digits = _digits_of(values[:256], 0)
    if digits is not None:
        digits = _digits_of(values, digits)
    if digits is not None:
        return np.rint(values * 10.0**digits).astype(np.int64), digits
    decimals = [Decimal(repr(value)) for value in values.tolist()]
    digits = max(0, *(-int(decimal.as_tuple().exponent) for decimal in decimals))
    return np.array([int(decimal.scaleb(digits)) for decimal in decimals], dtype=object), digits


def _digits_of(values: Floats, least: int) -> int | None:
    for digits in range(least, 16):
        scaled = np.rint(values * 10.0**digits)
        if bool((np.abs(scaled) >= _SAFE).any()):
            return None
        if bool((scaled / 10.0**digits == values).all()):
            return digits
    return None


def _power(digits: int) -> NDArray[Any]:
    """Return a power of ten by which whole numbers are multiplied."""
    return np.array(10**digits, dtype=np.int64 if 10**digits < _HELD else object)


def _largest(units: NDArray[Any]) -> float:
    return float(np.abs(units).max(initial=0))

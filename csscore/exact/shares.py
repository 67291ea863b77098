"""Columns of exact fractions, for amounts on their way to money; they are rounded only where that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import divide, settled
from csscore.exact.grouping import whole_sums
from csscore.exact.whole import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_LARGEST: Final = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A column of fractions ``numerator / denominator``; shape (n,).

    Numerators are int64, or Python ints (an object array) where those would not fit; denominators are positive, one for
    all or one each. Every operation looks at the largest number it could make and changes to Python ints in time, so
    nothing wraps around.
    """

    numerator: NDArray[Any]
    denominator: NDArray[Any] | int = 1

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.numerator)

    def at(self, i: int) -> Fraction:
        """Return one of them."""
        denominator = self.denominator if isinstance(self.denominator, int) else self.denominator[i]
        return Fraction(int(self.numerator[i]), int(denominator))

    def only(self, index: NDArray[Any]) -> Exact:
        """Return some of them."""
        return Exact(self.numerator[index], self.denominator if isinstance(self.denominator, int) else self.denominator[index])

    def times(self, factor: Exact | Fraction) -> Exact:
        """Multiply all by one number, or each by each."""
        return Exact(_product(self.numerator, factor.numerator), _product(self.denominator, factor.denominator))

    def plus(self, other: Exact | Fraction) -> Exact:
        """Add one number to all, or each to each."""
        mine, theirs, denominator = _together(self, other)
        if _size(mine) + _size(theirs) >= _LARGEST:
            mine = mine.astype(object)
        return Exact(mine + theirs, denominator)

    def minus(self, other: Exact | Fraction) -> Exact:
        """Subtract one number from all, or each from each."""
        return self.plus(other.times(Fraction(-1)) if isinstance(other, Exact) else -other)

    def at_least(self, bound: Exact | Fraction) -> Exact:
        """Raise those below a bound to it."""
        return self.where(~self.below(bound), bound)

    def at_most(self, bound: Exact | Fraction) -> Exact:
        """Lower those above a bound to it."""
        return self.where(~self.above(bound), bound)

    def where(self, holds: Mask, other: Exact | Fraction) -> Exact:
        """Keep those for which something holds; take the other for the rest."""
        mine, theirs, denominator = _together(self, other)
        return Exact(np.where(holds, mine, theirs), denominator)

    def below(self, bound: Exact | Fraction) -> Mask:
        """Return which are smaller than a bound."""
        mine, theirs, _ = _together(self, bound)
        return np.asarray(mine < theirs, dtype=np.bool_)

    def above(self, bound: Exact | Fraction) -> Mask:
        """Return which are larger than a bound."""
        mine, theirs, _ = _together(self, bound)
        return np.asarray(mine > theirs, dtype=np.bool_)

    def floor(self) -> Exact:
        """Return the whole numbers at or below them."""
        wide = _size(self.denominator) >= _LARGEST
        return Exact((self.numerator.astype(object) if wide else self.numerator) // self.denominator)

    def in_common(self) -> Exact:
        """Return them over one denominator."""
        if isinstance(self.denominator, int):
            return self
        denominator = lcm(*(int(part) for part in np.unique(self.denominator)))
        each = np.array([denominator // int(part) for part in self.denominator], dtype=object)
        return Exact(_product(self.numerator, each), denominator)

    def total(self) -> Fraction:
        """Return their sum."""
        if isinstance(self.denominator, int):
            return Fraction(_sum(self.numerator), self.denominator)
        parts, codes = np.unique(self.denominator, return_inverse=True)
        sums = whole_sums(self.numerator, codes, len(parts))
        return sum((Fraction(int(part), int(below)) for part, below in zip(sums, parts, strict=True)), Fraction(0))

    def rounded(self, unit: int = 1) -> NDArray[np.int64]:
        """Round half away from zero to a multiple of the unit; shape (n,).

        Raises
        ------
        OverflowError
            If one of them does not fit 62 bits.
        """
        steps, numerator = _product(self.denominator, unit), self.numerator
        if 2 * _size(numerator) + 2 * _size(steps) >= _LARGEST:
            numerator = numerator.astype(object)
        counts = divide(numerator, steps)
        if _size(counts) * unit >= _LARGEST:
            raise OverflowError("an amount is too large")
        result: NDArray[np.int64] = counts * unit
        return result

    def floats(self) -> Floats:
        """Return them as canonical floats: half-up at 12 significant digits."""
        return settled(self.approx(), 0.0, self.at)

    def approx(self) -> Floats:
        """Return them as floats that are right to some 15 digits: to be shown, never to be paid."""
        under = float(self.denominator) if isinstance(self.denominator, int) else self.denominator.astype(np.float64)
        return self.numerator.astype(np.float64) / under


def same(value: Fraction, count: int) -> Exact:
    """Return a column of one number."""
    return Exact(np.full(count, value.numerator, dtype=_kind(value.numerator)), value.denominator)


def exactly(values: Sequence[Fraction]) -> Exact:
    """Return a column of given numbers, over their common denominator."""
    denominator = lcm(*(value.denominator for value in values))
    numerators = [value.numerator * (denominator // value.denominator) for value in values]
    return Exact(np.array(numerators, dtype=_kind(*numerators)), denominator)


def decimals(values: Floats) -> Exact:
    """Return the decimals that a canonical column stands for; NaN becomes 0 (the caller knows who is missing)."""
    units, digits = units_of(np.where(np.isnan(values), 0.0, values))
    return Exact(units, 10**digits)


def _together(mine: Exact, other: Exact | Fraction) -> tuple[Any, Any, Any]:
    """Return two columns of numerators (the second may be one number for all) and the denominator they have in common."""
    if isinstance(mine.denominator, int) and isinstance(other.denominator, int):
        denominator: Any = lcm(mine.denominator, other.denominator)
        raised: Any = denominator // mine.denominator, denominator // other.denominator
    else:
        denominator = _product(mine.denominator, other.denominator)
        raised = other.denominator, mine.denominator
    first, second = _product(mine.numerator, raised[0]), _product(other.numerator, raised[1])
    if isinstance(second, int) and abs(second) >= _LARGEST:
        first = first.astype(object)
    return first, second, denominator


def _product(one: Any, other: Any) -> Any:
    """Multiply whole numbers and columns of them without wrapping around."""
    if isinstance(one, int) and isinstance(other, int):
        return one * other
    if max(_size(one), 1) * max(_size(other), 1) >= _LARGEST:
        one, other = (number if isinstance(number, int) else number.astype(object) for number in (one, other))
    return one * other


def _size(numbers: Any) -> int:
    """Return the largest magnitude among whole numbers."""
    return abs(numbers) if isinstance(numbers, int) else int(np.abs(numbers).max(initial=0))


def _sum(numbers: NDArray[Any]) -> int:
    return int((numbers if _size(numbers) * len(numbers) < _LARGEST else numbers.astype(object)).sum())


def _kind(*numbers: int) -> Any:
    return np.int64 if all(abs(number) < _LARGEST for number in numbers) else object

"""Who is looked at together: people by cohort, and what can be said of every cohort at once; it makes no points.

A month has a handful of cohorts, a simulation has one for every draw: so nothing here goes through cohorts one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.fixed import exact
from csscore.exact.grouping import whole_sums

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Units

    Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """People by cohort.

    Attributes
    ----------
    codes
        The number of each one's cohort, from 0, without gaps. Shape (people,).
    order
        Positions of the people cohort by cohort; None where they stand so already.
    starts
        Where each cohort begins in that order. Shape (cohorts,).
    """

    codes: Index
    order: Index | None
    starts: Index

    @classmethod
    def of(cls, codes: Index) -> Segments:
        """Return the cohorts of people, by a number each."""
        order = None
        steps = np.diff(codes)
        if bool((steps < 0).any()):
            order = np.argsort(codes, kind="stable")
            steps = np.diff(codes[order])
        new = np.concatenate((np.ones(min(len(codes), 1), dtype=np.bool_), steps != 0))
        numbers = np.cumsum(new, dtype=np.intp) - 1
        if order is not None:
            numbers[order] = numbers.copy()
        return cls(numbers, order, np.flatnonzero(new))

    @classmethod
    def one(cls, size: int) -> Segments:
        """Return people who are all one cohort."""
        return cls(np.zeros(size, dtype=np.intp), None, np.zeros(min(size, 1), dtype=np.intp))

    def __len__(self) -> int:
        """Return the number of cohorts."""
        return len(self.starts)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Return how many people each cohort has. Shape (cohorts,)."""
        sizes: NDArray[np.int64] = np.diff(self.starts, append=len(self.codes)).astype(np.int64)
        return sizes

    @property
    def even(self) -> bool:
        """Return whether people stand cohort by cohort and all cohorts are as large: then they make a table."""
        return self.order is None and len(self.codes) == len(self) * int(self.sizes.max(initial=0))

    def members(self, cohort: int) -> Index:
        """Return the positions of a cohort's people."""
        start, size = int(self.starts[cohort]), int(self.sizes[cohort])
        if self.order is None:
            return np.arange(start, start + size, dtype=np.intp)
        return self.order[start : start + size]

    # --- one number a cohort: shape (cohorts,)

    def least(self, values: Floats, chosen: Mask) -> Floats:
        """Return the smallest of the chosen values of each cohort; NaN where none is chosen."""
        found: Floats = np.minimum.reduceat(self._standing(_only(values, chosen, np.inf)), self.starts)
        found[np.isinf(found)] = np.nan
        return found

    def greatest(self, values: Floats, chosen: Mask) -> Floats:
        """Return the largest of the chosen values of each cohort; NaN where none is chosen."""
        return -self.least(-values, chosen)

    def sums(self, values: Floats, chosen: Mask) -> Floats:
        """Return the sums of the chosen values in floating point, added in pairs: off by some ulps of the largest sum."""
        found: Floats = np.add.reduceat(self._standing(_only(values, chosen, 0.0)), self.starts)
        return found

    def counts(self, chosen: Mask) -> NDArray[np.int64]:
        """Return how many of each cohort are chosen."""
        if bool(chosen.all()):
            return self.sizes
        return np.bincount(self.codes[chosen], minlength=len(self)).astype(np.int64)

    def totals(self, units: Units, chosen: Mask) -> NDArray[Any]:
        """Return the exact sums of the chosen whole numbers: int64, or Python ints where those would not fit."""
        return whole_sums(units[chosen], self.codes[chosen], len(self))

    # --- from cohorts back to people

    def spread(self, each: NDArray[Any]) -> NDArray[Any]:
        """Return for everybody what is said of her cohort. Shape (people,)."""
        return each[self.codes]

    def anchor(self, each: Floats) -> Fraction | Floats:
        """Return each one's cohort's canonical number as `csscore.exact.fixed` takes anchors: exact where there is one cohort."""
        return exact(each[0]) if len(self) == 1 and not np.isnan(each[0]) else self.spread(each)

    # --- order

    def ascending(self, values: Floats) -> Index:
        """Return positions cohort by cohort, by value within each; missing values come last in their cohort."""
        if self.even:
            table = values.reshape(len(self), -1)
            return (table.argsort(axis=1) + self.starts[:, None]).ravel()
        return np.lexsort((values, self.codes))

    def _standing(self, values: Floats) -> Floats:
        return values if self.order is None else values[self.order]


def _only(values: Floats, chosen: Mask, other: float) -> Floats:
    return values if bool(chosen.all()) else np.where(chosen, values, other)

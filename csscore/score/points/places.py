"""Where everybody stands among the others by one value; no points are made here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import divide
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask, Units
    from csscore.score.points.base import Cohort


class Standing(NamedTuple):
    """How everybody with a value compares with the others of the reference; zeros where the value is missing."""

    present: Mask
    beaten: NDArray[Any]
    """How many of the others have a worse value."""
    tied: NDArray[Any]
    """How many of the others have the same value."""
    others: NDArray[Any]
    """How many others there are."""


def standing(values: NDArray[Any], cohort: Cohort) -> Standing:
    """Compare each value with the reference; somebody outside it stands as if joining it."""
    segments = cohort.segments
    present = ~np.isnan(values)
    own = cohort.reference_of(values)
    if not len(values):
        return Standing(present, *(np.zeros(0, dtype=np.int64) for _ in range(3)))
    order = segments.ascending(values)
    level, inside = values[order], own[order].astype(np.int64)
    new = np.ones(len(values), dtype=np.bool_)
    new[1:] = level[1:] != level[:-1]
    if len(segments) > 1:
        codes = segments.codes[order]
        new[1:] |= codes[1:] != codes[:-1]
    first = np.flatnonzero(new)  # of each lot of equal values
    count, size = np.add.reduceat(inside, first), segments.counts(own)
    lower, of = np.cumsum(count) - count, size[0]
    if len(segments) > 1:
        lower -= (np.cumsum(size) - size)[codes[first]]
        of = segments.spread(size)
    lot = np.empty(len(values), dtype=np.intp)
    lot[order] = np.cumsum(new) - 1
    equal = count[lot]
    beaten = np.where(present, lower[lot] if cohort.higher else of - lower[lot] - equal, 0)
    return Standing(present, beaten, np.where(present, equal - own, 0), np.where(present, of - own, 0))


def place_words(i: int, values: NDArray[Any], cohort: Cohort) -> Words:
    """Return somebody's place by a value, in words."""
    stand = standing(values, cohort)
    tied, count = int(stand.tied[i]), int(stand.others[i]) + 1
    place = count - int(stand.beaten[i]) - tied
    also = Words(f"，与 {tied} 人并列", f", tied with {tied}") if tied else Words("", "")
    return Words(f"这项在 {count} 人中第 {place} 名{also.zh}", f"place {place} of {count} by this value{also.en}")


def ratio(numerator: NDArray[Any], denominator: NDArray[Any], *, times: int, digits: int) -> Units:
    """Return times · numerator / denominator of whole numbers, half-up to a fixed column; denominators are positive."""
    scale = times * 10**digits
    fits = int(np.abs(numerator).max(initial=0)) * scale < 2**60
    return divide(numerator.astype(np.int64 if fits else object) * scale, denominator)

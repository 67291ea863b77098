"""Where everybody stands among the others by one value; no points are made here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.fixed import Mask, Units
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
    import numpy as np

    segments = cohort.segments
    present = ~np.isnan(values)
    own = cohort.reference_of(values)
    beaten, tied, others = (np.zeros(len(values), dtype=np.int64) for _ in range(3))
    if not len(values):
        return Standing(present, beaten, tied, others)
    order = segments.ascending(values)
    level, codes, inside = values[order], segments.codes[order], own[order].astype(np.int64)
    new = np.concatenate(([True], (level[1:] != level[:-1]) | (codes[1:] != codes[:-1])))
    first = np.flatnonzero(new)  # of each lot of equal values
    count, whose = np.add.reduceat(inside, first), codes[first]
    size = segments.counts(own)
    upto = np.cumsum(count) - count
    lower = upto - (np.cumsum(size) - size)[whose]
    lot = np.empty(len(values), dtype=np.intp)
    lot[order] = np.cumsum(new) - 1
    equal, of = count[lot], segments.spread(size)
    beaten[present] = (lower[lot] if cohort.higher else of - lower[lot] - equal)[present]
    tied[present] = (equal - own)[present]
    others[present] = (of - own)[present]
    return Standing(present, beaten, tied, others)


def place_words(i: int, values: NDArray[Any], cohort: Cohort) -> Words:
    """Return somebody's place by a value, in words."""
    stand = standing(values, cohort)
    tied, count = int(stand.tied[i]), int(stand.others[i]) + 1
    place = count - int(stand.beaten[i]) - tied
    also = Words(f"，与 {tied} 人并列", f", tied with {tied}") if tied else Words("", "")
    return Words(f"这项在 {count} 人中第 {place} 名{also.zh}", f"place {place} of {count} by this value{also.en}")


def ratio(numerator: NDArray[Any], denominator: NDArray[Any], *, times: int, digits: int) -> Units:
    """Return times · numerator / denominator of whole numbers, half-up to a fixed column; denominators are positive."""
    import numpy as np

    from csscore.fixed import divide

    scale = times * 10**digits
    fits = int(np.abs(numerator).max(initial=0)) * scale < 2**60
    return divide(numerator.astype(np.int64 if fits else object) * scale, denominator)

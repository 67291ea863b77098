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

    present = ~np.isnan(values)
    own = cohort.reference_of(values)
    beaten, tied, others = (np.zeros(len(values), dtype=np.int64) for _ in range(3))
    _, code = np.unique(values[present], return_inverse=True)
    inside = own[present]
    count = np.bincount(code[inside], minlength=int(code.max(initial=-1)) + 1)
    lower = np.cumsum(count) - count
    size = int(count.sum())
    equal = count[code]
    beaten[present] = lower[code] if cohort.higher else size - lower[code] - equal
    tied[present] = equal - inside
    others[present] = size - inside
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

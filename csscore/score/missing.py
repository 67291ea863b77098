"""What happens to points that are not there: each policy of `missing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import MISSING, divide

if TYPE_CHECKING:
    from csscore.exact.fixed import Mask, Units
    from csscore.score.points.base import Cohort


_LARGEST = 2**61


def filled(points: Units, policy: str, people: Cohort) -> Units:
    """Return points with the gaps filled that a policy fills.

    ``zero`` counts 0 points; ``mean`` the mean of the points of the cohort's reference, half-up to the digits of points.
    The other policies leave `MISSING`; ``error`` reports it.
    """
    gaps = points == MISSING
    if not bool(gaps.any()):
        return points
    if policy == "zero":
        return np.where(gaps, 0, points)
    if policy == "mean":
        return _with_means(points, ~gaps, people)
    if policy == "error":
        people.report("P124", None, agents=people.named(gaps))
    return points


def _with_means(points: Units, known: Mask, people: Cohort) -> Units:
    segments = people.segments
    chosen = known & people.reference
    lacking = segments.spread(segments.counts(chosen) == 0)
    chosen |= known & lacking
    count = segments.counts(chosen)
    total = segments.totals(points, chosen)
    if total.dtype != object and int(np.abs(total).max(initial=0)) >= _LARGEST:
        total = total.astype(object)
    mean = np.where(count > 0, divide(total, np.maximum(count, 1)), MISSING)
    return np.where(known, points, segments.spread(mean))

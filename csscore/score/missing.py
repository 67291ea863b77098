"""What happens to points that are not there: each policy of `missing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.fixed import MISSING, divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.fixed import Units
    from csscore.score.points.base import Cohort


def filled(points: Units, policy: str, people: Cohort, cohorts: Sequence[NDArray[np.intp]]) -> Units:
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
        full = points.copy()
        for index in cohorts:
            here = points[index]
            known = here[(here != MISSING) & people.reference[index]]
            known = known if len(known) else here[here != MISSING]
            if len(known):
                mean = divide(np.asarray(int(known.astype(object).sum())), len(known))
                full[index] = np.where(here == MISSING, mean, here)
        return full
    if policy == "error":
        people.report("P124", None, agents=people.named(gaps))
    return points

"""Between which numbers advice may place a value: what a metric can come to by the scheme, and by what is seen of it."""

from __future__ import annotations

from fractions import Fraction
from math import isinf
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import exact
from csscore.scheme.reach import Reach

if TYPE_CHECKING:
    from csscore.scheme.model import Scheme
    from csscore.score.weights import Leaf

_FULL: Final = {"percent": Fraction(1), "points": Fraction(100)}
"""Where rates and marks end, unless somebody has more."""


def ends(scheme: Scheme, leaf: Leaf, values: Any) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the most that a value can be; None where nothing tells.

    Parameters
    ----------
    scheme, leaf
        A metric of the scheme.
    values
        Everybody's values, NaN for none: what is negative of nobody is taken for something that never is, and a rate that
        exceeds 100 % or marks that exceed 100 for something that may.
    """
    lies = Reach(scheme).values[leaf.name]
    low, high = (None if isinf(cut[0]) else Fraction(cut[0]) for cut in (lies.low, lies.high))
    known = values[~np.isnan(values)]
    if low is None and len(known) and known.min() >= 0:
        low = Fraction(0)
    full = _FULL.get(leaf.metric.unit)
    if high is None and full is not None and (not len(known) or exact(known.max()) <= full):
        high = full
    return low, high

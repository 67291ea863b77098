"""``percentile``: the share of the cohort that is at or below one's value, ties counted half."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.scheme.forms import form
from csscore.scheme.ranges import MARKS, Range
from csscore.score.points.base import Cohort, Points
from csscore.score.points.places import ratio, standing
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells


@form
class Percentile(Points):
    """100 · (beaten + ½ · (tied, oneself included)) / n.

    References
    ----------
    The mid-rank percentile, as in Lingsma et al. 2009, BMC Medical Research Methodology 9:53.
    """

    key: ClassVar[str] = "percentile"
    about: ClassVar[Words] = Words(
        "百分位：100 ×（胜过的人数 + 并列人数（含自己）的一半）÷ 总人数",
        "100 × (people beaten + half of those tied, oneself included) ÷ people",
    )
    examples: ClassVar[tuple[str, ...]] = ("percentile",)
    relative: ClassVar[bool | None] = True
    banded: ClassVar[bool | None] = False

    def reach(self, values: Range, better: str) -> Range:
        """Return 0 to 100."""
        return MARKS

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return everybody's percentile."""
        stand = standing(values, cohort)
        points = ratio(2 * stand.beaten + stand.tied + 1, 2 * (stand.others + 1), times=100, digits=cohort.digits)
        return np.where(stand.present, points, MISSING).astype(np.int64)

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return how many are beaten and tied."""
        stand = standing(values, cohort)
        beaten, tied, count = int(stand.beaten[i]), int(stand.tied[i]) + 1, int(stand.others[i]) + 1
        return Words(
            f"胜过 {beaten} 人，并列 {tied} 人（含自己），共 {count} 人：100 × ({beaten} + {tied} ÷ 2) ÷ {count}",
            f"{beaten} beaten, {tied} tied (oneself included), of {count}: 100 × ({beaten} + {tied} ÷ 2) ÷ {count}",
        )

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the mid-rank percentile from how many are better, tied and there."""
        better, tied, others = cells.standing()
        return cells.points(f"100*(2*({others}-{better}-{tied})+{tied}+1)/(2*({others}+1))")

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        return Words(
            "百分位：100 ×（胜过的人数 + 并列人数的一半，含自己）÷ 总人数",
            "percentile: 100 × (beaten + half of the tied, oneself included) ÷ people",
        )

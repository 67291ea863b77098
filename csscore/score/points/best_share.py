"""``best_share``: the value as a share of the cohort's best."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING, proportion
from csscore.scheme.forms import form
from csscore.scheme.ranges import MARKS, Range, between
from csscore.score.points.base import FULL, Cohort, Points, in_units, one_cohort, shown
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells


@form
class BestShare(Points):
    """100 · value / best; where lower is better 100 · best / value. The best is worth 100, even where it is 0."""

    key: ClassVar[str] = "best_share"
    about: ClassVar[Words] = Words(
        "占最好的百分比：值 ÷ 同组最好 × 100（越低越好时倒过来）", "value ÷ the cohort's best × 100 (lower better: best ÷ value)"
    )
    examples: ClassVar[tuple[str, ...]] = ("best_share",)
    relative: ClassVar[bool | None] = True
    banded: ClassVar[bool | None] = False

    def reach(self, values: Range, better: str) -> Range:
        """Return from 0, for values that are not below it, to 100."""
        return MARKS if values.low >= (0, 0) else between(None, FULL)

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the shares; a best below zero, or of zero among negative values, is an error: the order would turn round."""
        ends = cohort.ends(values)
        if ends is None:
            return np.full(len(values), MISSING, dtype=np.int64)
        _worst, best = ends
        top = np.full(len(values), float(best)) if isinstance(best, Fraction) else best
        negative, unfit = values < 0, np.zeros(len(values), dtype=np.bool_)
        if bool(negative.any()):
            turned = cohort.segments.spread(cohort.segments.counts(negative) > 0)
            unfit = (top < 0) | ((top == 0) & turned)
            for value in np.unique(top[unfit]):
                cohort.report("P122", self.place, best=shown(value, cohort.unit))
        if cohort.higher:
            points = proportion(values, of=best, times=FULL, digits=cohort.digits)
        else:
            points = proportion(top, of=values, times=FULL, digits=cohort.digits)
        points = np.where(cohort.at_least(values, best), in_units(FULL, cohort.digits), points)
        return np.where(np.isnan(values) | unfit, MISSING, points).astype(np.int64)

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return the best, and the share of it."""
        _, best = one_cohort(cohort.ends(values))
        own, top = shown(values[i], cohort.unit), shown(best, cohort.unit)
        if cohort.higher:
            return Words(f"同组最好 {top.zh}：{own.zh} ÷ {top.zh} × 100", f"best {top.en}: {own.en} ÷ {top.en} × 100")
        return Words(f"同组最好 {top.zh}：{top.zh} ÷ {own.zh} × 100", f"best {top.en}: {top.en} ÷ {own.en} × 100")

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the share of the cohort's best."""
        best = cells.cohort("MAX" if cells.higher else "MIN")
        share = f"100*{cells.value}/{best}" if cells.higher else f"100*{best}/{cells.value}"
        return f"IF({cells.value}{'>=' if cells.higher else '<='}{best},100,{cells.points(share)})"

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        if better == "higher":
            return Words("值 ÷ 同组最高 × 100", "value ÷ the cohort's highest × 100")
        return Words("同组最低 ÷ 值 × 100", "the cohort's lowest ÷ value × 100")

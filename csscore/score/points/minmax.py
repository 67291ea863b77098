"""``minmax``: the best of the cohort is worth 100, the worst 0, the others in proportion."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING, line
from csscore.scheme.forms import form
from csscore.scheme.ranges import MARKS, Range
from csscore.score.points.base import FULL, Cohort, Points, in_units, on_line, one_cohort, shown
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells


@form
class Minmax(Points):
    """100 · (value - worst) / (best - worst); everyone 100 where all are equal, or where there is one."""

    key: ClassVar[str] = "minmax"
    about: ClassVar[Words] = Words(
        "同组最好 100 分，最差 0 分，其余按比例", "the best of the cohort 100, the worst 0, the others in proportion"
    )
    examples: ClassVar[tuple[str, ...]] = ("minmax", "{minmax: true, winsorise: 5%}")
    relative: ClassVar[bool | None] = True
    banded: ClassVar[bool | None] = False

    def reach(self, values: Range, better: str) -> Range:
        """Return 0 to 100."""
        return MARKS

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points; people outside the reference stay between 0 and 100."""
        ends = cohort.ends(values)
        if ends is None:
            return np.full(len(values), MISSING, dtype=np.int64)
        worst, best = ends
        level = np.asarray(worst == best)
        full = np.where(cohort.at_least(values, best), in_units(FULL, cohort.digits), 0) if bool(level.any()) else None
        if full is not None and bool(level.all()):
            return np.where(np.isnan(values), MISSING, full).astype(np.int64)
        if not bool(cohort.reference.all()):
            floats: list[Any] = [float(end) if isinstance(end, Fraction) else end for end in ends]
            values = values.clip(*(floats if cohort.higher else reversed(floats)))
        apart = best if isinstance(best, Fraction) else np.where(level, np.nan, best)
        points = line(values, x0=worst, x1=apart, y0=Fraction(0), y1=FULL, digits=cohort.digits)
        return points if full is None else np.where(level & ~np.isnan(values), full, points)

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return the best, the worst, and where the value lies between them."""
        worst, best = one_cohort(cohort.ends(values))
        top = shown(best, cohort.unit)
        if worst == best:
            return Words(f"同组都是 {top.zh}", f"everybody has {top.en}")
        low, way = shown(worst, cohort.unit), on_line(values[i], worst, best, cohort.unit, clamped=True)
        return Words(f"同组最好 {top.zh}，最差 {low.zh}：{way.zh}", f"best {top.en}, worst {low.en}: {way.en}")

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the place of the value between the cohort's worst and best."""
        low, high = cells.cohort("MIN"), cells.cohort("MAX")
        worst, best = (low, high) if cells.higher else (high, low)
        share = f"{cells.minus(cells.value, worst)}/{cells.minus(best, worst)}"
        level = f"{cells.value}{'>=' if cells.higher else '<='}{best}"
        return f"IF({high}={low},IF({level},100,0),{cells.points(f'100*MAX(0,MIN(1,{share}))')})"

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        if better == "higher":
            return Words(
                "同组最高 100 分，最低 0 分，其余按比例", "the highest of the cohort 100, the lowest 0, the others in proportion"
            )
        return Words(
            "同组最低 100 分，最高 0 分，其余按比例", "the lowest of the cohort 100, the highest 0, the others in proportion"
        )

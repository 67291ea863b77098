"""``linear``: 0 points at a fixed worst value, 100 at a fixed best one, in proportion between them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from csscore.exact.fixed import line
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Flag, Number
from csscore.scheme.ranges import ANY, MARKS, Range
from csscore.score.points.base import FULL, Cohort, Points, on_line, reversed_, shown
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells


@form
class Linear(Points):
    """100 · (value - worst) / (best - worst), between 0 and 100 unless the clamp is off."""

    key: ClassVar[str] = "linear"
    about: ClassVar[Words] = Words(
        "固定的最差值 0 分，最好值 100 分，中间按比例", "0 at a fixed worst value, 100 at a fixed best one, in proportion between"
    )
    examples: ClassVar[tuple[str, ...]] = (
        "{linear: {worst: 90%, best: 100%}}",
        "{linear: {worst: 60s, best: 15s, clamp: false}}",
    )
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = False

    worst: Fraction = setting(Number(), "0 分的值", "the value that is worth 0")
    best: Fraction = setting(Number(), "100 分的值", "the value that is worth 100")
    clamp: bool = setting(Flag(), "限制在 0 到 100 分之间", "keep the points between 0 and 100", default=True)

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return the ends, beyond which nothing changes."""
        return (None, self.worst), (None, self.best)

    def check(self, reader: Reader) -> None:
        """Refuse a line without a slope."""
        if self.worst == self.best:
            raise reader.refuse("P107", self.places.get("best", self.place), value=shown(self.best, "number"))

    def lint(self, better: str, unit: str, reader: Reader, owner: Words) -> None:
        """Report a line that runs against the metric's direction."""
        if (self.best > self.worst) != (better == "higher"):
            ends = sorted([(self.worst, Fraction(0)), (self.best, FULL)])
            lower, upper = ((shown(value, unit), points) for value, points in ends)
            reversed_(self, reader, owner, better, lower=lower, upper=upper)

    def reach(self, values: Range, better: str) -> Range:
        """Return 0 to 100, unless the clamp is off."""
        return MARKS if self.clamp else ANY

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points on the line."""
        if self.clamp:
            low, high = sorted((float(self.worst), float(self.best)))
            values = values.clip(low, high)
        return line(values, x0=self.worst, x1=self.best, y0=Fraction(0), y1=FULL, digits=cohort.digits)

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return where the value lies on the line."""
        return on_line(values[i], self.worst, self.best, cohort.unit, clamped=self.clamp)

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the place of the value between the fixed worst and best."""
        worst, best = cells.setting("worst", self.worst), cells.setting("best", self.best)
        line = f"100*{cells.minus(cells.value, worst)}/{cells.minus(best, worst)}"
        return cells.points(f"MAX(0,MIN(100,{line}))" if self.clamp else line)

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        worst, best = shown(self.worst, unit), shown(self.best, unit)
        tail = (
            Words("，不低于 0 也不高于 100", ", never below 0 nor above 100")
            if self.clamp
            else Words("，两端不封顶", ", open at both ends")
        )
        return Words(
            f"{worst.zh} 为 0 分，{best.zh} 为 100 分，中间按比例{tail.zh}",
            f"{worst.en} is worth 0, {best.en} 100, in proportion between{tail.en}",
        )

"""``attainment``: how much of a target was reached, in percent."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING, exact, fraction_text, proportion
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Plain
from csscore.scheme.ranges import Range, between
from csscore.score.points.base import FULL, Cohort, Points, Target, bounded, in_units, positive, shown, target_of, target_shown
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells


@form
class Attainment(Points):
    """100 · value / target; where lower is better 100 · target / value."""

    key: ClassVar[str] = "attainment"
    about: ClassVar[Words] = Words(
        "完成率：值 ÷ 目标 × 100（越低越好时倒过来）", "value ÷ target × 100 (lower better: target ÷ value)"
    )
    examples: ClassVar[tuple[str, ...]] = ("{attainment: {target: 95%, cap: 120}}", "{attainment: {target: sales_goal}}")
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = False

    target: Fraction | str = setting(Target(), "目标：数字，或列名、参数名", "the target: a number, or a column or param")
    cap: Fraction | None = setting(Plain(), "最多得多少分", "the most it can be worth", default=None)

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return the target, where it is a number."""
        return ((None, self.target),) if isinstance(self.target, Fraction) else ()

    def check(self, reader: Reader) -> None:
        """Refuse settings that mean nothing."""
        if isinstance(self.target, Fraction) and self.target < 0:
            positive(self.target, "target", self, reader)
        if self.cap is not None:
            positive(self.cap, "cap", self, reader)

    def lint(self, better: str, unit: str, reader: Reader, owner: Words) -> None:
        """Report a target of zero that nothing can be a share of, and a lower-better metric without a cap."""
        if better == "higher" and self.target == 0:
            positive(Fraction(0), "target", self, reader)
        if better == "lower" and self.cap is None:
            reader.problems.add("P115", self.place, owner=owner)

    def names(self) -> tuple[str, ...]:
        """Return the target's name."""
        return (self.target,) if isinstance(self.target, str) else ()

    def figures(self) -> tuple[str, ...]:
        """Return the target's name: of each person one."""
        return self.names()

    def reach(self, values: Range, better: str) -> Range:
        """Return from 0, for values that are not below it, to the cap."""
        least = Fraction(0) if better == "lower" or values.low >= (0, 0) else None
        return between(least, self.cap)

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points; where lower is better, a value of 0 or less is worth the cap (100 without one)."""
        target = target_of(self.target, cohort)
        goal = np.full(len(values), float(target)) if isinstance(target, Fraction) else target
        unfit = ~np.isnan(values) & ~((goal > 0) if cohort.higher else (goal >= 0))
        if bool(unfit.any()):
            cohort.report("P128", self.place, agents=cohort.named(unfit), target=target_shown(self.target, cohort.unit))
        part, whole = (values, goal) if cohort.higher else (goal, values)
        if self.cap is not None:  # far beyond the cap it does not matter how far
            part = np.where(part > whole * float(self.cap), whole * float(self.cap), part)
        points = proportion(part, of=whole, times=FULL, digits=cohort.digits)
        if not cohort.higher:
            points = np.where(values <= 0, in_units(self.cap or FULL, cohort.digits), points)
        points = np.where(unfit | np.isnan(values), MISSING, points)
        return bounded(points, None, self.cap, cohort.digits)

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return the target, and how much of it was reached."""
        target = target_of(self.target, cohort)
        goal = shown(target if isinstance(target, Fraction) else exact(target[i]), cohort.unit)
        own = shown(values[i], cohort.unit)
        if cohort.higher:
            return Words(f"{own.zh} ÷ {goal.zh} × 100", f"{own.en} ÷ {goal.en} × 100")
        return Words(f"{goal.zh} ÷ {own.zh} × 100", f"{goal.en} ÷ {own.en} × 100")

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return value ÷ target × 100 (lower better: target ÷ value), up to the cap; nothing without a target."""
        target = cells.setting("target", self.target) if isinstance(self.target, Fraction) else cells.number(self.target)
        if target is None:
            return None
        cap = None if self.cap is None else cells.setting("cap", self.cap)
        share = f"100*{cells.value}/{target}" if cells.higher else f"100*{target}/{cells.value}"
        capped = cells.points(share if cap is None else f"MIN({cap},{share})")
        if not cells.higher:
            capped = f"IF({cells.value}<=0,{cap or 100},{capped})"
        return f'IFERROR(IF({target}{">" if cells.higher else ">="}0,{capped},""),"")'

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        target = target_shown(self.target, unit)
        cap = None if self.cap is None else fraction_text(self.cap)
        tail = Words("", "") if cap is None else Words(f"，最多 {cap} 分", f", at most {cap}")
        if better == "higher":
            return Words(f"值 ÷ 目标 {target.zh} × 100{tail.zh}", f"value ÷ target {target.en} × 100{tail.en}")
        return Words(f"目标 {target.zh} ÷ 值 × 100{tail.zh}", f"target {target.en} ÷ value × 100{tail.en}")

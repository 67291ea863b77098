"""``deduct``: full marks less some points for each step short of a target."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING, divide, exact, floored, fraction_text, rounded
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Choice, Number, Plain
from csscore.scheme.ranges import Range, between
from csscore.score.points.base import FULL, Cohort, Points, Target, bounded, positive, shown, step_shown, target_of, target_shown
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Units
    from csscore.scheme.cells import ValueCells

_EPS = 2.0**-52


@form
class Deduct(Points):
    """full - points · (target - value) / step, not below the floor; at or beyond the target full marks."""

    key: ClassVar[str] = "deduct"
    about: ClassVar[Words] = Words(
        "扣分：每差目标一步扣若干分，扣到下限为止", "full marks less some points for each step short of the target"
    )
    examples: ClassVar[tuple[str, ...]] = (
        "{deduct: {target: 95%, step: 1%, points: 2, floor: 0, partial: exact}}",
        "{deduct: {target: 30s, step: 10s, points: 1, full: 20, partial: down}}",
    )
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = False

    target: Fraction | str = setting(Target(), "目标：数字，或列名、参数名", "the target: a number, or a column or param")
    step: Fraction = setting(Number(), "一步多大", "how large a step is")
    points: Fraction = setting(Plain(least=0), "每步扣多少分", "points taken off for a step")
    full: Fraction = setting(Plain(), "满分", "full marks", default=FULL)
    floor: Fraction = setting(Plain(), "最少得多少分", "the least it can be worth", default=Fraction(0))
    partial: str = setting(
        Choice(("exact", "up", "down")),
        "不足一步：exact 按比例，up 算一步，down 不算",
        "a part of a step: exact in proportion, up a whole step, down none",
        default="exact",
    )

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return the target, where it is a number."""
        return ((None, self.target),) if isinstance(self.target, Fraction) else ()

    def check(self, reader: Reader) -> None:
        """Refuse a step of nothing, and a floor above full marks."""
        positive(self.step, "step", self, reader)
        if self.floor > self.full:
            reader.problems.add("P113", self.place, least=shown(self.floor, "number"), most=shown(self.full, "number"))

    def names(self) -> tuple[str, ...]:
        """Return the target's name."""
        return (self.target,) if isinstance(self.target, str) else ()

    def figures(self) -> tuple[str, ...]:
        """Return the target's name: of each person one."""
        return self.names()

    def reach(self, values: Range, better: str) -> Range:
        """Return from the floor to full marks."""
        return between(min(self.floor, self.full), self.full)

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return full marks less what is short; `MISSING` also where an agent has no target (reported)."""
        target = target_of(self.target, cohort)
        goal = np.full(len(values), float(target)) if isinstance(target, Fraction) else target
        unfit = ~np.isnan(values) & np.isnan(goal)
        if bool(unfit.any()):
            cohort.report("P128", self.place, agents=cohort.named(unfit), target=target_shown(self.target, cohort.unit))
        sign = 1 if cohort.higher else -1

        # where the marks are used up it does not matter by how many steps
        enough = (self.full - self.floor) / self.points + 2 if self.points else Fraction(1)

        def short(i: int) -> Fraction:
            return min(max(sign * (exact(goal[i]) - exact(values[i])) / self.step, Fraction(0)), enough)

        steps = np.clip(sign * (goal - values) / float(self.step), 0.0, float(enough))
        error = 8 * _EPS * (np.abs(goal) + np.abs(values)) / float(self.step)
        alike = values if isinstance(target, Fraction) else None
        points = self._after(steps, error, short, cohort.digits, alike)
        points[np.isnan(steps)] = MISSING
        return bounded(points, self.floor, self.full, cohort.digits)

    def _after(self, steps: Floats, error: Floats, short: Any, digits: int, same: Floats | None) -> Units:
        """Return what is left after so many steps, given with a bound on their error."""
        if self.partial == "exact":
            left = float(self.full) - float(self.points) * steps
            slack = float(self.points) * error + 4 * _EPS * (abs(float(self.full)) + np.abs(left))
            return rounded(left, slack, lambda i: self.full - self.points * short(i), digits=digits, same=same)
        whole = (
            floored(steps, error, short, same=same)
            if self.partial == "down"
            else -floored(-steps, error, lambda i: -short(i), same=same)
        )
        common = lcm(self.full.denominator, self.points.denominator)
        full, each = int(self.full * common * 10**digits), int(self.points * common * 10**digits)
        kind: Any = np.int64 if abs(full) + each * (int(whole.max(initial=0)) + 1) < 2**60 else object
        return divide(full - whole.astype(kind) * each, common)

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return how far the value is from the target, in steps."""
        target = target_of(self.target, cohort)
        goal = target if isinstance(target, Fraction) else exact(target[i])
        short = max((goal - exact(values[i])) * (1 if cohort.higher else -1), Fraction(0))
        if not short:
            return Words("达到目标，不扣分", "the target is met: nothing is taken off")
        steps = short / self.step
        if self.partial != "exact":
            steps = Fraction(int(steps) if self.partial == "down" else -int(-steps // 1))
        away, count = step_shown(short, cohort.unit), fraction_text(steps)
        full, each = fraction_text(self.full), fraction_text(self.points)
        return Words(
            f"差目标 {away.zh}，算 {count} 步：{full} − {count} × {each}",
            f"{away.en} short of the target (steps: {count}): {full} − {count} × {each}",
        )

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return full marks less what is short of the target, at least the floor; nothing without a target."""
        target = cells.setting("target", self.target) if isinstance(self.target, Fraction) else cells.number(self.target)
        if target is None:
            return None
        step, each = cells.setting("step", self.step), cells.setting("points", self.points)
        full, floor = cells.setting("full", self.full), cells.setting("floor", self.floor)
        short = cells.minus(target, cells.value) if cells.higher else cells.minus(cells.value, target)
        steps = f"MAX(0,{short}/{step})"
        if self.partial != "exact":
            steps = f"INT(ROUND({steps},9))" if self.partial == "down" else f"(-INT(-ROUND({steps},9)))"
        return f'IFERROR({cells.points(f"MAX({floor},{full}-{each}*{steps})")},"")'

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        target, step = target_shown(self.target, unit), step_shown(self.step, unit)
        full, points, floor = (fraction_text(number) for number in (self.full, self.points, self.floor))
        part = {
            "exact": Words("不足一步按比例", "a part of a step in proportion"),
            "up": Words("不足一步算一步", "a part of a step counts whole"),
            "down": Words("不足一步不扣", "a part of a step is free"),
        }[self.partial]
        gap = " " if step.zh[-1].isdigit() else ""
        side = Words("低", "below") if better == "higher" else Words("高", "above")
        return Words(
            f"满分 {full}，比目标 {target.zh} 每{side.zh} {step.zh}{gap}扣 {points} 分（{part.zh}），最低 {floor} 分",
            f"{full}, less {points} for each {step.en} {side.en} the target {target.en} ({part.en}), at least {floor}",
        )

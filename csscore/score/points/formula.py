"""``formula``: points by an expression of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import exact, rounded
from csscore.measure.evaluate import number
from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression
from csscore.scheme.ranges import Range, range_of
from csscore.score.points.base import Cohort, Points
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells
    from csscore.scheme.expression import Expr


@form
class Formula(Points):
    """An expression of ``x`` (the value), of columns, params and what can be said of the cohort."""

    key: ClassVar[str] = "formula"
    about: ClassVar[Words] = Words("公式：x 是指标的值", "an expression; x is the metric's value")
    examples: ClassVar[tuple[str, ...]] = (
        '{formula: "100 - 5 * x"}',
        '{formula: "max(0, 60 + 40 * (x - average(x)) / average(x))"}',
    )
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = False

    formula: Expr = setting(Expression(gives="number"), "x 的表达式", "an expression of x", whole=True)

    def reach(self, values: Range, better: str) -> Range:
        """Return where the formula lies, by where its value does."""
        return range_of(self.formula.tree, {"x": values})

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the formula's outcome; a value that gives none (a division by zero) is reported and `MISSING`."""
        outcome = number(self.formula, cohort.scope.plus(better={"x": "higher" if cohort.higher else "lower"}, x=values))
        void = np.isnan(outcome) & ~np.isnan(values)
        if bool(void.any()):
            cohort.report("P130", self.formula.place, formula=self.formula.text, cases=cohort.cases(void, values))
        return rounded(outcome, 0.0, lambda i: exact(outcome[i]), digits=cohort.digits, same=outcome)

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the expression, where spreadsheets can say it; nothing where it gives nothing."""
        formula = cells.expression(self.formula)
        return None if formula is None else f'IFERROR({cells.points(formula)},"")'

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        return Words(f"公式 {self.formula.text}（x 是值）", f"formula {self.formula.text} (x is the value)")

"""``formula``: a number computed from other metrics and from columns, which are summed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.values.base import ValueRule
from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.measure.rows import Rows, Value
    from csscore.scheme.expression import Expr


@form
class Formula(ValueRule):
    """An expression of metrics, params and columns."""

    key: ClassVar[str] = "formula"
    about: ClassVar[Words] = Words(
        "算式：用其他指标、参数和列（列先合计）", "an expression of other metrics, params and columns (summed)"
    )
    examples: ClassVar[tuple[str, ...]] = ('{formula: "sales - 2 * returns"}',)

    of_rows: ClassVar[bool] = False

    formula: Expr = setting(Expression(gives="number"), "算式", "the expression", whole=True)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the formula's outcome.

        A name is a metric, a param, or a column of these rows: summed, unless it is declared to be a rate, a time or a
        mark, which several rows must agree on. The metric's own name is the column.
        """
        from csscore.measure.combining import ADDS
        from csscore.measure.evaluate import number
        from csscore.measure.rows import Value
        from csscore.measure.scope import AgentScope
        from csscore.scheme.expression.functions import COHORT

        pool = rows.pool
        if pool.persons is None and self.formula.calls & COHORT:
            text = self.formula.text
            reason = Words(f"公式“{text}”本身就看全组", f"the formula '{text}' looks at the cohort itself")
            rows.report("D334", self.formula.place, name=rows.owner.name, reason=reason)

        def column(name: str) -> Any:
            unit = rows.scope.table.unit(name)
            return pool.number_of(rows, name, adds=unit is None or unit in ADDS)

        return Value(number(self.formula, AgentScope(pool, cohorts=pool.cohorts, column=column)))

    def words(self, options: Any) -> Words:
        """Return the formula."""
        return Words(f"{self.formula.text}", f"{self.formula.text}")

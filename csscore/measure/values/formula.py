"""``formula``: a number computed from other metrics and from columns, which are summed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.agents import AgentScope
from csscore.measure.bare import Bare, adds
from csscore.measure.evaluate import number
from csscore.measure.making import Value
from csscore.measure.requirements import readings
from csscore.measure.values.base import ValueRule
from csscore.scheme.expression.functions import COHORT
from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Ask
    from csscore.measure.making import About, Making
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

    def computed(self) -> Expr:
        """Return the expression."""
        return self.formula

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return what its columns of numbers are made of: names that are no metric, no param and nothing of the cohort's."""
        given = about.given
        names = {name for name, reading in readings(self.formula) if reading == "number" and name not in given.params}
        own = [name for name in self.formula.names if name in names and (name == about.name or name not in given.metrics)]
        return {f"{name} {key}": ask for name in own if about.has(name) for key, ask in self._bare(about, name).asks().items()}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the formula's outcome.

        A name is a metric, a param, or a column of these rows: summed, unless it is declared to be a rate, a time or a
        mark, which several rows must agree on. The metric's own name is the column.
        """
        people = about.elements
        if about.together and self.formula.calls & COHORT:
            text = self.formula.text
            reason = Words(f"公式“{text}”本身就看全组", f"the formula '{text}' looks at the cohort itself")
            about.report("D334", self.formula.place, name=about.name, reason=reason)
        scope = AgentScope(people, cohorts=people.cohorts, column=lambda name: self._bare(about, name).made(about))
        return Value(number(self.formula, scope))

    def _bare(self, about: About, name: str) -> Bare:
        unit = about.source.unit(name)
        return Bare(about, name, unit is None or adds(about.source, name, unit))

    def words(self, options: Any) -> Words:
        """Return the formula."""
        return Words(f"{self.formula.text}", f"{self.formula.text}")

"""What every value form is: a rule that turns an agent's rows into one number; it knows no points and no cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.scheme.forms import Reader, Registry, Rule, form, found
from csscore.scheme.kinds import Expression, Text
from csscore.scheme.model import ValueOptions
from csscore.scheme.nodes import Node, Sequence
from csscore.scheme.ranges import ANY, NOT_BELOW_0, Range
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.exact.fixed import Mask
    from csscore.measure.evidence import Contacts
    from csscore.measure.rows import Rows, Value
    from csscore.scheme.expression import Expr

NUMBER = Expression(gives="number", of="row")
"""A column, or a number computed of each row."""
CONDITION = Expression(gives="truth", of="row")


@form
class ValueRule(Rule):
    """A rule of the family ``value``."""

    options: ClassVar[type[ValueOptions]] = ValueOptions
    nothing: ClassVar[float | None] = None
    """What an agent without rows has; None where that is missing."""
    of_rows: ClassVar[bool] = True
    """Whether its expressions look at rows; a formula looks at metrics and sums."""
    adds_up: ClassVar[bool] = False
    """Whether the value of a bare column of money or counts is its sum."""
    counted: ClassVar[bool] = False
    """Whether the value is a rate or a mean over a known number of contacts, and `contacts` says which."""

    def value(self, rows: Rows, options: Any) -> Value:
        """Return one value an element of ``rows``, rounded half-up to 12 significant digits."""
        raise NotImplementedError

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return between which numbers a value of a unit lies whatever the rows are; anything, where the form does not say.

        Nothing is below 0 in a column of counts or times. ``units`` are those of the columns that are known.
        """
        return NOT_BELOW_0 if self.measured() and unit in {"count", "seconds"} else ANY

    def behind(self, rows: Rows, options: Any) -> tuple[Rows, Mask | None]:
        """Return the rows to be shown for the value, and which of them it counts; None where counting is not what it does."""
        return rows, None

    def contacts(self, rows: Rows, options: Any) -> Contacts | None:
        """Return the rows that the value is made of, for rules that are ``counted``; None where their number is not known."""
        raise NotImplementedError

    def words(self, options: Any) -> Words:
        """Return the form in words, without its conditions."""
        raise NotImplementedError

    def names(self) -> tuple[str, ...]:
        """Return the columns that are named outside of expressions."""
        return ()

    def measured(self) -> tuple[str, ...]:
        """Return the columns whose numbers have the metric's unit: percentages of a rate, seconds of a time."""
        return ()

    def lasting(self) -> tuple[str, ...]:
        """Return the columns that hold durations where the metric is one."""
        return self.measured()


@form
class ColumnRule(ValueRule):
    """A rule whose whole body is a column or an expression over the rows, of the metric's unit."""

    expr: ClassVar[str] = "of"

    def measured(self) -> tuple[str, ...]:
        """Return the column, if it is nothing but one."""
        given: Expr = getattr(self, self.expr)
        return (given.name,) if given.name is not None else ()


class ColumnName:
    """The name of a column, or a header; backticks around it may stand as in expressions."""

    def read(self, node: Node, reader: Reader) -> str:
        """Read the name."""
        name = Text().read(node, reader)
        return name[1:-1].strip() if len(name) > 2 and name[0] == name[-1] == "`" else name

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: text."""
        return Text().schema(rules)

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("列名或表头", "a column's name or header")


class Pair:
    """A list of exactly two columns or expressions: above and below the line of a ratio."""

    def read(self, node: Node, reader: Reader) -> tuple[Expr, Expr]:
        """Read both."""
        if not isinstance(node, Sequence) or len(node.items) != 2:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        above, below = (NUMBER.read(item, reader) for item in node.items)
        return above, below

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: two items."""
        return {"type": "array", "items": NUMBER.schema(rules), "minItems": 2, "maxItems": 2}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("两个列，例如 [buyers, enquiries]", "two columns, such as [buyers, enquiries]")

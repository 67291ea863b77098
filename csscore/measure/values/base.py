"""What every value form is: a rule that turns an agent's rows into one number; it knows no points and no cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.aggregates import Sum
from csscore.scheme.forms import Reader, Registry, Rule, form, found
from csscore.scheme.kinds import Expression, Text
from csscore.scheme.model import ValueOptions
from csscore.scheme.nodes import Node, Sequence
from csscore.scheme.ranges import ANY, NOT_BELOW_0, Range
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Among, Ask, Counts, Exact
    from csscore.measure.engine import Listing
    from csscore.measure.evidence import Contacts
    from csscore.measure.making import About, Making, Value
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

    typical: ClassVar[bool] = False
    """Whether the value is what one contact or order is like, however many there are."""
    worded: ClassVar[bool] = False
    """Whether values may be words, where the points are given by word."""
    dated: ClassVar[bool] = False
    """Whether rows need a day."""
    tallies: ClassVar[bool] = False
    """Whether a whole value of unit ``count`` is a number of things that happened, each by itself."""

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the aggregates that the value is made of, under names of the form's own."""
        raise NotImplementedError

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return one value an element, rounded half-up to 12 significant digits, from the answers to what was asked."""
        raise NotImplementedError

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return between which numbers a value of a unit lies whatever the rows are; anything, where the form does not say.

        Nothing is below 0 in a column of counts or times. ``units`` are those of the columns that are known.
        """
        return NOT_BELOW_0 if self.measured() and unit in {"count", "seconds"} else ANY

    def computed(self) -> Expr | None:
        """Return the expression of other metrics that is the whole value; None where it is more than that, or not declared."""
        return None

    def shown(self, about: About) -> Among:
        """Return the rows to be shown for the value."""
        return about.rows

    def counts(self, rows: Listing, about: About) -> list[bool] | None:
        """Tell which of an agent's rows that are shown the value counts; None where counting is not what it does."""
        return None

    def added(self, about: About) -> Expr | None:
        """Return what the rows add up to, for rules that add (``adds_up``); None where it is no matter of rows."""
        return None

    def parted(self, about: About) -> tuple[Ask[Exact] | Ask[Counts], Ask[Exact] | Ask[Counts] | None] | None:
        """Return what may be taken apart by the texts of a column: what rows add up to, and on what a rate or a mean rests.

        None where the value is no matter of adding up.
        """
        if self.counted:
            contacts = self.contacts(about)
            return None if contacts is None else (contacts.above, contacts.below)
        of = self.added(about)
        return None if of is None or self.pace(about) != 1 else (Sum(about.rows, of), None)

    def over(self, options: Any) -> Expr | None:
        """Return the column that says on how much the value of a rate or a weighted mean rests; None where rows do."""
        return None

    def part(self, options: Any) -> Expr | None:
        """Return the column of which a rate counts the part; None where there is no such column."""
        return None

    def rate(self, options: Any, unit: str) -> bool:
        """Tell whether a value of a unit is a part of its contacts: a share, or a percentage that is weighed by their number."""
        return False

    def contacts(self, about: About) -> Contacts | None:
        """Return what rules that are ``counted`` are made of, by row; None where it is not known of how many."""
        raise NotImplementedError

    def words(self, options: Any) -> Words:
        """Return the form in words, without its conditions."""
        raise NotImplementedError

    def names(self) -> tuple[str, ...]:
        """Return the columns that are named outside of expressions."""
        return ()

    def pace(self, about: About) -> int | None:
        """Return the power of the days by which the value grows in a month that goes on; None: not declared.

        1: twice the days make about twice the value; 0: it stays; -1: half of it.
        """
        return None

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

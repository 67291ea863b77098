"""``count``, ``distinct``, ``share``: how many rows, how many different values, which part of the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from csscore.exact.real import of
from csscore.measure.evidence import Contacts
from csscore.measure.making import Value
from csscore.measure.values.base import CONDITION, ColumnName, ValueRule
from csscore.read.texts import alike
from csscore.scheme.forms import Reader, Registry, form, setting
from csscore.scheme.model import ValueOptions
from csscore.scheme.nodes import Node, Scalar
from csscore.scheme.ranges import COUNT, RATE, Range
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Among, Ask, Counts
    from csscore.measure.engine import Listing
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr

ROWS = "rows"


class Counted:
    """``rows``, or a condition that a row must fulfil."""

    def read(self, node: Node, reader: Reader) -> Expr | None:
        """Return the condition, None for all rows."""
        if isinstance(node, Scalar) and node.text.strip() == ROWS:
            return None
        return CONDITION.read(node, reader)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return CONDITION.schema(rules)

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("rows，或一个条件", "rows, or a condition")


@form
class Count(ValueRule):
    """How many rows the agent has, or how many fulfil a condition."""

    key: ClassVar[str] = "count"
    about: ClassVar[Words] = Words("行数，或满足条件的行数", "how many rows, or how many fulfil a condition")
    examples: ClassVar[tuple[str, ...]] = ("{count: rows}", '{count: "rating <= 2"}', "{count: \"status == 'Closed'\"}")
    nothing: ClassVar[float | None] = 0.0
    tallies: ClassVar[bool] = True

    of: Expr | None = setting(Counted(), "rows，或一个条件", "rows, or a condition", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the number of rows."""
        from csscore.measure.aggregates import Count

        return {"rows": Count(self.shown(about))}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the counts; a condition that is not known does not hold."""
        return Value(found["rows"].astype(float))

    def parted(self, about: About) -> tuple[Ask[Counts], None]:
        """Return the number of rows."""
        return self.asks(about)["rows"], None

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return the whole numbers from 0 on."""
        return COUNT

    def shown(self, about: About) -> Among:
        """Return the rows that are counted."""
        rows = about.rows
        return rows if self.of is None else replace(rows, where=(*rows.where, self.of))

    def counts(self, rows: Listing, about: About) -> list[bool]:
        """Say yes to all of them."""
        return [True] * len(rows)

    def pace(self, about: About) -> int:
        """Say that it grows."""
        return 1

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return (
            Words("行数", "number of rows") if self.of is None else Words(f"{self.of.text} 的行数", f"rows with {self.of.text}")
        )


@form
class Distinct(ValueRule):
    """How many different values a column has in the agent's rows."""

    key: ClassVar[str] = "distinct"
    about: ClassVar[Words] = Words("不同值的个数", "how many different values a column has")
    examples: ClassVar[tuple[str, ...]] = ("{distinct: order_id}",)
    nothing: ClassVar[float | None] = 0.0
    tallies: ClassVar[bool] = True

    column: str = setting(ColumnName(), "列名或表头", "a column's name or header", whole=True)

    def names(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the number of different texts."""
        from csscore.measure.aggregates import Distinct

        return {"texts": Distinct(about.rows, self.column)}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the counts; empty cells don't count."""
        return Value(found["texts"].astype(float))

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return the whole numbers from 0 on."""
        return COUNT

    def shown(self, about: About) -> Among:
        """Return the rows that hold something."""
        return replace(about.rows, filled=(self.column,))

    def counts(self, rows: Listing, about: About) -> list[bool]:
        """Tell where each value is met first."""
        met: set[str] = set()
        first = []
        for text in alike(rows.texts(self.column)).tolist():
            first.append(text not in met)
            met.add(text)
        return first

    def pace(self, about: About) -> int:
        """Say that it grows."""
        return 1

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"“{self.column}”不同值的个数", f"different values of '{self.column}'")


@form
class ShareOptions(ValueOptions):
    """What may stand beside ``share``."""

    among: Expr | None = setting(CONDITION, "在哪些行里", "the rows it is a share of; all of them by default", default=None)


@form
class Share(ValueRule):
    """Which part of the rows fulfils a condition."""

    key: ClassVar[str] = "share"
    about: ClassVar[Words] = Words("满足条件的行占多少", "which part of the rows fulfils a condition")
    examples: ClassVar[tuple[str, ...]] = ('{share: "sla == \'Yes\'", among: "not missing(sla)"}',)
    options: ClassVar[type[ValueOptions]] = ShareOptions
    counted: ClassVar[bool] = True

    of: Expr = setting(CONDITION, "条件", "the condition", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return how many rows match, among how many for which that is known."""
        from csscore.measure.aggregates import Count

        among = self._known(about)
        return {"matching": Count(self._matching(about)), "among": Count(among)}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return matching rows / rows among for which it is known; missing where there are none."""
        matching, among = (found[name].astype(float) for name in ("matching", "among"))
        return Value((of(matching) / of(among)).canonical(), among)

    def _known(self, about: About) -> Among:
        return replace(self.shown(about), known=(self.of,))

    def _matching(self, about: About) -> Among:
        shown = self.shown(about)
        return replace(shown, where=(*shown.where, self.of))

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return 0% to 100%."""
        return RATE

    def shown(self, about: About) -> Among:
        """Return the rows among."""
        among = about.options.among
        return about.rows if among is None else replace(about.rows, where=(*about.rows.where, among))

    def counts(self, rows: Listing, about: About) -> list[bool]:
        """Tell which of them fulfil the condition."""
        holds: list[bool] = rows.holds(self.of).tolist()
        return holds

    def pace(self, about: About) -> int:
        """Say that it stays."""
        return 0

    def rate(self, options: Any, unit: str) -> bool:
        """Say so: it is how many of how many."""
        return True

    def contacts(self, about: About) -> Contacts:
        """Return the rows among: those that match, of 1 each."""
        from csscore.measure.aggregates import Count

        known = self._known(about)
        return Contacts(known, Count(self._matching(about)), Count(known), None)

    def words(self, options: Any) -> Words:
        """Return it in words."""
        if options.among is None:
            return Words(f"{self.of.text} 的行所占比例", f"part of the rows with {self.of.text}")
        among = options.among.text
        return Words(f"{among} 的行里 {self.of.text} 所占比例", f"part with {self.of.text} of the rows with {among}")

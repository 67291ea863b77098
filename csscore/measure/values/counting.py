"""``count``, ``distinct``, ``share``: how many rows, how many different values, which part of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.values.base import CONDITION, ColumnName, ValueRule
from csscore.scheme.forms import Reader, Registry, form, setting
from csscore.scheme.model import ValueOptions
from csscore.scheme.nodes import Node, Scalar
from csscore.scheme.ranges import COUNT, RATE, Range
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.exact.fixed import Mask
    from csscore.measure.evidence import Contacts
    from csscore.measure.rows import Rows, Value
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

    of: Expr | None = setting(Counted(), "rows，或一个条件", "rows, or a condition", whole=True)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the counts; a condition that is not known does not hold."""
        import numpy as np

        from csscore.measure.rows import Value

        return Value(rows.where(self.of).counts().astype(np.float64))

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return the whole numbers from 0 on."""
        return COUNT

    def behind(self, rows: Rows, options: Any) -> tuple[Rows, Mask | None]:
        """Return the rows that are counted."""
        import numpy as np

        counted = rows.where(self.of)
        return counted, np.ones(len(counted), dtype=np.bool_)

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

    column: str = setting(ColumnName(), "列名或表头", "a column's name or header", whole=True)

    def names(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the counts; empty cells don't count."""
        import numpy as np

        from csscore.exact import grouping
        from csscore.measure.rows import Value

        texts = rows.scope.texts(self.column)
        present = np.asarray(texts != None, dtype=np.bool_)  # noqa: E711 - elementwise
        keys = grouping.keyed(texts[present].tolist())
        return Value(grouping.distinct(keys, rows.codes[present], rows.size).astype(np.float64))

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return the whole numbers from 0 on."""
        return COUNT

    def behind(self, rows: Rows, options: Any) -> tuple[Rows, Mask | None]:
        """Return the rows that hold something; each value counts where it is met first."""
        import numpy as np

        texts = rows.scope.texts(self.column)
        filled = rows.select(np.asarray(texts != None, dtype=np.bool_))  # noqa: E711 - elementwise
        met: set[tuple[int, str]] = set()
        first = np.zeros(len(filled), dtype=np.bool_)
        for row, key in enumerate(zip(filled.codes.tolist(), filled.scope.texts(self.column).tolist(), strict=True)):
            first[row] = key not in met
            met.add(key)
        return filled, first

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

    def value(self, rows: Rows, options: Any) -> Value:
        """Return matching rows / rows among for which it is known; missing where there are none."""
        import numpy as np

        from csscore.exact import grouping
        from csscore.exact.real import of
        from csscore.measure.rows import Value

        rows = rows.where(options.among).known(self.of)
        matching = rows.truth(self.of)
        all_ = rows.counts().astype(np.float64)
        matched = grouping.counts(rows.codes[matching.holds], rows.size).astype(np.float64)
        return Value((of(matched) / of(all_)).canonical(), all_)

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return 0% to 100%."""
        return RATE

    def behind(self, rows: Rows, options: Any) -> tuple[Rows, Mask | None]:
        """Return the rows among, and which of them fulfil the condition."""
        rows = rows.where(options.among)
        return rows, rows.truth(self.of).holds

    def contacts(self, rows: Rows, options: Any) -> Contacts:
        """Return the rows among: 1 for those that match, of 1 each."""
        import numpy as np

        from csscore.measure.evidence import Contacts

        rows = rows.where(options.among).known(self.of)
        return Contacts(rows, rows.truth(self.of).holds.astype(np.float64), np.ones(len(rows)))

    def words(self, options: Any) -> Words:
        """Return it in words."""
        if options.among is None:
            return Words(f"{self.of.text} 的行所占比例", f"share of rows with {self.of.text}")
        among = options.among.text
        return Words(f"{among} 的行里 {self.of.text} 所占比例", f"share with {self.of.text} among rows with {among}")

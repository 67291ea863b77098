"""``column``: the column as it stands; money and counts are summed, a rate of several rows is never averaged silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.values.base import ColumnName, ValueRule
from csscore.scheme.forms import form, setting
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.measure.rows import Rows, Value


@form
class Column(ValueRule):
    """A column by the bare-name rule; also what a bare name under ``value`` means."""

    key: ClassVar[str] = "column"
    about: ClassVar[Words] = Words(
        "列；几行的金额和数量相加，比率、均值、评分不会自动平均",
        "a column; several rows of money or counts are summed, rates are not averaged",
    )
    examples: ClassVar[tuple[str, ...]] = (
        "sales",
        "{column: 销售额, where: \"渠道 == '天猫'\"}",
        "{column: exam_score, from: exam}",
    )

    adds_up: ClassVar[bool] = True

    column: str = setting(ColumnName(), "列名或表头", "a column's name or header", whole=True)

    def names(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def measured(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the column's number, or its word where the points are given by word."""
        from csscore.measure.combining import ADDS, one_text
        from csscore.measure.rows import Value

        unit = rows.scope.table.unit(self.column)
        if rows.owner.takes_words or unit == "text":
            return Value(one_text(rows, self.column))
        return Value(rows.pool.number_of(rows, self.column, adds=(unit or rows.owner.unit) in ADDS))

    def words(self, options: Any) -> Words:
        """Return the column's name."""
        return Words(f"列“{self.column}”", f"column '{self.column}'")

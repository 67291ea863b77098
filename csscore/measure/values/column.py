"""``column``: the column as it stands; money and counts are summed, a rate of several rows is never averaged silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.aggregates import Said
from csscore.measure.bare import Bare, adds, one_text
from csscore.measure.making import Value
from csscore.measure.values.base import ColumnName, ValueRule
from csscore.scheme.expression import column
from csscore.scheme.forms import form, setting
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Ask
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr


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
    worded: ClassVar[bool] = True
    tallies: ClassVar[bool] = True

    column: str = setting(ColumnName(), "列名或表头", "a column's name or header", whole=True)

    def names(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def measured(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return its sum, its extremes, or its texts."""
        return {"texts": Said(about.rows, self.column)} if self._is_text(about) else self._bare(about).asks()

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the column's number, or its word where the points are given by word."""
        return Value(one_text(about, self.column) if self._is_text(about) else self._bare(about).made(about))

    def _is_text(self, about: About) -> bool:
        return about.takes_words or about.source.unit(self.column) == "text"

    def _bare(self, about: About) -> Bare:
        return Bare(about, self.column, self._adds(about))

    def _adds(self, about: About) -> bool:
        return adds(about.source, self.column, about.source.unit(self.column) or about.unit)

    def added(self, about: About) -> Expr | None:
        """Return the column, where the input has it."""
        return column(self.column) if about.source.has(self.column) else None

    def pace(self, about: About) -> int:
        """Say that money and counts grow; figures of the person, rates and marks stay."""
        source = about.source
        return int(source.has(self.column) and source.per(self.column) != "agent" and self._adds(about))

    def words(self, options: Any) -> Words:
        """Return the column's name."""
        return Words(f"列“{self.column}”", f"column {self.column}")

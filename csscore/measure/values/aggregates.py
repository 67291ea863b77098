"""``min``, ``max``, ``median``, ``last``: one number from a column, or an expression, over an agent's rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.measure.aggregates import Count, First, Greatest, Histogram, Least, Said
from csscore.measure.figures import ADDS
from csscore.measure.making import Value
from csscore.measure.values.base import NUMBER, ColumnRule
from csscore.read.requirements import DAY
from csscore.scheme.forms import form, setting
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Among, Ask
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr


@form
class Min(ColumnRule):
    """The smallest over the agent's rows."""

    key: ClassVar[str] = "min"
    about: ClassVar[Words] = Words("各行里最小的", "the smallest of the agent's rows")
    examples: ClassVar[tuple[str, ...]] = ("{min: exam_score}",)

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the smallest number."""
        return {"value": Least(about.rows, self.of)}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the smallest numbers."""
        return Value(found["value"].canonical())

    def pace(self, about: About) -> int:
        """Say that it stays."""
        return 0

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"{self.of.text} 的最小值", f"smallest {self.of.text}")


@form
class Max(ColumnRule):
    """The largest over the agent's rows."""

    key: ClassVar[str] = "max"
    about: ClassVar[Words] = Words("各行里最大的", "the largest of the agent's rows")
    examples: ClassVar[tuple[str, ...]] = ("{max: exam_score}",)

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the largest number."""
        return {"value": Greatest(about.rows, self.of)}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the largest numbers."""
        return Value(found["value"].canonical())

    def pace(self, about: About) -> int:
        """Say that it stays."""
        return 0

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"{self.of.text} 的最大值", f"largest {self.of.text}")


@form
class Median(ColumnRule):
    """The median over the agent's rows."""

    key: ClassVar[str] = "median"
    about: ClassVar[Words] = Words("各行的中位数", "the median of the agent's rows")
    examples: ClassVar[tuple[str, ...]] = ("{median: response_seconds}",)
    typical: ClassVar[bool] = True

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the different numbers."""
        return {"numbers": Histogram(about.rows, (self.of,))}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the medians; of an even number of rows the mean of the two in the middle."""
        middle = found["numbers"].middle(len(about.elements))
        return Value(middle.mean(), found["numbers"].rows(len(about.elements)).astype(np.float64))

    def pace(self, about: About) -> int:
        """Say that it stays."""
        return 0

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"{self.of.text} 的中位数", f"median of {self.of.text}")


@form
class Last(ColumnRule):
    """The value of the latest day; the order of rows means nothing."""

    key: ClassVar[str] = "last"
    worded: ClassVar[bool] = True
    dated: ClassVar[bool] = True
    about: ClassVar[Words] = Words("最后一天的值（按日期列）", "the value of the latest day, by the date column")
    examples: ClassVar[tuple[str, ...]] = ("{last: level_points}",)

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the extremes, or the texts, of the latest day, and the rows without a day."""
        rows = self._there(about)
        latest, undated = replace(rows, latest=True), replace(rows, dated=False)
        asks: dict[str, Ask[Any]] = {"rows": Count(rows), "undated": Count(undated), "first undated": First(undated)}
        if self._is_text(about):
            return {**asks, "texts": Said(latest, self.of.name or "")}
        return {**asks, "low": Least(latest, self.of), "high": Greatest(latest, self.of)}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the latest numbers, or words where the points are given by word.

        Where an agent has several rows with a number, each needs a day (D326, D328), and two different numbers on the
        latest day are an error (D327).
        """
        size = len(about.elements)
        if "texts" in found:
            texts = found["texts"]
            values: Any = np.full(size, None, dtype=object)
            values[texts.element[::-1]] = texts.texts[::-1]  # of several the first, by code point
            differing = np.bincount(texts.element, minlength=size) > 1
        else:
            low, high = found["low"], found["high"]
            values, differing = low.canonical(), (low.rows > 0) & (low.sums.units != high.sums.units)
        if self._days_known(about, found) and bool(differing.any()):
            self._report_differing(about, int(np.flatnonzero(differing)[0]))
        return Value(values)

    def _is_text(self, about: About) -> bool:
        name = self.of.name
        return name is not None and (about.takes_words or about.source.unit(name) == "text")

    def _there(self, about: About) -> Among:
        """Return the rows that say something."""
        if self._is_text(about):
            return replace(about.rows, filled=(self.of.name or "",))
        return replace(about.rows, present=(self.of,))

    def _days_known(self, about: Making, found: Mapping[str, Any]) -> bool:
        """Tell whether the rows have the days that they need; report it if not."""
        several = found["rows"] > 1
        undated = several & (found["undated"] > 0)
        if not bool(undated.any()):
            return True
        if not about.source.has(DAY):
            about.report("D326", column=self.of.text)
            return False
        row = about.row(found["first undated"][undated].min())
        details = {"agent": row.agent(0), "column": self.of.text, "count": int(found["undated"][undated].sum())}
        about.report("D328", row.place(0, DAY), **details)
        return True

    def _report_differing(self, about: Making, element: int) -> None:
        rows = about.listing(replace(self._there(about), latest=True), element)
        last = len(rows) - 1
        details = {"agent": about.label(element), "count": len(rows), "day": rows.days(DAY)[last] or "-"}
        about.report("D327", rows.place(last, self.of.name), column=self.of.text, **details)

    def pace(self, about: About) -> int | None:
        """Say that it stays; of money and counts it is not known: a running total is written so."""
        return None if (about.source.unit(self.of.name or "") or about.unit) in ADDS else 0

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"最后一天的 {self.of.text}", f"{self.of.text} of the latest day")

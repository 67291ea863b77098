"""``sum``, ``mean``, ``min``, ``max``, ``median``, ``last``: one number from a column, or an expression, over an agent's rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.values.base import NUMBER, ColumnRule
from csscore.measure.values.paired import lacking, tell_lacking
from csscore.scheme.forms import form, setting
from csscore.scheme.model import ValueOptions
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.exact.fixed import Floats
    from csscore.measure.evidence import Contacts
    from csscore.measure.making import About, Value
    from csscore.measure.plan import Among, Ask, Counts
    from csscore.scheme.expression import Expr


@form
class Sum(ColumnRule):
    """The exact sum over the agent's rows."""

    key: ClassVar[str] = "sum"
    about: ClassVar[Words] = Words("各行相加", "the sum over the agent's rows")
    examples: ClassVar[tuple[str, ...]] = (
        "{sum: sales}",
        '{sum: "if(orders <= 50, orders, orders * 1.5)"}',
        "{sum: share, from: incidents}",
    )
    nothing: ClassVar[float | None] = 0.0

    adds_up: ClassVar[bool] = True
    tallies: ClassVar[bool] = True

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the sum, and who has rows at all."""
        from csscore.measure.plan import Count

        return {"sum": about.total(self.of), "rows": Count(about.rows)}

    def value(self, about: About, found: Mapping[str, Any]) -> Value:
        """Return the sums: 0 without rows, missing where there are rows and every cell of them is missing."""
        from csscore.measure.making import Value

        values = about.summed(found["sum"], self.of.text)
        values[found["rows"] == 0] = 0.0
        return Value(values)

    def added(self, about: About) -> Expr:
        """Return the column or expression."""
        return self.of

    def words(self, options: Any) -> Words:
        """Return the sum in words."""
        return Words(f"{self.of.text} 之和", f"sum of {self.of.text}")


@form
class MeanOptions(ValueOptions):
    """What may stand beside ``mean``."""

    by: Expr | None = setting(
        NUMBER,
        "按什么加权（接待人数、评价数）；每人只有一行时，文件里可以没有这一列",
        "what each row weighs (receptions, ratings); where everybody has one row, the files need not have it",
        default=None,
    )

    def spare(self) -> tuple[str, ...]:
        """Return what is weighed by: the mean of one row is that row, whatever it weighs."""
        return self.by.names if self.by is not None else ()


@form
class Mean(ColumnRule):
    """The mean over the agent's rows, plain or weighted."""

    key: ClassVar[str] = "mean"
    about: ClassVar[Words] = Words("各行的平均；by 给出权数", "the mean over the agent's rows; `by` weighs them")
    examples: ClassVar[tuple[str, ...]] = ("{mean: response_seconds, by: receptions}", "{mean: csat}")
    options: ClassVar[type[ValueOptions]] = MeanOptions
    counted: ClassVar[bool] = True
    typical: ClassVar[bool] = True

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the sum; weighted, the sum of the products, that of the weights, and the rows that have one of both."""
        from csscore.measure.plan import Count, First, Products, Sum

        by = about.options.by
        if by is None or self._unweighable(about):
            return {"sum": Sum(about.rows, self.of)}
        rows = self._both(about)
        negative = replace(rows, negative=(by,))
        return {
            "products": Products(rows, self.of, by),
            "weights": Sum(rows, by),
            "negative": Count(negative),
            "first negative": First(negative),
            **lacking(about, self.of, by),
        }

    def value(self, about: About, found: Mapping[str, Any]) -> Value:
        """Return Σc/n, or Σcw/Σw over the rows that have both; missing where Σw is 0."""
        import numpy as np

        from csscore.measure.making import Value

        if "sum" in found:
            sum_, many = found["sum"], found["sum"].rows.astype(np.float64)
            unweighable = self._unweighable(about)
            if not unweighable:
                return Value(sum_.mean(), many)
            return Value(sum_.canonical() if many.max(initial=0) <= 1 else self._unweighed(about, sum_.rows, unweighable[0]))
        tell_lacking(about, found, self.of, about.options.by)
        self._refuse_negative(about, found)
        weights = found["weights"]
        return Value((found["products"].real() / weights.real()).canonical(), np.nan_to_num(weights.canonical()))

    def _unweighable(self, about: About) -> list[str]:
        """Return what the rows would be weighed by and nobody has."""
        by = about.options.by
        return [] if by is None else [name for name in by.names if not about.has(name)]

    def _both(self, about: About) -> Among:
        return replace(about.rows, present=(self.of, about.options.by))

    def _unweighed(self, about: About, many: Counts, by: str) -> Floats:
        """Report an agent with several rows and nothing to weigh them by."""
        import numpy as np

        element = int(np.flatnonzero(many > 1)[0])
        details = {"agent": about.label(element), "count": int(many[element]), "column": self.of.text, "by": by}
        about.report("D391", about.listing(about.rows, element, most=2).place(1, self.of.name), **details)
        return np.full(len(many), np.nan)

    def _refuse_negative(self, about: About, found: Mapping[str, Any]) -> None:
        from csscore.measure.figures import shown

        firsts = found["first negative"]
        if found["negative"].any():
            by, row = about.options.by, about.row(firsts[firsts >= 0].min())
            details = {"by": by.text, "agent": row.agent(0), "value": shown(row.numbers(by)[0], None)}
            about.report("D324", row.place(0, by.name), **details)

    def over(self, options: Any) -> Expr | None:
        """Return what it is weighed by."""
        by: Expr | None = options.by
        return by

    def rate(self, options: Any, unit: str) -> bool:
        """Say so of a percentage that is weighed."""
        return options.by is not None and unit == "percent"

    def contacts(self, about: About) -> Contacts | None:
        """Return the rows that count: their numbers, one contact each, or as many as they weigh."""
        from csscore.measure.evidence import Contacts
        from csscore.measure.plan import Count, Histogram, Products, Sum

        by, of = about.options.by, self.of
        if by is None:
            rows = replace(about.rows, present=(of,))
            return Contacts(rows, Sum(rows, of), Count(rows), Histogram(rows, (of,)))
        if self._unweighable(about):
            return None
        rows = self._both(about)
        return Contacts(rows, Products(rows, of, by), Sum(rows, by), Histogram(rows, (of, by)), weighed=True)

    def words(self, options: Any) -> Words:
        """Return the mean in words."""
        if options.by is None:
            return Words(f"{self.of.text} 的平均", f"mean of {self.of.text}")
        by = options.by.text
        return Words(f"{self.of.text} 按 {by} 加权平均", f"mean of {self.of.text} weighted by {by}")


@form
class Min(ColumnRule):
    """The smallest over the agent's rows."""

    key: ClassVar[str] = "min"
    about: ClassVar[Words] = Words("各行里最小的", "the smallest of the agent's rows")
    examples: ClassVar[tuple[str, ...]] = ("{min: exam_score}",)

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the smallest number."""
        from csscore.measure.plan import Least

        return {"value": Least(about.rows, self.of)}

    def value(self, about: About, found: Mapping[str, Any]) -> Value:
        """Return the smallest numbers."""
        from csscore.measure.making import Value

        return Value(found["value"].canonical())

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
        from csscore.measure.plan import Greatest

        return {"value": Greatest(about.rows, self.of)}

    def value(self, about: About, found: Mapping[str, Any]) -> Value:
        """Return the largest numbers."""
        from csscore.measure.making import Value

        return Value(found["value"].canonical())

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
        from csscore.measure.plan import Histogram

        return {"numbers": Histogram(about.rows, (self.of,))}

    def value(self, about: About, found: Mapping[str, Any]) -> Value:
        """Return the medians; of an even number of rows the mean of the two in the middle."""
        import numpy as np

        from csscore.measure.making import Value

        middle = found["numbers"].middle(len(about.elements))
        return Value(middle.mean(), found["numbers"].rows(len(about.elements)).astype(np.float64))

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
        from csscore.measure.plan import Count, First, Greatest, Least, Said

        rows = self._there(about)
        latest, undated = replace(rows, latest=True), replace(rows, dated=False)
        asks: dict[str, Ask[Any]] = {"rows": Count(rows), "undated": Count(undated), "first undated": First(undated)}
        if self._is_text(about):
            return {**asks, "texts": Said(latest, self.of.name or "")}
        return {**asks, "low": Least(latest, self.of), "high": Greatest(latest, self.of)}

    def value(self, about: About, found: Mapping[str, Any]) -> Value:
        """Return the latest numbers, or words where the points are given by word.

        Where an agent has several rows with a number, each needs a day (D326, D328), and two different numbers on the
        latest day are an error (D327).
        """
        import numpy as np

        from csscore.measure.making import Value

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

    def _days_known(self, about: About, found: Mapping[str, Any]) -> bool:
        """Tell whether the rows have the days that they need; report it if not."""
        from csscore.read.wanted import DAY

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

    def _report_differing(self, about: About, element: int) -> None:
        from csscore.read.wanted import DAY

        rows = about.listing(replace(self._there(about), latest=True), element)
        last = len(rows) - 1
        details = {"agent": about.label(element), "count": len(rows), "day": rows.days(DAY)[last] or "-"}
        about.report("D327", rows.place(last, self.of.name), column=self.of.text, **details)

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"最后一天的 {self.of.text}", f"{self.of.text} of the latest day")

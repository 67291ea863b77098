"""``sum``, ``mean``, ``min``, ``max``, ``median``, ``last``: one number from a column, or an expression, over an agent's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.measure.values.base import NUMBER, ColumnRule
from csscore.scheme.forms import form, setting
from csscore.scheme.model import ValueOptions
from csscore.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.measure.evidence import Contacts
    from csscore.measure.rows import Rows, Value
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

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the sums: 0 without rows, missing where there are rows and every cell of them is missing."""
        from csscore.exact import grouping
        from csscore.measure.combining import summed
        from csscore.measure.rows import Value

        counted = rows.once(self.of)
        values, codes, many = _present(counted, self.of)
        found = _alone(values, codes, many)
        if found is None:
            found = summed(rows, grouping.sums(values, codes, rows.size), self.of.text)
        found[rows.counts() == 0] = 0.0
        return Value(found)

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

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return Σc/n, or Σcw/Σw over the rows that have both; missing where Σw is 0."""
        import numpy as np

        from csscore.exact import grouping
        from csscore.exact.real import of
        from csscore.measure.rows import Value

        unweighable = () if options.by is None else [name for name in options.by.names if not rows.scope.has(name)]
        if options.by is None or unweighable:
            values, codes, many = _present(rows, self.of)
            found = _alone(values, codes, many)
            if unweighable:
                return Value(found if found is not None else self._unweighed(rows, codes, many, unweighable[0]))
            if found is None:
                found = (grouping.sums(values, codes, rows.size) / of(many)).canonical()
            return Value(found, many)
        values, weights = rows.numbers(self.of), rows.numbers(options.by)
        both = paired(rows, (self.of, values), (options.by, weights))
        _refuse_negative(rows, options.by, weights, both)
        both &= weights >= 0
        codes = rows.codes[both]
        total = grouping.sums(weights[both], codes, rows.size)
        products = grouping.product_sums(values[both], weights[both], codes, rows.size)
        return Value((products / total).canonical(), np.nan_to_num(total.canonical()))

    def _unweighed(self, rows: Rows, codes: NDArray[np.intp], many: Floats, by: str) -> Floats:
        """Report an agent with several rows and nothing to weigh them by."""
        import numpy as np

        code = int(np.flatnonzero(many > 1)[0])
        row = int(np.flatnonzero(rows.codes == code)[1])
        details = {"agent": rows.pool.labels[code], "count": int(many[code]), "column": self.of.text, "by": by}
        rows.report("D391", rows.place(row, self.of.name), **details)
        return np.full(rows.size, np.nan)

    def contacts(self, rows: Rows, options: Any) -> Contacts | None:
        """Return the rows that count: their numbers, one contact each, or as many as they weigh."""
        import numpy as np

        from csscore.measure.evidence import Contacts

        values = rows.numbers(self.of)
        if options.by is None:
            present = ~np.isnan(values)
            return Contacts(rows.select(present), values[present], np.ones(int(present.sum())))
        if any(not rows.scope.has(name) for name in options.by.names):
            return None
        weights = rows.numbers(options.by)
        both = paired(rows, (self.of, values), (options.by, weights)) & (weights >= 0)
        return Contacts(rows.select(both), values[both], weights[both], weighed=True)

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

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the smallest numbers."""
        from csscore.exact import grouping
        from csscore.exact.fixed import canonical
        from csscore.measure.rows import Value

        values, codes, _ = _present(rows, self.of)
        return Value(canonical(grouping.least(values, codes, rows.size)))

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

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the largest numbers."""
        from csscore.exact import grouping
        from csscore.exact.fixed import canonical
        from csscore.measure.rows import Value

        values, codes, _ = _present(rows, self.of)
        return Value(canonical(grouping.greatest(values, codes, rows.size)))

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"{self.of.text} 的最大值", f"largest {self.of.text}")


@form
class Median(ColumnRule):
    """The median over the agent's rows."""

    key: ClassVar[str] = "median"
    about: ClassVar[Words] = Words("各行的中位数", "the median of the agent's rows")
    examples: ClassVar[tuple[str, ...]] = ("{median: response_seconds}",)

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the medians; of an even number of rows the mean of the two in the middle."""
        from csscore.exact import grouping
        from csscore.measure.rows import Value

        values, codes, many = _present(rows, self.of)
        found = _alone(values, codes, many)
        if found is None:
            found = grouping.medians(values, codes, rows.size).canonical()
        return Value(found, many)

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"{self.of.text} 的中位数", f"median of {self.of.text}")


@form
class Last(ColumnRule):
    """The value of the latest day; the order of rows means nothing."""

    key: ClassVar[str] = "last"
    about: ClassVar[Words] = Words("最后一天的值（按日期列）", "the value of the latest day, by the date column")
    examples: ClassVar[tuple[str, ...]] = ("{last: level_points}",)

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def value(self, rows: Rows, options: Any) -> Value:
        """Return the latest numbers, or words where the points are given by word.

        Where an agent has several rows with a number, each needs a day (D326, D328), and two different numbers on the
        latest day are an error (D327).
        """
        import numpy as np

        from csscore.exact.fixed import canonical
        from csscore.measure.rows import Value

        name = self.of.name
        if name is None or not (rows.owner.takes_words or rows.scope.table.unit(name) == "text"):
            return Value(canonical(self._latest(rows, rows.numbers(self.of))))
        words = rows.scope.texts(name)
        there = words != None  # noqa: E711 - elementwise
        known, numbered = np.unique(words[there], return_inverse=True)
        numbers = np.full(len(rows), np.nan)
        numbers[there] = numbered
        latest = self._latest(rows, numbers)
        found = np.full(rows.size, None, dtype=object)
        found[~np.isnan(latest)] = known[latest[~np.isnan(latest)].astype(np.intp)]
        return Value(found)

    def _latest(self, rows: Rows, values: Floats) -> Floats:
        """Return the number of each element's latest day; NaN without one."""
        import numpy as np

        from csscore.exact import grouping

        present = np.flatnonzero(~np.isnan(values))
        several = grouping.counts(rows.codes[present], rows.size)[rows.codes] > 1
        number = self._days(rows, present[several[present]])
        codes = rows.codes[present]
        latest = present[number[present] == grouping.greatest(number[present], codes, rows.size)[codes]]
        codes, values = rows.codes[latest], values[latest]
        low, high = grouping.least(values, codes, rows.size), grouping.greatest(values, codes, rows.size)
        for code in np.flatnonzero(low < high)[:1]:
            own = latest[codes == code]
            details = {"agent": rows.pool.labels[code], "count": len(own), "day": str(np.datetime64(int(number[own[0]]), "D"))}
            rows.report("D327", rows.place(int(own[-1]), self.of.name), column=self.of.text, **details)
        return low

    def _days(self, rows: Rows, needed: NDArray[np.intp]) -> Floats:
        """Return the day of each row as a number; the rows that need one have it, or it is reported."""
        import numpy as np

        from csscore.read.wanted import DAY

        numbers = np.zeros(len(rows))
        if not len(needed):
            return numbers
        if not rows.scope.table.has(DAY):
            rows.report("D326", column=self.of.text)
            return np.arange(float(len(rows)))  # any days will do, but no two rows on one
        days = rows.scope.table.dates(DAY)
        undated = needed[np.isnat(days[needed])]
        if len(undated):
            row = int(undated[0])
            rows.report("D328", rows.place(row, DAY), agent=rows.whose(row), column=self.of.text, count=len(undated))
        dated = ~np.isnat(days)
        numbers[dated] = days[dated].astype(np.int64)
        return numbers

    def words(self, options: Any) -> Words:
        """Return it in words."""
        return Words(f"最后一天的 {self.of.text}", f"{self.of.text} of the latest day")


def _present(rows: Rows, expr: Expr) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Return the numbers that are there, the element of each, and how many each element has."""
    import numpy as np

    from csscore.exact import grouping

    values = rows.numbers(expr)
    present = ~np.isnan(values)
    if bool(present.all()):
        return values, rows.codes, rows.counts()
    codes = rows.codes[present]
    return values[present], codes, grouping.counts(codes, rows.size).astype(np.float64)


def _alone(values: Floats, codes: NDArray[np.intp], many: Floats) -> Floats | None:
    """Return what any rule says of elements with one row each, their number; None where one has several."""
    from csscore.exact import grouping
    from csscore.exact.fixed import canonical

    found = grouping.alone(values, codes, many)
    return None if found is None else canonical(found)


def paired(rows: Rows, one: tuple[Expr, Floats], weight: tuple[Expr, Floats]) -> NDArray[np.bool_]:
    """Return the rows that have both.

    Rows left out because they lack one are reported (D325), unless they weigh nothing or the agent has no other row:
    then the value is missing, which is reported anyway.
    """
    import numpy as np

    from csscore.exact import grouping

    lacks_one, lacks_weight = np.isnan(one[1]), np.isnan(weight[1])
    both: NDArray[np.bool_] = ~lacks_one & ~lacks_weight
    out = (lacks_weight & ~lacks_one) | (lacks_one & ~lacks_weight & (weight[1] != 0))
    out &= grouping.counts(rows.codes[both], rows.size)[rows.codes] > 0
    if bool(out.any()):
        row = int(np.flatnonzero(out)[0])
        there, absent = (weight[0], one[0]) if lacks_one[row] else (one[0], weight[0])
        details = {"there": there.text, "absent": absent.text, "agent": rows.whose(row), "count": int(out.sum())}
        rows.report("D325", rows.place(row, absent.name), **details)
    return both


def _refuse_negative(rows: Rows, by: Expr, weights: Floats, both: NDArray[np.bool_]) -> None:
    import numpy as np

    from csscore.measure.combining import shown

    negative = np.flatnonzero(both & (weights < 0))
    if len(negative):
        row = int(negative[0])
        rows.report("D324", rows.place(row, by.name), by=by.text, agent=rows.whose(row), value=shown(weights[row], None))

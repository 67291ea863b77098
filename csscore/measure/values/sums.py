"""``sum`` and ``mean``: over an agent's rows, or over the best or worst of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from csscore.measure.aggregates import Count, Histogram
from csscore.measure.evidence import Contacts
from csscore.measure.figures import shown
from csscore.measure.making import Value
from csscore.measure.values.base import NUMBER, ColumnRule
from csscore.measure.values.paired import lacking, tell_lacking
from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Whole
from csscore.scheme.model import ValueOptions
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csscore.exact.fixed import Floats
    from csscore.measure.aggregates import Among, Ask, Counts, Values
    from csscore.measure.engine import Listing
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr
    from csscore.scheme.forms import Reader
    from csscore.scheme.nodes import Node, Scalar


@form
class KeptOptions(ValueOptions):
    """What may stand beside ``sum`` and ``mean``: that only some of an agent's rows count, chosen by their values."""

    best: int | None = setting(
        Whole(least=1),
        "只算最好的几行（按指标的 better）；不够就全算；并列时取权数大的",
        "only so many rows count, the best by the metric's direction; of equal ones those that weigh most; fewer rows: all",
        default=None,
    )
    worst: int | None = setting(Whole(least=1), "只算最差的几行", "only so many rows count, the worst", default=None)

    @classmethod
    def from_entries(cls, entries: Iterable[tuple[Scalar, Node]], node: Node, reader: Reader) -> Self:
        """Read the options; only one of ``best`` and ``worst`` may be given."""
        made = super().from_entries(entries, node, reader)
        if made.best is not None and made.worst is not None:
            raise reader.refuse("S366", made.places["worst"], best=made.best, worst=made.worst)
        return made

    @property
    def kept(self) -> int | None:
        """Return how many rows count."""
        return self.worst if self.best is None else self.best

    def words(self, of: str) -> Words:
        """Return what is combined: a column, or that of some of the rows."""
        if self.kept is None:
            return same(of)
        which = Words("最好", "best") if self.best is not None else Words("最差", "worst")
        return Words(f"{which.zh}的 {self.kept} 行 {of}", f"{of} of the {self.kept} {which.en} rows")


@form
class KeptRule(ColumnRule):
    """A rule of which only some rows may count."""

    options: ClassVar[type[ValueOptions]] = KeptOptions

    of: Expr = setting(NUMBER, "列，或每行的算式", "a column, or an expression of the row", whole=True)

    def kept(self, about: Making, rows: Values) -> Values:
        """Return the different rows with how many of each count."""
        highest = about.higher == (about.options.best is not None)
        return rows.some(len(about.elements), about.options.kept, highest=highest)

    def counts(self, rows: Listing, about: About) -> list[bool] | None:
        """Tell which rows count, where only some do."""
        by, kept = getattr(about.options, "by", None), about.options.kept
        if kept is None:
            return None
        sign = 1 if about.higher == (about.options.best is not None) else -1
        weights = [Fraction(1)] * len(rows) if by is None else rows.numbers(by)
        pairs = enumerate(zip(rows.numbers(self.of), weights, strict=True))
        order = sorted((-sign * of, -weight, at) for at, (of, weight) in pairs if of is not None and weight is not None)
        chosen = {at for *_, at in order[:kept]}
        return [at in chosen for at in range(len(rows))]


@form
class Sum(KeptRule):
    """The exact sum over the agent's rows."""

    key: ClassVar[str] = "sum"
    about: ClassVar[Words] = Words("各行相加", "the sum over the agent's rows")
    examples: ClassVar[tuple[str, ...]] = (
        "{sum: sales}",
        '{sum: "if(orders <= 50, orders, orders * 1.5)"}',
        "{sum: week_points, best: 13}",
        "{sum: share, from: incidents}",
    )
    nothing: ClassVar[float | None] = 0.0

    adds_up: ClassVar[bool] = True
    tallies: ClassVar[bool] = True

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the sum, or the different numbers where only some rows count, and who has rows at all."""
        if about.options.kept is not None and not about.of_person(self.of):
            return {"numbers": Histogram(about.rows, (self.of,)), "rows": Count(about.rows)}
        return {"sum": about.total(self.of), "rows": Count(about.rows)}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the sums: 0 without rows, missing where there are rows and every cell of them is missing."""
        sum_ = self.kept(about, found["numbers"]).sum(len(about.elements), 0) if "numbers" in found else found["sum"]
        values = about.summed(sum_, self.of.text)
        values[found["rows"] == 0] = 0.0
        return Value(values)

    def added(self, about: About) -> Expr | None:
        """Return the column or expression, where all rows count."""
        return self.of if about.options.kept is None else None

    def pace(self, about: About) -> int | None:
        """Say that it grows, unless it is a figure of the person; of the best rows alone it is not known."""
        if about.of_person(self.of):
            return 0
        return 1 if about.options.kept is None else None

    def words(self, options: Any) -> Words:
        """Return the sum in words."""
        of = options.words(self.of.text)
        return Words(f"{of.zh} 之和", f"sum of {of.en}")


@form
class MeanOptions(KeptOptions):
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
class Mean(KeptRule):
    """The mean over the agent's rows, plain or weighted."""

    key: ClassVar[str] = "mean"
    about: ClassVar[Words] = Words("各行的平均；by 给出权数", "the mean over the agent's rows; `by` weighs them")
    examples: ClassVar[tuple[str, ...]] = ("{mean: response_seconds, by: receptions}", "{mean: csat}", "{mean: csat, worst: 3}")
    options: ClassVar[type[ValueOptions]] = MeanOptions
    counted: ClassVar[bool] = True
    typical: ClassVar[bool] = True

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return the sum; weighted, the sum of the products, that of the weights, and the rows that have one of both."""
        from csscore.measure.aggregates import Count, First, Histogram, Products, Sum

        by, some = about.options.by, about.options.kept is not None
        if by is None or self._unweighable(about):
            return {"numbers": Histogram(about.rows, (self.of,))} if some else {"sum": Sum(about.rows, self.of)}
        rows = self._both(about)
        negative = replace(rows, negative=(by,))
        pairs: dict[str, Ask[Any]] = {"products": Products(rows, self.of, by), "weights": Sum(rows, by)}
        return {
            **({"pairs": Histogram(rows, (self.of, by))} if some else pairs),
            "negative": Count(negative),
            "first negative": First(negative),
            **lacking(about, self.of, by),
        }

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return Σc/n, or Σcw/Σw over the rows that have both; missing where Σw is 0."""
        size = len(about.elements)
        if "sum" in found or "numbers" in found:
            sum_ = self.kept(about, found["numbers"]).sum(size, 0) if "numbers" in found else found["sum"]
            many = sum_.rows.astype(np.float64)
            unweighable = self._unweighable(about)
            if not unweighable:
                return Value(sum_.mean(), many)
            return Value(sum_.canonical() if many.max(initial=0) <= 1 else self._unweighed(about, sum_.rows, unweighable[0]))
        tell_lacking(about, found, self.of, about.options.by)
        self._refuse_negative(about, found)
        pairs = self.kept(about, found["pairs"]) if "pairs" in found else None
        products, weights = (
            (found["products"], found["weights"]) if pairs is None else (pairs.sum(size, 0, 1), pairs.sum(size, 1))
        )
        return Value((products.real() / weights.real()).canonical(), np.nan_to_num(weights.canonical()))

    def pace(self, about: About) -> int:
        """Say that it stays."""
        return 0

    def _unweighable(self, about: About) -> list[str]:
        """Return what the rows would be weighed by and nobody has."""
        by = about.options.by
        return [] if by is None else [name for name in by.names if not about.has(name)]

    def _both(self, about: About) -> Among:
        return replace(about.rows, present=(self.of, about.options.by))

    def _unweighed(self, about: Making, many: Counts, by: str) -> Floats:
        """Report an agent with several rows and nothing to weigh them by."""
        element = int(np.flatnonzero(many > 1)[0])
        details = {"agent": about.label(element), "count": int(many[element]), "column": self.of.text, "by": by}
        about.report("D391", about.listing(about.rows, element, most=2).place(1, self.of.name), **details)
        return np.full(len(many), np.nan)

    def _refuse_negative(self, about: Making, found: Mapping[str, Any]) -> None:
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
        """Say so of a percentage that is weighed, all rows of which count."""
        return options.by is not None and options.kept is None and unit == "percent"

    def contacts(self, about: About) -> Contacts | None:
        """Return the rows that count: their numbers, one contact each, or as many as they weigh."""
        from csscore.measure.aggregates import Count, Histogram, Products, Sum

        by, of = about.options.by, self.of
        if about.options.kept is not None:
            return None
        if by is None:
            rows = replace(about.rows, present=(of,))
            return Contacts(rows, Sum(rows, of), Count(rows), Histogram(rows, (of,)))
        if self._unweighable(about):
            return None
        rows = self._both(about)
        return Contacts(rows, Products(rows, of, by), Sum(rows, by), Histogram(rows, (of, by)), weighed=True)

    def words(self, options: Any) -> Words:
        """Return the mean in words."""
        of = options.words(self.of.text)
        if options.by is None:
            return Words(f"{of.zh} 的平均", f"mean of {of.en}")
        by = options.by.text
        return Words(f"{of.zh} 按 {by} 加权平均", f"mean of {of.en} weighted by {by}")

"""What a value form is given: what it asks by, then for whom it makes a value, of which answers; it computes no form."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from csscore.exact.real import beyond
from csscore.measure.aggregates import FILES, Among, Sum
from csscore.measure.figures import OfPeople
from csscore.scheme.kinds import decimal_text
from csscore.scheme.names import expressions
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.measure.aggregates import Ask, Exact
    from csscore.measure.elements import Elements
    from csscore.measure.engine import Listing, Source
    from csscore.problems import Place
    from csscore.read.roster import People
    from csscore.scheme.expression import Expr
    from csscore.scheme.model import Metric


class Value(NamedTuple):
    """One value an element: canonical floats (NaN is missing) or texts (None), and how much each rests on."""

    values: NDArray[Any]
    sizes: Floats | None = None
    """How many rows, enquiries, answers a mean or a rate was taken over; None where that means nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What values are made from: the metrics of a scheme, and the columns that are there."""

    metrics: Mapping[str, Metric]
    """In the order in which they can be computed: formulas after what they name."""
    params: Mapping[str, Fraction]
    sources: Mapping[str, Source]
    """What is known of each input; of the FILES under `aggregates.FILES`."""
    people: People | None = None
    """Everybody, with what the roster says; None before anything is read."""
    absent: frozenset[str] = frozenset()
    """Optional metrics whose columns are not there: missing for everybody."""

    def listed(self, name: str) -> bool:
        """Tell whether the roster has a column for the name."""
        return self.people is not None and self.people.has(name)


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """Which rows are combined, and for what."""

    given: Given
    name: str
    """The metric, or the column that an expression uses."""
    title: Words
    rows: Among
    """The rows that count for it."""
    together: bool = False
    """Whether each element is a whole cohort, and not one person."""
    options: Any = None
    """What stands beside a value form."""
    unit: str | None = None
    """The metric's unit."""
    higher: bool = True
    """Whether higher values are better."""
    takes_words: bool = False
    """Whether its values are words (优、良), because its points are given by word."""
    place: Place | None = None
    """Where the value stands in the scheme."""
    columns: tuple[str, ...] = ()
    """The columns that the value is made of, those of its conditions aside."""

    @classmethod
    def metric(cls, given: Given, name: str, **more: Any) -> Self:
        """Return what a metric's value is made of."""
        metric = given.metrics[name]
        rule, options = metric.value
        points = metric.points.rule if metric.points is not None else None
        return cls(
            given,
            name,
            metric.title or same(name),
            Among(options.from_ or FILES, () if options.where is None else (options.where,)),
            options=options,
            unit=metric.unit,
            higher=metric.better != "lower",
            takes_words=getattr(points, "takes_words", False),
            place=rule.place,
            columns=tuple(dict.fromkeys([*rule.names(), *(used for expr in expressions(rule) for used in expr.names)])),
            **more,
        )

    @classmethod
    def column(cls, given: Given, name: str, **more: Any) -> Self:
        """Return what a column of the FILES, or of the roster, is made of."""
        return cls(given, name, same(name), Among(FILES), **more)

    @property
    def source(self) -> Source:
        """Return what is known of the rows' input."""
        return self.given.sources[self.rows.source]

    def has(self, name: str) -> bool:
        """Tell whether the params, the rows' input or the roster have the name."""
        return name in self.given.params or self.source.has(name) or self.given.listed(name)

    def unit_of(self, name: str) -> str | None:
        """Return the declared unit of a column of the input, else of the roster."""
        people = self.given.people
        return self.source.unit(name) if self.source.has(name) or people is None else people.unit(name)

    def of_person(self, of: Expr) -> bool:
        """Tell whether an expression of the row is made of nothing but figures of the person, and params."""
        names = [name for name in of.names if name not in self.given.params]
        return bool(names) and all(self.source.per(name) == "agent" for name in names)

    def total(self, of: Expr, rows: Among | None = None) -> Ask[Exact]:
        """Return the sum of an expression over the rows (all of them by default); a figure of the person counts once."""
        among = self.rows if rows is None else rows
        return OfPeople(among, of) if self.of_person(of) else Sum(among, of)


@dataclass(frozen=True, slots=True, eq=False)
class Making(About):
    """The same, and the elements that a value is made for."""

    elements: Elements = field(kw_only=True)

    @classmethod
    def of(cls, about: About, elements: Elements) -> Self:
        """Return what is asked by, with the elements."""
        return cls(**{one.name: getattr(about, one.name) for one in fields(About)}, elements=elements)

    def row(self, position: int) -> Listing:
        """Return a row by its position."""
        return self.elements.engine.at(self.rows.source, [int(position)])

    def listing(self, rows: Among, element: int, *, most: int | None = None) -> Listing:
        """Return an element's rows among some."""
        return self.elements.engine.listing(rows, self.elements.of, int(element), most=most)

    def label(self, element: int) -> str:
        """Return what messages call an element."""
        return str(self.elements.labels[element])

    def report(self, code: str, place: Place | None = None, **details: object) -> None:
        """Record a problem of what is made; at its place in the scheme unless a place is given."""
        self.elements.problems.add(code, place or self.place, group=self.name, metric=self.title, **details)

    def summed(self, found: Exact, shown: str) -> Floats:
        """Return sums as values; one of several rows whose last digits would be lost is refused (P281)."""
        if not found.sums.short:
            for element, sum_ in beyond(found.real().only(found.rows > 1)):
                self.report("P281", agent=self.label(element), column=shown, sum=decimal_text(sum_))
        return found.canonical()

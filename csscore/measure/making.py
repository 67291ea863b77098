"""What a value form is given: for whom it makes a value, of which rows, and what the engine answered; it computes no form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from csscore.exact.real import beyond
from csscore.measure.aggregates import Sum
from csscore.measure.figures import OfPeople
from csscore.scheme.kinds import decimal_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.measure.aggregates import Among, Ask, Exact
    from csscore.measure.elements import Elements
    from csscore.measure.engine import Listing, Source
    from csscore.problems import Place
    from csscore.scheme.expression import Expr
    from csscore.words import Words


class Value(NamedTuple):
    """One value an element: canonical floats (NaN is missing) or texts (None), and how much each rests on."""

    values: NDArray[Any]
    sizes: Floats | None = None
    """How many rows, enquiries, answers a mean or a rate was taken over; None where that means nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """For what rows are combined, and which."""

    elements: Elements
    name: str
    """The metric, or the column that an expression uses."""
    title: Words
    rows: Among
    """The rows that count for it."""
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

    @property
    def source(self) -> Source:
        """Return what is known of the rows' input."""
        return self.elements.given.engine.sources[self.rows.source]

    def has(self, name: str) -> bool:
        """Tell whether the params, the rows' input or the roster have the name."""
        given = self.elements.given
        return name in given.params or self.source.has(name) or given.people.has(name)

    def unit_of(self, name: str) -> str | None:
        """Return the declared unit of a column of the input, else of the roster."""
        return self.source.unit(name) if self.source.has(name) else self.elements.given.people.unit(name)

    def of_person(self, of: Expr) -> bool:
        """Tell whether an expression of the row is made of nothing but figures of the person, and params."""
        names = [name for name in of.names if name not in self.elements.given.params]
        return bool(names) and all(self.source.per(name) == "agent" for name in names)

    def total(self, of: Expr, rows: Among | None = None) -> Ask[Exact]:
        """Return the sum of an expression over the rows (all of them by default); a figure of the person counts once."""
        among = self.rows if rows is None else rows
        return OfPeople(among, of) if self.of_person(of) else Sum(among, of)

    def row(self, position: int) -> Listing:
        """Return a row by its position."""
        return self.elements.given.engine.at(self.rows.source, [int(position)])

    def listing(self, rows: Among, element: int, *, most: int | None = None) -> Listing:
        """Return an element's rows among some."""
        return self.elements.given.engine.listing(rows, self.elements.of, int(element), most=most)

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

"""What a scheme asks of the rows: frozen aggregates that any engine can answer, and what an answer is; nothing here computes.

An engine (`csscore.measure.engine`) answers many aggregates at once and returns **exact things only**: counts, sums of scaled
integers, extremes, the different values with how often each is met. It never divides, rounds a sum, or takes a mean;
quotients and 12 digits are made once, for all engines, by the value forms. It knows no metric, no code of a problem and no
words: what is doubtful about rows is asked for like anything else (`Unknown`, or `Count` and `First` of the doubtful rows).

**Rows** that an engine knows count already: those of the period, each once (``unique``), for which the scheme's ``where``
holds. They have positions, in the order in which the files, by name, hold them; where a source has no order, any order that is
the same each time. Every row has a person: a position in the ids of all people, ascending by code point.

**Names in an expression of a row** stand for a param, else a column of the row's input, else what the roster says of the
row's person. A name has a number, a text or a day, as ``Expr.kinds`` says; the unit under which a number is read is the
declared one (see `csscore.read.requirements.Column`). What an expression means is said by `csscore.measure.evaluate`:
three-valued; its number keeps all digits, as that of a bare column does, unless a division may make it go on for ever: then
it is rounded half-up to 12 significant digits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import numpy as np

from csscore.exact.ending import SIGNIFICANT
from csscore.exact.grouping import whole_sums
from csscore.exact.real import of, of_units
from csscore.exact.whole import whole_products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.exact.real import Real
    from csscore.scheme.expression import Expr

    Codes = NDArray[np.intp]
    Counts = NDArray[np.int64]

A = TypeVar("A")

_SHORT: Final = 10**SIGNIFICANT
_EXACT: Final = 22
"""Digits up to which a power of ten is exact in floating point."""
FILES: Final = ""
"""The name of the main input beside those of ``--with``."""


@dataclass(frozen=True, slots=True)
class Among:
    """Some of the rows of one input. A row is among them if all that is said here is true of it."""

    source: str = FILES
    where: tuple[Expr, ...] = ()
    """Conditions that are known to hold."""
    known: tuple[Expr, ...] = ()
    """Conditions that are known, to hold or not."""
    present: tuple[Expr, ...] = ()
    """Expressions that have a number."""
    absent: tuple[Expr, ...] = ()
    """Expressions that have none."""
    nonzero: tuple[Expr, ...] = ()
    """Expressions that have a number other than 0."""
    negative: tuple[Expr, ...] = ()
    """Expressions that have a number below 0."""
    filled: tuple[str, ...] = ()
    """Columns in which something stands: ``not missing(x)``."""
    dated: bool | None = None
    """Whether the row has a day; None for both."""
    latest: bool = False
    """Of all these rows only those of the element's latest day; rows without a day are before any day."""


class Ask(Generic[A]):
    """An aggregate over rows, by element; ``A`` is what its answer is. Aggregates are equal if they ask the same."""

    __slots__ = ()
    rows: Among

    def numbers(self) -> tuple[Expr, ...]:
        """Return the expressions whose numbers are combined."""
        return ()

    def counted(self) -> Among:
        """Return the rows that are combined: those among these that have the numbers."""
        if not self.numbers():
            return self.rows
        return replace(self.rows, present=tuple(dict.fromkeys((*self.rows.present, *self.numbers()))))


@dataclass(frozen=True, slots=True)
class Count(Ask["Counts"]):
    """How many rows each element has among these. Shape (elements,)."""

    rows: Among


@dataclass(frozen=True, slots=True)
class First(Ask["Counts"]):
    """The position of each element's first row among these, in its input; -1 without one. Shape (elements,)."""

    rows: Among


@dataclass(frozen=True, slots=True)
class Sum(Ask["Exact"]):
    """Σ of an expression over the rows that have a number."""

    rows: Among
    of: Expr

    def numbers(self) -> tuple[Expr, ...]:
        """Return the expression."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Products(Ask["Exact"]):
    """Σ of · by over the rows that have both."""

    rows: Among
    of: Expr
    by: Expr

    def numbers(self) -> tuple[Expr, ...]:
        """Return both."""
        return (self.of, self.by)


@dataclass(frozen=True, slots=True)
class Least(Ask["Exact"]):
    """The smallest number."""

    rows: Among
    of: Expr

    def numbers(self) -> tuple[Expr, ...]:
        """Return the expression."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Greatest(Ask["Exact"]):
    """The largest number."""

    rows: Among
    of: Expr

    def numbers(self) -> tuple[Expr, ...]:
        """Return the expression."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Histogram(Ask["Values"]):
    """The different numbers of an expression, or combinations of numbers of several, over the rows that have them all."""

    rows: Among
    of: tuple[Expr, ...]

    def numbers(self) -> tuple[Expr, ...]:
        """Return the expressions."""
        return self.of


@dataclass(frozen=True, slots=True)
class Distinct(Ask["Counts"]):
    """How many different texts a column has; nothing is none of them. Shape (elements,)."""

    rows: Among
    column: str


@dataclass(frozen=True, slots=True)
class Said(Ask["Texts"]):
    """The different texts of a column; nothing is none of them."""

    rows: Among
    column: str


@dataclass(frozen=True, slots=True)
class Days(Ask["Texts"]):
    """The different days of a column, as ISO texts (``2026-03-01``)."""

    rows: Among
    column: str


@dataclass(frozen=True, slots=True)
class Vocabulary(Ask["list[str]"]):
    """The different texts of a column in all rows of an input, ascending, those that don't count and the roster's included."""

    rows: Among
    column: str


@dataclass(frozen=True, slots=True)
class Split(Ask["Parts[A]"]):
    """An aggregate by element **and** texts of some columns: one part for each combination that rows among these have."""

    of: Ask[A]
    columns: tuple[str, ...]

    def counted(self) -> Among:
        """Return the rows that are combined."""
        return self.of.counted()


@dataclass(frozen=True, slots=True)
class Unknown(Ask["Unknowns"]):
    """For how many rows of all elements together an expression (number or condition) is unknown, and why.

    A row is unknown for a blank if the expression is unknown there, at least one of its columns is blank there (as the
    expression reads it: no number, text, day; for `missing` of `csscore.measure.evaluate` no text), and it is no row of
    another kind: its file has one of the expression's columns or of ``beside``, and no column that is blank there is declared
    ``blank: leave_out``.
    """

    rows: Among
    of: Expr
    beside: tuple[str, ...] = ()
    """Further columns of the rows that count, or don't, by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """A column of exact decimals: whole numbers of a decimal unit (1234 at 2 digits is 12.34)."""

    units: NDArray[Any]
    """int64, or Python ints where that would overflow. Shape (n,)."""
    digits: int

    @property
    def short(self) -> bool:
        """Tell whether no number has more than 12 significant digits."""
        return self.units.dtype != object and self.digits <= _EXACT and int(np.abs(self.units).max(initial=0)) < _SHORT

    def real(self, present: Mask | None = None) -> Real:
        """Return the numbers; missing where nothing is present."""
        there = np.ones(len(self.units), dtype=np.bool_) if present is None else present
        return of_units(self.units, self.digits, there)

    def canonical(self, present: Mask | None = None) -> Floats:
        """Return the numbers rounded half-up to 12 significant digits; NaN where nothing is present."""
        if not self.short:
            return self.real(present).canonical()
        numbers: Floats = self.units / 10.0**self.digits  # one rounding: the float nearest to the decimal
        return numbers if present is None else np.where(present, numbers, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """An exact number an element and how many rows it rests on; without rows there is none. Shape (elements,)."""

    sums: Scaled
    """Sums or extremes; any number where there are no rows."""
    rows: Counts

    def real(self) -> Real:
        """Return the numbers; missing without rows."""
        return self.sums.real(self.rows > 0)

    def canonical(self) -> Floats:
        """Return the numbers rounded half-up to 12 significant digits; NaN without rows."""
        return self.sums.canonical(self.rows > 0)

    def mean(self) -> Floats:
        """Return the numbers over how many rows they rest on, rounded likewise."""
        if int(self.rows.max(initial=0)) <= 1:
            return self.canonical()
        return (self.real() / of(self.rows.astype(np.float64))).canonical()


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Different numbers of each element, or combinations of several; ordered by element, then by the numbers."""

    element: Codes
    """The element of each entry. Shape (entries,)."""
    numbers: tuple[Scaled, ...]
    """For each expression the number of each entry."""
    counts: Counts
    """In how many rows it is met."""

    def rows(self, size: int) -> Counts:
        """Return how many rows each element has."""
        return whole_sums(self.counts, self.element, size)

    def some(self, size: int, most: int, *, highest: bool) -> Values:
        """Return them with as many rows as are kept of each element: those of its highest (lowest) first numbers.

        Of rows that have the same first number, those with the highest others come first.
        """
        many = self.rows(size)
        entries = np.arange(len(self.counts))
        if not highest:  # by the first number ascending, by the others descending
            first = self.numbers[0].units
            new = np.r_[True, (first[1:] != first[:-1]) | (self.element[1:] != self.element[:-1])][: len(first)]
            entries = np.lexsort((-entries, np.cumsum(new)))
            before = np.cumsum(self.counts[entries]) - self.counts[entries] - (np.cumsum(many) - many)[self.element]
        else:
            before = np.cumsum(many)[self.element] - np.cumsum(self.counts)
        kept = np.empty_like(self.counts)
        kept[entries] = np.clip(most - before, 0, self.counts[entries])
        return Values(self.element, self.numbers, kept)

    def sum(self, size: int, *columns: int) -> Exact:
        """Return Σ of a number, or of the product of several, over the rows; by position among the numbers."""
        units, digits = self.counts, 0
        for at in columns:
            units, digits = whole_products(units, self.numbers[at].units), digits + self.numbers[at].digits
        return Exact(Scaled(whole_sums(units, self.element, size), digits), self.rows(size))

    def middle(self, size: int) -> Exact:
        """Return the two numbers in the middle of each element's rows, added; twice the one of an odd number of rows."""
        (numbers,), many = self.numbers, self.rows(size)
        up_to = np.cumsum(self.counts)
        before, some = np.cumsum(many) - many, many > 0
        low, high = (np.searchsorted(up_to, (before + at)[some], side="right") for at in ((many - 1) // 2, many // 2))
        sums = np.zeros(size, dtype=numbers.units.dtype)
        sums[some] = numbers.units[low] + numbers.units[high]
        return Exact(Scaled(sums, numbers.digits), np.where(some, 2, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Different texts of each element; ordered by element, then by code point."""

    element: Codes
    texts: NDArray[np.object_]
    counts: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Parts(Generic[A]):
    """An aggregate by element and texts; ordered by element, then by the texts, nothing (None) first."""

    element: Codes
    labels: tuple[NDArray[np.object_], ...]
    """For each column the text of each part; None for nothing."""
    answer: A
    """The aggregate's answer, over the parts in place of elements."""


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Why an expression is unknown in some rows.

    Attributes
    ----------
    blank
        How many rows are unknown for a blank.
    first
        The first of them, -1 without one.
    absent
        The columns that are blank in the first one, in the order of the expression.
    gaps
        The columns that are blank in any of them.
    large
        Whether a number in any row has more than 15 digits before the point (the number is missing then).
    outside
        For each root, logarithm and power of the expression how many different numbers have none (``sqrt`` below 0), by the
        name that messages give it (``sqrt(x)``, ``log(x)``, ``x ** y``); where it matters: not in a branch of ``if`` that is
        not taken.
    """

    blank: int = 0
    first: int = -1
    absent: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    large: bool = False
    outside: tuple[tuple[str, int], ...] = ()

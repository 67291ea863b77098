"""Figures of the person that rows only repeat (base pay, a quota): taken once, or refused; it adds nothing up by rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import exact, fraction_text
from csscore.exact.grouping import whole_sums
from csscore.measure.aggregates import Among, Ask, Count, Exact, Greatest, Least, Scaled
from csscore.scheme.expression import column
from csscore.scheme.nodes import as_key
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from fractions import Fraction

    from csscore.measure.aggregates import Codes
    from csscore.measure.elements import Elements
    from csscore.measure.engine import Listing
    from csscore.measure.making import Making
    from csscore.problems import Place
    from csscore.scheme.expression import Expr

_PER = Words(
    "每一行是各自的数、要相加，就在方案里写 columns: {{{key}: {{per: row}}}}",
    "if each row has a number of its own, to be added up, write columns: {{{key}: {{per: row}}}} in the scheme",
)
ADDS: Final = frozenset({"money", "count"})
"""Units whose rows add up; a rate, a mean or a mark does not."""


@dataclass(frozen=True, slots=True)
class OfPeople(Ask[Exact]):
    """Σ, over an element's people, of an expression that says the same in all rows of a person; ``rows`` counts people.

    No engine is asked for it: it is made of the extremes of each person's rows.
    """

    rows: Among
    of: Expr

    def numbers(self) -> tuple[Expr, ...]:
        """Return the expression."""
        return (self.of,)

    def extremes(self) -> tuple[Least, Greatest]:
        """Return what an engine is asked, person by person."""
        return Least(self.rows, self.of), Greatest(self.rows, self.of)


def of_people(ask: OfPeople, low: Exact, high: Exact, about: Making, element: Codes, size: int) -> Exact:
    """Return the sums of one figure a person; different ones of a person are an error (D396).

    Parameters
    ----------
    ask
        What is asked.
    low, high
        The extremes of each person.
    about
        Takes the problems.
    element
        The element of each person, -1 for none.
    size
        How many elements there are.
    """
    several = int((low.rows > 1).sum())
    differing, name = np.flatnonzero((low.rows > 0) & (low.sums.units != high.sums.units)), ask.of.names[0]
    if len(differing):
        rows = about.elements.rows_of_person(ask.counted(), int(differing[0]))
        one, other = differing_rows(rows, ask.of)
        about.report("D396", rows.place(other, name), people=len(differing), **_two(about, name, ask.of, rows, one, other))
    elif several:
        about.report("D322", column=name, count=several, how=_PER.filled({"key": as_key(name)}))
    there = (low.rows > 0) & (element >= 0)
    sums = whole_sums(low.sums.units[there], element[there], size)
    return Exact(Scaled(sums, low.sums.digits), np.bincount(element[there], minlength=size).astype(np.int64))


def rows_with(rows: Among, name: str) -> Count:
    """Return how many rows each has in which a column has a number."""
    return Count(replace(rows, present=(column(name),)))


def check_figures(named: Mapping[str, Place | None], elements: Elements) -> None:
    """Refuse columns that the scheme pays or judges a person by where nobody says whether they are hers or each row's (D397).

    Parameters
    ----------
    named
        The columns, each with where the scheme names it.
    elements
        The people.
    """
    for name, place in named.items():
        about, of = elements.about_column(name), column(name)
        if not about.source.has(name) or about.source.per(name) is not None:
            continue
        ask = rows_with(about.rows, name)
        several = np.flatnonzero(elements.answers([ask])[ask] > 1)
        if len(several):
            two = about.listing(ask.rows, several[0], most=2)
            details = _two(about, name, of, two, 0, 1)
            about.report("D397", place, there=str(two.place(1, name)), people=len(several), **details)


def check_roster(named: Iterable[str], figures: Collection[str], elements: Elements) -> None:
    """Refuse figures of a person of which the files say one thing and the roster another (D568).

    Parameters
    ----------
    named
        The numbers that the scheme looks at of people.
    figures
        Those that must be figures of a person, declared or not.
    elements
        The people.
    """
    for name in named:
        about = elements.about_column(name)
        personal = about.source.per(name) == "agent" or name in figures
        if not (personal and about.source.has(name) and about.given.listed(name)):
            continue
        own, listed = elements.column(name), elements.by_roster(name)
        differing = np.flatnonzero(~np.isnan(own) & ~np.isnan(listed) & (own != listed))
        if len(differing):
            first = int(differing[0])
            rows, unit = about.listing(replace(about.rows, present=(column(name),)), first, most=1), about.unit_of(name)
            one, two = (shown(exact(numbers[first]), unit) for numbers in (own, listed))
            details = {"agent": about.label(first), "column": name, "one": one, "two": two, "people": len(differing)}
            about.report("D568", rows.place(0, name), **details)


def differing_rows(rows: Listing, of: Expr) -> tuple[int, int]:
    """Return the first of some rows, all of which have a number, and the first that has another."""
    first, *others = rows.numbers(of)
    return 0, next(at for at, other in enumerate(others, start=1) if other != first)


def shown(number: Fraction | None, unit: str | None) -> object:
    """Return a number that is there as a message writes it: 0.971 of unit percent is 97.1%."""
    assert number is not None  # noqa: S101 - of rows that have one
    return same(f"{fraction_text(number * 100)}%" if unit == "percent" else fraction_text(number))


def _two(about: Making, name: str, of: Expr, rows: Listing, one: int, other: int) -> dict[str, object]:
    """Return what is said of two rows of one person."""
    unit, values = about.source.unit(name), rows.numbers(of)
    return {
        "agent": rows.agent(other),
        "column": name,
        "key": as_key(name),
        "one": shown(values[one], unit),
        "at": str(rows.place(one, name)),
        "two": shown(values[other], unit),
    }

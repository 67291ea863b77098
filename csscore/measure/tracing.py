"""The cells that a value came from, so that anybody can look them up; it computes no value."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import READ_DIGITS, fraction_text
from csscore.measure.aggregates import Among, Days, Distinct, First, Histogram, Products, Said, Sum, Unknown
from csscore.measure.bare import adds
from csscore.measure.figures import OfPeople
from csscore.scheme.expression import column
from csscore.scheme.names import expressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csscore.measure.aggregates import Ask
    from csscore.measure.elements import Elements
    from csscore.measure.engine import Listing
    from csscore.measure.making import Making
    from csscore.problems import Place
    from csscore.scheme.expression import Expr


class Cell(NamedTuple):
    """One cell of an input."""

    place: Place
    column: str
    """The name that the scheme gives the column; empty where the row is meant and no cell of it."""
    text: str | None
    """What stands there; None for nothing."""
    counts: bool | None = None
    """Whether its row is counted, where rows are what the value counts."""


def cells(elements: Elements, metric: str, element: int) -> tuple[Cell, ...]:
    """Return the cells behind a metric's value, row by row; those of a formula's metrics as well.

    Parameters
    ----------
    elements
        The agents, as `Measured.scope` holds them.
    metric
        A metric's name.
    element
        The agent's position in `Measured.agents`.
    """
    return tuple(dict.fromkeys(_cells(elements, metric, element)))


class Total(NamedTuple):
    """What an agent's cells of one column come to."""

    column: str
    cells: int
    """How many hold something."""
    total: str | None
    """Their sum, where the column's unit adds up."""


def totals(elements: Elements, metric: str, element: int) -> tuple[Total, ...]:
    """Return for each column behind a metric's value how many cells there are, and their sum; arguments as of `cells`."""
    found: dict[str, Total] = {}
    for about, rows, names, _ in _sources(elements, metric, element, set()):
        for name in names:
            filled = rows.texts(name) != None  # noqa: E711 - elementwise
            total_ = None
            if adds(about.source, name, about.source.unit(name)):
                numbers = (number for number in rows.numbers(column(name)) if number is not None)
                total_ = fraction_text(sum(numbers, Fraction(0)), READ_DIGITS)
            found.setdefault(name, Total(name, int(np.count_nonzero(filled)), total_))
    return tuple(found.values())


def _cells(elements: Elements, metric: str, element: int) -> Iterator[Cell]:
    for _, rows, names, counts in _sources(elements, metric, element, set()):
        texts = {name: rows.texts(name) for name in names}
        for row in range(len(rows)):
            counted = None if counts is None else counts[row]
            for name in names:
                yield Cell(rows.place(row, name), name, texts[name][row], counted)
            if not names and counted is not None:
                yield Cell(rows.place(row), "", None, counted)


def _sources(
    elements: Elements, name: str, element: int, seen: set[str]
) -> Iterator[tuple[Making, Listing, list[str], list[bool] | None]]:
    """Yield an agent's rows behind a metric with the columns that matter and whether they are counted, then a formula's."""
    metric = elements.metric(name)
    if metric is None or name in seen or elements.is_absent(name):
        return
    (rule, options), about = metric.value, elements.about(name)
    names = dict.fromkeys([*rule.names(), *(used for part in (rule, options) for e in expressions(part) for used in e.names)])
    rows = about.listing(rule.shown(about), element)
    yield (
        about,
        rows,
        [used for used in names if about.source.has(used) and not _is_other(elements, rule, name, used)],
        rule.counts(rows, about),
    )
    for used in names:
        if _is_other(elements, rule, name, used):
            yield from _sources(elements, used, element, seen | {name})


def _is_other(elements: Elements, rule: Any, own: str, name: str) -> bool:
    """Tell whether a name in a metric's value is another metric: only formulas speak of those."""
    return not rule.of_rows and name != own and elements.metric(name) is not None


class Source(NamedTuple):
    """All of an agent's rows in the input of a value, and those of them that each part of the value is made of."""

    rows: Listing
    columns: tuple[str, ...]
    parts: tuple[Ingredient, ...]


class Ingredient(NamedTuple):
    """Some rows by position, each with the exact number that it gives; ``once``: all of them say the same, which counts once."""

    title: str
    numbers: dict[int, Fraction | None]
    once: bool


def traced(about: Making, rule: Any, asks: Iterable[Ask[Any]], columns: Iterable[str], element: int) -> Source:
    """Return what an element's value is made of, by what its form asks for; any engine can answer it.

    Parameters
    ----------
    rule
        The value form; None for a bare column. Of numbers only those are added that it counts (the best of several).
    about, asks
        What the value is of, and all that its form asks.
    columns
        Columns to be shown; those that the input lacks are left out.
    element
        The agent's position.
    """
    rows = about.listing(Among(about.rows.source), element)
    found: dict[tuple[Among, tuple[Expr, ...]], Ingredient] = {}
    for ask in _making(asks):
        key = (ask.counted(), ask.numbers())
        if key not in found:
            one = _ingredient(about, ask, element)
            counted = _counted(about, rule, element) if ask.numbers() else None
            numbers = {at: number for at, number in one.numbers.items() if counted is None or at in counted}
            found[key] = one._replace(numbers=numbers)
    shown = tuple(dict.fromkeys(name for name in columns if about.source.has(name)))
    return Source(rows, shown, tuple(found.values()))


def _counted(about: Making, rule: Any, element: int) -> set[int] | None:
    """Return the positions of the rows that a form counts among those it shows; None where that is not what it does."""
    if rule is None:
        return None
    rows = about.listing(rule.shown(about), element)
    counts = rule.counts(rows, about)
    return None if counts is None else {at for at, yes in zip(rows.positions, counts, strict=True) if yes}


def _making(asks: Iterable[Ask[Any]]) -> list[Ask[Any]]:
    """Return the aggregates that make a value: of numbers, else of texts, else the counts; the others tell what is doubtful."""
    given = [made for ask in asks if not isinstance(ask, First | Unknown) for made in _added(ask)]
    numbers = [ask for ask in given if ask.numbers()]
    texts: list[Ask[Any]] = [ask for ask in given if isinstance(ask, Distinct | Said | Days)]
    return numbers or texts or given


def _added(ask: Ask[Any]) -> tuple[Ask[Any], ...]:
    """Return what is added up of an aggregate's rows: of pairs of a number and its weight, products and weights."""
    if isinstance(ask, Histogram) and len(ask.of) > 1:
        of, by = ask.of
        return Products(ask.rows, of, by), Sum(ask.rows, by)
    return (ask,)


def _ingredient(about: Making, ask: Ask[Any], element: int) -> Ingredient:
    among = ask.counted()
    if isinstance(ask, Distinct | Said | Days):
        among = replace(among, filled=(*among.filled, ask.column))
    rows, of = about.listing(among, element), ask.numbers()
    columns = [rows.numbers(expr) for expr in of]
    numbers = {
        position: prod((column_[at] or Fraction(0) for column_ in columns), start=Fraction(1)) if columns else None
        for at, position in enumerate(rows.positions)
    }
    return Ingredient(" × ".join(expr.text for expr in of), numbers, isinstance(ask, OfPeople))

"""The cells that a value came from, so that anybody can look them up; it computes no value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import READ_DIGITS, fraction_text, total
from csscore.measure.figures import ADDS
from csscore.scheme.expression import column
from csscore.scheme.names import expressions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.measure.elements import Elements
    from csscore.measure.engine import Listing
    from csscore.measure.making import About
    from csscore.problems import Place


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
            if about.source.unit(name) in ADDS:
                numbers = rows.numbers(column(name))
                total_ = fraction_text(total(numbers[~np.isnan(numbers)]), READ_DIGITS)
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
) -> Iterator[tuple[About, Listing, list[str], list[bool] | None]]:
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

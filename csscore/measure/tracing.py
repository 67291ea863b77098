"""The cells that a value came from, so that anybody can look them up; it computes no value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import READ_DIGITS, fraction_text, total
from csscore.measure.combining import ADDS
from csscore.scheme.names import expressions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.exact.fixed import Mask
    from csscore.measure.pool import Pool
    from csscore.measure.rows import Rows
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


def cells(pool: Pool, metric: str, element: int) -> tuple[Cell, ...]:
    """Return the cells behind a metric's value, row by row; those of a formula's metrics as well.

    Parameters
    ----------
    pool
        The agents' pool, as `Measured.scope` holds it.
    metric
        A metric's name.
    element
        The agent's position in `Measured.agents`.
    """
    return tuple(dict.fromkeys(_cells(pool, metric, element)))


class Total(NamedTuple):
    """What an agent's cells of one column come to."""

    column: str
    cells: int
    """How many hold something."""
    total: str | None
    """Their sum, where the column's unit adds up."""


def totals(pool: Pool, metric: str, element: int) -> tuple[Total, ...]:
    """Return for each column behind a metric's value how many cells there are, and their sum; arguments as of `cells`."""
    found: dict[str, Total] = {}
    for rows, names, _ in _sources(pool, metric, element, set()):
        for name in names:
            filled = rows.scope.texts(name) != None  # noqa: E711 - elementwise
            total_ = None
            if rows.scope.table.unit(name) in ADDS:
                numbers = rows.scope.numbers(name)
                total_ = fraction_text(total(numbers[~np.isnan(numbers)]), READ_DIGITS)
            found.setdefault(name, Total(name, int(np.count_nonzero(filled)), total_))
    return tuple(found.values())


def _cells(pool: Pool, metric: str, element: int) -> Iterator[Cell]:
    for rows, names, counts in _sources(pool, metric, element, set()):
        yield from _of_rows(rows, names, counts)


def _sources(pool: Pool, name: str, element: int, seen: set[str]) -> Iterator[tuple[Rows, list[str], Mask | None]]:
    """Yield an agent's rows behind a metric with the columns that matter and whether they are counted, then a formula's."""
    metric = pool.metric(name)
    if metric is None or name in seen or pool.is_absent(name):
        return
    rule, options = metric.value
    rows = pool.rows_of(name).where(options.where)
    names = dict.fromkeys([*rule.names(), *(used for part in (rule, options) for e in expressions(part) for used in e.names)])
    own, counts = rule.behind(rows.select(np.flatnonzero(rows.codes == element)), options)
    yield own, [used for used in names if rows.scope.table.has(used) and not _is_other(pool, rule, name, used)], counts
    for used in names:
        if _is_other(pool, rule, name, used):
            yield from _sources(pool, used, element, seen | {name})


def _is_other(pool: Pool, rule: Any, own: str, name: str) -> bool:
    """Tell whether a name in a metric's value is another metric: only formulas speak of those."""
    return not rule.of_rows and name != own and pool.metric(name) is not None


def _of_rows(rows: Rows, names: list[str], counts: Mask | None) -> Iterator[Cell]:
    columns = {name: rows.scope.texts(name) for name in names}
    for row in range(len(rows)):
        counted = None if counts is None else bool(counts[row])
        for name in names:
            yield Cell(rows.place(row, name), name, columns[name][row], counted)
        if not names and counted is not None:
            yield Cell(rows.place(row), "", None, counted)

"""What the fairness options need to know of an agent's rows beside her value; it changes no value and makes no points.

A value here is a rate or a mean over contacts: Σ above / Σ below, row by row. `adjust_for` needs what colleagues reach with
the agent's mix of work, `shrink` of a mean how much single contacts differ. Both are columns over agents, like the values.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from csscore.exact import grouping
from csscore.exact.real import Real, of
from csscore.measure.cohorts import NONE
from csscore.words import same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.measure.pool import Pool
    from csscore.measure.rows import Rows
    from csscore.problems import Problems
    from csscore.scheme.model import Metric

    Codes = NDArray[np.intp]

_EPS = 2.0**-52


class Contacts(NamedTuple):
    """The rows behind a rate or a mean."""

    rows: Rows
    above: Floats
    """What each row adds above the line; its own mean where ``weighed``. Shape (rows,)."""
    below: Floats
    """On how many contacts the row rests. Shape (rows,)."""
    weighed: bool = False
    """Whether ``above`` has still to be multiplied by ``below``."""


class Kind(NamedTuple):
    """One cell of somebody's work."""

    labels: tuple[str, ...]
    contacts: float
    level: float | None
    """What the colleagues reach there; None where none of them has any."""


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """Who has how much of which work, one entry a person and cell, person by person.

    Attributes
    ----------
    labels
        The texts of each cell.
    whose, cell
        The person and the cell of each entry. Shape (entries,).
    contacts, levels
        How many contacts there are, and what colleagues reach there; NaN where none of them has any. Shape (entries,).
    """

    labels: tuple[tuple[str, ...], ...]
    whose: Codes
    cell: Codes
    contacts: Floats
    levels: Floats

    def of(self, person: int) -> list[Kind]:
        """Return somebody's work, the most first."""
        first, last = np.searchsorted(self.whose, (person, person + 1)).tolist()
        columns = (column[first:last].tolist() for column in (self.cell, self.contacts, self.levels))
        found = [Kind(self.labels[cell], n, None if np.isnan(level) else level) for cell, n, level in zip(*columns, strict=True)]
        return sorted(found, key=lambda kind: (-kind.contacts, kind.labels))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the rows say of one metric beside its values; columns over agents, canonical.

    Attributes
    ----------
    rate
        Whether the value is a part of its contacts (0 to 1), so that what is chance in it follows from the value itself.
    squares
        For a mean: Σ w (x − mean)² over the agent's rows, each the mean x of w contacts. None where nobody asks.
    freedom
        And how many such rows the agent has, less one.
    expected
        What the colleagues of the cohort reach with the agent's mix of cells; NaN where she has none. None where nobody asks.
    overall
        What they reach with the mix of the whole cohort.
    alone
        Which part of her contacts lies in cells where no colleague has any.
    mix
        Everybody's cells, for explanations; None where nobody asks.
    """

    rate: bool
    squares: Floats | None = None
    freedom: Floats | None = None
    expected: Floats | None = None
    overall: Floats | None = None
    alone: Floats | None = None
    mix: Mix | None = None

    def only(self, index: NDArray[np.intp]) -> Evidence:
        """Return the evidence of some people without their mix, by position; one may stand several times, as in a simulation."""
        columns = {name: getattr(self, name) for name in ("squares", "freedom", "expected", "overall", "alone")}
        return Evidence(self.rate, **{name: None if column is None else column[index] for name, column in columns.items()})


def is_rate(metric: Metric) -> bool:
    """Tell whether a metric is a part of its contacts: a share, or a percentage that is weighed by a number of them."""
    rule, options = metric.value
    weighed = rule.key == "ratio" or (rule.key == "mean" and options.by is not None)
    return rule.key == "share" or (weighed and metric.unit == "percent")


def evidence(name: str, metric: Metric, pool: Pool, problems: Problems) -> Evidence | None:
    """Return what the fairness options of a metric need; None where it has none that needs anything.

    Parameters
    ----------
    name, metric
        The metric.
    pool
        Its agents; what was already reported of their rows is reported there again.
    problems
        Takes rows without a cell (P169).
    """
    options = metric.points.options if metric.points is not None else None
    if options is None or not (options.shrink or options.adjust_for):
        return None
    rate = is_rate(metric)
    rows = pool.rows_of(name).where(metric.value.options.where)
    contacts = metric.value.rule.contacts(rows, metric.value.options)
    if contacts is None:
        return Evidence(rate)
    squares = freedom = None
    if options.shrink is not None and options.shrink.strength is None and not rate:
        squares, freedom = _scatter(contacts)
    if not options.adjust_for:
        return Evidence(rate, squares, freedom)
    labels, cells = _cells(contacts.rows, options.adjust_for, problems)
    return Evidence(rate, squares, freedom, *_expected(contacts, labels, cells, pool.cohorts))


def _scatter(contacts: Contacts) -> tuple[Floats, Floats]:
    """Return how much the rows of an agent differ from her value: Σ w (x − mean)², and how many rows less one."""
    rows, size = contacts.rows, contacts.rows.size
    there = contacts.below > 0
    freedom = np.maximum(grouping.counts(rows.codes[there], size) - 1, 0).astype(np.float64)
    there &= freedom[rows.codes] > 0
    codes, above, below = rows.codes[there], contacts.above[there], contacts.below[there]
    if not len(codes):
        return np.zeros(size), freedom
    x = of(above) if contacts.weighed else of(above) / of(below)
    mean = _totals(above, below, codes, size, weighed=contacts.weighed) / grouping.sums(below, codes, size)
    away = x - mean.spread(codes)
    return np.nan_to_num(summed(away * away * of(below), codes, size).canonical()), freedom


def _totals(above: Floats, below: Floats, codes: Codes, size: int, *, weighed: bool) -> Real:
    return grouping.product_sums(above, below, codes, size) if weighed else grouping.sums(above, codes, size)


def _cells(rows: Rows, names: tuple[str, ...], problems: Problems) -> tuple[tuple[tuple[str, ...], ...], Codes]:
    """Return the texts of the cells, and the cell of each row; nothing is a cell of its own (P169)."""
    columns = []
    for name in names:
        texts = rows.scope.texts(name)
        empty = np.flatnonzero(texts == None)  # noqa: E711 - elementwise
        if len(empty):
            owner = rows.owner
            place = rows.place(int(empty[0]), name)
            details = {"metric": owner.title, "column": same(name), "count": len(empty), "cell": NONE}
            problems.add("P169", place, group=owner.name, **details)
        columns.append([NONE if text is None else text for text in texts.tolist()])
    rowwise = list(zip(*columns, strict=True))
    return tuple(dict.fromkeys(rowwise)), grouping.keyed(rowwise)


def _expected(
    contacts: Contacts, labels: tuple[tuple[str, ...], ...], cells: Codes, cohorts: Codes
) -> tuple[Floats, Floats, Floats, Mix]:
    """Return what colleagues reach with each agent's mix and with the cohort's, which part nobody else has, and the mix.

    In each cell c the colleagues, everybody else of the cohort, reach r_c = Σ above / Σ below. With an agent's n_c contacts
    that makes Σ n_c · r_c / Σ n_c, with all N_c of the cohort Σ N_c · r_c / Σ N_c. A cell in which no colleague has contacts
    is left out of the second and counts at it in the first: it can't be judged and adjusts nothing. What an agent and a cell
    add up to is taken at 12 significant digits, like every value.
    """
    rows, size = contacts.rows, contacts.rows.size
    width = int(cells.max(initial=0)) + 1
    keys, pair = np.unique(rows.codes.astype(np.int64) * width + cells, return_inverse=True)
    whose, cell = (keys // width).astype(np.intp), (keys % width).astype(np.intp)
    above = _totals(contacts.above, contacts.below, pair, len(keys), weighed=contacts.weighed).canonical()
    below = grouping.sums(contacts.below, pair, len(keys)).canonical()
    count = int(cohorts.max(initial=0)) + 1
    here = cohorts[whose] * width + cell
    all_above, all_below = (grouping.sums(column, here, count * width).spread(here) for column in (above, below))
    others = all_below - of(below)
    known = others.canonical() > 0
    level = (all_above - of(above)) / others
    nothing = of(np.zeros(len(keys)))
    # from the sums over all cells to the colleagues' levels in hers
    more = (all_below * level).where(known, nothing) - all_above
    fewer = nothing.where(known, -all_below)
    whole = [grouping.sums(column, cohorts[whose], count).spread(cohorts) for column in (above, below)]
    counted = whole[1] + summed(fewer, whose, size)
    overall = ((whole[0] + summed(more, whose, size)) / counted).only(counted.canonical() > 0)
    own = grouping.sums(below, whose, size)
    expected = summed(of(below) * level.where(known, overall.spread(whose)), whose, size) / own
    unknown = np.bincount(whose, weights=np.where(known, 0.0, below), minlength=size)
    with np.errstate(divide="ignore", invalid="ignore"):
        alone = np.nan_to_num(unknown / own.approx)
    mix = Mix(labels, whose, cell, below, level.only(known).canonical())
    return expected.canonical(), overall.canonical(), alone, mix


def summed(numbers: Real, codes: Codes, size: int) -> Real:
    """Return the sum of exact numbers by group; missing where a group has none.

    Parameters
    ----------
    numbers
        One number a row, none of them missing.
    codes
        The group of each row, from 0.
    size
        How many groups there are.
    """
    many = grouping.counts(codes, size)
    order = np.argsort(codes, kind="stable")
    start = np.cumsum(many) - many
    approx = np.bincount(codes, weights=numbers.approx, minlength=size)
    sizes = np.bincount(codes, weights=np.abs(numbers.approx), minlength=size)
    error = np.bincount(codes, weights=numbers.error, minlength=size) + sizes * many * _EPS

    def at(i: int) -> Fraction:
        rows = order[start[i] : start[i] + many[i]]
        return sum((numbers.at(int(row)) for row in rows), Fraction(0))

    return Real(np.where(many > 0, approx, np.nan), error, at)

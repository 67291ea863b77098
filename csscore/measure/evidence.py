"""What the fairness options need to know of an agent's rows beside her value; it changes no value and makes no points.

A value here is a rate or a mean over contacts: Σ above / Σ below, row by row. `adjust_for` needs what colleagues reach with
the agent's mix of work, `shrink` of a mean how much single contacts differ. Both are columns over agents, like the values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.exact import grouping
from csscore.exact.real import Real, constant, of, of_units
from csscore.measure.aggregates import Count, Days, Exact, First, Histogram, Split
from csscore.measure.cohorts import NONE
from csscore.read.requirements import DAY
from csscore.words import same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.measure.aggregates import Among, Ask, Codes, Counts, Parts, Values
    from csscore.measure.elements import Elements
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr
    from csscore.scheme.model import Metric

_EPS = 2.0**-52
SUMMED: Final = frozenset({"money", "count", "points", "number"})
"""Units of sums of which rows tell how much is chance."""


class Contacts(NamedTuple):
    """What a rate or a mean is made of: aggregates, to be asked of an engine."""

    rows: Among
    """The rows that count."""
    above: Ask[Exact] | Ask[Counts]
    """What stands above the line: Σ of what rows add, or how many rows there are."""
    below: Ask[Exact] | Ask[Counts]
    """On how many contacts it rests."""
    pairs: Histogram | None
    """The different rows: what each adds above (its own mean where ``weighed``), and on how many contacts it rests (1 where it
    has no second number); None where rows either match or don't."""
    weighed: bool = False
    """Whether what a row adds above has still to be multiplied by its contacts."""

    def scatter(self, values: Values, size: int) -> tuple[Floats, Floats]:
        """Return how much the rows of an element differ from its value, Σ w (x - mean)², and how many rows less one.

        Parameters
        ----------
        values
            The answer to `pairs`.
        size
            How many elements there are.
        """
        x = values.numbers[0].real()
        w = values.numbers[1].real() if len(values.numbers) > 1 else constant(Fraction(1), len(values.element))
        if len(values.numbers) > 1 and not self.weighed:
            x = x / w
        count, there = of(values.counts.astype(np.float64)), w.approx > 0
        rows = np.bincount(values.element[there], weights=values.counts[there], minlength=size)
        freedom = np.maximum(rows - 1, 0)
        there &= freedom[values.element] > 0
        chosen = np.flatnonzero(there)
        codes, x, weight = values.element[chosen], x.spread(chosen), (w * count).spread(chosen)
        if not len(codes):
            return np.zeros(size), freedom
        away = x - (summed(x * weight, codes, size) / summed(weight, codes, size)).spread(codes)
        return np.nan_to_num(summed(away * away * weight, codes, size).canonical()), freedom


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


def asked(about: About, metric: Metric) -> list[Ask[Any]]:
    """Return what `evidence` needs to know."""
    contacts, columns = _contacts(about, metric), metric.points.options.adjust_for if metric.points is not None else ()
    if contacts is None:
        return []
    pairs = [contacts.pairs] if contacts.pairs is not None and _varies(about, metric) else []
    unlabelled = [ask for name in columns for ask in _rows_by(contacts, name).values()]
    return [*pairs, *unlabelled, *(work_by(contacts, columns).values() if columns else ())]


def grounds(about: About, metric: Metric) -> list[Ask[Any]]:
    """Return what has to be known of single rows to tell how much of a value is chance."""
    rule, of = metric.value.rule, metric.value.rule.added(about)
    contacts = rule.contacts(about) if rule.counted and rule.typical else None
    pairs = [contacts.pairs] if contacts is not None and contacts.pairs is not None else []
    sums = (
        [addends(about, of), *by_day(about).values()]
        if of is not None and metric.unit in SUMMED and not about.takes_words
        else []
    )
    return [*pairs, *sums]


def addends(about: About, of: Expr) -> Histogram:
    """Return the different numbers that a sum is made of."""
    return Histogram(about.rows, (of,))


def by_day(about: About) -> dict[str, Ask[Any]]:
    """Return on which days there are rows, and how many have no day; nothing where no row has one."""
    return {"undated": Count(replace(about.rows, dated=False)), "days": Days(about.rows, DAY)} if about.source.has(DAY) else {}


def _contacts(about: About, metric: Metric) -> Contacts | None:
    """Return what a value with fairness options is made of."""
    options = metric.points.options if metric.points is not None else None
    return metric.value.rule.contacts(about) if options is not None and (options.shrink or options.adjust_for) else None


def _varies(about: About, metric: Metric) -> bool:
    """Tell whether it is asked how much single contacts differ."""
    shrink = metric.points.options.shrink if metric.points is not None else None
    return shrink is not None and shrink.strength is None and not metric.value.rule.rate(about.options, metric.unit)


def evidence(name: str, elements: Elements) -> Evidence | None:
    """Return what the fairness options of a metric need; None where it has none that needs anything.

    Rows without a cell are told (P169).
    """
    metric = elements.given.metrics[name]
    options = metric.points.options if metric.points is not None else None
    if options is None or not (options.shrink or options.adjust_for):
        return None
    about, rule = elements.about(name), metric.value.rule
    rate = rule.rate(about.options, metric.unit)
    contacts = rule.contacts(about)
    if contacts is None:
        return Evidence(rate)
    squares = freedom = None
    if contacts.pairs is not None and _varies(about, metric):
        squares, freedom = contacts.scatter(elements.found(about, {"": contacts.pairs})[""], len(elements))
    if not options.adjust_for:
        return Evidence(rate, squares, freedom)
    cells = _cells(about, contacts, options.adjust_for)
    return Evidence(rate, squares, freedom, *_expected(cells, elements.cohorts))


class Cells(NamedTuple):
    """What rows add up to by element and kind of work."""

    labels: tuple[tuple[str, ...], ...]
    """The texts of each kind."""
    whose: Codes
    """The element of each entry. Shape (entries,)."""
    cell: Codes
    """Its kind."""
    above: Real
    below: Real


def work_by(contacts: Contacts, columns: tuple[str, ...]) -> dict[str, Ask[Any]]:
    """Return what stands above and below the line by element and texts of some columns."""
    return {"above": Split(contacts.above, columns), "below": Split(contacts.below, columns)}


def _rows_by(contacts: Contacts, name: str) -> dict[str, Ask[Any]]:
    return {"rows": Split(Count(contacts.rows), (name,)), "first": Split(First(contacts.rows), (name,))}


def cells_of(about: Making, contacts: Contacts, columns: tuple[str, ...]) -> Cells:
    """Return the answers to `work_by`; nothing is a text of its own."""
    found = about.elements.found(about, work_by(contacts, columns))
    keys = {name: _keys(parts) for name, parts in found.items()}
    number = {key: at for at, key in enumerate(keys["below"])}
    units, digits = _scaled(found["above"].answer)
    above = np.zeros(len(number), dtype=units.dtype)
    above[[number[key] for key in keys["above"]]] = units  # of rows that match there may be none
    kinds: dict[tuple[str, ...], int] = {}
    cell = np.array([kinds.setdefault(texts, len(kinds)) for _, texts in number], dtype=np.intp)
    there = np.ones(len(number), dtype=np.bool_)
    below = of_units(*_scaled(found["below"].answer), there)
    return Cells(tuple(kinds), found["below"].element, cell, of_units(above, digits, there), below)


def _keys(parts: Parts[Any]) -> list[tuple[int, tuple[str, ...]]]:
    texts = [[NONE if text is None else text for text in column.tolist()] for column in parts.labels]
    rowwise = list(zip(*texts, strict=True)) if texts else [()] * len(parts.element)
    return list(zip(parts.element.tolist(), rowwise, strict=True))


def _scaled(answer: Exact | Counts) -> tuple[NDArray[Any], int]:
    return (answer.sums.units, answer.sums.digits) if isinstance(answer, Exact) else (answer, 0)


def _cells(about: Making, contacts: Contacts, columns: tuple[str, ...]) -> Cells:
    """Return what `cells_of` does; rows that don't say of which kind they are are told (P169)."""
    for name in columns:
        found = about.elements.found(about, _rows_by(contacts, name))
        nothing = np.asarray(found["rows"].labels[0] == None, dtype=np.bool_)  # noqa: E711 - elementwise
        if bool(nothing.any()):
            place = about.row(found["first"].answer[nothing].min()).place(0, name)
            count = int(found["rows"].answer[nothing].sum())
            about.report("P169", place, column=same(name), count=count, cell=NONE)
    return cells_of(about, contacts, columns)


def _expected(cells: Cells, cohorts: Codes) -> tuple[Floats, Floats, Floats, Mix]:
    """Return what colleagues reach with each agent's mix and with the cohort's, which part nobody else has, and the mix.

    In each cell c the colleagues, everybody else of the cohort, reach r_c = Σ above / Σ below. With an agent's n_c contacts
    that makes Σ n_c · r_c / Σ n_c, with all N_c of the cohort Σ N_c · r_c / Σ N_c. A cell in which no colleague has contacts
    is left out of the second and counts at it in the first: it can't be judged and adjusts nothing. What an agent and a cell
    add up to is taken at 12 significant digits, like every value.
    """
    size, width, whose = len(cohorts), len(cells.labels), cells.whose
    above, below = cells.above.canonical(), cells.below.canonical()
    count = int(cohorts.max(initial=0)) + 1
    here = cohorts[whose] * width + cells.cell
    all_above, all_below = (grouping.sums(column, here, count * width).spread(here) for column in (above, below))
    others = all_below - of(below)
    known = others.canonical() > 0
    level = (all_above - of(above)) / others
    nothing = of(np.zeros(len(whose)))
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
    mix = Mix(cells.labels, whose, cells.cell, below, level.only(known).canonical())
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

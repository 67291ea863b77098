"""The plan of a run: all that a scheme asks of its inputs, compiled once before anything is read; it computes nothing.

A plan holds the columns of each input, the metrics in the order in which they can be computed, and the aggregates that values,
gates, points, ranks, flags and pay are made of; on request what an audit wants to know beside. Plans are equal if they ask the
same. What was read may lack columns: `on` is the plan over those that are there, and an engine answers it in one go.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from csscore.measure import breaking, evidence
from csscore.measure.aggregates import FILES, Among, Count, Histogram, Products, Sum, Vocabulary
from csscore.measure.bare import read_as
from csscore.measure.blanks import doubts
from csscore.measure.figures import OfPeople, rows_with
from csscore.measure.incidents import SHARE
from csscore.measure.making import About, Given
from csscore.measure.matching import compared, of_people
from csscore.measure.requirements import Uses, metrics_of, readings
from csscore.read.columns import known_by
from csscore.scheme.model import FILES as MAIN
from csscore.scheme.names import expressions
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from csscore.measure.aggregates import Ask
    from csscore.measure.requirements import Reading
    from csscore.problems import Place, Problems
    from csscore.read.requirements import Requirements
    from csscore.scheme.model import Metric, Scheme


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a run is for beside scores, places and pay.

    Attributes
    ----------
    beside
        Columns of the FILES or the roster that are read beside what the scheme uses, as texts.
    groups, days
        Columns by which people and their work are compared, beside the cohorts where nothing is ``beside``; those of days.
    chance
        Whether it is asked how much of each value is chance.
    counts
        Columns that may count what a sum was made of.
    """

    beside: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    chance: bool = False
    counts: tuple[str, ...] = ()


RANKING: Final = Purpose()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run asks.

    Attributes
    ----------
    files, inputs
        The columns of the FILES, and of each further input.
    metrics
        In the order in which they can be computed: formulas after what they name.
    optional
        Metrics that the run can do without, each with the columns it is measured from and how messages name them.
    named
        What conditions, points and amounts look at of agents that is no metric, and what it is read as.
    teams
        Metrics that are also computed from all rows of a cohort.
    measured
        Columns that metrics are made of, conditions included.
    repeating
        Inputs in which a row given twice counts twice, each with the columns that are added up.
    figures
        Columns that must be figures of a person, each with where the scheme names it.
    unique
        In which columns rows of an input are one row.
    incidents
        Inputs of incidents and of shares in them.
    purpose
        What the run is for.
    aggregates
        What is asked of the rows that count, by agent.
    scheme
        What it was compiled from: which rows count (``where``, ``period``) is said there.
    """

    files: Requirements
    inputs: Mapping[str, Requirements] = field(hash=False)
    metrics: Mapping[str, Metric] = field(hash=False)
    optional: Mapping[str, Mapping[str, str]] = field(hash=False)
    named: tuple[tuple[str, Reading], ...]
    teams: tuple[str, ...]
    measured: frozenset[str]
    repeating: Mapping[str, frozenset[str]] = field(hash=False)
    figures: Mapping[str, Place | None] = field(hash=False)
    unique: Mapping[str, tuple[str, ...]] = field(hash=False)
    incidents: tuple[str, ...]
    purpose: Purpose
    scheme: Scheme = field(compare=False, repr=False)
    aggregates: tuple[Ask[Any], ...] = ()

    def of_days(self, span: tuple[date, date] | None) -> Plan:
        """Return the plan for files in which days that say no year are among some."""
        inputs = {name: replace(asked, span=span) for name, asked in self.inputs.items()}
        return replace(self, files=replace(self.files, span=span), inputs=inputs)

    def on(self, given: Given) -> Plan:
        """Return the plan over the columns that are there."""
        return replace(self, aggregates=tuple(dict.fromkeys(_asks(self, given))))

    def absent(self, given: Given) -> dict[str, tuple[str, ...]]:
        """Return the optional metrics that can't be measured, each with the columns that neither its input nor the roster has."""
        found: dict[str, tuple[str, ...]] = {}
        for name, columns in self.optional.items():
            table = given.sources.get(self.metrics[name].value.options.from_ or FILES)
            lacking = tuple(said for one, said in columns.items() if table and not (table.has(one) or given.listed(one)))
            if lacking or table is None:
                found[name] = lacking
        return found


def compiled(
    scheme: Scheme, problems: Problems, *, inputs: Iterable[str] = (), roster: bool = False, purpose: Purpose = RANKING
) -> Plan:
    """Return what a run of a scheme asks, as if all columns were there.

    Parameters
    ----------
    scheme
        The scheme. A name it uses stands under the headers that it or its dictionary gives the name, else under the
        name itself.
    problems
        Takes formulas that name each other (D333), inputs that are needed and absent (D370), and those that the scheme does
        not use (D371).
    inputs
        The names of the inputs that are there.
    roster
        Whether there is a roster; columns that it has need not be in the FILES.
    purpose
        What the run is for.
    """
    uses = Uses(scheme)
    uses.inputs[FILES].add(purpose.beside, "text")
    further = {name: uses.of_input(name, asked) for name, asked in uses.inputs.items() if name != FILES}
    for name, metric in uses.first_use.items():
        if name not in inputs:
            problems.add("D370", metric.value.options.places.get("from", metric.value.options.place), name=name)
    for name in inputs:
        if name not in further:
            problems.add("D371", None, name=name, used=listed(sorted(further)) if further else "-")
    metrics = in_order(dict(metrics_of(scheme.metrics)), problems)
    plan = Plan(
        files=uses.of_files(roster=roster),
        inputs=further,
        metrics=metrics,
        optional={name: _columns(uses, name) for name, metric in metrics_of(scheme.metrics) if metric.optional},
        named=tuple(uses.named),
        teams=_with_named(tuple(uses.teams), metrics),
        measured=frozenset(name for names in uses.of_metric.values() for name in names.units),
        repeating={},
        figures=uses.figures,
        unique={FILES if name == MAIN and name not in inputs else name: key for name, key in scheme.unique.items()},
        incidents=tuple(name for name, asked in further.items() if SHARE in asked.columns),
        purpose=purpose,
        scheme=scheme,
    )
    given = Given(metrics, scheme.params, {FILES: plan.files, **further})
    for name, metric in metrics.items():
        breaking.check(About.metric(given, name), metric, problems)
    return replace(plan.on(given), repeating=_repeating(plan, given))


def _repeating(plan: Plan, given: Given) -> dict[str, frozenset[str]]:
    """Return the inputs in which a row given twice counts twice, with what is added up; a mark that is averaged is no amount."""
    found: dict[str, frozenset[str]] = {}

    def note(source: str, asks: Iterable[Ask[Any]], *, typical: bool = False) -> None:
        by_row = [ask for ask in asks if isinstance(ask, Sum | Products | Count | Histogram)]
        if by_row:
            added = [] if typical else [of.names for ask in by_row for of in ask.numbers()]
            found[source] = found.get(source, frozenset()).union(*added)

    for name, metric in plan.metrics.items():
        about, (rule, options) = About.metric(given, name), metric.value
        note(about.rows.source, rule.asks(about).values(), typical=rule.typical and rule.over(options) is None)
    for name, reading in plan.named:
        note(FILES, read_as(About.column(given, name), reading) if reading == "number" else ())
    return found


def in_order(metrics: Mapping[str, Metric], problems: Problems) -> dict[str, Metric]:
    """Return metrics, each behind those that its formula names; formulas that name each other are refused (D333)."""
    found: dict[str, Metric] = {}
    way: list[str] = []

    def visit(name: str) -> None:
        if name in way:
            circle = " → ".join([*way[way.index(name) :], name])
            problems.add("D333", metrics[name].value.rule.place, way=circle)
        elif name not in found:
            way.append(name)
            for other in _named(metrics[name]):
                if other != name and other in metrics:
                    visit(other)
            found[way.pop()] = metrics[name]

    for name in metrics:
        visit(name)
    return found


def _named(metric: Metric) -> Iterator[str]:
    """Yield the names whose values a metric's own is computed from; those of ``team`` are computed from rows."""
    rule = metric.value.rule
    for expression in () if rule.of_rows else expressions(rule):
        yield from (name for name, reading in readings(expression) if reading != "team")


def _with_named(names: tuple[str, ...], metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """Return metrics with those that their formulas name, and so on."""
    met = dict.fromkeys(name for name in names if name in metrics)
    for name in reversed(list(metrics)):
        if name in met:
            met |= dict.fromkeys(other for other in _named(metrics[name]) if other in metrics)
    return tuple(met)


def _columns(uses: Uses, metric: str) -> dict[str, str]:
    """Return the columns that a metric needs, each with some headers that it would be known by."""
    asked = uses.of_metric[metric]
    return {one: known_by(uses.column(one, asked.units[one])) for one in sorted(asked.needed)}


def _asks(plan: Plan, given: Given) -> Iterator[Ask[Any]]:
    """Yield what is asked of the rows that count, over the columns that are there."""
    for name, metric in plan.metrics.items():
        if name in given.absent:
            continue
        about, options = About.metric(given, name), metric.value.options
        yield from _made(metric.value.rule.asks(about).values(), about)
        yield from _made(evidence.asked(about, metric), about)
        yield from breaking.asked(about, metric)
        yield from _made(_compared(plan, about, metric), about)
        if options.from_ is not None and metric.value.rule.nothing is not None:
            yield Count(Among(options.from_))
        if name in plan.teams:
            whole = About.metric(given, name, together=True)
            yield from _made(metric.value.rule.asks(whole).values(), whole)
    also: list[tuple[str, Reading]] = [(name, "number") for name in plan.purpose.counts if given.sources[FILES].has(name)]
    also += [(name, "text") for name in plan.purpose.groups] + [(name, "date") for name in plan.purpose.days]
    for name, reading in (*plan.named, *also):
        about = About.column(given, name)
        if about.has(name):
            yield from _made(read_as(about, reading), about)
    for name in plan.figures:
        about = About.column(given, name)
        if about.source.has(name) and about.source.per(name) is None:
            yield rows_with(about.rows, name)
    for _, thing in of_people(plan.scheme):
        for expression in expressions(thing):
            yield from _vocabulary(FILES, expression)


def _made(asks: Iterable[Ask[Any]], about: About) -> Iterator[Ask[Any]]:
    """Yield aggregates as an engine is asked for them, with what may be doubtful about their rows."""
    for ask in asks:
        yield from ask.extremes() if isinstance(ask, OfPeople) else (ask,)
        for doubt in doubts(ask, about):
            yield doubt
            yield from _vocabulary(doubt.rows.source, doubt.of)


def _vocabulary(source: str, expression: Any) -> Iterator[Ask[Any]]:
    """Yield what the columns say that are compared with texts."""
    yield from (Vocabulary(Among(source), name) for name, _ in compared(expression))


def _compared(plan: Plan, about: About, metric: Metric) -> Iterator[Ask[Any]]:
    """Yield what an audit wants to know of a metric's rows: what is chance in them, and how the mix of work differs."""
    purpose, contacts = plan.purpose, metric.value.rule.contacts(about) if metric.value.rule.counted else None
    if purpose.chance:
        yield from evidence.grounds(about, metric)
    if purpose.groups and contacts is not None:
        yield from evidence.work_by(contacts, ()).values()
        for name in (*purpose.groups, *(() if purpose.beside else plan.scheme.rank.within)):
            if about.source.has(name):
                yield from evidence.work_by(contacts, (name,)).values()

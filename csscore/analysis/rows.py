"""The rows behind a metric, a group or a pay line: it lists what the value forms ask for and makes no number of its own."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore import pipeline
from csscore.analysis.contrasting import plain_text
from csscore.analysis.finding import find
from csscore.arguments import checked
from csscore.behind import Behind, Part, Row, Section
from csscore.exact.fixed import READ_DIGITS, fraction_text
from csscore.measure.aggregates import FILES
from csscore.measure.bare import read_as
from csscore.measure.requirements import items_of
from csscore.measure.tracing import traced
from csscore.measure.values.wording import taken
from csscore.problems import Problems
from csscore.read.requirements import DAY
from csscore.scheme.model import Group
from csscore.scheme.names import expressions
from csscore.score.weights import leaves
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from csscore.measure.aggregates import Ask
    from csscore.measure.making import Making
    from csscore.measure.tracing import Ingredient, Source
    from csscore.pipeline import Run
    from csscore.scheme.model import Scheme

_NEAR: Final = 3
_DIGITS: Final = 2 * READ_DIGITS
"""Enough for a product of two numbers; sums have as many as they need."""


@checked()
def rows(data: str | Sequence[str] | pd.DataFrame, scheme: Scheme | str, agent: str, metric: str, **options: Any) -> Behind:
    """List the rows that an agent's number is made of.

    Parameters
    ----------
    data, scheme, options
        As of `csscore.rank`.
    agent
        An id, a name, or an account that the roster knows.
    metric
        A metric, a group (its metrics), or a pay line (the metrics that it pays), by name or title.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme or the data, if there is no such agent (A110, A112) or metric (D431).
    """
    run = pipeline.compute(data, scheme, **options)
    return behind(run, find(run, agent), metric)


def behind(run: Run, agent: int, what: str) -> Behind:
    """List the rows behind a number of an agent of a computed run; ``agent`` is a position in `Measured.agents`."""
    title, names = _meant(run, what)
    sections = tuple(_sections(run, agent, names))
    measured = run.measured
    ids = str(measured.agents[agent]), str(measured.names[agent])
    return Behind(run.result.scheme, run.result.period, run.result.currency, *ids, title, sections, run.result.problems)


def _meant(run: Run, what: str) -> tuple[Words, list[str]]:
    """Return what is asked for, and the metrics and columns that it is made of."""
    scheme, called = run.scheme, what.strip()
    things: list[tuple[Words, set[str], list[str]]] = []
    for name, item in items_of(scheme.metrics).items():
        title = item.title or same(name)
        own = list(items_of(item.metrics)) if isinstance(item, Group) else [name]
        things.append((title, {name, *title}, own))
    for line in scheme.pay:
        title = next((one.title for one in run.result.lines if one.rule == line.rule.key), same(line.rule.key))
        title = line.options.title or title
        things.append((title, {line.rule.key, *title}, _paid(scheme, line)))
    for by_name in (True, False):
        for title, names, own in things:
            if called in names if by_name else called.casefold() in {name.casefold() for name in names}:
                return title, own
    problems = Problems()
    known = list(dict.fromkeys(name for _, names, _ in things for name in sorted(names)))
    near = get_close_matches(called, known, n=_NEAR, cutoff=0.5)
    problems.add("D431", None, name=called, near=listed(near or known, most=_NEAR), known=listed(known, most=20))
    problems.reject()
    raise AssertionError("nothing was found, and no error was left")


def _paid(scheme: Scheme, line: Any) -> list[str]:
    """Return the names that a pay line looks at; every metric of the score where it goes by score or place alone."""
    used = dict.fromkeys([*line.rule.figures(), *(name for part in line for of in expressions(part) for name in of.names)])
    found = [name for name in used if name not in scheme.params and name not in {"score", "rank"}]
    return found or [leaf.name for leaf in leaves(scheme) if leaf.scored]


def _sections(run: Run, agent: int, names: Sequence[str]) -> Iterator[Section]:
    """Yield the metrics, behind each what its formula names; each once."""
    elements = run.measured.scope.pool
    left, met = list(names), set[str]()
    while left:
        name = left.pop(0)
        if name in met:
            continue
        met.add(name)
        metric = elements.metric(name)
        if metric is None:
            if elements.given.sources[FILES].has(name):
                yield _column(run, agent, name)
            continue
        (rule, options), about = metric.value, elements.about(name)
        used = [*rule.names(), *(of for part in (rule, options) for e in expressions(part) for of in e.names)]
        others = [other for other in used if not rule.of_rows and other != name and elements.metric(other) is not None]
        left[:0] = others
        asks = [] if elements.is_absent(name) else list(rule.asks(about).values())
        value = plain_text(elements.value(name).values[agent])
        now = plain_text(run.measured.values[name][agent])
        said = _section(run, agent, (about, rule), asks, [one for one in used if one not in others], value)
        yield replace(said, unit=metric.unit, taken=taken(metric.value), used=None if now == value else now)


def _column(run: Run, agent: int, name: str) -> Section:
    elements = run.measured.scope.pool
    about = elements.about_column(name)
    return _section(run, agent, (about, None), read_as(about, "number"), [name], plain_text(elements.column(name)[agent]))


def _section(
    run: Run, agent: int, of: tuple[Making, Any], asks: Sequence[Ask[Any]], columns: Sequence[str], value: str | None
) -> Section:
    about, rule = of
    unique = run.scheme.unique.get(about.rows.source or "files", ())
    found = traced(about, rule, asks, [*unique, *columns], agent)
    dated = about.source.has(DAY)
    return Section(
        name=about.name,
        title=about.title,
        unit=about.unit,
        source=about.rows.source,
        taken=same(""),
        value=value,
        used=None,
        dated=dated,
        columns=found.columns,
        parts=tuple(_part(one) for one in found.parts),
        rows=tuple(_rows(found, dated=dated)),
    )


def _part(one: Ingredient) -> Part:
    numbers = [number for number in one.numbers.values() if number is not None]
    total = sum(numbers[:1] if one.once else numbers, Fraction(0)) if numbers else None
    return Part(one.title, len(one.numbers), None if total is None else fraction_text(total, _DIGITS))


def _rows(found: Source, *, dated: bool) -> Iterator[Row]:
    rows = found.rows
    texts = [rows.texts(name).tolist() for name in found.columns]
    days: list[Any] = rows.days(DAY).tolist() if dated else [None] * len(rows)
    for at, position in enumerate(rows.positions):
        adds = tuple(_adds(one, position) for one in found.parts)
        yield Row(
            place=rows.place(at, found.columns[-1] if found.columns else None),
            day=None if days[at] is None else str(days[at])[:10],
            texts=tuple(None if column[at] is None else str(column[at]) for column in texts),
            counts=any(position in one.numbers for one in found.parts),
            adds=adds,
        )


def _adds(one: Ingredient, position: int) -> str | None:
    if position not in one.numbers:
        return None
    number = one.numbers[position]
    return "1" if number is None else fraction_text(number, _DIGITS)

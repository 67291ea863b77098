"""What a month comes to if it goes on like this: sums and counts by the days, rates and means as they are; it draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.analysis.audit.asked import Asked
from csscore.analysis.audit.chance import Chance
from csscore.analysis.audit.sources import Grounds, grounds
from csscore.exact.fixed import canonical, exact
from csscore.measure.aggregates import FILES
from csscore.measure.bare import adds
from csscore.measure.evaluate import number
from csscore.measure.requirements import OF_THE_RUN
from csscore.scheme.dictionary import column_headers
from csscore.scheme.names import expressions, rules
from csscore.score.weights import leaves
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from csscore.exact.fixed import Floats
    from csscore.measure.agents import AgentScope
    from csscore.pipeline import Run
    from csscore.score.weights import Leaf


NOTHING: Final[Mapping[str, Floats]] = {}


class Growing(NamedTuple):
    """How the values of a run go on.

    Attributes
    ----------
    paces
        By metric: the power of the days by which it grows.
    formulas
        Metrics that are computed from others, in an order in which that can be done.
    columns
        Columns that expressions about agents name and whose rows add up.
    held
        Titles of metrics of which it is not known.
    figures
        Figures of a person that pay and points look at, which stay.
    grounds
        What is left to chance in each metric.
    """

    paces: Mapping[str, int]
    formulas: tuple[Leaf, ...]
    columns: tuple[str, ...]
    held: tuple[Words, ...]
    figures: tuple[Words, ...]
    grounds: Grounds


def growing(run: Run) -> Growing:
    """Return how each value of a run goes on."""
    people, scheme = run.measured.scope.pool, run.scheme
    known = grounds(Asked(run, draws=0))
    computed = {leaf.name: leaf for leaf in known.formulas}
    formulas = tuple(computed[name] for name in people.given.metrics if name in computed)
    paces: dict[str, int] = {}
    held: list[Words] = []
    for leaf in leaves(scheme):
        if leaf.name in computed or people.metric(leaf.name) is None or people.is_absent(leaf.name):
            continue
        if run.measured.values[leaf.name].dtype == object:
            continue
        pace = _pace(run, leaf)
        if pace is None:
            held.append(leaf.title)
        else:
            paces[leaf.name] = pace
    columns = tuple(_columns(run))
    figures = tuple(_called(run, name) for name in run.plan.figures if people.has(name) and name not in columns)
    return Growing(paces, formulas, columns, tuple(held), figures, known)


def counted(run: Run, how: Growing) -> list[Chance]:
    """Return what is left to chance in columns that pay, gates and points name and that count things, each by itself."""
    people = run.measured.scope.pool
    source = people.given.sources[FILES]
    found = []
    for name in how.columns:
        values = people.column(name)
        if source.unit(name) == "count" and bool(((values >= 0) & (values == np.rint(values)) | np.isnan(values)).all()):
            found.append(Chance(name, "count", values, None, None, same("")))
    return found


def _called(run: Run, name: str) -> Words:
    """Return what people call a column: its title, else in Chinese the header that it is known by."""
    entry = column_headers(run.scheme).get(name)
    if entry is None:
        return same(name)
    return entry.title or Words(entry.headers[0] if entry.headers else name, name)


def _pace(run: Run, leaf: Leaf) -> int | None:
    period, (rule, options) = run.scheme.period, leaf.metric.value
    if period is not None and options.from_ in period.whole_:
        return 0  # of the whole period already
    pace: int | None = rule.pace(run.measured.scope.pool.about(leaf.name))
    return pace


def _columns(run: Run) -> Iterator[str]:
    """Yield the columns that gates, points, pay and formulas name, if their rows add up: they go on like sums."""
    scheme, people = run.scheme, run.measured.scope.pool
    formulas = [leaf.metric.value.rule for leaf in leaves(scheme) if not leaf.metric.value.rule.of_rows]
    things = (scheme.gates, scheme.pay, scheme.score, formulas, [leaf.metric.points for leaf in leaves(scheme)])
    named = [name for thing in things for expression in expressions(thing) for name in expression.names]
    named += [name for thing in things for rule in rules(thing) for name in rule.names()]
    source = people.given.sources[FILES]
    for name in dict.fromkeys(named):
        known = people.metric(name) is not None or name in scheme.params or name in OF_THE_RUN
        if not known and source.has(name) and source.per(name) != "agent" and adds(source, name, source.unit(name)):
            yield name


def at_the_end(
    run: Run, how: Growing, times: Fraction, values: Mapping[str, Floats], drawn: Mapping[str, Floats] = NOTHING
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return metrics and columns as they are at the end.

    Parameters
    ----------
    run, how
        A run and how its values go on.
    times
        All days over those that have passed.
    values
        Values at the end that are known already: drawn ones.
    drawn
        The same of columns.
    """
    measured = run.measured
    found: dict[str, Any] = dict(values)
    for name, pace in how.paces.items():
        if name not in found and pace:
            found[name] = _scaled(measured.values[name], times**pace)
    columns: dict[str, Any] = {
        name: drawn[name] if name in drawn else _scaled(measured.scope.numbers(name), times) for name in how.columns
    }
    scope: AgentScope = measured.scope.plus(**found, **columns)
    for leaf in how.formulas:
        found[leaf.name] = number(leaf.metric.value.rule.computed(), scope)
        scope = scope.plus(**{leaf.name: found[leaf.name]})
    return found, columns


def _scaled(values: Floats, times: Fraction) -> Floats:
    """Return values times an exact number, rounded as values are."""
    present = ~np.isnan(values)
    found = np.full(len(values), np.nan)
    found[present] = [float(exact(value) * times) for value in values[present]]
    return canonical(found)

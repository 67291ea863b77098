"""Why somebody got this score and this pay, from the cells to the money; whatever is counted again is counted by its own room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore import pipeline
from csscore.analysis.adding import Adding
from csscore.analysis.contrasting import contrast, just_above, plain_text
from csscore.analysis.finding import find
from csscore.analysis.gaining import steps
from csscore.analysis.moving import change
from csscore.analysis.strengths import Comparing
from csscore.arguments import checked
from csscore.exact.fixed import MISSING, value_text
from csscore.explanation import (
    ColumnTotal,
    ExplainedCell,
    ExplainedGate,
    ExplainedGroup,
    ExplainedLine,
    ExplainedMetric,
    Explanation,
)
from csscore.measure.tracing import cells, totals
from csscore.measure.values.wording import taken
from csscore.scheme.titled import ColumnTitles, Titles
from csscore.score.points.wording import described
from csscore.score.reasoning import Reasoning
from csscore.score.weights import leaves, members
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from csscore.pipeline import Run
    from csscore.problems import Problem
    from csscore.result import Sentence
    from csscore.scheme.model import Scheme

MOST_CELLS = 10
_GAPS = {
    "zero": Words("没有数据，按 0 分计", "no value: counted as 0 points"),
    "mean": Words("没有数据，按同组平均得分计", "no value: counted as the mean points of the cohort"),
    "renormalise": Words("没有数据，它的权重由同组其他指标补足", "no value: the other weights of its group fill up"),
    "unranked": Words("没有数据，不参加排名", "no value: not ranked"),
    "error": Words("没有数据", "no value"),
}


@checked()
def explain(
    data: str | Sequence[str] | pd.DataFrame, scheme: Scheme | str, agent: str, *, against: str | None = None, **options: Any
) -> Explanation:
    """Explain one agent's score and pay.

    Parameters
    ----------
    data, scheme, options
        As of `csscore.rank`.
    agent
        An id, a name, or an account that the roster knows.
    against
        Another agent to contrast her with.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme or the data, or if there is no such agent.
    """
    run = pipeline.compute(data, scheme, **options)
    other = None if against is None else find(run, against)
    return explained(run, find(run, agent), against=other, comparing=Comparing(run))


def explained(
    run: Run,
    agent: int,
    *,
    against: int | None = None,
    what_if: bool = True,
    others: bool = True,
    comparing: Comparing | None = None,
) -> Explanation:
    """Explain an agent of a computed run.

    Parameters
    ----------
    agent, against
        Positions in `Measured.agents`.
    what_if
        Whether to look for the smallest changes that gain a place.
    others
        Whether to say who is just above her and who shares her place.
    comparing
        What says what stands out of her; None where that is not wanted.
    """
    result, measured, scored = run.result, run.measured, run.scored
    adding, titles = Adding(run), Titles(run.scheme)
    row = position_of(run, agent)
    rank, score = int(scored.ranks[agent]), int(scored.scores[agent])
    peers = measured.cohort_codes == measured.cohort_codes[agent]
    alike = peers & (scored.ranks == rank) & (rank != MISSING)
    alike[agent] = False
    above = just_above(run, agent) if others else None
    return Explanation(
        scheme=result.scheme,
        period=result.period,
        currency=result.currency,
        money_digits=result.money_digits,
        score_digits=result.score_digits,
        point_digits=result.point_digits,
        digits=adding.digits,
        method=run.scheme.score.method,
        agent=str(measured.agents[agent]),
        name=str(measured.names[agent]),
        cohort={name: str(labels[agent]) for name, labels in measured.cohort_labels.items()},
        people=int(peers.sum()),
        ranked=int((peers & (scored.ranks != MISSING)).sum()),
        rank=None if rank == MISSING else rank,
        tied_with=tuple(str(name) for name in measured.names[alike]) if others else (),
        score=None if score == MISSING else score,
        pay=int(result.pay[row]),
        reason=_said(result.reasons, row),
        flags=tuple(flag.name for flag in result.flags if flag.raised[row]),
        metrics=tuple(_metrics(run, adding, agent, titles)),
        groups=tuple(_groups(run, agent)),
        parts=adding.parts(agent),
        gates=tuple(_gates(run, agent, titles)),
        lines=tuple(_lines(run, row)),
        above=None if above is None else contrast(run, adding, agent, above),
        against=None if against is None else contrast(run, adding, agent, against),
        steps=steps(run, agent) if what_if else None,
        change=change(run, agent),
        problems=tuple(_noticed(run, agent)),
        strengths=None if comparing is None else comparing.of(agent),
        apart=() if comparing is None else tuple(comparing.apart(agent)),
        called=_called(run, agent),
    )


def position_of(run: Run, agent: int) -> int:
    """Return where an agent of `Measured` stands in the result."""
    return int(np.flatnonzero(run.result.agents == run.measured.agents[agent])[0])


def _called(run: Run, agent: int) -> dict[str, Words]:
    """Return the titles of what cells, totals and gates name."""
    pool = run.measured.scope.pool
    columns = (total[0] for leaf in leaves(run.scheme) for total in totals(pool, leaf.name, agent))
    names = dict.fromkeys([*columns, *(name for gate in run.scheme.gates for name in gate.when.names)])
    titles = ColumnTitles(run.scheme)
    return {name: titles.called(name) for name in names}


def _metrics(run: Run, adding: Adding, agent: int, titles: Titles) -> Iterator[ExplainedMetric]:
    reasoning, columns = Reasoning(run.scheme, run.measured, run.scored), ColumnTitles(run.scheme)
    pool = run.measured.scope.pool
    for leaf, column in zip(leaves(run.scheme), run.scored.metrics, strict=True):
        value = run.measured.values[leaf.name][agent]
        absent = value is None or (not isinstance(value, str) and bool(np.isnan(value)))
        found = cells(pool, leaf.name, agent)
        points = int(column.points[agent])
        used = reasoning.of_metric(leaf.name, agent)
        if absent and leaf.scored:
            used = _GAPS[leaf.metric.missing or run.scheme.missing]
        sizes = run.measured.sizes.get(leaf.name)
        yield ExplainedMetric(
            name=leaf.name,
            title=leaf.title,
            unit=leaf.metric.unit,
            better=leaf.metric.better,
            groups=leaf.groups,
            value=None if absent else value if isinstance(value, str) else float(value),
            taken=columns.words(taken(leaf.metric.value)),
            size=None if sizes is None or bool(np.isnan(sizes[agent])) else value_text(sizes[agent]),
            cells=tuple(ExplainedCell(*cell) for cell in found[:MOST_CELLS]),
            more=max(len(found) - MOST_CELLS, 0),
            totals=tuple(ColumnTotal(*total) for total in totals(pool, leaf.name, agent)),
            points=None if points == MISSING else points,
            rule=titles.words(column.rule),
            lines=column.lines,
            used=used,
            weight=leaf.weight,
            counted=adding.counted(leaf.name, agent),
            contribution=adding.contribution(leaf.name, agent),
            **_adjusted(run, leaf.name, agent),
        )


def _adjusted(run: Run, name: str, agent: int) -> dict[str, Any]:
    """Return the value that points were made of, and how it came about, where the metric has fairness options."""
    made = run.scored.pointed.fair.get(name)
    if made is None:
        return {}
    value = float(made.values[agent])
    return {"adjusted": None if np.isnan(value) else value, "fair": made.said(agent)}


def _groups(run: Run, agent: int) -> Iterator[ExplainedGroup]:
    """Yield the groups that enter the score by a total of their own."""
    scheme, pointed = run.scheme, run.scored.pointed
    reasoning = Reasoning(scheme, run.measured, run.scored)
    for member in members(scheme, scheme.metrics, scheme.score.method):
        of: Any = member.of
        if not hasattr(of, "metrics"):
            continue
        points = int(pointed.parts[pointed.members.index(member.name)].points[agent])
        rule = same("") if of.points is None else described(of.points, "points", "higher")
        used = reasoning.of_group(member.name, agent)
        yield ExplainedGroup(member.name, member.title, member.method, None if points == MISSING else points, rule, used)


def _gates(run: Run, agent: int, titles: Titles) -> Iterator[ExplainedGate]:
    for gate, column in zip(run.scheme.gates, run.scored.gates, strict=True):
        values = run.measured.values
        names = {name: plain_text(values[name][agent]) for name in gate.when.names if name in values}
        condition = titles.words(same(gate.when.text))
        because = gate.because or condition
        yield ExplainedGate(gate.name, gate.when.text, condition, names, column.effect, because, bool(column.fired[agent]))


def _lines(run: Run, row: int) -> Iterator[ExplainedLine]:
    for line in run.result.lines:
        if line.amounts[row] != MISSING:
            yield ExplainedLine(line.rule, line.title, int(line.amounts[row]), _said(line.because, row))


def _said(sentence: Sentence, row: int) -> Words:
    return Words(sentence.at(row, "zh"), sentence.at(row, "en"))


def _noticed(run: Run, agent: int) -> Iterator[Problem]:
    """Yield what was noticed of this agent alone."""
    ids = {str(run.measured.agents[agent]), str(run.measured.names[agent])}
    for problem in run.result.problems:
        if {str(problem.details.get(key)) for key in ("agent", "agents", "person")} & ids:
            yield problem

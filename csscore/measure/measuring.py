"""From rows to one value per agent and metric; it decides which rows count and never what a value is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from csscore.measure.agents import AgentScope
from csscore.measure.breaking import breakdowns
from csscore.measure.cohorts import codes_of, labels_of
from csscore.measure.elements import Elements
from csscore.measure.evidence import evidence
from csscore.measure.figures import check_figures, check_roster
from csscore.measure.hidden import tell_hidden
from csscore.measure.making import Given
from csscore.measure.matching import tell_unmatched_of_people
from csscore.measure.measured import Measured
from csscore.measure.period import check_in_force, check_no_period
from csscore.measure.requirements import metrics_of
from csscore.measure.scales import tell_scales
from csscore.read.spans import span_of
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from csscore.exact.fixed import Texts
    from csscore.measure.aggregates import Codes
    from csscore.measure.evidence import Evidence
    from csscore.measure.frame.opening import Opened as OpenedFrames
    from csscore.measure.plan import Plan
    from csscore.measure.sql.opening import Opened as OpenedTables
    from csscore.problems import Problems
    from csscore.read.load import Inputs
    from csscore.read.roster import People
    from csscore.read.spans import Span
    from csscore.scheme.model import Metric

    Opened = OpenedFrames | OpenedTables


def measure(plan: Plan, inputs: Inputs, problems: Problems, *, period: str | None = None) -> Measured:
    """Compute every metric of every agent who has a row that counts.

    Parameters
    ----------
    plan
        What the scheme asks.
    inputs
        What was read.
    problems
        Takes D320-D372; the answer is of use only where none of it is an error.
    period
        The days whose rows count: ``2026-03``, ``2026-Q1``, ``2026-03-01..2026-03-15`` …
    """
    scheme, span = plan.scheme, span_of(period, problems) if period is not None else None
    if span is not None:
        check_in_force(scheme, span, problems)
    else:
        check_no_period(scheme, problems)
    opened = _opened(plan, inputs, span, problems)
    metrics = dict(metrics_of(scheme.metrics))
    given = Given(plan.metrics, scheme.params, opened.engine.sources, inputs.people)
    for name, columns in (absent := plan.absent(given)).items():
        _report_absent(name, metrics[name], columns, problems)
    given = replace(given, absent=frozenset(absent))
    agents = _agents(given, inputs.people, opened, span, problems)
    agents.answers(plan.on(given).aggregates)
    labels = labels_of(scheme.rank, agents, problems)
    agents.cohorts = codes_of(labels, len(agents))
    check_figures(plan.figures, agents)
    check_roster([name for name, reading in plan.named if reading == "number"], plan.figures, agents)
    found = {name: agents.value(name) for name in metrics}
    tell_unmatched_of_people(scheme, agents, problems)
    tables = (inputs.main, *inputs.extra.values())
    tell_hidden(scheme, tables, problems)
    tell_scales(scheme, {name: value.values for name, value in found.items()}, tables, problems)
    opened.doubt(plan.measured, plan.repeating)
    for name, reading in plan.named if not problems.errors else ():
        if reading == "number" and given.listed(name):
            agents.by_roster(name)  # in what currency it is has to be known before anything is paid
    return Measured(
        agents=agents.labels,
        names=_those(agents.persons, inputs.people.names),
        cohort_codes=agents.cohorts,
        cohort_labels=labels,
        values={name: value.values for name, value in found.items()},
        sizes={name: value.sizes for name, value in found.items() if value.sizes is not None},
        scope=AgentScope(agents, cohorts=agents.cohorts),
        absent=given.absent,
        evidence=_evidence(agents),
        breakdowns=breakdowns(agents),
    )


def _opened(plan: Plan, inputs: Inputs, span: Span | None, problems: Problems) -> Opened:
    """Return the rows that count, with the engine that answers for them."""
    if inputs.tables is None:  # an engine is loaded when it is needed: pandas takes longer than a small query
        from csscore.measure.frame.opening import open_frames

        return open_frames(plan, inputs, span, problems)
    from csscore.measure.sql.opening import open_tables

    return open_tables(plan, inputs, inputs.tables, span, problems)


def _report_absent(name: str, metric: Metric, columns: tuple[str, ...], problems: Problems) -> None:
    """Say that an optional metric is missing for everybody (D390)."""
    source = metric.value.options.from_
    named = listed(columns)
    what = Words(f"文件里没有 {named.zh}", f"the files have no {named.en}")
    if not columns:
        what = Words(f"没有给出输入“{source}”", f"the input '{source}' is not given")
    problems.add("D390", metric.place, group=name, metric=metric.title or same(name), what=what)


def _evidence(agents: Elements) -> dict[str, Evidence]:
    """Return what fairness options need of the rows."""
    found = {name: evidence(name, agents) for name in agents.given.metrics if not agents.is_absent(name)}
    return {name: one for name, one in found.items() if one is not None}


def _those(persons: Codes, texts: Texts) -> Texts:
    """Return the texts of some people, who are in ascending order; the very array where they are all."""
    return texts if len(persons) == len(texts) else texts[persons]


def _agents(given: Given, people: People, opened: Opened, span: Span | None, problems: Problems) -> Elements:
    """Return each agent's own rows; nobody's cohort is known yet."""
    persons = np.flatnonzero(opened.seen)
    of = np.full(len(opened.seen), -1, dtype=np.intp)
    of[persons] = np.arange(len(persons), dtype=np.intp)
    labels, codes = _those(persons, people.ids), np.zeros(len(persons), dtype=np.intp)
    return Elements(given, opened.engine, span, of=of, labels=labels, cohorts=codes, problems=problems)

"""From rows to one value per agent and metric; it decides which rows count and never what a value is worth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from csscore.measure.asking import absent_metrics, asked_of_a_person, metrics_of, wanted
from csscore.measure.blanks import tell_blanks
from csscore.measure.cohorts import codes_of, labels_of
from csscore.measure.doubts import doubt_repeats, doubt_totals
from csscore.measure.evaluate import truth
from csscore.measure.evidence import evidence
from csscore.measure.figures import check_figures
from csscore.measure.incidents import check_incidents
from csscore.measure.matching import tell_unmatched, tell_unmatched_of_people
from csscore.measure.measured import Measured
from csscore.measure.once import taken_once
from csscore.measure.period import check_in_force, check_no_period, of_period
from csscore.measure.pool import FILES, Pool, Sources
from csscore.measure.scope import AgentScope, RowScope
from csscore.problems import Problems
from csscore.read.spans import span_of
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask, Texts
    from csscore.measure.evidence import Evidence
    from csscore.read.load import Inputs
    from csscore.scheme.model import Metric, Scheme

__all__ = ["measure", "wanted"]


def measure(scheme: Scheme, inputs: Inputs, problems: Problems, *, period: str | None = None) -> Measured:
    """Compute every metric of every agent who has a row that counts.

    Parameters
    ----------
    scheme
        The scheme.
    inputs
        What was read.
    problems
        Takes D320-D372; the answer is of use only where none of it is an error.
    period
        The days whose rows count: ``2026-03``, ``2026-Q1``, ``2026-03-01..2026-03-15`` …
    """
    span = span_of(period, problems) if period is not None else None
    if span is not None:
        check_in_force(scheme, span, problems)
    else:
        check_no_period(scheme, problems)
    tables = {FILES: inputs.main, **inputs.extra}
    rows = {
        name: of_period(
            RowScope(table, people=inputs.people, params=scheme.params, problems=problems, span=span),
            scheme,
            span,
            problems,
            source=name,
        )
        for name, table in tables.items()
    }
    for table in inputs.extra.values():
        check_incidents(table, problems)
    unique = {FILES if name == "files" and name not in tables else name: key for name, key in scheme.unique.items()}
    for name in rows.keys() & unique.keys():
        rows[name] = taken_once(rows[name], unique[name], problems)
    rows[FILES] = _of_interest(rows[FILES], scheme, len(inputs.people), problems)
    metrics = dict(metrics_of(scheme.metrics))
    absent = absent_metrics(scheme, tables, inputs.people)
    for name, columns in absent.items():
        _report_absent(name, metrics[name], columns, problems)
    sources = Sources(metrics, rows, scheme.params, inputs.people, frozenset(absent))
    seen = _seen(rows[FILES], len(inputs.people))
    seen[list(inputs.people.rowless)] = True
    persons = np.flatnonzero(seen)
    codes, labels = _cohorts(scheme, _pool(sources, persons, np.zeros(len(persons), dtype=np.intp), problems), problems)
    pool = _pool(sources, persons, codes, problems)
    check_figures(asked_of_a_person(scheme), pool.column_rows)
    found = {name: pool.value(name) for name in sources.metrics}
    tell_unmatched_of_people(scheme, pool, problems)
    doubt_totals(rows[FILES], problems)
    for name in rows.keys() - unique.keys():
        doubt_repeats(rows[name], problems)
    return Measured(
        agents=pool.labels,
        names=_those(persons, inputs.people.names),
        cohort_codes=codes,
        cohort_labels=labels,
        values={name: value.values for name, value in found.items()},
        sizes={name: value.sizes for name, value in found.items() if value.sizes is not None},
        scope=AgentScope(pool, cohorts=codes),
        absent=sources.absent,
        evidence=_evidence(sources, pool, persons, problems),
    )


def _report_absent(name: str, metric: Metric, columns: tuple[str, ...], problems: Problems) -> None:
    """Say that an optional metric is missing for everybody (D390)."""
    source = metric.value.options.from_
    named = listed(columns)
    what = Words(f"文件里没有 {named.zh}", f"the files have no {named.en}")
    if not columns:
        what = Words(f"没有给出输入“{source}”", f"the input '{source}' is not given")
    problems.add("D390", metric.place, group=name, metric=metric.title or same(name), what=what)


def _evidence(sources: Sources, pool: Pool, persons: NDArray[np.intp], problems: Problems) -> dict[str, Evidence]:
    """Return what fairness options need of the rows; what the rows lack was said when the values were made."""
    quiet = _pool(sources, persons, pool.cohorts, Problems())
    there = {name: metric for name, metric in sources.metrics.items() if name not in sources.absent}
    found = {name: evidence(name, metric, quiet, problems) for name, metric in there.items()}
    return {name: one for name, one in found.items() if one is not None}


def _of_interest(rows: RowScope, scheme: Scheme, people: int, problems: Problems) -> RowScope:
    """Return the rows for which the scheme's ``where`` holds; say whom that leaves out altogether."""
    if scheme.where is None or not len(rows):
        return rows
    found = truth(scheme.where, rows)
    kept = rows.select(found.holds)
    place = scheme.places.get("where")
    title = Words("哪些行才算", "which rows count")
    report = partial(problems.add, group="where", metric=title)
    tell_unmatched(scheme.where, rows, report)
    tell_blanks("D399", scheme.where, ~found.known, rows, report, beside=rows.table.names())
    if not len(kept):
        problems.add("D351", place, condition=scheme.where.text, count=len(rows))
        return kept
    out = _seen(rows, people) & ~_seen(kept, people)
    if bool(out.any()):
        agents = listed(sorted({str(agent) for agent in rows.table.agents[out[rows.table.who]]}))
        problems.add("D350", place, condition=scheme.where.text, agents=agents, count=len(rows) - len(kept))
    return kept


def _seen(rows: RowScope, people: int) -> Mask:
    """Tell which people have a row."""
    seen = np.zeros(people, dtype=np.bool_)
    seen[rows.table.who] = True
    return seen


def _those(persons: NDArray[np.intp], texts: Texts) -> Texts:
    """Return the texts of some people, who are in ascending order; the very array where they are all."""
    return texts if len(persons) == len(texts) else texts[persons]


def _pool(sources: Sources, persons: NDArray[np.intp], cohorts: NDArray[np.intp], problems: Problems) -> Pool:
    """Return each agent's own rows."""
    element = np.full(len(sources.people), -1, dtype=np.intp)
    element[persons] = np.arange(len(persons), dtype=np.intp)
    labels = _those(persons, sources.people.ids)
    return Pool(sources, element=element, labels=labels, cohorts=cohorts, persons=persons, problems=problems)


def _cohorts(scheme: Scheme, pool: Pool, problems: Problems) -> tuple[NDArray[np.intp], dict[str, NDArray[np.object_]]]:
    labels = labels_of(scheme.rank, pool, problems)
    return codes_of(labels, len(pool)), labels

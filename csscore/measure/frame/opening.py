"""From files to the rows that count, ready for the engine; what is left out, or doubtful about the rest, is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from csscore.measure.aggregates import FILES, Among, Unknown
from csscore.measure.blanks import tell_unknown
from csscore.measure.checks import check_repeats, check_totals
from csscore.measure.frame.blank import unknowns
from csscore.measure.frame.engine import FrameEngine
from csscore.measure.frame.rows import RowScope
from csscore.measure.frame.some import Some
from csscore.measure.incidents import check_incidents
from csscore.measure.matching import tell_unmatched
from csscore.measure.once import taken_once
from csscore.measure.period import of_period
from csscore.measure.seeming import tell_seeming
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from csscore.exact.fixed import Mask
    from csscore.measure.plan import Plan
    from csscore.problems import Problems
    from csscore.read.load import Inputs
    from csscore.read.spans import Span
    from csscore.read.table import Table
    from csscore.scheme.model import Scheme


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """Rows that count, with the engine that answers for them."""

    engine: FrameEngine
    seen: Mask
    """Which people are there: those who have a row, and those who are supposed without one. Shape (people,)."""
    rows: Mapping[str, RowScope]
    once: frozenset[str]
    """Inputs whose rows are taken once."""
    problems: Problems

    def doubt(self, measured: Collection[str], repeating: Mapping[str, Collection[str]]) -> None:
        """Say what is doubtful about the rows, by the amounts that are measured, and by what counts twice if given twice."""
        check_totals(self.rows[FILES].table, measured, self.problems)
        for name in self.rows.keys() - self.once:
            check_repeats(self.rows[name].table, measured, repeating.get(name), self.problems)


def open_frames(plan: Plan, inputs: Inputs, span: Span | None, problems: Problems) -> Opened:
    """Return the rows of the period, each once, for which the scheme's ``where`` holds.

    Parameters
    ----------
    plan, inputs
        What the scheme asks, and what was read.
    span
        The period that was asked for.
    problems
        Takes what is left out, and what is doubtful.
    """
    rows, once = counting(plan, {FILES: inputs.main, **inputs.extra}, inputs, span, problems)
    rows[FILES] = _of_interest(rows[FILES], plan.scheme, len(inputs.people), problems)
    seen = _seen(rows[FILES], len(inputs.people))
    seen[list(inputs.people.rowless)] = True
    return Opened(FrameEngine(rows), seen, rows, once, problems)


def counting(
    plan: Plan, tables: Mapping[str, Table], inputs: Inputs, span: Span | None, problems: Problems
) -> tuple[dict[str, RowScope], frozenset[str]]:
    """Return the rows of the period of some tables, each once, and which tables' rows are taken once."""
    rows = {}
    for name, table in tables.items():
        scope = RowScope(table, people=inputs.people, params=plan.scheme.params, problems=problems, span=span)
        rows[name] = of_period(scope, plan.scheme, span, problems, source=name)
        if plan.scheme.period is None or name not in plan.scheme.period.whole_:
            tell_seeming(table, span, problems)
    for name in plan.incidents:
        if name in tables:
            check_incidents(tables[name], problems)
    for name in rows.keys() & plan.unique.keys():
        rows[name] = taken_once(rows[name], plan.unique[name], problems)
    return rows, frozenset(plan.unique)


def _of_interest(rows: RowScope, scheme: Scheme, people: int, problems: Problems) -> RowScope:
    """Return the rows for which the scheme's ``where`` holds; say whom that leaves out altogether."""
    if scheme.where is None or not len(rows):
        return rows
    some = Some(rows, np.arange(len(rows), dtype=np.intp), np.zeros(len(rows), dtype=np.intp))
    kept = rows.select(some.truth(scheme.where).holds)
    report = partial(problems.add, group="where", metric=Words("哪些行才算", "which rows count"))
    tell_unmatched(scheme.where, rows.different, report)
    doubt = Unknown(Among(), scheme.where, tuple(rows.table.names()))
    tell_unknown(doubt, unknowns(some, doubt.of, doubt.beside), FrameEngine({FILES: rows}), problems, report)
    place = scheme.places.get("where")
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

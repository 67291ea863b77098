"""From tables to the rows that count, ready for the engine; what is left out, or doubtful about the rest, is said as of files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from csscore.measure.aggregates import FILES, Among, Unknown
from csscore.measure.blanks import tell_unknown
from csscore.measure.checks import check_repeats, like_totals
from csscore.measure.matching import compared, tell_unmatched
from csscore.measure.period import of_period
from csscore.measure.seeming import tell_seeming
from csscore.measure.sql.days import Days
from csscore.measure.sql.engine import SqlEngine
from csscore.measure.sql.listing import Listing
from csscore.measure.sql.once import taken_once
from csscore.measure.sql.relation import PART, Relation
from csscore.problems import Place
from csscore.read.requirements import DAY
from csscore.read.table import LARGE
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from csscore.exact.fixed import Mask
    from csscore.measure.aggregates import Ask, Codes
    from csscore.measure.engine import Engine, Source
    from csscore.measure.frame.engine import FrameEngine
    from csscore.measure.frame.rows import RowScope
    from csscore.measure.plan import Plan
    from csscore.problems import Problems
    from csscore.read.load import Inputs
    from csscore.read.spans import Span
    from csscore.read.table import Table
    from csscore.read.tables.opening import Tables
    from csscore.scheme.model import Scheme


class Both:
    """The engine for FILES that lie elsewhere with further inputs beside them in memory (`csscore.measure.engine.Engine`)."""

    def __init__(self, files: SqlEngine, further: FrameEngine) -> None:
        self._files = files
        self._further = further

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the inputs by name."""
        return {**self._files.sources, **self._further.sources}

    def answer(self, asks: Iterable[Ask[Any]], elements: Codes, size: int) -> Mapping[Ask[Any], Any]:
        """Answer aggregates, each where its rows are."""
        asked = list(asks)
        files = [ask for ask in asked if self._of(ask.counted().source) is self._files]
        further = [ask for ask in asked if self._of(ask.counted().source) is self._further]
        answers = dict(self._files.answer(files, elements, size)) if files else {}
        return answers | dict(self._further.answer(further, elements, size))

    def listing(self, rows: Among, elements: Codes, element: int, *, start: int = 0, most: int | None = None) -> Any:
        """Return an element's rows among these."""
        return self._of(rows.source).listing(rows, elements, element, start=start, most=most)

    def at(self, source: str, positions: Sequence[int]) -> Any:
        """Return rows by position."""
        return self._of(source).at(source, positions)

    def _of(self, source: str) -> SqlEngine | FrameEngine:
        return self._files if source == FILES else self._further


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """Rows that count, with the engine that answers for them."""

    engine: Engine
    seen: Mask
    """Which people are there. Shape (people,)."""
    files: SqlEngine
    further: Mapping[str, RowScope]
    once: frozenset[str]
    """Inputs whose rows are taken once."""
    problems: Problems

    def doubt(self, measured: Collection[str], repeating: Mapping[str, Collection[str]]) -> None:
        """Say what is doubtful about the rows, by the amounts that are measured, and by what counts twice if given twice."""
        self._doubt_totals()
        for name in self.further.keys() - self.once:
            check_repeats(self.further[name].table, measured, repeating.get(name), self.problems)
        relation = self.files.relation
        if FILES in self.once:
            return
        if all(part.is_here for part in relation.parts):
            check_repeats(_in_memory(self.files), measured, repeating.get(FILES), self.problems)
        elif int(self.files.counts.max()) > 1:
            self.problems.add("D312", Place(relation.parts[0].origin.file), count=relation.count, most=LARGE)

    def _doubt_totals(self) -> None:
        files, sums = self.files, self.files.sums()
        for person in like_totals(sums.values(), int(np.count_nonzero(files.counts))):
            ((first,),) = files.relation.session.rows(
                f"SELECT min(t.pos) {files.query(files.everybody).source(f't.who = {person}')}"
            )
            row = Listing(files, [first])
            self.problems.add("D254", row.place(0), agent=row.agent(0), columns=listed(list(sums)))


def _in_memory(engine: SqlEngine) -> Table:
    """Return the rows that count as a table in memory."""
    relation, starts = engine.relation, [0, *engine.relation.table.ends.tolist()]
    found = relation.session.rows(f"SELECT t.pos {engine.query(engine.everybody).source()}")
    number = [
        {row: start + at for at, row in enumerate(part.rows_here or ())}
        for start, part in zip(starts, relation.parts, strict=False)
    ]
    rows = sorted(number[position // PART][position % PART] for (position,) in found)
    return relation.table.whole().select(np.array(rows, dtype=np.intp))


def open_tables(plan: Plan, inputs: Inputs, tables: Tables, span: Span | None, problems: Problems) -> Opened:
    """Return the rows of the period, each once, for which the scheme's ``where`` holds.

    Parameters
    ----------
    plan, inputs
        What the scheme asks, and what was read of the FILES' agents.
    tables
        Where the rows lie.
    span
        The period that was asked for.
    problems
        Takes what is left out, and what is doubtful.
    """
    if inputs.main.supposed:
        problems.add("D461", Place(inputs.readings[0].file))
        problems.reject()
    scheme = plan.scheme
    relation = Relation(tables.session, inputs.main, people=inputs.people, params=dict(scheme.params), problems=problems)
    engine = SqlEngine(relation, span, plan.measured)
    _of_period(engine, scheme, span, problems)
    tell_seeming(inputs.main, span, problems)
    both, further = _with_further(engine, plan, inputs, span, problems)
    if FILES in plan.unique:
        taken_once(engine, plan.unique[FILES], problems)
    seen = engine.counts > 0
    if scheme.where is not None and bool(seen.any()):
        seen = _of_interest(engine, scheme, seen, problems)
    seen[list(inputs.people.rowless)] = True
    return Opened(both, seen, engine, further, frozenset(plan.unique), problems)


def _with_further(
    engine: SqlEngine, plan: Plan, inputs: Inputs, span: Span | None, problems: Problems
) -> tuple[Engine, Mapping[str, RowScope]]:
    """Return the engine for the FILES and all further inputs, with the rows of these."""
    if not inputs.extra:
        return engine, {}
    from csscore.measure.frame.engine import FrameEngine
    from csscore.measure.frame.opening import counting

    further, _ = counting(plan, inputs.extra, inputs, span, problems)
    return Both(engine, FrameEngine(further)), further


def _of_period(engine: SqlEngine, scheme: Scheme, span: Span | None, problems: Problems) -> None:
    before = len(problems.errors)
    whole = Days(engine)
    if len(problems.errors) > before:  # days in an order that nobody can tell: of none it is known which rows count
        return
    counted = of_period(cast("RowScope", whole), scheme, span, problems)  # all that is asked of rows there, days answer
    condition = cast("Days", counted).counting(whole)
    if condition:
        relation = engine.relation
        engine.only(condition, [relation.column(DAY, "day")] if relation.table.has(DAY) else [])


def _of_interest(engine: SqlEngine, scheme: Scheme, seen: Mask, problems: Problems) -> Mask:
    """Count only rows for which the scheme's ``where`` holds; say whom that leaves out altogether."""
    where = scheme.where
    assert where is not None  # noqa: S101 - as the caller has seen
    before = int(engine.counts.sum())
    report = partial(problems.add, group="where", metric=Words("哪些行才算", "which rows count"))
    texts = engine.texts(name for name, _ in compared(where))
    tell_unmatched(where, texts.__getitem__, report)
    doubt = Unknown(Among(), where, tuple(engine.relation.table.names()))
    everybody = np.zeros(len(engine.relation.people), dtype=np.intp)
    tell_unknown(doubt, engine.answer([doubt], everybody, 1)[doubt], engine, problems, report)
    query = engine.query(engine.everybody)
    condition = query.among(Among(where=(where,)))
    query.tell()
    engine.only(condition, query.used, query.joins)
    place, kept = scheme.places.get("where"), int(engine.counts.sum())
    if not kept:
        problems.add("D351", place, condition=where.text, count=before)
        return np.zeros_like(seen)
    still = engine.counts > 0
    out = seen & ~still
    if bool(out.any()):
        agents = listed(sorted(map(str, np.asarray(engine.relation.people.ids)[out])))
        problems.add("D350", place, condition=where.text, agents=agents, count=before - kept)
    return still

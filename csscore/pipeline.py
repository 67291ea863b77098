"""The only place that knows the order: files and scheme in, Result out; it computes nothing itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from csscore.doing import MEASURING, SCORING, doing
from csscore.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from csscore.measure.measured import Measured
    from csscore.measure.plan import Plan, Purpose
    from csscore.measure.supposing import Supposed
    from csscore.pay.adjustments import Adjustment
    from csscore.problems import Problem
    from csscore.read.again import Reads
    from csscore.read.history import History
    from csscore.read.inspection import Reading
    from csscore.read.load import Inputs
    from csscore.read.requirements import Requirements
    from csscore.read.tables.opening import Tables
    from csscore.result import GroupColumn, LineColumn, MetricColumn, Result, TieBreak
    from csscore.scheme.forms import Registry
    from csscore.scheme.model import Scheme
    from csscore.scheme.titled import Titles
    from csscore.score.scoring import Scored


class Run(NamedTuple):
    """One computed period with the way it came about, for explanations and what-ifs."""

    result: Result
    scheme: Scheme
    """As applied: adjustments may have added metrics and gates."""
    measured: Measured
    scored: Scored
    inputs: Inputs
    history: History
    declared: Scheme
    """As it was written, before any adjustment."""
    plan: Plan
    """What was asked of the inputs."""
    adjustments: tuple[Adjustment, ...]


@cache
def rules() -> dict[str, Registry]:
    """Return every rule of the language by family; importing them loads no numpy."""
    from csscore.measure.values import REGISTRY as VALUES
    from csscore.pay.rules import REGISTRY as PAY
    from csscore.score.points import REGISTRY as POINTS

    return {"value": VALUES, "points": POINTS, "pay": PAY}


def load_scheme(name: str, *, sets: Sequence[str] = ()) -> Scheme:
    """Load a scheme by path, from ``./schemes/`` or built in.

    Parameters
    ----------
    name
        A path or a name.
    sets
        Overrides ``PATH=VALUE``, as on the command line.

    Raises
    ------
    Rejected
        With every mistake of the scheme.
    """
    problems = Problems()
    scheme = _load(name, sets, problems)
    problems.reject()
    return scheme


def rank(
    data: str | Sequence[str] | pd.DataFrame,
    scheme: Scheme | str,
    *,
    sheet: str | Sequence[str] | None = None,
    inputs: Mapping[str, str] | None = None,
    roster: str | None = None,
    adjust: str | Sequence[str] | None = None,
    history: Sequence[str] = (),
    period: str | None = None,
    sets: Sequence[str] = (),
    encoding: str | None = None,
    engine: str = "auto",
) -> Result:
    """Score, rank and pay.

    Parameters
    ----------
    data
        A file, several files, or a DataFrame with the headers of an export.
    scheme
        A scheme, or its name or path.
    sheet
        The sheets to read, by name, number or pattern (``*``: all that have the columns). A sheet may also stand behind a
        file: ``FILE#SHEET``, here and wherever a file is named.
    inputs
        Further inputs by the name that the scheme gives them (``from: NAME``).
    roster
        A file that says which accounts are one person.
    adjust
        A file of adjustments, or several: money, points, values, exclusions, each with reason and approver.
    history
        Results of earlier periods, as JSON that csscore wrote: for growth over the previous one, and for flags that look
        at several in a row.
    period
        The month (``2026-03``) whose rows count, where a column dates them.
    sets
        Overrides ``PATH=VALUE``; only where ``scheme`` is a name or a path.
    encoding
        The encoding of text files, where it can't be told.
    engine
        What computes: ``pandas`` in memory, ``duckdb`` where the rows lie, or ``auto``, which chooses by what ``data`` is.
        The choice never shows in a result.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme or the data.
    """
    return compute(
        data,
        scheme,
        sheet=sheet,
        inputs=inputs,
        roster=roster,
        adjust=adjust,
        history=history,
        period=period,
        sets=sets,
        encoding=encoding,
        engine=engine,
    ).result


def compute(
    data: str | Sequence[str] | pd.DataFrame,
    scheme: Scheme | str,
    *,
    sheet: str | Sequence[str] | None = None,
    inputs: Mapping[str, str] | None = None,
    roster: str | None = None,
    adjust: str | Sequence[str] | None = None,
    history: Sequence[str] | History = (),
    period: str | None = None,
    sets: Sequence[str] = (),
    encoding: str | None = None,
    engine: str = "auto",
    purpose: Purpose | None = None,
    suppose: Supposed | None = None,
    reads: Reads | None = None,
) -> Run:
    """Return what `rank` returns, with what every room made on the way; parameters as there.

    ``history`` may be results that have been read already. ``purpose`` says what is asked beside
    what the scheme asks: groups to compare, for instance. ``suppose`` says who leaves, who joins, and whose values are
    others than measured. ``reads`` keeps what runs of the same files have read.
    """
    from contextlib import ExitStack
    from dataclasses import replace

    from csscore.measure.currency import in_its_currency
    from csscore.measure.measuring import measure
    from csscore.measure.plan import RANKING, compiled
    from csscore.pay import holding
    from csscore.pay.money import coin_of
    from csscore.pay.paying import pay
    from csscore.pay.surprises import report_surprises
    from csscore.proof import prove
    from csscore.read.again import Reads
    from csscore.read.record import input_files
    from csscore.read.spans import span_of
    from csscore.scheme.versions import in_force
    from csscore.score.scoring import score

    problems = Problems()
    if isinstance(scheme, str):
        scheme = _load(scheme, sets, problems)
        problems.reject()
    scheme = in_force(scheme, None if period is None else span_of(period, problems), problems)
    problems.reject()
    given = inputs or {}
    plan = compiled(scheme, problems, inputs=given, roster=roster is not None, purpose=purpose or RANKING)
    files: Any = [data] if isinstance(data, str) or hasattr(data, "columns") else list(data)
    tables = _tables(files, engine, plan.files, problems, encoding=encoding)
    with ExitStack() as ending:
        if tables is not None and reads is None:
            ending.callback(tables.close)
        found = (reads or Reads()).load(
            files,
            plan.files,
            problems,
            sheet=sheet,
            roster=roster,
            extra={name: (given[name], asked) for name, asked in plan.inputs.items() if name in given},
            encoding=encoding,
            tables=tables,
        )
        problems.withdraw(lambda problem: problem.code == "S316" and found.has(str(problem.details["name"])))
        problems.reject()
        found = found if suppose is None else suppose.people(found)
        doing(MEASURING, rows=sum(reading.rows for reading in found.readings))
        measured = measure(plan, found, problems, period=period)
        read_from = [found.main, *found.extra.values(), *([found.people.roster] if found.people.roster is not None else [])]
        scheme = in_its_currency(scheme, read_from, problems)
        problems.reject()
        decided: tuple[Adjustment, ...] = ()
        readings = list(found.readings)
        declared = scheme
        if adjust:
            from csscore.pay.adjusting import adjusted, adjustment_lines
            from csscore.pay.adjustments import read_adjustments

            gone = () if suppose is None else suppose.without
            known = (*measured.agents.tolist(), *gone)
            paths = (adjust,) if isinstance(adjust, str) else adjust
            decided, more = read_adjustments(paths, scheme, problems, people=found.people, agents=known, encoding=encoding)
            readings += more
            problems.reject()
            decided = tuple(row for row in decided if row.agent not in gone)
            scheme, measured = adjusted(scheme, measured, decided, problems)
        measured = measured if suppose is None else suppose.values(scheme, measured)
        accounts = found.people.accounts(measured.agents)
        earlier = _earlier(history, scheme, measured, problems, period=period, accounts=accounts)
        doing(SCORING, agents=len(measured.agents))
        scored = score(scheme, measured, problems)
        lines = pay(scheme, measured, scored, problems, history=earlier)
        if decided:
            lines = (*lines, *adjustment_lines(decided, measured.agents, coin_of(scheme), problems))
        holding.tell(lines, coin_of(scheme), problems)
        report_surprises(lines, measured, found, scheme, problems)
        problems.reject()
        result = _publish(scheme, measured, scored, lines, history=earlier, problems=problems, period=period, accounts=accounts)
        prove(result)
        before = history if isinstance(history, (list, tuple)) else [one.file for one in earlier.results]
        read_files = input_files(readings, history=before, scheme=declared.files)
        result = replace(result, inputs=read_files, sets=tuple(sets))
        ending.pop_all()  # whoever has the run may ask for its rows
        return Run(result, scheme, measured, scored, found, earlier, declared, plan, decided)


def check(
    scheme: str,
    files: Sequence[str] = (),
    *,
    sheet: str | Sequence[str] | None = None,
    inputs: Mapping[str, str] | None = None,
    roster: str | None = None,
    history: Sequence[str] = (),
    period: str | None = None,
    sets: Sequence[str] = (),
    encoding: str | None = None,
    engine: str = "auto",
) -> tuple[Problem, ...]:
    """Return everything that is wrong or doubtful with a scheme, and, with files, with its use on them."""
    from csscore.problems import Rejected
    from csscore.scheme.accepting import accepted

    problems = Problems()
    loaded = _load(scheme, sets, problems)
    if problems.errors or not files:
        return tuple(problem for problem in accepted(problems, loaded.accept) if problem.code != "S342")  # that takes the data
    try:
        return rank(
            files,
            scheme,
            sheet=sheet,
            inputs=inputs,
            roster=roster,
            history=history,
            period=period,
            sets=sets,
            encoding=encoding,
            engine=engine,
        ).problems
    except Rejected as rejected:
        return rejected.problems


def inspect(
    path: str, *, scheme: str | None = None, sheet: str | Sequence[str] | None = None, encoding: str | None = None
) -> tuple[list[Reading], tuple[Problem, ...]]:
    """Return how each sheet of a file is read, by a scheme's names or by the header dictionary alone."""
    from csscore.measure.currency import columns_of
    from csscore.measure.incidents import carried, check_incidents
    from csscore.measure.plan import compiled
    from csscore.measure.requirements import requirements_of
    from csscore.read import inspection
    from csscore.scheme.dictionary import column_headers, everything
    from csscore.scheme.titled import titles_of
    from csscore.words import same

    problems = Problems()
    if scheme is None:
        known = everything(problems)
        asked, called = requirements_of(known), titles_of(known.columns)
    else:
        loaded = _load(scheme, (), problems)
        asked, called = compiled(loaded, Problems()).files, titles_of(column_headers(loaded))
    problems.reject()
    found = inspection.inspect(path, asked, problems, sheet=sheet, encoding=encoding)
    if found is None:
        problems.reject()
        raise AssertionError("a file that could not be read left no error")
    readings, table = found
    columns_of(table, problems)
    check_incidents(table, problems)
    readings[0].carried = carried(table)
    for column in (column for reading in readings for column in reading.columns):
        column.titles = [called.get(name, same(name)) for name in column.names]
    return readings, tuple(problems)


def _load(name: str, sets: Sequence[str], problems: Problems) -> Scheme:
    from csscore.scheme.load import load

    scheme = load(name, rules(), problems, sets=sets)
    if scheme is None:
        problems.reject()
        raise AssertionError("a scheme that could not be read left no error")
    return scheme


def _tables(
    files: Sequence[object], engine: str, wanted: Requirements, problems: Problems, *, encoding: str | None
) -> Tables | None:
    """Return what opens the FILES where they lie; None where they are read into memory."""
    from csscore.read.tables.choosing import choose

    def is_plain(file: str) -> bool:
        from csscore.read.tables.csvs import Csv, looked_at

        return isinstance(looked_at(file, wanted, encoding), Csv)

    own = Problems()
    chosen = choose(files, engine, own, is_plain=is_plain)
    problems.extend(own)
    if own.errors:  # what is wrong with the scheme waits, to be told with what is wrong with the files
        problems.reject()
    if chosen.engine == "pandas":
        return None
    from csscore.read.tables.opening import Tables

    return Tables(encoding=encoding)


def _earlier(
    history: Sequence[str] | History,
    scheme: Scheme,
    measured: Measured,
    problems: Problems,
    *,
    period: str | None,
    accounts: Mapping[str, Sequence[str]],
) -> History:
    """Return the results of the periods before this one."""
    from csscore.read.continuity import recognised
    from csscore.read.history import NO_HISTORY, History, check_people, read_history
    from csscore.result import SchemeCard
    from csscore.scheme.names import looks_back
    from csscore.words import same

    if isinstance(history, History):
        return recognised(history, measured.agents, accounts, problems)
    if not history and (period is None or not looks_back(scheme)):
        return NO_HISTORY
    if not looks_back(scheme):
        problems.add("D388", None)
    card = SchemeCard(scheme.name, scheme.title or same(scheme.name), scheme.version, scheme.digest)
    found = read_history(history, problems, period=period, scheme=card, currency=scheme.currency)
    found = recognised(found, measured.agents, accounts, problems)
    check_people(found, measured.agents, problems)
    problems.reject()
    return found


def _publish(
    scheme: Scheme,
    measured: Measured,
    scored: Scored,
    lines: tuple[LineColumn, ...],
    *,
    history: History,
    problems: Problems,
    period: str | None,
    accounts: Mapping[str, Sequence[str]],
) -> Result:
    """Put everything into published order: by rank, then by agent id; the unranked last."""
    import dataclasses

    import numpy as np

    from csscore.exact.fixed import MISSING, ascending
    from csscore.pay.flags import flags
    from csscore.result import Result, SchemeCard, Sentence
    from csscore.scheme.accepting import accepted
    from csscore.scheme.titled import Titles
    from csscore.words import same

    titles = Titles(scheme)
    order = ascending(np.where(scored.ranks == MISSING, len(measured.agents) + 1, scored.ranks))
    agents = measured.agents[order]
    total = np.zeros(len(order), dtype=np.int64)
    for line in lines:
        total += np.where(line.amounts == MISSING, 0, line.amounts)

    def sorted_(sentence: Sentence) -> Sentence:
        details = {name: column[order] if isinstance(column, np.ndarray) else column for name, column in sentence.details.items()}
        return Sentence(sentence.variants, sentence.which[order], details)

    def columns(thing: Any, *names: str) -> Any:
        return dataclasses.replace(thing, **{name: getattr(thing, name)[order] for name in names})

    def broken(one: TieBreak) -> TieBreak:
        return dataclasses.replace(one, made=cache(lambda: one.made().take(order)))

    def ordered(one: GroupColumn) -> Any:
        return cache(lambda: tuple(None if column is None else column.take(order) for column in one.made()))

    def metric_columns(one: MetricColumn) -> MetricColumn:
        made = one.contributed
        later = None if made is None else cache(lambda: made().take(order))
        adjusted = None if one.adjusted is None else one.adjusted.take(order)
        values, points = one.values.take(order), one.points.take(order)
        rule = titles.words(one.rule)
        return dataclasses.replace(one, values=values, points=points, contributed=later, adjusted=adjusted, rule=rule)

    return Result(
        scheme=SchemeCard(scheme.name, scheme.title or same(scheme.name), scheme.version, scheme.digest),
        period=period,
        currency=scheme.currency,
        score_digits=scheme.score.digits,
        point_digits=scheme.score.point_digits,
        money_digits=scheme.money_digits,
        agents=agents,
        names=agents if measured.names is measured.agents else measured.names[order],
        cohorts={name: labels[order] for name, labels in measured.cohort_labels.items()},
        cohort_titles={name: titles.called(name) for name in measured.cohort_labels},
        status=scored.status[order],
        ranks=scored.ranks[order],
        tied=scored.tied[order],
        scores=scored.scores[order],
        pay=total[order],
        metrics=tuple(map(metric_columns, scored.metrics)),
        groups=tuple(dataclasses.replace(group, made=ordered(group)) for group in scored.groups),
        gates=tuple(
            columns(gate if of.because else dataclasses.replace(gate, because=titles.words(gate.because)), "fired")
            for gate, of in zip(scored.gates, scheme.gates, strict=True)
        ),
        flags=tuple(
            columns(flag, "raised") for flag in flags(scheme, measured, scored, total, history=history, problems=problems)
        ),
        lines=tuple(
            dataclasses.replace(columns(line, "amounts"), because=sorted_(_titled(line, titles).because)) for line in lines
        ),
        reasons=sorted_(scored.reasons),
        counted=None if scored.counted is None else scored.counted[order],
        problems=tuple(sorted(accepted(problems, scheme.accept), key=_by_what_is_said)),
        accounts=accounts,
        broken=scored.broken and broken(scored.broken),
    )


def _titled(line: LineColumn, titles: Titles) -> LineColumn:
    """Return a line whose sentences have titles for keys; what somebody wrote about an adjustment stays hers."""
    from dataclasses import replace

    return line if line.rule == "adjustment" else replace(line, because=titles.sentence(line.because))


def _by_what_is_said(problem: Problem) -> tuple[str, ...]:
    """Order problems by what they say, not by the row they were met at: rows may be shuffled."""
    return problem.code, problem.group, problem.message.en, str(problem.place or "")

"""The only place that knows the order: files and scheme in, Result out; it computes nothing itself."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from csscore.arguments import FILES, NAME, checked
from csscore.checks import check_result
from csscore.doing import MEASURING, SCORING, doing
from csscore.measure.currency import columns_of, in_its_currency
from csscore.measure.incidents import carried, check_incidents
from csscore.measure.measuring import measure
from csscore.measure.own_sums import tell_own_sums
from csscore.measure.plan import RANKING, compiled
from csscore.measure.requirements import requirements_of
from csscore.measure.row_units import check_units
from csscore.pay import holding
from csscore.pay.adjusting import adjusted, adjustment_lines
from csscore.pay.adjustments import read_adjustments
from csscore.pay.money import coin_of
from csscore.pay.paying import pay
from csscore.pay.surprises import report_surprises
from csscore.problems import Problems, Rejected
from csscore.publishing import published
from csscore.read.cache import ReadCache
from csscore.read.continuity import recognised
from csscore.read.encoding import codec_of
from csscore.read.history import NO_HISTORY, History, check_people, read_history
from csscore.read.inspection import inspect as read_sheets
from csscore.read.record import input_files
from csscore.read.spans import span_of
from csscore.read.tables.choosing import choose
from csscore.read.tables.csvs import Csv, looked_at
from csscore.read.tables.opening import Tables
from csscore.read.tables.spark import Cluster
from csscore.result import SchemeCard
from csscore.rules import scheme_of
from csscore.scheme.accepting import accepted
from csscore.scheme.dictionary import column_headers, everything
from csscore.scheme.names import looks_back
from csscore.scheme.titled import titles_of
from csscore.scheme.versions import in_force
from csscore.score.scoring import score
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from csscore.measure.measured import Measured
    from csscore.measure.plan import Plan, Purpose
    from csscore.measure.supposing import Supposed
    from csscore.pay.adjustments import Adjustment
    from csscore.problems import Problem
    from csscore.read.inspection import Reading
    from csscore.read.load import Inputs
    from csscore.read.requirements import Requirements
    from csscore.result import Result
    from csscore.scheme.model import Scheme
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


@checked()
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
    spark_master: str | None = None,
) -> Result:
    """Score, rank and pay.

    Parameters
    ----------
    data
        A file, several files (texts or paths), or a DataFrame with the headers of an export.
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
        What computes: ``pandas`` in memory, ``duckdb`` where the rows lie, ``spark`` on a cluster, or ``auto``, which chooses
        by what ``data`` is. The choice never shows in a result.
    spark_master
        Where Spark computes (``local[4]``, ``spark://HOST:7077``, ``yarn``, ``k8s://…``); None for what the session that
        runs here, the environment or Spark's own settings say, else this machine.

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
        spark_master=spark_master,
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
    spark_master: str | None = None,
    purpose: Purpose | None = None,
    suppose: Supposed | None = None,
    reads: ReadCache | None = None,
) -> Run:
    """Return what `rank` returns, with what every room made on the way; parameters as there.

    ``history`` may be results that have been read already. ``purpose`` says what is asked beside
    what the scheme asks: groups to compare, for instance. ``suppose`` says who leaves, who joins, and whose values are
    others than measured. ``reads`` keeps what runs of the same files have read.
    """
    problems = Problems()
    if isinstance(scheme, str):
        scheme = scheme_of(scheme, sets, problems)
        problems.reject()
    span = None if period is None else span_of(period, problems)
    declared = in_force(scheme, span, problems)
    if encoding is not None:
        codec_of(encoding, None, problems)
    problems.reject()
    given = inputs or {}
    plan = compiled(declared, problems, inputs=given, roster=roster is not None, purpose=purpose or RANKING).of_days(
        None if span is None else span.deciding_years
    )
    files: Any = [data] if isinstance(data, str) or hasattr(data, "columns") else list(data)
    tables = _tables(files, engine, spark_master, plan.files, problems, encoding=encoding)
    with ExitStack() as ending:
        if tables is not None and reads is None:
            ending.callback(tables.close)
        found = (reads or ReadCache()).load(
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
        declared = in_its_currency(declared, found.parts, plan.repeating.values(), problems)
        check_units(found.parts, problems)
        tell_own_sums((found.main, *found.extra.values()), problems)
        problems.reject()
        paths = (adjust,) if isinstance(adjust, str) else adjust or ()
        gone = () if suppose is None else suppose.without
        scheme, measured, decided, more = _adjusted(
            declared, measured, found, problems, paths=paths, gone=gone, encoding=encoding
        )
        measured = measured if suppose is None else suppose.values(scheme, measured)
        accounts = found.people.accounts(measured.agents)
        earlier = _earlier(history, scheme, measured, problems, period=period, accounts=accounts)
        doing(SCORING, agents=len(measured.agents))
        scored = score(scheme, measured, problems)
        lines = pay(scheme, measured, scored, problems, history=earlier)
        lines = (*lines, *adjustment_lines(decided, measured.agents, coin_of(scheme), problems))
        holding.tell(lines, coin_of(scheme), problems)
        report_surprises(lines, measured, found, scheme, problems)
        problems.reject()
        result = published(scheme, measured, scored, lines, history=earlier, problems=problems, period=period, accounts=accounts)
        check_result(result)
        before = history if isinstance(history, (list, tuple)) else [one.file for one in earlier.results]
        read_files = input_files((*found.readings, *more), history=before, scheme=declared.files)
        result = replace(result, inputs=read_files, sets=tuple(sets))
        ending.pop_all()  # whoever has the run may ask for its rows
        return Run(result, scheme, measured, scored, found, earlier, declared, plan, decided)


@checked(files=FILES, scheme=NAME)
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
    spark_master: str | None = None,
) -> tuple[Problem, ...]:
    """Return everything that is wrong or doubtful with a scheme, and, with files, with its use on them."""
    problems = Problems()
    loaded = scheme_of(scheme, sets, problems)
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
            spark_master=spark_master,
        ).problems
    except Rejected as rejected:
        return rejected.problems


@checked(scheme=NAME)
def inspect(
    path: str, *, scheme: str | None = None, sheet: str | Sequence[str] | None = None, encoding: str | None = None
) -> tuple[list[Reading], tuple[Problem, ...]]:
    """Return how each sheet of a file is read, by a scheme's names or by the header dictionary alone."""
    problems = Problems()
    if scheme is None:
        known = everything(problems)
        asked, called = requirements_of(known), titles_of(known.columns)
    else:
        loaded = scheme_of(scheme, (), problems)
        asked, called = compiled(loaded, Problems()).files, titles_of(column_headers(loaded))
    if encoding is not None:
        codec_of(encoding, None, problems)
    problems.reject()
    found = read_sheets(path, asked, problems, sheet=sheet, encoding=encoding)
    if found is None:
        problems.reject()
        raise AssertionError("a file that could not be read left no error")
    readings, table = found
    columns_of(table, problems)
    check_units((table,), problems)
    check_incidents(table, problems)
    readings[0].carried = carried(table)
    for column in (column for reading in readings for column in reading.columns):
        column.titles = [called.get(name, same(name)) for name in column.names]
    return readings, tuple(problems)


def _tables(
    files: Sequence[object],
    engine: str,
    spark_master: str | None,
    wanted: Requirements,
    problems: Problems,
    *,
    encoding: str | None,
) -> Tables | None:
    """Return what opens the FILES where they lie; None where they are read into memory."""

    def is_plain(file: str) -> bool:
        return isinstance(looked_at(file, wanted, encoding), Csv)

    own = Problems()
    chosen = choose(files, engine, own, is_plain=is_plain)
    problems.extend(own)
    if own.errors:  # what is wrong with the scheme waits, to be told with what is wrong with the files
        problems.reject()
    if chosen.engine == "pandas":
        return None
    if chosen.engine == "spark":
        return Tables(encoding=encoding, cluster=Cluster(spark_master))
    return Tables(encoding=encoding)


def _adjusted(
    scheme: Scheme,
    measured: Measured,
    found: Inputs,
    problems: Problems,
    *,
    paths: Sequence[str],
    gone: Sequence[str],
    encoding: str | None,
) -> tuple[Scheme, Measured, tuple[Adjustment, ...], list[Reading]]:
    """Return scheme and values as decided by hand, the decisions, and how their files were read."""
    if not paths:
        return scheme, measured, (), []
    known = (*measured.agents.tolist(), *gone)
    decided, readings = read_adjustments(paths, scheme, problems, people=found.people, agents=known, encoding=encoding)
    problems.reject()
    decided = tuple(row for row in decided if row.agent not in gone)
    return *adjusted(scheme, measured, decided, problems), decided, readings


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

"""Computes the periods that are given as data, each with those before it as its history; every number is the pipeline's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore import pipeline
from csscore.analysis.effects import pay_of
from csscore.analysis.periods import follows
from csscore.exact.fixed import MISSING, text
from csscore.problems import Place, Problem, Rejected
from csscore.read.cache import ReadCache
from csscore.read.continuity import renamed
from csscore.read.history import Earlier, History
from csscore.read.requirements import DAY
from csscore.read.spans import span_of
from csscore.result import metric_text
from csscore.rules import RULES
from csscore.scheme.load import load
from csscore.scheme.names import looks_back
from csscore.sentences import sentences
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csscore.analysis.periods import Given
    from csscore.pipeline import Run
    from csscore.problems import Problems
    from csscore.read.spans import Span
    from csscore.read.table import Table
    from csscore.result import Result
    from csscore.scheme.model import Scheme

say = sentences(__file__)

_UNSAID: Final = frozenset({"D349", "D386", "D387"})
"""What a run says and a trend need not: that nothing but the asker says of which days rows are, and how streaks stand."""
_OUTSIDE: Final = "D342"
_SHOWN: Final = 4
_LIKEWISE: Final = say("likewise")


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """One period, computed.

    Attributes
    ----------
    plain
        Pay by agent without adjustments, minor units; None for a result of earlier, which does not tell.
    """

    given: Given
    result: Earlier
    plain: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """With what periods are computed: ``shared`` for all, ``single`` for one, by its days; its inputs join those of all."""

    shared: Mapping[str, Any]
    single: Mapping[Any, Mapping[str, Any]]

    def of(self, span: Span) -> dict[str, Any]:
        """Return the options of a period."""
        own = self.single.get(span.days, {})
        inputs = {**(self.shared.get("inputs") or {}), **(own.get("inputs") or {})}
        return {**self.shared, **own, "inputs": inputs or None}


def options_of(
    shared: Mapping[str, Any], months: Mapping[str, Mapping[str, Any]], given: Sequence[Given], problems: Problems
) -> Options:
    """Return the options of each period.

    Parameters
    ----------
    shared
        Options of `csscore.rank` for all.
    months
        Options of single periods, by their names.
    given
        The periods.
    problems
        Takes options of a period that is not computed (A168), and what is the same for several (A169).
    """
    computed = {one.span.days: one.span.text for one in given if one.result is None}
    single: dict[Any, Mapping[str, Any]] = {}
    for name, own in months.items():
        when = span_of(name, problems)
        if when is None:
            continue
        if when.days not in computed:
            known = listed(sorted(computed.values())) if computed else same("–")
            problems.add("A168", None, text=when.text, known=known)
        single[when.days] = own
    files = [f"{name}={file}" for name, file in (shared.get("inputs") or {}).items()]
    files += [shared["roster"]] if shared.get("roster") else []
    if files and len(computed) > 1:
        problems.add("A169", None, files=listed(files), count=len(computed))
    return Options(shared, single)


def computed(given: Sequence[Given], scheme: Scheme, options: Options, problems: Problems) -> list[Kept]:
    """Compute what is data and take results as they are; problems of all periods are collected before any of it is refused.

    Parameters
    ----------
    given
        The periods in the order of time.
    scheme
        Computes them.
    options
        See `options_of`.
    problems
        Takes everything that the runs say, but for what they say of streaks; rows that are of no period (D342) and data that
        nothing dates where it should be cut (A167).
    """
    runs = Runs(scheme, options, ReadCache())
    found: list[Kept] = []
    for one in given:
        if one.result is not None:
            found.append(Kept(one, one.result))
            continue
        run = runs.run(one, before=found)
        if run is not None:
            found.append(Kept(one, kept(run.result, one.span, one.called), runs.plain(one, run)))
    runs.report([one.span for one in given if one.result is None], problems)
    return found


class Runs:
    """The runs of one scheme over several periods; files from which several are cut are read once.

    Parameters
    ----------
    scheme
        Computes them.
    options
        See `options_of`.
    reads
        Keeps what was read, for the runs of other schemes, too.
    history
        Results of before the first period.
    """

    def __init__(self, scheme: Scheme, options: Options, reads: ReadCache, *, history: Sequence[str] = ()) -> None:
        self._scheme = scheme
        self._options = options
        self._reads = reads
        self._before = history
        self._earlier: tuple[Earlier, ...] = ()
        """What these results are, once they were read."""
        self._days: dict[str, _Days] = {}
        self._told = Told()

    def run(self, one: Given, *, before: Sequence[Kept]) -> Run | None:
        """Return a period, ``before`` being those computed before it; None after its errors were recorded."""
        try:
            run = pipeline.compute(*self._asked(one), history=self._history(before, one.span), **self._of(one))
        except Rejected as rejected:
            self._told.add((problem for problem in rejected.problems if problem.code not in _UNSAID), one)
            return None
        if not before:
            self._earlier = run.history.results
        shared = _shared(one, run, self._options)
        for name, table in shared.items():
            self._days.setdefault(name, _Days(table))
        self._told.add(_said(run.result, {table.place(0).file for table in shared.values() if len(table)}), one)
        if one.cut:
            self._told.add(_undated(run.inputs.main), one)
        return run

    def plain(self, one: Given, run: Run) -> Mapping[str, int]:
        """Return pay by agent without adjustments, minor units."""
        own = self._of(one)
        if own.get("adjust") is None:
            return pay_of(run.result)
        return pay_of(pipeline.compute(*self._asked(one), history=run.history, **{**own, "adjust": None}).result)

    def report(self, spans: Sequence[Span], problems: Problems) -> None:
        """Say what the runs said, and which rows of what periods share are of none of them."""
        problems.extend(self._told.problems(len(spans)))
        for rows in self._days.values():
            rows.report(spans, problems)

    def _asked(self, one: Given) -> tuple[Any, Scheme]:
        return (one.data[0] if len(one.data) == 1 else one.data), self._scheme

    def _of(self, one: Given) -> dict[str, Any]:
        return {"period": one.span.text, "reads": self._reads, **self._options.of(one.span)}

    def _history(self, before: Sequence[Kept], now: Span) -> Sequence[str] | History:
        """Return the results directly before a period, the latest first."""
        if not looks_back(self._scheme):
            return ()
        if not before and self._before:
            return self._before
        results: list[Earlier] = []
        following = now
        for one in (*(each.result for each in reversed(before)), *self._earlier):
            if not follows(one.span, following):
                break
            results.append(one)
            following = one.span
        return History(tuple(results), following.before())


class Told:
    """What the runs of several periods say: each thing once, with the periods of which it is said."""

    def __init__(self) -> None:
        self._told: dict[tuple[Any, ...], dict[Given, list[Problem]]] = {}

    def add(self, problems: Iterable[Problem], of: Given) -> None:
        """Record what was said of a period."""
        for problem in problems:
            self._told.setdefault(_subject(problem), {}).setdefault(of, []).append(problem)

    def problems(self, periods: int) -> Iterator[Problem]:
        """Yield everything; what is said of all so many periods, or of the file of one, needs no period beside it."""
        for said in self._told.values():
            first = next(iter(said.values()))[0]
            names = [of.span.text for of in said]
            if {_sentence(problem) for own in said.values() for problem in own} == {_sentence(first)}:
                file = None if first.place is None else first.place.file
                clear = len(said) == periods or any(file in of.own_files for of in said)
                yield first if clear else replace(first, periods=listed(names))
            elif max(map(len, said.values())) == 1:
                yield replace(first, periods=_likewise(names))
            else:
                for of, own in said.items():
                    yield from (replace(problem, periods=same(of.span.text)) for problem in own)


def _subject(problem: Problem) -> tuple[Any, ...]:
    """Return what a problem speaks of: all but its numbers, the cell, and whose the first of several rows is."""
    place = problem.place or Place()
    first = {"agent"} if "count" in problem.details else set()
    rest = [(key, value) for key, value in problem.details.items() if key not in first and not hasattr(value, "__index__")]
    return problem.code, place.file, place.sheet, problem.group, problem.standing, str(rest)


def _sentence(problem: Problem) -> tuple[Place | None, Words]:
    return problem.place, problem.message


def _likewise(periods: Sequence[str]) -> Words:
    """Return several periods, of the first of which something is told as it is."""
    return _LIKEWISE.filled({"first": periods[0], "others": listed(periods[1:])})


def _said(result: Result, shared: set[str | None]) -> Iterator[Problem]:
    """Yield what a run says, but for rows outside its period in a file that other periods are computed from, too."""
    for problem in result.problems:
        outside = problem.code == _OUTSIDE and problem.place is not None and problem.place.file in shared
        if problem.code not in _UNSAID and not outside:
            yield problem


def _shared(one: Given, run: Run, options: Options) -> dict[str, Table]:
    """Return the tables of a run that other periods are computed from, too."""
    main = {"": run.inputs.main} if one.cut else {}
    return main | {name: table for name, table in run.inputs.extra.items() if name in (options.shared.get("inputs") or {})}


class _Days:
    """The days of the rows of a table that several periods are computed from."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def report(self, spans: Sequence[Span], problems: Problems) -> None:
        """Say which rows are of none of the periods."""
        days = self._table.dates(DAY) if self._table.has(DAY) else np.array([], dtype="datetime64[D]")
        outside = ~np.isnat(days)
        for one in spans:
            outside &= (days < np.datetime64(one.first)) | (days > np.datetime64(one.last))
        rows = np.flatnonzero(outside)
        if len(rows):
            shown = listed([str(day) for day in np.unique(days[rows])], most=_SHOWN)
            period = f"{spans[0].text} – {spans[-1].text}"
            problems.add(_OUTSIDE, self._table.place(int(rows[0]), DAY), count=len(rows), days=shown, period=period)


def _undated(table: Table) -> Iterator[Problem]:
    """Yield that rows have no column that dates them, where the dates are to tell the periods apart."""
    undated = np.flatnonzero(~table.holds(DAY))
    if len(undated):
        place = table.place(int(undated[0]))
        yield Problem("A167", Place(place.file, place.sheet))


def kept(result: Result, span: Span, file: str) -> Earlier:
    """Return a result as it would be read again: exact texts by name."""

    def fixed(units: Any, digits: int) -> list[str | None]:
        return [None if unit == MISSING else text(unit, digits) for unit in units.tolist()]

    columns: dict[str, Sequence[str | None]] = {
        "rank": fixed(result.ranks, 0),
        "score": fixed(result.scores, result.score_digits),
        "pay": fixed(result.pay, result.money_digits),
    }
    for metric in result.metrics:
        columns[metric.name] = [metric_text(result, metric, agent) for agent in range(len(result))]
        columns[f"{metric.name}_points"] = fixed(metric.points, result.point_digits)
    columns |= {name: [str(label) for label in labels.tolist()] for name, labels in result.cohorts.items()}
    agents = {str(agent): row for row, agent in enumerate(result.agents.tolist())}
    card, nothing = result.scheme, [()] * len(result)
    return Earlier(
        span,
        file,
        card.name,
        agents,
        columns,
        nothing,
        nothing,
        names=[str(name) for name in result.names.tolist()],
        version=card.version,
        digest=card.digest,
        currency=result.currency,
        accounts=result.accounts,
    )


def known_by_their_accounts(results: Sequence[Earlier], problems: Problems) -> list[Earlier]:
    """Return the results with everybody under the id that she has in the latest of them."""
    found: list[Earlier] = []
    agents: dict[str, None] = {}
    accounts: dict[str, Sequence[str]] = {}
    for result in reversed(results):
        known = renamed(result, agents, accounts, problems)
        found.append(known)
        agents.update(dict.fromkeys(known.agents))
        accounts = {**known.accounts, **accounts}
    return found[::-1]


def loaded(scheme: Scheme | str, sets: Sequence[str], problems: Problems) -> Scheme:
    """Return the scheme, with what is doubtful about it among the problems."""
    if not isinstance(scheme, str):
        return scheme
    found = load(scheme, RULES, problems, sets=sets)
    problems.reject()
    if found is None:
        raise AssertionError("a scheme that could not be read left no error")
    return found

"""Computes the periods that are given as data, each with those before it as its history; every number is the pipeline's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.effects import pay_of
from csscore.analysis.periods import follows
from csscore.exact.fixed import MISSING, text
from csscore.problems import Place, Rejected
from csscore.read.history import Earlier, History
from csscore.read.spans import span_of
from csscore.read.wanted import DAY
from csscore.result import metric_text
from csscore.scheme.names import looks_back
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.analysis.periods import Given
    from csscore.pipeline import Run
    from csscore.problems import Problem, Problems
    from csscore.read.load import Inputs
    from csscore.read.spans import Span
    from csscore.read.table import Table
    from csscore.result import Result
    from csscore.scheme.model import Scheme

_UNSAID: Final = frozenset({"D349", "D386", "D387"})
"""What a run says and a trend need not: that nothing but the asker says of which days rows are, and how streaks stand."""
_OUTSIDE: Final = "D342"
_SHOWN: Final = 4


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
    runs = _Runs(scheme, options, problems)
    found: list[Kept] = []
    for one in given:
        kept_ = Kept(one, one.result) if one.result is not None else runs.computed(one, before=found)
        found += [kept_] if kept_ is not None else []
    runs.report([one.span for one in given if one.result is None])
    return found


class _Runs:
    """The runs of the pipeline, with what they share."""

    def __init__(self, scheme: Scheme, options: Options, problems: Problems) -> None:
        self._scheme = scheme
        self._options = options
        self._problems = problems
        self._days: dict[str, _Days] = {}
        self._read: Inputs | None = None
        """What the files hold from which several periods are cut: they are read once."""

    def computed(self, one: Given, *, before: Sequence[Kept]) -> Kept | None:
        """Return a period; None after its errors were recorded."""
        from csscore import pipeline

        own = self._options.of(one.span)
        alike = one.cut and not self._scheme.versions and self._options.single.get(one.span.days, {}).keys() <= {"adjust"}
        history = _history(before, one.span) if looks_back(self._scheme) else ()
        same_: dict[str, Any] = {"period": one.span.text, "history": history, "read": self._read if alike else None}
        data = one.data[0] if len(one.data) == 1 else one.data
        try:
            run = pipeline.compute(data, self._scheme, **same_, **own)
            plain = run.result
            if own.get("adjust") is not None:
                plain = pipeline.compute(data, self._scheme, **same_, **{**own, "adjust": None}).result
        except Rejected as rejected:
            self._problems.extend(problem for problem in rejected.problems if problem.code not in _UNSAID)
            return None
        self._read = run.inputs if alike else self._read
        shared = _shared(one, run, self._options)
        for name, table in shared.items():
            self._days.setdefault(name, _Days(table))
        if one.cut:
            _check_dated(run.inputs.main, self._problems)
        self._problems.extend(_said(run.result, {table.place(0).file for table in shared.values() if len(table)}))
        return Kept(one, kept(run.result, one.span, one.called), pay_of(plain))

    def report(self, spans: Sequence[Span]) -> None:
        """Say which rows of what periods share are of none of them."""
        for rows in self._days.values():
            rows.report(spans, self._problems)


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


def _check_dated(table: Table, problems: Problems) -> None:
    """Refuse rows without a column that dates them where the dates are to tell the periods apart."""
    undated = np.flatnonzero(~table.holds(DAY))
    if len(undated):
        place = table.place(int(undated[0]))
        problems.add("A167", Place(place.file, place.sheet))


def _history(before: Sequence[Kept], now: Span) -> History:
    """Return the results directly before a period, the latest first."""
    chain: list[Earlier] = []
    following = now
    for one in reversed(before):
        if not follows(one.result.span, following):
            break
        chain.append(one.result)
        following = one.result.span
    return History(tuple(chain), following.before())


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
        columns[metric.name] = [metric_text(metric, agent) for agent in range(len(result))]
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

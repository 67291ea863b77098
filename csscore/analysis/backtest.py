"""What another scheme would have paid in each of several periods; every number is the pipeline's, every period is read once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csscore.analysis.diff import budget_of, compare
from csscore.analysis.monthly import Kept, Runs, Told, kept, known_by_their_accounts, loaded, options_of
from csscore.analysis.periods import given
from csscore.arguments import MONTHS, checked
from csscore.backtesting import Backtest, Month, Through
from csscore.comparison import Side
from csscore.problems import Place, Problems
from csscore.read.cache import ReadCache

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.analysis.periods import Given
    from csscore.comparison import AgentChange, Comparison
    from csscore.pipeline import Run
    from csscore.scheme.model import Scheme


@checked(data=MONTHS)
def backtest(
    data: Any,
    a: Scheme | str,
    b: Scheme | str | None = None,
    *,
    periods: str | None = None,
    sets: Sequence[str] = (),
    history: Sequence[str] = (),
    months: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> Backtest:
    """Compute what scheme ``b`` would have paid in each of several periods, beside what ``a`` pays.

    Parameters
    ----------
    data
        Exports, or DataFrames, as `csscore.trend` takes them; a file of several periods is read once and cut by its dates.
    a, b
        The schemes; ``b`` None is ``a`` with ``sets`` on top.
    periods
        ``2026-01..2026-06``, or several with commas between. An export whose name says none of them is cut by its dates.
    sets
        Overrides ``PATH=VALUE`` of the second scheme, where it is a name or a path.
    history
        Results of before the first period, for growth and streaks; after that each scheme looks back on its own results.
    months
        Options of `csscore.rank` for single periods, by their names: ``inputs``, ``roster``, ``adjust``.
    options
        Options of `csscore.rank` for all periods: ``inputs``, ``roster``, ``sheet``, ``encoding``.

    Raises
    ------
    Rejected
        With everything that is wrong with a scheme or with the data of any period, if nothing differs between the schemes
        (A120), or if a result stands where data should (D430).
    """
    others = [(b, tuple(sets))]
    (found,) = backtests(data, a, others, periods=periods, history=history, months=months, **options)
    return found


def backtests(
    data: Any,
    a: Scheme | str,
    others: Sequence[tuple[Scheme | str | None, Sequence[str]]],
    *,
    periods: str | None = None,
    history: Sequence[str] = (),
    months: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> tuple[Backtest, ...]:
    """Compute one scheme and several others over the same periods; parameters as of `backtest`."""
    problems = Problems()
    if any(b is None and not sets for b, sets in others):
        problems.add("A120", None)
        problems.reject()
    schemes = [loaded(a, (), problems), *(loaded(a if b is None else b, sets, problems) for b, sets in others)]
    spans = given(data, problems, periods=periods)
    for one in spans:
        if one.result is not None:
            problems.add("D430", Place(one.result.file), period=one.span.text)
    own = options_of(options, months or {}, spans, problems)
    problems.reject()
    reads = ReadCache(len(schemes))
    set_on_top = [(), *(sets for _, sets in others)]
    ways = [_Way(Runs(scheme, own, reads, history=history), sets) for scheme, sets in zip(schemes, set_on_top, strict=True)]
    first, *seconds = ways
    made: list[list[tuple[Given, Comparison]]] = [[] for _ in seconds]
    told = Told()
    for one in spans:
        before = first.run(one)
        for way, compared in zip(seconds, made, strict=True):
            after = way.run(one)
            if before is not None and after is not None:
                found = compare(before, after, sides=(first.side(one, before), way.side(one, after)))
                compared.append((one, found))
                known = {*map(_said, before.result.problems), *map(_said, after.result.problems)}
                told.add((problem for problem in found.problems if _said(problem) not in known), one)
    days = [one.span for one in spans]
    for way in ways:
        way.runs.report(days, problems)
    problems.extend(told.problems(len(days)))
    problems.reject()
    results = [one.result for one in first.kept]
    latest = known_by_their_accounts(results, problems)
    names = [dict(zip(was.agents, now.agents, strict=True)) for was, now in zip(results, latest, strict=True)]
    return tuple(_together(compared, names, problems) for compared in made)


def _said(problem: Any) -> tuple[Any, ...]:
    return problem.code, problem.place, problem.message


class _Way:
    """One scheme through the periods, its results the history of those that follow."""

    def __init__(self, runs: Runs, sets: Sequence[str]) -> None:
        self.runs = runs
        self.kept: list[Kept] = []
        self._sets = tuple(sets)

    def run(self, one: Given) -> Run | None:
        """Return a period; None after its errors were recorded."""
        run = self.runs.run(one, before=self.kept)
        if run is not None:
            self.kept.append(Kept(one, kept(run.result, one.span, one.called)))
        return run

    def side(self, one: Given, run: Run) -> Side:
        """Return what a period of it is called."""
        return Side(run.result.scheme, self._sets, one.files, run.result.period, budget_of(run))


def _together(compared: Sequence[tuple[Given, Comparison]], names: Sequence[Mapping[str, str]], problems: Problems) -> Backtest:
    """Return the periods with everybody called as in the latest one."""
    months = tuple(
        Month(one.span.text, one.files, replace(found, agents=tuple(_called(found.agents, names_))))
        for (one, found), names_ in zip(compared, names, strict=True)
    )
    rows = [{change.agent: change for change in month.compared.agents} for month in months]
    people = dict.fromkeys(agent for row in reversed(rows) for agent in row)
    agents = []
    for agent in people:
        changes = tuple(row.get(agent) for row in rows)
        latest = next(change for change in reversed(changes) if change is not None)
        agents.append(Through(agent, latest.name, changes))
    agents.sort(key=lambda one: (-one.change, one.agent))
    return Backtest(months, tuple(agents), tuple(problems))


def _called(changes: Sequence[AgentChange], names: Mapping[str, str]) -> Iterator[AgentChange]:
    for change in changes:
        called = names.get(change.agent, change.agent)
        yield change if called == change.agent else replace(change, agent=called)

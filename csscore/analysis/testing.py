"""Runs the tests of schemes: each case is ranked as files would be, and compared exactly; nothing is rounded to fit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from csscore.analysis.cases import files_of, read_cases
from csscore.analysis.explain import explained
from csscore.arguments import checked
from csscore.exact.fixed import MISSING, text
from csscore.pipeline import compute
from csscore.problems import Problems, Rejected
from csscore.rules import load_scheme
from csscore.scheme_tests import CaseResult, Failure, Suite
from csscore.sentences import sentences
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.cases import Case, Cases, Expectation
    from csscore.explanation import Explanation
    from csscore.pipeline import Run
    from csscore.problems import Problem
    from csscore.result import Result

say = sentences(__file__)

_NOBODY = say("nobody")
_NOTHING = say("nothing")


@checked()
def try_schemes(paths: Sequence[str] = (), *, explaining: bool = False) -> tuple[Suite, ...]:
    """Run tests of schemes.

    Parameters
    ----------
    paths
        Test files, folders, schemes by path or name; ``./schemes`` if there are none.
    explaining
        Whether to explain every agent that an expectation speaks of.

    Raises
    ------
    Rejected
        With everything that is wrong with the test files and their schemes; then none is run.
    """
    problems = Problems()
    found = [(path, read_cases(path, file, problems)) for path, file in files_of(paths, problems)]
    problems.reject()
    return tuple(_suite(cases, explaining=explaining) for _, cases in found if cases is not None)


def _suite(cases: Cases, *, explaining: bool) -> Suite:
    name = load_scheme(str(cases.scheme)).name
    return Suite(cases.file, name, tuple(_trial(cases.scheme, case, explaining=explaining) for case in cases.cases))


def _trial(scheme: Path, case: Case, *, explaining: bool) -> CaseResult:
    with TemporaryDirectory() as folder:
        try:
            run = compute(
                _written(folder, "given", case.given),
                str(scheme),
                inputs={name: _written(folder, name, table) for name, table in case.inputs.items()},
                roster=None if case.roster is None else _written(folder, "roster", case.roster),
                adjust=None if case.adjust is None else _written(folder, "adjust", case.adjust),
                period=case.period,
                sets=case.sets,
            )
            agents = list(_spoken_of(run, case)) if explaining else []
        except Rejected as rejected:
            refused = tuple(_placed(problem, folder) for problem in rejected.problems if problem.severity == "error")
            return CaseResult(case.name, case.place, len(case.expect), (), refused)
    columns = _columns(run.result)
    failures = tuple(failure for each in case.expect for failure in _compared(each, columns[each.column]))
    return CaseResult(case.name, case.place, len(case.expect), failures, (), tuple(agents))


def _written(folder: str, name: str, table: str) -> str:
    path = Path(folder, f"{name}.csv")
    path.write_text(table, encoding="utf-8")
    return str(path)


def _placed(problem: Problem, folder: str) -> Problem:
    """Return a problem that names the table as the case does, not where it was written."""
    place = problem.place
    if place is None or place.file is None or not place.file.startswith(folder):
        return problem
    return replace(problem, place=replace(place, file=Path(place.file).stem))


def _spoken_of(run: Run, case: Case) -> Iterator[Explanation]:
    positions = {str(agent): i for i, agent in enumerate(run.measured.agents)}
    for agent in dict.fromkeys(each.agent for each in case.expect):
        if agent in positions:
            yield explained(run, positions[agent], what_if=False)


def _columns(result: Result) -> dict[str, dict[str, Any]]:
    """Return what may be expected, by agent."""
    agents = [str(agent) for agent in result.agents]
    ranks = [None if rank == MISSING else Decimal(int(rank)) for rank in result.ranks]
    flags = [tuple(flag.name for flag in result.flags if flag.raised[i]) for i in range(len(agents))]
    fixed = {"score": (result.scores, result.score_digits), "pay": (result.pay, result.money_digits)}
    exact = {
        column: [None if unit == MISSING else Decimal(text(int(unit), digits)) for unit in units]
        for column, (units, digits) in fixed.items()
    }
    columns: dict[str, list[Any]] = {**exact, "rank": ranks, "flags": flags}
    return {column: dict(zip(agents, cells, strict=True)) for column, cells in columns.items()}


def _compared(expected: Expectation, column: dict[str, Any]) -> Iterator[Failure]:
    if expected.agent not in column:
        yield Failure(expected.place, expected.column, expected.agent, expected.text, _NOBODY)
        return
    value = column[expected.agent]
    if value != expected.wanted:
        found = _NOTHING if value is None else same(f"[{', '.join(value)}]" if isinstance(value, tuple) else str(value))
        yield Failure(expected.place, expected.column, expected.agent, expected.text, found)

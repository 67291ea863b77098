"""The parallel run itself: the result is computed as ever, the table is set beside it, and what differs is looked into."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore import pipeline
from csscore.analysis.adding import Adding
from csscore.analysis.reconciling.causes import LARGE, Causes, Here, is_rounded
from csscore.analysis.reconciling.table import Old, Row, read_table, sought
from csscore.analysis.reconciling.what_if import Left, candidates, columns_instead, tried
from csscore.arguments import checked, files_of
from csscore.comparison import Side
from csscore.exact.fixed import MISSING, exact, half_up
from csscore.problems import Problems
from csscore.read.cache import ReadCache
from csscore.reconciliation import Cause, Cell, Matched, Person, Reconciliation, Tried
from csscore.rules import RULES
from csscore.scheme.load import values_of
from csscore.sentences import sentences
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from csscore.pipeline import Run
    from csscore.scheme.model import Scheme

say = sentences(__file__)

_NOT_THERE: Final = say("not_there")
_NOT_HERE: Final = say("not_here")
_FAR: Final = 3
"""People none of whom is on both sides: so many are a mistake."""
_NONE: Final[Mapping[str, str]] = {}


@checked()
def reconcile(
    data: str | Sequence[str] | pd.DataFrame,
    scheme: Scheme | str,
    table: str,
    *,
    columns: Mapping[str, str] = _NONE,
    **options: Any,
) -> Reconciliation:
    """Compare a result with the table that people are paid by today, agent by agent.

    Parameters
    ----------
    data, scheme, options
        As of `csscore.rank`.
    table
        A file with places, scores, pay, pay lines, values or points, one row an agent; a sheet may stand behind ``#``.
    columns
        Headers of the table by what they are (``agent``, ``rank``, ``score``, ``pay``, a metric, a pay line's title), where
        that can't be told or another one is meant.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme, the data or the table (D481-D489).
    """
    sets = tuple(options.pop("sets", ()))
    options["reads"] = ReadCache(2)  # as it is, and for a setting that reads other columns
    run = pipeline.compute(data, scheme, sets=sets, **options)
    problems = Problems()
    problems.extend(run.result.problems)
    old = read_table(table, run, problems, columns=columns, encoding=options.get("encoding"))
    if old is not None and not set(old.rows) & set(map(str, run.result.agents)):
        ours, theirs = (listed(sorted(names), most=_FAR) for names in (map(str, run.result.agents), old.rows))
        problems.add("D483", None, file=table, agents=theirs, ours=ours)
    problems.reject()
    assert old is not None  # noqa: S101 - without a table there is an error
    people = tuple(_people(run, old))

    def again(more: Sequence[str]) -> Run:
        return pipeline.compute(data, scheme, sets=(*sets, *more), **options)

    searches = isinstance(scheme, str) and len(people) <= LARGE
    files = files_of(data)
    settings: tuple[Tried, ...] = ()
    if searches and any(person.differing for person in people):
        instead = [] if len(run.inputs.main) > LARGE else _columns_instead(run, str(scheme), sets, files, people)
        settings = tried(run, [*candidates(run), *instead], again, lambda other: _left(other, old))
    result = run.result
    return Reconciliation(
        side=Side(result.scheme, sets, files, result.period, None),
        table=table,
        currency=result.currency,
        money_digits=result.money_digits,
        columns=tuple(old.columns.values()),
        people=people,
        tried=settings,
        searched=searches,
        problems=tuple(problems),
    )


def _columns_instead(run: Run, scheme: str, sets: Sequence[str], files: Sequence[str], people: Sequence[Person]) -> list[str]:
    """Return other columns for the metrics whose values the table has otherwise, or for all where it does not tell."""
    leaves = values_of(scheme, RULES, sets=sets)
    cells = [cell for person in people for cell in person.cells]
    told = {cell.column.key for cell in cells if cell.column.kind == "value"}
    other = {cell.column.key for cell in cells if cell.column.kind == "value" and not cell.same}
    counted = {metric.name for metric in run.result.metrics}
    return list(columns_instead(leaves, files, other | (counted - told)))


def _left(run: Run, old: Old) -> Left:
    """Return how far a result is from the table: figures that differ, twice those that are not merely rounded there."""
    ours = _figures(run, old)
    rows = {str(agent): row for row, agent in enumerate(run.result.agents)}
    differing = [
        cell
        for agent, there in old.rows.items()
        if agent in rows
        for cell in _cells(old, ours, rows[agent], there)
        if not cell.same and cell.column.decides
    ]
    return len(differing) + sum(not is_rounded(cell) for cell in differing), len(differing)


def _people(run: Run, old: Old) -> Iterator[Person]:
    result = run.result
    ours = _figures(run, old)
    rows = {str(agent): row for row, agent in enumerate(result.agents)}
    cells = {agent: _cells(old, ours, row, old.rows[agent]) for agent, row in rows.items() if agent in old.rows}
    adding, positions = Adding(run), {str(agent): at for at, agent in enumerate(run.measured.agents)}
    here = {}
    for agent, own in cells.items():
        reason = Words(result.reasons.at(rows[agent], "zh"), result.reasons.at(rows[agent], "en"))
        differs = any(not cell.same for cell in own)
        here[agent] = Here(rows[agent], reason, _unrounded(adding, positions.get(agent)) if differs else None)
    causes = Causes(result, cells, here)
    for agent, row in rows.items():
        cohort = {key: str(column[row]) for key, column in result.cohorts.items()}
        told = tuple(
            cell if cell.same else Cell(cell.column, cell.ours, cell.theirs, same=False, causes=causes.of(agent, cell))
            for cell in cells.get(agent, ())
        )
        there = old.rows.get(agent)
        missing = Cause("missing there", _NOT_THERE) if there is None else None
        yield Person(agent, str(result.names[row]), cohort, there.place if there else None, True, told, missing)  # noqa: FBT003 - a field of a tuple
    for agent, there in old.rows.items():
        if agent not in rows:
            yield Person(agent, agent, {}, there.place, False, (), Cause("missing here", _NOT_HERE))  # noqa: FBT003 - a field of a tuple


def _unrounded(adding: Adding, at: int | None) -> Fraction | None:
    """Return somebody's score before it was rounded; None where she has none, or a gate made it."""
    parts = () if at is None else adding.parts(at)
    if not parts or any(part.kind in {"gate", "cap", "floor"} for part in parts):
        return None
    return Fraction(sum(part.amount for part in parts if part.kind != "rounding"), 10**adding.digits)


def _figures(run: Run, old: Old) -> dict[str, list[Fraction | None]]:
    """Return the result's figures for each column of the table, one an agent in published order."""
    result = run.result
    by_key: dict[str, tuple[Any, int]] = {
        "rank": (result.ranks, 0),
        "score": (result.scores, result.score_digits),
        "pay": (result.pay, result.money_digits),
    }
    metrics = {metric.name: metric for metric in result.metrics}
    found = {}
    for one in sought(run):
        if one.name not in old.columns:
            continue
        if one.kind == "line":
            lines = [line.amounts for line in result.lines if (line.title.en if line.title else line.rule) == one.key]
            column, digits = np.sum([np.where(line == MISSING, 0, line) for line in lines], axis=0), result.money_digits
        elif one.kind == "points":
            column, digits = metrics[one.key].points, result.point_digits
        elif one.kind == "value":
            found[one.name] = [None if np.isnan(value) else exact(value) for value in metrics[one.key].values.tolist()]
            continue
        else:
            column, digits = by_key[one.key]
        scale = 10**digits
        found[one.name] = [None if units == MISSING else Fraction(units, scale) for units in column.tolist()]
    return found


def _cells(old: Old, ours: Mapping[str, list[Fraction | None]], row: int, there: Row) -> tuple[Cell, ...]:
    return tuple(_cell(column, ours[name][row], there.figures[name]) for name, column in old.columns.items() if name in ours)


def _cell(column: Matched, ours: Fraction | None, theirs: Fraction | None) -> Cell:
    """Compare two figures at the digits that the result has; an empty cell of money is nothing paid."""
    if theirs is None and column.kind in {"pay", "line"}:
        theirs = Fraction()
    if theirs is not None and column.digits is not None:
        return Cell(column, ours, theirs, ours == Fraction(half_up(theirs * 10**column.digits), 10**column.digits))
    return Cell(column, ours, theirs, ours == theirs)

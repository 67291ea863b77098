"""Settings under which the result would be more like the table: each is tried by a run of the same data, none is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np

from csscore.analysis.settings import changed_settings, step
from csscore.exact.fixed import MISSING
from csscore.measure.requirements import requirements_of
from csscore.problems import Problems, Rejected
from csscore.read.load import load
from csscore.reconciliation import Tried
from csscore.scheme.dictionary import everything
from csscore.scheme.kinds import decimal_text
from csscore.scheme.model import MISSING_POLICIES, MONEY_UNITS
from csscore.score.weights import leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from csscore.pipeline import Run
    from csscore.read.requirements import Unit
    from csscore.scheme.fields import Leaf

_DIGITS: Final = (0, 1, 2, 3, 4)
_POINT_DIGITS: Final = (0, 1, 2)
_TIES: Final = ("min", "dense", "max")
_STEPS: Final = 3
"""How many settings are put on top of each other at most."""
_SHOWN: Final = 3


def candidates(run: Run) -> Iterator[str]:
    """Yield settings, each as ``PATH=VALUE``, in which a spreadsheet may well differ from this scheme."""
    scheme, result = run.scheme, run.result
    if (result.tied > 1).any():
        yield from (f"rank.ties={ties}" for ties in _TIES if ties != scheme.rank.ties)
        if not scheme.rank.break_:
            yield from (f"rank.break=[{step(leaf.name)}]" for leaf in leaves(scheme))
    if scheme.rank.break_:
        yield "rank.break=[]"
    yield from (f"score.digits={digits}" for digits in _DIGITS if digits != scheme.score.digits)
    yield from (f"score.point_digits={digits}" for digits in _POINT_DIGITS if digits != scheme.score.point_digits)
    if scheme.pay:
        yield from (f"money.unit={decimal_text(unit)}" for unit in MONEY_UNITS if unit != scheme.money_unit)
    if any((metric.points == MISSING).any() for metric in result.metrics):
        yield from (f"missing={policy}" for policy in MISSING_POLICIES if policy not in {scheme.missing, "error"})
    if any(gate.fired.any() for gate in result.gates) and scheme.reference == "all":
        yield "reference=eligible"
    yield from _blanks(run)


def _blanks(run: Run) -> Iterator[str]:
    """Yield, for each column with gaps, that a gap is 0."""
    for name, column in run.plan.files.columns.items():
        table = run.inputs.main
        numeric = column.blank is None and column.unit not in {None, "text", "date"} and table.has(name)
        if numeric and np.isnan(table.numbers(name, column.unit)).any():
            headers = ", ".join(f"'{header}'" for header in column.headers if "'" not in header)
            yield f"columns.{step(name)}={{headers: [{headers}], blank: 0}}"


def columns_instead(leaves: Sequence[Leaf], files: Sequence[str], metrics: Collection[str]) -> Iterator[str]:
    """Yield, for each column that a metric is made of, another column of the files in its place, and rows of 0 left out.

    Parameters
    ----------
    leaves
        The words that the metrics' values are made of.
    files
        The data, which are read once more by the built-in dictionary of headers.
    metrics
        Whose values may be others.
    """
    problems = Problems()
    dictionary = everything(problems)
    inputs = load(list(files), requirements_of(dictionary), problems)
    there = {} if problems.errors else {name: entry.unit for name, entry in dictionary.columns.items() if inputs.main.has(name)}
    for leaf in leaves:
        unit = cast("Unit | None", there.get(leaf.text))
        if leaf.metric not in metrics or unit in {None, "text", "date"}:
            continue
        yield from (f"{leaf.path}={name}" for name, other in there.items() if other == unit and name != leaf.text)
        if not leaf.bare and (inputs.main.numbers(leaf.text, unit) == 0).any():
            yield f"{leaf.value}.where={leaf.text} != 0"


Left = tuple[int, int]
"""How far a result is from the table, and how many figures differ."""


def tried(
    run: Run, options: Sequence[str], compute: Callable[[Sequence[str]], Run], left: Callable[[Run], Left]
) -> tuple[Tried, ...]:
    """Return the settings that leave the fewest figures different, the best first.

    Parameters
    ----------
    run
        As it is.
    options
        What is tried, up to three on top of each other.
    compute
        Makes the result with settings on top.
    left
        Counts the figures of a result that differ.
    """
    found: dict[tuple[str, ...], tuple[Left, Tried]] = {}
    best: tuple[str, ...] = ()
    fewest = left(run)
    for _ in range(_STEPS):
        round_: list[tuple[Left, Tried]] = []
        for option in options if fewest[1] else ():
            if any(_path(option) == _path(given) for given in best):
                continue
            one = _once(run, (*best, option), compute, left)
            if one is not None and one[0] < fewest:
                round_.append(one)
        if not round_:
            break
        round_.sort(key=lambda one: (one[0], one[1].sets))
        found.update({one[1].sets: one for one in (round_[:1] if best else round_[:_SHOWN])})
        fewest, best = round_[0][0], round_[0][1].sets
    ordered = sorted(found.values(), key=lambda one: (one[0], len(one[1].sets), one[1].sets))
    return tuple(one for _, one in ordered[:_SHOWN])


def _path(setting: str) -> str:
    return setting.partition("=")[0]


def _once(
    run: Run, sets: tuple[str, ...], compute: Callable[[Sequence[str]], Run], left: Callable[[Run], Left]
) -> tuple[Left, Tried] | None:
    try:
        other = compute(sets)
    except Rejected:  # this scheme can't be so
        return None
    now = left(other)
    return now, Tried(sets, changed_settings(run.declared, other.declared), now[1])

"""Measured people made up for tests: values by metric, columns beside them, cohorts; no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from csscore.exact.fixed import MISSING, text
from csscore.measure.agents import AgentScope
from csscore.measure.measured import Measured
from csscore.problems import Problems
from csscore.rules import RULES
from csscore.scheme.forms import Reader, Unreadable
from csscore.scheme.kinds import Chosen
from csscore.scheme.model import POINTS, Scheme
from csscore.scheme.nodes import compose
from csscore.score.points.base import Cohort
from csscore.score.points_of import points_of
from csscore.score.scoring import Scored, score
from csscore.score.segments import Segments
from csscore.words import same


class Columns:
    """What a pool knows of people, from plain lists."""

    def __init__(self, columns: Mapping[str, Any], better: Mapping[str, str], teams: Mapping[str, Sequence[float]]) -> None:
        self.problems = Problems()
        self.span = None
        self._columns = {name: column(values) for name, values in columns.items()}
        self._better = better
        self._teams = teams

    def has(self, name: str) -> bool:
        return name in self._columns

    def usual(self, name: str) -> bool:
        return False

    def names(self) -> list[str]:
        return list(self._columns)

    def better(self, name: str) -> str:
        return self._better.get(name, "higher")

    def numbers(self, name: str, *_: Any) -> np.ndarray:
        return self._columns[name]

    def texts(self, name: str, *_: Any) -> np.ndarray:
        return self._columns[name]

    def missing(self, name: str, *_: Any) -> np.ndarray:
        values = self._columns[name]
        return np.isnan(values) if values.dtype == np.float64 else np.array([value is None for value in values])

    def team(self, name: str, **_: Any) -> np.ndarray:
        return np.array(self._teams[name], dtype=float)


def column(values: Sequence[Any]) -> np.ndarray:
    """Return values as measured: canonical floats with NaN for None, or texts."""
    if any(isinstance(value, str) for value in values):
        made = np.empty(len(values), dtype=object)
        made[:] = list(values)
        return made
    return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)


def chosen(yaml: str, problems: Problems | None = None) -> Chosen:
    """Read a points rule from YAML; its mistakes are the test's failure unless it wants the problems."""
    found = Problems() if problems is None else problems
    root = compose(f"points: {yaml}", "scheme.yaml", found)
    try:
        made = POINTS.read(root.entries[0][1], Reader(found, RULES))
    except Unreadable:
        made = None
    if problems is None:
        found.reject()
    return made


def codes(problems: Problems) -> list[str]:
    """Return the codes that were recorded, in order."""
    return [problem.code for problem in problems]


def only(problems: Problems, code: str) -> Any:
    """Return the one problem of a code."""
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1, codes(problems)
    return found[0]


def points(
    yaml: str,
    values: Sequence[Any],
    *,
    better: str = "higher",
    unit: str = "number",
    digits: int = 4,
    reference: Sequence[bool] | None = None,
    cohorts: Sequence[int] | None = None,
    columns: Mapping[str, Sequence[Any]] | None = None,
    teams: Mapping[str, Sequence[float]] | None = None,
    problems: Problems | None = None,
) -> list[str | None]:
    """Return what a rule gives, as exact texts; None where there are no points."""
    found = Problems() if problems is None else problems
    size = len(values)
    groups = np.array(cohorts or [0] * size, dtype=np.intp)
    pool = Columns(columns or {}, {}, teams or {})
    people = Cohort(
        name="m",
        title=same("指标"),
        unit=unit,
        better=better,
        digits=digits,
        agents=column([f"a{i}" for i in range(size)]) if size else np.empty(0, dtype=object),
        reference=np.ones(size, dtype=bool) if reference is None else np.array(reference, dtype=bool),
        segments=Segments.of(groups),
        scope=AgentScope(pool, cohorts=groups),
        problems=found,
    )
    units = points_of(chosen(yaml), column(values), people)
    if problems is None:
        assert codes(found) == []
    return texts(units, digits)


def texts(units: np.ndarray, digits: int) -> list[str | None]:
    return [None if unit == MISSING else text(int(unit), digits) for unit in units]


def rounded(value: Fraction, digits: int = 4) -> str:
    """Round half-up as the decimal module does it: an implementation of its own."""
    sign, magnitude = (-1, -value) if value < 0 else (1, value)
    whole, rest = divmod(magnitude * 10**digits, 1)
    units = int(whole) + (rest >= Fraction(1, 2))
    return (
        str((Decimal(sign * units).scaleb(-digits)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
        if units
        else zero(digits)
    )


def zero(digits: int) -> str:
    return "0." + "0" * digits if digits else "0"


def scheme(yaml: str) -> Scheme:
    """Read a scheme, name and version left out."""
    problems = Problems()
    root = compose("csscore: 1\nname: test\n" + yaml, "scheme.yaml", problems)
    try:
        made = Scheme.read(root, Reader(problems, RULES))
    except Unreadable:
        made = None
    problems.reject()
    return made


def scored(
    yaml: str,
    values: Mapping[str, Sequence[Any]],
    *,
    cohorts: Sequence[str] | None = None,
    columns: Mapping[str, Sequence[Any]] | None = None,
    agents: Sequence[str] | None = None,
    problems: Problems | None = None,
) -> Scored:
    """Score people; warnings and errors are the test's failure unless it wants the problems."""
    found = Problems() if problems is None else problems
    read = scheme(yaml)
    size = len(next(iter(values.values())))
    labels = list(cohorts or [""] * size)
    groups = np.array([sorted(set(labels)).index(label) for label in labels], dtype=np.intp)
    better = {name: metric.better for name, metric in read.metrics.items() if hasattr(metric, "better")}
    pool = Columns({**values, **(columns or {})}, better, {})
    names = column(list(agents or (f"a{i}" for i in range(size))))
    measured = Measured(
        agents=names,
        names=names,
        cohort_codes=groups,
        cohort_labels={"team": column(labels)} if cohorts else {},
        values={name: column(given) for name, given in values.items()},
        sizes={},
        scope=AgentScope(pool, cohorts=groups),
    )
    result = score(read, measured, found)
    if problems is None:
        assert [problem.code for problem in found if problem.severity != "note"] == []
    return result


def scores(result: Scored, digits: int = 2) -> list[str | None]:
    return texts(result.scores, digits)


def ranks(result: Scored) -> list[int | None]:
    return [None if rank == MISSING else int(rank) for rank in result.ranks]

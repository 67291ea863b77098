"""The same month once more with something changed: other values, fewer people, another scheme; every number is the engine's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.pay.paying import pay
from csscore.problems import Problems
from csscore.score.scoring import score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.measure.measured import Measured
    from csscore.pipeline import Run
    from csscore.scheme.model import Scheme
    from csscore.score.scoring import Scored


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came out, for the people in it, in the order of `Measured.agents`."""

    scored: Scored
    pay: Units
    """By the scheme's pay rules, minor units; what was adjusted by hand is left out."""

    @property
    def ranks(self) -> Units:
        """Return the places, `MISSING` for the unranked."""
        return self.scored.ranks

    @property
    def scores(self) -> Units:
        """Return the scores, `MISSING` where there is none."""
        return self.scored.scores


def recompute(
    run: Run,
    *,
    values: Mapping[str, NDArray[Any]] | None = None,
    columns: Mapping[str, NDArray[Any]] | None = None,
    among: NDArray[np.intp] | None = None,
    scheme: Scheme | None = None,
) -> Outcome | None:
    """Score, rank and pay once more; None where that can't be done.

    Metrics that are computed from other metrics, and the team's value of one, are held as they are.

    Parameters
    ----------
    run
        A computed run.
    values
        By metric: other values of everybody (canonical floats), in the order of `Measured.agents`.
    columns
        By column that expressions name: likewise.
    among
        Positions of the people who are there, ascending; everybody by default.
    scheme
        Another scheme of the same metrics.
    """
    measured = run.measured
    if values or columns:
        other = dict(values or {})
        named: dict[str, Any] = {name: column for name, column in other.items() if column.dtype != object} | dict(columns or {})
        scope = measured.scope.plus(**named)
        measured = replace(measured, values={**measured.values, **other}, scope=scope)
    if among is not None:
        measured = only(measured, among)
    problems = Problems()
    rules = run.scheme if scheme is None else scheme
    try:
        scored = score(rules, measured, problems)
    except OverflowError:  # a value so far out that nothing exact can be said of it
        return None
    total = None if problems.errors else paid(run, measured, scored, scheme=rules)
    return None if total is None else Outcome(scored, total)


def paid(run: Run, measured: Measured, scored: Scored, *, scheme: Scheme | None = None) -> Units | None:
    """Return what people who are scored so are paid, minor units; None where they can't be paid."""
    problems = Problems()
    try:
        lines = pay(run.scheme if scheme is None else scheme, measured, scored, problems, history=run.history)
    except OverflowError:
        return None
    total = np.zeros(len(measured), dtype=np.int64)
    for line in lines:
        total += np.where(line.amounts == MISSING, 0, line.amounts)
    return None if problems.errors else total


def only(measured: Measured, among: NDArray[np.intp]) -> Measured:
    """Return some of the people, with the cohorts they are in."""
    codes: NDArray[np.intp] = np.unique(measured.cohort_codes[among], return_inverse=True)[1]
    return replace(
        measured,
        agents=measured.agents[among],
        names=measured.names[among],
        cohort_codes=codes,
        cohort_labels={name: labels[among] for name, labels in measured.cohort_labels.items()},
        values={name: values[among] for name, values in measured.values.items()},
        sizes={name: sizes[among] for name, sizes in measured.sizes.items()},
        evidence={name: evidence.only(among) for name, evidence in measured.evidence.items()},
        scope=measured.scope.only(among, cohorts=codes),
    )

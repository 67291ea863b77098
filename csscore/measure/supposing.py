"""What if: people who leave or join and values that change, between reading and scoring; everything after is computed as ever."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from csscore.exact.fixed import canonical, exact
from csscore.measure.requirements import metrics_of
from csscore.read.joining import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.measured import Measured
    from csscore.read.load import Inputs
    from csscore.scheme.model import Scheme

Verb = Literal["set", "plus", "times"]


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one value: what it becomes, what is added to it, or what it is multiplied by; in base units.

    To ``set`` None is to have no value; a metric of words is set to a text.
    """

    agent: str
    metric: str
    verb: Verb
    amount: Fraction | str | None

    def applied(self, value: float | str | None) -> float | str | None:
        """Return the value after it, canonical where it is a number."""
        if self.amount is None or isinstance(self.amount, str):
            return self.amount
        if self.verb == "set":
            return _float(self.amount)
        old = exact(float(value or 0))
        return _float(old + self.amount if self.verb == "plus" else old * self.amount)


@dataclass(frozen=True, slots=True)
class Supposed:
    """Everything that is supposed of the people of a month.

    Attributes
    ----------
    without
        Ids of people whose rows don't count.
    joining
        New ids, each with the person whose rows she has copies of; None for somebody who has no rows.
    moves
        Changes of values, one an agent and metric.
    """

    without: tuple[str, ...] = ()
    joining: Mapping[str, str | None] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()

    def people(self, inputs: Inputs) -> Inputs:
        """Return what was read with those who join and without those who leave."""
        if self.joining:
            inputs = joined(inputs, self.joining)
        if not self.without:
            return inputs
        return replace(inputs, main=inputs.main.select(~np.isin(inputs.main.agents, self.without)))

    def values(self, scheme: Scheme, measured: Measured) -> Measured:
        """Return the values with those that change, and with the formulas that name them computed again.

        A metric that the scheme does not have is passed over. What is computed from all rows of a cohort (``team``) and the
        counts that values rest on stay as they are.
        """
        position = {str(agent): at for at, agent in enumerate(measured.agents)}
        moves = [move for move in self.moves if move.metric in measured.values and move.agent in position]
        if not moves:
            return measured
        changed = _followed(scheme, measured, moves, position)
        numbers: Any = {name: column for name, column in changed.items() if column.dtype == np.float64}
        return replace(measured, values={**measured.values, **changed}, scope=measured.scope.plus(**numbers))


def _followed(scheme: Scheme, measured: Measured, moves: Sequence[Move], position: Mapping[str, int]) -> dict[str, Any]:
    """Return the columns that change: what is moved, and formulas of those who move, computed from what they name then."""
    metrics = dict(metrics_of(scheme.metrics))
    formulas = [name for name in measured.values if name in metrics and not metrics[name].value.rule.of_rows]
    rows = sorted({position[move.agent] for move in moves})
    plain = [move for move in moves if move.metric not in formulas]
    changed = _moved(measured.values, plain, position)
    known = {name: column for name, column in {**measured.values, **changed}.items() if name not in formulas}
    agents = measured.scope.pool
    other = agents.supposing(known)
    for name in formulas:
        before, after = agents.value(name).values[rows], other.value(name).values[rows]
        new = ~_same(before, after) & _same(measured.values[name][rows], before)
        if bool(new.any()):
            column = measured.values[name].copy()
            column[np.array(rows)[new]] = after[new]
            changed[name] = column
    return {**changed, **_moved({**measured.values, **changed}, [move for move in moves if move.metric in formulas], position)}


def _same(one: Floats, other: Floats) -> Mask:
    """Return where two columns say the same, or both nothing."""
    same: Mask = (one == other) | (np.isnan(one) & np.isnan(other))
    return same


def _moved(values: Mapping[str, Any], moves: Sequence[Move], position: Mapping[str, int]) -> dict[str, Any]:
    columns = {move.metric: values[move.metric].copy() for move in moves}
    for move in moves:
        column, row = columns[move.metric], position[move.agent]
        column[row] = move.applied(column[row])
    return columns


def _float(number: Fraction) -> float:
    return float(canonical(np.array([float(number)]))[0])

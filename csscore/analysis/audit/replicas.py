"""A month played many times at once by the exact engine: every draw is a cohort of its own; nothing is scored here.

The people of all draws stand in one long column, and draw and cohort together make the cohort. So one call of the score room
gives the scores and ranks of thousands of draws, with every cohort effect recomputed, exactly as if each were scored alone.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.problems import Problems
from csscore.score.scoring import replayed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Units
    from csscore.measure.agents import AgentScope
    from csscore.measure.elements import Elements
    from csscore.measure.measured import Measured
    from csscore.scheme.model import Scheme

_AT_ONCE: Final = 200_000
"""People of all draws who are scored in one go: their columns stay near the processor."""
_KEPT: Final = 1_000_000
"""Values of one metric that are held at a time."""


class Played(NamedTuple):
    """What the draws came to, each of shape (draws, agents); `MISSING` where there is no score or no rank."""

    scores: Units
    ranks: Units
    tied: Units


def parts(draws: int, agents: int) -> Iterator[int]:
    """Yield how many draws to make and play at a time, so that memory is bounded however many there are."""
    most = max(_KEPT // max(agents, 1), 1)
    for start in range(0, draws, most):
        yield min(most, draws - start)


def play(scheme: Scheme, measured: Measured, values: Mapping[str, Floats]) -> Played:
    """Score and rank every draw.

    Parameters
    ----------
    scheme, measured
        A scheme, and the month that it measured; what is not drawn (columns, other metrics, a team's value) is held.
    values
        By metric: drawn values, canonical floats of shape (draws, agents); at least one metric.
    """
    draws = len(next(iter(values.values())))
    agents = len(measured.agents)
    made = Played(*(np.empty((draws, agents), dtype=np.int64) for _ in Played._fields))
    step = max(_AT_ONCE // max(agents, 1), 1)
    together = _Together(scheme, measured, values)
    pieces = [slice(start, min(start + step, draws)) for start in range(0, draws, step)]
    with ThreadPoolExecutor() as pool:  # numpy lets other threads run
        for piece, found in zip(pieces, pool.map(together.played, pieces), strict=True):
            for whole, part in zip(made, found, strict=True):
                whole[piece] = part
    return made


def scope_of(measured: Measured, values: Mapping[str, Floats]) -> AgentScope:
    """Return what expressions may name of the people of all draws, draw by draw; arguments as of `play`."""
    agents, draws = len(measured.agents), len(next(iter(values.values())))
    index = np.tile(np.arange(agents, dtype=np.intp), draws)
    columns: Any = {name: column.ravel() for name, column in values.items()}
    return _copied(measured, index, _codes(measured, index, draws), draws).plus(**columns)


def _codes(measured: Measured, index: NDArray[np.intp], draws: int) -> NDArray[np.intp]:
    """Return a cohort for each cohort of each draw; ``index`` holds the people draw by draw."""
    cohorts = int(measured.cohort_codes.max(initial=-1)) + 1
    codes: NDArray[np.intp] = measured.cohort_codes[index]
    return codes + np.repeat(np.arange(draws, dtype=np.intp) * cohorts, len(measured.agents))


def _copied(measured: Measured, index: NDArray[np.intp], codes: NDArray[np.intp], draws: int) -> AgentScope:
    scope = measured.scope.only(index, cohorts=codes)
    scope.pool = _Held(measured.scope, scope.pool, measured.cohort_codes, draws)  # type: ignore[assignment]  # stands in for it
    return scope


class _Together:
    """A month ready to be played, people standing cohort by cohort."""

    def __init__(self, scheme: Scheme, measured: Measured, values: Mapping[str, Floats]) -> None:
        self._scheme = scheme
        self._measured = measured
        self._values = values
        self._order = np.argsort(measured.cohort_codes, kind="stable")

    def played(self, piece: slice) -> Played:
        order, agents = self._order, len(self._order)
        found = replayed(self._scheme, self._copies(piece))
        back = np.empty_like(order)
        back[order] = np.arange(agents)
        scores, ranks, tied = (column.reshape(-1, agents)[:, back] for column in found)
        return Played(scores, ranks, tied)

    def _copies(self, piece: slice) -> Measured:
        """Return the people of some draws as if they had all worked in one month, each draw in cohorts of its own."""
        measured, draws = self._measured, piece.stop - piece.start
        index = np.tile(self._order, draws)
        codes = _codes(measured, index, draws)
        drawn = {name: column[piece][:, self._order].ravel() for name, column in self._values.items()}
        scope = _copied(measured, index, codes, draws)
        columns: Any = drawn
        return replace(
            measured,
            agents=measured.agents[index],
            names=measured.names[index],
            cohort_codes=codes,
            cohort_labels={},
            values={name: drawn[name] if name in drawn else values[index] for name, values in measured.values.items()},
            sizes={name: sizes[index] for name, sizes in measured.sizes.items()},
            evidence={name: evidence.only(index) for name, evidence in measured.evidence.items()},
            scope=scope.plus(**columns),
            months=np.repeat(np.arange(draws, dtype=np.intp), len(measured.agents)),
        )


class _Held:
    """The rows behind the people, with each team's value held as it is, and deaf to what goes wrong in a draw."""

    def __init__(self, scope: AgentScope, pool: Elements, cohorts: NDArray[np.intp], draws: int) -> None:
        self.problems = Problems()
        self._scope = scope
        self._pool = pool
        self._first = np.unique(cohorts, return_index=True)[1]
        self._draws = draws

    def team(self, name: str, **_: Any) -> Floats:
        """Return a metric's value of each cohort of each draw."""
        return np.tile(self._scope.team(name)[self._first], self._draws)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)

"""A month drawn again and again: what the ranks come to when chance has its way; it says nothing and advises nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.analysis.audit.recompute import recompute
from csscore.analysis.audit.replicas import Played, parts, play, scope_of
from csscore.exact.fixed import MISSING
from csscore.measure.evaluate import number
from csscore.scheme.kinds import Chosen
from csscore.scheme.model import Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.sources import Grounds
    from csscore.exact.fixed import Floats
    from csscore.pipeline import Run
    from csscore.scheme.model import Metric

    Ranks = NDArray[np.int32]

INTERVAL: Final = 0.9
_KEPT: Final = 2_000_000
"""Ranks that are held at once; a large company has fewer draws."""
_FEWEST: Final = 50
_PAID: Final = 200
"""Draws that are paid as well: pay goes through every cohort by itself."""
_PAID_WORK: Final = 40_000
"""Amounts that are worth computing for the pay to expect."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What the draws came to; agents in `Measured` order.

    Attributes
    ----------
    true
        Places by true values, those tied by lot; unranked ones stand last. Shape (draws, agents).
    again
        Places if the month were played again. Shape (draws, agents).
    low, high
        Between which true places each agent is with probability `INTERVAL`. Shape (agents,).
    noise
        The standard error of each agent's score, from months drawn around what was observed. Shape (agents,).
    pay, pay_error
        Mean and standard deviation of the pay if the month were played again, minor units; None where it was not drawn.
    """

    true: Ranks
    again: Ranks
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    noise: Floats
    pay: Floats | None
    pay_error: Floats | None

    @property
    def draws(self) -> int:
        """Return how many draws there were."""
        return len(self.true)

    def above(self, one: int, other: int) -> float:
        """Return how likely one is truly better than another."""
        mine, theirs = self.true[:, one], self.true[:, other]
        return float((mine < theirs).mean() + (mine == theirs).mean() / 2)


def draw(asked: Asked, grounds: Grounds) -> Drawn:
    """Draw true values and new months, and rank all of them by the scheme."""
    run, agents = asked.run, len(asked.run.measured)
    scheme = run.scheme.but(rank=run.scheme.rank.but(ties="min"))
    known = scheme.but(metrics=_unshrunk(scheme.metrics))
    draws = max(min(asked.draws, _KEPT // max(agents, 1)), min(asked.draws, _FEWEST))
    seeds = np.random.SeedSequence(asked.seed).spawn(3 * len(grounds.chances) + 1)
    streams = [np.random.Generator(np.random.PCG64(seed)) for seed in seeds]
    lots = streams.pop()
    true, anew = (np.empty((draws, agents), dtype=np.int32) for _ in range(2))
    moments = np.zeros((3, agents))
    first: dict[str, Floats] = {}
    start = 0
    for many in parts(draws, agents):
        truths, months, around = _values(run, grounds, many, streams)
        first = first or {name: column[:_PAID] for name, column in months.items()}
        rows = slice(start, start + many)
        true[rows] = _by_lot(play(known, run.measured, truths), lots)
        anew[rows] = _by_lot(play(scheme, run.measured, months), lots)
        moments += _moments(play(scheme, run.measured, around).scores)
        start += many
    count = np.maximum(moments[0], 1)
    variance = np.maximum(moments[2] / count - (moments[1] / count) ** 2, 0)
    paid, error = _paid(run, first)
    noise = np.where(moments[0] > 1, np.sqrt(variance) / 10.0**scheme.score.digits, np.nan)
    rest = (1 - INTERVAL) / 2
    low, high = np.quantile(true, [rest, 1 - rest], axis=0, method="inverted_cdf").astype(np.int64)
    return Drawn(true, anew, low, high, noise, paid, error)


def _unshrunk(metrics: Mapping[str, Metric | Group]) -> dict[str, Metric | Group]:
    """Return metrics without `shrink`: a value that is true rests on no number of contacts."""
    found: dict[str, Metric | Group] = {}
    for name, entry in metrics.items():
        if isinstance(entry, Group):
            found[name] = entry.but(metrics=_unshrunk(entry.metrics))
        elif entry.points is None:
            found[name] = entry
        else:
            rule, options = entry.points
            found[name] = entry.but(points=Chosen(rule, options.but(shrink=None)))
    return found


def _values(
    run: Run, grounds: Grounds, draws: int, streams: Sequence[np.random.Generator]
) -> tuple[dict[str, Floats], dict[str, Floats], dict[str, Floats]]:
    """Draw true values, months played from them, and months around what was observed (for the standard error of a score)."""
    truths, months, around = {}, {}, {}
    for k, chance in enumerate(grounds.chances):
        one, other, third = streams[3 * k : 3 * k + 3]
        truths[chance.name] = chance.truths(run.measured.cohort_codes, draws, one)
        months[chance.name] = chance.again(truths[chance.name], other)
        around[chance.name] = chance.again(np.tile(chance.values, (draws, 1)), third)
    one_, other_, third_ = (_with_formulas(run, grounds, values) for values in (truths, months, around))
    return one_, other_, third_


def _with_formulas(run: Run, grounds: Grounds, values: dict[str, Floats]) -> dict[str, Floats]:
    """Return drawn values together with the metrics that are computed from them."""
    found = dict(values)
    for leaf in grounds.formulas:
        formula = leaf.metric.value.rule.computed()
        if not set(formula.names) & found.keys():
            continue
        scope = scope_of(run.measured, found)
        shape = next(iter(found.values())).shape
        found[leaf.name] = number(formula, scope).reshape(shape)
    return found


def _by_lot(played: Played, lots: np.random.Generator) -> Ranks:
    """Return places, with those who share one spread over the places that they occupy by lot; the unranked after everybody."""
    agents = played.ranks.shape[1]
    within = np.floor(lots.random(played.ranks.shape) * played.tied).astype(np.int64)
    places: Ranks = np.where(played.ranks == MISSING, agents + 1, played.ranks + within).astype(np.int32)
    return places


def _moments(scores: NDArray[np.int64]) -> Floats:
    """Return how often there is a score, and the sums of the scores and of their squares. Shape (3, agents)."""
    there = scores != MISSING
    given = np.where(there, scores, 0).astype(np.float64)
    return np.array([there.sum(axis=0), given.sum(axis=0), (given**2).sum(axis=0)], dtype=np.float64)


def _paid(run: Run, values: dict[str, Floats]) -> tuple[Floats | None, Floats | None]:
    """Return mean and standard deviation of the pay over some of the months, each paid by the scheme as it stands."""
    agents = len(run.measured)
    if not run.scheme.pay or not values or agents * _FEWEST > _PAID_WORK:
        return None, None
    months = min(len(next(iter(values.values()))), _PAID_WORK // agents)
    found = [recompute(run, values={name: column[i] for name, column in values.items()}) for i in range(months)]
    amounts = np.array([outcome.pay for outcome in found if outcome is not None], dtype=np.float64)
    if not len(amounts):
        return None, None
    return amounts.mean(axis=0), amounts.std(axis=0)


def reliability(run: Run, noise: Floats) -> tuple[float, float]:
    """Return the variance of true scores (τ², by moments within cohorts) and the median variance of their noise.

    References
    ----------
    Rankability is τ² / (τ² + median σ²): Lingsma et al. 2009, BMC Medical Research Methodology 9:53.
    """
    ranked = (run.scored.ranks != MISSING) & ~np.isnan(noise)
    scores = run.scored.scores / 10.0**run.scheme.score.digits
    between, people = 0.0, 0
    for code in np.unique(run.measured.cohort_codes[ranked]):
        index = np.flatnonzero(ranked & (run.measured.cohort_codes == code))
        if len(index) > 1:
            between += len(index) * max(0.0, float(scores[index].var(ddof=1) - (noise[index] ** 2).mean()))
            people += len(index)
    return (between / people if people else 0.0), (float(np.median(noise[ranked] ** 2)) if bool(ranked.any()) else 0.0)

"""The rest of a month drawn many times, each time scored, ranked and paid by the engine; it says nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from csscore.analysis.audit.recompute import recompute
from csscore.analysis.unfinished.growing import at_the_end, counted
from csscore.exact.fixed import MISSING
from csscore.explanation import ADJUSTMENT
from csscore.score.weights import leaves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.analysis.unfinished.growing import Growing
    from csscore.exact.fixed import Floats, Units
    from csscore.pipeline import Run
    from csscore.unfinished import Elapsed
    from csscore.words import Words

INTERVAL: Final = 0.9
_DRAWS: Final = 200
"""Pay goes through every cohort by itself, so that each draw takes some milliseconds."""
_WORK: Final = 60_000
"""Amounts that are worth computing; of more people fewer months are drawn."""
_FEWEST: Final = 50
_SEED: Final = 20_260_331


class Course(NamedTuple):
    """What the month comes to; agents in `Measured` order.

    Attributes
    ----------
    values
        Metrics at the end, those that change.
    ranks, scores, pay
        If the rest is like what has passed; adjustments of money as they stand.
    low, high
        Ranks and pay that hold `INTERVAL` of the draws. Shape (2, agents).
    draws
        How many draws; 0 where nothing is known of chance, or people are too many.
    steady
        Titles of metrics that went on alike in all draws, because their luck can't be told.
    """

    values: dict[str, Floats]
    ranks: Units
    scores: Units
    pay: Units
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    draws: int
    steady: tuple[Words, ...]


def course(run: Run, how: Growing, elapsed: Elapsed) -> Course | None:
    """Return where a month leads; None where its end can't be scored and paid.

    Each draw takes from what has passed how good somebody is, with the uncertainty of so few contacts, and draws the contacts
    of the days that are left (the predictive distribution under Jeffreys' prior: binomial for rates, Poisson for counts,
    normal for means and sums). Nobody is drawn towards the others: it is a continuation of her own month.

    References
    ----------
    Box & Tiao 1973, Bayesian Inference in Statistical Analysis, §1.3 (Jeffreys' priors); Gelman et al. 2013, Bayesian Data
    Analysis, 3rd ed., §1.3 (posterior predictive distribution).
    """
    times = Fraction(elapsed.days, elapsed.passed)
    values, columns = at_the_end(run, how, times, {})
    outcome = recompute(run, values=values, columns=columns)
    if outcome is None:
        return None
    adjusted = _adjusted(run)
    drawn, steady = _drawn(run, how, times)
    paid = outcome.pay + adjusted
    if not drawn:
        none = np.zeros((2, len(paid)), dtype=np.int64)
        return Course(values, outcome.ranks, outcome.scores, paid, none, none, 0, steady)
    low, high = np.quantile(np.array(drawn), [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], axis=0, method="inverted_cdf").astype(
        np.int64
    )
    low[1], high[1] = low[1] + adjusted, high[1] + adjusted
    return Course(values, outcome.ranks, outcome.scores, paid, low, high, len(drawn), steady)


def _drawn(run: Run, how: Growing, times: Fraction) -> tuple[list[NDArray[np.int64]], tuple[Words, ...]]:
    """Return ranks and pay of each draw, the unranked behind everybody; and what went on alike in all of them."""
    agents = len(run.measured)
    chances = [chance for chance in how.grounds.chances if how.paces.get(chance.name) == chance.pace]
    free = {chance.name for chance in chances} | {leaf.name for leaf in how.formulas}
    steady = tuple(leaf.title for leaf in leaves(run.scheme) if leaf.name in how.paces and leaf.name not in free and leaf.scored)
    draws = min(_DRAWS, _WORK // max(agents, 1))
    columns = counted(run, how)
    if not (chances or columns) or draws < _FEWEST:
        return [], steady
    seeds = np.random.SeedSequence(_SEED).spawn(len(chances) + len(columns))
    drawn = [
        chance.finished(float(times - 1), draws, np.random.Generator(np.random.PCG64(seed)))
        for chance, seed in zip((*chances, *columns), seeds, strict=True)
    ]
    ends = {chance.name: end for chance, end in zip(chances, drawn, strict=False)}
    counts = {chance.name: end for chance, end in zip(columns, drawn[len(chances) :], strict=True)}
    found = []
    for draw in range(draws):
        own, others = ({name: end[draw] for name, end in some.items()} for some in (ends, counts))
        values, columns_ = at_the_end(run, how, times, own, others)
        outcome = recompute(run, values=values, columns=columns_)
        if outcome is not None:
            ranks = np.where(outcome.ranks == MISSING, agents + 1, outcome.ranks)
            found.append(np.array([ranks, outcome.pay]))
    return found, steady


def _adjusted(run: Run) -> Units:
    """Return what was adjusted by hand, minor units; in `Measured` order."""
    position = {str(agent): at for at, agent in enumerate(run.measured.agents)}
    order = np.array([position[str(agent)] for agent in run.result.agents], dtype=np.intp)
    total = np.zeros(len(order), dtype=np.int64)
    for line in run.result.lines:
        if line.rule == ADJUSTMENT:
            total[order] += np.where(line.amounts == MISSING, 0, line.amounts)
    return total

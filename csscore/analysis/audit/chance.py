"""What chance has to do with each metric's value: from how many contacts it comes and how far those lie apart; it scores nothing.

Two questions are kept apart, because resampling around what was observed would count the noise twice:

* *what is true*: the posterior of each agent's true value by empirical Bayes, the spread of true values itself being uncertain;
* *the month played again*: a value drawn from such a truth, as a new month would bring it.

References
----------
Efron & Morris 1975, JASA 70:311 (normal means); Kleinman 1973, JASA 68:46 (beta-binomial by moments); Marshall & Spiegelhalter
1998, BMJ 316:1701 (ranks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.words import Words

Kind = Literal["rate", "count", "amount"]
_LEAST: Final = 0.01
"""The weakest prior: less than a contact's worth."""
_MOST: Final = 1e9
"""The strongest prior: everybody is alike."""
_DIGITS: Final = 12
_GRID: Final = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """The noise in one metric.

    Attributes
    ----------
    kind
        ``rate``: binomial in ``sizes``; ``count``: Poisson; ``amount``: normal with ``noise``.
    values
        What was measured; NaN is missing. Shape (agents,).
    sizes
        On how many contacts each value rests, whole numbers; for rates. Shape (agents,).
    noise
        The standard deviation of each agent's value; for amounts. Shape (agents,).
    known
        Where this is known from, in words.
    """

    name: str
    kind: Kind
    values: Floats
    sizes: Floats | None
    noise: Floats | None
    known: Words

    def errors(self, cohorts: NDArray[np.intp]) -> Floats:
        """Return the standard error of each value, by what the cohort has in common. Shape (agents,)."""
        if self.noise is not None:
            return np.where(np.isnan(self.values), np.nan, self.noise)
        found = np.full(len(self.values), np.nan)
        for index in _members(cohorts, ~np.isnan(self.values)):
            found[index] = np.sqrt(self._usual(index))
        return found

    def spread(self, cohorts: NDArray[np.intp]) -> tuple[float, float]:
        """Return the variance of true values (τ²) and the median variance of the noise (σ²), over all cohorts."""
        true: list[tuple[int, float]] = []
        noise: list[float] = []
        for index in _members(cohorts, ~np.isnan(self.values)):
            error = self._usual(index)
            true.append((len(index), _between(self.values[index], error)))
            noise.extend(error.tolist())
        weight = sum(count for count, _ in true)
        return sum(count * each for count, each in true) / weight if weight else 0.0, float(np.median(noise)) if noise else 0.0

    def truths(self, cohorts: NDArray[np.intp], draws: int, rng: np.random.Generator) -> Floats:
        """Draw true values: the posterior of each agent among her cohort. Shape (draws, agents)."""
        found = np.full((draws, len(self.values)), np.nan)
        for index in _members(cohorts, ~np.isnan(self.values)):
            values, error = self.values[index], self._usual(index)
            between = _betweens(values, error, draws, rng)
            if self.kind == "rate":
                sizes = self._sizes(index)
                mean = float((values * sizes).sum() / sizes.sum())
                with np.errstate(divide="ignore", invalid="ignore"):
                    prior = np.where(between > 0, mean * (1 - mean) / between - 1, _MOST).clip(_LEAST, _MOST)[:, None]
                hits = values * sizes
                found[:, index] = rng.beta(hits + prior * mean, sizes - hits + prior * (1 - mean)) if 0 < mean < 1 else mean
            elif self.kind == "count":
                mean = float(values.mean())
                rate = mean / np.maximum(between, mean / _MOST)[:, None] if mean > 0 else _MOST
                found[:, index] = rng.gamma(rate * mean + values, 1 / (rate + 1)) if mean > 0 else 0.0
            else:
                whole = between[:, None] + error
                held = np.divide(error, whole, out=np.zeros_like(whole), where=whole > 0)
                weights = np.divide(1.0, whole, out=np.ones_like(whole), where=whole > 0)
                mean_ = (values * weights).sum(axis=1, keepdims=True) / weights.sum(axis=1, keepdims=True)
                found[:, index] = rng.normal(held * mean_ + (1 - held) * values, np.sqrt((1 - held) * error))
        return self._tidy(found)

    def again(self, truths: Floats, rng: np.random.Generator) -> Floats:
        """Draw the values of a new month from true ones; both of shape (draws, agents)."""
        missing = np.isnan(self.values)
        if self.kind == "rate":
            sizes = np.where(missing, 1, self._sizes(slice(None))).astype(np.int64)
            found = rng.binomial(sizes, np.where(missing, 0.0, truths).clip(0, 1)) / sizes
        elif self.kind == "count":
            found = rng.poisson(np.where(missing, 0.0, truths)).astype(np.float64)
        else:
            assert self.noise is not None  # noqa: S101 - amounts have it
            found = rng.normal(np.where(missing, 0.0, truths), np.where(missing, 0.0, self.noise))
        return self._tidy(np.where(missing, np.nan, found))

    @property
    def pace(self) -> int:
        """Return whether the value grows with the contacts (1: sums and counts) or is what they are like (0)."""
        return int(self.kind == "count" or (self.kind == "amount" and self.sizes is None))

    def finished(self, more: float, draws: int, rng: np.random.Generator) -> Floats:
        """Draw values at the end of a month of which ``more`` times what has passed is to come. Shape (draws, agents).

        How good somebody is comes from her own contacts alone, with the uncertainty that so few of them leave.
        """
        missing = np.isnan(self.values)
        values = np.where(missing, 0.0, self.values)
        shape = (draws, len(values))
        if self.kind == "rate":
            sizes = np.where(missing, 1, self._sizes(slice(None)))
            hits = np.rint(values * sizes).clip(0, sizes)
            rest = np.rint(sizes * more).astype(np.int64)
            found = (values * sizes + rng.binomial(rest, rng.beta(hits + 0.5, sizes - hits + 0.5, shape))) / (sizes + rest)
        elif self.kind == "count":
            found = values + rng.poisson(rng.gamma(values + 0.5, 1.0, shape) * more)
        else:
            assert self.noise is not None  # noqa: S101 - amounts have it
            noise = np.where(missing, 0.0, self.noise)
            part = more * (1 + more) if self.pace else more / (1 + more)
            found = values * (1 + more if self.pace else 1) + rng.normal(0.0, 1.0, shape) * noise * np.sqrt(part)
        return self._tidy(np.where(missing, np.nan, found))

    def _usual(self, index: NDArray[np.intp]) -> Floats:
        """Return the variance of the noise of some people's values."""
        values = self.values[index]
        if self.kind == "rate":
            sizes = self._sizes(index)
            mean = float((values * sizes).sum() / sizes.sum())
            return mean * (1 - mean) / sizes
        if self.kind == "count":
            return np.full(len(index), float(values.mean()))
        assert self.noise is not None  # noqa: S101 - amounts have it
        variance: Floats = self.noise[index] ** 2
        return variance

    def _sizes(self, index: NDArray[np.intp] | slice) -> Floats:
        assert self.sizes is not None  # noqa: S101 - rates have them
        sizes: Floats = np.maximum(np.rint(self.sizes[index]), 1.0)
        return sizes

    def _tidy(self, drawn: Floats) -> Floats:
        """Keep draws where values can be, and make them decimals of at most 12 digits, as measured values are."""
        known = self.values[~np.isnan(self.values)]
        if bool((known >= 0).all()):
            drawn = np.maximum(drawn, 0.0)
        if self.kind == "rate":
            drawn = np.minimum(drawn, 1.0)
        size = float(np.nanmax(np.abs(drawn), initial=1.0))
        power = 10.0 ** (_DIGITS - 1 - int(np.floor(np.log10(max(size, 1.0)))))
        return np.rint(drawn * power) / power


def _between(values: Floats, error: Floats) -> float:
    """Return the variance of the true values, by moments: what the values vary more than their noise does."""
    return max(0.0, float(values.var(ddof=1) - error.mean())) if len(values) > 1 else 0.0


def _betweens(values: Floats, error: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Draw the variance of the true values from its posterior: a dozen people say little of it. Shape (draws,).

    (k - 1)·s² / (τ² + σ²) is χ² with k - 1 degrees of freedom, and τ² is not negative.

    References
    ----------
    Box & Tiao 1973, Bayesian Inference in Statistical Analysis, §5.2 (variance components, prior 1 / (τ² + σ²)).
    """
    freedom, noise = len(values) - 1, float(error.mean())
    if freedom < 1 or not (square := float(values.var(ddof=1))):
        return np.zeros(draws)
    most = freedom + 12 * np.sqrt(2 * freedom) + 12
    if noise > 0:
        most = min(most, freedom * square / noise)
    grid = most * (np.arange(_GRID) + 0.5) / _GRID
    density = (freedom / 2 - 1) * np.log(grid) - grid / 2
    upto = np.cumsum(np.exp(density - density.max()))
    drawn = np.interp(rng.random(draws), upto / upto[-1], grid)
    betweens: Floats = np.maximum(freedom * square / drawn - noise, 0.0)
    return betweens


def _members(cohorts: NDArray[np.intp], who: Mask) -> Iterator[NDArray[np.intp]]:
    for code in np.unique(cohorts[who]):
        yield np.flatnonzero(who & (cohorts == code))

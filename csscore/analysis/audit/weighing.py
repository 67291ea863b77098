"""The same points under other weights: what each member of a score weighs, and places when that changes; it judges nothing.

A change that is reported is scored anew by the engine, in fractions (`reweighted`). Where thousands of weights are tried only to
say how often something happens, points are weighed in floating point (`places`); the points themselves are the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.score import gates, ranking
from csscore.score.points.base import bounded
from csscore.score.scoring import replayed
from csscore.score.weights import leaves, members

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Units
    from csscore.pipeline import Run
    from csscore.scheme.model import Metric, Scheme
    from csscore.score.combining import Part
    from csscore.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A score that is a weighted mean, laid flat.

    Attributes
    ----------
    names, titles, shares
        Its members, with what each weighs in percent; the shares sum to 100.
    scheme
        The same scheme with these members side by side: it gives the same scores.
    points
        Fixed at the digits of points, `MISSING` where there are none. Shape (members, agents).
    """

    run: Run
    names: tuple[str, ...]
    titles: tuple[Words, ...]
    shares: tuple[Fraction, ...]
    scheme: Scheme
    points: Units

    def reweighted(self, shares: Sequence[Fraction]) -> Scheme:
        """Return the scheme with other weights."""
        metrics: dict[str, Any] = dict(self.scheme.metrics)
        for name, share in zip(self.names, shares, strict=True):
            metrics[name] = metrics[name].but(weight=share)
        return self.scheme.but(metrics=metrics)

    def with_one(self, member: int, share: Fraction) -> tuple[Fraction, ...]:
        """Return the weights with one of them changed and the others filling up to 100 in their proportion."""
        left = (100 - share) / (100 - self.shares[member])
        return tuple(share if k == member else other * left for k, other in enumerate(self.shares))


def weighed(run: Run) -> Weighed | None:
    """Lay a score flat; None where it is no weighted mean of several members, or does not order the ranking."""
    scheme = run.scheme
    if scheme.score.method != "mean" or scheme.rank.order != "score" or scheme.reference == "eligible":
        return None
    chosen = members(scheme, scheme.metrics, "mean")
    if len(chosen) < 2:
        return None
    total = sum((member.share for member in chosen), Fraction(0))
    shares = tuple(member.share * 100 / total for member in chosen)
    inside = {member.name for member in chosen}
    beside: dict[str, Metric] = {
        leaf.name: leaf.metric.but(weight=None if leaf.added else Fraction(0))
        for leaf in leaves(scheme)
        if leaf.name not in inside and not inside & set(leaf.groups)
    }
    metrics = {member.name: member.of.but(weight=share) for member, share in zip(chosen, shares, strict=True)}
    flat = scheme.but(metrics={**metrics, **beside}, weights="percent")
    scores = replayed(flat, run.measured)
    if not (np.array_equal(scores.scores, run.scored.scores) and np.array_equal(scores.ranks, run.scored.ranks)):
        return None
    found = weighed_points(run.scored.pointed.parts)
    titles = tuple(member.title for member in chosen)
    return Weighed(run, tuple(member.name for member in chosen), titles, shares, flat, found)


def weighed_points(parts: Sequence[Part]) -> Units:
    """Return the points of all parts. Shape (parts, agents)."""
    return np.array([part.points for part in parts], dtype=np.int64)


def places(of: Weighed, weights: Floats, points: Units | None = None) -> NDArray[np.int64]:
    """Return everybody's place under many weights, in floating point: good for how often, not for paying.

    Gates act as they did in the run. Those who share a place have its first number.

    Parameters
    ----------
    weights
        Not negative, in any scale. Shape (draws, members).
    points
        Other points of the same members; those of the run by default. Shape (members, agents).

    Returns
    -------
    Shape (draws, agents); `MISSING` for those who are unranked in the run.
    """
    run, rule = of.run, of.scheme.score
    given = of.points if points is None else points
    draws, agents = len(weights), given.shape[1]
    total, counted = np.zeros((draws, agents)), np.zeros((draws, agents))
    for weight, column in zip(weights.T, given, strict=True):
        there = column != MISSING
        total += weight[:, None] * np.where(there, column, 0)
        counted += weight[:, None] * there
    scores = np.divide(total, counted, out=np.zeros_like(total), where=counted > 0) / 10.0**rule.point_digits
    scores += _added(of)
    units = np.rint(scores * 10.0**rule.digits).astype(np.int64)
    fired = [column.fired for column in run.scored.gates]
    units = gates.rescored(of.scheme.gates, fired, bounded(units, rule.floor, rule.cap, rule.digits), digits=rule.digits)
    last = gates.put_last(of.scheme.gates, fired, agents)
    better = {leaf.name: leaf.metric.better for leaf in leaves(run.scheme)}
    breaks: Mapping[str, Any] = {name: run.measured.values[name] for name in run.scheme.rank.break_ if name != "score"}
    keys = [np.tile(values if better[name] == "higher" else -values, draws) for name, values in breaks.items()]
    codes = run.measured.cohort_codes
    cohorts = np.tile(codes, draws) + np.repeat(np.arange(draws) * (int(codes.max(initial=0)) + 1), agents)
    who = np.tile(run.scored.ranks != MISSING, draws)
    found = ranking.ranked([units.ravel(), *keys], who, cohorts, last=np.tile(last, draws), ties="min")
    return found.ranks.reshape(draws, agents)


def _added(of: Weighed) -> Floats:
    """Return the points that are added after weighting. Shape (agents,)."""
    points = of.run.scored.pointed.points
    added = [points[leaf.name] for leaf in leaves(of.scheme) if leaf.added]
    total = np.zeros(len(of.run.measured))
    for column in added:
        total += np.where(column == MISSING, 0, column) / 10.0**of.scheme.score.point_digits
    return total

"""From measured values to points, scores and ranks; the only place that knows the order of these steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.problems import Problems
from csscore.result import BreakdownColumn, GateColumn, GroupColumn, MetricColumn, Sentence, TieBreak
from csscore.scheme.itself import Itself
from csscore.scheme.judging import judging
from csscore.score import checks, gates, ranking
from csscore.score.combining import contributions
from csscore.score.groups import group_columns
from csscore.score.pointing import Pointed, Pointing
from csscore.score.points.wording import described
from csscore.score.reasons import reasons
from csscore.score.weights import leaves
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask, Units
    from csscore.measure.agents import AgentScope
    from csscore.measure.breaking import Breakdown
    from csscore.measure.measured import Measured
    from csscore.scheme.model import Scheme
    from csscore.score.weights import Leaf


_SCORE = Words("总分", "score")
_STATUS = np.array(["unranked", "ranked"], dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Points, scores and ranks of all agents, in `Measured` order."""

    metrics: tuple[MetricColumn, ...]
    groups: tuple[GroupColumn, ...]
    gates: tuple[GateColumn, ...]
    scores: Units
    """Fixed at ``score.digits``; `MISSING` where no score could be computed."""
    ranks: NDArray[np.int64]
    """1 is first; `MISSING` for the unranked."""
    overall: NDArray[np.int64]
    """The same as if everybody were one cohort, for what is paid across cohorts."""
    tied: NDArray[np.int64]
    """How many share the place, oneself included; 0 for the unranked."""
    status: NDArray[np.object_]
    """``ranked`` or ``unranked``."""
    reasons: Sentence
    """Why an agent is not ranked."""
    counted: Units | None
    """With ``missing: renormalise``: how much of the weight was counted, percent at 4 digits; else None."""
    pointed: Pointed
    """How the scores came about, before gates."""
    broken: TieBreak | None
    """What ordered equal scores."""


def score(scheme: Scheme, measured: Measured, problems: Problems) -> Scored:
    """Score and rank all agents.

    The score is the combined points plus `score.plus`, kept between floor and cap, rounded half-up; then gates change it in
    their order, and nothing bounds it again. With ``reference: eligible`` points are made twice: first by everybody, which
    decides whom gates leave out of the ranking, then by those who are left; other gates judge the second points.

    Parameters
    ----------
    scheme, measured
        The scheme, and the values it measures.
    problems
        Where warnings and errors go; after an error the result means nothing.
    """
    pointing, pointed, fired = _judged(scheme, measured, problems)
    stand = _standing(scheme, measured, pointing.leaves, pointed, fired, problems)
    places = stand.places(measured.cohort_codes, scheme.rank.ties)
    overall = places
    if measured.cohort_codes.any():
        overall = stand.places(np.zeros_like(measured.cohort_codes), scheme.rank.ties)
    checks.report(scheme, measured, pointing.leaves, pointed.points, stand.who, problems)
    broken = _broken(scheme, stand, measured.cohort_codes, places.ranks, pointing.leaves)
    if scheme.rank.break_ and broken is not None:
        checks.report_unbroken(scheme, measured.agents, broken, stand.keys, problems)
    why = reasons(scheme, pointing.leaves, pointed, fired, stand.who, stand.unordered)
    checks.report_filled(scheme, measured.agents, pointing.leaves, pointed.absent, stand.scores != MISSING, problems)
    checks.report_unranked(measured.agents, stand.who, why, problems)
    contributed = _contributed(scheme, pointed)
    return Scored(
        metrics=_columns(scheme, measured, pointing.leaves, pointed, contributed),
        groups=group_columns(pointing, pointed, contributed),
        gates=gates.columns(scheme.gates, fired),
        scores=stand.scores,
        ranks=places.ranks,
        overall=overall.ranks,
        tied=places.tied,
        status=_STATUS[stand.who.astype(np.intp)],
        reasons=why,
        counted=pointed.counted,
        pointed=pointed,
        broken=broken,
    )


def _broken(
    scheme: Scheme, stand: _Standing, cohorts: NDArray[np.intp], ranks: NDArray[np.int64], metrics: Sequence[Leaf]
) -> TieBreak | None:
    """Return what ordered equal scores, where the scheme names more than the score."""
    names = (scheme.rank.order, *scheme.rank.break_)
    if names == ("score",):
        return None
    titles = {"score": _SCORE} | {leaf.name: leaf.title for leaf in metrics}
    made = cache(lambda: ranking.told_apart(stand.scores, stand.keys, stand.who, cohorts, last=stand.last, ranks=ranks))
    return TieBreak(tuple(titles[name] for name in names), made)


class Replayed(NamedTuple):
    """What a simulation needs of `Scored`; shape (agents,)."""

    scores: Units
    ranks: Units
    tied: Units


def replayed(scheme: Scheme, measured: Measured, problems: Problems | None = None) -> Replayed:
    """Return the scores and ranks that `score` gives, and nothing that only people read: no checks, reasons or sentences.

    ``problems`` takes what is wrong, for whoever wants to know whether the answer means anything.
    """
    problems = Problems() if problems is None else problems
    pointing, pointed, fired = _judged(scheme, measured, problems)
    stand = _standing(scheme, measured, pointing.leaves, pointed, fired, problems)
    places = stand.places(measured.cohort_codes, scheme.rank.ties)
    return Replayed(stand.scores, places.ranks, places.tied)


class _Standing(NamedTuple):
    """Who is ranked, and by what."""

    scores: Units
    """After gates."""
    keys: Sequence[NDArray[np.float64] | Units]
    who: Mask
    unordered: Mask
    """Who lacks the metric that orders the ranking."""
    last: Mask

    def places(self, cohorts: NDArray[np.intp], ties: str) -> ranking.Places:
        """Return everybody's place in her cohort."""
        return ranking.ranked(self.keys, self.who, cohorts, last=self.last, ties=ties)


def _judged(scheme: Scheme, measured: Measured, problems: Problems) -> tuple[Pointing, Pointed, list[Mask]]:
    """Make points, by a reference that gates may narrow, and return whom each gate catches."""
    count = len(measured.agents)
    pointing = Pointing(scheme, measured, leaves(scheme))
    everybody = np.ones(count, dtype=bool)
    excluded: list[Mask] | None = None
    if scheme.reference == "eligible" and any(gate.then.unranked for gate in scheme.gates):
        first = pointing.pointed(everybody, Problems())
        excluded = gates.judged(scheme.gates, _scope(scheme, measured, first), measured.agents, Problems(), among=everybody)
    reference = everybody if excluded is None else ~gates.kept_out(scheme.gates, excluded, count)
    pointed = pointing.pointed(reference, problems)
    fired = gates.judged(
        scheme.gates, _scope(scheme, measured, pointed), measured.agents, problems, among=pointed.scores != MISSING
    )
    if excluded is not None:
        fired = [before if gate.then.unranked else now for gate, before, now in zip(scheme.gates, excluded, fired, strict=True)]
    return pointing, pointed, fired


def _scope(scheme: Scheme, measured: Measured, pointed: Pointed) -> AgentScope:
    """Return what the conditions of gates may speak of: values, columns, points and the score before gates."""
    used = {name for gate in scheme.gates for name in gate.when.names}
    points: dict[str, Any] = {f"{name}_points": units for name, units in pointed.points.items() if f"{name}_points" in used}
    scope: AgentScope = measured.scope.plus(
        score_digits=scheme.score.digits, point_digits=scheme.score.point_digits, score=pointed.scores, **points
    )
    return scope


def _standing(
    scheme: Scheme, measured: Measured, metrics: Sequence[Leaf], pointed: Pointed, fired: list[Mask], problems: Problems
) -> _Standing:
    count = len(measured.agents)
    scores = gates.rescored(scheme.gates, fired, pointed.scores, digits=scheme.score.digits)
    out = gates.kept_out(scheme.gates, fired, count)
    keys = _keys(scheme, measured, problems, metrics, scores)
    unordered = np.isnan(keys[0]) if keys[0].dtype.kind == "f" else np.zeros(count, dtype=bool)
    who = (scores != MISSING) & ~out & ~unordered
    return _Standing(scores, keys, who, unordered, gates.put_last(scheme.gates, fired, count))


def _keys(
    scheme: Scheme, measured: Measured, problems: Problems, metrics: Sequence[Leaf], scores: Units
) -> list[NDArray[np.float64] | Units]:
    """Return what orders the agents, higher first: the score or a metric, then the metrics that break ties."""
    better = {leaf.name: leaf.metric.better for leaf in metrics}
    keys: list[NDArray[np.float64] | Units] = []
    for name in (scheme.rank.order, *scheme.rank.break_):
        if name == "score":
            keys.append(scores)
            continue
        values = measured.values[name]
        if values.dtype == object:
            title = next(leaf.title for leaf in metrics if leaf.name == name)
            problems.add("P153", scheme.rank.places.get("order" if name == scheme.rank.order else "break"), metric=title)
            values = np.zeros(len(values))
        keys.append(values if better[name] == "higher" else -values)
    return keys


def _columns(
    scheme: Scheme,
    measured: Measured,
    metrics: Sequence[Leaf],
    pointed: Pointed,
    contributed: Mapping[str, Callable[[], Units]],
) -> tuple[MetricColumn, ...]:
    columns = []
    rules, lines = _judged_by(Itself(scheme))
    for leaf in metrics:
        metric = leaf.metric
        columns.append(
            MetricColumn(
                name=leaf.name,
                title=leaf.title,
                unit=metric.unit,
                better=metric.better,
                weight=leaf.weight,
                values=measured.values[leaf.name],
                points=pointed.points[leaf.name],
                contributed=contributed.get(leaf.name),
                rule=rules[leaf.name],
                groups=leaf.groups,
                lines=lines.get(leaf.name, ()),
                breakdowns=tuple(_broken_down(one, len(measured)) for one in measured.breakdowns.get(leaf.name, ())),
                adjusted=None if (made_fair := pointed.fair.get(leaf.name)) is None else made_fair.values,
            )
        )
    return tuple(columns)


@lru_cache(maxsize=8)
def _judged_by(scheme: Itself[Scheme]) -> tuple[dict[str, Words], Mapping[str, tuple[Fraction, ...]]]:
    """Return each metric's rule in words, and its lines: simulations score by one scheme a thousand times."""
    rules = {
        leaf.name: Words("只展示", "only shown")
        if (points := leaf.metric.points) is None
        else described(points, leaf.metric.unit, leaf.metric.better)
        for leaf in leaves(scheme.thing)
    }
    return rules, judging(scheme.thing)


def _broken_down(one: Breakdown, count: int) -> BreakdownColumn:
    first, last = np.split(np.searchsorted(one.whose, np.r_[:count, 1 : count + 1]), 2)
    return BreakdownColumn(one.column, first, last, one.labels, one.values())


def _contributed(scheme: Scheme, pointed: Pointed) -> dict[str, Callable[[], Units]]:
    """Return what makes the contributions of each member of a weighted mean: all of them, once the first is asked for."""
    if scheme.score.method != "mean":
        return {}
    digits = scheme.score.point_digits
    made = cache(lambda: contributions(pointed.parts, pointed.scores != MISSING, point_digits=digits))
    return {name: partial(lambda number: made()[number], number) for number, name in enumerate(pointed.members)}

"""Points of all metrics and groups, and the score they make before any gate; called twice where gates change who is compared."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING, divide, rounded, settled, weighted_sum, whole_weights
from csscore.scheme.model import Group
from csscore.score.combining import Part, Total, combined, total
from csscore.score.fairness.making import fair
from csscore.score.missing import filled
from csscore.score.points.base import Cohort, bounded
from csscore.score.points_of import looks_at_others, points_of
from csscore.score.segments import Segments
from csscore.score.weights import Leaf, Member, members
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csscore.exact.fixed import Floats, Mask, Units
    from csscore.measure.measured import Measured
    from csscore.problems import Place, Problems
    from csscore.scheme.model import Metric, Scheme
    from csscore.score.fairness.steps import Fair

_COUNTED_DIGITS = 4
_LARGEST = 2**60
_NEAR = 2.0**-38
"""How far totals in floating point may be off, relative to their size; where that leaves a rounding open, exact ones decide."""


class Pointed(NamedTuple):
    """What everybody's values are worth, before gates."""

    points: dict[str, Units]
    """By metric; gaps filled where a policy fills them."""
    lacking: dict[str, Mask]
    """By metric: whom its absence keeps from being ranked."""
    members: tuple[str, ...]
    """What the score is combined from: metrics, and groups with a total of their own."""
    parts: list[Part]
    combined: Units
    """Before floor and cap, with what is added after weighting; also of those whom a missing metric keeps from a score."""
    scores: Units
    counted: Units | None
    reference: Mask
    """Whom the best, the worst and the places look at."""
    absent: dict[str, Mask]
    """By metric: for whom there were no points before gaps were filled."""
    fair: dict[str, Fair]
    """By metric that has fairness options: the values that its points were made of."""


class Pointing:
    """A scheme over measured agents, ready to make points."""

    def __init__(self, scheme: Scheme, measured: Measured, metrics: Sequence[Leaf]) -> None:
        self.scheme = scheme
        self.measured = measured
        self.leaves = metrics
        everybody = np.zeros(len(measured.agents), dtype=np.intp) if measured.months is None else measured.months
        self.segments = Segments.of(everybody if scheme.reference == "everybody" else measured.cohort_codes)

    def pointed(self, reference: Mask, problems: Problems) -> Pointed:
        """Make points, with a reference that the best, the worst and the places look at."""
        points, lacking, absent, adjusted = {}, {}, {}, {}
        for leaf in self.leaves:
            points[leaf.name], absent[leaf.name], made_fair = self._points(leaf, reference, problems)
            if made_fair is not None:
                adjusted[leaf.name] = made_fair
            if leaf.scored:
                policy = leaf.metric.missing or self.scheme.missing
                gone = points[leaf.name] == MISSING
                lacking[leaf.name] = np.zeros_like(gone) if policy == "renormalise" else gone
        chosen, parts = self._parts(self.scheme.metrics, self.scheme.score.method, points, reference, problems)
        made = self._combination(parts, points, problems)
        rule = self.scheme.score
        scores = bounded(made, rule.floor, rule.cap, rule.digits).copy()
        weighted = [leaf.name for leaf in self.leaves if leaf.scored and not leaf.added]
        if weighted:
            nothing = np.logical_and.reduce([absent[name] for name in weighted])
            lacking = {name: who | nothing if name in weighted else who for name, who in lacking.items()}
        scores[np.logical_or.reduce([np.zeros(len(scores), dtype=bool), *lacking.values()])] = MISSING
        names = tuple(member.name for member in chosen)
        return Pointed(points, lacking, names, parts, made, scores, self._counted(points), reference, absent, adjusted)

    def _points(self, leaf: Leaf, reference: Mask, problems: Problems) -> tuple[Units, Mask, Fair | None]:
        """Return a metric's points, for whom there were none before gaps were filled, and the values if they are others."""
        metric, values = leaf.metric, self.measured.values[leaf.name]
        if metric.points is None:
            points = np.full(len(values), MISSING, dtype=np.int64)
            return points, points == MISSING, None
        people = self.people(leaf.name, leaf.title, metric.unit, metric.better, reference, problems, metric.place)
        made_fair = fair(metric, values, self.measured, people)
        points = points_of(metric.points, values if made_fair is None else made_fair.values, people)
        absent = points == MISSING
        if looks_at_others(metric.points) and self._unreferred(~absent, reference):
            people.report("P141", None)
        full = filled(points, metric.missing or self.scheme.missing, people) if leaf.scored else points
        return full, absent, made_fair

    def _unreferred(self, present: Mask, reference: Mask) -> bool:
        """Return whether a cohort has people with points and none of them in the reference."""
        if bool(reference.all()):
            return False
        some, referred = self.segments.counts(present) > 0, self.segments.counts(present & reference) > 0
        return bool((some & ~referred).any())

    def people(
        self, name: str, title: Words, unit: str, better: str, reference: Mask, problems: Problems, place: Place | None
    ) -> Cohort:
        """Return everybody as the points rule of a metric or group sees them."""
        return Cohort(
            name=name,
            title=title,
            unit=unit,
            better=better,
            digits=self.scheme.score.point_digits,
            agents=self.measured.agents,
            reference=reference,
            segments=self.segments,
            scope=self.measured.scope,
            problems=problems,
            place=place,
        )

    def _parts(
        self,
        metrics: Mapping[str, Metric | Group],
        method: str,
        points: Mapping[str, Units],
        reference: Mask,
        problems: Problems,
    ) -> tuple[tuple[Member, ...], list[Part]]:
        chosen = members(self.scheme, metrics, method)
        parts = []
        for member in chosen:
            if isinstance(member.of, Group):
                parts.append(self.part(member, member.of, points, reference, problems))
            else:
                parts.append(Part(member.title, points[member.name], member.share, member.steps))
        return chosen, parts

    def part(self, member: Member, group: Group, points: Mapping[str, Units], reference: Mask, problems: Problems) -> Part:
        """Return what a group with a total of its own brings: that total, or what its points rule makes of it."""
        made = self.total(member, group, points, reference, problems)
        digits = self.scheme.score.point_digits
        if group.points is None:
            column = rounded(made.approx, _NEAR * np.abs(made.approx), made.at, digits=digits)
            return Part(member.title, column, member.share, member.steps, made)
        people = self.people(member.name, member.title, "points", "higher", reference, problems, group.place)
        return Part(member.title, points_of(group.points, values_of(made), people), member.share, member.steps)

    def total(self, member: Member, group: Group, points: Mapping[str, Units], reference: Mask, problems: Problems) -> Total:
        """Return the total of a group, before its own points rule and before any rounding."""
        _, parts = self._parts(group.metrics, member.method, points, reference, problems)
        if not parts:
            return Total(np.full(len(self.measured.agents), np.nan), _nothing)
        report = self._reporter(member.method, problems)
        return total(member.method, parts, point_digits=self.scheme.score.point_digits, report=report)

    def _combination(self, parts: list[Part], points: Mapping[str, Units], problems: Problems) -> Units:
        if not parts:
            return np.full(len(self.measured.agents), MISSING, dtype=np.int64)
        plus, rule = [points[leaf.name] for leaf in self.leaves if leaf.added], self.scheme.score
        report = self._reporter(rule.method, problems)
        return combined(rule.method, parts, point_digits=rule.point_digits, digits=rule.digits, plus=plus, report=report)

    def _reporter(self, method: str, problems: Problems) -> Callable[[Part, Mask], None]:
        def report(part: Part, who: Mask) -> None:
            agents = listed([str(agent) for agent in self.measured.agents[who]])
            problems.add("P123", self.scheme.score.place, group=part.title.en, part=part.title, method=method, agents=agents)

        return report

    def _counted(self, points: Mapping[str, Units]) -> Units | None:
        """Return how much of the weight each agent's score counts, if anything may be left out."""
        weighted = [leaf for leaf in self.leaves if leaf.scored and leaf.weight is not None]
        if all((leaf.metric.missing or self.scheme.missing) != "renormalise" for leaf in weighted):
            return None
        weights = whole_weights([leaf.weight or Fraction(0) for leaf in weighted])
        here = [(points[leaf.name] != MISSING).astype(np.int64) for leaf in weighted]
        scale = 100 * 10**_COUNTED_DIGITS
        counted = weighted_sum(here, weights)
        if sum(weights) * scale >= _LARGEST:
            counted = counted.astype(object)
        return divide(counted * scale, sum(weights))


def values_of(made: Total) -> Floats:
    """Return totals as values that a points rule looks at: half-up at 12 significant digits, NaN where there are none."""
    return settled(made.approx, _NEAR * np.abs(made.approx), made.at)


def _nothing(_: int) -> Fraction:
    return Fraction(0)


def floats(units: Units, digits: int) -> Floats:
    """Return a fixed column as canonical floats; NaN where it is missing."""
    return np.where(units == MISSING, np.nan, units / 10.0**digits)

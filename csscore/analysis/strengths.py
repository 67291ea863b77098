"""What somebody does better or worse than her cohort, or than in her own months before, beyond what chance gives; no judgement.

A difference is told where chance alone would give one as large, in any of the metrics that are compared, to fewer than one
person in twenty: two-sided, normal, by Bonferroni over her metrics. What chance has to do with a metric is known as for an audit
(`csscore.analysis.audit.sources`); where it is not, nothing is said of the metric. Her months are read as those of a trend
(`csscore.analysis.control`): at least five in a row.

References
----------
Spiegelhalter 2005, Statistics in Medicine 24:1185 (funnel plots for comparing institutional performance).
"""

from __future__ import annotations

from fractions import Fraction
from math import erfc, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.analysis.audit.asked import Asked
from csscore.analysis.audit.sources import grounds
from csscore.analysis.breaking import OTHERS, Breaking
from csscore.analysis.control import reading
from csscore.exact.fixed import canonical, exact
from csscore.score.weights import leaves
from csscore.traits import Strengths, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.analysis.audit.chance import Chance
    from csscore.pipeline import Run
    from csscore.score.weights import Leaf

_LEVEL: Final = 0.05
_EXPECTED: Final = 5.0
"""Of a rate and a count: so many must be expected for the normal to hold."""


class Comparing:
    """A run, ready to say of each agent what stands out. Positions are those of `Measured.agents`."""

    def __init__(self, run: Run) -> None:
        self._run = run
        known = grounds(Asked(run, draws=0))
        self._chances = {chance.name: chance for chance in known.chances}
        self._leaves = {leaf.name: leaf for leaf in leaves(run.scheme)}
        self.apart = Breaking(run).of
        self._untold = tuple(held.leaf.title for held in known.held if held.leaf.scored)

    def of(self, agent: int) -> Strengths:
        """Return what stands out of an agent."""
        found = [(name, one) for name, chance in self._chances.items() if (one := self._differs(chance, agent)) is not None]
        traits = [
            self._trait(self._leaves[name], agent, others=others, people=people, higher=z > 0)
            for name, (z, others, people) in found
            if erfc(abs(z) / sqrt(2)) * len(found) < _LEVEL
        ]
        return Strengths((*traits, *self._months(agent)), len(found), self._untold)

    def _differs(self, chance: Chance, agent: int) -> tuple[float, float, int] | None:
        """Return by how many standard errors she differs from the others together, what they have, and how many they are."""
        codes, values = self._run.measured.cohort_codes, chance.values
        peers = np.flatnonzero((codes == codes[agent]) & ~np.isnan(values))
        peers = peers[peers != agent]
        if np.isnan(values[agent]) or len(peers) < OTHERS:
            return None
        own, theirs, count = float(values[agent]), values[peers], len(peers)
        if chance.kind == "rate":
            assert chance.sizes is not None  # noqa: S101 - rates have them
            size, sizes = float(chance.sizes[agent]), chance.sizes[peers]
            mean = float((theirs * sizes).sum() / sizes.sum()) if sizes.sum() else 0.0
            whole = (own * size + mean * float(sizes.sum())) / (size + float(sizes.sum()))
            if size * min(whole, 1 - whole) < _EXPECTED:
                return None
            error = sqrt(whole * (1 - whole) * (1 / size + 1 / float(sizes.sum())))
        elif chance.kind == "count":
            mean = float(theirs.mean())
            if mean < _EXPECTED:
                return None
            error = sqrt(mean * (1 + 1 / count))
        else:
            assert chance.noise is not None  # noqa: S101 - amounts have it
            parts = np.full(count, 1 / count) if chance.sizes is None else chance.sizes[peers] / chance.sizes[peers].sum()
            mean = float((theirs * parts).sum())
            error = sqrt(float(chance.noise[agent]) ** 2 + float(((chance.noise[peers] * parts) ** 2).sum()))
        return ((own - mean) / error, mean, count) if error > 0 else None

    def _trait(self, leaf: Leaf, agent: int, *, others: float, people: int, higher: bool) -> Trait:
        sizes = self._run.measured.sizes.get(leaf.name)
        size = None if sizes is None or np.isnan(sizes[agent]) else int(sizes[agent])
        value = float(self._run.measured.values[leaf.name][agent])
        better = higher == (leaf.metric.better != "lower")
        mean = float(canonical(np.array([others]))[0])
        return Trait(leaf.name, leaf.title, leaf.metric.unit, better, value, size, people=people, others=mean)

    def _months(self, agent: int) -> Iterator[Trait]:
        """Yield where the month lies outside of her usual up and down, where results of enough months are there."""
        run, name = self._run, str(self._run.measured.agents[agent])
        results = run.history.results
        rows = [one.agents.get(name) for one in results]
        for leaf in self._leaves.values():
            values = run.measured.values[leaf.name]
            if values.dtype == object or np.isnan(values[agent]):
                continue
            cells = [
                None if row is None else one.columns.get(leaf.name, [None] * len(one.agents))[row]
                for one, row in zip(results, rows, strict=True)
            ]
            series = [*(None if cell is None else _number(cell) for cell in reversed(cells)), exact(float(values[agent]))]
            found = reading(series, [False, *[True] * len(results)])
            if found is None or found.sign == "usual":
                continue
            up = found.sign in {"above", "rise", "shift_up"}
            better = up == (leaf.metric.better != "lower")
            value, mean = float(values[agent]), float(canonical(np.array([float(found.mean)]))[0])
            yield Trait(leaf.name, leaf.title, leaf.metric.unit, better, value, None, months=found.periods, others=mean)


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:  # a word
        return None

"""What each has not reached yet: the next edge, tier or target of every metric, and of the score; it scores nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import MISSING, exact
from csscore.scheme.judging import judging
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.unfinished import Mark
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.unfinished.drawing import Course
    from csscore.analysis.unfinished.growing import Growing
    from csscore.exact.fixed import Floats
    from csscore.pipeline import Run
    from csscore.score.weights import Leaf
    from csscore.unfinished import Elapsed

say = sentences(__file__)

SCORE: Final = "score"
_SCORE: Final = say("score")


class Marks:
    """The lines of a run, and how far everybody is from the next."""

    def __init__(self, run: Run, elapsed: Elapsed | None, how: Growing, course: Course | None) -> None:
        self._run = run
        self._left = None if elapsed is None or not elapsed.left else elapsed.left
        self._paces = how.paces
        self._ends = None if course is None else {**run.measured.values, **course.values}
        self._scores = None if course is None else course.scores
        self._lines = judging(run.scheme)
        self._targets = {leaf.name: found for leaf in leaves(run.scheme) if (found := list(self._of_person(leaf)))}

    def _of_person(self, leaf: Leaf) -> Iterator[Floats]:
        """Yield the targets that each has for a metric of her own, where its points are made of the value itself."""
        points = leaf.metric.points
        if points is not None and points.options.compare is None:
            yield from (self._run.measured.scope.numbers(name) for name in points.rule.figures())

    def of(self, agent: int) -> Iterator[Mark]:
        """Yield the marks of an agent (a position in `Measured.agents`), in the order of the scheme, the score last."""
        measured, scores = self._run.measured, self._run.scored.scores
        for leaf in leaves(self._run.scheme):
            values = measured.values[leaf.name]
            if values.dtype == object or np.isnan(values[agent]):
                continue
            targets = [exact(column[agent]) for column in self._targets.get(leaf.name, ()) if not np.isnan(column[agent])]
            lines = sorted({*self._lines.get(leaf.name, ()), *targets})
            end = None if self._ends is None else self._ends[leaf.name][agent]
            if lines:
                expected = None if end is None or np.isnan(end) else exact(end)
                unit, better = leaf.metric.unit, leaf.metric.better
                yield self._mark(leaf.name, leaf.title, unit, better, exact(values[agent]), lines, expected)
        score = int(scores[agent])
        if SCORE in self._lines and score != MISSING:
            power = 10**self._run.scheme.score.digits
            end = MISSING if self._scores is None else int(self._scores[agent])
            expected = None if end == MISSING else Fraction(end, power)
            yield self._mark(SCORE, _SCORE, "points", "higher", Fraction(score, power), self._lines[SCORE], expected)

    def _mark(
        self,
        name: str,
        title: Words,
        unit: str,
        better: str,
        value: Fraction,
        lines: Sequence[Fraction],
        expected: Fraction | None,
    ) -> Mark:
        grows, up = self._paces.get(name) == 1, better == "higher"
        bound = grows and not up
        if bound:
            line = min((line for line in lines if line >= value), default=None)
        elif up:
            line = min((line for line in lines if line > value), default=None)
        else:
            line = max((line for line in lines if line < value), default=None)
        missing = None if line is None else abs(line - value)
        daily = missing / self._left if grows and up and missing is not None and self._left is not None else None
        return Mark(name, title, unit, better, value, line, missing, daily, expected, bound)

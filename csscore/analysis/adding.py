"""The parts that make somebody's score, summing to it exactly; every part is what the score room made, none is computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING, half_up
from csscore.explanation import Part
from csscore.score import gates
from csscore.score.combining import contributions
from csscore.score.weights import filled_up, leaves, members
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    from csscore.explanation import PartKind
    from csscore.pipeline import Run

say = sentences(__file__)

METHODS = {
    "geometric": say("weighted_geometric_mean"),
    "harmonic": say("weighted_harmonic_mean"),
}
_ROUNDING = say("rounding")
_CAP, _FLOOR = say("scores_cap"), say("scores_floor")


class _Member(NamedTuple):
    kind: PartKind
    name: str
    title: Words
    column: Any
    """Contributions, fixed at the digits of points."""


class Adding:
    """A run, ready to say of each agent how her score adds up. Positions are those of `Measured.agents`."""

    def __init__(self, run: Run) -> None:
        self._run = run
        score = run.scheme.score
        self.digits = max(score.point_digits, score.digits)
        self._point_scale: int = 10 ** (self.digits - score.point_digits)
        self._score_scale: int = 10 ** (self.digits - score.digits)
        self._members = self._contributing()
        self._plus = [
            _Member("plus", leaf.name, leaf.title, run.scored.pointed.points[leaf.name])
            for leaf in leaves(run.scheme)
            if leaf.added
        ]
        self._steps = self._gated()

    def parts(self, agent: int) -> tuple[Part, ...]:
        """Return the parts of an agent's score; they sum to it. None where she has no score."""
        scored = self._run.scored
        if scored.scores[agent] == MISSING:
            return ()
        found = [
            Part(member.kind, f"{member.kind} {member.name}", member.title, int(member.column[agent]) * self._point_scale)
            for member in (*self._members, *self._plus)
            if member.column[agent] != MISSING
        ]
        method = self._run.scheme.score.method
        made = int(scored.pointed.combined[agent]) * self._score_scale
        rest = made - sum(part.amount for part in found)
        if method in METHODS:
            found.insert(0, Part("combined", "combined", METHODS[method], rest))
        elif rest:
            found.append(Part("rounding", "rounding", _ROUNDING, rest))
        bounded = int(scored.pointed.scores[agent]) * self._score_scale
        if bounded != made:
            kind: PartKind = "cap" if bounded < made else "floor"
            found.append(Part(kind, kind, _CAP if kind == "cap" else _FLOOR, bounded - made))
        return (*found, *self._gates(agent))

    def contribution(self, name: str, agent: int) -> int | None:
        """Return what a metric or group brings to the score by itself, fixed at `digits`; None where it does not."""
        for member in (*self._members, *self._plus):
            if member.name == name and member.column[agent] != MISSING:
                return int(member.column[agent]) * self._point_scale
        return None

    def counted(self, name: str, agent: int) -> Fraction | None:
        """Return the percent of the weight that counted for an agent; None where nothing of it was given away."""
        pointed = self._run.scored.pointed
        if self._run.scheme.score.method == "sum" or name not in pointed.members:
            return None
        present = [bool(part.points[agent] != MISSING) for part in pointed.parts]
        own = pointed.members.index(name)
        if not present[own] or all(present):
            return None
        return 100 * filled_up([part.steps for part in pointed.parts], present)[own]

    def _contributing(self) -> list[_Member]:
        run = self._run
        pointed, method = run.scored.pointed, run.scheme.score.method
        if method in METHODS:
            return []
        if method == "mean":
            columns = contributions(pointed.parts, pointed.scores != MISSING, point_digits=run.scheme.score.point_digits)
        else:  # a sum: points carry the weight, shares are 1 but for weights inside of groups
            columns = [_times(part.points, part.share) for part in pointed.parts]
        grouped = {member.name: hasattr(member.of, "metrics") for member in members(run.scheme, run.scheme.metrics, method)}
        return [
            _Member("group" if grouped[name] else "metric", name, part.title, column)
            for name, part, column in zip(pointed.members, pointed.parts, columns, strict=True)
        ]

    def _gated(self) -> list[Any]:
        """Return the scores before all gates, after the first, and so on."""
        scheme, scored = self._run.scheme, self._run.scored
        fired = [gate.fired for gate in scored.gates]
        return [
            gates.rescored(scheme.gates[:count], fired[:count], scored.pointed.scores, digits=scheme.score.digits)
            for count in range(len(fired) + 1)
        ]

    def _gates(self, agent: int) -> list[Part]:
        found = []
        for number, gate in enumerate(self._run.scored.gates):
            change = int(self._steps[number + 1][agent]) - int(self._steps[number][agent])
            if change:
                found.append(Part("gate", f"gate {number}", gate.name, change * self._score_scale))
        return found


def _times(units: Any, share: Fraction) -> Any:
    if share == 1:
        return units
    return np.array([MISSING if unit == MISSING else half_up(int(unit) * share) for unit in units], dtype=np.int64)

"""The numbers that made somebody's points, in words: what the rule looked at; it makes no points itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure.evaluate import truth
from csscore.problems import Problems
from csscore.score.pointing import Pointing, values_of
from csscore.score.points.base import Cohort, shown
from csscore.score.points.wording import TO
from csscore.score.points_of import compared
from csscore.score.weights import leaves, members
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from csscore.measure.measured import Measured
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Group, Metric, Scheme
    from csscore.score.scoring import Scored

NOTHING = same("")


class Reasoning:
    """A scored cohort, ready to say of each points what they were made from."""

    def __init__(self, scheme: Scheme, measured: Measured, scored: Scored) -> None:
        self._pointing = Pointing(scheme, measured, leaves(scheme))
        self._measured = measured
        self._scored = scored

    def of_metric(self, name: str, agent: int) -> Words:
        """Return the numbers behind an agent's points for a metric; empty where there is no value or no rule."""
        leaf = next(leaf for leaf in self._pointing.leaves if leaf.name == name)
        if leaf.metric.points is None:
            return NOTHING
        made_fair = self._scored.pointed.fair.get(name)
        values = self._measured.values[name] if made_fair is None else made_fair.values
        return self._said(leaf.metric.points, name, leaf.metric, values, agent)

    def of_group(self, name: str, agent: int) -> Words:
        """Return the numbers behind the total of a group with points of its own."""
        scheme, pointed = self._pointing.scheme, self._scored.pointed
        member = next((each for each in _members(scheme, scheme.metrics, scheme.score.method) if each[0] == name), None)
        if member is None or member[1].of.points is None:
            return NOTHING
        group: Any = member[1].of
        total = self._pointing.total(member[1], group, pointed.points, pointed.reference, Problems())
        return self._said(group.points, name, group, values_of(total), agent)

    def _said(self, chosen: Chosen, name: str, of: Metric | Group, values: NDArray[Any], agent: int) -> Words:
        unit, better = getattr(of, "unit", "points"), getattr(of, "better", "higher")
        people = self._pointing.people(
            name, of.title or same(name), unit, better, self._scored.pointed.reference, Problems(), of.place
        )
        segments = self._pointing.segments
        index = segments.members(int(segments.codes[agent]))
        return _said(chosen, values, people, index, agent)


def _members(scheme: Scheme, metrics: Mapping[str, Any], method: str) -> list[tuple[str, Any]]:
    """Return every metric and group with a total of its own, those inside of others as well."""
    found = []
    for member in members(scheme, metrics, method):
        found.append((member.name, member))
        if hasattr(member.of, "metrics"):
            found += _members(scheme, member.of.metrics, member.method)
    return found


def _said(chosen: Chosen, values: NDArray[Any], people: Cohort, index: NDArray[np.intp], agent: int) -> Words:
    """Say it for one agent: her cohort by itself, the rule that held for her, the value that it was given."""
    options = chosen.options
    if _missing(values[agent]):
        return NOTHING
    if options.switch is not None and bool(truth(options.switch.when, people.scope).holds[agent]):
        said = _said(options.switch.points, values, people, index, agent)
        when = options.switch.when.text
        return Words(f"{when} 成立；{said.zh}".rstrip("；"), f"{when} holds; {said.en}".rstrip("; "))
    before = NOTHING
    if options.compare is not None:
        values = compared(options.compare, values, people)
        if _missing(values[agent]):
            return NOTHING
        if options.compare.as_ == "ratio":
            people = replace(people, unit="number")
        to = TO.get(options.compare.to) or same(options.compare.to)
        how = Words("除以", "divided by") if options.compare.as_ == "ratio" else Words("减去", "less")
        given = shown(values[agent], people.unit)
        before = Words(f"值{how.zh}{to.zh} = {given.zh}", f"the value {how.en} {to.en} = {given.en}")
    own = int(np.flatnonzero(index == agent)[0])
    used = chosen.rule.used(own, values[index], people.only(index))
    return Words("；".join(filter(None, (before.zh, used.zh))), "; ".join(filter(None, (before.en, used.en))))


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, str) and bool(np.isnan(value)))

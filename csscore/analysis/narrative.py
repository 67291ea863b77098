"""Which part of the score tells why somebody moved; it chooses among the parts and changes none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from csscore.exact.fixed import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.comparison import AgentChange, PartChange


def with_reasons(agents: Sequence[AgentChange]) -> tuple[AgentChange, ...]:
    """Return the agents, each with the part that moved her most and that part's average change in her cohort."""
    averages = {cohort: _averages(members) for cohort, members in _by_cohort(agents).items()}
    found = []
    for agent in agents:
        average = averages[tuple(agent.cohort.items())]
        through = _through(agent, average)
        if through is not None:
            agent = replace(agent, through=through, average=half_up(average[through.key]))  # noqa: PLW2901 - the same one
        found.append(agent)
    return tuple(found)


def _by_cohort(agents: Sequence[AgentChange]) -> dict[tuple[tuple[str, str], ...], list[AgentChange]]:
    members: dict[tuple[tuple[str, str], ...], list[AgentChange]] = {}
    for agent in agents:
        members.setdefault(tuple(agent.cohort.items()), []).append(agent)
    return members


def _averages(agents: Sequence[AgentChange]) -> dict[str, Fraction]:
    """Return the average change of every part, over all who have a score in both."""
    scored = [agent for agent in agents if agent.parts]
    totals: dict[str, int] = {}
    for agent in scored:
        for part in agent.parts:
            totals[part.key] = totals.get(part.key, 0) + part.amount
    return {key: Fraction(total, len(scored)) for key, total in totals.items()}


def _through(agent: AgentChange, average: dict[str, Fraction]) -> PartChange | None:
    parts = [part for part in agent.parts if part.kind != "rounding"]
    if agent.up:
        sign = 1 if agent.up > 0 else -1
        best = max(parts, key=lambda part: (part.amount - average[part.key]) * sign, default=None)
        if best is not None and (best.amount - average[best.key]) * sign > 0:
            return best
    change = agent.score_change or 0
    telling = [part for part in parts if part.amount]
    return max([part for part in telling if part.amount * change > 0] or telling, key=lambda part: abs(part.amount), default=None)

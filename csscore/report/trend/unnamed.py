"""A `Trend` without names: people become the places they have in the latest period; it changes no number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from csscore.concealing import concealed
from csscore.report.anonymous import Names, unnamed
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.trending import AgentTrend, Period, Standing, Step, Streak, Trend
    from csscore.words import Lang

_NOW: Final = Words("第 {rank} 名", "#{rank}")
_SHARED: Final = Words("第 {rank} 名-{number}", "#{rank}-{number}")
_UNRANKED: Final = Words("未排名 {number}", "unranked {number}")
_GONE: Final = Words("已离开 {number}", "left {number}")


def anonymous(said: Trend, lang: Lang, *, files: Mapping[str, str]) -> Trend:
    """Return the trend with labels such as ``第 3 名`` or ``#3`` for agents: the place in the latest period.

    ``files`` has what stands for each file.
    """
    labels = dict(zip((agent.agent for agent in said.agents), _labels(said, lang), strict=True))
    months = zip(*(agent.standings for agent in said.agents), strict=True)
    alone = concealed(*([(one.cohort, one.rank is not None) for one in month if one is not None] for month in months))
    names = Names(labels.items(), ((agent.name, labels[agent.agent]) for agent in said.agents), files.items(), cohorts=alone)
    return replace(
        said,
        periods=tuple(_period(period, names) for period in said.periods),
        steps=tuple(_step(step, labels) for step in said.steps),
        agents=tuple(_agent(agent, labels[agent.agent], names) for agent in said.agents),
        streaks=tuple(_streak(streak, labels, names) for streak in said.streaks),
        problems=tuple(unnamed(said.problems, names)),
    )


def _labels(said: Trend, lang: Lang) -> list[str]:
    """Return one label an agent, all different."""
    kinds = [_kind(agent) for agent in said.agents]
    met: dict[tuple[Words, int], int] = {}
    labels = []
    for kind in kinds:
        number = met[kind] = met.get(kind, 0) + 1
        words, rank = kind
        shared = words is _NOW and kinds.count(kind) > 1
        labels.append((_SHARED if shared else words).filled({"rank": rank, "number": number}).in_(lang))
    return labels


def _kind(agent: AgentTrend) -> tuple[Words, int]:
    latest = agent.standings[-1]
    if latest is None:
        return _GONE, 0
    return (_UNRANKED, 0) if latest.rank is None else (_NOW, latest.rank)


def _period(period: Period, names: Names) -> Period:
    return replace(period, files=tuple(names.text(file) for file in period.files))


def _step(step: Step, labels: dict[str, str]) -> Step:
    newcomers, leavers = (tuple(labels[agent] for agent in people) for people in (step.newcomers, step.leavers))
    return replace(step, newcomers=newcomers, leavers=leavers)


def _agent(agent: AgentTrend, label: str, names: Names) -> AgentTrend:
    standings = tuple(None if standing is None else _standing(standing, names) for standing in agent.standings)
    return replace(agent, agent=label, name=label, standings=standings)


def _standing(standing: Standing, names: Names) -> Standing:
    return replace(
        standing,
        cohort=names.cohort(standing.cohort),
        values={key: cell if cell is None or _is_number(cell) else names.text(cell) for key, cell in standing.values.items()},
    )


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdecimal()


def _streak(streak: Streak, labels: dict[str, str], names: Names) -> Streak:
    flag = None if streak.flag is None else names.text(streak.flag)
    runs = {labels[agent]: runs for agent, runs in streak.runs.items()}
    return replace(streak, flag=flag, when=names.text(streak.when), runs=runs)

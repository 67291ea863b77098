"""A `Comparison` without names: people become the places they had; it changes no number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from csscore.comparison import Newcomer, Supposition
from csscore.concealing import concealed
from csscore.report.anonymous import Names, unnamed
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.comparison import AgentChange, Comparison, GroupChange, SettingChange, Side, Standing, ValueChange
    from csscore.words import Lang

_HAD: Final = Words("原第 {rank} 名", "was #{rank}")
_SHARED: Final = Words("原第 {rank} 名-{number}", "was #{rank}-{number}")
_UNRANKED: Final = Words("未排名 {number}", "unranked {number}")
_NEW: Final = Words("新来 {number}", "new {number}")


def anonymous(said: Comparison, lang: Lang, *, files: Mapping[str, str]) -> Comparison:
    """Return the comparison with labels such as ``原第 3 名`` or ``was #3`` for agents, in cohorts' order of the first result.

    ``files`` has what stands for each file.
    """
    labels = _labels(said, lang)
    names = Names(
        ((agent.agent, label) for agent, label in zip(said.agents, labels, strict=True)),
        ((agent.name, label) for agent, label in zip(said.agents, labels, strict=True)),
        files.items(),
        cohorts=concealed(*standings(said)),
    )
    return covered(said, labels, names)


def standings(said: Comparison) -> Iterator[Iterator[tuple[Mapping[str, str], bool]]]:
    """Yield both results: the cohort of everybody who is in it, and whether she is ranked."""
    yield ((one.cohort, one.before.rank is not None) for one in said.agents if one.before is not None)
    yield ((one.cohort, one.after.rank is not None) for one in said.agents if one.after is not None)


def covered(said: Comparison, labels: Sequence[str], names: Names) -> Comparison:
    """Return the comparison with these labels for its agents, and without names anywhere else."""
    return replace(
        said,
        agents=tuple(_agent(agent, label, names) for agent, label in zip(said.agents, labels, strict=True)),
        cohorts=tuple(_group(group, names) for group in said.cohorts),
        problems=tuple(unnamed(said.problems, names)),
        before=_side(said.before, names),
        after=_side(said.after, names),
        settings=tuple(_setting(setting, names) for setting in said.settings),
        supposed=None if said.supposed is None else _supposed(said.supposed, names),
    )


def _side(side: Side, names: Names) -> Side:
    sets, data = (tuple(names.text(text) for text in given) for given in (side.sets, side.data))
    return replace(side, sets=sets, data=data)


def _setting(setting: SettingChange, names: Names) -> SettingChange:
    """Return a setting in which nobody is named: a condition may say who is meant."""
    before, after = (None if words is None else names.words(words) for words in (setting.before, setting.after))
    return replace(setting, path=names.text(setting.path), owner=names.words(setting.owner), before=before, after=after)


def _supposed(supposed: Supposition, names: Names) -> Supposition:
    return Supposition(
        values=tuple(_value(value, names) for value in supposed.values),
        without=tuple(names.text(agent) for agent in supposed.without),
        joining=tuple(
            Newcomer(names.text(one.agent), None if one.like is None else names.text(one.like)) for one in supposed.joining
        ),
    )


def _value(value: ValueChange, names: Names) -> ValueChange:
    """Return a change of a value that names nobody: a value may be a word, and that somebody's name."""
    before, after = (names.text(one) if isinstance(one, str) else one for one in (value.before, value.after))
    return replace(value, agent=names.text(value.agent), title=names.words(value.title), before=before, after=after)


def _labels(said: Comparison, lang: Lang) -> list[str]:
    """Return one label an agent, all different."""
    kinds = [_kind(agent) for agent in said.agents]
    met: dict[str, int] = {}
    labels = []
    for words, rank in kinds:
        key = f"{words.en} {rank}"
        number = met[key] = met.get(key, 0) + 1
        shared = words is _HAD and kinds.count((words, rank)) > 1
        labels.append((_SHARED if shared else words).filled({"rank": rank, "number": number}).in_(lang))
    return labels


def _kind(agent: AgentChange) -> tuple[Words, int]:
    if agent.before is None:
        return _NEW, 0
    return (_UNRANKED, 0) if agent.before.rank is None else (_HAD, agent.before.rank)


def _agent(agent: AgentChange, label: str, names: Names) -> AgentChange:
    return replace(
        agent,
        agent=label,
        name=label,
        cohort=names.cohort(agent.cohort),
        before=_standing(agent.before, names),
        after=_standing(agent.after, names),
        parts=tuple(replace(part, title=names.words(part.title)) for part in agent.parts),
        lines=tuple(replace(line, title=names.words(line.title)) for line in agent.lines),
        through=None if agent.through is None else replace(agent.through, title=names.words(agent.through.title)),
    )


def _standing(standing: Standing | None, names: Names) -> Standing | None:
    return None if standing is None else replace(standing, reason=names.words(standing.reason))


def _group(group: GroupChange, names: Names) -> GroupChange:
    return replace(group, cohort=names.cohort(group.cohort))

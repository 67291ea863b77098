"""What a result supposes of its people, as sentences: whose values are others, who leaves, who joins; it finds nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.exact.fixed import exact
from csscore.report.blocks import Heading, Line
from csscore.report.quantities import changed, quantity
from csscore.sentences import sentences
from csscore.words import Words, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.comparison import Comparison, ValueChange
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_SUPPOSED = say("supposed")
_CHANGE = say("change")
_CHANGE_BY = say("change_by")
_HAS = Words("{title} {after}", "{title} {after}")
_LEAVES = say("leaves")
_JOINS = say("joins")
_JOINS_LIKE = say("joins_like")


def supposed(said: Comparison, lang: Lang) -> Iterator[Block]:
    """Yield what is supposed; nothing where nothing is."""
    if said.supposed is None:
        return
    yield Heading(filled(_SUPPOSED, lang))
    new = {one.agent: one.like for one in said.supposed.joining}
    for value in said.supposed.values:
        if value.agent not in new:
            yield Line(_changed(said, value, lang))
    for agent in said.supposed.without:
        yield Line(filled(_LEAVES, lang, agent=agent))
    for agent, like in new.items():
        own = [value for value in said.supposed.values if value.agent == agent]
        if like is None:
            values = [filled(_HAS, lang, title=value.title, after=_shown(said, value, value.after, lang)) for value in own]
            yield Line(filled(_JOINS, lang, agent=agent, values=("、" if lang == "zh" else ", ").join(values)))
        else:
            yield Line(filled(_JOINS_LIKE, lang, agent=agent, like=like))
            yield from (Line(_changed(said, value, lang), deep=True) for value in own)


def called(said: Comparison) -> list[Words]:
    """Return what is supposed as briefly as a label takes it."""
    if said.supposed is None:
        return []
    new = {one.agent for one in said.supposed.joining}
    changes: dict[str, list[Words]] = {}
    for value in said.supposed.values:
        if value.agent not in new:
            changes.setdefault(value.agent, []).append(value.title)
    found = [
        Words(f"{agent} {'+'.join(title.zh for title in titles)}", f"{agent} {' + '.join(title.en for title in titles)}")
        for agent, titles in changes.items()
    ]
    found += [_LEAVES.filled({"agent": agent}) for agent in said.supposed.without]
    return found + [say("joins_2", agent=one.agent) for one in said.supposed.joining]


def _changed(said: Comparison, value: ValueChange, lang: Lang) -> str:
    before, after = (_shown(said, value, side, lang) for side in (value.before, value.after))
    details: dict[str, object] = {"agent": value.agent, "title": value.title, "before": before, "after": after}
    if isinstance(value.before, float) and isinstance(value.after, float):
        details["by"] = changed(exact(value.after) - exact(value.before), value.unit, lang, said.currency)
        return filled(_CHANGE_BY, lang, **details)
    return filled(_CHANGE, lang, **details)


def _shown(said: Comparison, value: ValueChange, side: float | str | None, lang: Lang) -> str:
    return quantity(side, value.unit, lang, said.currency)

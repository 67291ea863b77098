"""A metric by the texts of a column, as blocks: what she has, the others have, she had; it computes no more than differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.report.blocks import Heading, Line, Table
from csscore.report.quantities import changed, quantity
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from csscore.explanation import Explanation
    from csscore.report.blocks import Block
    from csscore.traits import Apart, Kind
    from csscore.words import Lang

say = sentences(__file__)

_APART = say("apart")
_APART_SHARE = say("apart_share")
_APART_RATE = say("apart_rate")
_HERS = say("hers")
_APART_HEAD = {
    "share": {"share": say("share")},
    "others": {"others": say("others"), "difference": say("difference")},
    "before": {"before": Words("{period}", "{period}"), "change": say("change")},
}
_EMPTY = say("empty")
_MORE_KINDS = say("more_kinds")


def blocks(said: Explanation, lang: Lang) -> Iterator[Block]:
    """Yield metrics by the texts of columns, the largest differences first."""
    for one in said.apart:
        yield Heading(_t(_APART, lang, title=one.title, by=one.by))
        if one.people:
            yield Line(_t(_APART_SHARE if one.adds else _APART_RATE, lang, people=one.people))
        named = ("share" if one.adds else "", "others" if one.people else "", "before" if one.period else "")
        head, cells = [one.by.in_(lang), _t(_HERS, lang)], [_apart(said, one, kind, lang) for kind in one.kinds]
        keys = ["label", "value", *(key for part in named for key in _APART_HEAD.get(part, {}))]
        head += [_t(words, lang, period=one.period) for part in named for words in _APART_HEAD.get(part, {}).values()]
        yield Table(tuple(head), tuple(tuple(row[key] for key in keys) for row in cells), (False, *[True] * (len(keys) - 1)))
        if one.more:
            yield Line(_t(_MORE_KINDS, lang, count=one.more), deep=True)


def _apart(said: Explanation, one: Apart, kind: Kind, lang: Lang) -> dict[str, str]:
    """Return the cells of a row by what they hold."""
    unit = "percent" if one.adds else one.unit

    def shown(number: Fraction | None, unit: str) -> str:
        return quantity(None if number is None else float(number), unit, lang, said.currency)

    def moved(by: Fraction | None, unit: str) -> str:
        return "–" if by is None else changed(by, unit, lang, said.currency)

    change = None if kind.value is None or kind.before is None else kind.value - kind.before
    return {
        "label": kind.label or _t(_EMPTY, lang),
        "value": shown(kind.value, one.unit),
        "share": shown(kind.share, "percent"),
        "others": shown(kind.others, unit),
        "difference": moved(kind.difference, unit),
        "before": shown(kind.before, one.unit),
        "change": moved(change, one.unit),
    }


def _t(words: Words, lang: Lang, **details: object) -> str:
    return words.filled(details).in_(lang)

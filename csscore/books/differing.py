"""Where two results part: the first line of each agent that is not the same; it looks at what is written, never at files."""

from __future__ import annotations

from itertools import zip_longest
from json import dumps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NOBODY: Final = Words("没有这个人", "nobody of that name")
_NO_LINE: Final = Words("没有这一项", "no such line")
_EMPTY: Final = Words("空", "nothing")
_NAMES: Final = {
    "status": Words("状态", "status"),
    "rank": Words("名次", "rank"),
    "score": Words("总分", "score"),
    "pay": Words("应发", "pay"),
    "tied": Words("并列人数", "how many share the place"),
    "reason": Words("原因", "reason"),
}
_PARTS: Final = ("value", "points", "weight", "contribution", "total")


class Difference(NamedTuple):
    """The first thing that differs for one agent; ``agent`` is None where it is about the whole result."""

    agent: str | None
    what: Words
    before: Words
    after: Words


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return the first difference of each agent, then of what is said of all; both results as JSON has them.

    What problems say is not compared: they name the files that were read.
    """
    old, new = ({agent["agent"]: agent for agent in result["agents"]} for result in (before, after))
    found = []
    for agent in [*old, *(agent for agent in new if agent not in old)]:
        first = next(_of_agent(agent, old.get(agent), new.get(agent)), None)
        if first is not None:
            found.append(first)
    if not found and list(old) != list(new):
        moved = next((one, other) for one, other in zip(old, new, strict=True) if one != other)
        found.append(Difference(None, Words("次序", "order"), same(moved[0]), same(moved[1])))
    for key in ("period", "currency", "totals", "accounts"):
        if before.get(key) != after.get(key):
            found.append(Difference(None, _NAMES.get(key, same(key)), _said(before.get(key)), _said(after.get(key))))
    return found


def _of_agent(agent: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[Difference]:
    if old is None or new is None:
        sides = [_NOBODY if side is None else _said(side.get("pay")) for side in (old, new)]
        yield Difference(agent, _NAMES["pay"], *sides)
        return
    for one, other in zip_longest(old.get("lines", ()), new.get("lines", ())):
        if one == other:
            continue
        amounts: list[Any] = [None if side is None else side["amount"] for side in (one, other)]
        shown = [one, other] if amounts[0] == amounts[1] else amounts
        yield Difference(agent, same(str((one or other)["title"])), *(_said(side, none=_NO_LINE) for side in shown))
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one != other and isinstance(one, dict) and isinstance(other, dict):
            yield from _inside(agent, one, other)
        elif one != other:
            yield Difference(agent, _NAMES.get(key, same(key)), _said(one), _said(other))


def _inside(agent: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what differs in a mapping of metrics, groups or cohort columns."""
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one == other:
            continue
        if isinstance(one, dict) and isinstance(other, dict):
            for part in (*_PARTS, *one):
                if one.get(part) != other.get(part):
                    label = name if part == "value" else f"{name} {part}"
                    yield Difference(agent, same(label), _said(one.get(part)), _said(other.get(part)))
        yield Difference(agent, same(name), _said(one), _said(other))


def _said(value: object, *, none: Words = _EMPTY) -> Words:
    if value is None:
        return none
    return same(value if isinstance(value, str) else dumps(value, ensure_ascii=False))

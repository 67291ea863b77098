"""``--set PATH=VALUE``: changes a scheme's nodes before they are read, so that what may be written may be set."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from csscore.problems import Place, Problem, Problems
from csscore.scheme.forms import found, nearest
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence, compose
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Many

_STEP: Final = re.compile(r"`([^`]+)`|\[(\d{1,9})\]|([^.\[\]`=]+)")
_NAMED: Final = frozenset({"params", "metrics", "columns"})
"""Keys whose entries are the scheme's own names: a new name here is most likely a slip."""


_NONE: Final = Words("（没有）", "(nothing)")


class _NowhereError(Exception):
    """A path leads nowhere; the problem has been recorded."""


def override(scheme: Mapping, sets: Many[str], problems: Problems) -> Mapping:
    """Return the scheme with every ``PATH=VALUE`` applied in turn.

    A path is keys with dots between them and positions in brackets, from 0: ``pay[0].ladder.first``; a key that holds a dot
    stands in backticks. ``metrics.NAME`` finds a metric inside a group too. A value that begins with ``{``, ``[`` or a
    quote is YAML. Keys that a form may have can be added; an unknown name or position is reported with the nearest.
    """
    applied: list[str] = []
    for text in sets:
        place = Place(file=f"--set {text}")
        split = _split(text)
        if split is None:
            problems.add("S020", place)
            continue
        steps, written = split
        value = _value(written, place, problems)
        if value is None:
            continue
        try:
            changed = _Override(place, value, scheme, problems).at(scheme, steps, ())
        except _NowhereError:
            continue
        assert isinstance(changed, Mapping)  # noqa: S101 - a mapping stays one
        scheme = changed
        applied.append(text)
    there = _places(scheme) if len(applied) > 1 else set()
    for first, second in pairwise(applied):  # one path may be written in two ways: metrics.NAME and metrics.GROUP.metrics.NAME
        if there and f"--set {first}" not in there:
            problems.add("U127", None, option="--set", name=first.partition("=")[0], values=listed([first, second]))
    return scheme


def _places(node: Node) -> set[str | None]:
    """Return the files that the parts of a node come from."""
    if isinstance(node, Scalar):
        return {node.place.file}
    inner = node.items if isinstance(node, Sequence) else tuple(value for _, value in node)
    return {node.place.file}.union(*map(_places, inner))


def dropped(sets: Many[str]) -> tuple[str, str, str] | None:
    """Return the path of a setting that a later one of ``sets`` replaces, and both as given; None where nothing is lost."""
    told: list[tuple[list[str | int], str]] = []
    for text in sets:
        split = _split(text)
        if split is None:  # `override` says so
            continue
        steps = [step.strip() if isinstance(step, str) else step for step in split[0]]
        for earlier, first in told:
            if earlier[: len(steps)] == steps:
                return written(tuple(earlier)), first, text
        told.append((steps, text))
    return None


def _split(text: str) -> tuple[list[str | int], str] | None:
    steps: list[str | int] = []
    at = 0
    while match := _STEP.match(text, at):
        steps.append(int(match[2]) if match[2] else (match[1] or match[3]).strip())
        at = match.end()
        if text[at : at + 1] == "=":
            return steps, text[at + 1 :]
        if text[at : at + 1] == ".":
            at += 1
        elif text[at : at + 1] != "[":
            return None
    return None


def _value(text: str, place: Place, problems: Problems) -> Node | None:
    if not text.lstrip().startswith(("{", "[", '"', "'")):
        return Scalar(text.strip(), quoted=False, place=place)
    inner = Problems()
    node = compose(text, "", inner)
    problems.extend(Problem(problem.code, place, "", problem.details) for problem in inner)
    return _moved(node, place) if node is not None and not inner.errors else None


def _moved(node: Node, place: Place) -> Node:
    """Return the node with one place for all of it."""
    if isinstance(node, Scalar):
        return Scalar(node.text, node.quoted, place)
    if isinstance(node, Sequence):
        return Sequence(tuple(_moved(item, place) for item in node.items), place)
    return Mapping(tuple((Scalar(key.text, key.quoted, place), _moved(value, place)) for key, value in node), place)


class _Override:
    """One PATH=VALUE on its way down the tree."""

    def __init__(self, place: Place, value: Node, scheme: Mapping, problems: Problems) -> None:
        self._place = place
        self._value = value
        self._scheme = scheme
        self._problems = problems

    def at(self, node: Node, steps: list[str | int], walked: tuple[str | int, ...]) -> Node:
        """Return the node with the value put in its place."""
        if not steps:
            return self._value
        step, rest = steps[0], steps[1:]
        if isinstance(node, Sequence):
            return self._item(node, step, rest, walked)
        if step == 0 and isinstance(step, int):  # one entry may stand without a list around it
            return self.at(node, rest, walked)
        if not isinstance(node, Mapping):
            self._problems.add("S024", self._place, path=written(walked), found=found(node))
            raise _NowhereError
        key = str(step)
        entries = list(node.entries)
        index = next((i for i, (name, _) in enumerate(entries) if name.text == key), None)
        if index is not None:
            entries[index] = (entries[index][0], self.at(entries[index][1], rest, (*walked, key)))
        elif walked[-1:] == ("metrics",) and (inside := _group_of(key, node)) is not None:
            group = next(i for i, (name, _) in enumerate(entries) if name.text == inside)
            entries[group] = (entries[group][0], self.at(entries[group][1], ["metrics", *steps], (*walked, inside)))
        else:
            entries.append((Scalar(key, quoted=True, place=self._place), self._added(node, key, rest, walked)))
        return Mapping(tuple(entries), node.place)

    def _item(self, node: Sequence, step: str | int, rest: list[str | int], walked: tuple[str | int, ...]) -> Node:
        position = step if isinstance(step, int) else int(step) if step.isdecimal() else None
        if position is None:
            self._problems.add("S025", self._place, path=written(walked), better=written((*walked, 0, step, *rest)))
            raise _NowhereError
        if position >= len(node.items):
            known = listed([f"[{i}]" for i in range(len(node.items))])
            self._problems.add("S023", self._place, path=written((*walked, position)), known=known)
            raise _NowhereError
        items = list(node.items)
        items[position] = self.at(items[position], rest, (*walked, position))
        return Sequence(tuple(items), node.place)

    def _added(self, node: Mapping, key: str, rest: list[str | int], walked: tuple[str | int, ...]) -> Node:
        """Return the value of a key that is not there yet; the reader will say whether it may be."""
        if walked and walked[-1] in _NAMED and (rest or isinstance(self._value, Scalar)):
            names = list(_named(self._scheme)) if walked[0] == "metrics" else [name.text for name, _ in node]
            first = (walked[0],)
            near = nearest(key, names)
            if near:
                self._problems.add("S021", self._place, path=written((*walked, key)), near=written((*first, near, *rest)))
            else:
                known = listed([written((*first, name)) for name in names], most=40) if names else _NONE
                self._problems.add("S022", self._place, path=written((*walked, key)), known=known)
            raise _NowhereError
        return self.at(Mapping((), self._place), rest, (*walked, key)) if rest else self._value


def _group_of(name: str, metrics: Mapping) -> str | None:
    """Return the group of this level that a metric stands in, at any depth; None if there is none or more than one."""
    holding = [key.text for key, value in metrics if isinstance(value, Mapping) and name in dict(_inside(value))]
    return holding[0] if len(holding) == 1 else None


def _inside(group: Mapping) -> Iterator[tuple[str, Node]]:
    metrics = group.get("metrics")
    for key, value in metrics if isinstance(metrics, Mapping) else ():
        yield key.text, value
        if isinstance(value, Mapping):
            yield from _inside(value)


def _named(scheme: Mapping) -> Iterator[str]:
    """Yield the name of every metric and group."""
    for name, _ in _inside(scheme):
        yield name


def written(steps: tuple[str | int, ...]) -> str:
    """Write a path as the user does."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text

"""YAML as a tree of plain nodes that know their place; no scalar is ever guessed to be a boolean, a date or a sexagesimal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from csscore.problems import Place, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text as written; ``quoted`` if it stood in quotes or a block."""

    text: str
    quoted: bool
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping with text keys, in written order; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place = field(compare=False)

    def get(self, key: str) -> Node | None:
        """Return the value under a key."""
        return next((value for name, value in self.entries if name.text == key), None)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


def compose(text: str, file: str, problems: Problems) -> Node | None:
    """Read one YAML document into nodes.

    Errors (syntax, duplicate keys, keys that are not text, tags, anchors, several documents) go to ``problems``; then the
    answer is None or what could be read.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file)
        problems.add("S001", place, reason=(error.problem or error.context or "").strip())
        return None
    except yaml.YAMLError as error:  # an unreadable character has a position but no mark
        problems.add("S001", Place(file), reason=str(error).split("\n", 1)[0])
        return None
    if root is None:
        problems.add("S002", Place(file))
        return None
    return _Composer(file, problems).node(root)


class _Composer:
    """Turns PyYAML's nodes into ours, refusing what the scheme language leaves out."""

    _PLAIN = "tag:yaml.org,2002:"

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._seen: set[int] = set()

    def node(self, given: Any) -> Node:
        import yaml

        place = Place(self._file, line=given.start_mark.line + 1, column=given.start_mark.column + 1)
        if id(given) in self._seen:
            self._problems.add("S004", place)
            return Scalar("", quoted=True, place=place)
        self._seen.add(id(given))
        if not given.tag.startswith(self._PLAIN) or given.tag.startswith(self._PLAIN + "python"):
            self._problems.add("S005", place, tag=given.tag)
        if isinstance(given, yaml.SequenceNode):
            return Sequence(tuple(self.node(item) for item in given.value), place)
        if isinstance(given, yaml.MappingNode):
            return self._mapping(given, place)
        return Scalar(given.value, quoted=given.style is not None, place=place)

    def _mapping(self, given: Any, place: Place) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for raw_key, raw_value in given.value:
            key = self.node(raw_key)
            value = self.node(raw_value)
            if not isinstance(key, Scalar):
                self._problems.add("S006", key.place)
            elif key.text in entries:
                first = entries[key.text][0].place
                self._problems.add("S003", key.place, key=key.text, line=first.line)
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), place)


def plain(node: Node) -> Any:
    """Return the node as lists, dicts and texts, for digests and tests."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}

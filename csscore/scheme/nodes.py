"""YAML as a tree of plain nodes that know their place; no scalar is ever guessed to be a boolean, a date or a sexagesimal."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from csscore.problems import Place, Problems
from csscore.scheme.punctuation import to_blame
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST: Final = 40
"""Levels of nesting; no scheme has a quarter of them, and a hostile file must not exhaust the stack."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text as written; ``quoted`` if it stood in quotes or a block."""

    text: str
    quoted: bool
    place: Place = field(compare=False)
    style: str | None = field(default=None, compare=False)
    """The quote or block sign before the text."""

    @property
    def text_place(self) -> Place:
        """Return where the text itself begins: after the quote, or on the line after the block sign."""
        place = self.place
        if self.style is None or place.line is None or place.column is None:
            return place
        if self.style in {"|", ">"}:
            return Place(place.file, line=place.line + 1)
        return Place(place.file, line=place.line, column=place.column + 1)


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
    found = documents(text, file, problems)
    if len(found) > 1:
        problems.add("S008", found[1].place)
    return found[0] if len(found) == 1 else None


def documents(text: str, file: str, problems: Problems) -> list[Node]:
    """Read the YAML documents of a file, separated by ``---``, into nodes; errors as of `compose`, then none is returned."""
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    composer = _Composer(file, problems)
    try:
        for event in yaml.parse(text, Loader=loader):
            if not composer.take(event):
                return []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark is not None and composer.may_be_too_deep(text, mark.index):
            too_deep = _too_deep(text, file)
            if too_deep is not None:
                problems.add("S007", too_deep)
                return []
        signs = to_blame(text, _first_mistake)
        for sign in signs:
            problems.add("S026", Place(file, line=sign.line + 1, column=sign.column + 1), **sign.named)
        if not signs:
            place, reason = _mistake(error, composer.last, file)
            problems.add("S001", place, reason=reason)
        return []
    except yaml.YAMLError:  # a character that no text has: no mark
        problems.add("S001", Place(file), reason=Words("含有不可见的控制字符", "it holds a control character"))
        return []
    found = [root for root in composer.roots if root != Scalar("", quoted=False, place=root.place)]
    if not found:
        problems.add("S002", Place(file))
    return found


def _first_mistake(text: str) -> tuple[int, int] | None:
    """Return line and column of the first mistake of YAML, from 0; None if there is none."""
    import yaml

    try:
        for _ in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return (mark.line, mark.column) if mark is not None else None
    except yaml.YAMLError:
        return None
    return None


def _mistake(error: Any, last: Any, file: str) -> tuple[Place, Words]:
    """Return where a mistake of YAML is and what it is; of quotes that don't match, where they open."""
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or "") and error.context_mark is not None:
        mark = error.context_mark
        reason = Words("这里开始的引号没有配对", "the quote that opens here is not closed")
    elif last is not None and last.style in {"'", '"'} and last.end_mark.line > last.start_mark.line:
        mark, line = last.start_mark, last.end_mark.line + 1
        reason = Words(f"这里开始的引号到第 {line} 行才配对", f"the quote that opens here is closed on line {line} only")
    else:
        reason = _reason(error.problem or error.context or "")
    return (Place(file) if mark is None else Place(file, line=mark.line + 1, column=mark.column + 1)), reason


def _too_deep(text: str, file: str) -> Place | None:
    """Return where a text is nested too deep, by the parser that has no bound of its own.

    The fast one may have: it looks ahead, and then gives up before it says where anything begins.
    """
    import yaml

    problems = Problems()
    composer = _Composer(file, problems)
    with contextlib.suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if not composer.take(event):
                break
    return next((problem.place for problem in problems if problem.code == "S007"), None)


class _Composer:
    """Builds nodes from YAML's events, refusing what the scheme language leaves out.

    Events rather than PyYAML's own nodes: it composes those by recursion, which a deeply nested file overflows.
    """

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._open: list[tuple[Any, Place, list[Node]]] = []
        self.roots: list[Node] = []
        self._read = 0
        self.last: Any = None
        """The scalar that was read last."""

    def may_be_too_deep(self, text: str, end: int) -> bool:
        """Tell whether what stands between the last event and ``end`` could nest deeper than any scheme."""
        ahead = text[self._read : end]
        return len(self._open) + sum(ahead.count(sign) for sign in "[{-?:") > DEEPEST

    def take(self, event: Any) -> bool:
        """Take the next event; False when there is no point in going on."""
        kind = type(event).__name__
        self._read = event.end_mark.index
        if kind == "ScalarEvent":
            self.last = event
            place = self._place(event)
            self._check(event, place)
            self._put(Scalar(event.value, quoted=bool(event.style), place=place, style=event.style or None))
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            place = self._place(event)
            self._check(event, place)
            if len(self._open) == DEEPEST:
                self._problems.add("S007", place)
                return False
            self._open.append((event, place, []))
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            _, place, nodes = self._open.pop()
            self._put(self._mapping(nodes, place) if kind == "MappingEndEvent" else Sequence(tuple(nodes), place))
        elif kind == "AliasEvent":
            self._problems.add("S004", self._place(event))
            self._put(Scalar("", quoted=True, place=self._place(event)))
        return True

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, line=mark.line + 1, column=mark.column + 1)

    def _check(self, event: Any, place: Place) -> None:
        if event.tag is not None and event.tag != "!":
            self._problems.add("S005", place, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if event.anchor is not None:
            self._problems.add("S004", place)

    def _put(self, node: Node) -> None:
        if self._open:
            self._open[-1][2].append(node)
        else:
            self.roots.append(node)

    def _mapping(self, nodes: list[Node], place: Place) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar) or not (key.text or key.quoted):
                self._problems.add("S006", key.place)
            elif key.text in entries:
                self._problems.add("S003", key.place, key=key.text, line=entries[key.text][0].place.line)
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), place)


_REASONS: Final = {
    "mapping values are not allowed in this context": Words(
        "这里不能再有冒号：文字里有“: ”要加引号，或上一行缩进不对",
        "a colon can't stand here: quote a text that holds ': ', or mend the indentation of the line before",
    ),
    "found character that cannot start any token": Words(
        "这里的字符不能开头：缩进只能用空格，@ ` % 开头的文字要加引号",
        "this character can't begin a value: indent by spaces, and quote a text that begins with @, ` or %",
    ),
    "did not find expected ',' or ']'": Words("列表少了逗号或 ]", "a list lacks a comma or its ]"),
    "did not find expected ',' or '}'": Words("键值表少了逗号或 }", "a mapping lacks a comma or its }"),
    "did not find expected key": Words("这里应当是一个键：检查缩进", "a key is expected here: check the indentation"),
    "could not find expected ':'": Words("键后面少了冒号", "a key lacks its colon"),
    "found unexpected end of stream": Words("引号没有配对", "a quote is not closed"),
    "did not find expected '-' indicator": Words("列表的每一项要以 - 开头", "every item of this list must begin with -"),
    "block sequence entries are not allowed in this context": Words(
        "列表不能从这里开始：检查缩进", "a list can't begin here: check the indentation"
    ),
    "did not find expected alphabetic or numeric character": Words(
        "以 * 或 & 开头的文字要加引号", "quote a text that begins with * or &"
    ),
    "did not find expected node content": Words("这里少了内容", "something is missing here"),
}


_UNREADABLE: Final = Words("这里读不下去：检查缩进、引号和括号", "it can't be read on from here: check indents, quotes, brackets")
"""For what a parser says that is not known here."""


def _reason(problem: str) -> Words:
    return _REASONS.get(problem.strip(), _UNREADABLE)


def as_key(text: str) -> str:
    """Return a text as it may stand as a key in a scheme: in quotes where YAML would take it for something else."""
    plain_ = text.strip() == text and not set(text) & set(":#{}[],&*!|>'\"%@`")
    return text if plain_ and text[:1] not in "-? " else "'" + text.replace("'", "''") + "'"


def flow(node: Node) -> str:
    """Return a node as YAML on one line."""
    if isinstance(node, Scalar):
        simple = not node.quoted and not set(node.text) & set(",[]{}:#&*!|>'\"%@`\n")
        return node.text if simple else json.dumps(node.text, ensure_ascii=False)
    if isinstance(node, Sequence):
        return f"[{', '.join(map(flow, node.items))}]"
    return f"{{{', '.join(f'{as_key(key.text)}: {flow(value)}' for key, value in node)}}}"


def plain(node: Node) -> Any:
    """Return the node as lists, dicts and texts, for digests and tests."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}

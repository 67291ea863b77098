"""Puts a scheme together from its file and the files it includes; what a file says itself wins over what it includes."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.problems import Problem, Problems
from csscore.scheme.forms import found
from csscore.scheme.itself import Itself
from csscore.scheme.lookup import DICTIONARY, Source, find, open_, shelf
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence, compose, documents
from csscore.system import is_file
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT_THE_FILE: Final = frozenset({"csscore", "name", "title", "version", "source", "include"})
"""Keys that say something of the file they stand in; they are not taken from included files."""
HEADERS: Final = ("agent", "columns", "roster")
"""Keys of a header dictionary."""


class Gathered(NamedTuple):
    """A scheme put together."""

    tree: Mapping
    """The whole scheme."""
    headers: Mapping
    """The header dictionary that its included files make."""
    files: tuple[str, ...]
    """These files but the ready-made ones."""
    rivals: dict[str, tuple[tuple[str, ...], ...]]
    """By name (``agent``, or a column's), the other headers that included files further behind give it."""


def gather(root: Mapping, source: Source, problems: Problems) -> Gathered:
    """Return the whole scheme and the header dictionary that its included files make.

    Keys are merged one by one, and inside a key that holds a mapping (``params``, ``metrics``, ``score`` …) one by one
    again. The file itself wins, then the files it includes in the order given. Header names stay apart, so that they can
    be told from the scheme's own. A file without ``include`` includes the ready-made dictionary.
    """
    including = _Including(source, problems)
    layers = list(including.layers(root, source, (source.path.resolve(),)))
    scheme, headers = root, Mapping((), root.place)
    for layer in layers:
        scheme = _under(
            scheme, [(key, value) for key, value in layer if key.text not in ABOUT_THE_FILE and key.text not in HEADERS]
        )
        headers = _under(headers, [(key, value) for key, value in layer if key.text in HEADERS])
    tree = Mapping(tuple(entry for entry in scheme if entry[0].text != "include"), root.place)
    return Gathered(tree, headers, tuple(including.files), _rivals(*map(Itself, layers)))


@lru_cache(maxsize=16)
def _rivals(*layers: Itself[Mapping]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the header names that several included files give one name, without those of the first."""
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for layer in (one.thing for one in layers):
        columns = layer.get("columns")
        entries = [(key.text, value) for key, value in columns] if isinstance(columns, Mapping) else []
        agent = layer.get("agent")
        for name, node in [*entries, *([("agent", agent)] if agent is not None else [])]:
            headers = _texts(node)
            if headers:
                found.setdefault(name, {})[headers] = None
    return {name: tuple(lists)[1:] for name, lists in found.items() if len(lists) > 1}


def _texts(node: Node | None) -> tuple[str, ...]:
    """Return the headers that an entry of a dictionary lists."""
    inner = node.get("headers") if isinstance(node, Mapping) else node
    items = inner.items if isinstance(inner, Sequence) else (inner,)
    return tuple(item.text for item in items if isinstance(item, Scalar))


def files_of(name: str) -> list[str]:
    """Return the files that a scheme is put together from, but the ready-made ones; what is wrong with them `gather` says."""
    problems = Problems()
    source = find(name, problems)
    roots = [] if source is None else documents(source.text, source.file, problems)
    return [
        file
        for root in roots
        if source is not None and isinstance(root, Mapping)
        for file in gather(root, source, problems).files
    ]


class _Including:
    """Follows includes depth first, each file once."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self._home = source.path.resolve().parent
        self._problems = problems
        self._seen: set[Path] = {source.path.resolve()}
        self.files = [] if source.ready_made else [source.file]
        """Files as messages name them, but the ready-made ones."""

    def layers(self, node: Mapping, source: Source, way: tuple[Path, ...]) -> Iterator[Mapping]:
        """Yield what a file includes, nearest first."""
        for entry in self._entries(node, source):
            path = self._path(entry, source)
            if path is None:
                continue
            if path in way:
                self._problems.add("S016", entry.place, file=entry.text)
                continue
            if path in self._seen:
                continue
            self._seen.add(path)
            included = self._read(entry, path)
            if included is not None:
                yield included[0]
                yield from self.layers(included[0], included[1], (*way, path))

    def _entries(self, node: Mapping, source: Source) -> list[Scalar]:
        given = node.get("include")
        if given is None:
            outermost = len(self._seen) == 1
            return [Scalar(DICTIONARY, quoted=False, place=node.place)] if outermost else []
        items = given.items if isinstance(given, Sequence) else (given,)
        for item in items:
            if not isinstance(item, Scalar) or not item.text:
                self._problems.add("S104", item.place, found=found(item), wanted=Words("文件名", "the name of a file"))
        return [item for item in items if isinstance(item, Scalar) and item.text]

    def _path(self, entry: Scalar, source: Source) -> Path | None:
        """Return the file beside the including one, else the ready-made one of that name."""
        try:
            beside = (source.path.parent / entry.text).resolve()
        except (OSError, ValueError):  # a name that no file can have
            self._problems.add("S015", entry.place, file=entry.text)
            return None
        if Path(entry.text).is_absolute() or not (beside.is_relative_to(self._home) or beside.is_relative_to(shelf())):
            self._problems.add("S017", entry.place, file=entry.text)
            return None
        if is_file(beside):
            return beside
        ready_made = shelf() / entry.text
        if len(Path(entry.text).parts) == 1 and is_file(ready_made):
            return ready_made
        self._problems.add("S015", entry.place, file=entry.text)
        return None

    def _read(self, entry: Scalar, path: Path) -> tuple[Mapping, Source] | None:
        ready_made = path.parent == shelf()
        if ready_made:
            source, node, problems = _from_shelf(path)
            self._problems.extend(problems)
        else:
            file = (Path(entry.place.file or "").parent / entry.text).as_posix()
            self.files.append(file)
            source = open_(path, file, self._problems)
            node = compose(source.text, file, self._problems) if source is not None else None
        if source is None or node is None:
            return None
        if not isinstance(node, Mapping):
            self._problems.add("S104", node.place, found=found(node), wanted=Words("键值表", "a mapping"))
            return None
        return node, source


@cache
def _from_shelf(path: Path) -> tuple[Source | None, Node | None, tuple[Problem, ...]]:
    """Read a ready-made file once a process."""
    problems = Problems()
    source = open_(path, path.name, problems, ready_made=True)
    node = compose(source.text, path.name, problems) if source is not None else None
    return source, node, tuple(problems)


def _under(upper: Mapping, entries: list[tuple[Scalar, Node]]) -> Mapping:
    """Lay entries under a mapping: what the upper one has wins; mappings are merged one level deep, the lower ones first."""
    mine = {key.text: (key, value) for key, value in upper}
    for key, value in entries:
        have = mine.get(key.text)
        if have is None:
            mine[key.text] = (key, value)
        elif isinstance(have[1], Mapping) and isinstance(value, Mapping):
            inner = {name.text: (name, below) for name, below in value} | {name.text: (name, above) for name, above in have[1]}
            mine[key.text] = (have[0], Mapping(tuple(inner.values()), have[1].place))
    return Mapping(tuple(mine.values()), upper.place)

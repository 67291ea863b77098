"""Reads the tests of a scheme, every expectation with its place; it runs none of them and guesses no number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csscore.problems import Place
from csscore.scheme.forms import found, nearest
from csscore.scheme.lookup import ENDINGS, OWN, find, open_, shelf
from csscore.scheme.nodes import Mapping, Scalar, Sequence, compose
from csscore.sentences import sentences
from csscore.system import is_file, is_folder
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csscore.problems import Problems
    from csscore.scheme.nodes import Node

say = sentences(__file__)

ENDING: Final = ".test.yaml"
COLUMNS: Final = ("score", "rank", "pay", "flags")
_NEEDED: Final = ("name", "given", "expect")
_KEYS: Final = (*_NEEDED, "with", "roster", "adjust", "period", "set")
_LIST, _MAPPING = say("list"), say("mapping")


@dataclass(frozen=True, slots=True)
class Expectation:
    """One number (or the flags) that an agent must have; None is none."""

    place: Place
    column: str
    agent: str
    wanted: Decimal | tuple[str, ...] | None
    text: str
    """As written."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a test file: tables as text, and what must come out."""

    name: str
    place: Place
    given: str
    inputs: dict[str, str]
    roster: str | None
    adjust: str | None
    period: str | None
    sets: tuple[str, ...]
    expect: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """A test file, and the scheme that it tests."""

    file: str
    scheme: Path
    cases: tuple[Case, ...]


def files_of(paths: Iterable[str], problems: Problems) -> Iterator[tuple[Path, str]]:
    """Yield the test files that are meant, each with its name for messages.

    Parameters
    ----------
    paths
        Test files, folders, schemes by path or name; none stands for ``./schemes``.
    problems
        Takes A101 (a folder without tests, or no ``./schemes``), A102 (a scheme without tests), and what
        `csscore.scheme.lookup.find` reports.
    """
    for given in tuple(paths) or (OWN,):
        path = Path(given)
        if is_folder(path) or given == OWN:
            inside = sorted(path.glob(f"*{ENDING}"))
            if not inside:
                problems.add("A101", None, folder=given)
            yield from ((file, file.as_posix()) for file in inside)
        elif given.endswith(ENDING):
            yield path, given
        elif path.suffix in ENDINGS or len(path.parts) > 1:
            yield from _beside(path, given, problems)
        else:
            yield from _named(given, problems)


def read_cases(path: Path, file: str, problems: Problems) -> Cases | None:
    """Read a test file; None where it can't be read, or where there is no scheme beside it (A103)."""
    source = open_(path, file, problems)
    if source is None:
        return None
    stem = path.name.removesuffix(ENDING)
    scheme = next((each for each in (path.with_name(stem + ending) for ending in ENDINGS) if is_file(each)), None)
    if scheme is None:
        problems.add("A103", Place(file), scheme=f"{stem}.yaml")
        return None
    root = compose(source.text, file, problems)
    if root is None:
        return None
    if not isinstance(root, Sequence) or not root.items:
        problems.add("A104", root.place, wanted=_LIST, found=_found(root))
        return None
    cases = [_case(item, problems) for item in root.items]
    return Cases(file, scheme, tuple(case for case in cases if case is not None))


def _beside(path: Path, given: str, problems: Problems) -> Iterator[tuple[Path, str]]:
    test = path.with_name(f"{path.stem}{ENDING}")
    if not is_file(path):
        problems.add("S010", None, file=given)
    elif not is_file(test):
        problems.add("A102", None, scheme=given, file=test.name)
    else:
        yield test, test.as_posix()


def _named(name: str, problems: Problems) -> Iterator[tuple[Path, str]]:
    """Yield the tests of a scheme by its name: one's own, or the ready-made one's."""
    source = find(name, problems)
    if source is None:
        return
    test = source.path.with_name(f"{source.path.stem}{ENDING}")
    if is_file(test):
        yield test, test.name if test.parent == shelf() else test.as_posix()
    else:
        problems.add("A102", None, scheme=name, file=test.name)


def _case(node: Node, problems: Problems) -> Case | None:
    if not isinstance(node, Mapping):
        problems.add("A104", node.place, wanted=_MAPPING, found=_found(node))
        return None
    for key, _ in node:
        if key.text not in _KEYS:
            near = nearest(key.text, _KEYS)
            problems.add("A105", key.place, key=key.text, known=listed([near] if near else list(_KEYS), most=len(_KEYS)))
    absent = [key for key in _NEEDED if node.get(key) is None]
    if absent:
        problems.add("A106", node.place, keys=listed(absent))
        return None
    with_ = node.get("with")
    inputs = {key.text: _table(value, problems) for key, value in with_} if isinstance(with_, Mapping) else {}
    tables = {key: None if node.get(key) is None else _table(node.get(key), problems) for key in ("given", "roster", "adjust")}
    sets, period = node.get("set"), node.get("period")
    return Case(
        name=_text(node.get("name"), problems),
        place=node.place,
        given=tables["given"] or "",
        inputs=inputs,
        roster=tables["roster"],
        adjust=tables["adjust"],
        period=None if period is None else _text(period, problems),
        sets=tuple(_text(item, problems) for item in sets.items) if isinstance(sets, Sequence) else (),
        expect=tuple(_expectations(node.get("expect"), problems)),
    )


def _found(node: Any) -> Words:
    """Return what stands in a place: an empty list is nothing."""
    inside = node.items if isinstance(node, Sequence) else node.entries if isinstance(node, Mapping) else (node,)
    return found(node) if inside else Words("空的", "an empty one")


def _text(node: Any, problems: Problems) -> str:
    if isinstance(node, Scalar):
        return node.text
    problems.add("A104", node.place, wanted=say("text"), found=found(node))
    return ""


def _table(node: Any, problems: Problems) -> str:
    """Return a table as csv text: a head and a row at least."""
    text = _text(node, problems)
    if isinstance(node, Scalar) and "\n" not in text.strip():
        problems.add("A109", node.place)
    return text


def _expectations(node: Any, problems: Problems) -> Iterator[Expectation]:
    if not isinstance(node, Mapping) or not node.entries:
        problems.add("A104", node.place, wanted=_MAPPING, found=_found(node))
        return
    for key, below in node:
        if key.text not in COLUMNS:
            problems.add("A107", key.place, key=key.text, known=listed(list(COLUMNS)))
        elif not isinstance(below, Mapping) or not below.entries:
            problems.add("A104", below.place, wanted=_MAPPING, found=_found(below))
        else:
            for agent, value in below:
                yield from _expectation(key.text, agent.text, value, problems)


def _expectation(column: str, agent: str, node: Node, problems: Problems) -> Iterator[Expectation]:
    if column == "flags" and isinstance(node, Sequence):
        flags = tuple(_text(item, problems) for item in node.items)
        yield Expectation(node.place, column, agent, flags, f"[{', '.join(flags)}]")
        return
    wanted: Decimal | None = None
    if not isinstance(node, Scalar) or column == "flags":
        problems.add("A108", node.place, found=found(node), column=column)
        return
    if node.text != "null":
        try:
            wanted = Decimal(node.text)
        except InvalidOperation:
            problems.add("A108", node.place, found=found(node), column=column)
            return
    yield Expectation(node.place, column, agent, wanted, node.text)

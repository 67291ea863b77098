"""From a name or path to a checked scheme; the only place that knows the order of the steps; it never sees data."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from csscore.problems import Place, Problem, Problems
from csscore.scheme.digest import digest
from csscore.scheme.fields import fields, value_leaves
from csscore.scheme.filled import settings, to_formula
from csscore.scheme.forms import Reader, Registry, Unreadable
from csscore.scheme.headers import Dictionary
from csscore.scheme.include import gather
from csscore.scheme.lint import lint
from csscore.scheme.lookup import find
from csscore.scheme.model import Scheme
from csscore.scheme.nodes import Mapping, documents
from csscore.scheme.overrides import override
from csscore.scheme.versions import bounds, together
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.scheme.fields import Item, Leaf
    from csscore.scheme.filled import Filled
    from csscore.scheme.lookup import Source
    from csscore.scheme.nodes import Node
    from csscore.words import Lang


def load(name: str, rules: dict[str, Registry], problems: Problems, *, sets: Sequence[str] = ()) -> Scheme | None:
    """Load a scheme, reporting everything that is wrong or doubtful with it.

    Parameters
    ----------
    name
        A path, or the name of a scheme in ``./schemes/`` or among the ready-made ones.
    rules
        The rules there are, by family: ``value``, ``points``, ``pay``.
    problems
        Takes what is found; whoever goes on to compute rejects it first if there are errors.
    sets
        Overrides ``PATH=VALUE``, applied in turn after includes.

    Returns
    -------
    Scheme or None
        None if it could not be read as a whole.
    """
    source = find(name, problems)
    if source is None:
        return None
    if source.filled is not None:
        return _from_form(source, source.filled, rules, problems, sets)
    return _from_text(source, rules, problems, sets)


def form_of(
    name: str, rules: dict[str, Registry], problems: Problems, *, lang: Lang, sets: Sequence[str] = ()
) -> tuple[Scheme, str, list[Item]] | None:
    """Return a scheme with its text and everything of it that may be filled in; None after an error.

    Parameters as of `load`; several versions in one file are refused (S387).
    """
    source = find(name, problems)
    scheme = None if source is None else load(name, rules, problems, sets=sets)
    if source is None or scheme is None or problems.errors:
        return None
    if scheme.versions:
        problems.add("S387", Place(source.file), scheme=scheme.name, versions="; ".join(map(bounds, scheme.versions)))
        return None
    return scheme, source.text, fields(_tree(source, rules, problems, sets), rules, lang)


def values_of(name: str, rules: dict[str, Registry], *, sets: Sequence[str] = ()) -> list[Leaf]:
    """Return every word of the values of a scheme's metrics, most of which are columns; parameters as of `load`.

    The scheme is known to be sound, and to hold one version.
    """
    problems = Problems()
    source = find(name, problems)
    return [] if source is None else list(value_leaves(_tree(source, rules, problems, sets)))


def _tree(source: Source, rules: dict[str, Registry], problems: Problems, sets: Sequence[str]) -> Mapping:
    """Return a sound scheme of one version as written, with what is set on top of it."""
    root = documents(source.text, source.file, problems)[0]
    assert isinstance(root, Mapping)  # noqa: S101 - else there was an error
    if source.filled is not None:
        sets = (*settings(source.filled, fields(root, rules, source.filled.lang), problems), *sets)
    return override(root, sets, problems)


def _from_form(
    source: Source, filled: Filled, rules: dict[str, Registry], problems: Problems, sets: Sequence[str]
) -> Scheme | None:
    """Load a scheme that was filled in: its YAML, with the cells that differ set on top of it; what is wrong stands in cells."""
    inner = Problems()
    roots = documents(source.text, source.file, inner)
    items = fields(roots[0], rules, filled.lang) if roots and isinstance(roots[0], Mapping) else []
    changes = settings(filled, items, problems)
    scheme = None if problems.errors else _from_text(source, rules, inner, (*changes, *sets))
    problems.extend(to_formula(inner, changes, items, filled))
    if changes and not problems.errors:
        problems.add("S389", Place(source.file, filled.rows[0].sheet), sets=listed([f"--set {text}" for text in changes]))
    return scheme


def _from_text(source: Source, rules: dict[str, Registry], problems: Problems, sets: Sequence[str]) -> Scheme | None:
    reader = Reader(problems, rules)
    read = [_version(root, source, reader, sets) for root in documents(source.text, source.file, problems)]
    versions = [one for one in read if one is not None]
    return together(versions, problems) if versions and len(versions) == len(read) else None


def _version(root: Node, source: Source, reader: Reader, sets: Sequence[str]) -> Scheme | None:
    problems = reader.problems
    if not isinstance(root, Mapping):
        reader.refuse_kind(root, Scheme.wanted())
        return None
    root = override(root, [text for text in sets if _of_include(text)], problems)
    tree, headers, files, rivals = gather(root, source, problems)
    tree = override(tree, [text for text in sets if not _of_include(text)], problems)
    scheme, whole = _read(tree, reader)
    dictionary = _dictionary(headers, reader)
    if scheme is None:
        return None
    scheme = scheme.but(dictionary=dictionary.but(rivals=rivals), files=files)
    lint(scheme, reader)
    return scheme.but(digest=digest(tree, scheme), tree=tree) if whole else None


def _read(tree: Mapping, reader: Reader) -> tuple[Scheme | None, bool]:
    """Return the scheme, or what can be checked of it, and whether it is whole."""
    try:
        return Scheme.read(tree, reader), True
    except Unreadable as unreadable:
        return unreadable.partial, False


def _dictionary(headers: Mapping, reader: Reader) -> Dictionary:
    dictionary, problems = _as_read(_Nodes(headers))
    reader.problems.extend(problems)
    return dictionary


class _Nodes:
    """A mapping that is another where its entries are: those of the ready-made files are the same ones in every scheme."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._those = tuple(id(value) for _, value in mapping)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Nodes) and self._those == other._those

    def __hash__(self) -> int:
        return hash(self._those)


@lru_cache(maxsize=16)
def _as_read(headers: _Nodes) -> tuple[Dictionary, tuple[Problem, ...]]:
    problems = Problems()
    try:
        return Dictionary.read(headers.mapping, Reader(problems, {})), tuple(problems)
    except Unreadable as unreadable:
        return unreadable.partial or Dictionary(), tuple(problems)


def _of_include(text: str) -> bool:
    return text.split("=", 1)[0].strip() == "include" or text.startswith("include[")

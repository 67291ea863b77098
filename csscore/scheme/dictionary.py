"""Where a scheme's names stand in files: its own header names first, then those of the dictionaries it includes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.scheme.forms import Reader, Unreadable, found
from csscore.scheme.headers import Dictionary
from csscore.scheme.lookup import DICTIONARY, open_, shelf
from csscore.scheme.nodes import Mapping, compose
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.problems import Problems
    from csscore.scheme.headers import HeaderNames, RosterNames
    from csscore.scheme.model import Scheme


def agent_headers(scheme: Scheme) -> tuple[str, ...]:
    """Return the headers that may name who is ranked, in order of preference."""
    return scheme.agent or (scheme.dictionary.agent if scheme.dictionary else ())


def column_headers(scheme: Scheme) -> dict[str, HeaderNames]:
    """Return the headers of every name.

    An entry of the scheme replaces the headers that the dictionary has for the name; what it leaves unsaid (unit, scale,
    title) is still the dictionary's.
    """
    included = scheme.dictionary.columns if scheme.dictionary else {}
    return {**included, **{name: _filled(entry, included.get(name)) for name, entry in scheme.columns.items()}}


def _filled(entry: HeaderNames, usual: HeaderNames | None) -> HeaderNames:
    if usual is None or entry is None:  # None: it could not be read
        return entry
    return entry.but(unit=entry.unit or usual.unit, scale=entry.scale or usual.scale, title=entry.title or usual.title)


def roster_headers(scheme: Scheme) -> RosterNames:
    """Return the headers of a roster."""
    return (scheme.dictionary or Dictionary()).roster


def everything(problems: Problems) -> Dictionary:
    """Return the ready-made dictionary, for reading a file without a scheme."""
    source = open_(shelf() / DICTIONARY, DICTIONARY, problems, ready_made=True)
    node = compose(source.text, source.file, problems) if source is not None else None
    if not isinstance(node, Mapping):
        if node is not None:
            problems.add("S104", node.place, found=found(node), wanted=Words("键值表", "a mapping"))
        return Dictionary()
    try:
        return Dictionary.read(node, Reader(problems, {}))
    except Unreadable as unreadable:
        return unreadable.partial or Dictionary()

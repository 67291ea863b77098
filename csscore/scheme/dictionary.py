"""Where a scheme's names stand in files: its own header names first, then those of the dictionaries it includes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from csscore.scheme.forms import Reader, Unreadable, found
from csscore.scheme.headers import Dictionary
from csscore.scheme.itself import Itself
from csscore.scheme.lookup import DICTIONARY, open_, shelf
from csscore.scheme.nodes import Mapping, compose
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Set

    from csscore.problems import Problems
    from csscore.scheme.headers import HeaderNames, RosterNames
    from csscore.scheme.model import Scheme


def agent_headers(scheme: Scheme) -> tuple[str, ...]:
    """Return the headers that may name who is ranked, in order of preference; of several that do so together, the last."""
    return own_agents(scheme) or (scheme.dictionary.agent if scheme.dictionary else ())


def own_agents(scheme: Scheme) -> tuple[str, ...]:
    """Return what the scheme itself says of `agent_headers`."""
    return tuple(dict.fromkeys(entry if isinstance(entry, str) else entry[-1] for entry in scheme.agent))


def agents_together(scheme: Scheme) -> tuple[tuple[str, ...], ...]:
    """Return the headers that name somebody together."""
    return tuple(entry for entry in scheme.agent if not isinstance(entry, str))


def agents_shown(scheme: Scheme) -> tuple[str, ...]:
    """Return the headers as people read them: 店铺 + 客服昵称."""
    return tuple(entry if isinstance(entry, str) else " + ".join(entry) for entry in scheme.agent) or agent_headers(scheme)


def column_headers(scheme: Scheme) -> dict[str, HeaderNames]:
    """Return the headers of every name.

    An entry of the scheme replaces the headers that the dictionary has for the name; what it leaves unsaid (unit, scale,
    title …) is still the dictionary's, and so it is for a header that is used as a name. Under a name of the scheme's own,
    a header that the dictionary knows as a figure of the person (Base salary) is one.
    """
    included = scheme.dictionary.columns if scheme.dictionary else {}
    if not scheme.columns:
        return dict(included)
    under, hers = _by_header(Itself(included))
    filled = {name: _filled(entry, included.get(name), under.get(name), hers) for name, entry in scheme.columns.items()}
    return {**included, **filled}


@lru_cache(maxsize=16)
def _by_header(columns: Itself[dict[str, HeaderNames]]) -> tuple[dict[str, HeaderNames], frozenset[str]]:
    """Return the entries of a dictionary by header, and the headers (folded) of figures of the person."""
    under = {header: entry for entry in reversed(columns.thing.values()) if entry is not None for header in entry.headers}
    return under, frozenset(header.casefold() for header, entry in under.items() if entry.per == "agent")


def _filled(entry: HeaderNames, usual: HeaderNames | None, alike: HeaderNames | None, hers: Set[str]) -> HeaderNames:
    known = usual or alike
    if entry is None:  # it could not be read
        return entry
    if known is None:
        known_as_hers = entry.per is None and any(header.casefold() in hers for header in entry.headers)
        return entry.but(per="agent") if known_as_hers else entry
    headers = entry.headers or (usual.headers if usual is not None else ())
    unsaid = {key: getattr(entry, key) or getattr(known, key) for key in ("unit", "scale", "decimal", "title", "per", "blank")}
    return entry.but(headers=headers, **unsaid)


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

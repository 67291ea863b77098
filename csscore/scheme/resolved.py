"""Writes a scheme as it holds, after includes and ``--set``, as one file that can be loaded; comments are not kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from csscore.scheme.dictionary import agent_headers, column_headers
from csscore.scheme.names import mentioned
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.scheme.headers import HeaderNames
    from csscore.scheme.model import Scheme

_SAYS_OF_HEADERS = ("unit", "scale", "decimal", "per", "blank")


def resolved(scheme: Scheme) -> str:
    """Return the scheme as YAML of its own: it has the same digest and asks no dictionary for the names that it uses."""
    if scheme.tree is None:
        raise ValueError("a scheme that was not read from a file")
    lines: list[str] = []
    for key, value in scheme.tree:
        if key.text not in {"agent", "columns"}:
            lines += _entry(key, value, 0)
    used = mentioned(scheme)
    agent = [entry if isinstance(entry, str) else list(entry) for entry in scheme.agent or agent_headers(scheme)]
    lines.append(f"agent: {_json(agent)}")
    lines.append("columns:")
    # a param is none of the scheme's own columns, even where the dictionary has a column of that name
    known = column_headers(scheme)
    named = {
        name: entry
        for name, entry in sorted(known.items())
        if name in used and (name in scheme.columns or name not in scheme.params)
    }
    lines += [f"  {_json(name)}: {_json(_headers(entry))}" for name, entry in named.items()]
    return "\n".join(lines if named else lines[:-1]) + "\n"


def _headers(entry: HeaderNames) -> dict[str, Any]:
    said = {key: value for key in _SAYS_OF_HEADERS if (value := getattr(entry, key)) is not None}
    title = {} if entry.title is None else {"title": {"zh": entry.title.zh, "en": entry.title.en}}
    return {"headers": list(entry.headers), **said, **title}


def _entry(key: Scalar, value: Node, depth: int) -> Iterator[str]:
    space = "  " * depth
    if isinstance(value, Scalar) or not _inside(value):
        yield f"{space}{_text(key)}: {_flat(value)}"
    else:
        yield f"{space}{_text(key)}:"
        yield from _block(value, depth + 1)


def _block(node: Node, depth: int) -> Iterator[str]:
    space = "  " * depth
    if isinstance(node, Mapping):
        for key, value in node:
            yield from _entry(key, value, depth)
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) or not _inside(item):
                yield f"{space}- {_flat(item)}"
            else:
                yield f"{space}-"
                yield from _block(item, depth + 1)


def _inside(node: Node) -> bool:
    return bool(node.entries if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else True)


def _flat(node: Node) -> str:
    if isinstance(node, Scalar):
        return _text(node)
    return "{}" if isinstance(node, Mapping) else "[]"


def _text(scalar: Scalar) -> str:
    """Return a text as it was written: bare ones stay bare, which some settings tell apart."""
    bare = not scalar.quoted and "\n" not in scalar.text and ": " not in scalar.text and " #" not in scalar.text
    return scalar.text if bare else _json(scalar.text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

"""The fingerprint of a scheme: what it says, not how it is written; it never reads a file.

Hashed is the scheme as it stands after includes and ``--set``: every key and value as text, top-level keys sorted, the rest
in written order (bands and metrics depend on it). Of header names, only those of names that the scheme uses count, wherever
they come from: a new release may teach the ready-made dictionary another platform without any scheme becoming another. Which
warnings are accepted (``accept``) changes no result and does not count.
Comments, quotes, indentation, file names and the split into included files make no difference.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from csscore.scheme.dictionary import agent_headers, column_headers
from csscore.scheme.names import mentioned
from csscore.scheme.nodes import Mapping, plain

if TYPE_CHECKING:
    from csscore.scheme.headers import HeaderNames
    from csscore.scheme.model import Scheme


def digest(tree: Mapping, scheme: Scheme) -> str:
    """Return ``sha256:`` and the hash, from the scheme's nodes and the scheme read from them."""
    said = {key.text: plain(value) for key, value in tree if key.text not in {"agent", "columns", "accept"}}
    used = mentioned(scheme)
    said["agent"] = [entry if isinstance(entry, str) else list(entry) for entry in scheme.agent or agent_headers(scheme)]
    said["columns"] = {name: _headers(entry) for name, entry in sorted(column_headers(scheme).items()) if name in used}
    content = json.dumps(dict(sorted(said.items())), ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def _headers(entry: HeaderNames) -> list[Any]:
    """Return what is said of a name; that amounts are added up row by row is what happens to them anyway."""
    usual = entry.per is None or (entry.per == "row" and entry.unit in {"money", "count"})
    more = [f"per {entry.per}"] if not usual else []
    more += [f"blank {entry.blank}"] if entry.blank else []
    return [list(entry.headers), entry.unit, entry.scale, *more, *([f"decimal {entry.decimal}"] if entry.decimal else [])]

"""The wording of every problem code, in Chinese and English: a table a room, read when one of its codes is said.

S: scheme files · D1xx: containers and encodings · D2xx: tables and cells · D3xx: agents, values and months · D4xx: rows and
people · D5xx: databases and clusters · P: points, ranks and pay · B: the monthly books · A: what is asked of a result ·
U: usage and output.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from csscore.words import Words

_TABLES: Final = Path(__file__).parent


class Code(NamedTuple):
    """What a code means: how bad it is, its title for the errors page, its sentence and its remedy (templates)."""

    severity: Literal["error", "warning", "note"]
    title: Words
    message: Words
    hint: Words | None = None
    of_outcome: bool = False
    """Whether it speaks of the ranking that came out; where an error forbids one, it is not said."""


class _Catalogue(MutableMapping[str, Code]):
    """Every code; the table of a room is named by what its codes begin with."""

    def __init__(self) -> None:
        self._known: dict[str, Code] = {}
        self._unread = {table.stem.upper(): table for table in _TABLES.glob("*.toml")}

    def __getitem__(self, code: str) -> Code:
        if code not in self._known:
            self._read(code[:2])
            self._read(code[:1])
        return self._known[code]

    def __setitem__(self, code: str, means: Code) -> None:
        self._known[code] = means

    def __delitem__(self, code: str) -> None:
        del self._known[code]

    def __iter__(self) -> Iterator[str]:
        for room in sorted(self._unread):
            self._read(room)
        return iter(self._known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, room: str) -> None:
        table = self._unread.pop(room, None)
        if table is None:
            return
        for code, means in tomllib.loads(table.read_text(encoding="utf-8")).items():
            self._known[code] = _code(**means)


def _code(**means: Any) -> Code:
    said: dict[str, Any] = {name: Words(**texts) if isinstance(texts, dict) else texts for name, texts in means.items()}
    return Code(**said)


CODES: Final = _Catalogue()

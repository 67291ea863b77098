"""File names made from other names: safe on every system, of bounded length, nobody lost; they depend on no order.

What is made safe: separators and what Windows reserves, signs without a shape, dots and hyphens at the ends, length in bytes.
Names that would be one file to a file system (it may ignore case and the way accents are written) all get a mark of their id.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BYTES: Final = 120
"""Of a name without its ending: systems take 255, and a path should keep room for folders."""
_MARK: Final = 8
"""Hexadecimal digits of an id's SHA-256."""
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|%]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Devices of Windows, whatever ending follows."""


def file_stems(agents: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return a file name without ending for each agent, all different.

    Parameters
    ----------
    agents
        Ids, all different.
    names
        Names as people know them; an id is added where it differs.
    """
    wanted = [name if name == agent else f"{name}-{agent}" for agent, name in zip(agents, names, strict=True)]
    stems = [_bounded(_safe(text), agent, cut=False) for text, agent in zip(wanted, agents, strict=True)]
    for size in range(_MARK, 65, _MARK):
        met: dict[str, int] = {}
        for stem in stems:
            met[one_to_a_file_system(stem)] = met.get(one_to_a_file_system(stem), 0) + 1
        if len(met) == len(stems):
            break
        stems = [
            _bounded(_safe(text), agent, cut=True, size=size) if met[one_to_a_file_system(stem)] > 1 else stem
            for stem, text, agent in zip(stems, wanted, agents, strict=True)
        ]
    return stems


def file_name(text: str) -> str:
    """Return the name of a file that somebody hands in: of no folder, safe on every system, bounded, its ending kept."""
    name = re.split(r"[\\/]", text)[-1]
    stem, dot, ending = name.rpartition(".")
    if not stem or not ending.isalnum() or len(ending) > _MARK:
        return _bounded(_safe(name), text, cut=False)
    return f"{_bounded(_safe(stem), text, cut=False)}{dot}{ending}"


def _safe(text: str) -> str:
    """Return a text without what a file name must not hold."""
    shaped = "".join("_" if category(sign)[0] in "CZ" and sign != " " else sign for sign in normalize("NFC", text))
    plain = re.sub(" +", " ", _UNSAFE.sub("_", shaped)).strip(" .")
    if plain[:1] in {"-", "~"}:
        plain = f"_{plain}"
    return f"_{plain}" if not plain or _RESERVED.match(plain) else plain


def _bounded(stem: str, agent: str, *, cut: bool, size: int = _MARK) -> str:
    """Return a stem of at most `MOST_BYTES`; one that is cut, or has to be, ends in a mark of the id."""
    data = stem.encode("utf-8", "replace")
    if len(data) <= MOST_BYTES and not cut:
        return stem
    mark = sha256(agent.encode("utf-8", "surrogatepass")).hexdigest()[:size]
    return f"{data[: MOST_BYTES - size - 1].decode('utf-8', 'ignore').rstrip(' .')}~{mark}"


def one_to_a_file_system(stem: str) -> str:
    """Return what is the same for names that some file system takes for one."""
    return normalize("NFKC", normalize("NFKC", stem).casefold())

"""Tells of a cell that names several agents: what it holds is credited to nobody of them; it divides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.patterns import pattern
from csscore.read.texts import fold, fold_all
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.problems import Problems
    from csscore.read.table import Table

_SIGNS: Final = pattern(r"\s*[、;；&＆+＋/／|｜,，]\s*")
_WORDS: Final = pattern(r"\s+(?:and|und|et|y|e|ve|vs\.?|with|mit|con|com|avec|和|与)\s+|\s+|\s*[和与及・·→>~]\s*")
"""What joins names where each of them is an agent of the file."""
_SHORT: Final = pattern(r"[\u4e00-\u9fff]{2,4}")


def report_several(ids: Sequence[str], table: Table, problems: Problems) -> None:
    """Warn of agents whose name is a list of names (D269).

    A list is known by the enumeration comma (小美、小丹), by Chinese names of two to four characters, or by one of its parts
    being an agent of the file; not where half of all names have the sign (``Smith, John``).

    Parameters
    ----------
    ids
        The agents.
    table
        The rows of the FILES.
    problems
        Takes the warnings.
    """
    block = "\0".join(ids)  # which no name has
    signs = [sign for sign in "、;；&＆+＋/／|｜,，" if sign in block and sum(sign in name for name in ids) * 2 <= len(ids)]
    if not signs and _WORDS.search(block) is None:
        return
    known = set(fold_all(ids))
    found = {}
    for name in ids:
        parts = [part for part in _SIGNS.split(name) if part] if any(sign in name for sign in signs) else []
        if len(parts) > 1 and ("、" in name or any(fold(part) in known for part in parts) or all(map(_SHORT.fullmatch, parts))):
            found[name] = parts
            continue
        parts = [part for part in _WORDS.split(name) if part]
        if len(parts) > 1 and all(fold(part) in known for part in parts):
            found[name] = parts
    if not found:
        return
    for row, agent in enumerate(table.agents.tolist()):
        if agent in found:
            problems.add("D269", table.place(row), text=agent, names=listed(found.pop(agent)))
            if not found:
                return

"""What rows look like: which is the header and which are data, by the kinds of their cells; it knows no header by name."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from csscore.read.texts import is_nothing, is_words, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_GLANCE: Final = 30
"""Rows below a row that say what its columns hold."""
_RUN: Final = 3
"""So many numbers, each the next of the one before, are labels."""
_DATE: Final = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{0,2}日?)?(?:[ T].*)?")


def kind(cell: Any) -> str:
    """Return what a cell holds: ``words``, ``number``, ``date``, or nothing."""
    if is_nothing(cell):
        return ""
    if isinstance(cell, date):
        return "date"
    if isinstance(cell, str):
        return "date" if _DATE.fullmatch(cell.strip()) else "words" if is_words(cell) else "number"
    return "words" if isinstance(cell, bool) else "number" if isinstance(cell, int | float | time) else "words"


def header_by_shape(rows: list[list[Any]]) -> int | None:
    """Return the row that is most unlike the rows below it; of several the first. None where there is nothing at all.

    Only rows that are about as wide as the table are looked at. Labels that are numbers (hours, years) count where they follow
    one another. Where no row is unlike those below, it is the first one of mostly words.
    """
    kinds = [[kind(cell) for cell in cells] for cells in rows]
    filled = [sum(map(bool, row)) for row in kinds]
    widths = sorted(count for count in filled if count)
    if not widths:
        return None
    typical = widths[(len(widths) - 1) // 2]
    wide = [row for row, count in enumerate(filled) if count * 10 >= typical * 9]
    strengths = {row: _unlike(kinds, row) for row in wide}
    strengths[wide[0]] += _labels(rows[wide[0]])
    best = max(wide, key=lambda row: (strengths[row], -row))
    if strengths[best]:
        return best
    widest = [row for row in wide if filled[row] * 10 >= widths[-1] * 9]
    return next((row for row in widest if sum(map(is_words, rows[row])) * 2 >= filled[row]), widest[0])


def like_the_others(rows: list[list[Any]], row: int) -> bool:
    """Tell whether a row has numbers and days where the other rows have them: then it is one of them, and no header."""
    if _labels(rows[row]):
        return False
    others = [[kind(cell) for cell in cells] for cells in (*rows[:row], *rows[row + 1 :])]
    usual = zip(map(kind, rows[row]), _usual(others), strict=False)
    same = [own == other for own, other in usual if own and other in {"number", "date"}]
    return sum(same) * 2 > len(same)


def recurs(rows: list[list[Any]], row: int, column: int) -> bool:
    """Tell whether a text of a row stands in its column again, in a row that does not repeat the whole row."""
    own = [text_of(cell) for cell in rows[row]]
    others = ([text_of(cell) for cell in cells] for at, cells in enumerate(rows) if at != row)
    return any(cells[column] == own[column] and sum(map(str.__eq__, cells, own)) * 2 <= len(own) for cells in others)


def _unlike(kinds: list[list[str]], row: int) -> int:
    """Return in how many columns a row holds another kind of thing than the rows below."""
    below = _usual(kinds[row + 1 : row + 1 + _GLANCE])
    return sum(1 for own, usual in zip(kinds[row], below, strict=False) if own and usual and own != usual)


def _usual(kinds: list[list[str]]) -> Iterator[str]:
    """Yield what most cells of each column hold; nothing where there is no such kind, and endlessly where there is no row."""
    for column in zip(*kinds, strict=True) if kinds else repeat(()):
        counts = Counter(filter(None, column))
        most, count = counts.most_common(1)[0] if counts else ("", 0)
        yield most if count * 2 > counts.total() else ""


def _labels(cells: list[Any]) -> int:
    """Return how many cells are numbers that follow one another, in a row that has words, too."""
    if not any(map(is_words, cells)):
        return 0
    texts = [text_of(cell) for cell in cells]
    numbers = [int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else None for text in texts]
    found, run = 0, 1
    for one, other in zip(numbers, [*numbers[1:], None], strict=True):
        if one is not None and other == one + 1:
            run += 1
            continue
        found, run = found + (run if run >= _RUN else 0), 1
    return found

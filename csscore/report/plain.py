"""Text of unknown origin made safe for one line of a terminal; it never changes what is stored, only what is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SPACES: Final = re.compile(r"[\t\r\n\u2028\u2029]+")


def one_line(text: str) -> str:
    """Return the text without what moves a cursor, starts a colour or reverses the reading direction."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text))


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: east Asian signs two, combining marks none."""
    return sum(2 if east_asian_width(sign) in "WF" else 0 if combining(sign) else 1 for sign in text)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return rows as lines, their cells below each other, two spaces apart."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()

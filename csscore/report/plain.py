"""Text of unknown origin made safe for one line of a terminal; it never changes what is stored, only what is shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, Protocol
from unicodedata import combining, east_asian_width

from csscore.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNPRINTABLE: Final = pattern("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SPACES: Final = pattern(r"[\t\r\n\u2028\u2029]+")
_LEAD: Final = pattern(r"(\d+\.|→|-) ")
_CLOSING: Final = "，。、；：！？）》”’」』…"
_OPENING: Final = "（《“‘「『"
_PIECES: Final = pattern(
    rf"[{_OPENING}]*(?:[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef{_CLOSING}{_OPENING}]+)[{_CLOSING}]*\s*|\s+|."
)
"""What stays on one line: a Chinese sign or a western word, with the quotes and stops that belong to it."""


class Person(Protocol):
    """Somebody in a result of any family."""

    @property
    def agent(self) -> str:
        """Return her id."""

    @property
    def name(self) -> str:
        """Return her name."""


def one_line(text: str) -> str:
    """Return the text without what moves a cursor, starts a colour or reverses the reading direction."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text))


def in_html(text: str) -> str:
    """Return the text as it may stand in HTML and SVG."""
    return escape(one_line(text))


def called(person: Person) -> str:
    """Return somebody's name, with her id where that is another."""
    return person.name if person.name == person.agent else f"{person.name} ({person.agent})"


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: east Asian signs two, combining marks none."""
    return sum(2 if east_asian_width(sign) in "WF" else 0 if combining(sign) else 1 for sign in text)


def broken(text: str, width: int | None, *, indent: str = "") -> Iterator[str]:
    """Yield a sentence as lines of at most so many columns, further lines under its first word after a number or an arrow.

    Western words stay whole; Chinese text breaks anywhere but before punctuation that closes.
    """
    if width is None or width_of(indent + text) <= width:
        yield indent + text
        return
    start = _LEAD.match(text)
    hang = indent + " " * (width_of(start[0]) if start else 0)
    line = indent
    for piece in _PIECES.findall(text):
        if width_of(line + piece.rstrip()) > width and line.strip():
            yield line.rstrip()
            line = hang + piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return rows as lines, their cells below each other, two spaces apart."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()

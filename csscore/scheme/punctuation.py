"""Full-width signs where YAML wants its own: found by writing the plain sign and reading again; it never changes a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIGNS: Final = {
    "：": ":", "，": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[",
    "】": "]", "－": "-", "＃": "#", "＞": ">", "＜": "<", "＝": "=", "％": "%", "\u3000": " ", "\u00a0": " ",
}  # fmt: skip
"""Signs that Chinese input methods write, and the plain ones."""
_NAMES: Final = {"\u3000": "U+3000", "\u00a0": "U+00A0", " ": "␣"}
"""How a message writes signs that can't be seen."""
_WIDE: Final = pattern("[" + "".join(SIGNS) + "]")
_QUOTED: Final = pattern("[“‘][^“”‘’]*[”’]")
_PLAIN_QUOTED: Final = pattern(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'|(?:^|\s)#.*")
_LOOK_BACK: Final = 3
"""Lines before an error that may be to blame."""
_MOST: Final = 20
_LONGEST: Final = 200_000
"""Characters of a file that is read again and again."""


class Sign(NamedTuple):
    """A full-width sign: where it stands, counted from 0, how it looks, and what is meant."""

    line: int
    column: int
    wide: str
    plain: str

    @property
    def named(self) -> dict[str, str]:
        """Return how messages write the two."""
        return {"wide": _NAMES.get(self.wide, self.wide), "plain": _NAMES.get(self.plain, self.plain)}


def first(text: str) -> Sign | None:
    """Return the first full-width sign of a piece of text."""
    match = _WIDE.search(text)
    return None if match is None else Sign(0, match.start(), match[0], SIGNS[match[0]])


def in_quotes(text: str) -> Sign | None:
    """Return the full-width quote that a whole text stands in, where plain ones were meant; None for any other text."""
    return Sign(0, 0, text[0], SIGNS[text[0]]) if _QUOTED.fullmatch(text) else None


def to_blame(text: str, error: Callable[[str], tuple[int, int] | None]) -> list[Sign]:
    """Return the full-width signs but for which a file could be read further, one a line.

    Parameters
    ----------
    text
        The file.
    error
        Reads a text and returns line and column of its first mistake, from 0; None if there is none.
    """
    found: list[Sign] = []
    at = error(text) if len(text) <= _LONGEST else None
    while at is not None and len(found) < _MOST:
        lines = text.split("\n")
        for line in range(min(at[0], len(lines) - 1), max(at[0] - _LOOK_BACK, 0) - 1, -1):
            sign = next(_structural(lines[line]), None)
            if sign is None:
                continue
            mended = "\n".join([*lines[:line], _mended(lines[line]), *lines[line + 1 :]])
            then = error(mended)
            if then is None or then > at:
                found.append(sign._replace(line=line))
                text, at = mended, then
                break
        else:
            break
    return found


def _structural(line: str) -> Iterator[Sign]:
    """Yield the full-width signs that stand in no quotes and no comment."""
    hidden = [match.span() for match in _PLAIN_QUOTED.finditer(line)]
    for match in _WIDE.finditer(line):
        if not any(start <= match.start() < end for start, end in hidden):
            yield Sign(0, match.start(), match[0], SIGNS[match[0]])


def _mended(line: str) -> str:
    pieces, end = [], 0
    for sign in _structural(line):
        pieces += [line[end : sign.column], sign.plain, " " if sign.plain in ":," else ""]
        end = sign.column + 1
    return "".join([*pieces, line[end:]])

"""Finds identifiers that a spreadsheet has spoilt: last digits lost to a float, leading zeros cut off; it mends none."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.read.numbers import damaged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from csscore.read.distinct import Distinct

KEPT: Final = 15
"""Digits that a spreadsheet keeps."""
_SIGNS: Final = re.compile(rf"^(?:\d(?:[.,]\d+)?[eE]\+?\d{{1,3}}|\d{{{KEPT}}}\d*0|0\d*)$", re.MULTILINE | re.ASCII)
"""Nothing is spoilt in a column of texts without any of these."""
_LONG: Final = re.compile(rf"\d{{{KEPT + 1},}}", re.ASCII)
_DAY: Final = re.compile(
    r"^(?:(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: 0?0:00(?::00)?)?|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d)$",
    re.MULTILINE | re.ASCII,
)
"""A day as spreadsheets show what they have made of 3-5."""
_SURE: Final = 3
"""Zeros at the end that are no accident, in one identifier or in several together."""


class Spoilt(NamedTuple):
    """What is wrong with the identifiers of a column, by row."""

    ends: tuple[int, ...] = ()
    """Rows whose last digits are lost."""
    begins: tuple[int, ...] = ()
    """Rows whose leading zeros are lost, while others have theirs."""
    whole: str = ""
    """One that has its leading zeros."""


NONE: Final = Spoilt()


def spoilt(cells: Any, texts: Distinct) -> Spoilt:
    """Return the rows whose identifiers have lost digits.

    Parameters
    ----------
    cells
        The cells of the column.
    texts
        What they say as texts, None for nothing.
    """
    floats = _large_floats(cells) if isinstance(cells, np.ndarray) else []
    if not floats and _SIGNS.search("\n".join([text or "" for text in texts.cells])) is None:
        return NONE
    there = texts.present
    rounded = _rounded({text for text in there if _LONG.fullmatch(text)})
    ends = texts.rows(lambda text: text in rounded or _is_power(text))
    width, whole = _width({text for text in there if text.isascii() and text.isdigit()})
    begins = texts.rows(lambda text: text is not None and width > 0 and _is_short(text, width))
    return Spoilt(tuple(sorted({*floats, *ends.tolist()})), tuple(begins.tolist()), whole)


def _large_floats(cells: Any) -> list[int]:
    return [row for row, cell in enumerate(cells.tolist()) if isinstance(cell, float) and damaged(cell)]


def _is_power(text: str | None) -> bool:
    """Tell whether a text is a number as spreadsheets show long ones: 1.23E+17, or 1,23E+17."""
    return text is not None and damaged(text.replace(",", "."))


def are_rounded(found: Collection[str], lengths: Iterable[tuple[int, int]]) -> bool:
    """Tell whether long numbers that end in as many zeros as were lost are no accident.

    Parameters
    ----------
    found
        The different ones.
    lengths
        How many different numbers there are of each length above `KEPT`: length, count.
    """
    by_chance = sum(count * 10.0 ** (KEPT - length) for length, count in lengths)
    return sum(len(text) - KEPT for text in found) >= _SURE and len(found) >= 10 * by_chance


def _rounded(long: set[str]) -> set[str]:
    found = {text for text in long if not text[KEPT:].strip("0")}
    return found if are_rounded(found, ((len(text), 1) for text in long)) else set()


def _width(numbers: Iterable[str]) -> tuple[int, str]:
    """Return the one width of all numbers with leading zeros, and one of them; 0 where there are none, or wider numbers."""
    with_zeros = sorted(text for text in numbers if text[0] == "0" and len(text) > 1)
    widths = {len(text) for text in with_zeros}
    if len(widths) != 1 or max(map(len, numbers)) > max(widths):
        return 0, ""
    return widths.pop(), with_zeros[0]


def _is_short(text: str, width: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < width and text != "0"


def days_among(cells: Any, texts: Distinct) -> list[int]:
    """Return the rows in which a day stands among names: a spreadsheet makes one of an account such as 3-5."""
    if isinstance(cells, np.ndarray) and any(isinstance(cell, dt.date) for cell in cells.tolist()):
        found = [row for row, cell in enumerate(cells.tolist()) if isinstance(cell, dt.date)]
    else:
        some = _DAY.search("\n".join([text or "" for text in texts.cells])) is not None
        found = texts.rows(lambda text: text is not None and _DAY.search(text) is not None).tolist() if some else []
    return found if len(found) < len(texts) else []


def first_texts(texts: Distinct, rows: Sequence[int]) -> list[str]:
    """Return what some rows say, each text once."""
    return list(dict.fromkeys(text for row in rows if (text := texts[row]) is not None))

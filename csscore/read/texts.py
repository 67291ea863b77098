"""What a cell or a header says as text: one form to show, one form to compare by; it never turns text into numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.patterns import pattern
from csscore.read.currencies import codes
from csscore.read.distinct import Distinct, distinct
from csscore.read.grid import CellError
from csscore.read.units import unit_in_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NOTHING = frozenset(
    (
        *("", "-", "--", "---", "–", "—", "——", "/", "//", "\\"),
        *("暂无数据", "暂无", "无数据", "延迟统计", "统计中", "计算中", "待统计", "未统计"),
        *("n/a", "N/A", "null", "NULL", "Null", "(null)", "(NULL)", "<null>", "<NULL>", "\\N", "none", "None", "NONE"),
    )
)
"""Texts that say that there is nothing here."""

_INVISIBLE = "\x00\x1a\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
_SPACES = "\r\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0\u3000"
_WIDE_SPACES = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_UNTIDY = (*_INVISIBLE, *_SPACES, *_WIDE_SPACES)
_FOLDED = {
    **dict.fromkeys(_INVISIBLE + _SPACES + " _", ""),
    **dict.fromkeys("‐‑‒–—―−─", "-"),
    **dict.fromkeys(("→", "⇒", "➔", "➜", "=>"), "->"),
    **{"【": "[", "】": "]"},
}
_UNIT = pattern(r"^(.+?)[(\[](?:单位:)?([^()\[\]]+)[)\]]$")
_JOINTS = pattern(r"(?<=[^\d-])[-/|.·](?=[^\d>-])")
_PLAIN_UNITS = frozenset(["yuan", "元/人", "人", "人次", "个", "次", "单", "条", "件", "张", "字"])
_NUMBER = pattern(r"[-+¥￥$]?[\d,.]+(?:e[-+]?\d+)?[%％‰]?(?:[万亿元秒分时天]|秒钟|分钟|小时|h|m|s|ms)?", re.IGNORECASE)


_ARMED = pattern(r"'+(?=[=+\-@＝＋－＠])|'(?=\d+$)", re.ASCII)
"""What keeps a spreadsheet from taking a text for a formula, or an identifier for a number: it is no part of the text."""
_WHOLE = pattern(r"(-?(?:0|[1-9]\d*))(?:\.0+)?", re.ASCII)
_SPELT = pattern(r"\.0+$|^(?:true|false)$|^\d{4}[-/.年]", re.ASCII | re.IGNORECASE | re.MULTILINE)
"""What most texts lack that have one spelling and may be written in another."""
_STAMP = pattern(
    r"(\d{4})(?:([-/.])(?=\d\d?\2)|年)(\d\d?)(?:[-/.]|月)(\d\d?)日?(?:[ T](\d\d?):(\d\d)(?::(\d\d))?(?:\.0+)?)?", re.ASCII
)
"""A day, year first, with or without a time of day."""
_NUMERAL = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_ENGLISH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_LABEL = pattern(
    rf"(?:(?:19|20)\d\d(?:年|fy)?[-/.]?)?(?:{_NUMERAL}月份?|q[1-4]|第?[一二三四1-4]季度?|w\d{{1,2}}|{_ENGLISH})(?:[-/.]?(?:19|20)?\d\d)?"
    rf"|第?{_NUMERAL}[周日号点时]|周[一二三四五六日天]|(?:week|day|month|quarter|hour)\d{{1,2}}|\d{{1,2}}:00"
    r"|\d{1,8}年?|\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{0,2}日?)?(?:00:00:00)?|\d{1,2}[-/.月]\d{1,2}(?:[-/.]\d{2,4}|日)?"
)


class SplitHeader(NamedTuple):
    """A header without its unit: the folded text and the unit as written, or None."""

    base: str
    unit: str | None


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the form by which headers and labels are compared.

    Full and half width, brackets, case, arrows, dashes and a trailing colon are made alike; spaces, line breaks,
    underscores and invisible characters are left out.

    Examples
    --------
    >>> fold("首次响应时长（秒) ") == fold("首次响应时长(秒)")
    True
    >>> fold("询单→最终付款 人数：")
    '询单->最终付款人数'
    """
    return fold_block(text.replace("\n", "")).rstrip(":")


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold many texts at once (none may hold a line break); a million take tenths of a second."""
    return [text.rstrip(":") for text in fold_block("\n".join(texts)).split("\n")] if texts else []


def fold_block(text: str) -> str:
    """Fold lines of text at once, all but their trailing colons."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.casefold()
    for sign, plain in _FOLDED.items():
        if sign in text:
            text = text.replace(sign, plain)
    return text


@lru_cache(maxsize=8192)
def split_unit(header: str) -> SplitHeader:
    """Return the folded header without a unit in brackets at its end, and that unit.

    Only units are split off: ``(8-23点)`` and ``（新）`` tell columns apart and stay.

    Examples
    --------
    >>> split_unit("首次响应时长（秒)")
    SplitHeader(base='首次响应时长', unit='秒')
    >>> split_unit("3分钟人工回复率(8-23点)")
    SplitHeader(base='3分钟人工回复率(8-23点)', unit=None)
    """
    folded = fold(header)
    found = _UNIT.match(folded)
    if found is not None and (found[2] in _PLAIN_UNITS or unit_in_header(header) is not None or codes(found[2])):
        return SplitHeader(found[1], found[2])
    return SplitHeader(folded, None)


def joined(header: str) -> str:
    """Return the folded header of several rows, however its pieces are joined: ``总 满意率``, ``总-满意率``, ``总/满意率``."""
    return _JOINTS.sub("", split_unit(header).base)


def is_label(text: str) -> bool:
    """Tell whether a header is a day, a month, a week, an hour or a number, and so one of many of its kind."""
    return _LABEL.fullmatch(fold(text)) is not None


def is_empty(cell: Any) -> bool:
    """Tell whether a cell holds nothing at all (None, NaN, white space)."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell or not cell.strip(_INVISIBLE + _SPACES + " \n")
    return isinstance(cell, float) and isnan(cell)


def is_nothing(cell: Any) -> bool:
    """Tell whether a cell is empty or says that there is nothing (``-``, ``暂无数据``)."""
    return is_empty(cell) or (isinstance(cell, str) and cell.strip().casefold() in NOTHING)


def is_words(cell: Any) -> bool:
    """Tell whether a cell holds words: a text that is neither a number nor a sign for nothing."""
    if not isinstance(cell, str) or isinstance(cell, CellError) or is_nothing(cell):
        return False
    return _NUMBER.fullmatch(cell.strip()) is None


def text_of(cell: Any) -> str:
    """Return a cell as text on one line: ``""`` for an empty one, ``7`` for 7.0, an ISO date for a date.

    The apostrophe that csscore and others put before ``= + - @`` in a csv, or before the digits of an identifier, is left out.
    """
    if is_empty(cell):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = str(cell)
    for sign in _INVISIBLE:
        if sign in text:
            text = text.replace(sign, "")
    text = " ".join(text.split())
    return _ARMED.sub("", text, count=1) if text[:1] == "'" and _ARMED.match(text) else text


def texts_of(cells: Any) -> NDArray[np.object_]:
    """Return `text_of` every cell of a column, None for nothing or an error value."""
    known = said_in(cells)
    return known.spread(known.cells)


def said_in(cells: Any) -> Distinct:
    """Return the different texts of a column: `text_of` its cells, None for nothing or an error value."""
    known = distinct(cells)
    texts = [cell if type(cell) is str else "" if isinstance(cell, CellError) else text_of(cell) for cell in known.cells]
    lines = "\n".join([*texts, ""])
    if lines.count("\n") != len(texts) or not _is_tidy(lines):
        texts = [text_of(text) for text in texts]
    return known.saying([None if text in NOTHING else text for text in texts])


def spelt(text: str) -> str | None:
    """Return the one spelling of what a container may keep typed: truths, days and times, whole numbers; None of other texts.

    Examples
    --------
    >>> [spelt(text) for text in ("true", "2026/3/1", "2026-03-01T08:30", "7.0", "7", "007", "pre-sales")]
    ['TRUE', '2026-03-01', '2026-03-01 08:30:00', '7', '7', None, None]
    """
    if text[:1] in "tfTF":
        return text.upper() if text.upper() in {"TRUE", "FALSE"} else None
    whole = _WHOLE.fullmatch(text)
    if whole is not None:
        return whole[1]
    found = _STAMP.fullmatch(text)
    if found is None:
        return None
    year, _, *others = (found[group] for group in range(1, 8))
    numbers = [int(number) for number in others if number is not None]
    try:
        return text_of(datetime(int(year), *numbers))  # type: ignore[arg-type]
    except ValueError:
        return None


def one_spelling(text: str) -> str:
    """Return the one spelling of a text, which for most is as it is written."""
    return spelt(text) or text


def alike(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return texts in their one spelling, to be compared: ``true`` of a csv is the truth of a workbook, ``2026/3/1`` its day."""
    given = texts.tolist()
    known = set(given) - {None}
    if _SPELT.search("\n".join(known)) is None:  # identifiers, words
        return texts
    spelling = {text: one_spelling(text) for text in known}
    return np.array([*(spelling.get(text) for text in given), None], dtype=object)[:-1]


def _is_tidy(lines: str) -> bool:
    """Tell whether texts, each of them ended by LF, are as `text_of` would have them."""
    if any(sign in lines for sign in _UNTIDY) or lines[:1] == "'" or "\n'" in lines:
        return False
    return " " not in lines or not (lines.startswith(" ") or any(sign in lines for sign in ("  ", " \n", "\n ")))

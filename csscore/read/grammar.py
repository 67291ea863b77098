"""What one cell says as a number: a decimal, a percentage, a duration, nothing, or why it is none; it knows no column."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from math import isnan
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from csscore.read.amounts import amount
from csscore.read.durations import duration
from csscore.read.grid import CellError, is_error
from csscore.read.refusals import WRITE, why
from csscore.words import Words, same

if TYPE_CHECKING:
    from csscore.read.requirements import Unit

Kind = Literal["plain", "percent", "duration", "clock"]
"""``clock`` is a duration of two parts such as 1:05, read as minutes and seconds; the column may say hours and minutes."""


class Number(NamedTuple):
    """A number in its base unit: a fraction for a percentage, seconds for a duration."""

    value: Decimal
    kind: Kind = "plain"


class Missing(Enum):
    """Nothing to count: never 0."""

    EMPTY = "empty"
    NOT_YET = "not yet"
    """The platform has not finished counting (延迟统计)."""


class Refused(NamedTuple):
    """No number: why, and what to do."""

    reason: Words
    remedy: Words
    code: str = "D204"


LONGEST: Final = 60
"""Characters of a text that may be a number or a date; the patterns below are not for longer ones."""
_CONTEXT: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT: Final = Context(prec=400)
_SHORT: Final = frozenset(("m", "b"))
"""Letters that are millions and billions of money, and metres or minutes elsewhere."""
_LARGEST: Final = 30
"""Digits before the point, and zeros behind it, that any quantity has."""

_NARROW: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0xA0, 0x2007, 0x2009, 0x202F, 0x09), " "),
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202C, 0x2060, 0xFEFF), None),
    0xFFE5: "¥",
    0xFFE1: "£",
    0x2212: "-",
    0xFE63: "-",
    0xFE6A: "%",
    **{zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50) for digit in range(10)},
    **{0x66A: "%", 0x66B: ".", 0x66C: ","},
}
"""Full-width characters, and the digits of Arabic, Persian, Hindi, Bengali and Thai, as ASCII has them."""
_TWO_SCRIPTS: Final = re.compile(r"[0-9].*(?![0-9\uFF10-\uFF19])\d|(?![0-9\uFF10-\uFF19])\d.*[0-9]")
"""Digits of two scripts, which nobody writes into one number: cells have run together."""
_NOTHING: Final = re.compile(
    r"[-\u2010-\u2015\u2500]{0,4}|/{1,2}|\\|暂无数据|暂无|无数据|无|無|空|なし|無し|없음"
    r"|n/?a|k\.\s?a\.?|n\.\s?d\.?|s/d|null|none|\(null\)|\\n|<null>",
    re.IGNORECASE,
)
_NOT_YET: Final = frozenset(["延迟统计", "统计中", "计算中", "待统计", "未统计"])

_PLAIN: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
"""A decimal as programs write it; with at most 15 characters it can't hold more than 15 digits."""


def parse(cell: object, unit: Unit | None = None) -> Number | Missing | Refused:
    """Read one cell.

    Parameters
    ----------
    cell
        As a grid holds it.
    unit
        What the column counts: ``5分`` is five points, but five minutes where seconds are wanted; ``22天`` is a count of
        days, but a duration where seconds are wanted.

    Examples
    --------
    >>> parse("1.2万")
    Number(value=Decimal('12000'), kind='plain')
    >>> parse("45.23％")
    Number(value=Decimal('0.4523'), kind='percent')
    >>> parse("1分20秒")
    Number(value=Decimal('80'), kind='duration')
    >>> parse("暂无数据")
    <Missing.EMPTY: 'empty'>
    """
    if isinstance(cell, CellError):
        return _ERROR_VALUE
    if isinstance(cell, str):
        return _parse_text(cell, unit)
    if cell is None:
        return Missing.EMPTY
    if isinstance(cell, bool):
        return Refused(Words("是逻辑值", "a truth value"), WRITE)
    if isinstance(cell, int):
        return _whole(Decimal(cell))
    if isinstance(cell, float):
        return _float(cell)
    return _time(cell)


def is_plain(text: str) -> bool:
    """Tell whether a text is a decimal of at most 15 digits that Python's ``float`` reads as it stands."""
    return len(text) <= 15 and _PLAIN.fullmatch(text) is not None


def shown(cell: object) -> str:
    """Return a cell as a message quotes it: whole numbers without a point, at most 40 characters."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15 else str(cell)
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def narrowed(text: str) -> str:
    """Return a text in half width, without surrounding spaces and invisible characters."""
    return text.translate(_NARROW).strip() if len(text) <= 10 * LONGEST and not _TWO_SCRIPTS.search(text) else text


def is_nothing(plain: str) -> bool:
    """Tell whether a narrowed text says that there is nothing (-, N/A, 暂无数据 and the like)."""
    return _NOTHING.fullmatch(plain) is not None or plain in _NOT_YET


def is_blank(cell: object) -> bool:
    """Tell whether a cell is empty or holds a sign for nothing; what is not known yet (延迟统计) is not."""
    if isinstance(cell, str):
        return _NOTHING.fullmatch(narrowed(cell)) is not None
    return cell is None or (isinstance(cell, float) and isnan(cell))


_ERROR_VALUE: Final = Refused(
    Words("单元格是公式错误值", "the cell holds an error value"),
    Words("在表格里改正公式，或清空这个单元格", "correct the formula in the sheet, or clear the cell"),
    "D202",
)


def _parse_text(text: str, unit: Unit | None) -> Number | Missing | Refused:
    plain = narrowed(text)
    if is_plain(plain):
        return Number(Decimal(plain))
    if plain in _NOT_YET:
        return Missing.NOT_YET
    if _NOTHING.fullmatch(plain):
        return Missing.EMPTY
    if len(plain) > LONGEST:
        return Refused(Words("是一段文字", "a longer text"), WRITE)
    if is_error(plain):
        return _ERROR_VALUE
    seconds = duration(plain, unit)
    if seconds is not None:
        value, kind = seconds
        return Number(_CONTEXT.plus(value), kind)
    found = amount(plain)
    if found is None or (found.times in _SHORT and plain[-1:] != "M" and unit != "money"):
        return _why(plain)
    if found.unit == "分" and unit == "money":
        return Refused(
            Words("“分”是货币还是得分说不清", "分 may be money or marks"),
            Words("写成元，如 0.05", "write it in yuan, such as 0.05"),
        )
    value = _EXACT.scaleb(Decimal(found.digits), found.power)
    return _whole(_EXACT.minus(value) if found.minus else value, "percent" if found.is_percent else "plain")


def _why(plain: str) -> Refused:
    return Refused(*why(plain))


def _whole(value: Decimal, kind: Kind = "plain") -> Number | Refused:
    """Refuse what 15 digits can't hold before the point; round the rest to them half-up."""
    if value and not -_LARGEST <= value.adjusted() <= _LARGEST:
        return Refused(Words("大小不合情理", "beyond any quantity"), WRITE)
    kept = _CONTEXT.plus(value)
    if kept != value and value == value.to_integral_value():
        return Refused(
            Words("超过 15 位数字，像是编号", "more than 15 digits, like an identifier"),
            Words("检查这一列是不是订单号、账号一类的编号", "check whether this column holds order or account numbers"),
        )
    return Number(_CONTEXT.add(kept, 0), kind)


def _float(cell: float) -> Number | Refused:
    text = repr(cell)
    if text in {"nan", "inf", "-inf"}:
        return _why(text)
    value = Decimal(text)
    if value and not -_LARGEST <= value.adjusted() <= _LARGEST:
        return Refused(Words("大小不合情理", "beyond any quantity"), WRITE)
    return Number(_CONTEXT.add(value, 0))


def _time(cell: Any) -> Number | Refused:
    """Read what spreadsheets hold as a time: a part of a day, a span, or (for spans over a day) a day of 1900 or 1904."""
    if isinstance(cell, dt.timedelta):
        span = cell
    elif isinstance(cell, dt.time):
        span = dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond)
    elif isinstance(cell, dt.datetime) and cell.tzinfo is None and cell.year in {1899, 1900, 1904}:
        # serial 1 is 1900-01-01; from March 1900 on the serials count a 29 February that never was
        base = (
            dt.datetime(1904, 1, 1) if cell.year == 1904 else dt.datetime(1899, 12, 31 if cell < dt.datetime(1900, 3, 1) else 30)
        )
        span = cell - base
    else:
        what = Words("是日期", "a date") if isinstance(cell, dt.date) else same(type(cell).__name__)
        return Refused(what, WRITE)
    if span < dt.timedelta(0):
        return Refused(Words("是负的时长", "a negative duration"), WRITE)
    thousandths = (span + dt.timedelta(microseconds=500)) // dt.timedelta(milliseconds=1)
    return Number(_CONTEXT.scaleb(Decimal(thousandths), -3), "duration")

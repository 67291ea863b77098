"""What one cell says as a number: a decimal, a percentage, a duration, nothing, or why it is none; it knows no column."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from math import isnan
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from csscore.read.grid import CellError, is_error
from csscore.words import Words, same

if TYPE_CHECKING:
    from csscore.read.wanted import Unit

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
}
_NOTHING: Final = re.compile(
    r"[-\u2010-\u2015\u2500]{0,4}|/{1,2}|\\|暂无数据|暂无|无数据|无|空|n/?a|null|none|\(null\)|\\n|<null>", re.IGNORECASE
)
_NOT_YET: Final = frozenset(["延迟统计", "统计中", "计算中", "待统计", "未统计"])

_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_CURRENCY: Final = r"(?:CNY|RMB|USD|EUR|GBP|HKD|US\$|HK\$|[¥$€£])"
_TIMES: Final = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_COUNTED: Final = "人民币|元|圆|CNY|RMB|USD|EUR|¥|€|人次|人|单|笔|次|个|条|件|名|位|张|字|句|通|封|例|票|分"
_NUMBER: Final = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?:{_CURRENCY})?\s*(?P<inner>[+-])?\s*(?P<digits>{_DIGITS})(?P<power>[eE][+-]?\d{{1,3}})?"
    rf"\s*(?P<times>万亿|百万|千万|千|万|亿)?\s*(?P<unit>%|‰|{_COUNTED})?\s*(?P<close>\))?",
    re.ASCII,
)
PLAIN: Final = r"-?\d+(?:\.\d+)?"
"""A decimal as programs write it; with at most 15 characters it can't hold more than 15 digits."""
_PLAIN: Final = re.compile(PLAIN, re.ASCII)

_D: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DURATION: Final = re.compile(
    rf"(?:(?P<d>{_D})\s*(?:天|日|days?|d)\s*)?(?:(?P<h>{_D})\s*(?:个?小时|个?钟头|时|hours?|hrs?|h)\s*)?"
    rf"(?:(?P<m>{_D})\s*(?:分钟|分|minutes?|mins?|m)\s*)?(?:(?P<s>{_D})\s*(?:秒钟?|seconds?|secs?|s)\s*)?"
    rf"(?:(?P<ms>{_D})\s*(?:毫秒|ms))?",
    re.IGNORECASE | re.ASCII,
)
_DURATION_ENDS: Final = frozenset("天日时头秒钟分dhmsnyrceDHMSNYRCE")
_SECONDS: Final = {"d": Decimal(86400), "h": Decimal(3600), "m": Decimal(60), "s": Decimal(1), "ms": Decimal("0.001")}
_CLOCK: Final = re.compile(
    r"(?:(?P<d>\d+)\s*(?:天|days?,?)\s*)?(?:(?P<h>\d{1,5}):)?(?P<m>\d{1,5}):(?P<s>[0-5]\d(?:\.\d+)?)", re.ASCII
)
_ISO: Final = re.compile(r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?", re.ASCII)


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
        return Refused(Words("是逻辑值", "a truth value"), _WRITE)
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
    return text.translate(_NARROW).strip() if len(text) <= 10 * LONGEST else text


def is_nothing(plain: str) -> bool:
    """Tell whether a narrowed text says that there is nothing (-, N/A, 暂无数据 and the like)."""
    return _NOTHING.fullmatch(plain) is not None or plain in _NOT_YET


def is_blank(cell: object) -> bool:
    """Tell whether a cell is empty or holds a sign for nothing; what is not known yet (延迟统计) is not."""
    if isinstance(cell, str):
        return _NOTHING.fullmatch(narrowed(cell)) is not None
    return cell is None or (isinstance(cell, float) and isnan(cell))


def swapped(text: str) -> str:
    """Exchange point and comma, as in countries that write 1.234,5."""
    return text.translate({0x2C: ".", 0x2E: ",", 0xFF0C: ".", 0xFF0E: ","})


_ERROR_VALUE: Final = Refused(
    Words("单元格是公式错误值", "the cell holds an error value"),
    Words("在表格里改正公式，或清空这个单元格", "correct the formula in the sheet, or clear the cell"),
    "D202",
)
_WRITE: Final = Words(
    "写成数字，如 95；没有数据就留空或写 -", "write a number such as 95; leave the cell empty or write - where there is none"
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
        return Refused(Words("是一段文字", "a longer text"), _WRITE)
    if is_error(plain):
        return _ERROR_VALUE
    duration = _duration(plain, unit)
    if duration is not None:
        return duration
    match = _NUMBER.fullmatch(plain)
    if match is None or (match["open"] is None) != (match["close"] is None):
        return _why(plain)
    if match["unit"] == "分" and unit == "money":
        return Refused(
            Words("“分”是货币还是得分说不清", "分 may be money or marks"),
            Words("写成元，如 0.05", "write it in yuan, such as 0.05"),
        )
    return _from(match, plain)


def _from(match: re.Match[str], plain: str) -> Number | Refused:
    """Return the number of a match: sign, digits, 万, %."""
    signs = [sign for sign in (match["sign"], match["inner"]) if sign]
    if len(signs) > 1 or (signs and match["open"]):
        return _why(plain)
    value = Decimal(match["digits"].replace(",", "") + (match["power"] or ""))
    power = _TIMES[match["times"] or ""] - {"%": 2, "‰": 3}.get(match["unit"] or "", 0)
    value = _EXACT.scaleb(value, power)
    if match["open"] or signs == ["-"]:
        value = _EXACT.minus(value)
    return _whole(value, "percent" if match["unit"] in {"%", "‰"} else "plain")


def _whole(value: Decimal, kind: Kind = "plain") -> Number | Refused:
    """Refuse what 15 digits can't hold before the point; round the rest to them half-up."""
    if value and not -_LARGEST <= value.adjusted() <= _LARGEST:
        return Refused(Words("大小不合情理", "beyond any quantity"), _WRITE)
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
        return Refused(Words("大小不合情理", "beyond any quantity"), _WRITE)
    return Number(_CONTEXT.add(value, 0))


def _duration(plain: str, unit: Unit | None) -> Number | None:
    """Return the seconds of a duration; None where the text is none."""
    clock = _CLOCK.fullmatch(plain) if ":" in plain else None
    if clock is not None:
        two_parts = clock["h"] is None and clock["d"] is None and "." not in clock["s"]
        if clock["h"] is not None and int(clock["m"]) > 59:
            return None
        return _sum_of(clock, "clock" if two_parts else "duration")
    iso = _ISO.fullmatch(plain) if plain[0] == "P" else None
    if iso is not None and any(iso.groupdict().values()):
        return _sum_of(iso, "duration")
    match = _DURATION.fullmatch(plain) if plain[-1] in _DURATION_ENDS else None
    if match is None:
        return None
    parts = {key: text for key, text in match.groupdict().items() if text}
    if not parts or any("." in text for text in list(parts.values())[:-1]):
        return None
    if len(parts) == 1 and unit != "seconds":
        if plain.endswith("分") or plain.endswith(("m", "M")):
            return None  # marks; metres, millions
        if unit == "count" and "d" in parts:
            return Number(Decimal(parts["d"].replace(",", "")))
    return _sum_of(match, "duration")


def _sum_of(match: re.Match[str], kind: Kind) -> Number:
    total = Decimal(0)
    for key, text in match.groupdict().items():
        if text:
            total = _EXACT.fma(Decimal(text.replace(",", "")), _SECONDS[key], total)
    return Number(_CONTEXT.plus(total), kind)


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
        return Refused(what, _WRITE)
    if span < dt.timedelta(0):
        return Refused(Words("是负的时长", "a negative duration"), _WRITE)
    thousandths = (span + dt.timedelta(microseconds=500)) // dt.timedelta(milliseconds=1)
    return Number(_CONTEXT.scaleb(Decimal(thousandths), -3), "duration")


_REASONS: Final[tuple[tuple[re.Pattern[str], Words, Words], ...]] = (
    (
        re.compile(r"[+-]?(?:nan|inf(?:inity)?)", re.IGNORECASE),
        Words("不是一个数值", "no number at all"),
        Words("没有数据就留空或写 -", "leave the cell empty or write - where there is no value"),
    ),
    (
        re.compile(r"[+-]?\d+(?:_\d+)+(?:\.\d+)?"),
        Words("下划线不能分节", "underscores don't group digits"),
        Words("去掉下划线，或写成 1,000", "leave the underscores out, or write 1,000"),
    ),
    (
        re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*"),
        Words("像是日期", "like a date"),
        Words("检查这一列是不是日期列", "check whether this column holds dates"),
    ),
    (
        re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+\D{0,3}|[+-]?\d{1,3}(?:\.\d{3}){2,}\D{0,3}"),
        Words("小数点或分节写法不明", "point and comma are used in an unusual way"),
        Words(
            "小数用点（1.7），分节用逗号（1,700）；整列都用逗号作小数点时才会自动识别",
            "write decimals with a point (1.7) and groups with a comma (1,700); a decimal comma is understood only where the "
            "whole column has it",
        ),
    ),
    (
        re.compile(r"[+-]?\d+(?:,\d*)+(?:\.\d+)?\D{0,3}"),
        Words("千分位分节不对", "digits are grouped wrongly"),
        Words("每三位一节（1,234），或去掉逗号", "group by three (1,234), or leave the commas out"),
    ),
    (
        re.compile(r"\d+(?:[:：]\d+){1,2}(?:\.\d+)?"),
        Words("时间写法不对", "no valid time"),
        Words("写成 1:05、00:01:05 或 65秒", "write 1:05, 00:01:05 or 65秒"),
    ),
    (
        re.compile(r"[+-]?\d+(?:\.\d*){2,}"),
        Words("小数点多于一个", "more than one point"),
        _WRITE,
    ),
    (
        re.compile(r"[><≥≤≈~约超]+\s*[\d.,]+\s*[%分元]?|[\d.,]+\s*[%分元]?\s*(?:\+|以上|以下|左右|多)"),
        Words("不是确切的数", "no exact number"),
        Words("写成确切的数字", "write the exact number"),
    ),
    (
        re.compile(r"[\d.,]+%?\s*[/~、;|至到-]\s*[\d.,]+%?"),
        Words("一个单元格里有两个数", "two numbers in one cell"),
        Words("拆成两列，或只留需要的那个数", "split them into two columns, or keep the one that counts"),
    ),
)
_NUMERALS: Final = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE: Final = re.compile("[零〇一二两三四五六七八九十百千万亿]+(?:分|秒|元|人|次|点|%)?")


def _why(plain: str) -> Refused:
    """Say why a text is no number, and what to write instead."""
    for pattern, reason, remedy in _REASONS:
        if pattern.fullmatch(plain):
            return Refused(reason, remedy)
    if _CHINESE.fullmatch(plain):
        value = _chinese(plain.rstrip("分秒元人次点%"))
        remedy = Words(f"写成 {value} 或 {value}秒", f"write {value} or {value}秒") if value is not None else _WRITE
        return Refused(Words("是中文数字", "a numeral in Chinese words"), remedy)
    if re.search(r"\d", plain):
        return Refused(Words("数字里夹有别的文字", "other text among the digits"), _WRITE)
    return Refused(Words("是文字", "text"), _WRITE)


def _chinese(text: str) -> int | None:
    """Return what a Chinese numeral below 10 000 says, for a remedy only; None where it is not regular."""
    total = digit = 0
    for letter in text:
        if letter in _NUMERALS:
            digit = _NUMERALS[letter]
        elif letter in "十百千":
            total, digit = total + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[letter], 0
        else:
            return None
    return total + digit

"""Text and cells become days; the order of day and month is decided by the column or refused, never by one cell."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np

from csscore.patterns import pattern
from csscore.read.calendars import unix, usual
from csscore.read.distinct import are_texts, distinct
from csscore.read.grammar import LONGEST, is_nothing, narrowed, shown
from csscore.read.grid import is_error
from csscore.read.numbers import MOST_REFUSED, Refusal, Remark
from csscore.words import Words
from csscore.zones import Stamp, day_in, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.read.distinct import Distinct

Order = Literal["mdy", "dmy", "ymd"]
Days = tuple[dt.date, dt.date]
"""The first day and the last."""
_ORDERS: Final[tuple[Order, ...]] = ("mdy", "dmy", "ymd")
_SERIALS: Final = range(20000, 80001)
"""Numbers that can be a spreadsheet's days: 1954 to 2119."""
_YEARS: Final = range(1900, 2120)
_SHORT_YEARS: Final = range(10, 60)
"""What a year of two digits can be: an export is not older than 2010."""

_HALF: Final = r"(?:上午|下午|早上|晚上|夜里|深夜|半夜|凌晨|中午|午前|午後|[AaPp]\.?[Mm]\.?)"
_ZONE: Final = r"(?:\s*(?:Z|(?:UTC|GMT)?\s?[+-]\d\d?(?::?\d\d)?|UTC|GMT))?(?:\s*[\[(][^\])\d]+[\])])?"
_CLOCK: Final = r"\d{1,2}(?:[:时時点]\s*\d{1,2}(?:[:分]\s*\d{1,2}(?:\.\d+)?\s*秒?|分)?|[时時点])"
_TIME: Final = rf"(?:[ T,]*(?:{_HALF}\s*)?{_CLOCK}(?:\s*{_HALF})?{_ZONE})?"
_DAY_NAME: Final = (
    r"(?:(?:星期|周|週|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
)
_WEEKDAY: Final = rf"(?i:[\s,]*(?:{_DAY_NAME}|[(](?:{_DAY_NAME}|[月火水木金土日一二三四五六])[)]))?"
_FIRST_WEEKDAY: Final = pattern(rf"{_DAY_NAME}[\s,]+(?=\S)", re.IGNORECASE)
_ERA: Final = pattern(r"\s*(民国|民國|中华民国|中華民國|令和)\s*(\d{1,3}|元)(?=\s*[年/.-])")
_BEFORE_ERA: Final = {"令和": 2018}
"""The year before an era's first; that of 民国 is 1911."""
_NUMERALS: Final = pattern(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_NUMERAL: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}
_YEAR_FIRST: Final = pattern(
    rf"(?P<y>\d{{4}})(?:(?:[-/]|\.\s?)(?P<m>\d{{1,2}})(?:(?:[-/]|\.\s?)(?P<d>\d{{1,2}})\.?)?|\s*年\s*(?P<m2>\d{{1,2}})\s*月(?:\s*(?P<d2>\d{{1,2}})\s*[日号]?)?)"
    rf"{_WEEKDAY}{_TIME}",
    re.ASCII,
)
_COMPACT: Final = pattern(
    rf"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?:(?P<d>0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])(?:[0-5]\d){{1,2}})?)?{_TIME}(?:\.0)?",
    re.ASCII,
)
_THREE: Final = pattern(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_OF_DAY: Final = r"[ T](?:[01]?[0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_TIMED: Final = rf"^([0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}){_OF_DAY}$"
_TEN: Final = 10
_TEN_TIMED: Final = rf"[0-9]{{4}}[-/][0-9]{{2}}[-/][0-9]{{2}}{_OF_DAY}"
"""A day of ten signs before a time, as most files have them."""
_REMEDY: Final = Words("写成 2026-03-01 的样子", "write it like 2026-03-01")
_NO_YEAR: Final = Words("没有写年份", "it says no year")
_NO_DAY: Final = Words("没有这一天", "no such day")
_TWO_YEARS: Final = Words("没有写年份，而考核期里有两个这样的日子", "it says no year, and the period has two such days")
_WITH_YEAR: Final = Words(
    "加 --period（如 --period 2026-03），就按它的年份；或写成 2026-03-01 的样子",
    "add --period (such as --period 2026-03), and its year is taken; or write it like 2026-03-01",
)
_MIDNIGHT: Final = pattern(r"(?:晚上?|夜里|深夜|半夜)\s*12\s*[:点時时]|(?<!\d)24:00(?::00)?(?:\.0+)?(?!\d)")
"""The midnight that ends a day, or minutes of the next that are called its night."""
_YEARLESS: Final = pattern(r"--(\d{1,2})-(\d{1,2})(.*)", re.ASCII)
_SHORT_DAY: Final = pattern(rf"(\d{{1,2}})[-/.](\d{{1,2}})\.?{_TIME}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Dates:
    """A column as days."""

    values: NDArray[np.datetime64]
    """datetime64[D]; NaT is missing or refused."""
    refused: tuple[Refusal, ...] = ()
    """At most `csscore.read.numbers.MOST_REFUSED`, in the order of the rows."""
    remarks: tuple[Remark, ...] = ()
    yearless: Remark | None = None
    """The first day that says no year and was read among those of a span."""


class _NoYear(NamedTuple):
    """A month and a day of a year that the cell does not say."""

    month: int
    day: int


class _Two(NamedTuple):
    """Two numbers of a day, whose year and order the cell does not tell."""

    first: int
    second: int
    span: Days | None = None
    """The days that decide its year."""

    def day(self, order: Order) -> dt.date | None:
        """Return the day in an order; None where there is no such day."""
        month, day = (self.first, self.second) if order == "mdy" else (self.second, self.first)
        found = None if self.span is None or order == "ymd" else _within(self.span, month, day)
        return found if isinstance(found, dt.date) else None


class _Three(NamedTuple):
    """Three numbers whose order the cell does not tell."""

    numbers: tuple[int, int, int]
    long_year: bool

    def day(self, order: Order) -> dt.date | None:
        """Return the day in an order; None where that is no day, or no likely year."""
        a, b, c = self.numbers
        if order == "ymd":
            return _short(a, b, c) if not self.long_year else None
        month, day = (a, b) if order == "mdy" else (b, a)
        return _day(c, month, day) if self.long_year else _short(c, month, day)


def dates(cells: Any, *, zone: dt.tzinfo | None = None, span: Days | None = None) -> Dates:
    """Read a column of cells as days.

    Parameters
    ----------
    cells
        Shape (n,): a numpy object array or pandas' own array of strings, as `Grid` holds it. A time of day is dropped; a month
        without a day is its first day; a number from 20000 to 80000 is a spreadsheet's day count.
    zone
        Where the days are counted: a stamp that says its zone has the day that it is there. None for the day that is written,
        which is remarked (D410).
    span
        The days among which those are that say no year (3月31日, 3/31); None where that is not known, and they are refused.

    Returns
    -------
    Dates
        ``03-04-26`` and ``03/04/2026`` are read in the one order that every such cell of the column allows (remark D222);
        where several orders remain, all of them are missing (remark D221, an error).
    """
    known = distinct(_without_time(cells))
    stamps = [_stamped(cell) for cell in known.cells]
    given = [_read(cell) for cell, _ in stamps]
    readings = [_in_span(reading, span) for reading in given]
    remarks: list[Remark] = []
    open_ = [reading for reading in readings if isinstance(reading, _Three | _Two)]
    order: Order | None = None
    if open_:
        order, remark = _decide(open_, known, readings)
        remarks += [remark] if remark is not None else []
    days: list[dt.date | None] = []
    for reading, (_, said) in zip(readings, stamps, strict=True):
        found = reading if not isinstance(reading, _Three | _Two) else reading.day(order) if order is not None else None
        day = found if isinstance(found, dt.date) else None
        days.append(day if day is None or said is None or zone is None else day_in(day, said, zone))
    stamped = next((i for i, (_, said) in enumerate(stamps) if said is not None and days[i] is not None), None)
    if zone is None and stamped is not None:
        details: dict[str, object] = {"text": shown(known.cells[stamped]), "day": str(days[stamped])}
        remarks.append(Remark("D410", known.first(stamped), details))
    night = next((i for i, cell in enumerate(known.cells) if days[i] is not None and _ends_a_day(cell)), None)
    if night is not None and stamps[night][1] is None:
        details = {"text": shown(known.cells[night]), "day": str(days[night])}
        remarks.append(Remark("D523", known.first(night), details))
    yearless = next((i for i, one in enumerate(given) if isinstance(one, _NoYear | _Two) and days[i] is not None), None)
    told = None
    if yearless is not None:
        told = Remark("D572", known.first(yearless), {"text": shown(known.cells[yearless]), "day": str(days[yearless])})
    values = np.array([*days, None], dtype="datetime64[D]")[known.codes]
    return Dates(values, _refusals(cells, readings, known), tuple(remarks), told)


def _in_span(reading: Any, span: Days | None) -> Any:
    """Return a day that says no year as the one among some days; where that is not known, why."""
    if not isinstance(reading, _NoYear | _Two):
        return reading
    if span is None:
        return _NO_YEAR
    if isinstance(reading, _NoYear):
        return _within(span, *reading)
    found = [_within(span, reading.first, reading.second), _within(span, reading.second, reading.first)]
    if _TWO_YEARS in found:
        return _TWO_YEARS
    return reading._replace(span=span) if any(isinstance(one, dt.date) for one in found) else _NO_DAY


def _within(span: Days, month: int, day: int) -> dt.date | Words:
    """Return the one such day of a span, or the nearest to it where it has none; why not, where it has two, or there is none."""
    first, last = span
    days = [found for year in range(first.year, last.year + 1) if (found := _day(year, month, day)) is not None]
    inside = [found for found in days if first <= found <= last]
    if len(inside) > 1:
        return _TWO_YEARS
    return min(inside or days, key=lambda found: max(first - found, found - last), default=_NO_DAY)


def _ends_a_day(cell: Any) -> bool:
    return isinstance(cell, str) and _MIDNIGHT.search(narrowed(cell)) is not None


def _without_time(cells: Any) -> Any:
    """Return a column of texts with the day alone where they are a plain day and a time: a month has 31, and many seconds."""
    if not are_texts(cells):
        return cells
    import pandas as pd

    column = pd.Series(cells, dtype=cells.dtype)
    if bool(column.str.fullmatch(_TEN_TIMED, na=True).all()):
        return column.str.slice(0, _TEN).array
    return column.str.replace(_TIMED, r"\1", regex=True).array


def _stamped(cell: Any) -> tuple[Any, Stamp | None]:
    """Return a cell without the zone that it says, and its stamp."""
    if isinstance(cell, dt.datetime) and cell.utcoffset() is not None:
        return cell.replace(tzinfo=None), Stamp(cell.time(), dt.timezone(cell.utcoffset() or dt.timedelta()))
    if isinstance(cell, str) and not is_error(cell) and len(cell) <= LONGEST:
        plain = narrowed(cell)
        since = unix(plain)
        return stamp(usual(plain) if plain else plain) if since is None else _of_unix(since)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and (since := unix(f"{cell:.15g}")) is not None:
        return _of_unix(since)
    return cell, None


def _of_unix(since: dt.datetime) -> tuple[dt.date, Stamp]:
    return since.date(), Stamp(since.time(), dt.UTC)


def date_in_name(filename: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a file's name speaks of; None where it names no date, or several unrelated ones.

    Examples
    --------
    >>> date_in_name("京东pop2026-08-25.xlsx")
    (datetime.date(2026, 8, 25), datetime.date(2026, 8, 25))
    >>> date_in_name("客服绩效2026年2月.xlsx")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    name = narrowed(PurePath(filename.replace("\\", "/")).stem)
    found = [(span, match.span()) for match in _IN_NAME.finditer(name) if (span := _span(match)) is not None]
    if (
        len(found) == 2
        and re.fullmatch(r"[^\d]{1,4}", name[found[0][1][1] : found[1][1][0]])
        and found[0][0][0] <= found[1][0][0]
    ):
        return found[0][0][0], found[1][0][1]
    spans = {span for span, _ in found}
    return spans.pop() if len(spans) == 1 else None


_IN_NAME: Final = pattern(
    r"(?<!\d)(?:(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?"
    r"|(?P<y2>20\d\d)(?P<m2>0[1-9]|1[0-2])"
    r"|(?P<y3>20\d\d)(?:[-_.](?P<m3>0?[1-9]|1[0-2])(?:[-_.](?P<d3>0?[1-9]|[12]\d|3[01]))?"
    r"|\s*年\s*(?P<m4>0?[1-9]|1[0-2])\s*月(?:\s*(?P<d4>0?[1-9]|[12]\d|3[01])\s*[日号]?)?))(?!\d)",
    re.ASCII,
)


def _span(match: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    parts = {key[0]: int(text) for key, text in match.groupdict().items() if text}
    year, month, day = parts["y"], parts["m"], parts.get("d")
    if day is not None:
        only = _day(year, month, day)
        return (only, only) if only is not None else None
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _read(cell: Any) -> dt.date | _Three | _NoYear | _Two | Words | None:
    """Read one cell: a day, numbers in an open order, the reason why it is none, or None for nothing."""
    if is_error(cell):
        return Words("单元格是公式错误值", "the cell holds an error value")
    if isinstance(cell, dt.datetime):
        return cell.date() if cell.year in _YEARS and cell.year > 1900 else Words("是时间", "a time")
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        whole = int(cell) if math.isfinite(cell) else 0
        return _serial(whole) or (_text(str(whole)) if cell == whole else None) or Words("数字不像日期", "no day count")
    if cell is None:
        return None
    if not isinstance(cell, str):
        return Words("不是日期", "no date")
    plain = narrowed(cell)
    if is_nothing(plain):
        return None
    found = _text(plain)
    if found is None and re.fullmatch(r"\d{5}(?:\.\d+)?", plain, re.ASCII):
        found = _serial(int(plain[:5]))
    short = _SHORT_DAY.fullmatch(plain) if found is None else None
    if short is not None:
        return _Two(int(short[1]), int(short[2]))
    return found if found is not None else Words("认不出的日期写法", "not a way of writing dates that is known")


def _text(plain: str) -> dt.date | _Three | _NoYear | None:
    if len(plain) > LONGEST:
        return None
    plain = _usual(plain)
    match = _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is not None:
        parts = {key.rstrip("2"): int(text) for key, text in match.groupdict().items() if text}
        return _day(parts["y"], parts["m"], parts.get("d", 1))
    without = _YEARLESS.fullmatch(plain)
    if without is not None and isinstance(_text(f"2000-{plain[2:]}"), dt.date):  # a leap year
        return _NoYear(int(without[1]), int(without[2]))
    three = _THREE.fullmatch(plain)
    if three is None:
        return None
    found = _Three((int(three[1]), int(three[2]), int(three[3])), len(three[3]) == 4)
    return found if any(found.day(order) for order in _ORDERS) else None


def _usual(plain: str) -> str:
    """Return a text with its day of the week gone from the front, and years of 民国 and numerals in words as usual ones."""
    if plain[0].isdecimal() and plain.isascii():
        return plain
    weekday = _FIRST_WEEKDAY.match(plain)
    plain = plain[weekday.end() :] if weekday is not None else plain
    era = _ERA.match(plain)
    if era is not None:
        year = _BEFORE_ERA.get(era[1], 1911) + (1 if era[2] == "元" else int(era[2]))
        return f"{year}{plain[era.end() :]}"
    numerals = _NUMERALS.match(plain)
    if numerals is None:
        return plain
    signs, month, day = numerals.groups()
    written = f"{''.join(str(_NUMERAL[sign]) for sign in signs)}年{_tens(month)}月"
    return f"{written}{f'{_tens(day)}日' if day else ''}{plain[numerals.end() :]}"


def _tens(text: str) -> int:
    """Return a numeral up to 九十九."""
    tens, ten, ones = text.rpartition("十")
    return (_NUMERAL.get(tens, 1) * 10 if ten else 0) + _NUMERAL.get(ones, 0)


def _serial(number: int) -> dt.date | None:
    return dt.date(1899, 12, 30) + dt.timedelta(days=number) if number in _SERIALS else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day)


def _short(year: int, month: int, day: int) -> dt.date | None:
    return _day(2000 + year, month, day) if year in _SHORT_YEARS else None


def _decide(open_: list[_Three | _Two], known: Distinct, readings: Sequence[Any]) -> tuple[Order | None, Remark | None]:
    """Choose the order that every open cell allows; orders that give the same days are one."""
    days = {order: [three.day(order) for three in open_] for order in _ORDERS}
    fitting = [order for order in _ORDERS if None not in days[order]]

    def at(position: int) -> tuple[int, str]:
        which = readings.index(open_[position])
        return known.first(which), shown(known.cells[which])

    if not fitting:
        other = next(
            i for i in range(len(open_)) if not any(days[order][0] and days[order][i] for order in _ORDERS) or i == len(open_) - 1
        )
        row, text = at(other)
        return None, Remark("D223", row, {"text": at(0)[1], "other": text})
    if len({tuple(days[order]) for order in fitting}) > 1:
        telling = next(i for i in range(len(open_)) if len({days[order][i] for order in fitting}) > 1)
        examples = list(dict.fromkeys(str(days[order][telling]) for order in fitting))
        row, text = at(telling)
        return None, Remark("D221", row, {"text": text, "first": examples[0], "second": examples[1]})
    if len(fitting) > 1:
        return fitting[0], None
    telling = min(range(len(open_)), key=lambda i: sum(days[order][i] is not None for order in _ORDERS))
    row, text = at(telling)
    return fitting[0], Remark("D222", row, {"text": text, "first": str(days[fitting[0]][telling])})


def _refusals(cells: Any, readings: Sequence[Any], known: Distinct) -> tuple[Refusal, ...]:
    reasons = {i: reading for i, reading in enumerate(readings) if isinstance(reading, Words)}
    rows = np.flatnonzero(np.isin(known.codes, list(reasons)))[:MOST_REFUSED].tolist() if reasons else []
    said = ((row, reasons[int(known.codes[row])]) for row in rows)
    return tuple(
        Refusal(row, shown(cells[row]), reason, _WITH_YEAR if reason is _NO_YEAR else _REMEDY, "D220") for row, reason in said
    )

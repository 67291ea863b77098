"""Days as systems and languages write them, in the usual forms: names of months, eras, Unix times; it orders no day and month."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

from csscore.patterns import pattern

_NAMES: Final = (
    "january jan januar janvier janv janeiro enero ene gennaio gen ocak",
    "february feb februar fevrier fevr febrero fevereiro fev febbraio subat",
    "march mar marz mrz maerz mars marzo marco mart",
    "april apr avril avr abril abr aprile nisan",
    "may mai mayo maio maggio mag mayıs mayis",
    "june jun juni juin junio junho giugno giu haziran",
    "july jul juli juillet juil julio julho luglio lug temmuz",
    "august aug aout agosto ago agustos",
    "september sept sep septembre septiembre setiembre setembro set settembre sett eylul",
    "october oct oktober okt octobre octubre outubro out ottobre ott ekim",
    "november nov novembre noviembre novembro kasım kasim",
    "december dec dezember dez decembre diciembre dic dezembro dicembre aralık aralik",
)
"""Months in English, German, French, Spanish, Portuguese, Italian and Turkish, without the marks of their letters."""
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_WORD: Final = r"[^\W\d_]{3,12}"
_OF: Final = r"\s*(?:\s(?:de|del|of)\s|[-./\s])\s*"
_REST: Final = r"(?P<rest>(?:[ T,].*)?)"
_WRITTEN: Final = (
    pattern(
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?(?:{_OF})?(?P<name>{_WORD})\.?(?:(?:,|{_OF})\s*(?P<y>\d{{4}}|\d{{2}}))?{_REST}"
    ),
    pattern(rf"(?P<name>{_WORD})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_REST}"),
    pattern(rf"(?P<name>{_WORD})\.?(?:{_OF}(?P<y>\d{{4}}))?(?P<rest>)"),
)
"""A month in words: 1 de marzo de 2026, March 1st, 2026, März 2026, 31-Mar."""
_CTIME: Final = pattern(
    rf"(?:{_WORD},?\s+)?(?P<name>{_WORD})\s+(?P<d>\d{{1,2}})\s+(?P<time>\d{{1,2}}:\d{{2}}:\d{{2}})(?:\s+(?P<zone>[A-Z]{{2,5}}|[+-]\d{{4}}))?\s+(?P<y>\d{{4}})"
)
"""As Java and C write it: Sun Mar 01 08:00:00 CST 2026."""
_WEEKDAY: Final = pattern(r"[^\W\d_]{3,13}(?:-feira)?[.,]?\s+(?=(?:\d{1,2}\b|[^\W\d_]+\.?\s+\d))")
_BASIC: Final = pattern(r"(\d{4})(\d{2})(\d{2})T(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]\d+)?(.*)", re.ASCII)
_DOTTED: Final = pattern(r"(\d{1,2})\.(\d{2})\.(\d{2})(?:\.\d+)?(?=\s*[AP]M\b)")
_FRACTION: Final = pattern(r"(?<=:\d\d),\d+")
_KOREAN: Final = str.maketrans({"년": "年", "월": "月", "일": "日", "시": "时", "분": "分", "초": "秒"})
_KOREAN_DAY: Final = pattern(r"\s*\(?[월화수목금토일]요일\)?")
_REPUBLIC: Final = pattern(
    r"(1[01]\d)(?=([./-])\d{1,2}\2\d{1,2}(?!\d)|年\d{1,2}月|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$)", re.ASCII
)
"""A year of 民国 (Taiwan) without its name: 115/03/31."""
_WITHOUT_YEAR: Final = pattern(r"(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号號]?)?(?P<rest>.*)")
_UNIX: Final = pattern(r"(?:/Date\()?(?P<sign>1\d{9})(?:(?P<more>\d{3}|\d{6}))?(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?", re.ASCII)
"""Seconds, milliseconds or microseconds since 1970, of 2001 to 2033."""


def month_of(word: str) -> int | None:
    """Return the month that a word names, in any of seven languages.

    Examples
    --------
    >>> [month_of(word) for word in ("März", "août", "DIC", "monday")]
    [3, 8, 12, None]
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign))
    return _MONTHS.get(plain)


def unix(text: str) -> dt.datetime | None:
    """Return the time (of UTC) that a count of seconds, milliseconds or microseconds since 1970 stands for.

    Examples
    --------
    >>> unix("1772323800000")
    datetime.datetime(2026, 3, 1, 0, 10, tzinfo=datetime.timezone.utc)
    """
    found = _UNIX.fullmatch(text)
    return None if found is None else dt.datetime.fromtimestamp(int(found["sign"]), dt.UTC)


def usual(text: str) -> str:
    """Return a narrowed text with its day year first where it names the month, or an era; as it stands otherwise.

    Where it says no year, month and day are left with ``--`` in front, as in ISO 8601 of old.

    Examples
    --------
    >>> [usual(text) for text in ("1. März 2026", "Sun Mar 01 08:00:00 CST 2026", "115/03/31", "3月31日", "31-Mar")]
    ['2026-3-1', '2026-3-1 08:00:00 CST', '2026/03/31', '--3-31', '--3-31']
    """
    if not text.isascii():
        text = _KOREAN_DAY.sub("", text).replace("오전", "上午").replace("오후", "下午").translate(_KOREAN)
    basic = _BASIC.fullmatch(text)
    if basic is not None:
        year, month, day, hour, minute, second, rest = basic.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{rest}"
    text = _FRACTION.sub("", _DOTTED.sub(r"\1:\2:\3", text))
    republic = _REPUBLIC.match(text)
    if republic is not None:
        return _of_republic(int(republic[1]), text[republic.end() :])
    without = _WITHOUT_YEAR.fullmatch(text)
    if without is not None:
        return f"--{without['m']}-{without['d'] or 1}{without['rest']}"
    return _named(text) if any(map(str.isalpha, text)) else text


def _of_republic(year: int, rest: str) -> str:
    if rest.isdecimal():
        rest = f"-{rest[:2]}-{rest[2:]}"
    return f"{year + 1911}{rest}"


def _named(text: str) -> str:
    """Return a text that names its month with the numbers of year, month and day."""
    plain = re.sub(r"\s+", " ", text)
    ctime = _CTIME.fullmatch(plain)
    if ctime is not None and (month := month_of(ctime["name"])) is not None:
        return f"{ctime['y']}-{month}-{ctime['d']} {ctime['time']}{' ' + ctime['zone'] if ctime['zone'] else ''}"
    for tried in dict.fromkeys((plain, _WEEKDAY.sub("", plain, count=1))):
        for written in _WRITTEN:
            found = written.fullmatch(tried)
            if found is not None and (month := month_of(found["name"])) is not None:
                day = found.groupdict().get("d") or "1"
                year = found["y"] if found["y"] is None or len(found["y"]) == 4 else f"20{found['y']}"
                return f"{'-' if year is None else year}-{month}-{day}{found['rest'].replace(',', ' ')}"
    return text

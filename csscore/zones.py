"""Time zones: by name or offset, and the day that a stamp has in one; a day is never moved where no zone is stated."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from csscore.patterns import pattern

_OFFSET: Final = pattern(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?", re.ASCII | re.IGNORECASE)
_NAMED: Final = {
    **dict.fromkeys(("JST", "KST"), 9),
    **dict.fromkeys(("HKT", "SGT", "PHT", "MYT"), 8),
    **{"WIB": 7, "ICT": 7, "MSK": 3, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WET": 0, "WEST": 1},
    **{"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AEST": 10, "AEDT": 11},
}
"""Hours before UTC of zones whose short name is of one zone only."""
_AMBIGUOUS: Final = ("CST", "IST", "BST", "AST")
"""Short names of several zones, such as that of China and of Chicago: the system's own, whichever that is."""
_STAMP: Final = pattern(
    r"(?:(?P<before>上午|早上|凌晨|午前|下午|晚上|夜里|深夜|半夜|午後|中午)\s*)?"
    r"(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})(?:[:分](?P<second>\d{1,2})(?:\.\d+)?秒?|分)?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|"
    rf"{'|'.join((*_NAMED, *_AMBIGUOUS))})("
    r"?:\s*(?:[\[(][^\])\d]+[\])]|[A-Z]{3,4}))?$",
    re.ASCII | re.IGNORECASE,
)


_NIGHT: Final = frozenset({"晚上", "夜里", "深夜", "半夜"})
_AFTERNOON: Final = frozenset({"P", "p", "下午", "午後", *_NIGHT})
_NOON: Final = "中午"
_LATE: Final = 10
"""From this hour on, 中午 is before noon or just past it: 中午 11:50, 中午 12:30; 中午 1:00 is 13:00."""


class Stamp(NamedTuple):
    """The time of day of a cell that says its zone."""

    time: dt.time
    zone: dt.timezone | None
    """None for one whose name is of several zones."""
    days: int = 0
    """1 for the midnight that ends the day which is written (24:00, 晚上 12:00)."""


def zone(text: str) -> dt.tzinfo | None:
    """Return ``Asia/Shanghai``, ``+08:00`` or ``UTC``; None for what is no zone."""
    given = text.strip()
    if given.upper() in {"UTC", "GMT", "Z"}:
        return dt.UTC
    offset = _offset(given)
    if offset is not None:
        return offset
    try:
        return ZoneInfo(given)
    except (ValueError, OSError, LookupError):  # no such zone, a name that no file can have, or no zones on this machine
        return None


def stamp(text: str) -> tuple[str, Stamp | None]:
    """Return a text of a day and a time without its zone, and that stamp; the text itself without one."""
    found = _STAMP.search(text)
    if found is None:
        return text, None
    named = found["zone"].upper()
    if named in _AMBIGUOUS:
        offset = None
    else:
        offset = dt.timezone(dt.timedelta(hours=_NAMED[named])) if named in _NAMED else _offset(found["zone"]) or dt.UTC
    hour = int(found["hour"])
    half = found["before"] or found["half"]
    if half == _NOON:
        hour += 12 if hour < _LATE else 0
    elif half:
        hour = 24 if half in _NIGHT and hour == 12 else hour % 12 + (12 if half in _AFTERNOON else 0)
    days, hour = divmod(hour, 24)
    try:
        time = dt.time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return text, None
    return text[: found.start("zone")].rstrip(), Stamp(time, offset, days)


def day_in(day: dt.date, said: Stamp, there: dt.tzinfo) -> dt.date:
    """Return the day that a stamp has in a zone."""
    try:
        day += dt.timedelta(days=said.days)
        return day if said.zone is None else dt.datetime.combine(day, said.time, said.zone).astimezone(there).date()
    except (ValueError, OverflowError):  # beyond the first or the last year
        return day


def _offset(text: str) -> dt.timezone | None:
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return None
    away = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if away > dt.timedelta(hours=14) or int(found[3] or 0) > 59:
        return None
    return dt.timezone(away if found[1] == "+" else -away)

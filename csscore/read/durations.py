"""What a text says as a duration: 1分20秒, 00:01:20, PT80S, 12:01:20 AM; it knows no column but what it counts."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final, Literal

from csscore.patterns import pattern

if TYPE_CHECKING:
    from csscore.read.requirements import Unit

    Kind = Literal["plain", "duration", "clock"]

_EXACT: Final = Context(prec=400)
_D: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DURATION: Final = pattern(
    rf"(?:(?P<d>{_D})\s*(?:天|日|일|days?|d)\s*)?(?:(?P<h>{_D})\s*(?:[个個]?小[时時]|个?钟头|时|時間?|시간|hours?|hrs?\.?|stunden?|std\.?|horas?|heures?|ore|saat|sa|ч|h)\s*)?"
    rf"(?:(?P<m>{_D})\s*(?:分[钟鐘]|分|분|minut(?:es?|en?|os?|i)|mins?\.?|dakika|dk\.?|мин\.?|m)\s*)?(?:(?P<s>{_D})\s*(?:秒[钟鐘]?|초|seconds?|secondes?|secs?\.?|sekunden?|sek\.?|segundos?|secondi|saniye|sn\.?|сек\.?|s)\s*)?"
    rf"(?:(?P<ms>{_D})\s*(?:毫秒|ミリ秒|밀리초|ms))?",
    re.IGNORECASE | re.ASCII,
)
_DURATION_ENDS: Final = frozenset("天日时時間头秒钟鐘分일간분초dhmsnyrcekaiotDHMSNYRCEKAIOTчнк.")
_SECONDS: Final = {"d": Decimal(86400), "h": Decimal(3600), "m": Decimal(60), "s": Decimal(1), "ms": Decimal("0.001")}
_CLOCK: Final = pattern(
    r"(?:(?P<d>\d+)\s*(?:天|days?,?)\s*)?(?:(?P<h>\d{1,5}):)?(?P<m>\d{1,5}):(?P<s>[0-5]\d(?:\.\d+)?)", re.ASCII
)
_SPAN: Final = pattern(r"(?P<d>\d+)\.(?P<h>[01]\d|2[0-3]):(?P<m>[0-5]\d):(?P<s>[0-5]\d(?:\.\d+)?)", re.ASCII)
"""Days and a clock as .NET writes them: 1.02:03:04."""
_OF_HOURS: Final = pattern(
    r"(?P<h>\d{1,5}):(?P<m>[0-5]\d)\s*(?:h|hrs?\.?|hours?|std\.?|小[时時]|時間|시간)", re.IGNORECASE | re.ASCII
)
_JOINT: Final = pattern(r"(?<=[a-z.])\s*(?:,|\s(?=and|und|et|y|e\b))\s*(?:(?:and|und|et|y|e)\s)?\s*(?=\d)", re.IGNORECASE)
"""What stands between the parts of a duration in words: 1 hour, 2 minutes and 11 seconds."""
_ISO: Final = pattern(r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?", re.ASCII)
_HALF: Final = r"[ap]\.?\s?m\.?|上午|下午|早上|晚上|午前|午後|오전|오후"
_AFTERNOON: Final = frozenset(("pm", "p m", "下午", "晚上", "午後", "오후"))
_OF_THE_DAY: Final = pattern(
    rf"(?P<before>{_HALF})?\s*(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d(?:\.\d+)?))?\s*(?P<behind>{_HALF})?",
    re.IGNORECASE | re.ASCII,
)


def duration(plain: str, unit: Unit | None) -> tuple[Decimal, Kind] | None:
    """Return the seconds of a narrowed text and what they are: None where the text is no duration.

    ``22天`` is ``plain`` where days are counted. A clock with AM or PM is the time since midnight: what a spreadsheet
    shows of 38 seconds under a format of the day is 12:00:38 AM.
    """
    if unit == "seconds" and ":" in plain and (since := _since_midnight(plain)) is not None:
        return since, "duration"
    clock = _CLOCK.fullmatch(plain) if ":" in plain else None
    if clock is not None:
        two_parts = clock["h"] is None and clock["d"] is None and "." not in clock["s"]
        if clock["h"] is not None and int(clock["m"]) > 59:
            return None
        return _sum_of(clock, "clock" if two_parts else "duration")
    written = _SPAN.fullmatch(plain) or _OF_HOURS.fullmatch(plain) if ":" in plain else None
    if written is not None:
        return _sum_of(written, "duration")
    iso = _ISO.fullmatch(plain) if plain[0] == "P" else None
    if iso is not None and any(iso.groupdict().values()):
        return _sum_of(iso, "duration")
    match = _DURATION.fullmatch(_JOINT.sub(" ", plain)) if plain[-1] in _DURATION_ENDS else None
    if match is None:
        return None
    parts = {key: text for key, text in match.groupdict().items() if text}
    if not parts or any("." in text for text in list(parts.values())[:-1]):
        return None
    if len(parts) == 1 and unit != "seconds":
        if plain.endswith("分") or plain.endswith(("m", "M")):
            return None  # marks; metres, millions
        if unit == "count" and "d" in parts:
            return Decimal(parts["d"].replace(",", "")), "plain"
    return _sum_of(match, "duration")


def _sum_of(match: re.Match[str], kind: Kind) -> tuple[Decimal, Kind]:
    total = Decimal(0)
    for key, text in match.groupdict().items():
        if text:
            total = _EXACT.fma(Decimal(text.replace(",", "")), _SECONDS[key], total)
    return total, kind


def _since_midnight(plain: str) -> Decimal | None:
    found = _OF_THE_DAY.fullmatch(plain)
    if found is None or (found["before"] is None) == (found["behind"] is None) or int(found["h"]) > 12:
        return None
    half = (found["before"] or found["behind"]).replace(".", "").lower()
    if half.isascii() and int(found["h"]) == 0:
        return None  # 0:38 AM is no time; 午前0:00:38 is
    hour = int(found["h"]) % 12 + (12 if half in _AFTERNOON else 0)
    return Decimal(hour * 3600 + int(found["m"]) * 60) + Decimal(found["s"] or 0)

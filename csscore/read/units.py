"""The unit that a header names: minutes, thousands, per cent; it never looks at a cell."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from csscore.patterns import pattern
from csscore.read.currencies import SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.read.requirements import Unit

HeaderUnit = Literal[
    "us",
    "ms",
    "s",
    "min",
    "h",
    "d",
    "percent",
    "permille",
    "thousand",
    "wan",
    "million",
    "yi",
    "billion",
    "tenth",
    "cent",
    "mill",
]

FACTORS: Final[dict[HeaderUnit, tuple[int, int]]] = {
    "tenth": (1, -1),
    "cent": (1, -2),
    "mill": (1, -3),
    "us": (1, -6),
    "ms": (1, -3),
    "min": (60, 0),
    "h": (3600, 0),
    "d": (86400, 0),
    "thousand": (1, 3),
    "wan": (1, 4),
    "million": (1, 6),
    "yi": (1, 8),
    "billion": (1, 9),
}
"""By what a bare number under a header's unit is multiplied: (factor, power of ten)."""
TIMES: Final = ("us", "ms", "s", "min", "h", "d")
PARTS: Final = ("min", "h", "d")
"""Durations that make seconds by a factor which leaves a quotient of most of them: a spreadsheet's 75 s are 0.000868… d."""
SCALES: Final = ("thousand", "wan", "million", "yi", "billion", "tenth", "cent", "mill")
_COINS: Final[dict[str, HeaderUnit]] = {
    **dict.fromkeys(
        ("分", "cent", "cents", "fen", "ct", "¢", "centavos", "centimes", "céntimos", "pence", "kuruş", "копейки", "коп"), "cent"
    ),
    **dict.fromkeys(("角", "jiao"), "tenth"),
    **dict.fromkeys(("厘", "mills"), "mill"),
}
"""Parts of a currency's unit: what these words are under a header of money."""

_LONGEST: Final = 200
_WORDS: Final[dict[HeaderUnit, tuple[str, ...]]] = {
    "us": ("微秒", "マイクロ秒", "μs", "usec", "microsecond", "microseconds"),
    "ms": (
        "毫秒",
        "ミリ秒",
        "밀리초",
        "ms",
        "msec",
        "msecs",
        "millis",
        "millisecond",
        "milliseconds",
        "millisekunden",
        "milisegundos",
        "millisecondes",
    ),
    "s": (
        *(
            "秒",
            "秒钟",
            "秒数",
            "초",
            "s",
            "sec",
            "secs",
            "second",
            "seconds",
            "sek",
            "sekunde",
            "sekunden",
            "seg",
            "segs",
            "segundo",
            "segundos",
        ),
        *("seconde", "secondes", "sn", "saniye", "secondi", "сек", "секунды"),
    ),
    "min": (
        *(
            "分",
            "分钟",
            "分钟数",
            "分鐘",
            "분",
            "min",
            "mins",
            "m",
            "minute",
            "minutes",
            "minuten",
            "minuto",
            "minutos",
            "dk",
            "dak",
            "dakika",
        ),
        *("minuti", "мин", "минуты"),
    ),
    "h": (
        *(
            "时",
            "時",
            "小时",
            "小时数",
            "小時",
            "時間",
            "시간",
            "h",
            "hr",
            "hrs",
            "hour",
            "hours",
            "std",
            "stunde",
            "stunden",
            "hora",
            "horas",
            "hs",
        ),
        *("heure", "heures", "sa", "saat", "ore", "ч", "часы"),
    ),
    "d": (
        "天",
        "日",
        "天数",
        "日数",
        "일",
        "d",
        "day",
        "days",
        "tag",
        "tage",
        "día",
        "días",
        "dia",
        "dias",
        "jour",
        "jours",
        "gün",
        "giorni",
    ),
    "percent": (
        *(
            "%",
            "％",
            "百分比",
            "百分数",
            "パーセント",
            "percent",
            "per cent",
            "pct",
            "pct.",
            "prozent",
            "por ciento",
            "por cento",
        ),
        *("pourcent", "pour cent", "yüzde"),
    ),
    "permille": ("‰", "千分比"),
}
_UNITS: Final[dict[str, HeaderUnit]] = {word: unit for unit, words in _WORDS.items() for word in words}
_BRACKETS: Final = pattern(r"[（(\[【〔<{「]\s*([^（()）\[\]【】〔〕<>{}「」]+?)\s*[)）\]】〕>}」]")
_IN: Final = r"(?:(?:单位|單位|単位|unit|einheit|unidad|unidade|unité|birim)\s*[:：]?\s*|in\s+|en\s+|em\s+)?"
_INNER: Final = pattern(rf"(?:.*[,，;；、]\s*)?{_IN}(.+?)\.?", re.IGNORECASE)
_SCALE_WORDS: Final[dict[str, HeaderUnit]] = {
    **dict.fromkeys(
        ("千", "k", "t", "tsd", "tsd.", "thousand", "thousands", "000", "'000", "000s", "’000", "miles", "milliers", "bin"),
        "thousand",
    ),
    **dict.fromkeys(("万", "萬"), "wan"),
    **dict.fromkeys(
        ("百万", "m", "mn", "mio", "mio.", "mln", "million", "millions", "millionen", "millones", "milhões", "milyon"), "million"
    ),
    **dict.fromkeys(("亿", "億"), "yi"),
    **dict.fromkeys(("十亿", "十億", "bn", "b", "mrd", "mrd.", "billion", "billions", "milliarden", "milliards"), "billion"),
}
_BARE_SCALES: Final = frozenset(word for word in _SCALE_WORDS if word not in {"t", "m", "b"})
"""Words that are a scale without a currency beside them."""
_SCALE: Final = "(?:" + "|".join(sorted(map(re.escape, _SCALE_WORDS), key=len, reverse=True)) + ")"
_THINGS: Final = "人次|人|次|单|件|个|条|元|円"
_SCALED: Final = pattern(
    rf"{_IN}(?P<before>{SIGN})?\s*(?:in\s+)?(?P<scale>{_SCALE})\s*(?:of\s+)?(?P<behind>{SIGN}|{_THINGS})?\.?", re.IGNORECASE
)
_TAIL: Final = pattern(r"(?:^|[\s_/,;|·-])(?:in[\s_]+|en[\s_]+|em[\s_]+)?([^\s_/,;|·-]+?)\.?$", re.IGNORECASE)
"""The last word of a header, with what may stand before it."""
_TAIL_OF_TWO: Final = pattern(r"(?:^|[\s_/,;|·-])(?:in[\s_]+)?([^\s_/,;|·-]+[\s_][^\s_/,;|·-]+)$", re.IGNORECASE)
_CAMEL: Final = pattern(r"[a-z](Ms|Millis|Milliseconds|Secs?|Seconds|Mins?|Minutes|Hrs?|Hours|Days)$")
_CHINESE: Final = pattern(r"(?:^|(?<![\d\s每近前内后超工]))(毫秒|秒钟?|分钟|分鐘|小时|小時|天)数?$")
"""Chinese words need nothing before them; 24小时 and 每小时 are no units."""
_CHINESE_SCALE: Final = pattern(r"(十亿|百万|千万|千|万|萬|亿|億)(?:元|円|日元|美元|人次|人|次|单|件)$")
_SHORT: Final = frozenset(("s", "m", "h", "d", "k", "t", "b", "sa", "ч", "hs", "bin", "ore", "dia", "000"))
"""Words that are units behind an underscore, a stroke or a comma, but hardly behind a space."""
_FULL: Final = pattern(
    r"(?<!\d)(?<!\d\s)(?<!\d[_-])\b(milliseconds|seconds|minutes|hours|sekunden|minuten|stunden|segundos|minutos|horas|secondes|heures|dakika|saniye)\b",
    re.IGNORECASE,
)
_HOURS: Final = pattern(r"(?<![a-z])\[?h{1,2}\]?:mm(?![:a-z])|(?<![a-z])std:min(?!:)|小?[时時]:分(?!:|钟?:)", re.IGNORECASE)
"""Headers that say how a clock of two parts is to be read: Talk time (hh:mm)."""
_AMONG_WORDS: Final = frozenset(("시간", "時間"))
"""Behind a word they are no hours but time: 처리 시간 is the time that something takes."""
_NO_UNIT: Final = pattern(
    r"(?:business|office|opening|working|work|calendar|service|after|operating|core|peak|per|within|under|last|first|every|each|pro|je|por|par)"
    r"[\s_-]*(?:hours?|minutes?|seconds?|days?|std|min|sec)?$",
    re.IGNORECASE,
)
_EXTREMES: Final = pattern(r"max|maximum|maximal|avg|average|mean|median|mittel|mittelwert|p\d\d|std|stddev|最大|最长|平均")


@lru_cache(maxsize=4096)
def unit_in_header(header: str) -> HeaderUnit | None:
    """Return the unit that a header names in brackets, as in ``平均响应时长（秒)``; None where it names none.

    A percent sign counts at the end without brackets, too (``Answer %``).

    Examples
    --------
    >>> unit_in_header("去退销售额（万元）")
    'wan'
    >>> unit_in_header("3分钟人工回复率(8-23点)")
    """
    short = _narrow(header)
    if _HOURS.search(short):
        return "h"
    found = [unit for text in _BRACKETS.findall(short) if (unit := _unit(text)) is not None]
    if found:
        return found[-1]
    return "percent" if short.endswith("%") else None


@lru_cache(maxsize=4096)
def counted_in(header: str, unit: Unit | None) -> HeaderUnit | None:
    """Return the unit of the bare numbers under a header, in brackets or not, where a column counts ``unit``.

    Examples
    --------
    >>> [counted_in(header, "seconds") for header in ("Call_Duration_Min", "AHT/ms", "响应时长-分钟", "admin")]
    ['min', 'ms', 'min', None]
    >>> [counted_in(header, "money") for header in ("Umsatz T€", "销售额/万元", "min_price")]
    ['thousand', 'wan', None]
    """
    named = unit_in_header(header)
    if unit == "seconds":
        return named if named in TIMES else _time_behind(_narrow(header))
    if unit == "money" and (coin := _coin(_narrow(header))) is not None:
        return coin
    if named is not None or unit not in {"money", "count"}:
        return named
    return _scale_behind(_narrow(header))


def _narrow(header: str) -> str:
    """Return a header in half width."""
    return unicodedata.normalize("NFKC", header[:_LONGEST]).strip()


def is_least(header: str, beside: Iterable[str]) -> bool:
    """Tell whether ``min`` in a header is the least, and no minutes: there is a header of the same stem with max or average."""
    stem = re.sub(r"min\.?", "", _stem(header), flags=re.IGNORECASE)
    if stem == _stem(header):
        return False
    return any(_EXTREMES.sub("", _stem(other)) == stem for other in beside if _EXTREMES.search(_stem(other)))


def _stem(header: str) -> str:
    return re.sub(r"[\s_()（）\[\]/,;|·.-]", "", header).lower()


def _unit(inner: str) -> HeaderUnit | None:
    """Return the unit that the text inside brackets names."""
    text = inner.strip().lower()
    found = _INNER.fullmatch(text)
    word = found[1].strip() if found is not None else text
    return _UNITS.get(word) or _UNITS.get(text) or _scale(text) or _scale(word)


def _scale(text: str) -> HeaderUnit | None:
    """Return the scale in a text such as 万元, k€, in thousands, Mio. €."""
    found = _SCALED.fullmatch(text.strip())
    if found is None:
        return None
    word = found["scale"].lower()
    return _SCALE_WORDS[word] if word in _BARE_SCALES or found["before"] or found["behind"] else None


def _coin(header: str) -> HeaderUnit | None:
    """Return the part of a currency's unit that a header of money names, in brackets or at its end: 金额(分), amount_cents."""
    inside = [
        found[1].strip() for text in _BRACKETS.findall(header) if (found := _INNER.fullmatch(text.strip().lower())) is not None
    ]
    tail = _TAIL.search(header)
    behind = tail[1].lower() if tail is not None and tail.start(1) and not header[: tail.start(1)].endswith(" 分") else ""
    return next((_COINS[word] for word in (*inside, behind) if word in _COINS), None)


def _time_behind(header: str) -> HeaderUnit | None:
    """Return the unit of time at the end of a header, or a full word for one inside it."""
    chinese = _CHINESE.search(header)
    if chinese is not None:
        return _UNITS[chinese[1]]
    camel = _CAMEL.search(header)
    if camel is not None:
        return _UNITS[camel[1].lower()]
    tail = _TAIL.search(header)
    if tail is not None and tail[1] not in _AMONG_WORDS and _UNITS.get(tail[1].lower()) in TIMES:
        word, before = tail[1].lower(), header[: tail.start(1)]
        spaced = before.endswith((" ", "-")) and not re.search(r"\b(?:in|en|em)[\s_]+$", before, re.IGNORECASE)
        if (
            not (word in _SHORT and (spaced or not before))
            and not _NO_UNIT.search(before.rstrip(" _-"))
            and not re.search(r"\d[\s_-]*$", before)
        ):
            return _UNITS[word]
        return None
    inside = [found for found in _FULL.finditer(header) if not _NO_UNIT.search(header[: found.start()].rstrip(" _-"))]
    return _UNITS[inside[0][1].lower()] if len(inside) == 1 else None


def _scale_behind(header: str) -> HeaderUnit | None:
    """Return the scale at the end of a header: 销售额/万元, Umsatz T€, Sales in thousands."""
    chinese = _CHINESE_SCALE.search(header)
    if chinese is not None:
        return _SCALE_WORDS.get(chinese[1])
    for ending in (_TAIL_OF_TWO, _TAIL):
        tail = ending.search(header)
        if tail is not None and (unit := _scale(tail[1].lower())) is not None:
            spaced = header[: tail.start(1)].endswith((" ", "-"))
            if tail.start(1) and not (tail[1].lower() in _SHORT and spaced):
                return unit
    return None

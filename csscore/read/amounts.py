"""What a text says as an amount: sign, currency, grouped digits, 万 or K, a unit behind; it decides nothing about its column."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from csscore.patterns import pattern
from csscore.read.currencies import Codes, codes, common

_GROUPED: Final = r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:['’ʼ‘´`]\d{3})+|\d{1,3}(?: \d{3})+"
"""By commas, by commas as in India (1,23,456), by apostrophes as in Switzerland, by spaces."""
_DIGITS: Final = rf"(?:{_GROUPED}|\d+)(?:\.\d*)?|(?<![^\W\d_])\.\d+"
_TIMES: Final = {
    "": 0,
    **dict.fromkeys(("千", "천"), 3),
    **dict.fromkeys(("万", "萬", "만"), 4),
    **dict.fromkeys(("百万", "百萬", "백만"), 6),
    **dict.fromkeys(("千万", "千萬", "천만"), 7),
    **dict.fromkeys(("亿", "億", "억"), 8),
    **dict.fromkeys(("十亿", "十億"), 9),
    "万亿": 12,
    **dict.fromkeys(("k", "tsd", "tsd."), 3),
    **dict.fromkeys(("m", "mn", "mio", "mio.", "mln"), 6),
    **dict.fromkeys(("b", "bn", "mrd", "mrd."), 9),
}
_COUNTED: Final = "人次|人|单|單|笔|次|个|個|条|件|名|位|张|字|句|通|封|例|票|回|点|點|건|명|회|개|점|分"
_AMOUNT: Final = pattern(
    rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<head>[^\d+\-().,\s][^\d+\-()]*?)?\s*(?P<inner>[+-])?\s*(?P<open2>\()?\s*"
    rf"(?P<digits>{_DIGITS})(?P<power>[eE][+-]?\d{{1,3}})?\s*(?P<tail>[^\d+\-()\s][^\d+\-()]*?)?"
    rf"(?:\s*(?P<trailing>-)\s*(?P<behind>[^\d+\-()\s][^\d+\-()]*?)?)?\s*(?P<last>-)?\s*(?P<close>\))?",
    re.ASCII,
)
_EVEN: Final = pattern(r"(?<=\d)(?:[.,][-\u2013\u2014]{1,2}|:-)(?!\d)")
"""No cents, as in Switzerland (12.-), Germany (12,--) and Sweden (12:-): no minus sign."""
_PERCENT: Final = {"%": 2, "‰": 3}
_SAME: Final = {
    **dict.fromkeys(("單", "笔"), "单"),
    "個": "个",
    "點": "点",
    **dict.fromkeys(("名", "位", "명"), "人"),
    **dict.fromkeys(("回", "회"), "次"),
}
"""Words for one thing that are written otherwise."""
_UNITS: Final = frozenset((*_PERCENT, *_COUNTED.split("|")))
_LONGEST_FIRST: Final = sorted((word for word in _TIMES if word), key=len, reverse=True)


class Amount:
    """A text taken apart."""

    __slots__ = ("currency", "digits", "minus", "power", "times", "unit")

    def __init__(self, found: re.Match[str], currency: Codes, times: str, unit: str) -> None:
        self.currency = currency
        """What its signs may stand for; empty where there are none."""
        self.digits = re.sub(r"[,'’ʼ‘´` ]", "", found["digits"]) + (found["power"] or "")
        """A decimal as Python reads it."""
        self.minus = "-" in _signs(found) or found["open"] is not None or found["open2"] is not None
        self.times = times
        self.unit = unit
        self.power = _TIMES[times] - _PERCENT.get(unit, 0)
        """The power of ten by which it is multiplied."""

    @property
    def is_percent(self) -> bool:
        """Tell whether it has a percent or permille sign."""
        return self.unit in _PERCENT


def amount(plain: str) -> Amount | None:
    """Take a narrowed text apart; None where it is no amount."""
    found = _AMOUNT.fullmatch(_EVEN.sub("", plain))
    if found is None:
        return None
    brackets = (found["open"] is not None) + (found["open2"] is not None)
    if brackets != (found["close"] is not None) or len(_signs(found)) + brackets > 1:
        return None
    head, tail, behind = _before(found["head"] or ""), _after(found["tail"] or ""), _before(found["behind"] or "")
    if head is None or tail is None or behind is None:
        return None
    times, unit, own = tail
    signs = [sign for sign in (head, own, behind) if sign]
    currency = common(*signs)
    return Amount(found, currency, times, unit) if currency or not signs else None


@lru_cache(maxsize=1024)
def _before(text: str) -> Codes | None:
    """Return what one or two signs (US$, CNY ¥) stand for; None where they are none."""
    if not text or codes(text):
        return codes(text)
    for at in range(1, len(text)):
        one, two = codes(text[:at]), codes(text[at:])
        if one and two:
            return common(one, two) or None
    return None


@lru_cache(maxsize=1024)
def _after(text: str) -> tuple[str, str, Codes] | None:
    """Return the multiple, the unit and the currency that a text behind the digits says; None where it is something else."""
    for times in ("", *_LONGEST_FIRST):
        if not text.lower().startswith(times):
            continue
        rest = text[len(times) :].strip()
        if rest in _UNITS:
            return times, rest, ()
        sign = _before(rest)
        if sign is not None:
            return times, "", sign
    return None


def counted(unit: str) -> str:
    """Return what a unit behind the digits counts, one word for each thing; nothing for a percent sign."""
    return "" if unit in _PERCENT else _SAME.get(unit, unit)


def _signs(found: re.Match[str]) -> list[str]:
    return [found[part] for part in ("sign", "inner", "trailing", "last") if found[part]]


def swapped(text: str) -> str:
    """Exchange point and comma, as in countries that write 1.234,5; the point of an abbreviation (Fr., Mio.) stays."""
    return _MARK.sub(lambda mark: "." if mark[0] in ",，" else ",", text)


_MARK: Final = pattern(r"(?<![^\W\d_])[.,，．]")

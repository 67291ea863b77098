"""Figures as an audit's sentences write them, in both languages; it rounds what is said and nothing that is counted."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csscore.scheme.currencies import digits_of
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.scheme.model import Scheme

say = sentences(__file__)

_DECIMALS: Final = {"percent": 2, "seconds": 2, "count": 2}
_MOST: Final = 4
_PEOPLE: Final = 3


def number(value: Fraction | float, digits: int, *, least: int = 0) -> str:
    """Write a number with at most so many decimals, half-up, with a true minus sign."""
    exact = Fraction(value) if isinstance(value, Fraction | int) else Fraction(repr(float(value)))
    scaled = Decimal(exact.numerator) / exact.denominator
    whole, _, decimals = format(scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP), ",f").partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    text = f"{whole}.{decimals}" if decimals else whole
    return "0" if text == "-0" else text.replace("-", "−")


def percent(share: Fraction | float, digits: int = 0) -> str:
    """Write a share: 0.452 is 45%."""
    return f"{number(share * 100, digits)}%"


def money(units: Fraction | int, scheme: Scheme) -> Words:
    """Write an amount of minor units: 250 元, 19.51 元."""
    digits, currency = scheme.money_digits, scheme.currency
    amount = Fraction(units) / 10**digits
    text = number(amount, digits, least=0 if amount.denominator == 1 else digits)
    return Words(f"{text} {'元' if currency == 'CNY' else currency}", f"{text} {currency}")


def quantity(value: Fraction | float, unit: str, currency: str) -> Words:
    """Write a value with its unit: 45.2%, 18.5 秒, 1,234.5 元."""
    if unit == "percent":
        return same(percent(value, _DECIMALS[unit]))
    if unit == "money":
        text = number(value, digits_of(currency))
        return Words(f"{text} {'元' if currency == 'CNY' else currency}", f"{text} {currency}")
    text = number(value, _DECIMALS.get(unit, _MOST))
    return Words(f"{text} 秒", f"{text} s") if unit == "seconds" else same(text)


def people(asked: Asked, positions: Iterable[int], *, most: int = _PEOPLE) -> Words:
    """Write some people as a sentence names them: 小美、小丹 等 5 人."""
    called = [asked.called[i] for i in positions]
    shown, more = called[:most], len(called) - most
    zh, en = "、".join(who.zh for who in shown), ", ".join(who.en for who in shown)
    return Words(zh, en) if more <= 0 else say("and_more", zh=zh, called=len(called), en=en, more=more)


def listed(titles: Sequence[Words], *, most: int = 5) -> Words:
    """Write some metrics or groups as a sentence names them."""
    shown, more = titles[:most], len(titles) - most
    zh, en = "、".join(title.zh for title in shown), ", ".join(title.en for title in shown)
    return Words(zh, en) if more <= 0 else say("and_more_2", zh=zh, titles=len(titles), en=en, more=more)


def count(number_: int, one: str, many: str) -> str:
    """Write a count with its English noun: 1 person, 3 people."""
    return f"{number_} {one if number_ == 1 else many}"

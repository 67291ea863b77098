"""One value as a person reads it in a sentence, with its unit, and changes of values; it rounds what is shown, nothing else."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import fraction_text, text
from csscore.report.view import sided
from csscore.scheme.currencies import digits_of
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from csscore.words import Lang

say = sentences(__file__)

_DECIMALS: Final = {"percent": 2, "seconds": 2}
"""Decimals that are shown, of money those of its currency; files carry all of them."""
_MOST: Final = 4


def quantity(value: float | str | None, unit: str, lang: Lang, currency: str, lines: Sequence[Fraction] = ()) -> str:
    """Return a value with its unit: 45.23%, 18.5 秒, 1,234.50; with decimals enough to see on which side of lines it is."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    decimals = sided(Decimal(repr(value)), lines, _decimals(unit, currency), unit)
    return _united(Decimal(repr(value)), unit, lang, currency, decimals=decimals)


def changed(by: Fraction, unit: str, lang: Lang, currency: str) -> str:
    """Return a change with its sign and unit: +1.2 个百分点, −12.29 秒."""
    shown = _united(abs(Decimal(fraction_text(by))), unit, lang, currency, points=True)
    return f"{'+' if by >= 0 else '−'}{shown}"


def amount(units: int, digits: int, lang: Lang, currency: str) -> str:
    """Return an amount of minor units with its currency: 2,500.00 元."""
    return f"{format(Decimal(text(units, digits)), ',f')} {Words('元' if currency == 'CNY' else currency, currency).in_(lang)}"


def signed(units: int, digits: int) -> str:
    """Return a fixed number with its sign."""
    return f"{'−' if units < 0 else '+'}{text(abs(units), digits)}"


def percent(weight: Fraction) -> str:
    """Return a weight in percent, at most four decimals."""
    number = Decimal(weight.numerator) / weight.denominator
    return f"{_plain(number, _MOST)}%"


def _united(number: Decimal, unit: str, lang: Lang, currency: str, *, points: bool = False, decimals: int | None = None) -> str:
    if unit == "percent":
        number *= 100
    usual = _decimals(unit, currency)
    shown = _plain(number, usual if decimals is None else decimals, least=usual if unit in {"money", "percent"} else 0)
    if unit == "money":
        return f"{shown} {Words('元' if currency == 'CNY' else currency, currency).in_(lang)}"
    ends = {
        "percent": say("percentage_points") if points else same("%"),
        "seconds": say("s"),
    }
    return shown + ends.get(unit, same("")).in_(lang)


def _decimals(unit: str, currency: str) -> int:
    return digits_of(currency) if unit == "money" else _DECIMALS.get(unit, _MOST)


def _plain(number: Decimal, most: int, *, least: int = 0) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    whole, _, decimals = format(rounded, ",f").partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}.{decimals}" if decimals else whole

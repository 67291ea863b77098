"""Numbers: text to fractions, and the three roundings; nothing here is ever a binary float."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

DIGITS = 60  # of the few decimals that stand in for irrational numbers
MISSING = {"", "-", "--", "—", "/", "暂无数据", "延迟统计"}


class Unsupported(Exception):  # noqa: N818 - it is no error of the input: the oracle does not know this part of the language
    """The oracle does not model this part of the language."""


class Refused(Exception):  # noqa: N818 - named as the product names it
    """The language says that this is an error."""


def only(given: dict[Any, Any], *known: str) -> None:
    """Stop at a setting that is not modelled."""
    if unknown := [key for key in given if key not in known]:
        raise Unsupported(f"settings {unknown}")


def number(text: Any) -> Fraction:
    """Read a number of a scheme or a cell: ``90%`` is 9/10."""
    if isinstance(text, Fraction):
        return text
    shown = str(text).strip()
    return Fraction(shown[:-1]) / 100 if shown.endswith("%") else Fraction(shown)


def cell(text: str | None) -> Fraction | None:
    """Read a cell; ``None`` is missing."""
    return None if text is None or text.strip() in MISSING else number(text)


def half_up(value: Fraction, unit: Fraction) -> Fraction:
    """Round to a multiple of ``unit``, halves away from zero."""
    steps, left = divmod(abs(value), unit)
    steps += left * 2 >= unit
    return steps * unit if value >= 0 else -steps * unit


def to_digits(value: Fraction, digits: int) -> Fraction:
    """Round half-up to so many decimals."""
    return half_up(value, Fraction(1, 10**digits))


def to_significant(value: Fraction, digits: int = 12) -> Fraction:
    """Round half-up to so many significant digits."""
    if not value:
        return value
    exponent = 0
    while abs(value) >= Fraction(10) ** (exponent + 1):
        exponent += 1
    while abs(value) < Fraction(10) ** exponent:
        exponent -= 1
    return half_up(value, Fraction(10) ** (exponent - digits + 1))


def root(value: Fraction) -> Fraction:
    """Take the square root, right to some sixty digits."""
    with localcontext(prec=DIGITS):
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def power(value: Fraction, exponent: Fraction) -> Fraction:
    """Raise a positive number to a power, right to some sixty digits."""
    with localcontext(prec=DIGITS):
        base = Decimal(value.numerator) / Decimal(value.denominator)
        return Fraction(base ** (Decimal(exponent.numerator) / Decimal(exponent.denominator)))

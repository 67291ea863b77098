"""Whether an exact number ends within the digits that values are kept at; it needs no column, and so no numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fractions import Fraction

SIGNIFICANT: Final = 12
"""Significant digits that values are kept at."""
MANY: Final = 7
"""Decimals from which on a number may be a quotient: what is dropped then is less than any coin."""


def ends_beyond(number: Fraction) -> bool:
    """Tell whether an exact number ends, in fewer than seven decimals, and not within the digits that are kept.

    Examples
    --------
    >>> from fractions import Fraction
    >>> [ends_beyond(Fraction(text)) for text in ("1234567890.12", "1234567890.123", "0.123456789012345", "1/3")]
    [False, True, False, False]
    """
    if (10 ** (MANY - 1)) % number.denominator:
        return False
    digits = str(abs(number.numerator) * (10 ** (MANY - 1) // number.denominator)).strip("0")
    return len(digits) > SIGNIFICANT

"""Which numbers have more digits than are kept, so that rounding them would lose some: those are refused, never rounded.

Values are kept at 12 significant digits. What a quotient has beyond them goes on for ever, and is rounded by rule; what an
amount or a count has beyond them was counted, and is not. The two are told apart by how they end:

* a number with fewer than seven decimals ends: all its digits count;
* a number with seven decimals or more that fills what a spreadsheet holds (15 digits and more) is a quotient, and where a column
  has one, its neighbours that end by chance some digits earlier are quotients, too;
* parts of a day, an hour or a minute are quotients by what they are, wherever they were cut;
* what floating point adds far behind the last digit (123456789.000002) is no digit of anybody's.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.ending import SIGNIFICANT
from csscore.exact.fixed import READ_DIGITS, canonical

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats

_COINS: Final = 4
"""Decimals from which on a tail may be what floating point added."""
_NOISE: Final = 3
"""So many steps of the last digit that a spreadsheet shows may be noise."""
_TRIED: Final = 1000


def lost(values: Floats) -> NDArray[np.intp]:
    """Return the positions of numbers that would lose digits; canonical floats of up to 15, shape (n,)."""
    ending, many = _beyond(values)
    if not any(len(_decimal(values[i]).as_tuple().digits) >= READ_DIGITS for i in many[:_TRIED]):
        ending += many
    return np.array(sorted(ending), dtype=np.intp)


def lost_of_parts(values: Floats) -> NDArray[np.intp]:
    """Return what `lost` does of parts of a day, an hour or a minute: with seven decimals and more each is a quotient."""
    return np.array(_beyond(values)[0], dtype=np.intp)


def _beyond(values: Floats) -> tuple[list[int], list[int]]:
    """Return the positions of numbers with more digits than are kept: those that end, and those that may go on for ever."""
    with np.errstate(invalid="ignore"):
        odd = np.flatnonzero((canonical(values) != values) & ~np.isnan(values))
        few = np.abs(np.rint(values[odd] * 1e6) / 1e6 - values[odd]) <= np.abs(values[odd]) * 2.0**-50
    return [i for i in odd[few].tolist() if not _noise(values[i])], odd[~few].tolist()


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value))).normalize()


def _noise(value: float) -> bool:
    """Tell whether what a number has beyond the digits that are kept is floating point's."""
    decimal = _decimal(value)
    _, digits, exponent = decimal.as_tuple()
    if len(digits) < READ_DIGITS or not isinstance(exponent, int) or -exponent < _COINS:
        return False
    tail = int("".join(map(str, digits[SIGNIFICANT:])))
    steps: int = 10 ** (len(digits) - SIGNIFICANT)
    return min(tail, steps - tail) <= _NOISE

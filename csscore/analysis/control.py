"""Is a value more than the usual up and down? The individuals chart, exactly; it looks at one series and decides nothing else.

The natural process limits are mean ± 2.66 · mR̄ and the upper range limit is 3.27 · mR̄, with mR̄ the mean of the moving ranges
(the changes from one period to the next without their sign); 2.66 = 3 / 1.128, where 1.128 is the expected range of two normal
values in standard deviations. Five or six values give limits that can be used, and more give better ones.

References
----------
W. A. Shewhart, Economic Control of Quality of Manufactured Product, 1931.
D. J. Wheeler, Understanding Variation: The Key to Managing Chaos, 2nd edition, 2000, appendix (XmR charts).
NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, Individuals Control Charts.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, Final

from csscore.trending import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.trending import Sign

LEAST: Final = 5
"""Values below which no limits are drawn."""
_LIMIT: Final = Fraction(266, 100)
_RANGE: Final = Fraction(327, 100)
_RUN: Final = 8
"""Values in a row on one side of the mean that show a shift (Wheeler's third rule)."""


def reading(series: Sequence[Fraction | None], follows: Sequence[bool]) -> Reading | None:
    """Read the latest value of a series against its limits.

    Parameters
    ----------
    series
        One value a period; None where there is none.
    follows
        For each period whether it comes directly after the one before it. Only the stretch without a break that leads to the
        latest period counts.

    Returns
    -------
    Reading | None
        None where the stretch has fewer than `LEAST` values.
    """
    values = _stretch(series, follows)
    count = len(values)
    if count < LEAST:
        return None
    scale = lcm(*(value.denominator for value in values))  # whole numbers are added faster than fractions
    whole = [value.numerator * (scale // value.denominator) for value in values]
    moves = [after - before for before, after in pairwise(whole)]
    mean = Fraction(sum(whole), count * scale)
    usual = Fraction(sum(map(abs, moves)), (count - 1) * scale)
    low, high, jump = mean - _LIMIT * usual, mean + _LIMIT * usual, _RANGE * usual
    change = Fraction(moves[-1], scale)
    return Reading(count, mean, low, high, jump, values[-1], change, _sign(values, mean, low=low, high=high, jump=jump))


def _stretch(series: Sequence[Fraction | None], follows: Sequence[bool]) -> list[Fraction]:
    found: list[Fraction] = []
    for value, continues in zip(reversed(series), reversed(follows), strict=True):
        if value is None:
            break
        found.append(value)
        if not continues:
            break
    return found[::-1]


def _sign(values: Sequence[Fraction], mean: Fraction, *, low: Fraction, high: Fraction, jump: Fraction) -> Sign:
    latest, change = values[-1], values[-1] - values[-2]
    if latest > high:
        return "above"
    if latest < low:
        return "below"
    if abs(change) > jump:
        return "rise" if change > 0 else "fall"
    last = values[-_RUN:]
    if len(last) == _RUN and all(value > mean for value in last):
        return "shift_up"
    if len(last) == _RUN and all(value < mean for value in last):
        return "shift_down"
    return "usual"

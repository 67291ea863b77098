"""Bare numbers that are durations, such as a spreadsheet's parts of a day: whether they are, and the seconds they stand for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from csscore.exact import decimals
from csscore.exact.fixed import canonical

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAY: Final = 86400
_HOUR: Final = 3600
_TELLING: Final = 6
"""Decimals from which a number tells whether it is whole seconds: the error of the last digit is then below 0.05 s."""
_MOST: Final = 366
"""Days that no duration of a period exceeds."""
_LOOKED_AT: Final = 2000
_FINE: Final = 1e-5
"""Seconds: where the last digit stands for less, a whole millisecond within its reach is what was measured."""
_STEP: Final = 3
"""Decimals of the seconds that systems measure."""


def judge(values: NDArray[np.float64]) -> Literal["days", "perhaps"] | None:
    """Tell whether numbers are parts of days.

    Spreadsheets store 75 s as 0.000868055555555556. Times 86400 such numbers are whole seconds, all of them; numbers that
    are something else are so by chance only, one in ten or less each. Means of seconds over few contacts (12.3333333) are
    whole times 3600 as well, so half of the telling ones must not be.

    Parameters
    ----------
    values
        The numbers that are neither missing nor 0.

    Returns
    -------
    ``days`` where they are; ``perhaps`` where two numbers only say so, and where all are below 1 with many decimals.
    """
    numbers = np.unique(np.abs(values))[:_LOOKED_AT].tolist()
    decimals = {number: _decimals(number) for number in numbers}
    telling = [number for number in numbers if decimals[number] >= _TELLING]
    below = bool(numbers) and numbers[-1] < 1
    if len(telling) > 1 and numbers[-1] <= _MOST and all(_whole(number, decimals[number], DAY) for number in telling):
        odd = sum(not _whole(number, decimals[number], _HOUR) for number in telling)
        if 2 * odd >= len(telling):
            return "days" if below or len(telling) > 2 else "perhaps"
    return "perhaps" if below and any(places > 4 for places in decimals.values()) else None


def seconds(values: NDArray[np.float64], factor: int) -> NDArray[np.float64]:
    """Return parts of a day, an hour or a minute in seconds, without what was cut off behind their last digit.

    1.04167824074 days are 90000.999999936 s, and its last digit stands for 0.00000086 s: they are 90001 s.

    Parameters
    ----------
    values
        Canonical floats, shape (n,); NaN stays.
    factor
        The seconds of one.

    Returns
    -------
    Whole milliseconds where the last digit leaves them open and stands for less than 0.00001 s, else 12 significant digits.
    """
    exact = decimals.times(values, factor, 0)
    whole = decimals.times(np.floor(decimals.times(exact, 1, _STEP) + 0.5), 1, -_STEP)
    open_ = 0.51 * decimals.last_digit(values) * factor
    with np.errstate(invalid="ignore"):
        near = (open_ < _FINE) & (np.abs(exact - whole) <= open_)
    kept: NDArray[np.float64] = canonical(np.where(near, whole, exact))
    return kept


def _decimals(number: float) -> int:
    exponent = Decimal(repr(number)).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _whole(number: float, decimals: int, factor: int) -> bool:
    """Tell whether a number times a factor is whole, but for what its last digit leaves open."""
    product = number * factor
    return abs(product - round(product)) <= 0.51 * 10.0**-decimals * factor + 1e-9 * product

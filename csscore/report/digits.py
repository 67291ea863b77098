"""Exact numbers as decimal texts, a column at once: each different figure on either side of the point is written once."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import MISSING, value_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.exact.fixed import Floats, Mask, Texts, Units

_CERTAIN: Final = 1e15
"""Below it, a whole number of decimal units and the float nearest to them determine each other."""
_TABLE: Final = 4
"""Decimals whose texts are kept: points, rates and money have no more."""
_FEW: Final = 1000
"""Rows up to which each figure is written by itself: pandas, which finds the different ones, need not be loaded."""
_GLANCE: Final = 64
"""Rows to try first: most decimals that don't suit all don't suit these."""


def fixed_texts(units: Units, digits: int, *, least: int | None = None) -> Texts:
    """Write a fixed column as decimal text; an empty one for `MISSING`.

    Parameters
    ----------
    units
        Counts of the decimal unit, shape (rows,).
    digits
        Decimals.
    least
        Trailing zeros are dropped down to so many decimals; None keeps them all.
    """
    missing, negative = units == MISSING, units < 0
    size = np.where(missing, 0, np.abs(units))
    whole = size // 10**digits
    texts = _written(whole, str)
    if digits:
        rest, kept = size - whole * 10**digits, digits if least is None else least
        decimals = partial(_decimals, digits, kept)
        texts = texts + (_table(digits, kept)[rest] if digits <= _TABLE else _written(rest, decimals))
    if bool(negative.any()):
        texts[negative] = "-" + texts[negative]
        texts[missing] = ""
    return texts


def float_texts(values: Floats, *, least: int = 0) -> Texts:
    """Write a canonical column as plain decimal text, with at least so many decimals; an empty one for NaN.

    A canonical float is the one nearest to its decimal, so ``units / 10**digits == value`` proves the units. Rows that no
    such proof covers (very large beside very small) are written one by one.
    """
    missing = np.isnan(values)
    proven, units, digits = _as_fixed(np.where(missing, 0.0, values), least)
    texts = fixed_texts(np.where(missing | ~proven, MISSING, units), digits, least=least)
    if not bool(proven.all()):
        texts[~proven] = [value_text(value, least_digits=least) for value in values[~proven].tolist()]
    return texts


def _decimals(digits: int, kept: int, rest: int) -> str:
    figures = f"{rest:0{digits}d}"
    figures = figures[:kept] + figures[kept:].rstrip("0")
    return f".{figures}" if figures else ""


@cache
def _table(digits: int, kept: int) -> Texts:
    return np.array([_decimals(digits, kept, rest) for rest in range(10**digits)], dtype=object)


def _written(numbers: Units, write: Callable[[int], str]) -> Texts:
    if len(numbers) <= _FEW:
        return np.array([*map(write, numbers.tolist()), None], dtype=object)[:-1]
    import pandas as pd  # where rows lie elsewhere, nothing else needs it, and it takes longer to load than a small query

    codes, different = pd.factorize(numbers)
    return np.array([*map(write, different.tolist()), None], dtype=object)[codes]


def _as_fixed(values: Floats, least: int) -> tuple[Mask, Units, int]:
    """Return which rows are exact decimals of so many digits, their units, and the digits: the first that suit all, or most."""
    choice = (least, *(more for more in (2, 4, 8, 12, 13) if more > least))
    for digits in choice:
        if bool(_proof(values[:_GLANCE], digits)[0].all()):
            proven, units = _proof(values, digits)
            if bool(proven.all()):
                return proven, units.astype(np.int64), digits
    digits = max(choice, key=lambda digits: int(np.count_nonzero(_proof(values, digits)[0])))
    proven, units = _proof(values, digits)
    return proven, np.where(proven, units, 0.0).astype(np.int64), digits


def _proof(values: Floats, digits: int) -> tuple[Any, Any]:
    power = 10.0**digits
    units = np.rint(values * power)
    return (units / power == values) & (np.abs(units) < _CERTAIN), units

"""Columns of points become one column, exactly: weighted means, sums, the least. No matrix product is ever taken."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import gcd
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.fixed import MISSING, by_blocks, divide, rescale, rounded, weighted_sum, whole_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.fixed import Mask, Units
    from csscore.words import Words

_EPS = 2.0**-52
_LARGEST = 2**60


class Part(NamedTuple):
    """A column of points that enters a combination."""

    title: Words
    points: Units
    """Fixed at the digits of points; `MISSING` does not count, the other parts fill up."""
    share: Fraction
    """Its weight against the other parts; above 0."""


class Sum(NamedTuple):
    """Parts with whole weights, and how much of the weight each agent has."""

    columns: list[Units]
    weights: list[int]
    present: list[Mask]
    counted: Any
    """Sum of the weights present: one int where nothing is missing, else int64 (Python ints where large), shape (n,)."""

    @property
    def some(self) -> Mask:
        """Return who has any part."""
        anything: Mask = np.logical_or.reduce(self.present)
        return anything


def combined(
    method: str,
    parts: Sequence[Part],
    *,
    point_digits: int,
    digits: int,
    plus: Sequence[Units] = (),
    report: Callable[[Part, Mask], None],
) -> Units:
    """Combine points into a fixed column at ``digits``, rounded half-up once; `MISSING` where no part is present.

    Parameters
    ----------
    method
        ``mean``, ``sum``, ``geometric``, ``harmonic`` or ``min``. All but ``sum`` fill up the weight of missing parts.
    parts
        At least one.
    plus
        Points that are added after weighting, before rounding.
    report
        Told of a part and of whom where a geometric or harmonic mean meets points that are not above 0; there the outcome
        is `MISSING`.
    """
    if method == "min":
        return _least(parts, digits=digits, point_digits=point_digits)
    gathered = _gathered(parts)
    if method in {"mean", "sum"}:
        return _weighted(gathered, parts, method, point_digits=point_digits, digits=digits, plus=plus)
    usable = gathered.some
    for part, present in zip(parts, gathered.present, strict=True):
        low = present & (part.points <= 0)
        if bool(low.any()):
            report(part, low)
            usable &= ~low
    extra = sum((np.where(column == MISSING, 0, column) for column in plus), np.zeros(len(usable), dtype=np.int64))
    rule = _geometric if method == "geometric" else _harmonic
    return rule(gathered, usable, extra, point_digits=point_digits, digits=digits)


def contributions(parts: Sequence[Part], among: Mask) -> list[Units]:
    """Return for each part of a weighted mean its points · counted weight, fixed at the digits of points, half-up.

    `MISSING` where the part is, and for people who are not in ``among``.
    """
    if not parts:
        return []
    gathered = _gathered(parts)

    def share(column: Units, weight: int, present: Mask, rows: slice) -> Units:
        here = present[rows] & among[rows]
        numerator = np.where(here, column[rows], 0)
        part = divide(_roomy(numerator, numerator, weight) * weight, _denominators(gathered, here, rows))
        return np.where(here, part, MISSING)

    return [
        by_blocks(partial(share, column, weight, present), len(column))
        for column, weight, present in zip(gathered.columns, gathered.weights, gathered.present, strict=True)
    ]


def _gathered(parts: Sequence[Part]) -> Sum:
    weights = whole_weights([part.share for part in parts])
    common = gcd(*weights)
    weights = [weight // common for weight in weights]
    present = [part.points != MISSING for part in parts]
    if all(bool(here.all()) for here in present):
        return Sum([part.points for part in parts], weights, present, sum(weights))
    kind: Any = np.int64 if sum(weights) < _LARGEST else object
    counted = np.zeros(len(present[0]), dtype=kind)
    for weight, here in zip(weights, present, strict=True):
        counted = counted + here.astype(kind) * weight
    return Sum([part.points for part in parts], weights, present, counted)


def _denominators(gathered: Sum, who: Mask, rows: slice) -> Any:
    """Return the weight that counts: one number where it is the same for all, 1 for people of no interest."""
    return gathered.counted if isinstance(gathered.counted, int) else np.where(who, gathered.counted[rows], 1)


def _weighted(
    gathered: Sum, parts: Sequence[Part], method: str, *, point_digits: int, digits: int, plus: Sequence[Units]
) -> Units:
    up, down = 10 ** max(digits - point_digits, 0), 10 ** max(point_digits - digits, 0)

    def of(rows: slice) -> Units:
        total = weighted_sum([column[rows] for column in gathered.columns], gathered.weights)
        some: Mask = np.logical_or.reduce([present[rows] for present in gathered.present])
        # a sum is over the one denominator that its shares have; a mean over the weight that each agent has
        under = int(Fraction(gathered.weights[0]) / parts[0].share) if method == "sum" else _denominators(gathered, some, rows)
        for column in plus:
            added = np.where(column[rows] == MISSING, 0, column[rows])
            total = _roomy(total, added, under) + _roomy(added, added, under) * under
        outcome = divide(_roomy(total, total, up) * up, _roomy(np.asarray(under), np.asarray(under), down) * down)
        return np.where(some, outcome, MISSING).astype(np.int64)

    return by_blocks(of, len(gathered.columns[0]))


def _roomy(column: Any, factor: Any, times: Any) -> Any:
    """Return a column as Python ints where a product with it would not fit 64 bits."""
    size = int(np.abs(factor).max(initial=0)) * int(np.max(times)) + int(np.abs(column).max(initial=0))
    return column.astype(object) if size >= _LARGEST else column


def _least(parts: Sequence[Part], *, digits: int, point_digits: int) -> Units:
    least = np.full(len(parts[0].points), np.iinfo(np.int64).max)
    some = np.zeros(len(least), dtype=bool)
    for part in parts:
        here = part.points != MISSING
        least = np.where(here, np.minimum(least, part.points), least)
        some |= here
    return rescale(np.where(some, least, MISSING), point_digits, digits)


def _harmonic(gathered: Sum, usable: Mask, extra: Units, *, point_digits: int, digits: int) -> Units:
    """Return Σw / Σ(w / points), plus what is added."""
    unit = 10**point_digits
    inverse = np.zeros(len(usable))
    for column, weight, present in zip(gathered.columns, gathered.weights, gathered.present, strict=True):
        inverse += np.where(present, weight * unit / np.where(usable & present, column, 1).astype(np.float64), 0.0)
    counted = np.asarray(gathered.counted, dtype=np.float64)
    approx = np.where(usable, counted / np.where(usable, inverse, 1.0) + extra / unit, np.nan)
    error = 64 * _EPS * (np.abs(approx) + np.abs(extra) / unit * 2)

    def at(i: int) -> Fraction:
        here = [(int(c[i]), w) for c, w, p in zip(gathered.columns, gathered.weights, gathered.present, strict=True) if p[i]]
        return Fraction(sum(w for _, w in here)) / sum(Fraction(w * unit, c) for c, w in here) + Fraction(int(extra[i]), unit)

    return rounded(approx, error, at, digits=digits)


def _geometric(gathered: Sum, usable: Mask, extra: Units, *, point_digits: int, digits: int) -> Units:
    """Return Π points^(w / Σw), plus what is added."""
    unit = 10**point_digits
    logs, size = np.zeros(len(usable)), np.zeros(len(usable))
    counted = np.where(usable, np.asarray(gathered.counted, dtype=np.float64), 1.0)
    for column, weight, present in zip(gathered.columns, gathered.weights, gathered.present, strict=True):
        term = np.where(present, weight * np.log(np.where(usable & present, column, unit) / unit), 0.0)
        logs += term
        size += np.abs(term)
    root = np.exp(logs / counted)
    approx = np.where(usable, root + extra / unit, np.nan)
    error = 64 * _EPS * (root * (1 + size / counted) + np.abs(extra) / unit)

    def at(i: int) -> Fraction:
        here = [(int(c[i]), w) for c, w, p in zip(gathered.columns, gathered.weights, gathered.present, strict=True) if p[i]]
        product = Fraction(1)
        for points, weight in here:
            product *= Fraction(points, unit) ** weight
        added = Fraction(int(extra[i]), unit)
        return _near(product, sum(weight for _, weight in here), added, float(approx[i]), digits)

    return rounded(approx, error, at, digits=digits)


def _near(product: Fraction, degree: int, added: Fraction, approx: float, digits: int) -> Fraction:
    """Return a number that rounds half-up as the root of the product, plus what is added, does: powers decide, not roots."""
    scale = 10**digits
    below = int(abs(approx) * scale)
    bar = Fraction(2 * below + 1, 2 * scale)
    sign = 1 if approx >= 0 else -1
    reached = sign * _compared(product, degree, sign * bar - added) >= 0
    return sign * Fraction(below + reached, scale)


def _compared(product: Fraction, degree: int, bar: Fraction) -> int:
    """Return whether the root of a product is below (-1), at (0) or above (1) a bar."""
    if bar <= 0:
        return 1
    power = bar**degree
    return (product > power) - (product < power)

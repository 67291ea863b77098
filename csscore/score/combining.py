"""Columns of points become one column, exactly: weighted means, sums, the least. No matrix product is ever taken."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import partial
from math import gcd
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING, by_blocks, divide, rounded, weighted_sum, whole_weights
from csscore.score.filling import Shares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.exact.fixed import Floats, Mask, Units
    from csscore.score.weights import Step
    from csscore.words import Words

_LARGEST = 2**60
_SLACK: Final = 2.0**-40
"""How far a combination in floating point may be off, relative to its terms: far more than it ever is."""
_ROOTS: Final = Context(prec=60)
_KEPT: Final = Context(prec=40)
"""What is kept of a root: one that is rational in truth is so here."""


_CANCELLED: Final = 2.0**-8
"""A sum so much smaller than its terms has lost digits: it is taken exactly."""


class Total(NamedTuple):
    """What a group comes to, before it is rounded for anybody to read."""

    approx: Floats
    """In floating point, right to 2**-40 of its size; NaN where there is none."""
    at: Callable[[int], Fraction]
    """The exact number of one agent (a root: at 40 digits)."""


class Part(NamedTuple):
    """A column of points that enters a combination."""

    title: Words
    points: Units
    """Fixed at the digits of points; `MISSING` does not count, the other parts fill up."""
    share: Fraction
    """Its weight against the other parts, where none is missing; above 0."""
    steps: tuple[Step, ...]
    """The way to it through the groups that are laid flat."""
    total: Total | None = None
    """The total of a group, of which ``points`` are the rounded ones."""


class _Terms:
    """Parts that are to be combined: numbers in floating point for all, exact ones for whom that leaves something open."""

    def __init__(self, parts: Sequence[Part], method: str, point_digits: int) -> None:
        self._parts, self._unit = parts, 10**point_digits
        self.present = [part.points != MISSING for part in parts]
        self.shares = Shares(parts, self.present, filling=method != "sum")
        self.values = [self._floats(part, here) for part, here in zip(parts, self.present, strict=True)]
        self.some: Mask = np.logical_or.reduce(self.present)

    def _floats(self, part: Part, here: Mask) -> Floats:
        column = part.points / float(self._unit) if part.total is None else part.total.approx
        return np.where(here, column, np.nan)

    def value(self, number: int, i: int) -> Fraction:
        """Return the exact number of a part for an agent who has it."""
        part = self._parts[number]
        return Fraction(int(part.points[i]), self._unit) if part.total is None else part.total.at(i)

    def at(self, i: int) -> list[tuple[Fraction, Fraction]]:
        """Return share and exact number of each part that an agent has."""
        shares = self.shares.at(i)
        return [(share, self.value(k, i)) for k, share in enumerate(shares) if self.present[k][i]]

    def low(self, number: int) -> Mask:
        """Return whose numbers of a part are not above 0."""
        values = self.values[number]
        low: Mask = values <= 0
        for i in np.flatnonzero(np.abs(values) < _SLACK):
            low[i] = self.value(number, int(i)) <= 0
        return low


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
        ``mean``, ``sum``, ``geometric``, ``harmonic`` or ``min``. All but ``sum`` and ``min`` fill up the weight of missing
        parts, level by level.
    parts
        At least one.
    plus
        Points that are added after weighting, before rounding.
    report
        Told of a part and of whom where a geometric or harmonic mean meets points that are not above 0; there the outcome
        is `MISSING`.
    """
    if method in {"mean", "sum"} and _flat(parts):
        return _weighted(parts, method, point_digits=point_digits, digits=digits, plus=plus)
    made = total(method, parts, point_digits=point_digits, report=report)
    unit = 10**point_digits
    extra = np.zeros(len(made.approx), dtype=np.int64)
    for column in plus:
        extra = extra + np.where(column == MISSING, 0, column)
    approx = made.approx + extra / float(unit)
    error = _SLACK * (np.abs(made.approx) + np.abs(extra) / unit + _size(parts, unit))
    return rounded(approx, error, lambda i: made.at(i) + Fraction(int(extra[i]), unit), digits=digits)


def total(method: str, parts: Sequence[Part], *, point_digits: int, report: Callable[[Part, Mask], None]) -> Total:
    """Combine points into a total that is not rounded; arguments as of `combined`."""
    terms = _Terms(parts, method, point_digits)
    usable = terms.some.copy()
    if method in {"geometric", "harmonic"}:
        for number, part in enumerate(parts):
            low = terms.low(number)
            if bool(low.any()):
                report(part, low)
                usable &= ~low
    with np.errstate(divide="ignore", invalid="ignore"):
        approx = np.where(usable, _APPROX[method](terms.shares.floats, terms.values), np.nan)
        cancelled = np.abs(approx) < _CANCELLED * _size(parts, 10**point_digits)

    def at(i: int) -> Fraction:
        return _EXACT[method](terms.at(i))

    for i in np.flatnonzero(cancelled):
        approx[i] = float(at(int(i)))
    return Total(approx, at)


def contributions(parts: Sequence[Part], among: Mask, *, point_digits: int) -> list[Units]:
    """Return for each part of a weighted mean its points · counted weight, fixed at the digits of points, half-up.

    `MISSING` where the part is, and for people who are not in ``among``.
    """
    if not parts:
        return []
    if _flat(parts):
        return _flat_contributions(parts, among)
    terms, unit = _Terms(parts, "mean", point_digits), 10**point_digits

    def own(number: int) -> Units:
        approx = np.where(among, terms.values[number] * terms.shares.floats[number], np.nan)
        error = _SLACK * (np.abs(approx) + _size(parts, unit))
        return rounded(approx, error, lambda i: terms.value(number, i) * terms.shares.at(i)[number], digits=point_digits)

    return [own(number) for number in range(len(parts))]


def _flat(parts: Sequence[Part]) -> bool:
    """Return whether all parts are rounded points whose missing weight goes to all the others alike."""
    if any(part.total is not None for part in parts):
        return False
    return all(len(part.steps) <= 1 for part in parts) or not any(bool((part.points == MISSING).any()) for part in parts)


def _size(parts: Sequence[Part], unit: int) -> Floats:
    """Return a bound on the terms of each agent's sum: where they cancel out, errors don't."""
    sizes = [np.abs(np.where(part.points == MISSING, 0, part.points)) / float(unit) for part in parts]
    largest: Floats = np.maximum.reduce(sizes)
    return largest


# --- whole numbers: weighted means and sums that nothing complicates


class _Sum(NamedTuple):
    """Parts with whole weights, and how much of the weight each agent has."""

    columns: list[Units]
    weights: list[int]
    present: list[Mask]
    counted: Any
    """Sum of the weights present: one int where nothing is missing, else int64 (Python ints where large), shape (n,)."""


def _gathered(parts: Sequence[Part]) -> _Sum:
    weights = whole_weights([part.share for part in parts])
    common = gcd(*weights)
    weights = [weight // common for weight in weights]
    present = [part.points != MISSING for part in parts]
    if all(bool(here.all()) for here in present):
        return _Sum([part.points for part in parts], weights, present, sum(weights))
    kind: Any = np.int64 if sum(weights) < _LARGEST else object
    counted = np.zeros(len(present[0]), dtype=kind)
    for weight, here in zip(weights, present, strict=True):
        counted = counted + here.astype(kind) * weight
    return _Sum([part.points for part in parts], weights, present, counted)


def _denominators(gathered: _Sum, who: Mask, rows: slice) -> Any:
    """Return the weight that counts: one number where it is the same for all, 1 for people of no interest."""
    return gathered.counted if isinstance(gathered.counted, int) else np.where(who, gathered.counted[rows], 1)


def _weighted(parts: Sequence[Part], method: str, *, point_digits: int, digits: int, plus: Sequence[Units]) -> Units:
    gathered = _gathered(parts)
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


def _flat_contributions(parts: Sequence[Part], among: Mask) -> list[Units]:
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


def _roomy(column: Any, factor: Any, times: Any) -> Any:
    """Return a column as Python ints where a product with it would not fit 64 bits."""
    size = int(np.abs(factor).max(initial=0)) * int(np.max(times)) + int(np.abs(column).max(initial=0))
    return column.astype(object) if size >= _LARGEST else column


# --- the methods, once in floating point for all (missing parts are NaN) and once exactly for one


def _mean(shares: Sequence[Any], values: Sequence[Floats]) -> Floats:
    made = np.zeros(len(values[0]))
    for share, value in zip(shares, values, strict=True):
        made += np.where(np.isnan(value), 0.0, share * value)
    return made


def _harmonic(shares: Sequence[Any], values: Sequence[Floats]) -> Floats:
    return 1.0 / _mean(shares, [1.0 / value for value in values])


def _geometric(shares: Sequence[Any], values: Sequence[Floats]) -> Floats:
    return np.exp(_mean(shares, [np.log(value) for value in values]))


def _least(_: Sequence[Any], values: Sequence[Floats]) -> Floats:
    least: Floats = np.fmin.reduce(list(values))
    return least


_APPROX: Final[dict[str, Callable[[Sequence[Any], Sequence[Floats]], Floats]]] = {
    "mean": _mean, "sum": _mean, "harmonic": _harmonic, "geometric": _geometric, "min": _least,
}  # fmt: skip


def _exact_mean(terms: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    return sum((share * value for share, value in terms), Fraction(0))


def _exact_geometric(terms: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    log = Decimal(0)
    for share, value in terms:
        whole = _ROOTS.divide(Decimal(value.numerator), Decimal(value.denominator))
        part = _ROOTS.divide(Decimal(share.numerator), Decimal(share.denominator))
        log = _ROOTS.add(log, _ROOTS.multiply(part, _ROOTS.ln(whole)))
    return Fraction(_KEPT.plus(_ROOTS.exp(log)))


_EXACT: Final[dict[str, Callable[[Sequence[tuple[Fraction, Fraction]]], Fraction]]] = {
    "mean": _exact_mean,
    "sum": _exact_mean,
    "harmonic": lambda terms: 1 / sum((share / value for share, value in terms), Fraction(0)),
    "geometric": _exact_geometric,
    "min": lambda terms: min(value for _, value in terms),
}

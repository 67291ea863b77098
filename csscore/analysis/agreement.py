"""How alike two orders of the same people are; counted in whole numbers and rounded once, so that no machine gives other digits.

Kendall, *Rank Correlation Methods* (1948), chapter 3: τ-b = (C − D) / √((n₀ − n₁)(n₀ − n₂)), where C and D are the pairs in
the same and in opposite order, n₀ all pairs, n₁ and n₂ those tied in one of the orders. Spearman's ρ is the correlation of the
places, tied people counted with the mean of the places they occupy.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.comparison import DIGITS, Agreement, Top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ranks = NDArray[np.int64]

TOPS: Final = (3, 5, 10)


def agreement(before: Sequence[int], after: Sequence[int]) -> Agreement:
    """Return how alike two orders are.

    Parameters
    ----------
    before, after
        Places of the same people, 1 is first; equal numbers are ties.
    """
    a, b = np.asarray(before, dtype=np.int64), np.asarray(after, dtype=np.int64)
    tops = tuple(_top(a, b, n) for n in TOPS if n < len(a))
    pairs, opposite, tau = kendall(a, b)
    return Agreement(len(a), pairs, opposite, tau, spearman(a, b), tops)


def kendall(before: Ranks, after: Ranks) -> tuple[int, int, int | None]:
    """Return all pairs, those in opposite order, and Kendall's τ-b at `DIGITS` decimals; None where an order ties everybody."""
    _, a = np.unique(before, return_inverse=True)
    _, b = np.unique(after, return_inverse=True)
    pairs = len(a) * (len(a) - 1) // 2
    first, second = _tied(a), _tied(b)
    both = _tied(a * (int(b.max(initial=0)) + 1) + b)
    by_first = b[np.lexsort((b, a))]  # within a tie of the first order nobody is out of order
    opposite = _inversions(by_first)
    alike = pairs - first - second + both - opposite
    return pairs, opposite, _rooted(alike - opposite, (pairs - first) * (pairs - second))


def spearman(before: Ranks, after: Ranks) -> int | None:
    """Return Spearman's ρ at `DIGITS` decimals; None where one of the orders ties everybody."""
    a, b = _doubled(before), _doubled(after)
    count = len(a)
    covariance = count * _sum(a * b) - _sum(a) * _sum(b)
    variances = [count * _sum(x * x) - _sum(x) ** 2 for x in (a, b)]
    return _rooted(covariance, variances[0] * variances[1])


def _rooted(numerator: int, square: int) -> int | None:
    """Return numerator ÷ √square, rounded half-up at `DIGITS` decimals: floor((⌊2x⌋ + 1) ÷ 2), x being the scaled size."""
    if square == 0:
        return None
    size = Fraction((2 * numerator * 10**DIGITS) ** 2, square)
    rounded = (isqrt(size.numerator // size.denominator) + 1) // 2
    return -rounded if numerator < 0 else rounded


def _doubled(ranks: Ranks) -> Ranks:
    """Return twice the mean place of each, so that it is whole."""
    _, codes, counts = np.unique(ranks, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    doubled: Ranks = (2 * last - counts + 1)[codes]
    return doubled


def _tied(codes: Ranks) -> int:
    _, counts = np.unique(codes, return_counts=True)
    return _sum(counts * (counts - 1) // 2)


def _inversions(codes: Ranks) -> int:
    """Return how many pairs stand in falling order: bit by bit from the top, people of equal higher bits side by side."""
    found = 0
    groups = np.zeros(len(codes), dtype=np.int64)
    for bit in range(int(codes.max(initial=0)).bit_length() - 1, -1, -1):
        one = (codes >> bit) & 1
        before = np.cumsum(one) - one
        start = np.searchsorted(groups, groups, side="left")
        found += _sum((before - before[start])[one == 0])
        groups = 2 * groups + one
        order = np.argsort(groups, kind="stable")
        codes, groups = codes[order], groups[order]
    return found


def _top(before: Ranks, after: Ranks, n: int) -> Top:
    first, second = before <= n, after <= n
    return Top(n, int(first.sum()), int(second.sum()), int((first & second).sum()))


def _sum(numbers: Ranks) -> int:
    return sum(numbers.tolist())

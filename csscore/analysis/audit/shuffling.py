"""Shuffled labels and reversed orders: the arithmetic of comparing groups; it knows no scheme and no month.

The p-value of a permutation test with m permutations of which b are as extreme is (b + 1) / (m + 1) (Phipson & Smyth 2010,
*Permutation P-values should never be zero*).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BLOCK: Final = 4_000_000
"""Labels that are shuffled at a time."""


def means(codes: NDArray[np.intp], values: NDArray[np.int64]) -> list[Fraction]:
    """Return the mean of each group, exactly."""
    found = []
    for code in range(int(codes.max()) + 1):
        own = values[codes == code]
        found.append(Fraction(sum(own.tolist()), len(own)))
    return found


def p_values(
    codes: NDArray[np.intp], columns: Sequence[NDArray[np.int64]], *, cohorts: NDArray[np.intp], draws: int, seed: int
) -> list[Fraction]:
    """Return for each column how often shuffled groups differ as much as these: (b + 1) / (m + 1).

    The statistic is the variance between groups, Σ (total of a group)² / its size; whole numbers, so that equal is equal.

    Parameters
    ----------
    codes
        The group of each person, from 0. Shape (n,).
    columns
        Values of each person, fixed.
    cohorts
        Labels are shuffled among the people of one cohort.
    draws, seed
        How many shuffles, and of which generator.
    """
    sizes = np.bincount(codes)
    shares = 1.0 / sizes
    centred = [column - half_up(Fraction(sum(column.tolist()), len(column))) for column in columns]
    observed = [_between(codes[None, :], column, shares)[0] for column in centred]
    rng = np.random.default_rng(seed)
    extreme = [0] * len(columns)
    members = [np.flatnonzero(cohorts == cohort) for cohort in np.unique(cohorts)]
    block = max(_BLOCK // max(len(codes), 1), 1)
    for start in range(0, draws, block):
        rows = min(block, draws - start)
        shuffled = np.broadcast_to(codes, (rows, len(codes))).copy()
        for index in members:
            shuffled[:, index] = rng.permuted(shuffled[:, index], axis=1)
        for number, (column, limit) in enumerate(zip(centred, observed, strict=True)):
            found = _between(shuffled, column, shares)
            extreme[number] += int((found >= limit * (1 - 1e-12)).sum())
    return [Fraction(count + 1, draws + 1) for count in extreme]


def _between(codes: NDArray[np.intp], column: NDArray[np.int64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Σ total² / size over the groups, for each row of labels."""
    found = np.zeros(len(codes))
    for code, share in enumerate(shares):
        total = np.where(codes == code, column, 0).sum(axis=1).astype(np.float64)
        found += total * total * share
    return found


def simpson(cells: Sequence[Sequence[tuple[Fraction, Fraction]]], *, higher: bool) -> tuple[int, int] | None:
    """Return which of two groups is better in every stratum and worse together; None where neither is.

    Parameters
    ----------
    cells
        For each of the two groups, by stratum: what was reached, of how many. Both need people in at least two strata.
    higher
        Whether higher rates are better.
    """
    shared = [i for i in range(len(cells[0])) if cells[0][i][1] and cells[1][i][1]]
    if len(shared) < 2:
        return None
    rates = [[side[i][0] / side[i][1] for i in shared] for side in cells]
    whole = [sum((side[i][0] for i in shared), Fraction(0)) / sum((side[i][1] for i in shared), Fraction(0)) for side in cells]
    sign = 1 if higher else -1
    for better, worse in ((0, 1), (1, 0)):
        inside = all(sign * (x - y) > 0 for x, y in zip(rates[better], rates[worse], strict=True))
        if inside and sign * (whole[better] - whole[worse]) < 0:
            return better, worse
    return None

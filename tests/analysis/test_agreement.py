"""How alike two orders are: published figures, and the definitions counted pair by pair."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import isclose, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.analysis.agreement import agreement, kendall, spearman
from csscore.comparison import Top


def tau(before: list[int], after: list[int]) -> tuple[int, int, int | None]:
    return kendall(np.array(before), np.array(after))


def rho(before: list[int], after: list[int]) -> int | None:
    return spearman(np.array(before), np.array(after))


def test_iq_and_hours_of_television() -> None:
    """The worked example of Wikipedia's article on Spearman's ρ: −29/165 = −0.17575…"""
    iq = [86, 97, 99, 100, 101, 103, 106, 110, 112, 113]
    hours = [2, 20, 28, 27, 50, 29, 7, 17, 6, 12]
    assert rho(iq, hours) == -1758


def test_two_judges() -> None:
    """One swap among five: 9 pairs agree and 1 does not, (9 − 1) / 10; Spearman 1 − 6·2 / (5·24)."""
    assert tau([1, 2, 3, 4, 5], [1, 3, 2, 4, 5]) == (10, 1, 8000)
    assert rho([1, 2, 3, 4, 5], [1, 3, 2, 4, 5]) == 9000


def test_ties_by_hand() -> None:
    """The example of scipy's documentation: τ-b = −8/√(9·9)… of [12,2,1,12,2] and [1,4,7,1,0] is −0.47140452."""
    assert tau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])[2] == -4714


def test_who_stays_at_the_top() -> None:
    found = agreement([1, 2, 3, 4, 4, 6], [1, 3, 4, 2, 5, 6])
    assert found.tops == (Top(3, 3, 3, 2), Top(5, 5, 5, 5))


def test_the_same_order_is_one_and_the_opposite_minus_one() -> None:
    assert agreement([1, 2, 3], [1, 2, 3]).kendall == agreement([1, 2, 3], [1, 2, 3]).spearman == 10_000
    assert agreement([1, 2, 3], [3, 2, 1]).kendall == agreement([1, 2, 3], [3, 2, 1]).spearman == -10_000


def test_everybody_tied_says_nothing() -> None:
    assert (agreement([1, 1, 1], [1, 2, 3]).kendall, agreement([1, 1, 1], [1, 2, 3]).spearman) == (None, None)


pairs = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=2, max_size=25)


@given(pairs)
def test_pair_by_pair(ranks: list[tuple[int, int]]) -> None:
    before, after = [a for a, _ in ranks], [b for _, b in ranks]
    signs = [((x > y) - (x < y), (u > v) - (u < v)) for (x, u), (y, v) in combinations(ranks, 2)]
    first, second = sum(a != 0 for a, _ in signs), sum(b != 0 for _, b in signs)
    found = tau(before, after)
    assert found[:2] == (len(signs), sum(a * b < 0 for a, b in signs))
    if not first * second:
        assert found[2] is None
    else:
        assert found[2] is not None
        assert isclose(found[2] / 10_000, sum(a * b for a, b in signs) / sqrt(first * second), abs_tol=0.500001e-4)


@given(pairs)
def test_correlation_of_mean_places(ranks: list[tuple[int, int]]) -> None:
    def places(column: list[int]) -> list[Fraction]:
        return [Fraction(sum(x < y for x in column) + sum(x <= y for x in column) + 1, 2) for y in column]

    a, b = places([a for a, _ in ranks]), places([b for _, b in ranks])
    mean = Fraction(len(ranks) + 1, 2)
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    variances = [sum((x - mean) ** 2 for x in column) for column in (a, b)]
    found = rho([a for a, _ in ranks], [b for _, b in ranks])
    if not variances[0] * variances[1]:
        assert found is None
    else:
        assert found is not None
        assert isclose(found / 10_000, float(covariance) / sqrt(variances[0] * variances[1]), abs_tol=0.500001e-4)


@pytest.mark.parametrize("count", [1000])
def test_many(count: int) -> None:
    """A rotation by one: the first becomes the last, so count − 1 pairs are in the opposite order."""
    before = list(range(count))
    after = [(rank - 1) % count for rank in before]
    assert tau(before, after)[1] == count - 1

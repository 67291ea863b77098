"""Columns of exact fractions against `fractions.Fraction`, one by one, small and far beyond 64 bits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.exact.fixed import half_up
from csscore.exact.shares import Exact, decimals, exactly, same

wholes = st.one_of(st.integers(-(10**4), 10**4), st.integers(-(10**20), 10**20), st.integers(-(2**62), 2**62))
fractions = st.builds(Fraction, wholes, st.integers(1, 10**6))
columns = st.lists(fractions, min_size=1, max_size=6)


def apart(values) -> Exact:
    """Return a column with a denominator of its own for each."""
    small = all(abs(v.numerator) < 2**62 for v in values)
    numerators = np.array([v.numerator for v in values], dtype=np.int64 if small else object)
    return Exact(numerators, np.array([v.denominator for v in values], dtype=np.int64))


def plain(column: Exact) -> list[Fraction]:
    return [column.at(i) for i in range(len(column))]


@pytest.mark.parametrize("made", [exactly, apart])
@given(columns, fractions)
def test_arithmetic_is_that_of_fractions(made, values, other):
    column = made(values)
    assert plain(column) == values
    assert plain(column.times(other)) == [v * other for v in values]
    assert plain(column.plus(other)) == [v + other for v in values]
    assert plain(column.minus(other)) == [v - other for v in values]
    assert plain(column.at_least(other)) == [max(v, other) for v in values]
    assert plain(column.at_most(other)) == [min(v, other) for v in values]
    assert list(column.below(other)) == [v < other for v in values]
    assert list(column.above(other)) == [v > other for v in values]
    assert plain(column.floor()) == [v.numerator // v.denominator for v in values]
    assert plain(column.in_common()) == values
    assert column.total() == sum(values)


@pytest.mark.parametrize("made", [exactly, apart])
@given(st.lists(st.tuples(fractions, fractions, st.booleans()), min_size=1, max_size=6))
def test_columns_meet_columns(made, triples):
    ones, others, holds = (list(part) for part in zip(*triples, strict=True))
    one, other = made(ones), apart(others)
    assert plain(one.times(other)) == [a * b for a, b in zip(ones, others, strict=True)]
    assert plain(one.plus(other)) == [a + b for a, b in zip(ones, others, strict=True)]
    assert plain(one.minus(other)) == [a - b for a, b in zip(ones, others, strict=True)]
    chosen = [a if h else b for a, b, h in triples]
    assert plain(one.where(np.array(holds), other)) == chosen


@given(
    st.lists(st.builds(Fraction, st.integers(-(10**15), 10**15), st.integers(1, 10**6)), max_size=6),
    st.sampled_from([1, 10, 100]),
)
def test_rounding_is_half_away_from_zero_at_the_unit(values, unit):
    assert list(apart(values).rounded(unit)) == [half_up(value / unit) * unit for value in values]
    assert list(exactly(values).rounded(unit)) == [half_up(value / unit) * unit for value in values]


def test_halves_go_away_from_zero():
    assert list(exactly([Fraction(1, 2), Fraction(-1, 2), Fraction(5, 2), Fraction(-5, 2)]).rounded()) == [1, -1, 3, -3]


def test_what_does_not_fit_is_refused():
    with pytest.raises(OverflowError):
        same(Fraction(2**63), 2).rounded()


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=3), max_size=6))
def test_floats_stand_for_their_decimals(values):
    assert plain(decimals(np.array([float(v) for v in values]))) == [Fraction(v) for v in values]


def test_decimals_of_very_different_size_and_missing_ones():
    values = np.array([1e14, 0.000000000123456789, np.nan, -0.1])
    assert plain(decimals(values)) == [Fraction(10**14), Fraction("0.000000000123456789"), 0, Fraction("-0.1")]


@given(columns)
def test_floats_are_half_up_at_twelve_digits(values):
    floats = apart(values).floats()
    for value, shown in zip(values, floats, strict=True):
        exact = Fraction(repr(float(shown)))
        assert len(Decimal(repr(float(shown))).normalize().as_tuple().digits) <= 12
        assert abs(value - exact) <= abs(value) * Fraction(1, 2 * 10**11)


def test_a_common_denominator_beyond_64_bits():
    values = [Fraction(1, 6821), Fraction(1, 65781), Fraction(1, 86879), Fraction(1, 289030), Fraction(-7, 3)]
    column = exactly(values)
    assert column.denominator > 2**63
    assert plain(column.floor()) == [0, 0, 0, 0, -3]
    assert [round(value, 12) for value in column.approx()] == [round(float(value), 12) for value in values]
    assert list(column.rounded()) == [0, 0, 0, 0, -2]
    assert plain(column.at_least(Fraction(0))) == [*values[:4], 0]


def test_no_people():
    empty = exactly([])
    assert len(empty) == 0
    assert empty.total() == 0
    assert list(empty.times(Fraction(1, 3)).rounded()) == []
    assert len(decimals(np.array([]))) == 0

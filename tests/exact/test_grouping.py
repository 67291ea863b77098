"""Exact sums, extremes, medians and counts by group, and the columns of exact numbers they give."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.exact import grouping
from csscore.exact.fixed import canonical, exact, settled
from csscore.exact.real import constant, of
from csscore.exact.whole import units_of, whole_products
from tests.conftest import examples
from tests.measure.interpreter import digits12

VALUES = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1).map(float),
    st.decimals(-(10**6), 10**6, places=2).map(float),
    st.decimals(-10, 10, places=9).map(float),
    st.sampled_from([0.1, -0.1, 99999999.99, 1e14, 1e-12, 0.123456789012345, 123456789012345.0, 5e-7]),
)
ROWS = st.lists(st.tuples(st.integers(0, 4), VALUES, st.sampled_from([0.0, 1.0, 2.5, 7.0, 1e9, 0.001])), max_size=40)
SIZE = 6


def columns(rows):
    codes = np.array([code for code, _, _ in rows], dtype=np.intp)
    return codes, np.array([value for _, value, _ in rows]), np.array([weight for _, _, weight in rows])


def by_group(rows):
    found = defaultdict(list)
    for code, value, weight in rows:
        found[code].append((exact(value), exact(weight)))
    return [found.get(code, []) for code in range(SIZE)]


def exactly(real) -> list[Fraction | None]:
    return [None if np.isnan(real.approx[i]) else real.at(i) for i in range(len(real))]


def within_bounds(real) -> bool:
    return all(
        value is None or abs(Fraction(float(real.approx[i])) - value) <= Fraction(float(real.error[i]))
        for i, value in enumerate(exactly(real))
    )


@given(ROWS)
def test_sums_are_exact(rows):
    codes, values, weights = columns(rows)
    groups = by_group(rows)
    total = grouping.sums(values, codes, SIZE)
    assert exactly(total) == [sum((v for v, _ in group), Fraction(0)) if group else None for group in groups]
    assert within_bounds(total)
    (units, digits), (others, more) = units_of(values), units_of(weights)
    products = grouping.whole_sums(whole_products(units, others), codes, SIZE)
    assert [Fraction(int(p), 10 ** (digits + more)) for p in products] == [
        sum((v * w for v, w in g), Fraction(0)) for g in groups
    ]


@given(ROWS)
def test_means_extremes_medians_and_counts(rows):
    codes, values, weights = columns(rows)
    groups = by_group(rows)
    ratio = grouping.sums(values, codes, SIZE) / grouping.sums(weights, codes, SIZE)
    assert within_bounds(ratio)
    expected = [
        None if not group or not sum(w for _, w in group) else sum(v for v, _ in group) / sum(w for _, w in group)
        for group in groups
    ]
    assert exactly(ratio) == expected
    rounded = [None if np.isnan(value) else exact(value) for value in ratio.canonical()]
    assert rounded == [None if value is None else digits12(value) for value in expected]
    middle = grouping.medians(values, codes, SIZE)
    assert exactly(middle) == [median(v for v, _ in group) if group else None for group in groups]
    for found, pick in ((grouping.least, min), (grouping.greatest, max)):
        plain = found(values, codes, SIZE).tolist()
        assert [None if v != v else exact(v) for v in plain] == [pick(v for v, _ in group) if group else None for group in groups]
    assert grouping.counts(codes, SIZE).tolist() == [len(group) for group in groups]


@given(st.lists(st.integers(0, 4), max_size=30))
def test_first_rows(rows):
    firsts = [rows.index(code) if code in rows else -1 for code in range(SIZE)]
    assert grouping.first_rows(np.array(rows, dtype=np.intp), SIZE).tolist() == firsts


def test_sums_beyond_64_bits():
    values = np.full(1000, 999999999999999.0)
    assert exactly(grouping.sums(values, np.zeros(1000, dtype=np.intp), 1)) == [999999999999999 * 1000]
    products = whole_products(np.full(1000, 10**15 - 1), np.full(1000, 999999995))
    assert grouping.whole_sums(products, np.zeros(1000, dtype=np.intp), 1).tolist() == [(10**15 - 1) * 999999995 * 1000]


@given(st.lists(VALUES, max_size=20))
def test_units_are_the_decimals_themselves(values):
    units, digits = units_of(np.array(values, dtype=np.float64))
    assert [Fraction(int(unit), 10**digits) for unit in units] == [exact(value) for value in values]


def test_differences_of_equal_decimals_are_zero():
    found = of(np.array([0.1, 0.7, 1.1])) - of(np.array([0.1, 0.4, 1.1]))
    assert found.error.tolist()[0] == 0
    assert found.canonical().tolist() == [0, 0.3, 0]


def test_a_divisor_that_may_be_zero_is_looked_at():
    divisor = of(np.array([0.1, 0.1])) + of(np.array([0.2, 0.2])) - of(np.array([0.3, 0.2999999]))
    assert (constant(Fraction(1), 2) / divisor).canonical().tolist()[1] == 1e7
    assert np.isnan((constant(Fraction(1), 2) / divisor).approx[0])


# --- rounding to twelve digits


@examples(300)
@given(
    st.lists(st.one_of(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300), VALUES), max_size=20)
)
def test_canonical_rounds_the_shortest_decimal_half_up(values):
    assert canonical(np.array(values, dtype=np.float64)).tolist() == [float(digits12(Fraction(Decimal(repr(v))))) for v in values]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.000000000005, 1.00000000001),
        (1.0000000000049, 1.0),
        (0.99999999999949, 0.999999999999),
        (0.9999999999995, 1.0),
        (999999999999.5, 1e12),
        (-1.000000000005, -1.00000000001),
        (0.1 + 0.2, 0.3),
        (-0.0, 0.0),
        (1e-310, 1e-310),
    ],
)
def test_canonical_at_the_edges(value, expected):
    (found,) = canonical(np.array([value])).tolist()
    assert (found, np.signbit(found)) == (expected, expected < 0)


NEAR = st.sampled_from(
    [Fraction(1), Fraction(10), Fraction(1, 10), Fraction(12345678901250000, 10**5), Fraction(1000000000005, 10**12)]
)


@examples(300)
@given(NEAR, st.integers(-(10**6), 10**6), st.integers(10, 20), st.floats(-1, 1))
def test_settled_is_certain_however_near_the_edge(base, offset, places, drift):
    number = base + Fraction(offset, 10**places)
    bound = abs(float(number)) * 1e-9
    approx = np.array([float(number) + drift * bound])
    found = settled(approx, np.array([bound * 1.001]), lambda _: number)
    assert exact(found[0]) == digits12(number)

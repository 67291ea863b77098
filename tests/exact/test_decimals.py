"""Rounding to what spreadsheets show and exact multiplication, against Python's decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csscore.exact.decimals import as_shown, last_digit, nearest, times, usual

SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)
sizes = st.floats(min_value=1e-15, max_value=1e15, allow_nan=False) | st.floats(min_value=-1e15, max_value=-1e-15)
ties = st.builds(lambda units, places: (units * 10 + 5) / 10**places, st.integers(10**14, 10**15 - 1), st.integers(0, 20))
short = st.builds(lambda units, places: units / 10**places, st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 15))


@example([99999999999999.88, 9612629152.780005, 9774794561597.965, 0.999999999999999944])
@given(st.lists(sizes | ties | short | st.just(0.0), min_size=1, max_size=30))
def test_as_shown_is_the_decimal_of_15_digits_half_up(numbers):
    expected = [float(SHOWN.plus(Decimal(repr(number)))) for number in numbers]
    assert as_shown(numbers).tolist() == expected


@given(
    st.lists(short, min_size=1, max_size=30), st.sampled_from([(1, -2), (1, -3), (60, 0), (3600, 0), (86400, 0), (1, 4), (1, 8)])
)
def test_times_is_exact(numbers, factor):
    canonical = as_shown(numbers)
    scale = Decimal(factor[0]).scaleb(factor[1])
    expected = [float(SHOWN.multiply(Decimal(repr(float(number))), scale)) for number in canonical]
    assert times(canonical, *factor).tolist() == expected


def test_the_remainders_of_binary_sums_go():
    assert as_shown([0.1 + 0.2, 1.1 * 3, 0.1 * 3 - 0.3 + 0.3]).tolist() == [0.3, 3.3, 0.3]


def test_missing_stays_and_minus_zero_goes():
    found = as_shown([np.nan, -0.0])
    assert np.isnan(found[0])
    assert not np.signbit(found[1])
    assert not np.signbit(times(np.array([-0.0]), 1, -2)[0])


@pytest.mark.parametrize(("percent", "fraction"), [(45.23, 0.4523), (0.29, 0.0029), (57.0, 0.57), (1.15, 0.0115), (4.35, 0.0435)])
def test_percentages_lose_nothing(percent, fraction):
    assert times(np.array([percent]), 1, -2)[0] == fraction


def test_nearest_rounds_half_up():
    assert nearest(Decimal("0.1234567890123455")) == 0.123456789012346


def test_the_last_digit():
    values = np.array([1.25, 100, 0.001, np.nan, 1e-20, 12.5, 0.3, 0, 123456789.123456, 1.5e-13])
    assert last_digit(values).tolist() == [0.01, 1, 0.001, 1, 1e-20, 0.1, 0.1, 1, 1e-6, 1e-14]


def test_sizes_that_quantities_have():
    sizes = ([0.0], [1e15], [-1e15], [1.1e15], [-1.1e15], [1e-15], [0.9e-15], [-0.9e-15], [1.0, 2e15])
    assert [usual(np.array(values)) for values in sizes] == [True, True, True, False, False, True, False, False, False]


def test_powers_that_floats_do_not_hold():
    # 10^23 lies between two floats; 15 digits are kept, half-up
    powers = [(1, 22), (1, 23), (3, 23), (1, -22), (1, -23), (7, -22), (60, 20)]
    assert [times(np.array([1.5]), *power)[0] for power in powers] == [1.5e22, 1.5e23, 4.5e23, 1.5e-22, 1.5e-23, 1.05e-21, 9e21]
    assert times(np.array([123456789012345.0, 0.123456789012345]), 86400, 0).tolist() == [1.06666665706666e19, 10666.6665706666]

"""From exact amounts to money: proration, bounds, one rounding; totals that must be kept are kept."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csscore.exact.shares import exactly
from csscore.pay import money
from csscore.pay.money import Coin

F = Fraction
CENT = Coin(2, 1)


def ids(count):
    return np.array([f"{i:03}" for i in range(count)], dtype=object)


def test_cents_round_half_up_once():
    assert list(money.rounded(exactly([F("2316.665"), F("-0.005"), F("0.004999")]), Coin(2, 1))) == [231667, -1, 0]


def test_the_unit_may_be_a_yuan_or_ten():
    assert list(money.rounded(exactly([F("1499.5"), F("1499.49"), F(1494)]), Coin(2, 100))) == [150000, 149900, 149400]
    assert list(money.rounded(exactly([F("1495"), F("1494.99")]), Coin(2, 1000))) == [150000, 149000]


def test_a_share_that_never_ends_does_not_lose_the_half():
    third = np.array([0.333333333333])
    assert list(money.rounded(money.prorated(exactly([F("0.045")]), third), Coin(2, 1))) == [2]  # 0.015, as by hand


def test_a_month_of_21_days_of_which_22_were_to_work():
    share = np.array([0.954545454545])  # 21/22 at 12 digits
    assert list(money.rounded(money.prorated(exactly([F(2200)]), share), Coin(2, 1))) == [210000]


def test_bounds_come_before_rounding():
    amounts, raised, lowered = money.bounded(exactly([F(1, 3), F(5), F("9.9999")]), least=F(1), most=F("7.125"))
    assert list(money.rounded(amounts, Coin(2, 1))) == [100, 500, 713]
    assert list(raised) == [True, False, False]
    assert list(lowered) == [False, False, True]


def test_three_share_6950():
    shares = exactly([F(6950, 3)] * 3)
    assert list(money.shared(shares, CENT, ids(3)).cents) == [231667, 231667, 231666]


def test_the_odd_cent_follows_the_id_not_the_row():
    shares = exactly([F(6950, 3)] * 3)
    assert list(money.shared(shares, CENT, np.array(["c", "a", "b"], dtype=object)).cents) == [231666, 231667, 231667]


def test_a_negative_total_mirrors_a_positive_one():
    assert list(money.shared(exactly([F(-1000, 3)] * 3), Coin(2, 100), ids(3)).cents) == [-33400, -33300, -33300]


parts = st.lists(st.builds(F, st.integers(0, 10**9), st.integers(1, 10**4)), min_size=1, max_size=12)


@given(parts, st.sampled_from([1, 10, 100, 1000]))
def test_parts_make_the_total_but_for_what_no_unit_pays_and_lie_within_a_unit(amounts, unit):
    cents, left = money.shared(exactly(amounts), Coin(2, unit), ids(len(amounts)))
    assert abs(int(cents.sum()) + left - sum(amounts) * 100) <= F(1, 2)
    assert 0 <= left < unit
    assert all(cent % unit == 0 for cent in cents)
    assert all(abs(int(cent) - amount * 100) < unit for cent, amount in zip(cents, amounts, strict=True))


@given(parts, st.randoms())
def test_the_order_of_rows_makes_no_difference(amounts, random):
    names = list(ids(len(amounts)))
    order = list(range(len(amounts)))
    random.shuffle(order)
    straight = dict(zip(names, money.shared(exactly(amounts), CENT, np.array(names, dtype=object)).cents, strict=True))
    shuffled_names = [names[i] for i in order]
    mixed = money.shared(exactly([amounts[i] for i in order]), CENT, np.array(shuffled_names, dtype=object)).cents
    assert straight == dict(zip(shuffled_names, mixed, strict=True))


def test_nobody():
    assert len(money.shared(exactly([]), CENT, ids(0)).cents) == 0

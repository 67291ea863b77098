"""Exact columns against exact fractions, an implementation of their own: rounding, lines, quotients, sums, shares."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csscore.exact import fixed
from csscore.exact.fixed import MISSING
from tests.conftest import examples

ANY = st.builds(lambda n, e: Decimal(n).scaleb(e), st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-25, 8))
"""Decimals of up to 15 digits: all that a canonical float may stand for."""
DECIMALS = st.builds(lambda n, e: Decimal(n).scaleb(e), st.integers(-(10**12) + 1, 10**12 - 1), st.integers(-9, 0))


def floats(values: list[Decimal]) -> np.ndarray:
    return np.array([float(value) for value in values])


def half_up(value: Fraction) -> int:
    with localcontext() as context:
        context.prec = 200
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return int(quotient.quantize(Decimal(1), ROUND_HALF_UP))


def significant(value: Fraction) -> float:
    if not value:
        return 0.0
    with localcontext() as context:
        context.prec, context.rounding = 120, ROUND_HALF_UP
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        context.prec = 12
        return float(+quotient)


@examples(400)
@given(st.lists(DECIMALS | ANY, min_size=1, max_size=6))
@example([Decimal("1e-9"), Decimal("8881136.7")])
@example([Decimal("0.1"), Decimal("0.2"), Decimal("-0.3")])
@example([Decimal(999999999999), Decimal("1e-9")])
def test_total_is_exact(values: list[Decimal]) -> None:
    assert fixed.total(floats(values)) == sum(map(Fraction, values))


def test_total_of_nothing_and_of_much() -> None:
    assert fixed.total(np.array([])) == 0
    assert fixed.total(np.full(100_000, 0.1)) == 10_000
    assert fixed.total(np.full(2000, 9007199254740991.0)) == 2000 * 9007199254740991


@examples(200)
@given(st.lists(DECIMALS, min_size=1, max_size=5), DECIMALS)
@example([Decimal(100000000001)], Decimal("100000000000.5"))
@example([Decimal("0.3")], Decimal("0.3"))
def test_settled_differences(values: list[Decimal], other: Decimal) -> None:
    x, y = floats(values), float(other)
    error = 2.0**-51 * (np.abs(x) + abs(y))
    got = fixed.settled(x - y, error, lambda i: Fraction(values[i]) - Fraction(other))
    assert got.tolist() == [significant(Fraction(value) - Fraction(other)) for value in values]


@examples(200)
@given(st.lists(DECIMALS, min_size=1, max_size=5), st.sampled_from(["0.01", "0.1", "0.7", "3"]))
@example([Decimal("0.03"), Decimal("-0.03"), Decimal("0.06")], "0.01")
def test_floored(values: list[Decimal], step: str) -> None:
    x = floats(values)
    got = fixed.floored(x / float(step), 0.0, lambda i: Fraction(values[i]) / Fraction(step), same=x)
    with localcontext() as context:
        context.prec = 60
        assert got.tolist() == [int((value / Decimal(step)).to_integral_value(ROUND_FLOOR)) for value in values]


def test_floored_and_rounded_keep_what_is_missing() -> None:
    def never(i: int) -> Fraction:
        raise AssertionError(i)

    assert fixed.floored(np.array([np.nan, 1.5]), 0.0, never).tolist() == [MISSING, 1]
    assert fixed.rounded(np.array([np.nan, 1.2]), 0.0, never, digits=0).tolist() == [MISSING, 1]


def test_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(OverflowError):
        fixed.rounded(np.array([1e18]), 0.0, lambda _: Fraction(10**18), digits=4)
    with pytest.raises(OverflowError):
        fixed.floored(np.array([1e19]), 0.0, lambda _: Fraction(10**19))


def test_equal_elements_are_asked_for_once() -> None:
    asked = []

    def at(i: int) -> Fraction:
        asked.append(i)
        return Fraction(5, 2)

    x = np.full(1000, 2.5)
    assert set(fixed.rounded(x, 0.0, at, digits=0, same=x).tolist()) == {3}
    assert len(asked) == 1


@examples(200)
@given(st.lists(DECIMALS, min_size=1, max_size=5), DECIMALS, DECIMALS.filter(bool), st.integers(0, 4))
@example([Decimal(3)], Decimal(0), Decimal(640), 4)
def test_lines_with_columns_for_anchors(values: list[Decimal], start: Decimal, run: Decimal, digits: int) -> None:
    x0 = [start + n for n in range(len(values))]
    x1 = [Decimal(repr(float(a + run))) for a in x0]
    usable = [a != b for a, b in zip(x0, x1, strict=True)]
    expected = [
        100 * (Fraction(x) - Fraction(repr(float(a)))) / (Fraction(b) - Fraction(repr(float(a)))) if fine else Fraction(0)
        for x, a, b, fine in zip(values, x0, x1, usable, strict=True)
    ]
    kept = [i for i, p in enumerate(expected) if usable[i] and abs(p) < 10**12]
    got = fixed.line(
        floats(values)[kept], x0=floats(x0)[kept], x1=floats(x1)[kept], y0=Fraction(0), y1=Fraction(100), digits=digits
    )
    assert got.tolist() == [half_up(expected[i] * 10**digits) for i in kept]


def test_long_columns_are_the_same_as_short_ones() -> None:
    x = np.arange(70_001) / 8
    whole = fixed.line(x, x0=Fraction(0), x1=Fraction(640), y0=Fraction(0), y1=Fraction(100), digits=4)
    assert whole.tolist() == [half_up(Fraction(n, 8) * 100 * 10**4 / 640) for n in range(70_001)]
    parts = fixed.proportion(x, of=np.full(70_001, 640.0), times=Fraction(100), digits=4)
    assert (parts == whole).all()


@examples(200)
@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=5), st.integers(1, 10**6))
def test_divide(numbers: list[int], denominator: int) -> None:
    got = fixed.divide(np.array(numbers, dtype=np.int64), denominator)
    assert got.tolist() == [half_up(Fraction(number, denominator)) for number in numbers]


@examples(200)
@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 50), min_size=1, max_size=7).filter(any))
def test_share_sums_and_stays_within_one_unit(total: int, parts: list[int]) -> None:
    keys = [f"k{i}" for i in range(len(parts))]
    got = fixed.share(total, parts, keys)
    assert sum(got) == total
    assert all(abs(g - Fraction(total * part, sum(parts))) < 1 for g, part in zip(got, parts, strict=True))


def test_weighted_sum_beyond_64_bits() -> None:
    column = np.array([2**61, MISSING], dtype=np.int64)
    assert list(fixed.weighted_sum([column, column], [3, 5])) == [2**64, 0]


@pytest.mark.parametrize(
    ("total", "parts", "keys", "shares"),
    [
        (10, [1, 1, 1], "cab", [3, 4, 3]),  # the unit that is left goes to the smallest key
        (11, [1, 1, 1], "cab", [3, 4, 4]),
        (7, [50, 30, 20], "abc", [4, 2, 1]),  # 3.5, 2.1, 1.4
        (5, [3, 3, 1], "abc", [2, 2, 1]),  # 2.14, 2.14, 0.71
        (-1, [1, 1], "ab", [-1, 0]), (-10, [1, 2], "ab", [-3, -7]), (1, [0, 1], "ab", [0, 1]), (0, [1, 2], "ab", [0, 0]),
    ],
)  # fmt: skip
def test_share_by_hand(total: int, parts: list[int], keys: str, shares: list[int]) -> None:
    assert fixed.share(total, parts, list(keys)) == shares


def test_quotients() -> None:
    numerator = np.array([1, 2, np.nan, 5, 1000000000005, -1000000000005, 0])
    found = fixed.quotient(numerator, np.array([3, 0, 1, 8, 10, 10, 7.0]))
    # ten billion and a half: half-up at the twelfth digit
    assert np.array_equal(found, [0.333333333333, np.nan, np.nan, 0.625, 100000000001, -100000000001, 0], equal_nan=True)


def test_what_is_missing_or_nothing_has_no_proportion() -> None:
    x = np.array([1, np.nan, 3, -1.5])
    found = fixed.proportion(x, of=np.array([0, 2, np.nan, 4]), times=Fraction(100), digits=1)
    assert found.tolist() == [MISSING, MISSING, MISSING, -375]
    assert fixed.proportion(x, of=Fraction(8), times=Fraction(100), digits=1).tolist() == [125, MISSING, 375, -188]  # -18.75
    assert fixed.line(x, x0=Fraction(1), x1=Fraction(3), y0=Fraction(10), y1=Fraction(20), digits=1).tolist() == [
        100, MISSING, 200, -25,
    ]  # fmt: skip


def test_halves_and_sizes() -> None:
    exactly = [Fraction(-5, 2), Fraction(5, 2), Fraction(1, 2), Fraction("2.4999999999999999")]
    approx = np.array([float(value) for value in exactly])
    assert fixed.rounded(approx, 0.0, exactly.__getitem__, digits=0).tolist() == [-3, 3, 1, 2]
    for size in (2.0**62, -(2.0**62)):
        with pytest.raises(OverflowError):
            fixed.rounded(np.array([size]), 0.0, lambda _: Fraction(2**62), digits=0)
        with pytest.raises(OverflowError):
            fixed.floored(np.array([size]), 0.0, lambda _: Fraction(2**62))
    with pytest.raises(OverflowError):
        fixed.settled(np.array([np.inf]), 0.0, lambda _: Fraction(0))
    # known to be nothing, and perhaps something
    assert fixed.settled(np.array([0.0, 0.0]), np.array([0, 1e-9]), lambda _: Fraction(1, 10**10)).tolist() == [0, 1e-10]


def test_texts() -> None:
    assert [fixed.text(units, 2) for units in (8732, -5, 0, 100)] == ["87.32", "-0.05", "0.00", "1.00"]
    assert [fixed.text(units, 0) for units in (7, -7)] == ["7", "-7"]
    assert [fixed.value_text(value) for value in (1e-7, 1200.0, 1e21, -0.5)] == ["0.0000001", "1200", "1" + "0" * 21, "-0.5"]
    assert [fixed.value_text(value, least_digits=2) for value in (3.0, 0.5, 0.125)] == ["3.00", "0.50", "0.125"]
    numbers = ["1/3", "2/3", "1000", "0", "999999999999.5", "-1/8", "100000000000.5", "0.0999999999999999"]
    assert [fixed.fraction_text(Fraction(number)) for number in numbers] == [
        "0.333333333333", "0.666666666667", "1000", "0", "1000000000000", "-0.125", "100000000001", "0.1",
    ]  # fmt: skip
    assert fixed.fraction_text(Fraction(2, 3), 3) == "0.667"


def test_orders_and_weights() -> None:
    assert fixed.ascending(np.array([65536, 1, 65535, 1, 0])).tolist() == [4, 1, 3, 2, 0]
    assert fixed.ascending(np.array([2**48, 2**32, 2**16, 2**48 - 1, 0, 2**62])).tolist() == [4, 2, 1, 3, 0, 5]
    assert fixed.ascending(np.array([], dtype=np.int64)).tolist() == []
    assert fixed.whole_weights([Fraction(1, 2), Fraction(1, 3), Fraction(2)]) == [3, 2, 12]
    assert fixed.whole_weights([]) == []


def test_halves_behind_the_last_digit_at_every_size() -> None:
    """Scaled by a power of ten, many of these floats lie beside the half that their decimals are."""
    for digits, cut in ((12, 13), (14, 15)):
        decimals = [
            Decimal(n * 10 + 5).scaleb(-e)
            for e in range(-6, 36)
            for n in range(10 ** (cut - 2) + 17, 10 ** (cut - 1), 10 ** (cut - 1) // 23)
        ]
        with localcontext() as context:
            context.prec, context.rounding = digits, ROUND_HALF_UP
            expected = [float(+value) for value in decimals]
        assert fixed.canonical(floats(decimals), digits).tolist() == expected
        assert fixed.canonical(-floats(decimals), digits).tolist() == [-value for value in expected]
    units = np.array([n * 10 + 5 for n in range(10**11 + 17, 10**12, 10**12 // 997)])
    for power in (2, 3, 4, 6):
        got = fixed.rounded(units / 10.0**power, 0.0, lambda i, p=power: Fraction(int(units[i]), 10**p), digits=power - 1)
        assert (got == units // 10 + 1).all()


@pytest.mark.parametrize(
    ("approx", "error", "exactly", "settled"),
    [
        (123456789012.45, 0.1, "123456789012.52", 123456789013.0), (1234.56789012449, 1e-9, "1234.567890125", 1234.56789013),
        (12345678901244.0, 10.0, "12345678901251", 12345678901300.0), (-1234.56789012449, 1e-9, "-1234.567890125", -1234.56789013),
        (123456789012.45, 0.01, "0", 123456789012.0),  # near enough to be sure: nobody asks
    ],
)  # fmt: skip
def test_what_is_near_a_half_by_its_error_is_asked_for(approx: float, error: float, exactly: str, settled: float) -> None:
    assert fixed.settled(np.array([approx]), np.array([error]), lambda _: Fraction(exactly)).tolist() == [settled]


def test_what_binary_arithmetic_leaves_behind_goes() -> None:
    for noise, decimal in ((0.1 + 0.2, 0.3), (0.47000000000000003, 0.47), (0.9299999999999999, 0.93), (1.6300000000000001, 1.63)):
        assert fixed.canonical([noise, 1.0]).tolist() == [decimal, 1.0]
    assert not np.signbit(fixed.canonical([-0.0])[0])

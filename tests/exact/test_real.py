"""Columns known to within an error against `fractions.Fraction`: every operation, what may be zero, what has no end."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csscore.exact.real import Real, beyond, constant, of, of_units
from csscore.exact.whole import Whole, digits_of, units_of
from tests.exact.test_fixed import floats, significant

NAN = float("nan")
NUMBERS = st.builds(lambda n, e: Decimal(n).scaleb(e), st.integers(-(10**12) + 1, 10**12 - 1), st.integers(-9, 0)) | st.just(
    Decimal(0)
)
TRIPLES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=5)


def held(made: Real, expected: Sequence[Fraction | None], *, ends: bool = True) -> None:
    """Hold a column against exact numbers, missing where there is none: in all that it says of itself."""
    assert len(made) == len(expected)
    assert [made.at(i) for i, value in enumerate(expected) if value is not None] == [one for one in expected if one is not None]
    assert [None if value != value else value for value in made.canonical().tolist()] == [
        None if value is None else significant(value) for value in expected
    ]
    for approx, error, value in zip(made.approx.tolist(), made.error.tolist(), expected, strict=True):
        assert value is None or error == np.inf or abs(Fraction(approx) - value) <= Fraction(error)
    whole = made.whole()
    assert (whole is not None) == ends
    if whole is not None:
        assert [one for one, value in zip(whole.fractions(), expected, strict=True) if value is not None] == [
            value for value in expected if value is not None
        ]


@given(TRIPLES)
@example([(Decimal("0.1"), Decimal("0.2"), Decimal("0.3"))])
@example([(Decimal(2), Decimal(3), Decimal(5)), (Decimal("0.5"), Decimal("0.25"), Decimal(4))])
@example([(Decimal(999999999999), Decimal(999999999998), Decimal("1e-9"))])
def test_arithmetic_is_that_of_fractions(triples: list[tuple[Decimal, ...]]) -> None:
    parts = [[Fraction(value) for value in part] for part in zip(*triples, strict=True)]
    one, other, third = (of(floats(list(part))) for part in zip(*triples, strict=True))
    for do in (operator.add, operator.sub, operator.mul):
        two = [do(a, b) for a, b in zip(*parts[:2], strict=True)]
        held(do(one, other), two)
        for then in (operator.add, operator.sub, operator.mul):
            held(then(do(one, other), third), [then(a, b) for a, b in zip(two, parts[2], strict=True)])
    held(-one, [-a for a in parts[0]])
    held(abs(one), [abs(a) for a in parts[0]])
    held(one.larger(other), [max(a, b) for a, b in zip(*parts[:2], strict=True)])
    sums = [a + b for a, b in zip(*parts[:2], strict=True)]
    quotients = [a / c if c else None for a, c in zip(sums, parts[2], strict=True)]
    held((one + other) / third, quotients, ends=False)
    inverse = [c / a if a else None for a, c in zip(sums, parts[2], strict=True)]
    held(third / (one + other), inverse, ends=False)


def test_a_divisor_that_is_nearly_nothing_is_looked_at() -> None:
    nearly = of(np.array([0.1, 0.1, 0.1, NAN])) + of(np.array([0.2] * 4)) - of(np.array([0.3, 0.3, 0.3, 0.3]))
    plus = nearly + of(np.array([0, 1e-17, -1e-18, 1]))
    held(of(np.array([1.0, 1, 3, 1])) / plus, [None, Fraction(10**17), Fraction(-3 * 10**18), None], ends=False)


def test_a_quotient_beyond_all_floats_is_refused() -> None:
    tiny = of(np.array([0.1])) + of(np.array([0.2])) - of(np.array([0.3])) + of(np.array([1e-200]))
    for size in (1e200, -1e200):
        with pytest.raises(OverflowError):
            (of(np.array([size])) / tiny).canonical()


def test_sums_of_whole_numbers_are_known_to_be_exact() -> None:
    one, other = of(np.array([1.0, 2.0**40])), of(np.array([3.0, -(2.0**40)]))
    for made in (one + other, one - other, one * of(np.array([2.0, 4.0])), one.larger(other), -one):
        assert made.error.tolist() == [0, 0]
    assert (of(np.array([0.3])) - of(np.array([0.3]))).error.tolist() == [0]  # equal decimals
    assert (of(np.array([0.5])) + of(np.array([0.5]))).error[0] > 0
    assert of(np.array([2.0**53])).error[0] > 0


def test_choosing() -> None:
    one, other = of(np.array([1.0, 2.5, NAN])), of(np.array([0.1, 7.0, 3.0]))
    held(one.where(np.array([True, False, False]), other), [Fraction(1), Fraction(7), Fraction(3)])
    held(other.only(np.array([True, False, True])), [Fraction("0.1"), None, Fraction(3)])
    held(other.spread(np.array([2, 0, 0])), [Fraction(3), Fraction("0.1"), Fraction("0.1")])
    assert other.spread(np.array([1])).decimal


def test_constants() -> None:
    held(constant(Fraction(1, 4), 2), [Fraction(1, 4)] * 2)
    held(constant(Fraction(1, 3), 1), [Fraction(1, 3)], ends=False)
    assert constant(Fraction(1, 4), 1).error.tolist() == [0]
    assert constant(Fraction(2**70), 1).units().fractions() == [2**70]
    assert constant(Fraction(1, 3), 1).units().fractions() == [Fraction("0.333333333333")]
    assert constant(Fraction(1, 10), 1).units().fractions() == [Fraction(1, 10)]


def test_units() -> None:
    present = np.array([True, False, True])
    held(of_units(np.array([123, 0, -5]), 2, present), [Fraction("1.23"), None, Fraction("-0.05")])
    held(of_units(np.array([7, 0, 2**53 + 1]), 0, present), [Fraction(7), None, Fraction(2**53 + 1)])
    assert of_units(np.array([7, 0, 9]), 0, present).error[[0, 2]].tolist() == [0, 0]
    assert of_units(np.array([7, 0, 9]), 1, present).error[0] > 0


def test_sums_of_more_digits_than_are_kept() -> None:
    long = of(np.array([123456789012.0, 123456789012.0, 100.0, 1.0])) + of(np.array([0.5, 0, 0.5, NAN]))
    assert list(beyond(long)) == [(0, Fraction("123456789012.5"))]
    assert list(beyond(of(np.array([1.0])) / of(np.array([3.0])))) == []


def test_whole_columns() -> None:
    one, other = Whole.of(np.array([1.25, NAN, 3.0])), Whole(np.array([5, 70, 900]), 1)
    assert (one.units.tolist(), one.digits) == ([125, 0, 300], 2)
    assert (one + other).fractions() == [Fraction("1.75"), 7, 93]
    assert (one * other).fractions() == [Fraction("0.625"), 0, 270]
    assert one.larger(other).fractions() == [Fraction("1.25"), 7, 90]
    assert (abs(-one)).fractions() == one.fractions()
    assert one.select(np.array([2, 0])).fractions() == [3, Fraction("1.25")]
    assert one.where(np.array([True, False, False]), other).fractions() == [Fraction("1.25"), 7, 90]
    assert Whole.constant(Fraction(1, 3), 2) is None
    assert Whole.constant(Fraction(-1, 8), 2).fractions() == [Fraction(-1, 8)] * 2


def test_whole_columns_beyond_64_bits() -> None:
    large = Whole(np.array([2**62 - 1, -3]), 0)
    assert (large + large).fractions() == [2**63 - 2, -6]
    assert (Whole(np.array([2**62]), 0) + Whole(np.array([2**62]), 0)).fractions() == [2**63]
    assert (large * large).fractions() == [(2**62 - 1) ** 2, 9]
    assert (large + Whole(np.array([1, 1]), 30)).fractions() == [2**62 - 1 + Fraction(1, 10**30), -3 + Fraction(1, 10**30)]


@pytest.mark.parametrize(
    ("values", "units", "digits"),
    [
        ([1.25, 3.0], [125, 300], 2), ([7.0, -20.0], [7, -20], 0), ([1e16], [10**16], 0), ([0.1, 1e-20], [10**19, 1], 20),
        ([999999999999999.0], [10**15 - 1], 0), ([2e20], [2 * 10**20], 0), ([1.0] * 300 + [0.5], [10] * 300 + [5], 1),
        ([99999999999999.5, 0.25], [9999999999999950, 25], 2),
    ],
)  # fmt: skip
def test_units_of_a_column(values: list[float], units: list[int], digits: int) -> None:
    found, decimals = units_of(np.array(values))
    assert (found.tolist(), decimals) == (units, digits)


def test_digits_after_the_point() -> None:
    numbers = ("12", "1/8", "12.50", "1/3", "1/1024", "1/1000", "3/2500")
    assert [digits_of(Fraction(text)) for text in numbers] == [0, 3, 1, None, 10, 3, 4]

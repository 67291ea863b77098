"""Numbers with more digits than are kept: what ends is refused, what goes on for ever and what floating point adds is not."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from csscore.exact.ending import ends_beyond
from csscore.exact.precision import lost
from csscore.read.numbers import numbers


def column(*cells: object) -> np.ndarray:
    return np.array([*cells, None], dtype=object)


@pytest.mark.parametrize(
    "cell",
    [
        "1234567890.123", 1234567890.123, "123456789012.34", 123456789012.34, "1234567890123", 1234567890123,
        "1234567890123.45", "123456789.01234", "¥1,234,567,890.123", "12345.67890123万", "123456789.012345", "0.1234567890123",
    ],
)  # fmt: skip
def test_what_ends_is_refused_from_the_first_digit_lost(cell: object) -> None:
    found = numbers(column(cell, "5"), unit="money")
    assert [refused.code for refused in found.refused] == ["P280"]
    assert np.isnan(found.values[0])
    assert found.values[1] == 5


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("123456789.012", 123456789.012), ("1200000000000000", 1.2e15), (123456789012, 123456789012.0),
        (0.1 + 0.2, 0.3), (123456789.12000002, 123456789.12), (123456789.000002, 123456789.000002),  # noise behind the digits
        (20 / 21, 0.952380952380952), ("0.95238095238095238095", 0.952380952380952), (1234567 / 89, 13871.5393258427),
        ("33.333333333333336", 33.3333333333333), (1e-20 / 3, 3.33333333333333e-21),
    ],
)  # fmt: skip
def test_what_loses_nothing_that_counts_is_read(cell: object, value: float) -> None:
    found = numbers(column(cell))
    assert found.refused == ()
    assert found.values[0] == pytest.approx(value, rel=1e-14)


def test_a_quotient_that_ends_early_by_chance_is_known_by_its_neighbours() -> None:
    early = 0.1234567890123
    assert lost(np.array([early])).tolist() == [0]
    assert lost(np.array([early, 20 / 21, np.nan])).tolist() == []
    assert lost(np.array([1234567890.123, 20 / 21])).tolist() == [0]


def test_percentages_and_durations() -> None:
    assert numbers(column("95.2380952380952%"), unit="percent").refused == ()
    assert numbers(column(38.5 / 86400), unit="seconds").refused == ()


@pytest.mark.parametrize(
    ("number", "beyond"),
    [("999999999999", False), ("9999999999999", True), ("99999999999.91", True), ("1/3", False), ("0.1234567890123", False)],
)
def test_exact_sums(number: str, beyond: bool) -> None:
    assert ends_beyond(Fraction(number)) is beyond

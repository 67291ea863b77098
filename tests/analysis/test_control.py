"""The individuals chart: limits of published examples, and that a reading means what it says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.analysis.control import LEAST, reading

NIST = ["49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1"]
"""NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: centre 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041."""


def numbers(*texts: str) -> list[Fraction | None]:
    return [Fraction(text) for text in texts]


def follows(count: int, *gaps: int) -> list[bool]:
    return [at > 0 and at not in gaps for at in range(count)]


def read(values: list[Fraction | None], *gaps: int):
    return reading(values, follows(len(values), *gaps))


def test_the_example_of_the_nist_handbook() -> None:
    """It uses 3 / 1.128 = 2.6596 where Wheeler rounds to 2.66: a difference of 0.001."""
    found = read(numbers(*NIST))
    assert found is not None
    assert found.mean == Fraction("50.81")
    assert found.jump / Fraction("3.27") == Fraction("16.9") / 9  # the mean moving range, 1.8778
    assert float(found.low) == pytest.approx(45.8159, abs=0.001)
    assert float(found.high) == pytest.approx(55.8041, abs=0.001)
    assert (found.sign, found.periods, found.latest) == ("usual", 10, Fraction("52.1"))


def test_limits_by_hand() -> None:
    """Mean 11.8, moving ranges 2 2 2 2: 11.8 ± 5.32, and a jump of 6.54."""
    found = read(numbers("11", "13", "11", "13", "11"))
    assert found is not None
    assert (found.mean, found.low, found.high, found.jump) == (
        Fraction("11.8"), Fraction("6.48"), Fraction("17.12"), Fraction("6.54"),
    )  # fmt: skip
    assert (found.latest, found.change, found.sign) == (11, -2, "usual")


@pytest.mark.parametrize(
    ("values", "sign"),
    [
        (("10", "10", "10", "10", "10", "20"), "above"),  # mean 11.67, mR̄ 2: at most 16.99
        (("10", "10", "10", "10", "10", "0"), "below"),  # mean 8.33, mR̄ 2: at least 3.01
        (("10", "10", "10", "10", "10"), "usual"),
        (("12", "14", "16", "18", "20", "18", "16", "14", "16", "18", "20", "11"), "fall"),
        (("20", "18", "16", "14", "12", "14", "16", "18", "16", "14", "12", "21"), "rise"),
    ],
)
def test_signs(values: tuple[str, ...], sign: str) -> None:
    """The fall: mean 16.08, mR̄ 29/11 = 2.64, limits 9.07 to 23.10, a jump of 8.62; 11 is inside, and 9 too far at once."""
    found = read(numbers(*values))
    assert found is not None
    assert found.sign == sign
    if sign in {"rise", "fall"}:
        assert found.low < found.latest < found.high
        assert (found.jump, abs(found.change)) == (Fraction(29, 11) * Fraction("3.27"), 9)


def test_eight_on_one_side_are_a_shift() -> None:
    found = read(numbers("1", "3", "1", "3", "1", "3", "1", "5", "4", "5", "4", "5", "4", "5", "4"))
    assert found is not None
    assert found.sign == "shift_up"


def test_fewer_than_five_say_nothing() -> None:
    assert LEAST == 5
    assert read(numbers("1", "2", "3", "4")) is None
    assert read([None, *numbers("1", "2", "3", "4")]) is None
    assert read([*numbers("1", "2", "3", "4", "5"), None]) is None


def test_only_the_stretch_without_a_break_counts() -> None:
    values = numbers("99", "11", "13", "11", "13", "11")
    broken = read(values, 1)
    assert broken == read(values[1:])
    assert broken is not None
    assert broken.periods == 5
    assert read([*values[:1], None, *values[1:]]) == broken


@given(
    st.lists(st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False), min_size=5, max_size=30),
    st.integers(1, 1000),
)
def test_shifting_and_stretching_changes_nothing(values: list, factor: int) -> None:
    plain = read([Fraction(value) for value in values])
    moved = read([Fraction(value) * factor + 7 for value in values])
    assert plain is not None
    assert moved is not None
    assert moved.sign == plain.sign
    assert moved.high == plain.high * factor + 7
    assert plain.low <= plain.mean <= plain.high

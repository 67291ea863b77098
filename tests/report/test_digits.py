"""Columns of texts say what the plain functions say, one number at a time."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.exact.fixed import MISSING, text, value_text
from csscore.report.digits import fixed_texts, float_texts

UNITS = st.one_of(st.just(MISSING), st.integers(-(2**62), 2**62), st.integers(-1000, 1000))
DECIMALS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**7), max_value=10**7),
    st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-1, max_value=1),
    st.builds(lambda m, e: Decimal(m).scaleb(e), st.integers(-(10**12), 10**12), st.integers(-20, 8)),
)


@given(st.lists(UNITS, min_size=1, max_size=40), st.integers(0, 8))
def test_fixed_numbers_are_written_as_text_writes_them(units: list[int], digits: int) -> None:
    written = fixed_texts(np.array(units, dtype=np.int64), digits).tolist()
    assert written == ["" if unit == MISSING else text(unit, digits) for unit in units]


@given(st.lists(st.one_of(st.none(), DECIMALS), min_size=1, max_size=40), st.sampled_from([0, 2]))
def test_canonical_numbers_are_written_as_value_text_writes_them(decimals: list[Decimal | None], least: int) -> None:
    values = np.array([np.nan if d is None else float(d) + 0.0 for d in decimals])
    written = float_texts(values, least=least).tolist()
    assert written == ["" if np.isnan(value) else value_text(value, least_digits=least) for value in values.tolist()]


@pytest.mark.parametrize(
    ("value", "least", "expected"),
    [
        (0.1, 0, "0.1"),
        (128400.0, 2, "128400.00"),
        (0.5, 2, "0.50"),
        (12.345, 2, "12.345"),
        (1e-7, 0, "0.0000001"),
        (123456789012000.0, 0, "123456789012000"),
        (-3.25, 0, "-3.25"),
        (0.0, 0, "0"),
        (0.000000000123456789012, 0, "0.000000000123456789012"),
    ],
)
def test_known_texts(value: float, least: int, expected: str) -> None:
    assert float_texts(np.array([value]), least=least).tolist() == [expected]


def test_very_large_beside_very_small_is_still_exact() -> None:
    values = np.array([0.000000000123, 98765432109800.0, 0.25, np.nan])
    assert float_texts(values).tolist() == ["0.000000000123", "98765432109800", "0.25", ""]

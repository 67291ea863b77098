"""Stretches of days: their names, and what comes before and after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.read.spans import parsed, span


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("2026-03", "2026-02", "2026-04"),
        ("2026-01", "2025-12", "2026-02"),
        ("2024-02", "2024-01", "2024-03"),
        ("2026-Q1", "2025-Q4", "2026-Q2"),
        ("2026", "2025", "2027"),
        ("2026-03-01", "2026-02-28", "2026-03-02"),
        ("2026-03-02..2026-03-08", "2026-02-23..2026-03-01", "2026-03-09..2026-03-15"),
        ("2026-02-26..2026-03-25", "2026-01-26..2026-02-25", "2026-03-26..2026-04-25"),  # months that begin on the 26th
        ("2026-01-01..2026-06-30", "2025-07-01..2025-12-31", "2026-07-01..2026-12-31"),
        ("2026-03-01..2026-03-31", "2026-02", "2026-04"),
        ("0001-01", None, "0001-02"),
        ("9998", "9997", None),
    ],
)
def test_before_and_after(text, before, after):
    here = parsed(text)
    assert [None if other is None else other.text for other in (here.before(), here.after())] == [before, after]


@pytest.mark.parametrize("text", ["2026-13", "2026-02-30", "三月", "2026-03-05..2026-03-01", ""])
def test_no_span(text):
    assert parsed(text) is None


DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 800))
def test_the_span_after_follows_without_a_gap(first, length):
    here = span(first, first + timedelta(days=length))
    for earlier, later in ((here, here.after()), (here.before(), here)):
        if earlier is not None and later is not None:
            assert later.first - earlier.last == timedelta(days=1)


@given(DAYS, st.integers(0, 800))
def test_a_name_names_its_days(first, length):
    here = span(first, first + timedelta(days=length))
    assert parsed(here.text).days == here.days

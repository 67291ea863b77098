"""What an earlier result says to conditions over several periods."""

from __future__ import annotations

from typing import Any

import numpy as np

from csscore.measure.evaluate import number, truth
from csscore.measure.previous import PreviousScope, numbers_of
from csscore.problems import Problems
from csscore.read.history import Earlier
from csscore.read.spans import span_of
from csscore.scheme.expression import parse

SCHEME = """
params: {goal: 90}
rank: {within: [group]}
metrics:
  sales: {value: {sum: sales}, unit: money, points: as_is, weight: 50}
  waits: {value: {mean: waits}, better: lower, points: as_is, weight: 50}
"""
COLUMNS = {
    "score": ["90.50", "80", None, "95"], "sales": ["100", "200", "word", "1e16"], "waits": ["30", "20", None, "10"],
    "group": ["x", "x", None, None], "rank": ["1", "2", None, "1"],
}  # fmt: skip


def scope(bench: Any) -> PreviousScope:
    span = span_of("2026-02", Problems())
    result = Earlier(span, "feb.json", "t", dict(zip("abcd", range(4), strict=True)), COLUMNS, ((),) * 4, ((),) * 4)
    return PreviousScope(result, bench.scheme(SCHEME), Problems())


def test_numbers_texts_and_what_is_missing(bench: Any) -> None:
    then = scope(bench)
    assert len(then) == 4
    assert then.has("anything")
    assert list(then.names()) == [*COLUMNS, "goal"]
    assert np.array_equal(then.numbers("score"), [90.5, 80, np.nan, 95], equal_nan=True)
    assert np.array_equal(then.numbers("sales"), [100, 200, np.nan, np.nan], equal_nan=True)  # a word, and too large
    assert then.numbers("goal").tolist() == [90] * 4
    assert np.isnan(then.numbers("nobody")).all()
    assert then.texts("group").tolist() == ["x", "x", None, None]
    assert then.missing("score").tolist() == [False, False, True, False]
    assert then.missing("goal").tolist() == [False] * 4
    assert np.isnat(then.dates("day")).tolist() == [True] * 4
    assert (then.better("sales"), then.better("waits"), then.better("score")) == ("higher", "lower", "higher")


def test_conditions_and_cohorts(bench: Any) -> None:
    then = scope(bench)
    found = truth(parse("score >= goal and waits == best(waits)", None, Problems()), then)
    # the best of a and b waited 20, of those without a group 10
    assert (found.holds.tolist(), found.known.tolist()) == ([False, False, False, True], [True, True, False, True])
    assert number(parse("total(rank)", None, Problems()), then).tolist() == [3, 3, 1, 1]


def test_largest_numbers() -> None:
    given = ["999999999999999", "1000000000000000", "-1000000000000000", None, ""]
    assert np.array_equal(numbers_of(given), [1e15, np.nan, np.nan, np.nan, np.nan], equal_nan=True)

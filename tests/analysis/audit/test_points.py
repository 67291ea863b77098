"""Points that crowd, and metrics that say the same."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from csscore.analysis.audit.points import pearson
from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of

SCHEME = """\
metrics:
  a: {value: a, unit: number, weight: 50, points: {linear: {worst: 0, best: 10}}}
  b: {value: b, unit: number, weight: 50, points: {linear: {worst: 0, best: 10}}}
"""


def agents(a: list[float], b: list[float]) -> str:
    return table_of({f"p{i}": pair for i, pair in enumerate(zip(a, b, strict=True))}, "a", "b")


def test_pearson_by_hand() -> None:
    """x = 1..4 and y = 2, 1, 4, 3: covariance 3/4·…: r = 3/5."""
    assert pearson(np.array([1, 2, 3, 4]), np.array([2, 1, 4, 3])) == Fraction(3, 5)
    assert pearson(np.array([1, 2, 3, 4]), np.array([4, 3, 2, 1])) == -1
    assert pearson(np.array([1, 2, 3]), np.array([5, 5, 5])) is None


def test_most_people_at_the_top(tmp_path: Path) -> None:
    said = audited(tmp_path, SCHEME, agents([12, 11, 10, 9, 1, 4], [1, 2, 3, 4, 6, 5]))
    found = finding(said, "points-top")
    assert (found.grade, found.about, found.figures) == ("look", "a", {"people": "3", "of": "6", "points": "100.0000"})
    assert "9.5" in found.advice.en  # the median of 12, 11, 10, 9, 4, 1


def test_most_people_at_the_bottom(tmp_path: Path) -> None:
    said = audited(tmp_path, SCHEME, agents([-1, -2, 0, 9, 1, 4], [1, 2, 3, 4, 6, 5]))
    assert finding(said, "points-bottom").figures["people"] == "3"


def test_two_that_say_the_same(tmp_path: Path) -> None:
    said = audited(tmp_path, SCHEME, agents([1, 2, 3, 4, 5, 6], [1.1, 2, 3.1, 4, 5.2, 6]))
    found = finding(said, "points-redundant")
    assert found.about == "a, b"
    assert Fraction(found.figures["spearman"]) == 1
    (pair,) = rows(table(said, "points", "correlations"))
    assert Fraction(99, 100) < pair["pearson"] < 1


def test_two_that_pull_against_each_other(tmp_path: Path) -> None:
    said = audited(tmp_path, SCHEME, agents([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1.5]))
    assert finding(said, "points-opposed").figures["spearman"] == "-1"


def test_correlations_of_few_people_are_not_told(tmp_path: Path) -> None:
    said = audited(tmp_path, SCHEME, agents([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]))
    assert keys(said, "points") == ["points-fine"]

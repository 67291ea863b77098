"""Points as formulas of a workbook: each rule's formula, worked out, gives what a calculation by hand gives."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from tests.formulas import ValueSheet
from tests.score.people import chosen


def given(yaml: str, values: Sequence[Any], *, better: str = "higher", **cells: Any) -> list[str]:
    """Return the points of each by the rule's formula."""
    found = []
    for value in values:
        sheet = ValueSheet(value, values, higher=better == "higher", **cells)
        points = sheet.result(chosen(yaml).rule.to_formula(sheet))
        found.append(points if isinstance(points, str) else f"{float(points):.4f}".rstrip("0").rstrip("."))
    return found


CASES = [
    # at and beyond both ends, and between them
    ("minmax", "higher", [10, 20, 40], "0 33.3333 100"),
    ("minmax", "lower", [10, 20, 40], "100 66.6667 0"),
    ("minmax", "higher", [7, 7], "100 100"),
    ("minmax", "lower", [7, 7], "100 100"),
    ("{linear: {worst: 250, best: 300}}", "higher", [200, 250, 275, 300, 320], "0 0 50 100 100"),
    ("{linear: {worst: 60, best: 15}}", "lower", [60, 15, 30, 90], "0 100 66.6667 0"),
    ("{linear: {worst: 90%, best: 100%, clamp: false}}", "higher", [0.85, 1.1], "-50 200"),
    ("{curve: [[20, 100], [40, 60], [60, 0]]}", "lower", [10, 20, 25, 40, 50, 60, 99], "100 100 90 60 30 0 0"),
    ("best_share", "higher", [50, 40, 0], "100 80 0"),
    ("best_share", "lower", [20, 40, 50], "100 50 40"),
    ("best_share", "higher", [0, 0], "100 100"),
    # better than 2, 0 and 0 of 2, half of those tied; alone: full marks
    ("rank", "higher", [30, 20, 10], "100 50 0"),
    ("rank", "lower", [30, 20, 20], "0 75 75"),
    ("rank", "higher", [30], "100"),
    ("percentile", "higher", [40, 30, 20, 10], "87.5 62.5 37.5 12.5"),
    ("percentile", "lower", [40, 30, 30, 10], "12.5 50 50 87.5"),
    # places 1, 2-3 shared: (90 + 60) ÷ 2, and those from the third on
    ("{rank: {1: 100, 2: 90, else: 60}}", "higher", [9, 8, 8, 7], "100 75 75 60"),
    ("{rank: {1: 100, 2-3: 80, else: 60}}", "higher", [9, 9, 8, 7, 6], "90 90 80 60 60"),
    # mean 40, deviation 10
    ("{zscore: {centre: 60, spread: 15}}", "higher", [30, 50, 30, 50], "45 75 45 75"),
    ("{zscore: {centre: 60, spread: 15}}", "lower", [30, 50, 30, 50], "75 45 75 45"),
    ("{zscore: {centre: 60, spread: 15, clip: [50, 70]}}", "higher", [30, 50], "50 70"),
    ("{zscore: {centre: 60, spread: 15}}", "higher", [5, 5], "60 60"),
    ("{attainment: {target: 95%, cap: 120}}", "higher", [0.95, 0.475, 2, 0], "100 50 120 0"),
    ("{attainment: {target: 95%}}", "higher", [1.9], "200"),
    ("{attainment: {target: 30, cap: 120}}", "lower", [30, 60, 20, 0, 27], "100 50 120 120 111.1111"),
    ("{attainment: {target: 30}}", "lower", [0, 60], "100 50"),
    ("{attainment: {target: 0}}", "lower", [0, 5], "100 0"),
    ('{bands: {">=55%": 100, ">=50%": 80, ">=45%": 60, else: 50}}', "higher", [0.56, 0.55, 0.5499, 0.5, 0.45, 0.44], "100 100 80 80 60 50"),
    ("{bands: {'25<x<30': 1, '==30': 2, '>40': 3, '40>=x>=35': 4}}", "higher", [25, 26, 30, 29, 31, 40, 41, 35, 34], " 1 2 1  4 3 4 "),
    ("{deduct: {target: 30, points: 2, step: 5}}", "lower", [30, 20, 31, 35, 41], "100 100 99.6 98 95.6"),
    ("{deduct: {target: 30, points: 2, step: 5, partial: up}}", "lower", [30, 31, 35, 41], "100 98 98 94"),
    ("{deduct: {target: 30, points: 2, step: 5, partial: down}}", "lower", [30, 31, 35, 41], "100 100 98 96"),
    ("{deduct: {target: 90%, points: 3, step: 1%, floor: 40}}", "higher", [0.95, 0.9, 0.88, 0.5], "100 100 94 40"),
    ("{deduct: {target: 30, points: 10, step: 1, full: 50}}", "lower", [31, 36], "40 0"),
    ("{levels: {优: 100, 良: 80, else: 60}}", "higher", ["优", "良", "差"], "100 80 60"),
    ("{levels: {优: 100, 良: 80}}", "higher", ["优", "良", "差"], "100 80 "),
    ("as_is", "higher", [87.12345, -3], "87.1235 -3"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "better", "values", "expected"), CASES)
def test_a_formula_gives_the_points(rule: str, better: str, values: Sequence[Any], expected: str) -> None:
    assert given(rule, values, better=better) == expected.split(" ")


def test_a_target_of_each_person() -> None:
    assert given("{attainment: {target: goal}}", [45], goal=60) == ["75"]
    assert given("{attainment: {target: goal}}", [45], goal=0) == [""]
    assert given("{attainment: {target: goal}}", [45], goal="") == [""]
    assert given("{deduct: {target: goal, points: 2, step: 5}}", [50], goal=60) == ["96"]
    assert given("{deduct: {target: goal, points: 2, step: 5}}", [50], goal="") == [""]


def said(yaml: str, value: Any = 1) -> bool:
    return chosen(yaml).rule.to_formula(ValueSheet(value, [value], higher=True)) is not None


@pytest.mark.parametrize(
    ("most", "rule", "line"),
    [
        (60, "{bands: {…}}", "'=={0}': {0}"),
        (60, "{curve: […]}", "[{0}, {0}]"),
        (60, "{levels: {…}}", "w{0}: {0}"),
        (40, "{rank: {…}}", "{0}: {1}"),
    ],
)
def test_what_is_too_long_for_a_cell_is_no_formula(most: int, rule: str, line: str) -> None:
    def lines(count: int) -> str:
        numbered = [line.format(i, 100 - i) for i in range(1, count + 1)]
        return rule.replace("…", ", ".join([*numbered[:-1], "else: 0"] if "rank" in rule else numbered))

    assert said(lines(most))
    assert not said(lines(most + 1))


def test_what_a_sheet_does_not_know_is_no_formula() -> None:
    assert not said("{attainment: {target: goal}}")
    assert not said("{deduct: {target: goal, points: 1, step: 1}}")
    assert not said("{formula: a + b}")
    sheet = ValueSheet(Fraction(3), [3], higher=True)
    sheet.cells["a"] = Fraction("41.00005")
    assert sheet.result(chosen("{formula: a}").rule.to_formula(sheet)) == Fraction("41.0001")

"""What points rules declare of themselves: between which points they stay, what they tell apart, what they read."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import pytest

from csscore.scheme.ranges import Range
from csscore.score.points.base import Points
from tests.score.people import chosen

ANY = Range()
SHARES = Range((Fraction(0), 0), (Fraction(1), 1))
BELOW = Range((Fraction(-5), 0), (Fraction(5), 1))
REACHES = [  # of values, better, the least and the most points; None: no end
    ("minmax", ANY, "higher", 0, 100), ("rank", ANY, "higher", 0, 100), ("percentile", ANY, "lower", 0, 100),
    ("{rank: {1: 100, 2: 90, else: 60}}", ANY, "higher", 60, 100),
    ("{linear: {worst: 0, best: 10}}", ANY, "higher", 0, 100), ("{linear: {worst: 0, best: 10, clamp: false}}", ANY, "higher", None, None),
    ("best_share", SHARES, "higher", 0, 100), ("best_share", BELOW, "higher", None, 100),
    ("{curve: [[20, 100], [40, 30], [60, 50]]}", ANY, "lower", 30, 100),
    ("{attainment: {target: 1, cap: 120}}", SHARES, "higher", 0, 120), ("{attainment: {target: 1, cap: 120}}", BELOW, "higher", None, 120),
    ("{attainment: {target: 1}}", BELOW, "lower", 0, None),
    ("{bands: {'>=1': -10, '>=0': 20, else: 5}}", ANY, "higher", -10, 20), ("{levels: {优: 100, 良: 80, 差: -5}}", ANY, "higher", -5, 100),
    ("{deduct: {target: 1, points: 2, step: 5}}", ANY, "lower", 0, 100), ("{deduct: {target: 1, points: 2, step: 5, floor: 40, full: 50}}", ANY, "lower", 40, 50),
    ("{zscore: {centre: 60, spread: 15}}", ANY, "higher", None, None), ("{zscore: {centre: 60, spread: 15, clip: [20, 90]}}", ANY, "higher", 20, 90),
    ("as_is", SHARES, "higher", 0, 1),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "values", "better", "least", "most"), REACHES)
def test_between_which_points_a_rule_stays(rule: str, values: Range, better: str, least: int | None, most: int | None) -> None:
    found = chosen(rule).rule.reach(values, better)
    assert found.low == ((-inf, 0) if least is None else (least, 0))
    assert found.high == ((inf, 1) if most is None else (most, 1))


@pytest.mark.parametrize(
    ("rule", "relative", "banded"),
    [
        ("minmax", True, False), ("rank", True, False), ("percentile", True, False), ("best_share", True, False),
        ("{zscore: {centre: 60, spread: 15}}", True, False), ("{linear: {worst: 0, best: 10}}", False, False),
        ("{curve: [[0, 0], [1, 1]]}", False, False), ("{attainment: {target: 1}}", False, False), ("{bands: {'>=1': 1, else: 0}}", False, True),
        ("{deduct: {target: 1, points: 2, step: 5}}", False, False), ("as_is", False, False),
    ],
)  # fmt: skip
def test_whether_others_or_bands_decide(rule: str, relative: bool, banded: bool) -> None:
    assert (chosen(rule).rule.relative, chosen(rule).rule.banded) == (relative, banded)


def test_a_rule_that_declares_nothing_is_unknown() -> None:
    rule = Points()
    assert (rule.relative, rule.banded, rule.takes_words, rule.told_apart(), rule.lines()) == (None, None, False, None, ())
    assert rule.reach(SHARES, "higher") == ANY


def test_words_from_the_least_to_the_most() -> None:
    assert chosen("{levels: {优: 100, 差: -5, 良: 80, else: 0}}").rule.told_apart() == ("差", "良", "优")
    assert chosen("{levels: {优: 100}}").rule.takes_words
    assert not chosen("minmax").rule.takes_words


def test_targets_of_each_person_are_read() -> None:
    for rule in ("{attainment: {target: goal}}", "{deduct: {target: goal, points: 1, step: 1}}"):
        assert (chosen(rule).rule.names(), chosen(rule).rule.figures()) == (("goal",), ("goal",))
    assert chosen("{attainment: {target: 5}}").rule.names() == ()


@pytest.mark.parametrize(
    ("rule", "unit", "better", "words"),
    [
        ("minmax", "number", "higher", "the highest of the cohort 100, the lowest 0, the others in proportion"),
        ("minmax", "number", "lower", "the lowest of the cohort 100, the highest 0, the others in proportion"),
        ("{linear: {worst: 90%, best: 100%}}", "percent", "higher", "90% is worth 0, 100% 100, in proportion between, never below 0 nor above 100"),
        ("{linear: {worst: 60, best: 15, clamp: false}}", "seconds", "lower", "60 s is worth 0, 15 s 100, in proportion between, open at both ends"),
        ("{curve: [[20, 100], [40, 60.5]]}", "seconds", "lower", "20 s: 100, 40 s: 60.5, in proportion between, flat outside"),
        ("best_share", "number", "higher", "value ÷ the cohort's highest × 100"), ("best_share", "number", "lower", "the cohort's lowest ÷ value × 100"),
        ("rank", "number", "higher", "by place (highest first), evenly from 100 to 0, ties averaged"),
        ("{rank: {1: 100, 2-3: 90, else: 60}}", "number", "higher", "by place (highest first): 1: 100; 2-3: 90; else: 60; ties averaged"),
        ("{zscore: {centre: 60, spread: 15}}", "number", "higher", "the cohort's mean is worth 60, each standard deviation above it 15 more"),
        ("{zscore: {centre: 60, spread: 15, clip: [20, 90]}}", "number", "lower", "the cohort's mean is worth 60, each standard deviation below it 15 more, from 20 to 90"),
        ("{attainment: {target: 95%, cap: 120}}", "percent", "higher", "value ÷ target 95% × 100, at most 120"),
        ("{attainment: {target: goal}}", "number", "lower", "target 'goal' ÷ value × 100"),
        ("{bands: {'>=55%': 100, '50%<=x<55%': 80, else: 50}}", "percent", "higher", "≥55%: 100; 50%≤x<55%: 80; else: 50"),
        ("{deduct: {target: 30, points: 2, step: 5}}", "seconds", "lower", "100, less 2 for each 5 s above the target 30 s (a part of a step in proportion), at least 0"),
        ("{deduct: {target: 90%, points: 3, step: 1%, floor: 40, full: 80, partial: down}}", "percent", "higher", "80, less 3 for each 1 percentage point below the target 90% (a part of a step is free), at least 40"),
        ("{levels: {优: 100, else: 60}}", "number", "higher", "优: 100; else: 60"), ("{formula: x * 2}", "number", "higher", "formula x * 2 (x is the value)"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: str, unit: str, better: str, words: str) -> None:
    assert chosen(rule).rule.words(unit, better).en == words

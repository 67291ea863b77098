"""Every points rule: its formula by hand, its edges (one agent, all equal, missing, lower is better), its boundaries."""

from __future__ import annotations

import pytest

from csscore.problems import Problems
from tests.score.people import chosen, codes, only, points

RELATIVE = (
    "minmax",
    "rank",
    "percentile",
    "best_share",
    "{zscore: {centre: 60, spread: 15}}",
    "{rank: {1: 100, 2: 90, else: 60}}",
)
CONSTANT = {"minmax": "100.0000", "rank": "50.0000", "percentile": "50.0000", "best_share": "100.0000"}


def test_minmax() -> None:
    assert points("minmax", [10, 20, 40]) == ["0.0000", "33.3333", "100.0000"]
    assert points("minmax", [10, 20, 40], better="lower") == ["100.0000", "66.6667", "0.0000"]
    assert points("minmax", [0.1, 0.2, 0.3]) == ["0.0000", "50.0000", "100.0000"]


def test_minmax_with_one_and_with_equals() -> None:
    assert points("minmax", [7]) == ["100.0000"]
    assert points("minmax", [7, 7, None]) == ["100.0000", "100.0000", None]


def test_minmax_looks_at_the_reference_and_keeps_outsiders_within_bounds() -> None:
    assert points("minmax", [10, 30, 50, 20], reference=[True, True, False, True]) == [
        "0.0000",
        "100.0000",
        "100.0000",
        "50.0000",
    ]
    assert points("minmax", [10, 10, 50, 5], reference=[True, True, False, False]) == [
        "100.0000",
        "100.0000",
        "100.0000",
        "0.0000",
    ]


def test_linear_nice_style() -> None:
    # NICE and Verint: 100 · (value - worst) / (best - worst), clamped
    rule = "{linear: {worst: 90%, best: 100%}}"
    assert points(rule, [0.90, 0.95, 1.0, 0.85, 1.1, 0.9333]) == [
        "0.0000",
        "50.0000",
        "100.0000",
        "0.0000",
        "100.0000",
        "33.3000",
    ]
    assert points("{linear: {worst: 60s, best: 15s}}", [60, 15, 30, 90], better="lower") == [
        "0.0000",
        "100.0000",
        "66.6667",
        "0.0000",
    ]
    assert points("{linear: {worst: 90%, best: 100%, clamp: false}}", [0.85, 1.1]) == ["-50.0000", "200.0000"]


def test_linear_s13_daily_services() -> None:
    # S-13: 300 or more full marks, 250 to 300 linear, below 250 nothing
    assert points("{linear: {worst: 250, best: 300}}", [250, 275, 300, 320, 200]) == [
        "0.0000",
        "50.0000",
        "100.0000",
        "100.0000",
        "0.0000",
    ]


def test_bands_first_match_wins() -> None:
    rule = '{bands: {">=55%": 100, ">=50%": 80, ">=45%": 60, else: 50}}'
    assert points(rule, [0.56, 0.55, 0.5499, 0.50, 0.45, 0.44]) == [
        "100.0000", "100.0000", "80.0000", "80.0000", "60.0000", "50.0000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "bound", "inside", "outside"),
    [
        ("{bands: {'>=0.55': 1, else: 0}}", 0.55, 0.550000000001, 0.549999999999),
        ("{bands: {'x<=25': 1, else: 0}}", 25.0, 24.9999999999, 25.0000000001),
        ("{bands: {'0.1<=x<=0.3': 1, else: 0}}", 0.3, 0.299999999999, 0.300000000001),
        ("{bands: {'30%>=X': 1, else: 0}}", 0.3, 0.299999999999, 0.300000000001),
    ],
)
def test_a_bound_belongs_to_its_band_to_the_last_digit(rule: str, bound: float, inside: float, outside: float) -> None:
    assert points(rule, [inside, bound, outside], digits=0) == ["1", "1", "0"]


def test_an_open_bound_does_not() -> None:
    assert points("{bands: {'T>40': 1, else: 0}}", [40.0000000001, 40, 39.9999999999], digits=0) == ["1", "0", "0"]
    assert points("{bands: {'25<x<30': 1, '==30': 2, else: 0}}", [25, 25.0000000001, 30, 29.9999999999], digits=0) == [
        "0",
        "1",
        "2",
        "1",
    ]


def test_bands_take_the_signs_that_people_type() -> None:
    rule = "{bands: {'x≥99％': 3, '0.99 > Z =>97%': 2, '响应＜97%': 1}}"
    assert points(rule, [0.99, 0.98, 0.97, 0.5], digits=0) == ["3", "2", "2", "1"]


def test_bands_may_give_negative_points_and_more_than_100() -> None:
    # S-25: no complaint +10, one -8, two or more -20; a shop that pays 110 for exceeding
    rule = "{bands: {'==0': 10, '==1': -8, '>=2': -20}}"
    assert points(rule, [0, 1, 2, 5], better="lower", digits=0) == ["10", "-8", "-20", "-20"]
    assert points("{bands: {'>=1': 110, else: 80.5}}", [1, 0], digits=1) == ["110.0", "80.5"]


def test_a_value_without_a_band_is_an_error_that_names_it() -> None:
    problems = Problems()
    assert points('{bands: {">=90%": 100, "80%<=x<90%": 80}}', [0.95, 0.5, None], problems=problems, unit="percent") == [
        "100.0000",
        None,
        None,
    ]
    problem = only(problems, "P120")
    assert problem.message.zh == "指标没有任何一档包含这些值：a1（50%）"
    assert problem.message.en == "no band of 指标 holds these values: a1 (50%)"
    assert problem.place.line == 1


def test_curve() -> None:
    rule = "{curve: [[20, 100], [40, 60], [60, 0]]}"
    assert points(rule, [10, 20, 25, 40, 50, 60, 99], better="lower") == [
        "100.0000", "100.0000", "90.0000", "60.0000", "30.0000", "0.0000", "0.0000",
    ]  # fmt: skip


def test_attainment() -> None:
    assert points("{attainment: {target: 95%, cap: 120}}", [0.95, 0.475, 2.0, 0]) == ["100.0000", "50.0000", "120.0000", "0.0000"]
    assert points("{attainment: {target: 95%}}", [1.9]) == ["200.0000"]
    assert points("{attainment: {target: 30, cap: 120}}", [30, 60, 20, 0, 27], better="lower") == [
        "100.0000", "50.0000", "120.0000", "120.0000", "111.1111",
    ]  # fmt: skip
    assert points("{attainment: {target: 30}}", [0], better="lower") == ["100.0000"]


def test_attainment_of_nothing_at_all() -> None:
    # a target of no complaint: reached by none, missed by any
    assert points("{attainment: {target: 0, cap: 100}}", [0, 3], better="lower") == ["100.0000", "0.0000"]


def test_attainment_of_a_column() -> None:
    columns = {"goal": [100, 200, 0, None, 50]}
    problems = Problems()
    assert points("{attainment: {target: goal}}", [50, 50, 50, 50, None], columns=columns, problems=problems) == [
        "50.0000", "25.0000", None, None, None,
    ]  # fmt: skip
    assert (
        only(problems, "P128").message.en
        == "the target 'goal' of 指标 is missing or not above 0; it counts as missing for a2, a3"
    )


@pytest.mark.parametrize(("partial", "expected"), [("exact", "99.5000"), ("up", "99.0000"), ("down", "100.0000")])
def test_deduct_s11_part_of_a_step(partial: str, expected: str) -> None:
    # S-11: 0.1 below 4.5 costs a point; 4.45 is half a step short
    rule = f"{{deduct: {{target: 4.5, step: 0.1, points: 1, partial: {partial}}}}}"
    assert points(rule, [4.45, 4.5, 4.9]) == [expected, "100.0000", "100.0000"]


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        ("down", ["97.0000", "98.0000", "98.0000"]),
        ("up", ["97.0000", "97.0000", "98.0000"]),
    ],
)
def test_deduct_meets_whole_steps_exactly(partial: str, expected: list[str]) -> None:
    # 0.1 + 0.2 short of 0.3 steps: in binary floats (0.95 - 0.92) / 0.01 is not 3
    rule = f"{{deduct: {{target: 95%, step: 1%, points: 1, partial: {partial}}}}}"
    assert points(rule, [0.92, 0.920000000001, 0.93]) == expected


def test_deduct_d10() -> None:
    # S-12 by D-10: 3% short of 50 marks at 2 a percent, 2% short of 20 at 1, 4% short of 10 at half a point
    assert points("{deduct: {target: 95%, step: 1%, points: 2, full: 50}}", [0.92]) == ["44.0000"]
    assert points("{deduct: {target: 90%, step: 1%, points: 1, full: 20}}", [0.88]) == ["18.0000"]
    assert points("{deduct: {target: 90%, step: 1%, points: 0.5, full: 10}}", [0.86]) == ["8.0000"]


def test_deduct_lower_is_better_and_floor() -> None:
    rule = "{deduct: {target: 30s, step: 10s, points: 1, full: 20, floor: 15}}"
    assert points(rule, [30, 45, 75, 500, 10], better="lower") == ["20.0000", "18.5000", "15.5000", "15.0000", "20.0000"]
    for partial in ("up", "down"):
        rule = f"{{deduct: {{target: 0, step: 1, points: 3, partial: {partial}, floor: 10}}}}"
        assert points(rule, [0, 1, 2, 10**14], better="lower") == ["100.0000", "97.0000", "94.0000", "10.0000"]


def test_deduct_from_a_column() -> None:
    problems = Problems()
    rule = "{deduct: {target: goal, step: 1, points: 1}}"
    assert points(rule, [9, 9, 9], columns={"goal": [10, 9, None]}, problems=problems) == ["99.0000", "100.0000", None]
    assert codes(problems) == ["P128"]


def test_rank_s08() -> None:
    # S-08: sales by account, first 100, second 90, third 80, all others 60
    rule = "{rank: {1: 100, 2: 90, 3: 80, else: 60}}"
    assert points(rule, [500, 900, 700, 100, 300]) == ["80.0000", "100.0000", "90.0000", "60.0000", "60.0000"]
    assert points(rule, [900, 900, 700, 100]) == ["95.0000", "95.0000", "80.0000", "60.0000"]
    assert points(rule, [900, 800, 700, 700, 700]) == ["100.0000", "90.0000", "66.6667", "66.6667", "66.6667"]
    assert points(rule, [9, 7, None, 8], better="lower") == ["80.0000", "100.0000", None, "90.0000"]


def test_rank_ranges() -> None:
    rule = "{rank: {1: 100, 2-3: 80, 4–6: 70, else: 0}}"
    assert points(rule, [7, 6, 5, 4, 3, 2, 1], digits=0) == ["100", "80", "80", "70", "70", "70", "0"]
    assert points("{rank: {1: 100, 3: 50, else: 20}}", [3, 2, 1, 0], digits=0) == ["100", "20", "50", "20"]


def test_bare_rank() -> None:
    # 100 · (beaten + half of the tied others) / (n - 1)
    assert points("rank", [10, 20, 30, 40, 50]) == ["0.0000", "25.0000", "50.0000", "75.0000", "100.0000"]
    assert points("rank", [10, 20, 20, 40]) == ["0.0000", "50.0000", "50.0000", "100.0000"]
    assert points("rank", [7]) == ["100.0000"]
    assert points("rank", [1, 2, 3, None], better="lower") == ["100.0000", "50.0000", "0.0000", None]


def test_percentile() -> None:
    # 100 · (beaten + half of the tied, oneself included) / n
    assert points("percentile", [10, 20, 30, 40]) == ["12.5000", "37.5000", "62.5000", "87.5000"]
    assert points("percentile", [10, 20, 20, 40, 50, 60]) == ["8.3333", "33.3333", "33.3333", "58.3333", "75.0000", "91.6667"]
    assert points("percentile", [7]) == ["50.0000"]


def test_places_of_outsiders_are_as_if_they_joined() -> None:
    reference = [True, True, True, False, False]
    values = [10, 20, 30, 25, 30]
    assert points("rank", values, reference=reference) == ["0.0000", "50.0000", "100.0000", "66.6667", "83.3333"]
    assert points("percentile", values, reference=reference) == ["16.6667", "50.0000", "83.3333", "62.5000", "75.0000"]


def test_zscore() -> None:
    # mean 5, population standard deviation 2: the textbook example 2 4 4 4 5 5 7 9
    values = [2, 4, 4, 4, 5, 5, 7, 9]
    rule = "{zscore: {centre: 60, spread: 15, clip: [0, 100]}}"
    assert points(rule, values) == ["37.5000", "52.5000", "52.5000", "52.5000", "60.0000", "60.0000", "75.0000", "90.0000"]
    assert points(rule, values, better="lower")[::7] == ["82.5000", "30.0000"]
    assert points("{zscore: {centre: 60, spread: 30, clip: [20, 95]}}", values)[::7] == ["20.0000", "95.0000"]
    # 1, 2, 4: mean 7/3, variance 14/9
    assert points("{zscore: {centre: 50, spread: 10}}", [1, 2, 4]) == ["39.3096", "47.3274", "63.3631"]


def test_zscore_of_equals_is_the_centre() -> None:
    assert points("{zscore: {centre: 60, spread: 15}}", [3, 3, None]) == ["60.0000", "60.0000", None]
    assert points("{zscore: {centre: 60, spread: 15}}", [3]) == ["60.0000"]


def test_best_share() -> None:
    assert points("best_share", [50, 80, 200, 0]) == ["25.0000", "40.0000", "100.0000", "0.0000"]
    assert points("best_share", [20, 25, 50, None], better="lower") == ["100.0000", "80.0000", "40.0000", None]
    assert points("best_share", [0, 0]) == ["100.0000", "100.0000"]
    assert points("best_share", [0, 3], better="lower") == ["100.0000", "0.0000"]


@pytest.mark.parametrize(("values", "better"), [([-1, -2], "higher"), ([0, -2], "higher"), ([-1, 5], "lower")])
def test_best_share_refuses_to_turn_the_order_round(values: list[int], better: str) -> None:
    problems = Problems()
    assert points("best_share", values, better=better, problems=problems) == [None, None]
    assert codes(problems) == ["P122"]


def test_best_share_of_outsiders_stays_at_most_100() -> None:
    assert points("best_share", [10, 20, 30], reference=[True, True, False]) == ["50.0000", "100.0000", "100.0000"]
    assert points("best_share", [10, 20, 0], reference=[True, True, False], better="lower") == ["100.0000", "50.0000", "100.0000"]


def test_levels() -> None:
    rule = "{levels: {优秀: 100, 良好: 80, 合格: 70, 差: 50}}"
    assert points(rule, ["良好", "优秀", None, "差"]) == ["80.0000", "100.0000", None, "50.0000"]
    assert points("{levels: {A: 100, else: 0}}", ["A", "B"]) == ["100.0000", "0.0000"]
    assert points("{levels: {1: 100, 1.5: 75, 2: 50}}", [1, 2, 1.5, None]) == ["100.0000", "50.0000", "75.0000", None]
    problems = Problems()
    assert points(rule, ["良好", "一般"], problems=problems) == ["80.0000", None]
    assert only(problems, "P121").message.zh == "指标的等级表里没有：a1（一般）"


def test_as_is_rounds_half_away_from_zero() -> None:
    assert points("as_is", [87.5, 0.00005, -0.00005, 1.00004999]) == ["87.5000", "0.0001", "-0.0001", "1.0000"]
    assert points("as_is", [2.5, 3.5, -2.5], digits=0) == ["3", "4", "-3"]


def test_formula() -> None:
    assert points('{formula: "100 - 5 * x"}', [0, 3, None]) == ["100.0000", "85.0000", None]
    assert points('{formula: "60 + 40 * (x - average(x)) / average(x)"}', [50, 100, 150]) == ["40.0000", "60.0000", "80.0000"]
    assert points('{formula: "50 - bad"}', [1, 2], columns={"bad": [3, 0]}) == ["47.0000", "50.0000"]
    assert points('{formula: "100 * best(x) / x"}', [10, 20], better="lower") == ["100.0000", "50.0000"]


def test_a_formula_without_an_outcome_is_said() -> None:
    problems = Problems()
    assert points('{formula: "100 / x"}', [4, 0, None], problems=problems) == ["25.0000", None, None]
    assert only(problems, "P130").message.en == "the formula 100 / x of 指标 gives nothing; it counts as missing for a1 (0)"


def test_words_where_numbers_should_be() -> None:
    problems = Problems()
    assert points("minmax", ["优", "良"], problems=problems) == [None, None]
    assert only(problems, "P129").message.en == "the values of 指标 are words (优); minmax needs numbers"


def test_too_large_to_be_exact() -> None:
    problems = Problems()
    assert points("as_is", [999999999999000, 1], digits=6, problems=problems) == [None, None]
    assert codes(problems) == ["P125"]


@pytest.mark.parametrize("yaml", RELATIVE)
@pytest.mark.parametrize("better", ["higher", "lower"])
def test_edges_of_relative_rules(yaml: str, better: str) -> None:
    assert points(yaml, [], better=better) == []
    assert points(yaml, [None, None], better=better) == [None, None]
    constant = points(yaml, [5, 5, 5, None], better=better)
    expected = {**CONSTANT, RELATIVE[4]: "60.0000", RELATIVE[5]: "83.3333"}[yaml]
    assert constant == [expected] * 3 + [None]


@pytest.mark.parametrize("yaml", RELATIVE)
def test_cohorts_are_apart(yaml: str) -> None:
    one, other = [3, 1, 2], [30, 10, 20, 20]
    mixed = points(yaml, [3, 30, 1, 10, 2, 20, 20], cohorts=[0, 1, 0, 1, 0, 1, 1])
    assert [mixed[i] for i in (0, 2, 4)] == points(yaml, one)
    assert [mixed[i] for i in (1, 3, 5, 6)] == points(yaml, other)


@pytest.mark.parametrize("yaml", RELATIVE)
def test_where_nobody_is_eligible_everybody_is_the_reference(yaml: str) -> None:
    assert points(yaml, [3, 1, 2], reference=[False] * 3) == points(yaml, [3, 1, 2])


def test_chosen_is_read_with_its_place() -> None:
    assert chosen("minmax").rule.place.line == 1


def test_compare_to_the_team_and_to_a_number() -> None:
    # S-20: conversion 48% against the team's 40%, price 110 against 100
    assert points("{as_is: true, compare: {to: team}}", [0.48, 0.4, None], teams={"m": [0.4]}) == ["1.2000", "1.0000", None]
    assert points("{as_is: true, compare: {to: 100}}", [110, 95]) == ["1.1000", "0.9500"]
    assert points("{as_is: true, compare: {to: team, as: difference}}", [0.48, 0.4], teams={"m": [0.4]}) == ["0.0800", "0.0000"]
    assert points("{as_is: true, compare: {to: goal}}", [50, 50], columns={"goal": [40, 100]}) == ["1.2500", "0.5000"]


def test_compare_makes_bounds_exact() -> None:
    # 0.3 less 0.2 is 0.1, and 1.12 times 0.7 is 0.784: neither in binary floats
    assert points("{bands: {'>=0.1': 1, else: 0}, compare: {to: 0.2, as: difference}}", [0.3, 0.299999999999], digits=0) == [
        "1",
        "0",
    ]
    assert points("{bands: {'Y>=1.12': 1, else: 0}, compare: {to: 0.7}}", [0.784, 0.78399999999], digits=0) == ["1", "0"]


def test_words_can_not_be_compared() -> None:
    problems = Problems()
    assert points("{levels: {A: 1}, compare: {to: mean}}", ["A"], problems=problems) == [None]
    assert codes(problems) == ["P129"]


@pytest.mark.parametrize(
    ("rule", "better", "values", "expected"),
    [
        ("minmax", "higher", [0, 8, 1], "0 100 13"), ("minmax", "lower", [0, 8, 3], "100 0 63"), ("{linear: {worst: 0, best: 8}}", "higher", [1, 3], "13 38"),
        ("{curve: [[0, 0], [8, 100]]}", "higher", [1, 3], "13 38"), ("best_share", "higher", [8, 1], "100 13"), ("best_share", "lower", [1, 8], "100 13"),
        ("{attainment: {target: 8}}", "higher", [1, 3], "13 38"), ("{attainment: {target: 1}}", "lower", [8], "13"),
        ("{deduct: {target: 30, points: 3, step: 8}}", "lower", [34, 30], "99 100"), ("{deduct: {target: 30, points: 3, step: 8}}", "higher", [26, 22], "99 97"),
        ("percentile", "higher", [40, 30, 20, 10], "88 63 38 13"), ("rank", "higher", [9, 8, 7, 6, 5, 4, 3, 2, 1], "100 88 75 63 50 38 25 13 0"),
        ("{rank: {1: 100, 2: 75, else: 60}}", "higher", [9, 9, 8], "88 88 60"), ("as_is", "higher", [0.5, -0.5], "1 -1"), ("{formula: x / 2}", "higher", [1, 3], "1 2"),
    ],
)  # fmt: skip
def test_a_half_is_rounded_away_from_zero(rule: str, better: str, values: list[float], expected: str) -> None:
    assert points(rule, values, better=better, digits=0) == expected.split()

"""Points become scores: weights, groups, methods, missing values, cap and floor; by documents and by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from tests.conftest import examples
from tests.score.people import codes, only, ranks, rounded, scored, scores, texts

AS_IS = "points: as_is"


def test_d05_the_most_copied_template() -> None:
    # S-04, bands repaired: conversion 55% or more 100, price 1.10 80, replies 99.5% 100, 28 s 80, 良好 80: 90.0
    result = scored(
        """
metrics:
  conversion: {value: a, unit: percent, weight: 35, points: {bands: {">=55%": 100, ">=50%": 80, ">=45%": 60, else: 50}}}
  price: {value: b, weight: 25, points: {bands: {"Y>=1.12": 100, "1.12>Y>=1.08": 80, "1.08>Y>=1.06": 60, "Y<1.06": 50}}}
  reply: {value: c, unit: percent, weight: 15, points: {bands: {">=99%": 100, ">=97%": 80, ">=95%": 60, else: 50}}}
  speed: {value: d, better: lower, weight: 15, points: {bands: {"T<=25": 100, "25<T<=30": 80, "30<T<=40": 60, "T>40": 50}}}
  manner: {value: e, weight: 10, points: {levels: {优秀: 100, 良好: 80, 合格: 70, 差: 50}}}
""",
        {"conversion": [0.55, 0.4], "price": [1.1, 1.0], "reply": [0.995, 0.9], "speed": [28, 99], "manner": ["良好", "差"]},
    )
    assert scores(result) == ["90.00", "50.00"]
    assert texts(result.metrics[0].contributions, 4) == ["35.0000", "17.5000"]
    assert [metric.weight for metric in result.metrics] == [35, 25, 15, 15, 10]


def test_d06_metal_badges() -> None:
    # S-03: 92% 85, 41% 80, 250 100, 99% 100, 40 s 80, never late 100: 90.5
    result = scored(
        """
metrics:
  done: {value: a, weight: 30, points: {bands: {">=100%": 100, ">=90%": 85, ">=80%": 70, ">=70%": 55, else: 0}}}
  paid: {value: b, weight: 20, points: {bands: {">=45%": 100, ">=40%": 80, ">=35%": 60, else: 0}}}
  price: {value: c, weight: 20, points: {bands: {">=250": 100, ">=230": 80, ">=210": 60, else: 0}}}
  reply: {value: d, weight: 20, points: {bands: {">=98%": 100, ">=95%": 80, ">=92%": 60, else: 0}}}
  speed: {value: e, better: lower, weight: 5, points: {bands: {"<=35": 100, "<=45": 80, "<=55": 60, else: 0}}}
  late: {value: f, better: lower, unit: count, weight: 5, points: {bands: {"==0": 100, "<=3": 80, else: 60}}}
""",
        {"done": [0.92], "paid": [0.41], "price": [250], "reply": [0.99], "speed": [40], "late": [0]},
    )
    assert scores(result) == ["90.50"]


def test_score_is_rounded_before_it_is_ranked() -> None:
    # as the Human Development Index: countries are ranked by the index rounded to three decimals, so equal prints are ties
    yaml = "metrics: {index: {value: i, weight: 100, points: as_is}}\nscore: {digits: 3}\nrank: {ties: min}"
    result = scored(yaml, {"index": [0.9664, 0.9660, 0.9655, 0.9654]})
    assert scores(result, 3) == ["0.966", "0.966", "0.966", "0.965"]
    assert ranks(result) == [1, 1, 1, 4]


def test_s14_half_up_at_the_floor() -> None:
    # 79.95 prints 80.0: rounded first, then judged
    yaml = "metrics: {m: {value: v, weight: 100, points: as_is}}\nscore: {digits: 1}\n"
    gate = "gates: [{name: 及格线, when: score < 80, then: {score: 0}}]"
    assert scores(scored(yaml + gate, {"m": [79.95, 79.9, 86.25]}), 1) == ["80.0", "0.0", "86.3"]


def test_weights_are_exact() -> None:
    thirds = "".join(f"  m{i}: {{value: v, weight: 1, {AS_IS}}}\n" for i in range(3))
    result = scored(f"weights: relative\nmetrics:\n{thirds}", {"m0": [100, 0.01], "m1": [100, 0.01], "m2": [99.995, 0.02]})
    # (100 + 100 + 99.995) / 3 = 99.99833; 0.04 / 3 = 0.01333
    assert scores(result) == ["100.00", "0.01"]
    assert result.metrics[0].weight == Fraction(100, 3)
    assert texts(result.metrics[0].contributions, 4) == ["33.3333", "0.0033"]


@examples(60)
@given(
    st.lists(st.tuples(st.integers(1, 40), st.lists(st.integers(0, 1000), min_size=4, max_size=4)), min_size=1, max_size=5),
    st.integers(1, 9),
)
def test_the_weighted_mean_is_that_of_fractions_and_only_proportions_matter(given_, times: int) -> None:
    def run(factor: int):
        yaml = "".join(f"  m{i}: {{value: v, weight: {w * factor}, {AS_IS}}}\n" for i, (w, _) in enumerate(given_))
        return scored(f"weights: relative\nmetrics:\n{yaml}", {f"m{i}": [v / 8 for v in vs] for i, (_, vs) in enumerate(given_)})

    whole = sum(w for w, _ in given_)
    expected = [rounded(sum(Fraction(w * vs[k], 8) for w, vs in given_) / whole, 2) for k in range(4)]
    assert scores(run(1)) == expected
    assert scores(run(times)) == expected


def test_groups_lie_flat() -> None:
    yaml = """
metrics:
  skill:
    weight: 30
    metrics:
      exam: {value: e, weight: 40, points: as_is}
      praise: {value: p, weight: 60, points: as_is}
  work: {value: w, weight: 70, points: as_is}
"""
    result = scored(yaml, {"exam": [90, 55.555], "praise": [80, 0], "work": [70, 0]})
    # 0.12 · 90 + 0.18 · 80 + 0.7 · 70; 0.12 · 55.555 = 6.6666
    assert scores(result) == ["74.20", "6.67"]
    assert [(metric.name, metric.weight, metric.groups) for metric in result.metrics] == [
        ("exam", 12, ("skill",)), ("praise", 18, ("skill",)), ("work", 70, ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        # group of 64 and 36 with weights 1:1, other metric 50 with weight 50
        ("mean", "50.00"),
        ("geometric", "49.00"),  # √(64 · 36) = 48
        ("harmonic", "48.04"),  # 2 / (1/64 + 1/36) = 46.08
        ("min", "43.00"),
    ],
)
def test_a_group_with_a_method_of_its_own(method: str, expected: str) -> None:
    weights = ("", "") if method == "min" else ("weight: 50, ", "weight: 50, ")
    yaml = f"""
metrics:
  both:
    weight: 50
    method: {method}
    metrics:
      one: {{value: a, {weights[0]}points: as_is}}
      other: {{value: b, {weights[1]}points: as_is}}
  rest: {{value: c, weight: 50, points: as_is}}
"""
    result = scored(yaml, {"one": [64, 100], "other": [36, 100], "rest": [50, 100]})
    assert scores(result) == [expected, "100.00"]
    assert [metric.weight for metric in result.metrics] == [25, 25, 50]
    own = result.metrics[0].contributions
    assert own is None if method != "mean" else texts(own, 4) == ["16.0000", "25.0000"]
    assert texts(result.metrics[2].contributions, 4) == ["25.0000", "50.0000"]


def test_a_groups_total_is_not_rounded_on_the_way_and_may_be_reshaped() -> None:
    yaml = """
score: {point_digits: 0, digits: 1}
metrics:
  group:
    weight: 100
    method: mean
    metrics:
      a: {value: a, weight: 50, points: as_is}
      b: {value: b, weight: 50, points: as_is}
"""
    assert scores(scored(yaml, {"a": [80, 81], "b": [81, 82]}), 1) == ["80.5", "81.5"]
    reshaped = yaml.replace("method: mean", "points: {bands: {'>=81': 100, else: 60}}").replace("point_digits: 0, ", "")
    assert scores(scored(reshaped, {"a": [80, 81], "b": [81, 82]}), 1) == ["60.0", "100.0"]


def test_no_total_is_rounded_whatever_its_method() -> None:
    """Points are whole numbers, scores have three digits."""
    yaml = """
score: {point_digits: 0, digits: 3}
metrics:
  one:
    weight: 50
    method: METHOD
    metrics:
      a: {value: a, weight: 25, points: as_is}
      b: {value: b, weight: 25, points: as_is}
      c: {value: c, weight: 50, points: as_is}
  rest: {value: r, weight: 50, points: as_is}
"""
    data = {"a": [61], "b": [64], "c": [67], "rest": [0]}
    # 4 / (1/61 + 1/64 + 2/67) = 64.65253…; (61 · 64 · 67²)^¼ = 64.70157…; both halved
    assert scores(scored(yaml.replace("METHOD", "harmonic"), data), 3) == ["32.326"]
    assert scores(scored(yaml.replace("METHOD", "geometric"), data), 3) == ["32.351"]
    below = yaml.replace("score: {", "score: {method: geometric, ").replace("METHOD", "mean")
    # mean 64.75; √(64.75 · 49) = 56.3272…, where √(65 · 49) would be 56.436
    assert scores(scored(below, data | {"rest": [49]}), 3) == ["56.327"]


def test_a_group_takes_its_parents_method() -> None:
    yaml = """
metrics:
  worst:
    weight: 100
    method: min
    metrics:
      a: {value: a, points: as_is}
      pair:
        metrics:
          b: {value: b, points: as_is}
          c: {value: c, points: as_is}
"""
    result = scored(yaml, {"a": [70, 70], "b": [60, 90], "c": [100, 100]})
    assert scores(result) == ["60.00", "70.00"]
    assert [metric.weight for metric in result.metrics] == [50, 25, 25]
    mean = yaml.replace("      pair:\n", "      pair:\n        method: mean\n").replace("b, ", "b, weight: 75, ")
    mean = mean.replace("c, ", "c, weight: 25, ")
    result = scored(mean, {"a": [70, 99], "b": [60, 90], "c": [80, 100]})
    assert scores(result) == ["65.00", "92.50"]
    assert [metric.weight for metric in result.metrics] == [50, Fraction(75, 2), Fraction(25, 2)]


def test_sum_needs_no_weights() -> None:
    yaml = """
score: {method: sum, plus: [praise]}
metrics:
  a: {value: a, points: as_is}
  group:
    metrics:
      b: {value: b, points: as_is}
      shown: {value: s, weight: 0, points: as_is}
  praise: {value: p, points: {formula: "2 * x"}}
"""
    result = scored(yaml, {"a": [400.5, 300], "b": [500, 1], "shown": [7, 8], "praise": [3, 0]})
    assert scores(result) == ["906.50", "301.00"]
    assert [metric.weight for metric in result.metrics] == [None, None, 0, None]
    assert all(metric.contributions is None for metric in result.metrics)


@pytest.mark.parametrize(
    ("method", "expected"),
    [("geometric", ["80.00", "79.37", "87.35"]), ("harmonic", ["78.26", "76.92", "87.35"])],
)
def test_other_means(method: str, expected: list[str]) -> None:
    # 64^½·100^½ = 80; 50^⅓·100^⅔ = 79.3700; 3 · 87.345 stays 87.345 and rounds half-up
    yaml = f"weights: relative\nscore: {{method: {method}}}\nmetrics:\n" + "".join(
        f"  m{i}: {{value: v, weight: {w}, points: as_is}}\n" for i, w in enumerate((3, 2, 1))
    )
    given_ = {"m0": [64, 100, 87.345], "m1": [100, 100, 87.345], "m2": [100, 25, 87.345]}
    assert scores(scored(yaml, given_))[2] == expected[2]
    pair = f"weights: relative\nscore: {{method: {method}}}\nmetrics: {{a: {{value: v, weight: 1, points: as_is}}, b: {{value: v, weight: 1, points: as_is}}}}"
    # harmonic of 64 and 100: 12800 / 164 = 78.0488
    assert scores(scored(pair, {"a": [64], "b": [100]})) == ["80.00" if method == "geometric" else "78.05"]


@examples(60)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.lists(st.integers(1, 2000), min_size=2, max_size=2)), min_size=1, max_size=4),
    st.sampled_from(["geometric", "harmonic"]),
    st.integers(-400, 400),
)
def test_other_means_are_those_of_exact_arithmetic(given_, method: str, plus: int) -> None:
    metrics = "".join(f"  m{i}: {{value: v, weight: {w}, points: as_is}}\n" for i, (w, _) in enumerate(given_))
    yaml = f"weights: relative\nscore: {{method: {method}, plus: [p]}}\nmetrics:\n{metrics}  p: {{value: p, points: as_is}}\n"
    values = {f"m{i}": [v / 20 for v in vs] for i, (_, vs) in enumerate(given_)} | {"p": [plus / 8] * 2}
    result = scores(scored(yaml, values))
    whole = sum(w for w, _ in given_)
    for k in range(2):
        got = Fraction(result[k]) - Fraction(plus, 8)
        half = Fraction(1, 200)
        points = [(w, Fraction(vs[k], 20)) for w, vs in given_]
        if method == "harmonic":
            mean = whole / sum(w / p for w, p in points)
            assert result[k] == rounded(mean + Fraction(plus, 8), 2)
        else:
            product = Fraction(1)
            for w, p in points:
                product *= p**w
            assert max(got - half, Fraction(0)) ** whole <= product <= (got + half) ** whole


def test_means_that_need_points_above_zero_name_agent_and_metric() -> None:
    problems = Problems()
    yaml = "score: {method: geometric}\nmetrics: {a: {value: v, weight: 60, title: 质检, points: as_is}, b: {value: v, weight: 40, points: as_is}}"
    scored(yaml, {"a": [0, 3, -1], "b": [5, 5, 5]}, problems=problems)
    assert only(problems, "P123").message.zh == "质检有人不高于 0 分，不能用 geometric 合成：a0、a2"
    assert only(problems, "P123").severity == "error"


def test_plus_cap_and_floor() -> None:
    yaml = """
score: {plus: [praise, late], cap: 100, floor: 20}
metrics:
  m: {value: v, weight: 100, points: as_is}
  praise: {value: p, points: {formula: "2 * x"}}
  late: {value: l, points: {formula: "-x"}}
"""
    result = scored(yaml, {"m": [99, 50, 21], "praise": [3, 1, 0], "late": [0, 4, 2]})
    assert scores(result) == ["100.00", "48.00", "20.00"]
    assert [metric.weight for metric in result.metrics] == [100, None, None]
    assert result.metrics[1].contributions is None


def test_a_metric_that_is_only_shown() -> None:
    yaml = "metrics: {m: {value: v, weight: 100, points: as_is}, seen: {value: s, weight: 0}, judged: {value: s, weight: 0, points: minmax}}"
    result = scored(yaml, {"m": [1, 2], "seen": [None, 9], "judged": [None, 9]})
    assert ranks(result) == [2, 1]
    assert texts(result.metrics[1].points, 4) == [None, None]
    assert texts(result.metrics[2].points, 4) == [None, "100.0000"]
    assert result.metrics[1].rule.en == "only shown"


TWO = """
metrics:
  a: {value: a, title: 销售额, weight: 75, points: as_is%s}
  b: {value: b, title: 质检, weight: 25, points: as_is}
"""


def test_missing_is_not_ranked_by_default() -> None:
    result = scored(TWO % "", {"a": [80, None, 60, None], "b": [60, 90, None, None]})
    assert scores(result) == ["75.00", None, None, None]
    assert list(result.status) == ["ranked", "unranked", "unranked", "unranked"]
    assert [result.reasons.at(i, "zh") for i in range(4)] == ["", "缺少销售额", "缺少质检", "缺少销售额、质检"]
    assert result.reasons.at(3, "en") == "no value for 销售额, 质检"
    assert texts(result.metrics[0].contributions, 4) == ["60.0000", None, None, None]
    assert result.counted is None


def test_missing_renormalise() -> None:
    result = scored("missing: renormalise" + TWO % "", {"a": [80, None, 60, None], "b": [60, 90, None, None]})
    assert scores(result) == ["75.00", "90.00", "60.00", None]
    assert texts(result.counted, 4) == ["100.0000", "25.0000", "75.0000", "0.0000"]
    assert texts(result.metrics[1].contributions, 4) == ["15.0000", "90.0000", None, None]
    assert ranks(result) == [2, 1, 3, None]


@pytest.mark.parametrize("method", ["", "method: mean, "])
def test_missing_renormalise_fills_up_inside_the_group(method: str) -> None:
    yaml = f"""
missing: renormalise
metrics:
  g: {{weight: 60, {method}metrics: {{a: {{value: a, weight: 50, points: as_is}}, b: {{value: b, weight: 50, points: as_is}}}}}}
  c: {{value: c, weight: 40, points: as_is}}
"""
    result = scored(yaml, {"a": [100, 100], "b": [None, 0], "c": [0, 0]})
    # a has all the weight of its group: 60
    assert scores(result) == ["60.00", "30.00"]
    assert texts(result.metrics[0].contributions, 4) == ["60.0000", "30.0000"]
    assert texts(result.counted, 4) == ["70.0000", "100.0000"]


def test_missing_zero_and_mean() -> None:
    values = {"a": [80, None, 61, None], "b": [60, 90, 50, None]}
    result = scored(TWO % ", missing: zero", values)
    assert scores(result) == ["75.00", "22.50", "58.25", None]
    assert texts(result.metrics[0].points, 4) == ["80.0000", "0.0000", "61.0000", "0.0000"]
    result = scored(TWO % ", missing: mean", values, cohorts=["x"] * 4)
    assert scores(result) == ["75.00", "75.38", "58.25", None]  # (80 + 61) / 2 = 70.5; 52.875 + 22.5 = 75.375
    assert result.reasons.at(3, "en") == "no value for 销售额, 质检"


def test_missing_mean_is_that_of_ones_cohort() -> None:
    result = scored(TWO % ", missing: mean", {"a": [80, None, 10, None], "b": [60, 90, 50, 50]}, cohorts=["x", "x", "y", "y"])
    assert texts(result.metrics[0].points, 4) == ["80.0000", "80.0000", "10.0000", "10.0000"]


def test_missing_error() -> None:
    problems = Problems()
    scored(TWO % ", missing: error", {"a": [80, None], "b": [60, 90]}, problems=problems)
    assert only(problems, "P124").message.zh == "销售额缺数据：a1"


def test_policies_mix() -> None:
    yaml = """
missing: renormalise
metrics:
  a: {value: a, weight: 50, points: as_is, missing: unranked}
  b: {value: b, weight: 30, points: as_is}
  c: {value: c, weight: 20, points: as_is, missing: zero}
"""
    result = scored(yaml, {"a": [80, None, 80], "b": [None, 50, 60], "c": [None, 50, 60]})
    assert scores(result) == ["57.14", None, "70.00"]  # 80 · 50/70
    assert result.reasons.at(1, "en") == "no value for a"


def test_plus_that_is_missing_follows_its_policy() -> None:
    yaml = "score: {plus: [p]}\nmetrics: {m: {value: v, weight: 100, points: as_is}, p: {value: p, points: as_is%s}}"
    values = {"m": [50, 60], "p": [2, None]}
    assert scores(scored(yaml % "", values)) == ["52.00", None]
    assert scores(scored(yaml % ", missing: zero", values)) == ["52.00", "60.00"]
    assert scores(scored(yaml % ", missing: renormalise", values)) == ["52.00", "60.00"]


def test_nobody() -> None:
    result = scored(TWO % "", {"a": [], "b": []})
    assert scores(result) == []
    assert ranks(result) == []


def test_compare_with_a_column_as_in_s08() -> None:
    # S-08: a = total sales / payers; at least 1.1a 100, a 90, 0.8a 80, else 60
    yaml = """
metrics:
  price: {value: p, weight: 100, points: {bands: {">=1.1": 100, ">=1": 90, ">=0.8": 80, else: 60}, compare: {to: shop_price}}}
"""
    columns = {"shop_price": [150, 150, 150, 150, 0, -1, None]}
    problems = Problems()
    result = scored(yaml, {"price": [165, 164.99, 120, 119.99, 50, 50, 50]}, columns=columns, problems=problems)
    assert scores(result) == ["100.00", "90.00", "80.00", "60.00", None, "60.00", None]
    assert codes(problems) == ["P131", "P126", "P127", "P154"]
    said = only(problems, "P131").message.en
    assert said == "price is compared with shop_price, which is missing; it counts as missing for a6"


def test_compare_as_difference_to_team_and_to_a_number() -> None:
    yaml = "metrics: {m: {value: v, weight: 100, points: {bands: {'>=6%': 30, '>=4%': 20, '>=2%': 10, else: 0}, compare: {to: 50%, as: difference}}}}"
    assert scores(scored(yaml, {"m": [0.56, 0.5599, 0.52, 0.5]}), 0 + 2) == ["30.00", "20.00", "10.00", "0.00"]


def test_compare_to_the_cohorts_mean_keeps_to_the_cohort() -> None:
    yaml = "metrics: {m: {value: v, weight: 100, points: {formula: '100 * x', compare: {to: mean}}}}"
    result = scored(yaml, {"m": [10, 30, 5, 5]}, cohorts=["x", "x", "y", "y"])
    assert scores(result) == ["50.00", "150.00", "100.00", "100.00"]


def test_s12_switches_by_sample_size() -> None:
    # more than 50 reviews: 50 marks less 2 a percent short of 95%; else a mark for each bad review
    yaml = """
metrics:
  satisfaction:
    value: s
    unit: percent
    weight: 100
    points:
      deduct: {target: 95%, step: 1%, points: 2, full: 50}
      switch: {when: reviews <= 50, points: {formula: 50 - bad}}
"""
    columns = {"reviews": [51, 50, 12, None, 0], "bad": [2, 2, 0, 1, 0]}
    problems = Problems()
    result = scored(yaml, {"satisfaction": [0.92, 0.96, 1, 0.93, None]}, columns=columns, problems=problems)
    assert scores(result) == ["44.00", "48.00", "50.00", "46.00", "50.00"]
    assert "reviews <= 50" in only(problems, "D400").message.en  # of the fourth it is not known how many reviews there are


def test_a_switch_does_not_judge_by_the_rule_that_is_not_used() -> None:
    rule = "{bands: {'>=50': 100}, switch: {when: n < 5, points: {formula: '60'}}}"
    yaml = f"metrics: {{m: {{value: v, weight: 100, points: {rule}}}}}"
    assert scores(scored(yaml, {"m": [10, 60]}, columns={"n": [3, 9]})) == ["60.00", "100.00"]


def test_a_metric_that_decides_nothing_is_noted() -> None:
    problems = Problems()
    yaml = "metrics: {a: {value: v, title: 回复率, weight: 10, points: {bands: {'>=90%': 100, else: 0}}}, b: {value: v, weight: 90, points: as_is}}"
    scored(yaml, {"a": [0.95, 0.99, None], "b": [1, 2, 3]}, problems=problems)
    assert (
        only(problems, "P152").message.en
        == "回复率 (weight 10%) is worth 100 for everybody in the whole list and decides nothing"
    )


def test_points_stay_fixed_columns() -> None:
    result = scored(TWO % "", {"a": [80, 70], "b": [60, 90]})
    assert result.scores.dtype == np.int64
    assert all(metric.points.dtype == np.int64 and metric.contributions.dtype == np.int64 for metric in result.metrics)


def test_a_group_of_weight_0_is_only_shown_also_under_sum() -> None:
    yaml = """
score: {method: sum}
metrics:
  a: {value: a, points: as_is}
  shown: {weight: 0, metrics: {b: {value: b, points: as_is}}}
"""
    result = scored(yaml, {"a": [5, 6], "b": [None, 9]})
    assert scores(result) == ["5.00", "6.00"]
    assert [metric.weight for metric in result.metrics] == [None, 0]


def test_weights_of_many_digits_do_not_wrap_around() -> None:
    """Whole numbers in their proportion have up to 57 bits: products with points and with percentages need more than 64."""
    yaml = (
        "missing: renormalise\nweights: relative\nscore: {plus: [p]}\nmetrics:\n"
        "  a: {value: a, weight: 57.0706450000000001, points: as_is}\n  b: {value: b, weight: 42.9293549999999999, points: as_is}\n"
        "  p: {value: p, points: as_is, missing: zero}\n"
    )
    result = scored(yaml, {"a": [90, 88, 70], "b": [80, 80, None], "p": [0, 3, 1]})
    # 90 · 0.57070645 + 80 · 0.42929355 = 85.7070645; 88 · … + 80 · … + 3 = 87.5656516
    assert scores(result) == ["85.71", "87.57", "71.00"]
    assert result.counted is not None
    assert texts(result.counted, 4) == ["100.0000", "100.0000", "57.0706"]


def test_groups_have_a_title_a_weight_and_points() -> None:
    """Of 60 and 100 at 3 to 1 the group is 70; with a weight of 60 % it adds 42."""
    metrics = (
        "metrics:\n  a: {value: x, points: as_is, weight: 40}\n  g: {title: 质量, weight: 60, metrics: "
        "{b: {value: x, points: as_is, weight: 75}, c: {value: x, points: as_is, weight: 25}}}\n"
    )
    (group,) = scored(metrics, {"a": [80, 10], "b": [60, 0], "c": [100, 50]}).groups
    assert (group.name, group.title.zh, group.weight) == ("g", "质量", 60)
    total, added = group.made()
    assert added is not None
    assert (texts(total, 4), texts(added, 4)) == (["70.0000", "12.5000"], ["42.0000", "7.5000"])

"""The oracle against sums done by hand and figures printed by real schemes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from . import Unsupported, settle
from .exact import Refused, half_up, number, power, root, to_digits, to_significant
from .ladder import climb, place_amount
from .points import points
from .values import measure


def worth(rule: Any, values: list[Any], better: str = "higher") -> list[str]:
    numbered = {str(position): number(one) if str(one)[0] in "-0123456789" else one for position, one in enumerate(values)}
    return [f"{float(one):.4f}".rstrip("0").rstrip(".") for one in points({"points": rule, "better": better}, numbered).values()]


@pytest.mark.parametrize(
    ("value", "unit", "rounded"),
    [("2.5", "1", "3"), ("-2.5", "1", "-3"), ("2.49", "1", "2"), ("1925", "10", "1930"), ("0.005", "0.01", "0.01")],
)
def test_halves_go_away_from_zero(value: str, unit: str, rounded: str) -> None:
    assert half_up(Fraction(value), Fraction(unit)) == Fraction(rounded)


def test_values_have_twelve_significant_digits() -> None:
    assert to_significant(Fraction(1, 3)) == Fraction("0.333333333333")
    assert to_significant(Fraction(200000, 3)) == Fraction("66666.6666667")
    assert to_significant(Fraction("999999999999.5")) == 10**12
    assert to_significant(Fraction("-0.01234567890125")) == Fraction("-0.0123456789013")
    assert to_significant(Fraction(0)) == 0


def test_roots_and_powers() -> None:
    assert to_digits(root(Fraction(2)), 20) == Fraction("1.41421356237309504880")
    assert to_digits(power(Fraction(8), Fraction(1, 3)), 40) == 2


ROWS = [
    {"day": "2026-03-02", "a": "6", "b": "3", "w": "1"},
    {"day": "2026-03-03", "a": "2", "b": "4", "w": "10"},
    {"day": "2026-03-01", "a": "-", "b": "5", "w": "1"},
]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"sum": "a"}, "8"), ({"mean": "b"}, "4"), ({"min": "b"}, "3"), ({"max": "b"}, "5"), ({"median": "b"}, "4"),
        ({"median": "a"}, "4"), ({"count": "rows"}, "3"), ({"last": "a"}, "2"), ({"ratio": ["a", "b"]}, "8/7"),
        ({"mean": "a", "by": "w"}, "26/11"),
    ],
)  # fmt: skip
def test_values(form: Any, expected: str) -> None:
    assert measure(form, "number", ROWS, {"period": {"date": "day"}}) == Fraction(expected)


def test_a_name_adds_counts_and_money_only() -> None:
    assert measure("a", "money", ROWS, {}) == 8
    with pytest.raises(Refused, match="several rows"):
        measure("a", "percent", ROWS, {})
    assert measure("a", "percent", ROWS[:1], {}) == 6


def test_weighted_mean_is_not_the_mean_of_rates() -> None:  # T-05: 0.80 of 10 and 1.00 of 1
    rows = [{"rate": "80%", "received": "10"}, {"rate": "100%", "received": "1"}]
    assert measure({"mean": "rate", "by": "received"}, "percent", rows, {}) == Fraction(9, 11)
    assert measure({"mean": "rate", "by": "received"}, "percent", [{"rate": "80%", "received": "0"}], {}) is None


@pytest.mark.parametrize(
    ("rule", "values", "better", "expected"),
    [
        ("minmax", [10, 15, 20], "higher", ["0", "50", "100"]),
        ("minmax", [10, 15, 20], "lower", ["100", "50", "0"]),
        ("minmax", [7, 7], "higher", ["100", "100"]),
        ({"linear": {"worst": "90%", "best": "100%"}}, ["95%", "80%", "101%"], "higher", ["50", "0", "100"]),
        ({"linear": {"worst": 60, "best": 20}}, [30, 70], "lower", ["75", "0"]),
        ({"linear": {"worst": 0, "best": 10, "clamp": False}}, [12, -1], "higher", ["120", "-10"]),
        ({"bands": {">=55%": 100, ">=50%": 80, ">=45%": 60, "else": 50}}, ["55%", "54.9%", "45%", "1%"], "higher",
         ["100", "80", "60", "50"]),
        ({"curve": [[20, 100], [40, 60], [60, 0]]}, [10, 20, 30, 50, 70], "lower", ["100", "100", "80", "30", "0"]),
        ({"attainment": {"target": "95%", "cap": 120}}, ["95%", "47.5%", "300%"], "higher", ["100", "50", "120"]),
        ({"attainment": {"target": 30}}, [40, 20], "lower", ["75", "150"]),
        # S-11: 2 points for each 1% below 95%
        ({"deduct": {"target": "95%", "step": "1%", "points": 2}}, ["96%", "93.5%", "20%"], "higher", ["100", "97", "0"]),
        ({"deduct": {"target": "95%", "step": "1%", "points": 2, "partial": "up"}}, ["93.5%"], "higher", ["96"]),
        ({"deduct": {"target": "95%", "step": "1%", "points": 2, "partial": "down"}}, ["93.5%"], "higher", ["98"]),
        ({"deduct": {"target": 30, "step": 10, "points": 1, "floor": 98}}, [45, 70], "lower", ["98.5", "98"]),
        # S-08: 1 → 100, 2 → 90, 3 → 80, then 60; people tied share what their places pay
        ({"rank": {1: 100, 2: 90, 3: 80, "else": 60}}, [9, 7, 7, 5, 4], "higher", ["100", "85", "85", "60", "60"]),
        ({"rank": {"1": 100, "2-3": 90, "else": 0}}, [9, 7, 6, 5], "lower", ["0", "90", "90", "100"]),
        ("rank", [9, 7, 7, 5, 4], "higher", ["100", "62.5", "62.5", "25", "0"]),
        ("rank", [3], "higher", ["100"]),
        ("percentile", [9, 7, 7, 5, 4], "higher", ["90", "60", "60", "30", "10"]),
        ("percentile", [3], "lower", ["50"]),
        ("percentile", [1, 1, 1], "lower", ["50", "50", "50"]),
        # mean 5, population sd 2
        ({"zscore": {"centre": 60, "spread": 15}}, [2, 4, 4, 4, 5, 5, 7, 9], "higher",
         ["37.5", "52.5", "52.5", "52.5", "60", "60", "75", "90"]),
        ({"zscore": {"centre": 60, "spread": 15, "clip": [50, 80]}}, [2, 4, 4, 4, 5, 5, 7, 9], "lower",
         ["80", "67.5", "67.5", "67.5", "60", "60", "50", "50"]),
        ({"zscore": {"centre": 60, "spread": 15}}, [3, 3], "higher", ["60", "60"]),
        ("best_share", [50, 200, 0], "higher", ["25", "100", "0"]),
        ("best_share", [50, 200], "lower", ["100", "25"]),
        ({"levels": {"优秀": 100, "良好": 80}}, ["良好", "优秀"], "higher", ["80", "100"]),
        ("as_is", ["86.12345", -3], "higher", ["86.1235", "-3"]),
    ],
)  # fmt: skip
def test_points(rule: Any, values: list[Any], better: str, expected: list[str]) -> None:
    assert worth(rule, values, better) == expected


def test_the_ladder_of_the_company_with_43_agents() -> None:
    """2500, 2300, … 1500: 41 equal gaps from the second to the last."""
    ladder = {"first": 2500, "second": 2300, "last": 1500}
    amounts = [place_amount(ladder, place, 43, beyond=None) for place in range(1, 44)]
    assert amounts[:2] == [2500, 2300]
    assert amounts[2] == 2300 - Fraction(800, 41)
    assert amounts[42] == 1500
    assert place_amount(ladder, 1, 1, beyond=None) == 2500
    assert [place_amount(ladder, place, 2, beyond=None) for place in (1, 2)] == [2500, 2300]


@pytest.mark.parametrize(
    ("ladder", "beyond", "expected"),
    [
        ({"first": 1000, "last": 400}, None, [1000, 800, 600, 400]),
        ({"first": 850, "step": 50}, None, [850, 800, 750, 700]),
        ({"first": 850, "step": 50, "floor": 760}, None, [850, 800, 760, 760]),
        ([850, 800], "last", [850, 800, 800, 800]),
        ([850, 800], "zero", [850, 800, 0, 0]),
        ({1: 500, "2-3": 300}, "zero", [500, 300, 300, 0]),
    ],
)
def test_ladder_forms(ladder: Any, beyond: str | None, expected: list[int]) -> None:
    assert [place_amount(ladder, place, 4, beyond=beyond) for place in range(1, 5)] == expected


def test_six_winners_with_a_tie_inside_one_prize_class() -> None:  # D-11
    entry = {"ladder": {1: 500, "2-3": 300, "4-6": 100}}
    paid = climb(entry, [["a"], ["b", "c"], ["d"], ["e"], ["f"]])
    assert list(paid.values()) == [500, 300, 300, 100, 100, 100]


@pytest.mark.parametrize(("ties", "amount"), [("share", "766.67"), ("each", "900"), ("lower", "600")])
def test_tied_people(ties: str, amount: str) -> None:
    entry = {"ladder": [1000, 900, 800, 600], "ties": ties}
    due = climb(entry, [["a"], ["b", "c", "d"]])
    paid = {agent: half_up(each, Fraction("0.01")) for agent, each in due.items()}
    assert paid == {"a": 1000, "b": Fraction(amount), "c": Fraction(amount), "d": Fraction(amount)}
    assert climb(entry, [["a"], ["b", "c", "d"]], dense=True) == {"a": 1000, "b": 900, "c": 900, "d": 900}


def presale(**more: Any) -> dict[str, Any]:
    return {
        "csscore": 1,
        "agent": ["客服"],
        "columns": {
            "sales": ["销售额"],
            "buyers": ["付款"],
            "enquiries": ["询单"],
            "seconds": ["响应"],
            "reply_rate": ["回复率"],
        },
        "metrics": {
            "sales": {"value": "sales", "unit": "money", "weight": 45, "points": "minmax"},
            "conversion": {"value": {"ratio": ["buyers", "enquiries"]}, "weight": 45, "points": "minmax"},
            "response": {"value": "seconds", "better": "lower", "weight": 10, "points": "minmax"},
        },
        "gates": [{"name": "回复率", "when": "reply_rate < 95%", "then": {"score": "at_most 60"}}],
        "rank": {"break": ["sales"]},
        "pay": [{"ladder": {"first": 2500, "second": 2300, "last": 1500}}],
        "money": {"unit": 1},
    } | more


def table(text: str) -> list[dict[str, str]]:
    header, *lines = (line.split() for line in text.strip().splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


MONTH = table("""
客服 销售额 询单 付款 响应 回复率
甲   300    100  60   20   99%
乙   200    100  50   30   94.99%
丙   250    100  45   40   95%
丁   100    100  40   60   98%
戊   -      100  55   25   98%
""")


def test_a_month_by_hand() -> None:
    """Sales over 100–300, conversion over 40–60 %, response over 60–20 s.

    甲 100; 乙 .45×50 + .45×50 + .10×75 = 52.5 (under 60, so the gate changes nothing);
    丙 .45×75 + .45×25 + .10×50 = 50; 丁 0; 戊 has no sales.
    """
    outcomes = settle(MONTH, presale())
    shown = [(one.agent, one.rank, one.score, one.pay) for one in outcomes]
    assert shown[:4] == [("甲", 1, 100, 2500), ("乙", 2, Fraction("52.5"), 2300), ("丙", 3, 50, 1900), ("丁", 4, 0, 1500)]
    assert (outcomes[4].agent, outcomes[4].rank, outcomes[4].unranked, outcomes[4].pay) == ("戊", None, True, 0)
    assert outcomes[4].points["conversion"] == 75  # compared all the same
    assert [one.gates for one in outcomes[:3]] == [[], ["回复率"], []]


def test_renormalised_weights_fill_up() -> None:
    """戊: conversion 75 and response 87.5 of 55 % of the weight: (45×75 + 10×87.5) / 55 = 77.2727…"""
    metrics = presale()["metrics"]
    metrics["sales"]["missing"] = "renormalise"
    found = {one.agent: one for one in settle(MONTH, presale(metrics=metrics))}["戊"]
    assert (found.score, found.counted, found.rank) == (Fraction("77.27"), 55, 2)


@pytest.mark.parametrize(("missing", "points_", "score"), [("zero", "0", "42.5"), ("mean", "56.25", "67.81")])
def test_missing_values_that_get_points(missing: str, points_: str, score: str) -> None:
    """The mean of 100, 50, 75 and 0 is 56.25: .45×56.25 + .45×75 + .10×87.5 = 67.8125."""
    found = {one.agent: one for one in settle(MONTH, presale(missing=missing))}["戊"]
    assert (found.points["sales"], found.score) == (Fraction(points_), Fraction(score))


@pytest.mark.parametrize(
    ("then", "score", "rank", "pay"),
    [
        ("unranked", "52.5", None, "0"), ({"score": 0}, "0", 3, "1900"), ({"score": "at_most 51"}, "51", 2, "2300"),
        ({"score": "minus 5"}, "47.5", 3, "1900"), ({"rank": "last"}, "52.5", 4, "1500"), ({"pay": "50%"}, "52.5", 2, "1150"),
        ({"flag": "复训"}, "52.5", 2, "2300"),
    ],
)  # fmt: skip
def test_gates(then: Any, score: str, rank: int | None, pay: str) -> None:
    """With a score of 0 乙 ties with 丁, but her sales put her before."""
    gates = [{"when": "reply_rate < 95% and score > 10", "then": then}]
    found = {one.agent: one for one in settle(MONTH, presale(gates=gates))}["乙"]
    assert (found.score, found.rank, found.pay) == (Fraction(score), rank, Fraction(pay))


@pytest.mark.parametrize(("ties", "ranks"), [("min", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("max", [1, 3, 3, 4])])
def test_ranks_of_people_tied(ties: str, ranks: list[int]) -> None:
    metrics = {"m": {"value": "m", "weight": 100, "points": "as_is"}}
    scheme = {"agent": "who", "metrics": metrics, "rank": {"ties": ties}, "pay": [{"ladder": [100, 75, 50, 10]}]}
    rows = [{"who": who, "m": mark} for who, mark in zip("dcba", ("50", "70", "70", "90"), strict=True)]
    outcomes = settle(rows, scheme)
    assert [(one.agent, one.rank) for one in outcomes] == list(zip("abcd", ranks, strict=True))
    assert [one.pay for one in outcomes] == (
        [100, 75, 75, 50] if ties == "dense" else [100, Fraction("62.5"), Fraction("62.5"), 10]
    )


def test_cohorts_are_compared_ranked_and_paid_apart() -> None:
    rows = [{"agent": who, "team": team, "m": mark} for who, team, mark in
            [("a", "1", "10"), ("b", "1", "20"), ("c", "2", "500"), ("d", "2", "400"), ("e", "2", "450")]]  # fmt: skip
    scheme = {
        "metrics": {"m": {"value": "m", "weight": 100, "points": "minmax"}},
        "rank": {"within": ["team"]},
        "pay": [{"ladder": {"first": 300, "last": 100}}],
    }
    found = {one.agent: (one.score, one.rank, one.pay) for one in settle(rows, scheme)}
    assert found == {"a": (0, 2, 100), "b": (100, 1, 300), "c": (100, 1, 300), "d": (0, 3, 100), "e": (50, 2, 200)}


def marks(score: dict[str, Any], *cells: str, weights: tuple[Any, ...] = (50, 50)) -> Fraction | None:
    names = [f"m{number_}" for number_ in range(len(cells))]
    metrics = {name: {"value": name, "points": "as_is", "weight": weight} for name, weight in zip(names, weights, strict=True)}
    if score.get("method") == "sum":  # points carry the weight
        for metric in metrics.values():
            del metric["weight"]
    return settle([{"agent": "a", **dict(zip(names, cells, strict=True))}], {"metrics": metrics, "score": score})[0].score


def test_methods() -> None:
    assert marks({"method": "geometric"}, "40", "90") == 60
    assert marks({"method": "geometric"}, "60.005", "60.005") == Fraction("60.01")
    assert marks({"method": "harmonic"}, "40", "60") == 48
    assert marks({"method": "sum"}, "40", "60") == 100
    assert marks({"digits": 0}, "40", "61") == 51
    assert marks({"cap": 45}, "40", "60") == 45
    with pytest.raises(Refused):
        marks({"method": "geometric"}, "0", "90")
    with pytest.raises(Refused, match="weights sum to 110"):
        marks({}, "1", "1", weights=(50, 60))


def test_points_added_after_weighting() -> None:
    """点名表扬 +2 on top of 50."""
    metrics = {name: {"value": name, "points": "as_is", "weight": 50} for name in "mn"}
    metrics["praise"] = {"value": "praise", "points": "as_is"}
    rows = [{"agent": "a", "m": "40", "n": "60", "praise": "2"}]
    assert settle(rows, {"metrics": metrics, "score": {"plus": ["praise"]}})[0].score == 52


def test_groups_multiply_their_weights() -> None:
    """30 % of (60, 40 of 50 and 100) and 70 % of 80: .3×70 + .7×80 = 77."""
    as_is = {"points": "as_is"}
    metrics = {
        "专业度": {
            "weight": 30,
            "metrics": {"m": {"value": "m", "weight": 60, **as_is}, "n": {"value": "n", "weight": 40, **as_is}},
        },
        "业务": {"value": "k", "weight": 70, **as_is},
    }
    rows = [{"agent": "a", "m": "50", "n": "100", "k": "80"}]
    assert settle(rows, {"metrics": metrics})[0].score == 77
    relative = {
        "weights": "relative",
        "metrics": {"m": {"value": "m", "weight": 1, **as_is}, "n": {"value": "n", "weight": 4, **as_is}},
    }
    assert settle(rows, relative)[0].score == 90


def test_missing_weight_is_filled_up_inside_its_group() -> None:
    """n is missing: m has all of the group's half, so A has 50 of 100 and 50 of 0; under geometric √(100 · 25)."""
    as_is = {"points": "as_is"}
    metrics = {
        "g": {
            "weight": 50,
            "metrics": {"m": {"value": "m", "weight": 50, **as_is}, "n": {"value": "n", "weight": 50, **as_is}},
        },
        "k": {"value": "k", "weight": 50, **as_is},
    }
    rows = [{"agent": "a", "m": "100", "n": "-", "k": "25"}]
    one = settle(rows, {"metrics": metrics, "missing": "renormalise"})[0]
    assert (one.score, one.counted) == (Fraction("62.5"), 75)
    assert settle(rows, {"metrics": metrics, "missing": "renormalise", "score": {"method": "geometric"}})[0].score == 50
    metrics["g"] |= {"method": "min"}
    for inner in ("m", "n"):
        del metrics["g"]["metrics"][inner]["weight"]
    rows[0]["n"] = "90"
    assert settle(rows, {"metrics": metrics})[0].score == Fraction("57.5")


def test_a_pool_is_split_before_it_is_cut_and_the_least_is_for_everybody() -> None:
    """100 in three: 33.34, 33.33, 33.33; c works half her days; d has no mark and no line, but 20 at least."""
    metrics = {"m": {"value": "m", "weight": 100, "points": "as_is"}}
    scheme = {
        "metrics": metrics,
        "pay": [{"pool": {"amount": 100, "split": "equal"}, "among": "m > 0", "prorate": "days / work"}],
        "limits": {"at_least": 20},
    }
    rows = [
        {"agent": who, "m": mark, "days": days, "work": "22"}
        for who, mark, days in (("a", "3", "22"), ("b", "2", "22"), ("c", "1", "11"), ("d", "-", "22"))
    ]
    assert [str(one.pay) for one in settle(rows, scheme)] == ["1667/50", "3333/100", "20", "20"]
    scheme["money"] = {"unit": 5}
    del scheme["limits"]
    assert [one.pay for one in settle(rows, scheme)] == [35, 35, 15, 0]  # 6 2/3 steps each are 7, 7, 6; half of c's 6 2/3 is 3


def test_bands_of_a_real_scheme() -> None:
    """S-03 as worked in D-06: 85, 80, 100, 100, 80, 100 weighted 30, 20, 20, 20, 5, 5 make 90.5."""
    rules: list[tuple[str, int, dict[str, int], str]] = [
        (
            "92%",
            30,
            {">=100%": 100, ">=90%": 85, ">=80%": 70, ">=70%": 55, ">=60%": 40, ">=50%": 25, ">=40%": 10, "else": 0},
            "higher",
        ),
        ("41%", 20, {">=45%": 100, ">=40%": 80, ">=35%": 60, "else": 0}, "higher"),
        ("250", 20, {">=250": 100, ">=230": 80, ">=210": 60, "else": 0}, "higher"),
        ("99%", 20, {">=98%": 100, ">=95%": 80, ">=92%": 60, "else": 0}, "higher"),
        ("40", 5, {"<=35": 100, "<=45": 80, "<=55": 60, "else": 0}, "lower"),
        ("0", 5, {"<=0": 100, "<=3": 80, "else": 60}, "lower"),
    ]
    metrics = {
        f"m{nth}": {"value": f"m{nth}", "weight": weight, "points": {"bands": bands}, "better": better}
        for nth, (_, weight, bands, better) in enumerate(rules)
    }
    row = {"agent": "a"} | {f"m{nth}": rule[0] for nth, rule in enumerate(rules)}
    assert settle([row], {"metrics": metrics})[0].score == Fraction("90.5")


@pytest.mark.parametrize("change", [{"flags": []}, {"pay": [{"fixed": {"amount": 1}}]}, {"score": {"rounding": "down"}}])
def test_what_is_not_modelled_is_not_guessed(change: dict[str, Any]) -> None:
    with pytest.raises(Unsupported):
        settle(MONTH, presale(**change))

"""What the checks of a whole scheme let pass, and what they say only sometimes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .loading import HEAD, SALES, of_text, sound

if TYPE_CHECKING:
    from pathlib import Path


def codes(problems: list[str]) -> list[str]:
    return [line.split(": ")[1].split()[-1] for line in problems]


def metrics(*lines: str) -> str:
    return HEAD + "metrics:\n" + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        metrics("a: {value: x1, weight: 99.99, points: minmax}", "b: {value: x2, weight: 0.01, points: minmax}"),
        metrics("a: {value: x1, weight: 100, points: minmax}", "b: {value: x2, weight: 0}"),
        HEAD
        + "weights: relative\n"
        + "metrics:\n  a: {value: x1, weight: 1, points: minmax}\n  b: {value: x2, weight: 2, points: rank}\n",
        metrics("a: {value: x1, weight: 100, points: minmax}", "b: {value: x2, points: as_is}") + "score: {plus: [b]}\n",
        HEAD + "score: {method: sum}\nmetrics:\n  a: {value: x1, points: as_is}\n  b: {value: x2, weight: 0}\n",
        HEAD + "score: {method: sum}\nmetrics:\n  g: {metrics: {a: {value: x1, points: as_is}}}\n",
        HEAD + "score: {method: sum}\nmetrics:\n  g: {method: mean, metrics: {a: {value: x1, weight: 100, points: as_is}}}\n",
        metrics("g: {weight: 100, method: min, metrics: {a: {value: x1, points: as_is}, b: {value: x2, points: as_is}}}"),
        metrics("a: {value: x1, weight: 100, points: minmax}", "g: {weight: 0, metrics: {b: {value: x2, weight: 0}}}"),
        HEAD + "score: {method: geometric}\nmissing: renormalise\n" + SALES,
        HEAD + SALES + "rank: {order: sales, break: [sales]}\n",
        HEAD
        + SALES
        + "gates:\n  - {name: a, when: sales < 9, then: {score: 0}}\n  - {name: b, when: sales < 9, then: {flag: x}}\n",
        HEAD + SALES + "gates:\n  - {name: a, when: sales < 9, then: {pay: 0}}\n  - {name: b, when: sales < 8, then: {pay: 0}}\n",
        HEAD + SALES + "gates: [{name: a, when: '`3分钟回复率(8-23点)` < 90%', then: unranked}]\n",
        HEAD + SALES + "flags: [{name: up, when: rank <= 3 and sales_points > 80 and pay > 0}]\n",
        metrics("mark: {value: attitude, weight: 100, points: {levels: {优秀: 100, 差: 50}}}"),
        HEAD
        + "params: {target: 95}\n"
        + metrics("a: {value: x1, weight: 100, points: {attainment: {target: target}}}")[len(HEAD) :],
        HEAD
        + "params: {base: 95}\n"
        + metrics("a: {value: x1, weight: 100, points: minmax}")[len(HEAD) :]
        + "where: x1 > base\n",
        HEAD + "columns: {ours: [我们]}\n" + metrics("a: {value: ours, weight: 100, points: minmax}")[len(HEAD) :],
        HEAD
        + "columns: {incident: [单号], share: {headers: [占比], unit: percent, scale: fraction}}\n"
        + "metrics: {a: {value: {sum: share, from: incidents}, weight: 100, points: minmax}}\n",
        HEAD + "columns: {day: [日子]}\nmetrics: {a: {value: {last: mark}, weight: 100, points: minmax}}\n",
        HEAD + "columns: {group: [大区]}\n" + SALES + "rank: {within: [group]}\n",
    ],
)
def test_sound(text: str, here: Path) -> None:
    sound(text, here)


def test_real_sheets_have_weight_errors(here: Path) -> None:
    """The sheet S-09 prints 25 + 20 + 20 under a heading of 55 %."""
    _, problems = of_text(
        metrics(
            "sales: {weight: 55, metrics: {conversion: {value: a1, weight: 25, points: minmax},"
            " total: {value: a2, weight: 20, points: minmax}, bundle: {value: a3, weight: 20, points: minmax}}}",
            "service: {weight: 45, metrics: {attitude: {value: a4, weight: 100, points: minmax}}}",
        ),
        here,
    )
    assert problems == [
        "team.yaml:4:32: error S301: the weights of group 'sales' sum to 65, not 100 (conversion 25, total 20, bundle 20)\n"
        "  make them sum to 100, or write weights: relative if only their proportion counts"
    ]


def test_every_level_is_checked(here: Path) -> None:
    _, problems = of_text(
        metrics(
            "a: {weight: 50, metrics: {b: {weight: 90, metrics: {c: {value: x1, weight: 80, points: minmax}}}}}",
            "d: {value: x2, weight: 40, points: minmax}",
        ),
        here,
    )
    assert [line.split("the weights of ")[1].split(", not")[0] for line in problems] == [
        "the scheme sum to 90",
        "group 'a' sum to 90",
        "group 'b' sum to 80",
    ]


def test_a_column_of_points_is_taken(here: Path) -> None:
    _, problems = of_text(
        metrics("sales: {value: x1, weight: 50, points: minmax}", "sales_points: {value: x2, weight: 50, points: as_is}"), here
    )
    assert codes(problems) == ["S307"]


@pytest.mark.parametrize("name", ["agent", "score", "pay", "and", "true", "x"])
def test_names_that_mean_something_else(name: str, here: Path) -> None:
    _, problems = of_text(metrics(f"{name}: {{value: x1, weight: 100, points: minmax}}"), here)
    assert codes(problems) == ["S307"]


@pytest.mark.parametrize(
    ("gate", "near"),
    [("when: salse < 3", "sales"), ("when: sales < tagret", "target"), ("when: conversoin < 3%", "conversion")],
)
def test_misspelt_names_in_expressions(gate: str, near: str, here: Path) -> None:
    _, problems = of_text(
        HEAD + "params: {target: 3}\nwhere: sales < target\n" + SALES + f"gates: [{{name: a, {gate}, then: unranked}}]\n", here
    )
    assert codes(problems) == ["S316"]
    assert f"did you mean '{near}'?" in problems[0]


def test_the_rules_own_doubts_are_asked(here: Path) -> None:
    _, problems = of_text(metrics("late: {value: late, better: lower, weight: 100, points: {linear: {worst: 0, best: 9}}}"), here)
    assert codes(problems) == ["P106"]
    _, problems = of_text(
        metrics(
            "a: {value: x1, better: lower, weight: 100, points: {minmax: , switch: {when: x2 < 5, points: {linear: {worst: 0, best: 9}}}}}"
        ),
        here,
    )
    assert codes(problems) == ["P106"]


def test_missing_zero_and_renormalise_for_the_whole_scheme_are_said_once(here: Path) -> None:
    text = "score: {method: harmonic}\nmissing: zero\nmetrics:\n"
    text += "  a: {value: x1, weight: 50, points: as_is}\n  b: {value: x2, weight: 50, points: as_is}\n"
    _, problems = of_text(HEAD + text, here)
    assert codes(problems) == ["S323"]


def test_nothing_is_called_unused_while_something_is_unread(here: Path) -> None:
    _, problems = of_text(
        HEAD
        + "params: {target: 3}\n"
        + metrics("a: {value: x1, weight: 100, points: {attainmnt: {target: target}}}")[len(HEAD) :],
        here,
    )
    assert codes(problems) == ["S107"]


@pytest.mark.parametrize(
    ("rest", "name"),
    [
        ("gates: [{name: a, when: pay > 9, then: unranked}]\n", "pay"),
        ("pay: [{fixed: 100, when: pay > 9}]\n", "pay"),
        ("pay: [{formula: {amount: pay * 2}}]\n", "pay"),
    ],
)
def test_what_is_known_only_later(rest: str, name: str, here: Path) -> None:
    _, problems = of_text(HEAD + SALES + rest, here)
    assert codes(problems) == ["S332"]


@pytest.mark.parametrize(
    "metric",
    [
        'm: {value: {formula: "score * 2"}, weight: 0}',
        'm: {value: {formula: "sales_points * 2"}, weight: 0}',
        'm: {value: v, weight: 0, points: {formula: "x * rank"}}',
        'm: {value: v, weight: 0, points: {minmax: {}, switch: {when: "score < 50", points: as_is}}}',
    ],
)
def test_metrics_know_no_score(metric: str, here: Path) -> None:
    _, problems = of_text(metrics("sales: {value: sales, weight: 100, points: minmax}", metric), here)
    assert "S332" in codes(problems)


@pytest.mark.parametrize(
    "metric",
    ["m: {value: {mean: score, from: members}, weight: 0}", "m: {value: {sum: v, where: rank <= 3}, weight: 0}"],
)
def test_columns_of_rows_may_be_called_so(metric: str, here: Path) -> None:
    assert "S332" not in codes(of_text(metrics("sales: {value: sales, weight: 100, points: minmax}", metric), here)[1])


@pytest.mark.parametrize(
    ("rank", "ties", "told"),
    [
        ("dense", ", ties: lower", ["P180"]),
        ("dense", ", ties: share", ["P180"]),
        ("dense", ", ties: each", []),
        ("dense", "", []),
        ("min", ", ties: lower", []),
        ("max", ", ties: lower", []),
    ],
)
def test_a_ladders_ties_under_dense_numbering(rank: str, ties: str, told: list[str], here: Path) -> None:
    text = f"{HEAD}{SALES}rank: {{ties: {rank}}}\npay: [{{ladder: [500, 300]{ties}}}]\n"
    assert codes(of_text(text, here)[1]) == told

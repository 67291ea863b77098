"""Shrinking, adjusting for the work and winsorising: sums done by hand, and what must always hold."""

from __future__ import annotations

import json
import random
import tempfile
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csscore
from csscore import pipeline
from csscore.exact.fixed import value_text
from csscore.problems import Rejected
from csscore.report.json import write_json
from csscore.result import MetricColumn, Result
from tests.conftest import examples

HEAD: dict[str, Any] = {"csscore": 1, "name": "fair", "agent": ["agent"]}
RATE: dict[str, Any] = {"value": {"ratio": ["good", "asked"]}, "unit": "percent"}
NAMES = ("agent", "team", "shift", "channel", "good", "asked", "seconds", "mark")


def ranked(rows: list[dict[str, Any]], metric: dict[str, Any], options: dict[str, Any], **more: Any) -> Result:
    """Rank rows by one metric with some options."""
    points = {"linear": {"worst": 0, "best": 1}, **options}
    columns = {name: [name] for name in NAMES}
    scheme = {**HEAD, "columns": columns, "metrics": {"m": {**metric, "weight": 100, "points": points}}, **more}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fair.yaml"
        path.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
        return csscore.rank(pd.DataFrame(rows, dtype=object), str(path))


def column(result: Result) -> MetricColumn:
    return result.metrics[0]


def adjusted(result: Result) -> dict[str, str]:
    """Return what counts, by agent, as exact text."""
    found = column(result).adjusted
    assert found is not None
    return {str(agent): value_text(value) for agent, value in zip(result.agents, found, strict=True)}


def table(text: str) -> list[dict[str, Any]]:
    head, *lines = [line.split() for line in text.strip().splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]


FOUR = table("""
agent good asked
a     3    3
b     20   20
c     95   100
d     475  500
""")


def test_the_rates_of_the_literature() -> None:
    """μ = .92, m = 40: (k + 36.8) / (n + 40), rounded .926 .947 .941 .948."""
    found = adjusted(ranked(FOUR, RATE, {"shrink": {"strength": 40, "level": "92%"}}))
    expected = {
        agent: Fraction(k * 10 + 368, (n + 40) * 10)
        for agent, k, n in [("a", 3, 3), ("b", 20, 20), ("c", 95, 100), ("d", 475, 500)]
    }
    assert {agent: f"{float(value):.3f}" for agent, value in found.items()} == {
        "a": "0.926",
        "b": "0.947",
        "c": "0.941",
        "d": "0.948",
    }
    assert all(abs(Fraction(value) - expected[agent]) <= Fraction(1, 2 * 10**12) for agent, value in found.items())


def test_a_strength_alone_shrinks_to_the_team() -> None:
    """Team 593 / 623; a: (3 + 40·593/623) / 43."""
    found = adjusted(ranked(FOUR, RATE, {"shrink": {"strength": 40}}))
    assert abs(Fraction(found["a"]) - (3 + Fraction(40 * 593, 623)) / 43) <= Fraction(1, 2 * 10**12)


def test_kleinman_by_hand() -> None:
    """80, 90, 95 of 100: μ = 53/60, S = 7/6, N − Σn²/N = 200, μ(1 − μ) = 371/3600.

    τ² = (7/6 − 2·371/3600) / 198 = 3458/712800, m = (371/3600 − τ²) / τ² = 35000/1729; a counts for 100 / (100 + m).
    """
    rows = table("agent good asked\na 80 100\nb 90 100\nc 95 100")
    found = adjusted(ranked(rows, RATE, {"shrink": True}))
    strength = Fraction(35000, 1729)
    share = 100 / (100 + strength)
    expected = share * Fraction(8, 10) + (1 - share) * Fraction(53, 60)
    assert abs(Fraction(found["a"]) - expected) <= Fraction(1, 2 * 10**12)


def test_means_by_hand() -> None:
    """Rows 8 12, 18 22, 13 17, 13 17: σ² = 8/2 = 4 each, Var(x) = 50/3, τ² = 50/3 − 4 = 38/3, B = 4 / (4 + 38/3) = .24."""
    marks = {"a": (8, 12), "b": (18, 22), "c": (13, 17), "d": (13, 17)}
    rows = [{"agent": agent, "mark": str(mark)} for agent, both in marks.items() for mark in both]
    found = adjusted(ranked(rows, {"value": {"mean": "mark"}}, {"shrink": True}))
    assert found == {"a": "11.2", "b": "18.8", "c": "15", "d": "15"}


MIX = table("""
agent shift good asked
a     night 30   40
b     day   95   100
b     night 7    10
c     day   45   50
c     night 40   50
""")


def test_rates_adjusted_by_hand() -> None:
    """a works nights: the others reach 47/60 there, and 140/150 by day; the team has 150 by day and 100 at night.

    So 3/4 · (140 + 100·47/60) / 250 ÷ 47/60 = 3/4 · 131/150 ÷ 47/60 = 393/470. b: the others reach 45/50 by day and 70/90 at night.
    """
    found = adjusted(ranked(MIX, RATE, {"adjust_for": ["shift"]}))
    assert found["a"] == "0.836170212766"
    mix = (100 * Fraction(9, 10) + 10 * Fraction(7, 9)) / 110
    team = (150 * Fraction(9, 10) + 100 * Fraction(7, 9)) / 250
    assert abs(Fraction(found["b"]) - Fraction(102, 110) * team / mix) <= Fraction(2, 10**12)


def test_who_does_alike_everywhere_comes_out_alike() -> None:
    """95 % by day and 80 % at night for everybody: the team's half and half is 87.5 %, whatever one's own mix is."""
    rows = table(
        "agent shift good asked\na night 80 100\nb night 160 200\nc day 190 200\nd day 19 20\nd night 16 20\ne day 95 100"
    )
    assert set(adjusted(ranked(rows, RATE, {"adjust_for": "shift"})).values()) == {"0.875"}


def test_means_adjusted_by_hand() -> None:
    """a: nights at 50 s, where the others take 40 s, and 20 s by day; half of all is at night: 50 + 30 − 40 = 40 s.

    b has one of each, as the team has: nothing changes. c: 20 + (20 + 45) / 2 − 20.
    """
    rows = table("agent shift seconds\na night 50\nb day 20\nb night 40\nc day 20")
    found = adjusted(ranked(rows, {"value": {"mean": "seconds"}, "unit": "seconds"}, {"adjust_for": "shift"}))
    assert found == {"a": "40", "b": "30", "c": "32.5"}


def test_work_that_nobody_else_has_counts_as_average() -> None:
    """a's dawn contacts can't be judged: they count at what the others reach elsewhere, and it is said."""
    rows = table("agent shift good asked\na dawn 5 10\nb day 9 10\nc day 8 10")
    result = ranked(rows, RATE, {"adjust_for": "shift"})
    assert adjusted(result)["a"] == "0.5"
    assert "P166" in codes(result)


def test_ends_are_drawn_in() -> None:
    """20 % of five people is one at either end."""
    rows = [{"agent": agent, "mark": mark} for agent, mark in zip("abcde", ["1", "50", "60", "70", "99"], strict=True)]
    result = ranked(rows, {"value": "mark"}, {"winsorise": "20%"})
    assert adjusted(result) == {"a": "50", "b": "50", "c": "60", "d": "70", "e": "70"}
    assert codes(result).count("P162") == 1
    assert "P170" in codes(ranked(rows, {"value": "mark"}, {"winsorise": "19%"}))


def test_options_work_in_their_order_whatever_the_scheme_writes_first() -> None:
    options = {"adjust_for": ["shift"], "shrink": {"strength": 20}, "winsorise": "34%"}
    one = ranked(MIX, RATE, options)
    other = ranked(MIX, RATE, dict(reversed(options.items())))
    assert adjusted(one) == adjusted(other)
    step = ranked(MIX, RATE, {"adjust_for": ["shift"]})
    sizes = {"a": 40, "b": 110, "c": 100}
    values = {agent: Fraction(value) for agent, value in adjusted(step).items()}
    mean = sum(sizes[agent] * value for agent, value in values.items()) / 250
    pulled = sorted((sizes[agent] * value + 20 * mean) / (sizes[agent] + 20) for agent, value in values.items())
    assert set(adjusted(one).values()) == {value_text(float(f"{float(pulled[1]):.12g}"))}


def test_groups_are_cohorts_of_their_own() -> None:
    rows = [{**row, "team": "x"} for row in FOUR] + [{**row, "agent": f"{row['agent']}2", "team": "y"} for row in FOUR]
    apart = adjusted(ranked(rows, RATE, {"shrink": {"strength": 40}}, rank={"within": ["team"]}))
    alone = adjusted(ranked(FOUR, RATE, {"shrink": {"strength": 40}}))
    assert {agent: apart[agent] for agent in alone} == alone
    assert {agent.removesuffix("2"): value for agent, value in apart.items() if agent.endswith("2")} == alone


def test_who_is_not_eligible_is_shrunk_but_no_standard() -> None:
    gates = [{"name": "few", "when": "asked < 10", "then": "unranked"}]
    found = adjusted(ranked(FOUR, RATE, {"shrink": {"strength": 40}}, gates=gates, reference="eligible"))
    level = Fraction(590, 620)
    assert abs(Fraction(found["a"]) - (3 + 40 * level) / 43) <= Fraction(1, 2 * 10**12)


def test_a_switched_rule_gets_the_adjusted_value() -> None:
    switch = {"when": "asked < 10", "points": {"linear": {"worst": "90%", "best": "95%"}}}
    result = ranked(FOUR, RATE, {"shrink": {"strength": 40, "level": "92%"}, "switch": switch})
    found = {str(agent): int(points) for agent, points in zip(result.agents, column(result).points, strict=True)}
    assert found["a"] == 511628  # (.925581… − .9) ÷ .05 × 100


@pytest.mark.parametrize(
    ("rows", "metric", "code"),
    [
        (table("agent mark\na 1\nb 2\nc 4"), {"value": {"mean": "mark"}}, "P164"),
        (table("agent good asked\na 1 1\nb 0 1\nc 1 1"), RATE, "P164"),
        (table("agent good asked\na 12 10\nb 0 10\nc 1 10"), RATE, "P165"),
    ],
)
def test_what_can_not_be_estimated_is_refused(rows: list[dict[str, Any]], metric: dict[str, Any], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        ranked(rows, metric, {"shrink": True})
    assert {problem.code for problem in refused.value.problems if problem.severity == "error"} == {code}
    assert code not in codes(ranked(rows, metric, {"shrink": {"strength": 5}}))


def test_people_who_differ_no_more_than_by_chance_are_shrunk_to_one() -> None:
    """100 %, 95 %, 93 % and 95 % of 3, 20, 100 and 500: of 623 good 590 are, and nobody's distance from that is more than luck."""
    rows = table("agent good asked\na 3 3\nb 19 20\nc 93 100\nd 475 500")
    result = ranked(rows, RATE, {"shrink": True})
    assert "P168" in codes(result)
    assert len(set(adjusted(result).values())) == 1
    assert "P168" not in codes(ranked(rows, RATE, {"shrink": {"strength": 40}}))


# --- what must always hold


@st.composite
def days(draw: st.DrawFn) -> list[dict[str, str]]:
    rows = []
    for n in range(draw(st.integers(1, 6))):
        for _ in range(draw(st.integers(1, 3))):
            asked = draw(st.integers(1, 30))
            rows.append(
                {
                    "agent": f"a{n}",
                    "shift": draw(st.sampled_from(["day", "night"])),
                    "good": str(draw(st.integers(0, asked))),
                    "asked": str(asked),
                }
            )
    return rows


ALWAYS = examples(40)


@ALWAYS
@given(days(), st.sampled_from([{"strength": "0.5"}, {"strength": 40}, {"strength": 1000}]))
def test_shrunk_lies_between_the_value_and_the_team(rows: list[dict[str, str]], option: dict[str, Any]) -> None:
    result = ranked(rows, RATE, {"shrink": option})
    team = sum(int(row["good"]) for row in rows) / sum(int(row["asked"]) for row in rows)
    after, before = column(result).adjusted, column(result).values
    assert after is not None
    slack = 1e-11
    assert bool((after >= np.minimum(before, team) - slack).all())
    assert bool((after <= np.maximum(before, team) + slack).all())


@ALWAYS
@given(days())
def test_with_one_kind_of_work_nothing_is_adjusted(rows: list[dict[str, str]]) -> None:
    result = ranked([{**row, "shift": "day"} for row in rows], RATE, {"adjust_for": ["shift"]})
    assert adjusted(result) == {
        str(agent): value_text(value) for agent, value in zip(result.agents, column(result).values, strict=True)
    }


@ALWAYS
@given(days())
def test_no_ends_and_no_strength_change_nothing(rows: list[dict[str, str]]) -> None:
    result = ranked(rows, RATE, {"winsorise": "0%", "shrink": {"strength": 0}})
    assert adjusted(result) == {
        str(agent): value_text(value) for agent, value in zip(result.agents, column(result).values, strict=True)
    }
    assert "P160" not in codes(result)


@ALWAYS
@given(days(), st.integers(0, 1000))
def test_the_order_of_rows_changes_no_byte(rows: list[dict[str, str]], seed: int) -> None:
    options = {"adjust_for": ["shift"], "shrink": {"strength": 7}, "winsorise": "20%"}
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    written = []
    for each in (rows, shuffled):
        to = BytesIO()
        write_json(ranked(each, RATE, options), to, lang="zh")
        text = to.getvalue().decode()
        written.append(text.partition('"set"')[2].partition('"problems"')[0])  # before it stand the files, which differ
    assert written[0] == written[1]


# --- what is said


def said(
    tmp_path: Path, rows: list[dict[str, Any]], metric: dict[str, Any], options: dict[str, Any], **more: Any
) -> tuple[list[str], str]:
    """Return how each one's value came about, and the note that names whose values moved."""
    points = {"linear": {"worst": 0, "best": 1}, **options}
    columns = {name: [name] for name in NAMES}
    scheme = {**HEAD, "columns": columns, "metrics": {"m": {**metric, "weight": 100, "points": points}}, **more}
    (tmp_path / "fair.yaml").write_text(json.dumps(scheme), encoding="utf-8")
    run = pipeline.compute(pd.DataFrame(rows, dtype=object), str(tmp_path / "fair.yaml"))
    fair = run.scored.pointed.fair["m"]
    told = [problem.message.en for problem in run.result.problems if problem.code in {"P160", "P161", "P162"}]
    return ["; ".join(words.en for words in fair.said(i)) for i in range(len(run.measured.agents))], "; ".join(told)


def test_how_shrinking_is_said(tmp_path: Path) -> None:
    """(3 + 36.8) / 43 = 92.5581 %, 3 / 43 = 6.98 %; (95 + 36.8) / 140 = 94.1429 %."""
    each, note = said(tmp_path, FOUR, RATE, {"shrink": {"strength": 40, "level": "92%"}})
    assert each[0] == "shrunk: n=3, given level 92%, strength 40, the own 100% counts for 6.98%: 92.5581%"
    assert each[2] == "shrunk: n=100, given level 92%, strength 40, the own 95% counts for 71.4%: 94.1429%"
    moves = "a 100% → 92.56%, b 100% → 94.67%, c 95% → 94.14%, d 95% → 94.78%"
    assert note == f"m is shrunk by the number of samples (given level 92%, strength 40): {moves}"
    alike = table("agent good asked\na 3 3\nb 19 20\nc 93 100\nd 475 500")
    each, _ = said(tmp_path, alike, RATE, {"shrink": True})
    assert each[0] == "shrunk: n=3, team 94.703%, strength unlimited, the own 100% counts for 0%: 94.703%"
    rows = [{**row, "team": "x"} for row in FOUR[2:]] + [{**row, "team": "y"} for row in FOUR[:2]]
    each, note = said(tmp_path, rows, RATE, {"shrink": {"strength": 40}}, rank={"within": ["team"]})
    assert each[0] == "shrunk: n=3, team 100%, strength 40, the own 100% counts for 6.98%: 100%"
    assert note == ""


def test_how_adjusting_is_said(tmp_path: Path) -> None:
    each, note = said(tmp_path, MIX, RATE, {"adjust_for": ["shift"]})
    assert each[0] == (
        "adjusted for shift: with the same work colleagues reach 78.3333%, with the team's 87.3333%:"
        " 75% × 87.3333% ÷ 78.3333% = 83.617%; night 40 times (colleagues 78.3333%)"
    )
    assert each[1].endswith("day 100 times (colleagues 90%), night 10 times (colleagues 77.7778%)")
    assert note == "m is adjusted for shift: a 75% → 83.62%, b 92.73% → 88.79%, c 85% → 87.11%"
    rows = table("agent shift seconds\na night 50\nb day 20\nb night 40\nc day 20")
    each, _ = said(tmp_path, rows, {"value": {"mean": "seconds"}, "unit": "seconds"}, {"adjust_for": "shift"})
    assert each[0].startswith(
        "adjusted for shift: with the same work colleagues reach 40 s, with the team's 30 s: 50 s + 30 s − 40 s = 40 s"
    )


def test_how_drawing_in_is_said(tmp_path: Path) -> None:
    rows = [{"agent": agent, "mark": mark} for agent, mark in zip("abcde", ["1", "50", "60", "70", "99"], strict=True)]
    each, note = said(tmp_path, rows, {"value": "mark"}, {"winsorise": "20%"})
    assert each == [
        "winsorised 20%: 1 is at the end of the cohort, drawn in to 50", "", "", "",
        "winsorised 20%: 99 is at the end of the cohort, drawn in to 70",
    ]  # fmt: skip
    assert note == "m winsorised 20%: a 1 → 50, e 99 → 70"

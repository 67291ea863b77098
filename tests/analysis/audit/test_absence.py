"""Rank reversal: who is away decides the order of others only where points look at the cohort."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from csscore import pipeline
from csscore.analysis.audit.absence import without
from csscore.analysis.audit.recompute import recompute
from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of

FLIP = """\
metrics:
  sales: {value: sales, unit: money, weight: 60, points: minmax}
  response: {value: response_seconds, unit: seconds, better: lower, weight: 40, points: minmax}
"""
HEADERS = ("销售额", "平均响应时长")
ABC = {"A": (100, 20), "B": (90, 10), "C": (20, 20)}


def test_the_third_one_decides_between_the_two_others(tmp_path: Path) -> None:
    """A and B alone: .60 > .40; with C .60 < .925. So C's absence swaps A and B, and nobody else's swaps anybody."""
    said = audited(tmp_path, FLIP, table_of(ABC, *HEADERS))
    found = finding(said, "absence-reorders")
    assert (found.about, found.figures) == ("C", {"swapped": "1", "people": "1"})
    assert [
        tuple(cell.en if hasattr(cell, "en") else cell for cell in row) for row in table(said, "absence", "absence").rows
    ] == [("C", 1, "B", "A")]


def test_what_the_swap_is_worth(tmp_path: Path) -> None:
    """Of two, the first gets 300 and the second 100: without C, A gets the 300 that would be B's as the better of the two."""
    said = audited(tmp_path, FLIP + "pay: [{ladder: {first: 300, last: 100}}]\n", table_of(ABC, *HEADERS))
    assert finding(said, "absence-reorders").figures == {"swapped": "1", "people": "1", "pay": "200.00"}
    assert "worth up to 200 CNY" in finding(said, "absence-reorders").sentence.en


def test_written_bounds_hold_whoever_is_away(tmp_path: Path) -> None:
    scheme = FLIP.replace("money, weight: 60, points: minmax", "money, weight: 60, points: {linear: {worst: 0, best: 100}}")
    scheme = scheme.replace("weight: 40, points: minmax", "weight: 40, points: {linear: {worst: 30, best: 0}}")
    said = audited(tmp_path, scheme, table_of(ABC, *HEADERS))
    assert "absence-fine" in keys(said, "absence")


def test_cohorts_do_not_touch_each_other(tmp_path: Path) -> None:
    """The flip of A and B by C, and two others in a cohort of their own whom nobody moves."""
    agents = {**{who: (*values, "甲") for who, values in ABC.items()}, "D": (1, 50, "乙"), "E": (2, 60, "乙")}
    said = audited(tmp_path, FLIP + "rank: {within: [小组]}\n", table_of(agents, *HEADERS, "小组"))
    assert finding(said, "absence-reorders").figures == {"swapped": "1", "people": "1"}


def test_without_a_metric_the_others_fill_up(tmp_path: Path) -> None:
    """Without response A (100) is before B (90) and C: one of three pairs swaps."""
    said = audited(tmp_path, FLIP, table_of(ABC, *HEADERS))
    found = {row["metric"].en: row for row in rows(table(said, "absence", "without"))}
    assert (found["response"]["swapped"], found["response"]["share"], found["response"]["most"]) == (1, Fraction(1, 3), 1)


def test_a_metric_that_moves_nobody(tmp_path: Path) -> None:
    said = audited(tmp_path, FLIP, table_of({"A": (100, 10), "B": (60, 11), "C": (20, 12)}, *HEADERS))
    assert finding(said, "metric-idle").about == "sales, response"


def test_leaving_out_a_metric_inside_of_groups(tmp_path: Path) -> None:
    """Weights 60 (a 50, b 50) and 40: without a, the group is b alone and keeps its 60."""
    scheme = """\
metrics:
  work: {weight: 60, metrics: {a: {value: a, weight: 50, points: as_is}, b: {value: b, weight: 50, points: as_is}}}
  c: {value: c, weight: 40, points: as_is}
"""
    audited(tmp_path, scheme, table_of({"A": (90, 80, 10), "B": (70, 60, 50), "C": (20, 90, 70)}, "a", "b", "c"))
    run = pipeline.compute(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"))
    out = recompute(run, scheme=without(run.scheme, "a"))
    assert out is not None
    assert out.scores.tolist() == [5200, 5600, 8200]  # 0.6 · b + 0.4 · c
    out = recompute(run, scheme=without(without(run.scheme, "a"), "b"))
    assert out is not None
    assert out.scores.tolist() == [1000, 5000, 7000]

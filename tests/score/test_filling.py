"""The weights of what is missing go to the others, for each agent by what she herself lacks, in whatever order they stand."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest

import csscore
from csscore.problems import Problems
from tests.score.people import scored, scores

SCHEME = """csscore: 1
name: team
missing: renormalise
metrics:
  a: {value: a, unit: number, weight: 50, points: as_is}
  b: {value: b, unit: number, weight: 30, points: as_is}
  c: {value: c, unit: number, weight: 20, points: as_is}
"""
ROWS = {"Ann": "10,20,30", "Bo": ",20,30", "Cy": "40,0,0", "Dee": "10,,30"}
# 50 % of 10, 30 % of 20, 20 % of 30; of Bo 3/5 and 2/5; of Dee 5/7 of 10 and 2/7 of 30
SCORES = {"Ann": "17.00", "Bo": "24.00", "Cy": "20.00", "Dee": "15.71"}


@pytest.mark.parametrize("order", list(itertools.permutations(ROWS))[::5])
def test_each_by_what_she_lacks(tmp_path: Path, order: tuple[str, ...]) -> None:
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    rows = "\n".join(f"{name},{ROWS[name]}" for name in order)
    (tmp_path / "march.csv").write_text(f"agent,a,b,c\n{rows}\n", encoding="utf-8")
    result = csscore.rank(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"))
    assert dict(zip(result.to_frame()["agent"], map(str, result.to_frame()["score"]), strict=True)) == SCORES


def test_files_may_be_given_as_paths(tmp_path: Path) -> None:
    scheme, rows = tmp_path / "team.yaml", tmp_path / "march.csv"
    scheme.write_text(SCHEME, encoding="utf-8")
    rows.write_text("agent,a,b,c\nAnn,10,20,30\n", encoding="utf-8")
    for given in (rows, [rows], str(rows)):
        assert str(csscore.rank(given, scheme).to_frame()["score"][0]) == "17.00"


def test_who_lacks_points_has_the_mean_of_her_cohort_and_none_where_nobody_has_any() -> None:
    rule = "missing: mean\nrank: {within: [team]}\nmetrics:\n  m: {value: x, points: as_is, weight: 50}\n  n: {value: x, points: as_is, weight: 50}\n"
    values = {"m": [10, 21, None, None, -3, None], "n": [0] * 6}
    result = scored(rule, values, cohorts=["p", "p", "p", "q", "r", "r"], problems=Problems())
    # 15.5 is the mean of 10 and 21; q has nobody to take it from
    assert scores(result) == ["5.00", "10.50", "7.75", None, "-1.50", "-1.50"]


def test_how_much_of_the_weight_counts() -> None:
    rule = (
        "missing: renormalise\nmetrics:\n  a: {value: x, points: as_is, weight: 60}\n  b: {value: x, points: as_is, weight: 40}\n"
    )
    result = scored(rule, {"a": [10, None, 10], "b": [20, 20, None]}, problems=Problems())
    assert result.counted is not None
    assert [Fraction(int(part), int(result.counted[0])) for part in result.counted] == [1, Fraction(2, 5), Fraction(3, 5)]
    assert scores(result) == ["14.00", "20.00", "10.00"]

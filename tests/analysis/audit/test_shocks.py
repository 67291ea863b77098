"""Seasons: fixed bounds give way to them, comparisons don't; eight agents whose places are known."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from csscore import Rejected
from csscore.analysis.audit.asked import Shock
from csscore.analysis.audit.run import audit
from tests.analysis.audit.asking import audited, finding, keys, rows, section, table, table_of

EIGHT = {
    "a1": (50, 23), "a2": (70, 23), "a3": (20, 20), "a4": (70, 25), "a5": (30, 20), "a6": (50, 25), "a7": (30, 25), "a8": (250, 2),
}  # fmt: skip
HEADERS = ("销售额", "平均响应时长")
BANDS = """\
metrics:
  sales: {value: sales, unit: money, weight: 70, points: {bands: {">=150": 80, ">=90": 70, ">=70": 60, ">=30": 40, else: 30}}}
  response:
    value: response_seconds
    unit: seconds
    better: lower
    weight: 30
    points: {bands: {"<=12": 100, "<=17": 90, "<=22": 40, "<=24": 20, else: 10}}
pay: [{ladder: {first: 800, last: 100}}]
"""
MINMAX = """\
metrics:
  sales: {value: sales, unit: money, weight: 70, points: minmax}
  response: {value: response_seconds, unit: seconds, better: lower, weight: 30, points: minmax}
pay: [{ladder: {first: 800, last: 100}}]
"""
SHOCK = ("sales=*0.6,response=+5",)


def test_the_eight_agents(tmp_path: Path) -> None:
    """By bands, places go from 5,2,6,3,4,7,7,1 to 2,2,6,2,6,2,6,1: mass ties, though nobody worked less or more."""
    said = audited(tmp_path, BANDS, table_of(EIGHT, *HEADERS), shocks=SHOCK)
    found = finding(said, "season-moves")
    before, after = [5, 2, 6, 3, 4, 7, 7, 1], [2, 2, 6, 2, 6, 2, 6, 1]
    moved = sum(a != b for a, b in zip(before, after, strict=True))
    assert (found.grade, found.figures["moved"]) == ("act", str(moved))
    assert set(found.about.split(", ")) == {"sales", "response"}
    movers = {row["agent"].en: (row["before"], row["after"]) for row in rows(table(said, "shocks", "movers_this_shock"))}
    told = {f"a{number + 1}": (before[number], after[number]) for number in range(8) if before[number] != after[number]}
    assert movers == told  # all five
    pairs = [(i, j) for i in range(8) for j in range(i)]
    swapped = sum((before[i] - before[j]) * (after[i] - after[j]) < 0 for i, j in pairs)
    merged = sum(after[i] == after[j] for i, j in pairs) - sum(before[i] == before[j] for i, j in pairs)
    assert (found.figures["swapped"], found.figures["merged"]) == (str(swapped), str(merged))


def test_minmax_takes_the_season_out(tmp_path: Path) -> None:
    said = audited(tmp_path, MINMAX, table_of(EIGHT, *HEADERS), shocks=SHOCK)
    assert keys(said, "shocks") == ["season-neutral"]
    assert finding(said, "season-neutral").figures["moved"] == "0"


def test_a_usual_season_where_none_is_given(tmp_path: Path) -> None:
    """Money and counts × 0.6 and seconds + 5; money and counts × 1.5 and seconds × 1.3."""
    said = audited(tmp_path, BANDS, table_of(EIGHT, *HEADERS))
    seasons = rows(table(said, "shocks", "seasons"))
    assert [row["season"].en for row in seasons] == ["a slack season", "a busy season"]
    assert seasons[0]["moved"] == 5  # the eight agents again


def test_money_against_a_plan_goes_with_the_money(tmp_path: Path) -> None:
    scheme = """\
metrics:
  plan: {value: {ratio: [sales, planned_sales]}, unit: percent, weight: 100, points: {attainment: {target: 100%, cap: 120}}}
"""
    said = audited(tmp_path, scheme, table_of({"A": (90, 100), "B": (110, 100)}, "销售额", "计划销售额"))
    assert finding(said, "season-neutral").figures["plan_times"] == "0.6"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sales=*0.6", Shock("sales", Fraction(3, 5), Fraction(0))),
        ("销售额=×0.6", Shock("sales", Fraction(3, 5), Fraction(0))),
        ("response=+5", Shock("response", Fraction(1), Fraction(5))),
        ("response=+1m", None),
        ("rate=-2%", Shock("rate", Fraction(1), Fraction(-1, 50))),
        ("sales=*0.5, sales=+10", Shock("sales", Fraction(1, 2), Fraction(10))),
        ("sales=+10，sales=*0.5", Shock("sales", Fraction(1, 2), Fraction(5))),
        ("sales=-40%", None),
        ("sales=0.6", None),
        ("sales=*0", None),
        ("sales", None),
        ("money=*2", None),
    ],
)
def test_shocks_are_read_in_the_metrics_unit(text: str, expected: Shock | None) -> None:
    from csscore.analysis.audit.settings import shocks_of
    from csscore.problems import Problems
    from csscore.rules import load_scheme

    path = Path(__file__).with_name("shocked.yaml")
    problems = Problems()
    found = shocks_of([text], load_scheme(str(path)), problems)
    assert (found, len(problems.errors)) == (((expected,), 0) if expected is not None else ((), 1))


def test_mistakes_are_said_together(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_text(f"csscore: 1\nname: team\n{MINMAX}", encoding="utf-8")
    (tmp_path / "march.csv").write_text(table_of(EIGHT, *HEADERS), encoding="utf-8")
    with pytest.raises(Rejected) as caught:
        audit(
            str(tmp_path / "march.csv"),
            str(tmp_path / "team.yaml"),
            shocks=["sales=-40%", "sale=*2"],
            spreads={"response": "many"},
        )
    assert [problem.code for problem in caught.value.problems if problem.severity == "error"] == ["A132", "A131", "A133"]
    with pytest.raises(Rejected) as caught:
        audit(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"), draws=1, seed=-1)
    assert [problem.code for problem in caught.value.problems] == ["A134", "A136"]


def test_metrics_that_break_it_are_told_apart_from_those_that_don_t(tmp_path: Path) -> None:
    """Sales compare people, response has fixed bounds: only response breaks the claim."""
    scheme = BANDS.replace('points: {bands: {">=150": 80, ">=90": 70, ">=70": 60, ">=30": 40, else: 30}}', "points: minmax")
    said = audited(tmp_path, scheme, table_of(EIGHT, *HEADERS), shocks=SHOCK)
    assert section(said, "shocks").findings[0].about == "response"

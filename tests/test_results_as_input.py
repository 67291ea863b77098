"""Results that csscore wrote are inputs like any other: half-year means, a team leader's score and pay, JSON and CSV alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from csscore.pipeline import rank
from csscore.report.csv import write_csv
from csscore.report.json import write_json
from csscore.result import Result
from tests.pay.months import HEAD, codes, lines, pay, score

MEMBERS = """
metrics:
  conversion: {title: 转化率, value: {ratio: [成交, 询单]}, unit: percent, weight: 50, points: {attainment: {target: 50%, cap: 100}}}
  answers: {title: 答问比, value: 答问比, unit: percent, weight: 50, points: {attainment: {target: 200%, cap: 100}}}
rank: {within: [team]}
pay:
  - {score_share: {of: 1000}}
"""
TEAMS = "客服,小组,成交,询单,答问比\n小美,一组,20,100,124%\n小丹,一组,30,100,160%\n阿宁,二组,50,100,150%\n阿布,二组,0,0,150%\n"


def written(result: Result, path: Path) -> str:
    """Write a result as its ending says."""
    with path.open("wb") as file:
        if path.suffix == ".json":
            write_json(result, file, lang="zh")
        else:
            write_csv(result, file, lang="zh")
    return str(path)


def ranked(folder: Path, scheme: str, files: str | list[str], **options) -> Result:
    (folder / "scheme.yaml").write_text(HEAD.replace("agent: [客服]\n", "") + scheme, encoding="utf-8")
    return rank(files, str(folder / "scheme.yaml"), **options)


def members(folder: Path, ending: str, *, name: str = "members", rows: str = TEAMS) -> str:
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    return written(ranked(folder, MEMBERS, str(folder / "rows.csv")), folder / f"{name}.{ending}")


@pytest.fixture(params=["json", "csv"])
def ending(request) -> str:
    return request.param


def test_half_yearly_mean_of_scores(tmp_path, ending):
    """Three months of 51, 61 and 71 make 61; a month without a score is left out, not counted as 0."""
    months = []
    for month, sold in (("01", 20), ("02", 30), ("03", 40)):
        absent = "阿宁,二组,0,0,-\n" if month == "02" else "阿宁,二组,50,100,200%\n"
        rows = f"客服,小组,成交,询单,答问比\n小美,一组,{sold},100,124%\n{absent}"
        months.append(members(tmp_path, ending, name=f"2026-{month}", rows=rows))
    scheme = """
metrics:
  half_year: {title: 半年平均分, value: {mean: score}, unit: points, weight: 100, points: as_is}
  months: {title: 有总分的月数, value: {count: score > 0}, unit: count, weight: 0}
"""
    result = ranked(tmp_path, scheme, months, period="2026-01-01..2026-06-30")
    assert score(result) == {"阿宁": 100, "小美": 61}
    (counted,) = (metric for metric in result.metrics if metric.name == "months")
    assert dict(zip(result.agents, counted.values, strict=True)) == {"阿宁": 2, "小美": 3}


LEADERS = """
agent: [组长, team]
metrics:
  members: {title: 组员平均分, value: {mean: score%s}, unit: points, weight: 100, points: as_is}
  wages: {title: 组员平均奖金, value: {mean: pay%s}, unit: money, weight: 0}
  conversion: {title: 组员转化率, value: {mean: conversion%s}, unit: percent, weight: 0}
  answers: {title: 组员答问比, value: {mean: answers%s}, unit: percent, weight: 0}
pay:
  - {formula: {amount: wages}, title: 组员平均奖金}
  - {fixed: 500, title: 职务补贴}
"""
ROSTER = "账号,姓名\n一组,王组长\n二组,李组长\n王组长,王组长\n李组长,李组长\n"


def test_a_team_leader_has_the_mean_of_her_members(tmp_path, ending):
    """S-28: a shift leader's wage is her members' mean and an allowance: (510 + 700) / 2 + 500."""
    people = members(tmp_path, ending)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    result = ranked(tmp_path, LEADERS.replace("%s", ""), people, roster=str(tmp_path / "roster.csv"))
    # 一组 51 and 70; 二组 87.5 and one who has no score, and is paid nothing
    assert {name: float(value) for name, value in score(result).items()} == {"李组长": 87.5, "王组长": 60.5}
    assert pay(result) == {"李组长": "937.50", "王组长": "1105.00"}


def test_beside_the_leaders_own_data(tmp_path, ending):
    """As a further input, found by the roster: her own attendance comes from a sheet of hers."""
    people = members(tmp_path, ending)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "leaders.csv").write_text("组长,出勤天数\n王组长,22\n李组长,20\n", encoding="utf-8")
    scheme = LEADERS.replace("%s", ", from: members") + "  - {per_unit: {of: 出勤天数, amount: 10}, title: 全勤}\n"
    result = ranked(
        tmp_path, scheme, str(tmp_path / "leaders.csv"), inputs={"members": people}, roster=str(tmp_path / "roster.csv")
    )
    assert {name: float(value) for name, value in score(result).items()} == {"李组长": 87.5, "王组长": 60.5}
    assert [amount for _, amount, _ in lines(result, "王组长")] == ["605.00", "500.00", "220.00"]
    assert [code for code in codes(result) if not code.startswith("P")] == []


def test_rates_are_read_as_they_were_written(tmp_path, ending):
    """1.24 in a result is 124 %, however large or small the column: no guess is needed."""
    result = ranked(tmp_path, LEADERS.replace("%s", "").replace("[组长, team]", "[agent]"), members(tmp_path, ending))
    values = {metric.name: dict(zip(result.agents, metric.values, strict=True)) for metric in result.metrics}
    assert values["answers"] == {"小美": 1.24, "小丹": 1.6, "阿宁": 1.5, "阿布": 1.5}
    assert values["conversion"]["小美"] == 0.2
    assert [code for code in codes(result) if code.startswith("D2")] == []

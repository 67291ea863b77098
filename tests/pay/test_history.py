"""Months together, end to end: growth over the previous month, flags for several months in a row."""

from __future__ import annotations

import json

import pytest

from csscore.report.json import write_json
from tests.pay.months import codes, lines, month, pay

SALES = "metrics:\n  sales: {title: 销售额, value: 销售额, unit: money, weight: 100, points: minmax}\n"
GROWTH = SALES + "pay:\n  - {growth: {of: sales, over: previous, step: 2000, amount: 100}}\n"
STREAK = SALES + "flags:\n  - {name: 晋升, when: rank <= 1, months: 3}\n"


def table(**sold: float) -> str:
    return "客服,销售额\n" + "".join(f"{name},{amount}\n" for name, amount in sold.items())


def ran(folder, scheme: str, period: str, rows: str, *, history=(), keep: bool = True):
    """Run a month and write its result beside the others."""
    result = month(folder, scheme, rows, period=period, history=[str(folder / f"{name}.json") for name in history])
    if keep:
        with (folder / f"{period}.json").open("wb") as file:
            write_json(result, file, lang="zh")
    return result


def raised(result, name: str = "晋升") -> list[str]:
    flag = next(flag for flag in result.flags if flag.name == name)
    return sorted(result.agents[flag.raised])


def test_two_thousand_more_than_last_month_is_a_hundred(tmp_path):
    """10000 last month, 2000 more this month: 100 yuan more, as the founding documents have it."""
    ran(tmp_path, GROWTH, "2026-03", table(小美=10000, 小丹=9000, 阿宁=8000))
    result = ran(tmp_path, GROWTH, "2026-04", table(小美=12000, 小丹=14999, 新人=5000, 阿宁=7000), history=["2026-03"])
    assert pay(result) == {"小丹": "200.00", "小美": "100.00", "阿宁": "0.00", "新人": "0.00"}
    assert lines(result, "小美") == [("增长奖", "100.00", "销售额 12,000，比 2026-03 的 10,000 多 2,000：1 个 2,000 × 100")]
    assert lines(result, "阿宁") == [("增长奖", "0.00", "销售额 7,000 没有超过 2026-03 的 8,000")]
    assert lines(result, "新人") == []
    assert codes(result) == ["P236"]


@pytest.mark.parametrize("history", [[], ["2026-02"]])
def test_no_month_before_means_no_line(tmp_path, history):
    ran(tmp_path, GROWTH, "2026-02", table(小美=10000, 小丹=9000))
    result = ran(tmp_path, GROWTH, "2026-04", table(小美=12000, 小丹=9000), history=history)
    assert lines(result, "小美") == []
    assert "P232" in codes(result)
    problem = next(problem for problem in result.problems if problem.code == "P232")
    assert "2026-03" in problem.message.en


def test_a_percentage_last_month(tmp_path):
    """From 40 % to 45.5 %: five full steps of one percent."""
    scheme = """
metrics:
  conversion: {value: 转化率, unit: percent, weight: 100, points: minmax}
pay:
  - {growth: {of: conversion, over: previous, step: 1%, amount: 10}}
"""
    ran(tmp_path, scheme, "2026-03", "客服,转化率\n小美,40%\n小丹,41%\n")
    result = ran(tmp_path, scheme, "2026-04", "客服,转化率\n小美,45.5%\n小丹,41%\n", history=["2026-03"])
    assert pay(result) == {"小美": "50.00", "小丹": "0.00"}


def test_three_months_in_a_row(tmp_path):
    ran(tmp_path, STREAK, "2026-01", table(小美=3, 小丹=2, 阿宁=1))
    first = ran(tmp_path, STREAK, "2026-02", table(小美=3, 小丹=2, 阿宁=1), history=["2026-01"])
    assert (raised(first), codes(first)) == ([], ["D386"])
    third = ran(tmp_path, STREAK, "2026-03", table(小美=3, 小丹=2, 阿宁=1), history=["2026-01", "2026-02"])
    assert (raised(third), codes(third)) == (["小美"], [])
    fourth = ran(tmp_path, STREAK, "2026-04", table(小美=2, 小丹=3, 阿宁=1), history=["2026-01", "2026-02", "2026-03"])
    assert raised(fourth) == []


def test_a_month_that_is_missing_breaks_the_streak(tmp_path):
    for period in ("2026-01", "2026-02", "2026-03"):
        ran(tmp_path, STREAK, period, table(小美=3, 小丹=2, 阿宁=1))
    result = ran(tmp_path, STREAK, "2026-04", table(小美=3, 小丹=2, 阿宁=1), history=["2026-01", "2026-02"])
    assert raised(result) == []
    assert codes(result) == ["D384", "D386"]


def test_who_was_not_there_has_no_streak(tmp_path):
    ran(tmp_path, STREAK, "2026-01", table(小丹=2, 阿宁=1))
    ran(tmp_path, STREAK, "2026-02", table(小美=3, 小丹=2, 阿宁=1))
    result = ran(tmp_path, STREAK, "2026-03", table(小美=3, 小丹=2, 阿宁=1), history=["2026-01", "2026-02"])
    assert (raised(result), codes(result)) == ([], ["D387"])


def test_a_streak_by_points_score_pay_team_and_people(tmp_path):
    scheme = """
params: {enough: 80}
metrics:
  sales: {value: 销售额, unit: money, weight: 100, points: {attainment: {target: 100}}}
rank: {within: [team]}
pay: [{score_share: {of: 10}}]
flags:
  - {name: 达标, when: "score >= enough and sales_points >= 80 and pay >= 8", months: 2}
  - {name: 二组第一, when: "team == '二组' and rank == 1", months: 2}
  - {name: 全组达标, when: every(score >= enough), months: 2}
  - {name: 高于平均, when: sales > average(sales), months: 2}
  - {name: 本月, when: score < 50}
"""
    rows = "客服,小组,销售额\n小美,一组,90\n小丹,一组,85\n阿宁,二组,100\n阿布,二组,70\n"
    ran(tmp_path, scheme, "2026-03", rows)
    result = ran(
        tmp_path, scheme, "2026-04", rows.replace("小丹,一组,85", "小丹,一组,95").replace(",70", ",40"), history=["2026-03"]
    )
    assert {flag.name: raised(result, flag.name) for flag in result.flags} == {
        "达标": ["小丹", "小美", "阿宁"],
        "二组第一": ["阿宁"],
        "全组达标": ["小丹", "小美"],
        "高于平均": ["阿宁"],
        "本月": ["阿布"],
    }


def test_a_metric_that_the_scheme_did_not_have_then_ends_the_streak(tmp_path):
    ran(tmp_path, SALES, "2026-03", table(小美=3, 小丹=2))
    later = SALES + "  praise: {value: 好评, unit: count, weight: 0}\nflags:\n  - {name: 好评, when: praise > 0, months: 2}\n"
    result = ran(tmp_path, later, "2026-04", "客服,销售额,好评\n小美,3,1\n小丹,2,0\n", history=["2026-03"])
    assert (raised(result, "好评"), codes(result)) == ([], ["D387", "D403"])


def test_the_place_among_earlier_people_is_no_matter_of_rows(tmp_path):
    """Whatever the order of the agents in the file, the result is the same."""
    ran(tmp_path, GROWTH, "2026-03", table(小美=10000, 小丹=9000, 阿宁=8000))
    path = tmp_path / "2026-03.json"
    document = json.loads(path.read_bytes())
    document["agents"].reverse()
    now = table(小美=14000, 小丹=9000, 阿宁=8000)
    before = pay(ran(tmp_path, GROWTH, "2026-04", now, history=["2026-03"], keep=False))
    path.write_text(json.dumps(document), encoding="utf-8")
    assert pay(ran(tmp_path, GROWTH, "2026-04", now, history=["2026-03"], keep=False)) == before == {
        "小美": "200.00", "小丹": "0.00", "阿宁": "0.00",
    }  # fmt: skip


def test_without_names_the_flag_is_still_named(tmp_path):
    from csscore.report.anonymous import anonymous

    ran(tmp_path, STREAK, "2026-02", table(小丹=2, 阿宁=1))
    ran(tmp_path, STREAK, "2026-03", table(小丹=2, 阿宁=1), history=["2026-02"])
    result = ran(tmp_path, STREAK, "2026-04", table(小美=3, 小丹=2, 阿宁=1), history=["2026-02", "2026-03"])
    (problem,) = (problem for problem in anonymous(result, "zh").problems if problem.code == "D387")
    assert "“晋升”" in problem.message.zh
    assert problem.message.zh.endswith("：第 1 名")

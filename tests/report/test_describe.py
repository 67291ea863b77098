"""A scheme in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from csscore.report.describe import describe, names, rules, sections
from csscore.rules import load_scheme
from csscore.scheme.dictionary import column_headers
from csscore.scheme.lookup import cards
from csscore.score.weights import leaves

if TYPE_CHECKING:
    from pathlib import Path

    from csscore.words import Lang

TEXT = """\
csscore: 1
name: team
title: {zh: 我们组, en: Our team}
version: 7
source: {zh: 会议, en: A meeting}
effective: {from: 2026-03-01}
include: []
agent: [客服]
where: 岗位 == '售前'
period: {date: 日期, except: [2026-03-08, 2026-03-15..2026-03-16]}
params: {quota: 12.50}
columns: {sales: [销售额, 客服销售额]}
missing: mean
metrics:
  results:
    title: {zh: 业绩, en: Results}
    weight: 60
    method: geometric
    metrics:
      sales: {title: {zh: 销售额, en: Sales}, value: sales, unit: money, weight: 75, points: minmax}
      orders: {value: {count: "状态 == '成交'", from: orders}, unit: count, weight: 25, points: {attainment: {target: quota, cap: 120}}}
  speed:
    title: {zh: 响应, en: Speed}
    value: {mean: 响应, by: sales, where: sales > 0}
    unit: seconds
    better: lower
    weight: 40
    points: {bands: {"<=20s": 100, else: 50}}
    missing: renormalise
  praise: {title: {zh: 表扬, en: Praise}, value: 表扬, unit: count, points: as_is}
  seen: {title: {zh: 接待, en: Seen}, value: 接待, unit: count, weight: 0}
gates:
  - {name: 太慢, when: speed > 60, then: {score: at_most 60}, because: {zh: 一分钟内回复, en: reply within a minute}}
  - {name: 太少, when: seen < 5, then: unranked}
  - {name: 投诉, when: praise < 0, then: {pay: 50%}}
score: {cap: 110, floor: 0, plus: [praise], digits: 1}
rank: {within: [小组], ties: dense, break: [sales], order: score}
pay:
  - {ladder: {first: 2500, last: 1500}, when: rank <= 10, prorate: 出勤 / 应出勤, title: {zh: 名次奖金, en: Rank bonus}}
  - fixed: 3000
limits: {at_most: 9000, budget: 50000}
flags: [{name: 晋升, when: rank <= 3, months: 3}]
"""


@pytest.fixture
def lines(tmp_path: Path) -> dict[Lang, list[str]]:
    path = tmp_path / "team.yaml"
    path.write_text(TEXT, encoding="utf-8")
    scheme = load_scheme(str(path))
    words = list(describe(scheme))
    return {"zh": [line.zh for line in words], "en": [line.en for line in words]}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我们组（team）", "Our team (team)"),
        ("  出处：会议", "  source: A meeting"),
        ("  生效：2026-03-01 至 …", "  in effect: 2026-03-01 to …"),
        ("  只算这些行：岗位 = '售前'", "  only rows with: 岗位 == '售前'"),
        ("  日期列：日期；3 天不计", "  date column: 日期; 3 days don't count"),
        ("  参数 quota = 12.5", "  param quota = 12.5"),
        ("  业绩，权重 60：加权几何平均", "  Results, weight 60: weighted geometric mean"),
        ("    销售额，权重 75（占总分 45%）；金额，越高越好", "    Sales, weight 75 (45% of the score); money, higher is better"),
        ("    orders，权重 25（占总分 15%）；数量，越高越好", "    orders, weight 25 (15% of the score); count, higher is better"),
        ("      取值：状态 = '成交' 的行数，取自另给的“orders”文件", "      value: rows with 状态 == '成交', from the file given as 'orders'"),
        ("  响应，权重 40；秒，越低越好", "  Speed, weight 40; seconds, lower is better"),
        ("    取值：响应按销售额加权平均，只算销售额 > 0 的行", "    value: mean of 响应 weighted by Sales, only rows with Sales > 0"),
        ("    缺数据：同组其余的权重补足", "    missing: the other weights of its group fill up"),
        ("  表扬，加权后再加；数量，越高越好", "  Praise, added after weighting; count, higher is better"),
        ("  接待，只展示；数量，不计分", "  Seen, only shown; count, not scored"),
        ("  太慢：响应 > 60 时，总分最多 60（一分钟内回复）", "  太慢: where speed > 60, the score is at most 60 (reply within a minute)"),
        ("  太少：接待 < 5 时，列出但不排名", "  太少: where seen < 5, listed, not ranked"),
        ("  投诉：表扬 < 0 时，浮动部分只发 50%", "  投诉: where praise < 0, 50% of the variable pay is kept"),
        ("  总分：加权平均，保留 1 位小数", "  score: weighted mean, 1 decimals"),
        ("  缺数据：取同组平均得分", "  missing values: worth the cohort's mean points"),
        ("  总分限于 0 到 110", "  the score is kept from 0 to 110"),
        ("  按小组分组，各组分别排名", "  ranked separately by 小组"),
        ("  排名：按总分，相同时看销售额；并列名次如 1-2-2-3", "  rank: by score, equal ones by sales; ties numbered 1-2-2-3"),
        ("  每人最多 9,000", "  each at most 9,000"),
        ("  预算 50,000，超出就报错", "  budget 50,000, or refused"),
        ("  晋升：名次 ≤ 3，连续 3 个月", "  晋升: rank <= 3, 3 months in a row"),
        ("  客服：客服", "  agent: 客服"),
        ("  销售额：销售额、客服销售额", "  Sales: 销售额, 客服销售额"),
    ],
)  # fmt: skip
def test_says(lines: dict[Lang, list[str]], zh: str, en: str) -> None:
    assert zh in lines["zh"]
    assert en in lines["en"]
    assert lines["zh"].index(zh) == lines["en"].index(en)


def test_names_for_yaml_stand_apart(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_text(TEXT, encoding="utf-8")
    told = [line.zh for line in names(load_scheme(str(tmp_path / "team.yaml")))]
    assert told[0] == "YAML 和 --set 里的名称"
    assert {"  metrics.speed：响应", "  params.quota：12.5", "  sales：销售额"} <= set(told)


def test_pay_says_when_and_in_what_proportion(lines: dict[Lang, list[str]]) -> None:
    (bonus,) = (line for line in lines["zh"] if line.startswith("  名次奖金："))
    assert "第 1 名 2,500" in bonus
    assert bonus.endswith("；仅限名次 ≤ 10；按出勤 ÷ 应出勤折算")


@pytest.mark.parametrize("name", [card.name for card in cards() if card.ready_made])
def test_chinese_rules_speak_of_titles(name: str) -> None:
    """No key of the language stands in a Chinese sentence about metrics, gates, ranking or pay of a ready-made scheme."""
    scheme = load_scheme(name)
    keys = {leaf.name for leaf in leaves(scheme) if leaf.title.zh != leaf.name}
    keys |= {name for name, entry in column_headers(scheme).items() if entry.title}
    for section in rules(scheme):
        for _, line in section.lines:
            assert not keys & set(re.findall(r"[A-Za-z_]+(?![\w(])", line.zh)), line.zh


@pytest.mark.parametrize("name", [card.name for card in cards() if card.ready_made])
def test_every_ready_made_scheme_reads_well(name: str) -> None:
    scheme = load_scheme(name)
    for section in sections(scheme):
        for _, line in section.lines:
            assert line.zh.strip(), section.title
            assert "{" not in line.zh + line.en
            assert "None" not in line.zh + line.en


def test_who_takes_part_and_the_bounds_are_said(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    path.write_text(
        """\
csscore: 1
name: team
metrics:
  sales: {value: sales, unit: money, weight: 100, points: minmax}
rank: {within: [team]}
pay:
  - {award: {best: 1, by: sales, amount: 200}, title: 销冠, across: all, among: status == '在职'}
  - {formula: {amount: sales * 2%}, title: 提成, when: rank <= 3, prorate: days / 22, at_least: 10, at_most: 500}
limits: {of: variable, at_least: 0, budget: 9000, over_budget: scale}
""",
        encoding="utf-8",
    )
    page = [line.zh for line in describe(load_scheme(str(path)))]
    assert "  销冠：按销售额第 1 名 200；不分组，所有人一起；只在满足状态 = '在职' 的人里" in page
    assert "  提成：销售额 × 2%；仅限名次 ≤ 3；按 days ÷ 22 折算；最少 10；最多 500" in page
    assert "  每人最少 0（浮动部分）" in page
    assert "  预算 9,000，超出就按比例折减" in page

"""The samples can be made again, and hold what their README promises."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import Outcome, settle

SAMPLES = Path(__file__).parents[2] / "samples"
MADE = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.suffix in {".csv", ".xlsx"})


def read_csv(name: str, *, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


def read_xlsx(name: str) -> list[list[Any]]:
    import python_calamine

    return python_calamine.CalamineWorkbook.from_path(SAMPLES / name).get_sheet_by_index(0).to_python()


def number(text: object) -> Fraction:
    return Fraction(str(text).removesuffix("%"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    command = [sys.executable, str(SAMPLES / "make.py"), str(folder)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"})
    return folder


def test_every_file_is_listed_in_both_readmes() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (SAMPLES / readme).read_text(encoding="utf-8")
        assert [name for name in MADE if Path(name).name not in text] == []


@pytest.mark.parametrize("name", MADE)
def test_made_again_byte_for_byte(made: Path, name: str) -> None:
    assert (made / name).read_bytes() == (SAMPLES / name).read_bytes()


def test_nothing_is_made_that_is_not_committed(made: Path) -> None:
    assert sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()) == MADE


def test_march_has_43_rankable_agents_and_six_summary_rows() -> None:
    header, *rows = read_xlsx("march.xlsx")
    assert header[:6] == [
        "旺旺昵称",
        "询单人数",
        "询单最终付款人数",
        "询单最终付款转化率",
        "首次响应时长（秒)",
        "平均响应时长（秒)",
    ]
    assert [row[0] for row in rows[43:]] == ["汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值"]
    agents = [dict(zip(header, row, strict=True)) for row in rows[:43]]
    assert len({agent["旺旺昵称"] for agent in agents}) == 43
    for agent in agents:
        assert agent["询单最终付款转化率"] == f"{agent['询单最终付款人数'] / agent['询单人数'] * 100:.2f}%"
        assert all(agent[column] != "-" for column in ("销售额", "询单人数", "平均响应时长（秒)", "旺旺回复率"))
    below = {agent["旺旺昵称"] for agent in agents if number(agent["旺旺回复率"]) < 95}
    assert below == {"青柠", "小鹿"}
    assert [agent["旺旺昵称"] for agent in agents if agent["旺旺回复率"] == "95.00%"] == ["阿岚"]
    assert [agent["旺旺昵称"] for agent in agents if "-" in agent.values()] == ["初一"]


PRESALE: dict[str, Any] = {
    "agent": "旺旺昵称",
    "columns": {
        "sales": "销售额",
        "enquiries": "询单人数",
        "buyers": "询单最终付款人数",
        "seconds": "平均响应时长（秒)",
        "reply_rate": "旺旺回复率",
    },
    "metrics": {
        "sales": {"value": "sales", "unit": "money", "weight": 45, "points": "minmax"},
        "conversion": {"value": {"ratio": ["buyers", "enquiries"]}, "weight": 45, "points": "minmax"},
        "response": {"value": "seconds", "better": "lower", "weight": 10, "points": "minmax"},
    },
    "gates": [{"name": "回复率", "when": "reply_rate < 95%", "then": {"score": "at_most 60"}}],
    "pay": [{"ladder": {"first": 2500, "second": 2300, "last": 1500}}],
}


def settled(**changes: Any) -> dict[str, Outcome]:
    header, *rows = read_xlsx("march.xlsx")
    table = [{name: str(value) for name, value in zip(header, row, strict=True)} for row in rows[:43]]
    return {outcome.agent: outcome for outcome in settle(table, PRESALE | changes)}


def test_march_pays_43_ranked_agents_from_2500_to_1500() -> None:
    month = settled()
    assert [outcome.rank for outcome in month.values()].count(None) == 0
    assert [(name, one.pay) for name, one in month.items() if one.rank in {1, 43}] == [("麦子", 2500), ("小丹", 1500)]
    assert {name: (one.score, one.gates) for name, one in month.items() if one.gates} == {
        "青柠": (60, ["回复率"]),
        "小鹿": (60, ["回复率"]),
    }
    without = settled(gates=[])
    assert min(without["青柠"].score or 0, without["小鹿"].score or 0) > 60  # so the gate shows


def test_march_has_the_ties_that_are_promised() -> None:
    _, *rows = read_xlsx("march.xlsx")
    cells = {row[0]: row[1:] for row in rows[:43]}
    assert cells["小满"] == cells["小雪"]
    assert cells["团子"][7] == cells["米粒"][7]
    assert cells["南风"][7] != cells["小麦"][7]
    ties = {frozenset(one.agent for one in group) for group in by_score(settled(gates=[])).values() if len(group) > 1}
    assert ties == {frozenset({"小满", "小雪"}), frozenset({"团子", "米粒"}), frozenset({"南风", "小麦"})}
    broken = settled(rank={"break": ["sales"]})
    assert [broken[name].tied for name in ("小满", "小雪", "团子", "米粒", "南风", "小麦", "青柠", "小鹿")] == [
        2,
        2,
        2,
        2,
        1,
        1,
        1,
        1,
    ]


def by_score(outcomes: dict[str, Outcome]) -> dict[Fraction | None, list[Outcome]]:
    groups: dict[Fraction | None, list[Outcome]] = defaultdict(list)
    for outcome in outcomes.values():
        groups[outcome.score].append(outcome)
    return groups


def test_aftersale_has_18_agents_one_missing_value_and_a_total_row() -> None:
    assert (SAMPLES / "aftersale-march.csv").read_bytes().endswith(b"\r\n")
    rows = read_csv("aftersale-march.csv", encoding="gb18030")
    assert len(rows) == 19
    assert rows[-1]["客服"] == "合计"
    for column in ("接待人数", "首次品质退款数", "差评投诉数"):
        assert int(rows[-1][column]) == sum(int(row[column]) for row in rows[:-1])
    assert [(row["客服"], column) for row in rows[:-1] for column, cell in row.items() if cell == "-"] == [("小柏", "售后成本")]
    assert [row["账号"] for row in read_csv("aftersale-roster.csv")] == [row["客服"] for row in rows[:-1]]


def test_shares_of_an_incident_sum_to_one_and_agree_with_the_bookings() -> None:
    shares: dict[str, Fraction] = defaultdict(Fraction)
    booked: dict[str, str] = {}
    for row in read_csv("incidents-march.csv"):
        shares[row["事故编号"]] += Fraction(row["责任占比"])
        booked.setdefault(row["事故编号"], row["客服"])
    assert set(shares.values()) == {Fraction(1)}
    counts = Counter(booked.values())
    for row in read_csv("aftersale-march.csv", encoding="gb18030")[:-1]:
        assert int(row["差评投诉数"]) == counts[row["客服"]]


def test_exam_has_two_papers_for_each_of_61_agents() -> None:
    rows = read_csv("exam-march.csv")
    assert set(Counter(row["客服"] for row in rows).values()) == {2}
    assert Counter(row["岗位"] for row in rows) == {"售前": 86, "售后": 36}
    assert [(row["客服"], row["科目"]) for row in rows if row["得分"] == "-"] == [("小谷", "口试")]


def test_the_two_shops_and_the_roster_name_the_same_accounts() -> None:
    accounts = {str(row[0]) for name in ("shop-1", "shop-2") for row in read_xlsx(f"shops-march/{name}.xlsx")[1:-6]}
    roster = read_csv("roster.csv")
    assert {row["账号"] for row in roster} == accounts
    people = {row["账号"]: row["姓名"] for row in roster}
    assert people["一店:小美"] == people["二店:小美"]
    assert people["一店:小丹"] != people["二店:小丹"]
    assert [row["账号"] for row in roster if row["状态"] == "试用"] == ["一店:木木"]


@pytest.mark.parametrize(("name", "agents"), [("kpi-march.csv", 14), ("orderdesk-march.csv", 10), ("centre.csv", 13)])
def test_the_kept_sheets_have_the_agents_that_are_promised(name: str, agents: int) -> None:
    assert len({next(iter(row.values())) for row in read_csv(name)}) == agents


def test_the_quality_sheet_has_its_header_in_row_3() -> None:
    rows = read_xlsx("quality-march.xlsx")
    assert rows[2][:3] == ["客服", "客户满意度评分", "投诉率"]
    assert len(rows) == 15
    assert [row[0] for row in rows[3:] if "-" in row] == ["春分"]

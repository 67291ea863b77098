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


def test_march_has_the_ties_that_are_promised() -> None:
    """45/45/10 by min-max, in fractions: equal scores to two decimals, and one pair alike in every column."""
    _, *rows = read_xlsx("march.xlsx")
    rows = rows[:43]

    def points(values: list[Fraction]) -> list[Fraction]:
        low, high = min(values), max(values)
        return [100 * (value - low) / (high - low) for value in values]

    sales = points([number(row[8]) for row in rows])
    conversion = points([number(row[2]) / number(row[1]) for row in rows])
    response = points([-number(row[5]) for row in rows])
    parts = zip(sales, conversion, response, strict=True)
    score = {row[0]: round((45 * s + 45 * c + 10 * r) / 100, 2) for row, (s, c, r) in zip(rows, parts, strict=True)}
    alike = {row[0]: row[1:] for row in rows}
    assert alike["小满"] == alike["小雪"]
    assert score["团子"] == score["米粒"]
    assert alike["团子"][7] == alike["米粒"][7]
    assert score["南风"] == score["小麦"]
    assert alike["南风"][7] != alike["小麦"][7]
    shared = [value for value, count in Counter(score.values()).items() if count > 1]
    assert len(shared) == 3
    assert min(score["青柠"], score["小鹿"]) > 60  # the gate that caps at 60 shows
    assert Counter(score.values())[max(score.values())] == Counter(score.values())[min(score.values())] == 1


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

"""What a reading says: the sheet, the header, the columns with their names and decisions, the rows left out."""

from __future__ import annotations

import datetime as dt

import pytest

from csscore.problems import Problems
from csscore.read.inspection import inspect
from csscore.read.requirements import Column
from tests.read.grids import book, codes, dictionary, grid, wanted

ROWS = [
    ["导出时间：2026-04-01"],
    [],
    ["旺旺昵称", "询单最终付款转化率", "平均响应时长（秒)", "备注", "销售额", None],
    ["小美", "46.01%", 24.02, "x", 100.0, None],
    ["小丹", "35.87%", 27.23, None, 200.0, None],
    ["汇总值", "41%", "-", None, 300.0, None],
]


@pytest.fixture
def reading(shelf):
    sheet = grid(ROWS, file="客服绩效20260331.xlsx", sheet="数据信息")
    path = shelf(book(grid([["说明"]], file=sheet.file, sheet="说明", hidden=True), sheet, digest="abc"))
    problems = Problems()
    (found,), _ = inspect(path, dictionary(), problems)
    assert codes(problems) == ["D240"]
    return found


def test_the_file_and_its_sheets(reading):
    assert (reading.file, reading.container, reading.digest) == ("客服绩效20260331.xlsx", "xlsx", "abc")
    assert [(sheet.name, sheet.hidden, sheet.taken) for sheet in reading.sheets] == [
        ("说明", True, False),
        ("数据信息", False, True),
    ]
    assert reading.sheet == "数据信息"
    assert reading.why_sheet.en == "the only sheet with anything in it"


def test_the_header(reading):
    assert reading.header_rows == [3]
    assert reading.why_header.zh.startswith("有客服列，认出 ")
    assert reading.above == ["导出时间：2026-04-01"]


def test_the_columns(reading):
    assert [(column.letters, column.header, column.names, column.is_agent) for column in reading.columns] == [
        ("A", "旺旺昵称", [], True),
        ("B", "询单最终付款转化率", ["conversion"], False),
        ("C", "平均响应时长（秒)", ["response_seconds"], False),
        ("D", "备注", [], False),
        ("E", "销售额", ["sales"], False),
    ]
    assert [column.unit for column in reading.columns] == [None, "percent", "seconds", None, "money"]
    assert [words.en for words in reading.column("B").decided] == ["percentages, with %"]
    assert [words.zh for words in reading.column("C").decided] == ["时长，按秒计"]
    assert reading.column("E").decided == []


def test_what_decides_a_scale(shelf):
    rows = [["客服", "客户满意率", "旺旺回复率(%)", "询单转化率"], ["小美", 0.93, 98.6, 0.45], ["小丹", 0.9, 1.0, 0.5]]
    formats = {3: "0.00%"}
    path = shelf(book(grid(rows, number_format=lambda row, column: formats.get(column))))
    decided = [column.decided for column in inspect(path, dictionary(), Problems())[0][0].columns]
    assert [[words.en for words in each] for each in decided] == [
        [],
        ["0.45 is read as 45 % (by the size of the numbers)"],
        ["45 is read as 45 % (the header has %)"],
        ["percentages (the cells have a percent format)"],
    ]


def test_the_rows(reading):
    assert (reading.rows, reading.agents) == (2, 2)
    assert [(str(row.place), row.text, row.why.zh) for row in reading.left_out] == [
        ("客服绩效20260331.xlsx[数据信息]!A6", "汇总值", "汇总行")
    ]


def test_the_date_in_the_name(reading):
    assert reading.date_in_name == (dt.date(2026, 3, 31), dt.date(2026, 3, 31))


def test_a_file_without_an_agent_column_is_described_as_far_as_it_was_read(shelf):
    problems = Problems()
    (found,), _ = inspect(shelf(book(grid([["甲", "乙"], ["x", 1.0]]))), dictionary(), problems)
    assert codes(problems) == ["D230"]
    assert [column.header for column in found.columns] == ["甲", "乙"]
    assert found.rows == 0


def test_a_file_that_can_not_be_opened(tmp_path):
    problems = Problems()
    assert inspect(str(tmp_path / "none.xlsx"), dictionary(), problems) is None
    assert problems.errors


@pytest.mark.parametrize(
    ("header", "said"),
    [("Response time (min)", "分钟：数 ×60"), ("响应时长（小时）", "小时：数 ×3600"), ("响应时长(ms)", "毫秒：数 ÷1000")],
)
def test_what_a_unit_in_the_header_means(shelf, header, said):
    path = shelf(book(grid([["客服", header], ["小美", 1.5], ["小丹", 2]], file="a.xlsx")))
    asked = wanted()
    asked.columns["t"] = Column("t", (header,), "seconds")
    (found,), table = inspect(path, asked, Problems())
    assert said in found.column("B").decided[0].zh
    assert table.numbers("t").tolist() == [1.5 * UNITS[said[:2]], 2 * UNITS[said[:2]]]


UNITS = {"分钟": 60, "小时": 3600, "毫秒": 0.001}

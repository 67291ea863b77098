"""Columns by name: numbers, texts, days; refusals with the cell; selections report only what is theirs."""

from __future__ import annotations

import numpy as np
import pytest

from csscore.problems import Problems
from csscore.read.grid import CellError
from csscore.read.load import load
from tests.read.grids import at_size, book, codes, grid, hints, texts, wanted


@pytest.fixture
def table(shelf):
    def read(*sheets, names, **options):
        problems = Problems()
        paths = [shelf(book(given if not isinstance(given, list) else grid(given))) for given in sheets]
        return load(paths, names, problems, **options).main, problems

    return read


def test_a_refused_cell_names_cell_agent_and_column(table):
    rows = [["客服", "平均响应时间"], ["小美", 20.0], ["小丹", "九十五"], ["小满", "-"]]
    data, problems = table(rows, names=wanted("平均响应时间"))
    values = data.numbers("平均响应时间", "seconds")
    assert values[0] == 20.0
    assert np.isnan(values[1:]).all()
    [problem] = problems.errors
    assert problem.code == "D204"
    assert str(problem.place) == "march.xlsx[Sheet1]!B3"
    assert problem.details["agent"] == "小丹"
    assert problem.details["column"] == "平均响应时间"


def test_a_selection_reports_only_its_rows(table):
    rows = [["客服", "销售额"], ["小美", 1.0], ["小丹", "九"], ["小满", 3.0]]
    data, problems = table(rows, names=wanted("销售额"))
    others = data.select(np.array([True, False, True]))
    assert others.numbers("销售额").tolist() == [1.0, 3.0]
    assert others.agents.tolist() == ["小美", "小满"]
    assert codes(problems) == []
    assert str(others.place(1, "销售额")) == "march.xlsx[Sheet1]!B4"
    last = others.select(np.array([False, True]))
    assert last.agents.tolist() == ["小满"]
    assert str(last.place(0)) == "march.xlsx[Sheet1]!A4"
    data.select(np.array([1])).numbers("销售额")
    assert codes(problems) == ["D204"]


def test_places_in_a_text_file_are_lines(table):
    sheet = grid(
        [["客服", "销售额"], ["小美", "1"], ["小丹", "2"]], file="a.csv", sheet=None, is_text=True, row_numbers=[1, 2, 4]
    )
    data, _ = table(sheet, names=wanted("销售额"))
    assert str(data.place(1, "销售额")) == "a.csv:4"


def test_texts_are_kept_as_written(table):
    rows = [["客服", "单号"], ["小美", "007"], ["小美", 12.0], ["小美", "-"], ["小美", None], ["小美", " a b "]]
    data, problems = table(rows, names=wanted("单号"))
    assert data.texts("单号").tolist() == ["007", "12", None, None, "a b"]
    assert codes(problems) == ["D316"]  # 12 is shorter than 007


def test_identifiers_that_a_spreadsheet_has_damaged(table):
    rows = [["客服", "单号"], ["小美", 6.953412345678901e18], ["小美", "2.02408E+19"], ["小美", "6953412345678904751"]]
    data, problems = table(rows, names=wanted("单号"))
    data.texts("单号")
    assert codes(problems) == ["D247", "D247"]
    assert [problem.place.cell for problem in problems] == ["B2", "B3"]


@pytest.mark.parametrize("kind", ["cells", "large"])
def test_damaged_identifiers_in_a_text_file(table, kind):
    rows = [["客服", "单号"], ["小美", "007"], ["小美", "2.02408E+19"], ["小美", "1e5x"]]
    sheet = grid(rows, file="a.csv", sheet=None, is_text=True)
    if kind == "large":
        sheet.columns = [at_size(column.tolist()) for column in sheet.columns]
    data, problems = table(sheet, names=wanted("单号"))
    assert data.texts("单号").tolist() == ["007", "2.02408E+19", "1e5x"]
    assert texts(problems, "D247") == ["列 单号 的编号 2.02408E+19 位数太多，表格软件已经丢了后面几位"]
    assert str(next(iter(problems)).place) == "a.csv:3"


def test_error_values_and_formulas_without_a_value(table):
    rows = [["客服", "岗位", "销售额"], ["小美", CellError("#N/A"), 1.0], ["小丹", "售前", None], ["小满", None, None]]
    sheet = grid(rows, formulas_without_value=lambda: frozenset({(2, 2), (3, 1)}))
    data, problems = table(sheet, names=wanted("岗位", "销售额"))
    assert data.texts("岗位").tolist() == [None, "售前", None]
    assert [(problem.code, problem.place.cell) for problem in problems] == [("D246", "B2"), ("D245", "B4")]
    assert hints(problems, "D245") == ["用 Excel 或 WPS 打开，保存一次，再导入"]
    data.numbers("销售额")
    assert [(problem.code, problem.place.cell) for problem in problems][2:] == [("D245", "C3")]


def test_error_values_in_numbers_are_refused_by_cell(table):
    data, problems = table([["客服", "销售额"], ["小美", CellError("#DIV/0!")]], names=wanted("销售额"))
    assert np.isnan(data.numbers("销售额")).all()
    assert [str(problem.place) for problem in problems.errors] == ["march.xlsx[Sheet1]!B2"]


def test_a_merged_text_holds_for_all_its_rows(table):
    rows = [["客服", "岗位", "销售额"], ["小美", "售前", 1.0], ["小丹", None, 2.0], ["小满", "售后", 3.0]]
    data, problems = table(grid(rows, merged=((1, 1, 2, 1),)), names=wanted("岗位", "销售额"))
    assert data.texts("岗位").tolist() == ["售前", "售前", "售后"]
    assert codes(problems) == []


def test_a_merged_number_over_several_agents_is_refused(table):
    rows = [["客服", "销售额"], ["小美", 10.0], ["小丹", None], ["小满", 3.0]]
    data, problems = table(grid(rows, merged=((1, 1, 2, 1),)), names=wanted("销售额"))
    data.numbers("销售额")
    assert texts(problems, "D244", "en") == ["B2:B3 is one merged cell over 2 agents: whose is the number (column 销售额)?"]
    assert problems.errors[0].place.cell == "B2"


def test_a_merged_number_of_one_agent_counts_once(table):
    rows = [["客服", "日期", "销售额"], ["小美", "1日", 10.0], [None, "2日", None], ["小满", "1日", 3.0]]
    data, problems = table(grid(rows, merged=((1, 0, 2, 0), (1, 2, 2, 2))), names=wanted("销售额"))
    assert data.agents.tolist() == ["小美", "小美", "小满"]
    assert np.nansum(data.numbers("销售额")) == 13.0
    assert codes(problems) == []


ROLES = [
    ["客服", "岗位", "质检得分"],
    ["小美", "售前", 90.0],
    ["小丹", "售后", 80.0],
    ["小满", "售前", 70.0],
    ["小满", "售后", 75.0],
]
SALES = [["客服", "销售额"], ["小丹", 1.0], ["小美", 2.0], ["小满", 3.0], ["老王", 4.0]]


def test_an_attribute_reaches_the_rows_of_other_files(table):
    names = wanted("岗位", "质检得分", "销售额")
    data, problems = table(grid(ROLES, file="a.xlsx"), grid(SALES, file="b.xlsx"), names=names)
    assert data.attribute("岗位").tolist() == ["售前", "售后", "售前", "售后", "售后", "售前", None, None]
    assert texts(problems, "D253") == ["岗位 在另一个文件里不止一个值，没有填：小满 (售前 / 售后)"]
    assert data.texts("岗位").tolist()[4:] == [None] * 4
    where = data.attribute("岗位") == "售前"
    assert data.select(where).numbers("销售额").tolist()[-1] == 2.0


def test_an_attribute_of_one_file_is_left_as_it_is(table):
    data, problems = table(ROLES, names=wanted("岗位"))
    assert data.attribute("岗位").tolist() == ["售前", "售后", "售前", "售后"]
    assert codes(problems) == []


def test_units(table):
    data, _ = table([["客服", "销售额"], ["小美", 1.0]], names=wanted("销售额"))
    assert data.unit("销售额") is None
    assert data.unit("别的") is None
    assert len(data) == 1


def test_days(table):
    rows = [["客服", "入职"], ["小美", "2026-03-01"], ["小丹", None]]
    data, _ = table(rows, names=wanted("入职"))
    assert data.dates("入职")[0] == np.datetime64("2026-03-01")
    assert np.isnat(data.dates("入职")[1])

"""The sheet that has most of what is asked for; never a hidden one, never a guess."""

from __future__ import annotations

import pytest

from csscore.problems import Problems
from csscore.read.sheets import Asked, choose_sheets
from tests.read.grids import book, codes, grid, hints, texts, wanted

DATA = [["客服", "销售额", "回复率"], ["小美", 1.0, 0.9]]
LESS = [["客服", "回复率"], ["小美", 0.9]]
ASKED = wanted("销售额", "回复率")


def chosen(*grids, sheet=None):
    problems = Problems()
    found = choose_sheets(book(*grids), ASKED, Asked(() if sheet is None else (sheet,)), problems)
    return (found[0] if found else None), problems


def test_the_only_sheet():
    choice, _ = chosen(grid(DATA))
    assert choice.grid.sheet == "Sheet1"
    assert choice.why.en == "the only sheet"


def test_the_sheet_with_most_of_it():
    choice, problems = chosen(grid([["说明"]], sheet="说明"), grid(LESS, sheet="回复"), grid(DATA, sheet="数据"))
    assert choice.grid.sheet == "数据"
    assert choice.why.zh == "要用的表头它最多"
    assert codes(problems) == []


def test_two_that_fit_equally_well():
    choice, problems = chosen(grid(DATA, sheet="3月"), grid(DATA, sheet="2月"))
    assert choice is None
    assert texts(problems, "D235") == ["这几个工作表一样合适：3月、2月"]
    assert hints(problems, "D235", "en") == ["say which one, as in --sheet '3月'; or take them all: --sheet '*'"]


@pytest.mark.parametrize("sheet", ["2月", "2"])
def test_asked_for(sheet):
    choice, problems = chosen(grid(DATA, sheet="3月"), grid(DATA, sheet="2月"), sheet=sheet)
    assert choice.grid.sheet == "2月"
    assert choice.header is not None
    assert codes(problems) == []


def test_a_name_comes_before_a_number():
    choice, _ = chosen(grid(DATA, sheet="2"), grid(DATA, sheet="1"), sheet="1")
    assert choice.grid.sheet == "1"


@pytest.mark.parametrize("sheet", ["数剧信息", "3", "0", "9" * 5000])
def test_no_such_sheet(sheet):
    choice, problems = chosen(grid(DATA, sheet="数据信息"), grid(LESS, sheet="说明"), sheet=sheet)
    assert choice is None
    assert texts(problems, "D234", "en") == [f"there is no sheet '{sheet}'; the file has: 数据信息, 说明"]
    assert "数据信息" in hints(problems, "D234")[0]


def test_a_hidden_sheet_is_taken_only_when_asked_for():
    hidden = grid(DATA, sheet="旧", hidden=True)
    assert chosen(grid(LESS, sheet="新"), hidden)[0].grid.sheet == "新"
    choice, problems = chosen(grid([[None]], sheet="空"), hidden)
    assert choice is None
    assert hints(problems, "D236") == ["隐藏的工作表（旧）要指定才读：--sheet '旧'"]
    assert chosen(grid(LESS, sheet="新"), hidden, sheet="旧")[0].grid.sheet == "旧"


def test_text_files_have_no_sheets():
    assert chosen(grid(DATA, sheet=None), sheet="数据")[0].grid.sheet is None


def test_where_nothing_fits_the_first_is_shown():
    choice, problems = chosen(grid([["a", "b"], ["x", 1.0]], sheet="甲"), grid([["c", "d"], ["y", 1.0]], sheet="乙"))
    assert choice.grid.sheet == "甲"
    assert codes(problems) == []

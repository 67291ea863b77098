"""Accounts become people; nobody is merged or split in silence."""

from __future__ import annotations

import numpy as np
import pytest

from csscore.problems import Problems
from csscore.read.load import load
from tests.read.grids import asked, book, codes, dictionary, grid, hints, texts

HEADER = ["账号", "姓名", "小组", "状态", "底薪"]


@pytest.fixture
def run(shelf):
    def read(accounts, roster, *names, sales=None):
        problems = Problems()
        rows = [["客服", "销售额"], *([account, float(i + 1)] for i, account in enumerate(accounts))]
        data = shelf(book(grid(rows, file="sales.xlsx")))
        path = shelf(book(grid(roster, file="roster.xlsx")))
        return load([data], asked("sales", *names), problems, roster=path), problems

    return read


def test_several_accounts_make_one_person(run):
    roster = [HEADER, ["一店:小美;二店:小美", "张美", "一组", "在职", 4200.0], ["一店：小丹", "李丹", "二组", "试用", 3800.0]]
    inputs, problems = run(["一店:小美", "二店:小美", "一店:小丹"], roster)
    assert inputs.main.agents.tolist() == ["张美", "张美", "李丹"]
    assert inputs.people.ids.tolist() == sorted(["张美", "李丹"])
    assert inputs.people.texts("team").tolist() == ["一组", "二组"]
    assert inputs.people.texts("小组").tolist() == ["一组", "二组"]
    assert inputs.people.numbers("base_pay").tolist() == [4200.0, 3800.0]
    assert codes(problems) == []


@pytest.mark.parametrize("cell", ["a;b", "a；b", "a、b", "a,b", "a，b", "a/b", "a\nb", " a ; b ;"])
def test_separators_inside_a_cell(run, cell):
    inputs, _ = run(["a", "b"], [HEADER, [cell, "张美", "", "", 1.0]])
    assert inputs.main.agents.tolist() == ["张美", "张美"]


def test_a_comma_may_be_part_of_a_name(run):
    roster = [["Agent", "Team"], ["Smith, John", "Blue"], ["Smith, Anna", "Red"], ["kim, kim2", "Red"]]
    inputs, problems = run(["Smith, John", "Smith, Anna", "kim", "kim2"], roster)
    assert inputs.main.agents.tolist() == ["Smith, John", "Smith, Anna", "kim, kim2", "kim, kim2"]
    assert codes(problems) == []


def test_several_account_columns_and_rows(run):
    roster = [
        ["旺旺账号", "客服账号", "姓名"],
        ["tb:小美", "jd-小美", "张美"],
        ["tb:小美2", None, "张美"],
        ["tb:小丹", "-", "李丹"],
    ]
    inputs, problems = run(["tb:小美", "jd-小美", "tb:小美2", "tb:小丹"], roster)
    assert inputs.main.agents.tolist() == ["张美", "张美", "张美", "李丹"]
    assert codes(problems) == []


def test_one_nickname_in_two_shops_stays_two_people(run):
    inputs, problems = run(["一店:小美", "二店:小美"], [HEADER, ["一店:小美", "张美"], ["二店:小美", "王美"]])
    assert inputs.main.agents.tolist() == ["张美", "王美"]
    assert codes(problems) == []


def test_without_a_roster_the_account_is_the_person(shelf):
    problems = Problems()
    data = shelf(book(grid([["客服", "销售额"], ["一店:小美", 1.0], ["二店：小美", 2.0]])))
    inputs = load([data], asked("sales"), problems)
    assert inputs.people.ids.tolist() == ["一店:小美", "二店:小美"]
    assert inputs.people.names.tolist() == ["一店:小美", "二店:小美"]
    assert not inputs.people.has("team")
    assert inputs.people.texts("team").tolist() == [None, None]
    assert np.isnan(inputs.people.numbers("base_pay")).all()


def test_a_shop_column_completes_the_account(run):
    roster = [["店铺", "账号", "姓名"], ["一店", "小美", "张美"], ["二店", "小美", "王美"], ["二店", "小丹", "李丹"]]
    inputs, problems = run(["一店:小美", "二店:小美", "小丹"], roster)
    assert inputs.main.agents.tolist() == ["张美", "王美", "李丹"]
    assert codes(problems) == []
    _, problems = run(["小美", "小丹"], roster)
    assert texts(problems, "D307") == ["“小美”可能是这几个人：张美、王美"]


def test_people_are_known_by_name_too(run):
    inputs, problems = run(["张美", "小丹"], [HEADER, ["小美", "张美"], ["小丹", "李丹"]])
    assert inputs.main.agents.tolist() == ["张美", "李丹"]
    assert codes(problems) == []


def test_strangers_and_absentees(run):
    inputs, problems = run(["小美", "小羙2"], [HEADER, ["小美", "张美"], ["小美2", "王美"], ["小丹", "李丹"]])
    assert inputs.main.agents.tolist() == ["张美", "小羙2"]
    assert texts(problems, "D300", "en") == ["not in the roster roster.xlsx: 小羙2"]
    assert hints(problems, "D300", "en") == ["add them to the roster; spelled most like: 小美2"]
    assert str(next(p for p in problems if p.code == "D300").place) == "sales.xlsx[Sheet1]!A3"
    assert texts(problems, "D301") == ["花名册里的这些人没有数据：李丹、王美"]
    assert inputs.people.texts("team").tolist() == [None, None]


def test_nobody_in_both(run):
    _, problems = run(["小美", "小丹"], [HEADER, ["tb小美", "张美"], ["tb小丹", "李丹"]])
    assert codes(problems) == ["D302"]
    assert texts(problems, "D302") == ["花名册和数据没有一个人对得上（数据：小丹、小美；花名册：tb小美、tb小丹、张美 等 4 个）"]


def test_an_account_of_two_people(run):
    _, problems = run(["小美"], [HEADER, ["小美", "张美"], ["小丹;小美", "李丹"]])
    assert texts(problems, "D303", "en") == ["the account '小美' belongs to two people: 张美, 李丹"]
    assert problems.errors[0].place.cell == "A3"


def test_two_people_of_one_name_are_told_apart_by_number(run):
    roster = [["账号", "姓名", "工号"], ["a", "王芳", "007"], ["b", "王芳", 8.0], ["c", "李丹", "009"], ["a2", "王芳", "007"]]
    inputs, problems = run(["a", "b", "c", "a2"], roster)
    assert inputs.main.agents.tolist() == ["王芳(007)", "王芳(8)", "李丹", "王芳(007)"]
    assert inputs.people.ids.tolist() == ["李丹", "王芳(007)", "王芳(8)"]
    assert inputs.people.names.tolist() == ["李丹", "王芳", "王芳"]
    assert codes(problems) == ["D316"]  # 8 beside 007 and 009
    _, problems = run(["a", "王芳"], roster)
    assert "D307" in codes(problems)


def test_two_people_of_one_name_without_numbers(run):
    roster = [["账号", "姓名", "入职日期"], ["a", "王芳", "2024-01-01"], ["b", "王芳", "2025-06-01"]]
    _, problems = run(["a", "b"], roster)
    assert codes(problems) == ["D304"]
    assert "工号" in hints(problems, "D304", "en")[0]
    roster = [["账号", "姓名", "工号"], ["a", "王芳", "1"], ["b", "王芳", "2"], ["c", "王芳", None]]
    _, problems = run(["a", "b", "c"], roster)
    assert codes(problems) == ["D304"]


def test_a_number_with_two_names(run):
    _, problems = run(["a", "b"], [["账号", "姓名", "工号"], ["a", "王芳", "1"], ["b", "王方", "1"]])
    assert texts(problems, "D305") == ["工号 1 有两个姓名：王芳、王方"]


def test_rows_of_one_person_must_agree_where_it_matters(run):
    roster = [
        HEADER,
        ["a", "张美", "一组", "在职", 4200.0],
        ["b", "张美", "二组", "在职", 4200.0],
        ["c", "李丹", None, None, None],
    ]
    inputs, problems = run(["a", "b", "c"], roster)
    assert inputs.people.numbers("底薪")[0] == 4200.0
    assert np.isnan(inputs.people.numbers("底薪")[1])
    assert codes(problems) == []
    inputs.people.texts("team")
    assert texts(problems, "D306", "en") == ["the roster gives 张美 two values of team: 一组, 二组"]
    assert problems.errors[0].place.cell == "C3"


def test_a_roster_without_names(run):
    inputs, problems = run(["a", "b", "c"], [["账号", "小组"], ["a;b", "一组"], ["c", "二组"]])
    assert inputs.main.agents.tolist() == ["a", "a", "c"]
    assert inputs.people.texts("team").tolist() == ["一组", "二组"]
    assert codes(problems) == []


def test_a_roster_of_names_only(run):
    inputs, problems = run(["张美"], [["姓名", "小组"], ["张美", "一组"]])
    assert inputs.people.texts("team").tolist() == ["一组"]
    assert codes(problems) == []


def test_a_file_that_is_no_roster(run):
    _, problems = run(["张美"], [["a", "b"], ["c", "d"]])
    assert "D230" in codes(problems)


def test_a_column_may_be_in_the_roster_only(shelf):
    problems = Problems()
    data = shelf(book(grid([["客服", "销售额"], ["小美", 1.0]], file="sales.xlsx")))
    roster = shelf(book(grid([["账号", "姓名", "岗位", "计薪天数"], ["小美", "张美", "售前", 22.0]], file="roster.xlsx")))
    import dataclasses

    from csscore.read.requirements import Column

    whole = dictionary()
    columns = {name: dataclasses.replace(whole.columns[name], needed=True) for name in ("sales", "workdays")}
    columns["岗位"] = Column("岗位", ("岗位",))
    names = dataclasses.replace(whole, columns=columns, dates=())
    inputs = load([data], names, problems, roster=roster)
    assert codes(problems) == []
    assert inputs.people.has("岗位")
    assert inputs.people.texts("岗位").tolist() == ["售前"]
    assert inputs.people.numbers("workdays").tolist() == [22.0]
    assert inputs.people.unit("workdays") == "number"
    load([data], names, problems)
    assert codes(problems) == ["D231"]


def test_the_roster_matches_further_inputs(shelf):
    problems = Problems()
    data = shelf(book(grid([["客服", "销售额"], ["小美", 1.0]], file="sales.xlsx")))
    exam = shelf(book(grid([["姓名", "考试成绩"], ["张美", 88.0]], file="exam.xlsx")))
    roster = shelf(book(grid([["账号", "姓名"], ["小美", "张美"]], file="roster.xlsx")))
    inputs = load([data], asked("sales"), problems, roster=roster, extra={"exam": (exam, asked("exam"))})
    assert inputs.extra["exam"].agents.tolist() == ["张美"]
    assert [reading.file for reading in inputs.readings] == ["sales.xlsx", "exam.xlsx", "roster.xlsx"]
    assert [(reading.rows, reading.agents) for reading in inputs.readings] == [(1, 1)] * 3
    assert codes(problems) == []


def test_a_roster_without_a_dictionary(shelf):
    from tests.read.grids import wanted

    problems = Problems()
    data = shelf(book(grid([["客服", "销售额"], ["小美", 1.0]], file="sales.xlsx")))
    roster = shelf(book(grid([["账号", "姓名", "小组"], ["小美", "张美", "一组"]], file="roster.xlsx")))
    inputs = load([data], wanted("销售额"), problems, roster=roster)
    assert inputs.main.agents.tolist() == ["张美"]
    assert inputs.people.texts("小组").tolist() == ["一组"]


def test_texts_are_no_numbers(run):
    inputs, problems = run(["a"], [HEADER, ["a", "张美", "一组", "在职", 4200.0]])
    assert inputs.people.texts("team").tolist() == ["一组"]
    assert np.isnan(inputs.people.numbers("team")[0])
    assert [(problem.code, problem.place.cell) for problem in problems.errors] == [("D204", "C2")]

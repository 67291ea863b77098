"""Where a second table begins below the first."""

from __future__ import annotations

import pytest

from csscore.problems import Problems, describe
from csscore.read.load import load

from .grids import wanted


def codes(tmp_path, rows):
    path = tmp_path / "march.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    problems = Problems()
    inputs = load([str(path)], wanted("销售额", "询单人数"), problems)
    inputs.main.numbers("销售额", "money")
    inputs.main.numbers("询单人数", "count")
    for problem in problems:
        assert describe(problem, "zh")
    return inputs, [problem.code for problem in problems]


FIRST = ["客服,销售额,询单人数", "小美,128400,300", "小丹,96000,280"]


@pytest.mark.parametrize(
    "second",
    [
        ["客服,考试分数", "小美,92", "小丹,85"],
        ["", "客服,考试分数,科目", "小美,92,笔试", "小丹,85,笔试"],
        ["客服,笔试,口试", "小美,92,80"],
        ["员工,询单人数,销售额", "小美,300,128400"],  # an agent header that nobody knows, and headers in another order
    ],
)
def test_a_second_table_is_refused_where_it_begins(tmp_path, second):
    inputs, found = codes(tmp_path, [*FIRST, *second])
    assert set(found) - {"D119"} == {"D257"}
    assert inputs.main.agents.tolist() == ["小美", "小丹"]


def test_the_same_header_again_is_no_second_table(tmp_path):
    _, found = codes(tmp_path, [*FIRST, FIRST[0], "小雷,87000,250"])
    assert found == ["D243"]


def test_a_word_in_a_cell_is_no_second_table(tmp_path):
    _, found = codes(tmp_path, [*FIRST, "小雷,九十五,250"])
    assert found == ["D204"]
    _, found = codes(tmp_path, [*FIRST, "小雷,请假,请假"])
    assert set(found) == {"D204"}

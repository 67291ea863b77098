"""Hostile third-party files: read rightly, or refused with the place."""

from __future__ import annotations

import pytest

from csscore.problems import Problems
from csscore.read.load import load
from tests.read.grids import codes, wanted


@pytest.fixture
def opened(shared):
    def read(name, names, **options):
        problems = Problems()
        return load([str(shared / "nasty" / name)], names, problems, **options).main, problems

    return read


def test_titles_above_and_words_below(opened):
    names = wanted("Age", "Profession", agent=["Name"])
    table, problems = opened("readxl__deaths.xlsx", names, sheet="arts")
    assert len(table) == 10
    assert table.agents[[0, 4, 9]].tolist() == ["David Bowie", "Prince", "George Michael"]
    assert table.numbers("Age").sum() == 69 + 60 + 90 + 61 + 57 + 69 + 82 + 89 + 99 + 53
    assert [problem.place.cell for problem in problems] == ["A16", "A17", "A18", "A19"]
    assert set(codes(problems)) == {"D242"}
    _, problems = opened("readxl__deaths.xlsx", names)
    assert codes(problems) == ["D235"]


def test_a_header_in_row_9(opened):
    table, _ = opened("calamine__header-row.xlsx", wanted("Column A", "Column C", agent=["Columns"]))
    assert table.agents.tolist() == ["put data here"]
    assert (table.numbers("Column A")[0], table.numbers("Column C")[0]) == (1.0, 3.0)
    assert str(table.place(0, "Column C")).endswith("[Sheet1]!D10")


def test_pivot_tables(opened):
    names = wanted("Sum of Size", "Average of Value", agent=["Row Labels"])
    table, problems = opened("calamine__pivots.xlsx", names)
    assert table.agents.tolist() == ["yellow"]
    assert table.numbers("Sum of Size").tolist() == [6.25552]
    assert [(problem.code, problem.place.cell) for problem in problems] == [("D240", "A5")]
    table, problems = opened("calamine__pivots.xlsx", wanted("Sum of Value", agent=["Row Labels"]), sheet="PivotSheet4")
    assert table.agents.tolist() == ["blue", "yellow", "blue", "yellow"]  # two tables, one below the other
    assert codes(problems) == ["D240", "D240", "D243"]


def test_headers_given_twice(opened):
    for name, names in (
        ("readxl__unnamed-duplicated-columns.xlsx", wanted("var2", agent=["var2"])),
        ("readxl__names-need-repair-xlsx.xlsx", wanted("a b", agent=["c%&$"])),
        ("frictionless__duplicate-headers.csv", wanted("id", agent=["name"])),
    ):
        _, problems = opened(name, names)
        assert set(codes(problems)) == {"D233"}, name
    table, problems = opened("frictionless__duplicate-headers.csv", wanted("age", agent=["name"]))
    assert table.numbers("age").tolist() == [30.0, 26.0]
    assert codes(problems) == []


def test_styled_but_empty_cells(opened):
    table, problems = opened("readxl__style-only-cells.xlsx", wanted("var5", agent=["var1"]))
    assert len(table) == 3
    assert table.numbers("var5").tolist() == [1.0, 2.0, 3.0]
    assert codes(problems) == []


def test_a_header_with_line_breaks(opened):
    table, _ = opened("csvkit__test_header_newline.csv", wanted("b", agent=["start end"]))
    assert table.agents.tolist() == ["d"]
    assert table.texts("b").tolist() == ["e"]


def test_rows_of_different_length(opened):
    table, _ = opened("xlrd__ragged.xls", wanted("b", "c", agent=["a"]))
    assert table.agents.tolist() == ["d", "f", "g", "k"]
    assert table.texts("c").tolist() == [None, None, "I", None]


def test_a_formula_without_a_value(opened):
    table, problems = opened("readxl__missing-v-node-xlsx.xlsx", wanted("A + B", agent=["A"]))
    table.numbers("A + B")
    assert [(problem.code, problem.place.cell) for problem in problems] == [("D245", "C2")]


def test_an_author_s_figures(opened, shared):
    """150 agents of a public data set; the counts are those its author published."""
    path = shared / "tickets" / "customer_support_tickets.csv"
    problems = Problems()
    table = load([str(path)], wanted("Resolution_Hours", "Team", agent=["Agent_ID"]), problems).main
    assert len(table) == 10_000
    assert len(set(table.agents.tolist())) == 150
    hours = table.numbers("Resolution_Hours")
    assert int((hours == hours).sum()) == 8798
    assert codes(problems) == ["D443"]  # just 10,000 rows: an export may have been cut there

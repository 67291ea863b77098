"""Text files: delimiters, quotes, lines and ragged rows; the path for large files gives what the other gives."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from csscore.read import text
from csscore.read.text import grid_of_text, sniff

from .files import codes


def cut(content):
    problems = Problems()
    found = grid_of_text(content, "a.csv", problems)
    if found is None:
        return None, problems
    grid, _ = found
    return [grid.row(number) for number in range(grid.height)], problems


def cells(content):
    found, problems = cut(content)
    assert not list(problems)
    return found


def lines(content):
    grid, _ = grid_of_text(content, "a.csv", Problems())
    return [grid.place(row, 0).line for row in range(grid.height)]


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        ("客服,金额\n小美,1\n", ","),
        ("客服\t金额\n小美\t1,234\n小王\t5,678\n", "\t"),
        ("客服;金额\n小美;1,7\n小王;2,5\n", ";"),
        ("客服|金额|备注\n小美|1|a,b\n小王|2|c,d\n", "|"),
        ('"客服,甲";金额\n"小美,乙";1\n', ";"),
        ("下载数据最多5000条，超出部分会被截断！\n\n客服,人数,金额\n小美,1,2\n小王,3,4\n", ","),
        ("客服\n小美\n小王\n", ","),
        ("客服,备注\n小美,a;b;c;d\n小王,e\n", ","),
    ],
)
def test_the_delimiter(content, delimiter):
    assert sniff(content).delimiter == delimiter


def test_a_named_delimiter():
    assert cells("sep=;\r\na;b\r\n1;2\r\n") == [["a", "b"], ["1", "2"]]
    assert lines("sep=;\r\na;b\r\n1;2\r\n") == [2, 3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end):
    assert cells(end.join(["a,b", '"x', 'y",2', "3,4", ""])) == [["a", "b"], [f"x{end}y", "2"], ["3", "4"]]
    assert lines(end.join(["a,b", '"x', 'y",2', "3,4", ""])) == [1, 2, 4]


def test_empty_cells_are_none_and_spaces_stay():
    assert cells("a,b,c\n1,,\n , 2,\n") == [["a", "b", "c"], ["1", None, None], [" ", " 2", None]]


def test_blank_lines_keep_the_numbers_of_the_lines():
    assert cells("a,b\n\n1,2\n\n\n") == [["a", "b"], [None, None], ["1", "2"]]
    assert lines("a,b\n\n1,2\n\n\n") == [1, 2, 3]


def test_text_that_spreadsheets_are_kept_from_reading():
    assert cells('客服,工号\n小美,="007"\n小王,"=""008"""\n甲,=1+1\n') == [
        ["客服", "工号"],
        ["小美", "007"],
        ["小王", "008"],
        ["甲", "=1+1"],
    ]


def test_quotes_inside_plain_cells_are_letters():
    assert cells('a,b\n5" pipe,2\n') == [["a", "b"], ['5" pipe', "2"]]


def test_an_unclosed_quote_is_named_with_the_line_where_it_opens():
    found, problems = cut('a,b\n1,2\n"3,4\n5,6\n7,8\n')
    assert found is None
    assert [(p.code, p.place.line) for p in problems] == [("D116", 3)]


def test_a_cell_beyond_all_measure_is_an_unclosed_quote():
    _, problems = cut('a,b\n1,"' + "x\n" * 100_000 + '"y,1\n')
    assert [(p.code, p.place.line) for p in problems] == [("D116", 2)]


def test_a_cell_beyond_all_measure_without_quotes():
    _, problems = cut("a,b\n1," + "x" * 200_000 + "\n")
    assert [(p.code, p.place.line) for p in problems] == [("D109", 2)]


def test_a_misplaced_quote():
    _, problems = cut('a,b\n"x"y,2\n')
    assert [(p.code, p.place.line) for p in problems] == [("D117", 2)]


class TestRagged:
    def test_a_row_that_is_too_long_is_an_error(self):
        found, problems = cut("客服,金额,人数\n小美,1,234.50,3\n小王,5,6\n")
        assert found is None
        assert [(p.code, p.place.line, p.details["cells"], p.details["width"]) for p in problems] == [("D118", 2, 4, 3)]
        assert "234.50 | 3" in next(iter(problems)).message.zh

    def test_surplus_cells_that_are_empty_are_nothing(self):
        assert cells("a,b\n1,2,,\n3,4\n5,6\n")[1][:2] == ["1", "2"]

    def test_a_long_row_above_the_table_is_nothing(self):
        found, problems = cut("导出于,2026-03-01,店铺甲,共2人\n客服,金额\n小美,1\n小王,2\n")
        assert [row[:2] for row in found][1:] == [["客服", "金额"], ["小美", "1"], ["小王", "2"]]
        assert not list(problems)

    def test_a_short_row_is_doubted(self):
        found, problems = cut("客服,金额,人数,率\n小美,1,3\n小王,5,6,7\n备注\n")
        assert found[1] == ["小美", "1", "3", None]
        assert [(p.code, p.place.line) for p in problems] == [("D119", 2)]

    def test_many_are_not_listed_without_end(self):
        _, problems = cut("a,b\n" + "1,2\n" * 400 + "1,2,3\n" * 300)
        assert len(codes(problems)) == text._REPORTED


def test_characters_that_were_lost_before_are_told():
    found, problems = cut("客服,金额\n小\ufffd\ufffd,1\n小王,2\n")
    assert found is not None
    assert [(p.code, p.place.line, p.details["count"]) for p in problems] == [("D120", 2, 2)]


def written(rows, delimiter, end):
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return stream.getvalue()


# before Python 3.13 the writer leaves a lone carriage return without the quotes that it needs
cell = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufffd"), max_size=6).filter(
    lambda t: not t.startswith("sep=")
)
tables = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=2, max_size=8))


@given(tables, st.sampled_from(["\n", "\r\n"]))
def test_what_csv_writes_is_read_back(table, end):
    """Python's own writer; only the habit of ``="…"`` and the choice of the delimiter are ours."""
    content = written([["客服", *(f"列{n}" for n in range(1, len(table[0])))], *table, ["尾"] * len(table[0])], ",", end)
    if sniff(content).delimiter != "," or ', "' in content or '="' in content:
        return
    found = cells(content) if "\\" not in content else cut(content)[0]
    assert found[1:-1] == [[value or None for value in row] for row in table]


@pytest.fixture
def arrow():
    return pytest.importorskip("pyarrow", reason="large files are read column by column with pyarrow only")


def filled(grid):
    """Return the columns with None for an empty cell, which a frame writes as NaN."""
    return [[value if isinstance(value, str) else None for value in column.tolist()] for column in grid.columns]


@given(tables, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([",", "\t", ";"]), st.booleans())
def test_large_files_are_read_like_small_ones(table, end, delimiter, regular):
    pytest.importorskip("pyarrow", reason="large files are read column by column with pyarrow only")
    if regular:
        table = [["".join(c for c in value if c not in '"\r\n\0') for value in row] for row in table]
    content = written([["客服", *"列" * (len(table[0]) - 1)], *table], delimiter, end)
    small = grid_of_text(content, "a.csv", Problems())
    dialect = sniff(content)
    large = text.grid_by_arrow(content, "a.csv", dialect)
    if large is None:
        return
    assert small is not None
    grid, _ = small
    assert (large.height, large.width) == (grid.height, grid.width)
    assert filled(large) == filled(grid)
    assert [large.place(row, 0) for row in range(large.height)] == [grid.place(row, 0) for row in range(grid.height)]


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n3,4\n",
        "a,b\r\n1,2\r\n",
        '客服,金额\n"小,美","1,234"\n"小""王",""\n',
        "sep=;\na;b\n1;2\n",
        "\ufeffa,b\n1,2\n",
        "a,b\n1,2\n\n\n",
        "a,b\n\n1,2\n",
        "a,b\n1,2",
    ],
)
def test_regular_files_take_the_way_for_large_ones(content, arrow):
    plain = content.removeprefix("\ufeff")
    large = text.grid_by_arrow(plain, "a.csv", sniff(plain))
    assert large is not None
    grid, _ = grid_of_text(plain, "a.csv", Problems())
    assert filled(large) == filled(grid)


@pytest.mark.parametrize(
    "content",
    [
        'a,b\n1,"x\ny"\n',
        "a,b\r1,2\r",
        "a,b\n1,2,3\n",
        "a,b\n1\n",
        'a,b\n1,="2"\n',
        'a,b\n1, "2"\n',
        'a,b\n"x"y,1\n',
        "a,b\n\0,1\n",
        'a,b\n"x,1\n',
    ],
)
def test_irregular_files_are_left_to_the_other_way(content):
    assert text.grid_by_arrow(content, "a.csv", sniff(content)) is None


def test_a_large_file(tmp_path, monkeypatch, arrow):
    from .files import opened, write

    monkeypatch.setattr(text, "LARGE", 10)
    path = write(tmp_path / "a.csv", "客服,金额\n" + "".join(f"客服{n},{n}.5\n" for n in range(500)))
    book, problems = opened(path)
    assert not problems
    assert (book.encoding, book.delimiter, book.container) == ("utf-8", ",", "csv")
    assert book.sheets[0].columns[1].dtype == pd.StringDtype("pyarrow", na_value=np.nan)
    assert book.sheets[0].columns[1].tolist()[-1] == "499.5"
    book, _ = opened(write(tmp_path / "b.csv", path.read_text(encoding="utf-8"), "gb18030"))
    assert book.encoding == "gb18030"
    assert not isinstance(book.sheets[0].columns[0], np.ndarray)
    assert book.sheets[0].columns[0].tolist()[-1] == "客服499"

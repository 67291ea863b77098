"""The hostile third-party files: each is read as its authors meant it, or refused with one clear line."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from csscore.problems import describe
from csscore.read.dates import dates
from csscore.read.grid import CellError
from csscore.read.numbers import numbers

from .files import codes, opened, rows


@pytest.fixture
def nasty(shared: Path) -> Path:
    return shared / "nasty"


def read(path: Path, sheet: int = 0) -> list[list[object]]:
    book, problems = opened(path)
    assert book is not None
    assert not problems.errors
    return rows(book, sheet)


REFUSED = {
    "calamine__empty_sheet.xlsx": "D127",
    "calamine__issue252.xlsx": "D108",
    "csvkit__bad.csv": "D118",
    "frictionless__structure-errors.csv": "D118",
}


def test_every_file_is_opened_or_refused_with_one_error(nasty):
    for path in sorted(nasty.glob("*.[cx]*")):
        book, problems = opened(path)
        assert [problem.code for problem in problems.errors] == ([REFUSED[path.name]] if path.name in REFUSED else []), path.name
        assert (book is None) == (path.name in REFUSED), path.name
        for problem in problems:
            assert path.name in describe(problem, "zh")
            assert problem.hint is not None


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_what_openpyxl_reads_is_read_alike(nasty):
    """An independent reader; where it gives up, or knows a file's dates less well, the other tests speak."""
    import openpyxl

    compared = 0
    for path in sorted(nasty.glob("*.xlsx")):
        if path.name in REFUSED or "leap-year" in path.name:
            continue
        try:
            theirs = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
        except (TypeError, IndexError):
            continue
        if not theirs.sheetnames:
            continue  # a Strict workbook
        book, _ = opened(path)
        assert book is not None
        assert [grid.sheet for grid in book.sheets] == theirs.sheetnames
        for grid in book.sheets:
            sheet = theirs[grid.sheet]
            for row in range(grid.height):
                for column, cell in enumerate(grid.row(row)):
                    value = sheet.cell(row + 1, column + 1).value
                    if isinstance(value, dt.datetime) and value.time() == dt.time() and isinstance(cell, dt.date):
                        value = value.date()
                    assert cell == (None if value == "" else value), (path.name, grid.place(row, column))
                    compared += 1
            beyond = [c.coordinate for r in sheet.iter_rows(min_row=grid.height + 1) for c in r if c.value is not None]
            assert not beyond
    assert compared > 800


def test_error_values_are_named(nasty):
    cells = [row[0] for row in read(nasty / "calamine__errors.xlsx")]
    assert cells == ["#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A"]
    assert all(isinstance(cell, CellError) for cell in cells)


def test_an_error_value_in_a_pivot_table_is_named(nasty):
    book, _ = opened(nasty / "calamine__pivots.xlsx")
    errors = {
        (grid.sheet, cell) for grid in book.sheets for column in grid.columns for cell in column if isinstance(cell, CellError)
    }
    assert {cell for _, cell in errors} == {"#DIV/0!"}


def test_a_formula_without_a_value_is_told(nasty):
    book, _ = opened(nasty / "readxl__missing-v-node-xlsx.xlsx")
    assert rows(book) == [["A", "B", "A + B"], [1.0, 2.0, None]]
    assert book.sheets[0].formulas_without_value() == {(1, 2)}


def test_formulas_with_values_are_not_told(nasty):
    book, _ = opened(nasty / "payrollengine__TestData.xlsx")
    assert [grid.formulas_without_value() for grid in book.sheets] == [frozenset()] * 3


def test_cells_keep_their_addresses_when_the_table_begins_at_b2(nasty):
    book, _ = opened(nasty / "payrollengine__TestData.xlsx")
    grid = book.sheets[0]
    assert grid.columns[1][1] == "Worksheet"
    assert str(grid.place(1, 1)).endswith("[Worksheet]!B2")


def test_percent_formats_are_told(nasty):
    book, _ = opened(nasty / "frictionless__preserve-formatting-percentage.xlsx")
    grid = book.sheets[0]
    found = numbers(grid.columns[1][1:], unit="percent", number_format=lambda row: grid.number_format(row + 1, 1))
    assert found.values.tolist() == [0.52, 0.3, 0.06]
    assert (found.scale, found.decided_by) == ("fraction", "format")


def test_old_workbooks(nasty):
    assert read(nasty / "calamine__biff5_write.xls") == [
        [1.0, 2.0, 3.0, None],
        [True, False, None, "sheetjs"],
        ["foo", "bar", dt.datetime(2014, 2, 19, 14, 30), "0.3"],
        ["baz", None, "qux", None],
    ]
    assert read(nasty / "xlrd__ragged.xls") == [
        ["a", "b", "c", None],
        ["d", "e", None, None],
        ["f", None, None, None],
        ["g", "h", "I", "j"],
        ["k", None, None, "l"],
    ]


def test_dates_counted_from_1904(nasty):
    assert [row[0] for row in read(nasty / "calamine__date_1904.xls")][:2] == [dt.date(2021, 1, 1), dt.date(2021, 1, 2)]


def test_dates_around_the_day_that_never_was(nasty):
    """Serial 61 on is right as a date; the few cells of January and February 1900 can only be durations."""
    cells = [row for row in read(nasty / "readxl__dates-leap-year-1900-xlsx.xlsx")[1:] if row[2] is True]
    later = [(when, text) for when, text, _ in cells if isinstance(when, dt.datetime) and when >= dt.datetime(1900, 3, 1)]
    assert later
    assert all(str(when) == text for when, text in later)


def test_phonetic_readings_are_not_part_of_a_name(nasty):
    assert read(nasty / "calamine__rph.xlsx") == [["課きく\u3000毛こ"]]


def test_a_sheet_that_claims_1024_columns_has_five(nasty):
    assert read(nasty / "frictionless__issue-313.xlsx") == [
        ["Column_1", "Column_3", "Column_2", "Column_4", "Column_5"],
        ["column_1_value_1", "column_3_value_1", "Column_2_value_1", "Column_4_value_1", "Column_5_value_1"],
        ["column_1_value_2", None, "column_2_value_2", "column_4_value_2", "Column_5_value_2"],
    ]


def test_merged_cells_are_told(nasty):
    book, _ = opened(nasty / "readxl__deaths.xlsx")
    assert book.sheets[0].merged == ((3, 1, 3, 4),)


def test_a_workbook_that_crashes_openpyxl_is_read(nasty):
    found = read(nasty / "readxl__los-angeles-arrests-xlsx.xlsx")
    assert (len(found), len(found[0])) == (196, 36)
    assert found[2][:3] == ["BKG_NUM", "BKG_DT", "BKG_TM"]
    assert found[3][0] == "4894831"


def test_line_ends_of_old_macs(nasty):
    assert read(nasty / "csvkit__mac_newlines.csv") == [["a", "b", "c"], ["1", "2", "3"], ["Once upon\ra time", "5", "6"]]


def test_lines_are_counted_through_cells_of_many_lines(nasty):
    book, _ = opened(nasty / "csvkit__test_header_newline.csv")
    grid = book.sheets[0]
    assert list(grid.row_numbers) == [1, 8]
    assert grid.place(1, 0).line == 8
    assert grid.row(1) == ["d", "e", "f"]


def test_the_mark_of_utf8_is_not_part_of_a_header(nasty):
    assert read(nasty / "csvkit__test_utf8_bom.csv") == [["foo", "bar", "baz"], ["1", "2", "3"], ["4", "5", "ʤ"]]


def test_words_for_missing(nasty):
    header, cells = read(nasty / "csvkit__blanks.csv")
    assert header == ["a", "b", "c", "d", "e", "f"]
    import numpy as np

    column = np.array(cells, dtype=object)
    found = numbers(column)
    assert np.isnan(found.values).all()
    assert [refusal.text for refusal in found.refused] == ["."]


def test_a_decimal_comma_is_recognised_by_the_column(nasty):
    book, problems = opened(nasty / "frictionless__table-with-accents.csv")
    assert (book.encoding, book.delimiter) == ("cp1252", ";")
    assert not problems
    grid = book.sheets[0]
    assert grid.row(0)[3] == "Année"
    price = numbers(grid.columns[5][1:])
    assert price.values[:3].tolist() == [81.20416129, 111.0309761, 154.448997]
    assert codes(price.remarks) == ["D209"]
    occupancy = numbers(grid.columns[4][1:], unit="percent")
    assert occupancy.values[0] == 0.611553068


def test_a_lone_decimal_comma(nasty):
    _, cells = read(nasty / "csvkit__test_locale.csv")
    import numpy as np

    assert numbers(np.array([cells[0]], dtype=object)).values.tolist() == [1.7]
    assert numbers(np.array([cells[1]], dtype=object)).values.tolist() == [200000000.0]


def test_days_before_months(nasty):
    book, _ = opened(nasty / "frictionless__issue-1232.csv")
    assert (book.delimiter, book.sheets[0].width) == (";", 7)
    assert book.sheets[0].row(1)[:2] == ["030151360", "03"]
    found = dates(book.sheets[0].columns[6][1:])
    assert str(found.values[0]) == "2021-10-13"
    assert codes(found.remarks) == ["D222"]


def test_quotes_doubled_and_escaped(nasty):
    assert read(nasty / "frictionless__escaping.csv") == [
        ["ID", "Test"],
        ["1", "Test line 1"],
        ["2", 'Test " line 2'],
        ["3", 'Test " line 3'],
    ]


def test_leading_zeros_stay(nasty):
    assert read(nasty / "frictionless__leading-zeros.csv") == [["value"], ["01"], ["002"], ["00003"]]


def test_a_dash_is_missing(nasty):
    found = read(nasty / "frictionless__table-infer-missing-values.csv")
    import numpy as np

    column = numbers(np.array([row[0] for row in found[1:]], dtype=object))
    np.testing.assert_array_equal(column.values, [1, np.nan, 2, np.nan, 3, np.nan, 4])


def test_long_and_short_rows_are_told_with_their_lines(nasty):
    _, problems = opened(nasty / "csvkit__bad.csv")
    assert [(problem.code, problem.place.line) for problem in problems] == [("D118", 2), ("D119", 3)]


def test_the_checksum_is_named(nasty):
    _, problems = opened(nasty / "calamine__issue252.xlsx")
    assert "校验和" in problems.errors[0].message.zh

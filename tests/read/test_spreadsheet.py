"""Cells of workbooks stand at their true addresses; error values, formats and formulas are told."""

from __future__ import annotations

import datetime as dt
import struct
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter

from csscore.problems import Rejected
from csscore.read import spreadsheet
from csscore.read.grid import CellError

from .files import MAIN, biff, biff8, codes, compound, ods, opened, record, rows, xlsb, xlsx


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a workbook with XlsxWriter and opens it."""

    def write(fill):
        path = tmp_path / "表.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            fill(workbook)
        book, problems = opened(path)
        assert not problems
        return book

    return write


def test_addresses_are_absolute(written):
    def fill(workbook):
        sheet = workbook.add_worksheet("数据")
        sheet.write("C4", "客服")
        sheet.write("E9", 12.5)

    book = written(fill)
    grid = book.sheets[0]
    assert (grid.height, grid.width) == (9, 5)
    assert grid.columns[2][3] == "客服"
    assert grid.columns[4][8] == 12.5
    assert str(grid.place(8, 4)).endswith("[数据]!E9")
    assert grid.columns[0].tolist() == [None] * 9


def test_types_of_cells(written):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = workbook.add_format({"num_format": "h:mm:ss"})
        span = workbook.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row(0, 0, ["007", 7, 7.25, True])
        sheet.write_datetime(1, 0, dt.date(2026, 3, 1), day)
        sheet.write_datetime(1, 1, dt.datetime(2026, 3, 1, 9, 30), moment)
        sheet.write_number(1, 2, 80 / 86400, clock)
        sheet.write_number(1, 3, 30 / 24, span)

    assert rows(written(fill)) == [
        ["007", 7.0, 7.25, True],
        [dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 9, 30), dt.time(0, 1, 20), dt.timedelta(hours=30)],
    ]


@pytest.mark.parametrize("flat", [b'"0"', b'"0.0"', b"'0.00'", b'".25"'])
def test_a_row_of_no_height_and_a_column_of_no_width_are_hidden(tmp_path, flat):
    """ECMA-376 18.3.1.73 and 18.3.1.13: what a program that drags a border writes."""
    book = openpyxl.Workbook()
    for row in (["客服", "销售额", "退款"], ["小美", 1, 0], ["小丹", 2, 0]):
        book.active.append(row)
    book.active.row_dimensions[3].height = 7
    book.active.column_dimensions["C"].width = 7
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' ht="7"', b" ht=" + flat).replace(b' width="7"', b" width=" + flat))
    assert opened(tmp_path / "b.xlsx")[0].sheets[0].hidden_parts() == ({2}, {2})
    assert opened(tmp_path / "a.xlsx")[0].sheets[0].hidden_parts() == (set(), set())


def test_hidden_and_chart_sheets_are_flagged(written):
    def fill(workbook):
        workbook.add_worksheet("数据").write(0, 0, 1)
        workbook.add_worksheet("藏").hide()
        workbook.add_worksheet("深藏").very_hidden()
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=数据!$A$1:$A$1"})
        workbook.add_chartsheet("图").set_chart(chart)

    assert [(grid.sheet, grid.hidden) for grid in written(fill).sheets] == [
        ("数据", False),
        ("藏", True),
        ("深藏", True),
        ("图", True),
    ]


def test_merged_ranges(written):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.merge_range("B2:C4", "合")
        sheet.write("E5", 1)
        sheet.merge_range("D5:D9", "出界")

    book = written(fill)
    assert sorted(book.sheets[0].merged) == [(1, 1, 3, 2), (4, 3, book.sheets[0].height - 1, 3)]


def test_formats_that_change_the_meaning_of_a_number(written):
    codes_ = ["0.00%", "0%", "h:mm:ss", "[mm]:ss", "[$-804]h:mm", "yyyy-mm-dd", "#,##0.00", '0"%"', "General", "0.0\\%", "[h]:mm"]

    def fill(workbook):
        sheet = workbook.add_worksheet()
        for row, code in enumerate(codes_):
            sheet.write_number(row, 1, 0.5, workbook.add_format({"num_format": code}))

    grid = written(fill).sheets[0]
    told = [grid.number_format(row, 1) for row in range(len(codes_))]
    assert told == ["0.00%", "0%", "h:mm:ss", "[mm]:ss", "[$-804]h:mm", None, None, None, None, None, "[h]:mm"]
    assert grid.number_format(0, 0) is None


def test_built_in_formats_are_known_by_number(tmp_path):
    sheet = '<sheetData><row r="1"><c r="A1" s="1"><v>0.5</v></c><c s="2" r="B1"><v>0.5</v></c><c r=\'C1\' s=\'1\'><v>1</v></c></row></sheetData>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="46"/></cellXfs>'
    book, _ = opened(xlsx(tmp_path / "a.xlsx", sheet, styles=styles))
    grid = book.sheets[0]
    assert [grid.number_format(0, column) for column in range(3)] == ["0.00%", "[h]:mm:ss", "0.00%"]


def test_error_values(tmp_path):
    sheet = '<sheetData><row r="2"><c r="B2" t="e"><v>#DIV/0!</v></c><c r="C2" t="e"><f>1/0</f><v>#N/A</v></c><c r="D2"><v>1</v></c></row></sheetData>'
    book, _ = opened(xlsx(tmp_path / "a.xlsx", sheet))
    row = book.sheets[0].row(1)
    assert row == [None, "#DIV/0!", "#N/A", 1.0]
    assert [isinstance(cell, CellError) for cell in row] == [False, True, True, False]


def test_error_values_of_other_programs(tmp_path):
    """Google writes #ERROR!, LibreOffice its numbers, Excel its newer words: calamine refuses a book for any of them."""
    cells = (
        '<c r="B2" t="e"><v>#ERROR!</v></c><c r="C2" t="e"><f>SEQUENCE(9)</f><v>#SPILL!</v></c><c r="D2"><v>1</v></c><c r="E2" t="e"/>'
        '<c t="e" r="F2"><v>Err:502</v></c><c r="G2" t="e"><v>#ЗНАЧ!</v></c><c r="H2" t="str"><v>end</v></c>'
    )
    book, problems = opened(xlsx(tmp_path / "a.xlsx", f'<sheetData><row r="2">{cells}</row></sheetData>'))
    assert not problems
    assert book.sheets[0].row(1) == [None, "#ERROR!", "#SPILL!", 1.0, "#ERROR!", "Err:502", "#ЗНАЧ!", "end"]
    assert [isinstance(cell, CellError) for cell in book.sheets[0].row(1)] == [False, True, True, False, True, True, True, False]


def test_cells_without_references_follow_one_another(tmp_path):
    sheet = "<sheetData><row><c><v>1</v></c><c t='e'><v>#REF!</v></c></row><row><c><f>A1</f></c><c><v>2</v></c></row></sheetData>"
    book, _ = opened(xlsx(tmp_path / "a.xlsx", sheet))
    assert rows(book) == [[1.0, "#REF!"], [None, 2.0]]
    assert book.sheets[0].formulas_without_value() == {(1, 0)}


def test_formulas_without_a_value(tmp_path):
    cells = (
        '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1" t="str"><f>A1</f></c><c r="F1"><f t="shared" si="0"/></c><c r="G1"><v>3</v></c><c r="H1"><f/><v/></c>'
    )
    book, _ = opened(xlsx(tmp_path / "a.xlsx", f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert book.sheets[0].formulas_without_value() == {(0, 0), (0, 1), (0, 4), (0, 5), (0, 7)}


def test_prefixed_names(tmp_path):
    """Some programs write every tag with a prefix."""
    path = tmp_path / "a.xlsx"
    sheet = '<x:sheetData><x:row r="1"><x:c r="A1" t="e"><x:v>#NUM!</x:v></x:c><x:c r="B1"><x:f>1</x:f></x:c><x:c r="C1"><x:v>1</x:v></x:c></x:row></x:sheetData>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xlsx(path, "", more={"xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{space}">{sheet}</x:worksheet>'})
    book, _ = opened(path)
    assert rows(book) == [["#NUM!", None, 1.0]]
    assert book.sheets[0].formulas_without_value() == {(0, 1)}


def test_a_book_whose_parts_lie_at_the_top_is_looked_at_too(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", "")
    styles = '<styleSheet xmlns="{0}"><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    sheet = '<worksheet xmlns="{0}"><sheetData><row r="1" hidden="1"><c r="A1" s="1"><v>0.5</v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as after:
        for name in before.namelist():
            content = before.read(name).replace(b'Target="xl/', b'Target="')
            after.writestr(name.removeprefix("xl/"), content if "sheet1" not in name else sheet.format(MAIN))
        after.writestr("styles.xml", styles.format(MAIN))
    book, problems = opened(tmp_path / "b.xlsx")
    assert not problems
    assert book.sheets[0].number_format(0, 0) == "0.00%"
    assert book.sheets[0].hidden_parts() == ({0}, frozenset())


def test_control_characters_in_a_text_hide_nothing(tmp_path):
    cells = '<c r="A1" t="str"><v>a\x0bb</v></c>'
    sheet = f'<sheetData><row r="1">{cells}</row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row></sheetData>'
    book, problems = opened(xlsx(tmp_path / "a.xlsx", sheet))
    assert not problems
    assert book.sheets[0].hidden_parts() == ({1}, frozenset())


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_what_is_no_xml_is_refused_though_calamine_reads_it(tmp_path, part):
    """A sheet that is not found would be read without its error cells, formats and hidden rows."""
    path = xlsx(tmp_path / "a.xlsx", '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', styles="<numFmts/>")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content if name != part else content.replace(b" xmlns=", b" a xmlns=", 1))
    book, problems = opened(tmp_path / "b.xlsx")
    assert book is None
    assert codes(problems) == ["D108"]


def test_a_sheet_that_expat_can_not_follow_to_its_end_is_refused_when_it_is_asked_for_more(tmp_path):
    rows_ = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 9))
    broken = rows_.replace('r="A4"', 'r="A4" x="<"').replace('<row r="2">', '<row r="2" hidden="1">')
    book, problems = opened(xlsx(tmp_path / "a.xlsx", f"<sheetData>{broken}</sheetData>"))
    assert not problems
    with pytest.raises(Rejected) as refused:
        book.sheets[0].hidden_parts()
    assert codes(refused.value.problems) == ["D108"]


class TestFarCells:
    def test_a_sheet_that_only_claims_to_be_huge(self, tmp_path):
        sheet = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        begin = time.perf_counter()
        book, problems = opened(xlsx(tmp_path / "a.xlsx", sheet))
        assert rows(book) == [[1.0]]
        assert not problems
        assert time.perf_counter() - begin < 2

    def test_a_style_in_the_last_cell(self, tmp_path):
        sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        book, problems = opened(xlsx(tmp_path / "a.xlsx", sheet))
        assert rows(book) == [[1.0]]
        assert not problems

    def test_a_value_in_the_last_cell_is_named(self, tmp_path):
        sheet = (
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
        )
        book, problems = opened(xlsx(tmp_path / "a.xlsx", sheet))
        assert book is None
        assert codes(problems) == ["D110"]
        assert "[S1]!XFD1048576" in str(problems.errors[0].place)

    def test_an_address_that_can_not_be(self, tmp_path):
        book, problems = opened(
            xlsx(tmp_path / "a.xlsx", '<sheetData><row r="1"><c r="ZZZZZZ99999999"><v>1</v></c></row></sheetData>')
        )
        assert book is None
        assert len(problems.errors) == 1

    def test_a_value_in_the_last_cell_of_a_sheet_that_no_list_names(self, tmp_path):
        """Calamine finds it; it would make room for seventeen billion cells."""
        sheet = '<sheetData><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
        path = xlsx(tmp_path / "a.xlsx", sheet)
        with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as after:
            for name in before.namelist():
                after.writestr(name, before.read(name).replace(b'r:id="rId1"', b'r:id="rId9"'))
        book, problems = opened(tmp_path / "b.xlsx")
        assert book is None
        assert codes(problems) == ["D110"]

    def test_a_value_in_the_last_row_leaves_the_empty_rows_out(self, tmp_path):
        last = '<c r="C1048576"><v>2</v></c><c r="D1048576" t="e"><v>#N/A</v></c><c r="E1048576" s="1"><v>0.5</v></c><c r="F1048576"><f>A1</f></c>'
        sheet = (
            f'<sheetData><row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="B5"><v>0</v></c></row>'
            f'<row r="1048576">{last}</row></sheetData><mergeCells count="1"><mergeCell ref="B2:B5"/></mergeCells>'
        )
        styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
        book, problems = opened(xlsx(tmp_path / "a.xlsx", sheet, styles=styles))
        grid = book.sheets[0]
        assert not problems
        assert list(grid.row_numbers) == [2, 5, 1048576]
        assert [grid.row(n)[:5] for n in range(3)] == [
            [None, 1.0, None, None, None],
            [None, 0.0, None, None, None],
            [None, None, 2.0, "#N/A", 0.5],
        ]
        assert isinstance(grid.columns[3][2], CellError)
        assert grid.place(2, 2).cell == "C1048576"
        assert grid.number_format(2, 4) == "0%"
        assert grid.formulas_without_value() <= {(2, 5)}
        assert grid.merged == ((0, 1, 1, 1),)

    def test_rows_left_out_or_not_make_no_difference(self, tmp_path, monkeypatch):
        path = xlsx(
            tmp_path / "a.xlsx",
            '<sheetData><row r="3"><c r="B3"><v>0</v></c><c r="C3" t="b"><v>0</v></c></row><row r="9"><c r="A9"><v>1</v></c></row></sheetData>',
        )
        dense, _ = opened(path)
        monkeypatch.setattr(spreadsheet, "SPARSE", 0)
        sparse, _ = opened(path)
        numbers = list(sparse.sheets[0].row_numbers)
        assert numbers == [3, 9]
        assert [rows(dense)[number - 1] for number in numbers] == rows(sparse)


class TestOds:
    def test_cells(self, tmp_path):
        cells = (
            '<table:table-cell office:value-type="string"><text:p>小美</text:p></table:table-cell>'
            '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1.5"/>'
            '<table:table-cell office:value-type="percentage" office:value="0.45"/>'
            '<table:table-cell office:value-type="date" office:date-value="2026-03-01"/>'
            '<table:table-cell office:value-type="time" office:time-value="PT00H01M20S"/>'
        )
        book, _ = opened(ods(tmp_path / "a.ods", f"<table:table-row>{cells}</table:table-row>"))
        assert book.container == "ods"
        assert rows(book) == [["小美", 1.5, 1.5, 0.45, dt.date(2026, 3, 1), dt.time(0, 1, 20)]]

    def test_error_values_are_not_zero(self, tmp_path):
        cells = (
            '<table:table-cell office:value-type="float" office:value="0" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
            '<table:table-cell table:number-columns-repeated="2" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="0"/>'
        )
        empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        book, _ = opened(ods(tmp_path / "a.ods", f"{empty}<table:table-row>{cells}</table:table-row>"))
        assert rows(book)[2] == ["#N/A", "#DIV/0!", "#DIV/0!", 0.0]
        assert [isinstance(cell, CellError) for cell in rows(book)[2]] == [True, True, True, False]

    def test_error_values_that_are_written_as_numbers(self, tmp_path):
        """Before OpenDocument 1.2 an error was the number 0 with its word as the text shown."""
        cells = (
            '<table:table-cell office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="0"><text:p>Err:502</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell>'
            '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>Err:509</text:p></table:table-cell>'
        )
        book, _ = opened(ods(tmp_path / "a.ods", f"<table:table-row>{cells}</table:table-row>"))
        assert rows(book)[0] == ["#DIV/0!", "Err:502", 0.0, "Err:509"]
        assert [isinstance(cell, CellError) for cell in rows(book)[0]] == [True, True, False, True]

    def test_a_million_empty_rows_at_the_end(self, tmp_path):
        tail = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
        book, problems = opened(ods(tmp_path / "a.ods", row + tail))
        assert rows(book) == [[1.0]]
        assert not problems

    def test_a_bomb_of_repeated_cells(self, tmp_path):
        row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>'
        book, problems = opened(ods(tmp_path / "a.ods", row))
        assert book is None
        assert codes(problems) == ["D110"]


class TestXlsb:
    @staticmethod
    def sheet(*cells: bytes, row: int = 0) -> bytes:
        return (
            record(129)
            + record(148, bytes(16))
            + record(145)
            + record(0, struct.pack("<I", row) + bytes(21))
            + b"".join(cells)
            + record(146)
            + record(130)
        )

    def test_cells_and_error_values(self, tmp_path):
        real = record(5, struct.pack("<II", 0, 0) + struct.pack("<d", 2.5))
        error = record(3, struct.pack("<II", 1, 0) + b"\x07")
        book, problems = opened(xlsb(tmp_path / "a.xlsb", self.sheet(real, error)))
        assert not problems
        assert book.container == "xlsb"
        assert rows(book) == [[2.5, "#DIV/0!"]]
        assert isinstance(book.sheets[0].columns[1][0], CellError)

    def test_hidden_rows_and_columns(self, tmp_path):
        """[MS-XLSB] 2.4.740: fDyZero is the fifth bit of the twelfth byte; 2.4.327: fHidden the first of the seventeenth."""
        cell = record(5, struct.pack("<II", 0, 0) + struct.pack("<d", 2.5))
        shown = record(0, struct.pack("<I", 1) + bytes(21)) + cell
        unseen = record(0, struct.pack("<I", 2) + bytes(7) + b"\x10" + bytes(13)) + cell
        columns = record(60, struct.pack("<IIIIH", 3, 4, 2560, 0, 1)) + record(60, struct.pack("<IIIIH", 5, 5, 2560, 0, 0))
        sheet = self.sheet(cell)
        at, end = sheet.find(record(145)), sheet.rfind(record(146))
        book, problems = opened(xlsb(tmp_path / "a.xlsb", sheet[:at] + columns + sheet[at:end] + shown + unseen + sheet[end:]))
        assert not problems
        assert book.sheets[0].hidden_parts() == ({2}, {3, 4})

    def test_an_error_value_of_a_newer_program(self, tmp_path):
        real = record(5, struct.pack("<II", 0, 0) + struct.pack("<d", 2.5))
        book, problems = opened(xlsb(tmp_path / "a.xlsb", self.sheet(real, record(3, struct.pack("<II", 1, 0) + b"\x2c"))))
        assert not problems
        assert rows(book) == [[2.5, "#ERROR!"]]

    def test_a_far_cell_is_named(self, tmp_path):
        near = self.sheet(record(5, struct.pack("<II", 0, 0) + bytes(8)))
        far = record(0, struct.pack("<I", 1048575) + bytes(21)) + record(5, struct.pack("<II", 16383, 0) + bytes(8))
        at = near.rfind(record(146))
        book, problems = opened(xlsb(tmp_path / "a.xlsb", near[:at] + far + near[at:]))
        assert book is None
        assert codes(problems) == ["D110"]


class TestXls:
    def test_cells_and_error_values(self, tmp_path):
        number = biff(0x0203, struct.pack("<HHHd", 1, 0, 0, 2.5))
        error = biff(0x0205, struct.pack("<HHHBB", 1, 1, 0, 0x2A, 1))
        false = biff(0x0205, struct.pack("<HHHBB", 1, 2, 0, 0, 0))
        formula = biff(
            0x0006, struct.pack("<HHH", 1, 3, 0) + b"\x02\0\x07\0\0\0\xff\xff" + struct.pack("<HIH", 0, 0, 3) + b"\x1e\1\0"
        )
        path = compound(tmp_path / "a.xls", ("Workbook", biff8(number, error, false, formula, dimensions=(1, 2, 0, 4))))
        book, problems = opened(path)
        assert not problems
        assert book.container == "xls"
        assert rows(book)[1] == [2.5, "#N/A", False, "#DIV/0!"]
        assert [isinstance(cell, CellError) for cell in rows(book)[1]] == [False, True, False, True]

    def test_text_in_the_wrong_code_page_is_doubted(self, tmp_path):
        garbled = "客服昵称".encode("gbk")
        label = biff(0x0204, struct.pack("<HHHHB", 0, 0, 0, len(garbled), 0) + garbled)
        book, problems = opened(compound(tmp_path / "a.xls", ("Workbook", biff8(label))))
        assert book is not None
        assert codes(problems) == ["D126"]
        assert "客服昵称" in next(iter(problems)).message.zh

"""No bytes make reading raise, hang or stay silent: files cut, changed and made up."""

from __future__ import annotations

import random
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems, Rejected, describe
from csscore.read.container import open_book
from csscore.read.dates import dates
from csscore.read.numbers import numbers
from csscore.read.units import unit_in_header
from tests.conftest import examples

from .files import biff, biff8, compound, ods, record, write, xlsb, xlsx


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """Return the bytes of one small file of every kind."""
    folder = tmp_path_factory.mktemp("originals")
    with xlsxwriter.Workbook(folder / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet("数据")
        sheet.write_row(0, 0, ["客服", "转化率"])
        sheet.write_row(1, 0, ["小美", 0.45], workbook.add_format({"num_format": "0.00%"}))
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    cell = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    label = biff(0x0204, b"\0\0\0\0\0\0\x02\0\0ab")
    paths = [
        folder / "a.xlsx",
        xlsx(folder / "b.xlsx", '<sheetData><row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><f>1</f></c></row></sheetData>'),
        ods(folder / "a.ods", cell),
        compound(folder / "a.xls", ("Workbook", biff8(label, biff(0x0203, bytes(14))))),
        xlsb(
            folder / "a.xlsb",
            record(129) + record(148, bytes(16)) + record(145) + record(0, bytes(25)) + record(5, bytes(16)) + record(146),
        ),
        write(folder / "a.csv", '客服,金额\n小美,"1,234.50"\n小王,45%\n'),
        write(folder / "b.csv", "客服,金额\n小美,1分20秒\n", "gbk"),
        write(folder / "c.csv", "客服\t金额\n小美\t2026-03-01\n", "utf-16"),
        write(folder / "a.html", "<html><table><tr><td rowspan=2>客服<td>1<tr><td>2</table>"),
        write(folder / "a.json", '[{"客服": "小美", "x": {"value": 1}}]'),
    ]
    return [path.read_bytes() for path in paths]


def check(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    problems = Problems()
    book = open_book(str(path), problems)
    assert (book is not None) != bool(problems.errors)
    for problem in problems:
        assert describe(problem, "zh")
        assert describe(problem, "en")
    for grid in book.sheets if book is not None else ():
        assert {len(column) for column in grid.columns} <= {grid.height}
        try:
            grid.formulas_without_value()
            grid.hidden_parts()
            grid.number_format(0, 0)
        except Rejected:  # only now it was looked at whether all of the sheet is XML
            continue
        for position, column in enumerate(grid.columns[:20]):
            for unit in ("percent", "seconds"):
                numbers(column, unit=unit, number_format=lambda row, at=position, of=grid: of.number_format(row, at))
            dates(column)


@examples(150)
@given(which=st.integers(0, 9), seed=st.integers(0, 2**32), how=st.sampled_from(["cut", "change", "replace", "remove"]))
def test_damaged_files(originals, tmp_path, which, seed, how):
    rng = random.Random(seed)
    data = bytearray(originals[which])
    at, to = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    if how == "cut":
        del data[at:]
    elif how == "change":
        for _ in range(rng.randint(1, 20)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif how == "replace":
        data[at : at + 50] = rng.randbytes(rng.randint(0, 100))
    else:
        del data[at:to]
    check(bytes(data), tmp_path / "表.xlsx")


@examples(100)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"{", b"\xff\xfe", b"\xef\xbb\xbf", b"PAR1"]
    ),
)
def test_made_up_bytes(tmp_path, data, start):
    check(start + data, tmp_path / "表.csv")


@examples(100)
@given(st.text(max_size=200), st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]))
def test_made_up_texts(tmp_path, text, encoding):
    check(text.encode(encoding, "ignore"), tmp_path / "表.csv")


@examples(60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "</tr>",
                "<td>",
                "</td>",
                "<td colspan=3>",
                "<td rowspan=2>",
                "a",
                "<!--",
                "-->",
                "<![x",
                "<script>",
                "</script>",
                "&amp",
                "<",
                ">",
                "<br>",
                "<?x",
            ]
        ),
        max_size=30,
    )
)
def test_made_up_pages(tmp_path, parts):
    check(("<table>" + "".join(parts)).encode(), tmp_path / "表.xls")


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "&#", "<!", "<!-- ", '<td a="', "<script>", "<![CDATA[", "<?", "<td>", "</", "</a", "<table>"]
)
def test_pages_take_time_in_proportion_to_their_size(tmp_path, piece):
    """Python's own parser is quadratic for some of these; ten seconds would be a hang, a second is a busy machine."""
    import time

    begin = time.perf_counter()
    check(("<table><tr><td>x</td></tr></table>" + piece * 30_000).encode(), tmp_path / "表.xls")
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize(
    "text",
    [
        "(" + " " * 5000 + "x",
        "1" * 20_000,
        "1," * 10_000,
        "1.2" * 5000,
        "2026-" * 3000,
        " " * 20_000,
        "九" * 20_000,
        "%" * 9999,
        "1分" * 5000,
    ],
)
def test_long_cells_take_no_time(text):
    import time

    import numpy as np

    begin = time.perf_counter()
    column = np.array([text, None], dtype=object)
    assert np.isnan(numbers(column, unit="seconds").values).all()
    assert np.isnat(dates(column).values).all()
    unit_in_header(text)
    assert time.perf_counter() - begin < 5


def sheet_with(row: str, cell: str, equals: str = "=") -> str:
    return f'<sheetData><row r{equals}"{row}"><c r{equals}"{cell}"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("999999999", "A999999999"), ("60", "ZZZZZ60"), ("1", "AA999999999"), ("1", "a999999999"), ("60", "zzzzz60"),
        ("1048577000", ""), ("9" * 5000, "A" + "9" * 5000), ("1", "Z" * 5000 + "1"), ("1048576", "XFD1048576"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("equals", ["=", " = "])
def test_a_cell_that_no_sheet_has_ends_no_interpreter(tmp_path: Path, row: str, cell: str, equals: str) -> None:
    xml = sheet_with(row, cell, equals) if cell else sheet_with(row, "A1", equals).replace(f' r{equals}"A1"', "")
    problems = Problems()
    first = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    book = open_book(str(xlsx(tmp_path / "far.xlsx", xml.replace("<sheetData>", first))), problems)
    assert book is None
    assert [problem.code for problem in problems.errors] in (["D110"], ["D108"])


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("count", ["999999999", "9" * 5000])
def test_repeats_that_no_sheet_has_end_no_interpreter(tmp_path: Path, quote: str, count: str) -> None:
    for kind in ("rows", "columns"):
        repeated = f"table:number-{kind}-repeated={quote}{count}{quote}"
        row, cell = (repeated, "") if kind == "rows" else ("", repeated)
        rows = f'<table:table-row {row}><table:table-cell {cell} office:value-type="float" office:value="1"/></table:table-row>'
        problems = Problems()
        assert open_book(str(ods(tmp_path / f"{kind}.ods", rows)), problems) is None
        assert [problem.code for problem in problems.errors] in (["D110"], ["D108"])


def test_records_that_lie_outside_any_sheet_end_no_interpreter(tmp_path: Path) -> None:
    number = b"\0\0\0\0" + bytes(10), b"\xff\xff\xff\xff" + bytes(10)
    label = struct.pack("<HHHHB", 65535, 65535, 0, 1, 0) + b"a"
    for name, cells in (("a", [biff(0x0203, one) for one in number]), ("b", [biff(0x0203, number[0]), biff(0x0204, label)])):
        problems = Problems()
        path = compound(tmp_path / f"{name}.xls", ("Workbook", biff8(*cells)))
        assert open_book(str(path), problems) is None
        assert [problem.code for problem in problems.errors] == ["D108"]
    far = record(0, struct.pack("<I", 0xFFFFFFF0) + bytes(21)) + record(5, struct.pack("<I", 0xFFFFFFF0) + bytes(12))
    near = record(0, bytes(25)) + record(5, bytes(16))
    problems = Problems()
    book = open_book(str(xlsb(tmp_path / "a.xlsb", record(129) + record(145) + near + far + record(146))), problems)
    assert book is None
    assert [problem.code for problem in problems.errors] == ["D110"]


def test_a_table_of_strings_that_claims_too_many_ends_no_interpreter(tmp_path: Path) -> None:
    strings = '<sst xmlns="x" count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>'
    path = xlsx(tmp_path / "a.xlsx", sheet_with("1", "A1"), more={"xl/sharedStrings.xml": strings})
    binary = xlsb(tmp_path / "a.xlsb", record(129) + record(145) + record(0, bytes(25)) + record(5, bytes(16)) + record(146))
    with zipfile.ZipFile(binary, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", record(159, struct.pack("<II", 1, 0xFFFFFFFF)))
    for file in (path, binary):
        problems = Problems()
        assert open_book(str(file), problems) is None
        assert [problem.code for problem in problems.errors] == ["D108"]

"""No bytes make reading raise, hang or stay silent: files cut, changed and made up."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csscore.problems import Problems, describe
from csscore.read.container import open_book
from csscore.read.dates import dates
from csscore.read.numbers import numbers
from csscore.read.units import unit_in_header

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
        grid.formulas_without_value()
        for position, column in enumerate(grid.columns[:20]):
            for unit in ("percent", "seconds"):
                numbers(column, unit=unit, number_format=lambda row, at=position, of=grid: of.number_format(row, at))
            dates(column)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
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


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"{", b"\xff\xfe", b"\xef\xbb\xbf", b"PAR1"]
    ),
)
def test_made_up_bytes(tmp_path, data, start):
    check(start + data, tmp_path / "表.csv")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200), st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]))
def test_made_up_texts(tmp_path, text, encoding):
    check(text.encode(encoding, "ignore"), tmp_path / "表.csv")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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

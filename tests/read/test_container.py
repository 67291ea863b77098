"""A file is opened by what it holds, or refused as what it is."""

from __future__ import annotations

import hashlib
import io
import struct
import sys
import zipfile

import pytest

from csscore.problems import Problems, describe
from csscore.read import archive
from csscore.read.container import open_book

from .files import biff, biff8, codes, compound, opened, rows, write, xlsx

TWO_CELLS = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>客服</t></is></c><c r="B1"><v>1</v></c></row></sheetData>'


def refused(path, code):
    book, problems = opened(path)
    assert book is None
    assert codes(problems) == [code]
    (problem,) = problems
    assert path.name in describe(problem, "zh")
    assert problem.hint is not None
    assert problem.hint.zh
    return problem


def test_a_missing_file(tmp_path):
    refused(tmp_path / "没有.xlsx", "D101")


def test_a_folder(tmp_path):
    assert "*.xlsx" in refused(tmp_path, "D102").hint.zh


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "a.xlsx", b"x")
    monkeypatch.setattr("pathlib.Path.open", denied)
    assert "permission denied" in refused(path, "D103").message.en.lower()


def test_an_empty_file(tmp_path):
    refused(write(tmp_path / "a.csv", b""), "D104")


def test_a_lock_file_is_skipped_with_a_note(tmp_path):
    book, problems = opened(write(tmp_path / "~$表.xlsx", b"x"))
    assert book is None
    assert codes(problems) == ["D105"]
    assert not problems.errors


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\1\0\1\0", "GIF"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
        (b"\x28\xb5\x2f\xfd\0", "zstd"),
        (b"SQLite format 3\0", "SQLite"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHT"),
        (b"\x09\x04\x06\x00\x00\x04\x10\x00", "Excel 4"),
        (b"MZ\x90\0\3\0\0\0", "程序"),
    ],
)
def test_files_that_are_no_tables_are_named(tmp_path, content, what):
    assert what in refused(write(tmp_path / "表.xlsx", content), "D107").message.zh


def test_a_text_may_begin_like_another_file(tmp_path):
    book, _ = opened(write(tmp_path / "a.csv", "BMW,客服\n1,2\n"))
    assert rows(book) == [["BMW", "客服"], ["1", "2"]]


@pytest.mark.parametrize(
    ("member", "what"), [("word/document.xml", "Word"), ("ppt/slides/slide1.xml", "PowerPoint"), ("a.pdf", "压缩包")]
)
def test_other_archives_are_named(tmp_path, member, what):
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(member, "x")
    assert what in refused(path, "D107").message.zh


@pytest.mark.parametrize(
    ("stream", "what"), [("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("Other", "Office")]
)
def test_other_compound_files_are_named(tmp_path, stream, what):
    assert what in refused(compound(tmp_path / "表.xls", (stream, b"x")), "D107").message.zh


def test_bytes_that_are_nothing(tmp_path):
    refused(write(tmp_path / "a.csv", bytes(range(256)) * 4), "D111")


@pytest.mark.parametrize("name", ["表.xlsx", "表.csv", "表", "表.xls"])
def test_the_ending_does_not_matter(tmp_path, name):
    book, problems = opened(xlsx(tmp_path / name, TWO_CELLS))
    assert (book.container, rows(book)) == ("xlsx", [["客服", 1.0]])
    assert not problems


def test_the_digest_is_of_the_bytes(tmp_path):
    path = write(tmp_path / "a.csv", "客服,金额\n小美,1\n")
    book, _ = opened(path)
    assert book.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert book.file == str(path)


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("客服,金额\n小美,1\n".encode("gbk"))))
    problems = Problems()
    book = open_book("-", problems)
    assert rows(book) == [["客服", "金额"], ["小美", "1"]]
    assert (book.file, book.encoding) == ("-", "gb18030")
    assert str(book.sheets[0].place(1, 1)) == "-:2"


class TestEncrypted:
    def test_office_package(self, tmp_path):
        refused(compound(tmp_path / "a.xlsx", ("EncryptionInfo", b"x"), ("EncryptedPackage", b"y")), "D106")

    def test_old_workbook(self, tmp_path):
        stream = biff8(globals_=biff(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48)))
        refused(compound(tmp_path / "a.xls", ("Workbook", stream)), "D106")

    def test_zip(self, tmp_path):
        path = xlsx(tmp_path / "a.xlsx", TWO_CELLS)
        data = bytearray(path.read_bytes())
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.find(mark)
            while at >= 0:
                data[at + flags] |= 1
                at = data.find(mark, at + 4)
        refused(write(tmp_path / "b.xlsx", bytes(data)), "D106")


class TestDamaged:
    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_a_workbook_that_is_cut_off(self, tmp_path, share):
        whole = xlsx(tmp_path / "a.xlsx", TWO_CELLS).read_bytes()
        assert "下载" in refused(write(tmp_path / "b.xlsx", whole[: int(len(whole) * share)]), "D108").message.zh

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_an_old_workbook_that_is_cut_off(self, tmp_path, share):
        whole = compound(tmp_path / "a.xls", ("Workbook", biff8())).read_bytes()
        refused(write(tmp_path / "b.xls", whole[: int(len(whole) * share)]), "D108")

    def test_a_broken_checksum(self, tmp_path):
        path = tmp_path / "a.xlsx"
        xlsx(path, TWO_CELLS)
        with zipfile.ZipFile(path) as packed:
            info = packed.getinfo("xl/worksheets/sheet1.xml")
        data = bytearray(path.read_bytes())
        at = data.find(struct.pack("<I", info.CRC), info.header_offset)
        data[at] ^= 0xFF
        at = data.rfind(struct.pack("<I", info.CRC))
        data[at] ^= 0xFF
        assert "校验和" in refused(write(path, bytes(data)), "D108").message.zh

    def test_a_sheet_that_stops_in_the_middle(self, tmp_path):
        refused(xlsx(tmp_path / "a.xlsx", '<sheetData><row r="1"><c r="A1"><v'), "D108")

    def test_an_old_workbook_that_claims_endless_rows(self, tmp_path):
        """Calamine would allocate them."""
        stream = biff8(dimensions=(0, 0x7FFFFFFF, 0, 0xFFFF))
        assert "不可能" in refused(compound(tmp_path / "a.xls", ("Workbook", stream)), "D108").message.zh

    def test_an_old_workbook_that_claims_endless_strings(self, tmp_path):
        refused(compound(tmp_path / "a.xls", ("Workbook", biff8(strings=0x7FFFFFFF))), "D108")

    def test_sectors_that_run_in_circles(self, tmp_path):
        path = compound(tmp_path / "a.xls", ("Workbook", biff8()))
        data = bytearray(path.read_bytes())
        fat = data.find(struct.pack("<4I", 1, 2, 3, 4))
        data[fat : fat + 4] = struct.pack("<I", 0)
        refused(write(path, bytes(data)), "D108")


class TestBounds:
    def test_a_bomb_by_its_ratio(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "RATIO_FROM", 1_000_000)
        sheet = "<sheetData>" + " " * 20_000_000 + "</sheetData>"
        assert "倍" in refused(xlsx(tmp_path / "a.xlsx", sheet), "D109").message.zh

    def test_a_bomb_by_its_size(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "UNPACKED_BOUND", 1000)
        assert "GB" in refused(xlsx(tmp_path / "a.xlsx", TWO_CELLS + " " * 1000), "D109").message.zh

    def test_thousands_of_members(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "MEMBERS_BOUND", 3)
        refused(xlsx(tmp_path / "a.xlsx", TWO_CELLS), "D109")

    def test_bounds_are_those_promised(self):
        assert archive.UNPACKED_BOUND <= 2_000_000_000


def test_a_workbook_without_a_cell(tmp_path):
    refused(xlsx(tmp_path / "a.xlsx", "<sheetData/>"), "D127")
    refused(write(tmp_path / "b.csv", "\n\n"), "D127")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gbk", "utf-8-sig"])
def test_tab_separated_text_saved_as_a_workbook(tmp_path, encoding):
    """What many platforms call an Excel file."""
    book, problems = opened(write(tmp_path / "表.xls", "客服\t销售额\t平均响应\n小美\t1,234.50\t12秒\n", encoding))
    assert not list(problems)
    assert (book.container, book.delimiter) == ("csv", "\t")
    assert rows(book) == [["客服", "销售额", "平均响应"], ["小美", "1,234.50", "12秒"]]


def test_an_old_workbook_with_a_new_ending(tmp_path):
    number = biff(0x0203, struct.pack("<HHHd", 0, 0, 0, 2.5))
    book, problems = opened(compound(tmp_path / "客服_销售数据.xlsx", ("Workbook", biff8(number))))
    assert not list(problems)
    assert (book.container, book.sheets[0].row(0)[0]) == ("xls", 2.5)


def test_a_flat_opendocument_sheet_says_what_to_do(tmp_path):
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>\n'
    problem = refused(write(tmp_path / "march.fods", text), "D107")
    assert ".fods" in problem.message.zh
    assert ".xlsx" in problem.hint.zh
    assert ".xlsx" in problem.hint.en


def test_the_words_of_libraries_are_quoted_in_our_own_sentence(tmp_path):
    for text in ('[{"客服": 小美}]', '{"客服": "小美",}', '[{"客服": "小美"'):
        message = refused(write(tmp_path / "march.json", text), "D122").message.zh
        assert "Expecting" not in message.split("“")[0]

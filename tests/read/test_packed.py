"""Tables that were packed for sending."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from csscore.read import packed
from tests.read.files import codes, opened, write

TEXT = "客服,销售额\n小美,100\n小丹,80\n"


def zipped(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_gzip_and_zip_hold_what_they_hold(tmp_path, encoding):
    for name, data in {
        "a.csv.gz": gzip.compress(TEXT.encode(encoding)),
        "two.csv.gz": gzip.compress(TEXT[:9].encode(encoding))
        + gzip.compress(TEXT[9:].encode("utf-8" if "utf" in encoding else encoding)),
        "a.zip": zipped(**{"__MACOSX/._a.csv": b"x", "march/a.csv": TEXT.encode(encoding)}),
        "renamed.csv": gzip.compress(TEXT.encode(encoding)),
    }.items():
        book, problems = opened(write(tmp_path / name, data))
        assert not problems.errors
        assert [cell for column in book.sheets[0].columns for cell in column.tolist()] == [
            "客服",
            "小美",
            "小丹",
            "销售额",
            "100",
            "80",
        ]
        assert book.container == ("csv, zip" if name == "a.zip" else "csv, gzip")


def test_a_tab_separated_text_keeps_its_lines(tmp_path):
    book, _ = opened(write(tmp_path / "a.tsv.gz", gzip.compress(TEXT.replace(",", "\t").encode())))
    assert str(book.sheets[0].place(2, 1)) == f"{tmp_path / 'a.tsv.gz'}:3"


def test_cut_off(tmp_path):
    data = gzip.compress(TEXT.encode() * 1000)
    for cut in (11, len(data) // 2, len(data) - 3):
        book, problems = opened(write(tmp_path / f"{cut}.gz", data[:cut]))
        assert book is None
        assert codes(problems) == ["D108"]


def test_no_more_than_the_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "RATIO_FROM", 1 << 20)
    book, problems = opened(write(tmp_path / "bomb.gz", gzip.compress(b"a,b\n" * (1 << 24))))
    assert book is None
    assert codes(problems) == ["D109"]


def test_what_is_no_single_table(tmp_path):
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    for name, data in {
        "a.tar.gz": tar.getvalue(),
        "twice.gz": gzip.compress(gzip.compress(TEXT.encode())),
        "two.zip": zipped(**{"a.csv": b"x", "b.csv": b"y"}),
        "other.zip": zipped(**{"a.pdf": b"x"}),
    }.items():
        book, problems = opened(write(tmp_path / name, data))
        assert book is None
        assert codes(problems) == ["D107"], name

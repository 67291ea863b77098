"""What csscore wrote itself is known by its bytes, however damaged they are."""

from __future__ import annotations

import io
import zipfile

from csscore.read.own import is_report

NAME = "docProps/core.xml"


def archive(text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(NAME, text)
    return data.getvalue()


def test_a_workbook_of_ours_says_so():
    assert is_report(archive("<cp:keywords>csscore</cp:keywords>"))
    assert not is_report(archive("<cp:keywords>sales</cp:keywords>"))


def test_damaged_properties_are_nobodys():
    data = bytearray(archive("<cp:keywords>csscore</cp:keywords>" * 9))
    packed = data.index(NAME.encode()) + len(NAME)
    data[packed : packed + 4] = b"\xff\xff\xff\xff"  # no block of deflate begins so
    assert not is_report(bytes(data))

"""What csscore wrote itself is known by its bytes, however damaged they are."""

from __future__ import annotations

import io
import zipfile

import pytest

from csscore.read.own import is_report, may_be_own, seems_own

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


@pytest.mark.parametrize(
    ("headers", "seems", "may_be"),
    [
        ("agent,score,pay", True, True),
        ("rank,agent,name,pay", True, True),
        ("agent,sales,sales_points", True, False),
        ("agent,name,sales_points", True, False),
        ("agent,pay", False, True),
        ("agent,name,status,pay", False, True),
        ("agent,sales,pay", False, False),
        ("客服,score,pay", False, False),
        ("agent,status,name", False, False),
    ],
)
def test_a_result_cut_by_fields_seems_one(headers, seems, may_be):
    assert seems_own(headers.split(",")) == seems
    assert may_be_own(headers.split(",")) == may_be

"""Encodings are told apart by what the text says, and doubt is reported."""

from __future__ import annotations

import pytest

from csscore.problems import Place, Problems
from csscore.read.encoding import read_text

from .files import codes


def read(data, encoding=None):
    problems = Problems()
    return read_text(data, encoding, Place("a.csv"), problems), problems


def sure(content, encoding):
    found, problems = read(content.encode(encoding))
    assert found is not None
    assert found[0] == content
    assert not list(problems)
    return found[1]


SIMPLIFIED = "客服昵称,询单人数,销售额\n店铺:小美,12,3456.00\n店铺:晓萌,8,1200.50\n"
TRADITIONAL = "客服暱稱,詢單人數,銷售額\n店鋪:小美,12,3456.00\n店鋪:曉萌,8,1200.50\n"
PLAIN_NAMES = "agent,score\n小美,1\n王芳,2\n李娜,3\n张伟,4\n刘洋,5\n"
TRADITIONAL_NAMES = "agent,score\n陳怡君,85\n林志玲,90\n王小明,70\n"
GERMAN = "Name;Punkte\nMüller;1\nSchröder;2\nGroß;3\n"
FRENCH = "Prénom,Note\nFrançois,1\nHélène,2\nZoé,3\n"


@pytest.mark.parametrize(
    ("content", "encoding", "told"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL_NAMES, "big5", "big5"),
        (PLAIN_NAMES, "gbk", "gb18030"),
        (GERMAN, "latin-1", "cp1252"),
        (FRENCH, "cp1252", "cp1252"),
        ("agent,score\nlinda,1\n", "ascii", "utf-8"),
    ],
)
def test_what_is_certain(content, encoding, told):
    assert sure(content, encoding) == told


def test_the_euro_sign_of_windows():
    """Windows' code page 936 has the euro at 80, where GB18030 has nothing."""
    found, problems = read("客服,金额\n小美,".encode("gbk") + b"\x80" + b"5\n")
    assert found == ("客服,金额\n小美,€5\n", "gb18030")
    assert not list(problems)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("エージェント,スコア\n田中,1\n", "shift_jis"),
        ("агент,счет\nИван,1\nМария,2\n", "cp1251"),
        ("상담원,점수\n김철수,1\n", "euc-kr"),
        ("喆,1\n", "gbk"),
    ],
)
def test_what_is_uncertain_is_reported_with_the_remedy(content, encoding):
    _, problems = read(content.encode(encoding))
    assert codes(problems) == ["D112"]
    assert "--encoding" in next(iter(problems)).hint.en


@pytest.mark.parametrize("name", ["gbk", "GB2312", "gb18030", "cp936"])
def test_a_named_encoding(name):
    assert read(PLAIN_NAMES.encode("gbk"), name)[0] == (PLAIN_NAMES, "gb18030")


def test_a_named_utf8_drops_its_mark():
    assert read("\ufeffa,b\n".encode(), "utf-8")[0] == ("a,b\n", "utf-8")


def test_a_named_encoding_that_is_wrong():
    found, problems = read("客服,金额\n小美,1\n".encode("gbk"), "utf-8")
    assert found is None
    assert [(p.code, p.place.line) for p in problems] == [("D113", 1)]


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "", "utf\0"])
def test_an_encoding_that_does_not_exist(name):
    found, problems = read(b"a,b\n", name)
    assert found is None
    assert codes(problems) == ["D114"]


def test_a_cut_letter_in_gbk_is_named_with_its_line():
    """Systems that cut fields by bytes leave half a letter behind."""
    found, problems = read(SIMPLIFIED.encode("gbk") + b"\xb5\xea\xc6,1,2\n")
    assert found is None
    assert [(p.code, p.place.line, p.details["encoding"]) for p in problems] == [("D113", 4, "gb18030")]


def test_a_damaged_letter_in_utf8_is_not_taken_for_another_encoding():
    found, problems = read(SIMPLIFIED.encode() + b"\xe5\xba,1,2\n")
    assert found is None
    assert [(p.code, p.place.line, p.details["encoding"]) for p in problems] == [("D113", 4, "utf-8")]


def test_letters_beyond_the_sample_still_count():
    content = "agent,score\n" + "linda,1\n" * 40_000 + SIMPLIFIED
    assert sure(content, "gbk") == "gb18030"


def test_zero_bytes_in_a_text_are_named_with_their_line():
    found, problems = read(b"a,b\n1,2\n3\0,4\n")
    assert found is None
    assert [(p.code, p.place.line) for p in problems] == [("D115", 3)]


def test_bytes_that_are_no_text():
    found, problems = read(bytes(range(256)))
    assert found is None
    assert codes(problems) == ["D111"]

"""One form to show, one form to compare by."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.read.texts import fold, fold_all, is_nothing, is_words, split_unit, text_of, texts_of
from tests.read.grids import at_size

SIGNS = st.text("客服销售额（）()【】[]：: 　\u200b\u00a0→->—－-_ABCabcＡ１２3%％秒", max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("首次响应时长（秒)", "首次响应时长(秒)"),
        ("首次响应时长（秒)", "首次响应时长（秒）"),
        ("询单->最终付款人数", "询单→最终付款人数"),
        ("询单－支付转化率", "询单-支付转化率"),
        ("3分钟人工回复率 (会话)", "３分钟人工回复率（会话）"),
        ("平均响应\n时长", "平均响应时长"),
        ("\ufeff客服", "客服"),
        ("客服：", "客服"),
        ("First Response Time", "first response time"),
        ("First_Response_Time", "First response time"),
        ("Answer ％", "answer %"),
        ("旺旺\u200b昵称", "旺旺昵称 "),
    ],
)
def test_headers_that_are_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3分钟人工回复率(8-23点)", "3分钟人工回复率(全天)"),
        ("平均响应时长（新）", "平均响应时长"),
        ("询单转化率", "询单流失人数"),
        ("满意度-满意", "满意度-非常满意"),
        ("0", "00"),
    ],
)
def test_headers_that_differ(one, other):
    assert fold(one) != fold(other)
    assert split_unit(one).base != split_unit(other).base


@given(SIGNS)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.lists(SIGNS, max_size=6))
def test_folding_many_is_folding_each(texts):
    assert fold_all(texts) == [fold(text) for text in texts]


@pytest.mark.parametrize(
    ("header", "base", "unit"),
    [
        ("平均响应时长（秒）", "平均响应时长", "秒"),
        ("首次平均响应(s)", "首次平均响应", "s"),
        ("平均响应时长(分)", "平均响应时长", "分"),
        ("PC在线时长（时）", "pc在线时长", "时"),
        ("去退销售额（元）", "去退销售额", "元"),
        ("转化率(%)", "转化率", "%"),
        ("First reply time (min)", "firstreplytime", "min"),
        ("销售额（单位：元）", "销售额", "元"),
        ("30秒应答率(8-23点)", "30秒应答率(8-23点)", None),
        ("平均响应时长（新）", "平均响应时长(新)", None),
        ("三分钟回复率（会话）", "三分钟回复率(会话)", None),
        ("（秒）", "(秒)", None),
        ("销售额", "销售额", None),
    ],
)
def test_only_units_are_split_off(header, base, unit):
    assert split_unit(header) == (base, unit)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        ("  小美\n ", "小美"),
        ("小 \u3000 美", "小 美"),
        ("\ufeff小美\u200b", "小美"),
        (7.0, "7"),
        (7, "7"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30), "2026-03-01 09:30:00"),
        ("007", "007"),
    ],
)
def test_cells_as_text(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "--", "—", "/", "暂无数据", "延迟统计", float("nan"), "\u3000", "\u200b"])
def test_nothing(cell):
    assert is_nothing(cell)
    assert not is_words(cell)


@pytest.mark.parametrize("cell", ["0", 0, "小美", "0%", False])
def test_something(cell):
    assert not is_nothing(cell)


@pytest.mark.parametrize("cell", ["1,234.50", "45.23%", "¥99", "9秒", "1.2万", 5, 5.0])
def test_numbers_are_no_words(cell):
    assert not is_words(cell)


def test_a_column_of_texts_tidy_or_not():
    tidy = np.array(["小美", " 小丹 ", "-", "007"], dtype=object)
    untidy = np.array(["小美", "小丹\n", None, 7.0, "小\u200b满", "a  b"], dtype=object)
    assert texts_of(tidy).tolist() == ["小美", "小丹", None, "007"]
    assert texts_of(untidy).tolist() == ["小美", "小丹", None, "7", "小满", "a b"]


@given(st.lists(SIGNS, max_size=6))
def test_a_column_is_read_like_its_cells(cells):
    column = np.empty(len(cells), dtype=object)
    column[:] = cells
    assert texts_of(column).tolist() == [
        None if is_nothing(cell) or text_of(cell) in ("", "-", "--", "---", "—", "——") else text_of(cell) for cell in cells
    ]


@given(
    st.lists(
        st.one_of(st.none(), st.sampled_from(["小美", "a b", "-", " x", "x ", "a  b", "\u2003y", "a\u2003b", "暂无"])),
        max_size=6,
    )
)
def test_texts_of_large_files_are_read_like_cells(cells):
    assert texts_of(at_size(cells)).tolist() == texts_of(np.array(cells, dtype=object)).tolist()


def test_no_text_depends_on_the_other_texts():
    assert texts_of(np.array(["a\u2003b"], dtype=object)).tolist() == ["a b"]
    assert texts_of(np.array(["a\u2003b", "x\u200b"], dtype=object)).tolist() == ["a b", "x"]

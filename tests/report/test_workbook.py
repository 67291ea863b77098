"""The workbook as openpyxl reads it: numbers are numbers, names are text, equal results are equal bytes."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from csscore.report.workbook import write_workbook
from csscore.result import Result
from csscore.words import Lang
from tests.report.results import result, three
from tests.report.test_json import PROBLEM


def written(what: Result, lang: Lang = "zh") -> bytes:
    out = io.BytesIO()
    write_workbook(what, out, lang=lang)
    return out.getvalue()


def book_of(what: Result, lang: Lang = "zh") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(what, lang)))


def rows(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_ranking() -> None:
    book = book_of(three(cohorts={"岗位": ["售前", "售前", "售后"]}))
    assert book.sheetnames == ["排名", "指标", "说明"]
    above, said, *table = rows(book["排名"])
    assert above[0] == "售前客服月度绩效"
    assert said[0] == "售前客服月度绩效（presale 第 3 版）；共 3 人，排名 2 人，应发合计 4,000.00 元"
    assert table[:5] == [
        ["名次", "客服", "岗位", "总分", "名次奖金（元）", "应发（元）", "原因"],
        [1, "小美", "售前", 77.51, 2500, 2500, None],
        [2, "阿强", "售前", 55, 1500, 1500, None],
        [None, "小丽", "售后", None, None, 0, "没有销售额"],
        [None, "合计", None, None, 4000, 4000, None],
    ]
    assert [table[6][0].count(word) for word in ("制表：＿", "审核：＿", "批准：＿")] == [1, 1, 1]
    assert book["排名"]["D4"].number_format == "0.00"
    assert book["排名"]["F4"].number_format == "#,##0.00"
    assert book["排名"].freeze_panes == "C4"
    assert book["排名"].print_title_rows == "$1:$3"
    assert book["排名"].print_area.endswith("$9")
    assert book["排名"].auto_filter.ref == "A3:G6"


def test_the_metrics_keep_all_their_digits() -> None:
    sheet = book_of(three())["指标"]
    assert rows(sheet)[0] == [
        *("名次", "客服", "销售额（元）", "销售额得分", "询单转化率（%）", "询单转化率得分"),
        *("平均响应时间（秒）", "平均响应时间得分"),
    ]
    assert rows(sheet)[3] == [None, "小丽", None, None, 0.381234567, 0, 60.25, 0]
    assert sheet["E2"].number_format == "0.00%"


def test_the_notes_tell_scheme_reasons_and_problems() -> None:
    notes = rows(book_of(three(problems=[PROBLEM], period="2026-03"))["说明"])
    assert ["方案", "售前客服月度绩效（presale 第 3 版） 2026-03"] in notes
    assert ["考核期", "2026-03"] in notes
    assert ["小丽", "没有销售额"] in notes
    assert ["阿强", "回复率：总分不高于 60（回复率须达 95%）"] in notes
    assert ["T100 三月.xlsx[数据信息]!D17", "“九十五”不是数字（客服 小美，列 响应）"] in notes


def test_sheets_follow_the_language() -> None:
    assert book_of(three(), "en").sheetnames == ["Ranking", "Metrics", "Notes"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "@x", "http://example.com", "{=1}", "007", "<b>", "\x1b[31m", "长" * 200, "1e5"])
def test_names_stay_text(name: str) -> None:
    cell = book_of(result([name]))["排名"]["B4"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.replace("_x001B_", "\x1b") == name
    assert cell.hyperlink is None


def test_nothing_in_the_file_tells_the_time() -> None:
    first = written(three(problems=[PROBLEM]))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z</dcterms:created>" in archive.read("docProps/core.xml")
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")
    assert written(three(problems=[PROBLEM])) == first

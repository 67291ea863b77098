"""``csscore inspect``: the page, whole, in both languages."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from csscore.problems import Place, Problem
from csscore.read.inspection import ColumnReading, Reading, RowReading, SheetReading
from csscore.words import Words

SUMMARY = Words("汇总行", "summary row")


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """A spreadsheet with everything that can be said of one; returns how the pipeline was asked."""
    found = Reading(
        file="三月.xlsx",
        container="xlsx",
        encoding=None,
        delimiter=None,
        digest="ab" * 32,
        sheets=[
            SheetReading("说明", 12, False, False),
            SheetReading("数据信息", 47, False, True),
            SheetReading("旧", 3, True, False),
        ],
        sheet="数据信息",
        why_sheet=Words("列对得上", "its columns fit"),
        header_rows=[2, 3],
        why_header=Words("含客服列", "it has the agents"),
        above=["赤兔绩效", "2026-03"],
        columns=[
            ColumnReading("A", "旺旺昵称", is_agent=True),
            ColumnReading("B", "销售额", ["sales"], unit="money"),
            ColumnReading("C", "询单转化率", ["conversion"], unit="percent", decided=[Words("按百分数读", "read as percent")]),
            ColumnReading("D", "备注"),
        ],
        left_out=[
            RowReading(Place("三月.xlsx", "数据信息", "A45"), "汇总值", SUMMARY),
            RowReading(Place("三月.xlsx", "数据信息", "A46"), "平均值", SUMMARY),
        ],
        rows=43,
        agents=42,
        named_elsewhere=3,
        date_in_name=(date(2026, 3, 1), date(2026, 3, 31)),
    )
    asked: list[tuple] = []

    def inspect(path, **options):
        asked.append((path, options))
        return [found], (Problem("T300", details={"count": 3}),)

    monkeypatch.setattr("csscore.pipeline.inspect", inspect)
    return asked


def test_the_page_in_chinese(run, reading) -> None:
    ended = run("inspect", "三月.xlsx", "--lang", "zh", "-s", "presale", "--sheet", "2", "--encoding", "gbk")
    assert ended.exit_code == 0
    assert reading == [("三月.xlsx", {"scheme": "presale", "sheet": ["2"], "encoding": "gbk"})]
    assert ended.stderr == "提示 T300: 只有 3 人\n"
    assert ended.stdout == dedent("""\
        文件              三月.xlsx (xlsx)
        工作表            数据信息（列对得上）
        其他工作表        说明（12 行）、旧（3 行，隐藏）
        表头以上          赤兔绩效 / 2026-03
        表头              第 2–3 行（含客服列）
        行数              43 行，42 名客服；去掉 2 行
        客服在另一列的行  3 行
        文件名里的日期    2026-03-01 – 2026-03-31
        摘要              sha256:abababababababababababababababababababababababababababababababab

        列
          A  旺旺昵称    客服（谁）
          B  销售额      sales       金额
          C  询单转化率  conversion  百分比  按百分数读
          D  备注        没有用到

        去掉的行
          [数据信息]!A45  汇总值  汇总行
          [数据信息]!A46  平均值  汇总行
        """)


def test_the_page_in_english(run, reading) -> None:
    page = run("inspect", "三月.xlsx").stdout
    assert page.splitlines()[:5] == [
        "file                     三月.xlsx (xlsx)",
        "sheet                    数据信息 (its columns fit)",
        "other sheets             说明 (12 rows), 旧 (3 rows, hidden)",
        "above it                 赤兔绩效 / 2026-03",
        "header                   row 2–3 (it has the agents)",
    ]
    assert "  A  旺旺昵称    agent (who)" in page


def test_several_files_are_shown_one_after_the_other(run, reading, tmp_path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    ended = run("inspect", "*.csv", "-q")
    assert [path for path, _ in reading] == ["a.csv", "b.csv"]
    assert ended.stdout.count("sha256:") == 2
    assert ended.stderr == ""


def test_many_rows_left_out_are_counted(monkeypatch) -> None:
    from csscore.report.reading import lines

    rows = [RowReading(Place("a.csv", None, f"A{n}", line=n), "合计", SUMMARY) for n in range(1, 31)]
    reading = Reading("a.csv", "csv", "gb18030", "\t", "00", [], left_out=rows, columns=[ColumnReading("A", "客服")])
    page = list(lines(reading, "en"))
    assert page[1:3] == ["encoding   gb18030", "delimiter  tab"]
    assert page[-2:] == ["  20  合计  summary row", "  10 more"]

"""The Markdown table says what it is given, whatever the names are made of."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from csscore.report.markdown import escaped, write_markdown
from csscore.result import Result
from csscore.words import Lang
from tests.report.results import metric, result, three

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of(what: Result, lang: Lang = "zh") -> str:
    out = io.BytesIO()
    write_markdown(what, out, lang=lang)
    return out.getvalue().decode()


def cells(markdown: str) -> list[list[str]]:
    """Return the table as a Markdown parser sees it; anything but plain text in a cell is a failure."""
    rows: list[list[str]] = []
    for token in PARSER.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline" and token.level == 4:
            assert {child.type for child in token.children or []} <= {"text"}, token.content
            rows[-1].append("".join(child.content for child in token.children or []))
    return rows


def test_the_whole_page() -> None:
    assert text_of(three(period="2026-03")) == (
        "**售前客服月度绩效（presale 第 3 版） 2026-03**\n"
        "\n"
        "| 名次 | 客服 | 总分 | 应发（元） | 销售额（元） | 销售额得分 | 询单转化率（%） | 询单转化率得分 "
        "| 平均响应时间（秒） | 平均响应时间得分 |\n"
        "| ---: | :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        "| 1 | 小美 | 77.51 | 2,500.00 | 128,400.00 | 100.0000 | 45.23 | 59.9234 | 38.50 | 55.4140 |\n"
        "| 2 | 阿强 | 55.00 | 1,500.00 | 99,000.50 | 0.0000 | 50.00 | 100.0000 | 21.00 | 100.0000 |\n"
        "| – | 小丽 | – | 0.00 | – | – | 38.12 | 0.0000 | 60.25 | 0.0000 |\n"
        "\n"
        "共 3 人，排名 2 人，应发合计 4,000.00 元\n"
        "\n"
        "**未排名**\n"
        "\n"
        "- 小丽: 没有销售额\n"
        "\n"
        "**门槛**\n"
        "\n"
        "- 阿强: 回复率：总分不高于 60（回复率须达 95%）\n"
        "\n"
        "**标记**\n"
        "\n"
        "- 阿强: 复训\n"
    )


def test_titles_follow_the_language() -> None:
    assert text_of(three(), "en").splitlines()[2].startswith("| rank | agent | score | pay (CNY) | sales (CNY) | sales points |")


def test_names_beside_identifiers() -> None:
    rows = cells(text_of(result(["007", "008"], names=["小美", "阿强"])))
    assert [row[:3] for row in rows] == [["名次", "客服", "姓名"], ["1", "007", "小美"], ["2", "008", "阿强"]]


def test_names_are_never_markup() -> None:
    names = ["<script>alert(1)</script>", "a|b", "**粗**", "[x](http://y)", "`code`", "~~x~~", "&amp;", "1. 小美", "- x", "\\"]
    rows = cells(text_of(result(names)))
    assert [row[1] for row in rows[1:]] == names


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"]), min_size=1))
def test_any_name_reads_as_itself(name: str) -> None:
    assert cells(text_of(result([name, "x"], metrics=[metric("m", [1.0, 2.0], ["1", "2"])])))[1][1] == name


def test_line_breaks_and_escapes_stay_on_one_line() -> None:
    assert escaped("a\r\nb\x1b[31mc") == "a b\N{REPLACEMENT CHARACTER}\\[31mc"

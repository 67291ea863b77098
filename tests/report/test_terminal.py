"""The table as it is printed, line by line, in both languages and at several widths."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Span

from csscore.report import terminal
from csscore.report.terminal import lines
from csscore.result import Result
from csscore.words import Lang
from tests.report.results import metric, result, three

if TYPE_CHECKING:
    import pytest


def printed(what: Result, lang: Lang = "zh", *, width: int | None = 120, points: bool = False) -> str:
    return "".join(f"{line.plain}\n" for line in lines(what, lang, width=width, points=points))


def test_the_whole_table_in_chinese() -> None:
    assert printed(three(period="2026-03")) == dedent("""\
        售前客服月度绩效（presale 第 3 版） 2026-03

        名次  客服   总分  应发（元）  销售额（元）  询单转化率（%）  平均响应时间（秒）
        ────────────────────────────────────────────────────────────────────────────────
           1  小美  77.51    2,500.00    128,400.00            45.23               38.50
           2  阿强  55.00    1,500.00     99,000.50            50.00               21.00
           –  小丽      –        0.00             –            38.12               60.25

        共 3 人，排名 2 人，应发合计 4,000.00 元

        未排名
          小丽  没有销售额

        门槛
          阿强  回复率：总分不高于 60（回复率须达 95%）

        标记
          阿强  复训
        """)


def test_the_whole_table_in_english() -> None:
    assert printed(three(), "en") == dedent("""\
        Pre-sale, monthly (presale, version 3)

        rank  agent  score  pay (CNY)  sales (CNY)  conversion (%)  response time (s)
        ─────────────────────────────────────────────────────────────────────────────
           1  小美   77.51   2,500.00   128,400.00           45.23              38.50
           2  阿强   55.00   1,500.00    99,000.50           50.00              21.00
           –  小丽       –       0.00            –           38.12              60.25

        3 agents, 2 ranked, pay 4,000.00 CNY in all

        Not ranked
          小丽  no sales

        Gates
          阿强  reply rate: score at most 60 (the reply rate must reach 95 %)

        Flags
          阿强  复训
        """)


def test_metrics_that_do_not_fit_are_named() -> None:
    table = printed(three(), width=58).splitlines()
    assert table[2] == "名次  客服   总分  应发（元）  销售额（元）"
    assert "还有 2 列未显示：询单转化率（%）、平均响应时间（秒）；加宽终端，或用 --format csv" in table
    english = printed(three(), "en", width=40)
    assert (
        "columns not shown (3): sales (CNY), conversion (%), response time (s); widen the terminal or use --format csv" in english
    )


def test_a_pipe_gets_everything() -> None:
    header = printed(three(), width=None, points=True).splitlines()[2]
    assert header == (
        "名次  客服   总分  应发（元）  销售额（元）  销售额得分  询单转化率（%）  询单转化率得分"
        "  平均响应时间（秒）  平均响应时间得分"
    )


def test_shared_places_are_marked_and_explained() -> None:
    table = printed(result(["a", "b", "c"], ranks=[1, 1, 3], scores=["90", "90", "80"])).splitlines()
    assert [line[:6] for line in table[4:7]] == ["  1=  ", "  1=  ", "  3   "]
    assert "“=” 表示名次并列" in table
    assert "=" not in printed(result(["a", "b"]), "en")


def test_figures_stand_below_each_other_whatever_the_script() -> None:
    table = printed(result(["小美", "Bo", "ﾊﾝｶｸ"], scores=["100.00", "9.50", "-3.00"])).splitlines()[4:7]
    assert len({cell_len(line) for line in table}) == 1


def test_long_names_are_cut_on_a_terminal_only() -> None:
    what = result(["很长的名字" * 40])
    assert "很长的名字很长的名…" in printed(what, width=80)
    assert "很长的名字" * 40 in printed(what, width=None)


def test_names_cannot_move_the_cursor_or_become_markup() -> None:
    table = printed(result(["[red]x[/red]", "a\x1b[31mb", "c\nd", ":smile:", "\u202eevil"]), width=None)
    assert "[red]x[/red]" in table
    assert "a\N{REPLACEMENT CHARACTER}[31mb" in table
    assert "c d" in table
    assert ":smile:" in table
    assert "\u202e" not in table
    assert "\x1b" not in table


def test_names_stand_beside_identifiers() -> None:
    assert printed(result(["007"], names=["小美"])).splitlines()[2].startswith("名次  客服  姓名")


def test_only_so_many_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "LONGEST", 3)
    table = printed(result([f"a{i}" for i in range(5)]), "en")
    assert "only the first 3 are listed; --format csv has them all" in table
    assert "a3" not in table
    assert "5 agents, 5 ranked" in table


def test_many_incidents_are_counted() -> None:
    names = [f"a{i}" for i in range(30)]
    from csscore.words import same

    table = printed(result(names, ranks=[None] * 30, scores=[None] * 30, reasons=[same("no data")] * 30), "en")
    assert table.splitlines()[-1] == "  10 more"


def test_shades_follow_the_cohort() -> None:
    what = result([f"a{i}" for i in range(8)], ranks=[1, 1, 2, 2, 3, 3, None, 4], cohorts={"t": ["x", "y"] * 4})
    shades = [
        span.style
        for line in list(lines(what, "en", width=None, points=False))[4:12]
        for span in line.spans[:1] or [Span(0, 0, "")]
    ]
    assert [str(shade) for shade in shades] == ["green", "green", "", "", *["bright_black"] * 4]


def test_text_values_stand_left() -> None:
    what = result(["a", "b"], metrics=[metric("grade", ["优秀", None], ["100", None])])
    assert printed(what).splitlines()[4].endswith("优秀")


def test_a_scheme_that_pays_nothing_shows_no_pay() -> None:
    table = printed(result(["a"], lines=()), "en")
    assert table.splitlines()[2] == "rank  agent  score"
    assert "1 agents, 1 ranked\n" in table

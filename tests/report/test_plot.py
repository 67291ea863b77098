"""Scores as bars: their lengths by hand, the whole picture in both languages and at several widths, and names that are no picture."""

from __future__ import annotations

from fractions import Fraction
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Span, Text

from csscore.report import plot
from csscore.report.bars import ASCII, BLOCKS, Segment, Strip, strip_of
from csscore.report.plot import SHADES, in_sixteen, lines
from csscore.report.terminal import lines as terminal_lines
from csscore.result import Result
from csscore.words import Lang, Words, same
from tests.report.results import metric, result, three

HOSTILE = ["[red]x[/red]", "<script>alert(1)</script>", "=1+1", "a\x1b[31mb", "很长的名字" * 40, "小美🎉", "../../x"]


def printed(what: Result, lang: Lang = "en", *, width: int | None = 60, **given_: object) -> str:
    return "".join(f"{line.plain}\n" for line in lines(what, lang, width=width, **given_))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("score", "bar"),
    [
        (0, ""),
        (10_000, "██████████"),
        (5000, "█████"),
        (125, "▏"),
        (1, "▏"),
        (5625, "█████▋"),
        (9999, "██████████"),
        (1937, "█▉"),
        (1938, "██"),
    ],
)
def test_a_bar_is_exact_to_an_eighth(score: int, bar: str) -> None:
    """100.00 on ten columns: an eighth is 1.25; 19.37 is 15.496 eighths, 19.38 is 15.504."""
    assert Strip(0, 10_000, 10, 2, BLOCKS).bar([Segment(0, score, "")]).plain.rstrip() == bar


def test_without_blocks_a_column_counts_from_its_half() -> None:
    strip = Strip(0, 100, 10, 0, ASCII)
    assert [strip.bar([Segment(0, score, "")]).plain.rstrip() for score in (100, 54, 55, 4)] == ["#" * 10, "#####", "######", ""]


def test_below_zero_bars_go_the_other_way() -> None:
    strip = strip_of([60, -20], 0, cells=8, signs=BLOCKS)
    assert (strip.low, strip.high) == (-20, 60)
    assert [strip.bar([Segment(0, score, "")]).plain for score in (60, -20, -5, 5, 0)] == [
        "  ██████", "██      ", " ▐      ", "  ▌     ", "        ",
    ]  # fmt: skip
    assert strip.axis() == "−20   60"


@pytest.mark.parametrize(
    ("most", "end"),
    [(8942, 10_000), (10_000, 10_000), (10_001, 12_000), (13_150, 15_000), (4607, 5000), (480, 500), (7, 10), (0, 10_000)],
)
def test_an_axis_ends_at_a_round_number(most: int, end: int) -> None:
    assert strip_of([most], 2, cells=10, signs=BLOCKS).high == end


@given(st.lists(st.integers(-10_000, 20_000), min_size=1, max_size=30), st.integers(8, 120), st.sampled_from([BLOCKS, ASCII]))
def test_bars_fit_and_longer_is_never_less(scores: list[int], cells: int, signs: str) -> None:
    strip = strip_of(scores, 2, cells=cells, signs=signs)
    bars = [strip.bar([Segment(0, score, "")]).plain for score in sorted(score for score in scores if score >= 0)]
    assert all(cell_len(bar) == cells for bar in bars)
    weights = [sum(signs.find(sign) + 1 for sign in bar if sign != " ") for bar in bars]
    assert weights == sorted(weights)
    assert len(strip.axis()) <= cells + 12


def test_the_whole_picture_in_english() -> None:
    """40 columns for 80: 45.00 for sales are 22.5 of them, with 26.97 for conversion 35.98, with 5.54 for the time 38.76."""
    assert printed(three()) == dedent("""\
        Pre-sale, monthly (presale, version 3)

        █ sales  ░ conversion  ▓ response time

        rank  agent  score
           1  小美   77.51  ███████████████████████░░░░░░░░░░░░░▓▓▓
           2  阿强   55.00  ░░░░░░░░░░░░░░░░░░░░░░░▓▓▓▓▓
           –  小丽       –  no sales
                            0                  40                 80

        3 agents, 2 ranked, pay 4,000.00 CNY in all

        Not ranked
          小丽  no sales

        Gates
          阿强  reply rate: score at most 60 (the reply rate must reach 95 %)

        Flags
          阿强  复训
        """)


def test_the_whole_picture_in_chinese_by_cohort() -> None:
    what = result(
        ["小美", "阿强", "小丽", "Bo"], ranks=[1, 1, 2, None], scores=["100.00", "50.00", "-25.00", None],
        cohorts={"班次": ["早", "晚", "早", "晚"]}, reasons=[None, None, None, Words("没有销售额", "no sales")],
    )  # fmt: skip
    assert (
        printed(what, "zh", width=70).splitlines()
        == dedent("""\
        售前客服月度绩效（presale 第 3 版）

        名次  客服    总分
        早
           1  小美  100.00            ████████████████████████████████████████
           2  小丽  -25.00  ██████████
        晚
           1  阿强   50.00            ████████████████████
           –  Bo         –  没有销售额
                            −25       0                                    100

        共 4 人，排名 3 人，应发合计 0.00 元

        未排名
          Bo  没有销售额
        """).splitlines()
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits(width: int, lang: Lang) -> None:
    what = result(HOSTILE, scores=["131.5", "100", "55.1", "10", "0", "-23", "-60"])
    picture = [line for line in printed(what, lang, width=width).splitlines() if line]
    assert max(map(cell_len, picture)) <= width


@pytest.mark.parametrize("width", [60, 79, 80, 81, 120])
def test_scores_and_bars_stand_below_each_other_whatever_the_name(width: int) -> None:
    what = result(HOSTILE, scores=["100", "90", "80", "70", "60", "50", "40"])
    rows = printed(what, width=width).splitlines()[3:10]
    assert len({cell_len(row[: row.index("█")]) for row in rows}) == 1
    assert len({cell_len(row[: row.index(".00")]) for row in rows}) == 1
    table = [line.plain for line in terminal_lines(what, "en", width=width, points=False)][4:11]
    assert len({cell_len(row[: row.rindex("0.00")]) for row in table}) == 1


def test_names_are_text() -> None:
    picture = printed(result(HOSTILE), width=None)
    assert "[red]x[/red]" in picture
    assert "<script>" in picture
    assert "\x1b" not in picture
    assert "a\N{REPLACEMENT CHARACTER}[31mb" in picture


def test_everybody_is_seen_up_to_many() -> None:
    picture = printed(result([f"a{i}" for i in range(plot.MOST_BARS)], scores=["50"] * plot.MOST_BARS))
    assert all(f"a{i}" in picture for i in range(plot.MOST_BARS))


def test_of_more_the_distribution_is_drawn() -> None:
    scores = ["10.00", "10.01", "14.99", "15.00", "19.99"] * 100 + ["88.10"] * 7
    names = [f"a{i}" for i in range(len(scores) + 3)]
    ranks = [*range(1, len(scores) + 1), None, None, None]
    picture = printed(result(names, ranks=ranks, scores=[*scores, None, None, None]), width=40).splitlines()
    assert picture[2].startswith("too many for a bar each")
    assert picture[4:7] == ["  score  agents", "10 – 15     300  " + "█" * 23, "15 – 20     200  " + "█" * 15 + "▍"]
    assert picture[20].startswith("85 – 90       7  ▌")
    assert "3 agents have no score and no bar" in picture
    assert "a1" not in " ".join(picture)


def parts_of(what: Result, row: int, *, width: int = 70) -> list[tuple[str, int]]:
    """Return the shades of a bar with the columns that each fills; a column that two share counts for the first."""
    line = list(lines(what, "en", width=width, coloured=True))[5 + row]
    return [(str(span.style), span.end - span.start) for span in line.spans if "color" in str(span.style)]


def test_colours_show_what_metrics_contribute() -> None:
    """100 is 50 columns: 60 × 50 % + 80 × 50 % are 15 and 20 of them."""
    metrics = (metric("a", [1.0, 2.0], ["60", "75"]), metric("b", [1.0, 2.0], ["80", "100"]))
    what = result(["x1234", "y1234"], scores=["70.00", "87.50"], metrics=metrics)
    assert strip_width(what) == 50
    assert parts_of(what, 0) == [(SHADES[0], 15), (SHADES[1], 20)]
    assert parts_of(what, 1)[-1][0] == SHADES[1]
    legend = list(lines(what, "en", width=70, coloured=True))[2].plain
    assert legend == "█ a  █ b"


def strip_width(what: Result) -> int:
    line = next(line.plain for line in lines(what, "en", width=70) if line.plain.strip().startswith("0 "))
    return len(line) - line.index("0")


def test_in_sixteen_colours_no_two_metrics_are_alike() -> None:
    styles = [str(in_sixteen(Text("█", spans=[Span(0, 1, shade)])).spans[0].style) for shade in SHADES]
    assert len(set(styles)) == len(SHADES)
    assert not any("color" in style for style in styles)
    both = in_sixteen(Text("▌", spans=[Span(0, 1, f"{SHADES[0]} on {SHADES[1]}")]))
    assert [str(span.style) for span in both.spans] == ["blue on yellow"]


def test_a_gate_cuts_the_bar_and_points_added_lengthen_it() -> None:
    metrics = (metric("a", [1.0, 2.0], ["100", "60"]), metric("b", [1.0, 2.0], ["100", "60"]))
    what = result(["x1234", "y1234"], scores=["60.00", "100.00"], metrics=metrics)
    assert parts_of(what, 0, width=71) == [(SHADES[0], 25), (SHADES[1], 5)]
    assert parts_of(what, 1, width=71) == [(SHADES[0], 15), (SHADES[1], 15), ("color(246)", 20)]
    assert list(lines(what, "en", width=71, coloured=True))[2].plain == "█ a  █ b  █ other"


def test_a_score_of_nothing_needs_no_shade() -> None:
    metrics = (metric("a", [1.0, 2.0], ["100", "0"]), metric("b", [1.0, 2.0], ["100", "0"]))
    what = result(["x", "y"], scores=["100.00", "0.00"], metrics=metrics)
    assert list(lines(what, "en", width=71, coloured=True))[2].plain == "█ a  █ b"


def test_what_does_not_add_up_is_not_stacked() -> None:
    whole = metric("b", [1.0], ["100"], weight=Fraction(50))
    object.__setattr__(whole, "contributed", None)
    what = result(["x"], scores=["60.00"], metrics=(metric("a", [1.0], ["100"]), whole))
    assert "color" not in "".join(str(span.style) for line in lines(what, "en", width=70, coloured=True) for span in line.spans)


def test_nothing_to_draw_is_no_error() -> None:
    nobody = result(["x"], ranks=[None], scores=[None], reasons=[same("no data")])
    assert "no data" in printed(nobody)
    assert "0 ranked" in printed(result([]))
    assert "#" in printed(result(["x"]), encoding="ascii")

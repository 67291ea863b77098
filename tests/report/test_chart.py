"""Charts are whole SVG that runs nothing: texts are escaped, values stand where they belong, gaps are gaps."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from csscore.report.chart import Chart, ChartLine, svg

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("1")</script>&\x1b[31m'


def chart(*lines: ChartLine, **options: object) -> ElementTree.Element:
    count = max((len(line.values) for line in lines), default=2)
    made = Chart("Score", tuple(f"2026-{at:02}" for at in range(1, count + 1)), lines, lambda value: f"{value:.2f}", **options)
    return ElementTree.fromstring(svg(made))  # noqa: S314 - our own


def points(picture: ElementTree.Element) -> list[list[tuple[float, float]]]:
    return [
        [tuple(map(float, pair.split(","))) for pair in line.get("points", "").split()] for line in picture.iter(f"{NS}polyline")
    ]


def texts(picture: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{NS}text")]


def test_high_values_stand_high() -> None:
    ((low, high),) = points(chart(ChartLine("Mei", (1.0, 9.0))))
    assert low[0] < high[0]
    assert low[1] > high[1]  # y counts from the top
    ((first, last),) = points(chart(ChartLine("Mei", (1.0, 9.0)), downwards=True))
    assert first[1] < last[1]


def test_equal_steps_are_equally_far() -> None:
    ((a, b, c),) = points(chart(ChartLine("Mei", (1.0, 2.0, 3.0))))
    assert abs((b[0] - a[0]) - (c[0] - b[0])) < 0.11
    assert abs((a[1] - b[1]) - (b[1] - c[1])) < 0.11


def test_a_missing_value_breaks_the_line() -> None:
    picture = chart(ChartLine("Mei", (1.0, 2.0, None, 3.0, 4.0)))
    assert [len(line) for line in points(picture)] == [2, 2]
    assert len(list(picture.iter(f"{NS}circle"))) == 4


def test_only_strong_lines_have_a_label() -> None:
    picture = chart(ChartLine("Mei", (1.0, 2.0)), ChartLine("Dan", (2.0, 1.0), strong=False))
    assert "Mei" in texts(picture)
    assert "Dan" not in texts(picture)
    assert {title.text for title in picture.iter(f"{NS}title")} == {"Mei", "Dan"}


def test_labels_do_not_lie_on_each_other() -> None:
    picture = chart(*(ChartLine(f"agent {at}", (1.0, 1.0)) for at in range(8)))
    places = sorted(float(text.get("y", 0)) for text in picture.iter(f"{NS}text") if (text.text or "").startswith("agent"))
    assert len(places) == 8
    assert all(later - earlier >= 14.9 for earlier, later in pairwise(places))
    assert places[0] > 0
    assert places[-1] < 300


def test_ranks_are_whole_numbers_from_one() -> None:
    picture = chart(ChartLine("Mei", (1.0, 4.0)), downwards=True, whole=True)
    assert {"1", "2", "3", "4"} <= set(texts(picture))


def test_texts_are_escaped() -> None:
    written = svg(Chart(HOSTILE, (HOSTILE, "b"), (ChartLine(HOSTILE, (1.0, 2.0)),), lambda value: HOSTILE))
    assert "<script" not in written
    assert "\x1b" not in written
    picture = ElementTree.fromstring(written)  # noqa: S314 - our own
    assert any("alert" in text for text in texts(picture))
    assert not re.search(r"\son\w+=|href|url\(", written)


@given(
    st.lists(
        st.lists(st.none() | st.floats(-1e12, 1e12, allow_nan=False), min_size=1, max_size=6).map(tuple), min_size=0, max_size=5
    )
)
def test_any_numbers_make_a_picture(series: list[tuple[float | None, ...]]) -> None:
    picture = chart(*(ChartLine("x", values) for values in series))
    for line in points(picture):
        assert all(-1 <= x <= 761 and -1 <= y <= 301 for x, y in line)

"""Documents on a narrow terminal: sentences, heads and long cells are broken, nothing is lost and nothing wider than asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.report.blocks import Heading, Line, Table, html_text, terminal_lines
from csscore.report.plain import broken, width_of

WORDS = st.lists(
    st.sampled_from(["名次", "奖金，", "（按月）", "rank", "12.5%,", "→", "a:", "“好”"]), min_size=1, max_size=40
).map(" ".join)


@given(WORDS, st.integers(20, 60), st.sampled_from(["", "  ", "    "]))
def test_a_broken_sentence_is_the_sentence(text: str, width: int, indent: str) -> None:
    lines = list(broken(text, width, indent=indent))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)
    assert all(line.startswith(indent) for line in lines)


def test_further_lines_stand_under_the_first_word() -> None:
    lines = list(broken("12. one two three four", 16, indent="  "))
    assert lines == ["  12. one two", "      three four"]


def test_closing_signs_do_not_begin_a_line() -> None:
    lines = list(broken("他说：“名次不变。”后来（三月）变了。", 10))
    assert not any(re.match("[，。、；：！？）》”]", line) for line in lines)
    assert "".join(lines) == "他说：“名次不变。”后来（三月）变了。"


TABLE = Table(
    ("agent", "same place if played again", "how the error is known"),
    (("小美", "45%", "binomial: how many each rate is taken over"), ("小丹", "7%", "not known")),
    (False, True, False),
)


def test_heads_and_long_cells_are_broken_where_there_is_no_room() -> None:
    lines = list(terminal_lines([TABLE], width=44))
    assert max(map(width_of, lines)) <= 44
    assert "".join(" ".join(lines).split()).count("binomial:") == 1
    assert lines == [
        "  agent  same place  how the error is known",
        "          if played",
        "              again",
        "  小美          45%  binomial: how many each",
        "                     rate is taken over",
        "  小丹           7%  not known",
    ]


def test_a_table_that_fits_stays_as_it_is() -> None:
    assert list(terminal_lines([TABLE], width=200)) == list(terminal_lines([TABLE]))
    assert len(list(terminal_lines([TABLE]))) == 3


@pytest.mark.parametrize("width", [None, 30])
def test_a_sum_keeps_its_line(width: int | None) -> None:
    table = Table(("what", "how much of it there is"), (("a", "1"), ("b", "2"), ("all", "3")), (False, True), total=True)
    lines = list(terminal_lines([table], width=width))
    assert lines[-2].strip("─ ") == ""
    assert lines[-1].split() == ["all", "3"]


def test_titles_are_broken_as_well() -> None:
    assert all(width_of(line) <= 20 for line in terminal_lines([Heading("a title that is rather long", 1), Line("x")], width=20))


def test_shares_are_bars_on_a_page() -> None:
    table = Table(("a", "b"), (("x", "45%"), ("y", "–")), (False, True), shares=((None, 0.45), (None, None)))
    text = html_text([table], title="t", lang="en")
    assert text.count('style="--w:45.00%"') == 1
    assert (text.count("<td"), text.count('<th scope="row"')) == (2, 2)

"""Texts in two languages: what a template may hold."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from csscore.words import Words, figure, listed, same

ROWS = Words("{count} 行", "{count:row|rows} of {of}")


def test_a_count_brings_its_noun() -> None:
    assert ROWS.filled({"count": 1, "of": same("x")}) == Words("1 行", "1 row of x")
    assert ROWS.filled({"count": 0, "of": "x"}).en == "0 rows of x"
    assert ROWS.filled({"count": np.int64(3), "of": "x"}).en == "3 rows of x"


def test_numbers_take_the_usual_formats() -> None:
    assert same("{a:03d} {b:.12g} {c:.1f}").filled({"a": 7, "b": 1200, "c": 0.25}).en == "007 1200 0.2"


def test_words_inside_take_their_own_language() -> None:
    assert Words("用{what}", "use {what}").filled({"what": Words("表", "a table")}) == Words("用表", "use a table")


def test_a_long_list_is_cut() -> None:
    assert listed(["a", "b", "c"], most=2) == Words("a、b 等 3 个", "a, b and 1 more")


def test_a_large_figure_with_many_decimals_is_written_whole() -> None:
    assert figure(Decimal("12840012100000.123456789012345"), 15) == "12,840,012,100,000.123456789012345"

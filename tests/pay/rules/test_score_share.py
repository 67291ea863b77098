"""Score shares: amount × score / 100, by the printed score."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons

F = Fraction


def test_by_the_printed_score():
    assert due("{score_share: {of: 底薪 * 10%}}", payees([1, 2], scores=[86.3, 80], digits=1, 底薪=[4000, 3000])) == [
        F("345.2"),
        240,
    ]


def test_nothing_below_the_floor():
    people = payees([1, 2, 3], scores=[86.3, 80.0, 79.9], digits=1)
    assert due("{score_share: {of: 400, zero_below: 80}}", people) == [F("345.2"), 320, 0]


def test_a_cap():
    people = payees([1, 2], scores=[108.5, 99], digits=1)
    assert due("{score_share: {of: 400, cap: 100}}", people) == [400, 396]
    assert due("{score_share: {of: 400}}", people) == [434, 396]


def test_full_marks_of_a_thousand():
    assert due("{score_share: {of: 2000, full: 1000}}", payees([1], scores=[875])) == [1750]


def test_a_score_below_zero_counts_as_zero():
    assert due("{score_share: {of: 400}}", payees([1], scores=[-3])) == [0]


def test_the_unranked_have_no_share():
    assert due("{score_share: {of: 400}}", payees([1, None], scores=[90, 80])) == [360, None]


def test_who_is_ranked_without_a_score_is_told():
    problems = Problems()
    assert due("{score_share: {of: 400}}", payees([1, 2], scores=[90, None], problems=problems)) == [360, None]
    assert codes(problems) == ["P213"]


def test_a_missing_base_is_told():
    problems = Problems()
    people = payees([1, 2], scores=[90, 80], problems=problems, 底薪=[float("nan"), 100])
    assert due("{score_share: {of: 底薪}}", people) == [None, 80]
    (problem,) = problems
    assert problem.code == "P213"
    assert str(problem.place) == "scheme.yaml:1:20"


def test_reasons():
    people = payees([1, 2, 3], scores=[108.5, 86.3, 79.9], digits=1, 底薪=[4000, 4000, 4000])
    assert reasons('{score_share: {of: "底薪 * 10%", zero_below: 80, cap: 100}}', people) == [
        "底薪 * 10% = 400 × 100 ÷ 100（总分 108.5，最多按 100 计）",
        "底薪 * 10% = 400 × 总分 86.3 ÷ 100",
        "总分 79.9 低于 80，不发",
    ]
    assert reasons("{score_share: {of: 底薪}}", people, "en")[1] == "底薪 4,000 × score 86.3 / 100"
    assert reasons("{score_share: {of: 500}}", people)[1] == "500 × 总分 86.3 ÷ 100"


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("{score_share: {of: 400, zero_below: 80, cap: 70}}", "P211", "1:46"),
        ("{score_share: {of: 400, full: 0}}", "P111", "1:31"),
        ("{score_share: {}}", "S102", "1:15"),
    ],
)
def test_wrong_rules(written, code, place):
    problems = Problems()
    chosen(written, problems)
    (problem,) = problems.errors
    assert (problem.code, str(problem.place)) == (code, f"scheme.yaml:{place}")


def test_in_words():
    entry = chosen("{score_share: {of: 400, zero_below: 80, cap: 100}}")
    assert entry.rule.words(entry.options).en == "400 × score / 100, the score counting up to 100, nothing below 80"

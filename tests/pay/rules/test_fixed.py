"""Fixed lines: an amount for everybody, ranked or not, or each one's own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons


@pytest.mark.parametrize("written", ["{fixed: 300}", "{fixed: {amount: 300}}"])
def test_the_same_for_everybody_ranked_or_not(written):
    assert due(written, payees([1, 2, None])) == [300, 300, 300]


def test_each_ones_own():
    people = payees([1, 2, None], 底薪=[4000, 3800.5, 3000])
    assert due("{fixed: {column: 底薪}}", people) == [4000, Fraction("3800.5"), 3000]
    assert reasons("{fixed: {column: 底薪}}", people) == ["底薪 4,000.00", "底薪 3,800.50", "底薪 3,000.00"]


def test_nobody_is_paid_an_amount_that_is_missing():
    problems = Problems()
    people = payees([1, 2], problems=problems, names=["小美", "小丹"], 底薪=[4000, float("nan")])
    assert due("{fixed: {column: 底薪}}", people) == [4000, None]
    assert codes(problems) == ["P202"]
    (problem,) = problems
    assert problem.message.en == "小丹 has no amount in '底薪'; the line is not paid"
    assert str(problem.place) == "scheme.yaml:1:18"


@pytest.mark.parametrize("written", ["{fixed: {}}", "{fixed: {amount: 1, column: 底薪}}"])
def test_an_amount_or_a_column(written):
    problems = Problems()
    assert chosen(written, problems) is None
    assert codes(problems) == ["P201"]


def test_it_is_not_variable():
    assert chosen("{fixed: 300}").rule.variable is False


def test_in_words():
    entry = chosen("{fixed: {column: 底薪}}")
    assert entry.rule.words(entry.options).zh == "每人各自的 底薪"

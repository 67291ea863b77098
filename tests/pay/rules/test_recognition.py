"""Awards and the top few: by rank or by a metric, ties each, and head counts of any cohort."""

from __future__ import annotations

import pytest

from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons

NAN = float("nan")


def test_the_best_seller():
    people = payees([2, 1, 3], sales=[900, 700, 800])
    assert due("{award: {by: sales, amount: 200}}", people) == [200, None, None]
    assert reasons("{award: {by: sales, amount: 200}}", people) == ["sales 900，第 1 名", "", ""]


def test_the_best_by_rank():
    assert due("{award: {best: 2, amount: 100}}", payees([2, 1, 3])) == [100, 100, None]


def test_a_metric_knows_that_lower_is_better():
    people = payees([1, 2, 3], response=[30, 12, 25], lower=("response",))
    assert due("{award: {by: response, amount: 50}}", people) == [None, 50, None]


def test_a_column_may_be_better_lower():
    people = payees([1, 2, 3], errors=[3, 0, 5])
    assert due("{award: {by: errors, better: lower, amount: 50}}", people) == [None, 50, None]
    assert due("{award: {by: -errors, amount: 50}}", people) == [None, 50, None]


def test_people_tied_are_all_paid_and_that_is_told():
    problems = Problems()
    people = payees([1, 2, 3, 4], exam=[95, 98, 98, 80], problems=problems)
    assert due("{award: {best: 1, by: exam, amount: 50}}", people) == [None, 50, 50, None]
    assert codes(problems) == ["P230"]
    assert reasons("{award: {best: 1, by: exam, amount: 50}}", people)[1] == "exam 98，第 1 名，与 1 人并列"


def test_the_unranked_and_those_without_the_value_take_no_part():
    problems = Problems()
    people = payees([1, None, 2], exam=[90, 99, NAN], problems=problems)
    assert due("{award: {best: 2, by: exam, amount: 50}}", people) == [50, None, None]
    assert codes(problems) == ["P213"]


def test_fewer_people_than_places():
    assert due("{award: {best: 3, amount: 50}}", payees([1, 2])) == [50, 50]
    assert due("{award: {best: 3, amount: 50}}", payees([])) == []


@pytest.mark.parametrize(("people", "winners"), [(1, 0), (4, 0), (5, 1), (7, 1), (14, 1), (15, 2), (43, 4)])
def test_head_counts_of_ten_percent(people, winners):
    paid = due("{top: {percent: 10, amount: 300}}", payees(range(1, people + 1)))
    assert paid == [300] * winners + [None] * (people - winners)


def test_a_percentage_of_nobody_is_told():
    problems = Problems()
    due("{top: {percent: 10%, amount: 300}}", payees([1, 2, 3], problems=problems))
    (problem,) = problems
    assert problem.code == "P231"
    assert problem.message.en == "that percentage of 3 people rounds to nobody: 'Bonus' is not paid"


def test_ties_across_the_edge_of_the_top():
    assert due("{top: {percent: 50%, amount: 300}}", payees([1, 2, 2, 4])) == [300, 300, 300, None]


@pytest.mark.parametrize(
    ("written", "code", "at"),
    [
        ("{award: {best: 0, amount: 1}}", "S105", "0"),
        ("{award: {best: 1}}", "S102", "{best"),
        ("{top: {percent: 120, amount: 1}}", "S105", "120"),
        ("{top: {percent: 0.1, amount: 1}}", "S105", "0.1"),
    ],
)
def test_wrong_rules(written, code, at):
    problems = Problems()
    chosen(written, problems)
    (problem,) = problems.errors
    assert (problem.code, str(problem.place)) == (code, f"scheme.yaml:1:{written.index(at) + 1}")


def test_in_words():
    entry = chosen("{top: {percent: 10, by: sales, amount: 300}}")
    assert entry.rule.words(entry.options).en == "300 for each of the best 10% by sales"

"""Grades: bands with and without holes between them, forced distribution of any head count, ties across an edge."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons

F = Fraction
FORCED = "{grades: {quota: {A: 15%, B: 45%, C: 30%, D: 10%}, times: {A: 1.1, B: 1, C: 0.8, D: 0.5}, of: 1000}}"
INTEGERS = "{grades: {bands: {91-100: A, 86-90: B, 76-85: C, 65-75: D, else: E}, pay: {A: 5, B: 4, C: 3, D: 2, E: 0}}}"


def graded(written, *scores, **more):
    return due(written, payees(range(1, len(scores) + 1), scores=scores, **more))


class TestBands:
    def test_conditions(self):
        written = '{grades: {bands: {">=90": A, ">=80": B, else: C}, pay: {A: 500, B: 300, C: 0}}}'
        assert graded(written, 95, 90, 89.99, 80, 12) == [500, 500, 300, 300, 0]

    def test_whole_number_ranges_have_no_holes(self):
        """S-05: 91~100, 86~90, 76~85, 65~75. A grade is reached at its lower edge: 90.5 has not reached 91."""
        assert graded(INTEGERS, 100, 91, 90.99, 90.5, 86, 85.5, 75.5, 65, 64.99) == [5, 5, 4, 4, 4, 3, 2, 2, 0]

    def test_ranges_in_any_order_and_above_the_highest(self):
        written = "{grades: {bands: {60-79: C, 80~89: B, 90–100: A}, pay: {A: 3, B: 2, C: 1}}}"
        assert graded(written, 103, 89.5, 79.5) == [3, 2, 1]

    def test_ranges_that_meet(self):
        assert graded("{grades: {bands: {85-100: A, 70-85: B}, pay: {A: 2, B: 1}}}", 85, 84.9) == [2, 1]

    def test_a_score_without_a_grade_is_told(self):
        problems = Problems()
        written = '{grades: {bands: {">=90": A, ">=80": B}, pay: {A: 500, B: 300}}}'
        assert graded(written, 95, 62.5, problems=problems) == [500, None]
        (problem,) = problems
        assert (problem.code, problem.message.en) == ("P223", "'Bonus' has no grade for 0001 (62.5); the line is not paid")

    def test_times_a_column(self):
        written = "{grades: {bands: {91-100: A, 86-90: B, else: C}, times: {A: 100%, B: 80%, C: 60%}, of: 绩效工资}}"
        assert graded(written, 95, 88, 70, 绩效工资=[420, 360.5, 300]) == [420, F("288.4"), 180]

    def test_by_something_else_everybody_is_graded(self):
        """S-32: team satisfaction of 95 % and more pays 12 % of the salary."""
        written = '{grades: {by: csat, bands: {">=95%": a, ">=90%": b, else: c}, times: {a: 12%, b: 9%, c: 0}, of: salary}}'
        people = payees([1, 2, None], csat=[0.95, 0.949, 0.97], salary=[4000, 4000, 3000])
        assert due(written, people) == [480, 360, 360]

    def test_the_unranked_have_no_grade_of_score(self):
        assert due("{grades: {bands: {else: A}, pay: {A: 5}}}", payees([1, None], scores=[90, 80])) == [5, None]


class TestQuota:
    def test_head_counts_of_seven(self):
        """15, 45, 30 and 10 % of 7 are 1.05, 3.15, 2.1 and 0.7: 1, 3, 2 and, by largest remainder, 1."""
        assert due(FORCED, payees(range(1, 8))) == [1100, 1000, 1000, 1000, 800, 800, 500]

    def test_equal_remainders_favour_the_better_grade(self):
        written = "{grades: {quota: {A: 50%, B: 50%}, pay: {A: 2, B: 1}}}"
        assert due(written, payees([1, 2, 3])) == [2, 2, 1]

    def test_one_agent_and_nobody(self):
        assert due(FORCED, payees([1])) == [1000]  # 0.15, 0.45, 0.3 and 0.1 of a head: B has the largest
        assert due(FORCED, payees([])) == []

    def test_people_tied_across_an_edge_get_the_better_grade(self):
        problems = Problems()
        people = payees([1, 1, 3, 4, 5, 6, 7], problems=problems)
        assert due(FORCED, people) == [1100, 1100, 1000, 1000, 800, 800, 500]
        (problem,) = problems
        assert problem.message.en == "'Bonus' (A) has 2 people for 1 place: people tied all count"

    def test_everybody_tied_is_best(self):
        assert due(FORCED, payees([1, 1, 1, 1])) == [1100] * 4

    @given(st.lists(st.integers(1, 4), min_size=1, max_size=12))
    def test_a_better_place_never_has_a_worse_grade_and_ties_are_equal(self, sizes):
        ranks = []
        for size in sizes:
            ranks += [len(ranks) + 1] * size
        paid = due(FORCED, payees(ranks))
        assert paid == sorted(paid, reverse=True)
        assert len(set(zip(ranks, paid, strict=True))) == len(set(ranks))


class TestReasons:
    def test_by_score(self):
        people = payees([1, 2], scores=[90.5, 70], digits=1, 绩效工资=[420, 420])
        written = "{grades: {bands: {91-100: A, 86-90: B, else: C}, times: {A: 1, B: 80%, C: 60%}, of: 绩效工资}}"
        assert reasons(written, people) == ["总分 90.5，评为 B，绩效工资 420 × 0.8", "总分 70.0，评为 C，绩效工资 420 × 0.6"]

    def test_by_rank(self):
        assert reasons(FORCED, payees([1, 2, 2, 4]))[:2] == [
            "第 1 名，评为 A，1,000 × 1.1",
            "第 2 名，与 1 人并列，评为 B，1,000 × 1",
        ]
        assert reasons(FORCED, payees([1, 2, 2, 4]), "en")[1] == "place 2, tied with 1: B, 1,000 × 1"


class TestWrongRules:
    @pytest.mark.parametrize(
        ("written", "code", "place"),
        [
            ("{grades: {quota: {A: 15%, B: 80%}, pay: {A: 1, B: 1}}}", "P220", "1:18"),
            ("{grades: {quota: {A: 15%, B: 95%}, pay: {A: 1, B: 1}}}", "P220", "1:18"),
            ("{grades: {pay: {A: 1}}}", "P221", "1:10"),
            ("{grades: {by: x, quota: {A: 100%}, pay: {A: 1}}}", "P221", "1:10"),
            ("{grades: {quota: {A: 100%}, pay: {B: 1}}}", "P222", "1:34"),
            ("{grades: {quota: {A: 100%}}}", "P235", "1:10"),
            ("{grades: {quota: {A: 100%}, times: {A: 1}}}", "P235", "1:10"),
            ("{grades: {bands: {91-100: A, 80-91.5: B}, pay: {A: 1, B: 1}}}", "P233", "1:30"),
            ("{grades: {bands: {91-100: A, good: B}, pay: {A: 1, B: 1}}}", "P101", "1:30"),
            ("{grades: {quota: {A: 0.15, B: 0.85}, pay: {A: 1, B: 1}}}", "S105", "1:22"),
        ],
    )
    def test_refused(self, written, code, place):
        problems = Problems()
        assert chosen(written, problems) is None
        problem = problems.errors[0]
        assert (problem.code, str(problem.place)) == (code, f"scheme.yaml:{place}")
        assert problem.hint is not None or code[0] == "S"

    def test_the_sum_is_printed(self):
        problems = Problems()
        chosen("{grades: {quota: {A: 15%, B: 45%, C: 35%}, pay: {A: 1, B: 1, C: 1}}}", problems)
        assert next(iter(problems)).message.en == "the shares sum to 95%, not to 100%"

    def test_impossible_conditions(self):
        problems = Problems()
        chosen('{grades: {bands: {"90<x<80": A, else: B}, pay: {A: 1, B: 1}}}', problems)
        assert codes(problems) == ["P102"]

    def test_a_wide_gap_is_doubted(self):
        problems = Problems()
        chosen("{grades: {bands: {91-100: A, 65-75: B}, pay: {A: 1, B: 1}}}", problems)
        (problem,) = problems
        assert problem.code == "P238"
        assert problem.message.en == "there is no grade between 75 and 91: it counts as B"

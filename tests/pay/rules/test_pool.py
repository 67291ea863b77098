"""Pools: the sum is divided wholly, however it is split; what can't be divided is told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons

F = Fraction
NAN = float("nan")
SILENT = "{pool: {rate: 6‰, of: silent_sales, split: [40%, 30%, rest]}}"


def silent(ranks, **more):
    return payees(ranks, params=("silent_sales",), silent_sales=[500000] * len(ranks), **more)


class TestByPlace:
    def test_silent_orders(self):
        """S-07, D-07: 3000: 40 %, 30 %, and the others share the rest."""
        assert due(SILENT, silent([1, 2, 3, 4, 5])) == [1200, 900, 300, 300, 300]

    def test_ties_share_their_places(self):
        assert due(SILENT, silent([1, 2, 2, 4])) == [1200, 675, 675, 450]

    def test_everybody_tied(self):
        assert due(SILENT, silent([1, 1, 1])) == [1000, 1000, 1000]

    @pytest.mark.parametrize(("ranks", "paid"), [([1], [3000]), ([1, 2], [F(12000, 7), F(9000, 7)]), ([1, 1], [1500, 1500])])
    def test_fewer_people_than_places_share_all_of_it(self, ranks, paid):
        problems = Problems()
        assert due(SILENT, silent(ranks, problems=problems)) == paid
        assert codes(problems) == ["P227"]

    def test_listed_places_only(self):
        assert due("{pool: {amount: 1000, split: [50%, 30%, 20%]}}", payees([1, 2, 3, 4])) == [500, 300, 200, 0]

    def test_the_unranked_have_no_place(self):
        assert due(SILENT, silent([1, None, 2, 3])) == [1200, None, 900, 900]


class TestByScore:
    def test_team_average_share(self):
        """S-21, T-03: 300 × 50 % × own / mean."""
        written = '{pool: {amount: "300 * 50% * people()", split: score}}'
        assert due(written, payees([1, 2], scores=[70, 50])) == [175, 125]

    def test_a_negative_score_has_no_part(self):
        problems = Problems()
        assert due("{pool: {amount: 100, split: score}}", payees([1, 2], scores=[50, -3], problems=problems)) == [100, 0]
        assert codes(problems) == ["P228"]

    def test_nothing_to_divide_by(self):
        problems = Problems()
        assert due("{pool: {amount: 100, split: score}}", payees([1, 1], scores=[0, 0], problems=problems)) == [None, None]
        (problem,) = problems
        assert problem.code == "P226"
        assert problem.message.en == "the 100 of 'Bonus' is not paid: the parts of the 2 people who take part sum to 0"


class TestEqually:
    def test_everybody_ranked_or_not(self):
        assert due("{pool: {amount: 1000, split: equal}}", payees([1, None, 2])) == [F(1000, 3)] * 3

    def test_nobody(self):
        problems = Problems()
        assert due("{pool: {amount: 1000, split: equal}}", payees([], problems=problems)) == []
        assert codes(problems) == []


class TestByColumn:
    def test_hours(self):
        people = payees([1, None, 2], hours=[160, 80, 80])
        assert due("{pool: {amount: 1000, split: {column: hours}}}", people) == [500, 250, 250]

    def test_missing_hours_are_told(self):
        problems = Problems()
        people = payees([1, 2], hours=[160, NAN], problems=problems)
        assert due("{pool: {amount: 1000, split: {column: hours}}}", people) == [1000, None]
        assert codes(problems) == ["P213"]


class TestTheSum:
    def test_a_column_is_added_up_over_the_whole_cohort(self):
        people = payees([1, 2, None], sales=[100000, 50000, 50000])
        assert due("{pool: {rate: 1%, of: sales, split: equal}}", people) == [F(2000, 3)] * 3

    def test_equal_numbers_of_agents_are_added_up_all_the_same(self):
        assert due("{pool: {rate: 1%, of: sales, split: equal}}", payees([1, 2], sales=[100, 100])) == [1, 1]

    def test_a_function_over_the_cohort_is_one_number(self):
        people = payees([1, 2], sales=[300, 100], params=("goal",), goal=[250, 250])
        assert due('{pool: {amount: "(total(sales) - goal) * 10%", split: equal}}', people) == [F(15, 2)] * 2

    def test_a_missing_part_of_the_sum_is_told(self):
        problems = Problems()
        people = payees([1, 2], sales=[100, NAN], problems=problems)
        assert due("{pool: {amount: sales, split: equal}}", people) == [50, 50]
        assert codes(problems) == ["P229"]

    def test_an_unknown_sum_pays_nobody(self):
        problems = Problems()
        people = payees([1, 2], sales=[NAN, NAN], problems=problems)
        assert due("{pool: {amount: sales, split: equal}}", people) == [None, None]
        assert codes(problems) == ["P234"]

    def test_a_negative_sum_is_shared_like_any_other(self):
        assert due("{pool: {amount: -90, split: [40%, rest]}}", payees([1, 2, 3])) == [-36, -27, -27]

    @given(
        st.lists(st.integers(1, 3), min_size=1, max_size=8),
        st.sampled_from(["score", "equal", "[40%, 30%, rest]", "[60%, 40%]", "{column: hours}"]),
        st.integers(1, 10**6),
        st.data(),
    )
    def test_parts_make_up_the_sum(self, sizes, split, amount, data):
        ranks = []
        for size in sizes:
            ranks += [len(ranks) + 1] * size
        some = st.lists(st.integers(0, 200), min_size=len(ranks), max_size=len(ranks)).filter(any)
        people = payees(ranks, scores=data.draw(some), hours=data.draw(some))
        assert sum(due(f"{{pool: {{amount: {amount}, split: {split}}}}}", people)) == amount


def test_reasons():
    assert reasons(SILENT, silent([1, 2, 2, 4])) == [
        "3,000.00 × 40%（第 1 名）",
        "3,000.00 × 22.5%（第 2 名，与 1 人并列）",
        "3,000.00 × 22.5%（第 2 名，与 1 人并列）",
        "3,000.00 × 15%（第 4 名）",
    ]
    assert reasons("{pool: {amount: 100, split: equal}}", payees([1, 2])) == ["100.00 ÷ 2 人"] * 2
    people = payees([1, 2], scores=[70, 50], hours=[160, 80])
    assert reasons("{pool: {amount: 300, split: score}}", people, "en")[0] == "300.00 × score 70.00 / 120.00 in all"
    assert reasons("{pool: {amount: 300, split: {column: hours}}}", people)[1] == "300.00 × hours 80 ÷ 合计 240"


@pytest.mark.parametrize(
    ("written", "code", "at"),
    [
        ("{pool: {split: equal}}", "P224", "{split"),
        ("{pool: {amount: 1, rate: 1%, of: x, split: equal}}", "P224", "{amount"),
        ("{pool: {rate: 1%, split: equal}}", "P224", "{rate"),
        ("{pool: {amount: 1, split: [40%, 30%]}}", "P220", "[40"),
        ("{pool: {amount: 1, split: [80%, 30%, rest]}}", "P220", "[80"),
        ("{pool: {amount: 1, split: [0.4, 0.3, rest]}}", "S105", "0.4"),
        ("{pool: {amount: 1, split: evenly}}", "S111", "evenly"),
        ("{pool: {amount: 1, split: {hours: 1}}}", "S104", "{hours"),
        ("{pool: {amount: 1, split: []}}", "S104", "[]"),
        ("{pool: {amount: 1}}", "S102", "{amount"),
    ],
)
def test_wrong_rules(written, code, at):
    problems = Problems()
    chosen(written, problems)
    problem = problems.errors[0]
    assert (problem.code, str(problem.place)) == (code, f"scheme.yaml:1:{written.index(at) + 1}")
    assert problem.hint is not None or code[0] == "S"


def test_forty_means_forty_percent():
    assert due("{pool: {amount: 10, split: [40, 60]}}", payees([1, 2])) == [4, 6]


def test_in_words():
    entry = chosen(SILENT)
    assert (
        entry.rule.words(entry.options).en
        == "0.6% of silent_sales, split by place: 40%, 30%, the others sharing the rest equally"
    )

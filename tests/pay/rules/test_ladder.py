"""Ladders: the founding documents' places, every way to write one, every tie."""

from __future__ import annotations

import csv
import dataclasses
import itertools
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.pay import money
from csscore.pay.money import Coin
from csscore.pay.rules.ladder import Ladder, LadderOptions, Spread
from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons

F = Fraction
SEED = "{ladder: {first: 2500, second: 2300, last: 1500}}"


def ranks(tie_sizes):
    """Return the ranks of people in groups of these sizes: [1, 2, 1] is 1, 2, 2, 4."""
    made = []
    for size in tie_sizes:
        made += [len(made) + 1] * size
    return made


ties = st.lists(st.integers(1, 4), min_size=1, max_size=8).map(ranks)


class TestSeeds:
    def test_43_people_from_2500_to_1500(self):
        paid = due(SEED, payees(range(1, 44)))
        assert (paid[0], paid[1], paid[-1]) == (2500, 2300, 1500)
        gaps = {one - other for one, other in itertools.pairwise(paid[1:])}
        assert gaps == {F(800, 41)}

    def test_two_people_are_first_and_second(self):
        assert due(SEED, payees([1, 2])) == [2500, 2300]

    def test_one_person_is_first(self):
        assert due(SEED, payees([1])) == [2500]
        assert due("{ladder: {first: 2500, last: 1500}}", payees([1])) == [2500]

    def test_nobody(self):
        assert due(SEED, payees([])) == []
        assert due(SEED, payees([None, None])) == [None, None]

    def test_equal_gaps_from_the_first(self):
        assert due("{ladder: {first: 2500, last: 1500}}", payees([1, 2, 3, 4, 5])) == [2500, 2250, 2000, 1750, 1500]


class TestForms:
    def test_steps_down_to_a_floor(self):
        assert due("{ladder: {first: 1000, step: 300, floor: 300}}", payees([1, 2, 3, 4, 5])) == [1000, 700, 400, 300, 300]

    def test_steps_of_nothing(self):
        assert due("{ladder: {first: 1000, step: 0}}", payees([1, 2, 3])) == [1000, 1000, 1000]

    def test_steps_stop_at_zero(self):
        assert due("{ladder: {first: 250, step: 100}}", payees([1, 2, 3, 4, 5])) == [250, 150, 50, 0, 0]

    def test_a_floor_above_the_first_place(self):
        problems = Problems()
        chosen("{ladder: {first: 100, step: 10, floor: 200}}", problems)
        assert codes(problems) == ["P204"]
        assert due("{ladder: {first: 100, step: 10, floor: 200}}", payees([1, 2, 3])) == [200, 200, 200]

    def test_a_list_that_is_long_enough(self):
        assert due("{ladder: [850, 800, 700]}", payees([1, 2])) == [850, 800]

    @pytest.mark.parametrize(("beyond", "third"), [("zero", 0), ("last", 800)])
    def test_a_list_that_is_too_short(self, beyond, third):
        assert due(f"{{ladder: [850, 800], beyond: {beyond}}}", payees([1, 2, 3])) == [850, 800, third]

    @pytest.mark.parametrize("written", ["{ladder: [850, 800]}", "{ladder: [850, 800], beyond: error}"])
    def test_a_list_that_is_too_short_is_an_error_by_default(self, written):
        problems = Problems()
        due(written, payees([1, 2, 3], problems=problems))
        assert codes(problems) == ["P207"]
        (problem,) = problems
        assert str(problem.place) == "scheme.yaml:1:10"
        assert problem.message.en == "the ladder lists 2 places, but 3 people are ranked"

    def test_beyond_means_nothing_where_nothing_is_listed(self):
        problems = Problems()
        due("{ladder: {first: 500, last: 100}, beyond: zero}", payees([1, 2], problems=problems))
        assert codes(problems) == ["P240"]

    def test_places_by_number(self):
        assert due("{ladder: {1: 500, 2-3: 300, 4-6: 100}}", payees(range(1, 9))) == [500, 300, 300, 100, 100, 100, 0, 0]

    def test_places_by_number_going_on(self):
        assert due("{ladder: {1: 500, 2-3: 300}, beyond: last}", payees(range(1, 6))) == [500, 300, 300, 300, 300]

    def test_prize_classes(self):
        """S-17: one first prize of 500, two of 300, three of 100; a tie inside a class changes nothing (D-11)."""
        written = "{ladder: {1: 500, 2-3: 300, 4-6: 100}}"
        assert due(written, payees([1, 2, 2, 4, 5, 6])) == [500, 300, 300, 100, 100, 100]
        assert sum(due(written, payees([1, 2, 2, 4, 5, 6]))) == 1400


class TestTies:
    def test_share_the_places_they_occupy(self):
        assert due("{ladder: [2500, 2300, 2150, 2000]}", payees([1, 2, 2, 4])) == [2500, 2225, 2225, 2000]

    def test_each_the_first_of_them(self):
        assert due("{ladder: [2500, 2300, 2150], ties: each}", payees([1, 2, 2])) == [2500, 2300, 2300]

    def test_each_the_last_of_them(self):
        assert due("{ladder: [2500, 2300, 2150], ties: lower}", payees([1, 2, 2])) == [2500, 2150, 2150]

    def test_across_the_end_of_the_list(self):
        assert due("{ladder: [300, 100], beyond: zero}", payees([1, 2, 2])) == [300, 50, 50]

    def test_everybody(self):
        assert due(SEED, payees([1, 1, 1])) == [F(2500 + 2300 + 1500, 3)] * 3

    @given(ties, st.sampled_from([SEED, "{ladder: {first: 900, last: 100}}", "{ladder: {first: 1000, step: 70, floor: 310}}",
                                  "{ladder: [7, 5, 3, 1], beyond: last}", "{ladder: {1: 500, 2-3: 300, 4-6: 100}}"]))  # fmt: skip
    def test_the_sum_is_that_of_the_places(self, tied, written):
        alone = due(written, payees(range(1, len(tied) + 1)))
        assert sum(due(written, payees(tied))) == sum(alone)

    @given(ties, st.integers(0, 5000), st.integers(0, 5000))
    def test_equal_gaps_pay_by_peers_beaten(self, tied, one, other):
        """pay = last + gap × (peers beaten + ½ peers tied)."""
        last, first = sorted((one, other))
        count = len(tied)
        gap = F(first - last, count - 1) if count > 1 else F(0)
        paid = due(f"{{ladder: {{first: {first}, last: {last}}}}}", payees(tied))
        for rank, amount in zip(tied, paid, strict=True):
            beaten, level = sum(r > rank for r in tied), tied.count(rank) - 1
            assert amount == (last + gap * (beaten + F(level, 2)) if count > 1 else first)

    @given(ties, st.sampled_from(["share", "each", "lower"]))
    def test_a_better_place_never_pays_less_and_equal_places_pay_alike(self, tied, how):
        paid = due(f"{{ladder: {{first: 2500, second: 2300, last: 1500}}, ties: {how}}}", payees(tied))
        assert paid == sorted(paid, reverse=True)
        assert all(a == b for (a, r), (b, q) in itertools.pairwise(zip(paid, tied, strict=True)) if r == q)

    def test_the_unranked_take_no_place(self):
        assert due("{ladder: {first: 900, last: 100}}", payees([1, None, 2])) == [900, None, 100]


class TestReasons:
    def test_alone_and_tied(self):
        people = payees([1, 2, 3, 3, None])
        assert reasons(SEED, people) == [
            "第 1 名", "第 2 名", "第 3 名，与 1 人并列，平分第 3–4 名奖金", "第 3 名，与 1 人并列，平分第 3–4 名奖金", "",
        ]  # fmt: skip
        assert reasons(SEED, people, "en")[2] == "place 3, tied with 1, sharing places 3–4"

    def test_other_ways_with_ties(self):
        assert reasons("{ladder: [3, 2, 1], ties: each}", payees([1, 1, 3]))[0] == "第 1 名，与 1 人并列，各拿第 1 名奖金"
        assert reasons("{ladder: [3, 2, 1], ties: lower}", payees([1, 1, 3]))[0] == "第 1 名，与 1 人并列，各拿第 2 名奖金"

    def test_the_rule_in_words(self):
        entry = chosen("{ladder: {1: 500, 2-3: 300}, ties: each}")
        assert entry.rule.words(entry.options).en == "place 1 500, place 2–3 300; tied people each get the first of their places"


class TestWrongRules:
    @pytest.mark.parametrize(
        ("written", "code", "place"),
        [
            ("{ladder: {first: 2500}}", "P203", "1:10"),
            ("{ladder: {first: 2500, last: 1500, step: 10}}", "P203", "1:10"),
            ("{ladder: {first: 2500, second: 2000, step: 10}}", "P203", "1:10"),
            ("{ladder: {1: 500, 3: 300}}", "P205", "1:19"),
            ("{ladder: {2: 500}}", "P205", "1:11"),
            ("{ladder: {1: 500, 3-2: 300}}", "P205", "1:19"),
            ("{ladder: [], beyond: zero}", "S104", "1:10"),
            ("{ladder: [500, 300], exact_total: true, at_most: 400}", "P206", "1:50"),
            ("{ladder: [500, 300], at_least: 400, at_most: 300}", "P211", "1:32"),
        ],
    )
    def test_refused_with_place_and_remedy(self, written, code, place):
        problems = Problems()
        assert chosen(written, problems) is None
        (problem,) = problems.errors
        assert (problem.code, str(problem.place)) == (code, f"scheme.yaml:{place}")
        assert code[0] == "S" or problem.hint is not None

    @pytest.mark.parametrize("written", ["{ladder: [300, 500]}", "{ladder: {first: 1, last: 2}}", "{ladder: {1: 5, 2: 9}}"])
    def test_rising_amounts_are_doubted(self, written):
        problems = Problems()
        assert chosen(written, problems) is not None
        assert codes(problems) == ["P204"]


def test_every_published_payout_of_a_golf_tournament(shared):
    """Ties share; whole dollars, half-up: the 2018 Masters as printed in the news."""
    with (shared / "golf" / "prizes_2018.csv").open(encoding="utf-8") as file:
        prizes = [row["prize_usd"] for row in csv.DictReader(file)]
    with (shared / "golf" / "leaderboard_2018_masters_top18.csv").open(encoding="utf-8") as file:
        board = list(csv.DictReader(file))
    entry = chosen(f"{{ladder: [{', '.join(prizes)}]}}")
    people = payees([int(row["pos"].removeprefix("T")) for row in board], unit=100)
    paid = money.rounded(entry.rule.amounts(people, entry.options).exact, Coin(2, 100))
    assert [int(cents) // 100 for cents in paid] == [int(row["published_payout_usd"]) for row in board]


def test_a_million_people():
    """Not a timing test: it would take minutes, not a second, if it went agent by agent."""
    count = 1_000_000
    people = payees([])
    places = np.arange(count) // 3 * 3 + 1
    sharing = np.minimum(3, count - places + 1)
    people = dataclasses.replace(people, agents=np.zeros(count, dtype=object), places=places, sharing=sharing)
    people = dataclasses.replace(people, ends=places + sharing - 1)
    began = time.perf_counter()
    ladder = Ladder(steps=Spread(first=F(2500), second=F(2300), last=F(1500)))
    amounts = ladder.amounts(people, LadderOptions())
    cents = money.rounded(amounts.exact, Coin(2, 1))
    assert time.perf_counter() - began < 5
    assert (int(cents[0]), int(cents[-1])) == (236667, 150000)

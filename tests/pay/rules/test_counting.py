"""Rules that pay everybody by own numbers: per unit, growth, formula; and the team's sum."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons

F = Fraction
NAN = float("nan")


class TestPerUnit:
    def test_each(self):
        assert due("{per_unit: {of: praise, amount: 5}}", payees([1, None], praise=[12, 3])) == [60, 15]

    def test_above_a_number(self):
        assert due("{per_unit: {of: praise, amount: 5, above: 10}}", payees([1, 2, 3], praise=[12, 10, 4])) == [10, 0, 0]

    def test_up_to_a_cap(self):
        people = payees([1, 2, 3], praise=[99, 100, 101])
        assert due("{per_unit: {of: praise, amount: 5, cap: 500}}", people) == [495, 500, 500]
        assert reasons("{per_unit: {of: praise, amount: 5, cap: 500}}", people)[1:] == [
            "praise 100 × 5", "praise 101 × 5，最多 500",
        ]  # fmt: skip

    def test_deductions_are_capped_alike(self):
        assert due("{per_unit: {of: late, amount: -20, above: 2, cap: 100}}", payees([1, 2, 3], late=[2, 4, 30])) == [
            0,
            -40,
            -100,
        ]

    def test_parts_of_a_unit_count_for_their_part(self):
        assert due("{per_unit: {of: hours, amount: 15}}", payees([1], hours=[7.5])) == [F("112.5")]

    def test_less_than_nothing_counts_as_nothing(self):
        assert due("{per_unit: {of: net, amount: 5}}", payees([1], net=[-3])) == [0]

    def test_a_missing_count_is_told(self):
        problems = Problems()
        assert due("{per_unit: {of: praise, amount: 5}}", payees([1], praise=[NAN], problems=problems)) == [None]
        assert codes(problems) == ["P213"]

    def test_reasons(self):
        people = payees([1], praise=[12])
        assert reasons("{per_unit: {of: praise, amount: 5, above: 10}}", people) == ["praise 12，超过 10 的 2 × 5"]
        assert reasons("{per_unit: {of: praise, amount: 5, above: 10}}", people, "en") == ["praise 12, 2 above 10 × 5"]


class TestGrowth:
    def test_the_founding_documents_step(self):
        """Own sales 10,000; 2,000 more → 100 yuan more; a part of a step counts for nothing."""
        people = payees([1, 2, 3, 4, 5], sales=[12000, 11999.99, 14500, 10000, 8000])
        assert due("{growth: {of: sales, over: 10000, step: 2000, amount: 100}}", people) == [100, 0, 200, 0, 0]

    @pytest.mark.parametrize(("partial", "paid"), [("down", 200), ("exact", 225), ("up", 300)])
    def test_a_part_of_a_step(self, partial, paid):
        written = f"{{growth: {{of: sales, over: 10000, step: 2000, amount: 100, partial: {partial}}}}}"
        assert due(written, payees([1], sales=[14500])) == [paid]

    @pytest.mark.parametrize("partial", ["down", "exact", "up"])
    def test_less_than_the_baseline_costs_nothing(self, partial):
        written = f"{{growth: {{of: sales, over: base, step: 2000, amount: 100, partial: {partial}}}}}"
        assert due(written, payees([1, 2], sales=[14500, 10000], base=[20000, 10000])) == [0, 0]

    def test_steps_of_a_rate_are_exact(self):
        """0.03 above, in steps of 0.01: three, although 0.93 − 0.9 is 0.030000000000000027 in binary."""
        written = "{growth: {of: rate, over: 90%, step: 1%, amount: 10}}"
        assert due(written, payees([1], rate=[0.93])) == [30]

    def test_reasons(self):
        people = payees([1, 2], sales=[14500, 9000])
        written = "{growth: {of: sales, over: 10000, step: 2000, amount: 100}}"
        assert reasons(written, people) == [
            "sales 14,500，比基数 10,000 多 4,500：2 个 2000 × 100",
            "sales 9,000 没有超过基数 10,000",
        ]

    def test_a_missing_baseline_is_told(self):
        problems = Problems()
        people = payees([1], sales=[14500], base=[NAN], problems=problems)
        assert due("{growth: {of: sales, over: base, step: 2000, amount: 100}}", people) == [None]
        assert codes(problems) == ["P213"]

    @pytest.mark.parametrize(
        ("written", "code", "at"),
        [
            ("{growth: {of: sales, over: 1, step: 0, amount: 100}}", "P111", "0"),
        ],
    )
    def test_wrong_rules(self, written, code, at):
        problems = Problems()
        chosen(written, problems)
        problem = problems.errors[0]
        assert (problem.code, str(problem.place)) == (code, f"scheme.yaml:1:{written.index(at) + 1}")


class TestFormula:
    def test_deviation_from_a_number(self):
        """S-20, by hand: 1000 × 1.5 × (.48 − .40) / .40; it may be negative."""
        written = '{formula: {amount: "n * 1.5 * (rate - 40%) / 40%"}}'
        assert due(written, payees([1, None], n=[1000, 1000], rate=[0.48, 0.3])) == [300, -375]

    def test_a_missing_value_is_told(self):
        problems = Problems()
        people = payees([1, 2], a=[1, NAN], problems=problems)
        assert due("{formula: {amount: a * 2}}", people) == [2, None]
        assert codes(problems) == ["P213"]

    def test_reasons(self):
        assert reasons("{formula: {amount: a * 2 + 0.5}}", payees([1], a=[3])) == ["a * 2 + 0.5 = 6.5"]


class TestTeam:
    WRITTEN = '{team: {when: every(mark >= 80), amount: "(total(sales) - 1000) * 2%"}}'

    def test_everybody_reached_it(self):
        people = payees([1, 2], mark=[80, 95], sales=[40000, 11000])
        assert due(self.WRITTEN, people) == [500, 500]
        assert reasons(self.WRITTEN, people) == ["1,000.00 ÷ 2 人"] * 2

    def test_one_who_fails_it_fails_all(self):
        people = payees([1, 2], mark=[79.99, 95], sales=[40000, 11000])
        assert due(self.WRITTEN, people) == [0, 0]
        assert reasons(self.WRITTEN, people, "en") == ["every(mark >= 80) does not hold"] * 2

    def test_a_condition_of_each_is_one_of_all(self):
        assert due("{team: {when: mark >= 80, amount: 100}}", payees([1, 2], mark=[79, 90])) == [0, 0]

    def test_split_by_score(self):
        written = "{team: {when: every(mark >= 80), amount: 300, split: score}}"
        assert due(written, payees([1, 2], scores=[100, 50], mark=[80, 80])) == [200, 100]

    def test_an_undecided_condition_pays_nobody(self):
        problems = Problems()
        people = payees([1, 2], mark=[NAN, 90], problems=problems)
        assert due("{team: {when: mark >= 80, amount: 100}}", people) == [None, None]
        assert codes(problems) == ["P234"]

    def test_who_fails_decides_whoever_is_unknown(self):
        problems = Problems()
        assert due("{team: {when: mark >= 80, amount: 100}}", payees([1, 2], mark=[NAN, 70], problems=problems)) == [0, 0]
        assert codes(problems) == []

    def test_nobody(self):
        assert due("{team: {when: people() > 0, amount: 100}}", payees([])) == []


def test_metrics_are_called_by_their_titles_in_their_units():
    import numpy as np

    from csscore.result import MetricColumn
    from csscore.words import Words, same

    def metric(name, title, unit):
        return MetricColumn(name, title, unit, "higher", None, np.zeros(1), np.zeros(1), None, same(""))

    metrics = {
        "csat": metric("csat", Words("满意率", "CSAT"), "percent"), "wait": metric("wait", Words("响应", "Wait"), "seconds"),
    }  # fmt: skip
    people = payees([1], csat=[0.9555], wait=[12.5], metrics=metrics)
    assert reasons("{award: {by: csat, amount: 1}}", people) == ["满意率 95.55%，第 1 名"]
    assert reasons("{award: {by: wait, amount: 1}}", people, "en") == ["Wait 12.5 s, place 1"]

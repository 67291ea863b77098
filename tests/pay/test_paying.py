"""Whole months: options in their order, cohorts, the unranked, gates, limits, and what is said of all that."""

from __future__ import annotations

import pytest

from tests.pay.months import codes, lines, month, pay, refused

SCORED = """
metrics:
  mark: {title: 总评分, value: 总评分, unit: points, weight: 100, points: as_is}
"""
THREE = "客服,总评分\nA,90\nB,80\nC,70\n"


def paid(folder, entries: str, table: str = THREE, before: str = "") -> dict[str, str]:
    return pay(month(folder, SCORED + before + "pay:\n" + entries, table))


class TestOptions:
    def test_prorate_then_bounds_then_rounding(self, tmp_path):
        """1001 × 21/22 = 955.5: 956 half-up; × 11/22 = 500.5: at least 501; the whole of it: at most 990."""
        entry = '  - {fixed: 1001, prorate: "出勤 / 22", at_least: 501, at_most: 990}\n'
        table = "客服,总评分,出勤\nA,90,21\nB,80,11\nC,70,22\n"
        assert paid(tmp_path, entry, table, "money: {unit: 1}\n") == {"A": "956.00", "B": "501.00", "C": "990.00"}

    def test_at_least_raises_a_prorated_amount(self, tmp_path):
        entry = '  - {fixed: 1000, prorate: "出勤 / 22", at_least: 300, title: 餐补}\n'
        result = month(tmp_path, SCORED + "pay:\n" + entry, "客服,总评分,出勤\nA,90,22\nB,80,2\n")
        assert lines(result, "A") == [("餐补", "1000.00", "固定")]
        assert lines(result, "B") == [("餐补", "300.00", "固定；按出勤 ÷ 22 = 0.0909 折算；最少 300")]
        assert lines(result, "B", "en")[0][2] == "fixed; times 出勤 / 22 = 0.0909; at least 300"

    def test_when_leaves_no_line(self, tmp_path):
        result = month(tmp_path, SCORED + 'pay:\n  - {fixed: 300, when: "mark >= 80"}\n', THREE)
        assert pay(result) == {"A": "300.00", "B": "300.00", "C": "0.00"}
        assert lines(result, "C") == []

    def test_what_can_not_be_decided_or_prorated_is_not_paid_and_told(self, tmp_path):
        entries = '  - {fixed: 300, when: "工龄 >= 1", title: 工龄奖}\n  - {fixed: 200, prorate: 出勤 / 22, title: 全勤奖}\n'
        table = "客服,总评分,工龄,出勤\nA,90,2,22\nB,80,,11\nC,70,3,\n"
        result = month(tmp_path, SCORED + "pay:\n" + entries, table)
        assert pay(result) == {"A": "500.00", "B": "100.00", "C": "300.00"}
        told = {problem.code: problem.message.zh for problem in result.problems}
        assert told["P209"] == "无法判断“工龄奖”的条件 工龄 >= 1（客服 B）：数据缺失，这一项未发"
        assert told["P210"] == "无法计算“全勤奖”的折算比例 出勤 / 22（客服 C）：数据缺失，这一项未发"

    def test_a_share_above_the_whole_or_below_nothing_is_told(self, tmp_path):
        """44 / 22 = 2 and −11 / 22 = −0.5: most likely slips; 22 / 22 is the whole and no slip, nor is 0 / 22."""
        table = "客服,总评分,出勤\nA,90,44\nB,80,-11\nC,70,22\nD,60,0\n"
        result = month(tmp_path, SCORED + "pay:\n  - {fixed: 200, prorate: 出勤 / 22}\n", table)
        (told,) = [problem for problem in result.problems if problem.code == "P177"]
        assert "A (2)" in told.message.en
        assert "B (-0.5)" in told.message.en
        assert told.details["agents"].en.count("(") == 2

    def test_when_on_a_ladder_keeps_the_places_and_among_moves_up(self, tmp_path):
        ladder = "ladder: [500, 300, 100]"
        assert paid(tmp_path, f'  - {{{ladder}, when: "mark < 90"}}\n') == {"A": "0.00", "B": "300.00", "C": "100.00"}
        assert paid(tmp_path, f'  - {{{ladder}, among: "mark < 90"}}\n') == {"A": "0.00", "B": "500.00", "C": "300.00"}

    @pytest.mark.parametrize("among", ["mark", "5", "mark + 1"])
    def test_who_takes_part_is_said_by_a_condition(self, tmp_path, among):
        scheme = SCORED + f"pay:\n  - {{ladder: [500, 300], among: {among}}}\n"
        ((code, line, _, _),) = refused(tmp_path, scheme, THREE)
        assert (code, line) == ("S220" if among == "mark" else "S217", 8)

    def test_a_pool_that_is_cut_is_told(self, tmp_path):
        result = month(tmp_path, SCORED + 'pay:\n  - {pool: {amount: 900, split: equal}, when: "mark > 70"}\n', THREE)
        assert pay(result) == {"A": "300.00", "B": "300.00", "C": "0.00"}
        told = [problem.message.en for problem in result.problems if problem.code == "P215"]
        assert told == ["of the 900.00 of 'Pool', conditions, proration and bounds leave 600.00"]

    def test_lines_in_order_with_titles(self, tmp_path):
        entries = "  - {fixed: 1, title: 甲}\n  - {fixed: 2, title: {zh: 乙, en: Two}}\n  - {fixed: 3}\n"
        result = month(tmp_path, SCORED + "pay:\n" + entries, THREE)
        assert [title for title, _, _ in lines(result, "A", "en")] == ["甲", "Two", "Fixed pay"]


class TestRounding:
    TIED = "客服,总评分\nA,90\nB,80\nC,80\nD,80\n"
    LADDER = "  - {ladder: [2500, 2300, 2150, 2000]}\n"

    def test_tied_people_get_equal_amounts_and_the_difference_is_told(self, tmp_path):
        result = month(tmp_path, SCORED + "pay:\n  - {ladder: [1000, 100, 100, 50]}\n", self.TIED)
        assert pay(result) == {"A": "1000.00", "B": "83.33", "C": "83.33", "D": "83.33"}
        (note,) = [problem for problem in result.problems if problem.code == "P208"]
        assert note.message.en == "'Rank bonus' pays 1249.99, the places sum to 1250.00: rounding made -0.01"

    def test_a_total_that_comes_out_is_not_told(self, tmp_path):
        assert "P208" not in codes(month(tmp_path, SCORED + "pay:\n" + self.LADDER, self.TIED))

    def test_an_exact_total_gives_the_odd_cent_to_the_smaller_id(self, tmp_path):
        result = month(tmp_path, SCORED + "pay:\n  - {ladder: [1000, 100, 100, 50], exact_total: true}\n", self.TIED)
        assert pay(result) == {"A": "1000.00", "B": "83.34", "C": "83.33", "D": "83.33"}
        assert "P208" not in codes(result)

    @pytest.mark.parametrize(("unit", "amounts"), [("0.1", ["83.3"] * 3), ("1", ["83"] * 3), ("10", ["80"] * 3)])
    def test_units_of_money(self, tmp_path, unit, amounts):
        got = paid(tmp_path, "  - {ladder: [1000, 100, 100, 50]}\n", self.TIED, f"money: {{unit: {unit}}}\n")
        assert [float(got[name]) for name in "BCD"] == [float(amount) for amount in amounts]

    def test_a_pool_in_tens_sums_to_itself(self, tmp_path):
        got = paid(tmp_path, "  - {pool: {amount: 1000, split: equal}}\n", THREE, "money: {unit: 10}\n")
        assert got == {"A": "340.00", "B": "330.00", "C": "330.00"}

    def test_amounts_that_do_not_fit_are_refused(self, tmp_path):
        entry = "pay:\n  - {commission: {on: 销售额, rate: 999999999999}}\n"
        ((code, line, _, _),) = refused(tmp_path, SCORED + entry, "客服,总评分,销售额\nA,90,99999999999\n")
        assert (code, line) == ("P214", 8)


class TestCohorts:
    SCHEME = SCORED + "rank: {within: [店铺]}\npay:\n"
    TABLE = "客服,店铺,总评分\nA,一店,90\nB,一店,80\nC,二店,70\nD,二店,60\nE,二店,50\n"

    def test_each_cohort_has_its_own_ladder_and_pool(self, tmp_path):
        entries = "  - {ladder: {first: 500, last: 100}}\n  - {pool: {amount: 300, split: equal}}\n"
        result = month(tmp_path, self.SCHEME + entries, self.TABLE)
        assert pay(result) == {"A": "650.00", "B": "250.00", "C": "600.00", "D": "400.00", "E": "200.00"}
        assert lines(result, "D") == [("名次奖金", "300.00", "第 2 名"), ("奖池", "100.00", "300.00 ÷ 3 人")]

    def test_everybody_together(self, tmp_path):
        entries = "  - {pool: {amount: 500, split: equal}, across: all}\n"
        assert set(pay(month(tmp_path, self.SCHEME + entries, self.TABLE)).values()) == {"100.00"}

    def test_one_ladder_for_everybody_goes_by_score_not_by_the_places_in_the_cohorts(self, tmp_path):
        result = month(tmp_path, self.SCHEME + "  - {ladder: [500, 400, 300, 200, 100], across: all}\n", self.TABLE)
        assert pay(result) == {"A": "500.00", "B": "400.00", "C": "300.00", "D": "200.00", "E": "100.00"}
        assert list(result.ranks) == [1, 1, 2, 2, 3]
        assert lines(result, "C") == [("名次奖金", "300.00", "第 3 名")]

    def test_a_pool_of_what_the_cohort_sold(self, tmp_path):
        table = "客服,店铺,总评分,销售额\nA,一店,90,1000\nB,一店,80,3000\nC,二店,70,500\n"
        entries = "  - {pool: {rate: 10%, of: 销售额, split: equal}}\n"
        assert pay(month(tmp_path, self.SCHEME + entries, table)) == {"A": "200.00", "B": "200.00", "C": "50.00"}

    def test_a_team_bonus_here_and_none_there(self, tmp_path):
        entries = "  - {team: {when: every(mark >= 80), amount: 300}}\n"
        result = month(tmp_path, self.SCHEME + entries, self.TABLE)
        assert pay(result) == {"A": "150.00", "B": "150.00", "C": "0.00", "D": "0.00", "E": "0.00"}
        assert lines(result, "A") == [("团队奖", "150.00", "300.00 ÷ 2 人")]
        assert lines(result, "C") == [("团队奖", "0.00", "没有达到 every(mark >= 80)")]
        assert lines(result, "C", "en") == [("Team bonus", "0.00", "every(mark >= 80) does not hold")]

    def test_messages_name_the_cohort(self, tmp_path):
        ((code, _, message, _),) = refused(tmp_path, self.SCHEME + "  - {ladder: [500, 300]}\n", self.TABLE)
        assert code == "P207"
        assert message == "the ladder lists 2 places, but 3 people are ranked (二店)"


class TestUnranked:
    TABLE = "客服,总评分,销售额\nA,90,100\nB,,300\nC,70,500\n"

    def test_no_pay_by_rank_or_score_but_what_they_earned(self, tmp_path):
        entries = (
            "  - {ladder: {first: 500, last: 100}}\n  - {score_share: {of: 100}}\n  - {award: {by: 销售额, amount: 7}}\n"
            "  - {fixed: 1000}\n  - {commission: {on: 销售额, rate: 10%}}\n"
        )
        result = month(tmp_path, SCORED + "pay:\n" + entries, self.TABLE)
        assert [amount for _, amount, _ in lines(result, "B")] == ["1000.00", "30.00"]
        assert pay(result) == {"A": "1600.00", "C": "1227.00", "B": "1030.00"}


class TestGates:
    SCHEME = (
        SCORED
        + """
gates:
  - {name: 迟到, when: 迟到 >= 1, then: {pay: 50%}, because: 迟到一次，奖金减半}
  - {name: 旷工, when: 旷工 >= 1, then: {pay: 0}}
pay:
  - {fixed: 3000, title: 底薪}
  - {ladder: {first: 500, last: 101}}
"""
    )

    def test_they_cut_variable_pay_one_after_the_other(self, tmp_path):
        table = "客服,总评分,迟到,旷工\nA,90,0,0\nB,80,1,0\nC,70,1,1\n"
        result = month(tmp_path, self.SCHEME, table)
        assert pay(result) == {"A": "3500.00", "B": "3150.25", "C": "3000.00"}
        assert lines(result, "B")[2:] == [("迟到", "-150.25", "迟到一次，奖金减半：浮动部分 300.50 按 50% 发")]
        assert [amount for _, amount, _ in lines(result, "C")] == ["3000.00", "101.00", "-50.50", "-50.50"]

    def test_a_gate_that_takes_nothing_makes_no_line(self, tmp_path):
        table = "客服,总评分,迟到,旷工\nA,90,0,0\nB,80,0,0\nC,70,0,0\n"
        assert all(len(lines(month(tmp_path, self.SCHEME, table), name)) == 2 for name in "ABC")


class TestLimits:
    def test_a_cut_is_a_line_of_its_own(self, tmp_path):
        scheme = SCORED + "pay:\n  - {fixed: 3000}\n  - {ladder: [900, 500, 0]}\nlimits: {at_most: 3600, at_least: 3100}\n"
        result = month(tmp_path, scheme, THREE)
        assert pay(result) == {"A": "3600.00", "B": "3500.00", "C": "3100.00"}
        assert lines(result, "A")[2:] == [("封顶", "-300.00", "合计 3,900.00，超过上限 3,600.00")]
        assert lines(result, "C", "en")[2:] == [("Floor", "100.00", "3,000.00 in all, below the least 3,100.00")]
        assert len(lines(result, "B")) == 2

    def test_variable_pay_only(self, tmp_path):
        scheme = SCORED + "pay:\n  - {fixed: 3000}\n  - {ladder: [900, 500, 0]}\nlimits: {of: variable, at_most: 600}\n"
        assert pay(month(tmp_path, scheme, THREE)) == {"A": "3600.00", "B": "3500.00", "C": "3000.00"}

    def test_bounds_that_rounding_could_step_over(self, tmp_path):
        scheme = SCORED + "money: {unit: 1}\npay:\n  - {fixed: 1, at_most: 9.5}\nlimits: {at_least: 0.5, budget: 3.01}\n"
        found = refused(tmp_path, scheme, THREE)
        assert [(code, line) for code, line, _, _ in found] == [("P239", 9), ("P239", 10), ("P239", 10)]
        assert found[0][2] == "at_most 9.5 is not a multiple of money.unit 1"

    def test_over_budget_is_refused(self, tmp_path):
        scheme = SCORED + "pay:\n  - {ladder: [900, 500, 100]}\nlimits: {budget: 1400}\n"
        ((code, line, message, hint),) = refused(tmp_path, scheme, THREE)
        assert (code, line) == ("P216", 9)
        assert message == "1500.00 is due in all: 100.00 above the budget of 1400.00"
        assert hint == "raise limits.budget, or write over_budget: scale to scale pay down"

    def test_or_scaled_down_exactly(self, tmp_path):
        scheme = SCORED + "pay:\n  - {ladder: [900, 500, 100]}\nlimits: {budget: 1000, over_budget: scale}\n"
        result = month(tmp_path, scheme, THREE)
        assert pay(result) == {"A": "600.00", "B": "333.33", "C": "66.67"}
        assert lines(result, "B")[1] == ("预算折减", "-166.67", "合计 1,500.00，超出预算 1,000.00，按比例折减")

    def test_within_budget_nothing_happens(self, tmp_path):
        scheme = SCORED + "pay:\n  - {ladder: [900, 500, 100]}\nlimits: {budget: 1500, over_budget: scale}\n"
        assert pay(month(tmp_path, scheme, THREE))["A"] == "900.00"

    def test_who_owes_keeps_owing(self, tmp_path):
        scheme = SCORED + 'pay:\n  - {formula: {amount: "(mark - 75) * 10"}}\nlimits: {budget: 100, over_budget: scale}\n'
        assert pay(month(tmp_path, scheme, THREE)) == {"A": "112.50", "B": "37.50", "C": "-50.00"}

    def test_a_budget_below_the_least_is_told(self, tmp_path):
        scheme = SCORED + "pay:\n  - {fixed: 100}\nlimits: {at_least: 100, budget: 200, over_budget: scale}\n"
        result = month(tmp_path, scheme, THREE)
        assert sum(int(cents) for cents in result.pay) == 20000
        (told,) = [problem.message.en for problem in result.problems if problem.code == "P217"]
        assert told == "scaled down to the budget, A, B, C are below limits.at_least 100"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("limits: {at_least: 300, at_most: 200}\n", "P211"),
            ("money: {unit: 0.25}\n", "P212"),
            ("limits: {atmost: 3}\n", "S101"),
        ],
    )
    def test_wrong_limits(self, tmp_path, text, code):
        found = refused(tmp_path, SCORED + "pay:\n  - {fixed: 1}\n" + text, THREE)
        assert [(problem[0], problem[1]) for problem in found] == [(code, 9)]


def test_a_pool_of_a_missing_column_says_what_there_is(tmp_path):
    scheme = SCORED + "pay:\n  - {pool: {rate: 1%, of: 静默销售额, split: equal}}\n"
    found = refused(tmp_path, scheme, "客服,总评分,静默下单额\nA,90,100\n")
    ((_, _, message, hint),) = found
    assert "静默销售额" in message
    assert "静默下单额" in message + hint


def test_several_mistakes_are_shown_at_once(tmp_path):
    scheme = (
        SCORED
        + """
pay:
  - {commission: {on: 总评分, tiers: {0: 1%, 30000: 3%, 10000: 2%}}}
  - {grades: {quota: {A: 15%, B: 80%}, pay: {A: 1, B: 1}}}
  - {fixed: 3, at_least: 300, at_most: 200}
"""
    )
    assert [(code, line) for code, line, _, _ in refused(tmp_path, scheme)] == [("P218", 9), ("P220", 10), ("P211", 11)]

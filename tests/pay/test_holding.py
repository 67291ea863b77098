"""What is held back of a line and what a minimum advances, within one month; amounts by hand."""

import numpy as np

from csscore.pay.holding import above_minimum
from csscore.pay.money import coin_of
from csscore.result import LineColumn, Sentence
from csscore.rules import load_scheme
from csscore.words import Words
from tests.pay.months import lines, month, pay
from tests.pay.test_paying import SCORED, THREE

TITLED = "  - {ladder: [900, 500, 100.03], title: 名次奖金, hold: {part: 30%, months: 3}}\n"


def test_the_part_is_rounded_once_and_the_rest_is_the_difference(tmp_path):
    result = month(tmp_path, SCORED + "pay:\n" + TITLED, THREE)
    # 30 % of 100.03 is 30.009
    assert pay(result) == {"A": "630.00", "B": "350.00", "C": "70.02"}
    assert lines(result, "C")[1] == ("留存：名次奖金", "-30.01", "100.03 的 30%，3 个月后发")
    assert lines(result, "C", "en")[1][2] == "30% of 100.03, paid after 3 months"


def test_whole_yuan_are_held_back_where_whole_yuan_are_paid(tmp_path):
    result = month(tmp_path, SCORED + "money: {unit: 1}\npay:\n" + TITLED.replace("100.03", "105"), THREE)
    assert pay(result) == {"A": "630.00", "B": "350.00", "C": "73.00"}  # 30 % of 105 is 31.5, 32 half up


def test_a_gate_comes_first(tmp_path):
    gate = "gates:\n  - {name: 投诉, when: mark < 85, then: {pay: 50%}}\n  - {name: 旷工, when: mark < 75, then: {pay: 0}}\n"
    result = month(tmp_path, SCORED + gate + "pay:\n  - {fixed: 1000}\n" + TITLED, THREE)
    # B: half of 500 is left, 30 % of that held back; C: nothing is left to hold
    assert pay(result) == {"A": "1630.00", "B": "1175.00", "C": "1000.00"}


def test_what_is_deducted_is_never_taken_twice(tmp_path):
    fine = '  - {formula: {amount: "-400 - 60 * rank"}, title: 扣款}\n'
    result = month(tmp_path, SCORED + "pay:\n  - {fixed: 1000}\n" + TITLED + fine, THREE)
    # B: 500 - 520 is nothing to hold from; A: of 900 - 460 = 440 there is enough for 270
    assert pay(result) == {"A": "1170.00", "B": "980.00", "C": "520.03"}


def test_the_least_is_paid_in_its_month(tmp_path):
    result = month(tmp_path, SCORED + "pay:\n" + TITLED + "limits: {at_least: 400}\n", THREE)
    # B: 150 would be held, 100 is above the least; C: lifted, nothing is held
    assert pay(result) == {"A": "630.00", "B": "400.00", "C": "400.00"}
    assert lines(result, "B")[1] == ("留存：名次奖金", "-100.00", "500.00 的 30%，3 个月后发；留到不低于下限为止")


def test_a_minimum_that_is_an_advance_says_so(tmp_path):
    result = month(tmp_path, SCORED + "pay:\n  - {ladder: [900, 500, 100]}\nlimits: {at_least: 400, recover: 50%}\n", THREE)
    assert pay(result) == {"A": "900.00", "B": "500.00", "C": "400.00"}
    assert [line.rule for line in result.lines] == ["ladder", "draw"]
    assert lines(result, "C")[1][:2] == ("保底预支", "300.00")


def test_adjustments_are_not_held_back(tmp_path):
    adjust = tmp_path / "adjust.csv"
    adjust.write_text("agent,kind,amount,reason,approved_by\nC,money,100,x,Li\n", encoding="utf-8")
    result = month(tmp_path, SCORED + "pay:\n" + TITLED, THREE, adjust=str(adjust))
    assert pay(result)["C"] == "170.02"


def test_what_is_held_and_advanced_is_told(tmp_path):
    result = month(tmp_path, SCORED + "pay:\n" + TITLED + "limits: {at_least: 400, recover: 50%}\n", THREE)
    told = {problem.code: problem.message.en for problem in result.problems}
    # 270 of A's 900, 100 of B's 500 (150, but for the least); C is lifted from 100.03 to 400
    assert {code: "370.00" in text or "299.97" in text for code, text in told.items()} == {"P181": True, "P182": True}


def test_an_advance_may_be_taken_back_from_what_is_above_the_least(tmp_path):
    result = month(tmp_path, SCORED + "pay:\n  - {ladder: [900, 500, 100]}\nlimits: {at_least: 400, recover: 50%}\n", THREE)
    scheme = load_scheme(str(tmp_path / "scheme.yaml"))
    by_hand = LineColumn("adjustment", Words("", ""), np.array([-20000, 30000, -5]), Sentence((), np.full(3, -1, dtype=np.int8)))
    assert above_minimum(scheme, result.lines, coin_of(scheme)).tolist() == [50000, 10000, 0]
    assert above_minimum(scheme, [*result.lines, by_hand], coin_of(scheme)).tolist() == [30000, 10000, 0]

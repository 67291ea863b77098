"""Adjustments: money, points, values and exclusions, each with reason and approver; what is not sound is refused by cell."""

from __future__ import annotations

import pytest

from csscore.exact.fixed import MISSING, text
from csscore.measure.measuring import measure
from csscore.measure.plan import compiled
from csscore.pay.adjusting import adjusted, adjustment_lines
from csscore.pay.adjustments import Discreet, read_adjustments
from csscore.pay.kinds import kind_of, takes_away
from csscore.pay.money import coin_of
from csscore.pay.paying import pay
from csscore.problems import Problems, describe
from csscore.read.load import load
from csscore.rules import load_scheme
from csscore.score.scoring import score
from tests.pay.months import HEAD

SCHEME = """
metrics:
  mark: {title: 总评分, value: 总评分, unit: points, weight: 90, points: as_is}
  rate: {title: 回复率, value: 回复率, unit: percent, weight: 10, points: {linear: {worst: 0%, best: 100%}}}
pay:
  - {ladder: {first: 500, last: 100}}
limits: {at_most: 450}
"""
TABLE = "客服,总评分,回复率\n小美,90,100%\n小丹,80,100%\n小红,70,100%\n"
COLUMNS = "客服,类型,项目,金额,原因,依据,批准人\n"


class Ran:
    """A month with adjustments, step by step as the pipeline does it."""

    def __init__(self, folder, rows, scheme=SCHEME, table=TABLE, roster=None, columns=COLUMNS, discreet=False):
        for name, content in (("s.yaml", HEAD + scheme), ("d.csv", table), ("a.csv", columns + rows)):
            (folder / name).write_text(content, encoding="utf-8")
        self.problems = Problems()
        plan = load_scheme(str(folder / "s.yaml"))
        asked = compiled(plan, self.problems, roster=roster is not None)
        found = load([str(folder / "d.csv")], asked.files, self.problems, roster=roster)
        measured = measure(asked, found, self.problems)
        self.agents = list(measured.agents)
        paths = [str(folder / "a.csv")]
        self.rows, _ = read_adjustments(
            Discreet(paths) if discreet else paths, plan, self.problems, people=found.people, agents=measured.agents
        )
        if self.problems.errors:
            return
        plan, measured = adjusted(plan, measured, self.rows, self.problems)
        self.scored = score(plan, measured, self.problems)
        lines = pay(plan, measured, self.scored, self.problems)
        self.lines = (*lines, *adjustment_lines(self.rows, measured.agents, coin_of(plan), self.problems))

    @property
    def errors(self):
        return [(p.code, str(p.place).rsplit("/", 1)[-1], p.message.en, p.hint.en) for p in self.problems.errors]

    @property
    def codes(self):
        return [problem.code for problem in self.problems]

    def scores(self):
        return {a: None if s == MISSING else text(int(s), 2) for a, s in zip(self.agents, self.scored.scores, strict=True)}

    def ranks(self):
        return {a: None if r == MISSING else int(r) for a, r in zip(self.agents, self.scored.ranks, strict=True)}

    def of(self, agent, lang="zh"):
        at = self.agents.index(agent)
        there = [line for line in self.lines if line.amounts[at] != MISSING]
        return [(line.title.in_(lang), text(int(line.amounts[at]), 2), line.because.at(at, lang)) for line in there]


def test_money_is_a_line_with_its_reason(tmp_path):
    ran = Ran(tmp_path, "小丹,金额,差评赔付,-50,客户投诉,工单 A-17,王店长\n小丹,奖惩,建议奖,30.50,采纳建议,,王店长\n")
    assert ran.of("小丹") == [
        ("名次奖金", "300.00", "第 2 名"),
        ("差评赔付", "-50.00", "客户投诉（批准：王店长；依据：工单 A-17）"),
        ("建议奖", "30.50", "采纳建议（批准：王店长）"),
    ]
    assert ran.of("小丹", "en")[1][2] == "客户投诉 (approved by 王店长; evidence: 工单 A-17)"
    (note,) = [problem for problem in ran.problems if problem.code == "P259"]
    assert note.message.en == "2 adjustments of money for 1 person: -19.50 in all"


def test_limits_do_not_touch_what_was_approved(tmp_path):
    ran = Ran(tmp_path, "小美,money,,100,补发上月,,王店长\n")
    assert ran.of("小美") == [
        ("名次奖金", "500.00", "第 1 名"),
        ("封顶", "-50.00", "合计 500.00，超过上限 450.00"),
        ("调整", "100.00", "补发上月（批准：王店长）"),
    ]


def test_several_of_one_item_are_lines_of_their_own(tmp_path):
    ran = Ran(tmp_path, "小丹,money,罚款,-10,迟到,,王\n小丹,money,罚款,-20,旷工,,王\n小红,money,罚款,-5,迟到,,王\n")
    assert ran.of("小丹")[1:] == [("罚款", "-10.00", "迟到（批准：王）"), ("罚款", "-20.00", "旷工（批准：王）")]
    assert ran.of("小红")[1:] == [("罚款", "-5.00", "迟到（批准：王）")]


def test_points_are_added_after_weighting_and_move_ranks(tmp_path):
    ran = Ran(tmp_path, "小红,加减分,点名表扬,12,客户来信,,王\n小丹,扣分,迟到,0.5,两次,,王\n小红,points,,1,带新人,,王\n")
    assert ran.scores() == {"小丹": "81.50", "小红": "86.00", "小美": "91.00"}
    assert ran.ranks() == {"小丹": 3, "小红": 2, "小美": 1}
    told = sorted(problem.message.zh for problem in ran.problems if problem.code == "P256")
    assert told[0] == "客服 小丹：加减分 迟到 -0.5，两次（批准：王）"
    added = ran.scored.metrics[-1]
    assert added.title.zh == "加减分"
    assert [text(int(points), 4) for points in added.points] == ["-0.5000", "13.0000", "0.0000"]


def test_a_value_is_corrected_in_the_unit_of_its_metric(tmp_path):
    ran = Ran(tmp_path, "小美,更正,rate,50%,平台漏计,,王\n小丹,value,mark,85.5,误录,,王\n")
    assert ran.scores() == {"小丹": "86.95", "小红": "73.00", "小美": "86.00"}
    assert ran.ranks() == {"小丹": 1, "小红": 3, "小美": 2}
    assert [line[1] for line in ran.of("小丹")] == ["500.00", "-50.00"]


def test_a_corrected_value_is_seen_by_gates_and_pay(tmp_path):
    scheme = SCHEME.replace("pay:\n", 'gates:\n  - {name: 回复率, when: rate < 95%, then: {score: at_most 60}}\npay:\n'
                                      "  - {formula: {amount: rate * 100}}\n")  # fmt: skip
    ran = Ran(tmp_path, "小美,value,rate,90%,平台漏计,,王\n", scheme)
    assert ran.scores()["小美"] == "60.00"
    assert ran.of("小美")[0][1] == "90.00"


def test_words_are_corrected_too(tmp_path):
    scheme = "metrics:\n  attitude: {value: 态度, weight: 100, points: {levels: {优: 100, 良: 80}}}\n"
    ran = Ran(tmp_path, "A,value,attitude,优,复核,,王\n", scheme, "客服,态度\nA,良\nB,良\n")
    assert ran.scores() == {"A": "100.00", "B": "80.00"}


def test_who_is_excluded_is_listed_and_others_move_up(tmp_path):
    ran = Ran(tmp_path, "小美,exclude,,,病假二十天,,王\n小丹,money,,10,补,,王\n")
    assert ran.ranks() == {"小丹": 1, "小红": 2, "小美": None}
    at = ran.agents.index("小美")
    assert ran.scored.reasons.at(at, "zh")
    assert [(gate.name.zh, gate.because.zh, list(gate.fired)) for gate in ran.scored.gates] == [
        ("不参评", "病假二十天（批准：王）", [False, False, True])
    ]
    assert ran.of("小美") == []


def test_the_order_of_rows_makes_no_difference(tmp_path):
    rows = ["小美,money,甲,1,一,,王\n", "小丹,money,乙,2,二,,王\n", "小美,money,甲,3,三,,王\n", "小红,points,,4,四,,王\n"]
    one, other = Ran(tmp_path, "".join(rows)), Ran(tmp_path, "".join(reversed(rows)))
    assert all(one.of(agent) == other.of(agent) for agent in one.agents)
    assert one.scores() == other.scores()


def test_accounts_of_a_roster_are_one_person(tmp_path):
    (tmp_path / "r.csv").write_text("账号,姓名\n旗舰店:小美,王小美\n小美美,王小美\n小丹,李丹\n", encoding="utf-8")
    table = "客服,总评分,回复率\n小美美,90,100%\n小丹,80,100%\n"
    ran = Ran(tmp_path, "旗舰店:小美,money,,5,补,,王\n李丹,money,,6,补,,王\n", table=table, roster=str(tmp_path / "r.csv"))
    assert ran.of("王小美")[-1][1] == "5.00"
    assert ran.of("李丹")[-1][1] == "6.00"


@pytest.mark.parametrize(
    ("row", "code", "cell", "message"),
    [
        ("小美,金额,,10,,,王", "P250", "a.csv:2", "the adjustment of 小美 has no reason"),
        ("小美,金额,,10,补发,,", "P250", "a.csv:2", "the adjustment of 小美 has no approver"),
        ("小美,聚餐,,10,补发,,王", "P251", "a.csv:2", "there is no adjustment of kind '聚餐'"),
        ("小每,金额,,10,补发,,王", "P252", "a.csv:2", "'小每' has an adjustment, but is not in the data"),
        ("小美,更正,sales,10,补发,,王", "P253", "a.csv:2", "'sales', whose value is corrected, is no metric of the scheme"),
        ("小美,金额,,,补发,,王", "P254", "a.csv:2", "the row has no amount that can be used"),
        ("小美,金额,,--,补发,,王", "P254", "a.csv:2", "the row has no amount that can be used"),
        ("小美,加分,mark,2,补发,,王", "P257", "a.csv:2", "points are added to the score, not to the metric 'mark'"),
        ("小美,扣分,,-2,补发,,王", "P260", "a.csv:2", "the kind is '扣分' and the amount is -2:"),
        ("小美,加分,,-0.5,补发,,王", "P260", "a.csv:2", "the kind is '加分' and the amount is -0.5:"),
        ("小美,扣分,,+2,补发,,王", "P260", "a.csv:2", "the kind is '扣分' and the amount is +2:"),
        ("小美,加分,,-2,补发,,王", "P260", "a.csv:2", "the kind is '加分' and the amount is -2:"),
        ("小美,金额,,$10,补发,,王", "D275", "a.csv:2", ""),
        ("小美,金额,,1.000,补发,,王", "D274", "a.csv:2", ""),
        ("小美,金额,,10.0051,补发,,王", "P258", "a.csv:2", "10.0051 is not a multiple of money.unit 0.01"),
    ],
)
def test_refused(tmp_path, row, code, cell, message):
    errors = Ran(tmp_path, row + "\n").errors
    assert [(found[0], found[1]) for found in errors][-1] == (code, cell)
    assert errors[-1][2].startswith(message)
    assert errors[-1][3]


def test_an_amount_that_is_no_number_is_refused_once(tmp_path):
    assert [error[0] for error in Ran(tmp_path, "小美,金额,,十元,补发,,王\n").errors] == ["D204"]


def test_a_near_name_is_suggested(tmp_path):
    table = "客服,总评分,回复率\nalice01,90,100%\nbob02,80,100%\n"
    ((code, _, message, _),) = Ran(tmp_path, "alice1,金额,,1,补发,,王\n", table=table).errors
    assert (code, message) == ("P252", "'alice1' has an adjustment, but is not in the data; did you mean 'alice01'?")


def test_all_mistakes_are_shown_at_once(tmp_path):
    ran = Ran(tmp_path, "小每,金额,,10,补发,,王\n小美,金额,,10,,,王\n小丹,更正,nothing,1,补发,,王\n")
    assert [error[0] for error in ran.errors] == ["P252", "P250", "P253"]


def test_the_same_row_twice_is_doubted_and_counts_twice(tmp_path):
    ran = Ran(tmp_path, "小丹,money,罚款,-10,迟到,,王\n小丹,money,罚款,-10,迟到,,王\n")
    assert "P255" in ran.codes
    assert [line[1] for line in ran.of("小丹")[1:]] == ["-10.00", "-10.00"]


def test_a_file_without_reasons_at_all_is_refused(tmp_path):
    (tmp_path / "x").mkdir()
    ran = Ran(tmp_path, "")
    (tmp_path / "a.csv").write_text("客服,类型,金额,批准人\n小美,金额,10,王\n", encoding="utf-8")
    problems = Problems()
    plan = load_scheme(str(tmp_path / "s.yaml"))
    found = load([str(tmp_path / "d.csv")], compiled(plan, problems).files, problems)
    assert read_adjustments([str(tmp_path / "a.csv")], plan, problems, people=found.people, agents=found.people.ids)[0] == ()
    assert "no column reason" in describe(problems.errors[0], "en")
    assert ran.codes


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("小美,金额,罚款,50,迟到,,王", ["P261"]),  # a fine that is paid
        ("小美,金额,,50,罚款,,王", ["P261"]), ("小美,points,,5,扣分,,王", ["P261"]),
        ("小美,金额,罚款,-50,迟到,,王", []), ("小美,金额,罚款,-0.5,迟到,,王", []), ("小美,金额,罚款,0,迟到,,王", []),
        ("小美,金额,罚款,0.5,迟到,,王", ["P261"]), ("小美,加分,,+2,迟到,,王", []), ("小美,奖励,罚款退回,50,迟到,,王", []), ("小美,金额,退还罚款,50,迟到,,王", []),
        ("小美,更正,mark,90,罚款,,王", []),
        ("小美,exclude,,50,病假,,王", ["P265"]), ("小美,exclude,,0.00,病假,,王", []), ("小美,exclude,,-,病假,,王", []),
        ("小美,金额,,0,补,,王", []),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_told_and_counts(tmp_path, row, codes):
    ran = Ran(tmp_path, row + "\n")
    assert [code for code in ran.codes if code in {"P261", "P265"}] == codes
    assert not ran.errors


def test_a_word_of_one_direction_takes_or_gives(tmp_path):
    rows = "小美,罚款,,20,迟到,,王\n小丹,奖励,,30,来信,,王\n小红,扣,,0,撤销,,王\n"
    ran = Ran(tmp_path, rows)
    assert [ran.of(agent)[-1][1] for agent in ("小美", "小丹", "小红")] == ["-20.00", "30.00", "0.00"]
    assert [(row.written, row.amount) for row in ran.rows] == [("30", 30), ("0", 0), ("-20", -20)]


@pytest.mark.parametrize(
    ("header", "kind", "refused", "changes"),
    [
        ("分值", "扣", False, "points"), ("金额", "扣", False, "money"), ("分值", "扣款", True, ""), ("分值", "扣分", False, "points"),
        ("数值", "扣", True, ""), ("数值", "扣款", False, "money"), ("金额", "扣分", False, "points"), ("数值", "更正", False, "value"),
    ],
)  # fmt: skip
def test_the_header_of_the_amount_says_what_is_counted(tmp_path, header, kind, refused, changes):
    item = "mark" if kind == "更正" else ""
    ran = Ran(tmp_path, f"小美,{kind},{item},2,迟到,,王\n", columns=COLUMNS.replace("金额", header))
    assert [error[0] for error in ran.errors] == (["P264"] if refused else [])
    assert [row.kind for row in ran.rows] == ([] if refused else [changes])


def test_what_nobody_is_to_read_is_not_shown(tmp_path):
    ran = Ran(tmp_path, "小美,money,,100,重病补助,病历,王\n", discreet=True)
    assert ran.of("小美")[-1] == ("调整", "100.00", "人工调整")
    assert ran.of("小美", "en")[-1] == ("Adjustment", "100.00", "adjusted by hand")


@pytest.mark.parametrize(
    ("columns", "code", "said"),
    [
        ("客服,类型,项目,金额,说明,依据,批准人\n", "P262", "reason"), ("客服,种种,项目,金额,原因,依据,审批人\n", "P262", "kind"),
        ("谁,类型,项目,金额,原因,依据,批准人\n", "P262", "agent"), ("客服,类型,项目,金额,原因,理由,批准人\n", "P263", "原因, 理由"),
    ],
)  # fmt: skip
def test_headers_that_do_not_fit(tmp_path, columns, code, said):
    ran = Ran(tmp_path, "小美,金额,,10,补发,,王\n", columns=columns)
    ((found, _, message, _),) = ran.errors
    assert found == code
    assert said in message


def test_a_file_without_rows_is_a_month_without_adjustments(tmp_path):
    ran = Ran(tmp_path, "")
    assert (ran.codes[0], ran.rows) == ("D248", ())


def test_one_file_given_twice_is_told(tmp_path):
    ran = Ran(tmp_path, "小美,金额,,10,补发,,王\n")
    other = tmp_path / "b.csv"
    other.write_bytes((tmp_path / "a.csv").read_bytes())
    problems = Problems()
    plan = load_scheme(str(tmp_path / "s.yaml"))
    found = load([str(tmp_path / "d.csv")], compiled(plan, problems).files, problems)
    paths = [str(other), str(tmp_path / "a.csv")]
    rows, readings = read_adjustments(paths, plan, problems, people=found.people, agents=ran.agents)
    assert len(rows) == 2
    assert len(readings) == 1
    assert [(problem.code, problem.place.file) for problem in problems] == [("D250", str(other)), ("P255", str(other))]


@pytest.mark.parametrize(
    ("word", "changes", "direction"),
    [
        ("扣款", "money", -1), ("奖惩", "money", 0), ("迟到扣分", "points", -1), ("points / penalty", "points", -1), ("bonus points", "points", 1),
        ("加", "", 1), ("扣", "", -1), ("不参评", "exclude", 0), ("更正", "value", 0), ("money / bonus", "money", 1), ("奖励、奖金", "money", 1),
    ],
)  # fmt: skip
def test_words_of_kinds(word, changes, direction):
    assert kind_of(word) == (changes, direction)


@pytest.mark.parametrize("word", ["聚餐", "奖励/扣款", "奖励 聚餐", "points money", "exclude / penalty", "", "更正 扣"])
def test_words_that_say_no_kind_or_two(word):
    assert kind_of(word) is None


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("罚款", True),
        ("三月扣款", True),
        ("罚款退回", False),
        ("奖励", False),
        ("clawback of March", True),
        ("penalty refund", False),
        ("迟到", False),
    ],
)
def test_texts_that_take_away(text, takes):
    assert takes_away(text) is takes

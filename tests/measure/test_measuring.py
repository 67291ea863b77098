"""Who is measured, in which cohort, and what later expressions may ask."""

from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest

from csscore.measure.evaluate import number, truth
from csscore.measure.plan import compiled
from csscore.problems import Problems
from csscore.scheme.expression import parse

PLAIN = "metrics:\n  m: {value: v, unit: count, better: lower, points: as_is, weight: 100}\n"


def ask(scope, source):
    values = number(parse(source, None, Problems()), scope)
    return [None if value != value else value for value in values.tolist()]


def holds(scope, source):
    return truth(parse(source, None, Problems()), scope).holds.tolist()


def test_agents_stand_in_order_of_code_points(bench):
    measured = bench.run(PLAIN, "agent,v\n乙,1\nb,2\nB,3\n甲,4\nÄ,5\n").measured
    assert measured.agents.tolist() == ["B", "b", "Ä", "乙", "甲"]
    assert measured.values["m"].tolist() == [3, 2, 5, 1, 4]
    assert measured.cohort_codes.tolist() == [0] * 5
    assert dict(measured.cohort_labels) == {}


# --- where


def test_rows_and_people_that_where_leaves_out(bench):
    scheme = "where: 岗位 == '售前'\n" + PLAIN
    outcome = bench.run(scheme, "agent,岗位,v\na,售前,1\na,售后,2\nb,售后,4\nc,,8\nd,售前,16\n")
    assert outcome.value("m") == {"a": 1.0, "d": 16.0}
    problem = outcome.one("D350")
    assert (problem.details["agents"].en, problem.details["count"], problem.severity) == ("b, c", 3, "note")


def test_where_that_holds_nowhere(bench):
    problem = bench.run("where: role == 'sales'\n" + PLAIN, "agent,role,v\na,Sales,1\n").one("D351")
    assert problem.place.line == 4


def test_where_by_numbers_dates_params_and_the_roster(bench):
    rows = "agent,v,day\na,1,2026-03-01\nb,5,2026-03-09\nc,9,2026-03-05\n"
    assert bench.run("params: {least: 2}\nwhere: v >= least and day < date('2026-03-08')\n" + PLAIN, rows).value("m") == {
        "c": 9.0
    }
    roster = "账号,姓名,岗位\na,a,售前\nb,b,售后\nc,c,售前\n"
    assert bench.run("where: 岗位 == '售前'\n" + PLAIN, rows, roster=roster).value("m") == {"a": 1.0, "c": 9.0}


def test_where_takes_an_attribute_from_the_file_that_has_it(bench):
    scheme = "where: role == 'x'\nmetrics:\n  m: {value: {sum: v}, points: as_is, weight: 100}\n"
    assert bench.run(scheme, ["agent,role,v\na,x,1\nb,y,2\n", "agent,v\na,10\nb,20\n"]).value("m") == {"a": 11.0}


# --- cohorts

COHORTS = "rank: {within: [team, shift]}\n" + PLAIN


def test_cohorts_by_two_columns(bench):
    rows = "agent,team,shift,v\na,早,1,1\nb,晚,1,2\nc,早,1,3\nd,早,2,4\n"
    measured = bench.run(COHORTS, rows).measured
    assert {name: labels.tolist() for name, labels in measured.cohort_labels.items()} == {
        "team": ["早", "晚", "早", "早"],
        "shift": ["1", "1", "1", "2"],
    }
    assert measured.cohort_codes.tolist() == [0, 2, 0, 1]  # 早 stands before 晚 by code point


def test_an_agent_in_two_cohorts(bench):
    problem = bench.run(COHORTS, "agent,team,shift,v\na,x,1,1\na,y,1,1\nb,x,1,1\n").one("D323")
    assert problem.place.line == 3
    assert "rows0.csv:2" in problem.message.en


def test_an_agent_without_a_cohort(bench):
    outcome = bench.run(COHORTS, "agent,team,shift,v\na,x,1,1\nb,,1,1\n")
    assert outcome.measured.cohort_labels["team"].tolist() == ["x", "–"]
    assert outcome.one("D361").details["agents"].en == "b"


def test_the_roster_says_who_is_in_which_team(bench):
    rows = "agent,shift,v\na,1,1\nb,1,2\na2,1,4\n"
    roster = "账号,姓名,小组\na,甲,X\na2,甲,X\nb,乙,Y\n"
    outcome = bench.run(COHORTS, rows, roster=roster)
    assert outcome.value("m") == {"乙": 2.0, "甲": 5.0}
    assert outcome.measured.cohort_labels["team"].tolist() == ["Y", "X"]


def test_a_cohort_column_that_nothing_has(bench):
    assert "D231" in bench.run(COHORTS, "agent,shift,v\na,1,1\n").codes


# --- what later rooms may ask

SCOPE = """
columns: {pay_base: {headers: [base], unit: money}, conv: {headers: [conv], unit: percent}}
params: {target: 0.5}
rank: {within: [team]}
metrics:
  conversion: {value: {ratio: [buyers, enquiries]}, unit: percent, points: as_is, weight: 50}
  speed: {value: {mean: seconds, by: enquiries}, unit: seconds, better: lower, points: as_is, weight: 50}
  net: {value: {formula: "buyers * target"}, weight: 0}
  rate: {value: conv, unit: percent, weight: 0}
  relative: {value: {formula: "conversion / average(conversion)"}, weight: 0}
gates:
  - {name: g, when: grade == 'A' and joined < date('2026-03-01') and pay_base > 0, then: unranked}
"""
ROWS = """agent,team,buyers,enquiries,seconds,base,grade,joined,conv
a,x,1,2,10,100,A,2026-01-01,50%
a,x,1,8,20,100,A,2026-01-01,50%
b,x,9,10,30,1,B,2026-03-02,90%
c,y,5,5,40,1,A,,10%
"""


@pytest.fixture
def scope(bench):
    outcome = bench.run(SCOPE, ROWS)
    assert outcome.measured is not None, [problem.message.en for problem in outcome.problems]
    return outcome.measured.scope


def test_names_of_the_scope(scope):
    assert ask(scope, "conversion + target") == [0.7, 1.4, 1.5]
    assert ask(scope, "pay_base") == [200, 1, 1]
    assert ask(scope, "speed") == [18, 30, 40]
    assert holds(scope, "grade == 'A'") == [True, False, True]
    assert holds(scope, "joined < date('2026-03-01')") == [True, False, False]
    assert holds(scope, "missing(joined)") == [False, False, True]
    assert holds(scope, "missing(conversion) or missing(target)") == [False] * 3
    assert not scope.has("nothing")


def test_functions_over_the_cohort(scope):
    assert ask(scope, "best(speed)") == [18, 18, 40]
    assert ask(scope, "worst(speed) - best(conversion)") == [29.1, 29.1, 39]
    assert ask(scope, "average(conversion)") == [0.55, 0.55, 1]
    assert ask(scope, "people()") == [2, 2, 1]


def test_team_is_computed_from_all_rows_of_the_cohort(scope):
    assert ask(scope, "team(conversion)") == [0.55, 0.55, 1]  # (1 + 1 + 9) / (2 + 8 + 10)
    assert ask(scope, "team(speed)") == [24, 24, 40]  # (2·10 + 8·20 + 10·30) / 20
    assert ask(scope, "team(net)") == [5.5, 5.5, 2.5]
    assert ask(scope.only(np.array([1, 2])), "team(conversion)") == [0.933333333333] * 2
    assert ask(scope.only(np.array([True, False, False])), "team(conversion)") == [0.2]


def test_team_of_what_can_not_be_put_together(scope):
    assert ask(scope, "team(rate)") == [None, None, 0.1]
    assert [problem.code for problem in scope.problems if problem.severity == "error"] == ["D334"]


def test_team_of_a_formula_over_the_cohort_and_of_no_metric(scope):
    ask(scope, "team(relative)")
    ask(scope, "team(pay_base)")
    found = [problem for problem in scope.problems if problem.severity == "error"]
    assert [problem.code for problem in found] == ["D334", "D334"]
    assert "looks at the cohort itself" in found[0].message.en
    assert "no metric" in found[1].message.en


def test_what_later_rooms_add(scope):
    more = scope.plus(
        score=np.array([8732, 5, np.iinfo(np.int64).min]),
        score_digits=1,
        rank=np.array([1, 2, np.iinfo(np.int64).min]),
        pay=np.array([250050, 0, 0]),
        speed_points=np.array([1000000, 5, 0]),
        x=np.array([0.5, np.nan, 1]),
        better={"x": "lower"},
    )
    assert ask(more, "score") == [873.2, 0.5, None]
    assert ask(more, "rank + 1") == [2, 3, None]
    assert ask(more, "pay") == [2500.5, 0, 0]
    assert ask(more, "speed_points") == [100, 0.0005, 0]
    assert ask(more, "best(x)") == [0.5, 0.5, 1]
    assert holds(more, "missing(score)") == [False, False, True]
    assert ask(more.only(np.array([1])), "score + conversion") == [1.4]
    assert not scope.has("score")


def test_some_people_as_one_cohort(scope):
    some = scope.only(np.array([2, 0]))
    assert len(some) == 2
    assert ask(some, "conversion") == [1, 0.2]
    assert ask(some, "total(conversion)") == [1.2, 1.2]
    assert ask(some.only(np.array([1])), "conversion") == [0.2]


def test_the_scope_may_hold_more_than_a_metric_and_a_roster(bench):
    outcome = bench.run(
        "metrics:\n  m: {value: v, unit: count, points: as_is, weight: 100}\n"
        "gates:\n  - {name: g, when: base_pay > 0 and status == '试用', then: unranked}\n",
        "agent,v\na,1\nb,2\n",
        roster='账号,姓名,底薪,状态,入职日期\na,a,"4,200",试用,2026-01-05\nb,b,4000,在职,\n',
    )
    scope = outcome.measured.scope
    assert ask(scope, "base_pay") == [4200, 4000]
    assert holds(scope, "status == '试用'") == [True, False]
    assert holds(scope, "joined < date('2026-02-01')") == [True, False]
    assert holds(scope, "missing(入职日期)") == [False, True]


# --- what is asked of the inputs


def asked(bench, text, **options):
    problems = Problems()
    plan = compiled(bench.scheme(text), problems, **options)
    return (plan.files, plan.inputs), problems


def test_names_become_columns_with_headers_and_units(bench):
    scheme = """csscore: 1
name: t
agent: [客服]
columns: {sales: [总销售额], rate: {headers: [回复率], scale: percent}}
params: {price: 2}
where: 岗位 == '售前' and sales > price
rank: {within: [team], break: [sales]}
metrics:
  sales: {value: sales, unit: money, points: as_is, weight: 40}
  rate: {value: {mean: rate, by: receptions}, unit: percent, points: {attainment: {target: 目标}}, weight: 30}
  mood: {value: 平时表现, points: {levels: {优: 100}}, weight: 30}
  turn: {value: {formula: "sales / enquiries * price"}, weight: 0}
  exam: {value: {mean: 得分, from: exam, where: "科目 == '笔试'"}, unit: points, weight: 0}
gates:
  - {name: g, when: score < 60 and sales_points > 1 and 出勤 < 20, then: unranked}
pay:
  - fixed: {column: 底薪}
  - {ladder: [100, 50], among: "attended > 3"}
"""
    (main, extra), problems = asked(bench, scheme, inputs=("exam",), roster=True)
    assert not len(problems)
    assert main.agent == ("客服",)
    assert set(main.columns) == {
        "sales", "rate", "receptions", "目标", "平时表现", "enquiries", "岗位", "team", "出勤", "底薪", "attended"
    }  # fmt: skip
    assert [name for name, column in main.columns.items() if not column.needed] == ["receptions"]  # one row needs no weight
    assert main.columns["sales"].headers == ("总销售额", "sales")
    assert main.columns["sales"].unit == "money"  # the scheme gives headers alone: the dictionary knows the unit
    assert (main.columns["rate"].unit, main.columns["rate"].scale) == ("percent", "percent")
    assert main.columns["receptions"].unit == "count"
    assert main.columns["平时表现"].unit == "text"
    assert main.columns["出勤"].unit is None
    assert main.columns["attended"].headers[0] == "出勤天数"
    assert main.roster.columns["base_pay"].unit == "money"
    assert set(extra) == {"exam"}
    assert set(extra["exam"].columns) == {"得分", "科目"}
    assert extra["exam"].agent[0] == "客服"


def test_a_raw_header_has_the_unit_that_the_dictionary_gives_it(bench):
    (main, _), _ = asked(bench, "metrics:\n  m: {value: 销售额, points: as_is, weight: 100}\n")
    assert (main.columns["销售额"].headers, main.columns["销售额"].unit) == (("销售额",), "money")


def test_shares_ask_for_their_incidents(bench):
    scheme = "metrics:\n  m: {value: {sum: share, from: incidents}, points: as_is, weight: 100}\n"
    (_, extra), _ = asked(bench, scheme, inputs=("incidents",))
    assert not extra["incidents"].columns["incident"].needed


# --- always


def test_the_order_of_rows_and_files_changes_nothing(bench):
    lines = ROWS.strip().splitlines()
    body = [*lines[1:], "d,y,3,7,11,1,B,2026-02-02,10%", "d,y,4,9,13,1,B,2026-02-02,10%", "c,y,1,3,17,1,A,,10%"]
    found = []
    for seed in range(4):
        random.Random(seed).shuffle(body)
        parts = ["\n".join([lines[0], *body[:4]]), "\n".join([lines[0], *body[4:]])]
        measured = bench.run(SCOPE, parts if seed % 2 else parts[::-1]).measured
        found.append([measured.agents.tolist(), {name: values.tolist() for name, values in measured.values.items()}])
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("module", ["csscore.measure.values", "csscore.scheme.expression"])
def test_declaring_the_forms_loads_no_frames(module):
    code = f"import sys, {module}; print([m for m in ('pandas', 'duckdb') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"

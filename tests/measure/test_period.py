"""The period: which rows count, which days don't, what the names of files say."""

from __future__ import annotations

from datetime import date

import pytest

import csscore
from csscore.problems import Problems
from csscore.read.spans import span_of

SCHEME = """
period: {date: [date, 统计日期], except: [2026-03-08, 2026-03-20..2026-03-22]}
metrics:
  m: {value: v, unit: count, points: as_is, weight: 100}
"""
ROWS = """agent,date,v
a,2026-02-28,1
a,2026-03-01,2
a,2026-03-08,4
a,2026-03-21,8
a,2026-03-31,16
b,2026-04-01,32
b,2026-03-02,64
"""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-03-05", date(2026, 3, 5), date(2026, 3, 5)),
        (" 2026-03-05..2026-04-04 ", date(2026, 3, 5), date(2026, 4, 4)),
    ],
)
def test_spans(text, first, last):
    problems = Problems()
    span = span_of(text, problems)
    assert (span.first, span.last) == (first, last)
    assert not len(problems)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-02-30", "March", "2026-03..", "2026-03-31..2026-03-01", "03-2026", "2026-Q5"]
)
def test_what_is_no_period(text):
    problems = Problems()
    assert span_of(text, problems) is None
    assert [problem.code for problem in problems] == ["D340"]


def test_rows_of_the_month_without_the_excepted_days(bench):
    outcome = bench.run(SCHEME, ROWS, period="2026-03")
    assert outcome.value("m") == {"a": 18.0, "b": 64.0}
    assert outcome.one("D342").details["count"] == 2
    assert outcome.one("D342").details["days"].en == "2026-02-28, 2026-04-01"
    assert outcome.one("D343").details["count"] == 2
    assert "D348" not in outcome.codes


def test_without_a_period_all_days_but_the_excepted_ones(bench):
    outcome = bench.run(SCHEME, ROWS)
    assert outcome.value("m") == {"a": 19.0, "b": 96.0}
    assert outcome.one("D348").severity == "warning"
    assert outcome.one("D348").details["months"].en == "2026-02, 2026-03, 2026-04"


def test_both_ends_of_the_period_count(bench):
    assert bench.run(SCHEME, ROWS, period="2026-02-28..2026-03-01").value("m") == {"a": 3.0}


def test_an_agent_without_a_row_in_the_period_is_not_listed(bench):
    assert bench.run(SCHEME, ROWS, period="2026-04").value("m") == {"b": 32.0}


def test_nothing_in_the_period(bench):
    problem = bench.run(SCHEME, ROWS, period="2027-01").one("D347")
    assert "2026-02-28" in problem.message.en
    assert "2026-04-01" in problem.message.zh


def test_a_row_without_a_day(bench):
    problem = bench.run(SCHEME, ROWS + "b,,5\n", period="2026-03").one("D344")
    assert (problem.place.line, problem.details["agent"]) == (9, "b")


def test_files_without_dates_are_taken_as_they_are(bench):
    outcome = bench.run(SCHEME, {"2026-03.csv": "agent,v\na,1\na,2\n"}, period="2026-03")
    assert outcome.value("m") == {"a": 3.0}
    assert outcome.codes == []


def test_a_file_name_against_the_period(bench):
    plain = "agent,v\na,1\n"
    assert bench.run(SCHEME, {"客服数据_2026-02.csv": plain}, period="2026-03").one("D346").severity == "warning"
    assert "D346" not in bench.run(SCHEME, {"客服数据_2026-03.csv": plain}, period="2026-03").codes


def test_a_file_name_against_its_rows(bench):
    march = {"kf-2026-03-01_2026-03-31.csv": ROWS}
    problem = bench.run(SCHEME, march).one("D345")
    assert (problem.place.line, problem.details["count"]) == (2, 2)
    fine = {"kf-2026-03-01_2026-03-31.csv": "agent,date,v\na,2026-03-01,1\n", "kf-2026-04.csv": "agent,date,v\na,2026-04-30,1\n"}
    assert "D345" not in bench.run(SCHEME, fine).codes


def test_several_files_each_by_its_own_name(bench):
    files = {
        "a-2026-03.csv": "agent,date,v\na,2026-03-01,1\na,2026-03-02,1\n",
        "b-2026-03.csv": "agent,date,v\nb,2026-04-01,1\na,2026-03-02,1\n",
    }
    problem = bench.run(SCHEME, files).one("D345")
    assert str(problem.place).endswith("b-2026-03.csv:2")


def test_the_period_holds_for_further_inputs_too(bench):
    scheme = SCHEME + "  k: {value: {count: rows, from: more}, weight: 0}\n"
    more = "agent,date\na,2026-03-01\na,2026-02-01\na,2026-03-08\n"
    assert bench.run(scheme, ROWS, period="2026-03", more=more).value("k") == {"a": 1.0, "b": 0.0}


@pytest.mark.parametrize(("period", "fine"), [("2026-02", False), ("2026-03", True), ("2026-06", True), ("2026-07", False)])
def test_a_scheme_is_refused_outside_its_time(bench, period, fine):
    scheme = "effective: {from: 2026-03-01, to: 2026-06-30}\nmetrics:\n  m: {value: v, unit: count, points: as_is, weight: 100}\n"
    outcome = bench.run(scheme, "agent,v\na,1\n", period=period)
    assert ("D341" not in outcome.codes) == fine
    if not fine:
        assert outcome.one("D341").place.line == 4


def test_the_dictionarys_names_may_stand_for_headers(bench):
    scheme = "csscore: 1\nname: t\nperiod: {date: day}\nmetrics:\n  m: {value: v, unit: count, points: as_is, weight: 100}\n"
    assert bench.run(scheme, "客服,统计日期,v\na,2026-03-01,1\na,2026-02-01,2\n", period="2026-03").value("m") == {"a": 1.0}


UNSAID = "metrics:\n  m: {value: v, unit: count, points: as_is, weight: 100}\n"
"""A scheme that says nothing about days."""


def test_the_month_asked_for_counts_even_if_the_scheme_names_no_date_column(bench):
    rows = "日期,agent,v\n2026-02-28,a,1\n2026-03-01,a,2\n2026-03-31,b,4\n2026-04-01,b,8\n"
    outcome = bench.run(UNSAID, rows, period="2026-03")
    assert outcome.value("m") == {"a": 2.0, "b": 4.0}
    assert outcome.one("D342").details["count"] == 2
    assert "D347" in bench.run(UNSAID, rows, period="2025-03").codes


def test_months_together_are_noticed_even_if_the_scheme_names_no_date_column(bench):
    outcome = bench.run(UNSAID, "Date,agent,v\n2026-02-21,a,1\n2026-03-01,a,2\n")
    assert outcome.value("m") == {"a": 3.0}
    assert outcome.one("D348").details["months"].en == "2026-02, 2026-03"
    assert "--period 2026-02-21..2026-03-01" in outcome.one("D348").hint.en


def test_a_week_that_lies_in_two_months_is_a_week(bench):
    outcome = bench.run(UNSAID, "Date,agent,v\n2026-02-23,a,1\n2026-03-01,a,2\n")
    assert outcome.one("D402").severity == "note"
    assert "D348" not in outcome.codes


def test_days_that_can_be_read_are_looked_at_beside_others_that_cannot(bench):
    outcome = bench.run(UNSAID, "Date,agent,v\n2026-02-21,a,1\n,a,2\n2026-03-11,b,2\n")
    assert outcome.one("D348").details["months"].en == "2026-02, 2026-03"


@pytest.mark.parametrize("cell", ["08:00-23:00", "03/04/2026", ""])
def test_days_that_nobody_asked_for_are_not_complained_about(bench, cell):
    outcome = bench.run(UNSAID, f"时间,agent,v\n{cell},a,1\n2026-03-01,a,2\n")
    assert outcome.value("m") == {"a": 3.0}
    assert not [code for code in outcome.codes if code.startswith(("D22", "D34"))]


def test_a_period_that_nothing_can_be_held_against_is_said(bench):
    rows = "agent,v\na,1\nb,2\n"
    assert bench.run(UNSAID, {"march.csv": rows}, period="2026-03").one("D349").severity == "note"
    assert "D349" not in bench.run(UNSAID, {"2026-03.csv": rows}, period="2026-03").codes
    assert "D349" not in bench.run(UNSAID, {"march.csv": rows}).codes


# --- further inputs

EXAM = """
%smetrics:
  m: {value: v, unit: count, points: as_is, weight: 100}
  exam: {value: {mean: mark, from: exam}, unit: points, weight: 0}
"""
SOME = "agent,date,v\na,2026-03-01,1\nb,2026-03-02,2\n"


def exam(bench, whole, *days):
    rows = "agent,考试日期,mark\n" + "".join(f"{agent},{day},{mark}\n" for agent, day, mark in days)
    return bench.run(EXAM % whole, SOME, period="2026-03", exam=rows)


def test_rows_of_a_further_input_count_by_their_day(bench):
    outcome = exam(bench, "", ("a", "2026-03-30", 80), ("a", "2026-04-02", 60), ("b", "2026-03-31", 70))
    assert outcome.value("exam") == {"a": 80.0, "b": 70.0}
    message = outcome.one("D392").message
    assert "period: {whole: [exam]}" in message.zh
    assert "D342" not in outcome.codes


@pytest.mark.parametrize("whole", ["period: {whole: [exam]}\n", "period: {date: [date, 考试日期], whole: [exam]}\n"])
def test_every_row_of_an_input_that_is_whole(bench, whole):
    outcome = exam(bench, whole, ("a", "2026-03-30", 80), ("a", "2026-04-02", 60), ("b", "2026-04-02", 70))
    assert outcome.value("exam") == {"a": 70.0, "b": 70.0}
    assert outcome.one("D395").details["count"] == 2
    assert not {"D392", "D393"} & set(outcome.codes)


def test_the_files_are_dated_all_the_same(bench):
    rows = "agent,date,v\na,2026-03-01,1\na,2026-04-01,5\nb,2026-03-02,2\n"
    outcome = bench.run(EXAM % "period: {whole: [exam]}\n", rows, period="2026-03", exam="agent,考试日期,mark\na,2026-04-02,60\n")
    assert outcome.value("m") == {"a": 1.0, "b": 2.0}


def test_an_input_of_another_month_is_refused_with_the_ways_out(bench):
    problem = exam(bench, "", ("a", "2026-04-02", 80), ("b", "2026-04-02", 60)).one("D393")
    assert "period: {whole: [exam]}" in problem.hint.zh
    assert "period: {whole: [exam]}" in problem.hint.en


def test_a_list_kept_all_year_may_have_nothing_of_the_month(bench):
    outcome = exam(bench, "", ("a", "2026-02-02", 80), ("b", "2026-04-02", 60))
    assert outcome.value("exam") == {"a": None, "b": None}
    assert outcome.one("D392").details["count"] == 2


def test_a_further_input_without_rows(bench):
    scheme = "metrics:\n  m: {value: v, unit: count, points: as_is, weight: 100}\n  n: {value: {sum: share, from: incidents}, weight: 0}\n"
    outcome = bench.run(scheme, SOME, incidents="事故编号,agent,责任占比\n")
    assert outcome.value("n") == {"a": 0.0, "b": 0.0}
    assert {"D248", "D330"} <= set(outcome.codes)
    assert "D249" not in outcome.codes


def test_days_without_a_year_of_several_months_are_told(tmp_path):
    """Nobody says --period, so they are no days; that they are of two months is seen all the same."""
    (tmp_path / "s.yaml").write_text(
        "csscore: 1\nname: t\nmetrics: {m: {value: {sum: 成交}, weight: 100, points: minmax}}\n", "utf-8"
    )
    for second, codes in (("1/15", ["D562"]), ("12/15", [])):
        (tmp_path / "in.csv").write_text(f"客服,日期,成交\n小美,12/31,100\n小丹,{second},10\n", "utf-8")
        found = csscore.rank(str(tmp_path / "in.csv"), str(tmp_path / "s.yaml"))
        assert [problem.code for problem in found.problems] == codes

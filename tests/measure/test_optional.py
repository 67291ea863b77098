"""Metrics whose columns may be absent, and means whose weights may be."""

from __future__ import annotations

import pytest

OPTIONAL = """metrics:
  m: {value: v, unit: count, points: as_is, weight: 100}
  o: {value: %s, unit: %s, weight: 0, optional: true%s}
"""
ROWS = "agent,v\na,1\nb,2\n"


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("late", "count"),
        ("{sum: late}", "count"),
        ("{mean: csat, by: ratings}", "points"),
        ("{ratio: [good, v]}", "percent"),
        ('{count: "late > 3"}', "count"),  # not 0: nothing was counted
        ("{distinct: shop_id}", "count"),
        ('{share: "late > 3"}', "percent"),
        ('{formula: "late * 2"}', "number"),
        ("{sum: v, where: \"kind == 'x'\"}", "count"),
        ("{last: late}", "count"),
    ],
)
def test_an_optional_metric_is_missing_where_its_columns_are(bench, value, unit):
    outcome = bench.run(OPTIONAL % (value, unit, ""), ROWS)
    assert outcome.value("o") == {"a": None, "b": None}
    assert outcome.value("m") == {"a": 1.0, "b": 2.0}
    assert outcome.codes == ["D390"]
    assert outcome.one("D390").severity == "note"


def test_it_is_measured_where_the_columns_are_there(bench):
    outcome = bench.run(OPTIONAL % ("late", "count", ""), "agent,v,late\na,1,3\nb,2,\n")
    assert outcome.value("o") == {"a": 3.0, "b": None}
    assert outcome.codes == []


def test_a_column_that_something_else_needs_is_still_needed(bench):
    scheme = OPTIONAL % ("late", "count", "") + "pay: [{per_unit: {of: late, amount: -5}}]\n"
    assert bench.run(scheme, ROWS).codes == ["D231"]
    also = "  p: {value: {sum: late}, unit: count, points: as_is, weight: 0}\n"
    assert bench.run(OPTIONAL % ("late", "count", "") + also, ROWS).codes == ["D231"]


def test_the_roster_may_have_the_column(bench):
    outcome = bench.run(OPTIONAL % ("late", "count", ""), ROWS, roster="账号,姓名,late\na,a,4\nb,b,5\n")
    assert outcome.value("o") == {"a": 4.0, "b": 5.0}


def test_an_input_that_only_an_optional_metric_uses(bench):
    scheme = OPTIONAL % ("{mean: mark, from: exam}", "points", "")
    outcome = bench.run(scheme, ROWS)
    assert outcome.value("o") == {"a": None, "b": None}
    assert "exam" in outcome.one("D390").message.en
    assert bench.run(scheme, ROWS, exam="agent,mark\na,80\nb,90\n").value("o") == {"a": 80.0, "b": 90.0}


def test_the_note_names_headers_that_would_do(bench):
    message = bench.run(OPTIONAL % ("reply_rate", "percent", ""), ROWS).one("D390").message
    assert "reply_rate (旺旺回复率 / 客服回复率 / 回复率 / 应答率)" in message.zh


# --- `by` without its column


def test_one_row_an_agent_needs_no_weight(bench):
    assert bench.value("{mean: csat, by: ratings}", "agent,csat\na,4.5\nb,-\nc,3.25\n") == {"a": 4.5, "b": None, "c": 3.25}


def test_the_weight_may_be_worked_out_of_several_columns(bench):
    assert bench.value('{mean: csat, by: "good + bad"}', "agent,csat,good\na,4.5,1\n") == {"a": 4.5}


def test_several_rows_need_it(bench):
    outcome = bench.run(
        "metrics:\n  m: {value: {mean: csat, by: ratings}, points: as_is, weight: 100}\n", "agent,csat\na,4\nb,3\nb,5\n"
    )
    problem = outcome.one("D391")
    assert (problem.details["agent"], problem.details["count"], problem.details["by"]) == ("b", 2, "ratings")
    assert problem.place.line == 4


def test_rows_without_a_value_need_no_weight(bench):
    assert bench.value("{mean: csat, by: ratings}", "agent,csat\na,4\na,-\nb,3\n") == {"a": 4.0, "b": 3.0}


# --- `last` of words


LEVELS = "metrics:\n  m: {value: {last: 表现}, points: {levels: {优: 100, 良: 80}}, weight: 100}\n"


def test_the_last_word(bench):
    rows = "agent,日期,表现\na,2026-03-02,良\na,2026-03-09,优\nb,2026-03-05,良\nb,2026-03-09,-\nc,2026-03-01,\n"
    assert bench.run(LEVELS, rows).value("m") == {"a": "优", "b": "良", "c": None}


def test_two_words_on_the_last_day(bench):
    rows = "agent,日期,表现\na,2026-03-09,良\na,2026-03-09,优\nb,2026-03-09,优\nb,2026-03-09,优\n"
    outcome = bench.run(LEVELS, rows)
    assert outcome.one("D327").details["agent"] == "a"
    assert outcome.value("m")["b"] == "优"

"""Doubts about rows that were read well: totals that no word gives away, rows given twice."""

from __future__ import annotations

SALES = """
columns: {sales: {headers: [sales], unit: money}, orders: {headers: [orders], unit: count}}
metrics:
  s: {value: sales, unit: money, points: as_is, weight: 50}
  o: {value: orders, unit: count, points: as_is, weight: 50}
"""


def doubts(outcome):
    return [(problem.code, problem.place.line) for problem in outcome.problems if problem.code in {"D254", "D256", "D259"}]


def test_a_total_under_an_unusual_name(bench):
    outcome = bench.run(SALES, "agent,sales,orders\na,0.1,1\nb,0.2,2\nEast,0.3,3\n")
    assert doubts(outcome) == [("D254", 4)]
    assert outcome.one("D254").severity == "warning"
    assert outcome.value("s") == {"a": 0.1, "b": 0.2, "East": 0.3}


def test_one_column_that_does_not_add_up_clears_a_person(bench):
    assert doubts(bench.run(SALES, "agent,sales,orders\na,0.1,1\nb,0.2,2\nc,0.3,4\n")) == []


def test_days_of_several_agents_are_no_totals(bench):
    rows = "date,agent,sales,orders\n1,a,1,1\n2,a,1,1\n1,b,1,1\n1,c,9,9\n"
    assert doubts(bench.run(SALES, rows)) == []


def test_a_row_given_twice(bench):
    outcome = bench.run(SALES, "agent,sales,orders\na,1,1\nb,2,2\na,1,1\na,1,2\n")
    assert doubts(outcome) == [("D256", 4)]
    assert outcome.value("s") == {"a": 3.0, "b": 2.0}


def test_orders_without_numbers_may_be_alike(bench):
    orders = "".join(f"a,{amount},1\nb,{amount + 1},1\n" for amount in (10, 20, 30, 40))
    outcome = bench.run(SALES, f"agent,sales,orders\n{orders}a,20,1\nb,11,1\n")
    assert doubts(outcome) == [("D259", 10), ("D259", 11)]
    assert outcome.value("s") == {"a": 120.0, "b": 115.0}


def test_a_block_pasted_twice(bench):
    orders = "".join(f"a,{amount},1\nb,{amount + 1},1\n" for amount in (10, 20, 30, 40))
    outcome = bench.run(SALES, f"agent,sales,orders\n{orders}{orders}")
    assert {code for code, _ in doubts(outcome)} == {"D256"}
    assert len(doubts(outcome)) == 8


def test_events_without_amounts_may_be_alike_but_for_those_of_one_second(bench):
    count = "metrics: {n: {value: {count: rows}, unit: count, points: as_is, weight: 100}}\n"
    assert doubts(bench.run(count, "agent,day\na,2026-03-01\na,2026-03-01\nb,2026-03-02\n")) == [("D259", 3)]
    timed = "agent,day\na,2026-03-01 10:00:01\na,2026-03-01 10:00:01\na,2026-03-01 10:00:02\n"
    assert doubts(bench.run(count, timed)) == [("D256", 3)]


def test_what_is_added_up_is_an_amount_whatever_it_counts(bench):
    """Without a unit, as with one: a row given twice of somebody who has few."""
    rows = "agent,paper,mark\na,x,100\na,y,50\na,y,50\nb,y,40\n"
    metric = "metrics: {m: {value: {VALUE}, points: as_is, weight: 100}}\n"
    assert doubts(bench.run(metric.replace("VALUE", "sum: mark"), rows)) == [("D256", 4)]
    assert doubts(bench.run(metric.replace("VALUE", "sum: mark, best: 2"), rows)) == [("D256", 4)]
    assert doubts(bench.run(metric.replace("VALUE", "mean: mark"), rows)) == [("D259", 4)]


def test_orders_of_other_times_of_a_day_are_others(bench):
    rows = "agent,date,sales,orders\na,2026-03-01 10:00,1,1\na,2026-03-01 PM,1,1\nb,2026-03-01 10:00,2,1\n"
    assert doubts(bench.run(SALES, rows.replace("PM", "22:00"))) == []
    assert doubts(bench.run(SALES, rows.replace("PM", "10:00:00"))) == [("D256", 3)]


def test_when_rows_were_exported_does_not_tell_them_apart(bench):
    for header, one, two in (
        ("导出时间", "2026-04-01", "2026-04-02"),
        ("Exported at", "9:00", "9:05"),
        ("source_file", "a.csv", "b.csv"),
        ("Seq", "R1", "R2"),
    ):
        outcome = bench.run(SALES, f"agent,sales,orders,{header}\na,1,1,{one}\na,1,1,{two}\nb,2,2,{two}9\n")
        assert doubts(outcome) == [("D256", 3)], header
    assert doubts(bench.run(SALES, "agent,sales,orders,shop\na,1,1,R1\na,1,1,R2\nb,2,2,R3\n")) == []


def test_half_of_a_few_is_no_total(bench):
    """Of six complaints among four people, one has three: that says nothing. Of 6,000 it does."""
    complaints = """
columns: {orders: {headers: [orders], unit: count}}
metrics:
  o: {value: orders, unit: count, points: as_is, weight: 100}
"""
    assert doubts(bench.run(complaints, "agent,orders\na,3\nb,2\nc,0\nd,1\n")) == []
    assert doubts(bench.run(complaints, "agent,orders\na,3000\nb,2000\nc,0\nd,1000\n")) == [("D254", 2)]

"""Rows that a scheme's `unique` says are one count once; where they say different things nobody chooses for the supervisor."""

from __future__ import annotations

SCHEME = """
unique: [order]
columns: {order: [order], kind: [kind]}
metrics:
  m: {value: {sum: v}, unit: count, points: as_is, weight: 100}
  n: {value: {sum: w}, unit: count, points: as_is, weight: 0}
"""


def test_rows_that_repeat_count_once(bench):
    """a has 10 once and 5; b's rows have no order and are two."""
    outcome = bench.run(SCHEME, "agent,order,v,w\na,1,10,1\na,2,5,1\na,1,10,1\nb,,7,1\nb,,7,1\n")
    assert outcome.value("m") == {"a": 15, "b": 14}
    assert outcome.value("n") == {"a": 2, "b": 2}
    assert (outcome.one("D313").details["count"], outcome.one("D313").place.line) == (1, 4)
    assert (outcome.one("D315").details["count"], outcome.one("D315").place.line) == (2, 5)


def test_rows_that_differ_are_shown_beside_one_another(bench):
    """The later row is where it is told; the earlier one is named, and what each of them says."""
    outcome = bench.run(SCHEME, "agent,order,v,w\na,1,10,1\nb,2,5,1\na,1,12,1\nc,2,5,1\n")
    amount, person = (problem for problem in outcome.problems if problem.code == "D314")
    assert (amount.place.line, amount.details["column"], amount.details["one"], amount.details["two"]) == (4, "v", "10", "12")
    assert amount.details["at"].endswith("rows0.csv:2")
    assert amount.details["wider"] == "order, v"
    assert (person.place.line, person.details["column"], person.details["one"], person.details["two"]) == (5, "agent", "b", "c")
    assert person.details["wider"] == "order, agent"


def test_files_without_a_number_in_common_complete_each_other(bench):
    outcome = bench.run(SCHEME, ["agent,order,v\na,1,10\na,2,5\n", "agent,order,w\na,1,3\na,2,4\n"])
    assert (outcome.value("m"), outcome.value("n")) == ({"a": 15}, {"a": 7})
    assert "D313" not in outcome.codes


def test_a_number_that_only_one_of_them_has_is_a_difference(bench):
    outcome = bench.run(SCHEME, "agent,order,v,w\na,1,10,3\na,1,10,\n")
    told = outcome.one("D314")
    assert (told.place.line, told.details["column"], told.details["one"], told.details["two"]) == (3, "w", "3", "-")

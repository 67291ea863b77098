"""Cohorts, values by the texts of a column, and rows in which something is blank: by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from csscore.measure.cohorts import codes_of

COHORTS = "rank: {within: [group]}\nmetrics:\n  m: {value: {sum: v}, points: as_is, weight: 100}\n"


def test_cohorts_are_numbered_by_their_labels() -> None:
    labels = {"a": ["b", "a", "b", "b"], "b": ["1", "2", "2", "1"], "c": ["z", "z", "y", "z"]}
    assert codes_of({name: np.array(column, dtype=object) for name, column in labels.items()}, 4).tolist() == [1, 0, 2, 1]
    assert codes_of({}, 3).tolist() == [0, 0, 0]


def test_who_says_nothing_of_her_cohort_is_one_of_her_own(bench: Any) -> None:
    outcome = bench.run(COHORTS, "agent,group,v\na,x,1\nb,,2\nc,x,3\n")
    assert outcome.measured.cohort_labels["group"].tolist() == ["x", "–", "x"]
    assert outcome.measured.cohort_codes.tolist() == [0, 1, 0]
    told = outcome.one("D361")
    assert (told.details["column"], told.details["agents"].en, told.details["label"]) == ("group", "b", "–")


def test_labels_that_differ_in_width_and_case_are_one(bench: Any) -> None:
    outcome = bench.run(COHORTS, "agent,group,v\na,VIP,1\nb,ＶＩＰ,2\nc,VIP,3\nd,other,3\n")
    assert outcome.measured.cohort_codes.tolist() == [0, 0, 0, 1]
    told = outcome.one("D317")
    assert (told.details["label"], told.details["others"].en) == ("VIP", "“ＶＩＰ”")
    assert "D318" not in outcome.codes


def test_a_cohort_column_that_is_not_there_is_refused(bench: Any) -> None:
    outcome = bench.run(COHORTS, "agent,v\na,1\n")
    assert set(outcome.codes) & {"D320", "D231"}


BROKEN = "metrics:\n  m: {value: %s, breakdown: [kind], points: as_is, weight: 100}\n"


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("{sum: v}", [("a", "x", 4), ("a", "y", 5), ("b", "", 2)]), ("{mean: v}", [("a", "x", 2), ("a", "y", 5), ("b", "", 2)]),
        ("{mean: v, by: w}", [("a", "x", 2.5), ("a", "y", 5), ("b", "", 2)]), ("{count: rows}", [("a", "x", 2), ("a", "y", 1), ("b", "", 1)]),
        ("{share: 'v > 2'}", [("a", "x", 0.5), ("a", "y", 1), ("b", "", 0)]), ("{ratio: [v, w]}", [("a", "x", 1), ("a", "y", 2.5), ("b", "", 2)]),
    ],
)  # fmt: skip
def test_values_by_the_texts_of_a_column(bench: Any, form: str, values: list[tuple[str, str, float]]) -> None:
    measured = bench.run(BROKEN % form, "agent,kind,v,w\na,x,1,1\nb,,2,1\na,y,5,2\na,x,3,3\n").measured
    (found,) = measured.breakdowns["m"]
    assert [(measured.agents[who], label) for who, label in zip(found.whose, found.labels, strict=True)] == [
        (agent, label or found.labels[2]) for agent, label, _ in values
    ]
    assert found.values().tolist() == [value for *_, value in values]


def test_what_rows_do_not_add_up_to_is_not_broken_down(bench: Any) -> None:
    assert bench.run(BROKEN % "{max: v}", "agent,kind,v\na,x,1\n").codes == ["A180"]


BLANK = """
columns: {w: {headers: [w]%s}}
metrics:
  m: {value: %s, points: as_is, weight: 100}
"""
ROWS = "agent,v,w\na,2,3\na,5,\na,1,1\nb,1,\nb,3,2\n"


@pytest.mark.parametrize(
    ("form", "blank", "values", "told"),
    [
        ("{sum: v * w}", "", {"a": 7, "b": 6}, ("D398", 2, "w", 3)), ("{count: w > 1}", "", {"a": 1, "b": 1}, ("D399", 2, "w", 3)),
        ("{sum: v * w}", ", blank: leave_out", {"a": 7, "b": 6}, None), ("{sum: v * (w + 1)}", ", blank: 0", {"a": 15, "b": 10}, None),
        ("{count: w < 2}", ", blank: 0", {"a": 2, "b": 1}, None), ("{sum: w}", "", {"a": 4, "b": 2}, None), ("{mean: w}", ", blank: 0", {"a": 4 / 3, "b": 1}, None),
        ("{sum: v, where: w > 1}", "", {"a": 2, "b": 3}, ("D399", 2, "w", 3)), ("{sum: 'if(missing(w), 1, w)'}", "", {"a": 5, "b": 3}, None),
    ],
)  # fmt: skip
def test_rows_in_which_something_is_blank(bench: Any, form: str, blank: str, values: dict[str, float], told: Any) -> None:
    outcome = bench.run(BLANK % (blank, form), ROWS)
    assert outcome.value("m") == pytest.approx(values, rel=1e-11)
    found = [problem for problem in outcome.problems if problem.code in {"D398", "D399"}]
    assert [(one.code, one.details["count"], one.details["absent"].en, one.place.line) for one in found] == (
        [told] if told else []
    )

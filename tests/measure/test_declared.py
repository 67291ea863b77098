"""What value forms declare of themselves, by hand: where values lie, what agents without rows have, what grows with the days."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from pathlib import Path
from typing import Any

import pytest

import csscore
from csscore.problems import Rejected
from tests.score.people import scheme

FORMS = [  # and for the units number, percent, count: the least and the most; None: no end
    ("x", (None, None), (None, None), (0, None)), ("{sum: x}", (None, None), (None, None), (0, None)),
    ("{sum: 'x - y'}", (None, None), (None, None), (None, None)), ("{mean: x}", (None, None), (None, None), (0, None)),
    ("{median: x}", (None, None), (None, None), (0, None)), ("{last: x}", (None, None), (None, None), (0, None)),
    ("{count: rows}", (0, None), (0, None), (0, None)), ("{distinct: o}", (0, None), (0, None), (0, None)),
    ("{share: 'x > 1'}", (0, 1), (0, 1), (0, 1)), ("{ratio: [x, y]}", (0, None), (0, 1), (0, None)), ("{formula: a * 2}", (None, None), (None, None), (None, None)),
]  # fmt: skip


def rule(form: str) -> Any:
    return (
        scheme(f"metrics:\n  a: {{value: z, points: as_is, weight: 100}}\n  m: {{value: {form}, weight: 0}}\n")
        .metrics["m"]
        .value.rule
    )


@pytest.mark.parametrize(("form", "number", "percent", "count"), FORMS)
def test_where_values_lie(form: str, number: Any, percent: Any, count: Any) -> None:
    for unit, (least, most) in (("number", number), ("percent", percent), ("count", count)):
        found = rule(form).reach(unit, {"x": "count", "y": "count"})
        assert (found.low[0], found.high[0]) == (
            -inf if least is None else Fraction(least),
            inf if most is None else Fraction(most),
        )
        assert found.whole is (form in {"{count: rows}", "{distinct: o}"})


@pytest.mark.parametrize(
    ("form", "nothing", "tallies", "counted", "dated", "worded"),
    [
        ("x", None, True, False, False, True), ("{sum: x}", 0, True, False, False, False), ("{mean: x}", None, False, True, False, False),
        ("{count: rows}", 0, True, False, False, False), ("{distinct: o}", 0, True, False, False, False), ("{share: 'x > 1'}", None, False, True, False, False),
        ("{ratio: [x, y]}", None, False, True, False, False), ("{last: x}", None, False, False, True, True), ("{max: x}", None, False, False, False, False),
        ("{formula: a * 2}", None, False, False, False, False),
    ],
)  # fmt: skip
def test_what_a_form_is(form: str, nothing: float | None, tallies: bool, counted: bool, dated: bool, worded: bool) -> None:
    found = rule(form)
    assert (found.nothing, found.tallies, found.counted, found.dated, found.worded) == (nothing, tallies, counted, dated, worded)


ROWS = "agent,v,w,o\na,1,2,x\na,3,4,y\nb,5,6,x\n"


def test_rows_that_are_shown_and_counted(bench: Any) -> None:
    """Of a's rows 1 and 3, one is above 2; of those whose w is above 2, all one."""
    metrics = "metrics:\n  m: {value: {sum: v}, points: as_is, weight: 100}\n  n: {value: {share: 'v > 2', among: 'w > 2'}, weight: 0}\n"
    outcome = bench.run(metrics + "  c: {value: {count: 'v > 2'}, weight: 0}\n  d: {value: {distinct: o}, weight: 0}\n", ROWS)
    assert outcome.value("n") == {"a": 1, "b": 1}
    assert outcome.value("c") == {"a": 1, "b": 1}
    assert outcome.value("d") == {"a": 2, "b": 1}


FIGURES = """
columns: {xq: {headers: [xyz], unit: money%s}}
metrics:
  m: {value: {sum: v}, points: {attainment: {target: xq}}, weight: 100}
"""


@pytest.mark.parametrize(
    ("per", "rows", "codes"),
    [
        ("", "a,1,10\na,2,10\nb,3,20\n", ["D397"]), ("", "a,3,10\nb,3,20\n", []), ("", "a,1,10\na,2,\nb,3,20\n", []),
        (", per: agent", "a,1,10\na,2,10\nb,3,20\n", ["D322"]), (", per: agent", "a,1,10\na,2,11\nb,3,20\n", ["D396"]),
        (", per: agent", "a,1,10\na,2,\nb,3,20\n", []), (", per: row", "a,1,4\na,2,6\nb,3,20\n", []),
    ],
)  # fmt: skip
def test_figures_of_a_person_stand_once(tmp_path: Path, per: str, rows: str, codes: list[str]) -> None:
    (tmp_path / "t.yaml").write_text("csscore: 1\nname: t\nagent: [agent]\n" + FIGURES % per, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("agent,v,xyz\n" + rows, encoding="utf-8")
    try:
        problems = csscore.rank(str(tmp_path / "rows.csv"), str(tmp_path / "t.yaml")).problems
    except Rejected as rejected:
        problems = rejected.problems
    found = [problem for problem in problems if problem.code in {"D322", "D396", "D397"}]
    assert [problem.code for problem in found] == codes
    for problem in found:
        if problem.code != "D322":
            assert (problem.details["agent"], problem.details["one"].en, problem.details["people"]) == ("a", "10", 1)
            assert problem.details["two"].en == ("11" if problem.code == "D396" else "10")

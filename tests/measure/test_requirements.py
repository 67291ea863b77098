"""What a scheme asks of the files: names, whether something needs them, units, days."""

from __future__ import annotations

from typing import Any

import pytest

from csscore.measure.requirements import Uses, items_of, metrics_of, readings
from csscore.problems import Problems
from csscore.scheme.expression import parse

SCHEME = """
columns: {day: {headers: [日期], unit: date}}
params: {goal: 90}
metrics:
  sales: {value: {%s: amount}, unit: money, points: as_is, weight: 50}
  talk: {value: {mean: lasted, where: "kind == 'x'"}, unit: seconds, points: as_is, weight: 25, optional: true, missing: renormalise}
  each: {value: {formula: "sales / heads - goal"}, points: {attainment: {target: quota}}, weight: 25}
"""


@pytest.mark.parametrize(("form", "dates", "usual"), [("last", ("日期",), ()), ("sum", (), ("日期",))])
def test_days_are_asked_for_where_a_form_needs_them(
    bench: Any, form: str, dates: tuple[str, ...], usual: tuple[str, ...]
) -> None:
    found = Uses(bench.scheme(SCHEME % form)).of_files(roster=False)
    assert (found.dates, found.usual_dates) == (dates, usual)


def test_names_with_what_they_are(bench: Any) -> None:
    uses = Uses(bench.scheme(SCHEME % "sum"))
    columns = uses.of_files(roster=False).columns
    assert {name: (column.unit, column.needed) for name, column in columns.items()} == {
        "amount": ("money", True), "lasted": ("seconds", False), "kind": (None, False), "heads": (None, True), "quota": (None, True),
    }  # fmt: skip
    assert list(uses.figures) == ["quota"]
    assert list(uses.named) == [("quota", "number")]
    assert list(uses.teams) == []
    assert uses.of_files(roster=True).roster is not None


def test_metrics_and_groups(bench: Any) -> None:
    scheme = bench.scheme(
        "metrics:\n  a: {value: x, points: as_is, weight: 50}\n"
        "  g: {weight: 50, metrics: {b: {value: y, points: as_is, weight: 60}, c: {value: z, points: as_is, weight: 40}}}\n"
    )
    assert [name for name, _ in metrics_of(scheme.metrics)] == ["a", "b", "c"]
    assert list(items_of(scheme.metrics)) == ["a", "g", "b", "c"]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("a > 1 and missing(b)", {("a", "number"), ("b", "missing")}), ("team(a) > a", {("a", "team"), ("a", "number")}),
        ("kind == 'x'", {("kind", "text")}), ("day >= date('2026-03-01')", {("day", "date")}), ("max(a, b)", {("a", "number"), ("b", "number")}),
    ],
)  # fmt: skip
def test_as_what_names_are_read(source: str, read: set[tuple[str, str]]) -> None:
    assert set(readings(parse(source, None, Problems()))) == read


def test_what_is_compared_with_the_team_is_computed_of_all_rows(bench: Any) -> None:
    compared = (
        "metrics:\n  m: {value: {sum: v}, points: {linear: {worst: 0, best: 2}, compare: {to: %s, as: ratio}}, weight: 100}\n"
    )
    assert [list(Uses(bench.scheme(compared % to)).teams) for to in ("team", "mean")] == [["m"], []]

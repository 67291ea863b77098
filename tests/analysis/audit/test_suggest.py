"""``--suggest``: weights under which metrics count for what they say, against solutions by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from csscore.analysis.audit.solving import balanced, written
from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of

SCHEME = """\
metrics:
  a: {title: 甲项, value: a, unit: points, weight: 50, points: as_is}
  b: {title: 乙项, value: b, unit: points, weight: 50, points: as_is}
pay: [{ladder: {first: 400, last: 100}}]
"""
MONTH = table_of({"一": (90, 40), "二": (90, 60), "三": (10, 40), "四": (10, 60)}, "a", "b")


def test_uncorrelated_points_weigh_against_their_spread(tmp_path: Path) -> None:
    """The sd of a is 40, that of b 10, and they are uncorrelated: 20 · 40 = 80 · 10, so each brings half of the variance."""
    said = audited(tmp_path, SCHEME, MONTH, suggest=True, only=["suggest"])
    found = [
        (row["part"].zh, row["says"], row["share"], row["weight"], row["then"]) for row in rows(table(said, "suggest", "suggest"))
    ]
    half = Fraction(1, 2)
    assert found == [
        ("甲项", half, Fraction(16, 17), Fraction(1, 5), half),
        ("乙项", half, Fraction(1, 17), Fraction(4, 5), half),
    ]
    assert finding(said, "suggest-weights").figures["set"] == "--set metrics.a.weight=20 --set metrics.b.weight=80"
    # before: 二 75, 一 65, 四 35, 三 25; after: 二 66, 四 50 = 一 50, 三 34: the two in the middle share 300 and 200
    difference = finding(said, "suggest-difference").figures
    assert (difference["gained"], difference["lost"], difference["before"], difference["after"]) == (
        "50.00",
        "50.00",
        "1000.00",
        "1000.00",
    )


def test_groups_sum_to_100_on_every_level(tmp_path: Path) -> None:
    """What is written in a group is a part of the group: 80 % of b and c together, split alike."""
    scheme = """\
metrics:
  a: {value: a, unit: points, weight: 40, points: as_is}
  g: {weight: 60, metrics: {b: {value: b, unit: points, weight: 50, points: as_is}, c: {value: c, unit: points, weight: 50, points: as_is}}}
"""
    people = {
        str(i): (50 + 40 * x, 50 + 10 * y, 50 + 10 * z)
        for i, (x, y, z) in enumerate((x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1))
    }
    said = audited(tmp_path, scheme, table_of(people, "a", "b", "c"), suggest=True, only=["suggest"])
    sets = finding(said, "suggest-weights").figures["set"]
    # w_a · 40 : w_b · 10 : w_c · 10 = √4 : √3 : √3, so a weighs 0.5 of 0.5 + 2 · √3 = 12.6 %; b and c stay half of the group
    # (13 % would give (13 · 40)² : ((13 · 40)² + 2 · (43.5 · 10)²) = 41.7 %, more than a point off 40 %)
    assert sets == "--set metrics.a.weight=12.6 --set metrics.g.weight=87.4"


@pytest.mark.parametrize(
    ("scheme", "months", "key", "says"),
    [
        (SCHEME, table_of({"一": (90, 50), "二": (80, 50), "三": (10, 50)}, "a", "b"), "suggest-none", "乙项，大家的得分都一样"),
        (SCHEME, table_of({"一": (90, 10), "二": (50, 50), "三": (10, 90)}, "a", "b"), "suggest-none", "权重管不着"),
        (SCHEME, table_of({"一": (90, 90), "二": (50, 50), "三": (10, 10)}, "a", "b"), "suggest-already", "权重不用改"),
        (SCHEME + "score: {method: geometric}\n", MONTH, "suggest-none", "权重管不着"),
    ],
)
def test_where_no_weights_do_it_that_is_said(scheme: str, months: str, key: str, says: str, tmp_path: Path) -> None:
    said = audited(tmp_path, scheme, months, suggest=True, only=["suggest"])
    assert keys(said, "suggest") == [key]
    assert says in finding(said, key).sentence.zh


def test_it_is_asked_only_where_it_is_wanted(tmp_path: Path) -> None:
    assert "suggest" not in {section.key for section in audited(tmp_path, SCHEME, MONTH, only=["shape"]).sections}


def test_correlated_members_have_one_solution() -> None:
    """Two members of sd 1, correlation ρ: whatever ρ, equal shares are equal weights; shares 2/3 and 1/3 solve x² + ρxy = 2(y² + ρxy)."""
    assert balanced([[1.0, -0.9], [-0.9, 1.0]], [0.5, 0.5]) == pytest.approx([0.5, 0.5])
    x, y = balanced([[1.0, 0.5], [0.5, 1.0]], [2 / 3, 1 / 3])
    assert x * x + 0.5 * x * y == pytest.approx(2 * (y * y + 0.5 * x * y))


def test_what_is_written_sums_to_100() -> None:
    third = Fraction(1, 3)
    assert written([("a",), ("b",), ("c",)], [third, third, third], digits=0) == {("a",): 34, ("b",): 33, ("c",): 33}
    assert sum(written([("a",), ("b",), ("c",)], [third, third, third], digits=1).values()) == 100

"""Groups: an exact permutation test to compare with, Simpson's kidney stones, halves of numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from csscore.analysis.audit.shuffling import p_values, simpson
from tests.analysis.audit.asking import audited, finding, keys, rows, section, table, table_of

METRICS = "metrics: {sales: {value: sales, unit: money, weight: 100, points: minmax}}\n"


@pytest.mark.parametrize("second", [[1, 2, 3, 4], [3, 5, 7, 4]])
def test_p_values_are_those_of_all_permutations(second: list[int]) -> None:
    """Of all 70 ways to choose four of eight, as many differ as much; 20,000 draws come within four standard errors."""
    values = np.array([9, 8, 7, 6, *second], dtype=np.int64)
    plain = values.tolist()
    gap = abs(sum(plain[:4]) - sum(plain[4:]))
    ways = [abs(2 * sum(chosen) - sum(plain)) >= gap for chosen in combinations(plain, 4)]
    exact = Fraction(sum(ways), len(ways))
    codes = np.array([0] * 4 + [1] * 4)
    (found,) = p_values(codes, [values], cohorts=np.zeros(8, dtype=np.intp), draws=20_000, seed=1)
    assert abs(float(found) - float(exact)) < 4 * float(exact * (1 - exact) / 20_000) ** 0.5 + 1e-4


def test_the_least_p_is_one_of_all_draws() -> None:
    """(b + 1) / (m + 1) is never zero; people alike differ as much as chance always."""
    codes = np.array([0] * 12 + [1] * 12)
    apart = np.array([1000] * 12 + [0] * 12, dtype=np.int64)
    alike = np.full(24, 7, dtype=np.int64)
    found = p_values(codes, [apart, alike], cohorts=np.zeros(24, dtype=np.intp), draws=999, seed=0)
    assert found == [Fraction(1, 1000), Fraction(1)]


def test_labels_are_shuffled_within_cohorts() -> None:
    """Where a cohort is all of one group, no shuffle changes anything."""
    codes = np.array([0, 0, 1, 1])
    (found,) = p_values(codes, [np.array([9, 8, 1, 2])], cohorts=np.array([0, 0, 1, 1]), draws=100, seed=0)
    assert found == 1


def test_kidney_stones() -> None:
    """Charig et al. 1986: open surgery is better for small and for large stones, and worse in all (78 % against 83 %)."""
    surgery = [(Fraction(81), Fraction(87)), (Fraction(192), Fraction(263))]
    other = [(Fraction(234), Fraction(270)), (Fraction(55), Fraction(80))]
    assert simpson([surgery, other], higher=True) == (0, 1)
    assert simpson([other, surgery], higher=True) == (1, 0)
    failed = [[(many - reached, many) for reached, many in side] for side in (surgery, other)]
    assert simpson(failed, higher=False) == (0, 1)
    assert simpson([surgery, surgery], higher=True) is None
    assert simpson([surgery[:1], other[:1]], higher=True) is None


def test_a_difference_that_chance_does_not_make(tmp_path: Path) -> None:
    agents = {f"p{i}": (100 - i if i < 8 else 20 - i, "早" if i < 8 else "晚") for i in range(16)}
    scheme = METRICS + "pay: [{ladder: {first: 1000, last: 200}}]\n"
    said = audited(tmp_path, scheme, table_of(agents, "销售额", "班次"), by=["班次"], draws=1000)
    found = finding(said, "groups-differ")
    assert (found.grade, found.about) == ("act", "班次")
    assert Fraction(found.figures["p"]) < Fraction(1, 100)
    groups = {row["group"].zh: row for row in rows(table(said, "groups", "groups_班次"))}
    assert [groups[name]["people"] for name in ("早", "晚")] == [8, 8]
    # a ladder of 16 equal steps from 1000 to 200: the first eight get 1000 … 626.67, 813.33 on average
    assert abs(groups["早"]["pay"] / 100 - Fraction(2440, 3)) < Fraction(1, 100)


def test_numbers_are_cut_at_the_median(tmp_path: Path) -> None:
    agents = {f"p{i:02}": (i * 7 % 16, i + 1) for i in range(14)}
    said = audited(tmp_path, METRICS, table_of(agents, "销售额", "工龄"), by=["工龄"])
    assert [row["group"].en for row in rows(table(said, "groups", "groups_工龄"))] == ["below 8", "8 and above"]
    assert [row["people"] for row in rows(table(said, "groups", "groups_工龄"))] == [7, 7]


def test_a_column_that_makes_no_groups_is_said(tmp_path: Path) -> None:
    agents = {f"p{i}": (i, "早") for i in range(6)}
    said = audited(tmp_path, METRICS, table_of(agents, "销售额", "班次"), by=["班次"])
    assert keys(said, "groups") == ["groups-none"]


def test_cohorts_are_compared_unasked(tmp_path: Path) -> None:
    agents = {f"p{i}": (i, "早" if i % 2 else "晚") for i in range(8)}
    said = audited(tmp_path, METRICS + "rank: {within: [班次]}\n", table_of(agents, "销售额", "班次"))
    assert [table.key for table in section(said, "groups").tables] == ["groups_班次"]


def test_a_reversal_is_said(tmp_path: Path) -> None:
    """The kidney stones as conversions: day and night, two shops."""
    agents = {
        "A": (87, 81, "甲", "小"), "B": (263, 192, "甲", "大"), "C": (270, 234, "乙", "小"), "D": (80, 55, "乙", "大"),
        "E": (87, 81, "甲", "小"), "F": (263, 192, "甲", "大"), "G": (270, 234, "乙", "小"), "H": (80, 55, "乙", "大"),
    }  # fmt: skip
    scheme = "metrics: {conversion: {value: {ratio: [buyers, enquiries]}, unit: percent, weight: 100, points: minmax}}\n"
    said = audited(tmp_path, scheme, table_of(agents, "询单人数", "询单最终付款人数", "班次", "店铺"), by=["班次", "店铺"])
    found = finding(said, "groups-reversal")
    assert found.about == "conversion, 班次, 店铺"
    assert "甲 is better than 乙 in every 店铺" in found.sentence.en


FIXED = "metrics: {sales: {value: sales, unit: money, weight: 100, points: {linear: {worst: 0, best: 200}}}}\n"


@pytest.mark.parametrize("name", ["小组", "组别", "team", "Team"])
@pytest.mark.parametrize("within", ["[小组]", "[小组, 店铺]"])
def test_cohorts_are_shuffled_across_whatever_the_column_is_called(tmp_path: Path, name: str, within: str) -> None:
    """Team x has 100-109, team y 10-19, in two shops each: of all ways to deal 10 labels of each to 20, 2 are as far apart.

    Inside a team everybody has the same label: shuffled there, any difference would be usual (p = 1).
    """
    agents = {f"p{i:02}": ((100 if i < 10 else 0) + i, *["x" if i < 10 else "y"] * 3, "东" if i % 2 else "西") for i in range(20)}
    data = table_of(agents, "销售额", "小组", "组别", "Team", "店铺")
    said = audited(
        tmp_path,
        FIXED + f"rank: {{within: {within}}}\ncolumns: {{小组: [小组], 组别: [组别], team: [Team], 店铺: [店铺]}}\n",
        data,
        by=[name],
        draws=500,
    )
    # 2 of 184,756
    assert Fraction(finding(said, "groups-differ").figures["p"]) < Fraction(1, 100)


def test_a_group_that_is_mixed_in_the_cohorts_is_shuffled_inside_them(tmp_path: Path) -> None:
    """Two shops far apart, day and night in both alike: day is no better inside a shop, though most of it is in the better."""
    agents = {
        f"p{i:02}": ((100 if i < 10 else 0) + i % 5, "x" if i < 10 else "y", "早" if i % 10 < (8 if i < 10 else 2) else "晚")
        for i in range(20)
    }
    said = audited(
        tmp_path, FIXED + "rank: {within: [店铺]}\n", table_of(agents, "销售额", "店铺", "班次"), by=["班次"], draws=500
    )
    assert keys(said, "groups") == ["groups-alike"]


def test_a_reversal_of_means_by_kinds_of_work_is_said(tmp_path: Path) -> None:
    """Day answers faster in chat (10 against 12) and by phone (50 against 60), yet has nine phone calls of ten."""
    rows = ["客服,班次,通道,秒,次"]
    for i in range(6):
        day = i < 3
        rows.append(f"p{i},{'早' if day else '晚'},在线,{10 if day else 12},{10 if day else 90}")
        rows.append(f"p{i},{'早' if day else '晚'},电话,{50 if day else 60},{90 if day else 10}")
    scheme = "metrics: {wait: {value: {mean: 秒, by: 次}, unit: seconds, better: lower, weight: 100, points: minmax}}\n"
    said = audited(tmp_path, scheme, "\n".join(rows) + "\n", by=["通道", "班次"])
    found = finding(said, "groups-reversal")
    assert (found.about, found.sentence.en) == ("wait, 班次, 通道", "wait: 早 is better than 晚 in every 通道, and worse in all")
    assert finding(said, "groups-of-rows").about == "通道"

"""The least and the most that a scheme pays: ladders by hand, ties, budgets, lines without a bound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of

METRICS = "metrics: {sales: {value: sales, unit: money, weight: 100, points: minmax}}\n"
THREE = table_of({"A": (30,), "B": (20,), "C": (10,)}, "销售额")


def costs(tmp_path: Path, pay: str, data: str = THREE) -> list[tuple[int, int, int]]:
    said = audited(tmp_path, METRICS + pay, data)
    return [(row["people"], row["least"], row["most"]) for row in rows(table(said, "budget", "budget"))]


def test_a_shared_ladder_costs_the_same_whatever_the_ties(tmp_path: Path) -> None:
    """Σ of an equal-gap ladder is n · (first + last) / 2, but one person is first: 300, 400, 600, 800, 1000.

    Four share cents: three on the first places get 233.33 each and the last 100, two on the first 266.67 and 166.67, 100.
    """
    found = costs(tmp_path, "pay: [{ladder: {first: 300, last: 100}}]\n")
    assert found == [(1, 30000, 30000), (2, 40000, 40000), (3, 60000, 60000), (4, 79999, 80001), (5, 100000, 100000)]
    assert keys(audited(tmp_path, METRICS + "pay: [{ladder: {first: 300, last: 100}}]\n", THREE), "budget") == ["cost-fixed"]


@pytest.mark.parametrize(
    ("ties", "least", "most"),
    [("each", 60000, 90000), ("lower", 30000, 60000)],
)
def test_ladders_whose_cost_depends_on_ties(tmp_path: Path, ties: str, least: int, most: int) -> None:
    """300 + 200 + 100 without ties; all tied each get the first place's 300, or the last place's 100."""
    pay = f"pay: [{{ladder: {{first: 300, last: 100}}, ties: {ties}}}]\n"
    assert costs(tmp_path, pay)[2] == (3, least, most)
    assert finding(audited(tmp_path, METRICS + pay, THREE), "cost-varies").grade == "look"


def test_everybody_tied_wins_the_award(tmp_path: Path) -> None:
    assert costs(tmp_path, "pay: [{award: {best: 1, amount: 200}}]\n")[2] == (3, 20000, 60000)


def test_a_quota_gives_tied_people_the_better_grade(tmp_path: Path) -> None:
    """One A of 500 and two B of 100, or three A."""
    pay = "pay: [{grades: {quota: {A: 33.3333%, B: 66.6667%}, pay: {A: 500, B: 100}}}]\n"
    assert costs(tmp_path, pay)[2] == (3, 70000, 150000)


def test_score_pay_goes_from_nothing_to_full_marks(tmp_path: Path) -> None:
    assert costs(tmp_path, 'pay: [{score_share: {of: "1000"}}]\n')[2] == (3, 0, 300000)


def test_a_budget_that_may_not_do(tmp_path: Path) -> None:
    """All tied cost 900; 700 were written."""
    pay = "pay: [{ladder: {first: 300, last: 100}, ties: each}]\nlimits: {budget: 700}\n"
    found = finding(audited(tmp_path, METRICS + pay, THREE), "budget-exceeded")
    assert (found.grade, found.figures["people"], found.figures["most"]) == ("act", "3", "900.00")


def test_a_budget_that_does_not_hold_for_more_people(tmp_path: Path) -> None:
    pay = "pay: [{ladder: {first: 300, last: 100}}]\nlimits: {budget: 700}\n"
    found = finding(audited(tmp_path, METRICS + pay, THREE), "budget-exceeded")
    assert (found.grade, found.figures["people"], found.figures["most"]) == ("look", "4", "800.01")
    pay = pay.replace("700", "1000")
    assert "budget-holds" in keys(audited(tmp_path, METRICS + pay, THREE), "budget")


def test_commission_has_no_bound(tmp_path: Path) -> None:
    """10 % of 60: 6.00; a fifth less business 4.80, a fifth more 7.20."""
    found = finding(audited(tmp_path, METRICS + "pay: [{commission: {on: sales, rate: 10%}}]\n", THREE), "cost-endless")
    assert (found.grade, found.figures) == ("look", {"less": "4.80", "more": "7.20"})


def test_a_cap_is_a_bound(tmp_path: Path) -> None:
    said = audited(tmp_path, METRICS + "pay: [{commission: {on: sales, rate: 10%}, at_most: 5}]\n", THREE)
    assert "cost-endless" not in keys(said, "budget")


def test_cohorts_have_a_ladder_each(tmp_path: Path) -> None:
    """Two cohorts of 2: 2 · (300 + 100)."""
    data = table_of({"A": (30, "甲"), "B": (20, "甲"), "C": (10, "乙"), "D": (5, "乙")}, "销售额", "小组")
    found = costs(tmp_path, "rank: {within: [小组]}\npay: [{ladder: {first: 300, last: 100}}]\n", data)
    assert found[2] == (4, 80000, 80000)


def test_a_scheme_that_pays_nothing_costs_nothing(tmp_path: Path) -> None:
    assert all(section.key != "budget" for section in audited(tmp_path, METRICS, THREE).sections)


def compositions(people: int) -> list[list[int]]:
    if not people:
        return [[]]
    return [[size, *rest] for size in range(1, people + 1) for rest in compositions(people - size)]


def rounded(amount: Fraction, unit: int) -> int:
    """Return currency units as minor ones, half-up in units of so many."""
    return int((amount * 100 / unit + Fraction(1, 2)) // 1) * unit


def by_hand(groups: list[int], ladders: list[tuple[list[int], str]], unit: int, *, dense: bool) -> int:
    """Return what groups of tied people are paid by listed ladders, each tie by its rule."""
    total, before = 0, 0
    for number, size in enumerate(groups):
        for amounts, ties in ladders:
            at = [amounts[place] if place < len(amounts) else 0 for place in range(before, before + size)]
            if dense:
                own = Fraction(amounts[number] if number < len(amounts) else 0)
            else:
                own = {"share": Fraction(sum(at), size), "each": Fraction(at[0]), "lower": Fraction(at[-1])}[ties]
            total += size * rounded(own, unit)
        before += size
    return total


@pytest.mark.parametrize("dense", [False, True])
@pytest.mark.parametrize(
    ("ladders", "unit"),
    [
        ([([400, 300, 200, 100, 50, 10], "each"), ([500, 100, 90, 20, 0, 0], "lower")], 1),  # one costs most where the other costs least
        ([([100, 300, 50, 200, 0, 10], "each")], 1),  # it rises
        ([([1000, 555, 333, 111, 7, 3], "share")], 1000),  # tens of yuan: rounding is most of it
        ([([400, 300], "lower"), ([90], "each"), ([77, 0, 33], "share")], 10),
    ],
)  # fmt: skip
def test_the_ends_are_those_of_all_ways_of_being_tied(
    tmp_path: Path, ladders: list[tuple[list[int], str]], unit: int, dense: bool
) -> None:
    lines = "".join(f"  - {{ladder: {amounts}, beyond: zero, ties: {ties}}}\n" for amounts, ties in ladders)
    scheme = METRICS + f"rank: {{ties: {'dense' if dense else 'min'}}}\nmoney: {{unit: {unit / 100:g}}}\npay:\n{lines}"
    data = table_of({name: (30 - 2 * i,) for i, name in enumerate("ABCDEF")}, "销售额")
    totals = [by_hand(groups, ladders, unit, dense=dense) for groups in compositions(6)]
    said = audited(tmp_path, scheme, data)
    (found,) = [row for row in rows(table(said, "budget", "budget")) if row["people"] == 6]
    assert (found["least"], found["most"]) == (min(totals), max(totals))


def test_a_line_for_a_place_that_may_stay_empty(tmp_path: Path) -> None:
    """200 for the second: nobody where the first are tied, and with one first and two tied behind her two of three."""
    assert costs(tmp_path, "pay: [{fixed: 200, when: rank == 2}]\n")[2] == (3, 0, 40000)


def test_means_are_over_those_who_are_paid(tmp_path: Path) -> None:
    """Base pay is for the unranked, too: 3 ranked and 1 not, 1000 each; 600 among the three: 4600 over 4."""
    data = table_of({"A": (30,), "B": (20,), "C": (10,), "D": ("",)}, "销售额")
    said = audited(tmp_path, METRICS + "pay: [{fixed: 1000}, {ladder: {first: 300, last: 100}}]\n", data)
    (row,) = [row for row in rows(table(said, "budget", "budget")) if row["people"] == 3]
    assert (row["most"], row["everybody"], row["mean"]) == (460000, 4, 115000)


def test_grades_that_pay_most_in_the_middle(tmp_path: Path) -> None:
    """500 for 60 to 80 and nothing above: all three in the middle cost 1500, all above it nothing."""
    pay = 'pay: [{grades: {bands: {">=80": A, ">=60": B, else: C}, pay: {A: 0, B: 500, C: 100}}}]\n'
    assert costs(tmp_path, pay)[2] == (3, 0, 150000)


def test_what_is_not_sure_is_said_to_be_tried(tmp_path: Path) -> None:
    """A ladder by days present: who stands where decides what it costs."""
    data = table_of({"A": (30, 1), "B": (20, 0.5), "C": (10, 0.2)}, "销售额", "出勤")
    said = audited(tmp_path, METRICS + "pay: [{ladder: {first: 300, last: 100}, prorate: 出勤}]\n", data)
    found = finding(said, "cost-varies")
    assert found.figures["sure"] == "false"
    assert "it may be less or more" in found.sentence.en
    said = audited(tmp_path, METRICS + "pay: [{ladder: {first: 300, last: 100}, prorate: 出勤}]\nlimits: {budget: 9000}\n", data)
    held = finding(said, "budget-holds")
    assert (held.grade, held.figures["sure"]) == ("look", "false")

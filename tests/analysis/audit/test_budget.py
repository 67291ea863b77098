"""The least and the most that a scheme pays: ladders by hand, ties, budgets, lines without a bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of

METRICS = "metrics: {sales: {value: sales, unit: money, weight: 100, points: minmax}}\n"
THREE = table_of({"A": (30,), "B": (20,), "C": (10,)}, "销售额")


def costs(tmp_path: Path, pay: str, data: str = THREE) -> list[tuple[int, int, int]]:
    said = audited(tmp_path, METRICS + pay, data)
    return [(row["people"], row["least"], row["most"]) for row in rows(table(said, "budget", "budget"))]


def test_a_shared_ladder_costs_the_same_whatever_the_ties(tmp_path: Path) -> None:
    """Σ of an equal-gap ladder is n · (first + last) / 2, but one person is first: 300, 400, 600, 800, 1000."""
    found = costs(tmp_path, "pay: [{ladder: {first: 300, last: 100}}]\n")
    assert found == [(n, cost, cost) for n, cost in ((1, 30000), (2, 40000), (3, 60000), (4, 80000), (5, 100000))]
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
    assert (found.grade, found.figures["people"], found.figures["most"]) == ("look", "4", "800.00")
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

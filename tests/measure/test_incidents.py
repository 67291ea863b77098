"""Whose bad review is it: shares that sum to 1, incidents that nobody carries, who carries what."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.pipeline import inspect, rank
from csscore.problems import Rejected
from csscore.read.inspection import Carried, Incident
from csscore.report.reading import lines
from tests.pay.months import HEAD

SAMPLES = Path(__file__).parents[2] / "samples"
SCHEME = """
metrics:
  sales: {value: 销售额, unit: money, weight: 50, points: minmax}
  reviews: {title: 差评, value: {sum: share, from: incidents}, better: lower, weight: 50, points: minmax}
"""
AGENTS = "客服,销售额\n小美,300\n小丹,200\n阿宁,100\n"


def month(folder, incidents: str, agents: str = AGENTS):
    (folder / "scheme.yaml").write_text(HEAD + SCHEME, encoding="utf-8")
    (folder / "agents.csv").write_text(agents, encoding="utf-8")
    (folder / "incidents.csv").write_text("事故编号,客服,责任占比\n" + incidents, encoding="utf-8")
    return rank(str(folder / "agents.csv"), str(folder / "scheme.yaml"), inputs={"incidents": str(folder / "incidents.csv")})


def carried(result) -> dict[str, float]:
    metric = next(metric for metric in result.metrics if metric.name == "reviews")
    return dict(zip(result.agents, metric.values, strict=True))


def said(folder, incidents: str, lang="zh") -> tuple[str, list[str]]:
    path = folder / "incidents.csv"
    path.write_text("事故编号,客服,责任占比\n" + incidents, encoding="utf-8")
    (reading,), problems = inspect(str(path))
    return "\n".join(lines(reading, lang)), [problem.code for problem in problems]


def test_handed_from_one_to_the_other(tmp_path):
    """A upsets the customer, the shift ends, B has the bad review: both carry half of it."""
    result = month(tmp_path, "SG1,小美,50%\nSG1,小丹,50%\nSG2,小丹,100%\n")
    assert carried(result) == {"小美": 0.5, "小丹": 1.5, "阿宁": 0}


def test_thirds(tmp_path):
    """33.3 % three times is not one incident; 33.4, 33.3 and 33.3 are."""
    with pytest.raises(Rejected) as stopped:
        month(tmp_path, "SG1,小美,33.3%\nSG1,小丹,33.3%\nSG1,阿宁,33.3%\n")
    (problem,) = (problem for problem in stopped.value.problems if problem.severity == "error")
    assert (problem.code, problem.details["sum"]) == ("D372", "0.999")
    assert sum(carried(month(tmp_path, "SG1,小美,33.4%\nSG1,小丹,33.3%\nSG1,阿宁,33.3%\n")).values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("rows", "nobodys"),
    [
        ("SG1,小美,1\nSG2,,\nSG3,小丹,1\n", "SG2"),  # in the middle
        ("SG1,小美,1\nSG2,,1\n", "SG2"),  # at the end, where a nameless row may be a total
        ("SG1,小美,1\nSG2,-,1\n", "SG2"),
        ("SG1,小美,1\nSG2,,\n", "SG2"),  # nothing but its number, below the data
        ("SG1,小美,1\n3月31日判定,,\n", None),  # a footnote
        ("SG1,小美,1\nSG2,离职的人,1\n", "SG2"),
        ("SG1,小美,1\nSG2,离职的人,0.5\nSG2,小丹,0.5\n", None),  # half of it is somebody's
        ("SG1,小美,1\n合计,,1\n", None),
        ("SG1,小美,1\n", None),
    ],
)
def test_incidents_that_nobody_carries_are_listed(tmp_path, rows, nobodys):
    found = [problem for problem in month(tmp_path, rows).problems if problem.code == "D373"]
    assert [problem.details["incidents"].en for problem in found] == ([] if nobodys is None else [nobodys])


def test_a_share_that_is_nobodys_is_refused(tmp_path):
    """Half an incident without an agent would let the other half count alone."""
    with pytest.raises(Rejected) as stopped:
        month(tmp_path, "SG1,小美,0.5\nSG1,,0.5\n")
    assert "D372" in [problem.code for problem in stopped.value.problems]


def test_inspect_shows_who_carries_what(tmp_path):
    page, found = said(tmp_path, "SG1,小美,40%\nSG1,小丹,60%\nSG2,小丹,100%\nSG3,,100%\nSG4,阿宁,100%\n")
    assert page.split("\n\n")[2:5] == [
        "谁承担哪一起\n  SG1  小美 40%、小丹 60%\n  SG2  小丹 100%\n  SG4  阿宁 100%",
        "各人合计\n  小丹  1.6  2 起\n  阿宁  1    1 起\n  小美  0.4  1 起",
        "没有人承担\n  SG3",
    ]
    assert sorted(found) == ["D241", "D373"]


def test_inspect_checks_the_shares(tmp_path):
    page, found = said(tmp_path, "SG1,小美,40%\nSG1,小丹,50%\nSG2,小丹,\n", "en")
    assert "  SG2  小丹\n" in page
    assert found == ["D372", "D372"]


def test_a_file_without_incidents_says_nothing_of_them(tmp_path):
    (reading,), _ = inspect(str(SAMPLES / "exam-march.csv"))
    assert reading.carried is None


def test_the_sample(tmp_path):
    """26 incidents, each carried once: what all carry together is 26."""
    (reading,), _ = inspect(str(SAMPLES / "incidents-march.csv"))
    assert reading.carried is not None
    assert len(reading.carried.incidents) == 26
    assert sum(total for _, total, _ in reading.carried.sums()) == 26
    assert reading.carried.unassigned == ()


@given(st.lists(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 9)), min_size=1, max_size=4), max_size=8))
def test_what_all_carry_is_the_number_of_incidents(shared):
    """However incidents are shared, the sums of all agents are as many as there are incidents."""
    incidents = tuple(
        Incident(f"SG{number}", tuple((agent, Fraction(part, sum(p for _, p in parts))) for agent, part in parts))
        for number, parts in enumerate(shared)
    )
    sums = Carried(incidents, ()).sums()
    assert sum(total for _, total, _ in sums) == len(incidents)
    assert [total for _, total, _ in sums] == sorted((total for _, total, _ in sums), reverse=True)


def test_shared_and_whole_cost_the_team_the_same(tmp_path):
    """Sharing moves incidents between people; it adds and takes away none."""
    whole = carried(month(tmp_path, "SG1,小美,1\nSG2,小丹,1\n"))
    shared = carried(month(tmp_path, "SG1,小美,0.5\nSG1,小丹,0.5\nSG2,小丹,0.3\nSG2,阿宁,0.7\n"))
    assert sum(whole.values()) == sum(shared.values()) == 2

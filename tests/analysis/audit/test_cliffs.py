"""Who stands beside a line, and what the step over it costs her."""

from __future__ import annotations

from pathlib import Path

from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of

SCHEME = """\
metrics:
  conversion: {value: {ratio: [buyers, enquiries]}, unit: percent, weight: 60, points: {bands: {">=45%": 100, else: 40}}}
  sales: {value: sales, unit: money, weight: 40, points: {linear: {worst: 0, best: 100}}}
pay: [{ladder: {first: 500, last: 200}}]
"""
HEADERS = ("询单人数", "询单最终付款人数", "销售额")


def test_one_hundredth_of_a_point_costs_two_places(tmp_path: Path) -> None:
    """A has 45.00 %: 60 + 8 = 68 and 1st of 4. At 44.99 % she has 24 + 8 = 32, below 36 and 34: third, 300 instead of 500."""
    agents = {"A": (100, 45, 20), "B": (100, 30, 30), "C": (100, 20, 25), "D": (100, 10, 0)}
    said = audited(tmp_path, SCHEME, table_of(agents, *HEADERS))
    (case,) = rows(table(said, "cliffs", "cliffs"))
    assert (case["agent"].en, case["value"].en, case["other"].en) == ("A", "45%", "44.99%")
    assert (case["score"], case["rank"], case["pay"]) == (-3600, -2, -20000)
    found = finding(said, "cliff")
    assert (found.grade, found.about) == ("look", "conversion")
    assert (found.figures["pay"], found.figures["rank"]) == ("-200.00", "2")


def test_nobody_beside_a_line(tmp_path: Path) -> None:
    agents = {"A": (100, 60, 20), "B": (100, 30, 30), "C": (100, 20, 25), "D": (100, 10, 0)}
    assert keys(audited(tmp_path, SCHEME, table_of(agents, *HEADERS)), "cliffs") == ["cliffs-nobody"]


def test_a_gate_is_a_line(tmp_path: Path) -> None:
    """Below 95 % nothing is paid of 300 yuan that she would have as first of three."""
    scheme = """\
metrics:
  sales: {value: sales, unit: money, weight: 100, points: minmax}
  reply: {value: reply_rate, unit: percent, weight: 0}
gates: [{name: slow, when: reply < 95%, then: {pay: 0}}]
pay: [{ladder: {first: 300, last: 100}}]
"""
    said = audited(tmp_path, scheme, table_of({"A": (30, "95%"), "B": (20, "99%"), "C": (10, "98%")}, "销售额", "回复率"))
    (case,) = rows(table(said, "cliffs", "cliffs"))
    assert (case["agent"].en, case["rank"], case["pay"]) == ("A", 0, -30000)


def test_grades_by_score(tmp_path: Path) -> None:
    """89.99 of 90 for 500 instead of 300; the range of the scores is 30 to 89.99, a hundredth of it 0.6."""
    scheme = """\
metrics: {mark: {value: mark, unit: points, weight: 100, points: as_is}}
pay: [{grades: {bands: {">=90": A, else: B}, pay: {A: 500, B: 300}}}]
"""
    said = audited(tmp_path, scheme, table_of({"A": (89.99,), "B": (60,), "C": (30,)}, "mark"))
    (case,) = rows(table(said, "cliffs", "cliffs"))
    assert (case["agent"].en, case["other"].en, case["pay"]) == ("A", "90", 20000)


def test_bunching_past_a_line(tmp_path: Path) -> None:
    """Three of eight people within 2 % of the range past 45 %, nobody before it."""
    converted = [451, 452, 453, 600, 300, 250, 200, 100]
    agents = {f"p{i}": (1000, buyers, 10 + i) for i, buyers in enumerate(converted)}
    found = finding(audited(tmp_path, SCHEME, table_of(agents, *HEADERS)), "bunching")
    assert (found.about, found.figures) == ("conversion", {"past": "3", "before": "0"})

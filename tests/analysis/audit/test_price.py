"""The price of a unit, where it can be told by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of

HEADERS = ("询单人数", "询单最终付款人数", "平均响应时长", "销售额")
SCHEME = """\
metrics:
  conversion: {value: {ratio: [buyers, enquiries]}, unit: percent, weight: 50, points: {linear: {worst: 0, best: 100%}}}
  response: {value: response_seconds, unit: seconds, better: lower, weight: 30, points: {linear: {worst: 60, best: 0}}}
  sales: {value: sales, unit: money, weight: 20, points: {linear: {worst: 0, best: 100000}}}
pay: [{score_share: {of: "1200"}}]
"""
AGENTS = {"A": (100, 40, 30, 40000), "B": (100, 50, 20, 50000), "C": (100, 100, 10, 60000)}


def test_prices_by_hand(tmp_path: Path) -> None:
    """1 point of conversion is 0.5 of the score: 6 yuan; 1 s is 30/60 = 0.5: 6 yuan; 5,000 of sales are 5 % of 20: 12 yuan."""
    said = audited(tmp_path, SCHEME, table_of(AGENTS, *HEADERS))
    found = {row["metric"].en: row for row in rows(table(said, "price", "price"))}
    assert [found[name]["pay"] for name in ("conversion", "response", "sales")] == [600, 600, 1200]
    assert [found[name]["score"] for name in ("conversion", "response", "sales")] == [50, 50, 100]
    assert (found["sales"]["unit"].en, found["response"]["unit"].en) == ("5,000 CNY", "1 s")
    assert finding(said, "price").figures == {"conversion": "6", "response": "6", "sales": "12"}


def test_what_can_get_no_better_is_not_tried(tmp_path: Path) -> None:
    """C converts everybody: only A and B could convert more. Nobody answers in less than no time."""
    agents = {**AGENTS, "D": (100, 90, 0, 10)}
    said = audited(tmp_path, SCHEME, table_of(agents, *HEADERS))
    found = {row["metric"].en: row for row in rows(table(said, "price", "price"))}
    assert (found["conversion"]["pay_least"], found["response"]["pay_least"]) == (600, 600)


def test_effort_without_reward(tmp_path: Path) -> None:
    scheme = SCHEME.replace("{linear: {worst: 0, best: 100%}}", '{bands: {">=90%": 100, else: 0}}')
    said = audited(tmp_path, scheme, table_of(AGENTS, *HEADERS))
    assert finding(said, "price-nothing").about == "conversion"


def test_points_where_nothing_is_paid(tmp_path: Path) -> None:
    said = audited(tmp_path, SCHEME[: SCHEME.index("pay:")], table_of(AGENTS, *HEADERS))
    assert keys(said, "price") == ["price"]
    assert "0.5 points" in finding(said, "price").sentence.en
    assert Fraction(finding(said, "price").figures["sales"]) == 1

"""Small cohorts, crumbs of weight, duties that other metrics make up for; and what an audit says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import csscore
from csscore.analysis.audit.run import audit
from tests.analysis.audit.asking import audited, finding, keys, table_of

SALES = """\
metrics:
  sales: {value: sales, unit: money, weight: 80, points: minmax}
  complaints: {value: complaints, unit: count, better: lower, weight: 20, points: minmax}
"""
AGENTS = {f"p{i}": (100 - 5 * i, 9 if i == 0 else i % 3) for i in range(9)}
HEADERS = ("销售额", "complaints")


def test_sales_buy_off_complaints(tmp_path: Path) -> None:
    """p0 sells most and has most complaints: 80 + 0; p1 has 70 + 17.8 and is first, p0 is second of nine."""
    found = finding(audited(tmp_path, SALES, table_of(AGENTS, *HEADERS)), "duty-bought-off")
    assert (found.about, found.figures["value"]) == ("complaints", "9")
    assert int(found.figures["rank"]) <= 3


def test_a_gate_forbids_it(tmp_path: Path) -> None:
    gate = "gates: [{name: too many, when: complaints > 5, then: {score: at_most 60}}]\n"
    assert keys(audited(tmp_path, SALES + gate, table_of(AGENTS, *HEADERS)), "shape") == ["shape-fine"]


@pytest.mark.parametrize(("people", "small"), [(7, True), (8, False)])
def test_few_people_paid_by_place(tmp_path: Path, people: int, small: bool) -> None:
    scheme = "metrics: {sales: {value: sales, unit: money, weight: 100, points: minmax}}\npay: [{ladder: {first: 9, last: 1}}]\n"
    said = audited(tmp_path, scheme, table_of({f"p{i}": (i,) for i in range(people)}, "销售额"))
    assert ("cohort-small" in keys(said, "shape")) is small


def test_crumbs_of_weight(tmp_path: Path) -> None:
    weights = {"a": 88, "b": 4, "c": 4, "d": 4}
    scheme = "metrics:\n" + "".join(
        f"  {name}: {{value: {name}, weight: {weight}, points: minmax}}\n" for name, weight in weights.items()
    )
    said = audited(tmp_path, scheme, table_of({f"p{i}": (i, i, i, i) for i in range(9)}, *weights))
    assert finding(said, "weights-crumbs").figures == {"metrics": "3", "weight": "12"}


def test_without_names_nobody_is_named(tmp_path: Path) -> None:
    """Places stand for people, numbered where they are shared."""
    agents = {"张三丰": (100, 9), "李四光": (100, 9), "王五常": (80, 1), "赵六合": (10, 1)}
    said = audited(tmp_path, SALES, table_of(agents, *HEADERS), anonymous=True)
    assert not any(name in repr(said) for name in agents)
    assert "#2-1" in repr(said) or "#1-1" in repr(said)


def test_the_same_seed_gives_the_same_audit(tmp_path: Path) -> None:
    data = table_of(AGENTS, *HEADERS)
    assert audited(tmp_path, SALES, data, seed=3) == audited(tmp_path, SALES, data, seed=3)


def test_some_questions_only(tmp_path: Path) -> None:
    said = audited(tmp_path, SALES, table_of(AGENTS, *HEADERS), only=["weights", "shape"])
    assert [section.key for section in said.sections] == ["weights", "shape"]


def test_every_question_is_known_by_its_section(tmp_path: Path) -> None:
    """``--only`` takes the keys that the sections have."""
    scheme = SALES + "pay: [{ladder: {first: 300, last: 100}}]\n"
    data = table_of({who: (*values, "早" if i % 2 else "晚") for i, (who, values) in enumerate(AGENTS.items())}, *HEADERS, "班次")
    for section in audited(tmp_path, scheme, data, by=["班次"]).sections:
        assert [one.key for one in audited(tmp_path, scheme, data, by=["班次"], only=[section.key]).sections] == [section.key]


def test_nobody_ranked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(csscore.Rejected) as caught:
        audited(tmp_path, SALES, table_of({"A": ("-", 1), "B": ("-", 2)}, *HEADERS))
    assert "A135" in [problem.code for problem in caught.value.problems]


def test_it_is_public() -> None:
    assert csscore.audit is audit

"""Why pay moved since the period before: the parts sum to the change."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore import pipeline
from csscore.analysis.explain import explained
from csscore.report.json import write_json
from tests.conftest import examples

SCHEME = """\
csscore: 1
name: team
metrics:
  sales: {title: 销售额, value: sales, unit: money, weight: 100, points: minmax}
gates: [{name: 低额, when: sales < 60, then: {pay: 50%}}]
pay:
  - {ladder: {first: 2500, last: 1500}, title: {zh: 名次奖金, en: Rank bonus}}
  - {score_share: {of: 1000, cap: 100}, title: 绩效}
limits: {at_most: 3400}
"""
FEBRUARY, MARCH = {"甲": 100, "乙": 200, "丙": 150, "丁": 50}, {"甲": 400, "乙": 200, "丙": 150, "丁": 50, "戊": 70}


def run(folder: Path, month: str, sales: dict[str, int], **options: Any) -> pipeline.Run:
    (folder / "team.yaml").write_text(SCHEME, encoding="utf-8")
    file = folder / f"data{month}.csv"
    file.write_text("客服,销售额\n" + "".join(f"{agent},{amount}\n" for agent, amount in sales.items()), encoding="utf-8")
    return pipeline.compute(str(file), str(folder / "team.yaml"), period=month, **options)


def moved(folder: Path, before: dict[str, int], now: dict[str, int], lang: Any = "zh") -> tuple[pipeline.Run, pipeline.Run]:
    earlier = run(folder, "2026-02", before)
    written = BytesIO()
    write_json(earlier.result, written, lang=lang)
    (folder / "2026-02.json").write_bytes(written.getvalue())
    return earlier, run(folder, "2026-03", now, history=[str(folder / "2026-02.json")])


def test_a_move_a_ladder_and_a_cap(tmp_path: Path) -> None:
    """By hand: 甲 was 3rd of 4 (1833.33) with 33.33 points (333.30), and is 1st of 5 with 100 points, capped at 3400.

    The third of five is paid 2000 now.
    """
    _, march = moved(tmp_path, FEBRUARY, MARCH, "en")
    said = explained(march, march.measured.agents.tolist().index("甲"))
    assert said.change is not None
    assert (said.change.period, said.change.rank, said.change.ranked, said.change.pay) == ("2026-02", 3, 4, 216_663)
    assert [(line.title.zh, line.before, line.now) for line in said.change.lines] == [
        ("名次奖金：第 3 名 → 第 1 名", 200_000, 250_000),
        ("名次奖金：第 3 名的奖金变了（排名人数 4 → 5）", 183_333, 200_000),
        ("绩效", 33_330, 100_000),
        ("封顶", 0, -10_000),
    ]
    assert said.change.values == {"sales": "100.00"}


def test_gates_that_come_and_go(tmp_path: Path) -> None:
    _, march = moved(tmp_path, FEBRUARY, MARCH | {"甲": 55, "丁": 65})
    agents = march.measured.agents.tolist()
    texts = {agent: [gate.zh for gate in explained(march, agents.index(agent)).change.gates] for agent in ("甲", "乙", "丁")}  # type: ignore[union-attr]
    assert texts == {"甲": ["这次触发：低额"], "乙": [], "丁": ["上次触发，这次没有：低额"]}


def test_who_was_not_there_has_no_change(tmp_path: Path) -> None:
    _, march = moved(tmp_path, FEBRUARY, MARCH)
    assert explained(march, march.measured.agents.tolist().index("戊")).change is None


@pytest.mark.parametrize("amount", ["NaN", "1e999", "", "two"])
def test_lines_that_are_no_amounts_are_the_rest(amount: str, tmp_path: Path) -> None:
    moved(tmp_path, FEBRUARY, MARCH)
    file = tmp_path / "2026-02.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    for agent in document["agents"]:
        agent["lines"][0]["amount"] = amount
    file.write_text(json.dumps(document), encoding="utf-8")
    march = run(tmp_path, "2026-03", MARCH, history=[str(file)])
    change = explained(march, 0).change
    assert change is not None
    assert sum(line.amount for line in change.lines) == explained(march, 0).pay - change.pay


sales = st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.integers(0, 300), min_size=2)


@examples(25)
@given(before=sales, now=sales)
def test_the_parts_sum_to_the_change(before: dict[str, int], now: dict[str, int], tmp_path: Path) -> None:
    february, march = moved(tmp_path, before | {"辛": 100}, now | {"辛": 120})
    for agent in range(len(march.measured)):
        said = explained(march, agent, what_if=False)
        name = said.agent
        assert (said.change is None) == (name not in before and name != "辛")
        if said.change is not None:
            paid = int(february.result.pay[february.result.agents == name][0])
            assert said.change.pay == paid
            assert sum(line.amount for line in said.change.lines) == said.pay - paid

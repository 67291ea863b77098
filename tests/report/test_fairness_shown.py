"""Where fairness options changed a value, the table says so, and explain, JSON and the page show both."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest

import csscore
from csscore import pipeline
from csscore.analysis.explain import explained
from csscore.pipeline import Run
from csscore.report.blocks import Line, Table
from csscore.report.explanation import blocks
from csscore.report.explanation_json import json_text
from csscore.report.json import write_json
from csscore.report.markdown import write_markdown
from csscore.report.terminal import lines

SCHEME = """csscore: 1
name: fair
columns: {good: [好评], asked: [评价], sales: {headers: [销售额], unit: money}}
metrics:
  csat:
    title: {zh: 满意度, en: Satisfaction}
    value: {ratio: [good, asked]}
    unit: percent
    weight: 60
    points: {linear: {worst: 80%, best: 100%}, OPTIONS}
  sales: {title: {zh: 销售额, en: Sales}, value: sales, unit: money, weight: 40, points: minmax}
"""
ROWS = "客服,班次,好评,评价,销售额\n小美,夜班,3,3,100\n小丹,白班,20,20,300\n阿宁,夜班,95,100,200\n小周,白班,475,500,250\n"
SHRINK = "shrink: {strength: 40, level: 92%}"


def computed(folder: Path, options: str) -> Run:
    (folder / "march.csv").write_text(ROWS, encoding="utf-8")
    (folder / "fair.yaml").write_text(SCHEME.replace("OPTIONS", options), encoding="utf-8")
    return pipeline.compute(str(folder / "march.csv"), str(folder / "fair.yaml"))


def test_json_has_the_adjusted_value_only_where_there_is_one(tmp_path: Path) -> None:
    run = computed(tmp_path, SHRINK)
    out = BytesIO()
    write_json(run.result, out, lang="en")
    said = json.loads(out.getvalue())
    schema = Path(csscore.__file__).parent / "report" / "result-v1.schema.json"
    jsonschema.validate(said, json.loads(schema.read_text(encoding="utf-8")))
    found = {agent["agent"]: agent["metrics"] for agent in said["agents"]}
    assert found["小美"]["csat"]["value"] == "1"
    assert found["小美"]["csat"]["adjusted"] == "0.925581395349"
    assert "adjusted" not in found["小美"]["sales"]


@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "满意度：表里是原值"), ("en", "Satisfaction: the table shows what was measured")]
)
def test_tables_have_a_footnote(tmp_path: Path, lang: csscore.words.Lang, title: str) -> None:
    run = computed(tmp_path, SHRINK)
    table = [line.plain for line in lines(run.result, lang, width=None, points=False)]
    assert sum(line.startswith(title) for line in table) == 1
    assert any("100.00" in line or " 100 " in f"{line} " for line in table)
    out = BytesIO()
    write_markdown(run.result, out, lang=lang)
    assert title in out.getvalue().decode()
    plain = computed(tmp_path, "winsorise: 0%").result
    assert sum(line.plain.startswith(title) for line in lines(plain, lang, width=None, points=False)) == 1


def test_without_options_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "march.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "fair.yaml").write_text(SCHEME.replace(", OPTIONS", ""), encoding="utf-8")
    run = pipeline.compute(str(tmp_path / "march.csv"), str(tmp_path / "fair.yaml"))
    out = BytesIO()
    write_json(run.result, out, lang="en")
    assert b"adjusted" not in out.getvalue()
    assert all(metric.adjusted is None for metric in run.result.metrics)
    assert b"adjusted" not in json_text(explained(run, 0), "en").encode()


def test_explain_says_both_and_how(tmp_path: Path) -> None:
    run = computed(tmp_path, SHRINK)
    said = explained(run, run.measured.agents.tolist().index("小美"))
    document = blocks(said, "zh")
    row = next(row for block in document if isinstance(block, Table) for row in block.rows if row[0] == "满意度")
    assert row[1] == "100.00%（按 92.56% 计分）"
    sentence = "按样本数收缩：样本 3，给定水平 92%，强度 40，自己的 100% 占 6.98%：计 92.5581%"
    assert sentence in [block.text for block in document if isinstance(block, Line)]
    metric = json.loads(json_text(said, "en"))["metrics"]["csat"]
    assert (metric["value"], metric["adjusted"]) == ("1", "0.925581395349")
    assert metric["adjusted_because"] == ["shrunk: n=3, given level 92%, strength 40, the own 100% counts for 6.98%: 92.5581%"]
    # the points are those of what counts: (.925581395349 − .8) ÷ .2 × 100
    assert metric["points"] == "62.7907"
    assert "(92.5581395349% − 80%) ÷ (100% − 80%) × 100" in metric["used"]


def test_the_smallest_change_goes_through_the_options(tmp_path: Path) -> None:
    """小美 (92.56 %, 0 for sales) needs more than 小周's score; one step less is not enough, scored again by hand."""
    run = computed(tmp_path, SHRINK)
    order = [str(agent) for agent in run.result.agents]
    last = run.measured.agents.tolist().index(order[-1])
    step = next(step for step in explained(run, last).steps or () if step.metric == "sales")
    assert step.to is not None
    changed = ROWS.replace(f"{order[-1]},夜班,3,3,100", f"{order[-1]},夜班,3,3,{step.to}")
    assert changed != ROWS
    (tmp_path / "april.csv").write_text(changed, encoding="utf-8")
    again = pipeline.compute(str(tmp_path / "april.csv"), str(tmp_path / "fair.yaml")).result
    assert int(again.ranks[again.agents.tolist().index(order[-1])]) == step.rank


def test_explain_says_what_colleagues_reach_with_the_same_work(tmp_path: Path) -> None:
    """The others reach 95 of 100 at night and 495 of 520 by day; the team has 103 and 520: 100 % × 95.1605 % ÷ 95 %."""
    run = computed(tmp_path, "adjust_for: 班次")
    said = explained(run, run.measured.agents.tolist().index("小美"))
    csat = next(metric for metric in said.metrics if metric.name == "csat")
    assert [words.en for words in csat.fair] == [
        "adjusted for 班次: with the same work colleagues reach 95%, with the team's 95.1605%: 100% × 95.1605% ÷ 95% = 100.169%",
        "夜班 3 times (colleagues 95%)",
    ]
    assert csat.adjusted == 1.0016896173  # .951605136437 ÷ .95

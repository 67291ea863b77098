"""The numbers that made somebody's points, said so that a calculator gives the points."""

from __future__ import annotations

from pathlib import Path

import pytest

from csscore import pipeline
from csscore.score.points import REGISTRY
from csscore.score.reasoning import Reasoning

TABLE = "客服,甲值,目标\na,50,40\nb,45,60\nc,40,50\nd,20,-\n"
LOWER = ", better: lower"
# rule, direction, agent, points, what is said
CASES = [
    ("minmax", "", "b", "83.3333", "best 50, worst 20: (45 − 20) ÷ (50 − 20) × 100"),
    ("minmax", LOWER, "b", "16.6667", "best 20, worst 50: (45 − 50) ÷ (20 − 50) × 100"),
    ("{linear: {worst: 30, best: 50}}", "", "b", "75.0000", "(45 − 30) ÷ (50 − 30) × 100"),
    ("{linear: {worst: 30, best: 50}}", "", "d", "0.0000", "beyond 30: 0"),
    ("{bands: {'>=45': 90, else: 60}}", "", "b", "90.0000", "in the band '≥45': 90"),
    ("{bands: {'>=45': 90, else: 60}}", "", "c", "60.0000", "in the band 'else': 60"),
    ("{curve: [[20, 0], [40, 60], [50, 100]]}", "", "b", "80.0000", "60 + (45 − 40) ÷ (50 − 40) × (40)"),
    ("{curve: [[20, 0], [40, 60], [50, 100]]}", "", "c", "60.0000", "60 + (40 − 40) ÷ (50 − 40) × (40)"),
    ("{curve: [[25, 0], [40, 60]]}", "", "d", "0.0000", "at or beyond 25: 0"),
    ("{attainment: {target: 60}}", "", "b", "75.0000", "45 ÷ 60 × 100"),
    ("{attainment: {target: goal}}", "", "b", "75.0000", "45 ÷ 60 × 100"),
    ("{attainment: {target: 36, cap: 120}}", LOWER, "b", "80.0000", "36 ÷ 45 × 100"),
    ("{deduct: {target: 50, step: 4, points: 10}}", "", "b", "87.5000", "5 short of the target (steps: 1.25): 100 − 1.25 × 10"),
    ("{deduct: {target: 50, step: 4, points: 10, partial: up}}", "", "b", "80.0000", "5 short of the target (steps: 2): 100 − 2 × 10"),
    ("{deduct: {target: 40, step: 4, points: 10, partial: down}}", LOWER, "b", "90.0000",
     "5 short of the target (steps: 1): 100 − 1 × 10"),
    ("{deduct: {target: 45, step: 4, points: 10}}", "", "b", "100.0000", "the target is met: nothing is taken off"),
    ("rank", "", "b", "66.6667", "place 2 of 4 by this value"),
    ("percentile", "", "b", "62.5000", "2 beaten, 1 tied (oneself included), of 4: 100 × (2 + 1 ÷ 2) ÷ 4"),
    # (50 + 45 + 40 + 20) / 4 = 38.75; variance (126.5625 + 39.0625 + 1.5625 + 351.5625) / 4 = 129.6875, its root 11.3880
    ("{zscore: {centre: 60, spread: 15}}", "", "b", "68.2323",
     "mean about 38.75, standard deviation about 11.388: 60 + 15 × (45 − mean) ÷ standard deviation"),
    ("best_share", "", "b", "90.0000", "best 50: 45 ÷ 50 × 100"),
    ("best_share", LOWER, "b", "44.4444", "best 20: 20 ÷ 45 × 100"),
    ("{linear: {worst: 0, best: 2}, compare: {to: best, as: ratio}}", "", "b", "45.0000",
     "the value divided by the cohort's best = 0.9; (0.9 − 0) ÷ (2 − 0) × 100"),
    ("{minmax: {}, switch: {when: 'x_value < 30', points: {bands: {else: 70}}}}", "", "d", "70.0000",
     "x_value < 30 holds; in the band 'else': 70"),
    ("as_is", "", "b", "45.0000", ""),
    ("{formula: 'x * 2'}", "", "b", "90.0000", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "better", "agent", "points", "said"), CASES)
def test_what_made_the_points(rule: str, better: str, agent: str, points: str, said: str, tmp_path: Path) -> None:
    table = TABLE.replace("-", "10") if "goal" in rule else TABLE
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    scheme = (
        "csscore: 1\nname: t\ncolumns:\n  x_value: {headers: [甲值], unit: number}\n  goal: {headers: [目标], unit: number}\n"
        f"metrics:\n  m: {{value: x_value, weight: 100{better}, points: {rule}}}\n"
    )
    (tmp_path / "t.yaml").write_text(scheme, encoding="utf-8")
    run = pipeline.compute(str(tmp_path / "t.csv"), str(tmp_path / "t.yaml"))
    position = run.measured.agents.tolist().index(agent)
    assert run.scored.metrics[0].points[position] == int(points.replace(".", ""))
    assert Reasoning(run.scheme, run.measured, run.scored).of_metric("m", position).en == said


def test_every_rule_is_among_them() -> None:
    said = {rule.strip("{").split(":")[0] for rule, *_ in CASES}
    assert {rule.key for rule in REGISTRY} - {"levels"} <= said


def test_equal_values(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("客服,销售额\na,5\nb,5\n", encoding="utf-8")
    for rule in ("minmax", "{zscore: {centre: 60, spread: 15}}"):
        (tmp_path / "t.yaml").write_text(
            f"csscore: 1\nname: t\nmetrics: {{m: {{value: sales, weight: 100, points: {rule}}}}}\n", encoding="utf-8"
        )
        run = pipeline.compute(str(tmp_path / "t.csv"), str(tmp_path / "t.yaml"))
        assert Reasoning(run.scheme, run.measured, run.scored).of_metric("m", 0).zh == "同组都是 5"

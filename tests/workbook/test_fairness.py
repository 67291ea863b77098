"""Fairness options in the live workbook: the adjusted values stand there as values (test_recomputed has LibreOffice compute them)."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from csscore import pipeline
from csscore.pipeline import Run
from csscore.report.workbook import write_workbook

RULES: list[dict[str, Any]] = [
    {"linear": {"worst": "80%", "best": "100%"}, "adjust_for": ["shift"], "shrink": True},
    {"minmax": True, "shrink": {"strength": 30}, "winsorise": "25%"},
    {"percentile": True, "adjust_for": ["shift"]},
    {"zscore": {"centre": 60, "spread": 15}, "winsorise": "25%"},
    {"bands": {">=1": 100, "else": 70}, "adjust_for": ["shift"], "compare": {"to": "mean"}},
    {"formula": "x / best(x) * 100", "shrink": {"strength": 12}},
    {
        "minmax": True,
        "shrink": {"strength": 30},
        "switch": {"when": "asked > 60", "points": {"linear": {"worst": "70%", "best": "95%"}}},
    },
]


def made(rule: dict[str, Any], folder: Path) -> Run:
    rows = [
        {"agent": f"a{n}", "shift": shift, "good": str(base - n * step), "asked": str(base)}
        for n in range(6)
        for shift, base, step in (("day", 40 + 7 * n, 1), ("night", 12 + 5 * (n % 3), 2))
    ]
    rows = [{**row, "good": str(max(0, int(row["good"])))} for row in rows]
    metric = {"value": {"ratio": ["good", "asked"]}, "unit": "percent", "weight": 100, "points": rule}
    columns = {"shift": ["shift"], "good": ["good"], "asked": {"headers": ["asked"], "unit": "count"}}
    scheme = {"csscore": 1, "name": "fair", "agent": ["agent"], "columns": columns, "metrics": {"m": metric}}
    path = folder / "fair.yaml"
    path.write_text(
        json.dumps({**scheme, "pay": [{"ladder": {"first": 900, "last": 300}}]}, ensure_ascii=False), encoding="utf-8"
    )
    return pipeline.compute(pd.DataFrame(rows, dtype=object), str(path))


def written(run: Run, to: Path) -> Path:
    out = io.BytesIO()
    write_workbook(run.result, out, lang="en", run=run)
    to.write_bytes(out.getvalue())
    return to


def test_the_adjusted_value_stands_beside_the_measured_one(tmp_path: Path) -> None:
    run = made(RULES[0], tmp_path)
    book = openpyxl.load_workbook(written(run, tmp_path / "book.xlsx"))
    heads = [cell.value for cell in book["Inputs"][1]]
    assert heads[:3] == ["agent", "m", "m (as counted) (value)"]
    found = {row[0].value: row[2].value for row in book["Inputs"].iter_rows(min_row=2)}
    adjusted = run.result.metrics[0].adjusted
    assert adjusted is not None
    assert found == dict(zip(run.result.agents.tolist(), adjusted.tolist(), strict=True))
    (points,) = [row[1].value for row in book["Scores"].iter_rows(min_row=2, max_row=2)]
    assert "Inputs'!$C2" in points or "Inputs!$C2" in points

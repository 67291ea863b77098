"""Draws of a month with fairness options: played at once they come to what each comes to alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from csscore import pipeline
from csscore.analysis.audit.replicas import play
from csscore.exact.fixed import canonical
from csscore.pipeline import Run
from csscore.problems import Problems
from csscore.score.scoring import score

OPTIONS = {"adjust_for": ["shift"], "shrink": True, "winsorise": "20%"}


def month(folder: Path, people: int) -> Run:
    rng = np.random.default_rng(1)
    rows = []
    for n in range(people):
        for shift, hard in (("day", 0.95), ("night", 0.8)):
            asked = int(rng.integers(5, 60))
            good, seconds = int(rng.binomial(asked, hard)), f"{rng.normal(30, 5):.1f}"
            row = {"agent": f"a{n:03d}", "team": "xy"[n % 2], "shift": shift, "good": str(good), "asked": str(asked)}
            rows.append({**row, "seconds": seconds})
    metrics = {
        "csat": {"value": {"ratio": ["good", "asked"]}, "unit": "percent", "weight": 60, "points": {"minmax": True, **OPTIONS}},
        "response": {
            "value": {"mean": "seconds", "by": "asked"}, "unit": "seconds", "better": "lower", "weight": 40,
            "points": {"linear": {"worst": 60, "best": 20}, **OPTIONS},
        },
    }  # fmt: skip
    columns = {name: [name] for name in ("team", "shift", "good", "asked", "seconds")}
    scheme = {
        "csscore": 1,
        "name": "fair",
        "agent": ["agent"],
        "columns": columns,
        "metrics": metrics,
        "rank": {"within": ["team"]},
    }
    path = folder / "fair.yaml"
    path.write_text(json.dumps(scheme), encoding="utf-8")
    return pipeline.compute(pd.DataFrame(rows, dtype=object), str(path))


def drawn(run: Run, draws: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(2)
    sizes = run.measured.sizes["csat"].astype(int)
    rates = rng.binomial(sizes, run.measured.values["csat"], (draws, len(sizes))) / sizes
    waits = rng.normal(run.measured.values["response"], 3, (draws, len(sizes)))
    return {"csat": canonical(rates.ravel()).reshape(rates.shape), "response": canonical(waits.ravel()).reshape(waits.shape)}


def test_draws_at_once_are_draws_one_by_one(tmp_path: Path) -> None:
    run = month(tmp_path, 9)
    values = drawn(run, 20)
    together = play(run.scheme, run.measured, values)
    for i in range(20):
        one = {**run.measured.values, **{name: column[i] for name, column in values.items()}}
        alone = score(run.scheme, replace(run.measured, values=one), Problems())
        assert alone.scores.tolist() == together.scores[i].tolist()
        assert alone.ranks.tolist() == together.ranks[i].tolist()

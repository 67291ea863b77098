"""Random months by day, with shifts and channels: engine and oracle agree on every adjusted value to its last digit."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csscore.exact.fixed import MISSING, exact
from csscore.problems import Rejected
from tests.conftest import examples
from tests.oracle import Unsupported, settle
from tests.oracle.exact import Refused
from tests.test_oracle_agrees import _engine

VALUES: list[tuple[Any, str]] = [
    ({"ratio": ["good", "asked"]}, "percent"),
    ({"ratio": ["good", "asked"]}, "number"),
    ({"mean": "rate", "by": "asked"}, "percent"),
    ({"mean": "seconds", "by": "asked"}, "seconds"),
    ({"mean": "seconds"}, "number"),
]
SHRINK: list[Any] = [True, {"strength": 40}, {"strength": "7.5", "level": "0.92"}, {"strength": 0}, False]


@st.composite
def months(draw: st.DrawFn) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """Rows by day, and a scheme with fairness options on every metric."""
    metrics = {}
    for i, weight in enumerate([40, 60]):
        value, unit = draw(st.sampled_from(VALUES))
        points: dict[str, Any] = {"linear": {"worst": 0, "best": 1 if unit == "percent" else 60}}
        points = draw(st.sampled_from([points, {"minmax": True}, {"percentile": True}]))
        options: dict[str, Any] = {}
        if draw(st.booleans()):
            options["adjust_for"] = draw(st.sampled_from([["shift"], ["shift", "channel"], "channel"]))
        if draw(st.booleans()):
            options["shrink"] = draw(st.sampled_from(SHRINK))
        if draw(st.booleans()):
            options["winsorise"] = draw(st.sampled_from(["0%", "10%", "25%", "49%"]))
        better = draw(st.sampled_from(["higher", "lower"])) if "linear" not in points else "higher"
        metrics[f"m{i}"] = {"value": value, "unit": unit, "weight": weight, "better": better, "points": {**points, **options}}
    scheme: dict[str, Any] = {
        "csscore": 1,
        "name": "random",
        "agent": ["agent"],
        "columns": {name: [name] for name in ("good", "asked", "rate", "seconds", "shift", "channel", "team")},
        "missing": draw(st.sampled_from(["renormalise", "zero"])),
        "metrics": metrics,
        "rank": {"within": ["team"]} if draw(st.booleans()) else {},
    }
    rows = []
    for n in range(draw(st.integers(1, 7))):
        team = draw(st.sampled_from(["甲", "乙"]))
        for _ in range(draw(st.integers(1, 4))):
            asked = draw(st.integers(0, 12))
            rows.append(
                {
                    "agent": f"客服{n:02d}",
                    "team": team,
                    "asked": str(asked),
                    "good": str(draw(st.integers(0, asked))),
                    "rate": draw(st.sampled_from(["0", "0.5", "0.95", "1", "0.333", "-"])),
                    "seconds": draw(st.sampled_from(["12.5", "30", "33.3", "48.21", "-"])),
                    "shift": draw(st.sampled_from(["早", "晚", "晚", "夜"])),
                    "channel": draw(st.sampled_from(["天猫", "京东"])),
                }
            )
    return rows, scheme


@given(months())
@examples(200)
def test_engine_and_oracle(month: tuple[list[dict[str, str]], dict[str, Any]]) -> None:
    rows, scheme = month
    where = (json.dumps(scheme, ensure_ascii=False), rows)
    try:
        expected = settle(rows, scheme)
    except Unsupported:
        assume(False)
    except Refused:
        with pytest.raises(Rejected) as refused:
            _engine(rows, scheme)
        assert {problem.code for problem in refused.value.problems if problem.severity == "error"} <= {"P164", "P165"}, where
        return
    result = _engine(rows, scheme)
    assert list(result.agents) == [one.agent for one in expected], where
    for i, one in enumerate(expected):
        for metric in result.metrics:
            value = None if pd.isna(metric.values[i]) else exact(metric.values[i])
            assert value == one.values[metric.name], (one.agent, where)
            after = metric.values if metric.adjusted is None else metric.adjusted
            adjusted = None if pd.isna(after[i]) else exact(after[i])
            assert adjusted == one.adjusted.get(metric.name), (one.agent, metric.name, where)
            points = None if metric.points[i] == MISSING else Fraction(int(metric.points[i]), 10**result.point_digits)
            if value is not None:
                assert points == one.points[metric.name], (one.agent, metric.name, where)

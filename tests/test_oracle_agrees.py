"""Random schemes over random cohorts full of ties: engine and oracle agree on every value, point, score, rank and cent."""

from __future__ import annotations

import json
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

import csscore
from csscore.exact.fixed import MISSING, exact
from tests.conftest import examples
from tests.oracle import Outcome, Unsupported, settle
from tests.oracle.exact import Refused
from tests.oracle.pay import smallest

COLUMNS = ("sales", "good", "asked", "seconds", "mark")

# few different numbers, so that true ties abound; some with decimals that binary floats can't hold
_number = st.one_of(
    st.sampled_from(["0.1", "0.2", "0.3", "1", "2", "3", "7", "10", "12.5", "33.3", "99.99", "100", "0.333"]),
    st.integers(1, 400).map(lambda n: str(Fraction(n)) if n % 3 else f"{n}.05"),
    st.decimals("0.01", "99999.99", places=2).map(str),
)


def _points(draw: st.DrawFn, better: str) -> Any:
    low, high = "5", "60"
    worst, best = (low, high) if better == "higher" else (high, low)
    sign = ">=" if better == "higher" else "<="
    edges = ["60", "30", "10"] if better == "higher" else ["10", "30", "60"]
    return draw(
        st.sampled_from(
            [
                "minmax",
                "rank",
                "percentile",
                "best_share",
                {"linear": {"worst": worst, "best": best}},
                {"linear": {"worst": worst, "best": best, "clamp": False}},
                {"bands": {f"{sign}{edges[0]}": 100, f"{sign}{edges[1]}": "80.5", f"{sign}{edges[2]}": 60, "else": 30}},
                {"curve": [[5, 100], [40, "60.7"], [60, 0]] if better == "lower" else [[5, 0], [40, "60.7"], [60, 100]]},
                {"attainment": {"target": "33.3", "cap": 120}},
                {
                    "deduct": {
                        "target": 50,
                        "step": "0.7",
                        "points": 2,
                        "floor": 10,
                        "partial": draw(st.sampled_from(["exact", "up", "down"])),
                    }
                },
                {"rank": {1: 100, 2: 90, "3-4": 80, "else": 60}},
                {"zscore": {"centre": 60, "spread": 15, "clip": [0, 100]}},
                "as_is",
            ]
        )
    )


def _grouped(draw: st.DrawFn, metrics: dict[str, Any]) -> dict[str, Any]:
    """Put the last two metrics into a group, and sometimes the group into another one."""
    first, *others, one, other = metrics.items()
    weights = [one[1]["weight"], other[1]["weight"]]
    share = draw(st.integers(1, 99))
    method = draw(st.sampled_from([None, None, "mean", "min"]))
    inner = {name: {**of, "weight": w} for (name, of), w in zip((one, other), (share, 100 - share), strict=True)}
    if method == "min":
        for of in inner.values():
            of.pop("weight")
            of["missing"] = "zero"  # nothing to fill up there
    group: dict[str, Any] = {"weight": sum(weights), "metrics": inner}
    if method is not None:
        group["method"] = method
    if draw(st.booleans()):
        group = {"weight": sum(weights), "metrics": {"inside": {**group, "weight": 100}}}
    return dict([first, *others, ("group", group)])


def _pay(draw: st.DrawFn) -> dict[str, Any]:
    """Return an entry of pay with some options beside it."""
    entry: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"ladder": {"first": 2500, "last": 1500}},
                {"ladder": {"first": 2500, "second": 2300, "last": 1500}},
                {"ladder": {"first": 1000, "step": "33.33", "floor": 300}},
                {"ladder": {"1": 500, "2-3": "333.33"}, "beyond": "zero"},
                {"award": {"best": 2, "amount": "100.05"}},
                {"pool": {"amount": "1005.005", "split": "equal"}},
                {"pool": {"amount": 1000, "split": "score"}},
                {"pool": {"amount": 1000, "split": ["40%", "30%", "rest"]}},
            ]
        )
    )
    entry = dict(entry)
    if "ladder" in entry:
        entry["ties"] = draw(st.sampled_from(["share", "each", "lower"]))
    options = {
        "among": ["score >= 50", "asked >= 3"], "when": ["score < 90", "rank <= 2"], "prorate": ["good / asked"],
        "at_least": ["50.01"], "at_most": ["400.4"],
    }  # fmt: skip
    for name, choices in options.items():
        if draw(st.integers(0, 3)) == 0:
            entry[name] = draw(st.sampled_from(choices))
    return entry


@st.composite
def months(draw: st.DrawFn) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """A scheme and the rows it scores."""
    count = draw(st.integers(1, 4))
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=count - 1, max_size=count - 1, unique=True)))
    weights = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    missing = draw(st.sampled_from(["unranked", "renormalise", "zero", "mean"]))
    metrics = {}
    for i, weight in enumerate(weights):
        better = draw(st.sampled_from(["higher", "lower"]))
        value = draw(
            st.sampled_from(["sales", {"ratio": ["good", "asked"]}, {"mean": "seconds", "by": "asked"}, {"max": "mark"}])
        )
        unit = "money" if value == "sales" else "number"
        metrics[f"m{i}"] = {"value": value, "unit": unit, "better": better, "weight": weight, "points": _points(draw, better)}
    if count > 2 and draw(st.booleans()):
        metrics = _grouped(draw, metrics)
    scheme: dict[str, Any] = {
        "csscore": 1,
        "name": "random",
        "agent": ["agent"],
        "columns": {name: [name] for name in (*COLUMNS, "team")},
        "missing": missing,
        "metrics": metrics,
        "score": {"digits": draw(st.integers(0, 3))},
        "rank": {"ties": draw(st.sampled_from(["min", "dense", "max"])), "break": draw(st.sampled_from([[], ["m0"]]))},
        "pay": [_pay(draw) for _ in range(draw(st.integers(1, 2)))],
        "currency": draw(st.sampled_from(["CNY", "CNY", "JPY", "KWD"])),
    }
    if draw(st.booleans()):
        units = ["0.001", "0.01", "0.05", "0.1", "0.5", "1", "5", "10", "100"]
        scheme["money"] = {"unit": draw(st.sampled_from(units))}
    if draw(st.booleans()):
        scheme["limits"] = {"at_least": draw(st.sampled_from([100, 700])), "at_most": draw(st.sampled_from([900, 2300]))}
    for bounds in (*scheme["pay"], scheme.get("limits", {})):  # bounds that the unit does not divide are refused
        for name in ("at_least", "at_most"):
            if name in bounds and Fraction(str(bounds[name])) % smallest(scheme):
                del bounds[name]
    if draw(st.booleans()):
        scheme["rank"]["within"] = ["team"]
    if draw(st.booleans()):
        scheme["gates"] = [
            {
                "name": "g",
                "when": "asked < 7",
                "then": draw(st.sampled_from([{"score": "at_most 60"}, {"score": "minus 5"}, {"score": 0}, {"pay": 0}])),
            }
        ]
    cell = st.one_of(_number, st.just("-")) if draw(st.booleans()) else _number
    pool = [{name: draw(cell) for name in COLUMNS} for _ in range(draw(st.integers(1, 5)))]
    rows = []
    for n in range(draw(st.integers(1, 9))):
        row = dict(draw(st.sampled_from(pool)))
        if draw(st.booleans()):
            row["sales"] = draw(_number)
        rows.append({"agent": f"客服{n:02d}", "team": draw(st.sampled_from(["甲", "乙"])), **row})
    return rows, scheme


def _engine(rows: list[dict[str, str]], scheme: dict[str, Any]) -> csscore.Result:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "random.yaml"
        path.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
        return csscore.rank(pd.DataFrame(rows, dtype=object), str(path))


@given(months())
@examples(250)
def test_engine_and_oracle(month: tuple[list[dict[str, str]], dict[str, Any]]) -> None:
    rows, scheme = month
    try:
        expected = settle(rows, scheme)
    except (Unsupported, Refused):
        assume(False)
    assert_agrees(_engine(rows, scheme), expected, scheme, rows)


def assert_agrees(result: csscore.Result, expected: list[Outcome], scheme: dict[str, Any], rows: list[dict[str, str]]) -> None:
    """Hold a result against the oracle's, agent by agent."""
    assert list(result.agents) == [one.agent for one in expected]
    for i, one in enumerate(expected):
        where = (one.agent, json.dumps(scheme, ensure_ascii=False), rows)
        for metric in result.metrics:
            value = None if pd.isna(metric.values[i]) else exact(metric.values[i])
            assert value == one.values[metric.name], where
            points = None if metric.points[i] == MISSING else Fraction(int(metric.points[i]), 10**result.point_digits)
            if one.values[metric.name] is not None:
                assert points == one.points[metric.name], (metric.name, where)
        score = None if result.scores[i] == MISSING else Fraction(int(result.scores[i]), 10**result.score_digits)
        rank = None if result.ranks[i] == MISSING else int(result.ranks[i])
        assert rank == one.rank, where
        assert score == one.score or rank is None, where
        assert int(result.tied[i]) == one.tied, where
        assert Fraction(int(result.pay[i]), 10**result.money_digits) == one.pay, where

"""Random schemes over random cohorts that cover every points rule and every pay rule, by a seed: the same everywhere."""

from __future__ import annotations

import json
import random
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from csscore import pipeline
from csscore.pipeline import Run
from csscore.problems import Rejected

WORDS = ("优秀", "良好", "合格", "差")
_NUMBERS = ["0.1", "0.2", "0.3", "1", "2", "3", "7", "10", "12.5", "33.3", "99.99", "100", "0.333"]


def _number(rng: random.Random) -> str:
    kind = rng.randrange(3)
    if kind == 0:
        return rng.choice(_NUMBERS)
    if kind == 1:
        whole = rng.randint(1, 400)
        return str(whole) if whole % 3 else f"{whole}.05"
    return str(Fraction(rng.randint(1, 9999999), 100).limit_denominator(100).__float__())


def _plain_points(rng: random.Random, better: str) -> list[Any]:
    worst, best = ("5", "60") if better == "higher" else ("60", "5")
    sign = ">=" if better == "higher" else "<="
    edges = ["60", "30", "10"] if better == "higher" else ["10", "30", "60"]
    knots = [[5, 100], [40, "60.7"], [60, 0]] if better == "lower" else [[5, 0], [40, "60.7"], [60, 100]]
    partial = rng.choice(["exact", "up", "down"])
    return [
        "minmax",
        "rank",
        "percentile",
        "best_share",
        {"linear": {"worst": worst, "best": best}},
        {"linear": {"worst": worst, "best": best, "clamp": False}},
        {"bands": {f"{sign}{edges[0]}": 100, f"{sign}{edges[1]}": "80.5", f"{sign}{edges[2]}": 60, "else": 30}},
        {"bands": {"x<=10": 100, "10<x<=30": 70, "x>30": "33.33333"}},
        {"curve": knots},
        {"attainment": {"target": "33.3", "cap": 120}},
        {"attainment": {"target": "goal", "cap": 150}},
        {"deduct": {"target": 50, "step": "0.7", "points": 2, "floor": 10, "partial": partial}},
        {"deduct": {"target": "goal", "step": "3", "points": "1.5", "full": 90}},
        {"rank": {1: 100, 2: 90, "3-4": 80, "else": 60}},
        {"zscore": {"centre": 60, "spread": 15, "clip": [0, 100]}},
        "as_is",
        {"formula": "min(100, 20 + x / 3)"},
        {"formula": "if(x > average(x), 90, 60 - round(x / best(x), 2))"},
    ]


def _points(rng: random.Random, better: str, turn: int) -> Any:
    plain = _plain_points(rng, better)
    chosen = plain[turn % len(plain)]
    if rng.random() < 0.15 and isinstance(chosen, dict):
        to = rng.choice(["mean", "median", "best", "goal", "40", "team"])
        return {**chosen, "compare": {"to": to, "as": rng.choice(["ratio", "difference"])}}
    if rng.random() < 0.15:
        body = chosen if isinstance(chosen, dict) else {"as_is": {}}
        when = rng.choice(["asked < 10", "team == '甲'", "missing(good)", "not (sales > 30 or asked in (7, 10))"])
        return {**body, "switch": {"when": when, "points": rng.choice(plain)}}
    return chosen


def _pay(rng: random.Random, turn: int) -> dict[str, Any]:
    rules: list[dict[str, Any]] = [
        {"ladder": {"first": 2500, "last": 1500}},
        {"ladder": {"first": 2500, "second": 2300, "last": 1500}},
        {"ladder": {"first": 1000, "step": "33.33", "floor": 900}},
        {"ladder": [850, 800, "633.35"], "beyond": rng.choice(["last", "zero"])},
        {"ladder": {1: 500, "2-3": 300, "4-6": 100}, "beyond": rng.choice(["last", "zero"])},
        {"fixed": 3000},
        {"fixed": {"column": "goal"}},
        {"score_share": {"of": 1000, "zero_below": 30, "cap": 80}},
        {"score_share": {"of": "goal * 10"}},
        {"grades": {"bands": {">=80": "A", ">=50": "B", "else": "C"}, "pay": {"A": 500, "B": "300.5", "C": 0}}},
        {"grades": {"bands": {"60-100": "A", "0-59": "B", "else": "C"}, "times": {"A": "1.1", "B": 1, "C": 0}, "of": "goal"}},
        {"grades": {"quota": {"A": "15%", "B": "45%", "C": "40%"}, "times": {"A": "1.1", "B": 1, "C": "0.8"}, "of": "goal"}},
        {"pool": {"amount": 3000, "split": rng.choice(["score", "equal", ["40%", "30%", "rest"], {"column": "goal"}])}},
        {"per_unit": {"of": "asked", "amount": "0.5", "above": 3, "cap": 50}},
        {"per_unit": {"of": "asked", "amount": -20, "above": 2, "cap": 55}},
        {"commission": {"on": "goal", "rate": "5%"}},
        {"commission": {"on": "goal * 3", "tiers": {0: "1%", 50: "2%", 120: "3.5%"}, "mode": rng.choice(["marginal", "whole"])}},
        {
            "commission": {
                "on": "goal",
                "tiers": {10: "1%", 50: "2%"},
                "mode": rng.choice(["marginal", "whole"]),
                "quota": "asked",
            }
        },
        {"growth": {"of": "goal", "over": "asked", "step": 7, "amount": 10, "partial": rng.choice(["down", "exact", "up"])}},
        {"award": {"best": 1, "by": "asked", "amount": 200}},
        {"award": {"best": 2, "amount": 100}},
        {"top": {"percent": 30, "amount": 300}},
        {"team": {"when": "every(score >= 5)", "amount": 900}},
        {"formula": {"amount": "asked * 1.5 * (goal - average(goal)) / people()"}},
    ]
    entry = dict(rules[turn % len(rules)])
    key = next(iter(entry))
    placed = key in {"ladder", "grades", "award", "top", "pool"}
    if key == "ladder":
        entry["ties"] = rng.choice(["share", "each", "lower"])
    if placed and rng.random() < 0.25:
        entry["among"] = rng.choice(["asked >= 5", "team == '甲'"])
    if key not in {"pool", "team"}:
        if rng.random() < 0.2:
            entry["when"] = rng.choice(["score >= 20", "goal > 20 and rank <= 5", "not missing(good)"])
        if rng.random() < 0.2:
            entry["prorate"] = rng.choice(["0.7", "goal / 130"])
        if rng.random() < 0.2:
            entry["at_most"] = 1800
        if rng.random() < 0.2:
            entry["at_least"] = 10
    if rng.random() < 0.15:
        entry["across"] = "all"
    entry["title"] = f"{key}{turn}"
    return entry


def _metric(rng: random.Random, weight: int | None, turn: int) -> dict[str, Any]:
    better = rng.choice(["higher", "lower"])
    value = rng.choice(["sales", {"ratio": ["good", "asked"]}, {"mean": "seconds", "by": "asked"}, {"max": "mark"}])
    metric = {"value": value, "unit": "money" if value == "sales" else "number", "better": better}
    metric["points"] = _points(rng, better, turn)
    if rng.random() < 0.1:
        metric |= {"value": "grade", "points": {"levels": {"优秀": 100, "良好": "80.55", "else": 50}}}
        del metric["unit"]
    if weight is not None:
        metric["weight"] = weight
    return metric


def _weights(rng: random.Random, count: int) -> list[int]:
    cuts = sorted(rng.sample(range(1, 100), count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]


def scheme_and_rows(seed: int) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return what a seed makes: a scheme, and the rows it scores."""
    rng = random.Random(seed)
    method = rng.choice(["mean"] * 6 + ["sum", "geometric", "harmonic"])
    count = rng.randint(1, 4)
    weights = _weights(rng, count)
    metrics: dict[str, Any] = {}
    for i, weight in enumerate(weights):
        metrics[f"m{i}"] = _metric(rng, None if method == "sum" else weight, seed * 4 + i)
    if method == "mean" and count > 1 and rng.random() < 0.5:
        inner = {f"n{i}": _metric(rng, weight, seed + i) for i, weight in enumerate(_weights(rng, 2))}
        group: dict[str, Any] = {"weight": metrics.pop("m0")["weight"], "metrics": inner}
        how = rng.choice(["plain", "mean", "min", "geometric", "points"])
        if how == "points":
            group["points"] = rng.choice([{"bands": {">=60": 100, "else": "59.5"}}, {"linear": {"worst": 20, "best": 90}}])
        elif how != "plain":
            group["method"] = how
        if how == "min":
            for one in inner.values():
                del one["weight"]
        metrics["group"] = group
    missing = rng.choice(["unranked", "renormalise", "zero", "mean"])
    within = rng.random() < 0.5
    names = [name for name in metrics if name != "group"]
    score: dict[str, Any] = {"digits": rng.randint(0, 3), "method": method}
    if rng.random() < 0.2:
        score |= {"cap": 95, "floor": "2.5"}
    if rng.random() < 0.2 and method == "mean":
        metrics["extra"] = {"value": {"max": "mark"}, "points": {"formula": "round(x / 50, 1)"}}
        score["plus"] = ["extra"]
    texts = [name for name in names if metrics[name]["value"] == "grade"]
    breaking = [name for name in names if name not in texts]
    scheme: dict[str, Any] = {
        "csscore": 1, "name": "random", "agent": ["agent"],
        "columns": {name: [name] for name in ("sales", "good", "asked", "seconds", "mark", "team", "goal", "grade")},
        "missing": missing, "metrics": metrics, "score": score,
        "rank": {"ties": rng.choice(["min", "dense", "max"]), "break": breaking[: rng.randint(0, 2)]},
        "money": {"unit": rng.choice(["0.01", "1", "10"])},
        "pay": [_pay(rng, seed + 7 * i) for i in range(rng.randint(1, 3))],
    }  # fmt: skip
    if within:
        scheme["rank"]["within"] = ["team"]
    if rng.random() < 0.1 and breaking:
        scheme["rank"]["order"] = breaking[0]
        scheme["rank"]["break"] = []
    effects = [
        {"score": "at_most 60"}, {"score": "minus 5.5"}, {"score": 0}, "unranked", {"rank": "last"}, {"pay": "50%"}, {"pay": 0},
    ]  # fmt: skip
    conditions = ["asked < 7", "score > 70", "goal >= 30 and not team == '乙'", "sales / asked > 2 or missing(good)"]
    scheme["gates"] = [
        {"name": f"g{i}", "when": rng.choice(conditions), "then": rng.choice(effects)} for i in range(rng.choice([0, 0, 1, 2]))
    ]
    if rng.random() < 0.3:
        scheme["reference"] = "eligible"
    if rng.random() < 0.3:
        scheme["limits"] = {"at_most": rng.choice([2000, 800]), "at_least": 100, "of": rng.choice(["all", "variable"])}
        if rng.random() < 0.3:
            scheme["limits"] |= {"budget": 3000, "over_budget": "scale"}
    if seed % 4 == 0:
        for i, entry in enumerate(scheme["pay"]):
            entry |= {"title": f"line {i}", "hold": {"part": "17.5%", "months": 3}}
    return scheme, _rows(rng)


def _rows(rng: random.Random) -> list[dict[str, str]]:
    gaps = rng.random() < 0.4

    def cell() -> str:
        return "-" if gaps and rng.random() < 0.15 else _number(rng)

    names = ("sales", "good", "asked", "seconds", "mark")
    pool = [{name: cell() for name in names} for _ in range(rng.randint(1, 6))]
    rows = []
    for number in range(rng.randint(1, 14)):
        row = dict(rng.choice(pool))
        if rng.random() < 0.5:
            row["sales"] = _number(rng)
        goal = _number(rng)
        rows.append(
            {"agent": f"客服{number:02d}", "team": rng.choice(["甲", "乙"]), "goal": goal, "grade": rng.choice(WORDS), **row}
        )
    return rows


def computed(scheme: dict[str, Any], rows: list[dict[str, str]], **options: Any) -> Run | None:
    """Return the run, None where the scheme does not suit the rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "random.yaml"
        path.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
        try:
            return pipeline.compute(pd.DataFrame(rows, dtype=object), str(path), **options)
        except Rejected as rejected:
            refused.extend(problem.code for problem in rejected.problems)
            return None


refused: list[str] = []
"""Codes of the problems for which schemes were refused."""

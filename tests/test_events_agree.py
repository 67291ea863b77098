"""Random lists of events, with blanks and several rows an agent: engine and oracle agree on every value, point, rank and cent."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

import csscore
from csscore.problems import Rejected
from csscore.report.json import write_json
from tests.conftest import examples
from tests.oracle import Outcome, Unsupported, settle
from tests.oracle.exact import Refused
from tests.test_oracle_agrees import assert_agrees

Month = tuple[list[dict[str, str]], dict[str, Any]]

_money = st.one_of(st.sampled_from(["0", "0.1", "0.2", "10", "99.99"]), st.decimals("0", "999.99", places=2).map(str))
_count = st.integers(0, 12).map(str)
CELLS = {"sales": _money, "refunds": _money, "good": _count, "asked": _count, "seconds": st.integers(1, 90).map(str)}
KINDS = st.sampled_from(["售前", "售后", "投诉"])
CONDITIONS = [
    "sales > 50",
    "kind == '售前'",
    "kind in ('售前', '投诉') and asked >= 3",
    "good > 2 or missing(good)",
    "not (seconds <= 30)",
    "refunds < sales",
    "10 <= seconds < 60",
    "kind != '投诉' and (good >= 95% or sales > refunds * 2)",
    "if(asked > 5, good > 2, seconds < 20)",
]
NUMBERS = [
    "sales - refunds",
    "if(asked <= 5, asked, asked * 1.5)",
    "sales / asked",
    "min(sales, 100) + max(good, asked)",
    "round(sales / 3, 1)",
    "if(missing(refunds), sales, sales - refunds)",
    "abs(good - asked) ** 2",
    "floor(seconds / 7) * 2 - 1",
    "-refunds * 5%",
    "sqrt(seconds)",
]
FORMS: list[Any] = [
    *({"sum": text} for text in NUMBERS),
    *({"mean": text} for text in NUMBERS),
    *({"count": text} for text in CONDITIONS),
    *({"share": text} for text in CONDITIONS),
    {"share": "good > 2", "among": "kind == '售前'"},
    {"share": "sales > refunds", "among": "asked > 1"},
    {"count": "rows"},
    {"distinct": "kind"},
    {"distinct": "good"},
    {"max": "sales - refunds"},
    {"min": "seconds"},
    {"median": "sales"},
    {"median": "sales / asked"},
    {"ratio": ["good", "asked"]},
    {"mean": "seconds", "by": "asked"},
    {"sum": "sales"},
    {"sum": "sales", "best": 2},
    {"sum": "sales - refunds", "worst": 3},
    {"mean": "seconds", "best": 1},
    {"mean": "seconds", "by": "asked", "best": 2},
    {"mean": "sales / asked", "by": "good", "worst": 2},
]


@st.composite
def months(draw: st.DrawFn) -> Month:
    """Events of a month, and a scheme that asks of single rows."""
    count = draw(st.integers(1, 3))
    metrics: dict[str, Any] = {}
    for i in range(count):
        form = dict(draw(st.sampled_from(FORMS)))
        if draw(st.integers(0, 2)) == 0:
            form["where"] = draw(st.sampled_from(CONDITIONS))
        better = draw(st.sampled_from(["higher", "lower"]))
        metrics[f"m{i}"] = {"value": form, "better": better, "points": _points(draw, better, count)}
    if draw(st.booleans()):
        text = draw(
            st.sampled_from(["m0 * 2 - sales / 7", "m0 / team(m0)", "if(missing(m0), asked, m0 + asked)", "max(m0, bonus)"])
        )
        metrics["made"] = {"value": {"formula": text}, "better": "higher", "points": "minmax"}
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=len(metrics) - 1, max_size=len(metrics) - 1, unique=True)))
    for metric, low, high in zip(metrics.values(), [0, *cuts], [*cuts, 100], strict=True):
        metric["weight"] = high - low
    scheme: dict[str, Any] = {
        "csscore": 1,
        "name": "events",
        "agent": ["agent"],
        "params": {"bonus": "7.5"},
        "columns": {
            "sales": {"headers": ["sales"], "unit": "money"}, "refunds": {"headers": ["refunds"], "unit": "money"},
            "good": {"headers": ["good"], "unit": "count"}, "asked": {"headers": ["asked"], "unit": "count"},
            "seconds": ["seconds"], "kind": ["kind"], "team": ["team"],
        },
        "missing": draw(st.sampled_from(["unranked", "renormalise", "zero", "mean"])),
        "metrics": metrics,
        "rank": {"ties": draw(st.sampled_from(["min", "dense"]))},
        "pay": [
            draw(
                st.sampled_from(
                    [
                        {"ladder": {"first": 500, "last": 100}},
                        {"pool": {"amount": 1000, "split": "score"}, "when": "m0 > 3"},
                        {"award": {"best": 1, "amount": 200}, "among": "asked >= 6"},
                    ]
                )
            ),
            {"growth": {"of": "m0", "over": "previous", "step": "0.7", "amount": "3.33"}, "when": "score >= 10"},
        ],
    }  # fmt: skip
    if draw(st.booleans()):
        scheme["rank"]["within"] = ["team"]
    if draw(st.integers(0, 3)) == 0:
        scheme["where"] = draw(st.sampled_from(CONDITIONS))
    if draw(st.booleans()):
        when = draw(st.sampled_from(["m0 < 7", "asked < 5 or m0 > 40", "not (m0 >= 2 and sales > 20)", "m0 / 3 < 0.5"]))
        then = draw(st.sampled_from([{"score": "at_most 60"}, {"score": "minus 5"}, "unranked", {"pay": 0}]))
        scheme["gates"] = [{"name": "g", "when": when, "then": then}]
    return _rows(draw), scheme


def _rows(draw: st.DrawFn) -> list[dict[str, str]]:
    people = draw(st.integers(1, 5))
    blank = draw(st.sampled_from([0, 0, 1, 3]))
    rows = []
    for person in range(people):
        team = draw(st.sampled_from(["甲", "乙"]))
        for _ in range(draw(st.integers(1, 5))):
            row = {"agent": f"客服{person}", "team": team, "kind": draw(KINDS)}
            for name, cells in CELLS.items():
                empty = blank and draw(st.integers(0, 9)) < blank
                row[name] = draw(st.sampled_from(["", "-"])) if empty else draw(cells)
            if blank and draw(st.integers(0, 19)) == 0:
                row["kind"] = ""
            rows.append(row)
    return draw(st.permutations(rows))


def _points(draw: st.DrawFn, better: str, count: int) -> Any:
    rule = draw(
        st.sampled_from(
            [
                {"minmax": True},
                {"rank": {1: 100, "2-3": 80, "else": 60}},
                {"percentile": True},
                {"as_is": True},
                {"linear": {"worst": 0, "best": 50} if better == "higher" else {"worst": 50, "best": 0}},
                {"formula": "min(100, x * 3)"},
            ]
        )
    )
    rule = dict(rule)
    if draw(st.integers(0, 2)) == 0:
        to = draw(st.sampled_from(["mean", "median", "best", "team", 3, "bonus"]))
        rule["compare"] = {"to": to, "as": draw(st.sampled_from(["ratio", "difference"]))}
    if draw(st.integers(0, 2)) == 0:
        rule["switch"] = {
            "when": draw(st.sampled_from(["asked <= 9", "good < 4 or asked < 3"])),
            "points": {"bands": {">=5": 90, "else": 40}},
        }
        if better == "lower":
            rule["switch"]["points"] = {"bands": {"<=5": 90, "else": 40}}
    return rule


@given(months(), months())
@examples(100)
def test_engine_and_oracle_on_events(month: Month, earlier: Month) -> None:
    (rows, scheme), (before, _) = month, earlier
    try:
        first = settle(before, scheme)
        expected = settle(rows, scheme, first)
    except (Unsupported, Refused):
        assume(False)
    compare(rows, scheme, before, expected)


def compare(rows: list[dict[str, str]], scheme: dict[str, Any], before: list[dict[str, str]], expected: list[Outcome]) -> None:
    """Run the engine over both months and hold it against the oracle."""
    with tempfile.TemporaryDirectory() as folder:
        path, kept = Path(folder, "events.yaml"), Path(folder, "2026-02.json")
        path.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
        try:
            with kept.open("wb") as file:
                write_json(csscore.rank(pd.DataFrame(before, dtype=object), str(path), period="2026-02"), file, lang="en")
            result = csscore.rank(pd.DataFrame(rows, dtype=object), str(path), period="2026-03", history=[str(kept)])
        except Rejected as rejected:
            codes = {problem.code for problem in rejected.problems if problem.severity == "error"}
            assume(not codes <= REFUSED)
            raise
    assert_agrees(result, expected, scheme, rows)


REFUSED = {"D351", "D389", "P126", "P127"}
"""What no ranking can be made of: no row counts, nobody of the month before, a ratio to nothing."""

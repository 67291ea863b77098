"""The JSON is the contract of version 1: its schema, its key order, its exact numbers."""

from __future__ import annotations

import io
import json
from importlib.resources import files

import jsonschema
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csscore import __version__
from csscore.problems import Place, Problem
from csscore.report.json import write_json
from csscore.result import Result
from csscore.words import Lang, Words
from tests.report.results import DIGEST, metric, result, three, units

SCHEMA = json.loads(files("csscore.report").joinpath("result-v1.schema.json").read_text("utf-8"))
PROBLEM = Problem(
    "T100",
    Place("三月.xlsx", "数据信息", "D17"),
    "响应",
    {"text": "九十五", "agent": "小美", "column": "响应", "remedy": Words("写 95", "write 95")},
)


def text_of(what: Result, lang: Lang = "zh") -> str:
    out = io.BytesIO()
    write_json(what, out, lang=lang)
    return out.getvalue().decode()


def data_of(what: Result, lang: Lang = "zh") -> dict:
    data = json.loads(text_of(what, lang))
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft202012Validator)
    return data


def test_the_whole_document() -> None:
    what = three(problems=[PROBLEM], period="2026-03")
    one = result(["小美"], pay=["2500.00"], metrics=[metric("sales", [128400.0], ["91.2"], unit="money")], problems=[PROBLEM])
    assert data_of(what)["period"] == "2026-03"
    assert (
        text_of(one)
        == """\
{
  "csscore": 1,
  "version": "VERSION",
  "inputs": [],
  "set": [],
  "scheme": {"name": "presale", "version": "3", "digest": "DIGEST"},
  "period": null,
  "currency": "CNY",
  "agents": [
    {"agent": "小美", "name": "小美", "cohort": {}, "status": "ranked", "rank": 1, "tied": 1, \
"score": "90.00", "pay": "2500.00", \
"metrics": {"sales": {"value": "128400.00", "points": "91.2000", "weight": "50", "contribution": "45.6000"}}, \
"groups": {}, "gates": [], "flags": [], \
"lines": [{"rule": "ladder", "title": "名次奖金", "amount": "2500.00", "because": "第 1 名"}], "reason": null}
  ],
  "totals": {"agents": 1, "ranked": 1, "pay": "2500.00"},
  "problems": [
    {"code": "T100", "severity": "error", "message": "“九十五”不是数字（客服 小美，列 响应）", \
"place": {"file": "三月.xlsx", "sheet": "数据信息", "cell": "D17", "line": null, "column": null}}
  ]
}
""".replace("VERSION", __version__).replace("DIGEST", DIGEST)
    )


def test_values_stand_in_their_base_unit() -> None:
    first, second, last = data_of(three())["agents"]
    assert {key: value["value"] for key, value in first["metrics"].items()} == {
        "sales": "128400.00",
        "conversion": "0.4523",
        "response": "38.5",
    }
    assert last["metrics"]["sales"] == {"value": None, "points": None, "weight": "45", "contribution": None}
    assert second["gates"] == [{"name": "回复率", "effect": "总分不高于 60", "because": "回复率须达 95%"}]
    assert second["flags"] == ["复训"]
    assert (last["rank"], last["tied"], last["score"], last["reason"], last["lines"]) == (None, 0, None, "没有销售额", [])


def test_sentences_follow_the_language() -> None:
    english = data_of(three(), "en")["agents"]
    assert english[0]["lines"][0] == {"rule": "ladder", "title": "rank bonus", "amount": "2500.00", "because": "rank 1"}
    assert english[2]["reason"] == "no sales"


def test_weights_are_shortest_decimals_and_absent_under_sum() -> None:
    from fractions import Fraction

    parts = [
        metric("a", [1.0], ["10"], weight=Fraction(45, 2)),
        metric("b", [1.0], ["10"], weight=Fraction(100, 3)),
        metric("c", [1.0], ["10"], weight=None),
    ]
    metrics = data_of(result(["x"], metrics=parts))["agents"][0]["metrics"]
    assert [metrics[key]["weight"] for key in "abc"] == ["22.5", "33.3333333333", None]
    assert metrics["c"]["contribution"] is None


def test_counted_stands_only_where_weights_are_renormalised() -> None:
    counted = data_of(result(["x", "y"], counted=units(["90", "100"], 4)))["agents"]
    assert [agent["counted"] for agent in counted] == ["90", "100"]
    assert "counted" not in data_of(result(["x"]))["agents"][0]


def test_text_files_have_no_sheet_and_yaml_no_cell() -> None:
    places = [Place("a.csv", None, "D4", line=4), Place("方案.yaml", line=12, column=9), None]
    problems = [Problem("T100", place, details=PROBLEM.details) for place in places]
    assert [p["place"] for p in data_of(result(["x"], problems=problems))["problems"]] == [
        {"file": "a.csv", "sheet": None, "cell": "D4", "line": 4, "column": None},
        {"file": "方案.yaml", "sheet": None, "cell": None, "line": 12, "column": 9},
        None,
    ]


def test_nobody_is_still_a_document() -> None:
    assert data_of(result([]))["agents"] == []


def test_agents_come_in_blocks_without_a_seam(monkeypatch) -> None:
    from csscore.report import json as written

    what = result([f"a{i}" for i in range(10)], metrics=[metric("x", [float(i) for i in range(10)], ["1"] * 10)])
    whole = text_of(what)
    monkeypatch.setattr(written, "_AGENTS", 3)
    assert text_of(what) == whole
    assert np.array_equal([agent["metrics"]["x"]["value"] for agent in data_of(what)["agents"]], [str(i) for i in range(10)])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_any_names_survive(names: list[str]) -> None:
    assert [agent["agent"] for agent in data_of(result(names))["agents"]] == names

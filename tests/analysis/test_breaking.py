"""A metric by the texts of a column: hers, the others', her month before, on every engine, in files and without names."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import csscore
from csscore import pipeline
from csscore.analysis.explain import explained
from csscore.analysis.finding import find
from csscore.analysis.slips import slips
from csscore.analysis.strengths import Comparing
from csscore.report import apart, explanation
from csscore.report.blocks import Table
from csscore.report.explanation_json import json_text
from csscore.report.json import write_json
from tests.running import invoke

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = """\
csscore: 1
name: talk
metrics:
  lost:
    {title: 流失询单, value: {count: "成交 == '否'"}, unit: count, better: lower, weight: 50, points: minmax, breakdown: 流失原因}
  conversion: {title: 转化率, value: {share: "成交 == '是'"}, unit: percent, weight: 50, points: minmax, breakdown: [商品]}
"""
Rows = dict[tuple[str, str, str, str], int]
MARCH: Rows = {
    ("小美", "台灯", "否", "价格"): 6,
    ("小美", "台灯", "否", "服务"): 1,
    ("小美", "吊灯", "否", "其他"): 1,
    ("小美", "台灯", "是", ""): 3,
    ("小美", "吊灯", "是", ""): 9,
    ("小丹", "台灯", "否", "价格"): 4,
    ("小丹", "台灯", "是", ""): 10,
    ("阿岚", "台灯", "否", "服务"): 20,
    ("阿岚", "吊灯", "是", ""): 5,
    ("小石", "吊灯", "否", "价格"): 6,
    ("小石", "台灯", "是", ""): 10,
    ("小石", "吊灯", "否", "其他"): 9,
    ("小石", "吊灯", "否", ""): 1,
}
FEBRUARY: Rows = {
    ("小美", "台灯", "否", "价格"): 4,
    ("小美", "吊灯", "否", "服务"): 2,
    ("小美", "台灯", "是", ""): 4,
    ("小丹", "台灯", "是", ""): 1,
    ("阿岚", "台灯", "是", ""): 1,
    ("小石", "台灯", "否", "服务"): 1,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.yaml").write_text(SCHEME, "utf-8")
    for name, rows in {"march.csv": MARCH, "february.csv": FEBRUARY}.items():
        lines = [",".join(row) for row, times in rows.items() for _ in range(times)]
        (tmp_path / name).write_text("\n".join(["客服,商品,成交,流失原因", *lines]) + "\n", "utf-8")
    with (tmp_path / "2026-02.json").open("wb") as out:
        write_json(csscore.rank("february.csv", "talk.yaml", period=None), out, lang="zh")
    return tmp_path


def of(agent: str, **options: Any) -> Any:
    run = pipeline.compute("march.csv", "talk.yaml", **options)
    return explained(run, find(run, agent), what_if=False, comparing=Comparing(run))


def test_parts_of_a_count_against_the_others_and_the_month_before(folder: Path) -> None:
    # hers 6 + 1 + 1 of 8; of the others' 40: 10 for the price, 20 for the service, 9 for something else, 1 not said
    lost, conversion = of("小美", history=["2026-02.json"]).apart
    assert (lost.people, lost.period, lost.more) == (3, "2026-02", 0)
    whole = [
        ("价格", 6, "3/4", "1/4", "1/2", 4),
        ("", 0, "0", "1/40", "-1/40", 0),
        ("其他", 1, "1/8", "9/40", "-1/10", 0),
        ("服务", 1, "1/8", "1/2", "-3/8", 2),
    ]
    for kind, (label, value, *parts, before) in zip(lost.kinds, whole, strict=True):
        assert (kind.label, kind.value, kind.before) == (label, value, before)
        assert [kind.share, kind.others, kind.difference] == [Fraction(str(part)) for part in parts]
    # 台灯: hers 3 of 10, the others' 20 of 44; 吊灯: hers 9 of 10, the others' 5 of 21
    rates = [(kind.label, kind.value, kind.share, kind.others, kind.before) for kind in conversion.kinds]
    assert rates == [
        ("台灯", Fraction(3, 10), None, Fraction(20, 44), Fraction(1, 2)),
        ("吊灯", Fraction(9, 10), None, Fraction(5, 21), 0),
    ]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_every_engine_says_the_same_and_the_result_carries_it(folder: Path, engine: str) -> None:
    if engine == "duckdb":
        pytest.importorskip("duckdb")
    result = csscore.rank("march.csv", "talk.yaml", engine=engine)
    with (folder / f"{engine}.json").open("wb") as out:
        write_json(result, out, lang="en")
    said = {one["agent"]: one["metrics"] for one in json.loads((folder / f"{engine}.json").read_text("utf-8"))["agents"]}
    assert said["小石"]["lost"]["breakdown"] == {"流失原因": {"": "1", "价格": "6", "其他": "9"}}
    assert said["小石"]["conversion"]["breakdown"] == {"商品": {"台灯": "1", "吊灯": "0"}}
    assert said["小丹"]["conversion"]["breakdown"] == {"商品": {"台灯": "0.714285714286"}}


def test_it_is_read_in_both_languages(folder: Path) -> None:
    said = of("小美", history=["2026-02.json"])
    zh, en = ([block for block in apart.blocks(said, lang) if isinstance(block, Table)] for lang in ("zh", "en"))
    assert zh[0].head == ("流失原因", "本人", "占", "其他人", "差", "2026-02", "变化")
    assert zh[0].rows[0] == ("价格", "6", "75.00%", "25.00%", "+50.00 个百分点", "4", "+2")
    assert zh[0].rows[1][0] == "（没有写）"
    assert en[1].head == ("商品", "hers", "others", "difference", "2026-02", "change")
    assert en[1].rows[0][1:3] == ("30.00%", "45.45%")
    assert "按流失原因分开看" in str(explanation.blocks(said, "zh"))
    (by_reason, _) = json.loads(json_text(said, "en"))["apart"]
    assert by_reason["kinds"][0] == {
        "label": "价格", "value": "6", "share": "0.75", "others": "0.25", "difference": "0.5", "before": "4",
    }  # fmt: skip


def test_of_two_others_nothing_is_told_and_slips_have_it_where_strengths_are_wanted(folder: Path) -> None:
    lines = [line for line in (folder / "march.csv").read_text("utf-8").splitlines() if not line.startswith("小石")]
    (folder / "march.csv").write_text("\n".join(lines), "utf-8")
    lost, _ = of("小美").apart
    assert (lost.people, lost.period) == (0, None)
    assert [(kind.label, kind.others) for kind in lost.kinds] == [("价格", None), ("其他", None), ("服务", None)]
    with_, without = (slips("march.csv", "talk.yaml", advice=False, strengths=wanted) for wanted in (True, False))
    assert [len(slip.said.apart) for slip in (*with_, *without)] == [2, 2, 2, 0, 0, 0]


def test_a_colleague_s_name_among_the_texts_is_hidden(folder: Path) -> None:
    text = (folder / "march.csv").read_text("utf-8").replace("其他", "小丹没回")
    (folder / "march.csv").write_text(text, "utf-8")
    found = slips("march.csv", "talk.yaml", agents=["小美"], advice=False, strengths=True)
    assert "同事没回" in [kind.label for kind in found[0].said.apart[0].kinds]
    told = invoke(["explain", "march.csv", "-s", "talk.yaml", "-a", "小美", "--anonymous", "--lang", "zh"]).stdout
    assert "没回" in told
    result = invoke(["rank", "march.csv", "-s", "talk.yaml", "--anonymous", "--format", "json"]).stdout
    assert "没回" in result
    assert "小丹" not in told + result

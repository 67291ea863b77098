"""``csscore schemes new --from``: from a real-looking export to a scheme, its test, a workbook and slips, without a line of YAML."""

from __future__ import annotations

import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from csscore import pipeline
from csscore.rules import RULES, load_scheme
from csscore.scheme.schema import json_schema
from tests.cli.conftest import Run
from tests.conftest import ROOT

ANSWERS = """
title: 三月方案
metrics: [sales, conversion, response_seconds]
weight.sales: 50
weight.conversion: 40
gates: [reply_rate]
gates.reply_rate: 95%
least: 100
pay.first: 2500
pay.second: 2300
pay.last: 1500
"""


@pytest.fixture(autouse=True)
def march() -> None:
    shutil.copy(ROOT / "samples" / "march.xlsx", "march.xlsx")
    Path("answers.yaml").write_text(ANSWERS, encoding="utf-8")


def new(run: Run, *more: str, **options: object):
    return run("schemes", "new", "ours.yaml", "--from", "march.xlsx", *more, **options)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_an_export_to_workbook_and_slips(lang: str, run: Run) -> None:
    ended = new(run, "--answers", "answers.yaml", "--lang", lang)
    assert (ended.exit_code, ended.stdout) == (0, ""), ended.stderr
    scheme = load_scheme("ours.yaml")
    assert {name: str(metric.weight) for name, metric in scheme.metrics.items()} == {
        "sales": "50", "conversion": "40", "response_seconds": "10", "reply_rate": "0", "receptions": "0",
    }  # fmt: skip
    assert scheme.metrics["response_seconds"].better == "lower"
    assert [gate.when.text for gate in scheme.gates] == ["reply_rate < 95%", "receptions < 100"]
    jsonschema.validate(yaml.safe_load(Path("ours.yaml").read_text("utf-8")), json_schema(RULES))
    assert pipeline.check("ours.yaml") == ()
    for command in (
        ("test", "ours.test.yaml"),
        ("rank", "march.xlsx", "-s", "ours.yaml", "-o", "ranking.xlsx"),
        ("slips", "march.xlsx", "-s", "ours.yaml", "-o", "slips.xlsx"),
        ("schemes", "export", "ours.yaml", "-o", "form.xlsx"),
    ):
        assert run(*command, "--lang", lang).exit_code == 0, command


def test_the_same_as_the_ready_made_scheme(run: Run) -> None:
    """The answers of the lighting shop give the ready-made scheme of the lighting shop."""
    answers = ANSWERS.replace("50", "45", 1).replace("40", "45", 1).replace("least: 100\n", "")
    Path("answers.yaml").write_text(answers, encoding="utf-8")
    assert new(run, "--answers", "answers.yaml").exit_code == 0
    made, ready = (
        run("rank", "march.xlsx", "-s", name, "--fields", "rank,agent,score,pay", "-q", "--format", "csv")
        for name in ("ours.yaml", "presale")
    )
    assert made.stdout == ready.stdout


def test_somebody_at_the_keyboard(run: Run) -> None:
    """A wrong answer is asked again; Enter takes what stands in brackets; what each answer means is shown."""
    typed = ["", "sales,nothing", "sales, conversion", "", "150", "60", "", "", "", "", "ladder", "1000", "", "100", ""]
    ended = new(run, "--lang", "zh", input="\n".join(typed) + "\n")
    assert ended.exit_code == 0, ended.stderr
    assert "没有“nothing”" in ended.stderr
    assert "最多还有 100" in ended.stderr
    assert "→ 第 1 名 麦子" in ended.stderr
    scheme = load_scheme("ours.yaml")
    assert [str(metric.weight) for metric in scheme.metrics.values()] == ["60", "40"]
    assert "ladder: {first: 1000, last: 100}" in Path("ours.yaml").read_text("utf-8")


def test_whoever_stops_in_the_middle_has_written_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert new(run, input="\nsales\n").exit_code == 2
    monkeypatch.setattr("csscore.cli.interviewing._show", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert new(run, "--answers", "answers.yaml").exit_code == 130
    assert sorted(path.name for path in Path().iterdir()) == ["answers.yaml", "march.xlsx"]


def test_rules_that_want_numbers_ask_for_them(run: Run) -> None:
    more = "points: linear\n" + "".join(f"points.{name}.worst: {worst}\npoints.{name}.best: {best}\n" for name, worst, best in (
        ("sales", 0, 100000), ("conversion", "20%", "60%"), ("response_seconds", "60s", "20s")))  # fmt: skip
    Path("answers.yaml").write_text(ANSWERS.partition("pay.")[0] + more + "pay: score_share\npay.of: 3000\n", encoding="utf-8")
    ended = new(run, "--answers", "answers.yaml")
    assert ended.exit_code == 0, ended.stderr
    text = Path("ours.yaml").read_text("utf-8")
    assert "points: {linear: {worst: 60s, best: 20s}}" in text
    assert "score_share: {of: 3000}" in text
    assert run("test", "ours.test.yaml").exit_code == 0


def test_a_ready_made_scheme_to_begin_with(run: Run) -> None:
    Path("answers.yaml").write_text("weight.sales: 60\nweight.conversion: 30\n", encoding="utf-8")
    ended = new(run, "--like", "presale", "--answers", "answers.yaml", "--lang", "zh")
    assert ended.exit_code == 0, ended.stderr
    made = load_scheme("ours.yaml")
    ready = load_scheme("presale", sets=["metrics.sales.weight=60", "metrics.conversion.weight=30"])
    assert [(name, metric.weight, metric.value, metric.points) for name, metric in made.metrics.items()] == [
        (name, metric.weight, metric.value, metric.points) for name, metric in ready.metrics.items()
    ]
    assert [gate.when.text for gate in made.gates] == [gate.when.text for gate in ready.gates]
    assert run("test", "ours.test.yaml").exit_code == 0


@pytest.mark.parametrize(
    "sample",
    ["aftersale-march.csv", "hotline-march.csv", "kpi-march.csv", "centre.csv", "orderdesk-march.csv", "halfyear/2026-01.csv"],
)
def test_any_export_gives_a_sound_scheme_of_usual_answers(sample: str, run: Run) -> None:
    Path("answers.yaml").write_text("pay.first: 500\npay.last: 100\n", encoding="utf-8")
    export = str(ROOT / "samples" / sample)
    ended = run("schemes", "new", "ours.yaml", "--from", export, "--answers", "answers.yaml")
    assert ended.exit_code == 0, ended.stderr
    assert run("rank", export, "-s", "ours.yaml").exit_code == 0
    assert run("test", "ours.test.yaml").exit_code == 0

"""``csscore check``: the weights and the verdict on standard output, problems beside it, the exit code as the answer."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from csscore.problems import Problem, Rejected

SCHEME = """\
csscore: 1
name: ours
agent: [客服]
columns: {a: [甲], b: [乙], c: [丙], d: [丁]}
metrics:
  results:
    weight: 50
    metrics:
      a: {title: 销售额, value: {sum: a}, weight: 50, points: minmax}
      b: {value: {sum: b}, weight: 50, points: minmax}
  c: {value: {sum: c}, weight: 50, points: minmax}
  d: {value: {sum: d}, weight: 0}
"""


@pytest.fixture
def scheme() -> str:
    Path("ours.yaml").write_text(SCHEME, "utf-8")
    return "ours.yaml"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list:
    """What the pipeline's check finds, and how it was asked."""
    asked: list = []
    problems: list[Problem] = []

    def check(scheme, files, **options):
        asked.append((scheme, files, options))
        return tuple(problems)

    monkeypatch.setattr("csscore.pipeline.check", check)
    return [problems, asked]


def test_the_weights_in_both_languages(run, scheme, found) -> None:
    ended = run("check", scheme, "--lang", "zh")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert ended.stdout == dedent("""\
        指标              有效权重（%）
        results / 销售额  25
        results / 乙      25
        丙                50
        丁                只展示
        0 处错误，0 处警告
        """)
    assert run("check", scheme).stdout.splitlines()[0] == "metric            effective weight (%)"


def test_data_and_options_are_passed_on(run, scheme, found) -> None:
    run(
        "check",
        scheme,
        "a.csv",
        "--sheet",
        "x",
        "--with",
        "e=f.csv",
        "--roster",
        "r.csv",
        "--history",
        "2026-02.json",
        "--period",
        "2026-03",
        "--set",
        "rank.ties=max",
    )
    options = {
        "sheet": ["x"],
        "inputs": {"e": "f.csv"},
        "roster": "r.csv",
        "history": ["2026-02.json"],
        "period": "2026-03",
        "sets": ["rank.ties=max"],
        "encoding": None,
        "engine": "auto",
        "spark_master": None,
    }
    assert found[1] == [(scheme, ["a.csv"], options)]


def test_errors_are_the_answer_no(run, scheme, found) -> None:
    found[0] += [Problem("U111", details={"pattern": "x"}), Problem("T200", details={"count": 3})]
    ended = run("check", scheme)
    assert ended.exit_code == 1
    assert ended.stdout == "errors: 1, warnings: 1\n"
    assert ended.stderr.startswith("error U111:")


def test_warnings_are_no_answer_unless_strict(run, scheme, found) -> None:
    found[0] += [Problem("T200", details={"count": 3})]
    assert run("check", scheme).exit_code == 0
    assert run("check", scheme, "--strict").exit_code == 1


def test_a_scheme_that_can_not_be_read(run, scheme, monkeypatch) -> None:
    def check(*arguments, **options):
        raise Rejected((Problem("U111", details={"pattern": "x"}),))

    monkeypatch.setattr("csscore.pipeline.check", check)
    ended = run("check", scheme)
    assert (ended.exit_code, ended.stdout) == (1, "errors: 1, warnings: 0\n")

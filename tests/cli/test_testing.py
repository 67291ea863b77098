"""``csscore test``: passed, failed, refused; with the calculation, and for CI."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SCHEME = """\
csscore: 1
name: team
title: Team
metrics: {sales: {title: Sales, value: sales, unit: money, weight: 100, points: minmax}}
flags: [{name: best, when: rank == 1}]
"""
TESTS = """\
- name: by hand
  given: |
    客服,销售额
    甲,200
    乙,150
    丙,100
  expect:
    score: {甲: 100, 乙: 50.00, 丙: 0}
    rank: {甲: 1, 乙: 2, 丙: 3}
    flags: {甲: [best], 乙: []}
- name: a missing value & more
  given: |
    客服,销售额
    甲,200
    乙,-
  expect:
    score: {甲: 100, 乙: null}
    pay: {乙: 0}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "schemes"
    folder.mkdir()
    (folder / "team.yaml").write_text(SCHEME, encoding="utf-8")
    (folder / "team.test.yaml").write_text(TESTS, encoding="utf-8")
    return folder


@pytest.mark.parametrize("paths", [(), ("schemes",), ("team",), ("schemes/team.yaml",), ("schemes/team.test.yaml",)])
def test_what_passes(paths: tuple[str, ...], here: Path, run: Run) -> None:
    ended = run("test", *paths)
    assert (ended.exit_code, ended.stdout) == (0, "test files: 1, passed: 2, failed: 0\n"), ended.stderr


def test_a_ready_made_scheme_by_name(run: Run) -> None:
    assert run("test", "presale", "--lang", "zh").stdout == "1 个测试文件，4 个通过，0 个没通过\n"


def test_what_fails_is_shown_with_its_place(here: Path, run: Run) -> None:
    wrong = TESTS.replace("乙: 50.00", "乙: 50.01").replace("丙: 3", "丁: 3").replace("[best]", "[]").replace("乙: null", "乙: 0")
    (here / "team.test.yaml").write_text(wrong, encoding="utf-8")
    ended = run("test")
    assert ended.exit_code == 1
    assert ended.stdout.splitlines() == [
        "schemes/team.test.yaml:1:3: failed · by hand",
        "  schemes/team.test.yaml:8:24: score of 乙: expected 50.01, found 50.00",
        "  schemes/team.test.yaml:9:27: rank of 丁: expected 3, found no such agent",
        "  schemes/team.test.yaml:10:16: flags of 甲: expected [], found [best]",
        "schemes/team.test.yaml:11:3: failed · a missing value & more",
        "  schemes/team.test.yaml:17:24: score of 乙: expected 0, found none",
        "test files: 1, passed: 0, failed: 2",
    ]


def test_a_refused_table_fails_by_its_name(here: Path, run: Run) -> None:
    (here / "team.test.yaml").write_text(TESTS.replace("乙,150", "乙,九十五"), encoding="utf-8")
    ended = run("test")
    assert ended.exit_code == 1
    assert ended.stdout.splitlines()[1:3] == [
        "  no result:",
        "  given:3: error D204: '九十五' is not a number (agent 乙, column 销售额)",
    ]


def test_the_calculation(here: Path, run: Run) -> None:
    lines = run("test", "-v").stdout.splitlines()
    assert lines[0] == "schemes/team.test.yaml:1:3: passed · by hand"
    assert "    乙: Team (team, version 1)" in lines
    assert "      Sales   150.00 CNY  50.0000    100%  50.0000" in lines


def test_junit(here: Path, run: Run) -> None:
    (here / "team.test.yaml").write_text(TESTS.replace("乙: 50.00", "乙: 50.01"), encoding="utf-8")
    assert run("test", "--junit", "outcome.xml").exit_code == 1
    (suite,) = ET.parse("outcome.xml").getroot()  # noqa: S314 - our own file
    assert suite.attrib == {"name": "schemes/team.test.yaml", "tests": "2", "failures": "1", "errors": "0"}
    failed, passed = suite
    assert (failed.get("classname"), failed.get("name"), failed[0].tag) == ("team", "by hand", "failure")
    assert failed[0].get("message") == "schemes/team.test.yaml:8:24: score of 乙: expected 50.01, found 50.00"
    assert (passed.get("name"), len(passed)) == ("a missing value & more", 0)
    assert run("test", "--junit", "outcome.xml").exit_code == 4
    assert run("test", "--junit", "outcome.xml", "--force").exit_code == 1


def test_a_broken_scheme_is_refused(here: Path, run: Run) -> None:
    (here / "team.yaml").write_text(SCHEME.replace("weight: 100", "weigth: 100"), encoding="utf-8")
    assert run("test").exit_code == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_scheme_comes_with_its_test(lang: str, run: Run) -> None:
    before = run("test")
    assert (before.exit_code, "A101: there is no .test.yaml in schemes" in before.stderr) == (
        3,
        True,
    )  # nor a folder of that name
    started = run("schemes", "new", "schemes/ours.yaml", "--lang", lang)
    assert started.exit_code == 0
    assert all(path.name in started.stderr for path in Path("schemes").iterdir())  # whatever is written is said
    assert run("test").stdout == "test files: 1, passed: 1, failed: 0\n"


def test_a_new_scheme_overwrites_no_test(run: Run) -> None:
    Path("ours.test.yaml").write_text("mine", encoding="utf-8")
    assert run("schemes", "new", "ours.yaml").exit_code == 4
    assert not Path("ours.yaml").exists()
    assert Path("ours.test.yaml").read_text(encoding="utf-8") == "mine"
    assert run("schemes", "new", "ours.yaml", "--force").exit_code == 0

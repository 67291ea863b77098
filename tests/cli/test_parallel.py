"""``csscore diff --to-table``: every format says the same, the exit code tells, and no name stands where none may."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

SCHEME = """csscore: 1
name: team
metrics:
  sales: {title: 销售额, value: sales, weight: 100, points: {linear: {worst: 0, best: 100}}}
pay:
  - {ladder: {first: 300, last: 100}, title: 名次奖金}
"""
CALL = ("diff", "march.csv", "-s", "team.yaml", "--to-table", "old.csv")


@pytest.fixture(autouse=True)
def month() -> None:
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    Path("march.csv").write_text("客服,销售额\n小安,90.44\n小贝,80.25\n小冬,60\n", encoding="utf-8")
    Path("old.csv").write_text("姓名,名次,总分,奖金\n小安,1,90.4,300\n小贝,1,80.25,300\n小怡,3,10,100\n", encoding="utf-8")


def test_every_format_says_the_same(run: Run) -> None:
    ended = run(*CALL, "--lang", "zh")
    assert ended.exit_code == 0, ended.stderr
    told = [line.split() for line in ended.stdout.splitlines()]
    assert ["小贝", "名次", "1", "2", "那边和小安并列，这里分了先后"] in told
    assert ["应发", "300.00", "元", "200.00", "元", "−100.00", "元", "等于按第", "1", "名发“名次奖金”"] in told
    said = json.loads(run(*CALL, "--format", "json").stdout)
    figures = {
        (one["agent"], cell["what"]): (cell["there"], cell["here"], cell["same"])
        for one in said["agents"]
        for cell in one["figures"]
    }
    assert figures["小贝", "pay"] == ("300.00", "200.00", False)
    assert figures["小安", "score"] == ("90.40", "90.44", False)
    rows = [row for row in csv.DictReader(io.StringIO(run(*CALL, "--format", "csv").stdout)) if row["what"]]
    assert [(row["there"], row["here"], row["same"] == "true") for row in rows] == list(figures.values())
    assert run(*CALL, "-o", "found.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook("found.xlsx").active
    assert [(row[4], row[5]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[2]] == [
        (float(there), float(here)) for there, here, _ in figures.values()
    ]
    for format_ in ("md", "html"):
        assert "小贝" in run(*CALL, "--format", format_).stdout


def test_the_exit_code(run: Run) -> None:
    assert run(*CALL, "--exit-code").exit_code == 1
    Path("old.csv").write_text("姓名,总分\n小安,90.44\n小贝,80.25\n小冬,60\n", encoding="utf-8")
    assert run(*CALL, "--exit-code").exit_code == 0


def test_only_large_differences(run: Run) -> None:
    lines = run(*CALL, "--over", "50", "--lang", "zh").stdout.splitlines()
    assert "应发相差超过 50.00 元的人" in lines
    assert not any(line.startswith("  小冬") for line in lines)


@pytest.mark.parametrize("format_", ["table", "csv", "json", "md", "html"])
def test_no_name_where_none_may_be(run: Run, format_: str) -> None:
    ended = run(*CALL, "--anonymous", "--format", format_, "-v")
    assert ended.exit_code == 0
    for secret in ("小安", "小贝", "小冬", "小怡", "old.csv", "march.csv"):
        assert secret not in ended.stdout + ended.stderr


def test_the_old_table_is_never_written_onto(run: Run) -> None:
    assert run(*CALL, "-o", "old.csv", "--force").exit_code == 4

"""A scheme as an Excel form: unchanged it is the very scheme, changed cells are ``--set``, and mistakes are named by cell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

import csscore
from csscore.problems import Rejected
from csscore.rules import load_scheme
from csscore.scheme.filled import KEY, PATH, SHEET, VALUE
from csscore.scheme.lookup import cards
from tests.cli.conftest import Run
from tests.conftest import ROOT

READY_MADE = sorted(card.name for card in cards() if card.ready_made)
SCHEME = """csscore: 1
name: team
title: 本组
metrics:
  sales: {title: 销售额, value: sales, unit: money, weight: 60, points: minmax}
  reply: {title: 回复率, value: reply_rate, unit: percent, weight: 40, points: {bands: {">=98%": 100, ">=95%": 80, else: 50}}}
gates:
  - {name: 回复太低, when: reply < 90%, then: {score: at_most 60}}
pay:
  - {ladder: {first: 500, last: 100}, title: 名次奖金}
"""
MONTH = "客服,销售额,回复率\n小安,128400,98%\n小贝,96000,96%\n小晨,90000,97%\n小冬,80000,99%\n"


@pytest.fixture(autouse=True)
def here() -> None:
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    Path("march.csv").write_text(MONTH, encoding="utf-8")


def exported(run: Run, scheme: str = "team.yaml", *more: str, lang: str = "zh") -> Path:
    ended = run("schemes", "export", scheme, "-o", "form.xlsx", "--lang", lang, "--force", *more)
    assert ended.exit_code == 0, ended.stderr
    return Path("form.xlsx")


class Form:
    """The form in openpyxl; rows are found by their path."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = openpyxl.load_workbook(path)
        self.sheet = self._book.worksheets[0]

    def rows(self, path: str) -> list[int]:
        return [row for row in range(1, self.sheet.max_row + 1) if self.sheet.cell(row, PATH).value == path]

    def put(self, path: str, value: object, *, line: int = 0, column: int = KEY) -> str:
        cell = self.sheet.cell(self.rows(path)[line], column)
        cell.value = value
        self._book.save(self._path)
        return f"{self._path}[{self.sheet.title}]!{cell.coordinate}"


def codes(path: str) -> list[tuple[str, str]]:
    try:
        problems = load_scheme(path) and csscore.check(path)
    except Rejected as rejected:
        problems = rejected.problems
    return [(problem.code, str(problem.place)) for problem in problems]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", READY_MADE)
def test_a_form_left_alone_is_the_very_scheme(name: str, lang: str, run: Run) -> None:
    form = exported(run, name, lang=lang)
    assert load_scheme(str(form)).digest == load_scheme(name).digest
    openpyxl.load_workbook(form).save(form)
    assert load_scheme(str(form)).digest == load_scheme(name).digest


def test_a_changed_form_is_the_scheme_with_these_settings(run: Run) -> None:
    form = Form(exported(run))
    form.put("metrics.sales.weight", 50)
    form.put("metrics.reply.weight", "50")
    form.put("metrics.sales.better", "越低越好")
    form.put("rank.ties", "1-2-2-3")
    form.put("metrics.reply.points.bands", ">=97%", line=1)
    form.put("metrics.reply.points.bands", 85, line=1, column=VALUE)
    form.put("metrics.reply.points.bands", ">=90%", line=3)
    form.put("metrics.reply.points.bands", 10, line=3, column=VALUE)
    form.put("pay[0].ladder", 600, column=VALUE)
    sets = [
        *("metrics.sales.weight=50", "metrics.reply.weight=50", "metrics.sales.better=lower", "rank.ties=dense"),
        'metrics.reply.points.bands={">=98%": 100, ">=97%": 85, ">=90%": 10, else: 50}',
        "pay[0].ladder={first: 600, last: 100}",
    ]
    made = load_scheme("form.xlsx")
    assert made.digest == load_scheme("team.yaml", sets=sets).digest
    (told,) = [problem for problem in csscore.check("form.xlsx") if problem.code == "S389"]
    assert "--set metrics.sales.weight=50" in told.message.en


def test_a_percentage_typed_into_a_cell_of_percentages(run: Run) -> None:
    Path("team.yaml").write_text(
        SCHEME.replace('{bands: {">=98%": 100, ">=95%": 80, else: 50}}', "{linear: {worst: 90%, best: 100%}}"), encoding="utf-8"
    )
    form = Form(exported(run))
    form.put("metrics.reply.points.linear.worst", 0.925)
    assert load_scheme("form.xlsx").digest == load_scheme("team.yaml", sets=["metrics.reply.points.linear.worst=0.925"]).digest


def test_a_form_is_a_scheme_for_every_command(run: Run) -> None:
    Form(exported(run)).put("pay[0].ladder", 600, column=VALUE)
    by_form = run("rank", "march.csv", "-s", "form.xlsx", "--format", "csv")
    by_set = run("rank", "march.csv", "-s", "team.yaml", "--set", "pay[0].ladder.first=600", "--format", "csv")
    assert by_form.exit_code == 0, by_form.stderr
    assert by_form.stdout == by_set.stdout
    for command in (("schemes", "show", "form.xlsx"), ("check", "form.xlsx"), ("diff", "march.csv", "-s", "team.yaml", "--to", "form.xlsx"),
                    ("explain", "march.csv", "-s", "form.xlsx", "--agent", "小安"), ("schemes", "export", "form.xlsx", "-o", "again.xlsx")):  # fmt: skip
        assert run(*command).exit_code == 0, command
    assert load_scheme("again.xlsx").digest == load_scheme("form.xlsx").digest


def test_what_is_set_when_it_is_exported_is_a_changed_cell(run: Run) -> None:
    exported(run, "team.yaml", "--set", "pay[0].ladder.first=600")
    assert load_scheme("form.xlsx").digest == load_scheme("team.yaml", sets=["pay[0].ladder.first=600"]).digest


@pytest.mark.parametrize(
    ("path", "line", "column", "value", "code"),
    [
        ("metrics.sales.weight", 0, KEY, "很多", "S104"),
        ("metrics.sales.weight", 0, KEY, -5, "S105"),
        ("metrics.sales.weight", 0, KEY, 50, "S301"),
        ("metrics.sales.weight", 0, KEY, None, "S383"),
        ("metrics.sales.better", 0, KEY, "越多越好", "S111"),
        ("metrics.reply.points.bands", 1, KEY, "大约 95%", "P101"),
        ("metrics.reply.points.bands", 1, VALUE, None, "S385"),
        ("gates[0].when", 0, KEY, "reply <", "S202"),
        ("metrics.sales.weight", 0, PATH, "metrics.sale.weight", "S384"),
    ],
)
def test_a_mistake_is_named_by_its_cell(path: str, line: int, column: int, value: object, code: str, run: Run) -> None:
    cell = Form(exported(run)).put(path, value, line=line, column=column)
    found = dict(codes("form.xlsx"))
    assert code in found, found
    assert found[code] == cell or code in {"S301", "P101"}, found
    assert found[code].startswith("form.xlsx[方案]!"), found


def test_rows_that_are_gone(run: Run) -> None:
    form = Form(exported(run))
    form.sheet.delete_rows(form.rows("metrics.sales.weight")[0])
    form.put("title", "本组")
    assert [code for code, _ in codes("form.xlsx")] == ["S382"]


def test_yaml_that_was_changed_and_files_that_are_no_forms(run: Run) -> None:
    book = openpyxl.load_workbook(exported(run))
    book[SHEET]["A9"] = "|  sales: {value: refunds}"
    book.save("form.xlsx")
    assert [code for code, _ in codes("form.xlsx")] == ["S381"]
    assert [code for code, _ in codes(str(ROOT / "samples" / "march.xlsx"))] == ["S380"]
    Path("form.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert [code for code, _ in codes("form.xlsx")] == ["S380"]


def test_the_form_is_never_written_onto(run: Run) -> None:
    exported(run)
    assert run("rank", "march.csv", "-s", "form.xlsx", "-o", "form.xlsx", "--force").exit_code == 4


def test_saved_by_another_program(run: Run, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    Form(exported(run, "presale-grades")).put("metrics.conversion.weight", 30)
    before = load_scheme("form.xlsx").digest if not codes("form.xlsx")[0][0].startswith("S301") else ""
    Form(Path("form.xlsx")).put("metrics.average_order.weight", 30)
    before = load_scheme("form.xlsx").digest
    assert before != load_scheme("presale-grades").digest
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--convert-to",
        "xlsx",
        "--outdir",
        "saved",
        "form.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert load_scheme("saved/form.xlsx").digest == before

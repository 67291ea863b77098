"""A log of disputes: open ones are told, decided ones are paid once, and what is unknown or contradicts itself is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.books.conftest import cs, loaded
from tests.books.shop import PAYROLL, month, shop, write

RUN = ("run", "payroll.yaml", "--period", "2026-03", "--by", "Zhao")
HEAD = "no,period,role,agent,line,claim,evidence,answer by,decision,amount,decided by\n"
LOG = "disputes: {file: disputes.csv, days: 10, how: {zh: 找老李, en: tell Li}}\n"
UPHELD = "7,2026-03,,Ning,Place,a shop was missing,ticket 31,2026-04-20,upheld,50,Li\n"


def rows(period: str = "2026-03") -> list[tuple[str, str, str]]:
    """Return who is paid what in the newest version that exports."""
    file = max(Path("runs", period).glob("v*/payroll.csv"))
    return [(row["Who"], row["Item"], row["Amount"]) for row in csv.DictReader(file.read_text("utf-8-sig").splitlines())]


def disputed(log: str, *, payroll: str = PAYROLL + LOG) -> None:
    shop(payroll=payroll)
    cs(*RUN)
    write("disputes.csv", HEAD + log)


def locked(period: str) -> None:
    cs("approve", f"runs/{period}", "--by", "Li")
    cs("lock", f"runs/{period}", "--by", "Zhao")


def test_a_decided_dispute_of_a_draft_is_an_adjustment() -> None:
    disputed(UPHELD)
    assert "2026-03: 4 people, 1680.00 CNY in all" in cs(*RUN)
    assert ("Ning", "Dispute 7: Place", "50.00") in rows()
    document = loaded(next(Path("runs/2026-03").glob("v1-*/presale.json")))
    line = next(line for agent in document["agents"] for line in agent["lines"] if line["title"] == "Dispute 7: Place")
    assert line["because"] == "a shop was missing (approved by Li; evidence: ticket 31)"
    cs("verify", "runs/2026-03")
    write("disputes.csv", HEAD + UPHELD.replace("upheld,50", "rejected,"))  # the draft follows the log
    assert "2026-03: 4 people, 1630.00 CNY in all" in cs(*RUN)


def test_open_ones_are_told_and_may_stop_the_run() -> None:
    disputed(
        "1,2026-03,,Mei,Cases,twice,,2090-01-01,,,\n2,2026年3月,,Dan,pay,too little,,2020-01-31,,,\n",
        payroll=PAYROLL + LOG + "check: {block: [disputes]}\n",
    )
    said = cs(*RUN, code=3)
    assert "B183: open disputes: 1 Mei (2026-03 Cases)" in said
    assert "B184: disputes that should have been decided by now: 2 Dan (2026-03 pay)" in said
    assert "disputes: stops the run (2)" in said
    assert "还没决定的异议：1 Mei（2026-03 Cases）" in cs(*RUN, "--lang", "zh", code=3)


def test_what_is_decided_after_the_lock_is_a_correction_and_paid_once() -> None:
    disputed(UPHELD)
    cs(*RUN)
    locked("2026-03")
    write("disputes.csv", HEAD + UPHELD + "8,2026/3/1,aftersale,1004,案件,a case,,,成立,-20,Li\n".replace("案件", "Cases"))
    month("2026-04")
    assert "2026-03 is locked, and these disputes were decided since: 8" in cs("run", "payroll.yaml", "--period", "2026-04")
    cs("amend", "runs/2026-03", "--disputes", "--preview")
    said = cs("amend", "runs/2026-03", "--disputes", "--by", "Zhao")
    assert "Wang: 200.00 → 180.00 (-20.00)" in said
    assert said.count("  * ") == 1
    assert "B186" in cs("amend", "runs/2026-03", "--disputes", code=3)
    cs("verify", "runs/2026-03")
    cs("run", "payroll.yaml", "--period", "2026-04")
    assert ("Wang", "Correction of 2026-03", "-20.00") in rows("2026-04")
    cs("run", "payroll.yaml", "--period", "2026-04")
    assert sum(item.startswith("Correction") for _, item, _ in rows("2026-04")) == 1
    # whoever changes what was paid, its month or its number is told
    for old, new, code in (("50,Li", "60,Li", "B181"), ("7,2026-03", "7,2026-04", "B181"), ("7,2026-03", "9,2026-03", "B182")):
        write("disputes.csv", HEAD + UPHELD.replace(old, new))
        assert f"disputes.csv:2: error {code}" in cs("run", "payroll.yaml", "--period", "2026-04", code=3)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,2026-05,,Ning,Place,x,,,,,", "B177"),
        ("1,2026-03,,Nina,Place,x,,,,,", "B178"),
        ("1,2026-03,,Mei,pay,x,,,,,", "B179"),
        ("1,2026-03,sales,Ning,Place,x,,,,,", "B179"),
        ("1,2026-03,,Ning,Plaice,x,,,,,", "B180"),
        ("1,2026-03,,Ning,Place,,,,,,", "B172"),
        ("1,2026-03,,Ning,Place,x,,,maybe,,", "B174"),
        ("1,2026-03,,Ning,Place,x,,,upheld,50,", "B175"),
        ("1,2026-03,,Ning,Place,x,,,upheld,,Li", "B176"),
        ("1,2026-03,,Ning,Place,x,,,rejected,50,Li", "B176"),
        ("1,2026-03,,Ning,Place,x,,,,50,", "B176"),
        ("1,2026-03,,Ning,Place,x,,,upheld,fifty,Li", "D204"),
        ("1,2026-03,,Ning,Place,x,,soon,,,", "D220"),
        (f"{UPHELD}7,2026-03,,Mei,Place,y,,,,,", "B173"),
        (f"{UPHELD}8,2026-03,,Ning,Place,A shop was missing,,,,,", "B173"),
    ],
)
def test_what_is_unknown_or_contradicts_itself_is_refused_with_its_cell(row: str, code: str) -> None:
    disputed(row + "\n")
    before = Path("runs/2026-03/run.json").read_bytes()
    said = cs(*RUN, code=3)
    assert f"error {code}" in said
    assert said.startswith("disputes.csv:") or "disputes.csv!" in said
    assert Path("runs/2026-03/run.json").read_bytes() == before


def test_a_log_in_a_workbook_in_chinese() -> None:
    disputed("")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in (
        ["编号", "考核期", "岗位", "客服", "项目", "异议", "依据", "答复期限", "决定", "金额", "决定人"],
        [7, "2026-03", None, "Ning", "名次奖金", "少算一个店", None, "2026-04-20", "成立", 50, "老李"],
    ):
        sheet.append(cells)
    book.save("disputes.xlsx")
    write("payroll.yaml", PAYROLL + LOG.replace("disputes.csv", "disputes.xlsx"))
    cs(*RUN)
    assert ("Ning", "异议 7：名次奖金", "50.00") in rows()


def test_the_log_that_is_begun_is_read() -> None:
    shop()
    Path("payroll.yaml").unlink()
    for lang in ("zh", "en"):
        cs("run", "--init", f"{lang}.yaml", "--lang", lang)
        said = cs("run", f"{lang}.yaml", "--period", "2026-03", "--dry-run", "--lang", "en")
        assert "disputes: ok" in said
        assert "D248" not in said
        Path("disputes.csv").unlink()


@pytest.mark.parametrize(("lang", "words"), [("zh", "找老李（最迟 2026-04-10）"), ("en", "tell Li (until 2026-04-10)")])
def test_slips_say_how_and_until_when(lang: str, words: str) -> None:
    shop(payroll=PAYROLL + LOG + "write: [slips]\n")
    cs(*RUN, "--lang", lang)
    slips = [path.read_text("utf-8") for path in Path("runs/2026-03").glob("v1-*/slips/*.html")]
    assert len(slips) == 4
    assert all(slip.count(words) == 1 for slip in slips)
    command = ("slips", "data/2026-03/presale.csv", "-s", "presale.yaml", "--period", "2026-03", "--payroll", "payroll.yaml")
    cs(*command, "--format", "md", "-o", "slips", "--no-advice", "--lang", lang)
    assert all(words in path.read_text("utf-8") for path in Path("slips").glob("*.md"))
    cs(*command, "-o", "slips.xlsx", "--lang", lang)
    cells = [cell.value for row in openpyxl.load_workbook("slips.xlsx").worksheets[0].rows for cell in row]
    assert cells.count(words) == 3

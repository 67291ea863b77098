"""A year of three roles, month after month as a script would: joiners, leavers, another scheme from June, a correction in July."""

from __future__ import annotations

import csv
import io
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.books.conftest import cs, loaded
from tests.books.shop import month, shop, small, write
from tests.conftest import ROOT

SALES = {"Mei": 9000, "Dan": 8000, "Ning": 7000, "Xin": 6000}


def page(name: str) -> tuple[dict[str, str], list[list[list[str]]]]:
    """Return the files of the page that works the year out by hand, and its tables: rows of cells without the ruler."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    files = dict(re.findall(r"^<!-- (\S+) -->\n```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    tables = [
        [[cell.strip() for cell in row.strip("|").split("|")] for row in part.splitlines() if "---" not in row]
        for part in text.split("\n\n")
        if part.startswith("|")
    ]
    return files, tables


def test_a_year() -> None:
    """Run the year of docs/year.md and find every amount that is worked out there."""
    files, (cases, paid, carried) = page("year.md")
    for name, text in files.items():
        write(name, text)
    write("leaders.csv", "account,name\nnorth,Li\n")
    for number in range(1, 13):
        period = f"2026-{number:02}"
        there = [who for who in SALES if (who != "Xin" or number >= 4) and (who != "Dan" or number <= 9)]
        write(f"data/{period}/presale.csv", "agent,team,sales\n" + "".join(f"{who},north,{SALES[who]}\n" for who in there))
        known = there if number <= 9 else [*there, "Dan"]
        status = {who: "left" if who not in there else "active" for who in known}
        write(f"data/{period}/roster.csv", "account,status\n" + "".join(f"{who},{status[who]}\n" for who in known))
        write(f"data/{period}/aftersale.csv", f"agent,cases\nWang,{cases[1][number - 1]}\n")
        if number == 7:
            write("correction.csv", "agent,kind,item,amount,reason,approved_by\nNing,value,sales,8500,a shop was missing,Li\n")
            said = cs("amend", "runs/2026-05", "--adjust", "correction.csv", "--role", "presale")
            assert "  * Ning: 80.00 → 160.00 (+80.00), held back +20.00" in said  # a fifth of 200 for a fifth of 100
        if number == 9:
            head = "no,period,agent,line,claim,evidence,answer by,decision,amount,decided by\n"
            write("disputes.csv", f"{head}1,2026-08,Wang,Cases,eight cases are missing,ticket 8,2026-09-25,upheld,40,Li\n")
            cs("amend", "runs/2026-08", "--disputes")
        cs("run", "payroll.yaml", "--period", period, "--by", "Zhao")
        cs("approve", f"runs/{period}", "--by", "Li")
        cs("lock", f"runs/{period}", "--by", "Zhao")
    rows = {
        row["name"]: row for row in csv.DictReader(io.StringIO(cs("runs", "payroll.yaml", "--year", "2026", "--format", "csv")))
    }
    months = [f"2026-{number:02}" for number in range(1, 13)]
    by_hand = {who: ["" if cell == "–" else cell for cell in amounts] for who, *amounts in paid[1:]}
    assert {who: [row[key] for key in (*months, "total")] for who, row in rows.items()} == by_hand
    for named, *sums, total, earned in carried[1:]:
        who, kind = named.split(", ")
        rule = "hold" if kind == "held back" else "draw"
        keys = ("opening", "added", "settled", "forfeited", "closing")
        assert [rows[who][f"{rule}_{key}"] for key in keys] == sums
        assert by_hand[who][-1] == total
        left = Decimal(sums[3]) + Decimal(sums[4])
        assert Decimal(total) + (left if rule == "hold" else -left) == Decimal(earned)
    listed = cs("runs", "payroll.yaml").splitlines()
    assert len(listed) == 13
    assert all("locked" in line for line in listed[1:])
    assert listed[-1].split()[-2:] == ["390.00", "20.00"]  # held back: 240 + 120 + 30; to recover: 20
    for period in ("2026-05", "2026-07", "2026-12"):
        cs("verify", f"runs/{period}")


def test_the_year_is_the_same_in_both_languages() -> None:
    files, tables = page("year.md")
    others, theirs = page("year.zh-CN.md")
    assert files == others
    assert [[row[1:] for row in table[1:]] for table in tables] == [[row[1:] for row in table[1:]] for table in theirs]


def test_the_list_of_runs() -> None:
    small()
    assert cs("runs", "payroll.yaml") == "there are no runs yet\n"
    cs("run", "payroll.yaml", "--period", "2026-03")
    month("2026-02")
    cs("run", "payroll.yaml", "--period", "2026-02")
    cs("runs", "payroll.yaml", "-o", "runs.json")
    assert [(run["period"], run["state"]) for run in loaded("runs.json")["runs"]] == [("2026-02", "draft"), ("2026-03", "draft")]
    lines = cs("runs", "payroll.yaml", "--format", "csv").splitlines()
    assert lines[0] == "period,state,version,people,pay,currency,digest"
    assert lines[2].startswith("2026-03,draft,1,3,1200.00,CNY,sha256:")
    assert cs("runs", "payroll.yaml", "--year", "2026", "--format", "csv").splitlines() == ["employee_id,agent,name,total"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_payroll_file_for_what_is_there(lang: str) -> None:
    shop()
    Path("payroll.yaml").unlink()
    cs("run", "--init", "--lang", lang)
    text = Path("payroll.yaml").read_text(encoding="utf-8")
    assert 'files: ["data/{period}/presale.csv"]' in text
    assert "roster: roster.csv" in text
    assert Path("payroll-v1.schema.json").exists()
    assert "U272" in cs("run", "--init", code=4)
    assert "wrote runs" in cs("run", "payroll.yaml", "--period", "2026-03", "--lang", "en")


def test_a_payroll_file_for_an_export_alone() -> None:
    Path("2026-03").mkdir()
    shutil.copy(ROOT / "samples/march.xlsx", "2026-03/presale.xlsx")
    cs("run", "--init", "pay.yaml")
    assert 'files: ["{period}/presale.xlsx"]' in Path("pay.yaml").read_text(encoding="utf-8")
    cs("run", "pay.yaml", "--period", "2026-03", "--dry-run")


def test_a_payroll_file_for_exports_of_two_teams() -> None:
    """Each table has the scheme that measures most of it; a roster that knows nobody of a team is not hers; what is left is named."""
    Path("2026-03").mkdir()
    shutil.copy(ROOT / "samples/march.xlsx", "2026-03/presale.xlsx")
    shutil.copy(ROOT / "samples/aftersale-march.csv", "2026-03/aftersale.csv")
    shutil.copy(ROOT / "samples/aftersale-roster.csv", "roster.csv")
    Path("2026-03/exam.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    cs("run", "--init", "pay.yaml", "--lang", "en")
    made = yaml.safe_load(Path("pay.yaml").read_text(encoding="utf-8"))["roles"]
    assert {name: (role["files"], role.get("roster")) for name, role in made.items()} == {
        "aftersale": (["{period}/aftersale.csv"], "roster.csv"),
        "presale": (["{period}/presale.xlsx"], None),
    }
    assert "# tables that no role reads: 2026-03/exam.csv" in Path("pay.yaml").read_text(encoding="utf-8")
    assert "wrote runs" in cs("run", "pay.yaml", "--period", "2026-03", "--lang", "en")


def test_what_a_run_needs() -> None:
    assert "U103" in cs("run", code=2)
    assert "--period" in cs("run", "payroll.yaml", code=2)

"""A year of three roles, month after month as a script would: joiners, leavers, another scheme from June, a correction in July."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from tests.books.conftest import cs, loaded
from tests.books.shop import month, shop, small, write
from tests.conftest import ROOT

PRESALE = """\
csscore: 1
name: presale
effective: {{{effective}}}
columns: {{team: [team]}}
metrics:
  sales: {{title: Sales, value: sales, unit: money, weight: 100, points: minmax}}
rank: {{within: [team]}}
pay:
  - {{ladder: [{ladder}], beyond: zero, title: Place}}
"""
AFTERSALE = """\
csscore: 1
name: aftersale
metrics:
  cases: {value: cases, unit: count, weight: 100, points: minmax}
pay:
  - {fixed: 100}
"""
LEADERS = """\
csscore: 1
name: leaders
agent: [team]
metrics:
  members: {value: {mean: pay}, unit: money, weight: 100, points: minmax}
pay:
  - {formula: {amount: members * 10%}, title: Tenth}
"""
PAYROLL = """\
csscore: 1
name: year
roles:
  presale: {scheme: presale.yaml, files: "data/{period}/presale.csv", adjust: "data/{period}/adjust.csv"}
  aftersale: {scheme: aftersale.yaml, files: "data/{period}/aftersale.csv"}
  leaders: {scheme: leaders.yaml, files: "{presale}", roster: leaders.csv}
"""
YEAR = {
    # 300 a month until May, 400 from June
    "Mei": "4300.00",
    # second for nine months, then she left
    "Dan": "1800.00",
    # third until May (100), third from June (50), second from October (200), and 70 more for May
    "Ning": "1370.00",
    # joined in April: fourth, and third from October (50)
    "Xin": "150.00",
    "Wang": "1200.00",
    # a tenth of the mean: 20 in January to March, 15 in April and May, 16.25 in June to September, 21.67 from October;
    # the correction of May makes it 16.75 there
    "Li": "221.76",
}


def test_a_year() -> None:
    early = PRESALE.format(effective="to: 2026-05-31", ladder="300, 200, 100")
    late = PRESALE.format(effective="from: 2026-06-01", ladder="400, 200, 50")
    write("presale.yaml", f"{early}---\n{late}")
    write("aftersale.yaml", AFTERSALE)
    write("leaders.yaml", LEADERS)
    write("leaders.csv", "account,name\nnorth,Li\n")
    write("payroll.yaml", PAYROLL)
    sales = {"Mei": 9000, "Dan": 8000, "Ning": 7000, "Xin": 6000}
    for number in range(1, 13):
        period = f"2026-{number:02}"
        there = [who for who in sales if (who != "Xin" or number >= 4) and (who != "Dan" or number <= 9)]
        write(f"data/{period}/presale.csv", "agent,team,sales\n" + "".join(f"{who},north,{sales[who]}\n" for who in there))
        write(f"data/{period}/aftersale.csv", "agent,cases\nWang,20\n")
        if number == 7:
            write("correction.csv", "agent,kind,amount,reason,approved_by\nNing,money,70,a shop was missing,Li\n")
            cs("amend", "runs/2026-05", "--adjust", "correction.csv")
        cs("run", "payroll.yaml", "--period", period, "--by", "Zhao")
        cs("approve", f"runs/{period}", "--by", "Li")
        cs("lock", f"runs/{period}", "--by", "Zhao")
    rows = list(csv.DictReader(io.StringIO(cs("runs", "payroll.yaml", "--year", "2026", "--format", "csv"))))
    assert {row["name"]: row["total"] for row in rows} == YEAR
    ning = next(row for row in rows if row["name"] == "Ning")
    assert (ning["2026-05"], ning["2026-06"], ning["2026-07"]) == ("100.00", "50.00", "120.00")
    listed = cs("runs", "payroll.yaml").splitlines()
    assert len(listed) == 13
    assert all("locked" in line for line in listed[1:])
    for period in ("2026-05", "2026-07", "2026-12"):
        cs("verify", f"runs/{period}")


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
    assert "U201" in cs("run", "--init", code=4)
    assert "wrote runs" in cs("run", "payroll.yaml", "--period", "2026-03", "--lang", "en")


def test_a_payroll_file_for_an_export_alone() -> None:
    Path("2026-03").mkdir()
    shutil.copy(ROOT / "samples/march.xlsx", "2026-03/presale.xlsx")
    cs("run", "--init", "pay.yaml")
    assert 'files: ["{period}/presale.xlsx"]' in Path("pay.yaml").read_text(encoding="utf-8")
    cs("run", "pay.yaml", "--period", "2026-03", "--dry-run")


def test_what_a_run_needs() -> None:
    assert "U103" in cs("run", code=2)
    assert "--period" in cs("run", "payroll.yaml", code=2)

"""What is held back and advanced, from a payroll file to slips, exports and the list of runs; amounts by hand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from jsonschema import Draft202012Validator

from tests.books.conftest import cs, loaded
from tests.books.shop import write
from tests.conftest import ROOT

SALES = """\
csscore: 1
name: sales
metrics:
  sales: {value: sales, unit: money, weight: 100, points: minmax}
pay:
  - {formula: {amount: sales * 10%}, title: {zh: 提成, en: Commission}, hold: {part: 30%, months: 2, leaver: forfeit}}
limits: {at_least: 300, recover: 50%}
"""
CASES = """\
csscore: 1
name: cases
metrics:
  cases: {value: cases, unit: count, weight: 100, points: minmax}
pay:
  - {per_unit: {of: cases, amount: 5}, title: Cases, hold: {part: 10%, until: 1}}
"""
PAYROLL = """\
csscore: 1
name: shop
roles:
  sales: {scheme: sales.yaml, files: "{period}/sales.csv", roster: "{period}/roster.csv"}
  cases: {scheme: cases.yaml, files: "{period}/cases.csv", roster: "{period}/roster.csv"}
write: [slips, payroll]
"""
ALL = {"Mei": "active", "Dan": "active"}


def month(period: str, sales: dict[str, int], status: dict[str, str] = ALL, cases: int = 20) -> None:
    """Run and lock a month; Mei is in both teams."""
    write("sales.yaml", SALES)
    write("cases.yaml", CASES)
    write("payroll.yaml", PAYROLL)
    write(f"{period}/sales.csv", "agent,sales\n" + "".join(f"{who},{sold}\n" for who, sold in sales.items()))
    write(f"{period}/cases.csv", f"agent,cases\nMei,{cases}\n")
    write(f"{period}/roster.csv", "account,status\n" + "".join(f"{who},{is_}\n" for who, is_ in status.items()))
    cs("run", "payroll.yaml", "--period", period, "--by", "Zhao", "-q")
    cs("approve", f"runs/{period}", "--by", "Li")
    cs("lock", f"runs/{period}")


def rows(period: str) -> list[str]:
    """Return the lines of the payroll export that move a balance."""
    text = next(Path("runs", period).glob("v1-*/payroll.csv")).read_text(encoding="utf-8-sig")
    return [line.partition(",")[2].rpartition(",")[0] for line in text.splitlines()[1:] if re.search("Held|Rel|Draw|Forf", line)]


def slip(period: str, who: str) -> str:
    return next(Path("runs", period).glob(f"v1-*/slips/{who}*.html")).read_text(encoding="utf-8")


def test_from_a_scheme_to_the_slips() -> None:
    month("2025-11", {"Mei": 6000, "Dan": 1000})
    # Mei: 30 % of 600, and 10 % of 100 until January; Dan: 100 lifted to 300
    assert rows("2025-11") == [
        "Dan,Draw,200.00",
        "Mei,Held back: Cases,-10.00",
        "Mei,Held back: Commission,-180.00",
    ]
    month("2025-12", {"Mei": 4000, "Dan": 5000}, cases=10)
    # Dan: 500 less 150; half of the 50 above 300 is taken back
    assert rows("2025-12") == [
        "Dan,Held back: Commission,-150.00",
        "Dan,Draw recovered,-25.00",
        "Mei,Held back: Cases,-5.00",
        "Mei,Held back: Commission,-100.00",
    ]
    text = re.sub(r"<[^>]*>|\s+", " ", slip("2025-12", "Dan"))
    assert re.search(r"Draw +200.00 +0.00 +25.00 +0.00 +175.00", text)
    assert re.search(r"Draw recovered +-25.00 +200.00 to recover, at most 25.00 of this month", text)
    assert re.search(r"Held back: Commission +0.00 +150.00 +0.00 +0.00 +150.00", text)
    # Dan has left: his 150 is forfeited; Mei sells nothing, and is released 180 of November, 10 and 5 of her cases all the same
    month("2026-01", {"Xin": 3000}, {**ALL, "Dan": "left", "Xin": "active"}, cases=0)
    assert rows("2026-01") == [
        "Mei,Released from 2025-11: Cases,10.00",
        "Mei,Released from 2025-11: Commission,180.00",
        "Mei,Released from 2025-12: Cases,5.00",
    ]
    dan = re.sub(r"<[^>]*>|\s+", " ", slip("2026-01", "Dan"))
    assert re.search(r"Forfeited from 2025-12: Commission +0.00 +150.00: left by the roster", dan)
    run = loaded("runs/2026-01/run.json")
    assert (run["totals"]["held"], run["totals"]["advanced"]) == ("100.00", "175.00")
    Draft202012Validator(loaded(ROOT / "csscore/books/run-v1.schema.json")).validate(run)
    assert "2026-01" in cs("runs", "payroll.yaml")
    assert cs("runs", "payroll.yaml", "--lang", "zh").splitlines()[0].split()[-2:] == ["留存余额", "待扣预支"]
    for period in ("2025-11", "2025-12", "2026-01"):
        cs("verify", f"runs/{period}")
    statement = cs("runs", "payroll.yaml", "--year", "2026", "--lang", "zh")
    assert re.search(r"Dan +留存：提成 +150.00 +0.00 +0.00 +150.00 +0.00", statement)
    assert re.search(r"Mei +留存：提成 +280.00 +0.00 +180.00 +0.00 +100.00", statement)
    # the lock of January is taken back: made again, the run carries the same, once
    cs("reopen", "runs/2026-01", "--by", "Li", "--because", "Mei was there")
    said = cs("run", "payroll.yaml", "--period", "2026-01", "--by", "Zhao", "--lang", "zh")
    assert "发放以前的留存：Mei (195.00)" in said
    assert "花名册里已离职，留存不再发：Dan (150.00)" in said
    assert "已离职，预支还没扣回：Dan (175.00)" in said
    assert "留存余额 100.00" in said
    assert "待扣预支 175.00" in said


def test_the_sample_releases_in_april_what_january_held_back() -> None:
    for name in ("payroll.yaml", "held.yaml"):
        shutil.copy(ROOT / "samples" / name, name)
    shutil.copytree(ROOT / "samples/halfyear", "halfyear")
    moved = {}
    for period in ("2026-01", "2026-02", "2026-03", "2026-04"):
        cs("run", "payroll.yaml", "--period", period, "--by", "Zhao", "-q")
        cs("approve", f"halfyear-runs/{period}", "--by", "Li")
        cs("lock", f"halfyear-runs/{period}")
        text = next(Path("halfyear-runs", period).glob("v1-*/payroll.csv")).read_text(encoding="utf-8-sig")
        moved[period] = [line.split(",") for line in text.splitlines()[1:]]
    held = {who: amount.removeprefix("-") for who, title, amount, _ in moved["2026-01"] if title.startswith("Held back")}
    released = {who: amount for who, title, amount, _ in moved["2026-04"] if title.startswith("Released from 2026-01")}
    # of 2500 to 1500 in steps of 166.67 a fifth, but never below 1600: the last one holds nothing back, the one before 66.67
    assert sorted(held.values(), key=float) == ["66.67", "233.33", "400.00", "433.33", "466.67", "500.00"]
    assert released == held

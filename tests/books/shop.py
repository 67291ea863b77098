"""A small shop: two teams, one person in both, and what everybody is due by hand."""

from __future__ import annotations

from pathlib import Path

PRESALE = """\
csscore: 1
name: presale
period: {date: [day]}
params: {allowance: 100}
metrics:
  sales: {title: Sales, value: sales, unit: money, weight: 100, points: minmax}
pay:
  - {ladder: [500, 300, 100], title: {zh: 名次奖金, en: Place}}
  - {formula: {amount: allowance}, title: Allowance}
"""
AFTERSALE = """\
csscore: 1
name: aftersale
metrics:
  cases: {value: cases, unit: count, weight: 100, points: minmax}
pay:
  - {ladder: [200, 80], title: Cases}
"""
ROSTER = """\
account,name,employee number,status,centre
Mei,Mei,1001,active,C1
Dan,Dan,1002,active,C1
Ning,Ning,1003,active,C2
Wang,Wang,1004,active,C2
"""
PAYROLL = """\
csscore: 1
name: shop
roles:
  presale: {scheme: presale.yaml, files: ["data/{period}/presale*.csv"], roster: roster.csv, adjust: "data/{period}/adjust.csv"}
  aftersale: {scheme: aftersale.yaml, files: ["data/{period}/aftersale.csv"], roster: roster.csv}
params: "data/{period}/params.yaml"
payroll: {rows: lines, columns: {No: employee_id, Who: person, Item: title, Amount: amount, Centre: centre, Month: period}}
"""
SALES = {"Mei": 12000, "Dan": 9000, "Ning": 8000}
CASES = {"Mei": 10, "Wang": 20}
PAID = {"Dan": "450.00", "Mei": "730.00", "Ning": "250.00", "Wang": "200.00"}
"""By hand: places 500, 300, 100 and an allowance of 150 each; 200 and 80 for cases, of which Mei has the fewer."""


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def month(period: str, *, sales: dict[str, int] = SALES, cases: dict[str, int] = CASES, allowance: str = "150") -> None:
    """Write the files of a month."""
    write(
        f"data/{period}/presale.csv", "agent,day,sales\n" + "".join(f"{who},{period}-05,{sold}\n" for who, sold in sales.items())
    )
    write(f"data/{period}/aftersale.csv", "agent,cases\n" + "".join(f"{who},{done}\n" for who, done in cases.items()))
    write(f"data/{period}/params.yaml", f"allowance: {allowance}\n")


def shop(period: str = "2026-03", *, payroll: str = PAYROLL) -> None:
    """Write the whole shop."""
    for path, text in {
        "presale.yaml": PRESALE,
        "aftersale.yaml": AFTERSALE,
        "roster.csv": ROSTER,
        "payroll.yaml": payroll,
    }.items():
        write(path, text)
    month(period)


def small() -> None:
    """Write a shop of one team: what many runs are made of."""
    shop(payroll='csscore: 1\nname: shop\nroles:\n  presale: {scheme: presale.yaml, files: "data/{period}/presale*.csv"}\n')

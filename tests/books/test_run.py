"""A month for all roles: who is paid what, what is checked before, and what is written."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from csscore.books.payroll import json_schema
from tests.books.conftest import cs, loaded
from tests.books.shop import PAID, PAYROLL, ROSTER, month, shop, small, write
from tests.conftest import ROOT
from tests.running import invoke

RUN = ("run", "payroll.yaml", "--period", "2026-03")


def folder(period: str = "2026-03") -> Path:
    """Return the version that holds."""
    run = loaded(f"runs/{period}/run.json")
    return Path("runs", period, run["versions"][-1]["folder"])


def pay(period: str = "2026-03") -> dict[str, str]:
    rows = (folder(period) / "records/people.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["person"]: row["pay"] for row in map(json.loads, rows)}


def test_everybody_is_paid_once_whatever_her_roles() -> None:
    shop()
    said = cs(*RUN)
    assert "2026-03: 4 people, 1630.00 CNY in all" in said
    assert pay() == PAID
    run = loaded("runs/2026-03/run.json")
    assert (run["state"], run["version"], run["totals"]["pay"]) == ("draft", 1, "1630.00")
    assert folder().name == f"v1-{run['digest'].removeprefix('sha256:')[:12]}"


def test_the_export_is_what_the_hr_system_wants() -> None:
    shop()
    cs(*RUN)
    text = (folder() / "payroll.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    mei = [(row["No"], row["Item"], row["Amount"], row["Centre"], row["Month"]) for row in rows if row["Who"] == "Mei"]
    assert mei == [
        ("1001", "Cases", "80.00", "C1", "2026-03"),
        ("1001", "Place", "500.00", "C1", "2026-03"),
        ("1001", "Allowance", "150.00", "C1", "2026-03"),
    ]
    total = loaded(folder() / "payroll.total.json")
    assert (total["rows"], total["people"], total["amount"]) == (len(rows), 4, "1630.00")


def test_one_row_a_person() -> None:
    shop(payroll=PAYROLL.replace("rows: lines", "rows: people"))
    cs(*RUN)
    rows = list(csv.DictReader((folder() / "payroll.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["Who"]: row["Amount"] for row in rows} == PAID


def test_names_that_a_spreadsheet_would_run_are_disarmed() -> None:
    shop()
    month("2026-03", sales={"=Mei": 12000, "Dan": 9000})
    cs(*RUN)
    assert ",'=Mei,Place,500.00," in (folder() / "payroll.csv").read_text(encoding="utf-8")


def test_leaders_are_paid_by_their_members_of_the_same_run() -> None:
    shop()
    write(
        "leaders.yaml",
        "csscore: 1\nname: leaders\nmetrics:\n"
        "  cases: {value: cases, unit: count, weight: 100, points: as_is}\n"
        "  members: {value: {mean: pay, from: members}, unit: money, weight: 0}\n"
        "pay:\n  - {formula: {amount: members * 10%}, title: Tenth}\n",
    )
    write("leaders.csv", "agent,cases\nMei,1\n")
    text = PAYROLL.replace(
        "roles:\n", 'roles:\n  leaders: {scheme: leaders.yaml, files: leaders.csv, with: {members: "{presale}"}}\n'
    )
    write("payroll.yaml", text)
    cs(*RUN)
    assert pay()["Mei"] == "795.00"  # 730 and a tenth of the 650 of her own row among the members
    cs("verify", "runs/2026-03")


def test_roles_that_wait_for_each_other_are_refused() -> None:
    shop(
        payroll=PAYROLL.replace('"data/{period}/presale*.csv"', '"{aftersale}"').replace(
            '"data/{period}/aftersale.csv"', '"{presale}"'
        )
    )
    assert "B106" in cs(*RUN, code=3)


def test_what_blocks_stops_and_the_rest_warns() -> None:
    shop()
    write("roster.csv", ROSTER + "Xin,Xin,1005,active,C1\n")
    assert "warning B109" in cs(*RUN)
    shutil.rmtree("runs")
    write("payroll.yaml", PAYROLL + "check: {block: [roster]}\n")
    said = cs(*RUN, code=3)
    assert "roster: stops the run (1)" in said
    assert "error B120: check.block stops the run for: roster" in said
    assert not Path("runs/2026-03").exists()
    write("payroll.yaml", PAYROLL + "check: {block: [roster]}\naccept: [{code: B109, because: on leave}]\n")
    assert "because: on leave" in cs(*RUN)


def test_totals_typed_in() -> None:
    shop(payroll=PAYROLL + 'check: {totals: "data/{period}/totals.yaml", block: [totals]}\n')
    assert "B110" in cs(*RUN, code=3)
    write("data/2026-03/totals.yaml", "presale: {agents: 3, sales: 2.9万, pay: 1350}\naftersale: {cases: 30}\n")
    cs(*RUN)
    write("data/2026-03/totals.yaml", "presale: {agents: 3, sales: 28999}\n")
    assert "sales of role presale: 28999 was typed in, and the data comes to 29000" in cs(*RUN, code=3)
    write("data/2026-03/totals.yaml", "presale: {sale: 1}\n")
    assert "did you mean sales?" in cs(*RUN, code=3)


def test_budget_variance_leavers_and_missing() -> None:
    shop("2026-02")
    month("2026-03", sales={"Mei": 1000, "Dan": 9000, "Ning": 8000})
    write("payroll.yaml", PAYROLL + "check: {budget: 1600, variance: 30%}\n")
    write("roster.csv", ROSTER.replace("1002,active", "1002,left"))
    cs("run", "payroll.yaml", "--period", "2026-02")
    said = cs(*RUN)
    assert "B114: 1630.00 in all, 30.00 above the budget of 1600" in said
    # Mei 730 → 330, Dan 450 → 650, Ning 250 → 450
    assert "more than 30% from 2026-02: Dan (450.00 → 650.00), Mei (730.00 → 330.00), Ning (250.00 → 450.00)" in said
    assert "P179" in said
    assert "leavers: look at it (1)" in said
    month("2026-03", cases={"Mei": 10, "Wang": "-"})  # type: ignore[dict-item]
    assert "not ranked in role aftersale, and without a rank bonus: Wang" in cs(*RUN)


def test_a_dry_run_writes_nothing() -> None:
    shop()
    assert "nothing was written" in cs(*RUN, "--dry-run")
    assert not Path("runs").exists()


def test_strict_stops_at_any_warning() -> None:
    shop()
    write("roster.csv", ROSTER + "Xin,Xin,1005,active,C1\n")
    assert "U301" in cs(*RUN, "--strict", code=3)
    assert not Path("runs/2026-03").exists()


def test_a_month_without_adjustments_is_said_and_one_with_them_pays_them() -> None:
    shop()
    assert "note B105" in cs(*RUN)
    write("data/2026-03/adjust.csv", "agent,kind,amount,reason,approved_by\nDan,money,25,extra shift,Li\n")
    assert "replacing the one before" in cs(*RUN)
    assert pay()["Dan"] == "475.00"
    assert len(list(Path("runs/2026-03").glob("v*"))) == 1
    write("data/2026-03/adjust.csv", "agent,kind,amount,reason,approved_by\nDan,money,25,extra shift,\n")
    assert "P250" in cs(*RUN, code=3)


def test_files_that_are_not_there_are_named_for_all_roles_at_once() -> None:
    shop()
    said = cs("run", "payroll.yaml", "--period", "2026-04", code=3)
    assert said.count("error B104") == 2


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("name: shop", "nam: shop", "S101"),
        ("rows: lines", "rows: line", "S106"),
        ("aftersale: {", "period: {", "B103"),
        ("aftersale: {", f"{'9' * 201}: {{", "B103"),  # a file's name, with its ending
        ("aftersale: {", f"{'岗' * 67}: {{", "B103"),  # in UTF-8 that is 201, too
        ("Centre: centre", "Centre: center", "B116"),
        ("roles:", "roles: {}\naccept:", "S102"),
        ("scheme: presale.yaml", "scheme: presal.yaml", "S010"),
        ("payroll: {", "amend: hold\npayroll: {", "S111"),
    ],
)
def test_mistakes_in_a_payroll_file_have_their_place(old: str, new: str, code: str) -> None:
    shop(payroll=PAYROLL.replace(old, new, 1))
    assert code in cs(*RUN, code=3)


@pytest.mark.parametrize("name", ["9" * 200, "岗" * 66])
def test_the_longest_name_of_a_role(name: str) -> None:
    shop(payroll=PAYROLL.replace("aftersale: {", f"{name}: {{") + "write: [workbook, page, payroll]\nkeep: inputs\n")
    cs(*RUN)
    cs("verify", "runs/2026-03")


def test_numbers_of_the_month() -> None:
    shop()
    for text, said in (
        ("allowence: 1", "did you mean allowance?"),
        ("allowance: many", "it should be a number"),
        ("[1]", "B107"),
    ):
        write("data/2026-03/params.yaml", text)
        assert said in cs(*RUN, code=3)


def test_what_is_written_for_people() -> None:
    shop(payroll=PAYROLL + "write: [workbook, page, slips, payroll]\nkeep: inputs\n")
    write("data/2026-03/adjust.csv", "agent,kind,amount,reason,approved_by\nDan,money,25,extra shift,Li\n")
    cs(*RUN)
    names = {path.relative_to(folder()).as_posix() for path in folder().rglob("*") if path.is_file()}
    assert {
        "presale.xlsx",
        "aftersale.html",
        "slips/Mei.html",
        "schemes/presale.yaml",
        "inputs/presale/adjust/adjust.csv",
    } <= names
    mei = (folder() / "slips/Mei.html").read_text(encoding="utf-8")
    assert "730.00" in mei
    assert "presale" in mei
    assert "aftersale" in mei
    assert "Dan" not in mei


def test_json_for_scripts() -> None:
    shop()
    ended = json.loads(cs(*RUN, "--format", "json", "-q"))
    assert (ended["outcome"], ended["pay"], ended["checklist"]["roster"]) == ("new", "1630.00", "ok")


def test_with_json_no_name_and_no_amount_reaches_standard_error() -> None:
    shop(payroll=PAYROLL + "check: {budget: 1, block: [budget]}\n")
    write("roster.csv", ROSTER + "Xin,Xin,1005,active,C1\n")
    ended = invoke([*RUN, "--format", "json"])
    assert ended.exit_code == 3
    assert {problem["code"] for problem in json.loads(ended.stdout)["problems"]} >= {"B109", "B114"}
    assert ended.stderr.startswith("error B120: check.block stops the run for: budget")
    assert not any(word in ended.stderr for word in (*PAID, "Xin", "1630"))
    month("2026-03", sales={"Mei": "many"})  # type: ignore[dict-item]
    ended = invoke([*RUN, "--format", "json"])
    assert (ended.exit_code, ended.stderr) == (3, "")
    assert "D204" in {problem["code"] for problem in json.loads(ended.stdout)["problems"]}


def test_two_payrolls_in_two_currencies_are_two_files() -> None:
    shop()
    write("aftersale.yaml", Path("aftersale.yaml").read_text().replace("name:", "currency: USD\nname:"))
    assert "B108" in cs(*RUN, code=3)


def digest() -> Any:
    return loaded("runs/2026-03/run.json")["digest"]


def test_the_digest_depends_on_what_is_said_and_on_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    shop()
    cs(*RUN)
    first = digest()
    shutil.copytree(".", "elsewhere", ignore=shutil.ignore_patterns("runs", "elsewhere"))
    monkeypatch.chdir("elsewhere")
    for path in Path().rglob("*.yaml"):  # line ends of Windows, comments
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"# ours\r\n")
    for path in Path("data").rglob("*.csv"):  # rows in another order, other names
        head, *rows = path.read_text().splitlines()
        path.write_text("\n".join([head, *reversed(rows)]) + "\n")
    Path("data/2026-03/presale.csv").rename("data/2026-03/presale-export.csv")
    cs(*RUN, "--lang", "zh", "--by", "somebody else")
    assert digest() == first
    for environment in ({"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},):
        shutil.rmtree("runs")
        ended = subprocess.run(
            [sys.executable, "-m", "csscore", *RUN],
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        assert digest() == first
    monkeypatch.setattr("csscore.__version__", "9.9.9")
    monkeypatch.setattr("csscore.books.running.__version__", "9.9.9")
    shutil.rmtree("runs")
    cs(*RUN)
    assert digest() == first


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/2026-03/presale.csv", "9000", "9001"),
        ("presale.yaml", "minmax", "percentile"),
        ("data/2026-03/params.yaml", "150", "151"),
        ("roster.csv", "C2", "C3"),
        ("payroll.yaml", "payroll: {", "amend: full\npayroll: {"),
    ],
)
def test_the_digest_changes_with_inputs_schemes_and_decisions(path: str, old: str, new: str) -> None:
    shop()
    cs(*RUN)
    first = digest()
    assert "is as it was: version 1" in cs(*RUN)
    write(path, Path(path).read_text(encoding="utf-8").replace(old, new))
    cs(*RUN)
    assert digest() != first


def test_the_json_schema_of_payroll_files_knows_them() -> None:
    import yaml

    jsonschema.Draft202012Validator(json_schema()).validate(yaml.safe_load(PAYROLL + "check: {variance: 30%, block: [roster]}\n"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate({"csscore": 1, "name": "x", "roles": {}, "wirte": []})


def test_a_run_without_a_roster_goes_by_agents() -> None:
    small()
    assert "B115" in cs(*RUN)
    assert pay() == {"Dan": "400.00", "Mei": "600.00", "Ning": "200.00"}


def test_one_employee_number_is_one_person_whatever_she_is_called() -> None:
    shop(payroll=PAYROLL + "write: [slips, payroll]\n")
    month("2026-03", cases={"Mei W.": 10, "Wang": 20})
    write("roster2.csv", "account,name,employee number,centre\nMei W.,Mei W.,1001,C1\nWang,Wang,1004,C2\n")
    head, _, tail = Path("payroll.yaml").read_text().rpartition("roster: roster.csv")
    write("payroll.yaml", f"{head}roster: roster2.csv{tail}")
    cs(*RUN)
    assert pay() == {"Dan": "450.00", "Mei W.": "730.00", "Ning": "250.00", "Wang": "200.00"}
    slip = (folder() / "slips/Mei W.html").read_text(encoding="utf-8")
    assert "730.00" in slip
    assert "Sales" in slip

"""What is old enough goes where the payroll file says so; what a lock, a correction or the ledger needs stays, and verify knows."""

from __future__ import annotations

import shutil
from pathlib import Path

import jsonschema
import pytest

from csscore.books.pruning import prune
from tests.books.conftest import cs, loaded
from tests.books.shop import month, small, write
from tests.conftest import ROOT


@pytest.fixture
def years() -> None:
    """Keep a month that was run, amended twice and locked long ago, an old draft, and a month that is not old."""
    small()
    write("payroll.yaml", Path("payroll.yaml").read_text() + "keep: inputs\nkeep_years: 3\n")
    month("2020-01")
    cs("run", "payroll.yaml", "--period", "2020-01", "--by", "Zhao")
    cs("approve", "runs/2020-01", "--by", "Li")
    cs("lock", "runs/2020-01", "--by", "Zhao")
    for number, amount in enumerate((30, 40)):
        write(f"fix{number}.csv", f"agent,kind,amount,reason,approved_by\nNing,money,{amount},a shop was missing,Li\n")
        cs("amend", "runs/2020-01", "--adjust", f"fix{number}.csv", "--by", "Zhao")
    for period in ("2020-02", "2090-01"):
        month(period)
        cs("run", "payroll.yaml", "--period", period, "--by", "Zhao")


@pytest.mark.usefixtures("years")
def test_what_is_old_is_listed_and_goes_with_force_alone() -> None:
    before = {path for path in Path("runs").rglob("*") if path.is_file()}
    said = cs("runs", "payroll.yaml", "--prune")
    assert "nothing was removed, --force does it" in said
    assert before == {path for path in Path("runs").rglob("*") if path.is_file()}
    rows = [line.split()[:2] for line in said.splitlines()[1:-1]]
    first, second, third = (version["folder"] for version in loaded("runs/2020-01/run.json")["versions"])
    # 2020-02 carries what 2020-01 owes, and stays
    assert rows == [["2020-01", f"runs/2020-01/{first}/inputs"], ["2020-01", f"runs/2020-01/{second}"]]
    cs("verify", "runs/2020-01")
    cs("runs", "payroll.yaml", "--prune", "--force", "--by", "Zhao")
    gone = before - {path for path in Path("runs").rglob("*") if path.is_file()}
    assert gone
    assert all(path.is_relative_to(f"runs/2020-01/{first}/inputs") or second in path.parts for path in gone)
    said = cs("verify", "runs/2020-01")
    assert "same (3 agents computed again, nothing differs)" in said
    assert f"removed on purpose: {second} (Zhao, " in said
    jsonschema.Draft202012Validator(loaded(ROOT / "csscore/books/run-v1.schema.json")).validate(loaded("runs/2020-01/run.json"))
    # what is owed is as it was
    cs("run", "payroll.yaml", "--period", "2020-02", "--by", "Zhao")
    assert any(
        "Correction of 2020-01,70.00" in path.read_text("utf-8-sig") for path in Path("runs/2020-02").glob("v*/payroll.csv")
    )
    assert "nothing has been kept for 3 years" in cs("runs", "payroll.yaml", "--prune")
    shutil.rmtree("data/2020-01")
    assert "its inputs were removed, nothing was computed again" in cs("verify", "runs/2020-01")
    file = Path("runs/2020-01", third, "records/people.jsonl")
    file.write_text(file.read_text("utf-8").replace("Ning", "Dan"), encoding="utf-8")
    assert "people.jsonl was changed" in cs("verify", "runs/2020-01", code=1)


@pytest.mark.usefixtures("years")
def test_what_was_changed_is_not_removed() -> None:
    file = next(Path("runs/2020-01").glob("v1-*/inputs/**/*.csv"))
    file.write_text("x", encoding="utf-8")
    assert "B136" in cs("runs", "payroll.yaml", "--prune", "--force", code=4)
    assert file.exists()


def test_an_old_draft_that_carries_nothing_goes_as_a_whole() -> None:
    small()
    write("payroll.yaml", Path("payroll.yaml").read_text() + "keep_years: 2\n")
    month("2020-01")
    cs("run", "payroll.yaml", "--period", "2020-01")
    assert [one.what for one, _ in prune("payroll.yaml", by="Zhao").found] == ["draft"]
    assert prune("payroll.yaml", by="Zhao", force=True).done
    assert not Path("runs/2020-01").exists()

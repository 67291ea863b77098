"""Corrections of a locked month: whom they reach, what is owed, and that it is paid once."""

from __future__ import annotations

import json
import random
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.books.conftest import cs, loaded
from tests.books.shop import month, shop, small, write

AMEND = ("amend", "runs/2026-03", "--adjust", "correction.csv")
# Ning sold 11000 and not 8000: her place is the second (300 for 100), Dan's the third (100 for 300)
CORRECTION = "agent,kind,item,amount,reason,approved_by\nNing,value,sales,11000,a shop was missing,Li\n"


def close(period: str) -> None:
    cs("run", "payroll.yaml", "--period", period, "--by", "Zhao")
    cs("approve", f"runs/{period}", "--by", "Li")
    cs("lock", f"runs/{period}", "--by", "Zhao")


def people(period: str) -> dict[str, dict[str, object]]:
    run = loaded(f"runs/{period}/run.json")
    rows = Path("runs", period, run["versions"][-1]["folder"], "records/people.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["person"]: row for row in map(json.loads, rows)}


def pay(period: str) -> dict[str, str]:
    return {person: str(row["pay"]) for person, row in people(period).items()}


def carried(period: str) -> dict[str, str]:
    found = {}
    for person, row in people(period).items():
        for line in row["lines"]:  # type: ignore[attr-defined]
            if line["rule"] == "carried":
                found[person] = line["amount"]
    return found


@pytest.fixture
def march() -> None:
    """Lock March: Mei 500, Dan 300, Ning 100 for their places, and 100 each."""
    small()
    close("2026-03")
    write("correction.csv", CORRECTION)


@pytest.mark.parametrize(
    ("policy", "due"),
    [
        ("hold_harmless", {"Mei": "600.00", "Dan": "400.00", "Ning": "400.00"}),
        ("full", {"Mei": "600.00", "Dan": "200.00", "Ning": "400.00"}),
        ("locked_ranks", {"Mei": "600.00", "Dan": "400.00", "Ning": "400.00"}),
    ],
)
def test_three_policies(march: None, policy: str, due: dict[str, str]) -> None:
    cs(*AMEND, "--policy", policy)
    assert pay("2026-03") == due
    cs("verify", "runs/2026-03")
    month("2026-04")
    cs("run", "payroll.yaml", "--period", "2026-04")
    owed = {"Ning": "200.00", "Dan": "-200.00"} if policy == "full" else {"Ning": "200.00"}
    assert carried("2026-04") == owed
    cs("verify", "runs/2026-04")


def test_somebody_who_rises_by_it_is_paid_where_all_are_ranked_anew(march: None) -> None:
    # Dan left out: Ning moves up to his place
    write("correction.csv", "agent,kind,item,amount,reason,approved_by\nDan,exclude,,,not of this team,Li\n")
    for policy, due in (
        ("hold_harmless", {"Mei": "600.00", "Dan": "100.00", "Ning": "400.00"}),
        ("locked_ranks", {"Mei": "600.00", "Dan": "100.00", "Ning": "200.00"}),
    ):
        said = cs(*AMEND, "--policy", policy, "--preview", "--format", "json", "-q")
        after = {one["agent"]: one["after"] for one in json.loads(said)["policies"][policy]["agents"]}
        assert {**pay("2026-03"), **after} == due


def test_the_preview_shows_the_blast_radius_and_writes_nothing(march: None) -> None:
    before = Path("runs/2026-03/run.json").read_bytes()
    said = cs(*AMEND, "--preview")
    assert "→ hold_harmless (nobody else falls): 1 person, +200.00 CNY in all" in said
    assert "  full (everybody anew): 2 people, +0.00 CNY in all" in said
    assert "  * Ning: 200.00 → 400.00 (+200.00)" in said
    assert "    Dan: 400.00 → 200.00 (-200.00)" in said
    assert Path("runs/2026-03/run.json").read_bytes() == before
    assert len(list(Path("runs/2026-03").glob("v*"))) == 1


def test_version_2_stands_beside_version_1(march: None) -> None:
    first = loaded("runs/2026-03/run.json")
    cs(*AMEND, "--by", "Zhao")
    run = loaded("runs/2026-03/run.json")
    assert run["state"] == "locked"
    assert [one["version"] for one in run["versions"]] == [1, 2]
    assert run["versions"][0] == first["versions"][0]
    assert run["versions"][1]["because"] == "a shop was missing"
    assert run["log"][-1]["act"] == "amend"
    assert (Path("runs/2026-03") / run["versions"][1]["folder"] / "amendment.csv").read_text("utf-8-sig").splitlines() == [
        "agent,before,after,owed",
        "Ning,200.00,400.00,200.00",
    ]
    Path("correction.csv").unlink()  # what was decided is kept
    cs("verify", "runs/2026-03")


def test_what_is_owed_names_run_line_and_reason_and_is_taken_once(march: None) -> None:
    cs(*AMEND)
    month("2026-04")
    cs("run", "payroll.yaml", "--period", "2026-04")
    line = next(line for line in people("2026-04")["Ning"]["lines"] if line["rule"] == "carried")  # type: ignore[attr-defined]
    assert line["from"] == "2026-03"
    assert line["because"][1] == "Place 100.00 → 300.00 (2026-03, version 2: a shop was missing)"
    month("2026-04", sales={"Mei": 2, "Dan": 1})  # run again, without her: she is paid it all the same
    cs("run", "payroll.yaml", "--period", "2026-04", "--by", "Zhao")
    assert carried("2026-04") == {"Ning": "200.00"}
    text = next(Path("runs/2026-04").glob("v*/payroll.csv")).read_text(encoding="utf-8-sig")
    assert "Ning,Correction of 2026-03,200.00" in text
    month("2026-05")
    cs("run", "payroll.yaml", "--period", "2026-05")
    assert carried("2026-05") == {}
    shutil.rmtree("runs/2026-04")  # never paid: the next one takes it
    cs("run", "payroll.yaml", "--period", "2026-05")
    assert carried("2026-05") == {"Ning": "200.00"}


def test_a_correction_of_a_correction(march: None) -> None:
    cs(*AMEND)
    month("2026-04")
    close("2026-04")
    assert carried("2026-04") == {"Ning": "200.00"}
    write("second.csv", "agent,kind,item,amount,reason,approved_by\nDan,money,,-50,paid twice,Li\n")
    cs("amend", "runs/2026-03", "--adjust", "second.csv")
    assert pay("2026-03") == {"Mei": "600.00", "Dan": "350.00", "Ning": "400.00"}
    cs("verify", "runs/2026-03")
    month("2026-05")
    cs("run", "payroll.yaml", "--period", "2026-05")
    assert carried("2026-05") == {"Dan": "-50.00"}
    cs("verify", "runs/2026-04")


def test_leaders_follow_and_roles_are_told_apart() -> None:
    shop()
    close("2026-03")
    write("correction.csv", "agent,kind,item,amount,reason,approved_by\nWang,money,,30,extra shift,Li\n")
    cs(*AMEND)
    assert pay("2026-03")["Wang"] == "230.00"
    write("correction.csv", "agent,kind,item,amount,reason,approved_by\nMei,money,,30,extra shift,Li\n")
    assert "B141" in cs(*AMEND, code=4)
    cs(*AMEND, "--role", "aftersale")
    assert pay("2026-03")["Mei"] == "760.00"
    cs("verify", "runs/2026-03")


def test_only_what_is_locked_is_amended() -> None:
    small()
    cs("run", "payroll.yaml", "--period", "2026-03")
    write("correction.csv", CORRECTION)
    assert "B135" in cs(*AMEND, code=4)


def test_changed_inputs_are_not_amended(march: None) -> None:
    month("2026-03", sales={"Mei": 1, "Dan": 2, "Ning": 3})
    assert "data/2026-03/presale.csv is not as it was" in cs(*AMEND, code=4)


def test_an_amended_month_stays_locked(march: None) -> None:
    cs(*AMEND)
    assert "B139" in cs("reopen", "runs/2026-03", "--by", "Li", "--because", "x", code=4)


def test_a_wrong_correction_is_refused_with_its_place(march: None) -> None:
    write("correction.csv", CORRECTION.replace("Ning", "Nina"))
    assert "correction.csv:2: error P252" in cs(*AMEND, code=3)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nobody_is_paid_twice_or_not_at_all(seed: int) -> None:
    """Whatever is amended, run again, reopened: what was paid in all is what the newest versions say."""
    small()
    chance = random.Random(seed)
    months = ["2026-01", "2026-02", "2026-03"]
    at, count = 0, 0
    for _ in range(9):
        period = months[at]
        state = loaded(f"runs/{period}/run.json")["state"] if Path(f"runs/{period}/run.json").exists() else None
        act = chance.choice(["run", "run", "lock", "amend", "amend", "reopen", "next"])
        if act == "run" and state != "locked":
            month(period, sales={who: chance.randrange(1000, 9000) for who in ("Mei", "Dan", "Ning")})
            cs("run", "payroll.yaml", "--period", period, "--by", "Zhao")
        elif act == "lock" and state == "draft":
            cs("approve", f"runs/{period}", "--by", "Li")
            cs("lock", f"runs/{period}")
        elif act == "reopen" and state == "locked":
            amended = any(entry["act"] == "amend" for entry in loaded(f"runs/{period}/run.json")["log"])
            cs("reopen", f"runs/{period}", "--by", "Li", "--because", "x", code=4 if amended else 0)
        elif act == "next" and state == "locked" and at < len(months) - 1:
            at += 1
        elif act == "amend":
            locked = [
                one
                for one in months
                if Path(f"runs/{one}/run.json").exists() and loaded(f"runs/{one}/run.json")["state"] == "locked"
            ]
            if locked:
                count += 1
                who = chance.choice(["Mei", "Dan", "Ning"])
                write(
                    f"c{count}.csv",
                    f"agent,kind,amount,reason,approved_by\n{who},money,{chance.choice([-70, 30, 110])},no. {count},Li\n",
                )
                policy = chance.choice(["full", "hold_harmless", "locked_ranks"])
                cs("amend", f"runs/{chance.choice(locked)}", "--adjust", f"c{count}.csv", "--policy", policy)
    # then every month is closed, and one more is run
    for period in [*months[at:], "2026-04"]:
        run = Path(f"runs/{period}/run.json")
        if not run.exists() or loaded(run)["state"] != "locked":
            month(period)
            close(period)
    due, paid = dict.fromkeys(("Mei", "Dan", "Ning"), Decimal(0)), dict.fromkeys(("Mei", "Dan", "Ning"), Decimal(0))
    for period in [*months, "2026-04"]:
        run = loaded(f"runs/{period}/run.json")
        locked = max(number for number, entry in enumerate(run["log"]) if entry["act"] == "lock")
        was_paid = next(one for one in run["versions"] if one["version"] == run["log"][locked]["version"])
        for version, sums, everything in ((was_paid, paid, True), (run["versions"][-1], due, False)):
            for row in Path("runs", period, version["folder"], "records/people.jsonl").read_text().splitlines():
                said = json.loads(row)
                lines = [line for line in said["lines"] if everything or line["rule"] != "carried"]
                sums[said["person"]] += sum(Decimal(line["amount"]) for line in lines)
    assert paid == due

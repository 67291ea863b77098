"""Draft, approved, locked: who may do what, and what voids it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import csscore
from tests.books.conftest import cs, loaded
from tests.books.shop import month, small, write

RUN = ("run", "payroll.yaml", "--period", "2026-03", "--by", "Zhao")


def state(period: str = "2026-03") -> str:
    return str(loaded(f"runs/{period}/run.json")["state"])


def locked(period: str) -> None:
    month(period)
    cs("run", "payroll.yaml", "--period", period, "--by", "Zhao")
    cs("approve", f"runs/{period}", "--by", "Li")
    cs("lock", f"runs/{period}")


def test_the_way_of_a_month() -> None:
    small()
    cs(*RUN)
    assert "is a draft, and would have to be approved" in cs("lock", "runs/2026-03", code=4)
    assert "version 1 of 2026-03 is approved by Li" in cs("approve", "runs/2026-03", "--by", "Li")
    assert state() == "approved"
    cs("lock", "runs/2026-03", "--by", "Zhao")
    assert state() == "locked"
    assert "B133" in cs(*RUN, code=4)
    log = loaded("runs/2026-03/run.json")["log"]
    assert [(entry["act"], entry["by"]) for entry in log] == [("run", "Zhao"), ("approve", "Li"), ("lock", "Zhao")]
    assert log[1]["digest"] == loaded("runs/2026-03/run.json")["digest"]


def test_who_prepared_it_cant_approve_it() -> None:
    small()
    cs(*RUN)
    assert "B137" in cs("approve", "runs/2026-03", "--by", " zhao ", code=4)
    write("payroll.yaml", Path("payroll.yaml").read_text() + "self_approval: true\n")
    month("2026-03", allowance="1", sales={"Mei": 2, "Dan": 1})
    cs(*RUN)
    cs("approve", "runs/2026-03", "--by", "Zhao")


def test_any_change_voids_an_approval() -> None:
    small()
    cs(*RUN)
    cs("approve", "runs/2026-03", "--by", "Li")
    month("2026-03", sales={"Mei": 1, "Dan": 2})
    assert "the approval of the one before is void" in cs(*RUN)
    assert state() == "draft"
    assert "B135" in cs("lock", "runs/2026-03", code=4)


def test_the_same_run_again_keeps_its_approval() -> None:
    small()
    cs(*RUN)
    cs("approve", "runs/2026-03", "--by", "Li")
    cs(*RUN)
    assert state() == "approved"


def test_a_changed_file_is_neither_approved_nor_locked() -> None:
    small()
    cs(*RUN)
    file = next(Path("runs/2026-03").glob("v1-*/payroll.csv"))
    good = file.read_bytes()
    file.write_bytes(good.replace(b"300", b"900"))
    assert "payroll.csv was changed" in cs("approve", "runs/2026-03", "--by", "Li", code=4)
    file.write_bytes(good)
    cs("approve", "runs/2026-03", "--by", "Li")
    file.write_bytes(good.replace(b"300", b"900"))
    assert "B136" in cs("lock", "runs/2026-03", code=4)


def test_reopening() -> None:
    small()
    cs(*RUN)
    assert "B135" in cs("reopen", "runs/2026-03", "--by", "Li", "--because", "x", code=4)
    cs("approve", "runs/2026-03", "--by", "Li")
    cs("lock", "runs/2026-03")
    assert "B137" in cs("reopen", "runs/2026-03", "--by", "Zhao", "--because", "x", code=4)
    assert "is a draft again" in cs("reopen", "runs/2026-03", "--by", "Li", "--because", "a shop is missing")
    assert loaded("runs/2026-03/run.json")["log"][-1]["because"] == "a shop is missing"
    first = next(Path("runs/2026-03").glob("v1-*"))
    month("2026-03", sales={"Mei": 1, "Dan": 2})
    cs(*RUN)
    assert first.is_dir()  # what was locked once is never lost
    assert [one["version"] for one in loaded("runs/2026-03/run.json")["versions"]] == [1, 2]
    month("2026-03", sales={"Mei": 3, "Dan": 2})
    cs(*RUN)
    assert [one["version"] for one in loaded("runs/2026-03/run.json")["versions"]] == [1, 2]
    cs("approve", "runs/2026-03", "--by", "Li")
    cs("lock", "runs/2026-03")
    cs("verify", "runs/2026-03")


def test_locks_are_a_chain() -> None:
    small()
    locked("2026-02")
    cs(*RUN)
    cs("approve", "runs/2026-03", "--by", "Li")
    cs("lock", "runs/2026-03")
    before = loaded("runs/2026-02/run.json")["log"][-1]["seal"]
    assert loaded("runs/2026-03/run.json")["log"][-1]["before"] == {"period": "2026-02", "seal": before}
    cs("verify", "runs/2026-03")
    assert "B139" in cs("reopen", "runs/2026-02", "--by", "Li", "--because", "x", code=4)
    shutil.rmtree("runs/2026-02")
    assert "the lock of 2026-03 does not follow that of 2026-02" in cs("verify", "runs/2026-03", code=1)


def test_months_are_locked_in_their_order() -> None:
    small()
    month("2026-02")
    cs("run", "payroll.yaml", "--period", "2026-02", "--by", "Zhao")
    said = cs(*RUN)
    assert "not locked, and so no earlier results: 2026-02" in said
    cs("approve", "runs/2026-03", "--by", "Li")
    assert "B138" in cs("lock", "runs/2026-03", code=4)


def test_history_is_what_is_locked() -> None:
    small()
    write("presale.yaml", Path("presale.yaml").read_text() + "flags: [{name: twice first, when: rank <= 1, months: 2}]\n")
    locked("2026-02")
    cs(*RUN)
    agents = loaded(next(Path("runs/2026-03").glob("v1-*/presale.json")))["agents"]
    assert {agent["agent"]: agent["flags"] for agent in agents} == {"Mei": ["twice first"], "Dan": [], "Ning": []}
    cs("verify", "runs/2026-03")


if shutil.which("ssh-keygen"):

    def test_a_signature_is_of_the_person_and_of_these_words() -> None:
        small()
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"], check=True)
        public = Path("key.pub").read_text()
        write("signers", f"Li {public}")
        cs(*RUN)
        cs("approve", "runs/2026-03", "--by", "Li", "--sign", "key")
        cs("lock", "runs/2026-03")
        cs("verify", "runs/2026-03")
        cs("verify", "runs/2026-03", "--signers", "signers")
        write("signers", f"Wu {public}")
        assert "the signature of Li does not hold" in cs("verify", "runs/2026-03", "--signers", "signers", code=1)

    def test_a_key_that_does_not_sign() -> None:
        small()
        cs(*RUN)
        assert "B140" in cs("approve", "runs/2026-03", "--by", "Li", "--sign", "no-key", code=4)
        assert state() == "draft"


@pytest.mark.parametrize("words", [("approve", "runs/2026-03"), ("reopen", "runs/2026-03", "--by", "Li")])
def test_who_and_why_have_to_be_said(words: tuple[str, ...]) -> None:
    cs(*words, code=2)


def test_the_books_from_python() -> None:
    small()
    made = csscore.run("payroll.yaml", "2026-03", by="Zhao", lang="en")
    assert made.run is not None
    assert (made.outcome, made.run.state, [person.agent for person in made.people]) == ("new", "draft", ["Dan", "Mei", "Ning"])
    with pytest.raises(csscore.Refused) as refused:
        csscore.approve("runs/2026-03", by="Zhao")
    assert refused.value.problem.code == "B137"
    assert csscore.approve("runs/2026-03", by="Li").state == "approved"
    assert csscore.reopen("runs/2026-03", by="Li", because="late").state == "draft"
    csscore.approve("runs/2026-03", by="Li")
    assert csscore.lock("runs/2026-03", by="Zhao").state == "locked"
    write("fix.csv", "agent,kind,amount,reason,approved_by\nNing,money,70,a shop was missing,Li\n")
    amended = csscore.amend("runs/2026-03", ["fix.csv"], by="Zhao")
    assert [(one.agent, one.after - one.before) for one in amended.changes["hold_harmless"]] == [("Ning", 7000)]
    assert csscore.verify("runs/2026-03").same
    assert [(run.period, run.current["version"]) for run in csscore.runs("payroll.yaml")] == [("2026-03", 2)]
    assert [one.agent for one in csscore.year("payroll.yaml", "2026").people] == ["Dan", "Mei", "Ning"]

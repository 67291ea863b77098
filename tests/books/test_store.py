"""Whatever happens while a run is written, the old one is there or the new one, whole."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from csscore.books import running, store
from tests.books.conftest import cs, loaded
from tests.books.shop import PAYROLL, month, shop, small, write
from tests.conftest import ROOT

RUN = ("run", "payroll.yaml", "--period", "2026-03")
CHANGES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "os.truncate"})


def step() -> None:
    running.run("payroll.yaml", "2026-03", by="me", lang="en")


def killed_at(number: int) -> bool:
    """Make the run in a process that is killed before its change of that number; tell whether it was."""
    child = os.fork()
    if child == 0:
        left = number

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in CHANGES and "runs" in str(arguments[0]) and not (event == "open" and arguments[1] == "r"):
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        sys.addaudithook(watch)
        try:
            step()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def survives_every_kill(before: Callable[[], object], allowed: set[str | None] | set[str]) -> None:
    number = 0
    while True:
        shutil.rmtree("runs", ignore_errors=True)
        before()
        if not killed_at(number):
            break
        there = loaded("runs/2026-03/run.json")["digest"] if Path("runs/2026-03/run.json").exists() else None
        assert there in allowed
        if there is not None:
            run = store.read_run(Path("runs/2026-03"))
            assert run is not None
            assert store.tampered(run, run.current) == []
            if number % 4 == 0:  # of the old run the file of the month has changed since, and it says so
                said = cs("verify", "runs/2026-03", code=None)
                assert "nothing differs" in said or "all that is computed is the same" in said
                assert "was changed" not in said
        number += 1
    assert number > 12
    # and the next run clears away what was left
    shutil.rmtree("runs", ignore_errors=True)
    before()
    killed_at(number - 3)
    cs(*RUN)
    cs("verify", "runs/2026-03")
    assert len(loaded("runs/2026-03/run.json")["versions"]) == len(list(Path("runs/2026-03").glob("v*"))) == 1
    assert [path.name for path in Path("runs/2026-03").iterdir() if path.name.endswith(".part")] == []


if hasattr(os, "fork"):

    @pytest.fixture
    def digests(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
        """Return the digests of two states of a month; the run of the first is kept in old/, its inputs with it."""
        small()
        write("payroll.yaml", Path("payroll.yaml").read_text() + "keep: inputs\n")
        cs(*RUN)
        first = loaded("runs/2026-03/run.json")["digest"]
        shutil.move("runs", "old")
        month("2026-03", sales={"Mei": 1, "Dan": 2, "Ning": 3})
        cs(*RUN)
        # computed once: what is killed is the writing
        prepared = running.prepare(running.read_payroll("payroll.yaml"), running._span("2026-03"), lang="en")
        version = running.version_of(prepared, "en", {})
        monkeypatch.setattr(running, "prepare", lambda *_, **__: prepared)
        monkeypatch.setattr(running, "version_of", lambda *_: version)
        return first, loaded("runs/2026-03/run.json")["digest"]

    def test_a_kill_at_any_moment_over_nothing(digests: tuple[str, str]) -> None:
        survives_every_kill(lambda: None, {None, digests[1]})

    def test_a_kill_at_any_moment_over_a_draft(digests: tuple[str, str]) -> None:
        survives_every_kill(lambda: shutil.copytree("old", "runs"), set(digests))


@pytest.mark.parametrize("number", [0, 1, 4, 7, 8, 9])
def test_a_full_disk_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    small()
    cs(*RUN)
    before = Path("runs/2026-03/run.json").read_bytes()
    month("2026-03", sales={"Mei": 1, "Dan": 2, "Ning": 3})
    real, left = os.fsync, number

    def full(file: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    with monkeypatch.context() as patched:
        patched.setattr(store.os, "fsync", full)
        said = cs(*RUN, code=4 if number < 9 else 0)
    if number < 9:
        assert "B132" in said
        assert Path("runs/2026-03/run.json").read_bytes() == before
        assert not list(Path("runs/2026-03").glob(".*part"))
    month("2026-03")
    cs(*RUN)
    cs("verify", "runs/2026-03")


def test_a_folder_that_cant_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    small()
    write("runs", "a file, not a folder")
    assert "B132" in cs(*RUN, code=4)


@pytest.mark.parametrize("there", ["", "books", "books/runs"])
@pytest.mark.parametrize(
    ("more", "words", "code"),
    [
        ("params: nowhere.yaml\n", (), 3),
        ("check: {budget: 1, block: [budget]}\n", (), 3),
        ("check: {budget: 1}\n", ("--strict",), 3),
    ],
)
def test_a_refused_run_leaves_nothing_behind(there: str, more: str, words: tuple[str, ...], code: int) -> None:
    small()
    write("payroll.yaml", Path("payroll.yaml").read_text() + "runs: books/runs\n" + more)
    Path(there).mkdir(parents=True, exist_ok=True)
    before = sorted(Path().rglob("*"))
    cs(*RUN, *words, code=code)
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize("number", [0, 1, 4, 7, 8])
def test_a_first_run_on_a_full_disk_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    small()
    before, real, left = sorted(Path().rglob("*")), os.fsync, number

    def full(file: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    monkeypatch.setattr(store.os, "fsync", full)
    assert "B132" in cs(*RUN, code=4)
    assert sorted(Path().rglob("*")) == before


def test_two_runs_at_once() -> None:
    small()
    with store.at_work(Path("runs")):
        assert "B131" in cs(*RUN, code=4)
        assert "B131" in cs(*RUN, code=4)  # who was refused took nothing of the other's away
    cs(*RUN)
    assert [path.name for path in Path("runs").iterdir()] == ["2026-03"]


def tampered(path: str, old: bytes, new: bytes) -> str:
    file = next(Path().glob(path))
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))
    return cs("verify", "runs/2026-03", code=1)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("data/2026-03/presale.csv", b"9000", b"9500", "data/2026-03/presale.csv is not as it was (files)"),
        ("runs/2026-03/v1-*/schemes/presale.yaml", b"300", b"400", "schemes/presale.yaml was changed"),
        ("runs/2026-03/v1-*/records/people.jsonl", b"450.00", b"460.00", "records/people.jsonl was changed"),
        ("runs/2026-03/v1-*/presale.json", b"300.00", b"400.00", "presale.json was changed"),
        ("runs/2026-03/v1-*/payroll.csv", b"300.00", b"400.00", "payroll.csv was changed"),
        ("runs/2026-03/v1-*/manifest.json", b"allowance", b"allowanse", "manifest.json was changed"),
        ("runs/2026-03/run.json", b'"by": "Li"', b'"by": "Wu"', "(approve) was changed"),
        ("runs/2026-03/run.json", b'"act": "lock"', b'"act": "note"', "(note) was changed"),
        (
            "runs/2026-03/run.json",
            b'"state": "locked"',
            b'"state": "draft"',
            "state in run.json was changed: the log says locked",
        ),
        ("runs/2026-03/run.json", b'"pay": "1630.00"', b'"pay": "1640.00"', "totals in run.json was changed"),
        ("runs/2026-03/run.json", b'"digest": "sha256:', b'"digest": "sha256:0', "digest in run.json was changed"),
    ],
)
def test_what_was_tampered_with_is_named(path: str, old: bytes, new: bytes, said: str) -> None:
    shop()
    cs(*RUN)
    cs("approve", "runs/2026-03", "--by", "Li")
    cs("lock", "runs/2026-03")
    cs("verify", "runs/2026-03")
    assert said in tampered(path, old, new)


def test_files_that_are_gone_or_new_are_named() -> None:
    shop()
    cs(*RUN)
    folder = next(Path("runs/2026-03").glob("v1-*"))
    (folder / "payroll.csv").unlink()
    (folder / "more.csv").write_text("x")
    said = cs("verify", "runs/2026-03", code=1)
    assert "payroll.csv is gone" in said
    assert "more.csv was put in afterwards" in said


def test_rows_in_another_order_are_the_same_inputs() -> None:
    small()
    cs(*RUN)
    file = Path("data/2026-03/presale.csv")
    head, *rows = file.read_text().splitlines()
    file.write_text("\r\n".join([head, *reversed(rows)]) + "\r\n")
    cs("verify", "runs/2026-03")


def test_a_scheme_that_changes_later_changes_no_run() -> None:
    small()
    cs(*RUN)
    write("presale.yaml", Path("presale.yaml").read_text().replace("300", "310"))
    cs("verify", "runs/2026-03")


def test_kept_inputs_prove_a_run_whose_files_are_gone() -> None:
    small()
    write("payroll.yaml", Path("payroll.yaml").read_text() + "keep: inputs\n")
    cs(*RUN)
    shutil.rmtree("data")
    Path("presale.yaml").unlink()
    cs("verify", "runs/2026-03")


def test_a_file_of_the_month_that_was_changed_is_named_although_a_copy_is_kept() -> None:
    shop(payroll=PAYROLL + "keep: inputs\n")
    cs(*RUN)
    write("roster.csv", Path("roster.csv").read_text() + "Xin,Xin,1005,active,C1\n")  # rosters change
    cs("verify", "runs/2026-03")
    month("2026-03", sales={"Mei": 1, "Dan": 2})
    said = cs("verify", "runs/2026-03", code=1)
    assert "data/2026-03/presale.csv is not as it was (files)" in said
    assert "all that is computed is the same" in said


def test_files_are_found_in_a_folder_that_is_told() -> None:
    small()
    cs(*RUN)
    shutil.move("data/2026-03", "archive")
    assert "B101" in cs("verify", "runs/2026-03", code=3)
    cs("verify", "runs/2026-03", "--in", "archive")


def test_the_whole_shop_can_move(monkeypatch: pytest.MonkeyPatch) -> None:
    small()
    cs(*RUN)
    Path("there").mkdir()
    for name in ("data", "runs", "payroll.yaml", "presale.yaml"):
        shutil.move(name, "there")
    cs("verify", "there/runs/2026-03")


@pytest.mark.parametrize("text", ["", "{}", '{"csscore": 2, "name": "", "period": "", "versions": [1], "log": []}'])
def test_a_run_json_that_is_none_is_refused(text: str) -> None:
    write("runs/2026-03/run.json", text)
    assert "B130" in cs("verify", "runs/2026-03", code=3)


def test_no_run_at_all() -> None:
    Path("runs").mkdir()
    assert "B134" in cs("verify", "runs", code=3)
    assert "B134" in cs("approve", "runs/2026-03", "--by", "Li", code=3)
    assert not Path("runs/2026-03").exists()


def test_run_json_is_as_its_schema_says() -> None:
    shop()
    cs(*RUN)
    cs("approve", "runs/2026-03", "--by", "Li")
    cs("lock", "runs/2026-03")
    schema = loaded(ROOT / "csscore/books/run-v1.schema.json")
    jsonschema.Draft202012Validator(schema).validate(loaded("runs/2026-03/run.json"))


def test_runs_of_earlier_versions_are_still_read(tmp_path: Path) -> None:
    for kept in sorted((ROOT / "tests/books/kept").iterdir()):
        shop_ = tmp_path / kept.name
        shutil.copytree(kept, shop_)
        said = cs("verify", str(shop_ / "runs/2026-03"), "--format", "json", code=None)
        assert "was changed" not in said
        assert "is not as it was" not in said
        run = store.read_run(shop_ / "runs/2026-03")
        assert run is not None
        assert (run.state, [version["version"] for version in run.versions]) == ("locked", [1, 2])
        month("2026-04")
        shutil.copytree("data", shop_ / "data", dirs_exist_ok=True)
        assert "Ning" in cs("run", str(shop_ / "payroll.yaml"), "--period", "2026-04", "--lang", "en")
        assert any(
            "Correction of 2026-03,30.00" in path.read_text("utf-8-sig") for path in shop_.glob("runs/2026-04/*/payroll.csv")
        )

"""Files: never half, never over what exists without being told to, never over an input."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest


def folder() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


RANK = ("rank", "a.csv", "-s", "s")


def test_what_exists_is_not_overwritten_and_nothing_is_computed(run, pipeline) -> None:
    Path("x.csv").write_text("mine")
    ended = run(*RANK, "-o", "x.csv")
    assert (ended.exit_code, ended.stdout) == (4, "")
    assert ended.stderr == "error U201: the file 'x.csv' exists\n  --force overwrites it; or choose another name\n"
    assert Path("x.csv").read_text() == "mine"
    assert pipeline.calls == []


def test_force_overwrites(run, pipeline) -> None:
    Path("x.csv").write_text("mine")
    assert run(*RANK, "-o", "x.csv", "--force").exit_code == 0
    assert Path("x.csv").read_bytes().startswith(b"\xef\xbb\xbfrank,")
    assert folder() == ["x.csv"]


@pytest.mark.parametrize("output", ["a.csv", "./a.csv", "link.csv", "exam.csv", "roster.csv", "schemes/s.yaml"])
def test_an_input_is_never_written_onto_even_by_force(run, pipeline, output: str) -> None:
    Path("schemes").mkdir()
    for name in ("a.csv", "exam.csv", "roster.csv", "schemes/s.yaml"):
        Path(name).write_text(name)
    Path("link.csv").symlink_to("a.csv")
    ended = run(
        *("rank", "a.csv", "-s", "s", "--with", "exam=exam.csv", "--roster", "roster.csv"),
        *("-o", output, "--force", "--format", "csv"),
    )
    assert ended.exit_code == 4
    assert ended.stderr.startswith(f"error U202: '{output}' is an input of this run")
    assert all(Path(name).read_text() == name for name in ("a.csv", "exam.csv", "roster.csv", "schemes/s.yaml"))


def test_a_folder_that_does_not_exist(run, pipeline) -> None:
    ended = run(*RANK, "-o", "no/x.csv")
    assert ended.exit_code == 4
    assert ended.stderr == "error U203: there is no folder 'no' to write 'no/x.csv' into\n  make the folder first\n"


def test_a_failure_while_writing_leaves_nothing(run, pipeline, monkeypatch) -> None:
    def fail(result, to, **options) -> None:
        to.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("csscore.report.csv.write_csv", fail)
    ended = run(*RANK, "-o", "x.csv")
    assert ended.exit_code == 4
    assert ended.stderr.startswith("error U204: can't write ")
    assert "No space left on device" in ended.stderr
    assert folder() == []


def test_an_overwritten_file_survives_a_failure(run, pipeline, monkeypatch) -> None:
    Path("x.csv").write_text("mine")
    monkeypatch.setattr(os, "fsync", lambda number: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    assert run(*RANK, "-o", "x.csv", "--force").exit_code == 4
    assert Path("x.csv").read_text() == "mine"
    assert folder() == ["x.csv"]


def test_a_bug_while_writing_leaves_nothing(run, pipeline, monkeypatch) -> None:
    monkeypatch.setattr("csscore.report.csv.write_csv", lambda result, to, **options: 1 / 0)
    assert run(*RANK, "-o", "x.csv").exit_code == 70
    assert folder() == []


def test_a_file_that_appears_meanwhile_is_kept(run, pipeline, monkeypatch) -> None:
    compute = pipeline.compute

    def slowly(*arguments, **options):
        Path("x.csv").write_text("theirs")
        return compute(*arguments, **options)

    monkeypatch.setattr("csscore.pipeline.compute", slowly)
    assert run(*RANK, "-o", "x.csv").exit_code == 4
    assert Path("x.csv").read_text() == "theirs"
    assert folder() == ["x.csv"]


def test_links_are_followed_and_permissions_are_ordinary(run, pipeline) -> None:
    Path("real.csv").write_text("old")
    Path("link.csv").symlink_to("real.csv")
    assert run(*RANK, "-o", "link.csv", "--force").exit_code == 0
    assert Path("link.csv").is_symlink()
    assert Path("real.csv").read_bytes().startswith(b"\xef\xbb\xbfrank")
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(Path("real.csv").stat().st_mode) == 0o666 & ~umask


def test_a_device_is_written_into(run, pipeline) -> None:
    assert run(*RANK, "-o", os.devnull, "--format", "csv").exit_code == 0


def test_a_folder_is_not_a_file(run, pipeline) -> None:
    Path("x.csv").mkdir()
    assert run(*RANK, "-o", "x.csv", "--force").exit_code == 4


def test_a_dash_is_standard_output(run, pipeline) -> None:
    assert run(*RANK, "-o", "-", "--format", "csv").stdout.startswith("rank,")

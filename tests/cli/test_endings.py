"""How csscore ends when something other than the user is wrong; as real processes where streams matter."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from csscore.cli.exit_codes import Terminated

ROOT = Path(__file__).parents[2]
STAND_IN = """
import csscore.pipeline, sys
from tests.report.results import alone, result
csscore.pipeline.compute = lambda *a, **k: alone(result([f"a{i}" for i in range(%d)]))
from csscore.cli import main
main()
"""


def process(*arguments: str, agents: int = 3, **options) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8", "NO_COLOR": "1"}
    command = [sys.executable, "-c", STAND_IN % agents, *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, **options)


def test_a_bug_is_told_in_two_lines(run, pipeline) -> None:
    pipeline.error = ZeroDivisionError("division by zero")
    ended = run("rank", "a.csv", "-s", "s")
    assert (ended.exit_code, ended.stdout) == (70, "")
    first, second = ended.stderr.splitlines()
    assert first.startswith("error U901: csscore itself failed: ZeroDivisionError at csscore.cli.options:")
    assert second == "  please report the command and this line; CSSCORE_DEBUG=1 shows details (with data)"


def test_a_bug_shows_its_traceback_when_asked(run, pipeline, monkeypatch) -> None:
    monkeypatch.setenv("CSSCORE_DEBUG", "1")
    pipeline.error = ZeroDivisionError("division by zero")
    ended = run("rank", "a.csv", "-s", "s")
    assert ended.exit_code == 70
    assert "Traceback" in ended.stderr


@pytest.mark.parametrize(("signalled", "code"), [(KeyboardInterrupt, 130), (Terminated, 143)])
def test_an_interrupt_is_one_line(run, pipeline, signalled, code) -> None:
    pipeline.error = signalled()
    ended = run("rank", "a.csv", "-s", "s")
    assert (ended.exit_code, ended.stdout, ended.stderr) == (code, "", "interrupted\n")


def test_a_reader_that_leaves_early_is_not_an_error() -> None:
    running = process("rank", "a.csv", "-s", "s", agents=50_000, stdout=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stdout.readline() == b"rank,agent,name,status,score,pay,rank bonus,reason\n"
    running.stdout.close()
    assert running.stderr is not None
    with running.stderr as said:
        assert said.read() == b""
    assert running.wait(timeout=30) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        running = process("rank", "a.csv", "-s", "s", stdout=full)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 4
    assert said.decode().startswith("error U204: can't write standard output: No space left on device\n")


def test_pipes_are_utf_8_whatever_the_locale() -> None:
    code = STAND_IN.replace('f"a{i}"', '"小美"') % 1
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk", "LANG": "zh_CN.GBK"}
    ended = subprocess.run([sys.executable, "-c", code, "rank", "a", "-s", "s"], env=environment, capture_output=True, check=True)
    assert "小美".encode() in ended.stdout


def test_as_a_module() -> None:
    ended = subprocess.run([sys.executable, "-m", "csscore", "--version"], cwd=ROOT, capture_output=True, check=True)
    assert ended.stdout.startswith(b"csscore ")


def closed(numbers: tuple[int, ...], *arguments: str, full: tuple[int, ...] = (), folder: Path = ROOT) -> tuple[int, str, str]:
    """Run with some of the standard streams closed, or open on a device that is always full."""

    def streams() -> None:
        for number in numbers:
            os.close(number)
        for number in full:
            os.dup2(os.open("/dev/full", os.O_WRONLY), number)

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8", "NO_COLOR": "1"}
    ended = subprocess.run(
        [sys.executable, "-m", "csscore", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, input="agent,x\n",
        preexec_fn=streams,
    )  # fmt: skip
    return ended.returncode, ended.stdout, ended.stderr


RANK = ("rank", str(ROOT / "samples" / "march.xlsx"), "-s", "presale", "-q")
POSIX = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@POSIX
@pytest.mark.parametrize("arguments", [RANK, ("--help",), ("--version",), ("schemes",), ("schemes", "schema")])
def test_a_standard_output_that_takes_nothing_is_told(arguments: tuple[str, ...]) -> None:
    for code, out, err in (closed((1,), *arguments), closed((), *arguments, full=(1,))):
        assert (code, out) == (4, "")
        assert err.startswith("error U204: can't write standard output: ")


@POSIX
def test_a_standard_error_that_takes_nothing_changes_no_exit_code() -> None:
    assert closed((2,), *RANK)[0] == 0
    assert closed((), *RANK, full=(2,))[0] == 0
    assert closed((), "rank", "nothing.csv", "-s", "presale", full=(2,))[0] == 3
    assert closed((2,), "rank")[0] == 2
    assert closed((0, 1, 2), *RANK)[0] == 4


@POSIX
def test_what_goes_to_a_file_needs_no_stream(tmp_path: Path) -> None:
    code, *_ = closed((0, 1, 2), *RANK, "-o", "ranking.csv", folder=tmp_path)
    assert code == 0
    written = (tmp_path / "ranking.csv").read_text("utf-8-sig")
    assert written.startswith("rank,agent,name,status,score,pay")
    assert written.count("\n") == 44


@POSIX
def test_a_standard_input_that_is_closed_is_told() -> None:
    code, out, err = closed((0,), "rank", "-", "-s", "presale")
    assert (code, out) == (3, "")
    assert err.startswith("-: error D103: the file can't be read: it is closed\n")


@POSIX
@pytest.mark.parametrize("arguments", [("/dev/zero", "-s", "presale"), ("samples/march.xlsx", "-s", "/dev/zero")])
def test_a_device_that_never_ends_is_not_read(run, pipeline, arguments: tuple[str, ...], monkeypatch) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(ROOT)
    ended = run("rank", *arguments)
    assert ended.exit_code == 3
    assert "it is a device, not a file" in ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
@pytest.mark.parametrize(
    ("verb", "ending", "size"),
    [("rank", "xlsx", 1), ("rank", "xlsx", 9_000), ("slips", "xlsx", 2_000), ("slips", "", 2_000), ("report", "html", 2_000)],
)
def test_a_disk_that_is_full_leaves_nothing_behind(verb: str, ending: str, size: int, tmp_path: Path) -> None:
    import resource

    to = f"result.{ending}" if ending else "result/"
    ended = subprocess.run(
        [sys.executable, "-m", "csscore", verb, *RANK[1:], "-o", to],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8"}, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    assert ended.returncode == 4, ended.stderr
    assert re.fullmatch(r"error U204: can't write \S+: file too large\n  [^\n]*\n", ended.stderr)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed_by_the_next(run, pipeline, tmp_path: Path) -> None:
    from csscore.making import file_beside, folder_beside

    left = [tmp_path / f".ranking.csv.{name}.part" for name in ("0123abcd", "ffffffff")]
    for path in left:
        path.write_text("rank,agent")
    other = tmp_path / ".other.csv.0123abcd.part"
    other.write_text("")
    with file_beside(tmp_path / "ranking.csv") as (at_work, _):
        assert run("rank", "a.csv", "-s", "s", "-o", "ranking.csv").exit_code == 0
        assert at_work.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.csv.0123abcd.part", "ranking.csv"]
    for ending in ("part", "old"):
        (tmp_path / f".slips.0123abcd.{ending}").mkdir()
        (tmp_path / f".slips.0123abcd.{ending}" / "a.html").write_text("")
    with folder_beside(tmp_path / "slips") as first, folder_beside(tmp_path / "slips") as second:
        assert first.is_dir()
        assert second.is_dir()
        assert not list(tmp_path.glob(".slips.0123abcd.*"))


def test_the_longest_name_that_a_file_can_have_can_be_written(run, pipeline, tmp_path: Path) -> None:
    name = "客" * 83 + ".csv"
    assert len(name.encode()) == 253
    assert run("rank", "a.csv", "-s", "s", "-o", name).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]

"""How csscore ends when something other than the user is wrong; as real processes where streams matter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert first.startswith("error U901: csscore itself failed: ZeroDivisionError at csscore.cli.rank:")
    assert second == "  please report the command and this line; CSSCORE_DEBUG=1 shows details (with data)"


def test_a_bug_shows_its_traceback_when_asked(run, pipeline, monkeypatch) -> None:
    monkeypatch.setenv("CSSCORE_DEBUG", "1")
    pipeline.error = ZeroDivisionError("division by zero")
    ended = run("rank", "a.csv", "-s", "s")
    assert ended.exit_code == 70
    assert "Traceback" in ended.stderr


def test_an_interrupt_is_130(run, pipeline) -> None:
    pipeline.error = KeyboardInterrupt()
    ended = run("rank", "a.csv", "-s", "s")
    assert (ended.exit_code, ended.stdout, ended.stderr) == (130, "", "")


def test_a_reader_that_leaves_early_is_not_an_error() -> None:
    running = process("rank", "a.csv", "-s", "s", agents=50_000, stdout=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stdout.readline() == b"rank,agent,score,pay\n"
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

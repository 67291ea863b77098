"""Ctrl-C and SIGTERM end a command at any time: one line, the right code, nothing half-written, no temporary file left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
SCHEME = """csscore: 1
name: t
metrics:
  sales: {value: {sum: sales}, points: minmax, weight: 100}
columns: {agent: {headers: [agent]}, sales: {headers: [sales]}}
"""
AWAKE = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A shell lets what runs in the background ignore it."""
PAUSED = """
import sys, time
import {module}
original = {module}.{name}
def paused(*a, **k):
    open("reached", "w").close()
    for _ in range(6000):
        time.sleep(0.01)
    return original(*a, **k)
{module}.{name} = paused
from csscore.cli import main
main()
"""
LATER = "from csscore.cli import main; main()"


def interrupted(folder: Path, program: str, sent: signal.Signals, *more: str, after: float | None = None) -> tuple[int, str]:
    """Start a command, send it a signal once it is where it is awaited (or after seconds), and return its code and words."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "tmp"), "NO_COLOR": "1"}
    (folder / "tmp").mkdir()
    command = [
        sys.executable,
        "-c",
        f"{AWAKE}\n{program}",
        "rank",
        "data.csv",
        "-s",
        "s.yaml",
        "--lang",
        "en",
        "-o",
        "out.csv",
        *more,
    ]
    running = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if after is not None:
        time.sleep(after)
    else:
        until = time.monotonic() + 60
        while not (folder / "reached").exists() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        assert running.poll() is None, running.communicate()
        (folder / "reached").unlink()
    running.send_signal(sent)
    out, err = running.communicate(timeout=60)
    assert out == ""
    return running.returncode, err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s.yaml").write_text(SCHEME)
    rows = "".join(f"a{n % 500},{n}\n" for n in range(1000))
    (tmp_path / "data.csv").write_text("agent,sales\n" + rows)
    return tmp_path


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(
    ("module", "name"), [("csscore.read.container", "file_bytes"), ("csscore.pipeline", "published"), ("os", "fsync")]
)
def test_wherever_it_is(folder: Path, sent: signal.Signals, code: int, module: str, name: str) -> None:
    before = [*(path.name for path in folder.iterdir()), "tmp"]
    assert interrupted(folder, PAUSED.format(module=module, name=name), sent) == (code, "interrupted\n")
    assert sorted(path.name for path in folder.iterdir()) == sorted(before)
    assert list((folder / "tmp").iterdir()) == []


def test_in_the_middle_of_a_large_read(folder: Path) -> None:
    with (folder / "data.csv").open("w") as file:
        file.write("agent,sales\n")
        file.writelines(f"客服{n % 5000},{n}.5\n" for n in range(1_000_000))
    for after in (0.9,):
        code, said = interrupted(folder, LATER, signal.SIGINT, after=after)
        assert code in (0, 130)  # a fast machine may be done, or have said what it found
        assert code == 0 or said.endswith("interrupted\n")
        assert "Traceback" not in said
        assert {path.name for path in folder.iterdir()} <= {"s.yaml", "data.csv", "tmp", *(["out.csv"] if code == 0 else [])}
        (folder / "out.csv").unlink(missing_ok=True)
        (folder / "tmp").rmdir()


class Terminal:
    """A command that takes two seconds, with standard error on a terminal."""

    def __init__(self, folder: Path, *more: str, term: str = "xterm") -> None:
        pty = pytest.importorskip("pty")
        slow = PAUSED.replace("range(6000)", "range(220)").format(module="csscore.read.container", name="file_bytes")
        self._ours, theirs = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": term, "NO_COLOR": "1"}
        command = [sys.executable, "-c", slow, "rank", "data.csv", "-s", "s.yaml", "--lang", "en", "--format", "json", *more]
        self._running = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs, text=True)
        os.close(theirs)

    def ended(self) -> tuple[str, str]:
        """Return standard output and what the terminal shows."""
        shown = b""
        out = self._running.communicate(timeout=60)[0]
        os.set_blocking(self._ours, False)
        while True:
            try:
                piece = os.read(self._ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        os.close(self._ours)
        return out, shown.decode()


def test_a_terminal_is_told_what_is_being_done_and_nobody_who_does_not_want_to_be(folder: Path) -> None:
    told, quiet, dumb = Terminal(folder), Terminal(folder, "-q"), Terminal(folder, term="dumb")
    out, shown = told.ended()
    assert out.startswith("{")
    assert "reading data.csv" in shown
    assert "reading" not in out
    assert "reading" not in quiet.ended()[1]
    assert "reading" not in dumb.ended()[1]

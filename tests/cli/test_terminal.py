"""What someone at a terminal sees, on a terminal that is one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")
ROOT = Path(__file__).parents[2]
STAND_IN = """
import csscore.pipeline, csscore.report.live.book, time
from tests.report.results import alone, three
csscore.pipeline.compute = lambda *a, **k: time.sleep(%s) or alone(three())
csscore.report.live.book.write_live = lambda *a: []
from csscore.cli import main
main()
"""


def seen(*arguments: str, seconds: float = 0, **environment: str) -> str:
    """Run csscore with both streams on a terminal of 80 columns and return what appears."""
    return _read(*_started(arguments, seconds, environment))


def _started(arguments: tuple[str, ...], seconds: float, environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    ours, theirs = pty.openpty()
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "zh_CN.UTF-8", "TERM": "xterm", "COLUMNS": "80", **environment}
    if "NO_COLOR" not in environment:
        settings.pop("NO_COLOR", None)
    running = subprocess.Popen([sys.executable, "-c", STAND_IN % seconds, *arguments], stdout=theirs, stderr=theirs, env=settings)
    os.close(theirs)
    return running, ours


def _read(running: subprocess.Popen[bytes], ours: int) -> str:
    pieces = []
    with open(ours, "rb", buffering=0) as screen:
        while True:
            try:
                piece = screen.read(4096)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            pieces.append(piece)
    running.wait(timeout=30)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def test_a_terminal_gets_the_table_in_colour() -> None:
    screen = seen("rank", "a.csv", "-s", "s")
    assert screen.startswith("\x1b[1m售前客服月度绩效（presale 第 3 版）\x1b[0m\n")
    assert re.sub(r"\x1b\[[0-9;]*m", "", screen).splitlines()[2].startswith("名次  客服")


def test_no_color_leaves_plain_text() -> None:
    assert "\x1b" not in seen("rank", "a.csv", "-s", "s", NO_COLOR="1")


def test_bars_are_shaded_by_metric_on_a_terminal() -> None:
    screen = seen("rank", "a.csv", "-s", "s", "--plot", TERM="xterm-256color")
    assert "\x1b[38;5;67m█\x1b[0m 销售额" in screen
    plain = re.sub(r"\x1b\[[0-9;]*m", "", screen).splitlines()
    assert plain[5].startswith("   1  小美  77.51  ███")
    assert "\x1b" not in seen("rank", "a.csv", "-s", "s", "--plot", NO_COLOR="1")


def test_mistakes_are_coloured() -> None:
    assert "\x1b[1;31m错误 U102\x1b[0m" in seen("rank", "a.csv", "--schem", "s")


def test_a_workbook_is_not_poured_over_a_terminal() -> None:
    assert "错误 U123: xlsx 不能打印到终端" in seen("rank", "a.csv", "-s", "s", "--format", "xlsx", NO_COLOR="1")


def test_a_long_computation_shows_a_sign_of_life_and_erases_it() -> None:
    ranking = ("rank", "a.csv", "-s", "s")
    told, quiet = _started((*ranking, "--format", "csv"), 1.5, {"NO_COLOR": "1"}), _started((*ranking, "-q"), 1.2, {})
    screen = _read(*told)
    shown, erased, result = screen.partition("\r\x1b[1A\x1b[2K")  # back to its line, and that cleared
    assert "正在计算" in shown
    assert erased
    assert result.startswith("rank,agent")
    assert "正在计算" not in _read(*quiet)


def test_a_file_that_was_written_is_named(tmp_path) -> None:
    screen = seen("rank", "a.csv", "-s", "s", "-o", "x.xlsx", NO_COLOR="1")
    assert screen == "已写好 x.xlsx；共 3 人，排名 2 人，应发合计 4,000.00 元\n"

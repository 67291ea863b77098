"""What ends in the middle ends clearly: one problem, no output, nothing left at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.running import interruptible

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Server

SCHEME = "csscore: 1\nname: team\nmetrics:\n  sales: {value: sales, unit: money, weight: 100, points: minmax}\n"
AT_WORK = "SELECT pid FROM pg_stat_activity WHERE application_name = 'csscore' AND state = 'active' AND query LIKE '%slow_{}%'"


@pytest.fixture
def started(server: Server, tmp_path: Path, request: pytest.FixtureRequest):
    """Start a ranking whose table takes its time, and wait until the server is at work."""
    name = f"slow_{os.getpid()}"
    server.run(
        f"DROP TABLE IF EXISTS rows_{name} CASCADE",
        f"CREATE TABLE rows_{name} (客服 text, 销售额 numeric(12,2))",
        f"INSERT INTO rows_{name} VALUES ('小美', 1), ('小丹', 2)",
        f"CREATE VIEW {name} AS SELECT 客服, 销售额 FROM rows_{name}, LATERAL (SELECT pg_sleep(20)) AS waited",
    )
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "csscore",
        "rank",
        f"pg:shop#{name}",
        "--scheme",
        "team.yaml",
        "-o",
        "out.csv",
        "--lang",
        "en",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=interruptible,  # noqa: PLW1509 - no thread of the suite runs here
    )
    asked = AT_WORK.format(os.getpid())
    with server.connect() as connection:
        end = time.monotonic() + 120
        while not (found := connection.execute(asked).fetchall()):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < end
            time.sleep(0.1)
        yield process, found[0][0]
        process.kill()
        process.wait()
        process.stderr.close()
        end = time.monotonic() + 30
        while connection.execute(asked).fetchall():
            assert time.monotonic() < end, "the server goes on working for nobody"
            time.sleep(0.1)


def test_a_connection_that_is_ended(started, server: Server, tmp_path: Path) -> None:
    process, pid = started
    server.run(f"SELECT pg_terminate_backend({pid})")
    said = process.stderr.read()
    assert process.wait(60) == 3
    assert said.startswith(f"pg:shop#slow_{os.getpid()}: error D507: the database closed the connection in the middle")
    assert not (tmp_path / "out.csv").exists()


def test_a_query_that_is_cancelled(started, server: Server, tmp_path: Path) -> None:
    process, pid = started
    server.run(f"SELECT pg_cancel_backend({pid})")
    said = process.stderr.read()
    assert process.wait(60) == 3
    assert "error D508" in said
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_process_that_is_ended_leaves_no_work_behind(started, tmp_path: Path, sign: signal.Signals) -> None:
    process, _ = started
    process.send_signal(sign)
    assert process.wait(60) != 0
    assert "Traceback" not in process.stderr.read()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["team.yaml"]

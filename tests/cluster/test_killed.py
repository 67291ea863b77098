"""Spark that ends in the middle: one problem, no output, nothing left. An executor that is replaced is `tests.cluster.standalone`'s."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import spark
from tests.conftest import ROOT
from tests.running import interruptible, invoke

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.skipif(spark.lacking() is not None, reason=str(spark.lacking())),
    pytest.mark.skipif(sys.platform != "linux", reason="what runs is looked for below /proc"),
]
SCHEME = """csscore: 1
name: team
metrics:
  sales: {value: 成交, unit: money, weight: 60, points: minmax}
  wait: {value: {median: 响应}, unit: seconds, better: lower, weight: 40, points: minmax}
"""
ASKED = ("rank", "march", "--scheme", "team.yaml", "--engine", "spark", "-o", "out.csv", "--lang", "en")


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a month of some thousand rows in files: Chinese texts, odd numbers, blanks, rows given twice."""
    import duckdb

    monkeypatch.chdir(tmp_path)
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    Path("march").mkdir()
    rows = (
        "SELECT '客服' || (i % 7) AS 客服, CASE WHEN i % 11 = 0 THEN '1.2万' WHEN i % 13 = 0 THEN '¥1,234.50' WHEN i % 5 = 0 THEN ''"
        " ELSE CAST(i % 1000 AS VARCHAR) END AS 成交, CASE WHEN i % 3 = 0 THEN '1分20秒' ELSE CAST(i % 97 AS VARCHAR) END AS 响应"
        " FROM (SELECT i // 2 AS i FROM range({start}, {stop}) AS drawn(i))"
    )
    for number in range(4):
        duckdb.sql(rows.format(start=number * 15_000, stop=(number + 1) * 15_000)).write_parquet(f"march/{number}.parquet")
    return tmp_path


@pytest.fixture
def started(month: Path) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    """Start a ranking and wait until Spark is at work; give it, Spark's process and the folder of the two."""
    folder = month
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "tmp")}
    (folder / "tmp").mkdir()
    command = [sys.executable, "-m", "csscore", *ASKED, "--spark-master", "local[2]"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=interruptible,  # noqa: PLW1509 - no thread of the suite runs here
    )
    try:
        end = time.monotonic() + 600
        while not (found := list((folder / "tmp").glob("csscore-rows-*/blockmgr-*/*/shuffle_*"))):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < end
            time.sleep(0.05)
        (java,) = children(process.pid)
        yield process, int(java), found[0].parents[2]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def children(pid: int) -> list[str]:
    """Return the processes that any thread of a process has started."""
    return [child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


@pytest.mark.parametrize(
    ("sign", "of_spark", "code", "said"),
    [
        (signal.SIGKILL, True, 3, "march: error D540: Spark's own process"),
        (signal.SIGINT, False, 130, "interrupted\n"),
        (signal.SIGKILL, False, -signal.SIGKILL, ""),
    ],
)
def test_what_ends_in_the_middle_leaves_nothing(
    started, month: Path, sign: signal.Signals, of_spark: bool, code: int, said: str
) -> None:
    process, java, folder = started
    assert b"-XX:TieredStopAtLevel=1" in Path(f"/proc/{java}/cmdline").read_bytes()  # the month is small
    os.kill(java if of_spark else process.pid, sign)
    told = process.stderr.read()
    assert process.wait(120) == code
    assert told.startswith(said)
    assert all(word not in told for word in ("Traceback", "SELECT", "java.", "客服"))
    end = time.monotonic() + 60
    while Path(f"/proc/{java}").exists():
        assert time.monotonic() < end, "Spark goes on working for nobody"
        time.sleep(0.05)
    assert sorted(path.name for path in month.iterdir()) == ["march", "team.yaml", "tmp"]
    assert code < 0 or not folder.exists()  # of a process that was killed, the next one takes it away


def test_a_master_that_does_not_answer(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark import SparkContext

    monkeypatch.setattr(SparkContext, "_active_spark_context", None)
    start = time.monotonic()
    ended = invoke([*ASKED, "--spark-master", "spark://127.0.0.1:1"])
    assert time.monotonic() - start < 30
    assert ended.exit_code == 3
    assert ended.stderr.startswith("march: error D545: the cluster spark://127.0.0.1:1 can't be reached: Connection refused")
    assert not Path("out.csv").exists()

"""Files with other columns than their neighbours, rosters, cohorts, supposed leavers and further inputs, where rows lie."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.running import interruptible

duckdb = pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")
pytest.importorskip("sqlglot", reason="the extra 'scale' is not installed")

import csscore
from csscore.report.json import write_json

SCHEME = """csscore: 1
name: team
agent: [客服]
columns:
  sales: {headers: [销售额], unit: money, per: row}
  asked: {headers: [询单], unit: count}
  bought: {headers: [下单], unit: count}
  group: {headers: [组], unit: text}
  exam: {headers: [考试], unit: points}
rank: {within: [group]}
metrics:
  sales: {value: {sum: sales}, unit: money, weight: 40, points: minmax}
  rate: {value: {ratio: [bought, asked]}, unit: percent, weight: 30, points: minmax}
  exam: {value: {mean: exam, from: exam}, weight: 30, points: minmax, missing: zero}
gates:
  - {name: 低于团队, when: rate < team(rate), then: {score: minus 5}}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    duckdb.sql(
        "SELECT '号' || (i % 12) AS 客服, (i * 37 % 1000) / 4 AS 销售额, chr(65 + CAST((i % 12) // 4 AS INTEGER)) || '组' AS 组 FROM range(500) AS t(i)"
    ).write_parquet("a.parquet")
    duckdb.sql("SELECT '号' || (i % 12) AS 客服, i % 9 + 1 AS 询单, i % 4 AS 下单 FROM range(300) AS t(i)").write_parquet(
        "b.parquet"
    )
    Path("exam.csv").write_text("客服,考试\n" + "".join(f"号{row},{60 + row}\n" for row in range(11)), encoding="utf-8")
    lines = "".join(f"号{row},人{row // 2},{100 + row // 2}\n" for row in range(12))
    Path("roster.csv").write_text(f"账号,姓名,工号\n{lines}", encoding="utf-8")
    return tmp_path


def outcome(engine: str, **options: Any) -> Any:
    said = io.BytesIO()
    write_json(
        csscore.rank(["a.parquet", "b.parquet"], "team.yaml", engine=engine, inputs={"exam": "exam.csv"}, **options),
        said,
        lang="zh",
    )
    found = json.loads(said.getvalue())
    found["problems"] = sorted((p["code"], p["message"]) for p in found["problems"] if p["code"] not in {"D256", "D259", "D312"})
    return found


def test_files_that_complete_each_other(here: Path) -> None:
    assert outcome("duckdb") == outcome("pandas")


def test_accounts_of_a_roster_are_one_person(here: Path) -> None:
    assert outcome("duckdb", roster="roster.csv") == outcome("pandas", roster="roster.csv")


def test_any_number_of_threads(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = outcome("duckdb")
    for threads in (1, 8):
        monkeypatch.setattr("os.cpu_count", lambda threads=threads: threads)
        assert outcome("duckdb") == first


def _sales() -> bool:
    Path("sales.yaml").write_text(
        "csscore: 1\nname: s\nagent: [客服]\nmetrics:\n  sales: {value: {sum: 销售额}, unit: money, weight: 100, points: minmax}\n",
        encoding="utf-8",
    )
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_an_interrupt_leaves_nothing(here: Path) -> None:
    duckdb.sql("SELECT '号' || (i % 12) AS 客服, i || '元' AS 销售额 FROM range(900000) AS t(i)").write_parquet("odd.parquet")
    _sales()
    command = [sys.executable, "-m", "csscore", "rank", "odd.parquet", "-s", "sales.yaml", "-o", "out.csv", "--engine", "duckdb"]
    folder = here / "tmp"
    folder.mkdir()
    process = subprocess.Popen(
        command,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        preexec_fn=interruptible,  # noqa: PLW1509 - no thread of the suite runs here
    )
    while not list(folder.glob("csscore-rows-*")) and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode != 0, said
    assert b"Traceback" not in said
    assert not Path("out.csv").exists()
    assert list(folder.iterdir()) == []


def test_values_adjusted_for_the_kind_of_work(here: Path) -> None:
    Path("team.yaml").write_text(
        SCHEME.replace(
            "unit: percent, weight: 30, points: minmax",
            "unit: percent, weight: 30, points: {linear: {worst: 0%, best: 100%}, adjust_for: 班次}",
        ),
        encoding="utf-8",
    )
    duckdb.sql(
        "SELECT '号' || (i % 12) AS 客服, i % 9 + 1 AS 询单, i % 4 AS 下单, CASE WHEN i % 7 < 3 THEN '白' ELSE '夜' END AS 班次 FROM range(300) AS t(i)"
    ).write_parquet("b.parquet")
    found = outcome("duckdb")
    assert "P161" in {code for code, _ in found["problems"]}
    assert found == outcome("pandas")

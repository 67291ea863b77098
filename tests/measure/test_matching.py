"""Texts that conditions compare with: one spelling, however a container keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from csscore import rank
from csscore.read.texts import spelt

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = """
csscore: 1
name: typed
metrics:
  solved: {value: {count: "Ok == 'true'"}, weight: 25, points: minmax}
  due: {value: {count: "Due == '2026/3/1'"}, weight: 25, points: minmax}
  level: {value: {count: "Level == '7'"}, weight: 25, points: minmax}
  code: {value: {count: "Code == '007'"}, weight: 25, points: minmax}
"""
ROWS = [
    {"Agent": "Ann", "Ok": True, "Due": date(2026, 3, 1), "Level": 7.0, "Code": "007"},
    {"Agent": "Ann", "Ok": False, "Due": date(2026, 3, 2), "Level": 7.0, "Code": "7"},
    {"Agent": "Bob", "Ok": True, "Due": date(2026, 3, 1), "Level": 8.0, "Code": "007"},
]


def test_a_parquet_file_keeps_them_typed(tmp_path: Path) -> None:
    """By hand: Ann has one solved, one due on 1 March, two of level 7, one of code 007; Bob one, one, none, one."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / "typed.parquet")
    (tmp_path / "typed.yaml").write_text(SCHEME)
    result = rank(str(tmp_path / "typed.parquet"), str(tmp_path / "typed.yaml"))
    found = {metric.name: dict(zip(result.agents.tolist(), metric.values.tolist(), strict=True)) for metric in result.metrics}
    assert found == {
        "solved": {"Ann": 1, "Bob": 1},
        "due": {"Ann": 1, "Bob": 1},
        "level": {"Ann": 2, "Bob": 0},
        "code": {"Ann": 1, "Bob": 1},
    }
    assert "D413" not in {problem.code for problem in result.problems}


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("False", "FALSE"), ("2026.3.1", "2026-03-01"), ("2026年3月1日", "2026-03-01"), ("2026-03-01 00:00:00", "2026-03-01"),
        ("2026/3/1 8:05", "2026-03-01 08:05:00"), ("7.00", "7"), ("-7", "-7"), ("007", None), ("7.50", None), ("1.10", None),
        ("2026/13/1", None), ("2026-3/1", None), ("truth", None), ("", None),
    ],
)  # fmt: skip
def test_one_spelling(text: str, spelling: str | None) -> None:
    assert spelt(text) == spelling

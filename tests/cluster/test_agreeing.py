"""A whole month and published figures on Spark: the same in all digits as where pandas or DuckDB reads them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")

import pyarrow as pa
from pyarrow import parquet

import csscore
from tests.engines.agreeing import try_month
from tests.test_tickets import SCHEME as TICKETS

pytestmark = pytest.mark.usefixtures("cluster")


def test_engines_agree(tmp_path: Path) -> None:
    assert try_month(39, tmp_path, spark=True).agreed == 1  # a period, rows given twice, a share, a root


def test_the_published_figures_of_a_help_desk(shared: Path, tmp_path: Path) -> None:
    path, tickets = tmp_path / "teams.yaml", shared / "tickets" / "customer_support_tickets.csv"
    path.write_text(TICKETS, encoding="utf-8")
    expected = csscore.rank(str(tickets), str(path)).to_frame()
    with tickets.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{name: text or None for name, text in row.items()} for row in csv.DictReader(lines)]
    (tmp_path / "tickets").mkdir()
    for part in range(3):
        parquet.write_table(pa.Table.from_pylist(rows[part::3]), tmp_path / "tickets" / f"{part}.parquet")
    assert csscore.rank(str(tmp_path / "tickets"), str(path), engine="spark").to_frame().equals(expected)

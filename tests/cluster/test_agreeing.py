"""A whole month, published figures, types and a csv on Spark: the same in all digits as where pandas or DuckDB reads them."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")

import pyarrow as pa
from pyarrow import parquet

import csscore
from csscore.analysis.rows import behind
from csscore.pipeline import compute
from csscore.problems import Rejected
from tests.engines import test_spark
from tests.engines.agreeing import said, try_month
from tests.engines.test_spark import ROWS, written
from tests.test_tickets import SCHEME as TICKETS

if TYPE_CHECKING:
    from tests.spark import Gateway

pytestmark = pytest.mark.usefixtures("cluster")
here = test_spark.here


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


def test_the_rows_behind_a_figure(here: Path) -> None:
    written("events/b [1]%41.parquet", ROWS[:3])
    written("events/月=3/a.parquet", ROWS[3:])
    runs = [compute("events", "team.yaml", engine=engine) for engine in ("duckdb", "spark")]
    expected, listed = (behind(run, run.measured.agents.tolist().index("小美"), "sales").sections for run in runs)
    assert str(listed) == str(expected)


def test_a_cell_that_is_no_number_has_its_place(here: Path) -> None:
    written("events/a.parquet", [(name, order, str(sales), seconds) for name, order, sales, seconds in ROWS[:2]])
    written("events/b.parquet", [("小美", "6", "1,000元", 1), ("小丹", "4", "很多", 1), ("合计", None, "都很多", 1)])
    with pytest.raises(Rejected) as caught:
        csscore.rank("events", "team.yaml", engine="spark")
    (problem,) = [one for one in caught.value.problems if one.severity == "error"]
    assert str(problem.place) == "events/b.parquet:row 2"


def test_types_of_columns(here: Path) -> None:
    rows = [
        (name.encode(), datetime(2026, 3, 1, 8, int(order)), Decimal(str(sales)), seconds + 0.1)
        for name, order, sales, seconds in ROWS
    ]
    written("events.parquet", rows, pa.binary(), pa.timestamp("us", "UTC"), pa.decimal128(38, 18), pa.float32())
    own, spark = (csscore.rank("events.parquet", "team.yaml", engine=engine) for engine in ("pandas", "spark"))
    assert said(spark) == said(own)


def test_a_csv(here: Path) -> None:
    lines = '客服,订单,销售额,首响\r\n小美,7,128400.5,30\r\n小丹,8,"96,000",12\r\n"小\n美",,0.25,31\r\n小丹,8,"96,000",12\r\n'
    Path("events.csv").write_bytes(lines.encode())
    own, spark = (csscore.rank("events.csv", "team.yaml", engine=engine) for engine in ("pandas", "spark"))
    assert said(spark) == said(own)
    Path("events.csv").write_bytes(lines.encode() * 3000 + b"a,b\r\n")
    with pytest.raises(Rejected) as caught:
        csscore.rank("events.csv", "team.yaml", engine="spark")
    assert [problem.code for problem in caught.value.problems if problem.severity == "error"] == ["D457"]


def test_a_view_of_the_catalogue_has_rows_that_lie_nowhere(here: Path, cluster: Gateway) -> None:
    from pyspark.sql import SparkSession

    written("events.parquet", ROWS)
    spark = SparkSession(cluster.context)
    spark.sql("CREATE DATABASE IF NOT EXISTS shop")
    spark.sql(
        f"CREATE OR REPLACE VIEW shop.view_of_events AS SELECT /*+ REPARTITION(3) */ * FROM parquet.`file://{here}/events.parquet`"
    )
    own = csscore.rank("events.parquet", "team.yaml", engine="duckdb")
    found = csscore.rank("spark:spark_catalog.shop.view_of_events", "team.yaml")
    assert said(found) == said(own)
    assert [problem.code for problem in found.problems] == [problem.code for problem in own.problems]
    with pytest.raises(Rejected) as caught:
        csscore.rank("spark:shop.view_of_event", "team.yaml")
    (problem,) = [one for one in caught.value.problems if one.severity == "error"]
    assert "no table shop.view_of_event; did you mean shop.view_of_events?" in problem.message.en

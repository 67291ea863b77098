"""Rows on Spark: the same results, places and refusals as where DuckDB reads them, however many files they lie in."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")

import pyarrow as pa
from pyarrow import parquet

import csscore
from csscore.problems import Rejected
from tests.engines.agreeing import said, try_month
from tests.test_tickets import SCHEME as TICKETS

if TYPE_CHECKING:
    from tests.spark import Gateway

pytestmark = pytest.mark.usefixtures("cluster")

SCHEME = """csscore: 1
name: team
agent: [客服]
unique: [订单]
columns: {sales: {headers: [销售额], unit: money}, seconds: {headers: [首响], unit: seconds}, order: {headers: [订单]}}
metrics:
  sales: {value: {sum: sales}, weight: 60, points: minmax, better: higher}
  slow: {value: {median: seconds}, weight: 40, points: minmax, better: lower}
"""
ROWS = [
    ("小美", "7", 128400.5, 30),
    ("小丹", "8", 96000.0, 12),
    ("小美", "9", 0.25, 31),
    ("小丹", "8", 96000.0, 12),
    ("小美", "5", 10.0, 60),
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: str, rows: list[tuple[Any, ...]], *types: Any) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    names = ("客服", "订单", "销售额", "首响")
    cells = zip(names, zip(*rows, strict=True), types or (None,) * len(names), strict=True)
    parquet.write_table(pa.table({name: pa.array(column, type_) for name, column, type_ in cells}), path)


@pytest.mark.parametrize("seed", range(2))
def test_engines_agree(tmp_path: Path, seed: int) -> None:
    assert try_month(seed, tmp_path, spark=True).agreed == 1


def test_a_folder_is_what_it_is_for_duckdb(here: Path) -> None:
    written("events/b [1]%41.parquet", ROWS[:3])
    written("events/月=3/a.parquet", ROWS[3:])
    (here / "events" / "_SUCCESS").touch()
    own, spark = (csscore.rank("events", "team.yaml", engine=engine) for engine in ("duckdb", "spark"))
    assert said(spark) == said(own)
    assert [str(problem) for problem in spark.problems] == [str(problem) for problem in own.problems]
    behind = (csscore.rows("events", "team.yaml", "小美", "sales", engine=engine) for engine in ("duckdb", "spark"))
    assert len({str(one.sections) for one in behind}) == 1


def test_a_cell_that_is_no_number_has_its_place(here: Path) -> None:
    written("events/a.parquet", [(name, order, str(sales), seconds) for name, order, sales, seconds in ROWS[:2]])
    written("events/b.parquet", [("小美", "6", "1,000元", 1), ("小丹", "4", "很多", 1), ("合计", None, "都很多", 1)])
    with pytest.raises(Rejected) as caught:
        csscore.rank("events", "team.yaml", engine="spark")
    (problem,) = [one for one in caught.value.problems if one.severity == "error"]
    assert str(problem.place) == "events/b.parquet:row 2"


def test_types_of_columns(here: Path, cluster: Gateway) -> None:
    stamps = [datetime(2026, 3, 1, 8, minute) for minute in range(5)]
    rows = [(name.encode(), stamp, sales, seconds) for (name, _, sales, seconds), stamp in zip(ROWS, stamps, strict=True)]
    written("floats.parquet", rows, pa.binary(), pa.timestamp("us", "UTC"), pa.float32(), pa.int8())
    exact = [(name, order, Decimal(str(sales)), Decimal(seconds)) for name, order, sales, seconds in ROWS]
    written("wide.parquet", exact, None, None, pa.decimal128(38, 18), pa.decimal128(38, 20))
    for file in ("floats.parquet", "wide.parquet"):
        own, spark = (csscore.rank(file, "team.yaml", engine=engine) for engine in ("pandas", "spark"))
        assert said(spark) == said(own), file


def test_tables_of_the_catalogue(here: Path, cluster: Gateway) -> None:
    from pyspark.sql import SparkSession

    written("events.parquet", ROWS)
    spark = SparkSession(cluster.context)
    spark.sql("CREATE DATABASE IF NOT EXISTS `店`")
    spark.read.parquet(f"file://{here}/events.parquet").repartition(3).write.mode("overwrite").saveAsTable("`店`.events")
    spark.sql("CREATE OR REPLACE VIEW `店`.`a.b` AS SELECT * FROM `店`.events")
    own = csscore.rank("events.parquet", "team.yaml", engine="duckdb")
    for table in ("spark:spark_catalog.店.events", 'spark:店."a.b"'):
        found = csscore.rank(table, "team.yaml")
        assert said(found) == said(own), table
        assert [problem.code for problem in found.problems] == [problem.code for problem in own.problems]
    with pytest.raises(Rejected) as caught:
        csscore.rank("spark:店.event", "team.yaml")
    assert caught.value.problems[0].message.en.startswith(
        "the cluster's catalogue has no table 店.event; did you mean 店.events?"
    )


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


def test_a_csv(here: Path) -> None:
    lines = '客服,订单,销售额,首响\r\n小美,7,128400.5,30\r\n小丹,8,"96,000",12\r\n"小\n美",,0.25,31\r\n小丹,8,"96,000",12\r\n'
    Path("events.csv").write_bytes(lines.encode())
    own, spark = (csscore.rank("events.csv", "team.yaml", engine=engine) for engine in ("pandas", "spark"))
    assert said(spark) == said(own)
    for bad, reason in (
        (b"\xe5\xb0,9,1,2\r\n", "some bytes of it are not UTF-8"),
        (b"a,b\r\n", "further down a row has other cells"),
    ):
        Path("events.csv").write_bytes(lines.encode() * 3000 + bad)
        with pytest.raises(Rejected) as caught:
            csscore.rank("events.csv", "team.yaml", engine="spark")
        assert reason in caught.value.problems[0].message.en

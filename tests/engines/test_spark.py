"""Rows on Spark: the same results, places and refusals as where DuckDB reads them, however many files they lie in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")

import pyarrow as pa
from pyarrow import parquet

import csscore
from csscore.pipeline import compute
from csscore.problems import Rejected
from csscore.read.tables.spark_waiting import Watch
from docs.making import cases
from tests.engines.agreeing import said

pytestmark = pytest.mark.usefixtures("cluster")

SCHEME = """csscore: 1
name: team
agent: [客服]
unique: [订单]
columns: {sales: {headers: [销售额], unit: money}, seconds: {headers: [首响], unit: seconds}}
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


def test_a_folder_is_what_it_is_for_duckdb(here: Path) -> None:
    written("events/b [1]%41.parquet", ROWS[:3])
    written("events/月=3/a.parquet", ROWS[3:])
    (here / "events" / "_SUCCESS").touch()
    own, spark = (compute("events", "team.yaml", engine=engine) for engine in ("duckdb", "spark"))
    assert said(spark.result) == said(own.result)
    assert [str(problem) for problem in spark.result.problems] == [str(problem) for problem in own.result.problems]


def test_a_number_that_spark_cannot_compute_with_is_told(here: Path) -> None:
    (here / "plain.yaml").write_text(cases.SCHEME, encoding="utf-8")
    # of whole numbers of 64 bits, the one that has no absolute value
    parquet.write_table(pa.table({"客服": ["小美", "小丹"], "销售额": [-(2**63), 96000]}), "march.parquet")
    with pytest.raises(Rejected) as caught:
        csscore.rank("march.parquet", "plain.yaml", engine="spark")
    (problem,) = caught.value.problems
    assert problem.code == "D530"
    assert problem.message.en == "Spark could not finish: ARITHMETIC_OVERFLOW; there is no result"


def test_a_mistake_of_csscore_is_not_called_sparks(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise KeyError("a name that nobody knows")

    written("events/a.parquet", ROWS)
    monkeypatch.setattr(Watch, "answer", mistaken)
    with pytest.raises(KeyError):
        csscore.rank("events", "team.yaml", engine="spark")

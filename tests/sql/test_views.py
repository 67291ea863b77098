"""Rows of a view lie nowhere: each is one of its own all the same, those that say the same included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

duckdb = pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")
pytest.importorskip("sqlglot", reason="the extra 'scale' is not installed")

import csscore
from csscore.analysis.rows import behind
from csscore.pipeline import compute
from csscore.problems import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres import Server

SCHEME = """csscore: 1
name: team
agent: [agent]
unique: [order_id]
metrics:
  sales: {value: {sum: sales}, unit: money, weight: 100, points: minmax}
"""
ROWS = [
    *[("小美", "A1", "100")] * 3,  # one order, given thrice
    *[("小丹", "B1", "40")] * 2,
    ("小丹", "B2", "7"),
    *[("小美", None, "1")] * 2,  # without a number each is an order of its own
]
SUMS = {"小美": "102.00", "小丹": "47.00"}  # 100 + 1 + 1; 40 + 7


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    lines = "".join(f"{agent},{order or ''},{sales}\n" for agent, order, sales in ROWS)
    (tmp_path / "events.csv").write_text(f"agent,order_id,sales\n{lines}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def in_duckdb() -> str:
    with duckdb.connect("shop.duckdb") as shop:
        shop.execute("CREATE TABLE t (agent VARCHAR, order_id VARCHAR, sales VARCHAR)")
        shop.executemany("INSERT INTO t VALUES (?, ?, ?)", ROWS)
        shop.execute("CREATE VIEW events AS SELECT * FROM t")
    return "duckdb:shop.duckdb#events"


def in_postgres(server: Server, schema: str) -> str:
    """Make a view of the rows in a schema of its own: the sessions of an earlier test may not have ended yet."""
    address = server.fill(f"{schema}.t", dict.fromkeys(("agent", "order_id", "sales"), "text"), ROWS)
    server.run(f"CREATE VIEW {schema}.events AS SELECT * FROM {schema}.t")
    return address.replace(".t", ".events")


def sums(result: csscore.Result) -> dict[str, str]:
    return dict(zip(result.agents.tolist(), (f"{value:.2f}" for value in result.metrics[0].values), strict=True))


def assert_as_the_file(address: str) -> None:
    """Assert that a view of the rows is settled, and explained, as a file of them is."""
    for run in (compute("events.csv", "team.yaml", engine="pandas"), compute(address, "team.yaml")):
        assert sums(run.result) == SUMS
        told = {problem.code: problem.details["count"] for problem in run.result.problems if problem.code in {"D313", "D315"}}
        assert told == {"D313": 3, "D315": 2}
        places = {str(problem.place).partition(":row")[0] for problem in run.result.problems if problem.code in told}
        assert places == {address} or run.result.problems[0].place.file == "events.csv"
        (section,) = behind(run, run.measured.agents.tolist().index("小美"), "sales").sections
        assert sorted(row.adds for row in section.rows) == [("1",), ("1",), ("100",)]


def assert_different(address: str, addition: Callable[..., None]) -> None:
    """Assert that rows of one order that say different things are refused, each by what it says."""
    addition("小丹", "B2", "6")
    with pytest.raises(Rejected) as caught:
        csscore.rank(address, "team.yaml")
    (problem,) = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert (problem.code, str(problem.place)) == ("D314", address)
    assert {str(problem.details[name]) for name in ("one", "two")} == {"6", "7"}


def test_a_view_of_duckdb(here: Path) -> None:
    assert_as_the_file(in_duckdb())

    def add(*row: str) -> None:
        with duckdb.connect("shop.duckdb") as shop:
            shop.execute("INSERT INTO t VALUES (?, ?, ?)", row)

    assert_different("duckdb:shop.duckdb#events", add)


def test_a_view_of_postgresql(here: Path, server: Server) -> None:
    address = in_postgres(server, "views")
    assert_as_the_file(address)
    assert_different(address, lambda *row: server.run(f"INSERT INTO views.t VALUES {row}"))


def test_a_view_beside_a_table(here: Path, server: Server) -> None:
    view = in_postgres(server, "beside")
    found = csscore.rank([view, view.replace(".events", ".t")], "team.yaml")
    assert sums(found) == {"小美": "104.00", "小丹": "47.00"}  # only what lacks a number counts twice

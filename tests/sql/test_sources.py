"""Where rows may lie: files, folders, tables of databases, with whatever names; what can't be used is refused by a code."""

from __future__ import annotations

import gzip
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

duckdb = pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")
pytest.importorskip("sqlglot", reason="the extra 'scale' is not installed")

import csscore
from csscore.problems import Rejected

SCHEME = """csscore: 1
name: team
agent: [客服]
columns: {sales: {headers: [销售额], unit: money}}
metrics:
  sales: {value: {sum: sales}, unit: money, weight: 100, points: minmax}
"""
ROWS = "SELECT * FROM (VALUES ('小美', 128400.5), ('小丹', 96000), ('小美', 0.25)) AS t(客服, 销售额)"
SUMS = {"小美": "128400.75", "小丹": "96000.00"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sums(address: str, engine: str = "auto") -> dict[str, str]:
    result = csscore.rank(address, "team.yaml", engine=engine)
    return dict(zip(result.agents.tolist(), (f"{value:.2f}" for value in result.metrics[0].values), strict=True))


def codes(address: str, engine: str = "auto") -> list[str]:
    with pytest.raises(Rejected) as caught:
        csscore.rank(address, "team.yaml", engine=engine)
    return [problem.code for problem in caught.value.problems if problem.severity == "error"]


def database(path: str, *statements: str) -> None:
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def test_days_in_an_order_that_nobody_can_tell_are_refused_once(here: Path) -> None:
    Path("events.csv").write_text("客服,日期,销售额\n小美,3/4/2026,1\n小丹,3/5/2026,2\n", encoding="utf-8")
    for engine in ("pandas", "duckdb"):
        with pytest.raises(Rejected) as caught:
            csscore.rank("events.csv", "team.yaml", engine=engine, period="2026-03")
        assert [problem.code for problem in caught.value.problems] == ["D221"]


@pytest.mark.parametrize("engine", ["auto", "duckdb", "pandas"])
def test_a_table_of_duckdb(here: Path, engine: str) -> None:
    database("shop.duckdb", f"CREATE TABLE events AS {ROWS}", "CREATE SCHEMA old", f"CREATE TABLE old.events AS {ROWS} LIMIT 2")
    assert sums("duckdb:shop.duckdb#events", engine) == SUMS
    assert sums("duckdb:shop.duckdb#old.events", engine) == {"小美": "128400.50", "小丹": "96000.00"}


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_an_empty_cell_in_quotes_is_empty(here: Path, engine: str) -> None:
    (here / "events.csv").write_text('客服,销售额\n小美,"1.5"\n"小美",""\n小丹,""\n小丹,3\n小丹,\n', encoding="utf-8")
    result = csscore.rank("events.csv", "team.yaml", engine=engine)
    assert dict(zip(result.agents.tolist(), result.metrics[0].values.tolist(), strict=True)) == {"小美": 1.5, "小丹": 3.0}


@pytest.mark.parametrize("engine", ["auto", "duckdb", "pandas"])
def test_a_folder_of_parquet(here: Path, engine: str) -> None:
    (here / "events" / "day=1").mkdir(parents=True)
    for name, limit in (("events/day=1/a.parquet", "LIMIT 2"), ("events/[b]*.parquet", "OFFSET 2")):
        duckdb.sql(f"SELECT * FROM ({ROWS}) {limit}").write_parquet(name)
    assert sums("events", engine) == SUMS


def test_a_view_without_an_order(here: Path) -> None:
    database("shop.duckdb", f"CREATE TABLE t AS {ROWS}", "CREATE VIEW events AS SELECT * FROM t")
    assert sums("duckdb:shop.duckdb#events") == SUMS


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_names_are_quoted(here: Path, engine: str) -> None:
    odd = '"end seconds"" -- ; DROP TABLE x"'
    database("a'b.duckdb", f'CREATE TABLE "select "" \'x\'" AS SELECT 客服, 销售额, 销售额 AS {odd} FROM ({ROWS})')
    made = SCHEME.replace("销售额", '"end seconds\\" -- ; DROP TABLE x"')
    Path("team.yaml").write_text(made, encoding="utf-8")
    assert sums("duckdb:a'b.duckdb#select \" 'x'", engine) == SUMS


def test_decimals_of_sqlite_are_not_added_as_doubles(here: Path) -> None:
    with closing(sqlite3.connect("shop.sqlite")) as shop:
        shop.execute("CREATE TABLE events (客服 TEXT, 销售额 TEXT)")
        shop.executemany(
            "INSERT INTO events VALUES (?, ?)", [("小美", "9007199254.93"), ("小美", "0.01"), ("小丹", "0.1"), ("小丹", "0.2")]
        )
        shop.commit()
    assert sums("sqlite:shop.sqlite#events") == {"小美": "9007199254.94", "小丹": "0.30"}
    assert codes("sqlite:shop.sqlite#nothing") == ["D451"]
    assert codes("sqlite:shop.sqlite#events", "duckdb") == ["U132"]


def test_what_is_not_there(here: Path) -> None:
    database("shop.duckdb", f"CREATE TABLE events AS {ROWS}")
    Path("text.duckdb").write_text("客服,销售额\n", encoding="utf-8")
    Path("text.parquet").write_text("客服,销售额\n", encoding="utf-8")
    Path("text.sqlite").write_text("客服,销售额\n" * 200, encoding="utf-8")
    for engine in ("duckdb", "pandas"):
        assert codes("duckdb:shop.duckdb#nothing", engine) == ["D451"]
        assert codes("duckdb:shop.duckdb", engine) == ["D451"]
        assert codes("duckdb:gone.duckdb#events", engine) == ["D101"]
        assert codes("duckdb:text.duckdb#events", engine) == ["D452"]
    assert codes("text.parquet", "duckdb") == ["D108"]
    assert codes("sqlite:text.sqlite#events") == ["D452"]
    assert codes("gone.parquet", "duckdb") == ["D101"]


def test_nothing_is_written_into_a_database(here: Path) -> None:
    database("shop.duckdb", f"CREATE TABLE events AS {ROWS}")
    before = Path("shop.duckdb").read_bytes()
    sums("duckdb:shop.duckdb#events")
    assert Path("shop.duckdb").read_bytes() == before
    assert sorted(path.name for path in here.iterdir()) == ["shop.duckdb", "team.yaml"]


def test_extensions_are_neither_installed_nor_loaded() -> None:
    from csscore.read.tables.session import Session

    session = Session()
    for name in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"):
        assert session.rows("SELECT value FROM duckdb_settings() WHERE name = ?", [name]) == [("false",)]
    with pytest.raises(Rejected):
        session.rows("SELECT * FROM read_parquet('https://example.org/a.parquet')")
    folder = session.folder
    assert folder.is_dir()
    session.close()
    assert not folder.exists()


def test_the_folder_of_a_run_that_was_killed_is_taken_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from csscore.read.tables.session import Session

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "csscore-rows-999999999-abc"
    left.mkdir()
    Session().close()
    assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_one_engine_for_all_files(here: Path) -> None:
    Path("march.json").write_text('[{"客服": "小王", "销售额": 1}]', encoding="utf-8")
    duckdb.sql(ROWS).write_parquet("april.parquet")
    assert csscore.rank(["march.json", "april.parquet"], "team.yaml").agents.tolist() == ["小美", "小丹", "小王"]
    with pytest.raises(Rejected):
        csscore.rank(["march.json", "april.parquet"], "team.yaml", engine="duckdb")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "a.csv"),
        ("utf-8-sig", "a.csv"),
        ("gb18030", "a.csv"),
        ("utf-16", "a.csv"),
        ("big5", "b.csv"),
        ("utf-8", "a.csv.gz"),
        ("gb18030", "a.tsv.gz"),
    ],
)
def test_a_csv_in_any_encoding(here: Path, encoding: str, name: str) -> None:
    mark = "\t" if "tsv" in name else ","
    lines = [
        "客服,销售额,平均响应时间,日期",
        *(f"客服{row % 7:03},{row * 7 % 100}.5,{row},2026-03-01" for row in range(300)),
        '客服001,"¥1,234.50",1,2026-03-02',
        "",
        "合计,1000,,",
    ]
    if encoding == "big5":
        lines = [
            line.replace("客服0", "客服名稱0")
            .replace("销售额", "銷售額")
            .replace("平均响应时间", "平均時間")
            .replace("¥", "")
            .replace("合计", "合計")
            for line in lines
        ]
        Path("team.yaml").write_text(SCHEME.replace("[销售额]", "[銷售額]"), encoding="utf-8")
    text = "\r\n".join(lines).replace(",", mark) if "tsv" not in name else "\r\n".join(lines[:-3]).replace(",", mark)
    data = text.encode(encoding)
    Path(name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found = sums(name, "duckdb")
    assert found == sums(name, "pandas")
    assert len(found) == 7


def test_a_csv_that_needs_the_readers_eye(here: Path) -> None:
    for text in ("客服绩效,\n2026-03,\n客服,销售额\n小美,1\n", "客服,销售额\n小美,1,2\n小丹,3\n", "sep=;\n客服;销售额\n小美;1\n"):
        Path("march.csv").write_text(text, encoding="utf-8")
        assert codes("march.csv", "duckdb") == ["D457"]
    Path("march.csv").write_text("客服,销售额\n" + "小美,1\n" * 60_000 + "小丹,1,2,3\n", encoding="utf-8")
    assert codes("march.csv", "duckdb") == ["D457"]  # uneven far below its beginning


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_bytes_that_an_encoding_lacks(here: Path, engine: str) -> None:
    rows = "".join(f"小美,{number % 10}\n" for number in range(40_000))  # beyond what is looked at to tell the encoding
    head = f"客服,销售额,注\n小丹,96000,{{note}}\n{rows.replace(chr(10), ',无' + chr(10))}"
    Path("euro.csv").write_bytes(head.encode("gb18030").replace(b"{note}", b"\x80 5"))  # Windows' euro sign
    assert sums("euro.csv", engine) == {"小丹": "96000.00", "小美": "180000.00"}
    Path("damaged.csv").write_bytes(head.encode("gb18030") + b"\xff\xff,1,\n")
    with pytest.raises(Rejected) as caught:
        csscore.rank("damaged.csv", "team.yaml", engine=engine)
    (problem,) = (problem for problem in caught.value.problems if problem.severity == "error")
    assert (problem.code, problem.place.line) == ("D113", 40_003)

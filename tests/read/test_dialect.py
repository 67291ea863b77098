"""One query, two databases: what DuckDB says of some cells is what PostgreSQL says after its SQL was put into the other's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")
pytest.importorskip("sqlglot", reason="the extra 'postgres' is not installed")

from csscore.problems import Problems
from csscore.read.tables import service
from csscore.read.tables.dialect import as_postgres
from csscore.read.tables.postgres import ServerSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server

TEXTS = [
    *(
        "12",
        "-3.50",
        "1,234.50",
        "¥99",
        "",
        " 8",
        "a  b",
        "'7",
        "1e+20",
        "１２",
        "客服　小美",
        "tab\there",
        "x\u200by",
        "\ufeff1",
    ),
    *("2026-03-01", "2026-02-29", "2024-02-29", "2026-13-01", "2026-04-31", "2026-03-01 08:30:00+08", "2026-03-01Z"),
]
NUMBERS = [0, 1, -1, 7, -7, 499, 500, -500, 10**11, -(10**11), 2**62]
DOUBLES = [0.0, 0.1, 1.005, 2.5, -2.5, 1e-7, 123456.789, 0.1 + 0.2, 1e300]
QUERIES = [
    "SELECT cell FROM texts WHERE regexp_full_match(cell, '-?[0-9]+(\\.[0-9]+)?') AND CAST(cell AS DECIMAL(18, 2)) > 0",
    r"SELECT cell FROM texts WHERE NOT regexp_matches(cell, '[\x00-\x1f\x{85}\x{a0}\x{2000}-\x{200f}\x{3000}\x{feff}]|^ | $|  |^''')",
    "SELECT cell, TRY_CAST(left(cell, 10) AS DATE) FROM texts WHERE regexp_matches(cell, '^[0-9]{4}-[0-9]{2}-[0-9]{2}')",
    "SELECT length(cell) * 10 + strpos(cell, '.'), ltrim(cell, '-0.') FROM texts WHERE cell LIKE '-%' OR cell LIKE '1%'",
    "SELECT 2 * (TRY_CAST(left(cell, 10) AS DATE) - DATE '1900-01-01') FROM texts WHERE regexp_full_match(cell, '2026-03-01.*')",
    "SELECT n, sign(n) * ((abs(n) + 500) // 1000), n % 7, n // 7 FROM numbers WHERE n <> 0",
    "SELECT CAST(n AS HUGEINT) * 10000000000 FROM numbers",
    "SELECT CAST(sum(CAST(n AS HUGEINT) * n) AS VARCHAR) FROM numbers",
    "SELECT least(n, 5), greatest(n, -5), CASE WHEN n > 0 THEN n END FROM numbers",
    "SELECT abs(n) AS size, count(*) FROM numbers WHERE n IS NOT NULL GROUP BY 1 HAVING size > 3",
    "SELECT n + 1 AS m FROM numbers WHERE m IN (1, 2, 8)",
    "SELECT arg_min(CASE WHEN n < 0 THEN 1 ELSE 0 END, n) FILTER (WHERE n > -10), min(n) FILTER (WHERE n > 3) FROM numbers",
    "SELECT x, (abs(x) < 1e9 AND round(x * 1e3) / 1e3 = x) FROM doubles",
    "SELECT CAST(round(x * 1e3) AS BIGINT) FROM doubles WHERE abs(x) < 1e9 AND round(x * 1e3) / 1e3 = x",
    "SELECT a.n, b.n FROM numbers AS a JOIN numbers AS b ON CAST(a.n AS VARCHAR) IS NOT DISTINCT FROM CAST(b.n AS VARCHAR)",
    "SELECT DATE '2026-03-31' - DATE '2026-03-01', DATE '2026-03-31' > DATE '2026-03-01'",
    "SELECT count(*) FROM (SELECT DISTINCT n % 2 FROM numbers)",
    "SELECT coalesce(max(n) FILTER (WHERE n < 0), -1), count(DISTINCT n % 3) FROM numbers",
    "SELECT cell FROM texts WHERE cell = ? OR cell IN (SELECT ? FROM numbers)",
]


@pytest.fixture(scope="module")
def session(server: Server) -> Iterator[ServerSession]:
    server.fill("texts", {"cell": "text"}, [(text,) for text in TEXTS])
    server.fill("numbers", {"n": "bigint"}, [(number,) for number in NUMBERS])
    server.fill("doubles", {"x": "double precision"}, [(number,) for number in DOUBLES])
    problems = Problems()
    table = service.table("pg:shop#texts", problems)
    connection = service.connected(table, problems) if table is not None else None
    assert table is not None
    assert connection is not None
    found = ServerSession(connection, table.service)
    yield found
    found.close()


@pytest.mark.parametrize("query", QUERIES)
def test_both_say_the_same(session: ServerSession, query: str) -> None:
    import duckdb

    given = ["12", "¥99"] if "= ?" in query else []
    with duckdb.connect() as connection:
        for name, column, kind, cells in (
            ("texts", "cell", "VARCHAR", TEXTS),
            ("numbers", "n", "BIGINT", NUMBERS),
            ("doubles", "x", "DOUBLE", DOUBLES),
        ):
            connection.execute(f"CREATE TABLE {name} ({column} {kind})")
            connection.executemany(f"INSERT INTO {name} VALUES (?)", [[cell] for cell in cells])
        expected = connection.execute(query, given).fetchall()
    assert sorted(session.rows(query, given), key=repr) == sorted(expected, key=repr)


def test_kept_tables_are_joined_without_being_written(session: ServerSession) -> None:
    kept = session.kept({"cell": ("VARCHAR", ["12", None, "¥99", "没有"]), "value": ("HUGEINT", ["12", None, 99, 2**100])})
    found = session.rows(f"SELECT t.cell, k.value FROM texts AS t JOIN {kept} AS k ON t.cell = k.cell WHERE k.value > ?", [50])
    assert found == [("¥99", 99)]
    assert session.rows(f"SELECT max(value) FROM {kept}") == [(2**100,)]


def test_columns_come_as_arrays(session: ServerSession) -> None:
    one, other, text = session.columns("SELECT n, CAST(n AS HUGEINT) * 10000000000 AS wide, 'x' FROM numbers ORDER BY 1")
    assert (one.dtype, other.dtype, text.dtype) == ("int64", object, object)
    assert [number * 10**10 for number in one.tolist()] == other.tolist()


def test_rows_are_told_by_where_they_lie(session: ServerSession) -> None:
    rows = session.rows("SELECT ctid AS r, n FROM numbers ORDER BY r")
    assert [number for _, number in rows] == NUMBERS
    third = rows[2][0]
    assert session.rows(f"SELECT ctid AS r, n FROM numbers WHERE r IN ({third})") == [(third, NUMBERS[2])]
    assert session.rows("SELECT min(r) FROM (SELECT ctid AS r, n FROM numbers) WHERE n < 0") == [(third,)]
    assert session.rows("SELECT 7 + o.r AS pos FROM (SELECT ctid AS r, n FROM numbers) AS o WHERE n = -1") == [(third + 7,)]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_comes_as_its_text(session: ServerSession, value: str) -> None:
    assert session.rows(f"SELECT CAST('{value}' AS HUGEINT), CAST('{value}' AS DOUBLE)") == [(value, value)]


def test_types_of_any_length_stay_exact() -> None:
    assert as_postgres("SELECT CAST(a AS HUGEINT)") == "SELECT CAST(a AS DECIMAL)"


def test_rows_of_a_query_are_kept_under_a_name(session: ServerSession) -> None:
    kept = session.kept({"n": ("BIGINT", [7, -7])})
    session.do(
        f"CREATE OR REPLACE TEMP TABLE repeated AS WITH r AS (SELECT * FROM {kept}) SELECT n.n FROM numbers AS n JOIN r USING (n)"
    )
    assert sorted(session.rows("SELECT n FROM repeated WHERE n < 10")) == [(-7,), (7,)]
    assert session.rows("WITH x AS (SELECT count(*) AS many FROM repeated) SELECT many FROM x") == [(2,)]

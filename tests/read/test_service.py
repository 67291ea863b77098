"""Tables of PostgreSQL: how they are named, what is refused, what a session may do."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import csscore
from csscore.problems import Problems
from csscore.read.address import is_of_database
from csscore.read.tables import service
from tests.postgres import SERVICE, Server

if TYPE_CHECKING:
    from pathlib import Path

TRUSTED = ("pg:shop#events", "pg:shop#public.events", 'pg:shop.2#"客服.事件"."a""b"', "pg:shop#表 1.事件", "pg:shop#a#b")
WORD = "hunter2"


@pytest.mark.parametrize("text", TRUSTED)
def test_an_address_is_read_and_written_alike(text: str) -> None:
    problems = Problems()
    table = service.table(text, problems)
    assert not problems
    assert service.table(str(table), problems) == table


def test_a_quoted_name_may_hold_points_and_quotes() -> None:
    assert service.table('pg:shop#"客服.事件"."a""b"', Problems()) == service.Table("shop", ("客服.事件", 'a"b'))


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://ann:{WORD}@db.example.com/shop#events",
        f"pg:postgres://ann:{WORD}@db/shop#events",
        f"pg:ann:{WORD}@db#events",
        f"pg:host=db password={WORD}#events",
        f"pg:db.example.com/{WORD}#events",
        f"pg:{WORD}@#events",
        f"pg:#{WORD}",
        f"pg:{WORD}",
        f"pg:{WORD}#",
        f"pg:shop#a.b.{WORD}",
        f'pg:shop#"{WORD}',
        f"pg:shop#a.{WORD}.",
    ],
)
def test_another_address_is_refused_without_repeating_it(text: str) -> None:
    problems = Problems()
    assert is_of_database(text)
    assert service.table(text, problems) is None
    (problem,) = problems
    assert problem.code == "D500"
    assert WORD not in f"{problem.place} {problem.message} {problem.hint}"


def test_services_that_are_there_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    file = tmp_path / "services.conf"
    file.write_text(f"# ours\n[shop]\nhost=db\npassword={WORD}\n[售后]\nhost=db\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    problems = Problems()
    assert service.connected(service.Table("nowhere", ("events",)), problems) is None
    (problem,) = problems
    assert (problem.code, str(problem.place)) == ("D502", "pg:nowhere#events")
    assert problem.message.en == f"the service file {file} has no 'nowhere'; it has: shop, 售后"


def test_a_server_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    file = tmp_path / "services.conf"
    file.write_text(f"[shop]\nhost=127.0.0.1\nport=1\nuser=ann\npassword={WORD}\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    problems = Problems()
    assert service.connected(service.Table("shop", ("events",)), problems) is None
    (problem,) = problems
    assert problem.code == "D503"
    assert (
        problem.message.en
        == """'shop' can't be reached: connection to server at "127.0.0.1", port 1 failed: Connection refused"""
    )


def test_a_session_can_write_nothing(server: Server) -> None:
    import psycopg

    server.fill("kept", {"a": "int"}, [(1,)])
    connection = service.connected(service.Table(SERVICE, ("kept",)), Problems())
    assert connection is not None
    with connection:
        statements = ("INSERT INTO kept VALUES (2)", "DROP TABLE kept", "CREATE TEMP TABLE t (a int)", "SELECT nextval('s')")
        server.run("CREATE SEQUENCE IF NOT EXISTS s")
        for statement in statements:
            with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), connection.transaction():
                connection.execute(statement)
        settings = connection.execute(
            "SELECT current_setting('transaction_isolation'), current_setting('statement_timeout'), current_setting('TimeZone')"
        ).fetchone()
        assert settings == ("repeatable read", "0", "UTC")


def test_every_query_of_a_session_sees_the_same_rows(server: Server) -> None:
    server.fill("growing", {"a": "int"}, [(1,)])
    connection = service.connected(service.Table(SERVICE, ("growing",)), Problems())
    assert connection is not None
    with connection:
        before = connection.execute("SELECT count(*) FROM growing").fetchone()
        server.run("INSERT INTO growing VALUES (2)")
        assert connection.execute("SELECT count(*) FROM growing").fetchone() == before == (1,)


@pytest.fixture
def tables(server: Server) -> Server:
    server.run("DROP SCHEMA IF EXISTS 客服 CASCADE")
    server.fill("客服.Chat Events", {"a": "int"}, [(1,)])
    server.fill("客服.visits", {"a": "int"}, [(1,)])
    server.fill("events_2026", {"a": "int"}, [(1,)])
    server.run(
        'CREATE VIEW 客服.seen AS SELECT * FROM 客服."Chat Events"',
        "CREATE TABLE 客服.parts (a int) PARTITION BY RANGE (a)",
        "CREATE TABLE 客服.part PARTITION OF 客服.parts FOR VALUES FROM (0) TO (10)",
        "CREATE MATERIALIZED VIEW 客服.made AS SELECT 1 AS a",
    )
    return server


def look(server: Server, address: str, user: str | None = None) -> tuple[tuple[str, ...] | None, list[str]]:
    import psycopg

    problems = Problems()
    table = service.table(address, problems)
    assert table is not None
    connection = service.connected(table, problems)
    assert connection is not None
    with connection:
        if user is not None:
            connection.execute(psycopg.sql.SQL("SET ROLE {}").format(psycopg.sql.Identifier(user)))
        found = service.found(connection, table, problems)
    return found and (found.schema, found.name), [f"{problem.code} {problem.message.en}" for problem in problems]


@pytest.mark.parametrize("name", ["Chat Events", "seen", "parts", "part", "made"])
def test_tables_of_every_kind_are_found(tables: Server, name: str) -> None:
    assert look(tables, f"pg:{SERVICE}#客服.{name}") == (("客服", name), [])


def test_a_name_alone_is_that_of_the_search_path(tables: Server) -> None:
    assert look(tables, f"pg:{SERVICE}#events_2026") == (("public", "events_2026"), [])
    found, said = look(tables, f"pg:{SERVICE}#visits")
    assert found is None
    assert said[0].startswith(f"D504 '{SERVICE}' has no table visits; did you mean 客服.visits?")


def test_capitals_count_and_near_names_are_named(tables: Server) -> None:
    found, said = look(tables, f"pg:{SERVICE}#客服.chat events")
    assert found is None
    assert said[0].startswith(f"D504 '{SERVICE}' has no table 客服.chat events; did you mean 客服.Chat Events?")


def test_who_may_not_read_is_told_what_to_ask_for(tables: Server) -> None:
    tables.run("DROP ROLE IF EXISTS 小美", "CREATE ROLE 小美")
    assert look(tables, f"pg:{SERVICE}#客服.visits", "小美") == (
        None,
        ["D505 the user 小美 of the database may not read 客服.visits"],
    )
    tables.run("DROP ROLE 小美")


def test_rows_that_rules_hide_are_told(tables: Server) -> None:
    tables.run(
        "DROP ROLE IF EXISTS 小丹",
        "CREATE ROLE 小丹",
        "GRANT USAGE ON SCHEMA 客服 TO 小丹",
        "GRANT SELECT ON 客服.visits TO 小丹",
        "ALTER TABLE 客服.visits ENABLE ROW LEVEL SECURITY",
    )
    found, said = look(tables, f"pg:{SERVICE}#客服.visits", "小丹")
    assert found == ("客服", "visits")
    assert [line[:4] for line in said] == ["D506"]
    assert look(tables, f"pg:{SERVICE}#客服.visits") == (("客服", "visits"), [])
    tables.run("DROP OWNED BY 小丹", "DROP ROLE 小丹")


SCHEME = "csscore: 1\nname: team\nmetrics:\n  sales: {value: sales, unit: money, weight: 100, points: minmax}\n"


def refusals(tmp_path: Path, address: str) -> list[str]:
    path = tmp_path / "team.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    with pytest.raises(csscore.Rejected) as rejected:
        csscore.rank(address, str(path))
    return [f"{problem.place}: {problem.code} {problem.message.en}" for problem in rejected.value.problems]


@pytest.mark.parametrize("kind", ["numeric", "numeric(12,2)", "real", "double precision", "text"])
def test_what_is_no_number_is_refused_with_its_key(server: Server, tmp_path: Path, kind: str) -> None:
    server.run(
        "DROP TABLE IF EXISTS odd CASCADE",
        f"CREATE TABLE odd (id integer PRIMARY KEY, 客服 text, 销售额 {kind})",
        "INSERT INTO odd VALUES (7, '小美', '1.5'), (8, '小丹', 'NaN'), (9, '小丹', '2.5')",
        "CREATE VIEW odd_ones AS SELECT * FROM odd",
    )
    said = "D204 'NaN' is not a number (agent 小丹, column 销售额)"
    assert refusals(tmp_path, f"pg:{SERVICE}#public.odd") == [f"pg:{SERVICE}#public.odd:row id 8: {said}"]
    assert refusals(tmp_path, f"pg:{SERVICE}#public.odd_ones") == [f"pg:{SERVICE}#public.odd_ones: {said}"]


def test_sums_of_any_size_are_exact(server: Server, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SCHEME.replace("value: sales", "value: {sum: sales}"), encoding="utf-8")
    address = server.fill(
        "large", {"客服": "text", "销售额": "numeric"}, [("小美", "9999999999.99"), ("小美", "-9999999999.98"), ("小丹", "0.01")]
    )
    ranked = csscore.rank(address, str(tmp_path / "s.yaml")).to_frame()
    assert ranked["sales"].tolist() == [Decimal("0.01")] * 2

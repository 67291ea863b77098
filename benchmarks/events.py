"""Events of a month, drawn by DuckDB: as parquet, csv, csv.gz or in PostgreSQL; beside them the plain queries over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AGENTS = 200
COLUMNS = {
    "客服": "text", "日期": "date", "类型": "text", "成交额": "numeric(12,2)", "退款额": "numeric(12,2)",
    "响应秒": "integer", "会话秒": "integer", "评分": "smallint", "消息数": "integer",
}  # fmt: skip
_DRAWN = """
SELECT '客服' || lpad(CAST(hash(i) % {agents} AS VARCHAR), 3, '0') AS "客服",
    DATE '2026-03-01' + CAST(hash(i + 1) % 31 AS INTEGER) AS "日期",
    ['售前', '售后', '投诉', '催发货'][CAST(1 + hash(i + 2) % 4 AS BIGINT)] AS "类型",
    CAST(CASE WHEN hash(i + 3) % 10 < 3 THEN (hash(i + 4) % 200000) / 100.0 ELSE 0 END AS DECIMAL(12, 2)) AS "成交额",
    CAST(CASE WHEN hash(i + 5) % 50 = 0 THEN (hash(i + 6) % 20000) / 100.0 ELSE 0 END AS DECIMAL(12, 2)) AS "退款额",
    CAST(CASE WHEN hash(i + 7) % 40 = 0 THEN NULL ELSE 1 + hash(i + 8) % 180 END AS INTEGER) AS "响应秒",
    CAST(20 + hash(i + 9) % 1800 AS INTEGER) AS "会话秒",
    CAST(CASE WHEN hash(i + 10) % 3 = 0 THEN 1 + hash(i + 11) % 5 END AS SMALLINT) AS "评分",
    CAST(1 + hash(i + 12) % 30 AS INTEGER) AS "消息数"
FROM range({start}, {stop}) AS drawn(i)
"""
_CHUNK = 10_000_000
BARE = """
SELECT "客服", sum("成交额"), sum("成交额" - "退款额"), avg(CASE WHEN "类型" = '售前' THEN 1 ELSE 0 END), avg("响应秒"),
    avg(CASE WHEN "响应秒" > 60 THEN 1 WHEN "响应秒" <= 60 THEN 0 END),
    sum("评分" * "消息数") * 1.0 / sum(CASE WHEN "评分" IS NOT NULL THEN "消息数" END), count(*), {median}
FROM {rows} GROUP BY "客服" ORDER BY "客服"
"""
"""The same figures as plain SQL: means and a median as the database makes them, in doubles."""


def write(path: Path, rows: int) -> None:
    """Write so many events: parquet in row groups as they come, csv with a header, gzip by its ending."""
    import duckdb

    with duckdb.connect() as connection:
        drawn = " UNION ALL ".join(
            _DRAWN.format(agents=AGENTS, start=start, stop=min(start + _CHUNK, rows)) for start in range(0, rows, _CHUNK)
        )
        how = "FORMAT parquet" if path.suffix == ".parquet" else "FORMAT csv, HEADER"
        connection.execute(f"SET memory_limit = '1GB'; COPY ({drawn}) TO '{path}' ({how})")


def fill(server: object, source: Path) -> None:
    """Copy a csv into the table ``events`` of a server of `tests.postgres`, and let it look at its columns."""
    with server.connect() as connection, connection.cursor() as cursor:  # type: ignore[attr-defined]
        made = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
        cursor.execute(f"CREATE TABLE events ({made})")
        with source.open("rb") as lines, cursor.copy("COPY events FROM STDIN (FORMAT csv, HEADER)") as copy:
            while block := lines.read(1 << 20):
                copy.write(block)
        cursor.execute("VACUUM ANALYZE events")


class Watch:
    """Looks again and again at how much memory the processes below one have that no other has; shared pages are left out."""

    def __init__(self, pid: int) -> None:
        import threading

        self._pid, self._peak, self._end = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stopped(self) -> float:
        """Stop looking and return the most megabytes that all of them together had."""
        self._end.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        from pathlib import Path

        while not self._end.wait(0.05):
            own = 0
            for child in Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text(encoding="ascii").split():
                try:
                    lines = Path(f"/proc/{child}/status").read_text(encoding="ascii").splitlines()
                except OSError:  # it has ended
                    continue
                own += sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
            self._peak = max(self._peak, own * 1024 / 1e6)


def bare_duckdb(source: str, target: str) -> None:
    """Run the plain query over a file with DuckDB as it comes."""
    import duckdb

    with duckdb.connect() as connection:
        _write(target, connection.execute(BARE.format(rows=f"'{source}'", median='median("会话秒")')).fetchall())


def bare_postgres(service: str, target: str) -> None:
    """Run the plain query in a server."""
    import psycopg

    median = 'percentile_cont(0.5) WITHIN GROUP (ORDER BY "会话秒")'
    with psycopg.connect(service=service) as connection:
        _write(target, connection.execute(BARE.format(rows="events", median=median)).fetchall())


def bare_spark(source: str, target: str) -> None:
    """Run the plain query over a file with Spark as it comes, on two cores."""
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.read.parquet(source).createOrReplaceTempView("events")
    query = BARE.format(rows="events", median='median("会话秒")').replace('"', "`")
    _write(target, spark.sql(query).collect())
    java = spark.sparkContext._gateway.proc  # type: ignore[union-attr]
    spark.stop()
    java.stdin.close()  # what it took counts when it has ended
    java.wait()


def _write(target: str, rows: Iterable[tuple[object, ...]]) -> None:
    with open(target, "w", encoding="utf-8") as file:  # noqa: PTH123 - the rival is a plain script
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def agree(ranked: Path, bare: Path) -> None:
    """Stop unless both have the same values for every agent, as far as doubles go."""
    import csv

    names = [f"m{number}" for number in range(1, 9)]
    with ranked.open(encoding="utf-8-sig", newline="") as lines:
        ours = {row["agent"]: [float(row[name]) for name in names] for row in csv.DictReader(lines)}
    with bare.open(encoding="utf-8", newline="") as lines:
        theirs = {row[0]: [float(value) for value in row[1:]] for row in csv.reader(lines)}
    if ours.keys() != theirs.keys() or len(ours) != AGENTS:
        raise SystemExit(f"{len(ours)} agents here, {len(theirs)} there")
    for agent, values in ours.items():
        for name, one, other in zip(names, values, theirs[agent], strict=True):
            if abs(one - other) > 1e-9 * max(abs(one), 1):
                raise SystemExit(f"{agent} has {one} for {name}, and {other} in the bare query")


if __name__ == "__main__":
    import sys

    {"duckdb": bare_duckdb, "postgres": bare_postgres, "spark": bare_spark}[sys.argv[1]](*sys.argv[2:])

"""Opens tables by their address: parquet files, folders of them, tables of a database; what fails is a problem."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csscore.problems import Place
from csscore.read.address import TABLE, is_elsewhere, is_of_cluster, is_of_database
from csscore.read.inspection import Reading
from csscore.read.table import LARGE
from csscore.read.tables import quoting, service
from csscore.read.tables.agents import source_of
from csscore.read.tables.choosing import DUCKDB, TEXTS, located, parquet_files
from csscore.read.tables.csvs import NOT_PLAIN, csv_origin, looked_at
from csscore.read.tables.origin import FILE_ROW, origin
from csscore.read.tables.postgres import ServerSession
from csscore.read.tables.session import Session, said
from csscore.read.tables.spark import Cluster, ClusterSession
from csscore.read.tables.spark_sources import csv_origin as csv_origin_of_spark
from csscore.read.tables.spark_sources import parquet_origin, table_origin
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.problems import Problems
    from csscore.read.requirements import Requirements
    from csscore.read.tables.agents import TableSource
    from csscore.read.tables.origin import Database, Origin

DIGESTED: Final = 1_000_000_000
"""Bytes up to which a file is known by its digest, else by its size and time."""


class Tables:
    """The tables of one run, which share a session."""

    def __init__(self, *, threads: int | None = None, encoding: str | None = None, cluster: Cluster | None = None) -> None:
        self._threads = threads
        self._server: ServerSession | None = None
        self._spark: ClusterSession | None = None
        self._encoding = encoding
        self._cluster = cluster
        self._rows = 0
        """Rows of the tables that were opened, as far as they were counted."""

    def __eq__(self, other: object) -> bool:
        """Tell whether the same addresses would be opened in the same way."""
        return isinstance(other, Tables) and (other._threads, other._cluster) == (self._threads, self._cluster)

    def __hash__(self) -> int:
        return hash((self._threads, self._cluster))

    @property
    def session(self) -> Database:
        """Return the session with what was opened."""
        return self._spark or self._server or self._duckdb

    def close(self) -> None:
        """End the session, if one began."""
        for session in (self._spark, self._server, self.__dict__.get("_duckdb")):
            if session is not None:
                session.close()

    @cached_property
    def _duckdb(self) -> Session:
        """Return the session of what is no server's, which begins when the first table is opened."""
        return Session(threads=self._threads)

    def open(self, address: str, wanted: Requirements, problems: Problems, readings: list[Reading]) -> list[TableSource]:
        """Open what an address names; what can't be used was recorded as a problem."""
        found = []
        is_text = address.lower().endswith(TEXTS)
        if not wanted.layout.is_plain:
            problems.add("D457", Place(address), reason=NOT_PLAIN)
            return []
        tables = self._of_text(address, wanted, problems) if is_text else self.origins(address, problems)
        for table in tables:
            encoding, delimiter = table.text[:2] if table.text is not None else (None, None)
            reading = Reading(table.file, table.container, encoding, delimiter, _digest(table.file), [])
            readings.append(reading)
            source = source_of(self.session, table, wanted, problems, reading, few=lambda: self._rows <= LARGE)
            if source is not None:
                self._rows += source.rows if self._rows <= LARGE else 0
                found.append(source)
        return found

    def origins(self, address: str, problems: Problems) -> Iterator[Origin]:
        """Yield the tables that an address names."""
        if self._cluster is not None or is_of_cluster(address):
            yield from self._of_cluster(address, problems)
            return
        if is_of_database(address):
            yield from self._of_server(address, problems)
            return
        if address.startswith(DUCKDB):
            yield from self._of_database(address, problems)
            return
        files = parquet_files(address) if Path(address).is_dir() else [address]
        for file in files:
            yield from self._of_parquet(file, problems)

    def _of_cluster(self, address: str, problems: Problems) -> Iterator[Origin]:
        if address.startswith(TABLE) and not service.parts_of(address.removeprefix(TABLE)):
            problems.add("D536", Place(address), address=address)
            return
        spark = self._on_spark(address, problems)
        found = None
        if spark is not None:
            found = (table_origin if address.startswith(TABLE) else parquet_origin)(spark, address, problems)
        if found is not None:
            yield found

    def _on_spark(self, address: str, problems: Problems) -> ClusterSession | None:
        """Return the session with Spark, which begins when the first table is opened; None after a problem."""
        if self._spark is None:
            self._spark = ClusterSession.of(self._cluster or Cluster(), Place(address), problems)
        return self._spark

    def _of_server(self, address: str, problems: Problems) -> Iterator[Origin]:
        table = service.table(address, problems)
        if table is None:
            return
        if self._server is None:
            self._server = ServerSession.of(table, problems)
        elif self._server.service != table.service:
            problems.add("D509", table.place, other=self._server.service)
            return
        found = self._server.origin(table, problems) if self._server is not None else None
        if found is not None:
            yield found

    def _of_text(self, file: str, wanted: Requirements, problems: Problems) -> Iterator[Origin]:
        if self._cluster is not None or is_of_cluster(file):
            spark = self._on_spark(file, problems)
            found = None if spark is None else csv_origin_of_spark(spark, file, wanted, self._encoding, problems)
            if found is not None:
                yield found
            return
        if not Path(file).is_file():
            problems.add("D101", Place(file), path=file)
            return
        seen = looked_at(file, wanted, self._encoding)
        if isinstance(seen, Words):
            problems.add("D457", Place(file), reason=seen)
            return
        found = csv_origin(self._duckdb, file, seen, problems)
        if found is not None:
            yield found

    def _of_parquet(self, file: str, problems: Problems) -> Iterator[Origin]:
        import duckdb

        if not Path(file).is_file():
            problems.add("D101", Place(file), path=file)
            return
        relation = f"read_parquet({quoting.literal(quoting.escaped(file))}, file_row_number = true, hive_partitioning = false)"
        try:
            yield origin(self._duckdb, file, relation, row=FILE_ROW, container="parquet")
        except duckdb.Error as error:
            problems.add("D108", Place(file), reason=said(error))

    def _of_database(self, address: str, problems: Problems) -> Iterator[Origin]:
        import duckdb

        file, table = located(address)
        if not Path(file).is_file():
            problems.add("D101", Place(file), path=file)
            return
        name = f"d{hashlib.sha256(file.encode()).hexdigest()[:12]}"
        try:
            self._duckdb.attach(file, name)
            there = self._duckdb.rows(
                "SELECT schema_name, table_name, TRUE FROM duckdb_tables() WHERE database_name = $1 UNION ALL"
                " SELECT schema_name, view_name, FALSE FROM duckdb_views() WHERE NOT internal AND database_name = $1",
                [name],
            )
        except duckdb.Error as error:
            problems.add("D452", Place(file), reason=said(error))
            return
        known = {f"{schema}.{own}": (schema, own, ordered) for schema, own, ordered in there}
        chosen = known.get(table) or known.get(f"main.{table}")
        if chosen is None:
            names = sorted(full.removeprefix("main.") for full in known)
            problems.add("D451", Place(file), table=table or "-", tables=listed(names, most=20) if names else "-", file=file)
            return
        schema, own, ordered = chosen
        relation = ".".join(quoting.name(part) for part in (name, schema, own))
        called = f"{DUCKDB}{file}#{table}"
        try:
            if not ordered:
                relation = self._duckdb.in_order(relation)
            found = origin(self._duckdb, called, relation, row="(rowid + 1)", container="duckdb")
            yield found if ordered else replace(found, placed=lambda _: Place(called), is_ordered=False)
        except duckdb.Error as error:
            problems.add("D452", Place(file), reason=said(error))


def _digest(file: str) -> str:
    """Return the digest of a file's bytes; of a large one, or of a table in a database, nothing: its size and time are known."""
    path = Path(file)
    if is_elsewhere(file) or file.startswith(DUCKDB) or not path.is_file() or path.stat().st_size > DIGESTED:
        return ""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()

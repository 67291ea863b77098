"""One session with PostgreSQL for one run: it sees one state of the database, writes nothing, and is spoken to as DuckDB is."""

from __future__ import annotations

import re
import weakref
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.problems import ROW as AT_ROW
from csscore.problems import Place, Problems
from csscore.read.tables import quoting, service
from csscore.read.tables.dialect import NUMBER, PLACES, ROW, as_named, as_postgres
from csscore.read.tables.origin import Field, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from psycopg import Connection

    from csscore.read.tables.origin import Kind

_WHOLE: Final = frozenset(("int2", "int4", "int8", "oid"))
_ANY_DECIMAL: Final = "HUGEINT"
"""What DuckDB has for whole numbers of any practical length is a decimal of any length here."""
_MISTAKEN: Final = "42"
"""The class of what a server says of a query that is wrong in itself."""
_KEY: Final = (
    "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)"
    " WHERE indrelid = $1::text::regclass AND indisprimary ORDER BY attnum"
)
"""The columns of a table's primary key."""
_NAME: Final = re.compile(r"\w+")


class _Kept(NamedTuple):
    """What stands for a table in the queries of a session."""

    query: str
    columns: list[list[str | None]]
    """What it takes; ``{}`` in the query."""


class ServerSession:
    """A connection with the tables of one run; it ends with whoever asks it, at the latest with the program."""

    def __init__(self, connection: Connection, service_: str) -> None:
        self._connection = connection
        self.service = service_
        self._tables: list[service.Table] = []
        self._kept: dict[str, _Kept] = {}
        self._ending = weakref.finalize(self, connection.close)
        _take_odd_values(connection)

    @classmethod
    def of(cls, table: service.Table, problems: Problems) -> ServerSession | None:
        """Return a session with the server that has a table; None after a problem."""
        connection = service.connected(table, problems)
        return None if connection is None else cls(connection, table.service)

    def origin(self, table: service.Table, problems: Problems) -> Origin | None:
        """Return a table with its columns; None after a problem."""
        found = service.found(self._connection, table, problems)
        if found is None:
            return None
        self._tables.append(table)
        relation = ".".join(quoting.name(part) for part in (found.schema, found.name))
        with self._asked(f"SELECT * FROM {relation} LIMIT 0") as cursor:
            fields = [_field(column.name, column.type_display.split("(")[0], column.scale) for column in cursor.description]
            cursor.execute(_KEY, [relation])
            key = [quoting.name(name) for (name,) in cursor.fetchall()] if found.lies else []

        @cache
        def placed(row: int) -> Place:
            shown = ", ".join(f"CAST({name} AS VARCHAR)" for name in key)
            if not key:
                return table.place
            ((*texts,),) = self.rows(f"SELECT {shown} FROM {relation} WHERE {ROW} IN ({row})")
            told = ", ".join(f"{name.strip(chr(34))} {text}" for name, text in zip(key, texts, strict=True))
            return Place(str(table), cell=f"{AT_ROW}{told}")

        row = ROW if found.lies else quoting.name(NUMBER)
        relation = relation if found.lies else _numbered(relation, fields)
        return Origin(str(table), relation, row, tuple(fields), "postgresql", placed=placed, is_ordered=False)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as Python's own values; of numbers and days what Python has none for as text."""
        with self._asked(sql, parameters) as cursor:
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def columns(self, sql: str) -> list[Any]:
        """Return the columns of a query as numpy arrays; nothing of it may be missing."""
        with self._asked(sql) as cursor:
            found = cursor.fetchall()
            whole = [column.type_display in _WHOLE for column in cursor.description]
        return [np.array([row[i] for row in found], dtype=np.int64 if is_whole else object) for i, is_whole in enumerate(whole)]

    def counts(self, sql: str) -> list[Any]:
        """Return the columns of a query that only counts the rows of each combination."""
        return self.columns(sql)

    def kept(self, columns: Mapping[str, tuple[str, Any]]) -> str:
        """Keep columns for the queries of this session, which name them as a table; the server keeps nothing of them.

        Parameters
        ----------
        columns
            For each name its type and its values, numpy arrays or lists.
        """
        name = f"kept_{len(self._kept) + 1}"
        types = [f'CAST("{column}" AS {type_}) AS "{column}"' for column, (type_, _) in columns.items()]
        query = as_postgres(f"SELECT {', '.join(types)} FROM given")
        names = ", ".join(f'"{column}"' for column in columns)
        given = [[_text(value) for value in values] for _, values in columns.values()]
        self._kept[name] = _Kept(query.removesuffix(" FROM given") + f" FROM unnest({{}}) AS given({names})", given)
        return name

    def do(self, sql: str) -> None:
        """Keep the rows of a query under a name: they are found again by each query that names them."""
        name, query = as_named(sql)
        self._kept.pop(name, None)
        self._kept[name] = _Kept(query, [])

    def close(self) -> None:
        """Close the connection."""
        self._ending()

    @contextmanager
    def _asked(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Any]:
        import psycopg

        try:
            with psycopg.RawCursor(self._connection) as cursor:
                cursor.execute(*self._with_kept(as_postgres(sql), parameters))
                yield cursor
        except psycopg.Error as error:
            lost = self._connection.closed or error.sqlstate is None
            if not lost and str(error.sqlstate).startswith(_MISTAKEN):
                raise
            problems = Problems()
            code = "D507" if lost else "D508"
            (table,) = self._tables if len(self._tables) == 1 else (service.Table(self.service, ()),)
            problems.add(code, table.place, reason=service.quoted(service.reason_of(error)))
            problems.reject()

    def _with_kept(self, query: str, parameters: Sequence[object]) -> tuple[str, list[object]]:
        """Return a query in front of which the kept tables stand that it names, and everything that it takes."""
        given, tables = list(parameters), []
        for name in self._needed(query):
            kept = self._kept[name]
            numbers = ", ".join(f"${number}::text[]" for number in range(len(given) + 1, len(given) + len(kept.columns) + 1))
            tables.append(f"{name} AS MATERIALIZED ({kept.query.replace('{}', numbers) if kept.columns else kept.query})")
            given += kept.columns
        if not tables:
            return query, given
        rest = f", {query.removeprefix('WITH ')}" if query.startswith("WITH ") else f" {query}"
        return f"WITH {', '.join(tables)}{rest}", given

    def _needed(self, query: str) -> list[str]:
        """Return the kept tables that a query names, and those that these name, each after what it names itself."""
        named = set(_NAME.findall(query)) & self._kept.keys()
        for name in reversed(self._kept):  # a table names older ones only
            if name in named and not self._kept[name].columns:
                named |= set(_NAME.findall(self._kept[name].query)) & self._kept.keys()
        return [name for name in self._kept if name in named]


def _numbered(relation: str, fields: Sequence[Field]) -> str:
    """Return SQL of the rows of a view, which lie nowhere, numbered by what they hold: only equal rows may change places.

    The server puts them in order for those questions alone that name the number.
    """
    cells = [f"CAST({quoting.name(field.header)} AS VARCHAR)" for field in fields]
    order = ", ".join([f"hashtextextended(concat_ws('|', {', '.join(cells)}), 0)", *(f'{cell} COLLATE "C"' for cell in cells)])
    return f"(SELECT *, row_number() OVER (ORDER BY {order}) AS {quoting.name(NUMBER)} FROM {relation}) AS numbered"


def _field(header: str, type_: str, scale: int | None) -> Field:
    """Return a column by its type; whatever Python and SQL have no numbers, days or truths for is the text it is shown as."""
    name = quoting.name(header)
    if type_ in _WHOLE:
        return Field(header, name, "whole", "BIGINT")
    if type_ == "numeric":
        return Field(header, name, "decimal", _ANY_DECIMAL, scale)
    if type_ == "money":
        return Field(header, f"CAST({name} AS {_ANY_DECIMAL})", "decimal", _ANY_DECIMAL, 2)
    if type_ == "float8":
        return Field(header, name, "double", "DOUBLE")
    if type_ == "float4":  # the shortest decimal: 4.2 was written, not 4.199999809
        return Field(header, f"CAST(CAST({name} AS VARCHAR) AS DOUBLE)", "double", "DOUBLE")
    kinds: dict[str, tuple[Kind, str]] = {
        "date": ("day", "DATE"),
        "timestamp": ("stamp", "TIMESTAMP"),
        "bool": ("truth", "BOOLEAN"),
    }
    if type_ in kinds:
        return Field(header, name, *kinds[type_])
    shown = f"CAST({name} AS VARCHAR)"
    if type_ == "interval":  # a time is so many seconds; months have none
        seconds = f"CAST(trim_scale(EXTRACT(epoch FROM {name})) AS VARCHAR) || '秒'"
        shown = f"CASE WHEN EXTRACT(year FROM {name}) = 0 AND EXTRACT(month FROM {name}) = 0 THEN {seconds} ELSE {shown} END"
    return Field(header, f"nullif({shown}, '') COLLATE \"C\"", "text", "VARCHAR")


def _text(value: Any) -> str | None:
    """Return a kept value as PostgreSQL reads it."""
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _take_odd_values(connection: Connection) -> None:
    """Let numbers and days that Python has not (NaN, infinity, years before Christ) be the texts that they are shown as."""
    import psycopg
    from psycopg.adapt import Loader
    from psycopg.types.datetime import DateLoader, TimestampLoader
    from psycopg.types.numeric import FloatLoader, NumericLoader

    def lenient(loader: Any) -> Any:
        class Lenient(loader):  # type: ignore[misc]
            def load(self, data: Any) -> Any:
                text = bytes(data).decode()
                if "n" in text.lower():  # NaN, Infinity
                    return text
                if loader is NumericLoader and "." not in text:
                    return int(text)
                try:
                    return super().load(data)
                except psycopg.DataError:
                    return text

        return Lenient

    class RowLoader(Loader):
        """Where a row lies, as a number."""

        def load(self, data: Any) -> int:
            block, place = bytes(data).decode()[1:-1].split(",")
            return int(block) * PLACES + int(place)

    loaders = {"numeric": NumericLoader, "float8": FloatLoader, "date": DateLoader, "timestamp": TimestampLoader}
    for name, loader in loaders.items():
        connection.adapters.register_loader(name, lenient(loader))
    connection.adapters.register_loader("tid", RowLoader)

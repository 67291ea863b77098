"""One DuckDB for one run: it reaches for no network, writes only into a folder of its own, and leaves none of it behind."""

from __future__ import annotations

import os
import shutil
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csscore.problems import Place, Problems
from csscore.read.tables import quoting, scratch
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection

MEMORY: Final = "320MB"
"""What DuckDB may hold; what is more goes into the folder."""
_MOST_THREADS: Final = 8
_COMBINATIONS: Final = 20
"""Bits of the combinations that are counted without hashing: a few megabytes a thread, a third of the time."""


class Session:
    """A connection with the tables of one run; it ends with whoever asks it, at the latest with the program.

    Attributes
    ----------
    folder
        Where whatever does not fit in memory is kept; it goes with the session.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        import duckdb

        self.folder = scratch.folder()
        self._kept = 0
        self._connection: DuckDBPyConnection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
                "memory_limit": MEMORY,
                "temp_directory": str(self.folder),
                "threads": str(threads or min(os.cpu_count() or 1, _MOST_THREADS)),
            },
        )
        self._ending = weakref.finalize(self, _end, self._connection, self.folder)
        settings = (
            "TimeZone = 'UTC'",
            "enable_progress_bar = false",
            "preserve_insertion_order = true",
            "pandas_analyze_sample = 0",
        )
        for setting in settings:
            self._connection.execute(f"SET {setting}")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as Python's own values."""
        return self._run(sql, parameters).fetchall()

    def columns(self, sql: str) -> list[Any]:
        """Return the columns of a query as numpy arrays; nothing of it may be missing."""
        return list(self._run(sql).fetchnumpy().values())

    def counts(self, sql: str) -> list[Any]:
        """Return the columns of a query that only counts the rows of each combination, in a table of all there could be."""
        self._run(f"SET perfect_ht_threshold = {_COMBINATIONS}")
        try:
            return self.columns(sql)
        finally:
            self._run("RESET perfect_ht_threshold")

    def do(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run a statement."""
        self._run(sql, parameters)

    def attach(self, file: str, name: str) -> None:
        """Open a database, to be read only; once."""
        self._connection.execute(f"ATTACH IF NOT EXISTS {quoting.literal(file)} AS {quoting.name(name)} (READ_ONLY)")

    def in_order(self, relation: str) -> str:
        """Keep the rows of a view, which lie nowhere, in an order that only they decide; return the name of the table."""
        name = self.named("view")
        self._run(f"CREATE TEMP TABLE {name} AS SELECT * FROM {relation} ORDER BY ALL")
        return name

    def types(self, relation: str) -> list[tuple[str, Any]]:
        """Return the columns of a relation with their types."""
        found = self._connection.execute(f"SELECT * FROM {relation} LIMIT 0").description
        return [(name, kind) for name, kind, *_ in found or ()]

    def named(self, beginning: str) -> str:
        """Return a name that nothing has."""
        self._kept += 1
        return f"{beginning}_{self._kept}"

    def kept(self, columns: Mapping[str, tuple[str, Any]]) -> str:
        """Keep columns as a table and return its name.

        Parameters
        ----------
        columns
            For each name its type and its values, numpy arrays or lists.
        """
        name = self.named("kept")
        self._connection.register("given", {column: _cells(values) for column, (_, values) in columns.items()})
        casts = ", ".join(f'CAST("{column}" AS {kind}) AS "{column}"' for column, (kind, _) in columns.items())
        self._run(f"CREATE TEMP TABLE {name} AS SELECT {casts} FROM given")
        self._connection.unregister("given")
        return name

    def close(self) -> None:
        """Close the connection and take the folder away."""
        self._ending()

    def _run(self, sql: str, parameters: Sequence[object] = ()) -> DuckDBPyConnection:
        import duckdb

        try:
            return self._connection.execute(sql, list(parameters))
        except duckdb.Error as error:
            problems = Problems()
            problems.add("D458", Place(), reason=said(error))
            problems.reject()
            raise


def _cells(values: Any) -> Any:
    """Return values as an array: texts as they are, whatever else Python holds."""
    import numpy as np

    return values if isinstance(values, np.ndarray) else np.array([*values, None], dtype=object)[:-1]


def _end(connection: DuckDBPyConnection, folder: Path) -> None:
    try:
        connection.interrupt()
        connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def said(error: Exception) -> Words:
    """Return what DuckDB says of an error, on one line; files of the current folder by their names, as they were given."""
    line = (str(error).splitlines() or [type(error).__name__])[0]
    text = line.replace(f"{Path.cwd()}{os.sep}", "")[:200]
    return Words(f"“{text}”", text)

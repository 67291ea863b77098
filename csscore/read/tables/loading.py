"""Tables that are read into memory after all: a folder as its files, a table of a database as one sheet of rows."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.problems import ROW, Place
from csscore.read.address import is_elsewhere
from csscore.read.frames import plain_cell
from csscore.read.grid import Book, Grid
from csscore.read.tables import quoting
from csscore.read.tables.choosing import SQLITE, is_installed, located, parquet_files
from csscore.read.tables.session import said
from csscore.words import listed

if TYPE_CHECKING:
    from csscore.problems import Problems


def unfolded(file: Any) -> list[Any]:
    """Return the parquet files of a folder; anything else as it is."""
    return (parquet_files(file) if isinstance(file, str) else []) or [file]


def table_book(address: str, problems: Problems) -> Book | None:
    """Return a table of a database as a book of one sheet, its columns' names on top; None after an error was recorded."""
    file, table = located(address)
    if not is_elsewhere(address) and not Path(file).is_file():
        problems.add("D101", Place(file), path=file)
        return None
    opened = _of_sqlite(file, table, problems) if address.startswith(SQLITE) else _as_it_lies(address, problems)
    if opened is None:
        return None
    names, rows, container = opened
    columns = [np.array([name, *(plain_cell(row[at]) for row in rows)], dtype=object) for at, name in enumerate(names)]
    if not rows:
        problems.add("D127", Place(address))
        return None
    grid = Grid(address, None, columns, placed=lambda row, _: Place(address, cell=f"{ROW}{row}"))
    return Book(address, container, [grid])


def _of_sqlite(file: str, table: str, problems: Problems) -> tuple[list[str], list[tuple[Any, ...]], str] | None:
    """Return the rows of a table of SQLite as they are: it would add decimals up as doubles."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{quoting.for_uri(file)}?mode=ro", uri=True)) as database:
            there = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
            if table not in there:
                tables = listed(sorted(there), most=20) if there else "-"
                problems.add("D451", Place(file), table=table or "-", tables=tables, file=file)
                return None
            found = database.execute(f"SELECT * FROM {quoting.name(table)}")
            return [str(name) for name, *_ in found.description], found.fetchall(), "sqlite"
    except sqlite3.Error as error:
        problems.add("D452", Place(file), reason=said(error))
        return None


def _as_it_lies(address: str, problems: Problems) -> tuple[list[str], list[tuple[Any, ...]], str] | None:
    """Return the rows of a table as the engine that reads it where it lies has them."""
    if not is_elsewhere(address) and not is_installed():
        problems.add("D460", Place(address))
        return None
    from csscore.read.tables.opening import Tables

    tables = Tables()
    for table in tables.origins(address, problems):
        cells = ", ".join(field.cell for field in table.fields)
        rows = tables.session.rows(f"SELECT {cells} FROM {table.relation} ORDER BY {table.row}")
        tables.session.close()
        return [field.header for field in table.fields], rows, table.container
    return None

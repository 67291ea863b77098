"""The same rows in everything that an engine reads: text files, parquet and tables, as texts or in columns of their own types."""

from __future__ import annotations

import csv
import shutil
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.engines.drawing import HEADERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from tests.engines.drawing import Row
    from tests.postgres import Server


class Typed(NamedTuple):
    """A column in a type of its own."""

    cells: list[Any]
    arrow: str
    postgres: str


def as_csv(rows: Sequence[Row], path: Path) -> str:
    """Write a text file."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(HEADERS.values()))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def as_parquet(rows: Sequence[Row], path: Path, columns: dict[str, Typed] | None = None) -> str:
    """Write a parquet file; all columns that are not given are texts."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        "decimal": pa.decimal128(18, 2),
        "int": pa.int64(),
        "double": pa.float64(),
        "day": pa.date32(),
        "stamp": pa.timestamp("us"),
    }
    held = {}
    for header in HEADERS.values():
        column = (columns or {}).get(header)
        texts = [row[header] or None for row in rows]
        held[header] = pa.array(texts, pa.string()) if column is None else pa.array(column.cells, types[column.arrow])
    parquet.write_table(pa.table(held), path)
    return str(path)


def in_files(rows: Sequence[Row], folder: Path, columns: dict[str, Typed], draw: Random) -> str:
    """Write a folder of parquet files, any number of them in any order of their names, a row in any of them."""
    shutil.rmtree(folder, ignore_errors=True)
    count = draw.randint(1, 4)
    of = [draw.randrange(count) for _ in rows]
    for file in range(count):
        own = [at for at in range(len(rows)) if of[at] == file]
        cells = {header: column._replace(cells=[column.cells[at] for at in own]) for header, column in columns.items()}
        place = folder / draw.choice(("", "in", "月=3")) / f"{draw.randrange(10**6)} [{file}].parquet"
        place.parent.mkdir(parents=True, exist_ok=True)
        as_parquet([rows[at] for at in own], place, cells)
    return str(folder)


def in_postgres(server: Server, table: str, rows: Sequence[Row], columns: dict[str, Typed] | None = None) -> str:
    """Fill a table and return its address; all columns that are not given are texts."""
    own = columns or {}
    types = {header: own[header].postgres if header in own else "text" for header in HEADERS.values()}
    cells = [[row[header] or None for row in rows] if header not in own else own[header].cells for header in types]
    return server.fill(table, types, list(zip(*cells, strict=True)))


def typed(rows: Sequence[Row], draw: Random) -> dict[str, Typed]:
    """Return those columns in types of their own that hold nothing but plain numbers, days, and blanks."""
    found: dict[str, Typed] = {}
    for name in ("sales", "refunds"):
        numbers = _numbers([row[HEADERS[name]] for row in rows])
        if numbers is not None:
            ways = [
                Typed(numbers, "decimal", "numeric(18,2)"),
                Typed(numbers, "decimal", "numeric"),
                Typed(_each(numbers, float), "double", "double precision"),
            ]
            if all(number is None or len(str(abs(int(number * 100)))) <= 6 for number in numbers):
                ways.append(Typed(_each(numbers, float), "double", "real"))
            found[HEADERS[name]] = draw.choice(ways)
    for name in ("good", "asked"):
        numbers = _numbers([row[HEADERS[name]] for row in rows])
        if numbers is not None:
            found[HEADERS[name]] = Typed(_each(numbers, int), "int", draw.choice(("integer", "bigint", "numeric(10,0)")))
    seconds = _numbers([row[HEADERS["seconds"]] for row in rows])
    if seconds is not None:
        found[HEADERS["seconds"]] = Typed(_each(seconds, int), "int", "integer")
    days = [date.fromisoformat(row[HEADERS["day"]]) for row in rows]
    if draw.random() < 0.5:
        found[HEADERS["day"]] = Typed(days, "day", "date")
    else:
        hour = draw.choice((time(0), time(8, 30), time(23, 59, 59)))
        found[HEADERS["day"]] = Typed([datetime.combine(day, hour) for day in days], "stamp", "timestamp")
    return found


def with_intervals(columns: dict[str, Typed], draw: Random) -> dict[str, Typed]:
    """Return the columns with seconds as PostgreSQL has spans of time, and texts in other types of text."""
    own = dict(columns)
    seconds = own.get(HEADERS["seconds"])
    if seconds is not None and draw.random() < 0.5:
        own[HEADERS["seconds"]] = seconds._replace(
            cells=[None if cell is None else timedelta(seconds=cell) for cell in seconds.cells], postgres="interval"
        )
    return own


def _numbers(texts: Sequence[str]) -> list[Decimal | None] | None:
    """Return plain numbers; None where a text is none (and no blank)."""
    found: list[Decimal | None] = []
    for text in texts:
        if text == "":
            found.append(None)
        elif text.isascii() and text.replace(".", "", 1).removeprefix("-").isdigit() and text != "-":
            found.append(Decimal(text))
        else:
            return None
    return found


def _each(numbers: Sequence[Decimal | None], kind: type) -> list[Any]:
    return [None if number is None else kind(number) for number in numbers]

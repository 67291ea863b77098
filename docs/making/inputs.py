"""Writes the input files of the examples: texts, workbooks, damaged archives; it never writes outside the folder given."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import sqlite3
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from csscore.rules import RULES
from docs.making.session import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write(path: Path, content: Any) -> None:
    """Write one file of a case.

    Null is a folder, a text is written as UTF-8. A mapping is ``{text, encoding, times}``; a workbook
    ``{sheets: {NAME: [[cell, …], …]}, merged, stray, hidden, unshown}``; the beginning of a sample ``{samples: NAME, first: BYTES}``; an archive ``{zip: {NAME: text}, encrypted,
    claims}``, which may say that it is encrypted or how many bytes it unpacks to; ``{hex}``, ``{packed}`` (base64 of zlib);
    a link ``{link: NAME}``; a scheme as a form to fill in ``{form: YAML, put: {CELL: value}, drop: [ROW], inside: {CELL: line}}``; the
    rows of a query as parquet, or as the table (and view) of a DuckDB or SQLite database: ``{query: SQL, table, view: SQL}``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        path.mkdir()
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    elif "query" in content:
        _rows(path, **content)
    elif "link" in content:
        path.symlink_to(content["link"])
    else:
        path.write_bytes(_bytes(content))


def _rows(path: Path, query: str, table: str = "events", view: str | None = None) -> None:
    """Write the rows of a query as parquet, or into a database."""
    import duckdb

    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return
    if path.suffix == ".sqlite":
        with duckdb.connect() as connection, contextlib.closing(sqlite3.connect(path)) as database:
            found = connection.execute(query)
            names = ", ".join(f'"{name}"' for name, *_ in found.description or ())
            rows = found.fetchall()
            database.execute(f"CREATE TABLE {table} ({names})")
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608 - our own
            database.commit()
        return
    with duckdb.connect(str(path)) as database:
        database.execute(f"CREATE TABLE {table} AS {query}")
        if view is not None:
            database.execute(f"CREATE VIEW {table}_view AS {view}")


def _bytes(content: dict[str, Any]) -> bytes:
    if "text" in content:
        return (str(content["text"]) * content.get("times", 1)).encode(content["encoding"])
    if "sheets" in content:
        return _workbook(**content)
    if "form" in content:
        return _form(**content)
    if "samples" in content:
        return (ROOT / "samples" / content["samples"]).read_bytes()[: content["first"]]
    if "zip" in content:
        return _zipped(**content)
    if "packed" in content:
        return zlib.decompress(base64.b64decode(content["packed"]))
    return bytes.fromhex(content["hex"])


def _form(form: str, put: dict[str, Any] | None = None, drop: Sequence[int] = (), inside: dict[str, str] | None = None) -> bytes:
    """Return a scheme (its YAML) as an Excel form with some cells changed, rows deleted, lines of the hidden sheet changed."""
    import tempfile
    from pathlib import Path

    import openpyxl

    from csscore.problems import Problems
    from csscore.report.scheme_form import write_form
    from csscore.scheme.filled import SHEET
    from csscore.scheme.load import form_of

    data = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scheme.yaml")
        path.write_text(form, encoding="utf-8")
        made = form_of(str(path), RULES, Problems(), lang="zh")
    if made is None:
        raise ValueError("the scheme of a form has to be sound")
    scheme, text, items = made
    write_form(items, scheme, text, data, lang="zh")
    book = openpyxl.load_workbook(data)
    for row in sorted(drop, reverse=True):
        book.worksheets[0].delete_rows(row)
    for sheet, cells in ((book.worksheets[0], put), (book[SHEET], inside)):
        for cell, value in (cells or {}).items():
            sheet[cell].value = value
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


def _workbook(
    sheets: dict[str, list[list[Any]]],
    merged: Sequence[str] = (),
    stray: str | None = None,
    hidden: Sequence[str] = (),
    unshown: Sequence[int] = (),
) -> bytes:
    """Return a workbook; a text that begins with = is a formula without a stored value, one with # an error value."""
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, "")
                    elif isinstance(cell, str) and cell.startswith("#"):
                        sheet.write_formula(row, column, "=NA()", None, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
            for area in merged:
                first = re.fullmatch(r"([A-Z]+)(\d+):.*", area)
                value = rows[int(first[2]) - 1][ord(first[1]) - ord("A")] if first else None
                sheet.merge_range(area, value)
            for number in unshown:
                sheet.set_row(number - 1, None, None, {"hidden": True})
            if name in hidden:
                sheet.hide()
            if stray is not None:
                sheet.write(stray, "x")
    return data.getvalue()


def _zipped(zip: dict[str, str], *, encrypted: bool = False, claims: int | None = None) -> bytes:  # noqa: A002 - the YAML key
    """Return an archive; its first member says in the central directory that it is encrypted, or how large it is unpacked."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in zip.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    written = bytearray(data.getvalue())
    entry = written.index(b"PK\x01\x02")
    if encrypted:
        written[entry + 8] |= 1
    if claims is not None:
        written[entry + 24 : entry + 28] = claims.to_bytes(4, "little")
    return bytes(written)

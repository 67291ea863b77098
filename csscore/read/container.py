"""Opens a file by what it holds, whatever its name says; it never interprets a cell and never raises for a bad file."""

from __future__ import annotations

import hashlib
import sys
from codecs import BOM_UTF8
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csscore.doing import READING, doing
from csscore.problems import Place, Problems
from csscore.read import compound
from csscore.read.encoding import read_text
from csscore.read.foreign import foreign_kind
from csscore.read.frames import grid_of_frame, parquet_grid
from csscore.read.grid import Book, Grid
from csscore.read.markup import charset_of, is_markup, marked_up_grids
from csscore.read.objects import is_json, json_grid
from csscore.read.own import is_report
from csscore.read.packed import GZIP, gunzipped, only_table, unzipped
from csscore.read.spreadsheet import compound_book, zipped_book
from csscore.read.text import grid_of_text
from csscore.system import reason, whole

if TYPE_CHECKING:
    import pandas as pd


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def open_book(path: str, problems: Problems, *, encoding: str | None = None) -> Book | None:
    """Open a file; None after an error was recorded in ``problems``, or a note for a lock file.

    Parameters
    ----------
    path
        As the user wrote it; ``-`` reads standard input.
    problems
        Where everything is recorded that is wrong, doubtful or worth knowing.
    encoding
        The encoding of a text file, where the user names it; None to tell it from the bytes.
    """
    doing(READING, file=path)
    data = file_bytes(path, problems)
    if data is None:
        return None
    book = _book(data, path, problems, encoding)
    if book is None:
        return None
    book.digest = hashlib.sha256(data).hexdigest()
    if not any(grid.height for grid in book.sheets):
        problems.add("D127", Place(path))
        return None
    return book


def book_of_frame(frame: pd.DataFrame, name: str = "<data>") -> Book:
    """Return a frame as a book of one sheet whose first row is the header (NaN, NA, NaT and '' become None)."""
    return Book(name, "frame", [grid_of_frame(frame, name)])


def file_bytes(path: str, problems: Problems) -> bytes | None:
    """Return what a file (``-``: standard input) holds; None after it was reported why not."""
    if path == "-":
        try:
            data = sys.stdin.buffer.read()
        except OSError as error:
            problems.add("D103", Place(path), reason=reason(error))
            return None
    else:
        file = Path(path)
        if file.name.startswith("~$"):
            problems.add("D105", Place(path))
            return None
        try:
            data = whole(file)
        except FileNotFoundError:
            problems.add("D101", Place(path), path=path)
            return None
        except IsADirectoryError:
            problems.add("D102", Place(path), path=path.rstrip("/\\"))
            return None
        except (OSError, ValueError) as error:
            problems.add("D103", Place(path), reason=reason(error))
            return None
    if not data:
        problems.add("D104", Place(path))
        return None
    return data


def _book(data: bytes, path: str, problems: Problems, encoding: str | None) -> Book | None:
    """Open a file, unpacked once where it was packed for sending."""
    member = only_table(data) if data.startswith(_ZIP) else None
    if data.startswith(GZIP):
        inner, how = gunzipped(data, path, problems), "gzip"
    elif member is not None:
        inner, how = unzipped(data, member, path, problems), "zip"
    else:
        return _content(data, path, problems, encoding)
    book = _content(inner, path, problems, encoding) if inner is not None else None
    return None if book is None else replace(book, container=f"{book.container}, {how}")


def _content(data: bytes, path: str, problems: Problems, encoding: str | None) -> Book | None:
    """Open a file, and tell whether csscore wrote it."""
    book = _opened(data, path, problems, encoding)
    return None if book is None else replace(book, is_report=is_report(data))


def _opened(data: bytes, path: str, problems: Problems, encoding: str | None) -> Book | None:
    """Tell by the first bytes what a file is, and open it."""
    grids: list[Grid] | None
    if data.startswith(_ZIP):
        opened = zipped_book(data, path, problems)
        return Book(path, *opened) if opened is not None else None
    if data.startswith(compound.MAGIC):
        grids = compound_book(data, path, problems)
        return Book(path, "xls", grids) if grids is not None else None
    if data.startswith(b"PAR1"):
        grid = parquet_grid(data, path, problems)
        return Book(path, "parquet", [grid]) if grid is not None else None
    foreign = foreign_kind(data)
    if foreign is not None:
        problems.add("D107", Place(path), what=foreign[0], remedy=foreign[1])
        return None
    return _text_book(data, path, problems, encoding)


def _text_book(data: bytes, path: str, problems: Problems, encoding: str | None) -> Book | None:
    """Open what is text: a page, JSON, or cells between delimiters."""
    decoded = _decoded(data, path, problems, encoding)
    if decoded is None:
        return None
    text, name = decoded
    if is_markup(text):
        grids = marked_up_grids(text, path, problems)
        return Book(path, "html", grids, encoding=name) if grids is not None else None
    if is_json(text, path):
        found = json_grid(text, path, problems)
        return Book(path, found[0], [found[1]], encoding=name) if found is not None else None
    without_mark = data if text.startswith("\ufeff") else data.removeprefix(BOM_UTF8)
    cut = grid_of_text(text, path, problems, data=without_mark if name == "utf-8" else None)
    return Book(path, "csv", [cut[0]], encoding=name, delimiter=cut[1]) if cut is not None else None


def _decoded(data: bytes, path: str, problems: Problems, encoding: str | None) -> tuple[str, str] | None:
    """Decode a text; a page that is not UTF-8 is believed about its encoding if all of it decodes."""
    place = Place(path)
    said = charset_of(data) if encoding is None and data[:200].lstrip().startswith(b"<") else None
    if said is not None and "utf" not in said.lower():
        try:
            return str(data, "utf-8"), "utf-8"
        except UnicodeDecodeError:
            believed = read_text(data, said, place, Problems())
            if believed is not None:
                return believed
    return read_text(data, encoding, place, problems)

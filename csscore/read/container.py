"""Opens a file by what it holds, whatever its name says; it never interprets a cell and never raises for a bad file."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from csscore.problems import Place, Problems
from csscore.read import compound, spreadsheet
from csscore.read.encoding import read_text
from csscore.read.grid import Book
from csscore.read.text import grid_of_text
from csscore.words import same

if TYPE_CHECKING:
    import pandas as pd


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
    data = _bytes(path, problems)
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
    from csscore.read.frames import grid_of_frame

    return Book(name, "frame", [grid_of_frame(frame, name)])


def _bytes(path: str, problems: Problems) -> bytes | None:
    if path == "-":
        data = sys.stdin.buffer.read()
    else:
        file = Path(path)
        if file.name.startswith("~$"):
            problems.add("D105", Place(path))
            return None
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            problems.add("D101", Place(path), path=path)
            return None
        except IsADirectoryError:
            problems.add("D102", Place(path), path=path.rstrip("/\\"))
            return None
        except (OSError, ValueError) as error:
            problems.add("D103", Place(path), reason=same(getattr(error, "strerror", None) or str(error)))
            return None
    if not data:
        problems.add("D104", Place(path))
        return None
    return data


def _book(data: bytes, path: str, problems: Problems, encoding: str | None) -> Book | None:
    if data.startswith(b"PK"):
        opened = spreadsheet.zipped_book(data, path, problems)
        return Book(path, *opened) if opened is not None else None
    if data.startswith(compound.MAGIC):
        grids = spreadsheet.compound_book(data, path, problems)
        return Book(path, "xls", grids) if grids is not None else None
    return _text_book(data, path, problems, encoding)


def _text_book(data: bytes, path: str, problems: Problems, encoding: str | None) -> Book | None:
    decoded = read_text(data, encoding, Place(path), problems)
    if decoded is None:
        return None
    text, name = decoded
    cut = grid_of_text(text, path, problems)
    if cut is None:
        return None
    grid, delimiter = cut
    return Book(path, "csv", [grid], encoding=name, delimiter=delimiter)

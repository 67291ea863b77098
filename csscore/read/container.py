"""Opens a file by what it holds, whatever its name says; it never interprets a cell and never raises for a bad file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from csscore.problems import Problems
    from csscore.read.grid import Book


def open_book(path: str, problems: Problems, *, encoding: str | None = None) -> Book | None:
    """Open a file; None after an error was recorded in ``problems``. ``-`` reads CSV from standard input."""
    raise NotImplementedError


def book_of_frame(frame: pd.DataFrame, name: str = "<data>") -> Book:
    """Return a frame as a book of one sheet whose first row is the header (NaN, NA, NaT and '' become None)."""
    raise NotImplementedError

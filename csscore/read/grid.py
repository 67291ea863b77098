"""A sheet as it stands in the file: cells by column, nothing interpreted yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.read.complete import Paging

from csscore.problems import Place


class CellError(str):
    """A spreadsheet's error value (``#DIV/0!``): neither text nor number."""

    __slots__ = ()


_ERROR_WORDS: Final = re.compile(
    r"#[¡¿]?[^\W\d_][\w/. ]{0,24}[!?]|#(?:N/A|NV|N/D|N/B|NB|Н/Д|YOK|GETTING_DATA|ERR|ERROR)|(?:Err|Fehler|错误):\d{3}",
    re.IGNORECASE,
)


def is_error(cell: object) -> bool:
    """Tell whether a cell is an error value, or the word that a program writes for one: #N/A, #WERT!, #ЗНАЧ!, Err:502."""
    if isinstance(cell, CellError):
        return True
    return isinstance(cell, str) and ("#" in cell or ":" in cell) and _ERROR_WORDS.fullmatch(cell.strip()) is not None


class Hidden(NamedTuple):
    """Rows and columns that a sheet does not show, filtered ones included; positions from 0."""

    rows: frozenset[int]
    columns: frozenset[int]


@dataclass(slots=True)
class Grid:
    """One sheet of a book.

    ``columns`` holds the cells of each column, all of one length: a numpy object array (None for an empty cell, else
    str, int, float, bool, date, datetime, time, timedelta or `CellError`), or, for large text files, pandas' own array
    of strings (NaN for an empty cell). ``row_numbers`` gives each row's number as the user sees it (spreadsheet row, line
    of the text file); None means 1, 2, 3 …
    """

    file: str
    sheet: str | None
    columns: list[Any]
    row_numbers: Sequence[int] | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column), positions in ``columns`` from 0."""
    hidden: bool = False
    is_text: bool = False
    """True for csv and the like, where every cell is text; a place is then written as file:line."""
    number_format: Callable[[int, int], str | None] = field(default=lambda *_: None)
    """The number format of the cell at (row, column), looked up only when a decision needs it."""
    formulas_without_value: Callable[[], frozenset[tuple[int, int]]] = field(default=frozenset)
    """Cells (row, column) that hold a formula whose value the file does not carry."""

    names: Sequence[str] | None = None
    """What its columns are called, where it was laid out anew: by where they stand in the sheet as it is."""
    paging: Paging | None = None
    """What a JSON document says of itself as a page of a longer answer."""
    placed: Callable[[int, int | None], Place] | None = None
    """Where its cells stand in the sheet as it is, where it was laid out anew."""

    hidden_parts: Callable[[], Hidden] = field(default=lambda: Hidden(frozenset(), frozenset()))
    """What the sheet does not show."""

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.columns)

    def row(self, row: int) -> list[Any]:
        """Return the cells of one row, from position 0."""
        return [column[row] for column in self.columns]

    def name_of(self, column: int) -> str:
        """Return what a column is called: its letters."""
        return letters(column) if self.names is None else self.names[column]

    def place(self, row: int, column: int | None = None) -> Place:
        """Return where a cell (or, without a column, a row) is."""
        if self.placed is not None:
            return self.placed(row, column)
        number = self.row_numbers[row] if self.row_numbers is not None else row + 1
        cell = f"{letters(column if column is not None else 0)}{number}"
        return Place(self.file, self.sheet, cell, line=int(number) if self.is_text else None)


def letters(column: int) -> str:
    """Return a column's letters as spreadsheets write them: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@dataclass(slots=True)
class Book:
    """A file as opened: what it is and its sheets."""

    file: str
    container: str
    """What the content is: csv, xlsx, xls, xlsb, ods, html, json, parquet or frame."""
    sheets: list[Grid]
    encoding: str | None = None
    delimiter: str | None = None
    digest: str = ""
    """SHA-256 of the bytes, in hexadecimal."""
    is_report: bool = False
    """Whether csscore wrote it for people to read: a workbook, a page, a slip."""

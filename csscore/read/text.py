"""Text files as grids: delimiter, quotes, line numbers; it never moves a value under another header.

The delimiter is the one that cuts most rows into the same number of cells. Rows with more cells than the table has columns
are an error: some value holds an unquoted delimiter, and everything after it stands under the wrong header.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.problems import Place, Problems
from csscore.read.grid import Grid
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_DELIMITERS: Final = ",\t;|"
_SAMPLE: Final = 1 << 16
_BLOCK: Final = 1 << 12
_REPORTED: Final = 100
"""Ragged rows that are named one by one; the rest would say the same."""
LARGE: Final = 4_000_000
"""Characters from which a text is cut by pyarrow, where that is installed and sure to give the same."""
_FORMULA_TEXT: Final = re.compile('="(.*)"', re.DOTALL)


class Dialect(NamedTuple):
    """How a text is cut into cells."""

    delimiter: str
    skip_lines: int = 0
    """Lines before the table that speak about the file only (``sep=;``)."""
    skip_spaces: bool = False
    """Spaces between a delimiter and an opening quote don't count."""
    escape: str | None = None


class Rows(NamedTuple):
    """The rows of a text and the line on which each begins (None: 1, 2, 3 …)."""

    cells: list[list[str]]
    lines: list[int] | None


def grid_of_text(text: str, path: str, problems: Problems, *, data: bytes | None = None) -> tuple[Grid, str] | None:
    """Cut a text into cells.

    Parameters
    ----------
    text
        The decoded file.
    path
        The file as the user named it.
    problems
        Gets an error for broken quotes and rows that are too long, a warning for rows that are too short.
    data
        The text in UTF-8, where that is at hand.

    Returns
    -------
    tuple or None
        The grid (an empty cell is None, every other is text) and the delimiter; None after an error was recorded.
    """
    if data is None or "\ufffd".encode() in data:
        _report_lost(text, path, problems)
    dialect = sniff(text)
    if len(text) > LARGE:
        grid = grid_by_arrow(text, path, dialect, data)
        if grid is not None:
            return grid, dialect.delimiter
    rows = _rows(text, path, dialect, problems)
    if rows is None:
        return None
    while rows.cells and not rows.cells[-1]:
        rows.cells.pop()
    if not _even(rows, path, problems):
        return None
    guarded = '="' in text or '"=""' in text
    columns = [_cells(column, guarded=guarded) for column in _columns(rows.cells)]
    lines = rows.lines[: len(rows.cells)] if rows.lines is not None else None
    return Grid(path, None, columns, row_numbers=lines, is_text=True), dialect.delimiter


def sniff(text: str) -> Dialect:
    """Tell the delimiter and the habits of a text by its first lines."""
    named = re.match("sep=([^\r\n])\r?\n", text, re.IGNORECASE)
    if named is not None:
        return Dialect(named[1], skip_lines=1, skip_spaces=_has_spaces(text[:_SAMPLE], named[1]))
    sample = text[:_SAMPLE]
    scores = {delimiter: _consistency(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])  # of equals the first
    return Dialect(best, skip_spaces=_has_spaces(sample, best))


def _consistency(sample: str, delimiter: str) -> tuple[float, int]:
    """Return the share of rows that have the commonest number of cells (2 or more), and that number."""
    widths = Counter[int]()
    try:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=_has_spaces(sample, delimiter))
        for row in islice(rows, 100):
            if any(row):
                widths[len(row)] += 1
    except csv.Error:
        pass
    if len(sample) == _SAMPLE and widths.total() > 1:
        widths[len(row)] -= 1  # the sample may end inside the last row
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 1
    width = max(wide, key=lambda width: (wide[width], width))
    return wide[width] / widths.total(), width


def _has_spaces(sample: str, delimiter: str) -> bool:
    return delimiter != "\t" and re.search(f'{re.escape(delimiter)} +"', sample) is not None


def _reader(text: str, dialect: Dialect) -> Any:
    stream = io.StringIO(text, newline="")
    for _ in range(dialect.skip_lines):
        stream.readline()
    return csv.reader(
        stream, delimiter=dialect.delimiter, strict=True, skipinitialspace=dialect.skip_spaces, escapechar=dialect.escape
    )


def _rows(text: str, path: str, dialect: Dialect, problems: Problems) -> Rows | None:
    reader = _reader(text, dialect)
    try:
        cells = list(reader)
        if reader.line_num == len(cells) and not dialect.skip_lines:
            return Rows(cells, None)
    except csv.Error:
        pass  # found again below, with its line
    cells, lines, begin = [], [], 1 + dialect.skip_lines
    reader = _reader(text, dialect)
    try:
        for row in reader:
            cells.append(row)
            lines.append(begin)
            begin = reader.line_num + 1 + dialect.skip_lines
    except csv.Error as error:
        if dialect.escape is None and '\\"' in text:
            return _rows(text, path, dialect._replace(escape="\\"), problems)
        unclosed = "end of data" in str(error) or ("limit" in str(error) and '"' in text)
        if "limit" in str(error) and not unclosed:
            what = Words("一个单元格过长", "a cell is too long")
            problems.add("D109", Place(path, line=begin), what=what, bound=csv.field_size_limit())
            return None
        line = begin if unclosed else reader.line_num + dialect.skip_lines
        problems.add("D116" if unclosed else "D117", Place(path, line=line), line=line)
        return None
    return Rows(cells, lines)


def _even(rows: Rows, path: str, problems: Problems) -> bool:
    """Give all rows one width, in place; report those that don't fit; False if a row is too long."""
    widths = Counter(map(len, rows.cells))
    if len(widths) <= 1:
        return True
    wide = {width: count for width, count in widths.items() if width > 1}
    table = max(wide, key=lambda width: (wide[width], width)) if wide else max(widths)
    widest = max(widths)
    begun, long, short = False, 0, 0
    for position, row in enumerate(rows.cells):
        begun = begun or len(row) == table
        if begun and len(row) > table and any(cell.strip() for cell in row[table:]):
            long += 1
            if long <= _REPORTED:
                place = Place(path, line=_line(rows, position))
                problems.add("D118", place, cells=len(row), width=table, text=_shortened(row, table))
        elif begun and max(2, table // 2) <= len(row) < table and any(row):
            short += 1
            if short <= _REPORTED:
                problems.add("D119", Place(path, line=_line(rows, position)), cells=len(row), width=table)
        row += [""] * (widest - len(row))  # noqa: PLW2901 - in place
    return long == 0


def _line(rows: Rows, position: int) -> int:
    return rows.lines[position] if rows.lines is not None else position + 1


def _shortened(row: Sequence[str], table: int) -> str:
    text = " | ".join(row[max(0, table - 2) :])
    return text if len(text) <= 40 else f"{text[:39]}…"


def _columns(rows: list[list[str]]) -> list[NDArray[np.object_]]:
    """Turn rows into columns, some rows at a time: these are still in the processor's cache."""
    columns = [np.empty(len(rows), dtype=object) for _ in rows[:1] for _ in rows[0]]
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        for column, cells in zip(columns, zip(*block, strict=True), strict=True):
            column[start : start + len(block)] = cells
    return columns


def _cells(column: NDArray[np.object_], *, guarded: bool) -> NDArray[np.object_]:
    """Return a column with None for empty cells, and the text that ``="007"`` holds: exporters write it to keep zeros."""
    if guarded:
        found = ((cell, _FORMULA_TEXT.fullmatch(cell)) for cell in column.tolist())
        column[:] = [match[1].replace('""', '"') if match else cell for cell, match in found]
    column[column == ""] = None
    return column


def grid_by_arrow(text: str, path: str, dialect: Dialect, data: bytes | None = None) -> Grid | None:
    """Cut a text into columns of Arrow strings; None where pyarrow is not installed or the text is not regular.

    ``data`` is the text in UTF-8, where that is at hand.
    """
    try:
        import pyarrow as pa
        from pyarrow import csv as arrow
    except ImportError:
        return None
    import pandas as pd

    try:
        data = text.encode() if data is None else data
    except UnicodeEncodeError:
        return None
    if not _is_regular(data, dialect):
        return None
    end = len(data)
    while end and data[end - 1] in b"\r\n":
        end -= 1
    first = text[: 2 * _SAMPLE].split("\n")[dialect.skip_lines]
    names = [str(number) for number in range(re.sub(r'"(?:[^"]|"")*"', "", first).count(dialect.delimiter) + 1)]
    try:
        table = arrow.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(0, end)),
            read_options=arrow.ReadOptions(column_names=names, skip_rows=dialect.skip_lines),
            parse_options=arrow.ParseOptions(delimiter=dialect.delimiter, ignore_empty_lines=False),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), null_values=[""], strings_can_be_null=True
            ),
        )
    except pa.ArrowInvalid:
        return None
    begin = 1 + dialect.skip_lines
    numbers = range(begin, begin + table.num_rows) if dialect.skip_lines else None
    frame = table.to_pandas(types_mapper={pa.large_string(): pd.StringDtype("pyarrow", na_value=np.nan)}.get)
    return Grid(path, None, [frame[name].array for name in names], row_numbers=numbers, is_text=True)


def _is_regular(text: bytes, dialect: Dialect) -> bool:
    """Tell whether every row is a line and every quote opens or closes a cell."""
    if b"\0" in text or not dialect.delimiter.isascii() or dialect.escape or dialect.skip_spaces:
        return False
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        return False
    if b'"' not in text:
        return True
    if b'="' in text:
        return False
    mark = re.escape(dialect.delimiter).encode()
    quoted = rb'(?<![^%b\n])"(?:[^"\r\n]++|"")*+"(?=[%b\r\n]|\Z)' % (mark, mark)
    return re.fullmatch(rb'[^"]*+(?:%b[^"]*+)*+' % quoted, text) is not None


def _report_lost(text: str, path: str, problems: Problems) -> None:
    count = text.count("\ufffd")
    if count:
        at = text.index("\ufffd")
        sample = re.split('[\\s,;|"]', text[max(0, at - 10) : at])[-1] + re.split('[\\s,;|"]', text[at : at + 10])[0]
        line = text.count("\n", 0, at) + 1
        problems.add("D120", Place(path, line=line), count=count, sample=sample)

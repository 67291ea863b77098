"""One csv row an agent, exact numbers and disarmed texts, a million rows in a second or two; it never quotes a number.

Lines end in LF. Text that a spreadsheet would run as a formula gets an apostrophe in front (see `disarmed`).
"""

from __future__ import annotations

import csv
import io
import re
from functools import wraps
from typing import TYPE_CHECKING, Any, BinaryIO, Final, ParamSpec

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.report.view import payroll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from csscore.report.view import Column
    from csscore.result import Result
    from csscore.words import Lang

BOM: Final = b"\xef\xbb\xbf"
"""Excel takes a csv for UTF-8 only with this in front; written to files, never to standard output."""
_ROWS: Final = 1 << 14
"""Rows that are put together at once: so many fit the processor's cache."""
LARGE: Final = 1 << 17
"""Rows from which pyarrow writes, where it is installed: two to three times as fast."""
_FEW: Final = 6
"""Decimals up to which Arrow writes no number with an exponent."""
# spreadsheets take the full-width signs for formulas too
_FORMULA: Final = frozenset("=+-@\t\r＝＋－＠")
_QUOTED: Final = re.compile('[",\r\n]')
P = ParamSpec("P")


def as_csv(table: Callable[P, Iterable[Iterable[object]]]) -> Callable[P, str]:
    """Return what writes a table's rows, the head first, as csv; its texts are disarmed already."""

    @wraps(table)
    def made(*args: P.args, **given: P.kwargs) -> str:
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows(table(*args, **given))
        return written.getvalue()

    return made


def write_csv(
    result: Result, to: BinaryIO, *, lang: Lang, fields: Sequence[str] = (), columns: Sequence[Column] | None = None
) -> None:
    """Write one row an agent, in UTF-8: the columns of `csscore.report.view.payroll`.

    Parameters
    ----------
    result, to
        What is written, and where.
    lang
        The language of pay lines and reasons.
    fields
        Headers of the columns that are written, in this order; all of them where there are none.
    columns
        What is written instead of the columns of the result.

    Raises
    ------
    KeyError
        With the first field that is no column.
    """
    columns = payroll(result, lang) if columns is None else columns
    if fields:
        known = {column.key: column for column in columns}
        columns = [known[field] for field in fields]
    to.write(",".join(_cell(column.key) for column in columns).encode("utf-8", "replace") + b"\n")
    for start in range(0, len(result), LARGE):
        stop = min(start + LARGE, len(result))
        if len(result) < LARGE or not _written_by_arrow(columns, start, stop, to):
            _write_joined(columns, start, stop, to)


def disarmed(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab and return."""
    return f"'{text}" if text[:1] in _FORMULA else text


def _written_by_arrow(columns: Sequence[Column], start: int, stop: int, to: BinaryIO) -> bool:
    """Write rows with pyarrow; False where that is not installed, or a text has to be quoted or disarmed."""
    try:
        import pyarrow as pa
        from pyarrow import csv as arrow
    except ImportError:
        return False
    try:
        cells = [_arrow_texts(column, start, stop) for column in columns]
    except (_Unusual, UnicodeEncodeError):
        return False
    table = pa.table(cells, names=[str(number) for number in range(len(cells))])
    arrow.write_csv(table, to, arrow.WriteOptions(include_header=False, quoting_style="none"))
    return True


def _arrow_texts(column: Column, start: int, stop: int) -> Any:
    """Return cells as Arrow strings: fixed numbers by way of its decimals, floats by their shortest text, which is theirs."""
    import pyarrow as pa

    cells: Any = column.cells[start:stop]
    kind = cells.dtype.kind
    if kind == "i" and column.digits <= _FEW and column.least in (None, column.digits):
        there = pa.py_buffer(np.packbits(cells != MISSING, bitorder="little"))
        whole = pa.py_buffer(np.stack([cells, cells >> 63], axis=1))
        return pa.Array.from_buffers(pa.decimal128(38, column.digits), len(cells), [there, whole]).cast(pa.string())
    if kind == "f" and not column.least:
        found = pa.array(cells + 0.0, from_pandas=True).cast(pa.string())
        return found if b"e" not in _letters(found) else pa.array(column.written(start, stop), pa.string())
    if kind != "O":
        return pa.array(column.written(start, stop), pa.string())
    try:
        found = pa.array(cells, pa.string(), from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # numbers among texts
        found = pa.array(column.written(start, stop), pa.string())
    if _needs_care(found):
        raise _Unusual
    return found


def _letters(texts: Any) -> bytes:
    """Return Arrow strings one behind the other."""
    data = texts.buffers()[2]
    return b"" if data is None else data.to_pybytes()


def _needs_care(texts: Any) -> bool:
    """Tell whether any of some Arrow strings has to be quoted or disarmed."""
    from pyarrow import compute

    letters = _letters(texts)
    if any(sign in letters for sign in b'",\r\n\0'):
        return True
    signs = [sign for sign in _FORMULA if sign.encode() in letters]
    return any(compute.any(compute.starts_with(texts, sign)).as_py() for sign in signs)


class _Unusual(Exception):  # noqa: N818 - a way out, no error
    """A text has to be quoted or disarmed."""


def _write_joined(columns: Sequence[Column], first: int, last: int, to: BinaryIO) -> None:
    for start in range(first, last, _ROWS):
        cells = [_cells(column, start, min(start + _ROWS, last)) for column in columns]
        to.write("\n".join([*map(",".join, zip(*cells, strict=True)), ""]).encode("utf-8", "replace"))


def _cells(column: Column, start: int, stop: int) -> list[str]:
    """Return cells as they are written; a look at all texts together finds that most columns need no care."""
    cells = column.written(start, stop)
    if column.cells.dtype.kind != "O":
        return cells
    return list(map(_cell, cells)) if _is_unusual(cells) else cells


def _is_unusual(texts: Sequence[str]) -> bool:
    """Tell whether any of some texts has to be quoted or disarmed."""
    lines = "\n".join([*texts, ""])
    if lines.count("\n") > len(texts) or any(sign in lines for sign in '",\r\0'):
        return True
    return lines[:1] in _FORMULA or any(f"\n{sign}" in lines for sign in _FORMULA if sign in lines)


def _cell(text: str) -> str:
    text = disarmed(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text

"""One csv row an agent, exact numbers and disarmed texts, a million rows in a second or two; it never quotes a number.

Lines end in LF. Text that a spreadsheet would run as a formula gets an apostrophe in front (see `disarmed`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from csscore.report.view import payroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.report.view import Column
    from csscore.result import Result
    from csscore.words import Lang

BOM: Final = b"\xef\xbb\xbf"
"""Excel takes a csv for UTF-8 only with this in front; written to files, never to standard output."""
_ROWS: Final = 1 << 14
"""Rows that are put together at once: so many fit the processor's cache."""
# spreadsheets take the full-width signs for formulas too
_FORMULA: Final = frozenset("=+-@\t\r＝＋－＠")
_QUOTED: Final = re.compile('[",\r\n]')


def write_csv(result: Result, to: BinaryIO, *, lang: Lang, fields: Sequence[str] = ()) -> None:
    """Write one row an agent, in UTF-8: the columns of `csscore.report.view.payroll`.

    Parameters
    ----------
    result, to
        What is written, and where.
    lang
        The language of pay lines and reasons.
    fields
        Headers of the columns that are written, in this order; all of them where there are none.

    Raises
    ------
    KeyError
        With the first field that is no column.
    """
    columns = payroll(result, lang)
    if fields:
        known = {column.key: column for column in columns}
        columns = [known[field] for field in fields]
    to.write(",".join(_cell(column.key) for column in columns).encode("utf-8", "replace") + b"\n")
    for start in range(0, len(result), _ROWS):
        cells = [_cells(column, start, start + _ROWS) for column in columns]
        to.write("\n".join([*map(",".join, zip(*cells, strict=True)), ""]).encode("utf-8", "replace"))


def disarmed(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab and return."""
    return f"'{text}" if text[:1] in _FORMULA else text


def _cells(column: Column, start: int, stop: int) -> list[str]:
    """Return cells as they are written; a look at all texts together finds that most columns need no care."""
    cells = column.written(start, stop)
    if column.cells.dtype.kind != "O":
        return cells
    together = "\n".join([*cells, ""])
    return list(map(_cell, cells)) if together.count("\n") > len(cells) or _is_unusual(together) else cells


def _is_unusual(lines: str) -> bool:
    """Tell whether any of some texts, one a line, has to be quoted or disarmed."""
    if any(sign in lines for sign in '",\r\0'):
        return True
    return lines[:1] in _FORMULA or any(f"\n{sign}" in lines for sign in _FORMULA if sign in lines)


def _cell(text: str) -> str:
    text = disarmed(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text

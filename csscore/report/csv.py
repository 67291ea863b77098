"""One csv row an agent, exact numbers and disarmed texts, a million rows in a second or two; it never quotes a number.

Lines end in LF. Text that a spreadsheet would run as a formula gets an apostrophe in front (see `disarmed`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from csscore.cores import side_by_side
from csscore.packed import PackedTexts
from csscore.report.digits import Strip, fixed_strips, float_strips, lines_strip, packed_strip, rows_of, text_strip
from csscore.report.view import payroll

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.report.view import Column
    from csscore.result import Result
    from csscore.words import Lang

BOM: Final = b"\xef\xbb\xbf"
"""Excel takes a csv for UTF-8 only with this in front; written to files, never to standard output."""
_ROWS: Final = 1 << 15
_WIDEST: Final = 512
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
    spans = [(start, min(start + _ROWS, len(result))) for start in range(0, len(result), _ROWS)]
    for blocks in side_by_side(lambda span: list(_blocks(columns, *span)), spans, rows=len(result)):
        to.writelines(blocks)


def disarmed(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab and return."""
    return f"'{text}" if text[:1] in _FORMULA else text


def _blocks(columns: Sequence[Column], start: int, stop: int) -> Iterator[memoryview]:
    """Lay out rows; a block with a very long text is halved, so that its padding stays small."""
    texts = {column.key: _text_strip(column, start, stop) for column in columns if column.cells.dtype.kind == "O"}
    if stop - start > 1 and max((strip.width for strip in texts.values()), default=0) > _WIDEST:
        middle = (start + stop) // 2
        yield from _blocks(columns, start, middle)
        yield from _blocks(columns, middle, stop)
        return
    yield from rows_of([_strips(column, start, stop, texts) for column in columns])


def _strips(column: Column, start: int, stop: int, texts: dict[str, Strip]) -> list[Strip]:
    kind, cells = column.cells.dtype.kind, column.cells[start:stop]
    if kind == "O":
        return [texts[column.key]]
    if kind == "i":
        return fixed_strips(cells, column.digits, least=column.least)
    return float_strips(cells, least=column.least or 0)


def _text_strip(column: Column, start: int, stop: int) -> Strip:
    """Lay out texts; a look at all of them together finds that most columns need no care."""
    cells = column.cells[start:stop]
    if isinstance(cells, PackedTexts) and not _is_unusual(cells.lines()):
        return packed_strip(cells.rows)
    plain = [cell or "" for cell in column.texts(start, stop)]
    together = "\n".join([*plain, ""])
    if together.count("\n") > len(plain) or _is_unusual(together):
        return text_strip([_cell(cell).encode("utf-8", "replace") for cell in plain])
    return lines_strip(together.encode("utf-8", "replace"))


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

"""One csv row an agent, exact numbers and disarmed texts, a million rows in a second or two; it never quotes a number.

Lines end in LF. Text that a spreadsheet would run as a formula gets an apostrophe in front (see `disarmed`).
"""

from __future__ import annotations

import os
import re
from collections import deque
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore.report.digits import Strip, fixed_strips, float_strips, lines_strip, rows_of, text_strip
from csscore.report.view import ranking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from csscore.report.view import Column
    from csscore.result import Result

BOM: Final = b"\xef\xbb\xbf"
"""Excel takes a csv for UTF-8 only with this in front; written to files, never to standard output."""
_ROWS: Final = 8192
_WIDEST: Final = 512
_WORTH_THREADS: Final = 8
# spreadsheets take the full-width signs for formulas too
_FORMULA: Final = "=+\\-@\t\r＝＋－＠"
_DANGEROUS: Final = re.compile(f"[{_FORMULA}]")
_QUOTED: Final = re.compile('[",\r\n]')
_UNUSUAL: Final = re.compile(f'[",\r\0]|^[{_FORMULA}]', re.MULTILINE)


def write_csv(result: Result, to: BinaryIO) -> None:
    """Write rank, agent, cohort columns, score, pay, then value and points of each metric, under their keys, in UTF-8."""
    columns = ranking(result)
    to.write(",".join(_cell(column.key) for column in columns).encode() + b"\n")
    spans = [(start, min(start + _ROWS, len(result))) for start in range(0, len(result), _ROWS)]
    if len(spans) < _WORTH_THREADS:
        for start, stop in spans:
            to.writelines(_blocks(columns, start, stop))
        return
    for rows in _side_by_side(lambda span: list(_blocks(columns, *span)), spans):
        to.writelines(rows)


def disarmed(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab and return."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def _side_by_side(work: Callable[[tuple[int, int]], list[Any]], spans: list[tuple[int, int]]) -> Iterator[list[Any]]:
    """Lay out blocks on all cores (most of it is numpy, which lets threads run), in order, a few ahead at a time."""
    from concurrent.futures import ThreadPoolExecutor

    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        ahead: deque[Future[list[Any]]] = deque()
        for span in spans:
            ahead.append(pool.submit(work, span))
            if len(ahead) > 2 * cores:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _blocks(columns: Sequence[Column], start: int, stop: int) -> Iterator[memoryview]:
    """Lay out rows; a block with a very long text is halved, so that its padding stays small."""
    texts = {column.key: _text_strip(column.texts(start, stop)) for column in columns if column.cells.dtype.kind == "O"}
    if stop - start > 1 and max((strip.width for strip in texts.values()), default=0) > _WIDEST:
        middle = (start + stop) // 2
        yield from _blocks(columns, start, middle)
        yield from _blocks(columns, middle, stop)
        return
    yield rows_of([_strips(column, start, stop, texts) for column in columns])


def _strips(column: Column, start: int, stop: int, texts: dict[str, Strip]) -> list[Strip]:
    kind, cells = column.cells.dtype.kind, column.cells[start:stop]
    if kind == "O":
        return [texts[column.key]]
    if kind == "i":
        return fixed_strips(cells, column.digits, least=column.least)
    return float_strips(cells, least=column.least or 0)


def _text_strip(cells: list[str | None]) -> Strip:
    """Lay out texts; one search over all of them finds that most columns need no care."""
    plain = [cell or "" for cell in cells]
    together = "\n".join([*plain, ""])
    if _UNUSUAL.search(together) or together.count("\n") > len(plain):
        return text_strip([_cell(cell).encode("utf-8", "replace") for cell in plain])
    return lines_strip(together.encode("utf-8", "replace"))


def _cell(text: str) -> str:
    text = disarmed(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text

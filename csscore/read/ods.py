"""What calamine does not tell of an ods sheet: error values (it reads some as 0) and how far repeated cells reach."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.patterns import pattern
from csscore.read.grid import Hidden, is_error

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG: Final = pattern(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*?)(/?)>")
_DIGITS: Final = 12
"""Digits of a count that are looked at: no sheet has as many cells."""
_LINES: Final = pattern(rb"<table:(table|table-row|table-column)(?=[\s/>])([^<>]*?)/?>")
_HIDDEN: Final = pattern(rb'\stable:visibility="(?:collapse|filter)"')
_MOST_ROWS: Final = 1 << 20
_NAME: Final = pattern(rb'\stable:name="([^"]*)"')
_REPEATED: Final = pattern(rb"""\stable:number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")
_TEXT: Final = pattern(rb"\s*<text:p(?:\s[^<>]*)?>([^<]*)<")
_ERROR: Final = b'value-type="error"'
_AS_NUMBER: Final = pattern(rb"<text:p(?:\s[^<>]*)?>\s*(?:#|Err:)")
"""What programs before OpenDocument 1.2 write for an error: a cell of the number 0 that shows its word."""


class _Run(NamedTuple):
    """Cells that a file writes once: a rectangle of equal ones."""

    sheet: str
    row: int
    column: int
    rows: int
    columns: int
    filled: bool
    error: str | None


def error_cells(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Return the error values of each sheet, by (row, column) from 0."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    if _ERROR not in content and _AS_NUMBER.search(content) is None:
        return found
    for run in _runs(content):
        if run.error is not None:
            of_sheet = found.setdefault(run.sheet, {})
            for row in range(run.row, run.row + run.rows):
                for column in range(run.column, run.column + run.columns):
                    of_sheet[row, column] = run.error
    return found


def extents(content: bytes) -> dict[str, tuple[int, int]]:
    """Return how many rows and columns each sheet spans up to its last filled cell, repeats unrolled."""
    spans: dict[str, tuple[int, int]] = {}
    for run in _runs(content):
        rows, columns = spans.get(run.sheet, (0, 0))
        if run.filled:
            rows, columns = max(rows, run.row + run.rows), max(columns, run.column + run.columns)
        spans[run.sheet] = rows, columns
    return spans


def hidden_parts(content: bytes) -> dict[str, Hidden]:
    """Return the rows and columns that each sheet does not show, from 0."""
    found: dict[str, tuple[set[int], set[int]]] = {}
    sheet, at = "", {b"row": 0, b"column": 0}
    for match in _LINES.finditer(content) if _HIDDEN.search(content) is not None else ():
        kind, attributes = match.groups()
        if kind == b"table":
            name = _NAME.search(attributes)
            sheet, at = unescape(name[1].decode("utf-8", "replace")) if name else "", {b"row": 0, b"column": 0}
            continue
        count = _REPEATED.search(attributes)
        times, part = int(count[1][:_DIGITS]) if count else 1, kind.removeprefix(b"table-")
        if _HIDDEN.search(attributes) is not None and at[part] + times <= _MOST_ROWS:
            found.setdefault(sheet, (set(), set()))[part == b"column"].update(range(at[part], at[part] + times))
        at[part] += times
    return {name: Hidden(frozenset(rows), frozenset(columns)) for name, (rows, columns) in found.items()}


def _runs(content: bytes) -> Iterator[_Run]:
    sheet, row, column, repeated = "", 0, 0, 1
    for match in _TAG.finditer(content):
        kind, attributes, closed = match.groups()
        count = _REPEATED.search(attributes)
        times = int(count[1][:_DIGITS]) if count else 1
        if kind == b"table":
            name = _NAME.search(attributes)
            sheet, row, column, repeated = unescape(name[1].decode("utf-8", "replace")) if name else "", 0, 0, 0
        elif kind == b"table-row":
            row, column, repeated = row + repeated, 0, times
        else:
            error = None
            if _ERROR in attributes or (b'value-type="float"' in attributes and not closed):
                text = _TEXT.match(content, match.end()) if not closed else None
                shown = unescape(text[1].decode("utf-8", "replace")).strip() if text else ""
                error = shown if is_error(shown) else "#ERROR!" if _ERROR in attributes else None
            yield _Run(sheet, row, column, repeated, times, not closed or b"value-type=" in attributes, error)
            column += times

"""Finds where another table begins below the first one of a sheet; it reads neither of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.read.texts import fold, is_nothing, is_words, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.read.columns import Found
    from csscore.read.grid import Grid
    from csscore.read.header import Header
    from csscore.read.requirements import Requirements

LARGE: Final = 20_000
"""Rows above which no second table is looked for: sheets put together by hand are small."""
_GLANCE: Final = 20
"""Rows by which a column is known to hold numbers."""


def second_header(grid: Grid, header: Header, agent: int, columns: Iterable[Found], wanted: Requirements) -> int | None:
    """Return the row of a second table's header, None where there is none.

    It is a row of words where a column of numbers has a word, too, so it could not be read anyway; and it names an agent
    column, or two headers that are known. A row that repeats the header of the sheet is none.

    Parameters
    ----------
    grid, header, agent
        The sheet, its header and the column that names the agents.
    columns
        The columns that are asked for.
    wanted
        The headers that are known.
    """
    if grid.height - header.first_row > LARGE:
        return None
    names = {fold(text) for text in wanted.agent}
    known = {fold(text) for text in header.fields} | {fold(text) for one in wanted.columns.values() for text in one.headers}
    for row in sorted({row for found in columns for row in _words_among_numbers(grid, header, found.column)}):
        cells = grid.row(row)
        filled = [cell for cell in cells if not is_nothing(cell)]
        if len(filled) < 2 or not all(map(is_words, filled)):
            continue
        texts = [fold(text_of(cell)) for cell in cells]
        repeated = sum(1 for text, field in zip(texts, header.fields, strict=True) if text and text == fold(field))
        if repeated * 2 > len(filled):
            continue
        if texts[agent] in names or sum(1 for text in texts if text in known) > 1:
            return row
    return None


def _words_among_numbers(grid: Grid, header: Header, column: int) -> list[int]:
    """Return the rows in which a column of numbers holds words."""
    cells = grid.columns[column][header.first_row :].tolist()
    first = [cell for cell in cells[:_GLANCE] if not is_nothing(cell)]
    words = [row for row, cell in enumerate(cells) if isinstance(cell, str) and is_words(cell) and not is_nothing(cell)]
    if not words or sum(1 for cell in first if is_words(cell)) * 2 >= len(first):
        return []
    return [row + header.first_row for row in words]

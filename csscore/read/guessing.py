"""What layout a sheet seems to have where the scheme says none; it says so in remedies and never reads a sheet by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.problems import Problems
from csscore.read.columns import match
from csscore.read.header import find_header
from csscore.read.layout import MOST_ROWS, turned
from csscore.read.shape import like_the_others
from csscore.read.texts import is_empty, is_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.read.grid import Grid
    from csscore.read.header import Header
    from csscore.read.requirements import Requirements

_GLANCE = 30


def going_on(grid: Grid, header: Header, agents: Iterable[int]) -> list[int]:
    """Return the rows below a header that seem to be of it, too: words that name what empty or repeated headers leave open."""
    found: list[int] = []
    texts = list(header.texts)
    agents = list(agents)
    for row in range(header.first_row, min(header.first_row + 3, grid.height)):
        cells = grid.row(row)
        filled = [column for column, cell in enumerate(cells) if not is_empty(cell)]
        if not filled or not all(is_words(cells[column]) for column in filled) or any(column in filled for column in agents):
            break
        below = [grid.row(other) for other in range(row, min(row + _GLANCE, grid.height))]
        open_ = [column for column in filled if not texts[column] or texts.count(texts[column]) > 1]
        if len(filled) < 2 or len(open_) < 2 or like_the_others(below, 0) or not _numbers_below(below, filled):
            break
        for column in filled:
            texts[column] = f"{texts[column]} {cells[column]}".strip()
        found.append(row)
    return found


def _numbers_below(rows: list[list[object]], columns: list[int]) -> bool:
    """Tell whether most of the columns hold something else than words below the first row."""
    others = sum(1 for column in columns if any(not is_empty(row[column]) and not is_words(row[column]) for row in rows[1:]))
    return others * 2 > len(columns)


def are_agents_across(grid: Grid, wanted: Requirements) -> bool:
    """Tell whether what is asked for stands below one another in a column, and so the agents beside one another."""
    if not 0 < grid.height <= MOST_ROWS:
        return False
    other = turned(grid)
    header = find_header(other, wanted)
    if header is None:
        return False
    needed = {name for name, column in wanted.columns.items() if column.needed}
    return bool(needed) and needed <= match(header, wanted, Problems(), other).keys()

"""Finds the header of a sheet: one row or two, below banners and titles; it never reads or drops data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from csscore.read.shape import header_by_shape, like_the_others, recurs
from csscore.read.texts import fold, is_empty, is_words, joined, split_unit, text_of
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csscore.read.grid import Grid
    from csscore.read.requirements import Requirements

DEPTH = 60
"""How many rows from the top a header is looked for in."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header of a grid is and what it says."""

    rows: tuple[int, ...]
    """Positions in the grid: one row, or a row of groups and the row of fields below it."""
    texts: tuple[str, ...]
    """The header of each column, ``""`` where there is none; ``group field`` under two rows."""
    fields: tuple[str, ...]
    """The lowest row by itself; the same as ``texts`` under one row."""
    has_agent: bool
    """Whether an agent header is there."""
    names: frozenset[str]
    """The wanted names whose headers are there."""
    why: Words = field(compare=False)

    @property
    def first_row(self) -> int:
        """Return the position of the first row of data."""
        return self.rows[-1] + 1 if self.rows else 0


class _Sought:
    """The wanted headers, folded, for quick look-up."""

    def __init__(self, wanted: Requirements) -> None:
        self.agent = {form for header in wanted.agent for form in (fold(header), split_unit(header).base)}
        self.names: dict[str, set[str]] = {}
        for column in wanted.columns.values():
            for header in column.headers:
                for form in (fold(header), split_unit(header).base, joined(header)):
                    self.names.setdefault(form, set()).add(column.name)

    def among(self, texts: Iterable[str]) -> tuple[bool, frozenset[str]]:
        """Return whether an agent header is among the texts, and which wanted names are."""
        forms = {form for text in texts if text for form in (fold(text), split_unit(text).base, joined(text))}
        names = {name for form in forms & self.names.keys() for name in self.names[form]}
        return not forms.isdisjoint(self.agent), frozenset(names)


def find_header(grid: Grid, wanted: Requirements) -> Header | None:
    """Find the header: the row, or two rows, in which the most wanted headers stand; by its shape where none does.

    Parameters
    ----------
    grid
        One sheet.
    wanted
        What is asked of it; a row that holds an agent header comes before one that does not.

    Returns
    -------
    The header with the reason for the choice, or None for a sheet without any text.
    """
    rows = _top(grid)
    sought = _Sought(wanted)
    if wanted.layout.header_rows is not None:
        return _of_height(grid, rows, sought, wanted.layout.header_rows)
    best: Header | None = None

    shape = cache(lambda: header_by_shape(rows))
    for row, cells in enumerate(rows):
        candidates = [_single(row, cells, sought)]
        if row + 1 < len(rows):
            candidates.append(_double(grid, row, (cells, rows[row + 1]), sought))
        for candidate in candidates:
            if candidate is None or (best is not None and _rank(candidate, rows) <= _rank(best, rows)):
                continue
            if not _is_data(candidate, rows, sought, shape):
                best = candidate
        if best is not None and _rank(best, rows) >= (True, max(len(wanted.columns), 1), True, 0):
            break  # nothing below can be better
    enough = 0 if wanted.layout.across else 1  # one name alone may be a word in the data
    if best is not None and (best.has_agent or len(best.names) > enough):
        return best
    found = shape()
    if found is None:
        return None
    texts = tuple(text_of(cell) for cell in rows[found])
    why = Words("没有认得的表头；按形状取这一行", "no known header; taken by its shape")
    return Header((found,), texts, texts, has_agent=False, names=frozenset(), why=why)


def _of_height(grid: Grid, rows: list[list[Any]], sought: _Sought, height: int) -> Header | None:
    """Return the header of so many rows that names most of what is asked for; where none does, the one that ends by its shape."""
    if not any(map(any, ([text_of(cell) for cell in cells] for cells in rows))):
        return None
    found = [_stacked(grid, rows, range(row, row + height), sought) for row in range(max(1, len(rows) - height + 1))]
    best = max(found, key=lambda header: (header.has_agent, len(header.names), -header.rows[0]))
    if best.has_agent or best.names:
        return best
    last = header_by_shape(rows) or 0
    return found[min(max(0, last - height + 1), len(found) - 1)]


def _stacked(grid: Grid, rows: list[list[Any]], among: range, sought: _Sought) -> Header:
    """Return the header that rows make: groups over groups over fields, each said once."""
    there = [row for row in among if row < len(rows)]
    pieces: list[list[str]] = [[] for _ in range(grid.width)]
    for row in there:
        lowest = row == there[-1]
        texts = [text_of(cell) for cell in rows[row]] if lowest else _groups(grid, row, rows[row])[0]
        for column, text in enumerate(texts):
            if text and not _from_above(grid, row - 1, column) and text not in pieces[column][-1:]:
                pieces[column].append(text)
    joined_ = tuple(" ".join(own) for own in pieces)
    fields = tuple(own[-1] if own else "" for own in pieces)
    has_agent, names = sought.among((*joined_, *fields))
    why = Words(f"方案写明表头有 {len(among)} 行", f"the scheme says that the header has {len(among)} rows")
    return Header(tuple(there), joined_, fields, has_agent, names, why)


def _is_data(header: Header, rows: list[list[Any]], sought: _Sought, shape: Callable[[], int | None]) -> bool:
    """Tell whether a row below one that looks like a header is of the data: somebody's department may be called 客服."""
    above = shape() if header.rows[0] else None
    if above is None or header.rows[0] <= above:
        return False
    row, below = header.rows[-1] - above - 1, rows[above + 1 :]
    agents = [column for column, text in enumerate(header.fields) if text and sought.among([text])[0]]
    return like_the_others(below, row) or any(recurs(below, row, column) for column in agents)


def _top(grid: Grid) -> list[list[Any]]:
    heads = [column[:DEPTH].tolist() for column in grid.columns]
    return [list(cells) for cells in zip(*heads, strict=True)]


def _rank(header: Header, rows: list[list[Any]]) -> tuple[bool, int, bool, int]:
    """Order candidates: agent, wanted names, more than one cell, and two rows only where one is not enough."""
    several = sum(1 for text in header.texts if text) > 1
    both = 0 if len(header.rows) == 1 else 1 if _needs_both(header, rows[header.rows[1]]) else -1
    return header.has_agent, len(header.names), several, both


def _needs_both(header: Header, lower: list[Any]) -> bool:
    """Tell whether the lower row alone is ambiguous, or names no column where the upper one does."""
    folded = [fold(text_of(cell)) for cell in lower if not is_empty(cell)]
    gaps = any(text and is_empty(cell) for text, cell in zip(header.texts, lower, strict=True))
    return gaps or len(set(folded)) < len(folded)


def _single(row: int, cells: list[Any], sought: _Sought) -> Header | None:
    texts = tuple(text_of(cell) for cell in cells)
    if not any(texts):
        return None
    has_agent, names = sought.among(texts)
    return Header((row,), texts, texts, has_agent, names, _why((row,), len(names), has_agent=has_agent))


def _double(grid: Grid, row: int, cells: tuple[list[Any], list[Any]], sought: _Sought) -> Header | None:
    """Return the header that a row of groups over a row of fields makes, where they can be that."""
    upper, spans = _groups(grid, row, cells[0])
    lower = ["" if _from_above(grid, row, column) else text_of(cell) for column, cell in enumerate(cells[1])]
    below = [cell for cell, text in zip(cells[1], lower, strict=True) if text]
    if not all(is_words(cell) for cell in below) or not any(sum(1 for c in span if lower[c]) > 1 for span in spans):
        return None
    grouped = {column for span in spans for column in span}
    for column, (own, text) in enumerate(zip(upper, lower, strict=True)):
        if text and column not in grouped and sought.among([own])[0] and not sought.among([text])[0]:
            return None  # below the header of the agents stands somebody's name
    pairs = list(zip(upper, lower, strict=True))
    if len({group for group in upper if group}) < 2 and not any(group and not text for group, text in pairs):
        return None  # one text over everything is a title
    texts = tuple(f"{group} {text}" if group and text and group != text else group or text for group, text in pairs)
    fields = tuple(text or group for group, text in pairs)
    has_agent, names = sought.among((*texts, *fields))
    return Header((row, row + 1), texts, fields, has_agent, names, _why((row, row + 1), len(names), has_agent=has_agent))


def _groups(grid: Grid, row: int, cells: list[Any]) -> tuple[list[str], list[range]]:
    """Return the groups of a row, each over all its columns, and the columns of those that cover several."""
    texts = [text_of(cell) for cell in cells]
    merged = [r for r in grid.merged if r[0] <= row <= r[2] and r[3] > r[1]]
    if merged:
        spans = [range(r[1], min(r[3], grid.width - 1) + 1) for r in merged]
    else:
        starts = [*(column for column, text in enumerate(texts) if text), len(texts)]
        spans = [range(start, end) for start, end in pairwise(starts) if end - start > 1]
    for span in spans:
        for column in span:
            texts[column] = texts[span.start]
    return texts, spans


def _from_above(grid: Grid, row: int, column: int) -> bool:
    return any(r[0] <= row < r[2] and r[1] <= column <= r[3] for r in grid.merged)


def _why(rows: tuple[int, ...], found: int, *, has_agent: bool) -> Words:
    zh = "有客服列" if has_agent else "没有客服列"
    en = "holds an agent header" if has_agent else "holds no agent header"
    two = ("两行表头，", "two rows: groups over fields; ") if len(rows) == 2 else ("", "")
    return Words(f"{two[0]}{zh}，认出 {found} 个要用的名称", f"{two[1]}{en} and {found} of the names asked for")

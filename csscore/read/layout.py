"""Sheets that are not one row an agent, laid out anew: columns become rows, or stand for them; every cell keeps its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.problems import Problems
from csscore.read.columns import match, match_agents
from csscore.read.grid import Grid
from csscore.read.header import Header
from csscore.read.shape import kind
from csscore.read.texts import fold, is_empty, is_label, is_words, text_of
from csscore.read.totals import AgentRows, is_summary
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.problems import Place
    from csscore.read.requirements import Requirements, Wide

MOST_ROWS: Final = 1_000
"""Rows of a sheet that may become columns."""
_SERIALS: Final = range(36526, 73051)
"""Numbers that spreadsheets write for the days from 2000 to 2099."""


class Group(NamedTuple):
    """Columns of one heading: what it says, and the column of each field below it."""

    label: Any
    columns: dict[str, int]


class Laid(NamedTuple):
    """A sheet laid out anew."""

    grid: Grid
    header: Header
    agent: int
    rows: AgentRows


def turned(grid: Grid) -> Grid:
    """Return a sheet with its rows as columns; each cell keeps its place."""

    def place(row: int, column: int | None = None) -> Place:
        return grid.place(column or 0, row)

    rows = [grid.row(row) for row in range(min(grid.height, MOST_ROWS))]
    columns = []
    for cells in rows:
        column = np.empty(len(cells), dtype=object)
        column[:] = cells
        columns.append(column)
    numbers = grid.row_numbers if grid.row_numbers is not None else range(1, grid.height + 1)
    return replace(
        grid,
        columns=columns,
        row_numbers=None,
        merged=tuple((left, top, right, bottom) for top, left, bottom, right in grid.merged),
        number_format=lambda row, column: grid.number_format(column, row),
        formulas_without_value=lambda: frozenset((column, row) for row, column in grid.formulas_without_value()),
        names=[str(number) for number in numbers],
        placed=place,
    )


def named_by_file(grid: Grid) -> Grid:
    """Return a sheet with one column more, which names who is ranked: the file, in every row that holds anything.

    A row that calls itself a sum keeps that word there, so that it is left out as anywhere else.
    """
    name = PurePath(grid.file).stem.removesuffix(".csv")
    names = np.full(grid.height, None, dtype=object)
    for row in range(grid.height):
        filled = [cell for cell in grid.row(row) if not is_empty(cell)]
        first = text_of(filled[0]) if filled else ""
        names[row] = None if not filled else first if is_summary(fold(first)) else name
    return replace(grid, columns=[*grid.columns, names])


def agent_of_file(grid: Grid, header: Header) -> tuple[Header, dict[int, int]]:
    """Return the header of such a sheet, and its last column as the one that names the agent."""
    last, name = grid.width - 1, PurePath(grid.file).name
    return replace(header, texts=(*header.texts[:last], name), fields=(*header.fields[:last], name)), {last: 0}


def agents_across(grid: Grid, header: Header, wanted: Requirements) -> tuple[Header, dict[int, int]]:
    """Return the header of a turned sheet with the column that names the agents: the last of words before the first known one."""
    found = match(header, wanted, Problems(), grid)
    first = min((one.column for one in found.values()), default=grid.width)
    for column in reversed(range(first)):
        cells = [cell for cell in grid.columns[column][header.first_row :].tolist() if not is_empty(cell)]
        if cells and all(map(is_words, cells)) and wanted.agent:
            texts, fields = list(header.texts), list(header.fields)
            texts[column] = texts[column] or wanted.agent[0]
            fields[column] = fields[column] or wanted.agent[0]
            return replace(header, texts=tuple(texts), fields=tuple(fields)), {column: 0}
    return header, {}


def is_long(header: Header, wide: Wide) -> bool:
    """Tell whether a sheet has the columns already that its columns would become."""
    there = {fold(text) for text in header.texts}
    return fold(wide.names) in there and (wide.values is None or fold(wide.values) in there)


def groups_of(grid: Grid, header: Header, wide: Wide, wanted: Requirements) -> list[Group]:
    """Return the columns that become rows: those that are named, else those whose heading is a label; none that is asked for."""
    taken = {one.column for one in match(header, wanted, Problems(), grid).values()} | match_agents(header, wanted.agent).keys()
    named = {fold(text) for text in wide.columns}
    found: dict[str, Group] = {}
    for column, text in enumerate(header.texts):
        heading, field = (text, "") if wide.values is not None else _split(text, header.fields[column])
        if not heading or (wide.values is None and not field):
            continue
        if fold(heading) in named if named else is_label(heading) and (wide.values is None or column not in taken):
            columns = found.setdefault(heading, Group(heading, {})).columns
            columns.setdefault(wide.values or field, column)
    return _dated(list(found.values()))


def _split(text: str, field: str) -> tuple[str, str]:
    """Return the heading of a field and the field itself."""
    return (text.removesuffix(field).rstrip(), field) if text != field and text.endswith(field) else ("", field)


def _dated(groups: list[Group]) -> list[Group]:
    """Return groups whose headings are all a spreadsheet's numbers for days with those days."""
    texts = [group.label for group in groups]
    if not texts or not all(text.isascii() and text.isdecimal() and len(text) < 9 and int(text) in _SERIALS for text in texts):
        return groups
    return [group._replace(label=date(1899, 12, 30) + timedelta(int(group.label))) for group in groups]


def check_lengthening(
    grid: Grid, header: Header, rows: AgentRows, groups: list[Group], wanted: Requirements, problems: Problems
) -> None:
    """Refuse a cell that is merged over several of the columns or people (D288); warn of numbers beside the columns (D289)."""
    inside = {column for group in groups for column in group.columns.values()}
    mine = set(rows.rows.tolist())
    for top, left, bottom, right in grid.merged:
        touched = any(column in inside for column in range(left, right + 1))
        if touched and mine.intersection(range(max(top, header.first_row), bottom + 1)) and not is_empty(grid.columns[left][top]):
            problems.add("D288", grid.place(top, left))
    for name, found in match(header, wanted, Problems(), grid).items():
        column = wanted.columns[name]
        numeric = any(kind(cell) == "number" for cell in _picked(grid, found.column, rows.rows).tolist())
        if found.column not in inside and column.unit in (None, "money", "count", "number") and numeric:
            place = grid.place(header.rows[-1], found.column)
            problems.add("D289", place, header=found.header, name=name, count=len(groups))


def lengthened(grid: Grid, header: Header, agent: int, rows: AgentRows, groups: list[Group], wide: Wide) -> Laid:
    """Return a sheet with a row for each row and group that holds anything; a row that holds nothing at all keeps one.

    Parameters
    ----------
    grid, header, agent, rows
        The sheet as it is, and its rows of agents.
    groups
        The columns that become rows.
    wide
        What they become.
    """
    fields = list(dict.fromkeys(field for group in groups for field in group.columns))
    inside = {column for group in groups for column in group.columns.values()}
    kept = [column for column in range(grid.width) if column not in inside]
    filled = np.array([_filled(grid, group, rows.rows) for group in groups]).T.reshape(len(rows.rows), len(groups))
    filled[~filled.any(axis=1), 0] = True
    source, group_of = np.nonzero(filled)
    at = rows.rows[source]
    origins: list[list[int]] = [[column] * len(groups) for column in kept]
    columns = [_below(header.texts[column], _picked(grid, column, at)) for column in kept]
    labels = np.empty(len(groups), dtype=object)
    labels[:] = [group.label for group in groups]
    columns.append(_below(wide.names, labels[group_of]))
    origins.append([next(iter(group.columns.values())) for group in groups])
    for field in fields:
        own = [group.columns.get(field, -1) for group in groups]
        cells = np.full(len(at), None, dtype=object)
        for position, column in enumerate(own):
            mine = group_of == position
            if column >= 0:
                cells[mine] = _picked(grid, column, at[mine])
        columns.append(_below(field, cells))
        origins.append([column if column >= 0 else kept[0] for column in own])
    spot = _Spot(grid, header, at, group_of, origins)
    first = [grid.name_of(column) for column in kept]
    spans = [f"{grid.name_of(min(own))}–{grid.name_of(max(own))}" for own in origins[len(kept) :]]
    made = replace(
        grid,
        columns=columns,
        row_numbers=None,
        merged=(),
        names=[*first, *spans],
        placed=spot.place,
        number_format=lambda row, column: grid.number_format(*spot.of(row, column)),
        formulas_without_value=lambda: _moved(grid.formulas_without_value(), spot, len(at) + 1, len(columns)),
    )
    texts = tuple(str(column[0] or "") for column in columns)
    return Laid(
        made,
        Header((0,), texts, texts, has_agent=True, names=header.names, why=header.why),
        kept.index(agent),
        AgentRows(np.arange(1, len(at) + 1, dtype=np.intp), rows.accounts[source], ()),
    )


class _Spot(NamedTuple):
    """Where the cells of a lengthened sheet stand in the sheet as it is."""

    grid: Grid
    header: Header
    rows: Any
    groups: Any
    origins: list[list[int]]

    def of(self, row: int, column: int) -> tuple[int, int]:
        """Return the row and the column of a cell."""
        if row == 0:
            return self.header.rows[-1], self.origins[column][0]
        return int(self.rows[row - 1]), self.origins[column][int(self.groups[row - 1])]

    def place(self, row: int, column: int | None = None) -> Place:
        """Return the place of a cell."""
        return self.grid.place(*self.of(row, column or 0))


def _moved(cells: Iterable[tuple[int, int]], spot: _Spot, rows: int, columns: int) -> frozenset[tuple[int, int]]:
    there = set(cells)
    if not there:
        return frozenset()
    return frozenset((row, column) for row in range(1, rows) for column in range(columns) if spot.of(row, column) in there)


def _filled(grid: Grid, group: Group, rows: Any) -> list[bool]:
    found = np.zeros(len(rows), dtype=bool)
    for column in group.columns.values():
        found |= np.array([not is_empty(cell) for cell in _picked(grid, column, rows).tolist()], dtype=bool)
    return found.tolist()


def _picked(grid: Grid, column: int, rows: Any) -> Any:
    """Return cells of a column; a merged cell below the header holds for all its rows."""
    cells = np.array(grid.columns[column].tolist(), dtype=object)
    for top, left, bottom, right in grid.merged:
        if left == column == right:
            cells[top : bottom + 1] = [cells[top]] * (min(bottom + 1, len(cells)) - top)
    return cells[rows]


def _below(header: str, cells: Any) -> Any:
    column = np.empty(len(cells) + 1, dtype=object)
    column[0] = header
    column[1:] = cells
    return column


def said(groups: list[Group]) -> Words:
    """Say which columns became rows."""
    labels = listed([text_of(group.label) for group in groups], most=4)
    return Words(f"{len(groups)} 组列各成一行：{labels.zh}", f"{len(groups)} headings became rows: {labels.en}")

"""Whose the rows of a table are: every different name in it is read once, as names in files are; no row is loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.problems import Place
from csscore.read.columns import match, match_agents
from csscore.read.complete import cut_off
from csscore.read.frames import plain_cell
from csscore.read.grid import Grid
from csscore.read.header import Header
from csscore.read.inspection import ColumnReading, Reading, RowReading
from csscore.read.numbers import MOST_REFUSED
from csscore.read.source import SINGLY, WHY, no_agent, report_rows
from csscore.read.sumwords import says_sum
from csscore.read.tables import quoting
from csscore.read.tables.witnesses import TablePart
from csscore.read.texts import fold, is_nothing, is_words, text_of
from csscore.read.together import agents_of, whole_names
from csscore.read.totals import AgentRows, Dropped, is_summary, names_in, summaries
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csscore.problems import Problems
    from csscore.read.requirements import Requirements
    from csscore.read.tables.origin import Database, Origin

_NAMELESS: Final = "D241"
_TABLE = Words("表的列名", "the names of the table's columns")


class TableSource(NamedTuple):
    """A table with its header, before the names in it are read; as `csscore.read.source.Source` for files."""

    session: Database
    origin: Origin
    grid: Grid
    header: Header
    agents: dict[int, int]
    reading: Reading
    digest: str
    beside: Mapping[int, tuple[int, ...]]
    shop: int | None
    number: int | None
    is_report: bool = False

    def part(self, wanted: Requirements, problems: Problems, *, prefer: int | None = None) -> TablePart:
        """Return the rows in which each agent is met first."""
        agents = sorted(self.agents, key=lambda column: self.agents[column] != prefer)
        columns = match(self.header, wanted, problems, self.grid)
        shop = tuple(column for column in (self.shop, self.number) if column is not None)
        keys = tuple(dict.fromkeys([*agents, *(c for agent in agents for c in self.beside.get(agent, ())), *shop]))
        grid, counts = self._met(keys)
        rows = whole_names(grid, self.header, self._named(grid, agents), agents, self.beside, problems)
        left = self._left_out(grid, keys, agents[0], rows)
        report_rows(left.grid, agents[0], self.header.texts[agents[0]], left.rows, problems)
        if left.nameless > SINGLY:
            problems.add("D255", left.first, count=left.nameless)
        many = np.array([counts[row] for row in rows.rows.tolist()], dtype=np.int64)
        self.reading.rows = count = int(many.sum())
        limit = cut_off(self.origin.container, count + 1, count, ())
        if limit is not None:
            problems.add("D443", Place(self.origin.file), limit=limit)
        dropped = left.rows.dropped
        self.reading.left_out += [RowReading(left.grid.place(drop.row), drop.text, WHY[drop.code]) for drop in dropped]
        self.reading.columns = [ColumnReading(grid.name_of(column), text) for column, text in enumerate(self.header.texts)]
        self.reading.column(grid.name_of(agents[0])).is_agent = True
        for found in columns.values():
            column = self.reading.column(grid.name_of(found.column))
            column.names.append(found.name)
            column.unit = column.unit or wanted.columns[found.name].unit
        own = (grid, self.header, agents[0], columns, rows.rows, rows.accounts, self.reading, ())
        part = TablePart(*own, origin=replace(self.origin, named=left.named), keys=keys, many=many)
        return replace(part, beside=self.beside.get(agents[0], ()), shop=self.shop, number=self.number)

    def _met(self, keys: tuple[int, ...]) -> tuple[Grid, list[int]]:
        """Return the different names as a grid, in the order in which they are met, and how many rows have each."""
        cells = ", ".join(self.origin.fields[key].cell for key in keys)
        of = ", ".join(str(number + 1) for number in range(len(keys)))
        found = self.session.rows(f"SELECT {cells}, min({self.origin.row}), count(*) FROM {self.origin.relation} GROUP BY {of}")
        found.sort(key=lambda row: (row[-2], *map(str, row[:-2])))
        return self._grid(keys, [row[:-2] for row in found], [row[-2] for row in found]), [0, *(row[-1] for row in found)]

    def _grid(self, columns: tuple[int, ...], rows: list[tuple[Any, ...]], numbers: list[int]) -> Grid:
        """Return rows as a grid; of other columns only the header is there."""
        given = [np.full(len(rows) + 1, None, dtype=object) for _ in self.origin.fields]
        for at, position in enumerate(columns):
            given[position][1:] = [plain_cell(row[at]) for row in rows]
        for column, field in zip(given, self.origin.fields, strict=True):
            column[0] = field.header
        file, numbered = self.origin.file, [0, *numbers]
        return Grid(file, None, given, placed=lambda row, _: self.origin.place(numbered[row]))

    def _named(self, grid: Grid, agents: list[int]) -> AgentRows:
        """Return the rows with names of agents."""
        names_of = [names_in(grid, column, 1) for column in agents]
        names = names_of[0]
        for other in names_of[1:]:
            names = names.filled_from(other)
        dropped = {row: Dropped(row + 1, text, code) for each in names_of for row, text, code in summaries(each)}
        nameless = {row: Dropped(row + 1, "", _NAMELESS) for row, name in enumerate(names.tolist()) if name is None}
        rows = np.array([row for row in range(len(names)) if row not in dropped and row not in nameless], dtype=np.intp)
        elsewhere = sum(names_of[0][row] is None for row in rows.tolist()) if len(agents) > 1 else 0
        return AgentRows(rows + 1, names[rows], tuple((dropped | nameless).values()), elsewhere)

    def _left_out(self, grid: Grid, keys: tuple[int, ...], agent: int, named: AgentRows) -> _LeftOut:
        """Return the rows that name no agent, as far as they are told one by one; one that holds nothing else is none."""
        code = {drop.row: drop.code for drop in named.dropped}
        if not code:
            return _LeftOut(grid, AgentRows(named.rows, named.accounts, (), named.from_others))
        everything = tuple(range(len(self.origin.fields)))
        columns = {f"k{at}": ("VARCHAR", _texts(grid.columns[key][row] for row in code)) for at, key in enumerate(keys)}
        kept = self.session.kept({**columns, "code": ("VARCHAR", list(code.values()))})
        cells = [f"{field.cell} AS f{at}" for at, field in enumerate(self.origin.fields)]
        rows_of = f"SELECT {self.origin.row} AS r, {', '.join(cells)} FROM {self.origin.relation}"
        same = " AND ".join(f"CAST(f.f{key} AS VARCHAR) IS NOT DISTINCT FROM l.k{at}" for at, key in enumerate(keys))
        filled = " OR ".join(f"f.f{at} IS NOT NULL" for at in everything if at not in keys)
        source = f"FROM ({rows_of}) AS f JOIN {kept} AS l ON {same} WHERE (l.code <> '{_NAMELESS}' OR {filled or 'FALSE'})"
        ((nameless, first),) = self.session.rows(f"SELECT count(*) FILTER (WHERE l.code = '{_NAMELESS}'), min(f.r) {source}")
        only = f" AND l.code <> '{_NAMELESS}'" if nameless > SINGLY else ""
        shown_cells = ", ".join(f"f.f{at}" for at in everything)
        found = self.session.rows(f"SELECT l.code, f.r, {shown_cells} {source}{only} ORDER BY f.r LIMIT {MOST_REFUSED}")
        shown = self._grid(everything, [row[2:] for row in found], [row[1] for row in found])
        dropped = tuple(_dropped(shown, at, agent, row[0]) for at, row in enumerate(found, start=1))
        rows = AgentRows(named.rows, named.accounts, dropped, named.from_others)
        texts = [_texts(grid.columns[key][row] for key in keys) for row in code]
        return _LeftOut(shown, rows, nameless, self.origin.place(first or 0), self._none_of(keys, texts))

    def _none_of(self, keys: tuple[int, ...], names: list[list[str | None]]) -> str:
        """Return SQL of whether a row has none of some names."""
        cells = [f"CAST({self.origin.fields[key].cell} AS VARCHAR)" for key in keys]
        same = (
            " AND ".join(
                f"{cell} IS NULL" if text is None else f"coalesce({cell} = {quoting.literal(text)}, FALSE)"
                for cell, text in zip(cells, texts, strict=True)
            )
            for texts in names
        )
        return f"NOT ({' OR '.join(f'({one})' for one in same)})"


class _LeftOut(NamedTuple):
    """Rows that name no agent."""

    grid: Grid
    rows: AgentRows
    nameless: int = 0
    first: Place = Place()
    named: str = "TRUE"
    """SQL of whether a row is none of these."""


def _dropped(grid: Grid, row: int, agent: int, code: str) -> Dropped:
    """Return a row that names no agent, with what it may be found by."""
    if code != _NAMELESS:
        return Dropped(row, text_of(grid.columns[agent][row]), code)
    cells = grid.row(row)
    words = next((text_of(cell) for cell in cells if is_words(cell)), "")
    if is_summary(fold(words)) or says_sum(words):
        return Dropped(row, words, "D240")
    return Dropped(row, words or next((text_of(cell) for cell in cells if not is_nothing(cell)), ""), "D241")


def _texts(cells: Iterable[Any]) -> list[str | None]:
    return [None if cell is None else str(cell) for cell in cells]


def source_of(
    session: Database, origin: Origin, wanted: Requirements, problems: Problems, reading: Reading
) -> TableSource | None:
    """Return a table as a source; None after D230."""
    texts = tuple(text_of(field.header) for field in origin.fields)
    header = Header((0,), texts, texts, has_agent=True, names=frozenset(), why=_TABLE)
    file = origin.file
    grid = Grid(file, None, [np.array([text, None], dtype=object) for text in texts], placed=lambda row, _: origin.place(row))
    reading.header_rows, reading.why_header = [1], header.why
    agents, beside = agents_of(header, wanted)
    if not agents:
        no_agent(grid, header, wanted, problems)
        return None
    shop = next(iter(match_agents(header, wanted.shop)), None)
    number = next(iter(match_agents(header, wanted.number)), None)
    return TableSource(session, origin, grid, header, agents, reading, reading.digest, beside, shop, number)

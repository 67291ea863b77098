"""Whose the rows of a table are: every different name in it is read once, as names in files are; no row is loaded."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.problems import Place
from csscore.read.columns import match, match_agents
from csscore.read.complete import cut_off
from csscore.read.frames import plain_cell
from csscore.read.grid import Grid, is_error
from csscore.read.header import Header
from csscore.read.imprint import imprints, is_imprint
from csscore.read.inspection import ColumnReading, Reading, RowReading
from csscore.read.numbers import MOST_REFUSED
from csscore.read.source import SINGLY, WHY, Source, no_agent, report_rivals, report_rows
from csscore.read.subtotals import tell_words
from csscore.read.sumwords import says_sum
from csscore.read.table import LARGE
from csscore.read.tables import quoting
from csscore.read.tables.part import TablePart
from csscore.read.texts import fold, is_nothing, is_words, text_of
from csscore.read.together import agents_of, whole_names
from csscore.read.totals import AgentRows, Dropped, is_summary, names_in, summaries
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from csscore.problems import Problems
    from csscore.read.distinct import Distinct
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
    few: Callable[[], bool]
    """Tells whether all tables of the input together have so few rows that each may be looked at."""
    is_report: bool = False

    @property
    def rows(self) -> int:
        """Return how many rows the table has, as far as it matters whether they are few."""
        ((count,),) = self.session.rows(f"SELECT count(*) FROM (SELECT 1 FROM {self.origin.relation} LIMIT {LARGE + 1}) AS few")
        return int(count)

    def part(self, wanted: Requirements, problems: Problems, *, prefer: int | None = None) -> TablePart:
        """Return the rows of agents where they are few, else those in which each agent is met first."""
        is_here = self.few() and all(field.is_kept for field in self.origin.fields)
        if is_here and self.origin.is_ordered:
            return self._looked_at(wanted, problems, prefer)
        agents = sorted(self.agents, key=lambda column: self.agents[column] != prefer)
        columns = match(self.header, wanted, problems, self.grid)
        keys = self._keys(agents)
        grid, numbers, counts = self._everything() if is_here else self._met(keys)
        named = self._named(grid, agents)
        tell_words(named.accounts, [grid.place(row) for row in named.rows.tolist()], problems)
        rows = whole_names(grid, self.header, named, agents, self.beside, problems)
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
        origin = replace(self.origin, named=left.named)
        here = tuple(numbers[row] for row in rows.rows.tolist()) if is_here else None
        part = TablePart(*own, origin=origin, keys=keys, many=many, session=self.session, rows_here=here)
        return replace(part, beside=self.beside.get(agents[0], ()), shop=self.shop, number=self.number)

    def _looked_at(self, wanted: Requirements, problems: Problems, prefer: int | None) -> TablePart:
        """Return the rows of agents as those of a file are found, by what stands above, below and between them."""
        grid, all_numbers, _ = self._everything()
        source = Source(
            grid, self.header, self.agents, self.reading, self.digest, self.beside, self.shop, self.number, self.is_report
        )
        self.reading.columns = [ColumnReading(grid.name_of(column), text) for column, text in enumerate(self.header.texts)]
        part = source.part(wanted, problems, prefer=prefer)
        numbers = tuple(all_numbers[row] for row in part.rows.tolist())
        named = "TRUE"
        if len(numbers) < grid.height - 1:
            named = f"{self.origin.row} IN (SELECT r FROM {self.session.kept({'r': ('BIGINT', numbers)})})"
        own = {field.name: getattr(part, field.name) for field in fields(part)}
        origin, many = replace(self.origin, named=named), np.ones(len(numbers), dtype=np.int64)
        keys = self._keys([part.agent, *self.agents])
        return TablePart(**own, origin=origin, keys=keys, many=many, session=self.session, rows_here=numbers)

    def _keys(self, agents: Sequence[int]) -> tuple[int, ...]:
        """Return the columns by whose cells SQL tells whose a row is."""
        beside = (column for agent in agents for column in self.beside.get(agent, ()))
        return tuple(dict.fromkeys([*agents, *beside, *(one for one in (self.shop, self.number) if one is not None)]))

    def _everything(self) -> tuple[Grid, list[int], list[int]]:
        """Return all rows with all their cells as a grid, their numbers, and that each is one."""
        cells = ", ".join(f"{field.cell} AS f{at}" for at, field in enumerate(self.origin.fields))
        shown = ", ".join(f"f{at}" for at in range(len(self.origin.fields)))
        rows_of = f"SELECT {self.origin.row} AS r, {cells} FROM {self.origin.relation}"
        found = self.session.rows(f"SELECT r + 0 AS n, {shown} FROM ({rows_of}) AS f ORDER BY n")
        return self._numbered(tuple(range(len(self.origin.fields))), [(*row, number, 1) for number, *row in found])

    def _met(self, keys: tuple[int, ...]) -> tuple[Grid, list[int], list[int]]:
        """Return the different names as a grid, in the order in which they are met, where, and how many rows have each."""
        cells = ", ".join(self.origin.fields[key].cell for key in keys)
        of = ", ".join(str(number + 1) for number in range(len(keys)))
        found = self.session.rows(f"SELECT {cells}, min({self.origin.row}), count(*) FROM {self.origin.relation} GROUP BY {of}")
        found.sort(key=lambda row: (row[-2], *map(str, row[:-2])))
        return self._numbered(keys, found)

    def _numbered(self, columns: tuple[int, ...], rows: list[tuple[Any, ...]]) -> tuple[Grid, list[int], list[int]]:
        """Return rows of cells, a number and a count as a grid, numbers and counts, those of the header first."""
        numbers, counts = [row[-2] for row in rows], [row[-1] for row in rows]
        return self._grid(columns, [row[:-2] for row in rows], numbers), [0, *numbers], [0, *counts]

    def _grid(self, columns: tuple[int, ...], rows: list[tuple[Any, ...]], numbers: list[int]) -> Grid:
        """Return rows as a grid; of other columns only the header is there."""
        given = [np.full(len(rows) + 1, None, dtype=object) for _ in self.origin.fields]
        for at, position in enumerate(columns):
            given[position][1:] = [plain_cell(row[at]) for row in rows]
        for column, field in zip(given, self.origin.fields, strict=True):
            column[0] = field.header
        file, numbered = self.origin.file, [0, *numbers]
        is_text = self.origin.text is not None
        return Grid(file, None, given, is_text=is_text, placed=lambda row, at: self.origin.place(numbered[row], at or 0))

    def _named(self, grid: Grid, agents: list[int]) -> AgentRows:
        """Return the rows with names of agents."""
        names_of = [names_in(grid, column, 1) for column in agents]
        names = names_of[0]
        for other in names_of[1:]:
            names = names.filled_from(other)
        dropped = {row: Dropped(row + 1, text, code) for each in names_of for row, text, code in summaries(each)}
        dropped |= {row: Dropped(row + 1, str(names[row]), "D242") for row in self._imprints(grid, agents[0], names)}
        nameless = {row: Dropped(row + 1, "", _NAMELESS) for row, name in enumerate(names.tolist()) if name is None}
        rows = np.array([row for row in range(len(names)) if row not in dropped and row not in nameless], dtype=np.intp)
        elsewhere = sum(names_of[0][row] is None for row in rows.tolist()) if len(agents) > 1 else 0
        return AgentRows(rows + 1, names[rows], tuple((dropped | nameless).values()), elsewhere)

    def _imprints(self, grid: Grid, agent: int, names: Distinct) -> list[int]:
        """Return the rows of names that are what a print says of itself, where no row of theirs holds anything else."""
        found = [row for row in imprints(names) if is_imprint(grid.row(row + 1))]
        fields, cell = self.origin.fields, f"CAST({self.origin.fields[agent].cell} AS VARCHAR)"
        others = [field.cell for at, field in enumerate(fields) if at != agent]
        if not found or not others:
            return found
        said = ", ".join(quoting.literal(text) for text in _texts(grid.columns[agent][row + 1] for row in found) if text)
        filled = " OR ".join(f"{other} IS NOT NULL" for other in others)
        source = f"FROM {self.origin.relation} WHERE {cell} IN ({said}) AND ({filled})"
        people = {text for (text,) in self.session.rows(f"SELECT DISTINCT {cell} {source}")}
        return [row for row in found if str(grid.columns[agent][row + 1]) not in people]

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
    if is_error(cells[agent]):
        return Dropped(row, str(cells[agent]), "D246")
    words = next((text_of(cell) for cell in cells if is_words(cell)), "")
    if is_summary(fold(words)) or says_sum(words):
        return Dropped(row, words, "D240")
    return Dropped(row, words or next((text_of(cell) for cell in cells if not is_nothing(cell)), ""), "D241")


def _texts(cells: Iterable[Any]) -> list[str | None]:
    return [None if cell is None else str(cell) for cell in cells]


def source_of(
    session: Database, origin: Origin, wanted: Requirements, problems: Problems, reading: Reading, *, few: Callable[[], bool]
) -> TableSource | None:
    """Return a table as a source; None after D230."""
    texts = tuple(text_of(field.header) for field in origin.fields)
    header = Header((0,), texts, texts, has_agent=True, names=frozenset(), why=_TABLE)
    file = origin.file
    grid = Grid(
        file, None, [np.array([text, None], dtype=object) for text in texts], placed=lambda row, at: origin.place(row, at or 0)
    )
    reading.header_rows, reading.why_header = [1], header.why
    agents, beside = agents_of(header, wanted)
    report_rivals(grid, header, agents, wanted, problems)
    if not agents:
        no_agent(grid, header, wanted, problems)
        return None
    shop = next(iter(match_agents(header, wanted.shop)), None)
    number = next(iter(match_agents(header, wanted.number)), None)
    return TableSource(session, origin, grid, header, agents, reading, reading.digest, beside, shop, number, few)

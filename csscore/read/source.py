"""One file of an input: from its path to the rows of agents in it, with a record of how; it joins nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from csscore.problems import Place, Problems
from csscore.read.address import SIGN, address, is_elsewhere
from csscore.read.columns import match, match_agents, nearest, report_rival
from csscore.read.complete import cut_off
from csscore.read.container import book_of_frame, open_book
from csscore.read.dates import date_in_name
from csscore.read.guessing import are_agents_across, going_on
from csscore.read.inspection import ColumnReading, Reading, RowReading, SheetReading
from csscore.read.layout import (
    MOST_ROWS,
    agent_of_file,
    agents_across,
    check_lengthening,
    groups_of,
    is_long,
    lengthened,
    named_by_file,
    said,
    turned,
)
from csscore.read.part import Nameless, Part
from csscore.read.sheets import choose_sheets
from csscore.read.stacked import second_header
from csscore.read.subtotals import without_subtotals
from csscore.read.tables.choosing import is_database
from csscore.read.tables.loading import table_book
from csscore.read.texts import fold, is_empty, is_nothing, is_words, text_of
from csscore.read.together import agents_of, column_with, expected, listed_in_yaml, whole_names
from csscore.read.totals import agent_rows, is_summary
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from csscore.read.columns import Found
    from csscore.read.grid import Book, Grid
    from csscore.read.header import Header
    from csscore.read.layout import Group
    from csscore.read.requirements import Requirements, Wide
    from csscore.read.sheets import Asked, Choice
    from csscore.read.totals import AgentRows, Dropped

SINGLY = 50
"""Rows without an agent that are reported one by one; more are reported as a count."""
_NONE_KNOWN = Words(
    "没有，方案没写 agent，include 的文件里也没有；内置的在 columns.yaml 里",
    "none: neither the scheme nor what it includes names any; the built-in ones are in columns.yaml",
)
_LABELS = Words(
    "表头是日期、月份、季度、周、时点或数字的列", "columns that are called by a day, a month, a week, an hour or a number"
)
_AROUND = 200
"""Rows without an agent in which the limit of an export is looked for."""
_GLANCE = 50
"""Rows that are looked at to see whether a column holds words."""
WHY = {
    "D240": Words("汇总行", "summary row"),
    "D241": Words("没有客服", "no agent"),
    "D242": Words("说明文字", "note"),
    "D243": Words("重复的表头", "header again"),
    "D245": Words("客服单元格的公式没有结果", "the agent's cell is a formula without a value"),
    "D246": Words("客服单元格是错误值", "the agent's cell is an error value"),
}


class Source(NamedTuple):
    """A file with its sheet and header, before its rows are told apart."""

    grid: Grid
    header: Header
    agents: dict[int, int]
    """Columns that may name the agent, each with its place in the order of preference."""
    reading: Reading
    digest: str
    beside: Mapping[int, tuple[int, ...]]
    """Columns that belong to the name in one of `agents`: the shop."""
    shop: int | None
    """The column that says in which shop an account is."""
    number: int | None
    """The column that has a number for each person."""
    is_report: bool

    def part(self, wanted: Requirements, problems: Problems, *, prefer: int | None = None) -> Part:
        """Return the rows of agents.

        Parameters
        ----------
        wanted
            What is asked of the file.
        problems
            Takes every row that is left out, and why.
        prefer
            The agent header to use if the file has several, by its place in the order of preference.
        """
        agents = sorted(self.agents, key=lambda column: self.agents[column] != prefer)
        wide = wanted.layout.wide
        groups = groups_of(self.grid, self.header, wide, wanted) if wide is not None and not is_long(self.header, wide) else []
        if wide is not None and not groups and not is_long(self.header, wide):
            rest = [text for position, text in enumerate(self.header.texts) if text and position not in self.agents]
            sought = listed(wide.columns) if wide.columns else _LABELS
            place = self.grid.place(self.header.rows[-1])
            problems.add("D286", place, sought=sought, columns=f"[{', '.join(rest)}]")
        columns = match(self.header, wanted, problems if not groups else Problems(), self.grid)
        rows = agent_rows(self.grid, self.header, agents)
        below = second_header(self.grid, self.header, agents[0], columns.values(), wanted)
        if below is not None:
            texts = [text_of(cell) for cell in self.grid.row(below) if not is_nothing(cell)]
            problems.add("D257", self.grid.place(below, agents[0]), headers=listed(texts, most=4))
            rows = rows.above(below)
        if not groups:
            rows = without_subtotals(rows, self.grid, self.header, columns, wanted, problems)
        rows = whole_names(self.grid, self.header, rows, agents, self.beside, problems)
        report_rows(self.grid, agents[0], self.header.texts[agents[0]], rows, problems)
        around = [*self.reading.above, *(drop.text for drop in rows.dropped[:_AROUND])]
        limit = cut_off(self.reading.container, self.grid.height, len(rows.rows), around)
        if limit is not None:
            problems.add("D443", Place(self.grid.file, self.grid.sheet), limit=limit)
        self.reading.rows = len(rows.rows)
        self.reading.named_elsewhere = rows.from_others
        self.reading.left_out += [
            RowReading(self.grid.place(drop.row, agents[0]), drop.text, WHY[drop.code]) for drop in rows.dropped
        ]
        if wide is not None and groups:
            return self._lengthened(wanted, problems, agents[0], rows, groups)
        nameless = tuple(Nameless(drop.row, drop.code == "D242") for drop in rows.dropped if self._names_nobody(drop, agents))
        self._read_as(self.grid, agents[0], columns, wanted)
        beside = self.beside.get(agents[0], ())
        for column in beside:
            self.reading.column(self.grid.name_of(column)).is_agent = True
        self._report_hidden(rows, columns, problems)
        part = Part(self.grid, self.header, agents[0], columns, rows.rows, rows.accounts, self.reading, nameless)
        return replace(part, beside=beside, shop=self.shop, number=self.number)

    def _report_hidden(self, rows: AgentRows, columns: dict[str, Found], problems: Problems) -> None:
        """Note that rows count, and columns are read, that the sheet does not show (D270, D271)."""
        grid = self.grid
        if grid.hidden:
            place, what = Place(grid.file, grid.sheet), Words("工作表", "sheet")
            problems.add("D271", place, what=what, name=grid.sheet or "")
        hidden = grid.hidden_parts()
        counted = [row for row in rows.rows.tolist() if row in hidden.rows] if hidden.rows else []
        if counted:
            agents = listed(list(dict.fromkeys(str(rows.accounts[i]) for i in np.flatnonzero(np.isin(rows.rows, counted)))))
            problems.add("D270", grid.place(counted[0]), count=len(counted), agents=agents)
        for found in {one.column: one for one in columns.values() if one.column in hidden.columns}.values():
            place, what = grid.place(self.header.rows[-1], found.column), Words("列", "column")
            problems.add("D271", place, group="column", what=what, name=found.header)

    def _lengthened(self, wanted: Requirements, problems: Problems, agent: int, rows: AgentRows, groups: list[Group]) -> Part:
        """Return the rows of agents of a sheet whose columns become rows."""
        check_lengthening(self.grid, self.header, rows, groups, wanted, problems)
        laid = lengthened(self.grid, self.header, agent, rows, groups, cast("Wide", wanted.layout.wide))
        columns = match(laid.header, wanted, problems, laid.grid)
        self.reading.rows = len(laid.rows.rows)
        self.reading.columns = _columns(laid.grid, laid.header)
        self._read_as(laid.grid, laid.agent, columns, wanted)
        for column in self.reading.columns[-1 - len(groups[0].columns) :]:
            column.decided.append(said(groups))
        return Part(laid.grid, laid.header, laid.agent, columns, laid.rows.rows, laid.rows.accounts, self.reading)

    def _read_as(self, grid: Grid, agent: int, columns: dict[str, Found], wanted: Requirements) -> None:
        """Note what each column is."""
        for column in self.reading.columns:
            column.is_agent = column.letters == grid.name_of(agent)
        for found in columns.values():
            column = self.reading.column(grid.name_of(found.column))
            column.names.append(found.name)
            column.unit = column.unit or wanted.columns[found.name].unit

    def _names_nobody(self, drop: Dropped, agents: list[int]) -> bool:
        """Tell whether a row was left out because nobody is named in it, and not as a summary."""
        if drop.code not in {"D240", "D241", "D242"} or is_summary(fold(drop.text)):
            return False
        cells = self.grid.row(drop.row)
        return all(is_nothing(cells[agent]) for agent in agents)


def open_sources(
    file: str | pd.DataFrame,
    wanted: Requirements,
    problems: Problems,
    readings: list[Reading],
    *,
    asked: Asked,
    encoding: str | None = None,
    among: bool = False,
) -> list[Source]:
    """Open a file, choose its sheets and find their headers; what can't be used was recorded as a problem.

    Parameters
    ----------
    file
        A path, with a sheet behind it or not (``FILE#SHEET``), or a frame.
    wanted
        What is asked of it.
    problems
        Takes what is wrong with the file, and D230 where no column names the agent.
    readings
        Takes the record of how each sheet was read, as far as that went.
    asked, encoding
        What the user says about the file.
    among
        Whether there are others beside it, so that a report of csscore is refused (D440).
    """
    if isinstance(file, str) and (is_database(file) or is_elsewhere(file)):
        book = table_book(file, problems)
    elif isinstance(file, str):
        path, sheets = address(file)
        asked = asked._replace(sheets=sheets, by_option=False) if sheets else asked
        book = open_book(path, problems, encoding=encoding)
    else:
        book = book_of_frame(file)
    if book is None:
        return []
    if not asked.by_option and asked.sheets and all(grid.sheet is None for grid in book.sheets):
        problems.add("U274", Place(book.file), sheet=SIGN.join(("", *asked.sheets)))
    if among and book.is_report:
        problems.add("D440", Place(book.file))
        return []
    if wanted.layout.across:
        for grid in book.sheets:
            if grid.height > MOST_ROWS:
                problems.add("D287", Place(book.file, grid.sheet), rows=grid.height, bound=MOST_ROWS)
                return []
        book.sheets = [turned(grid) for grid in book.sheets]
    if wanted.layout.by_file:
        book.sheets = [named_by_file(grid) if grid.height else grid for grid in book.sheets]
    choices = choose_sheets(book, wanted, asked, problems)
    taken = [choice.grid for choice in choices]
    if not choices:
        readings.append(_reading(book, taken))
    sources = []
    for choice in choices:
        readings.append(_reading(book, taken))
        source = _source(book, choice, wanted, problems, readings[-1], asked)
        if source is not None:
            sources.append(source)
    return sources


def _reading(book: Book, taken: list[Grid]) -> Reading:
    reading = Reading(book.file, book.container, book.encoding, book.delimiter, book.digest, _sheets(book, taken))
    reading.date_in_name = date_in_name(PurePath(book.file).name)
    return reading


def _source(
    book: Book, choice: Choice, wanted: Requirements, problems: Problems, reading: Reading, asked: Asked
) -> Source | None:
    """Return a sheet that was taken as a source; None after D230 or D238."""
    grid, header = choice.grid, choice.header
    reading.sheet, reading.why_sheet = grid.sheet, choice.why
    if header is None:
        names = [other.sheet or "" for other in book.sheets if other.height and other is not grid] or [grid.sheet or ""]
        problems.add("D238", Place(grid.file, grid.sheet), how=asked.naming(book, names[0]))
        return None
    agents, beside = agents_of(header, wanted)
    if not agents and wanted.layout.across:
        header, agents = agents_across(grid, header, wanted)
    if wanted.layout.by_file:
        (header, agents), beside = agent_of_file(grid, header), {}
    _record_header(reading, grid, header)
    if agents and wanted.layout.header_rows is None:
        more = going_on(grid, header, agents)
        if more:
            texts = listed([text_of(cell) for cell in grid.row(more[0]) if not is_empty(cell)], most=4)
            problems.add("D285", grid.place(more[0]), texts=texts, rows=len(header.rows) + len(more))
            return None
    report_rivals(grid, header, agents, wanted, problems)
    if not agents:
        if not wanted.layout.across and are_agents_across(grid, wanted):
            problems.add("D290", grid.place(header.rows[-1]))
            return None
        no_agent(grid, header, wanted, problems)
        return None
    shop = next(iter(match_agents(header, wanted.shop)), None)
    number = next(iter(match_agents(header, wanted.number)), None)
    return Source(grid, header, agents, reading, book.digest, beside, shop, number, book.is_report)


def report_rivals(grid: Grid, header: Header, agents: Mapping[int, int], wanted: Requirements, problems: Problems) -> None:
    """Say where another dictionary would have taken the agent from another column (D357)."""
    for rival in wanted.rivals if agents else ():
        taken = next(iter(agents))
        other = next(iter(match_agents(header, rival)), taken)
        if other != taken:
            report_rival("agent", taken, other, header, grid, problems)


def no_agent(grid: Grid, header: Header, wanted: Requirements, problems: Problems) -> None:
    """Say that no column names the agent (D230)."""
    shown = [text for text in header.texts if text]
    held = column_with(wanted.known, grid, header)
    near = [held] if held is not None else nearest(wanted.agent, _of_words(grid, header))
    close = listed_in_yaml(wanted.kept, near[0]) if near else Words("表头", "header")
    place = grid.place(header.rows[-1])
    known = listed(expected(wanted)) if wanted.agent else _NONE_KNOWN
    problems.add("D230", place, expected=known, headers=listed(shown, most=40), nearest=close)


def _of_words(grid: Grid, header: Header) -> list[str]:
    """Return the headers of columns that hold words: a column of numbers names nobody."""
    found = []
    for column, text in enumerate(header.texts):
        cells = [cell for cell in grid.columns[column][header.first_row :][:_GLANCE].tolist() if not is_nothing(cell)]
        if text and sum(map(is_words, cells)) * 2 > len(cells):
            found.append(text)
    return found


def _sheets(book: Book, taken: list[Grid]) -> list[SheetReading]:
    return [SheetReading(grid.sheet, grid.height, grid.hidden, any(grid is one for one in taken)) for grid in book.sheets]


def _record_header(reading: Reading, grid: Grid, header: Header) -> None:
    numbers = grid.row_numbers
    reading.header_rows = [int(numbers[row]) if numbers is not None else row + 1 for row in header.rows]
    reading.across = grid.placed is not None
    reading.why_header = header.why
    above = (grid.row(row) for row in range(header.rows[0]))
    texts = (" ".join(text_of(cell) for cell in cells if not is_empty(cell)) for cells in above)
    reading.above = [text for text in texts if text]
    reading.columns = _columns(grid, header)


def _columns(grid: Grid, header: Header) -> list[ColumnReading]:
    return [ColumnReading(grid.name_of(column), text) for column, text in enumerate(header.texts) if text]


def report_rows(grid: Grid, agent: int, header: str, rows: AgentRows, problems: Problems) -> None:
    """Report the rows that are left out."""
    nameless = [drop for drop in rows.dropped if drop.code == "D241"]
    singly = [drop for drop in rows.dropped if drop.code != "D241" or len(nameless) <= SINGLY]
    for drop in singly:
        sign = text_of(grid.columns[agent][drop.row]) if drop.code == "D241" else ""
        code = "D258" if sign.isalpha() and is_nothing(sign) else drop.code  # a word, such as None
        problems.add(code, grid.place(drop.row, agent), text=drop.text, column=header, sign=sign)
    if len(nameless) > SINGLY:
        problems.add("D255", grid.place(nameless[0].row, agent), count=len(nameless))

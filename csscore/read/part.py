"""The part of a table that one file gives: its columns as numbers, texts or days, with what was wrong; it reports nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.problems import Problem
from csscore.read.currencies import in_format, in_header
from csscore.read.dates import dates
from csscore.read.grammar import is_blank, shown
from csscore.read.grid import is_error
from csscore.read.identifiers import days_among, first_texts, spoilt
from csscore.read.imprint import no_names
from csscore.read.marks import mark_of
from csscore.read.numbers import numbers
from csscore.read.own import is_result
from csscore.read.requirements import DAY
from csscore.read.texts import said_in
from csscore.read.totals import accounts_of
from csscore.read.units import TIMES, counted_in, is_least
from csscore.words import Words, listed
from csscore.zones import zone as zone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from numpy.typing import NDArray

    from csscore.problems import Place
    from csscore.read.columns import Found
    from csscore.read.currencies import Codes
    from csscore.read.distinct import Distinct
    from csscore.read.grid import Grid
    from csscore.read.header import Header
    from csscore.read.inspection import Reading
    from csscore.read.marks import Mark
    from csscore.read.numbers import Numbers, Refusal, Remark
    from csscore.read.requirements import Column, Unit
    from csscore.read.units import HeaderUnit


class Finding(NamedTuple):
    """A problem in a column: the row it is in, counted from the part's first, or None for the column as a whole."""

    row: int | None
    problem: Problem


class Sign(NamedTuple):
    """The sign of a currency in a column: in a cell, in the format of one, or in the header."""

    codes: Codes
    """What it may stand for, the likeliest first."""
    place: Place
    text: str
    """The cell or the header that bears it."""
    header: str


class Values(NamedTuple):
    """A column that was read, with what was found."""

    values: NDArray[Any]
    found: tuple[Finding, ...]
    signs: tuple[Sign, ...] = ()
    """The different signs of currencies in it."""


class Nameless(NamedTuple):
    """A row that holds something and names nobody."""

    row: int
    """Position in the grid."""
    note: bool
    """Whether it was taken for a footnote, for it is below the data and has a few words only."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One file of an input: the rows of agents in its sheet."""

    grid: Grid
    header: Header
    agent: int
    """Position of the agent column."""
    columns: dict[str, Found]
    rows: NDArray[np.intp]
    """Positions in the grid, ascending; shape (rows,)."""
    accounts: Distinct
    """The account or name in each row."""
    reading: Reading
    nameless: tuple[Nameless, ...] = ()
    """Rows that hold something and name nobody."""
    beside: tuple[int, ...] = ()
    """Columns that name the agent together with the agent column."""
    shop: int | None = None
    """The column that says in which shop an account is."""
    number: int | None = None
    """The column that has a number for each person."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_here(self) -> bool:
        """Tell whether its cells are in memory, not where they lie."""
        return True

    def place(self, row: int, name: str | None = None) -> Place:
        """Return the place of a row's cell; of its name where the file has no such column."""
        found = self.columns.get(name) if name is not None else None
        return self.grid.place(int(self.rows[row]), found.column if found is not None else self.agent)

    def cells(self, name: str) -> Any:
        """Return the cells of a column in the rows of agents."""
        return self.cells_at(self.columns[name].column)

    def cells_at(self, position: int) -> Any:
        """Return the cells of a column of the grid in the rows of agents."""
        column = self.grid.columns[position]
        if len(self.rows) and len(self.rows) == self.rows[-1] - self.rows[0] + 1:
            rows: Any = slice(int(self.rows[0]), int(self.rows[-1]) + 1)
        else:
            rows = self.rows
        return column[rows]

    def different(self, position: int) -> Iterable[tuple[str, Place]]:
        """Yield the different texts of a column of the grid, each with the place where it is first."""
        for row, text in accounts_of(self.cells_at(position)).firsts():
            if text is not None:
                yield str(text), self.grid.place(int(self.rows[row]), position)

    def said_of(self, position: int, who: NDArray[np.intp]) -> Iterable[tuple[int, str | None]]:
        """Yield what a column of the grid says of each person, each text once; ``who`` is the person of each row."""
        texts = said_in(self.cells_at(position))
        _, rows = np.unique(who * len(texts.cells) + texts.codes, return_index=True)
        yield from ((int(who[row]), texts[row]) for row in rows.tolist())

    def texts(self, name: str) -> Values:
        """Read a column as texts (None for nothing); a merged cell holds for all its rows."""
        cells = self._spread(name)
        texts = said_in(cells)
        found = [
            *(self._finding("D246", name, row, text=cells[row]) for row in self._errors(cells, texts)),
            *self._without_value(name, cells),
            *self.spoilt(self.columns[name].column, cells, texts),
        ]
        return Values(texts.spread(texts.cells), tuple(found))

    def days(self, name: str, zone: str | None = None, span: tuple[date, date] | None = None) -> Values:
        """Read a column as days (datetime64[D]), of a zone if one is stated; a merged cell holds for all its rows.

        Days that say no year are those among the ones that are given: told, but of the column that dates the rows.
        """
        cells = self._spread(name)
        read = dates(cells, zone=None if zone is None else zone_of(zone), span=span)
        remarks = [*read.remarks, *([read.yearless] if read.yearless is not None and name != DAY else [])]
        found = [*self._without_value(name, cells), *self._reported(name, read.refused, remarks)]
        return Values(read.values, tuple(found))

    def numbers(self, name: str, unit: Unit, column: Column | None, who: NDArray[np.intp]) -> Values:
        """Read a column as numbers.

        Parameters
        ----------
        name, unit
            The column and what its numbers are.
        column
            Its declaration, where the scheme has one.
        who
            The person of each row: a merged cell counts once, and only for one person.
        """
        cells, where = self.cells(name), self.columns[name]
        own = is_result(self.header.texts)
        counted, doubts = self._counted(name, unit, column)

        def read_with(mark: Mark | None) -> Numbers:
            return numbers(
                cells,
                unit=unit,
                scale="fraction" if own else column.scale if column is not None else None,
                header_unit=None if own else counted,
                mark=mark,
                number_format=lambda row: self.grid.number_format(int(self.rows[row]), where.column),
            )

        read = read_with(column.decimal if column is not None else None)
        if read.open_mark is not None:
            at, mark = read.open_mark, self.mark()
            if mark == "comma":
                read = read_with(mark)
            elif mark is None and self._asks(shown(cells[at]), unit):
                doubts += self._open(name, at, cells)
        self._decided(name, read, _OWN if own else None)
        values = read.values if column is None or column.blank != "0" else self._with_zeros(name, cells, read.values)
        found = [
            *doubts,
            *self._merged(name, who),
            *self._without_value(name, cells),
            *self._reported(name, read.refused, read.remarks),
        ]
        return Values(values, tuple(found), self._signs(name, unit, read, cells))

    def mark(self) -> Mark | None:
        """Return the decimal mark that the columns of the sheet prove."""
        return mark_of(self.grid, self.header.first_row)

    def _with_zeros(self, name: str, cells: Any, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return numbers with 0 where the cell is empty; what a merged cell covers is not, nor is what is not known yet."""
        covered = {row for _, start, end in self._merges(name) for row in range(start + 1, end)}
        empty = [row for row in np.flatnonzero(np.isnan(values)).tolist() if row not in covered and is_blank(cells[row])]
        filled = values.copy()
        filled[empty] = 0.0
        return filled

    def _counted(self, name: str, unit: Unit, column: Column | None) -> tuple[HeaderUnit | None, list[Finding]]:
        """Return what the bare numbers of a column count, by declaration or header, and what is wrong or odd about that."""
        header, declared = self.columns[name].header, column.counted_in if column is not None else None
        named = counted_in(header, unit)
        if named == "min" and is_least(header, self.header.texts):
            finding = self._about(name, "D273")
            return declared, [finding] if declared is None and unit == "seconds" else []
        if declared is None or unit != "seconds":
            return named, []
        if named in TIMES and named != declared:
            names = {"unit": _SETTINGS[declared], "named": _CALLED[named]}
            return declared, [self._about(name, "D266", **names)]
        return declared, []

    def _asks(self, text: str, unit: Unit) -> bool:
        """Tell whether a file leaves open what a text such as 1.000 or 1,000 is.

        Where commas part the cells, a comma inside one groups digits, and a point is a decimal one but for money and counts.
        """
        if "," in text:
            return self.reading.delimiter == ";"
        return self.reading.delimiter != "," or unit in {"money", "count"}

    def _open(self, name: str, row: int, cells: Any) -> list[Finding]:
        """Return the question which number a cell is."""
        text = shown(cells[row])
        bare = text.replace(",", ".")
        return [self._finding("D261", name, row, text=text, less=bare, more=bare.replace(".", ""))]

    def _signs(self, name: str, unit: Unit, read: Numbers, cells: Any) -> tuple[Sign, ...]:
        """Return the different signs of currencies in a column: of its cells, their formats, the header."""
        where = self.columns[name]
        if unit not in {"money", "number"} or read.kind != "plain":
            return ()
        found = [Sign(codes, self.place(row, name), shown(cells[row]), where.header) for row, codes in read.currencies]
        named = in_header(where.header)
        if named:
            found.append(Sign(named, self.grid.place(self.header.rows[-1], where.column), where.header, where.header))
        known = {sign.codes for sign in found}
        if unit == "money" and not self.grid.is_text:
            for row, cell in enumerate(cells):
                codes = (
                    in_format(self.grid.number_format(int(self.rows[row]), where.column) or "") if type(cell) in _NUMERIC else ()
                )
                if codes and codes not in known:
                    known.add(codes)
                    found.append(Sign(codes, self.place(row, name), shown(cell), where.header))
        return tuple(found)

    def _about(self, name: str, code: str, **details: object) -> Finding:
        """Return a problem of a column as a whole, at its header."""
        where = self.columns[name]
        place = self.grid.place(self.header.rows[-1], where.column)
        return Finding(None, Problem(code, place, where.header, {"column": where.header, "name": name, **details}))

    def _finding(self, code: str, name: str, row: int, **details: object) -> Finding:
        where = self.columns[name]
        place = self.grid.place(int(self.rows[row]), where.column)
        known = {"agent": self.accounts[row], "column": where.header, "name": name}
        return Finding(row, Problem(code, place, where.header, {**known, **details}))

    def _reported(self, name: str, refused: Iterable[Refusal], remarks: Iterable[Remark]) -> Iterable[Finding]:
        where = self.columns[name]
        for refusal in refused:
            yield self._finding(refusal.code, name, refusal.position, **refusal.details)
        for remark in remarks:
            row = self.header.rows[-1] if remark.position is None else int(self.rows[remark.position])
            details = {"column": where.header, "name": name, **remark.details}
            yield Finding(None, Problem(remark.code, self.grid.place(row, where.column), where.header, details))

    def _without_value(self, name: str, cells: Any) -> Iterable[Finding]:
        """Find formulas whose value the file lacks; the file is asked only where cells are empty."""
        empty = self._where(cells, lambda cell: cell is None)
        formulas = self.grid.formulas_without_value() if empty else frozenset()
        for row in empty if formulas else ():
            if (int(self.rows[row]), self.columns[name].column) in formulas:
                yield self._finding("D245", name, row)

    def _where(self, cells: Any, test: Callable[[Any], bool]) -> list[int]:
        """Return the rows whose cells pass a test that no cell of a text file passes."""
        return [] if self.grid.is_text else [row for row, cell in enumerate(cells.tolist()) if test(cell)]

    def spoilt_names(self) -> Iterable[Finding]:
        """Find names of agents that have lost digits, or are none."""
        for column in (self.agent, *self.beside):
            cells = self.cells_at(column)
            texts = said_in(cells) if self.beside else self.accounts
            yield from self.spoilt(column, cells, texts)
            for row in days_among(cells, texts):
                details = {"text": texts[row], "column": self.header.texts[column]}
                place = self.grid.place(int(self.rows[row]), column)
                yield Finding(row, Problem("D524", place, self.header.texts[column], details))
        for row, what in no_names(self.accounts).items():
            details = {"text": self.accounts[row], "column": self.header.texts[self.agent], "what": what}
            yield Finding(row, Problem("D570", self.place(row), self.header.texts[self.agent], details))

    def spoilt(self, column: int, cells: Any, texts: Distinct) -> Iterable[Finding]:
        """Find identifiers of a column that have lost digits at their end (D247) or their leading zeros (D316)."""
        found, header = spoilt(cells, texts), self.header.texts[column]
        for row in found.ends:
            details = {"agent": self.accounts[row], "column": header, "text": texts[row]}
            yield Finding(row, Problem("D247", self.grid.place(int(self.rows[row]), column), header, details))
        if found.begins:
            short = listed(first_texts(texts, found.begins))
            details = {"column": header, "texts": short, "whole": found.whole}
            yield Finding(
                found.begins[0], Problem("D316", self.grid.place(int(self.rows[found.begins[0]]), column), header, details)
            )

    def _errors(self, cells: Any, texts: Distinct) -> list[int]:
        """Return the rows whose cells are error values; a text file has their words."""
        return texts.rows(is_error).tolist() if self.grid.is_text else self._where(cells, is_error)

    def _merges(self, name: str) -> Iterable[tuple[int, int, int]]:
        """Return the merged ranges over several rows of a column: the grid's first row, and the rows [from, to) of agents."""
        position = self.columns[name].column
        for top, left, bottom, right in self.grid.merged:
            if left <= position <= right and bottom > top >= self.header.first_row:
                start, end = np.searchsorted(self.rows, (top, bottom + 1))
                yield top, int(start), int(end)

    def _spread(self, name: str) -> Any:
        """Return the cells with merged ones in all their rows."""
        cells = self.cells(name)
        column = self.grid.columns[self.columns[name].column]
        for top, start, end in self._merges(name):
            cells = cells.copy() if cells.base is not None else cells
            cells[start:end] = column[top]
        return cells

    def _merged(self, name: str, who: NDArray[np.intp]) -> Iterable[Finding]:
        """Find numbers that are merged over several people."""
        where = self.columns[name]
        for top, start, end in self._merges(name):
            count = len(set(who[start:end].tolist()))
            if count > 1:
                place, last = self.grid.place(top, where.column), self.grid.place(int(self.rows[end - 1]), where.column)
                details = {"cells": f"{place.cell}:{last.cell}", "column": where.header, "count": count}
                problem = Problem("D244", place, where.header, details)
                yield from (Finding(row, problem) for row in range(start, end))

    def _decided(self, name: str, read: Numbers, reason: Words | None) -> None:
        """Add to the reading what was decided about a column of numbers, for a reason of the file's or of the column's."""
        words = _KINDS.get(read.kind)
        if read.kind == "duration":
            words = _COUNTED.get(read.counted or "", words)
        if read.scale is not None and read.decided_by in _REASONS:
            meaning, reason = _SCALES[read.scale], reason or _REASONS[read.decided_by]
            words = Words(f"{meaning.zh}（{reason.zh}）", f"{meaning.en} ({reason.en})")
        elif read.decided_by == "format":
            words = Words("百分数（单元格是百分比格式）", "percentages (the cells have a percent format)")
        decided = self.reading.column(self.grid.name_of(self.columns[name].column)).decided
        if words is not None and words not in decided:
            decided.append(words)


_KINDS = {
    "percent": Words("百分数，带 %", "percentages, with %"),
    "duration": Words("时长，按秒计", "durations, in seconds"),
}
_NUMERIC = (int, float)
_SETTINGS = {"ms": "ms", "min": "minutes", "h": "hours", "d": "days"}
_CALLED = {
    "us": Words("微秒", "microseconds"),
    "ms": Words("毫秒", "milliseconds"),
    "s": Words("秒", "seconds"),
    "min": Words("分钟", "minutes"),
    "h": Words("小时", "hours"),
    "d": Words("天", "days"),
}
_COUNTED = {
    "us": Words("时长，单位是微秒：按秒计", "durations, in microseconds: taken as seconds"),
    "ms": Words("时长，单位是毫秒：数 ÷1000，按秒计", "durations, in milliseconds: taken as seconds, ÷ 1000"),
    "min": Words("时长，单位是分钟：数 ×60，按秒计", "durations, in minutes: taken as seconds, × 60"),
    "h": Words("时长，单位是小时：数 ×3600，按秒计", "durations, in hours: taken as seconds, × 3600"),
    "d": Words("时长，单位是天：数 ×86400，按秒计", "durations, in days: taken as seconds, × 86400"),
}
"""By the unit that the header names, or the scheme declares."""
_SCALES = {
    "fraction": Words("0.45 读作 45%", "0.45 is read as 45 %"),
    "percent": Words("45 读作 45%", "45 is read as 45 %"),
}
_OWN = Words("csscore 写的结果", "a result that csscore wrote")
_REASONS = {
    "scheme": Words("方案写明", "the scheme says so"),
    "header": Words("表头有 %", "the header has %"),
    "values": Words("按数值大小", "by the size of the numbers"),
}

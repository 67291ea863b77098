"""One input as a table: the rows of its files one below the other, columns read when asked for; it combines no rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.read.columns import match_agents
from csscore.read.part import Finding, Values
from csscore.read.repeats import Piece, overlapping, repeated, said
from csscore.read.requirements import DAY
from csscore.read.texts import text_of
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.problems import Place, Problems
    from csscore.read.part import Part, Sign
    from csscore.read.repeats import Repeat
    from csscore.read.requirements import Column, Requirements, Unit


LARGE = 50_000
"""Rows above which rows given twice are not searched for."""


class Table:
    """The rows of one input (the FILES, or one ``--with NAME``).

    Rows of several files stand one below the other: files are joined by their agents, and a column that a file lacks is
    missing in its rows.

    Parameters
    ----------
    parts
        The files.
    wanted
        What was asked of them.
    people
        Ids of all persons, ascending by code point.
    who
        For each row, the position of its person in ``people``; shape (rows,).
    problems
        Takes what is found when a column is read; only what is in the table's own rows.
    """

    def __init__(
        self, parts: Sequence[Part], wanted: Requirements, *, people: Texts, who: NDArray[np.intp], problems: Problems
    ) -> None:
        self._stack = _Stack(tuple(parts), wanted, people, who, problems)
        self._rows: NDArray[np.intp] | None = None
        self._under: tuple[Texts, NDArray[np.intp]] | None = None
        """Other ids of people, and each row's person among them."""

    def __len__(self) -> int:
        return len(self._stack.who if self._rows is None else self._rows)

    @property
    def who(self) -> NDArray[np.intp]:
        """Return for each row the position of its person in the ids of all people."""
        return self._picked(self._stack.who) if self._under is None else self._under[1]

    @cached_property
    def agents(self) -> Texts:
        """Return the person id of each row."""
        people = self._stack.people if self._under is None else self._under[0]
        ids: Texts = people[self.who]
        return ids

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the files."""
        return self._stack.parts

    @property
    def placed(self) -> NDArray[np.intp]:
        """Return for each row of the files the position of its person, -1 for a row that this table does not have."""
        found = np.full(len(self._stack.who), -1, dtype=np.intp)
        found[slice(None) if self._rows is None else self._rows] = self.who
        return found

    @property
    def ends(self) -> NDArray[np.intp]:
        """Return where the rows of each file end."""
        return self._stack.ends

    @property
    def zone(self) -> str | None:
        """Return the time zone whose days count."""
        return self._stack.wanted.zone

    @property
    def span(self) -> tuple[date, date] | None:
        """Return the days among which those are that say no year."""
        return self._stack.wanted.span

    def column(self, name: str) -> Column | None:
        """Return what is asked of a name."""
        return self._stack.wanted.columns.get(name)

    def has(self, name: str) -> bool:
        """Tell whether any of the files has a column for the name."""
        return any(name in part.columns for part in self._stack.parts)

    def names(self) -> list[str]:
        """Return the names that any of the files has a column for."""
        return list(dict.fromkeys(name for part in self._stack.parts for name in part.columns))

    def holds(self, name: str) -> NDArray[np.bool_]:
        """Tell for each row whether its file has a column for the name."""
        return self._picked(self._stack.holds(name))

    def unit(self, name: str) -> Unit | None:
        """Return the unit that the scheme or the dictionary declares for the name."""
        return self._stack.wanted.unit(name)

    def per(self, name: str) -> str | None:
        """Return whether the scheme or the dictionary says that it is a figure of the ``agent`` or of each ``row``."""
        return self._stack.wanted.per(name)

    def blank(self, name: str) -> str | None:
        """Return what the scheme says that an empty cell means: ``0``, or ``leave_out``."""
        return self._stack.wanted.blank(name)

    def numbers(self, name: str, unit: Unit | None = None) -> NDArray[np.float64]:
        """Return a column as canonical numbers in base units (currency units, fractions, seconds).

        Parameters
        ----------
        name
            A name; one that no file has is missing in every row.
        unit
            What the numbers are; by default the declared unit, or a plain number.

        Returns
        -------
        Shape (rows,); NaN is missing. A refused cell is NaN too, and recorded as an error.
        """
        return self._column(*self._as_numbers(name, unit))

    def keep(self, name: str) -> None:
        """Keep a column of numbers that was read elsewhere, of rows that are here, too; what is wrong with it has been said."""
        self._stack.column(*self._as_numbers(name))

    def _as_numbers(
        self, name: str, unit: Unit | None = None
    ) -> tuple[tuple[str, str], NDArray[Any], Callable[[Part, NDArray[np.intp]], Values]]:
        """Return what a column of numbers is kept as, what a file without it has, and how it is read."""
        known = unit or self.unit(name) or "number"
        kind: Unit = "number" if known in {"text", "date"} else known
        column = self._stack.wanted.columns.get(name)
        return (name, kind), np.array([], dtype=np.float64), lambda part, who: part.numbers(name, kind, column, who)

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a column as texts, None for nothing: identifiers as written, whole numbers without a point."""
        return self._column((name, "text"), np.array([], dtype=object), lambda part, _: part.texts(name))

    def dates(self, name: str = DAY) -> NDArray[np.datetime64]:
        """Return a column as days (datetime64[D]), NaT for nothing; by default the column that dates a row."""
        zone, span = self._stack.wanted.zone, self._stack.wanted.span
        return self._column((name, "date"), np.array([], dtype="datetime64[D]"), lambda part, _: part.days(name, zone, span))

    def days_as_read(self) -> NDArray[np.datetime64]:
        """Return the day of each row as far as it can be read, without a report; NaT elsewhere, in a file without days too."""
        zone, span = self._stack.wanted.zone, self._stack.wanted.span
        key, empty = (DAY, "date"), np.array([], dtype="datetime64[D]")
        column = self._stack.column(key, empty, lambda part, _: part.days(DAY, zone, span))
        days: NDArray[np.datetime64] = self._picked(column.values)
        return days

    def attribute(self, name: str) -> NDArray[np.object_]:
        """Return a text that belongs to the agent (岗位, 班次): rows of a file without the column take it from the others.

        Only an agent for whom the other files agree is filled in; D253 names those for whom they don't.
        """
        texts, lacking = self.texts(name), np.flatnonzero(~self.holds(name))
        if len(lacking) in (0, len(self)):
            return texts
        value, several = self._stack.one_text(name)
        texts, own = texts.copy(), self._picked(self._stack.who)[lacking]
        texts[lacking] = value[own]
        doubtful = sorted(set(own.tolist()) & several.keys())
        if doubtful:
            found = [f"{self._stack.people[person]} ({' / '.join(several[person])})" for person in doubtful]
            self._stack.problems.add("D253", group=name, name=name, agents=listed(found))
        return texts

    def place(self, row: int, name: str | None = None) -> Place:
        """Return where a cell is; without a name, or where the file lacks it, the cell that names the agent."""
        part, position = self._stack.find(row if self._rows is None else int(self._rows[row]))
        return part.place(position, name)

    def agent_header(self, row: int) -> str:
        """Return the header of the column that names the agent in a row."""
        part, _ = self._stack.find(row if self._rows is None else int(self._rows[row]))
        return part.header.texts[part.agent]

    def select(self, mask: NDArray[Any]) -> Table:
        """Return the table with some of its rows only: a boolean mask of shape (rows,), or positions."""
        chosen = np.flatnonzero(mask) if mask.dtype == bool else mask
        other = object.__new__(Table)
        other._stack = self._stack
        other._rows = chosen if self._rows is None else self._rows[chosen]
        other._under = None if self._under is None else (self._under[0], self._under[1][chosen])
        return other

    def under(self, people: Texts, *, rows: NDArray[np.intp], who: NDArray[np.intp]) -> Table:
        """Return rows of the table (positions, a row may be there twice) as rows of other people: ``who`` among ``people``."""
        other = self.select(rows)
        other._under = people, who
        return other

    def whole(self) -> Table:
        """Return all rows of the files, those of people who are not in the FILES included (their ``who`` is -1)."""
        other = object.__new__(Table)
        other._stack = self._stack
        other._rows = None
        other._under = None
        return other

    def nameless(self, name: str) -> list[tuple[str, Place, bool]]:
        """Return what a column says in the rows of the files that name nobody: text, place, and whether it may be a footnote."""
        found = []
        for part in self._stack.parts:
            if name in part.columns:
                column = part.columns[name].column
                cells = [(text_of(part.grid.columns[column][row]), row, note) for row, note in part.nameless]
                found += [(text, part.grid.place(row, column), note) for text, row, note in cells if text]
        return found

    def amounts(self, also: Collection[str] = ()) -> dict[str, NDArray[np.float64]]:
        """Return the columns of money and counts, and others by name, that were read as numbers so far, in that order."""
        read = {key: values for key, values in self._stack.read_so_far().items() if key[1] not in ("text", "date")}
        return {key[0]: self._picked(read[key]) for key in read if key[1] in ("money", "count") or key[0] in also}

    def currencies(self) -> dict[tuple[str, Unit], tuple[Sign, ...]]:
        """Return the signs of currencies in the columns that were read as numbers so far, by name and unit."""
        read = {key: values.signs for key, values in self._stack.read_with_all().items() if values.signs}
        return read | self._stack.borne

    def bear(self, key: tuple[str, Unit], signs: tuple[Sign, ...]) -> None:
        """Keep the signs of currencies in a column of numbers that was read elsewhere."""
        if signs:
            self._stack.borne[key] = (*self._stack.borne.get(key, ()), *signs)

    def used(self) -> list[str]:
        """Return the names asked for that any of the files has a column for."""
        return [name for name in self._stack.wanted.columns if self.has(name)]

    def said(self, name: str) -> NDArray[np.object_]:
        """Return what a column says, equal where cells of any container say the same, None for nothing; it reports nothing."""
        found = np.full(len(self), None, dtype=object)
        known: dict[Any, Any] = {}
        for piece in self._pieces():
            if name in piece.part.columns:
                found[piece.at] = said(piece.part, piece.part.columns[name].column, piece.rows, known)
        return found

    def cell(self, row: int, name: str) -> str:
        """Return what stands in a cell, as text; nothing where the file has no such column."""
        part, position = self._stack.find(row if self._rows is None else int(self._rows[row]))
        return text_of(part.cells(name)[position]) if name in part.columns else ""

    @property
    def supposed(self) -> bool:
        """Tell whether some of the rows are copies, for people who are supposed."""
        return self._under is not None

    def repeated(self) -> Iterator[Repeat]:
        """Yield the rows that say the same as an earlier one (see `csscore.read.repeats`); at size (`LARGE`), none."""
        if len(self) > LARGE or len(np.unique(self.who)) == len(self):
            return
        yield from repeated(list(self._pieces()), self.who)

    def overlapping(self) -> Iterator[tuple[int, int, str]]:
        """Yield the rows whose order or ticket stands in another file (see `csscore.read.repeats`); at size, none."""
        if len(self) <= LARGE:
            yield from overlapping(list(self._pieces()))

    def _pieces(self) -> Iterator[Piece]:
        rows = np.arange(len(self._stack.who), dtype=np.intp) if self._rows is None else self._rows
        start = 0
        for part, end in zip(self._stack.parts, self._stack.ends.tolist(), strict=True):
            here = np.flatnonzero((rows >= start) & (rows < end))
            yield Piece(part, rows[here] - start, here)
            start = end

    def beside(self, headers: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
        """Yield each column under one of some headers, whether or not the scheme asks for it; of the whole table.

        Yields
        ------
        Its header, and what it says of each person (None for nothing), each text once.
        """
        stack = self._stack
        for part, who in zip(stack.parts, np.split(stack.who, stack.ends[:-1]), strict=True):
            for position in match_agents(part.header, headers):
                said = [(str(stack.people[person]), text) for person, text in part.said_of(position, who)]
                yield part.header.texts[position], said

    def source_of(self, name: str) -> list[tuple[str, str]]:
        """Return the files that have a column for the name, each with the header it stands under."""
        return [(part.grid.file, part.columns[name].header) for part in self._stack.parts if name in part.columns]

    def people_by_file(self) -> list[tuple[Part, NDArray[np.intp]]]:
        """Return each file with the persons who have rows in it, as ascending positions; of the whole table, not a selection."""
        stack = self._stack
        pieces = np.split(stack.who, stack.ends[:-1]) if stack.parts else []
        return [(part, _different(who, len(stack.people))) for part, who in zip(stack.parts, pieces, strict=True)]

    def _picked(self, values: NDArray[Any]) -> NDArray[Any]:
        return values if self._rows is None else values[self._rows]

    def _column(
        self, key: tuple[str, str], empty: NDArray[Any], read: Callable[[Part, NDArray[np.intp]], Values]
    ) -> NDArray[Any]:
        """Return a column, read once for all selections, and record what was found in the rows of this one."""
        column = self._stack.column(key, empty, read)
        inside = set(self._rows.tolist()) if column.found and self._rows is not None else None
        found = (f.problem for f in column.found if f.row is None or inside is None or f.row in inside)
        self._stack.problems.extend(found)
        return self._picked(column.values)


class _Stack:
    """What all selections of a table share: the files and the columns read so far."""

    def __init__(
        self, parts: tuple[Part, ...], wanted: Requirements, people: Texts, who: NDArray[np.intp], problems: Problems
    ) -> None:
        self.parts = parts
        self.wanted = wanted
        self.people = people
        self.who = who
        self.problems = problems
        self.ends = np.cumsum([len(part) for part in parts], dtype=np.intp)
        self._columns: dict[tuple[str, str], Values] = {}
        self.borne: dict[tuple[str, Unit], tuple[Sign, ...]] = {}
        """Signs of currencies in columns that were read where they lie."""

    def holds(self, name: str) -> NDArray[np.bool_]:
        """Tell for each row whether its file has the column."""
        return np.repeat([name in part.columns for part in self.parts], [len(part) for part in self.parts]).astype(bool)

    def find(self, row: int) -> tuple[Part, int]:
        """Return the file of a row and the row's position in it."""
        index = int(np.searchsorted(self.ends, row, side="right"))
        part = self.parts[index]
        return part, row - (int(self.ends[index]) - len(part))

    def column(self, key: tuple[str, str], empty: NDArray[Any], read: Callable[[Part, NDArray[np.intp]], Values]) -> Values:
        """Return a column of all files; ``empty`` has its type, and is what a file without the column is filled with."""
        if key not in self._columns:
            pieces, found = [empty], []
            signs: tuple[Sign, ...] = ()
            for part, end in zip(self.parts, self.ends.tolist(), strict=True):
                start = end - len(part)
                if key[0] in part.columns:
                    values = read(part, self.who[start:end])
                    pieces.append(values.values)
                    found += [Finding(None if f.row is None else f.row + start, f.problem) for f in values.found]
                    signs += values.signs
                else:
                    pieces.append(_missing(empty, len(part)))
            whole = pieces[1] if len(pieces) == 2 else np.concatenate(pieces)
            self._columns[key] = Values(whole, tuple(found), signs)
        return self._columns[key]

    def read_so_far(self) -> dict[tuple[str, str], NDArray[Any]]:
        """Return the columns that were read, by name and unit."""
        return {key: column.values for key, column in self._columns.items()}

    def read_with_all(self) -> dict[tuple[str, Any], Values]:
        """Return the columns that were read with what was found in them."""
        return self._columns

    def one_text(self, name: str) -> tuple[NDArray[np.object_], dict[int, list[str]]]:
        """Return the one text that each person has in a column (None without one), and the persons who have several."""
        values = self.column((name, "text"), np.array([], dtype=object), lambda part, _: part.texts(name)).values
        of: dict[int, set[str]] = {}
        for person, text in zip(self.who.tolist(), values.tolist(), strict=True):
            if text is not None:
                of.setdefault(person, set()).add(text)
        one = np.full(len(self.people), None, dtype=object)
        for person, texts in of.items():
            if len(texts) == 1:
                one[person] = next(iter(texts))
        return one, {person: sorted(texts) for person, texts in of.items() if len(texts) > 1}


def _different(who: NDArray[np.intp], people: int) -> NDArray[np.intp]:
    seen = np.zeros(people, dtype=np.bool_)
    seen[who] = True
    return np.flatnonzero(seen)


def _missing(like: NDArray[Any], count: int) -> NDArray[Any]:
    nothing: Any = {"f": np.nan, "M": np.datetime64("NaT"), "O": None}[like.dtype.kind]
    return np.full(count, nothing, dtype=like.dtype)

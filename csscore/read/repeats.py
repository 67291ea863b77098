"""Finds rows that say the same twice, in one file or across files, whatever container they stand in; it drops none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.patterns import pattern
from csscore.read.counters import identifies, is_counter, is_own_number
from csscore.read.grammar import Number, is_plain, parse
from csscore.read.requirements import DAY
from csscore.read.texts import fold, is_nothing, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from csscore.read.part import Part

    Codes = NDArray[np.intp]

_CLOCK: Final = pattern(r"(\d{1,2})\s*[:時时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:\.(\d{1,9}))?)?")
_AFTERNOON: Final = pattern(r"(?i:p\.?m)|下午|晚|夜|午後|오후")
_SECOND: Final = pattern(r"\d{4}\D.*\d:\d\d:(?!00)\d\d")
"""A day with a time to the second."""


class Repeat(NamedTuple):
    """A row that says the same as an earlier one."""

    row: int
    earlier: int
    but: tuple[str, ...] = ()
    """Headers of the running numbers in which alone they differ."""
    identified: bool = False
    """Whether both have the same number of an order, a ticket or a call."""
    dated: bool = False
    """Whether both have the same day."""
    timed: bool = False
    """Whether both are of the same second."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The rows of one file that a table has."""

    part: Part
    rows: Codes
    """Positions in the part."""
    at: Codes
    """The table's rows that they are."""


def repeated(pieces: Sequence[Piece], who: Codes) -> Iterator[Repeat]:
    """Yield rows that say the same as an earlier one: first those of one file, then those of another file.

    In one file every cell counts; of two files in which the same names of the scheme stand, every column that both have.
    A running number does not make two rows different.

    Parameters
    ----------
    pieces
        The files, one below the other.
    who
        The person of each row.
    """
    layouts = [_Layout(piece) for piece in pieces]
    again: set[int] = set()
    for layout in layouts:
        for repeat in _alike([layout], list(layout.places), who):
            again.add(repeat.row)
            yield repeat
    together: dict[frozenset[str], list[_Layout]] = {}
    for layout in layouts:
        if len(layout.piece.rows):
            together.setdefault(frozenset(layout.piece.part.columns), []).append(layout)
    for several in together.values():
        common = [header for header in several[0].places if header[0] and all(header in one.places for one in several)]
        if len(several) > 1 and common:
            yield from (found for found in _alike(several, common, who) if found.row not in again)


def overlapping(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, str]]:
    """Yield rows of one file whose order, ticket or call stands in another file of the same columns, whatever else they say.

    Yields
    ------
    The row, the earlier row of the other file, and the header of the number; only of a column that has each number once in
    every file.
    """
    together: dict[frozenset[str], list[Piece]] = {}
    for piece in pieces:
        if len(piece.rows) and piece.part.is_here:
            together.setdefault(frozenset(piece.part.columns), []).append(piece)
    for several in (some for some in together.values() if len(some) > 1):
        layouts = [_Layout(piece) for piece in several]
        for key in (key for key in layouts[0].places if identifies(key[0]) and all(key in one.places for one in layouts)):
            known: dict[Any, Any] = {}
            columns = [said(one.piece.part, one.places[key], one.piece.rows, known) for one in layouts]
            numbers = [[number for number in column if number is not None] for column in columns]
            if any(len(set(own)) < len(own) for own in numbers):
                continue
            first: dict[Any, int] = {}
            for one, column in zip(layouts, columns, strict=True):
                here = {number: row for number, row in zip(column, one.piece.at.tolist(), strict=True) if number is not None}
                yield from ((row, first[number], one.header(key)) for number, row in here.items() if number in first)
                first = {**here, **first}


class _Layout:
    """The columns of a file, by folded header and how often it was there before."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        part = piece.part
        self.places: dict[tuple[str, int], int] = {}
        for position, text in enumerate(part.header.texts):
            form = fold(text)
            self.places[form, sum(1 for other in self.places if other[0] == form)] = position
        used = {found.column for found in part.columns.values()} | {part.agent}
        texts = part.header.texts
        self.counters = frozenset(
            key for key, at in self.places.items() if at not in used and is_counter(texts[at], part.cells_at(at))
        )
        self.day = part.columns[DAY].column if DAY in part.columns else None

    def header(self, key: tuple[str, int]) -> str:
        return self.piece.part.header.texts[self.places[key]]

    def tells_apart(self, key: tuple[str, int]) -> bool:
        """Tell whether a column has a text of its own in most rows, be they given twice."""
        cells = [text_of(cell) for cell in self.piece.part.cells_at(self.places[key]).tolist()]
        return len(set(cells)) * 3 > len(cells)


def said(part: Part, column: int, rows: Codes, known: dict[Any, Any]) -> list[Any]:
    """Return what cells say, equal where they say the same, whatever container they stand in; None for nothing.

    Parameters
    ----------
    part, column, rows
        The file, the position of the column in its grid, and positions of rows in the part.
    known
        What different cells say, to be kept from one call to the next.
    """
    found = []
    for cell in part.cells_at(column)[rows].tolist():
        name = type(cell), cell
        if name not in known:
            known[name] = _said(cell)
        found.append(known[name])
    if DAY not in part.columns or part.columns[DAY].column != column:
        return found
    days = part.days(DAY).values[rows].tolist()
    return [cell if day is None else day for day, cell in zip(days, found, strict=True)]


def _clock(text: str) -> tuple[int, ...] | None:
    """Return the time of a day: hours, minutes, seconds, their decimals, and the half of the day; None for midnight or none."""
    clock = _CLOCK.search(text)
    parts = () if clock is None else (*(int(number or 0) for number in clock.groups()), int(bool(_AFTERNOON.search(text))))
    return parts if any(parts) else None


def _said(cell: Any) -> Any:
    """Return what a cell says; an identifier keeps its zeros: ``007`` is not 7."""
    if is_nothing(cell):
        return None
    text = text_of(cell)
    if text.isdigit() and (text[0] == "0" or len(text) > 15):
        return text
    if is_plain(text):
        return float(text)
    reading = parse(cell)
    return float(reading.value) if isinstance(reading, Number) else text


def _alike(layouts: Sequence[_Layout], keys: Sequence[tuple[str, int]], who: Codes) -> Iterator[Repeat]:
    """Yield the rows that agree in all columns; of several files, only with a row of another."""
    counters = [key for key in keys if any(key in layout.counters for layout in layouts)]
    compared = [key for key in keys if key not in counters]
    file = np.repeat(np.arange(len(layouts)), [len(layout.piece.rows) for layout in layouts])
    inner = np.concatenate([layout.piece.rows for layout in layouts])
    table = np.concatenate([layout.piece.at for layout in layouts])
    groups, alive = _still(who[table], np.arange(len(table)))
    to_the_second: set[int] = set()
    for key in compared:
        if not len(alive):
            return
        known: dict[Any, Any] = {}
        values: list[Any] = []
        for number, layout in enumerate(layouts):
            part, at, here = layout.piece.part, layout.places[key], alive[file[alive] == number]
            own, texts = said(part, at, inner[here], known), [text_of(cell) for cell in part.cells_at(at)[inner[here]].tolist()]
            values += zip(own, map(_clock, texts), strict=True) if at == layout.day else own
            to_the_second |= {row for row, text in zip(table[here].tolist(), texts, strict=True) if _SECOND.search(text)}
        codes: dict[Any, int] = {}
        numbers = np.fromiter((codes.setdefault(value, len(codes)) for value in values), dtype=np.intp, count=len(values))
        groups, alive = _still(groups * len(codes) + numbers, alive)
    first = layouts[0]
    but = tuple(first.header(key) for key in counters)
    identified = any(is_own_number(key[0]) and all(layout.tells_apart(key) for layout in layouts) for key in compared)
    dated = first.day is not None and any(first.places[key] == first.day for key in compared)
    for row, earlier in _pairs(groups, table[alive], file[alive], across=len(layouts) > 1):
        yield Repeat(row, earlier, but, identified, dated, row in to_the_second)


def _still(groups: Codes, alive: Codes) -> tuple[Codes, Codes]:
    """Return, of rows in groups, those that are not alone, with their groups numbered anew."""
    _, codes, counts = np.unique(groups, return_inverse=True, return_counts=True)
    kept = counts[codes] > 1
    return codes[kept].astype(np.intp), alive[kept]


def _pairs(groups: Codes, rows: Codes, files: Codes, *, across: bool) -> Iterator[tuple[int, int]]:
    """Yield each row with the earlier one of its group that it repeats; across files, the one that is as many-eth in its own."""
    members: dict[int, list[tuple[int, int]]] = {}
    for group, row, file in zip(groups.tolist(), rows.tolist(), files.tolist(), strict=True):
        members.setdefault(group, []).append((row, file))
    found = []
    for several in members.values():
        if not across:
            found += [(row, several[0][0]) for row, _ in several[1:]]
            continue
        of_file: dict[int, list[int]] = {}
        for row, file in several:
            of_file.setdefault(file, []).append(row)
        first, *others = of_file.values()
        found += [(row, earlier) for other in others for row, earlier in zip(other, first, strict=False)]
    yield from sorted(found)

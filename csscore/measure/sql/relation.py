"""The rows of an input in SQL: whose each is, and its columns as exact numbers, texts and days; it combines nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import numpy as np

from csscore.exact.grouping import whole_sums
from csscore.exact.whole import units_of
from csscore.read.frames import plain_cell
from csscore.read.numbers import MOST_REFUSED
from csscore.read.tables.ends import ends_of
from csscore.read.tables.witnesses import read_alike, read_day, read_number, read_text
from csscore.read.texts import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from csscore.measure.aggregates import Counts
    from csscore.problems import Problems
    from csscore.read.part import Values
    from csscore.read.requirements import Unit
    from csscore.read.roster import People
    from csscore.read.table import Table
    from csscore.read.tables.ends import Ends
    from csscore.read.tables.origin import Database
    from csscore.read.tables.part import TablePart
    from csscore.read.tables.witnesses import Refused, Typed

Kind = Literal["number", "text", "alike", "day", "there"]
"""What a cell is read as; ``alike`` is a text in its one spelling, ``there`` is whether anything stands in it."""

PART: Final = 2**40
"""Rows that a part may have: a position is the part's number times this, and the number of the row."""
_TYPES: Final = {"number": "BIGINT", "text": "VARCHAR", "alike": "VARCHAR", "day": "DATE", "there": "BOOLEAN"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows, by the name that SQL has for it."""

    sql: str
    kind: Kind
    digits: int = 0
    """Digits after the point, of a number."""
    bound: int = 0
    """The largest whole number of that decimal, without its sign."""
    full: bool = False
    """Whether it says something in every row."""
    signed: bool = True
    """Whether a number may be below 0."""


class Relation:
    """The rows of one input.

    Parameters
    ----------
    table
        Its parts, with the rows in which each agent is met first.
    people, params
        What a name may stand for that is no column.
    problems
        Takes what is found when a column is read.
    """

    def __init__(
        self, session: Database, table: Table, *, people: People, params: dict[str, Fraction], problems: Problems
    ) -> None:
        self.session = session
        self.table = table
        self.people = people
        self.params = params
        self._problems = problems
        self.parts = cast("list[TablePart]", table.parts)
        whose = np.split(table.placed, table.ends[:-1])
        self._whose = [self._people_of(part, who) for part, who in zip(self.parts, whose, strict=True)]
        self._ends: dict[int, Mapping[int, Ends]] = {}
        self._typed: dict[tuple[int, str, Kind], Typed] = {}
        self._columns: dict[tuple[str, Kind], Column] = {}
        self._of_people: dict[str, str] = {}
        self.count = sum(part.reading.rows for part in self.parts)
        who, many = table.placed, np.concatenate([part.many for part in self.parts])
        self.many: Counts = whole_sums(many[who >= 0], who[who >= 0], len(people))
        """How many rows each person has. Shape (people,)."""

    def has(self, name: str) -> bool:
        """Tell whether the input, the roster or the params have the name."""
        return name in self.params or self.table.has(name) or self.people.has(name)

    def column(self, name: str, kind: Kind) -> Column:
        """Return a column of the input, or of the roster; read once, all that is wrong with it recorded."""
        if (name, kind) not in self._columns:
            number = len(self._columns)
            read = self._read if self.table.has(name) else self._listed
            self._columns[name, kind] = read(name, kind, f"c{number}")
        return self._columns[name, kind]

    def rows(self, columns: Sequence[Column], positions: Iterable[int] | None = None) -> str:
        """Return SQL of all rows of people, or of those at some positions.

        Each has ``pos`` (made of ``part`` and ``r``), ``who`` and some columns.
        """
        wanted = {column.sql: key for key, column in self._columns.items() if column in columns}
        if positions is None:
            return " UNION ALL ".join(self._part(at, wanted) for at in range(len(self.parts)))
        of_part: dict[int, list[int]] = {}
        for at, row in (divmod(position, PART) for position in sorted(positions)):
            of_part.setdefault(at, []).append(row)
        return " UNION ALL ".join(self._part(at, wanted, rows) for at, rows in of_part.items())

    def values(self, name: str, kind: Kind) -> list[Values]:
        """Return the cells that stand for all of a column, as they were read in each part."""
        found = (self._typed.get((at, name, kind)) for at in range(len(self.parts)))
        return [one.values for one in found if one is not None and one.values is not None]

    def refused(self, at: int, name: str, kind: Kind) -> tuple[Refused, ...]:
        """Return the cells of a part of which each row that counts is a problem."""
        typed = self._typed.get((at, name, kind))
        return () if typed is None else typed.refused

    def tell(self, name: str, kind: Kind, rows: str) -> None:
        """Say what is wrong with the cells of a column in some rows, whose positions a query returns.

        Each cell is looked for by what it holds; of each file the first `MOST_REFUSED` are told.
        """
        for at, part in enumerate(self.parts):
            refused = {one.cell: one.problem for one in self.refused(at, name, kind)}
            if not refused:
                continue
            field = part.origin.fields[part.columns[name].column]
            shown = [str(cell) for cell in refused] if field.kind in {"whole", "decimal"} else list(refused)
            cells = self.session.kept({"cell": (field.type, shown)})
            names = ", ".join(f"{part.origin.fields[key].cell} AS n{key}" for key in part.keys)
            own = ", ".join(f"f.n{key}" for key in part.keys)
            all_cells = f"SELECT {part.origin.row} AS r, {field.cell} AS cell_, {names} FROM {part.origin.relation}"
            found = self.session.rows(
                f"SELECT f.cell_, f.r, {own} FROM ({all_cells}) AS f JOIN {cells} AS c ON f.cell_ = c.cell"
                f" JOIN (SELECT DISTINCT pos FROM ({rows})) AS p ON p.pos = {at * PART} + f.r ORDER BY f.r LIMIT {MOST_REFUSED}"
            )
            accounts = dict(zip(part.names(), part.accounts.tolist(), strict=True))
            for cell, row, *key in found:
                problem = refused[cell]
                details = {**problem.details, "agent": accounts.get(tuple(plain_cell(one) for one in key), "")}
                self._problems.extend([replace(problem, place=part.place_of(row, name), details=details)])

    def amounts(self) -> list[str]:
        """Return the columns that were read as money or counts so far."""
        read = (name for name, kind in self._columns if kind == "number" and self.table.has(name))
        return [name for name in read if self.table.unit(name) in {"money", "count"}]

    # --- reading

    def _read(self, name: str, kind: Kind, sql: str) -> Column:
        found = {at: self._cells(at, part, name, kind) for at, part in enumerate(self.parts) if name in part.columns}
        for at, typed in found.items():
            self._typed[at, name, kind] = typed
            self._problems.extend(typed.problems)
        digits = max((typed.digits for typed in found.values()), default=0)
        bound = max((typed.bound * 10 ** (digits - typed.digits) for typed in found.values()), default=0)
        full = len(found) == len(self.parts) and all(typed.full for typed in found.values())
        return Column(sql, kind, digits, bound, full, any(typed.signed for typed in found.values()))

    def _cells(self, at: int, part: TablePart, name: str, kind: Kind) -> Typed:
        column, ends = self.table.column(name), self._ends_of(at).get(part.columns[name].column)
        if kind == "number":
            unit = _as_number(self.table.unit(name))
            typed = read_number(self.session, part, name, unit, column, ends)
            if typed.values is not None:
                self.table.bear((name, unit), typed.values.signs)
            if all(part.is_here for part in self.parts):
                self.table.keep(name)
            return typed
        if kind == "day":
            return read_day(self.session, part, name, self.table.zone, self.table.span, ends)
        if kind in {"text", "alike"}:
            return (read_text if kind == "text" else read_alike)(self.session, part, name)
        field = part.origin.fields[part.columns[name].column]
        if field.kind == "text":
            typed = read_text(self.session, part, name)
            return replace(typed, value=f"({typed.value}) IS NOT NULL")
        return _present("cell_ IS NOT NULL")

    def _ends_of(self, at: int) -> Mapping[int, Ends]:
        """Return what the columns of a part lie between, of those that a scheme names."""
        if at not in self._ends:
            part = self.parts[at]
            named = sorted({found.column for found in part.columns.values()})
            self._ends[at] = ends_of(self.session, part.origin, named)
        return self._ends[at]

    def _listed(self, name: str, kind: Kind, sql: str) -> Column:
        """Read a column of the roster: one cell a person, kept as a table."""
        people = np.arange(len(self.people))
        digits = bound = 0
        values: list[Any]
        if kind == "number":
            numbers = self.people.numbers(name, _as_number(self.people.unit(name)))
            known = ~np.isnan(numbers)
            units, digits = units_of(numbers[known])
            bound = max((abs(int(unit)) for unit in units), default=0)
            people, values = people[known], [str(unit) for unit in units.tolist()]
        elif kind == "day":
            values = [None if np.isnat(day) else str(day) for day in self.people.dates(name)]
        else:
            said = self.people.texts(name)
            texts = (alike(said) if kind == "alike" else said).tolist()
            values = texts if kind != "there" else [text is not None for text in texts]
        self._of_people[sql] = self.session.kept({"who": ("BIGINT", people), "value": (type_of(kind, bound), values)})
        return Column(sql, kind, digits, bound)

    # --- SQL

    def _people_of(self, part: TablePart, who: Any) -> str:
        """Keep whose the rows are: by their numbers where these are known, else by the cells that name an agent."""
        if _by_number(part):
            kept = self.session.kept({"k0": ("BIGINT", part.rows_here), "who": ("BIGINT", who)})
        else:
            of = dict(zip(part.names(), who.tolist(), strict=True))  # cells of the same texts may be in several rows
            cells = {tuple(None if cell is None else str(cell) for cell in names): one for names, one in of.items()}
            keys = {f"k{at}": ("VARCHAR", [names[at] for names in cells]) for at in range(len(part.keys))}
            kept = self.session.kept({**keys, "who": ("BIGINT", np.array(list(cells.values()), dtype=np.int64))})
        return kept if bool((who >= 0).all()) else f"(SELECT * FROM {kept} WHERE who >= 0)"

    def _part(self, at: int, wanted: dict[str, tuple[str, Kind]], only: Sequence[int] = ()) -> str:
        part = self.parts[at]
        origin = part.origin
        own = {sql: key for sql, key in wanted.items() if (at, *key) in self._typed}
        positions = {sql: part.columns[name].column for sql, (name, _) in own.items()}
        cells = [f"{origin.row} AS r"]
        by_name = [f"CAST({origin.fields[key].cell} AS VARCHAR)" for key in part.keys]
        by = [origin.row] if _by_number(part) else by_name
        cells += [f"{cell} AS k{number}" for number, cell in enumerate(by)]
        cells += [f"{origin.fields[position].cell} AS x{position}" for position in dict.fromkeys(positions.values())]
        same = [_same(f"o.k{number}", f"w.k{number}", len(by)) for number in range(len(by))]
        joins = [f"JOIN {self._whose[at]} AS w ON {' AND '.join(same)}"]
        made = [f"{at * PART} + o.r AS pos", f"{at} AS part", "o.r AS r", "w.who AS who"]
        for sql, (name, kind) in wanted.items():
            column = self._columns[name, kind]
            typed = self._typed.get((at, name, kind))
            if typed is not None:
                value = typed.value.replace("cell_", f"o.x{positions[sql]}").replace("odd_.", f"m_{sql}.")
                if typed.odd is not None:
                    joins.append(f"LEFT JOIN {typed.odd} AS m_{sql} ON o.x{positions[sql]} = m_{sql}.cell")
                if typed.digits < column.digits:
                    value = f"CAST({value} AS {type_of(kind, column.bound)}) * {10 ** (column.digits - typed.digits)}"
            elif sql in self._of_people:
                value = f"p_{sql}.value"
                joins.append(f"LEFT JOIN {self._of_people[sql]} AS p_{sql} ON w.who = p_{sql}.who")
            else:
                value = "FALSE" if kind == "there" else f"CAST(NULL AS {type_of(kind, column.bound)})"
            made.append(f"{value} AS {sql}")
        among = f"{origin.named} AND {origin.among(only)}" if only else origin.named
        cells_of_agents = f"SELECT {', '.join(cells)} FROM {origin.relation} WHERE {among}"
        return f"SELECT {', '.join(made)} FROM ({cells_of_agents}) AS o {' '.join(joins)}"


def _by_number(part: TablePart) -> bool:
    """Tell whether whose a row is is told by its number: of an ordered table that was looked at row by row."""
    return part.rows_here is not None and part.origin.is_ordered


def type_of(kind: Kind, bound: int) -> str:
    """Return the type of a column in SQL."""
    return "HUGEINT" if kind == "number" and bound >= 2**62 else _TYPES[kind]


def _same(one: str, other: str, count: int) -> str:
    return f"{one} = {other}" if count == 1 else f"{one} IS NOT DISTINCT FROM {other}"


def _present(value: str) -> Typed:
    from csscore.read.tables.witnesses import Typed

    return Typed(value, None)


def _as_number(unit: Unit | None) -> Unit:
    """Return the unit in which a column is read as numbers: what is declared as text may be compared with a number."""
    return "number" if unit in {None, "text", "date"} else unit

"""The rows of agents of a table that lies elsewhere: all of them where they are few, else those that stand for the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from csscore.problems import Place, Problems
from csscore.read.frames import plain_cell
from csscore.read.grid import Grid
from csscore.read.marks import SOUGHT, mark_of
from csscore.read.part import Part
from csscore.read.texts import texts_of
from csscore.read.totals import accounts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray

    from csscore.read.marks import Mark
    from csscore.read.part import Values
    from csscore.read.requirements import Column, Unit
    from csscore.read.tables.origin import Database, Origin


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TablePart(Part):
    """A table of an input: all its rows where they are few, else only those in which each agent is met first."""

    origin: Origin
    keys: tuple[int, ...]
    """The columns by whose cells SQL tells whose a row is."""
    many: NDArray[np.int64]
    """How many rows have the cells of each of these rows."""
    session: Database
    rows_here: tuple[int, ...] | None
    """The numbers of these rows, where they are all there are; None where each stands for those of its agent."""

    @property
    def is_here(self) -> bool:
        """Tell whether its cells are in memory, too."""
        return self.rows_here is not None

    def different(self, position: int) -> Iterable[tuple[str, Place]]:
        """Yield the different texts of a column, each with the place of the row where it is first."""
        if self.is_here:
            yield from Part.different(self, position)
            return
        origin, cell = self.origin, self.origin.fields[position].cell
        met = f"SELECT {cell} AS cell_, min({origin.row}) AS r FROM {origin.relation} WHERE {origin.named} GROUP BY 1"
        found = self.session.rows(f"{met} ORDER BY 2")
        texts = accounts_of(np.array([*(plain_cell(cell) for cell, _ in found), None], dtype=object)[:-1])
        for at, text in texts.firsts():
            if text is not None:
                yield str(text), origin.place(found[at][1], position)

    def said_of(self, position: int, who: NDArray[np.intp]) -> Iterable[tuple[int, str | None]]:
        """Yield what a column says of each person, each text once; ``who`` is the person of each row that is here."""
        if self.is_here:
            yield from Part.said_of(self, position, who)
            return
        origin, person = self.origin, dict(zip(self.names(), who.tolist(), strict=True))
        cells = ", ".join(origin.fields[key].cell for key in (*self.keys, position))
        by = ", ".join(str(number + 1) for number in range(len(self.keys) + 1))
        found = self.session.rows(f"SELECT {cells} FROM {origin.relation} WHERE {origin.named} GROUP BY {by} ORDER BY {by}")
        texts = texts_of(np.array([*(plain_cell(cell) for *_, cell in found), None], dtype=object)[:-1]).tolist()
        for (*names, _), text in zip(found, texts, strict=True):
            yield person[tuple(plain_cell(name) for name in names)], text

    def place_of(self, number: int, name: str | None = None) -> Place:
        """Return the place of a row by its number; of its cell under a name, else of the one that names the agent."""
        return self.origin.place(number, self.columns[name].column if name in self.columns else self.agent)

    def mark(self) -> Mark | None:
        """Return the decimal mark that the columns of the table prove; those of a large one by its first rows."""
        if self.is_here:
            return Part.mark(self)
        if self.origin.text is not None:
            return mark_of(self.origin.text.beginning, 1)
        cells = [field.cell for field in self.origin.fields if field.kind == "text"]
        if not cells:
            return None
        rows = f"SELECT {', '.join(cells)} FROM {self.origin.relation} ORDER BY {self.origin.row} LIMIT {SOUGHT}"
        columns = [np.array(column, dtype=object) for column in zip(*self.session.rows(rows), strict=True)]
        return mark_of(Grid(self.origin.file, None, columns), 0)

    def names(self) -> list[tuple[Any, ...]]:
        """Return the cells that name the agent of each row that is here."""
        return list(zip(*(self.grid.columns[key][self.rows].tolist() for key in self.keys), strict=True))

    def cells_at(self, position: int) -> Any:
        """Return the cells that name agents; any other column is not here (D459)."""
        if not self.is_here and position not in self.keys:
            self._refuse(self.header.texts[position])
        return Part.cells_at(self, position)

    def texts(self, name: str) -> Values:
        """Read a column of rows that are here; of others none is read one by one (D459)."""
        return Part.texts(self, name) if self.is_here else self._refuse(self.columns[name].header)

    def days(self, name: str, zone: str | None = None, span: tuple[date, date] | None = None) -> Values:
        """Read a column of rows that are here; of others none is read one by one (D459)."""
        return Part.days(self, name, zone, span) if self.is_here else self._refuse(self.columns[name].header)

    def numbers(self, name: str, unit: Unit, column: Column | None, who: Any) -> Values:
        """Read a column of rows that are here; of others none is read one by one (D459)."""
        return Part.numbers(self, name, unit, column, who) if self.is_here else self._refuse(self.columns[name].header)

    def _refuse(self, header: str) -> NoReturn:
        problems = Problems()
        problems.add("D459", Place(self.origin.file), column=header)
        problems.reject()
        raise AssertionError("an error was no error")

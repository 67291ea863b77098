"""How a file was read, as plain data: what was taken, what was decided and why; it decides nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from csscore.problems import Place, Problems
    from csscore.read.requirements import Requirements, Unit
    from csscore.read.table import Table


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet of the file, taken or not."""

    name: str | None
    rows: int
    hidden: bool
    taken: bool


@dataclass(slots=True)
class ColumnReading:
    """A column of the sheet that was taken."""

    letters: str
    """As spreadsheets count columns: A, B …"""
    header: str
    names: list[str] = field(default_factory=list)
    """The names that stand for it; empty for a column that nobody asked for."""
    titles: list[Words] = field(default_factory=list)
    """What people call these names."""
    is_agent: bool = False
    unit: Unit | None = None
    decided: list[Words] = field(default_factory=list)
    """What was decided about its numbers, as far as they were asked for."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row that was left out."""

    place: Place
    text: str
    why: Words


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident: a bad review, a complaint."""

    name: str
    shares: tuple[tuple[str, Fraction | None], ...]
    """Who carries how much of it, in the order of the rows; None where no share is given."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Who carries what, in a file of incidents."""

    incidents: tuple[Incident, ...]
    """In the order of the file."""
    unassigned: tuple[str, ...]
    """Incidents whose rows name nobody."""

    def sums(self) -> list[tuple[str, Fraction, int]]:
        """Return for each agent the sum of the shares and the number of incidents, most first, then by id."""
        found: dict[str, tuple[Fraction, int]] = {}
        for incident in self.incidents:
            for agent, share in incident.shares:
                total, count = found.get(agent, (Fraction(0), 0))
                found[agent] = total + (share or 0), count + 1
        return sorted(((agent, *sums) for agent, sums in found.items()), key=lambda row: (-row[1], row[0]))


@dataclass(slots=True)
class Reading:
    """How one file was read: what ``csscore inspect`` prints."""

    file: str
    container: str
    encoding: str | None
    delimiter: str | None
    digest: str
    sheets: list[SheetReading]
    sheet: str | None = None
    why_sheet: Words | None = None
    header_rows: list[int] = field(default_factory=list)
    """Numbers of the header's rows as the user sees them, from 1."""
    why_header: Words | None = None
    across: bool = False
    """Whether each agent has a column: then rows stand for columns, and the header's numbers are those of columns."""
    above: list[str] = field(default_factory=list)
    """What stands above the header: banners, titles."""
    columns: list[ColumnReading] = field(default_factory=list)
    left_out: list[RowReading] = field(default_factory=list)
    rows: int = 0
    """Rows of agents."""
    agents: int = 0
    """Different people among them."""
    named_elsewhere: int = 0
    """Rows whose agent stands in a further agent column, because the first is empty."""
    date_in_name: tuple[date, date] | None = None
    """The first and last day that the file's name speaks of."""
    carried: Carried | None = None
    """Who carries what, where the file holds incidents."""
    role: str = "files"
    """As what it was read: one of the FILES, ``with NAME``, ``roster``, ``adjust``."""

    def column(self, letters: str) -> ColumnReading:
        """Return a column by its letters."""
        return next(column for column in self.columns if column.letters == letters)


def inspect(
    path: str, wanted: Requirements, problems: Problems, *, sheet: str | Sequence[str] | None = None, encoding: str | None = None
) -> tuple[list[Reading], Table] | None:
    """Read a file by the names that are wanted and return how each sheet was read, and the rows; None after an error.

    Every column that has a name with a unit is read, so that its decisions and refusals are known.
    """
    from csscore.read.load import load

    inputs = load([path], wanted, problems, sheet=sheet, encoding=encoding)
    if not inputs.readings:
        return None
    for name, column in wanted.columns.items():
        if inputs.main.has(name) and column.unit == "date":
            inputs.main.dates(name)
        elif inputs.main.has(name) and column.unit not in (None, "text"):
            inputs.main.numbers(name)
    return inputs.readings, inputs.main

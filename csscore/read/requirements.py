"""What a scheme asks of its inputs: the names it uses and the headers they may stand under."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

DAY: Final = "<day>"
"""The name under which the column that dates a row is kept (`Requirements.dates`)."""

Unit = Literal["money", "percent", "seconds", "count", "points", "number", "text", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A name of the scheme and where to find it."""

    name: str
    headers: tuple[str, ...]
    """Headers in order of preference; matched after folding (see `csscore.read.header`)."""
    unit: Unit | None = None
    """Declared unit; None where only the use of the column tells."""
    scale: Literal["fraction", "percent"] | None = None
    """For a percent column of bare numbers: whether 45 means 45 % or 4500 %; None to decide by the column."""
    decimal: Literal["point", "comma"] | None = None
    """The decimal mark of its texts; None where the file has to tell."""
    counted_in: Literal["ms", "min", "h", "d"] | None = None
    """What the bare numbers of a column of seconds count, where that is declared; None where the header may tell."""
    needed: bool = True
    """False for a column that may be absent (then it is missing everywhere)."""
    rivals: tuple[tuple[str, ...], ...] = ()
    """Other lists of headers, of dictionaries that are included further behind."""
    per: Literal["agent", "row"] | None = None
    """Whether it is a figure of the person, whatever the number of rows, or of each row; None where nobody says."""
    blank: Literal["0", "leave_out"] | None = None
    """Whether an empty cell is 0, or a gap that is normal; None where it is not known what it means."""


class Together(NamedTuple):
    """Headers of columns that name the agent together; the last is the name, the others what it stands in (the shop)."""

    headers: tuple[str, ...]
    alone: bool = False
    """Whether the last may name her alone in a file that lacks the others."""


@dataclass(frozen=True, slots=True)
class Wide:
    """Columns that become rows: a column per month, or several under each heading."""

    names: str
    """The column that takes what their headers say."""
    values: str | None = None
    """The column that takes their cells; None where the lowest row of the header names columns under each heading."""
    columns: tuple[str, ...] = ()
    """Which they are; none: those whose header is a day, a month and the like."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out that is not one row an agent under one header."""

    header_rows: int | None = None
    wide: Wide | None = None
    across: bool = False
    """Whether each agent has a column."""
    by_file: bool = False
    """Whether a file names nobody: its own name stands for who is ranked."""

    @property
    def is_plain(self) -> bool:
        """Tell whether a sheet is one row an agent, under a header of any height."""
        return self.wide is None and not self.across and not self.by_file


@dataclass(frozen=True, slots=True)
class Requirements:
    """What is asked of one input (the FILES, or one ``--with NAME=FILE``)."""

    agent: tuple[str, ...]
    """Headers that may name who is ranked, in order of preference; of several that name her together, the last."""
    columns: dict[str, Column] = field(hash=False)
    dates: tuple[str, ...] = ()
    """Headers of the column that dates a row, if the scheme has a period."""
    usual_dates: tuple[str, ...] = ()
    """Headers of a column that dates rows where a file happens to have it; nothing is chosen or refused for their sake."""
    layout: Layout = Layout()
    """How its sheets are laid out."""
    zone: str | None = None
    """The time zone whose days count, where stamps say another."""
    span: tuple[date, date] | None = None
    """The days among which those are that say no year; None where that is not known."""
    roster: Requirements | None = None
    """What is asked of the roster: ``agent`` are the accounts, ``columns`` have ``person`` and ``id``; None for the usual."""
    together: tuple[Together, ...] = ()
    """Headers of columns that name the agent together."""
    known: frozenset[str] = frozenset()
    """Accounts of the FILES: the column of another file that has them names its agents."""
    kept: tuple[str, ...] = ()
    """Headers under which the FILES have them, as a remedy has to repeat them."""
    rivals: tuple[tuple[str, ...], ...] = ()
    """Other lists of headers that may name who is ranked, of dictionaries that are included further behind."""
    shop: tuple[str, ...] = ()
    """Headers of the column that says in which shop an account is."""
    number: tuple[str, ...] = ()
    """Headers of the column that has a number for each person."""
    beside: tuple[str, ...] = ()
    """Headers of columns that are looked at, whether or not the scheme asks for them: what is said of a row or of its agent."""

    def has(self, name: str) -> bool:
        """Tell whether a name is asked for; the day of a row, whether any header may date it."""
        return name in self.columns or (name == DAY and bool(self.dates or self.usual_dates))

    def unit(self, name: str) -> Unit | None:
        """Return the unit that the scheme or the dictionary declares for the name."""
        column = self.columns.get(name)
        return column.unit if column is not None else None

    def per(self, name: str) -> str | None:
        """Return whether the scheme or the dictionary says that it is a figure of the ``agent`` or of each ``row``."""
        column = self.columns.get(name)
        return column.per if column is not None else None

    def blank(self, name: str) -> str | None:
        """Return what the scheme says that an empty cell means: ``0``, or ``leave_out``."""
        column = self.columns.get(name)
        return column.blank if column is not None else None

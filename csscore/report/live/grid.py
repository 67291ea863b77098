"""Sheets in the making: columns of values or formulas and the addresses of their cells; nothing is computed or written here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from csscore.read.grid import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Cached = Sequence[float | str | None] | NDArray[np.float64]

ROW: Final = "\ue000"
"""Stands in a formula for the row of the agent; private signs, so that no name or text holds them."""
FIRST: Final = "\ue001"
LAST: Final = "\ue002"
"""The first and the last row of the agent's cohort."""
COHORT: Final = "\ue003"
"""The row of the agent's cohort on the sheet of cohorts."""
_OWN_CELL: Final = re.compile(rf"('(?:[^']|'')+'!\$[A-Z]+){ROW}$")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of a sheet, one cell an agent."""

    title: str
    cells: Cached
    """Values, or what the formulas give."""
    formula: str | None = None
    """With signs for the rows; None for values."""
    look: str = "number"
    """Which number format it has: text, rank, number, percent, seconds, money, points, flag."""
    decimals: int = 4
    given: bool = False
    """Whether it is a result that no formula gives."""
    note: str = ""
    """What the column says, for the reader of the sheet."""


@dataclass(slots=True)
class Sheet:
    """A sheet with one row an agent, under one row of titles."""

    name: str
    columns: list[Column] = field(default_factory=list)

    def add(self, column: Column) -> str:
        """Add a column; return the address of the agent's cell."""
        self.columns.append(column)
        return f"'{self.name}'!${letters(len(self.columns) - 1)}{ROW}"


def cohort_of(address: str) -> str:
    """Return the cells of the agent's cohort in the column of an address."""
    return _ranged(address, FIRST, LAST)


def all_of(address: str, count: int) -> str:
    """Return the cells of everybody."""
    return _ranged(address, "2", str(count + 1))


def _ranged(address: str, first: str, last: str) -> str:
    match = _OWN_CELL.match(address)
    if match is None:
        raise ValueError(f"{address} is no cell of an agent")
    column = match[1].rpartition("!")[2]
    return f"{match[1]}${first}:{column}${last}"


def numbers(cells: Any) -> list[float | None]:
    """Return floats as cells; NaN is an empty one."""
    return [None if isnan(number) else number for number in cells.tolist()]

"""Units that a column says row by row: nothing is converted by them, so rows in two units are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.read.columns import match_agents
from csscore.read.totals import accounts_of
from csscore.read.units import unit_in_header

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.problems import Problems
    from csscore.read.table import Table

_STATED: Final = (
    "单位",
    "计量单位",
    "單位",
    "Unit",
    "Units",
    "Unit of measure",
    "UoM",
    "単位",
    "단위",
    "Einheit",
    "Unidad",
    "Unidade",
    "Unité",
)
"""Headers of a column that says in which unit a row is."""


def check_units(tables: Iterable[Table], problems: Problems) -> None:
    """Tell rows in two units (D560), unless the scheme looks at the column that says so itself.

    Parameters
    ----------
    tables
        What was read; those whose rows lie elsewhere are not looked at.
    problems
        Takes D560, at the first row whose unit is another than the first one's.
    """
    for part in (part for table in tables for part in table.parts if part.is_here):
        used = {one.column for one in part.columns.values()}
        for position in match_agents(part.header, _STATED):
            if position in used:
                continue
            stated = [(int(row), str(text)) for row, text in accounts_of(part.cells_at(position)).firsts() if text is not None]
            units = [(row, text, unit) for row, text in stated if (unit := unit_in_header(f"({text})")) is not None]
            row, text, _ = next((one for one in units if one[2] != units[0][2]), (None, "", None))
            if row is not None:
                place = part.grid.place(int(part.rows[row]), position)
                problems.add("D560", place, column=part.header.texts[position], text=text, other=units[0][1])

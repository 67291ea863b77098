"""Units that a column says row by row: nothing is converted by them, so rows in two units are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.read.columns import match_agents
from csscore.read.units import unit_in_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csscore.problems import Place, Problems
    from csscore.read.part import Part
    from csscore.read.table import Table

UNITS: Final = (
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


class Stated(NamedTuple):
    """What a column says of its rows, at the first that it says it of."""

    text: str
    place: Place
    header: str


def stated(part: Part, headers: tuple[str, ...]) -> Iterator[Stated]:
    """Yield the different texts of columns with such headers that the scheme does not look at."""
    used = {one.column for one in part.columns.values()}
    for position in match_agents(part.header, headers):
        for text, place in part.different(position) if position not in used else ():
            yield Stated(text, place, part.header.texts[position])


def check_units(tables: Iterable[Table], problems: Problems) -> None:
    """Tell rows in two units (D560), unless the scheme looks at the column that says so itself.

    Parameters
    ----------
    tables
        What was read.
    problems
        Takes D560, at the first row whose unit is another than the first one's.
    """
    for part in (part for table in tables for part in table.parts):
        units = [(one, unit) for one in stated(part, UNITS) if (unit := unit_in_header(f"({one.text})")) is not None]
        for one, unit in units:
            first = next(other for other in units if other[0].header == one.header)
            if unit != first[1]:
                problems.add("D560", one.place, column=one.header, text=one.text, other=first[0].text)
                break

"""Which sign is the decimal mark: what a cell proves, what a column proves, what one column proves for its whole file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from csscore.read.amounts import swapped
from csscore.read.grammar import Number, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.read.grid import Grid
    from csscore.read.requirements import Unit

Mark = Literal["point", "comma"]
Stance = Literal["point", "comma", "either"]
"""What a cell proves: that its file writes a decimal point or comma, or that it would be another number with the other."""

_ONE_GROUP: Final = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""Plain decimals that a decimal comma would make a thousand times larger."""
SOUGHT: Final = 20_000
"""Rows of a file in which a proof is looked for."""


def stance(text: str, unit: Unit | None = None) -> Stance | None:
    """Return what a text proves; None where it has no mark, says the same with either, or is no number.

    Examples
    --------
    >>> [stance(text) for text in ("1.355,90", "1,355.90", "1.000", "0.125", "12")]
    ['comma', 'point', 'either', 'point', None]
    """
    other = swapped(text)
    if other == text:
        return None
    with_point, with_comma = parse(text, unit), parse(other, unit)
    if not isinstance(with_point, Number):
        return "comma" if isinstance(with_comma, Number) else None
    if not isinstance(with_comma, Number) or with_comma.kind != with_point.kind:
        return "point"
    if with_point.value == with_comma.value:
        return None
    return "point" if re.search(r"(?<!\d)0[.]\d", text) else "comma" if re.search(r"(?<!\d)0,\d", text) else "either"


def stance_of_plain(texts: Iterable[str]) -> tuple[Stance | None, int]:
    """Return what plain decimals prove together, and which of them is the first that is open."""
    first = -1
    for position, text in enumerate(texts):
        if "." in text:
            if _ONE_GROUP.fullmatch(text) is None:
                return "point", -1
            first = position if first < 0 else first
    return ("either", first) if first >= 0 else (None, -1)


def mark_of(grid: Grid, first: int) -> Mark | None:
    """Return the decimal mark that the columns of a sheet prove; None where none does, or they contradict each other.

    Parameters
    ----------
    grid, first
        The sheet, and the first row of its data. A column counts where most of what it holds are numbers.
    """
    found = {proved for column in grid.columns if (proved := _proved(column[first : first + SOUGHT])) is not None}
    return found.pop() if len(found) == 1 else None


def _proved(cells: Any) -> Mark | None:
    texts = {cell for cell in cells.tolist() if isinstance(cell, str)}
    stances: list[Stance | None] = []
    numbers = 0
    for text in texts:
        own = stance(text)
        stances.append(own)
        numbers += own is not None or isinstance(parse(text), Number)
    proved = {own for own in stances if own in ("point", "comma")}
    if len(proved) != 1 or numbers * 2 <= len(texts):
        return None
    return "point" if "point" in proved else "comma"

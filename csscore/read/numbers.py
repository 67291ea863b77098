"""The one place where text becomes a number; it never guesses a cell by itself where the column has to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.read.wanted import Unit

Scale = Literal["fraction", "percent"]
HeaderUnit = Literal["ms", "s", "min", "h", "d", "percent", "permille", "thousand", "wan", "million", "yi"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that says no number (or no date), with the code and the words of its problem.

    ``problems.add(refusal.code, grid.place(first + refusal.position, column), group=header, agent=…, column=…,
    **refusal.details)`` reports it; every code used here takes ``text``, ``agent``, ``column``, ``reason``, ``remedy``.
    """

    position: int
    """Position in the cells handed in, from 0."""
    text: str
    """The cell as it stands, shortened."""
    reason: Words
    remedy: Words
    code: str = "D204"

    @property
    def details(self) -> dict[str, object]:
        """Return what the problem's wording needs besides the agent and the column."""
        return {"text": self.text, "reason": self.reason, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to report about the column as a whole: what was decided, or why nothing could be.

    ``problems.add(remark.code, place, group=header, column=header, **remark.details)``; the place is the cell at
    ``position``, or the header's where it is None.
    """

    code: str
    position: int | None
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column as numbers, in base units: currency units, fractions, seconds."""

    values: NDArray[np.float64]
    """Canonical float64 (the double nearest to a decimal of <= 15 significant digits); NaN is missing or refused."""
    refused: tuple[Refusal, ...] = ()
    remarks: tuple[Remark, ...] = ()
    kind: Literal["plain", "percent", "duration"] = "plain"
    """What the cells turned out to be."""
    scale: Scale | None = None
    """How bare numbers of a percent column were read; None where there were none."""
    decided_by: Literal["scheme", "header", "cells", "format", "values"] | None = None
    """What decided the scale."""


def unit_in_header(header: str) -> HeaderUnit | None:
    """Return the unit that a header names in brackets, as in ``平均响应时长（秒)``; None where it names none."""
    raise NotImplementedError


def numbers(
    cells: Any,
    *,
    unit: Unit | None = None,
    scale: Scale | None = None,
    header_unit: HeaderUnit | None = None,
    number_format: Callable[[int], str | None] | None = None,
) -> Numbers:
    """Read a column of cells (numpy object array or pandas ``str`` Series) as numbers."""
    raise NotImplementedError


def damaged(cell: object) -> bool:
    """Tell whether an identifier has lost digits in a spreadsheet (2.02408E+19, or a number of more than 15 digits)."""
    raise NotImplementedError

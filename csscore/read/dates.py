"""Text and cells become days; the order of day and month is decided by the column or refused, never by one cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.read.numbers import Refusal, Remark

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Dates:
    """A column as days."""

    values: NDArray[np.datetime64]
    """datetime64[D]; NaT is missing or refused."""
    refused: tuple[Refusal, ...] = ()
    remarks: tuple[Remark, ...] = ()


def dates(cells: Any) -> Dates:
    """Read a column of cells (numpy object array or pandas ``str`` Series) as days."""
    raise NotImplementedError


def date_in_name(filename: str) -> tuple[date, date] | None:
    """Return the first and last day that a file's name speaks of; None where it names no date."""
    raise NotImplementedError

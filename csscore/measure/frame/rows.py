"""What the names of an expression stand for in a row of a file; it reads nothing that was not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.agents import Better
    from csscore.problems import Problems
    from csscore.read.requirements import Unit
    from csscore.read.roster import People
    from csscore.read.spans import Span
    from csscore.read.table import Table


class RowScope:
    """The rows of one input: columns of the file, else what the roster says of the row's agent, and params."""

    def __init__(
        self,
        table: Table,
        *,
        people: People,
        params: Mapping[str, Fraction],
        problems: Problems,
        span: Span | None = None,
    ) -> None:
        self.table = table
        self.problems = problems
        self.span = span
        self._people = people
        self._params = params

    def __len__(self) -> int:
        return len(self.table)

    def many(self, chosen: NDArray[np.intp]) -> int:
        """Return how many rows some positions are."""
        return len(chosen)

    def select(self, mask: NDArray[Any]) -> RowScope:
        """Return some of the rows: a boolean mask, or positions."""
        some = self.table.select(mask)
        return RowScope(some, people=self._people, params=self._params, problems=self.problems, span=self.span)

    def has(self, name: str) -> bool:
        """Tell whether the input, the roster or the params have the name."""
        return name in self._params or self.table.has(name) or self._people.has(name)

    def is_param(self, name: str) -> bool:
        """Tell whether a name is one number for all."""
        return name in self._params

    def names(self) -> Iterable[str]:
        """Return the params; the reader has suggested headers already."""
        return self._params

    def numbers(self, name: str) -> Floats:
        """Return a param or a column as numbers."""
        if name in self._params:
            return np.full(len(self), float(self._params[name]))
        if self.table.has(name):
            return self.table.numbers(name, _as_number(self.table.unit(name)))
        return self._people.numbers(name, _as_number(self._people.unit(name)))[self.table.who]

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a column as texts; a file without it has the texts that the other files give its agents."""
        texts = self.table.attribute(name) if self.table.has(name) else self._people.texts(name)[self.table.who]
        return np.asarray(texts, dtype=object)

    def different(self, name: str) -> list[str]:
        """Return the different texts that the files and the roster have under a name, of rows that don't count, too."""
        tables = (self.table.whole(), self._people.roster)
        columns = [table.texts(name) for table in tables if table is not None and table.has(name)]
        return sorted({text for column in columns for text in pd.unique(column).tolist() if text is not None})

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return a column as days."""
        return self.table.dates(name) if self.table.has(name) else self._people.dates(name)[self.table.who]

    def missing(self, name: str) -> Mask:
        """Tell in which rows there is nothing under the name."""
        if name in self._params:
            return np.zeros(len(self), dtype=np.bool_)
        if self.table.has(name) and self.table.blank(name) == "0":
            return np.isnan(self.numbers(name))
        empty: Mask = self.texts(name) == None  # noqa: E711 - elementwise
        return empty

    @property
    def cohorts(self) -> NDArray[np.intp]:
        """Rows have no cohorts: functions over the cohort are refused when an expression of rows is read."""
        raise TypeError("a row has no cohort")

    def better(self, name: str) -> Better:
        """Rows have no cohorts."""
        raise TypeError("a row has no cohort")

    def team(self, name: str) -> Floats:
        """Rows have no cohorts."""
        raise TypeError("a row has no cohort")


def _as_number(unit: Unit | None) -> Unit | None:
    """Return the unit in which a column is read as numbers: what is declared as text may be compared with a number."""
    return "number" if unit in {"text", "date"} else unit

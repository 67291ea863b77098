"""Some rows of a table, fetched by their positions: for messages, and for whoever wants to see what a number is made of."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure.once import AGENT
from csscore.measure.sql.relation import PART
from csscore.read.requirements import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask
    from csscore.measure.sql.engine import SqlEngine
    from csscore.problems import Place
    from csscore.scheme.expression import Expr


class Listing:
    """Rows of one input (`csscore.measure.engine.Listing`)."""

    def __init__(self, engine: SqlEngine, positions: Sequence[int]) -> None:
        self._engine = engine
        self.positions = list(positions)

    def __len__(self) -> int:
        return len(self.positions)

    def agent(self, at: int) -> str:
        """Return the id of a row's person."""
        return str(self._engine.relation.people.ids[self._whose[self.positions[at]]])

    def place(self, at: int, column: str | None = None) -> Place:
        """Return where a row is."""
        part, row = divmod(self.positions[at], PART)
        return self._engine.relation.parts[part].place_of(row, column)

    def header(self, at: int) -> str:
        """Return the header of the column that names a row's agent."""
        part = self._engine.relation.parts[self.positions[at] // PART]
        return part.header.texts[part.agent]

    def texts(self, column: str) -> NDArray[np.object_]:
        """Return what a column says; None for nothing. Shape (rows,)."""
        return np.array([*self._fetched(lambda query: query.column(column, "text")), None], dtype=object)[:-1]

    def said(self, column: str) -> list[str | None]:
        """Return what a column says, or (``agent``) whose the rows are."""
        if column == AGENT:
            return [self.agent(at) for at in range(len(self))]
        return [None if text is None else str(text) for text in (self.days(column) if column == DAY else self.texts(column))]

    def days(self, column: str) -> NDArray[np.object_]:
        """Return the days of a column as ISO texts; None for nothing. Shape (rows,)."""
        days = self._fetched(lambda query: query.column(column, "day"))
        return np.array([*(None if day is None else str(day) for day in days), None], dtype=object)[:-1]

    def numbers(self, of: Expr) -> list[Fraction | None]:
        """Return an expression's exact numbers; None where it has none."""
        digits: list[int] = []

        def wanted(query: Any) -> str:
            number = query.number(of)
            digits.append(number.digits)
            return str(number.sql)

        units = self._fetched(wanted)
        return [None if unit is None else Fraction(int(unit), 10 ** digits[-1]) for unit in units]

    def holds(self, condition: Expr) -> Mask:
        """Tell for which rows a condition is known to hold. Shape (rows,)."""
        return np.array([bool(holds) for holds in self._fetched(lambda query: query.truth(condition))], dtype=np.bool_)

    @cached_property
    def _whose(self) -> dict[int, int]:
        return dict(zip(self.positions, self._fetched(lambda _: "t.who"), strict=True))

    def _fetched(self, wanted: Any) -> list[Any]:
        """Return a value of each row."""
        if not self.positions:
            return []
        engine = self._engine
        query = engine.query(engine.everybody)
        value = wanted(query)
        found = dict(engine.relation.session.rows(f"SELECT t.pos, {value} {query.anywhere('TRUE', self.positions)}"))
        return [found.get(position) for position in self.positions]

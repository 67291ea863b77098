"""The days of the rows, with how many rows are of each: which of them count is decided as for the rows of files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure.sql.listing import Listing
from csscore.measure.sql.relation import PART
from csscore.read.requirements import DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask
    from csscore.measure.sql.engine import SqlEngine
    from csscore.problems import Place


class Days:
    """Rows of one day and one part as one row each (as `csscore.measure.period` asks of rows).

    Parameters
    ----------
    engine
        The rows.
    """

    def __init__(self, engine: SqlEngine) -> None:
        relation = engine.relation
        used = [relation.column(DAY, "day")] if relation.table.has(DAY) else []
        day = used[0].sql if used else "CAST(NULL AS DATE)"
        found = relation.session.rows(
            f"SELECT first, many, CAST(day AS VARCHAR), part FROM (SELECT min(r) AS first, count(*) AS many, {day} AS day,"
            f" part FROM ({relation.rows(used)}) AS t GROUP BY 3, 4)"
        )
        found.sort(key=lambda row: (row[3], row[0], row[2] or ""))
        self._engine = engine
        self._first = np.array([row[3] * PART + row[0] for row in found], dtype=np.int64)
        self._count = np.array([row[1] for row in found], dtype=np.int64)
        self._days = np.array([row[2] or "NaT" for row in found], dtype="datetime64[D]")
        self._part = np.array([row[3] for row in found], dtype=np.intp)

    def __len__(self) -> int:
        return len(self._days)

    @property
    def table(self) -> Days:
        """Return the days: what is asked of a table is asked of them."""
        return self

    def many(self, chosen: NDArray[Any]) -> int:
        """Return how many rows some of the days have."""
        return int(self._count[chosen].sum())

    def select(self, mask: Mask) -> Days:
        """Return some of the days."""
        other = object.__new__(Days)
        other._engine = self._engine
        for name in ("_first", "_count", "_days", "_part"):
            setattr(other, name, getattr(self, name)[mask])
        return other

    def holds(self, name: str) -> Mask:
        """Tell for which rows their part has a column."""
        parts = [name in part.columns for part in self._engine.relation.parts]
        return np.array(parts, dtype=np.bool_)[self._part]

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return the days; what is wrong with their cells is said."""
        self._engine.tell_refused(name, "day")
        return self._days

    def days_as_read(self) -> NDArray[np.datetime64]:
        """Return the days without a word."""
        return self._days

    def place(self, at: int, name: str | None = None) -> Place:
        """Return where the first row of a day is."""
        return Listing(self._engine, [int(self._first[at])]).place(0, name)

    @cached_property
    def agents(self) -> list[str]:
        """Return whose the first row of each day is."""
        rows = Listing(self._engine, self._first.tolist())
        return [rows.agent(at) for at in range(len(rows))]

    def counting(self, whole: Days) -> str:
        """Return SQL of whether a row is of these days, which are some of the whole; nothing where they are all."""
        if len(self) == len(whole):
            return ""
        parts: dict[tuple[str, ...], list[int]] = {}
        for part in range(len(self._engine.relation.parts)):
            own = tuple("" if np.isnat(day) else str(day) for day in self._days[self._part == part])
            parts.setdefault(own, []).append(part)
        made = []
        for days, several in parts.items():
            named = ", ".join(f"DATE '{day}'" for day in days if day)
            cases = [f"{self._sql} IN ({named})"] if named else []
            cases += [f"{self._sql} IS NULL"] if "" in days else []
            inside = f"t.pos // {PART} IN ({', '.join(map(str, several))})"
            made.append(f"({inside} AND ({' OR '.join(cases) or 'FALSE'}))")
        return " OR ".join(made)

    @property
    def _sql(self) -> str:
        relation = self._engine.relation
        return f"t.{relation.column(DAY, 'day').sql}" if relation.table.has(DAY) else "CAST(NULL AS DATE)"

"""Expressions that SQL can't do exactly: computed by csscore itself for each different combination of what they name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.measure.evaluate import Odd, reals_of, truth_of
from csscore.measure.sql.relation import type_of
from csscore.measure.sql.translate import WIDEST, Exact, refuse_wide
from csscore.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.sql.relation import Column, Kind, Relation
    from csscore.measure.sql.translate import Translation
    from csscore.read.spans import Span
    from csscore.scheme.expression import Expr

MOST: Final = 200_000
"""Different combinations that are computed one by one; more are refused (D454)."""


class Computed:
    """An expression as a table of what it comes to, joined by what it names.

    Attributes
    ----------
    join
        SQL that joins the table to rows that have the columns ``used``.
    value
        What the expression comes to.
    odd
        Why it comes to nothing somewhere although nothing is missing.
    """

    odd: Odd
    """In any of the rows."""

    def __init__(self, relation: Relation, expr: Expr, translation: Translation, span: Span | None, alias: str) -> None:
        names = [name for name in expr.names if name not in relation.params and relation.has(name)]
        wanted = {(name, kind): translation.column(name, kind) for name in names for kind in kinds_of(expr, name)}
        sqls = [column.sql for column in wanted.values()]
        found = relation.session.rows(
            f"SELECT DISTINCT {', '.join(sqls) or 'TRUE'} FROM ({relation.rows(list(wanted.values()))}) AS t LIMIT {MOST + 1}"
        )
        if len(found) > MOST:
            problems = Problems()
            problems.add("D454", expr.place, expression=expr.text, most=MOST)
            problems.reject()
        self._of, self._columns, self._session = expr, sqls, relation.session
        self._scope = partial(_Combinations, relation, wanted, span=span)
        scope = self._scope(found)
        keys = {
            f"k_{sql}": (type_of(column.kind, column.bound), [row[at] for row in found])
            for at, (sql, column) in enumerate(zip(sqls, wanted.values(), strict=True))
        }
        self.digits = self.bound = 0
        values: list[Any]
        if expr.kind == "truth":
            (holds, known), self.odd = truth_of(expr, scope)
            type_, values = "BOOLEAN", [bool(one) if there else None for one, there in zip(holds, known, strict=True)]
        else:
            numbers, self.odd = reals_of(expr, scope)
            whole = numbers.units()
            self.digits, there = whole.digits, ~np.isnan(numbers.approx)
            self.bound = max(map(abs, whole.units[there].tolist()), default=0)
            if self.bound >= WIDEST:
                refuse_wide(expr.text)
            values = [str(unit) if known else None for unit, known in zip(whole.units.tolist(), there.tolist(), strict=True)]
            type_ = type_of("number", self.bound)
        table = relation.session.kept({**keys, "value_": (type_, values)})
        same = " AND ".join(f"t.{sql} IS NOT DISTINCT FROM {alias}.k_{sql}" for sql in sqls)
        self.join = f"LEFT JOIN {table} AS {alias} ON {same or 'TRUE'}"
        self.value = f"{alias}.value_"

    def among(self, source: str) -> Odd:
        """Return why it comes to nothing in the rows of a query, which has the columns ``used``."""
        columns = ", ".join(f"t.{sql}" for sql in self._columns) or "TRUE"
        scope = self._scope(self._session.rows(f"SELECT DISTINCT {columns} {source}"))
        return (truth_of if self._of.kind == "truth" else reals_of)(self._of, scope)[1]

    @property
    def exact(self) -> Exact:
        """Return it as a number."""
        return Exact(self.value, self.digits, self.bound)


def kinds_of(expr: Expr, name: str) -> tuple[Kind, ...]:
    """Return as what an expression reads a name."""
    kind = expr.kinds.get(name)
    if kind is None:
        return ("number", "there")
    read: Kind = "text" if kind == "text" else "day" if kind == "date" else "number"
    return (read, "there") if "missing" in expr.calls else (read,)


class _Combinations:
    """Combinations of values as the elements of an expression (`csscore.measure.evaluate`)."""

    def __init__(
        self, relation: Relation, wanted: dict[tuple[str, Kind], Column], rows: list[tuple[Any, ...]], *, span: Span | None
    ) -> None:
        self.problems = Problems()  # an expression that was read names nothing that is not there
        self.span = span
        self._relation = relation
        self._size = len(rows)
        self._columns = {key: (column, [row[at] for row in rows]) for at, (key, column) in enumerate(wanted.items())}

    def __len__(self) -> int:
        return self._size

    def has(self, name: str) -> bool:
        return self._relation.has(name)

    def names(self) -> Iterable[str]:
        return self._relation.params

    def numbers(self, name: str) -> Floats:
        if name in self._relation.params:
            return np.full(self._size, float(self._relation.params[name]))
        column, cells = self._columns[name, "number"]
        return np.array([np.nan if cell is None else int(cell) / 10**column.digits for cell in cells])

    def texts(self, name: str) -> NDArray[np.object_]:
        return np.array([*self._columns[name, "text"][1], None], dtype=object)[:-1]

    def dates(self, name: str) -> NDArray[np.datetime64]:
        return np.array(self._columns[name, "day"][1], dtype="datetime64[D]")

    def missing(self, name: str) -> Mask:
        if name in self._relation.params:
            return np.zeros(self._size, dtype=np.bool_)
        if self._relation.table.has(name) and self._relation.table.blank(name) == "0":
            return np.isnan(self.numbers(name))
        return ~np.array(self._columns[name, "there"][1], dtype=np.bool_)

    @property
    def cohorts(self) -> NDArray[np.intp]:
        raise TypeError("a row has no cohort")

    def better(self, name: str) -> Any:
        raise TypeError("a row has no cohort")

    def team(self, name: str) -> Floats:
        raise TypeError("a row has no cohort")

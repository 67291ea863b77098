"""A query over the rows that count, while it is put together: which rows are among some, and what is joined to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.measure import aggregates
from csscore.measure.sql.relation import PART
from csscore.measure.sql.translate import Exact, Inexact, Translation
from csscore.measure.sql.tuples import Computed, kinds_of
from csscore.read.requirements import DAY
from csscore.scheme.expression.tree import Logic, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csscore.measure.aggregates import Among
    from csscore.measure.evaluate import Odd
    from csscore.measure.sql.engine import SqlEngine
    from csscore.measure.sql.relation import Column, Kind, Relation
    from csscore.scheme.expression import Expr


class Query:
    """A query over the rows that count, while it is put together."""

    def __init__(self, engine: SqlEngine, people: str) -> None:
        self._engine = engine
        self._people = people
        self._translation = Translation(engine.relation, engine.span)
        self._joins: dict[str, None] = {}
        self._doubts: list[tuple[str, Kind, str]] = []

    @property
    def relation(self) -> Relation:
        """Return the rows."""
        return self._engine.relation

    @property
    def used(self) -> list[Column]:
        """Return the columns that are needed."""
        return list(self._translation.used.values())

    @property
    def joins(self) -> list[str]:
        """Return the joins that are needed."""
        return list(self._joins)

    def number(self, of: Expr) -> Exact:
        """Return an expression's number."""
        try:
            return self._translation.number(of)
        except Inexact:
            return self._joined(of).exact

    def truth(self, of: Expr) -> str:
        """Return whether a condition holds."""
        try:
            return self._translation.truth(of)
        except Inexact:
            return self._joined(of).value

    def full(self, of: Expr) -> bool:
        """Tell whether an expression is known in every row, because what it names says something in each."""
        return self._gaps(of) == []

    def _gaps(self, of: Expr) -> list[str] | None:
        """Return the columns whose blanks, and nothing else, make an expression unknown; None where that is not so simple."""
        relation = self.relation
        try:
            self._translation.truth(of) if of.kind == "truth" else self._translation.number(of)
        except Inexact:
            return None
        names = (name for name in of.names if name not in relation.params)
        columns = (relation.column(name, kind) for name in names for kind in kinds_of(of, name))
        gaps = [column.sql for column in columns if not column.full]
        told_apart = any(isinstance(node, Logic) or getattr(node, "name", "") in {"if", "missing"} for node in walk(of.tree))
        return None if gaps and told_apart else gaps

    def _known(self, of: Expr, value: str) -> list[str]:
        """Return what must hold for an expression to be known."""
        gaps = self._gaps(of)
        return [f"({value}) IS NOT NULL"] if gaps is None else [f"{column} IS NOT NULL" for column in gaps]

    def column(self, name: str, kind: Any) -> str:
        """Return a column."""
        return self._translation.column(name, kind).sql

    def told(self, name: str, kind: Any) -> str:
        """Return a column whose cells are all looked at: `tell` says which of them can't be read."""
        if self.relation.table.has(name):
            self._doubts.append((name, kind, "TRUE"))
        return self.column(name, kind)

    def there(self, name: str) -> str:
        """Return whether something stands under a name."""
        return self._translation.there(name)

    def day(self) -> str:
        """Return the day of a row."""
        return self.column(DAY, "day") if self.relation.table.has(DAY) else "CAST(NULL AS DATE)"

    def among(self, rows: Among) -> str:
        """Return whether a row is among some."""
        parts: list[str] = []
        for condition in rows.where:
            parts.append(self.truth(condition))
            self._doubt(condition, parts[:-1])
        for condition in rows.known:
            self._doubt(condition, parts)
            parts += self._known(condition, self.truth(condition))
        for of in (*rows.present, *rows.absent, *rows.nonzero, *rows.negative):
            self._doubt(of, parts)
        parts += [
            *(known for of in rows.present for known in self._known(of, self.number(of).sql)),
            *("FALSE" if self.full(of) else f"{self.number(of).sql} IS NULL" for of in rows.absent),
            *(f"{self.number(of).sql} <> 0" for of in rows.nonzero),
            *(f"{self.number(of).sql} < 0" if self._signed(of) else "FALSE" for of in rows.negative),
            *(self.there(name) for name in rows.filled),
        ]
        if rows.dated is not None:
            parts.append(f"{self.day()} IS {'NOT NULL' if rows.dated else 'NULL'}")
        made = "FALSE" if "FALSE" in parts else " AND ".join(f"({part})" for part in dict.fromkeys(parts)) or "TRUE"
        if rows.latest:
            day = f"coalesce({self.day()}, DATE '0001-01-01')"
            own = f"SELECT t.element AS element, max({day}) AS latest {self.source(made)} GROUP BY 1"
            self._joins[f"LEFT JOIN ({own}) AS l ON l.element = t.element"] = None
            made = f"({made} AND {day} = l.latest)"
        return made

    def source(self, where: str = "TRUE") -> str:
        """Return the query from FROM on, with all that was asked for so far."""
        return self.anywhere(" AND ".join(f"({condition})" for condition in [*self._engine.counting, where]))

    def anywhere(self, where: str, positions: Iterable[int] | None = None) -> str:
        """Return the same over all rows, those that don't count, too, or over those at some positions."""
        engine = self._engine
        used = {**engine.needed, **self._translation.used}
        rows = engine.relation.rows(list(used.values()), positions)
        joined = f"SELECT r.*, q.element AS element FROM ({rows}) AS r JOIN {self._people} AS q ON r.who = q.who"
        return f"FROM ({joined}) AS t {' '.join([*engine.joins, *self._joins])} WHERE {where}"

    def tell(self) -> None:
        """Say which cells can't be read, of those that are looked at."""
        for name, kind, where in self._doubts:
            self._engine.tell_refused(name, kind, where, self)

    def odd(self, of: Expr, where: str) -> Odd:
        """Return what is odd about an expression in some rows."""
        return self._engine.odd(of, self.source(where))

    def _signed(self, of: Expr) -> bool:
        """Tell whether an expression may be below 0."""
        return of.name is None or of.name in self.relation.params or self.relation.column(of.name, "number").signed

    def _doubt(self, of: Expr, where: Sequence[str]) -> None:
        """Note the rows in which an expression looks at its columns."""
        relation = self.relation
        condition = " AND ".join(f"({part})" for part in where) or "TRUE"
        for name in of.names:
            if name not in relation.params and relation.table.has(name):
                self._doubts += [(name, kind, condition) for kind in kinds_of(of, name) if kind != "there"]

    def _joined(self, of: Expr) -> Computed:
        found = self._engine.computed(of, self._translation)
        for name in of.names:
            if name not in self.relation.params and self.relation.has(name):
                for kind in kinds_of(of, name):
                    self._translation.column(name, kind)
        self._joins[found.join] = None
        return found


def unknown(query: Query, of: Expr, beside: Sequence[str], where: str) -> aggregates.Unknowns:
    """Return how many rows are unknown for a blank, with the first, and which columns are blank in them."""
    relation = query.relation
    if query.full(of):
        return aggregates.Unknowns()
    value = query.truth(of) if of.kind == "truth" else query.number(of).sql
    names = [name for name in of.names if relation.has(name) and name not in relation.params]
    blank = {name: _blank(query, of, name) for name in names}
    there = " OR ".join(_held(relation, name, blank) for name in dict.fromkeys((*names, *beside))) or "FALSE"
    normal = [empty for name, empty in blank.items() if relation.table.blank(name) == "leave_out"]
    any_blank = " OR ".join(blank.values()) or "FALSE"
    odd = query.odd(of, where)
    told = [where, f"({value}) IS NULL", f"({any_blank})", f"({there})"]
    told += [f"NOT {empty}" for empty in normal]
    marks = [f"CASE WHEN {empty} THEN 1 ELSE 0 END" for empty in blank.values()]
    wanted = ["count(*)", "min(t.pos)", *(f"arg_min({mark}, t.pos)" for mark in marks), *(f"max({mark})" for mark in marks)]
    ((many, first, *rest),) = relation.session.rows(f"SELECT {', '.join(wanted)} {query.source(' AND '.join(told))}")
    if not many:
        return aggregates.Unknowns(large=odd.large, outside=odd.outside)
    absent = tuple(name for name, is_blank in zip(names, rest[: len(names)], strict=True) if is_blank)
    gaps = tuple(name for name, is_blank in zip(names, rest[len(names) :], strict=True) if is_blank)
    return aggregates.Unknowns(int(many), int(first), absent, gaps, odd.large, odd.outside)


def _blank(query: Query, of: Expr, name: str) -> str:
    kind = of.kinds.get(name)
    if kind is None:
        return f"(NOT {query.there(name)})"
    return f"({query.column(name, 'text' if kind == 'text' else 'day' if kind == 'date' else 'number')} IS NULL)"


def _held(relation: Relation, name: str, blank: Mapping[str, str]) -> str:
    """Return whether a row's part has a column for a name."""
    if not relation.table.has(name):
        return "TRUE" if name in blank else "FALSE"
    parts = [str(at) for at, part in enumerate(relation.parts) if name in part.columns]
    return "TRUE" if len(parts) == len(relation.parts) else f"t.pos // {PART} IN ({', '.join(parts)})"

"""Answers aggregates where the rows lie (`csscore.measure.engine.Engine`); it knows no metric and divides nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure import aggregates
from csscore.measure.sql.listing import Listing
from csscore.measure.sql.relation import PART
from csscore.measure.sql.translate import WIDEST, Exact, Inexact, Translation
from csscore.measure.sql.tuples import Computed, kinds_of
from csscore.problems import Problems
from csscore.read.requirements import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csscore.exact.fixed import Floats
    from csscore.measure.aggregates import Among, Ask, Codes, Counts
    from csscore.measure.engine import Source
    from csscore.measure.sql.relation import Column, Kind, Relation
    from csscore.read.spans import Span
    from csscore.scheme.expression import Expr


class SqlEngine:
    """The engine for one input whose rows lie elsewhere.

    Parameters
    ----------
    relation
        The rows.
    span
        The period that was asked for.
    """

    def __init__(self, relation: Relation, span: Span | None) -> None:
        self.relation = relation
        self.span = span
        self.counting: list[str] = []
        self.needed: dict[str, Column] = {}
        self.joins: list[str] = []
        self._computed: dict[Expr, Computed] = {}
        self._told: set[tuple[str, Kind, str]] = set()
        self._counts: Counts | None = None
        self.everybody = self._elements(np.arange(len(relation.people), dtype=np.intp))
        """The kept table in which everybody is an element of her own."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the input by its name."""
        return {aggregates.FILES: self.relation.table}

    def answer(self, asks: Iterable[Ask[Any]], elements: Codes, size: int) -> Mapping[Ask[Any], Any]:
        """Answer aggregates: all that are one row an element in one scan, different values in one each."""
        asked = list(dict.fromkeys(asks))
        people = self._elements(elements)
        single = [ask for ask in asked if isinstance(ask, _COMBINED) and not ask.rows.latest]
        found: dict[Ask[Any], Any] = {}
        if single:
            found |= self._single(single, people, size)
        for ask in asked:
            if ask not in found:
                found[ask] = self._other(ask, people, size)
        return found

    def listing(self, rows: Among, elements: Codes, element: int, *, start: int = 0, most: int | None = None) -> Listing:
        """Return an element's rows among these in their order, from the ``start``-th on, at most ``most``."""
        query = _Query(self, self._elements(np.where(elements == element, 0, -1)))
        wanted = query.among(rows)
        limit = "" if most is None else f" LIMIT {most}"
        found = self.relation.session.rows(f"SELECT t.pos {query.source(wanted)} ORDER BY t.pos{limit} OFFSET {start}")
        return self.at(rows.source, [position for (position,) in found])

    def at(self, source: str, positions: Sequence[int]) -> Listing:
        """Return rows by position, in the order given."""
        return Listing(self, positions)

    def texts(self, source: str, column: str) -> Sequence[str]:
        """Return the different texts of a column in all rows of an input, those that don't count and the roster's included."""
        found: set[str] = set()
        if self.relation.table.has(column):
            own = self.relation.column(column, "text")
            rows = self.relation.rows([own])
            different = f"SELECT DISTINCT {own.sql} FROM ({rows}) WHERE {own.sql} IS NOT NULL"
            found |= {text for (text,) in self.relation.session.rows(different)}
        roster = self.relation.people.roster
        if roster is not None and roster.has(column):
            found |= {text for text in roster.texts(column).tolist() if text is not None}
        return sorted(found)

    def tell_refused(self, name: str, kind: Kind, where: str = "TRUE", query: _Query | None = None) -> None:
        """Say which cells of a column can't be read, of rows that count and for which a condition holds."""
        relation = self.relation
        if (name, kind, where) in self._told or not any(relation.refused(at, name, kind) for at in range(len(relation.parts))):
            return
        self._told.add((name, kind, where))
        query = query or _Query(self, self.everybody)
        column = query.column(name, kind)
        rows = f"SELECT t.pos {query.source(f'({column} IS NULL) AND {where}')} ORDER BY t.pos"
        relation.tell(name, kind, rows)

    @property
    def counts(self) -> Counts:
        """Return how many rows of each person count. Shape (people,)."""
        if self._counts is None:
            query = f"SELECT t.who, count(*) {_Query(self, self.everybody).source()} GROUP BY t.who"
            who, many = self.relation.session.columns(query)
            self._counts = _finish_counts([many], who.astype(np.intp), len(self.relation.people))
        return self._counts

    def sums_by_person(self, name: str) -> Floats:
        """Return what each person has of a column of money or counts."""
        query = _Query(self, self.everybody)
        sql, digits = query.column(name, "number"), self.relation.column(name, "number").digits
        found = np.zeros(len(self.relation.people))
        for who, own in self.relation.session.rows(f"SELECT t.who, coalesce(sum({sql}), 0) {query.source()} GROUP BY t.who"):
            found[who] = int(own) / 10**digits
        return found

    def only(self, condition: str, used: Iterable[Column], joins: Iterable[str] = ()) -> None:
        """Count only rows for which a condition in SQL holds."""
        self._counts = None
        self.counting.append(condition)
        self.needed |= {column.sql: column for column in used}
        self.joins += joins

    # --- queries

    def _elements(self, elements: Codes) -> str:
        inside = np.flatnonzero(elements >= 0)
        return self.relation.session.kept({"who": ("BIGINT", inside), "element": ("BIGINT", elements[inside])})

    def computed(self, expr: Expr, translation: Translation) -> Computed:
        """Return an expression that SQL can't do, computed once."""
        if expr not in self._computed:
            self._computed[expr] = Computed(self.relation, expr, translation, self.span, f"e{len(self._computed)}")
        return self._computed[expr]

    def query(self, people: str) -> _Query:
        """Return a query over the rows that count, with their elements."""
        return _Query(self, people)

    def _single(self, asks: Sequence[Ask[Any]], people: str, size: int) -> dict[Ask[Any], Any]:
        """Answer what is one number or one row an element, in one scan."""
        query = _Query(self, people)
        made = {ask: _columns(query, ask) for ask in asks}
        for ask in asks:
            query.among(ask.counted())
        query.tell()
        columns = list(dict.fromkeys(sql for _, sqls in made.values() for sql in sqls))  # what several ask is counted once
        names = ["t.element", *(f"{sql} AS a{at}" for at, sql in enumerate(columns))]
        found = self.relation.session.columns(f"SELECT {', '.join(names)} {query.source()} GROUP BY t.element")
        element, *answers = found
        given = dict(zip(columns, answers, strict=True))
        codes = element.astype(np.intp)
        return {ask: finish([given[sql] for sql in sqls], codes, size) for ask, (finish, sqls) in made.items()}

    def _other(self, ask: Ask[Any], people: str, size: int) -> Any:
        """Answer with different values, or with parts, in a scan of its own."""
        query = _Query(self, people)
        where = query.among(ask.of.counted() if isinstance(ask, aggregates.Split) else ask.counted())
        query.tell()
        run = self.relation.session
        match ask:
            case aggregates.Split(of=inner, columns=columns):
                labels = [query.column(name, "alike") for name in columns]
                finish, sqls = _columns(query, _of_all(inner))
                by = ", ".join(["t.element", *labels])
                order = ", ".join(["t.element", *(f"{label} NULLS FIRST" for label in labels)])
                rows = run.rows(f"SELECT {', '.join([by, *sqls])} {query.source(where)} GROUP BY {by} ORDER BY {order}")
                parts = np.arange(len(rows))
                columns_ = [np.array([row[1 + len(labels) + at] for row in rows]) for at in range(len(sqls))]
                texts = tuple(_texts([row[1 + at] for row in rows]) for at in range(len(labels)))
                return aggregates.Parts(_codes(rows), texts, finish(columns_, parts, len(rows)))
            case aggregates.Histogram(of=several):
                numbers = [query.number(of) for of in several]
                by = ", ".join(["t.element", *(number.sql for number in numbers)])
                shown = ", ".join(["t.element", *(number.shown(number.sql) for number in numbers), "count(*)"])
                element, *found, many = run.counts(f"SELECT {shown} {query.source(where)} GROUP BY {by} ORDER BY {by}")
                pairs = zip(numbers, found, strict=True)
                scaled = tuple(aggregates.Scaled(number.units(units), number.digits) for number, units in pairs)
                return aggregates.Values(element.astype(np.intp), scaled, many)
            case aggregates.Unknown(of=of, beside=beside):
                return _unknown(query, of, beside, where)
            case aggregates.Distinct(column=name) | aggregates.Said(column=name) | aggregates.Days(column=name):
                cell = query.column(name, "day" if isinstance(ask, aggregates.Days) else "alike")
                shown = f"CAST({cell} AS VARCHAR)"
                inside = f"{where} AND {cell} IS NOT NULL"
                grouped = f"SELECT t.element, {shown} AS text, count(*) AS many {query.source(inside)} GROUP BY 1, 2"
                if isinstance(ask, aggregates.Distinct):
                    rows = run.rows(f"SELECT element, count(*) FROM ({grouped}) GROUP BY 1")
                    return _spread(np.array([row[1] for row in rows], dtype=np.int64), _codes(rows), size, 0)
                rows = run.rows(f"{grouped} ORDER BY 1, 2")
                return aggregates.Texts(_codes(rows), _texts([row[1] for row in rows]), _counts(rows))
        finish, sqls = _columns(query, _of_all(ask))
        rows = run.rows(f"SELECT {', '.join(['t.element', *sqls])} {query.source(where)} GROUP BY t.element")
        return finish([np.array([row[1 + at] for row in rows]) for at in range(len(sqls))], _codes(rows), size)


class _Query:
    """A query over the rows that count, while it is put together."""

    def __init__(self, engine: SqlEngine, people: str) -> None:
        self._engine = engine
        self._people = people
        self._translation = Translation(engine.relation, engine.span)
        self._joins: dict[str, None] = {}
        self._doubts: list[tuple[str, Kind, str]] = []
        self._names = count()

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
        relation = self.relation
        try:
            self._translation.truth(of) if of.kind == "truth" else self._translation.number(of)
        except Inexact:
            return False
        names = (name for name in of.names if name not in relation.params)
        return all(relation.column(name, kind).full for name in names for kind in kinds_of(of, name))

    def column(self, name: str, kind: Any) -> str:
        """Return a column."""
        return self._translation.column(name, kind).sql

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
            if not self.full(condition):
                parts.append(f"({self.truth(condition)}) IS NOT NULL")
        for of in (*rows.present, *rows.absent, *rows.nonzero, *rows.negative):
            self._doubt(of, parts)
        parts += [
            *(f"{self.number(of).sql} IS NOT NULL" for of in rows.present if not self.full(of)),
            *("FALSE" if self.full(of) else f"{self.number(of).sql} IS NULL" for of in rows.absent),
            *(f"{self.number(of).sql} <> 0" for of in rows.nonzero),
            *(f"{self.number(of).sql} < 0" if self._signed(of) else "FALSE" for of in rows.negative),
            *(self.there(name) for name in rows.filled),
        ]
        if rows.dated is not None:
            parts.append(f"{self.day()} IS {'NOT NULL' if rows.dated else 'NULL'}")
        made = "FALSE" if "FALSE" in parts else " AND ".join(f"({part})" for part in parts) or "TRUE"
        if rows.latest:
            day = f"coalesce({self.day()}, DATE '0001-01-01')"
            own = f"SELECT t.element AS element, max({day}) AS latest {self.source(made)} GROUP BY 1"
            self._joins[f"LEFT JOIN ({own}) AS l ON l.element = t.element"] = None
            made = f"({made} AND {day} = l.latest)"
        return made

    def source(self, where: str = "TRUE") -> str:
        """Return the query from FROM on, with all that was asked for so far."""
        return self.anywhere(" AND ".join(f"({condition})" for condition in [*self._engine.counting, where]))

    def anywhere(self, where: str) -> str:
        """Return the same over all rows, those that don't count, too."""
        engine = self._engine
        used = {**engine.needed, **self._translation.used}
        rows = engine.relation.rows(list(used.values()))
        joined = f"SELECT r.*, q.element AS element FROM ({rows}) AS r JOIN {self._people} AS q ON r.who = q.who"
        return f"FROM ({joined}) AS t {' '.join([*engine.joins, *self._joins])} WHERE {where}"

    def tell(self) -> None:
        """Say which cells can't be read, of those that are looked at."""
        for name, kind, where in self._doubts:
            self._engine.tell_refused(name, kind, where, self)

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


_COMBINED = (
    aggregates.Count,
    aggregates.First,
    aggregates.Sum,
    aggregates.Products,
    aggregates.Least,
    aggregates.Greatest,
)


def _columns(query: _Query, ask: Ask[Any]) -> tuple[Any, list[str]]:
    """Return what finishes an aggregate of its columns, and these in SQL."""
    own = ask.numbers()
    where = query.among(replace(ask.rows, present=tuple(of for of in ask.rows.present if of not in own)))
    match ask:
        case aggregates.Count() if where == "FALSE":
            return _finish_none, []
        case aggregates.First() if where == "FALSE":
            return _finish_nowhere, []
        case aggregates.Count():
            return _finish_counts, [_count("*", where)]
        case aggregates.First():
            return _finish_first, [f"coalesce(min({_where('t.pos', where)}), -1)"]
        case aggregates.Sum(of=of):
            return _exact(query, (of,), query.number(of), "sum", where)
        case aggregates.Products(of=of, by=by):
            one, other = query.number(of), query.number(by)
            wide = f"CAST({one.sql} AS HUGEINT)" if one.bound * other.bound >= 2**62 else one.sql
            product = Exact(f"({wide} * {other.sql})", one.digits + other.digits, one.bound * other.bound)
            return _exact(query, (of, by), product, "sum", where)
        case aggregates.Least(of=of):
            return _exact(query, (of,), query.number(of), "min", where)
        case aggregates.Greatest(of=of):
            return _exact(query, (of,), query.number(of), "max", where)
    raise TypeError(f"{ask} is no aggregate of rows")


def _where(value: str, where: str) -> str:
    """Return a value in some rows, nothing in the others: databases do that faster than they filter."""
    return value if where == "TRUE" else f"CASE WHEN {where} THEN {value} END"


def _count(value: str, where: str) -> str:
    """Return how many of some rows have a value."""
    if value != "*" or where == "TRUE":
        return f"count({_where(value, where)})"
    return f"CAST(sum(CASE WHEN {where} THEN 1 ELSE 0 END) AS BIGINT)"


def _of_all(ask: Any) -> Ask[Any]:
    """Return an aggregate over all rows of its input, where the query has chosen them."""
    made: Ask[Any] = replace(ask, rows=aggregates.Among(ask.rows.source))
    return made


def _exact(query: _Query, of: tuple[Expr, ...], number: Exact, combine: str, where: str) -> tuple[Any, list[str]]:
    """Return a sum or an extreme with how many rows have the number; what could run over is refused (D455)."""
    combined = replace(number, bound=number.bound * (max(query.relation.count, 1) if combine == "sum" else 1))
    if combined.bound >= WIDEST:
        problems = Problems()
        problems.add("D455", None, column=of[0].text)
        problems.reject()
    made = f"coalesce({combined.shown(f'{combine}({_where(number.sql, where)})')}, {combined.shown('0')})"
    known = "*" if all(query.full(one) for one in of) else number.sql

    def finish(columns: list[Any], element: Codes, size: int) -> aggregates.Exact:
        sums, many = columns
        counts = _spread(many.astype(np.int64), element, size, 0)
        return aggregates.Exact(aggregates.Scaled(_spread(combined.units(sums), element, size, 0), number.digits), counts)

    return finish, [made, _count(known, where)]


def _unknown(query: _Query, of: Expr, beside: Sequence[str], where: str) -> aggregates.Unknowns:
    """Return how many rows are unknown for a blank, with the first, and which columns are blank in them."""
    relation = query.relation
    if query.full(of):
        return aggregates.Unknowns()
    value = query.truth(of) if of.kind == "truth" else query.number(of).sql
    names = [name for name in of.names if relation.has(name) and name not in relation.params]
    blank = {name: _blank(query, of, name) for name in names}
    there = " OR ".join(_held(relation, name, blank) for name in dict.fromkeys((*names, *beside))) or "FALSE"
    normal = [empty for name, empty in blank.items() if relation.table.blank(name) == "leave_out"]
    told = [where, f"({value}) IS NULL", f"({' OR '.join(blank.values()) or 'FALSE'})", f"({there})"]
    told += [f"NOT {empty}" for empty in normal]
    marks = [f"CASE WHEN {empty} THEN 1 ELSE 0 END" for empty in blank.values()]
    wanted = ["count(*)", "min(t.pos)", *(f"arg_min({mark}, t.pos)" for mark in marks), *(f"max({mark})" for mark in marks)]
    ((many, first, *rest),) = relation.session.rows(f"SELECT {', '.join(wanted)} {query.source(' AND '.join(told))}")
    if not many:
        return aggregates.Unknowns()
    absent = tuple(name for name, is_blank in zip(names, rest[: len(names)], strict=True) if is_blank)
    gaps = tuple(name for name, is_blank in zip(names, rest[len(names) :], strict=True) if is_blank)
    return aggregates.Unknowns(int(many), int(first), absent, gaps)


def _blank(query: _Query, of: Expr, name: str) -> str:
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


def _finish_counts(columns: list[Any], element: Codes, size: int) -> Counts:
    return _spread(columns[0].astype(np.int64), element, size, 0)


def _finish_none(_: list[Any], __: Codes, size: int) -> Counts:
    return np.zeros(size, dtype=np.int64)


def _finish_nowhere(_: list[Any], __: Codes, size: int) -> Counts:
    return np.full(size, -1, dtype=np.int64)


def _finish_first(columns: list[Any], element: Codes, size: int) -> Any:
    return _spread(columns[0].astype(np.int64), element, size, -1)


def _spread(values: Any, element: Codes, size: int, empty: int) -> Any:
    found = np.full(size, empty, dtype=values.dtype)
    found[element] = values
    return found


def _codes(rows: Sequence[tuple[Any, ...]]) -> Codes:
    return np.array([row[0] for row in rows], dtype=np.intp)


def _counts(rows: Sequence[tuple[Any, ...]]) -> Any:
    return np.array([row[-1] for row in rows], dtype=np.int64)


def _texts(texts: list[str | None]) -> Any:
    return np.array([*texts, None], dtype=object)[:-1]

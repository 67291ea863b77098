"""Answers aggregates where the rows lie (`csscore.measure.engine.Engine`); it knows no metric and divides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure import aggregates
from csscore.measure.evaluate import Odd
from csscore.measure.sql.combining import COMBINED, combined, count_of, finish_counts, of_all, spread
from csscore.measure.sql.listing import Listing
from csscore.measure.sql.query import Query, unknown
from csscore.measure.sql.tuples import Computed
from csscore.scheme.expression import column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from csscore.exact.fixed import Floats
    from csscore.measure.aggregates import Among, Ask, Codes, Counts
    from csscore.measure.engine import Source
    from csscore.measure.sql.relation import Column, Kind, Relation
    from csscore.measure.sql.translate import Translation
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
    measured
        The columns of the metrics: what each person has of their amounts is looked at, too.
    """

    def __init__(self, relation: Relation, span: Span | None, measured: Collection[str] = ()) -> None:
        self.relation = relation
        self.span = span
        self.counting: list[str] = []
        self.needed: dict[str, Column] = {}
        self.joins: list[str] = []
        self._computed: dict[Expr, Computed] = {}
        self._told: set[tuple[str, Kind, str]] = set()
        self._counts: Counts | None = None
        self._measured = measured
        self._sums: dict[str, Floats] = {}
        self.everybody = self._elements(np.arange(len(relation.people), dtype=np.intp))
        """The kept table in which everybody is an element of her own."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the input by its name."""
        return {aggregates.FILES: self.relation.table}

    def answer(self, asks: Iterable[Ask[Any]], elements: Codes, size: int) -> Mapping[Ask[Any], Any]:
        """Answer aggregates: those of one row an element in one scan, of parts in one a set of columns, else in one each."""
        asked = list(dict.fromkeys(asks))
        people = self._elements(elements)
        single = [ask for ask in asked if isinstance(ask, COMBINED) and not ask.rows.latest]
        found: dict[Ask[Any], Any] = {}
        if single:
            found |= self._single(single, people, size)
            self._keep_sums(found, elements, size)
        vocabulary = [ask for ask in asked if isinstance(ask, aggregates.Vocabulary)]
        texts = self.texts(ask.column for ask in vocabulary)
        found |= {ask: texts[ask.column] for ask in vocabulary}
        splits = [ask for ask in asked if isinstance(ask, aggregates.Split)]
        for columns in dict.fromkeys(split.columns for split in splits):
            found |= self._split([split for split in splits if split.columns == columns], people)
        return found | {ask: self._other(ask, people, size) for ask in asked if ask not in found}

    def listing(self, rows: Among, elements: Codes, element: int, *, start: int = 0, most: int | None = None) -> Listing:
        """Return an element's rows among these in their order, from the ``start``-th on, at most ``most``."""
        query = Query(self, self._elements(np.where(elements == element, 0, -1)))
        wanted = query.among(rows)
        limit = "" if most is None else f" LIMIT {most}"
        found = self.relation.session.rows(f"SELECT t.pos {query.source(wanted)} ORDER BY t.pos{limit} OFFSET {start}")
        return self.at(rows.source, [position for (position,) in found])

    def at(self, source: str, positions: Sequence[int]) -> Listing:
        """Return rows by position, in the order given."""
        return Listing(self, positions)

    def texts(self, columns: Iterable[str]) -> dict[str, list[str]]:
        """Return the different texts of columns in all rows, those that don't count and the roster's included, in one scan."""
        found: dict[str, set[str]] = {name: set() for name in columns}
        own = {name: self.relation.column(name, "text") for name in found if self.relation.table.has(name)}
        if own:
            lists = ", ".join(f"list(DISTINCT {cell.sql}) FILTER ({cell.sql} IS NOT NULL)" for cell in own.values())
            (row,) = self.relation.session.rows(f"SELECT {lists} FROM ({self.relation.rows(list(own.values()))})")
            found |= {name: set(texts or ()) for name, texts in zip(own, row, strict=True)}
        roster = self.relation.people.roster
        if roster is not None:
            found |= {
                name: texts | set(roster.texts(name).tolist()) - {None} for name, texts in found.items() if roster.has(name)
            }
        return {name: sorted(texts) for name, texts in found.items()}

    def tell_refused(self, name: str, kind: Kind, where: str = "TRUE", query: Query | None = None) -> None:
        """Say which cells of a column can't be read, of rows that count and for which a condition holds."""
        relation = self.relation
        if (name, kind, where) in self._told or not any(relation.refused(at, name, kind) for at in range(len(relation.parts))):
            return
        self._told.add((name, kind, where))
        query = query or Query(self, self.everybody)
        column = query.column(name, kind)
        rows = f"SELECT t.pos {query.source(f'({column} IS NULL) AND {where}')} ORDER BY t.pos"
        relation.tell(name, kind, rows)

    @property
    def counts(self) -> Counts:
        """Return how many rows of each person count. Shape (people,)."""
        if self._counts is None and not self.counting:
            self._counts = self.relation.many
        if self._counts is None:
            query = f"SELECT t.who, count(*) {Query(self, self.everybody).source()} GROUP BY t.who"
            who, many = self.relation.session.columns(query)
            self._counts = finish_counts([many], who.astype(np.intp), len(self.relation.people))
        return self._counts

    def sums(self) -> dict[str, Floats]:
        """Return what each person has of the columns of money or counts that are measured and were read so far."""
        left = [name for name in self._amounts() if name not in self._sums]
        if left:
            everybody = np.arange(len(self.relation.people), dtype=np.intp)
            self._keep_sums(self.answer(map(_sum_of, left), everybody, len(everybody)), everybody, len(everybody))
        return self._sums

    def _amounts(self) -> list[str]:
        return [name for name in self.relation.amounts() if name in self._measured]

    def _keep_sums(self, found: Mapping[Ask[Any], Any], elements: Codes, size: int) -> None:
        """Keep what each person has, where each is an element of her own."""
        persons = np.flatnonzero(elements >= 0)
        if len(persons) == size:
            sums = {name: found[ask].canonical() for name in self._amounts() if (ask := _sum_of(name)) in found}
            for name, own in sums.items():
                self._sums[name] = np.zeros(len(elements))
                self._sums[name][persons] = np.nan_to_num(own[elements[persons]])

    def only(self, condition: str, used: Iterable[Column], joins: Iterable[str] = ()) -> None:
        """Count only rows for which a condition in SQL holds."""
        self._counts, self._sums = None, {}
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

    def odd(self, of: Expr, source: str) -> Odd:
        """Return what is odd about an expression that was `computed`, in the rows of a query; SQL has no such number itself."""
        found = self._computed.get(of)
        return Odd() if found is None or found.odd == Odd() else found.among(source)

    def query(self, people: str) -> Query:
        """Return a query over the rows that count, with their elements."""
        return Query(self, people)

    def _single(self, asks: Sequence[Ask[Any]], people: str, size: int) -> dict[Ask[Any], Any]:
        """Answer what is one number or one row an element, in one scan."""
        query = Query(self, people)
        made = {ask: combined(query, ask) for ask in asks}
        for ask in asks:
            query.among(ask.counted())
        query.tell()
        made |= {ask: combined(query, ask) for ask in map(_sum_of, self._amounts())}
        columns = list(dict.fromkeys(sql for _, sqls in made.values() for sql in sqls))  # what several ask is counted once
        names = ["t.element", *(f"{sql} AS a{at}" for at, sql in enumerate(columns))]
        found = self.relation.session.columns(f"SELECT {', '.join(names)} {query.source()} GROUP BY t.element")
        element, *answers = found
        given = dict(zip(columns, answers, strict=True))
        codes = element.astype(np.intp)
        return {ask: finish([given[sql] for sql in sqls], codes, size) for ask, (finish, sqls) in made.items()}

    def _split(self, asks: Sequence[aggregates.Split[Any]], people: str) -> dict[Ask[Any], Any]:
        """Answer by element and texts of the same columns, in one scan; a part is there if it has rows among an aggregate's."""
        query = Query(self, people)
        labels = [query.told(name, "alike") for name in asks[0].columns]
        there = [count_of(query.among(ask.counted())) for ask in asks]
        made = [combined(query, ask.of) for ask in asks]
        query.tell()
        by = ", ".join(["t.element", *labels])
        order = ", ".join(["t.element", *(f"{label} NULLS FIRST" for label in labels)])
        sqls = list(dict.fromkeys([*there, *(sql for _, own in made for sql in own)]))
        rows = self.relation.session.rows(f"SELECT {', '.join([by, *sqls])} {query.source()} GROUP BY {by} ORDER BY {order}")
        given = {sql: np.array([row[1 + len(labels) + at] for row in rows]) for at, sql in enumerate(sqls)}
        found: dict[Ask[Any], Any] = {}
        for ask, present, (finish, own) in zip(asks, there, made, strict=True):
            kept = np.flatnonzero(given[present])
            texts = tuple(_texts([rows[at][1 + label] for at in kept]) for label in range(len(labels)))
            answer = finish([given[sql][kept] for sql in own], np.arange(len(kept)), len(kept))
            found[ask] = aggregates.Parts(_codes([rows[at] for at in kept]), texts, answer)
        return found

    def _other(self, ask: Ask[Any], people: str, size: int) -> Any:
        """Answer with different values in a scan of its own."""
        query = Query(self, people)
        where = query.among(ask.counted())
        query.tell()
        run = self.relation.session
        match ask:
            case aggregates.Histogram(of=several):
                numbers = [query.number(of) for of in several]
                by = ", ".join(["t.element", *(number.sql for number in numbers)])
                shown = ", ".join(["t.element", *(number.shown(number.sql) for number in numbers), "count(*)"])
                element, *found, many = run.counts(f"SELECT {shown} {query.source(where)} GROUP BY {by} ORDER BY {by}")
                pairs = zip(numbers, found, strict=True)
                scaled = tuple(aggregates.Scaled(number.units(units), number.digits) for number, units in pairs)
                return aggregates.Values(element.astype(np.intp), scaled, many)
            case aggregates.Unknown(of=of, beside=beside):
                return unknown(query, of, beside, where)
            case aggregates.Distinct(column=name) | aggregates.Said(column=name) | aggregates.Days(column=name):
                cell = query.told(name, "day" if isinstance(ask, aggregates.Days) else "alike")
                query.tell()
                shown = f"CAST({cell} AS VARCHAR)"
                inside = f"{where} AND {cell} IS NOT NULL"
                grouped = f"SELECT t.element, {shown} AS text, count(*) AS many {query.source(inside)} GROUP BY 1, 2"
                if isinstance(ask, aggregates.Distinct):
                    rows = run.rows(f"SELECT element, count(*) FROM ({grouped}) GROUP BY 1")
                    return spread(np.array([row[1] for row in rows], dtype=np.int64), _codes(rows), size, 0)
                rows = run.rows(f"{grouped} ORDER BY 1, 2")
                return aggregates.Texts(_codes(rows), _texts([row[1] for row in rows]), _counts(rows))
        finish, sqls = combined(query, of_all(ask))
        rows = run.rows(f"SELECT {', '.join(['t.element', *sqls])} {query.source(where)} GROUP BY t.element")
        return finish([np.array([row[1 + at] for row in rows]) for at in range(len(sqls))], _codes(rows), size)


def _sum_of(name: str) -> Ask[Any]:
    return aggregates.Sum(aggregates.Among(), column(name))


def _codes(rows: Sequence[tuple[Any, ...]]) -> Codes:
    return np.array([row[0] for row in rows], dtype=np.intp)


def _counts(rows: Sequence[tuple[Any, ...]]) -> Any:
    return np.array([row[-1] for row in rows], dtype=np.int64)


def _texts(texts: list[str | None]) -> Any:
    return np.array([*texts, None], dtype=object)[:-1]

"""What aggregates that are one number an element come to in SQL, and how that becomes an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure import aggregates
from csscore.measure.sql.translate import WIDEST, Exact, refuse_wide

if TYPE_CHECKING:
    from csscore.measure.aggregates import Ask, Codes, Counts
    from csscore.measure.sql.query import Query

COMBINED = (
    aggregates.Count,
    aggregates.First,
    aggregates.Sum,
    aggregates.Products,
    aggregates.Least,
    aggregates.Greatest,
)


def combined(query: Query, ask: Ask[Any]) -> tuple[Any, list[str]]:
    """Return what finishes an aggregate of its columns, and these in SQL."""
    own = ask.numbers()
    where = query.among(replace(ask.rows, present=tuple(of for of in ask.rows.present if of not in own)))
    match ask:
        case aggregates.Count() if where == "FALSE":
            return _finish_none, []
        case aggregates.First() if where == "FALSE":
            return _finish_nowhere, []
        case aggregates.Count():
            return finish_counts, [count_of(where)]
        case aggregates.First():
            return _finish_first, [f"coalesce(min({_where('t.pos', where)}), -1)"]
        case aggregates.Sum(of=of):
            return _exact(query, ask, query.number(of), "sum", where)
        case aggregates.Products(of=of, by=by):
            one, other = query.number(of), query.number(by)
            wide = f"CAST({one.sql} AS HUGEINT)" if one.bound * other.bound >= 2**62 else one.sql
            product = Exact(f"({wide} * {other.sql})", one.digits + other.digits, one.bound * other.bound)
            return _exact(query, ask, product, "sum", where)
        case aggregates.Least(of=of):
            return _exact(query, ask, query.number(of), "min", where)
        case aggregates.Greatest(of=of):
            return _exact(query, ask, query.number(of), "max", where)
    raise TypeError(f"{ask} is no aggregate of rows")


def _where(value: str, where: str) -> str:
    """Return a value in some rows, nothing in the others: databases do that faster than they filter."""
    return value if where == "TRUE" else f"CASE WHEN {where} THEN {value} END"


def count_of(where: str) -> str:
    """Return how many rows some are."""
    return "count(*)" if where == "TRUE" else f"CAST(sum(CASE WHEN {where} THEN 1 ELSE 0 END) AS BIGINT)"


def of_all(ask: Any) -> Ask[Any]:
    """Return an aggregate over all rows of its input, where the query has chosen them."""
    made: Ask[Any] = replace(ask, rows=aggregates.Among(ask.rows.source))
    return made


def _exact(query: Query, ask: Ask[Any], number: Exact, combine: str, where: str) -> tuple[Any, list[str]]:
    """Return a sum or an extreme with how many rows have the number; what could run over is refused (D455)."""
    whole = replace(number, bound=number.bound * (max(query.relation.count, 1) if combine == "sum" else 1))
    if whole.bound >= WIDEST:
        refuse_wide(ask.numbers()[0].text)
    made = f"coalesce({whole.shown(f'{combine}({_where(number.sql, where)})')}, {whole.shown('0')})"

    def finish(columns: list[Any], element: Codes, size: int) -> aggregates.Exact:
        sums, many = columns
        counts = spread(many.astype(np.int64), element, size, 0)
        return aggregates.Exact(aggregates.Scaled(spread(whole.units(sums), element, size, 0), number.digits), counts)

    return finish, [made, count_of(query.among(ask.counted()))]


def finish_counts(columns: list[Any], element: Codes, size: int) -> Counts:
    """Return how many rows each element has, of how many those with any have."""
    counts: Counts = spread(columns[0].astype(np.int64), element, size, 0)
    return counts


def _finish_none(_: list[Any], __: Codes, size: int) -> Counts:
    return np.zeros(size, dtype=np.int64)


def _finish_nowhere(_: list[Any], __: Codes, size: int) -> Counts:
    return np.full(size, -1, dtype=np.int64)


def _finish_first(columns: list[Any], element: Codes, size: int) -> Any:
    return spread(columns[0].astype(np.int64), element, size, -1)


def spread(values: Any, element: Codes, size: int, empty: int) -> Any:
    """Return the values of some elements among all."""
    found = np.full(size, empty, dtype=values.dtype)
    found[element] = values
    return found

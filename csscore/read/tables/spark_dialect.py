"""Queries that are written once, in DuckDB's SQL, as Spark understands them; sqlglot does all it knows, the rest is here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from csscore.read.tables.dialect import named_query, write_names_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot import exp


@cache
def as_spark(query: str) -> str:
    """Return a query in the SQL of Spark.

    Examples
    --------
    >>> as_spark('SELECT CAST(sum(n) AS BIGINT), sum(n), n // 2 FROM "t"')
    'SELECT CAST(SUM(n) AS BIGINT), SUM(CAST(n AS DECIMAL(38, 0))), n DIV 2 FROM `t`'
    """
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(query, read="duckdb")
    for select in tree.find_all(exp.Select):
        write_names_out(select)
    changes: dict[type[exp.Expr], Callable[..., exp.Expr]] = {
        exp.RegexpFullMatch: _whole_match,
        exp.RegexpLike: _match,
        exp.Sign: _whole_sign,
        exp.Sum: _wide_sum,
        exp.ArrayAgg: _set,
        exp.DateDiff: _whole_days,
        exp.DataType: _type,
    }
    for kind, change in changes.items():
        for node in reversed(list(tree.find_all(kind, bfs=False))):  # what is inside first
            node.replace(change(node))
    return tree.sql(dialect="spark")


def as_named(statement: str) -> tuple[str, str]:
    """Return the name of a table that a statement makes, and in the SQL of Spark the query that its rows come from."""
    name, query = named_query(statement)
    return name, as_spark(query)


def _whole_match(node: exp.RegexpFullMatch) -> exp.Expr:
    r"""Return whether a whole text matches: for Java ``$`` is also what stands before a last line break."""
    from sqlglot import exp

    return exp.RegexpLike(this=node.this, expression=exp.Literal.string(rf"\A(?:{node.expression.name})\z"))


def _match(node: exp.RegexpLike) -> exp.Expr:
    """Return whether a text matches, in whose lines ``.`` stands for all but a line feed."""
    from sqlglot import exp

    return exp.RegexpLike(this=node.this, expression=exp.Literal.string(f"(?d){node.expression.name}"))


def _whole_sign(node: exp.Sign) -> exp.Expr:
    """Return the sign of a number as a whole one: Spark's is a double."""
    import sqlglot

    number = node.this.sql("duckdb")
    cases = f"CASE WHEN {number} > 0 THEN 1 WHEN {number} < 0 THEN -1 WHEN {number} = 0 THEN 0 END"
    return sqlglot.maybe_parse(f"CAST({cases} AS BIGINT)", dialect="duckdb")


def _wide_sum(node: exp.Sum) -> exp.Expr:
    """Return a sum of whole numbers as one of 38 digits, unless it is meant to be one of 64 bits, which runs over aloud."""
    from sqlglot import exp

    above = node.parent.parent if isinstance(node.parent, exp.Filter) else node.parent
    if isinstance(above, exp.Cast) and above.to.this == exp.DataType.Type.BIGINT:
        return node
    return exp.Sum(this=exp.cast(node.this.copy(), "DECIMAL(38, 0)"))


def _set(node: exp.ArrayAgg) -> exp.Expr:
    """Return different values as a set: those of several columns are found in one scan."""
    from sqlglot import exp

    return exp.ArrayUniqueAgg(this=node.this.expressions[0].copy())


def _whole_days(node: exp.DateDiff) -> exp.Expr:
    """Return the days between two as a number of 64 bits, which may be multiplied."""
    from sqlglot import exp

    days = exp.Anonymous(this="datediff", expressions=[node.this.copy(), node.expression.copy()])
    return exp.cast(days, "BIGINT")


def _type(node: exp.DataType) -> exp.Expr:
    """Return a type; whole numbers of 128 bits are decimals."""
    from sqlglot import exp

    wide = {exp.DataType.Type.INT128, exp.DataType.Type.UINT128}
    return exp.DataType.build("DECIMAL(38, 0)") if node.this in wide else node

"""Queries that are written once, in DuckDB's SQL, as PostgreSQL understands them; sqlglot does all it knows, the rest is here."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot import exp

_CODE: Final = re.compile(r"\\x\{([0-9a-fA-F]+)\}|\\x([0-9a-fA-F]{2})")
ROW: Final = "ctid"
"""What PostgreSQL tells the rows of a table by: a block and a place in it."""
PLACES: Final = 2048
"""Places that a block has at most: a row is the number of its block times this, and its place."""
NUMBER: Final = "csscore row"
"""What the rows of a view are told by."""
_DAY: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


@cache
def as_postgres(query: str) -> str:
    """Return a query in the SQL of PostgreSQL; its parameters are ``$1``, ``$2`` … in their order.

    Examples
    --------
    >>> as_postgres("SELECT regexp_full_match(x, 'a+') FROM (SELECT y AS x FROM t) WHERE y = ?")
    "SELECT x ~ '^(?:a+)$' FROM (SELECT y AS x FROM t) AS t_1 WHERE y = $1"
    """
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(query, read="duckdb")
    for select in tree.find_all(exp.Select):
        write_names_out(select)
    for number, derived in enumerate(tree.find_all(exp.Subquery, bfs=False), start=1):
        if isinstance(derived.parent, (exp.From, exp.Join)) and not derived.alias:
            derived.set("alias", exp.TableAlias(this=exp.to_identifier(f"t_{number}")))
    _number_beside_views(tree)
    changes: dict[type[exp.Expr], Callable[..., exp.Expr]] = {
        exp.And: _one_after_the_other,
        exp.RegexpFullMatch: _whole_match,
        exp.RegexpLike: _match,
        exp.ArgMin: _of_the_first,
        exp.ArgMax: _of_the_last,
        exp.TryCast: _day_of,
        exp.DataType: _type,
        exp.Sign: _whole_sign,
        exp.NullSafeEQ: _same_text,
        exp.DateDiff: _days_between,
    }
    for kind, change in changes.items():
        for node in reversed(list(tree.find_all(kind, bfs=False))):  # what is inside first
            made = change(node)
            node.replace(made)
            if kind is exp.ArgMin and isinstance(made.this, exp.Array):
                _second(made)
    for select in tree.find_all(exp.Select):
        _say_of_which_table(select)
    _look_up_first(tree)
    _number_rows(tree)
    for number, placeholder in enumerate(list(tree.find_all(exp.Placeholder, bfs=False)), start=1):
        placeholder.replace(exp.Parameter(this=exp.Literal.number(number)))
    return tree.sql(dialect="postgres")


def as_named(statement: str) -> tuple[str, str]:
    """Return the name of a table that a statement makes, and in the SQL of PostgreSQL the query that its rows come from.

    Examples
    --------
    >>> as_named("CREATE OR REPLACE TEMP TABLE t AS SELECT 1")
    ('t', 'SELECT 1')
    """
    name, query = named_query(statement)
    return name, as_postgres(query)


def named_query(statement: str) -> tuple[str, str]:
    """Return the name of a table that a statement makes, and the query that its rows come from."""
    import sqlglot

    made = sqlglot.parse_one(statement, read="duckdb")
    return made.this.name, made.expression.sql("duckdb")


def _whole_match(node: exp.RegexpFullMatch) -> exp.Expr:
    from sqlglot import exp

    pattern = exp.Literal.string(f"^(?:{_pattern(node.expression.name)})$")
    return exp.RegexpLike(this=node.this, expression=pattern)


def _match(node: exp.RegexpLike) -> exp.Expr:
    from sqlglot import exp

    return exp.RegexpLike(this=node.this, expression=exp.Literal.string(_pattern(node.expression.name)))


def _pattern(text: str) -> str:
    r"""Return a regular expression as PostgreSQL writes signs by their code: ``\x{3000}`` is ``\u3000``."""
    return _CODE.sub(lambda found: f"\\u{int(found[1] or found[2], 16):04x}", text)


def _of_the_first(node: exp.ArgMin) -> exp.Expr:
    """Return what the first row has of a whole number; of texts the least one, by which those of one shape are in order."""
    import sqlglot
    from sqlglot import exp

    if _is_row(node.expression) and _source(node) is not None:
        return node
    if isinstance(node.this, exp.Column):
        return exp.Min(this=node.this.copy())
    pair = ", ".join(f"CAST({one.sql('duckdb')} AS BIGINT)" for one in (node.expression, node.this))
    return sqlglot.maybe_parse(f"MIN(ARRAY[{pair}])", dialect="duckdb")


def _is_row(node: exp.Expr) -> bool:
    """Tell whether something is what the rows of a table are told by."""
    from sqlglot import exp

    return isinstance(node, exp.Column) and node.name in {ROW, "r"} and not node.this.quoted


def _source(node: exp.Expr) -> exp.Select | None:
    """Return the query that gives the rows of a table what they are told by; None where rows have nothing of the kind."""
    from sqlglot import exp

    return next((one.parent_select for one in node.root().find_all(exp.Column) if one.name == ROW and not one.this.quoted), None)


def _say_of_which_table(select: exp.Select) -> None:
    """Say of which table something is that rows are told by: where tables are joined, that is not known without."""
    from sqlglot import exp

    if select.args.get("joins"):
        table = exp.to_identifier(next(select.find_all(exp.From)).alias_or_name, quoted=True)
        for column in select.find_all(exp.Column):
            if column.name == ROW and _is_row(column) and column.parent_select is select:
                column.set("table", table.copy())


def _look_up_first(tree: exp.Expr) -> None:
    """Fetch what the first row has by where it lies; rows are too many to be put in order for it."""
    import sqlglot
    from sqlglot import exp

    for node in list(tree.find_all(exp.ArgMin)):
        source, select = _source(node), node.parent_select
        if source is None or select is None:
            continue
        inside, outside = source.sql("postgres"), next(select.find_all(exp.From)).alias_or_name
        found = f"(SELECT f.{node.this.sql('postgres')} FROM ({inside}) AS f WHERE f.r = MIN({outside}.{node.expression.name}))"
        node.replace(sqlglot.maybe_parse(found, dialect="postgres"))


def _of_the_last(node: exp.ArgMax) -> exp.Expr:
    """Return the greatest text, which is the other end of what `_of_the_first` finds."""
    from sqlglot import exp

    return exp.Max(this=node.this.copy())


def _day_of(node: exp.TryCast) -> exp.Expr:
    """Return a text as a day, nothing where there is no such day: the first of its month and some days, which can't fail."""
    import sqlglot

    text = node.this.sql("duckdb")
    found = f"(CAST(left({text}, 8) || '01' AS DATE) + (CAST(substr({text}, 9, 2) AS INTEGER) - 1))"
    of_its_month = f"CASE WHEN left(CAST({found} AS TEXT), 7) = left({text}, 7) THEN {found} END"
    return sqlglot.maybe_parse(f"CASE WHEN {text} ~ '{_DAY}' AND {text} >= '0001' THEN {of_its_month} END", dialect="postgres")


def _type(node: exp.DataType) -> exp.Expr:
    """Return a type; whole numbers of 128 bits are decimals of any length."""
    from sqlglot import exp

    wide = {exp.DataType.Type.INT128, exp.DataType.Type.UINT128}
    return exp.DataType.build("numeric", dialect="postgres") if node.this in wide else node


def _whole_sign(node: exp.Sign) -> exp.Expr:
    """Return the sign of a number as a whole one: that of a bigint would be a double."""
    from sqlglot import exp

    return exp.cast(node.copy(), "int")


def _days_between(node: exp.DateDiff) -> exp.Expr:
    """Return the days between two, which are their difference."""
    from sqlglot import exp

    return exp.paren(exp.Sub(this=node.this.copy(), expression=node.expression.copy()))


def _same_text(node: exp.NullSafeEQ) -> exp.Expr:
    """Return whether two values are the same, or both nothing, in such a way that a join may look them up: as texts.

    No text that is compared is empty.
    """
    from sqlglot import exp

    def shown(side: exp.Expr) -> exp.Expr:
        return exp.Coalesce(this=exp.cast(side.copy(), "text"), expressions=[exp.Literal.string("")])

    return exp.EQ(this=shown(node.left), expression=shown(node.right))


def _one_after_the_other(node: exp.And) -> exp.Expr:
    """Return a condition whose second half is looked at only where a text has passed the first: it may be cast there."""
    from sqlglot import exp

    if node.left.find(exp.RegexpFullMatch, exp.RegexpLike) is None:
        return node
    return exp.Case(ifs=[exp.If(this=node.left.copy(), true=node.right.copy())], default=node.left.copy())


def write_names_out(select: exp.Select) -> None:
    """Write out the names that a query gives to what it selects where its own conditions use them."""
    from sqlglot import exp

    named = {one.alias: one.this for one in select.expressions if isinstance(one, exp.Alias)}
    for part in ("where", "having"):
        clause = select.args.get(part)
        if clause is None:
            continue
        for column in list(clause.find_all(exp.Column)):
            if column.name in named and not column.table and column.find_ancestor(exp.Select) is select:
                meant = named[column.name].copy()
                column.replace(meant if isinstance(meant, exp.Column) else exp.paren(meant))


def _second(aggregate: exp.Expr) -> None:
    """Take the second of the two numbers that an aggregate, filtered or not, has found."""
    from sqlglot import exp

    whole = aggregate.parent if isinstance(aggregate.parent, exp.Filter) else aggregate
    whole.replace(exp.Bracket(this=exp.paren(whole.copy()), expressions=[exp.Literal.number(2)], offset=1))


def _number_beside_views(tree: exp.Expr) -> None:
    """Make whole numbers of what rows are told by where those of a view, which have numbers, stand beside them."""
    from sqlglot import exp

    columns = list(tree.find_all(exp.Column))
    if any(column.name == NUMBER for column in columns):
        for column in columns:
            if column.name == ROW and _is_row(column):
                column.replace(_number_of(exp.column(exp.to_identifier(ROW, quoted=True))))


def _number_rows(tree: exp.Expr) -> None:
    """Make whole numbers of what rows are told by, but where the server compares that itself, which is much faster."""
    import sqlglot
    from sqlglot import exp

    told = [column for column in tree.find_all(exp.Column) if _is_row(column)]
    if not any(column.name == ROW for column in told):
        return
    for column in told:
        above = column.parent
        if isinstance(above, exp.Min) and not isinstance(above.parent, exp.EQ):
            whole = above.parent if isinstance(above.parent, exp.Filter) else above
            whole.replace(_number_of(whole))
        elif isinstance(above, exp.In):
            rows = [divmod(int(number.name), PLACES) for number in above.expressions]
            tids: list[exp.Expr] = [
                sqlglot.maybe_parse(f"CAST('({block},{place})' AS tid)", dialect="postgres") for block, place in rows
            ]
            above.set("expressions", tids)
        elif not isinstance(above, (exp.Alias, exp.Select, exp.Ordered, exp.EQ, exp.Min)):
            column.replace(_number_of(column))


def _number_of(row: exp.Expr) -> exp.Expr:
    import sqlglot

    place = f"CAST(CAST({row.sql('postgres')} AS TEXT) AS POINT)"
    block, place = (f"CAST(({place})[{at}] AS BIGINT)" for at in (0, 1))
    return sqlglot.maybe_parse(f"({block} * {PLACES} + {place})", dialect="postgres")

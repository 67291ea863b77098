"""Takes rows of a table once that a scheme's `unique` says are one (`csscore.measure.once` for files)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.measure.once import AGENT
from csscore.measure.sql.listing import Listing
from csscore.read.requirements import DAY
from csscore.read.texts import one_spelling
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.measure.sql.engine import SqlEngine
    from csscore.measure.sql.query import Query
    from csscore.problems import Problems

_TOLD: Final = 1000
"""Rows that differ, which are told one by one."""


def taken_once(engine: SqlEngine, columns: Sequence[str], problems: Problems) -> None:
    """Count rows that are equal in some columns once.

    Parameters
    ----------
    engine
        The rows that count so far.
    columns
        What the scheme's `unique` names. A row that lacks one of them is a row of its own.
    problems
        Takes how many were left out (D313), rows that are equal in these columns and differ in another that the scheme uses,
        or are another person's (D314), and rows without a cell (D315).
    """
    table, session = engine.relation.table, engine.relation.session
    there = [name for name in columns if name == AGENT or table.has(name)]
    if not there:
        return
    query = engine.query(engine.everybody)
    key = [_cell(query, name) for name in there]
    rest = [name for name in [AGENT, *table.used()] if name not in there]
    cells = {name: _cell(query, name) for name in rest}
    before = len(problems.errors)
    query.tell()
    if len(problems.errors) > before:
        return
    blank = " OR ".join(f"{cell} IS NULL" for cell in key)
    ((count, first),) = session.rows(f"SELECT count(*), min(t.pos) {query.source(blank)}")
    if count:
        place = Listing(engine, [first]).place(0, there[0])
        problems.add("D315", place, columns=listed(there), count=count)
    names = ", ".join(f"{cell} AS k{at}" for at, cell in enumerate(key))
    others = "".join(f", {cell} AS o{at}" for at, cell in enumerate(cells.values()))
    by = ", ".join(f"k{at}" for at in range(len(key)))
    rows = f"SELECT t.pos AS pos, {names}{others} {query.source(f'NOT ({blank})')}"
    several = f"SELECT {by}, min(pos) AS first FROM ({rows}) GROUP BY {by} HAVING count(*) > 1"
    again = " AND ".join(f"r.k{at} = s.k{at}" for at in range(len(key)))
    differs = " OR ".join(f"r.o{at} IS DISTINCT FROM f.o{at}" for at in range(len(rest))) or "FALSE"
    session.do(
        f"CREATE OR REPLACE TEMP TABLE repeated AS WITH r AS ({rows}), s AS ({several}),"
        " f AS (SELECT r.* FROM r JOIN s ON r.pos = s.first)"
        f" SELECT r.pos AS pos, s.first AS first, {differs} AS differs FROM r JOIN s ON {again} JOIN f ON f.pos = s.first"
        " WHERE r.pos <> s.first"
    )
    _tell_different(engine, there, rest, problems)
    ((count, first),) = session.rows("SELECT count(*), min(pos) FROM repeated WHERE NOT differs")
    if count:
        problems.add("D313", Listing(engine, [first]).place(0, there[0]), count=count, columns=listed(there))
        engine.only("d.pos IS NULL", [], ["LEFT JOIN (SELECT pos FROM repeated WHERE NOT differs) AS d ON d.pos = t.pos"])


def _cell(query: Query, name: str) -> str:
    return "t.who" if name == AGENT else query.told(name, "day" if name == DAY else "alike")


def _tell_different(engine: SqlEngine, key: Sequence[str], rest: Sequence[str], problems: Problems) -> None:
    """Say which rows are equal in the key and differ elsewhere."""
    found = engine.relation.session.rows(f"SELECT pos, first FROM repeated WHERE differs ORDER BY pos LIMIT {_TOLD}")
    rows, firsts = Listing(engine, [row for row, _ in found]), Listing(engine, [first for _, first in found])
    said = {name: (rows.said(name), firsts.said(name)) for name in rest}
    for at in range(len(found)):
        name = next(name for name in rest if len({text and one_spelling(text) for text in (of[at] for of in said[name])}) > 1)
        own, other = (texts[at] or "-" for texts in said[name])
        headers = [header for _, header in engine.relation.table.source_of(name)] if name != AGENT else []
        column = headers[0] if headers else "agent"
        details = {"at": str(firsts.place(at, name)), "column": column, "one": other, "two": own}
        problems.add("D314", rows.place(at, name), group=name, key=listed(key), wider=", ".join([*key, name]), **details)

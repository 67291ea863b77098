"""Takes rows once that a scheme's `unique` says are one; of two that say different things it never chooses one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact import grouping
from csscore.read.requirements import DAY
from csscore.read.texts import alike
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.measure.frame.rows import RowScope
    from csscore.problems import Problems
    from csscore.read.table import Table

AGENT: Final = "agent"
"""What stands for the person among the columns of `unique`."""


def taken_once(rows: RowScope, columns: Sequence[str], problems: Problems) -> RowScope:
    """Return the rows, those that are equal in some columns once.

    Parameters
    ----------
    rows
        The rows of one input that are of the period.
    columns
        What the scheme's `unique` names. A row that lacks one of them is a row of its own.
    problems
        Takes how many were left out (D313), rows that are equal in these columns and differ in another that the scheme uses,
        or are another person's (D314), and rows without a cell (D315).
    """
    there = [name for name in columns if name == AGENT or rows.table.has(name)]
    if not there or not len(rows):
        return rows
    texts = [_key(rows.table, name) for name in there]
    blank = np.any([column == None for column in texts], axis=0)  # noqa: E711 - elementwise
    if bool(blank.any()):
        first, what = int(np.flatnonzero(blank)[0]), listed(there)
        problems.add("D315", rows.table.place(first, there[0]), columns=what, count=int(blank.sum()))
    known = np.flatnonzero(~blank)
    keys = [column[known].tolist() for column in texts]
    if rows.table.supposed:  # newcomers have copies of somebody's rows
        keys.append(rows.table.who[known].tolist())
    codes = grouping.keyed(list(zip(*keys, strict=True)))
    many = grouping.counts(codes, int(codes.max(initial=-1)) + 1)
    again = known[many[codes] > 1]
    if not len(again):
        return rows
    first_of = grouping.first_rows(codes, len(many))
    earlier = known[first_of[codes[many[codes] > 1]]]
    dropped = _equal(rows, again, earlier, there, problems)
    if not len(dropped):
        return rows
    problems.add("D313", rows.table.place(int(dropped[0]), there[0]), count=len(dropped), columns=listed(there))
    keep = np.ones(len(rows), dtype=np.bool_)
    keep[dropped] = False
    return rows.select(keep)


def _key(table: Table, name: str) -> NDArray[np.object_]:
    """Return by what rows are one: who, the day of a row, texts in their one spelling; None for nothing."""
    if name == AGENT:
        return table.agents
    if name != DAY:
        return alike(table.texts(name))
    days = table.dates(DAY)
    texts: NDArray[np.object_] = np.datetime_as_string(days).astype(object)
    texts[np.isnat(days)] = None
    return texts


def _equal(
    rows: RowScope, again: NDArray[np.intp], earlier: NDArray[np.intp], key: Sequence[str], problems: Problems
) -> NDArray[np.intp]:
    """Return the rows that repeat an earlier one in all that the scheme uses; D314 for those that don't.

    Files without a number in common complete each other: both rows count.
    """
    table = rows.table
    differs = np.full(len(again), None, dtype=object)
    differs[table.who[again] != table.who[earlier]] = AGENT
    lacks = np.full(len(again), None, dtype=object)
    share = np.zeros(len(again), dtype=np.bool_)
    both = table.select(np.concatenate([again, earlier]))
    for name in table.used():
        if name in key:
            continue
        there, others = np.split(both.holds(name), 2)
        own, other = np.split(both.said(name), 2)
        differs[(differs == None) & there & others & (own != other)] = name  # noqa: E711 - elementwise
        lacks[(lacks == None) & (there != others)] = name  # noqa: E711 - elementwise
        if name != DAY and table.unit(name) not in {"text", "date"}:
            share |= there & others
    differs = np.where((differs == None) & share, lacks, differs)  # noqa: E711 - elementwise
    later = again != earlier
    for at in np.flatnonzero(later & (differs != None)).tolist():  # noqa: E711 - elementwise
        _report(rows, int(again[at]), int(earlier[at]), key, differs[at], problems)
    equal: NDArray[np.intp] = again[later & (differs == None) & (lacks == None)]  # noqa: E711 - elementwise
    return equal


def _report(rows: RowScope, row: int, earlier: int, key: Sequence[str], name: str, problems: Problems) -> None:
    table = rows.table
    one, two = (str(table.agents[at]) if name == AGENT else table.cell(at, name) or "-" for at in (earlier, row))
    headers = [header for _, header in table.source_of(name)]
    column = headers[0] if headers and name != AGENT else "agent"
    details = {"at": str(table.place(earlier, name)), "column": column, "one": one, "two": two}
    problems.add("D314", table.place(row, name), group=name, key=listed(key), wider=", ".join([*key, name]), **details)

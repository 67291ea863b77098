"""Figures of the person that rows only repeat (base pay, a quota): taken once, or refused; it adds nothing up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.exact import grouping
from csscore.measure.combining import combined, shown
from csscore.scheme.nodes import as_key
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.rows import Rows
    from csscore.problems import Place
    from csscore.scheme.expression import Expr

_PER = Words(
    "每一行是各自的数、要相加，就在方案里写 columns: {{{key}: {{per: row}}}}",
    "if each row has a number of its own, to be added up, write columns: {{{key}: {{per: row}}}} in the scheme",
)


def of_person(rows: Rows, expr: Expr) -> bool:
    """Tell whether an expression of the row is made of nothing but figures of the person, and params."""
    names = [name for name in expr.names if not rows.scope.is_param(name)]
    return bool(names) and all(rows.scope.table.per(name) == "agent" for name in names)


def figure(rows: Rows, name: str, *, unit: str | None, adds: bool) -> Floats:
    """Return one number an element from a figure of the person; those of several people together as their rows would be."""
    one = rows.select(once(rows, rows.scope.numbers(name), name))
    return combined(one, name, unit=unit, adds=adds)


def once(rows: Rows, values: Floats, name: str) -> Mask:
    """Return the rows that count where each person has one value: the first of hers; different ones are an error (D396).

    Parameters
    ----------
    rows
        The rows.
    values
        The figure in each of them; NaN is missing. Shape (rows,).
    name
        The column that it is made of.
    """
    counts = np.zeros(len(rows), dtype=np.bool_)
    present = np.flatnonzero(~np.isnan(values))
    who = rows.scope.table.who[present]
    size = int(who.max()) + 1 if len(who) else 0
    first = grouping.first_rows(who, size)
    counts[present[first[first >= 0]]] = True
    differing = np.flatnonzero(values[present] != values[present[first[who]]])
    several = int((grouping.counts(who, size) > 1).sum())
    if len(differing):
        at = int(differing[np.argmin(who[differing])])
        one, other = int(present[first[who[at]]]), int(present[at])
        people = len(np.unique(who[differing]))
        rows.report("D396", rows.place(other, name), people=people, **_two(rows, name, values, one, other))
    elif several:
        rows.report("D322", column=name, count=several, how=_PER.filled({"key": as_key(name)}))
    return counts


def check_figures(named: Mapping[str, Place | None], rows_of: Callable[[str], Rows]) -> None:
    """Refuse columns that the scheme pays or judges a person by where nobody says whether they are hers or each row's (D397).

    Parameters
    ----------
    named
        The columns, each with where the scheme names it.
    rows_of
        Returns the rows of a column.
    """
    for name, place in named.items():
        rows = rows_of(name)
        table = rows.scope.table
        if not table.has(name) or table.per(name) is not None:
            continue
        values = rows.scope.numbers(name)
        present = np.flatnonzero(~np.isnan(values))
        several = np.flatnonzero(grouping.counts(rows.codes[present], rows.size) > 1)
        if len(several):
            one, other = (int(row) for row in present[rows.codes[present] == several[0]][:2])
            there = str(rows.place(other, name))
            rows.report("D397", place, there=there, people=len(several), **_two(rows, name, values, one, other))


def _two(rows: Rows, name: str, values: Floats, one: int, other: int) -> dict[str, object]:
    """Return what is said of two rows of one person."""
    unit = rows.scope.table.unit(name)
    return {
        "agent": str(rows.scope.table.agents[other]),
        "column": name,
        "key": as_key(name),
        "one": shown(values[one], unit),
        "at": str(rows.place(one, name)),
        "two": shown(values[other], unit),
    }

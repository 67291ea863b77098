"""Rows that don't count because a blank leaves an expression of theirs unknown: they are told, and no value is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.scheme.expression.tokens import as_name
from csscore.scheme.nodes import as_key
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.exact.fixed import Mask
    from csscore.measure.scope import RowScope
    from csscore.scheme.expression import Expr


def tell_blanks(
    code: str, expr: Expr, unknown: Mask, scope: RowScope, report: Callable[..., None], *, beside: Sequence[str] = ()
) -> None:
    """Report the rows for which an expression (D398) or a condition (D399) is unknown because something in them is blank.

    Rows of a file that has none of the columns are no rows of that kind: it completes the others by agent, and nothing is
    lost. Columns whose gaps are normal (``blank: leave_out``) are not told of.

    Parameters
    ----------
    code
        The code.
    expr
        The expression.
    unknown
        For which rows it is unknown, for whatever reason. Shape (rows,).
    scope
        The rows.
    report
        Takes the problem: code, place, details.
    beside
        Further columns of the rows that count, or don't, by it.
    """
    rows = np.flatnonzero(unknown)
    if not len(rows):
        return
    some = scope.select(rows)
    names = [name for name in expr.names if some.has(name) and not some.is_param(name)]
    blank = {name: _blank(some, name, expr) for name in names}
    told = np.zeros(len(rows), dtype=np.bool_)
    there = np.zeros(len(rows), dtype=np.bool_)
    for name in dict.fromkeys((*names, *beside)):
        there |= some.table.holds(name) if some.table.has(name) else name in blank
    for name, empty in blank.items():
        told |= empty
        if some.table.blank(name) == "leave_out":
            there &= ~empty
    found = np.flatnonzero(told & there)
    if not len(found):
        return
    first = int(found[0])
    absent = [name for name in names if bool(blank[name][first])]
    gaps = [name for name in names if bool(blank[name][found].any())]
    details = {"expression": expr.text, "absent": listed(absent), "agent": str(some.table.agents[first])}
    place = some.table.place(first, absent[0])
    report(code, place, count=len(found), meant=_meant(expr, gaps), normal=_normal(gaps), **details)


def _blank(rows: RowScope, name: str, expr: Expr) -> Mask:
    """Tell in which rows there is nothing under a name, as the expression reads it."""
    kind = expr.kinds.get(name)
    if kind == "text":
        return np.asarray(rows.texts(name) == None, dtype=np.bool_)  # noqa: E711 - elementwise
    if kind == "date":
        return np.asarray(np.isnat(rows.dates(name)), dtype=np.bool_)
    return rows.missing(name) if kind is None else np.isnan(rows.numbers(name))


def _meant(expr: Expr, names: Sequence[str]) -> Words:
    """Return what to write where blanks mean something: 0 in place of a number, else that the row counts all the same."""
    zh: list[str] = []
    en: list[str] = []
    for name in names:
        written, key = as_name(name), as_key(name)
        if expr.kinds.get(name) in {"text", "date"}:
            text = f"missing({written}) or ({expr.text})"
            zh, en = [*zh, f"要算就写 {text}"], [*en, f"to count these rows write {text}"]
        else:
            text, column = f"if(missing({written}), 0, {written})", f"columns: {{{key}: {{blank: 0}}}}"
            zh, en = (
                [*zh, f"把 {written} 写成 {text}，或在方案里写 {column}"],
                [*en, f"write {text} for {written}, or {column} in the scheme"],
            )
    return Words("；".join(zh), "; ".join(en))


def _normal(names: Sequence[str]) -> Words:
    """Return what to write where gaps are normal."""
    columns = ", ".join(f"{as_key(name)}: {{blank: leave_out}}" for name in names)
    return Words(f"写 columns: {{{columns}}}", f"write columns: {{{columns}}}")

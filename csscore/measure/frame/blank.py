"""In which rows an expression is unknown because something in them is blank; it says so to nobody and guesses no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.measure.aggregates import Unknowns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.exact.fixed import Mask
    from csscore.measure.frame.rows import RowScope
    from csscore.measure.frame.some import Some
    from csscore.scheme.expression import Expr


def unknowns(rows: Some, of: Expr, beside: Sequence[str]) -> Unknowns:
    """Return for how many rows an expression is unknown, and why (`csscore.measure.aggregates.Unknown`)."""
    unknown, odd = rows.unknown(of)
    found = Unknowns(large=odd.large, outside=odd.outside)
    at = np.flatnonzero(unknown)
    if not len(at):
        return found
    some = rows.scope.select(at)
    names = [name for name in of.names if some.has(name) and not some.is_param(name)]
    blank = {name: _blank(some, name, of) for name in names}
    told = np.logical_or.reduce([np.zeros(len(at), dtype=np.bool_), *blank.values()])
    there = np.zeros(len(at), dtype=np.bool_)
    for name in dict.fromkeys((*names, *beside)):
        there |= some.table.holds(name) if some.table.has(name) else name in blank
    for name, empty in blank.items():
        if some.table.blank(name) == "leave_out":
            there &= ~empty
    first, *_ = (*np.flatnonzero(told & there).tolist(), -1)
    if first < 0:
        return found
    absent = tuple(name for name in names if bool(blank[name][first]))
    gaps = tuple(name for name in names if bool(blank[name][told & there].any()))
    return Unknowns(int((told & there).sum()), int(rows.positions[at[first]]), absent, gaps, odd.large, odd.outside)


def _blank(rows: RowScope, name: str, of: Expr) -> Mask:
    """Tell in which rows there is nothing under a name, as the expression reads it."""
    kind = of.kinds.get(name)
    if kind == "text":
        return np.asarray(rows.texts(name) == None, dtype=np.bool_)  # noqa: E711 - elementwise
    if kind == "date":
        return np.asarray(np.isnat(rows.dates(name)), dtype=np.bool_)
    return rows.missing(name) if kind is None else np.isnan(rows.numbers(name))

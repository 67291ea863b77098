"""Rows that have one of two numbers that belong together, and not the other: they are left out, and told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csscore.measure.aggregates import Count, First
from csscore.scheme.expression import column
from csscore.scheme.nodes import as_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Ask
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr


def lacking(about: About, one: Expr, weight: Expr) -> dict[str, Ask[Any]]:
    """Return what has to be asked for `tell_lacking`; where a gap is normal (``blank: leave_out``), nothing."""
    asked: dict[str, Ask[Any]] = {"both": Count(replace(about.rows, present=(one, weight)))}
    sides = (("one", weight, replace(about.rows, present=(one,))), ("other", one, replace(about.rows, nonzero=(weight,))))
    for name, absent, there in sides:
        if not any(about.source.blank(column) == "leave_out" for column in absent.names):
            rows = replace(there, absent=(absent,))
            asked |= {name: Count(rows), f"first {name}": First(rows)}
    return asked


def tell_lacking(about: Making, found: Mapping[str, Any], one: Expr, weight: Expr) -> None:
    """Report rows left out because they lack one of both (D325).

    Not those that weigh nothing or whose agent has no other row: then the value is missing, which is reported anyway.
    """
    there = found["both"] > 0
    lacking = {name: found[name][there] for name in ("one", "other") if name in found}
    count = sum(int(rows.sum()) for rows in lacking.values())
    if not count:
        return
    firsts = {name: found[f"first {name}"][there] for name in lacking}
    first, side = min((int(rows[rows >= 0].min(initial=1 << 62)), name) for name, rows in firsts.items())
    has, lacks = (one, weight) if side == "one" else (weight, one)
    row = about.row(first)
    blank = [name for name in lacks.names if row.numbers(column(name))[0] is None] or lacks.names
    details = {
        "there": has.text,
        "absent": lacks.text,
        "agent": row.agent(0),
        "count": count,
        "zero": ", ".join(f"{as_key(name)}: {{blank: 0}}" for name in blank),
        "normal": ", ".join(f"{as_key(name)}: {{blank: leave_out}}" for name in blank),
    }
    about.report("D325", row.place(0, blank[0]), **details)

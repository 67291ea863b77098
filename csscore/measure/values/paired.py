"""Rows that have one of two numbers that belong together, and not the other: they are left out, and told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csscore.measure.aggregates import Count, First

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Ask
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr


def lacking(about: About, one: Expr, weight: Expr) -> dict[str, Ask[Any]]:
    """Return what has to be asked for `tell_lacking`."""
    alone = replace(about.rows, present=(one,), absent=(weight,))
    other = replace(about.rows, absent=(one,), nonzero=(weight,))
    return {
        "both": Count(replace(about.rows, present=(one, weight))),
        **{"one": Count(alone), "first one": First(alone), "other": Count(other), "first other": First(other)},
    }


def tell_lacking(about: Making, found: Mapping[str, Any], one: Expr, weight: Expr) -> None:
    """Report rows left out because they lack one of both (D325).

    Not those that weigh nothing or whose agent has no other row: then the value is missing, which is reported anyway.
    """
    there = found["both"] > 0
    count = int(found["one"][there].sum() + found["other"][there].sum())
    if not count:
        return
    firsts = {}
    for name in ("first one", "first other"):
        rows = found[name][there]
        firsts[name] = int(rows[rows >= 0].min(initial=1 << 62))
    first = min(firsts, key=firsts.__getitem__)
    has, lacks = (one, weight) if first == "first one" else (weight, one)
    row = about.row(firsts[first])
    details = {"there": has.text, "absent": lacks.text, "agent": row.agent(0), "count": count}
    about.report("D325", row.place(0, lacks.name), **details)

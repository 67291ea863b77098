"""Rows that don't count because a blank leaves an expression of theirs unknown: they are told, and no value is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.measure.aggregates import Among, Unknown
from csscore.measure.evaluate import Odd, tell_odd
from csscore.scheme.expression.tokens import as_name
from csscore.scheme.nodes import as_key
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csscore.measure.aggregates import Ask, Unknowns
    from csscore.measure.engine import Engine
    from csscore.measure.making import About
    from csscore.problems import Problems
    from csscore.scheme.expression import Expr


def doubts(ask: Ask[Any], about: About) -> Iterator[Unknown]:
    """Yield what has to be asked beside an aggregate: in which rows its conditions and expressions are unknown.

    A column's own gaps are no doubt.
    """
    rows = ask.counted()
    for at, condition in enumerate(rows.where):
        yield Unknown(Among(rows.source, rows.where[:at]), condition, about.columns)
    for at, condition in enumerate(rows.known):
        yield Unknown(Among(rows.source, rows.where, rows.known[:at]), condition, about.columns)
    for of in (*rows.present, *rows.absent):
        if of.name is None or not about.has(of.name):
            yield Unknown(Among(rows.source, rows.where, rows.known), of)


def tell_unknown(asked: Unknown, found: Unknowns, engine: Engine, problems: Problems, report: Callable[..., None]) -> None:
    """Report the rows for which an expression (D398) or a condition (D399) is unknown because something in them is blank.

    Parameters
    ----------
    asked, found
        The expression, and in how many rows it is unknown.
    engine
        Knows the rows.
    problems
        Takes what is wrong with the expression itself (D331, D332).
    report
        Takes the rows: code, place, details.
    """
    expr = asked.of
    tell_odd(expr, Odd(found.large, found.outside), problems)
    if found.first < 0:
        return
    row = engine.at(asked.rows.source, [found.first])
    details = {"expression": expr.text, "absent": listed(found.absent), "agent": row.agent(0), "count": found.blank}
    code = "D399" if expr.kind == "truth" else "D398"
    report(code, row.place(0, found.absent[0]), meant=_meant(expr, found.gaps), normal=_normal(found.gaps), **details)


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

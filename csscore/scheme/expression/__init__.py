"""Expressions of the scheme language (EXPR): read once, when the scheme is read; nothing here is ever handed to Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from csscore.exact.ending import ends_beyond
from csscore.scheme.expression.functions import COHORT
from csscore.scheme.expression.tokens import Mistake, as_name
from csscore.scheme.expression.tree import Expr, Kind, Name, at, walk
from csscore.scheme.kinds import decimal_text

if TYPE_CHECKING:
    from csscore.problems import Place, Problems

__all__ = ["Expr", "Kind", "column", "parse"]


def parse(
    text: str, place: Place | None, problems: Problems, *, gives: Kind | None = None, of: Literal["agent", "row"] = "agent"
) -> Expr | None:
    """Read an expression; None after its mistakes were recorded.

    Parameters
    ----------
    text
        The expression, as design and reference describe it: names, numbers with ``%`` or a unit, 'text', arithmetic,
        comparisons (also chained), ``in``, ``and or not`` and the functions of `functions.FUNCTIONS`. The wide signs of
        Chinese input methods mean what they look like: （ ） ， ＋ － × ÷ ＜ ＞ ≤ ≥ ≠ ‘’ “”.
    place
        Where the text begins.
    problems
        Takes S201-S224, at the column of the mistake.
    gives
        What the expression must give, if that is known.
    of
        Whether it is about an agent or about a row of a file; functions over the cohort mean nothing in a row.
    """
    from csscore.scheme.expression.checking import kinds
    from csscore.scheme.expression.parser import tree as read
    from csscore.scheme.expression.tree import Call, Number

    def report(mistake: Mistake) -> None:
        problems.add(mistake.code, at(place, text, mistake.start), group="", text=text, **mistake.details)

    try:
        tree = read(text)
    except Mistake as mistake:
        report(mistake)
        return None
    kind, names, mistakes = kinds(tree, gives)
    longs = (node for node in walk(tree) if isinstance(node, Number) and ends_beyond(node.value))
    mistakes += [Mistake("S405", node.start, number=decimal_text(node.value)) for node in longs]
    if of == "row":
        calls = (node for node in walk(tree) if isinstance(node, Call) and node.name in COHORT)
        mistakes += [Mistake("S224", node.start, name=node.name) for node in calls]
    for found in mistakes:
        report(found)
    return None if mistakes else Expr(text, place, tree, kind=kind, kinds=names)


def column(name: str) -> Expr:
    """Return the expression that is nothing but a column."""
    return Expr(as_name(name), None, Name(0, name), kind=None, kinds={name: "number"})

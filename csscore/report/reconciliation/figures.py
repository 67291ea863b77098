"""The figures of a parallel run as a person reads them, each kind in its own way; it rounds nothing but what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.exact.fixed import half_up, text
from csscore.report.quantities import amount
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    from csscore.reconciliation import Cell, Matched, Reconciliation
    from csscore.words import Lang

say = sentences(__file__)

_FINEST = 6
_WHAT = {"value": Words("{title}", "{title}"), "points": say("points")}


def what(column: Matched, lang: Lang) -> str:
    """Return what a column is compared with."""
    words = _WHAT.get(column.kind)
    return (column.title if words is None else words.filled({"title": column.title})).in_(lang)


def figure_text(said: Reconciliation, column: Matched, figure: Fraction | None, lang: Lang) -> str:
    """Return a figure with its unit; a dash for nothing."""
    if figure is None:
        return "–"
    if column.kind in {"pay", "line"}:
        digits = max(said.money_digits, len(exact_text(column, figure).partition(".")[2]))
        return amount(half_up(figure * 10**digits), digits, lang, said.currency).replace("-", "−")
    return exact_text(column, figure).replace("-", "−")


def exact_text(column: Matched, figure: Fraction) -> str:
    """Return a figure as plain decimal text, with at least the digits of its column where it has any."""
    digits = _FINEST if column.digits is None else column.digits
    while column.digits is not None and digits < _FINEST and (figure * 10**digits).denominator != 1:
        digits += 1
    return text(half_up(figure * 10**digits), digits)


def change_text(said: Reconciliation, cell: Cell, lang: Lang) -> str:
    """Return what is more here than in the table, with its sign; nothing for places, which are no amounts."""
    change = cell.change
    if change is None or not change or cell.column.kind == "rank":
        return ""
    return f"{'−' if change < 0 else '+'}{figure_text(said, cell.column, abs(change), lang)}"

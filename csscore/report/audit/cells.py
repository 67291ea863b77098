"""One cell of an audit's tables as a person reads it; it rounds what is shown, nothing else."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.exact.fixed import half_up, text
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.auditing import Audit, Column
    from csscore.words import Lang

_MISSING: Final = "–"
_DIGITS: Final = {"percent": 1, "number": 4, "rank": 1}


def is_number(column: Column) -> bool:
    """Tell whether a column is set to the right."""
    return column.kind != "text"


def cell_text(cell: Any, column: Column, said: Audit, lang: Lang) -> str:
    """Return a cell: a percentage with its sign, an amount in currency units, a score as the scheme prints it."""
    if cell is None:
        return _MISSING
    if isinstance(cell, Words):
        return cell.in_(lang)
    if isinstance(cell, str):
        return cell
    number = exact(cell)
    if column.kind == "score":
        return text(half_up(number), said.score_digits).replace("-", "−")
    if column.kind == "money":
        return _written(number / 10**said.money_digits, said.money_digits, least=said.money_digits)
    most = _DIGITS.get(column.kind, 4) if column.digits is None else column.digits
    if column.kind == "percent":
        return f"{_written(number * 100, most, least=most)}%"
    return _written(number, most, least=0 if column.digits is None else most)


def bar(cell: Any, column: Column) -> float | None:
    """Return how much of a cell a bar fills, where it is a share between nothing and all."""
    if column.kind != "percent" or cell is None:
        return None
    share = float(cell)
    return share if 0 < share <= 1 else None


def exact(number: Fraction | float) -> Fraction:
    """Return a number exactly; a float is the decimal of its shortest text."""
    return number if isinstance(number, Fraction) else Fraction(repr(number) if isinstance(number, float) else int(number))


def _written(number: Fraction, most: int, *, least: int) -> str:
    rounded = (Decimal(number.numerator) / number.denominator).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    whole, _, decimals = format(rounded, ",f").partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    shown = f"{whole}.{decimals}" if decimals else whole
    return shown[1:] if shown.startswith("-") and not rounded else shown.replace("-", "−")

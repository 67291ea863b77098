"""Amounts, places and scores of a comparison as a person reads them; it rounds nothing but what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.comparison import DIGITS
from csscore.exact.fixed import text
from csscore.report.quantities import amount
from csscore.report.view import thousands

if TYPE_CHECKING:
    from csscore.comparison import Agreement, Comparison, Standing
    from csscore.words import Lang, Words


def maybe(words: Words | None, lang: Lang) -> str | None:
    """Return words in a language; None where there are none."""
    return None if words is None else words.in_(lang)


def place_text(standing: Standing | None) -> str:
    """Return a place, a shared one with its sign; a dash where there is none."""
    if standing is None or standing.rank is None:
        return "–"
    return f"{standing.rank}=" if standing.tied > 1 else str(standing.rank)


def score_text(said: Comparison, standing: Standing | None) -> str:
    """Return a score; a dash where there is none."""
    return "–" if standing is None or standing.score is None else minus(text(standing.score, said.score_digits))


def arrow(before: str, after: str) -> str:
    """Return from what to what, or what stays."""
    return before if before == after else f"{before} → {after}"


def tau_text(alike: Agreement) -> str:
    """Return Kendall's τ-b; a dash where there is none."""
    return "–" if alike.kendall is None else minus(text(alike.kendall, DIGITS))


def minus(number: str) -> str:
    """Return a number with a true minus sign."""
    return number.replace("-", "−")


def plain_money(said: Comparison, units: int) -> str:
    """Return an amount without its currency."""
    return minus(thousands(text(units, said.money_digits)))


def more(said: Comparison, units: int) -> str:
    """Return a change of an amount with its sign, without its currency."""
    return f"{'−' if units < 0 else '+'}{thousands(text(abs(units), said.money_digits))}"


def money_text(said: Comparison, units: int, lang: Lang) -> str:
    """Return an amount with its currency."""
    return minus(amount(units, said.money_digits, lang, said.currency))


def change_text(said: Comparison, units: int, lang: Lang) -> str:
    """Return a change of an amount with sign and currency; empty where there is none."""
    return f"{'−' if units < 0 else '+'}{amount(abs(units), said.money_digits, lang, said.currency)}" if units else ""


def tenths(said: Comparison, tenths: int) -> str:
    """Return an amount that may have half a minor unit, which only the mean of two orders can."""
    number = thousands(text(abs(tenths), said.money_digits + 1))
    return f"{'−' if tenths < 0 else '+' if tenths else ''}{number.removesuffix('0')}"

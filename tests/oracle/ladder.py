"""What each place of a ladder pays, and what people tied are due; nothing is rounded here."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .exact import Refused, Unsupported, number, only


def place_amount(ladder: Any, place: int, people: int, *, beyond: str | None) -> Fraction:
    """Say what a place pays among so many people: an exact rational, not rounded. One agent is first."""
    if isinstance(ladder, list):
        if place <= len(ladder):
            return number(ladder[place - 1])
        return past_the_end(number(ladder[-1]), beyond)
    if "step" in ladder:
        only(ladder, "first", "step", "floor")
        return max(number(ladder.get("floor", 0)), number(ladder["first"]) - number(ladder["step"]) * (place - 1))
    if "first" in ladder:
        only(ladder, "first", "second", "last")
        top = 2 if "second" in ladder else 1  # the place from which the gaps are equal
        amount = number(ladder["second" if "second" in ladder else "first"])
        if place < top:
            return number(ladder["first"])
        if place == top:
            return amount  # also where nobody is below: one agent is first, the second of two is second
        return amount - (amount - number(ladder["last"])) * Fraction(place - top, people - top)
    rungs: dict[int, Fraction] = {}
    for places, pays in ladder.items():
        low, _, high = str(places).partition("-")
        rungs |= dict.fromkeys(range(int(low), int(high or low) + 1), number(pays))
    return rungs[place] if place in rungs else past_the_end(rungs[max(rungs)], beyond)


def past_the_end(last: Fraction, beyond: str | None) -> Fraction:
    """Pay somebody below the last rung that is listed."""
    if beyond == "error":
        raise Refused("more people than places")
    if beyond not in {"last", "zero"}:
        raise Unsupported("what is paid beyond the last place")
    return last if beyond == "last" else Fraction()


def climb(entry: dict[str, Any], order: list[list[str]], *, dense: bool = False) -> dict[str, Fraction]:
    """Say what a cohort is due, given best first as groups of people tied.

    Reading: the places are positions (1, 2, 2, 4 are the places 1, 2-3, 4), also where the ranks of people tied are printed
    as their last (``max``). Under ``dense`` any number stand on one place, and each is due what it pays.
    """
    only(entry, "ladder", "ties", "beyond", "title")
    people = len(order) if dense else sum(len(group) for group in order)
    paid: dict[str, Fraction] = {}
    before = 0
    for group in order:
        size = 1 if dense else len(group)
        places = range(before + 1, before + size + 1)
        amounts = [place_amount(entry["ladder"], place, people, beyond=entry.get("beyond")) for place in places]
        ties = entry.get("ties", "share")
        amount = {"share": sum(amounts, Fraction()) / len(amounts), "each": amounts[0], "lower": amounts[-1]}[ties]
        paid |= dict.fromkeys(group, amount)
        before += size
    return paid

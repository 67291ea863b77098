"""What is held back of pay lines, and what is earned above a minimum that is advanced; the books alone pay or take it later."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import MISSING, fraction_text
from csscore.exact.shares import Exact
from csscore.pay.cutting import sums
from csscore.result import LineColumn, Sentence
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from csscore.pay.money import Coin
    from csscore.problems import Problems
    from csscore.result import GateColumn
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Gate, Scheme

    Cents = NDArray[np.int64]

HOLD: Final = "hold"
"""The rule of lines that hold back part of another."""
DRAW: Final = "draw"
"""The rule of the line that lifts a sum to a minimum which is taken back later."""


def held_title(line: Words) -> Words:
    """Return the title of what is held back of a line."""
    return Words(f"留存：{line.zh}", f"Held back: {line.en}")


def title_of(chosen: Chosen) -> Words:
    """Return the title of an entry's line."""
    title: Words = chosen.options.title or chosen.rule.line
    return title


def holding(scheme: Scheme) -> list[Chosen]:
    """Return the entries of which part is held back: one line each, in their order."""
    return [chosen for chosen in scheme.pay if chosen.options.hold is not None]


def hold_lines(scheme: Scheme, lines: Sequence[LineColumn], gates: Sequence[GateColumn], coin: Coin) -> list[LineColumn]:
    """Return what is held back, a line for each entry that says so.

    The part is of what gates leave of the line, rounded once. It never takes the sum below the least that limits guarantee,
    nor anything of what is not positive.

    Parameters
    ----------
    scheme
        What the people are paid by.
    lines
        All lines: the scheme's entries, then what gates and limits change.
    gates
        Whom each gate of the scheme caught.
    coin
        What money is paid in.
    """
    if not holding(scheme):
        return []
    rooms = _rooms(scheme, lines, coin)
    made = []
    for chosen, line in zip(scheme.pay, lines, strict=False):
        if chosen.options.hold is None:
            continue
        variable = chosen.rule.variable
        left = _left(line, scheme.gates if variable else (), gates)
        wanted = left.times(chosen.options.hold.part).rounded(coin.step)
        room = np.minimum(rooms["all"], rooms["variable"]) if variable else rooms["all"]
        held = np.minimum(wanted, np.maximum(room, 0))
        rooms["all"] = rooms["all"] - held
        if variable:
            rooms["variable"] = rooms["variable"] - held
        made.append(_line(chosen, left, wanted, held, coin))
    return made


def above_minimum(scheme: Scheme, lines: Sequence[LineColumn], coin: Coin) -> Cents:
    """Return how much of each one's pay is above the least that limits guarantee: what an advance may be taken back from.

    ``lines`` are all of the result. Adjustments count where they lower it; what an advance lifts is not above it.
    """
    own = [line for line in lines if line.rule != "adjustment"]
    by_hand, _ = sums([line for line in lines if line.rule == "adjustment"], len(lines[0].amounts))
    room = _rooms(scheme, own, coin)["all" if scheme.limits is None else scheme.limits.of]
    above: Cents = np.maximum(room + np.minimum(by_hand, 0), 0)
    return above


def _rooms(scheme: Scheme, lines: Sequence[LineColumn], coin: Coin) -> dict[str, Cents]:
    """Return how far the sum of all lines, and of variable ones, is above what it must not fall below."""
    count = len(lines[0].amounts)
    entries = len(scheme.pay)
    holds = iter(holding(scheme))
    variable = [line for line, chosen in zip(lines, scheme.pay, strict=False) if chosen.rule.variable]
    variable += [line for line in lines[entries:] if line.rule != HOLD or next(holds).rule.variable]
    least = {"all": 0, "variable": 0}
    if scheme.limits is not None and scheme.limits.at_least is not None:
        least[scheme.limits.of] = coin.units(scheme.limits.at_least)
    return {of: sums(some, count)[0] - least[of] for of, some in (("all", lines), ("variable", variable))}


def _left(line: LineColumn, gates: Sequence[Gate], columns: Sequence[GateColumn]) -> Exact:
    """Return what gates leave of a line, in minor units; nothing where it is not positive."""
    left = Exact(np.where(line.amounts == MISSING, 0, np.maximum(line.amounts, 0)))
    for gate, column in zip(gates, columns, strict=False):
        if gate.then.pay is not None:
            left = left.where(~column.fired, left.times(gate.then.pay))
    return left


def _line(chosen: Chosen, left: Exact, wanted: Cents, held: Cents, coin: Coin) -> LineColumn:
    hold: Any = chosen.options.hold
    lasting = hold.lasting()
    amount = f"{{amount:,.{coin.digits}f}}"
    whole = Words(f"{amount} 的 {{share}}，{lasting.zh}", f"{{share}} of {amount}, {lasting.en}")
    least = Words("；留到不低于下限为止", "; no more than leaves the least")
    variants = (whole, Words(whole.zh + least.zh, whole.en + least.en))
    which = np.where(held == 0, -1, np.where(held < wanted, 1, 0)).astype(np.int8)
    details = {"amount": left.times(Fraction(1, coin.minor)).approx(), "share": f"{fraction_text(hold.part * 100)}%"}
    amounts = np.where(held == 0, MISSING, -held)
    return LineColumn(HOLD, held_title(title_of(chosen)), amounts, Sentence(variants, which, details))


def tell(lines: Sequence[LineColumn], coin: Coin, problems: Problems) -> None:
    """Say what is held back (P181) and what is advanced (P182): a ranking by itself pays or takes none of it later."""
    for code, rule in (("P181", HOLD), ("P182", DRAW)):
        for line in lines:
            there = line.amounts[(line.amounts != MISSING) & (line.rule == rule)]
            if len(there):
                total = abs(int(there.astype(object).sum()))
                problems.add(code, None, group=line.title.en, title=line.title, count=len(there), total=coin.text(total))

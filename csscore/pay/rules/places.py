"""What the rules that pay by place have in common: who takes part, what places are worth, who is best; it pays nothing itself."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.shares import Exact
from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression
from csscore.scheme.model import PayOptions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.pay.rules.base import Mask, Payees
    from csscore.scheme.expression import Expr


@form
class PlaceOptions(PayOptions):
    """Options of a rule in which people take places or parts."""

    among: Expr | None = setting(
        Expression(gives="truth"),
        "只有这些人参加，其余人的名次和份额由参加者递补",
        "only these people take part; the places and parts of the others move up",
        default=None,
    )


class Places(NamedTuple):
    """Who stands where: the first and the last place that each occupies, and how many share it; 0 for people without one."""

    places: NDArray[np.int64]
    ends: NDArray[np.int64]
    sharing: NDArray[np.int64]


class Run(NamedTuple):
    """Consecutive places whose amounts rise or fall evenly, exact; no place where it ends before it starts."""

    start: int
    end: int
    amount: Fraction
    gap: Fraction


def sum_of_places(runs: Sequence[Run], from_: NDArray[Any], to: NDArray[Any]) -> Exact:
    """Return Σ of the amounts of places from..to; shape (payees,)."""
    scale = lcm(*(part.denominator for run in runs for part in (run.amount, run.gap)))
    last = int(to.max(initial=1))
    longest = [max(min(run.end, last) - run.start + 1, 0) for run in runs]
    # the largest number met below decides whether int64 is enough
    sizes = (length * (abs(run.amount) + abs(run.gap) * length) * scale for run, length in zip(runs, longest, strict=True))
    kind: Any = np.int64 if sum(sizes) < 2**61 else object

    def below(place: NDArray[Any]) -> Any:
        total = np.zeros(len(place), dtype=kind)
        for run, most in zip(runs, longest, strict=True):
            length = np.clip(place - run.start + 1, 0, most).astype(kind)
            total = total + length * int(run.amount * scale) + length * (length - 1) // 2 * int(run.gap * scale)
        return total

    return Exact(below(to) - below(from_ - 1), scale)


def mean_of_places(runs: Sequence[Run], payees: Payees) -> Exact:
    """Return the average of the places that each shares with those tied; 0 for people without a place."""
    taking = payees.places > 0
    first, last = (np.where(taking, place, 1) for place in (payees.places, payees.ends))
    many = last - first + 1
    mean = sum_of_places(runs, first, last).times(Exact(np.ones_like(many), many))
    return mean.times(Exact(taking.astype(np.int64)))


def lowest_first(keys: NDArray[Any], who: Mask, *, dense: bool) -> Places:
    """Return places by a key, the lowest first: 1 + how many stand before, or, ``dense``, how many other keys do."""
    places, ends, sharing = (np.zeros(len(keys), dtype=np.int64) for _ in range(3))
    _, code, counts = np.unique(keys[who], return_inverse=True, return_counts=True)
    before = np.arange(len(counts)) if dense else np.cumsum(counts) - counts
    places[who] = before[code] + 1
    sharing[who] = counts[code]
    ends[who] = places[who] + (0 if dense else counts[code] - 1)
    return Places(places, ends, sharing)

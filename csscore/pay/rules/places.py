"""What the rules that pay by place have in common: who takes part, what places are worth, who is best; it pays nothing itself."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression
from csscore.scheme.model import PayOptions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.pay.exact import Exact
    from csscore.pay.rules.base import Mask, Payees
    from csscore.scheme.expression import Expr


@form
class PlaceOptions(PayOptions):
    """Options of a rule in which people take places or parts."""

    among: Expr | None = setting(
        Expression(),
        "只有这些人参加，其余人的名次和份额由参加者递补",
        "only these people take part; the places and parts of the others move up",
        default=None,
    )


class Run(NamedTuple):
    """Consecutive places whose amounts rise or fall evenly, exact; no place where it ends before it starts."""

    start: int
    end: int
    amount: Fraction
    gap: Fraction


def sum_of_places(runs: Sequence[Run], from_: NDArray[Any], to: NDArray[Any]) -> Exact:
    """Return Σ of the amounts of places from..to; shape (payees,)."""
    import numpy as np

    from csscore.pay.exact import Exact

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
    import numpy as np

    from csscore.pay.exact import Exact

    taking = payees.places > 0
    first = np.where(taking, payees.places, 1)
    many = np.where(taking, payees.sharing, 1)
    mean = sum_of_places(runs, first, first + many - 1).times(Exact(np.ones_like(many), many))
    return mean.times(Exact(taking.astype(np.int64)))


def best_first(values: NDArray[Any], who: Mask, *, lower: bool) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return places by a value among some people (1 + how many are better), and how many share each; 0 for the others."""
    import numpy as np

    keys = values if lower else -values
    places, sharing = np.zeros(len(values), dtype=np.int64), np.zeros(len(values), dtype=np.int64)
    _, code, counts = np.unique(keys[who], return_inverse=True, return_counts=True)
    places[who] = (np.cumsum(counts) - counts)[code] + 1
    sharing[who] = counts[code]
    return places, sharing

"""Weights under which every member brings about a wanted share of a score's spread; it knows no scheme and judges nothing.

Of a sum S = Σ w_j p_j member j brings about w_j (C w)_j / w'C w of the variance, C the covariance of the points. Weights with
wanted shares t_j > 0 minimise ½ x'C x - Σ t_j ln x_j, which is strictly convex where C is positive definite: there is one
solution, whatever the correlations (Maillard, Roncalli & Teïletche 2010, *The properties of equally weighted risk contribution
portfolios*, J. Portfolio Management 36(4):60-70). It is found one weight after another, each by the root of its quadratic
(Griveau-Billion, Richard & Roncalli 2013, arXiv:1311.4057).
"""

from __future__ import annotations

from fractions import Fraction
from math import fsum, sqrt
from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import share

if TYPE_CHECKING:
    from collections.abc import Sequence

_SWEEPS: Final = 1_000
_STILL: Final = 1e-13


def balanced(covariance: Sequence[Sequence[float]], wanted: Sequence[float]) -> list[float]:
    """Return weights that sum to 1 and give each member its share of the spread.

    Where some mixture of the members has no spread at all there may be none; then what is returned comes near at best.

    Parameters
    ----------
    covariance
        Of the members' points. Shape (members, members); its diagonal is above 0.
    wanted
        The shares, above 0, with the sum 1.
    """
    count = len(wanted)
    found = [sqrt(wanted[i] / covariance[i][i]) for i in range(count)]
    for _ in range(_SWEEPS):
        moved = 0.0
        for i in range(count):
            own = covariance[i][i]
            others = fsum(covariance[i][j] * found[j] for j in range(count) if j != i)
            root = (sqrt(others * others + 4 * own * wanted[i]) - others) / (2 * own)
            moved = max(moved, abs(root - found[i]) / root)
            found[i] = root
        if moved < _STILL:
            break
    whole = fsum(found)
    return [weight / whole for weight in found]


def written(ways: Sequence[tuple[str, ...]], shares: Sequence[Fraction], *, digits: int) -> dict[tuple[str, ...], Fraction]:
    """Return the weights to write on every level so that members weigh so much: each level sums to 100 exactly.

    Parameters
    ----------
    ways
        The names on the way to each member: groups, at last itself.
    shares
        What each member weighs.
    digits
        Decimals of what is written, by the largest remainder.
    """
    found: dict[tuple[str, ...], Fraction] = {}

    def level(above: tuple[str, ...], members: Sequence[int]) -> None:
        entries: dict[str, list[int]] = {}
        for i in members:
            entries.setdefault(ways[i][len(above)], []).append(i)
        parts = [sum((shares[i] for i in inside), Fraction(0)) for inside in entries.values()]
        units = share(100 * 10**digits, parts, list(entries))
        for (name, inside), many in zip(entries.items(), units, strict=True):
            found[*above, name] = Fraction(many, 10**digits)
            if len(ways[inside[0]]) > len(above) + 1:
                level((*above, name), inside)

    level((), range(len(ways)))
    return found


def toward(wanted: Sequence[Fraction], reached: Sequence[Fraction], aim: Sequence[float]) -> list[float]:
    """Return shares to aim at anew where what was aimed at did not reach what is wanted."""
    aims = [at * float(want / got) if got > 0 else at * 2 for at, want, got in zip(aim, wanted, reached, strict=True)]
    whole = fsum(aims)
    return [at / whole for at in aims]

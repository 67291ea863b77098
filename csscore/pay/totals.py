"""Lines whose amounts make a total: what becomes of it where options cut or lift parts, and what is said of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import half_up
from csscore.pay import money

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.shares import Exact
    from csscore.pay.rules.base import Mask, Payees
    from csscore.problems import Place

    Cents = NDArray[np.int64]


def kept(payees: Payees, place: Place | None, *, split: Exact, owed: Mask, exact: Exact, paid: Mask) -> Cents:
    """Round parts so that they make their total, cut or lifted ones aside; say what stays unpaid, or is paid beyond it.

    The split comes first: whoever is neither cut nor lifted has the part that it gives, whatever happens to the others.

    Parameters
    ----------
    payees
        Who is paid together.
    place
        Where the rule stands.
    split, owed
        What everybody's part is, and who has one.
    exact, paid
        The same after ``when``, ``prorate`` and bounds.

    Returns
    -------
    Minor units; shape (payees,), of meaning for ``paid`` only.
    """
    coin = payees.coin
    parts = money.shared(split.only(owed), coin, payees.agents[owed])
    cents = np.zeros(len(payees), dtype=np.int64)
    cents[owed] = parts.cents
    alone = money.rounded(exact, coin)
    lower, higher = exact.below(split), exact.above(split)
    # a part that is cut never rounds up to more than it was, one that is lifted never down to less
    cents = np.where(lower, np.minimum(alone, cents), np.where(higher, np.maximum(alone, cents), cents))
    total, sum_ = coin.units(split.only(owed).total()), int(cents[paid].astype(object).sum())
    said = {"paid": coin.text(sum_), "total": coin.text(total)}
    if parts.left:
        payees.report("P174", place, unit=coin.text(coin.step), left=coin.text(parts.left), total=coin.text(total))
    if abs(sum_) > abs(total) or sum_ * total < 0:
        payees.report("P176", place, **said)
    elif sum_ != total - parts.left:
        payees.report("P215", place, **said)
    return cents


def tell_rounding(payees: Payees, due: Exact, cents: Cents) -> None:
    """Say how far the money is from the sum of the places."""
    coin = payees.coin
    places, sum_ = due.total() * coin.minor, int(cents.astype(object).sum())
    if sum_ != places:
        payees.report(
            "P208", None, paid=coin.text(sum_), places=coin.text(coin.units(due.total())),
            difference=coin.text(half_up(sum_ - places)),
        )  # fmt: skip

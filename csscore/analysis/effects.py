"""Where a change of pay between two months comes from: each run of the pipeline answers one 'what if', and the answers add up.

With pay P(d, s) of data d under scheme s, before adjustments, the change of somebody who is in both months is split into

    data   = ½ · [P(B, a) − P(A, a) + P(B, b) − P(A, b)]
    scheme = ½ · [P(A, b) − P(A, a) + P(B, b) − P(B, a)]

the mean over the two orders of changing one thing after the other (Shapley 1953 for two players), so that neither order is
preferred and the way back gives the same with the other sign. Their sum is P(B, b) − P(A, a), whatever the two in the middle are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csscore.comparison import Effects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.comparison import Order
    from csscore.result import Result

    Pay = Mapping[str, int]

_TENTHS = 10


class Sources(NamedTuple):
    """Pay by agent, minor units: as compared, before adjustments, and across; None where the runs are the same or impossible.

    Attributes
    ----------
    before, after
        The two results that are compared.
    plain_before, plain_after
        The same without adjustments.
    data_first
        The second data under the first scheme.
    scheme_first
        The first data under the second scheme.
    """

    before: Pay
    after: Pay
    plain_before: Pay
    plain_after: Pay
    data_first: Pay | None
    scheme_first: Pay | None

    @property
    def order(self) -> Order:
        """Return how data and scheme can be told apart."""
        if self.data_first is not None and self.scheme_first is not None:
            return "both"
        if self.data_first is None and self.scheme_first is None:
            return "together"
        return "data first" if self.data_first is not None else "scheme first"

    def of(self, agent: str) -> Effects:
        """Return what the change of an agent's pay comes from."""
        first, last = self.plain_before.get(agent, 0), self.plain_after.get(agent, 0)
        adjusted = self.after.get(agent, 0) - last - (self.before.get(agent, 0) - first)
        adjustments = adjusted * _TENTHS
        if agent not in self.before:
            return Effects(joined=last * _TENTHS, adjustments=adjustments)
        if agent not in self.after:
            return Effects(left=-first * _TENTHS, adjustments=adjustments)
        halves = [middle - first if data_first else last - middle for data_first, middle in self._middles(agent)]
        change = (last - first) * _TENTHS
        data = sum(halves) * _TENTHS // len(halves) if halves else change
        return Effects(data=data, scheme=change - data, adjustments=adjustments)

    def _middles(self, agent: str) -> list[tuple[bool, int]]:
        sides = ((True, self.data_first), (False, self.scheme_first))
        return [(data_first, pay.get(agent, 0)) for data_first, pay in sides if pay is not None]


def pay_of(result: Result) -> Pay:
    """Return everybody's pay by id, minor units."""
    return {str(agent): int(pay) for agent, pay in zip(result.agents, result.pay, strict=True)}

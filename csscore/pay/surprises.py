"""Sums that nobody may have meant: less than nothing, something for people who have left; it says so and changes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.pay.cutting import sums
from csscore.read.texts import fold
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.measure.measured import Measured
    from csscore.pay.money import Coin
    from csscore.problems import Problems
    from csscore.read.roster import People
    from csscore.result import LineColumn

    Mask = NDArray[np.bool_]

_LEFT: Final = re.compile(
    r"(?:已|主动|被动|自动)?(?:离职|離職|离岗|离司|辞职|辭職|辞退|解聘|解雇|开除|退职|退職|退休)(?:了|済|人员|员工)?"
    r"|left|leaver|resigned|quit|departed|terminated|dismissed|retired|former(?:employee|staff)?|exemployee|formeremployee"
    r"|ausgeschieden|gekündigt|baja|desligad[oa]|demitid[oa]|cesad[oa]|parti|ayrıldı|퇴사|退社"
)
_DATED: Final = re.compile(r"[\d年月日号./()-]*")
"""A day beside the word: 离职（3月15日）."""
"""What a roster says of people who are gone, as headers are compared; 未离职, 待离职 are none of these."""


def report_surprises(lines: Sequence[LineColumn], measured: Measured, people: People, coin: Coin, problems: Problems) -> None:
    """Tell of people whose pay is below 0 (P178), and of people who are paid though the roster says that they have left (P179).

    Parameters
    ----------
    lines
        All lines, adjustments too.
    measured, people
        Who they are, and what the roster knows.
    coin
        What money is paid in.
    problems
        Takes what is found.
    """
    pay, _ = sums(lines, len(measured))
    owing = np.flatnonzero(pay < 0)
    if len(owing):
        cases = listed([f"{measured.agents[i]} ({coin.text(int(pay[i]))})" for i in owing])
        problems.add("P178", None, agents=cases)
    position = {str(agent): i for i, agent in enumerate(measured.agents)}
    found: dict[str, list[str]] = {}
    for agent, why in _gone(people, measured).items():
        i = position.get(agent)
        if i is not None and pay[i]:
            found.setdefault(why, []).append(f"{agent} ({coin.text(int(pay[i]))})")
    for why, cases_ in sorted(found.items()):
        problems.add("P179", None, group=why, status=why, agents=listed(sorted(cases_)))


def _gone(people: People, measured: Measured) -> dict[str, str]:
    """Return who has left by the roster, and what it says of her: a status, or a last day before the period."""
    found: dict[str, str] = {}
    if people.has("left") and measured.scope.span is not None:
        days, first = people.dates("left"), np.datetime64(measured.scope.span.first)
        found = {str(people.ids[i]): str(days[i]) for i in np.flatnonzero(days < first)}
    if people.has("status"):
        for agent, status in zip(people.ids, people.texts("status"), strict=True):
            if status is not None and _LEFT.fullmatch(_DATED.sub("", fold(str(status)))):
                found[str(agent)] = str(status)
    return found

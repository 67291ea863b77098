"""Which flags are raised: this period's, and those that look at several periods in a row; it changes no rank and no pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.measure.evaluate import truth
from csscore.measure.previous import PreviousScope
from csscore.pay.people import scope_of
from csscore.result import FlagColumn
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.measure.measured import Measured
    from csscore.problems import Problems
    from csscore.read.history import Earlier, History
    from csscore.scheme.model import Flagging, Scheme
    from csscore.score.scoring import Scored

    Mask = NDArray[np.bool_]


def flags(
    scheme: Scheme,
    measured: Measured,
    scored: Scored,
    total: NDArray[np.int64],
    *,
    history: History,
    problems: Problems,
) -> tuple[FlagColumn, ...]:
    """Return the scheme's own flags, and those that gates raise.

    Parameters
    ----------
    scheme, measured, scored
        What the earlier rooms made; agents in `Measured` order.
    total
        Each one's pay in minor units.
    history
        Results of the periods before, for flags with ``months``.
    problems
        Takes periods of which there is no result (D386), and people whose streak ends because one lacks them (D387).
    """
    scope = scope_of(scheme, measured, scored, scheme.flags, pay=total)
    raised = []
    for flag in scheme.flags:
        holds, known = truth(flag.when, scope)
        known = known | scope.usual(flag.when)
        if not bool(known.all()):
            agents, what = measured.agents[~known], Words(f"标记“{flag.name}”", f"flag '{flag.name}'")
            where, named = flag.when.place, listed([str(agent) for agent in agents])
            problems.add("D400", where, group=flag.name, what=what, condition=flag.when.text, agents=named)
        if flag.months is not None:
            holds = _in_a_row(flag, holds, measured.agents, history, scheme, problems)
        raised.append(FlagColumn(flag.name, holds))
    gates = zip(scheme.gates, scored.gates, strict=True)
    return (*raised, *(FlagColumn(gate.then.flag, column.fired) for gate, column in gates if gate.then.flag is not None))


def _in_a_row(flag: Flagging, holds: Mask, agents: Texts, history: History, scheme: Scheme, problems: Problems) -> Mask:
    """Return for whom the condition holds in this period and in so many less one directly before."""
    needed = (flag.months or 1) - 1
    if len(history.results) < needed:
        period = Words("上一期", "the period before") if history.gap is None else same(history.gap.text)
        problems.add("D386", flag.place, group=flag.name, flag=flag.name, months=flag.months, period=period)
        return np.zeros_like(holds)
    for result in history.results[:needed]:
        held, known = _then(flag, result, agents, scheme, problems)
        if bool((holds & ~known).any()):
            lacking = listed([str(agent) for agent in agents[holds & ~known]])
            problems.add("D387", flag.place, group=flag.name, flag=flag.name, period=result.span.text, agents=lacking)
        holds = holds & held
    return holds


def _then(flag: Flagging, result: Earlier, agents: Texts, scheme: Scheme, problems: Problems) -> tuple[Mask, Mask]:
    """Return for which of today's people the condition held then, and for which that is known."""
    found = truth(flag.when, PreviousScope(result, scheme, problems))
    row = np.fromiter((result.agents.get(str(agent), -1) for agent in agents), dtype=np.intp, count=len(agents))
    there = row >= 0
    held, known = (np.append(column, np.False_)[row] for column in (found.holds, found.known))
    return held & there, known & there

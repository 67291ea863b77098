"""For how many periods in a row a condition has held; those of the scheme's flags, or asked for; it raises none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.measure.evaluate import truth
from csscore.measure.previous import PreviousScope
from csscore.measure.requirements import metrics_of
from csscore.scheme.expression import parse
from csscore.trending import Streak
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.problems import Problems
    from csscore.read.history import Earlier
    from csscore.scheme.expression import Expr
    from csscore.scheme.model import Scheme


def conditions(asked: Sequence[tuple[str, int]], scheme: Scheme, problems: Problems) -> list[tuple[str | None, Expr, int]]:
    """Return the flags of the scheme that look at several periods, and the conditions that were asked for.

    Parameters
    ----------
    asked
        Conditions as they are written, each with the number of periods.
    scheme
        Whose flags they join.
    problems
        Takes conditions that can't be read (S201-S224), and names that results don't have (S324).
    """
    found: list[tuple[str | None, Expr, int]] = [
        (flag.name, flag.when, flag.months or 1) for flag in scheme.flags if (flag.months or 1) > 1
    ]
    for text, months in asked:
        expr = parse(text, None, problems, gives="truth")
        if expr is None:
            continue
        unknown = [name for name in expr.names if name not in _recorded(scheme)]
        unknown += ["team(…)"] if "team" in expr.calls else []
        if unknown:
            problems.add("S324", None, flag=text, names=listed(unknown))
        else:
            found.append((None, expr, months))
    return found


def _recorded(scheme: Scheme) -> set[str]:
    """Return the names that results have."""
    metrics = [name for name, _ in metrics_of(scheme.metrics)]
    points = [f"{name}_points" for name in metrics]
    return {"rank", "score", "pay", *metrics, *points, *scheme.params, *scheme.rank.within}


def streaks(
    found: Sequence[tuple[str | None, Expr, int]],
    results: Sequence[Earlier],
    follows: Sequence[bool],
    *,
    scheme: Scheme,
    problems: Problems,
) -> tuple[Streak, ...]:
    """Return for each condition and agent for how many periods in a row it has held, period by period.

    Parameters
    ----------
    found
        What `conditions` returned.
    results
        One a period, in the order of time.
    follows
        For each period whether it comes directly after the one before it; a gap ends every streak.
    """
    scopes = [PreviousScope(result, scheme, problems) for result in results]
    agents = sorted({agent for result in results for agent in result.agents})
    made = []
    for flag, expr, months in found:
        held = [_held(expr, scope, result) for scope, result in zip(scopes, results, strict=True)]
        runs = {agent: tuple(_run([one.get(agent) for one in held], follows)) for agent in agents}
        made.append(Streak(flag, expr.text, months, runs))
    return tuple(made)


def _held(expr: Expr, scope: PreviousScope, result: Earlier) -> dict[str, bool]:
    """Return for whom the condition held or not; who lacks what it needs is left out."""
    holds, known = truth(expr, scope)
    rows = np.flatnonzero(known).tolist()
    agents = {row: agent for agent, row in result.agents.items()}
    return {agents[row]: bool(holds[row]) for row in rows}


def _run(held: Sequence[bool | None], follows: Sequence[bool]) -> Iterator[int | None]:
    count = 0
    for holds, continues in zip(held, follows, strict=True):
        count = (count if continues else 0) + 1 if holds else 0
        yield None if holds is None else count

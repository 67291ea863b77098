"""The smallest change of each metric that gains a place, found by scoring again with it; cohort effects are in every answer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.analysis.reachable import ends
from csscore.exact.fixed import MISSING, canonical, exact
from csscore.explanation import Step
from csscore.problems import Problems
from csscore.scheme.names import expressions
from csscore.scheme.titled import ColumnTitles
from csscore.score.scoring import replayed
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.pipeline import Run
    from csscore.scheme.model import Scheme
    from csscore.score.weights import Leaf

say = sentences(__file__)

RESOLUTION: Final = {"money": Fraction(1, 100), "percent": Fraction(1, 10_000), "seconds": Fraction(1, 100), "count": Fraction(1)}
"""The smallest step by which a value is changed; a hundredth of a percentage point for rates."""
_OTHERWISE: Final = Fraction(1, 100)
_FAR: Final = 1000
"""Values are tried up to so many times the largest of the cohort."""
_GROWTH: Final = 4
_COLLEAGUES = say("colleagues")
_TEAM = say("team")


class _Outcome(NamedTuple):
    """What a changed value brings."""

    value: float | str
    rank: int
    tied: int
    score: int


def steps(run: Run, agent: int) -> tuple[Step, ...]:
    """Return for each metric that can matter the smallest change for the better that gains a place.

    A place is gained where the rank becomes a smaller number; where the scheme numbers ties by their first place, drawing level
    with the one above is enough. Every step is scored with all others as they are: the score room is asked anew each time. One
    resolution step less does not gain the place. Where ranks rise and fall again with a value, it is the first gain met on the
    way out, at steps that grow fourfold.

    Parameters
    ----------
    run
        A computed run.
    agent
        A position in `Measured.agents`; nobody who is unranked or first has any steps.
    """
    rank = int(run.scored.ranks[agent])
    if rank in {MISSING, 1}:
        return ()
    return tuple(_step(run, agent, leaf, rank) for leaf in leaves(run.scheme) if _matters(run, leaf, agent))


def _matters(run: Run, leaf: Leaf, agent: int) -> bool:
    """Return whether a metric has a value here and anything looks at it: points, gates, ranking."""
    value = run.measured.values[leaf.name][agent]
    if value is None or (not isinstance(value, str) and bool(np.isnan(value))):
        return False
    named = {name for gate in run.scheme.gates for name in gate.when.names}
    others = {name for other in leaves(run.scheme) for e in expressions(other.metric.points) for name in e.names}
    rank = run.scheme.rank
    return leaf.scored or leaf.name in named | others or leaf.name in (rank.order, *rank.break_)


def _step(run: Run, agent: int, leaf: Leaf, rank: int) -> Step:
    own = run.measured.values[leaf.name][agent]
    if isinstance(own, str):
        found, limit = _among_words(run, agent, leaf, rank), None
    else:
        found, limit = _along(run, agent, leaf, rank, float(own))
    to = found.value if found is not None else None
    change = exact(to) - exact(own) if isinstance(to, float) else None
    return Step(
        metric=leaf.name,
        title=leaf.title,
        unit=leaf.metric.unit,
        value=own if isinstance(own, str) else float(own),
        to=to,
        change=change,
        rank=found.rank if found is not None else None,
        tied=found.tied if found is not None else 0,
        score=found.score if found is not None else None,
        limit=limit,
        held=tuple(_held(run, leaf)),
        work=None if change is None else _work(run, agent, leaf, change),
    )


def _work(run: Run, agent: int, leaf: Leaf, change: Fraction) -> tuple[Words, int] | None:
    """Return how many more (less) of what a rate counts make a change of it, all that it is taken over as it is."""
    (rule, options), sizes = leaf.metric.value, run.measured.sizes.get(leaf.name)
    part = rule.part(options)
    if part is None or part.name is None or sizes is None or not sizes[agent] > 0 or leaf.metric.unit != "percent":
        return None
    if run.measured.scope.pool.about(leaf.name).source.unit(part.name) != "count":
        return None
    more = ceil(abs(change) * exact(sizes[agent]))
    return ColumnTitles(run.scheme).called(part.name), more if change > 0 else -more


def _along(run: Run, agent: int, leaf: Leaf, rank: int, own: float) -> tuple[_Outcome | None, float]:
    """Try better and better numbers, then close in on the first that gains."""
    size = RESOLUTION.get(leaf.metric.unit, _OTHERWISE)
    sign = 1 if leaf.metric.better == "higher" else -1
    most = _most(run, exact(own), size, leaf)

    def outcome(count: int) -> _Outcome | None:
        value = float(canonical(np.array([float(exact(own) + sign * count * size)]))[0])
        found = _with(run, agent, leaf.name, value)
        return found if found is not None and found.rank < rank else None

    low, high, found = 0, 1, None
    while low < most:
        high = min(high, most)
        found = outcome(high)
        if found is not None:
            break
        low, high = high, high * _GROWTH
    limit = float(exact(own) + sign * most * size)
    if found is None:
        return None, limit
    while high - low > 1:
        middle = (low + high) // 2
        nearer = outcome(middle)
        low, high, found = (middle, high, found) if nearer is None else (low, middle, nearer)
    return found, limit


def _most(run: Run, own: Fraction, size: Fraction, leaf: Leaf) -> int:
    """Return how many steps there are: a rate ends at 100 %, marks at 100, what is never negative at 0."""
    values = run.measured.values[leaf.name]
    known = values[~np.isnan(values)]
    far = _FAR * max(abs(exact(known.min())), abs(exact(known.max())), size)
    least, most = ends(run.scheme, leaf, values)
    if leaf.metric.better == "lower":
        return max(int((own - (-far if least is None else least)) // size), 0)
    return max(int(((far if most is None else most) - own) // size), 0)


def _among_words(run: Run, agent: int, leaf: Leaf, rank: int) -> _Outcome | None:
    """Try the words that the rule tells apart, least points first; of a rule that does not say which, those that the team has."""
    told = None if leaf.metric.points is None else leaf.metric.points.rule.told_apart()
    for word in _of_the_team(run, leaf) if told is None else told:
        found = _with(run, agent, leaf.name, word)
        if found is not None and found.rank < rank:
            return found
    return None


def _of_the_team(run: Run, leaf: Leaf) -> list[str]:
    """Return the words that people have, least points first."""
    pairs = zip(run.scored.pointed.points[leaf.name].tolist(), run.measured.values[leaf.name], strict=True)
    return [word for _, word in sorted({(points, word) for points, word in pairs if word is not None})]


def _with(run: Run, agent: int, name: str, value: float | str) -> _Outcome | None:
    """Score again with one value changed; None where that can't be scored or leaves her unranked."""
    measured = run.measured
    column = measured.values[name].copy()
    column[agent] = value
    changed: Any = {name: column} if column.dtype != object else {}
    scope = measured.scope.plus(**changed)
    problems = Problems()
    try:
        scored = replayed(run.scheme, replace(measured, values={**measured.values, name: column}, scope=scope), problems)
    except OverflowError:  # a value so far out that nothing exact can be said of it
        return None
    if problems.errors or scored.ranks[agent] == MISSING:
        return None
    return _Outcome(value, int(scored.ranks[agent]), int(scored.tied[agent]), int(scored.scores[agent]))


def _held(run: Run, leaf: Leaf) -> Iterator[Words]:
    """Yield what depends on a metric and is held as it is: metrics computed from it, the team's value of it."""
    for other in leaves(run.scheme):
        rule = other.metric.value.rule
        if not rule.of_rows and other.name != leaf.name and leaf.name in _names(rule):
            yield other.title
    if leaf.metric.points is not None and leaf.metric.points.options.adjust_for:
        yield _COLLEAGUES
    if looks_at_team(run.scheme, leaf.name):
        yield _TEAM


def looks_at_team(scheme: Scheme, name: str) -> bool:
    """Return whether anything in a scheme depends on the team's value of a metric, which is computed from all rows."""
    compares = [_compared(leaf.metric.points) for leaf in leaves(scheme) if leaf.name == name]
    return any(compares) or any("team" in e.calls and name in e.names for e in expressions(scheme))


def _names(rule: Any) -> set[str]:
    return {*rule.names(), *(name for e in expressions(rule) for name in e.names)}


def _compared(chosen: Any) -> bool:
    """Return whether points, or those they may be switched to, look at the team's value."""
    if chosen is None:
        return False
    options = chosen.options
    return (options.compare is not None and options.compare.to == "team") or (
        options.switch is not None and _compared(options.switch.points)
    )

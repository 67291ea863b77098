"""What is worth telling of an agent's way through the periods; it looks at places and scores and computes neither."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from csscore.trending import Milestone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.trending import Standing

    Standings = Sequence[Standing | None]

TOP: Final = 3
"""The first places that are worth telling."""
LEAST: Final = 3
"""Periods that make a best one worth telling."""
RISES: Final = 3
"""How often a score has to rise in a row."""


def milestones(standings: Standings, follows: Sequence[bool]) -> tuple[Milestone, ...]:
    """Return them in the order of time.

    Parameters
    ----------
    standings
        One a period; None where she is not there.
    follows
        For each period whether it comes directly after the one before it.
    """
    found = [*_coming_and_going(standings), *_top(standings), *_best(standings), *_rises(standings, follows)]
    return tuple(sorted(found, key=lambda one: one.at))


def _coming_and_going(standings: Standings) -> Iterator[Milestone]:
    there = [at for at, standing in enumerate(standings) if standing is not None]
    if there[0] > 0:
        yield Milestone("joined", there[0])
    for before, at in pairwise(there):
        if at - before > 1:
            yield Milestone("back", at, at - before - 1)
    if there[-1] < len(standings) - 1:
        yield Milestone("left", there[-1] + 1)


def _top(standings: Standings) -> Iterator[Milestone]:
    """Yield the first time among the first three: not in the first period, before which nothing is known, nor among three."""
    for at, standing in enumerate(standings):
        if standing is not None and standing.rank is not None and standing.rank <= TOP < standing.peers:
            if at:
                yield Milestone("top", at, standing.rank)
            return


def _best(standings: Standings) -> Iterator[Milestone]:
    """Yield the best place and the best score, of three periods at least, where they differ from period to period."""
    places = [(one.rank, -(one.score or 0), at) for at, one in enumerate(standings) if one is not None and one.rank is not None]
    if len(places) >= LEAST and len({place for place, _, _ in places}) > 1:
        place, _, at = min(places)
        yield Milestone("place", at, place)
    scores = [(one.score, -at) for at, one in enumerate(standings) if one is not None and one.score is not None]
    if len(scores) >= LEAST and len({score for score, _ in scores}) > 1:
        score, before = max(scores)
        yield Milestone("score", -before, score)


def _rises(standings: Standings, follows: Sequence[bool]) -> Iterator[Milestone]:
    """Yield each end of a score that rose three times in a row or more."""
    scores = [None if one is None else one.score for one in standings]
    rises = 0
    for at in range(1, len(scores) + 1):
        before, now = scores[at - 1], scores[at] if at < len(scores) else None
        if before is not None and now is not None and follows[at] and now > before:
            rises += 1
            continue
        if rises >= RISES:
            yield Milestone("up", at - 1, rises)
        rises = 0

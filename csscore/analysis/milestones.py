"""What is worth telling of an agent's way through the periods; it looks at places and scores and computes neither."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from csscore.trending import Milestone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.trending import MilestoneKind, Standing

    Standings = Sequence[Standing | None]

TOP: Final = 3
"""The first places that are worth telling."""
LEAST: Final = 3
"""Periods that make a best one worth telling."""
MOVES: Final = 3
"""How often a score has to rise, or to fall, in a row."""


def milestones(standings: Standings, follows: Sequence[bool]) -> tuple[Milestone, ...]:
    """Return them in the order of time.

    Parameters
    ----------
    standings
        One a period; None where she is not there.
    follows
        For each period whether it comes directly after the one before it.
    """
    found = [*_coming_and_going(standings), *_top(standings), *_best(standings)]
    found += [*_moves(standings, follows, "up"), *_moves(standings, follows, "down")]
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
    """Yield the first time among the first three, and each time out of them again; among three everybody is.

    Before the first period nothing is known, so to be there then is no first time.
    """
    inside, seen = False, False
    for at, standing in enumerate(standings):
        if standing is None or standing.rank is None or standing.peers <= TOP:
            continue
        first = standing.rank <= TOP
        if first and not seen and at:
            yield Milestone("top", at, standing.rank)
        if inside and not first:
            yield Milestone("out", at, standing.rank)
        inside, seen = first, seen or first


def _best(standings: Standings) -> Iterator[Milestone]:
    """Yield the best and the worst place and score, of three periods at least, where they differ from period to period."""
    there = [(at, one.rank, one.score or 0) for at, one in enumerate(standings) if one is not None and one.rank is not None]
    if len(there) >= LEAST and len({place for _, place, _ in there}) > 1:
        at, place, _ = min(there, key=lambda one: (one[1], -one[2], one[0]))
        yield Milestone("place", at, place)
        at, place, _ = min(there, key=lambda one: (-one[1], one[2], one[0]))
        yield Milestone("last", at, place)
    scores = [(at, one.score) for at, one in enumerate(standings) if one is not None and one.score is not None]
    if len(scores) >= LEAST and len({score for _, score in scores}) > 1:
        at, score = min(scores, key=lambda one: (-one[1], one[0]))
        yield Milestone("score", at, score)
        at, score = min(scores, key=lambda one: (one[1], one[0]))
        yield Milestone("low", at, score)


def _moves(standings: Standings, follows: Sequence[bool], kind: MilestoneKind) -> Iterator[Milestone]:
    """Yield each end of a score that rose (or fell) three times in a row or more."""
    scores = [None if one is None else one.score for one in standings]
    sign = 1 if kind == "up" else -1
    moves = 0
    for at in range(1, len(scores) + 1):
        before, now = scores[at - 1], scores[at] if at < len(scores) else None
        if before is not None and now is not None and follows[at] and sign * (now - before) > 0:
            moves += 1
            continue
        if moves >= MOVES:
            yield Milestone(kind, at - 1, moves)
        moves = 0

"""Two agents side by side, and the gap between their scores part by part; it computes no score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.fixed import MISSING, value_text
from csscore.explanation import Contrast, Difference
from csscore.score import gates
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.analysis.adding import Adding
    from csscore.pipeline import Run

say = sentences(__file__)


def just_above(run: Run, agent: int) -> int | None:
    """Return who of the cohort stands just above: of several who share that place, the first by id. None for the first."""
    ranks = run.scored.ranks
    if ranks[agent] == MISSING:
        return None
    peers = (run.measured.cohort_codes == run.measured.cohort_codes[agent]) & (ranks != MISSING) & (ranks < ranks[agent])
    if not bool(peers.any()):
        return None
    return int(np.flatnonzero(peers & (ranks == ranks[peers].max()))[0])


def contrast(run: Run, adding: Adding, agent: int, other: int) -> Contrast:
    """Set an agent against another one; positions in `Measured.agents`."""
    scored, measured = run.scored, run.measured
    score, rank = int(scored.scores[other]), int(scored.ranks[other])
    parts = tuple(_differences(adding, agent, other))
    comparable = scored.scores[agent] != MISSING and score != MISSING
    return Contrast(
        agent=str(measured.agents[other]),
        name=str(measured.names[other]),
        rank=None if rank == MISSING else rank,
        tied=int(scored.tied[other]),
        score=None if score == MISSING else score,
        pay=int(run.result.pay[run.result.agents == measured.agents[other]][0]),
        gap=sum(part.amount for part in parts) if comparable else None,
        parts=parts if comparable else (),
        values={name: plain(column[other]) for name, column in measured.values.items()},
        points={column.name: _known(column.points[other]) for column in scored.metrics},
        because=_deciding(run, agent, other),
    )


def _differences(adding: Adding, agent: int, other: int) -> Iterator[Difference]:
    """Yield what each part is for both, in the order in which either has it; what is the same for both is left out."""
    own = {part.key: part for part in adding.parts(agent)}
    others = {part.key: part for part in adding.parts(other)}
    order = ["metric", "group", "combined", "plus", "rounding", "cap", "floor", "gate"]
    merged = sorted({**own, **others}.values(), key=lambda part: order.index(part.kind))
    for part in merged:
        mine, theirs = (0 if part.key not in side else side[part.key].amount for side in (own, others))
        yield Difference(part.kind, part.key, part.title, mine, theirs)


def _deciding(run: Run, agent: int, other: int) -> Words:
    """Say what decides between two people of a cohort where it is not the score."""
    scheme, scored = run.scheme, run.scored
    if MISSING in (scored.ranks[agent], scored.ranks[other]):
        return same("")
    titles = {leaf.name: leaf.title for leaf in leaves(scheme)}
    last = gates.put_last(scheme.gates, [gate.fired for gate in scored.gates], len(scored.ranks))
    if last[agent] != last[other]:
        return say("gate_puts_one_of_them_last")
    order = scheme.rank.order
    if order != "score" and run.measured.values[order][agent] != run.measured.values[order][other]:
        title = titles[order]
        return say("ranks_go_by_not", title=title)
    if scored.scores[agent] != scored.scores[other]:
        return same("")
    for name in scheme.rank.break_:
        column = run.measured.values.get(name, scored.scores)
        if column[agent] != column[other]:
            title = titles.get(name, same(name))
            mine, theirs = (plain_text(column[one]) or "–" for one in (agent, other))
            return say("equal_scores_told_apart_by_against", title=title, mine=mine, theirs=theirs)
    return same("")


def plain(value: Any) -> float | str | None:
    """Return a measured value; None where it is missing."""
    if value is None or isinstance(value, str):
        return value
    return None if np.isnan(value) else float(value)


def plain_text(value: Any) -> str | None:
    """Return a measured value as an exact text; None where it is missing."""
    known = plain(value)
    return value_text(known) if isinstance(known, float) else known


def _known(units: Any) -> int | None:
    return None if units == MISSING else int(units)

"""Where everybody stands in a month that is not over; what stands now is the pipeline's, what may come is drawn elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit.sources import BUYERS
from csscore.analysis.gaining import steps
from csscore.analysis.unfinished.drawing import course
from csscore.analysis.unfinished.elapsed import NOTHING, OVER, UNDATED, elapsed
from csscore.analysis.unfinished.growing import growing
from csscore.analysis.unfinished.marks import SCORE, Marks
from csscore.arguments import checked
from csscore.exact.fixed import MISSING
from csscore.measure.plan import Purpose
from csscore.pipeline import compute
from csscore.problems import Problems
from csscore.sentences import sentences
from csscore.unfinished import Ahead, Standing, Unfinished
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from csscore.analysis.unfinished.drawing import Course
    from csscore.pipeline import Run
    from csscore.scheme.model import Scheme
    from csscore.unfinished import Elapsed

say = sentences(__file__)

MOST: Final = 150
"""Most people for whom the smallest changes are looked for: it takes some 60 ms each."""
_CANNOT = say("cannot")


@checked()
def so_far(
    data: str | Sequence[str] | pd.DataFrame, scheme: Scheme | str, *, as_of: str | None = None, **options: Any
) -> Unfinished:
    """Return where everybody stands in a month that is not over, and where it leads if it goes on like this.

    Parameters
    ----------
    data, scheme, options
        As of `csscore.rank`.
    as_of
        The last day that the data cover (``2026-03-15``); the day of the last row by default.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme or the data, or with the day (D515-D519).
    """
    return standing(compute(data, scheme, purpose=Purpose(chance=True, counts=BUYERS), **options), as_of)


def standing(run: Run, as_of: str | None = None) -> Unfinished:
    """Return the same of a computed run."""
    problems = Problems()
    when = elapsed(run, as_of, problems)
    problems.reject()
    refused = _refused(when)
    how = growing(run)
    ahead = None if refused is not None or when is None else course(run, how, when)
    if refused is None and ahead is None:
        refused = _CANNOT
    marks = Marks(run, when, how, ahead)
    positions = {str(agent): at for at, agent in enumerate(run.measured.agents)}
    order = [positions[str(agent)] for agent in run.result.agents]
    many = len(run.result) > MOST
    if many:
        problems.add("D518", None, count=len(run.result), most=MOST)
    gaps = _gaps(run) if many else {}
    people = tuple(
        Standing(
            tuple(marks.of(agent)),
            None if many else steps(run, agent),
            None if ahead is None else _ahead(ahead, agent),
            gaps.get(agent),
        )
        for agent in order
    )
    return Unfinished(
        result=replace(run.result, problems=(*run.result.problems, *problems)),
        elapsed=when,
        refused=refused,
        people=people,
        draws=0 if ahead is None else ahead.draws,
        steady=() if ahead is None else ahead.steady,
        held=how.held,
        figures=how.figures,
    )


def _gaps(run: Run) -> dict[int, int]:
    """Return how far each is from the next higher score of her cohort, where scores order it."""
    if run.scheme.rank.order != SCORE:
        return {}
    found: dict[int, int] = {}
    cohorts, scores = run.measured.cohort_codes, run.scored.scores
    ranked = np.flatnonzero(run.scored.ranks != MISSING)
    for cohort in np.unique(cohorts[ranked]):
        people = ranked[cohorts[ranked] == cohort]
        known = np.unique(scores[people])
        above = np.searchsorted(known, scores[people], side="right")
        found |= {int(who): int(known[at] - scores[who]) for who, at in zip(people, above, strict=True) if at < len(known)}
    return found


def _refused(when: Elapsed | None) -> Words | None:
    if when is None:
        return UNDATED
    if not when.passed:
        return NOTHING
    return None if when.left else OVER.filled({"until": str(when.until)})


def _ahead(ahead: Course, agent: int) -> Ahead:
    rank, score = int(ahead.ranks[agent]), int(ahead.scores[agent])
    places = None if not ahead.draws else (int(ahead.low[0, agent]), int(ahead.high[0, agent]))
    if places is not None and places[1] > int(np.sum(ahead.ranks != MISSING)):
        places = None  # in some draws she has no place
    pays = (int(ahead.low[1, agent]), int(ahead.high[1, agent])) if ahead.draws else None
    return Ahead(
        rank=None if rank == MISSING else rank,
        score=None if score == MISSING else score,
        pay=int(ahead.pay[agent]),
        ranks=places,
        pays=pays,
    )

"""The least and the most that pay can come to at a head count, over all ties and scores; the engine pays every one of them.

What everybody is paid by place hangs on her place and on how many share it, so over all ways of being tied the extremes are
found group by group, for cohorts of up to `LARGEST`. Of larger ones only a ladder is sure: its amounts never rise from place to
place, and each tie rule is monotone in how many share the first of their places. What is not sure is said to be tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isinf
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit.recompute import only, paid
from csscore.exact.fixed import MISSING, half_up
from csscore.pay.money import coin_of
from csscore.pay.rules.base import PLACE, SCORE, hanging
from csscore.scheme.names import expressions
from csscore.scheme.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.pipeline import Run
    from csscore.scheme.kinds import Chosen
    from csscore.score.scoring import Scored

    Index = NDArray[np.intp]

LARGEST: Final = 20
"""People of a cohort up to whom every way of being tied is looked at."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What everybody together is paid at one head count, minor units.

    Attributes
    ----------
    people, everybody
        How many are ranked, and how many are paid from: the unranked, too.
    sure
        Whether nothing can cost less or more; else these are the ends of what was tried.
    """

    people: int
    everybody: int
    least: int
    most: int
    sure: bool


def cost(run: Run, more: int) -> Cost | None:
    """Return the least and the most that so many people more (or fewer) cost; limits must have been taken out of the scheme."""
    month = _Month.of(run, more)
    if month is None:
        return None
    ends = [_part(month, kind, lines) for kind, lines in _sorted(run).items() if lines]
    if any(end is None for end in ends):
        return None
    found = [end for end in ends if end is not None]
    least, most = sum(end[0] for end in found), sum(end[1] for end in found)
    return Cost(month.ranked, len(month.among), least, most, all(end[2] for end in found))


def by_score(run: Run) -> bool:
    """Say whether any pay goes by score."""
    return any(SCORE in (hanging(chosen) or ()) for chosen in run.scheme.pay)


_Ends = tuple[int, int, bool]


def _sorted(run: Run) -> dict[str, list[Chosen]]:
    """Return the pay entries by what they hang on; where gates cut pay, all of it hangs together."""
    kinds: dict[str, list[Chosen]] = {"steady": [], "place": [], "score": [], "other": []}
    cut = any(gate.then.pay is not None for gate in run.scheme.gates)
    for chosen in run.scheme.pay:
        hangs = hanging(chosen)
        named = {name for part in chosen for expression in expressions(part) for name in expression.names}
        alone = not (named - {"rank"} - run.scheme.params.keys()) and not chosen.rule.names()
        if cut or hangs is None:
            kind = "other"
        elif not hangs or chosen.rule.total == "exact":  # whoever gets it, the sum stays
            kind = "steady" if not hangs or _whole(chosen) else "other"
        elif hangs == frozenset({PLACE}) and alone:
            kind = "place"
        else:
            told = hangs == frozenset({SCORE}) and "score" not in named and chosen.rule.turns() is not None
            kind = "score" if told else "other"
        kinds[kind].append(chosen)
    return kinds


def _whole(chosen: Chosen) -> bool:
    return {chosen.options.when, chosen.options.prorate, chosen.options.at_most, chosen.options.at_least} == {None}


def _part(month: _Month, kind: str, lines: Sequence[Chosen]) -> _Ends | None:
    if kind == "place":
        return _by_place(month, lines)
    if kind == "score":
        return _by_score(month, lines)
    single, tied = month.alone(), month.together()
    levels = (None, *(_levels(month.run, ()) if kind == "other" else ()))
    tries = [month.total(lines, first, level) for first in (single, tied) for level in levels]
    known = [total for total in tries if total is not None]
    return (min(known), max(known), kind == "steady") if known else None


# --- by place


def _by_place(month: _Month, lines: Sequence[Chosen]) -> _Ends | None:
    ends = [month.total(lines, first, None) for first in (month.alone(), month.together())]
    if None in ends:
        return None
    across = len(month.cohorts) > 1 and any(chosen.options.across is not None for chosen in lines)
    if month.largest <= LARGEST and not across:
        return _all_ties(month, lines)
    least, most = min(e for e in ends if e is not None), max(e for e in ends if e is not None)
    return least, most, len(lines) == 1 and not across and not month.dense and _is_ladder(month, lines[0])


def _is_ladder(month: _Month, chosen: Chosen) -> bool:
    """Say whether a line is a ladder without more ado, whose amounts don't rise from place to place."""
    amounts = month.paid([chosen], month.alone(), None)
    if (
        amounts is None
        or coin_of(month.run.scheme).step > 1
        or chosen.rule.total != "reported"
        or not _whole(chosen)
        or getattr(chosen.options, "among", None)
    ):
        return False
    return all(bool((np.diff(amounts[members]) <= 0).all()) for members in month.cohorts)


def _all_ties(month: _Month, lines: Sequence[Chosen]) -> _Ends | None:
    """Return the ends over every way of being tied, cohort by cohort."""
    worth: list[dict[tuple[int, int], int]] = [{} for _ in month.cohorts]
    totals: list[list[int]] = [[] for _ in month.cohorts]
    others = 0
    for sizes in _patterns(month.largest, dense=month.dense):
        first = month.ties(sizes)
        amounts = month.paid(lines, first, None)
        if amounts is None:
            return None
        others = int(amounts[month.ranked :].sum())
        for number, members in enumerate(month.cohorts):
            own, starts = amounts[members], first[members]
            totals[number].append(int(own.sum()))
            for start in np.unique(starts).tolist():
                group = starts == start
                worth[number][start, int(group.sum())] = int(own[group].sum())
    least = most = others
    for number, members in enumerate(month.cohorts):
        low, high = (min(totals[number]), max(totals[number])) if month.dense else _chained(worth[number], len(members))
        least, most = least + low, most + high
    return least, most, True


def _patterns(largest: int, *, dense: bool) -> Iterator[list[int]]:
    """Yield sizes of groups, best first, in which every group of every size begins at every place.

    Without gaps between places, what a place pays hangs on how many places there are: there one group takes all that the
    others, of one each, leave, for of so many places the sum is a straight line in the sizes.
    """
    for size in range(1, largest + 1):
        for start in range(largest - size + 1 if dense else size):
            left = largest - size - start if dense else largest - start
            rest = [1] * left if dense else [size] * (left // size) + ([left % size] if left % size else [])
            yield [*[1] * start, *([size] if dense else []), *rest]


def _chained(worth: dict[tuple[int, int], int], people: int) -> tuple[int, int]:
    """Return the least and the most of groups one behind the other; by (first place, size) what a group is paid."""
    low, high = [0] * (people + 1), [0] * (people + 1)
    for start in range(people - 1, -1, -1):
        sizes = [size for size in range(1, people - start + 1) if (start + 1, size) in worth]
        low[start] = min(worth[start + 1, size] + low[start + size] for size in sizes)
        high[start] = max(worth[start + 1, size] + high[start + size] for size in sizes)
    return low[0], high[0]


# --- by score


def _by_score(month: _Month, lines: Sequence[Chosen]) -> _Ends | None:
    """Return the ends over everybody's scores, each one's for herself: a bound, as not everybody may reach them at once."""
    least = most = 0
    for chosen in lines:
        found = [month.paid([chosen], month.alone(), level) for level in _levels(month.run, [chosen])]
        known = np.array([amounts for amounts in found if amounts is not None])
        if not len(known):
            return None
        least, most = least + int(known.min(axis=0).sum()), most + int(known.max(axis=0).sum())
    return least, most, True


def _levels(run: Run, lines: Sequence[Chosen]) -> list[int]:
    """Return the scores between which amounts are straight lines: what the score can come to, and where a line turns."""
    unit, known = 10**run.scheme.score.digits, run.scored.scores[run.scored.scores != MISSING]
    lies = Reach(run.scheme).score
    low, high = (
        default if isinf(cut[0]) else half_up(cut[0] * unit) for cut, default in ((lies.low, 0), (lies.high, 100 * unit))
    )
    low, high = min(low, int(known.min(initial=low))), max(high, int(known.max(initial=high)))
    turns = {low, high}
    for chosen in lines:
        turns |= {half_up(turn * unit) + near for turn in chosen.rule.turns() or () for near in (-1, 0, 1)}
    return sorted(turn for turn in turns if low <= turn <= high)


# --- a month as if


@dataclass(frozen=True, slots=True, eq=False)
class _Month:
    """So many people, those with a place first."""

    run: Run
    measured: Any
    among: Index
    ranked: int
    cohorts: tuple[Index, ...]

    @classmethod
    def of(cls, run: Run, more: int) -> _Month | None:
        """Return the month with more people (like the middle one) or fewer (without the last)."""
        ranked = np.flatnonzero(run.scored.ranks != MISSING)
        if len(ranked) + more < 1:
            return None
        order = ranked[np.argsort(run.scored.ranks[ranked], kind="stable")]
        chosen = order[: len(order) + more] if more < 0 else np.concatenate((order, np.full(more, order[len(order) // 2])))
        unranked = np.setdiff1d(np.arange(len(run.measured)), ranked)
        among = np.concatenate((chosen, unranked)).astype(np.intp)
        measured = only(run.measured, among)
        codes = measured.cohort_codes[: len(chosen)]
        cohorts = tuple(np.flatnonzero(codes == code) for code in np.unique(codes))
        return cls(run, measured, among, len(chosen), cohorts)

    @property
    def largest(self) -> int:
        """Return the size of the largest cohort."""
        return max(len(members) for members in self.cohorts)

    @property
    def dense(self) -> bool:
        """Say whether places are numbered without gaps."""
        return self.run.scheme.rank.ties == "dense"

    def alone(self) -> Index:
        """Return nobody tied: the first place of each one's group."""
        return self.ties([1] * self.largest)

    def together(self) -> Index:
        """Return everybody of a cohort tied."""
        return self.ties([self.largest])

    def ties(self, sizes: Sequence[int]) -> Index:
        """Return groups of these sizes in each cohort, as far as it goes."""
        starts = np.repeat(np.cumsum([0, *sizes[:-1]]) + 1, sizes)
        first = np.zeros(self.ranked, dtype=np.intp)
        for members in self.cohorts:
            first[members] = starts[: len(members)]
        return first

    def total(self, lines: Sequence[Chosen], first: Index, level: int | None) -> int | None:
        """Return what everybody is paid together."""
        amounts = self.paid(lines, first, level)
        return None if amounts is None else int(amounts.sum())

    def paid(self, lines: Sequence[Chosen], first: Index, level: int | None) -> Units | None:
        """Return what each is paid by some lines, tied so, at their own or one score."""
        scheme = self.run.scheme.but(pay=tuple(lines))
        return paid(self.run, self.measured, self._scored(first, level), scheme=scheme)

    def _scored(self, first: Index, level: int | None) -> Scored:
        scored, ranked = self.run.scored, self.ranked
        ranks = np.full(len(self.among), MISSING, dtype=np.int64)
        overall, sharing = ranks.copy(), np.zeros(len(self.among), dtype=np.int64)
        for members in self.cohorts:
            values, group, counts = np.unique(first[members], return_inverse=True, return_counts=True)
            sharing[members] = counts[group]
            numbers = {"dense": np.arange(1, len(values) + 1), "max": values + counts - 1}.get(self.run.scheme.rank.ties, values)
            ranks[members] = numbers[group]
        alone = len(self.cohorts) == 1 or bool((sharing[:ranked] > 1).any())
        overall[:ranked] = ranks[:ranked] if alone else np.arange(1, ranked + 1)
        scores = scored.scores[self.among].copy()
        if level is not None:
            scores[:ranked] = level
        return replace(
            scored,
            metrics=tuple(
                replace(metric, values=metric.values[self.among], points=metric.points[self.among]) for metric in scored.metrics
            ),
            gates=tuple(replace(gate, fired=gate.fired[self.among]) for gate in scored.gates),
            scores=scores,
            ranks=ranks,
            overall=overall,
            tied=sharing,
            status=scored.status[self.among],
            pointed=scored.pointed._replace(points={name: units[self.among] for name, units in scored.pointed.points.items()}),
        )

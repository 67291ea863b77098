"""Two results side by side: another scheme on the same data, or another month; every number is one that the pipeline made."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore import pipeline
from csscore.analysis.adding import Adding
from csscore.analysis.agreement import agreement
from csscore.analysis.effects import Sources, pay_of
from csscore.analysis.narrative import with_reasons
from csscore.analysis.settings import changed_settings, changed_weights
from csscore.analysis.supposing import NOTHING, Supposing, held, read_supposed, supposition
from csscore.arguments import checked, files_of
from csscore.comparison import AgentChange, Comparison, Effects, GroupChange, LineChange, PartChange, Side, Standing, Supposition
from csscore.exact.fixed import MISSING, half_up
from csscore.problems import Problems, Rejected
from csscore.read.cache import ReadCache
from csscore.read.continuity import perhaps_one
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from csscore.pipeline import Run
    from csscore.problems import Problem
    from csscore.result import LineColumn, Result
    from csscore.scheme.model import Scheme

    Data = str | Sequence[str] | pd.DataFrame

_OF_THE_MONTH: Final = ("adjust",)
"""Options that are never taken over from one month to another."""
_FAR: Final = 3
"""People none of whom is in both: so many are a mistake, fewer may have left."""


@checked()
def diff(
    data: Data,
    a: Scheme | str,
    b: Scheme | str | None = None,
    *,
    sets: Sequence[str] = (),
    data_to: Data | None = None,
    options_to: Mapping[str, Any] | None = None,
    changes: Sequence[str] = (),
    without: Sequence[str] = (),
    join: Sequence[str] = (),
    **options: Any,
) -> Comparison:
    """Compare two results: two schemes on the same data, or two months, or both.

    Parameters
    ----------
    data, a, options
        As of `csscore.rank`, for the first result.
    b
        The scheme of the second result; None is the same scheme.
    sets
        Overrides ``PATH=VALUE`` of the second scheme, where it is a name or a path.
    data_to
        The data of the second result; None is the same data.
    options_to
        Options of `csscore.rank` in which the second result differs. Another month or period does not take over ``adjust``.
    changes
        Values that are others in the second result: ``agent=小美,response=-5,conversion=+2%,sales=120000``. A sign in front
        adds, ``*`` multiplies, anything else replaces (``==-5`` replaces by a negative number).
    without
        Who is not there in the second result.
    join
        Who is there as well: ``agent=新人,sales=120000,conversion=55%``, or ``agent=新人,like=小美`` with copies of her rows.

    Raises
    ------
    Rejected
        With everything that is wrong with either result; if there is nothing to compare with (A120), if the two pay in
        different currencies (A121), or if what is supposed can't be (A110-A112, A124-A128).
    """
    supposed = Supposing(tuple(changes), tuple(without), tuple(join))
    (found,) = diffs(data, a, [(b, tuple(sets))], data_to=data_to, options_to=options_to, supposing=supposed, **options)
    return found


def diffs(
    data: Data,
    a: Scheme | str,
    others: Sequence[tuple[Scheme | str | None, Sequence[str]]],
    *,
    data_to: Data | None = None,
    options_to: Mapping[str, Any] | None = None,
    supposing: Supposing = NOTHING,
    **options: Any,
) -> tuple[Comparison, ...]:
    """Compare one result with several others, each a scheme and what is set on top of it; parameters as of `diff`."""
    changes = dict(options_to or {})
    own = tuple(options.pop("sets", ()))
    elsewhere = data_to is not None or bool(changes.keys() & {"period"})
    problems = Problems()
    if data_to is None and not changes and not any(supposing) and any(b is None and not sets for b, sets in others):
        problems.add("A120", None)
        problems.reject()
    options["reads"] = ReadCache(2 if data_to is None else 4)  # both schemes may be tried on both data
    kept = {key: value for key, value in options.items() if not (elsewhere and key in _OF_THE_MONTH)}
    first = _Asked(data, a, own, options)
    before = first.run()
    found = []
    for b, sets in others:
        second = _Asked(data if data_to is None else data_to, a if b is None else b, tuple(sets), {**kept, **changes})
        if b is None and isinstance(a, str):
            second = second._replace(sets=(*own, *sets))
        after = second.run()
        supposed, notes = None, Problems()
        if any(supposing):
            real = after
            asked = read_supposed(real, supposing)
            second = second._replace(options={**second.options, "suppose": asked})
            after = second.run()
            supposed = supposition(real, after, asked)
            notes.extend(held(after, asked))
        differs = data_to is not None or changes or supposed is not None
        sources = _sources(first, second, before.result, after.result) if differs else None
        sides = first.side(before), second.side(after)
        found.append(compare(before, after, sides=sides, sources=sources, supposed=supposed, notes=notes))
    return tuple(found)


class _Asked(NamedTuple):
    """What is asked of the pipeline for one result."""

    data: Any
    scheme: Any
    sets: tuple[str, ...]
    options: dict[str, Any]

    def run(self) -> Run:
        """Compute it."""
        return pipeline.compute(self.data, self.scheme, sets=self.sets, **self.options)

    def side(self, run: Run) -> Side:
        """Return what it is called."""
        files = files_of(self.data)
        return Side(run.result.scheme, self.sets, files, run.result.period, budget_of(run))


def budget_of(run: Run) -> int | None:
    """Return what a scheme allows for everybody together, minor units; None where it says nothing."""
    limits = run.scheme.limits
    return None if limits is None or limits.budget is None else int(limits.budget * 10**run.result.money_digits)


def _sources(first: _Asked, second: _Asked, before: Result, after: Result) -> Sources:
    """Compute what the causes of a change are told by: without adjustments, and each scheme on the other's data."""
    plain = [asked._replace(options={**asked.options, "adjust": None}) for asked in (first, second)]
    ends = [
        result if asked.options.get("adjust") is None else bare.run().result
        for asked, bare, result in zip((first, second), plain, (before, after), strict=True)
    ]
    same_scheme = before.scheme.digest == after.scheme.digest
    same_data = first.data is second.data and plain[0].options == plain[1].options
    a, b = plain
    across = [b._replace(scheme=a.scheme, sets=a.sets), a._replace(scheme=b.scheme, sets=b.sets)]
    if same_scheme or same_data:
        middles = [pay_of(ends[1]), pay_of(ends[0])] if same_scheme else [pay_of(ends[0]), pay_of(ends[1])]
        return Sources(pay_of(before), pay_of(after), pay_of(ends[0]), pay_of(ends[1]), *middles)
    return Sources(
        pay_of(before), pay_of(after), pay_of(ends[0]), pay_of(ends[1]), *(_if_possible(asked.run) for asked in across)
    )


def _if_possible(run: Callable[[], Run]) -> Mapping[str, int] | None:
    """Return pay by agent, or None where a scheme can't be used on the other month's data."""
    try:
        return pay_of(run().result)
    except Rejected:
        return None


def compare(
    before: Run,
    after: Run,
    *,
    sides: tuple[Side, Side],
    sources: Sources | None = None,
    supposed: Supposition | None = None,
    notes: Iterable[Problem] = (),
) -> Comparison:
    """Set two computed results side by side.

    Parameters
    ----------
    before, after
        The two runs. What the second has more is positive.
    sides
        What they are called.
    sources
        What the causes of a change of pay are told by, for two months.
    supposed, notes
        What the second result supposes, and what is to be said of it.
    """
    problems = Problems()
    problems.extend(notes)
    first, second = before.result, after.result
    if first.currency != second.currency:
        problems.add("A121", None, before=first.currency, after=second.currency)
        problems.reject()
    problems.extend((*first.problems, *second.problems))
    if min(len(first), len(second)) >= _FAR and not {*first.agents} & {*second.agents}:
        ours, theirs = (listed([str(agent) for agent in sorted(side.agents)], most=3) for side in (first, second))
        problems.add("A122", None, agents=ours, others=theirs)
    ids = [set(map(str, side.agents.tolist())) for side in (first, second)]
    for then, now in perhaps_one(ids[0] - ids[1], ids[1] - ids[0], first.accounts, second.accounts):
        problems.add("D409", None, agent=then, person=now)
    for run, other in ((before, after), (after, before)):
        if not run.scheme.pay and other.scheme.pay:
            problems.add("A123", None, scheme=run.scheme.name)
    agents = with_reasons(tuple(_Meeting(before, after).agents(sources)))
    comparable = tuple(first.cohorts) == tuple(second.cohorts)
    effects = None if sources is None else sum((agent.effects for agent in agents if agent.effects is not None), Effects())
    return Comparison(
        before=sides[0],
        after=sides[1],
        currency=first.currency,
        money_digits=first.money_digits,
        score_digits=max(first.score_digits, second.score_digits),
        digits=max(Adding(before).digits, Adding(after).digits),
        settings=changed_settings(before.scheme, after.scheme),
        weights=changed_weights(before.scheme, after.scheme),
        agents=agents,
        whole=_group({}, agents, ranked_together=comparable and not first.cohorts),
        cohorts=tuple(_cohorts(agents)) if comparable and first.cohorts else (),
        effects=effects,
        order="both" if sources is None else sources.order,
        problems=_sorted(problems),
        supposed=supposed,
    )


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(problems, key=lambda problem: (problem.code, problem.group, problem.message.en, str(problem.place or "")))
    )


class _Meeting:
    """Two runs, ready to be compared agent by agent."""

    def __init__(self, before: Run, after: Run) -> None:
        self._sides = tuple(_Side(run) for run in (before, after))
        self._digits = max(side.adding.digits for side in self._sides)
        self._score_digits = max(side.result.score_digits for side in self._sides)

    def agents(self, sources: Sources | None) -> Iterator[AgentChange]:
        """Yield everybody: in the order of the first result, then who is only in the second."""
        first, second = self._sides
        for agent in (*first.rows, *(agent for agent in second.rows if agent not in first.rows)):
            known = second if agent in second.rows else first
            cohorts = [side.cohort(agent) for side in (first, second) if agent in side.rows]
            yield AgentChange(
                agent=agent,
                name=str(known.result.names[known.rows[agent]]),
                cohort=cohorts[-1],
                before=first.standing(agent, self._score_digits),
                after=second.standing(agent, self._score_digits),
                parts=tuple(self._parts(agent)),
                lines=tuple(self._lines(agent)),
                together=cohorts[0] == cohorts[-1],
                effects=None if sources is None else sources.of(agent),
            )

    def _parts(self, agent: str) -> Iterator[PartChange]:
        """Yield what each part of the score was and is; nothing where one of the scores is missing."""
        sides = [side.parts(agent, self._digits) for side in self._sides]
        if not all(sides):
            return
        kinds = ["metric", "group", "combined", "plus", "cap", "floor", "gate", "rounding"]
        for key, part in sorted({**sides[0], **sides[1]}.items(), key=lambda entry: kinds.index(entry[1][0])):
            amounts = [side[key][2] if key in side else 0 for side in sides]
            yield PartChange(part[0], key, part[1], *amounts)

    def _lines(self, agent: str) -> Iterator[LineChange]:
        first, second = (side.lines(agent) for side in self._sides)
        for rule, title in {**first, **second}:
            yield LineChange(rule, title, first.get((rule, title), 0), second.get((rule, title), 0))


class _Side:
    """One of the runs."""

    def __init__(self, run: Run) -> None:
        self.result = run.result
        self.adding = Adding(run)
        self.rows = {str(agent): row for row, agent in enumerate(run.result.agents)}
        self._positions = {str(agent): position for position, agent in enumerate(run.measured.agents)}

    def cohort(self, agent: str) -> dict[str, str]:
        """Return with whom somebody is ranked."""
        return {key: str(cells[self.rows[agent]]) for key, cells in self.result.cohorts.items()}

    def standing(self, agent: str, digits: int) -> Standing | None:
        """Return how somebody stands; None where she is not there."""
        row = self.rows.get(agent)
        if row is None:
            return None
        result = self.result
        rank, score = int(result.ranks[row]), int(result.scores[row])
        scale = 10 ** (digits - result.score_digits)
        reason = Words(result.reasons.at(row, "zh"), result.reasons.at(row, "en"))
        return Standing(
            None if rank == MISSING else rank,
            int(result.tied[row]),
            None if score == MISSING else score * scale,
            int(result.pay[row]),
            reason,
        )

    def parts(self, agent: str, digits: int) -> dict[str, tuple[Any, Words, int]]:
        """Return kind, title and amount of each part of somebody's score by key; gates of one name are one part."""
        found: dict[str, tuple[Any, Words, int]] = {}
        scale = 10 ** (digits - self.adding.digits)
        for part in self.adding.parts(self._positions[agent]) if agent in self._positions else ():
            key = f"gate {part.title.en}" if part.kind == "gate" else part.key
            known = found[key][2] if key in found else 0
            found[key] = (part.kind, part.title, known + part.amount * scale)
        return found

    def lines(self, agent: str) -> dict[tuple[str, Words], int]:
        """Return the amounts of somebody's lines by rule and title."""
        found: dict[tuple[str, Words], int] = {}
        if agent in self.rows:
            row = self.rows[agent]
            for line in self.result.lines:
                if line.amounts[row] != MISSING:
                    key = _known_as(line)
                    found[key] = found.get(key, 0) + int(line.amounts[row])
        return found


def _known_as(line: LineColumn) -> tuple[str, Words]:
    return line.rule, line.title or same(line.rule)


def _cohorts(agents: Sequence[AgentChange]) -> Iterator[GroupChange]:
    members: dict[tuple[tuple[str, str], ...], list[AgentChange]] = {}
    for agent in agents:
        members.setdefault(tuple(agent.cohort.items()), []).append(agent)
    for cohort in sorted(members):
        yield _group(dict(cohort), members[cohort], ranked_together=True)


def _group(cohort: Mapping[str, str], agents: Sequence[AgentChange], *, ranked_together: bool) -> GroupChange:
    changes = [agent.pay_change for agent in agents]
    first, second = [agent.before for agent in agents if agent.before], [agent.after for agent in agents if agent.after]
    both = [agent for agent in agents if agent.up is not None]
    ranks = [[_rank(agent.before) for agent in both], [_rank(agent.after) for agent in both]]
    return GroupChange(
        cohort=cohort,
        people=(len(first), len(second)),
        score=(_mean([standing.score for standing in first]), _mean([standing.score for standing in second])),
        ranked=(_ranked(first), _ranked(second)),
        pay=(sum(standing.pay for standing in first), sum(standing.pay for standing in second)),
        gaining=sum(change > 0 for change in changes),
        gained=sum(change for change in changes if change > 0),
        losing=sum(change < 0 for change in changes),
        lost=sum(change for change in changes if change < 0),
        moving=sum(agent.up != 0 for agent in both),
        agreement=agreement(*ranks) if ranked_together and len(both) > 1 else None,
    )


def _mean(scores: Sequence[int | None]) -> int | None:
    known = [score for score in scores if score is not None]
    return half_up(Fraction(sum(known), len(known))) if known else None


def _rank(standing: Standing | None) -> int:
    return 0 if standing is None else standing.rank or 0


def _ranked(standings: Sequence[Standing]) -> int:
    return sum(standing.rank is not None for standing in standings)

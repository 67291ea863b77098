"""Several periods side by side: places, scores, metrics and pay of every agent; it computes none of them itself."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from csscore.analysis.control import reading
from csscore.analysis.effects import Sources
from csscore.analysis.milestones import milestones
from csscore.analysis.monthly import computed, known_by_their_accounts, loaded, options_of
from csscore.analysis.periods import follows, given
from csscore.analysis.streaks import conditions, streaks
from csscore.arguments import MONTHS, checked
from csscore.comparison import Effects
from csscore.exact.fixed import half_up
from csscore.problems import Place, Problems
from csscore.result import SchemeCard
from csscore.scheme.versions import in_force
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.trending import AgentTrend, Measure, Period, Reading, Standing, Step, Trend, number_of
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.analysis.monthly import Kept
    from csscore.read.history import Earlier
    from csscore.scheme.model import Scheme

say = sentences(__file__)

_TENTHS: Final = 10
_FAR: Final = 3
"""People none of whom is in both of two periods: so many are a mistake, fewer may have left."""
_LAST: Final = 10**9
_OWN: Final = ("rank", "score", "pay")
_NO_NUMBER = say("no_number")


@checked(data=MONTHS)
def trend(
    data: Any,
    scheme: Scheme | str,
    *,
    periods: str | None = None,
    streaks: Sequence[tuple[str, int]] = (),
    months: Mapping[str, Mapping[str, Any]] | None = None,
    sets: Sequence[str] = (),
    **options: Any,
) -> Trend:
    """Set several periods side by side.

    Parameters
    ----------
    data
        Paths: results that csscore wrote as JSON, which are taken as they are, and exports, which are computed. Of which period
        one is stands in the result, in the file's name, or in front of the path: ``2026-03=FILE``. Or a mapping of periods to
        paths or DataFrames. Or one DataFrame, cut by the column that dates its rows.
    scheme
        Computes the exports; its titles, units and flags are those of the trend.
    periods
        ``2026-01..2026-06``: the periods that are looked at. An export whose name says none of them is cut by its dates.
    streaks
        Conditions over results with the number of periods in a row: ``("rank <= 3", 3)``; they join the scheme's flags.
    months
        Options of `csscore.rank` for single periods, by their names: ``inputs``, ``roster``, ``adjust``.
    sets
        Overrides ``PATH=VALUE``, where the scheme is a name or a path.
    options
        Options of `csscore.rank` for every period that is computed: ``inputs``, ``roster``, ``sheet``, ``encoding``.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme, a result, or the data of any period.
    """
    problems = Problems()
    read = loaded(scheme, sets, problems)
    found = given(data, problems, periods=periods)
    latest = in_force(read, found[-1].span, problems) if found else read
    asked = conditions(streaks, latest, problems)
    own = options_of(options, months or {}, found, problems)
    for one in found:
        if one.result is not None:
            _check_result(one.result, in_force(read, one.span, problems), problems)
    problems.reject()
    kept = computed(found, read, own, problems)
    problems.reject()
    return _Together(kept, latest, problems).trend(asked, problems)


def person(said: Trend, given: str) -> AgentTrend:
    """Return the agent who is called so, by id or name.

    Raises
    ------
    Rejected
        If nobody is (A110, A112), or several are (A111).
    """
    called = given.strip()
    found = [one for one in said.agents if one.agent == called] or [one for one in said.agents if one.name == called]
    if len(found) == 1:
        return found[0]
    problems = Problems()
    everybody = listed(sorted(one.agent for one in said.agents), most=12)
    near = get_close_matches(
        called, dict.fromkeys(name for one in said.agents for name in (one.agent, one.name)), n=3, cutoff=0.5
    )
    if found:
        problems.add("A111", None, agent=called, agents=listed([one.agent for one in found]))
    elif near:
        problems.add("A112", None, agent=called, near=listed(near), agents=everybody)
    else:
        problems.add("A110", None, agent=called, agents=everybody)
    problems.reject()
    raise AssertionError("nobody was found, and no error was left")


def _check_result(result: Earlier, scheme: Scheme, problems: Problems) -> None:
    """Refuse a result in another currency or without numbers where they belong; say if another scheme computed it."""
    for name in _OWN:
        if any(_units(cell, 0) is None for cell in result.columns[name] if cell is not None):
            problems.add("D380", Place(result.file), reason=_NO_NUMBER.filled({"name": name}))
    if result.currency and result.currency != scheme.currency:
        problems.add("A121", Place(result.file), before=result.currency, after=scheme.currency)
    if result.scheme != scheme.name or (result.digest and result.digest != scheme.digest):
        was, now = (
            f"{name} {version}".strip() for name, version in ((result.scheme, result.version), (scheme.name, scheme.version))
        )
        problems.add("A166", Place(result.file), other=was, scheme=now)


def _units(text: str, digits: int) -> int | None:
    """Return a decimal text as a fixed number, more decimals dropped; None where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return int(number.scaleb(digits)) if number.is_finite() and abs(number.adjusted()) < 16 else None


class _Together:
    """The periods, ready to be set side by side."""

    def __init__(self, kept: Sequence[Kept], scheme: Scheme, problems: Problems) -> None:
        self._kept = kept
        self._scheme = scheme
        self._results = known_by_their_accounts([one.result for one in kept], problems)
        spans = [result.span for result in self._results]
        self._follows = [False, *(follows(before, after) for before, after in pairwise(spans))]
        self._digits = max(scheme.score.digits, *(_decimals(result.columns["score"]) for result in self._results))
        self._metrics = list(self._measures())
        self._pay = [self._paid(result) for result in self._results]

    def trend(self, asked: Any, problems: Problems) -> Trend:
        """Return everything, the streaks of these conditions included."""
        scheme = self._scheme
        standings = [self._standings(result) for result in self._results]
        agents = tuple(self._agent(agent, standings) for agent in self._order())
        found = streaks(asked, self._results, self._follows, scheme=scheme, problems=problems)
        self._report_strangers(problems)
        problems.reject()
        return Trend(
            scheme=SchemeCard(scheme.name, scheme.title or same(scheme.name), scheme.version, scheme.digest),
            currency=scheme.currency,
            money_digits=scheme.money_digits,
            score_digits=self._digits,
            within=tuple(scheme.rank.within),
            periods=tuple(self._periods()),
            steps=tuple(self._steps()),
            metrics=tuple(self._metrics),
            agents=agents,
            streaks=found,
            problems=tuple(problems),
        )

    def _measures(self) -> Iterator[Measure]:
        """Yield the scheme's metrics, then those that only results of earlier have."""
        for leaf in leaves(self._scheme):
            yield Measure(leaf.name, leaf.title, leaf.metric.unit, leaf.metric.better)
        known = {leaf.name for leaf in leaves(self._scheme)}
        for name in sorted({name for result in self._results for name in result.columns} - known - set(_OWN)):
            if any(f"{name}_points" in result.columns for result in self._results):
                yield Measure(name, same(name), "number", "higher")

    def _paid(self, result: Earlier) -> dict[str, int]:
        pay = result.columns["pay"]
        return {agent: _units(pay[row] or "0", self._scheme.money_digits) or 0 for agent, row in result.agents.items()}

    def _periods(self) -> Iterator[Period]:
        for one, continues, pay in zip(self._kept, self._follows, self._pay, strict=True):
            result = one.result
            scores = [_units(cell, self._digits) or 0 for cell in result.columns["score"] if cell is not None]
            yield Period(
                text=result.span.text,
                files=one.given.files,
                computed=one.given.result is None,
                follows=continues,
                scheme=result.scheme,
                version=result.version,
                digest=result.digest,
                people=len(result.agents),
                ranked=sum(cell is not None for cell in result.columns["rank"]),
                score=half_up(Fraction(sum(scores), len(scores))) if scores else None,
                pay=sum(pay.values()),
            )

    def _steps(self) -> Iterator[Step]:
        for at in range(1, len(self._kept)):
            before, after = self._pay[at - 1], self._pay[at]
            ends = self._kept[at - 1].plain, self._kept[at].plain
            told = ends[0] is not None and ends[1] is not None
            first, second = (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else (before, after)
            sources = Sources(before, after, first, second, second, first)
            everybody = dict.fromkeys([*before, *after])
            effects = sum((sources.of(agent) for agent in everybody), Effects())
            digests = {self._results[at - 1].digest, self._results[at].digest}
            yield Step(
                stayed=effects.data // _TENTHS,
                joined=effects.joined // _TENTHS,
                left=effects.left // _TENTHS,
                adjustments=effects.adjustments // _TENTHS,
                newcomers=tuple(sorted(agent for agent in after if agent not in before)),
                leavers=tuple(sorted(agent for agent in before if agent not in after)),
                told=told,
                same_scheme=len(digests) == 1 and "" not in digests,
            )

    def _standings(self, result: Earlier) -> dict[str, Standing]:
        """Return how everybody stood in one period."""
        columns = result.columns
        within = [name for name in self._scheme.rank.within if name in columns]
        cohorts = [{name: columns[name][row] or "" for name in within} for row in range(len(result.agents))]
        keys = [tuple(cohort.values()) for cohort in cohorts]
        ranks = [None if cell is None else _units(cell, 0) for cell in columns["rank"]]
        peers: dict[Any, int] = {}
        sharing: dict[Any, int] = {}
        for key, rank in zip(keys, ranks, strict=True):
            if rank is not None:
                peers[key] = peers.get(key, 0) + 1
                sharing[key, rank] = sharing.get((key, rank), 0) + 1
        names = [measure.name for measure in self._metrics]
        nothing = [None] * len(result.agents)
        values = {name: columns.get(name, nothing) for name in names}
        points = {name: columns.get(f"{name}_points", nothing) for name in names}
        found = {}
        for agent, row in result.agents.items():
            score, rank = columns["score"][row], ranks[row]
            found[agent] = Standing(
                cohort=cohorts[row],
                rank=rank,
                tied=sharing.get((keys[row], rank), 0),
                peers=peers.get(keys[row], 0),
                score=None if score is None else _units(score, self._digits),
                pay=_units(columns["pay"][row] or "0", self._scheme.money_digits) or 0,
                values={name: column[row] for name, column in values.items()},
                points={name: column[row] for name, column in points.items()},
            )
        return found

    def _order(self) -> list[str]:
        """Return everybody: whoever was seen latest first, then cohort by cohort, by place, by id."""
        found: dict[str, None] = {}  # in the order of their coming
        for result in reversed(self._results):
            ranks = [_units(cell or str(_LAST), 0) or 0 for cell in result.columns["rank"]]
            within = [result.columns[name] for name in self._scheme.rank.within if name in result.columns]
            places = [([column[row] or "" for column in within], ranks[row], agent) for agent, row in result.agents.items()]
            for _, _, agent in sorted(places):
                found.setdefault(agent)
        return list(found)

    def _agent(self, agent: str, standings: Sequence[Mapping[str, Standing]]) -> AgentTrend:
        own = tuple(one.get(agent) for one in standings)
        latest = next(result for result in reversed(self._results) if agent in result.agents)
        return AgentTrend(
            agent=agent,
            name=latest.names[latest.agents[agent]],
            standings=own,
            milestones=milestones(own, self._follows),
            readings=dict(self._readings(own)),
        )

    def _readings(self, own: Sequence[Standing | None]) -> Iterator[tuple[str, Reading]]:
        scores = [None if one is None or one.score is None else Fraction(one.score, 10**self._digits) for one in own]
        series = {"score": scores}
        for measure in self._metrics:
            series[measure.name] = [None if one is None else number_of(one.values[measure.name]) for one in own]
        for name, values in series.items():
            found = reading(values, self._follows)
            if found is not None:
                yield name, found

    def _report_strangers(self, problems: Problems) -> None:
        """Warn of two periods that have nobody in common (A122)."""
        for before, after in pairwise(self._results):
            if min(len(before.agents), len(after.agents)) >= _FAR and not before.agents.keys() & after.agents.keys():
                ours, theirs = (listed(sorted(one.agents), most=3) for one in (before, after))
                problems.add("A122", Place(after.file), agents=ours, others=theirs)


def _decimals(cells: Sequence[str | None]) -> int:
    return max((len(cell.partition(".")[2]) for cell in cells if cell is not None), default=0)

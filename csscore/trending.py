"""What several periods say of the agents: plain data between analysis, which finds it, and reports, which write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from csscore.concealing import COHORT, NAME, PERSON, TEXT, VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.problems import Problem
    from csscore.result import SchemeCard
    from csscore.words import Words

MilestoneKind = Literal["joined", "left", "back", "top", "out", "place", "last", "score", "low", "up", "down"]
Sign = Literal["above", "below", "rise", "fall", "shift_up", "shift_down", "usual"]


@dataclass(frozen=True, slots=True)
class Period:
    """One of the periods.

    Attributes
    ----------
    files
        What it was read from; none for a DataFrame.
    computed
        Whether it was computed now; else it is a result of earlier.
    follows
        Whether it begins the day after the one before it ends.
    version, digest
        Of the scheme that it was computed by, as the result says.
    people, ranked
        How many agents there are, and how many of them have a place.
    score
        The mean of all scores, rounded half-up at `Trend.score_digits`.
    pay
        All pay, minor units.
    """

    text: str
    files: tuple[str, ...] = field(metadata=TEXT)
    computed: bool
    follows: bool
    scheme: str
    version: str
    digest: str
    people: int
    ranked: int
    score: int | None
    pay: int


@dataclass(frozen=True, slots=True)
class Step:
    """What the change of all pay from one period to the next comes from, minor units; the amounts sum to the change.

    Attributes
    ----------
    stayed
        Of people who are in both.
    joined, left
        Of people who are only in the later, or only in the earlier one.
    adjustments
        What adjustments by hand make in the later one less what they made in the earlier; in the other amounts where
        ``told`` is false, because a result of earlier does not tell what was paid without them.
    newcomers, leavers
        Who they are.
    same_scheme
        Whether both were computed by the very same scheme; else its change is in ``stayed``.
    """

    stayed: int
    joined: int
    left: int
    adjustments: int
    newcomers: tuple[str, ...] = field(metadata=PERSON)
    leavers: tuple[str, ...] = field(metadata=PERSON)
    told: bool
    same_scheme: bool

    @property
    def total(self) -> int:
        """Return their sum: the whole change."""
        return self.stayed + self.joined + self.left + self.adjustments


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric as the scheme declares it; one that only a result of earlier has is a plain number under its own name."""

    name: str
    title: Words
    unit: str
    better: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent in one period.

    Attributes
    ----------
    rank, tied
        Her place and how many share it; None and 0 where she is not ranked.
    peers
        How many are ranked in her cohort, she included.
    score
        Fixed at `Trend.score_digits`.
    pay
        Minor units.
    values, points
        Exact texts by metric, in base units; None is missing.
    """

    cohort: Mapping[str, str] = field(metadata=COHORT)
    rank: int | None
    tied: int
    peers: int
    score: int | None
    pay: int
    values: Mapping[str, str | None] = field(metadata=VALUE)
    points: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something worth telling of one agent in one period.

    Attributes
    ----------
    kind
        ``joined`` and ``left`` the team, ``back`` after an absence, ``top``: among the first three for the first time,
        ``place`` and ``score``: the best of all periods, ``up``: a score that rose three times in a row.
    at
        Which period.
    amount
        The place, the score (fixed at `Trend.score_digits`), how often it rose, how many periods she was away.
    """

    kind: MilestoneKind
    at: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether the latest value of a series is more than the usual up and down, as an individuals chart reads it.

    Attributes
    ----------
    periods
        How many periods without a break it looks at, the latest included.
    mean, low, high
        The mean and the natural process limits around it.
    jump
        The largest change from one period to the next that is usual.
    latest, change
        The latest value, and its change since the period before.
    sign
        ``above`` or ``below`` the limits; a ``rise`` or ``fall`` larger than is usual; a ``shift``: the latest eight all on one
        side of the mean; else ``usual``.
    """

    periods: int
    mean: Fraction
    low: Fraction
    high: Fraction
    jump: Fraction
    latest: Fraction
    change: Fraction
    sign: Sign


@dataclass(frozen=True, slots=True)
class AgentTrend:
    """One agent through all periods.

    Attributes
    ----------
    standings
        One a period; None where she is not there.
    readings
        Of her ``score`` and of metrics, by name; only what has been there for enough periods.
    """

    agent: str = field(metadata=PERSON)
    name: str = field(metadata=NAME)
    standings: tuple[Standing | None, ...]
    milestones: tuple[Milestone, ...]
    readings: Mapping[str, Reading]

    @property
    def cohort(self) -> Mapping[str, str]:
        """Return with whom she was ranked when she was seen last."""
        return next((one.cohort for one in reversed(self.standings) if one is not None), {})


@dataclass(frozen=True, slots=True)
class Streak:
    """A condition that has to hold for several periods in a row.

    Attributes
    ----------
    flag
        The flag of the scheme that asks for it; None for a condition that was asked for.
    when
        The condition as it is written.
    months
        How many periods in a row it takes.
    runs
        By agent, for each period: for how many in a row it has held by then. None where she is not there, or what the
        condition needs is missing.
    """

    flag: str | None = field(metadata=TEXT)
    when: str = field(metadata=TEXT)
    months: int
    runs: Mapping[str, tuple[int | None, ...]] = field(metadata=PERSON)


@dataclass(frozen=True, slots=True)
class Trend:
    """Several periods side by side.

    Attributes
    ----------
    scheme
        The scheme that periods are computed by, and that old results are read with.
    periods
        In the order of time; there are two at least.
    steps
        One less than periods.
    agents
        In the order of the latest period (cohort, rank, id); who is not in it comes last, whoever was seen latest first.
    """

    scheme: SchemeCard
    currency: str
    money_digits: int
    score_digits: int
    within: tuple[str, ...]
    periods: tuple[Period, ...]
    steps: tuple[Step, ...]
    metrics: tuple[Measure, ...]
    agents: tuple[AgentTrend, ...]
    streaks: tuple[Streak, ...]
    problems: tuple[Problem, ...]


def number_of(cell: str | None) -> Fraction | None:
    """Return a value as an exact number; None where it is missing or a word."""
    try:
        number = None if cell is None else Decimal(cell)
    except InvalidOperation:
        return None
    return Fraction(number) if number is not None and number.is_finite() and abs(number.adjusted()) < 16 else None

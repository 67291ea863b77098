"""What an explanation says of one agent: plain data between analysis, which finds it, and reports, which write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from csscore.concealing import COHORT, NAME, PERSON, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from csscore.problems import Place, Problem
    from csscore.result import SchemeCard
    from csscore.traits import Apart, Strengths
    from csscore.words import Words

ADJUSTMENT: Final = "adjustment"
"""The rule of pay lines that adjustments by hand make."""
PartKind = Literal["metric", "group", "combined", "plus", "rounding", "cap", "floor", "gate"]


@dataclass(frozen=True, slots=True)
class ExplainedCell:
    """One cell of an input, or a row of it that is counted.

    Attributes
    ----------
    column
        The name that the scheme gives the column; empty where the row is meant and no cell of it.
    text
        What stands there; None for nothing.
    counts
        Whether its row is counted, where rows are what the value counts; None elsewhere.
    """

    place: Place
    column: str
    text: str | None = field(metadata=TEXT)
    counts: bool | None = None


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """What an agent's cells of a column make together."""

    column: str
    cells: int
    """How many hold something."""
    total: str | None
    """Their sum, for money and counts."""


@dataclass(frozen=True, slots=True)
class ExplainedMetric:
    """One metric of the agent, from cells to contribution.

    Attributes
    ----------
    value
        Canonical, in the base unit, or a text; None where it is missing.
    taken
        How the agent's rows become the value.
    size
        On how much a mean or a rate rests.
    adjusted, fair
        The value that the points were made of, where fairness options changed it, and how it came about; None without them.
    cells, more
        The first cells behind the value, and how many further ones there are.
    points
        Fixed at `Explanation.point_digits`; None where there are none.
    rule, used
        The points rule, and the numbers it looked at.
    weight
        Effective weight in percent; None where points carry the weight.
    counted
        The weight that counted for this agent, where missing metrics gave theirs away.
    contribution
        Fixed at `Explanation.digits`; None where it does not enter the score by itself.
    """

    name: str
    title: Words
    unit: str
    better: str
    groups: tuple[str, ...]
    value: float | str | None = field(metadata=TEXT)
    taken: Words = field(metadata=TEXT)
    size: str | None
    cells: tuple[ExplainedCell, ...]
    more: int
    totals: tuple[ColumnTotal, ...]
    points: int | None
    rule: Words = field(metadata=TEXT)
    used: Words = field(metadata=TEXT)
    weight: Fraction | None
    counted: Fraction | None
    contribution: int | None
    adjusted: float | None = None
    fair: tuple[Words, ...] = field(default=(), metadata=TEXT)
    lines: tuple[Fraction, ...] = ()
    """The numbers that the scheme compares the value with."""


@dataclass(frozen=True, slots=True)
class Part:
    """One amount of the sum that makes the score, fixed at `Explanation.digits`."""

    kind: PartKind
    key: str
    """Names the part among those of any agent of the run."""
    title: Words = field(metadata=TEXT)
    amount: int


@dataclass(frozen=True, slots=True)
class ExplainedGroup:
    """A group that makes a total of its own."""

    name: str
    title: Words
    method: str
    points: int | None
    rule: Words = field(metadata=TEXT)
    used: Words = field(metadata=TEXT)


@dataclass(frozen=True, slots=True)
class ExplainedGate:
    """A gate: whether it fired, and what it did."""

    name: Words = field(metadata=TEXT)
    when: str = field(metadata=TEXT)
    said: Words = field(metadata=TEXT)
    """The condition in words."""
    values: Mapping[str, str | None] = field(metadata=TEXT)
    """What the names of the condition stood for."""
    effect: Words = field(metadata=TEXT)
    because: Words = field(metadata=TEXT)
    fired: bool


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One pay line, in minor units."""

    rule: str
    title: Words = field(metadata=TEXT)
    amount: int
    because: Words = field(metadata=TEXT)


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the gap between two agents."""

    kind: PartKind
    key: str
    title: Words = field(metadata=TEXT)
    own: int
    others: int

    @property
    def amount(self) -> int:
        """Return what the part adds to the other's lead; negative where it is one's own."""
        return self.others - self.own


@dataclass(frozen=True, slots=True)
class Contrast:
    """Another agent, and the gap to her part by part; the parts sum to it."""

    agent: str = field(metadata=PERSON)
    name: str = field(metadata=NAME)
    rank: int | None
    tied: int
    score: int | None
    pay: int
    gap: int | None
    """Her score less one's own, fixed at `Explanation.digits`; None where one of them has no score."""
    parts: tuple[Difference, ...]
    values: Mapping[str, float | str | None] = field(metadata=TEXT)
    """Her values by metric."""
    points: Mapping[str, int | None]
    because: Words = field(metadata=TEXT)
    """What decides between them where the score does not; empty where it does."""


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest change of one metric that gains a place.

    Attributes
    ----------
    to
        The value that gains it; None where none does.
    change
        ``to`` less the value, exactly; None for words.
    rank, tied, score
        What the change would bring.
    limit
        How far values were tried.
    held
        What was held as it is although it depends on the metric: other metrics, the team's value.
    """

    metric: str
    title: Words
    unit: str
    value: float | str = field(metadata=TEXT)
    to: float | str | None = field(metadata=TEXT)
    change: Fraction | None
    rank: int | None
    tied: int
    score: int | None
    limit: float | None
    held: tuple[Words, ...] = field(metadata=TEXT)
    work: tuple[Words, int] | None = field(default=None, metadata=TEXT)
    """What a person does that moves the value, and how many more of it: 成交人数 +2; None where it is no share of counts."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One reason why pay is not what it was, in minor units."""

    title: Words = field(metadata=TEXT)
    before: int
    now: int

    @property
    def amount(self) -> int:
        """Return what it adds to the pay."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Change:
    """What moved since the period before; the lines sum to the change of pay.

    Attributes
    ----------
    ranked
        How many were ranked in the agent's cohort then.
    gates
        Gates that caught her then and don't now, or the reverse, each said in a sentence.
    values
        What was measured then, by metric, as exact text in the base unit.
    """

    period: str
    file: str = field(metadata=TEXT)
    rank: int | None
    ranked: int
    score: str | None
    pay: int
    lines: tuple[Moved, ...]
    gates: tuple[Words, ...] = field(metadata=TEXT)
    values: Mapping[str, str | None] = field(metadata=TEXT)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to say of one agent's score and pay.

    Attributes
    ----------
    digits
        Decimals of contributions and of the parts of the score.
    parts
        Sum to the score; empty where there is none.
    score
        Fixed at ``score_digits``; None where there is none.
    lines
        Sum to ``pay``.
    above
        Who is just above; None for the first and for the unranked.
    steps
        For each metric that can matter the smallest change that gains a place; None where they weren't asked for.
    """

    scheme: SchemeCard
    period: str | None
    currency: str
    money_digits: int
    score_digits: int
    point_digits: int
    digits: int
    method: str
    agent: str = field(metadata=PERSON)
    name: str = field(metadata=NAME)
    cohort: Mapping[str, str] = field(metadata=COHORT)
    people: int
    ranked: int
    """Of the cohort."""
    rank: int | None
    tied_with: tuple[str, ...] = field(metadata=TEXT)
    score: int | None
    pay: int
    reason: Words = field(metadata=TEXT)
    flags: tuple[str, ...] = field(metadata=TEXT)
    metrics: tuple[ExplainedMetric, ...]
    groups: tuple[ExplainedGroup, ...]
    parts: tuple[Part, ...]
    gates: tuple[ExplainedGate, ...]
    lines: tuple[ExplainedLine, ...]
    above: Contrast | None
    against: Contrast | None
    steps: tuple[Step, ...] | None
    change: Change | None
    """Since the period before, if its result is known and has her."""
    problems: tuple[Problem, ...]
    """What was noticed about this agent."""
    strengths: Strengths | None = None
    """None where it was not asked for."""
    apart: tuple[Apart, ...] = ()
    called: Mapping[str, Words] = field(default_factory=dict)
    """Titles of the columns and metrics that cells, totals and gates name."""

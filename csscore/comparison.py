"""What a comparison says of two results: plain data between analysis, which finds it, and reports, which write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from csscore.concealing import COHORT, NAME, PERSON, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from csscore.explanation import PartKind
    from csscore.problems import Problem
    from csscore.result import SchemeCard
    from csscore.words import Words

Order = Literal["both", "data first", "scheme first", "together"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two results.

    Attributes
    ----------
    sets
        What was set on top of the scheme.
    data
        The files, as given; none for a DataFrame.
    budget
        What the scheme allows for everybody together, minor units; None where it says nothing.
    """

    scheme: SchemeCard
    sets: tuple[str, ...] = field(metadata=TEXT)
    data: tuple[str, ...] = field(metadata=TEXT)
    period: str | None
    budget: int | None


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting that the schemes don't share.

    Attributes
    ----------
    path
        As ``--set`` takes it; positions in lists are those of the second scheme, or of the first where it was taken out.
    owner
        Whose setting it is: a metric, a gate, a pay line; empty for the scheme's own.
    key
        The last key of the path.
    before, after
        In words; None where it is not there.
    """

    path: str = field(metadata=TEXT)
    owner: Words = field(metadata=TEXT)
    key: str
    before: Words | None = field(metadata=TEXT)
    after: Words | None = field(metadata=TEXT)


@dataclass(frozen=True, slots=True)
class WeightChange:
    """A metric whose effective weight (percent) changes; None where it has none."""

    metric: str
    title: Words
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class PartChange:
    """What one part of the score was and is, fixed at `Comparison.digits`."""

    kind: PartKind
    key: str = field(metadata=TEXT)
    title: Words = field(metadata=TEXT)
    before: int
    after: int

    @property
    def amount(self) -> int:
        """Return by how much it changes the score."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class LineChange:
    """What one pay line was and is, in minor units."""

    rule: str
    title: Words = field(metadata=TEXT)
    before: int
    after: int

    @property
    def amount(self) -> int:
        """Return by how much it changes the pay."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change of pay comes from, in tenths of minor units: a cause is the mean of two orders. They sum to the change.

    Attributes
    ----------
    data
        Another month's figures, of people who are in both.
    scheme
        Another scheme, for people who are in both.
    joined, left
        People who are only in the second, or only in the first.
    adjustments
        What adjustments by hand make in the second, less what they made in the first.
    """

    data: int = 0
    scheme: int = 0
    joined: int = 0
    left: int = 0
    adjustments: int = 0

    def __add__(self, other: Effects) -> Effects:
        """Return both together."""
        return Effects(
            self.data + other.data,
            self.scheme + other.scheme,
            self.joined + other.joined,
            self.left + other.left,
            self.adjustments + other.adjustments,
        )

    @property
    def total(self) -> int:
        """Return their sum: the whole change."""
        return self.data + self.scheme + self.joined + self.left + self.adjustments


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in one of the results; the score is fixed at `Comparison.score_digits`, pay in minor units."""

    rank: int | None
    tied: int
    score: int | None
    pay: int
    reason: Words = field(metadata=TEXT)


@dataclass(frozen=True, slots=True)
class AgentChange:
    """One agent in both results.

    Attributes
    ----------
    before, after
        None where she is not in it.
    parts
        Sum to the change of her score; empty where one of the scores is missing.
    lines
        Sum to the change of her pay.
    together
        Whether she is ranked in the same cohort on both sides; else her places can't be compared.
    through
        The part that moved her most. Where her place changes, the one that speaks most for it against the average change of her
        cohort, because places depend on the others; else the largest that goes the way her score goes.
    average
        That part's average change in her cohort, fixed at `Comparison.digits`.
    effects
        Sum to the change of her pay, too; None where only the scheme differs.
    """

    agent: str = field(metadata=PERSON)
    name: str = field(metadata=NAME)
    cohort: Mapping[str, str] = field(metadata=COHORT)
    before: Standing | None
    after: Standing | None
    parts: tuple[PartChange, ...]
    lines: tuple[LineChange, ...]
    together: bool = True
    through: PartChange | None = None
    average: int = 0
    effects: Effects | None = None

    @property
    def up(self) -> int | None:
        """Return how many places she gains; None where she is not ranked in both, or not in the same cohort."""
        if not self.together or self.before is None or self.after is None or self.before.rank is None or self.after.rank is None:
            return None
        return self.before.rank - self.after.rank

    @property
    def score_change(self) -> int | None:
        """Return by how much her score changes; None where she has none in both."""
        if self.before is None or self.after is None or self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score

    @property
    def pay_change(self) -> int:
        """Return by how much her pay changes; who is not there is paid nothing."""
        return (self.after.pay if self.after else 0) - (self.before.pay if self.before else 0)

    @property
    def moved(self) -> bool:
        """Say whether place or pay differ, or whether she is there."""
        if self.before is None or self.after is None:
            return True
        return self.before.rank != self.after.rank or self.pay_change != 0

    @property
    def changed(self) -> bool:
        """Say whether anything differs."""
        return self.moved or self.before != self.after


@dataclass(frozen=True, slots=True)
class Top:
    """How many of the first ``n`` places' people are the same; shared places can make them more than ``n``."""

    n: int
    before: int
    after: int
    stay: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike two orders are, over the people ranked in both.

    Attributes
    ----------
    pairs, swapped
        All pairs of people, and those of them who change order.
    kendall, spearman
        Kendall's τ-b and Spearman's ρ with mean ranks for ties, rounded half-up to `DIGITS` decimals from their exact squares;
        None where one of the orders ties everybody.
    """

    people: int
    pairs: int
    swapped: int
    kendall: int | None
    spearman: int | None
    tops: tuple[Top, ...]


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A cohort, or everybody, in both results; amounts in minor units, the mean score at `Comparison.score_digits`."""

    cohort: Mapping[str, str] = field(metadata=COHORT)
    people: tuple[int, int]
    ranked: tuple[int, int]
    score: tuple[int | None, int | None]
    """The mean of all scores, rounded half-up."""
    pay: tuple[int, int]
    gaining: int
    gained: int
    losing: int
    lost: int
    """What losers lose together; negative."""
    moving: int
    """How many change places; joiners, leavers and the unranked don't count."""
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that is supposed to be another one, in its base unit; None is missing."""

    agent: str = field(metadata=PERSON)
    metric: str
    title: Words = field(metadata=TEXT)
    unit: str
    before: float | str | None = field(metadata=TEXT)
    after: float | str | None = field(metadata=TEXT)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is supposed to join, with the rows of another, or with none."""

    agent: str = field(metadata=PERSON)
    like: str | None = field(metadata=PERSON)


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed of the people of the second result.

    Attributes
    ----------
    values
        What changes for whom; metrics that are computed from a changed one are among them.
    without, joining
        Who leaves and who joins.
    """

    values: tuple[ValueChange, ...]
    without: tuple[str, ...] = field(metadata=PERSON)
    joining: tuple[Newcomer, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results side by side.

    Attributes
    ----------
    digits
        Decimals of the parts of scores.
    settings, weights
        How the schemes differ; weights are effective ones.
    agents
        In the order of the first result; who joins comes last, in the order of the second.
    whole, cohorts
        Everybody, and cohort by cohort where the schemes rank within the same columns.
    effects
        Where the change of all pay comes from; None where only the scheme differs.
    order
        How data and scheme were told apart: the mean of both orders; or the only order that could be computed; or not.
    supposed
        What the second result supposes; None where it is as the data say.
    """

    before: Side
    after: Side
    currency: str
    money_digits: int
    score_digits: int
    digits: int
    settings: tuple[SettingChange, ...]
    weights: tuple[WeightChange, ...]
    agents: tuple[AgentChange, ...]
    whole: GroupChange
    cohorts: tuple[GroupChange, ...]
    effects: Effects | None
    order: Order
    problems: tuple[Problem, ...]
    supposed: Supposition | None = None

    @property
    def same(self) -> bool:
        """Say whether nothing differs: no setting, and nobody's place, score or pay."""
        return self.supposed is None and not self.settings and not any(agent.changed for agent in self.agents)


DIGITS = 4
"""Decimals of Kendall's τ-b and Spearman's ρ."""

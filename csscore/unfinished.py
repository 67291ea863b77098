"""How everybody stands in a month that is not over: plain data between analysis, which finds it, and reports, which write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from csscore.explanation import Step
    from csscore.result import Result
    from csscore.words import Words


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Which days of a period have passed.

    Attributes
    ----------
    period
        The whole period: ``2026-03``.
    until
        The last day that has passed.
    passed, days
        How many days that count have passed, and how many the period has; days that the scheme excepts are none of them.
    by_rows
        Whether the last dated row told, and not whoever asked.
    """

    period: str
    until: date
    passed: int
    days: int
    by_rows: bool

    @property
    def left(self) -> int:
        """Return how many days are still to come."""
        return self.days - self.passed


@dataclass(frozen=True, slots=True)
class Mark:
    """The next line that somebody has not reached: an edge of a band, a tier, a target; of a metric or of the score.

    Of what only grows and had better not (complaints, minutes late) it is the next line that must not be overstepped.

    Attributes
    ----------
    metric
        Its key; ``score`` for the score.
    value
        What she has now, in the base unit.
    line
        The next one; None where none is left.
    missing
        How far it is, without a sign.
    bound
        Whether the line must not be overstepped, so that ``missing`` is what is left.
    daily
        How much of it each day that is still to come has to bring; None where the metric does not grow with the days.
    expected
        The value at the end, if the month goes on like this; None where that can't be said.
    """

    metric: str
    title: Words
    unit: str
    better: str
    value: Fraction
    line: Fraction | None
    missing: Fraction | None
    daily: Fraction | None
    expected: Fraction | None
    bound: bool = False

    @property
    def on_course(self) -> bool | None:
        """Return whether the line is reached if the month goes on like this; None where that can't be said."""
        if self.line is None or self.expected is None:
            return None
        return self.expected >= self.line if self.better == "higher" else self.expected <= self.line


@dataclass(frozen=True, slots=True)
class Ahead:
    """What somebody would have at the end if the month went on like this; it is not her pay.

    Amounts are in minor units, scores fixed as in the result. ``low`` and ``high`` hold nine of ten draws; None without draws.
    """

    rank: int | None
    score: int | None
    pay: int
    ranks: tuple[int, int] | None
    pays: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent, in the order of the result.

    Attributes
    ----------
    marks
        One for each metric that has lines, and for the score where it has.
    steps
        For each metric that can matter the smallest change that gains a place; None where they weren't looked for.
    ahead
        None where nothing can be said of the end.
    gap
        How far the next higher score of the cohort is, fixed as scores are; None for the first, the unranked, where another
        thing than the score orders, and where ``steps`` say more.
    """

    marks: tuple[Mark, ...]
    steps: tuple[Step, ...] | None
    ahead: Ahead | None
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A period that is not over.

    Attributes
    ----------
    result
        What stands now.
    elapsed
        None where nothing tells how much of the period has passed.
    refused
        Why nothing is said of the end; None where something is.
    people
        One an agent, as in the result.
    draws
        How often the rest of the month was drawn; 0 where there are no intervals.
    steady
        Metrics whose luck can't be told: in all draws they go on as they did.
    held
        Metrics of which it is not known how they go on: they stay as they are.
    figures
        Figures of a person that pay or points look at; they stay as they are.
    """

    result: Result
    elapsed: Elapsed | None
    refused: Words | None
    people: tuple[Standing, ...]
    draws: int = 0
    steady: tuple[Words, ...] = ()
    held: tuple[Words, ...] = ()
    figures: tuple[Words, ...] = ()

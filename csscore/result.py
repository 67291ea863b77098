"""The one object that reports, analysis and books get: plain columns, agents in published order; it computes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any

from csscore.concealing import COHORT, NAME, PERSON, TEMPLATE, TEXT, WITHHELD
from csscore.exact.fixed import value_text
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.problems import Problem
    from csscore.words import Lang


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence an agent, kept as templates and columns so that a million agents cost no more than the columns.

    ``which`` says for each agent which of ``variants`` holds (-1: none); ``details`` are columns (or single texts) for
    the templates' ``{names}``.
    """

    variants: tuple[Words, ...] = field(metadata=TEMPLATE)
    which: NDArray[np.int8]
    details: Mapping[str, Any] = field(default_factory=dict, metadata=TEXT)

    def at(self, agent: int, lang: Lang) -> str:
        """Return one agent's sentence, empty where there is none."""
        variant = int(self.which[agent])
        if variant < 0:
            return ""
        here = {name: column if isinstance(column, str | Words) else column[agent] for name, column in self.details.items()}
        return self.variants[variant].filled(here).in_(lang)


@dataclass(frozen=True, slots=True, eq=False)
class MetricColumn:
    """One metric over all agents.

    Attributes
    ----------
    values
        Canonical floats in the base unit (money in currency units, a rate as a fraction, seconds), or texts; NaN or None
        is missing. Shape (agents,).
    points
        A fixed column at `Result.point_digits`; `MISSING` where there is no value.
    contributed
        Makes `contributions`, for which few reports ask; None where the metric does not enter a weighted mean.
    weight
        Effective weight in percent; None where points already carry the weight; 0 for a metric that is only shown.
    """

    name: str
    title: Words
    unit: str
    better: str
    weight: Fraction | None
    values: NDArray[Any] = field(metadata=TEXT)
    points: NDArray[np.int64]
    contributed: Callable[[], NDArray[np.int64]] | None
    rule: Words = field(metadata=TEXT)
    """The points rule in words."""
    groups: tuple[str, ...] = ()
    """Names of the groups it stands in, outermost first."""
    adjusted: NDArray[np.float64] | None = None
    """The values that the points were made of, where fairness options changed them; None without such options."""
    lines: tuple[Fraction, ...] = ()
    """The numbers that the scheme compares values with: whoever is shown a value is to see its side."""
    breakdowns: tuple[BreakdownColumn, ...] = ()

    @property
    def contributions(self) -> NDArray[np.int64] | None:
        """Return points × counted weight / 100, a fixed column as the points."""
        return None if self.contributed is None else self.contributed()


@dataclass(frozen=True, slots=True, eq=False)
class BreakdownColumn:
    """A metric by the texts of one column of the rows, an entry for each text that an agent has.

    Attributes
    ----------
    column
        The column's name.
    first, last
        Where each agent's entries begin, and where they have ended. Shape (agents,).
    labels, values
        The text of each entry, empty where the column says nothing, and the metric's value there. Shape (entries,).
    """

    column: str
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    labels: NDArray[np.object_] = field(metadata=TEXT)
    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LineColumn:
    """One pay line over all agents: an amount in minor units (分), or `MISSING` where the line does not apply."""

    rule: str
    title: Words = field(metadata=TEXT)
    amounts: NDArray[np.int64]
    because: Sentence


@dataclass(frozen=True, slots=True, eq=False)
class GateColumn:
    """One gate over all agents: who it caught and what it did."""

    name: Words = field(metadata=TEXT)
    fired: NDArray[np.bool_]
    effect: Words = field(metadata=TEXT)
    because: Words = field(metadata=TEXT)


@dataclass(frozen=True, slots=True, eq=False)
class FlagColumn:
    """One flag over all agents."""

    name: str = field(metadata=TEXT)
    raised: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class GroupColumn:
    """One group of metrics over all agents: its total, and what it adds to the score.

    Attributes
    ----------
    weight
        Effective weight in percent; None where points already carry the weight.
    made
        Makes the total of the group and its contribution, both fixed columns at `Result.point_digits`; few reports ask.
        The contribution is None where the score is no weighted mean or the group stands in another with a total of its own.
    """

    name: str
    title: Words
    weight: Fraction | None
    made: Callable[[], tuple[NDArray[np.int64], NDArray[np.int64] | None]]


@dataclass(frozen=True, slots=True, eq=False)
class TieBreak:
    """What ordered agents of equal scores.

    Attributes
    ----------
    by
        What the scheme names for it, the first first.
    made
        Makes, for each agent, the position in ``by`` of what told her from the others of her cohort and score; -1 for those
        whom nothing told apart. Few reports ask.
    """

    by: tuple[Words, ...]
    made: Callable[[], NDArray[np.int16]]


@dataclass(frozen=True, slots=True)
class InputFile:
    """One table that was read, and in which role.

    Attributes
    ----------
    role
        ``files``, ``with NAME``, ``roster``, ``adjust``, ``history``, ``scheme`` or ``include``.
    file
        The path as it was given; None for a frame, and where names are hidden.
    sha256
        Of the file's bytes; empty where there are none.
    rows
        Rows of agents that were read; None where that has no meaning.
    size, modified
        Bytes, and the time of the last change (UTC, ISO 8601); None where it is no file.
    """

    role: str
    file: str | None
    sheet: str | None = None
    sha256: str = ""
    rows: int | None = None
    size: int | None = None
    modified: str | None = None
    nameless: bool = False
    """Whether its name is hidden: then role and digest are all that is told."""


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """What a result says of the scheme it was computed by."""

    name: str
    title: Words
    version: str
    digest: str


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One computed period. Agents stand in published order: by rank, then by id (code points); the unranked last."""

    scheme: SchemeCard
    period: str | None
    currency: str
    score_digits: int
    point_digits: int
    agents: Texts = field(metadata=PERSON)
    names: Texts = field(metadata=NAME)
    cohorts: Mapping[str, NDArray[np.object_]] = field(metadata=COHORT)
    status: NDArray[np.object_]
    """``ranked``, ``unranked`` (listed with a reason)."""
    ranks: NDArray[np.int64]
    """1 is first; `MISSING` for the unranked."""
    tied: NDArray[np.int64]
    """How many share the place, oneself included; 0 for the unranked."""
    scores: NDArray[np.int64]
    """Fixed at ``score_digits``; `MISSING` where no score could be computed."""
    pay: NDArray[np.int64]
    """Sum of the lines, minor units."""
    metrics: tuple[MetricColumn, ...]
    gates: tuple[GateColumn, ...]
    flags: tuple[FlagColumn, ...]
    lines: tuple[LineColumn, ...]
    reasons: Sentence
    """Why an agent is not ranked."""
    counted: NDArray[np.int64] | None
    """With ``missing: renormalise``: how much of the weight was counted, percent at 4 digits; else None."""
    problems: tuple[Problem, ...]
    money_digits: int = 2
    groups: tuple[GroupColumn, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    """Every file that was read: the FILES first, by name."""
    sets: tuple[str, ...] = field(default=(), metadata=TEXT)
    """What was set beside the scheme, as given (``PATH=VALUE``)."""
    accounts: Mapping[str, Sequence[str]] = field(default_factory=dict, metadata=WITHHELD)
    """The accounts of each agent whom a roster names by something else: by them she is known between periods."""
    cohort_titles: Mapping[str, Words] = field(default_factory=dict)
    """What people call the columns of `cohorts`."""
    broken: TieBreak | None = None
    """What ordered equal scores; None where the scheme names nothing, so that they share a place."""

    def __len__(self) -> int:
        """Return the number of agents, ranked or not."""
        return len(self.agents)

    def to_frame(self, *, lang: Lang = "zh") -> pd.DataFrame:
        """Return one row an agent, in the columns of the csv, every number exact.

        Rank, agent, name, cohort columns, status, score, pay, each pay line and kind of adjustment under its title, the reason
        of who is not ranked, then value and points of each metric. Ranks are nullable integers; other numbers are
        `decimal.Decimal`, values in the base unit; None is missing.

        Parameters
        ----------
        lang
            The language of titles of pay lines and of reasons: ``zh`` or ``en``.
        """
        from csscore.report.frame import frame

        return frame(self, lang=lang)


def metric_text(result: Result, metric: MetricColumn, agent: int) -> str | None:
    """Write one value in its base unit as exact text, money with all its decimals; None where it is missing."""
    value = metric.values[agent]
    if value is None or isinstance(value, str):
        return value
    return None if isnan(value) else value_text(value, least_digits=result.money_digits if metric.unit == "money" else 0)

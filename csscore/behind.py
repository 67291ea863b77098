"""The rows that a number is made of: plain data between analysis, which finds them, and reports, which write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csscore.concealing import NAME, PERSON, TEXT

if TYPE_CHECKING:
    from csscore.problems import Place, Problem
    from csscore.result import SchemeCard
    from csscore.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a value is made of: a sum, a number of rows, numbers of which one is taken.

    Attributes
    ----------
    title
        The column or expression; empty where rows are counted.
    rows
        How many rows are among it.
    total
        The exact sum of what they add; None where they add no number.
    """

    title: str = field(metadata=TEXT)
    rows: int
    total: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes
    ----------
    day
        Its day, where rows have one.
    texts
        What stands in each of `Section.columns`; None for nothing.
    counts
        Whether it is among any of the parts.
    adds
        For each of `Section.parts` the exact number it gives, 1 where rows are counted; None where it is not among them.
    """

    place: Place
    day: str | None
    texts: tuple[str | None, ...] = field(metadata=TEXT)
    counts: bool
    adds: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One metric, or one column of the FILES, with all rows of the agent in its input, in their order.

    Attributes
    ----------
    source
        The input; empty for the FILES.
    taken
        How the value is taken from rows, in words; empty for a column.
    value
        What the rows come to, an exact text; None is missing.
    used
        What the value was set to by an adjustment; None where nothing was.
    dated
        Whether rows have days.
    """

    name: str
    title: Words
    unit: str | None
    source: str
    taken: Words = field(metadata=TEXT)
    value: str | None
    used: str | None
    dated: bool
    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a metric, a group of metrics or a pay line, for one agent.

    Attributes
    ----------
    asked
        What was asked for, as the scheme calls it.
    """

    scheme: SchemeCard
    period: str | None
    currency: str
    agent: str = field(metadata=PERSON)
    name: str = field(metadata=NAME)
    asked: Words = field(metadata=TEXT)
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]

"""What stands out of an agent, and where her figures come from: plain data, which an explanation may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csscore.concealing import TEXT

if TYPE_CHECKING:
    from fractions import Fraction

    from csscore.words import Words


@dataclass(frozen=True, slots=True)
class Trait:
    """A value that differs from others' by more than chance gives.

    Attributes
    ----------
    better
        Whether she does better than that.
    size
        On how many contacts her value rests; None where that is not known.
    people, months
        How many others of the cohort, or how many months of her own (this one included), it is compared with; the other is 0.
    others
        What they have together, or the mean of her months; shown, not paid on.
    """

    metric: str
    title: Words
    unit: str
    better: bool
    value: float
    size: int | None
    others: float
    people: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Strengths:
    """What stands out of an agent.

    Attributes
    ----------
    compared
        How many metrics were compared with the cohort's.
    untold
        Titles of metrics of which it is not known on how many contacts they rest, so that nothing is said of them.
    """

    traits: tuple[Trait, ...]
    compared: int
    untold: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a metric is among the rows with one text of a column.

    Attributes
    ----------
    label
        The text; empty where rows say nothing.
    value
        Of a rate or a mean None where she has no contacts there.
    share
        Which part of her whole it is; None for a rate or a mean.
    others
        The same of the others together: their part, or their rate or mean; None where they are too few to tell.
    difference
        Hers less theirs.
    before
        Her value a period before; None where that is not known.
    """

    label: str = field(metadata=TEXT)
    value: Fraction | None
    share: Fraction | None
    others: Fraction | None
    difference: Fraction | None
    before: Fraction | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A metric by the texts of a column, for a talk about why and which.

    Attributes
    ----------
    adds
        Whether the metric is a sum or a count, of which each text has a part; else it is a rate or a mean.
    people
        How many others have the metric; 0 where they are too few to be told.
    period
        With which earlier period it is compared; None without one.
    kinds
        The largest differences, where she does worst against the others first.
    more
        How many texts are left out.
    """

    metric: str
    column: str
    title: Words
    by: Words
    unit: str
    adds: bool
    people: int
    period: str | None
    kinds: tuple[Kind, ...]
    more: int

"""A scheme in the making: what was answered so far, plain data that can be written as a scheme at any moment."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class DraftMetric:
    """One thing that counts.

    Attributes
    ----------
    value, points
        As the scheme's language writes them.
    """

    name: str
    title: str
    value: str
    unit: str
    better: str = "higher"
    weight: Fraction = Fraction(0)
    points: str = "minmax"
    ready: bool = False
    """Whether it comes from a ready-made scheme, which says what it is worth."""


@dataclass(frozen=True, slots=True)
class DraftGate:
    """One condition that overrides the score, as the language writes it."""

    name: str
    when: str
    then: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was answered; what was not yet has a default that works.

    Attributes
    ----------
    metrics
        Those that count, then (weight 0) those that only gates look at.
    pay
        The lines as the language writes them.
    """

    name: str
    title: str
    where: str = ""
    metrics: tuple[DraftMetric, ...] = ()
    gates: tuple[DraftGate, ...] = ()
    tie_break: str = ""
    pay: tuple[str, ...] = ()

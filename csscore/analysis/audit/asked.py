"""What every question of an audit is asked with: the computed run, and what the supervisor set; it answers none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from csscore.auditing import Section
    from csscore.pipeline import Run
    from csscore.words import Words


@dataclass(frozen=True, slots=True)
class Shock:
    """Something that happens to everybody's value of a metric: ``sales=*0.6``, ``response=+5``."""

    metric: str
    times: Fraction
    plus: Fraction


@dataclass(frozen=True, slots=True)
class Asked:
    """A run and how it is to be looked at.

    Attributes
    ----------
    run
        The computed month; its figures and scheme are asked again and again.
    called
        How findings and tables name each agent, in the order of `Measured.agents`: her name, or her place where no names
        are wanted. No other word for a person may stand in an audit.
    concealed
        What stands for the labels of cohorts that are one person, where no names are wanted (see `csscore.concealing`).
    seed, draws
        For what rests on chance.
    shocks
        The season to try; a default one where none is given.
    by
        Columns whose groups are compared (shift, shop, tenure).
    spreads
        By metric: the standard deviation of one contact, where it is not known from rows.
    sobol
        Whether the (longer) indices of weights and normalisation are wanted.
    suggest
        Whether weights are wanted that would count for what they say.
    """

    run: Run
    called: tuple[Words, ...] = ()
    concealed: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    draws: int = 2000
    shocks: tuple[Shock, ...] = ()
    by: tuple[str, ...] = ()
    spreads: Mapping[str, Fraction] = field(default_factory=dict)
    sobol: bool = False
    suggest: bool = False


class Question(Protocol):
    """A question of the audit: one file, one function."""

    def __call__(self, asked: Asked) -> Section | None:
        """Return what was found; None where the question makes no sense for this scheme."""
        ...

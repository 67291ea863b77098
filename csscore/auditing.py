"""What an audit says of a scheme on real figures: plain data between analysis, which finds it, and reports, which write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from csscore.concealing import TEXT, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from csscore.problems import Problem
    from csscore.result import SchemeCard
    from csscore.words import Words

Grade = Literal["act", "look", "fine"]
"""It has to be mended; look at it; nothing to do."""

Kind = Literal["text", "number", "percent", "money", "rank", "score"]
"""How a cell is meant: percent as a fraction, money in minor units, a score as the scheme prints it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, as advice.

    Attributes
    ----------
    key
        What kind of finding it is, as machines tell it: ``weight-unused``.
    about
        What it is about, as machines tell it: a metric, an agent; empty for the whole scheme.
    sentence
        What is so, with its figures.
    brief
        The same in one line, where the sentence takes more, or names a method; None where it is short.
    advice
        What to do; None where there is nothing to do.
    figures
        The figures of the sentence by name, as exact texts.
    wrong_pay
        Whether money would be wrong if people were paid by this.
    """

    key: str
    grade: Grade
    sentence: Words
    advice: Words | None = None
    about: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    brief: Words | None = None
    wrong_pay: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    title: Words
    kind: Kind = "text"
    digits: int | None = None
    """Decimal digits to show; None for as many as the number has."""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures side by side; a cell is a number of its column's kind, a text, or None where there is none."""

    key: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words | Fraction | int | float | str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One question that is asked of a scheme, and what was found.

    Attributes
    ----------
    question
        As a supervisor would ask it: does every weight count for what it says?
    method
        How it was found, with its assumptions and the source of its formula, in a sentence or two.
    """

    key: str
    question: Words
    method: Words
    findings: tuple[Finding, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that was found, in the order in which it is asked.

    Attributes
    ----------
    names
        What stands for ids, names and cohorts of one person, where sections name nobody; else empty.
    seed, draws
        What the figures that rest on chance were drawn with: the same seed gives the same bytes.
    """

    scheme: SchemeCard
    sets: tuple[str, ...] = field(metadata=TEXT)
    data: tuple[str, ...] = field(metadata=TEXT)
    period: str | None
    currency: str
    score_digits: int
    money_digits: int
    agents: int
    ranked: int
    seed: int
    draws: int
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, Words] = field(default_factory=dict, repr=False, metadata=WITHHELD)

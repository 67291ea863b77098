"""What a parallel run says of a result and the table that people are paid by today: plain data between analysis and reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from csscore.concealing import COHORT, NAME, PERSON, TEXT, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.comparison import SettingChange, Side
    from csscore.problems import Place, Problem
    from csscore.words import Words

Kind = Literal["rank", "score", "pay", "line", "value", "points"]
CauseKind = Literal[
    "missing here", "missing there", "rounding", "scale", "tie", "others", "follows", "place", "line", "values", "points", "zero"
]

DECIDING: Final = frozenset({"rank", "score", "pay", "line"})
"""What people are told and paid; values and points are witnesses: they tell why these differ."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a figure differs, as far as it can be found."""

    kind: CauseKind
    words: Words = field(metadata=TEXT)


@dataclass(frozen=True, slots=True)
class Matched:
    """A column of the table and what it is compared with.

    Attributes
    ----------
    key
        ``rank``, ``score``, ``pay``, the name of a metric, the title of a pay line.
    header
        As it stands in the table.
    digits
        Decimals to which both are compared; None for a value, which is compared as it is.
    unit
        Of a value; else empty.
    finer
        How many figures of the table have more decimals: they are rounded before they are compared.
    """

    key: str
    kind: Kind
    title: Words
    header: str
    digits: int | None
    unit: str = ""
    finer: int = 0

    @property
    def decides(self) -> bool:
        """Say whether people are told or paid it; else it is a witness."""
        return self.kind in DECIDING


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of somebody on both sides, in base units; None is nothing."""

    column: Matched
    ours: Fraction | None
    theirs: Fraction | None
    same: bool
    causes: tuple[Cause, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """Return what is more here than in the table; None where one of them is missing."""
        return None if self.ours is None or self.theirs is None else self.ours - self.theirs


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on both sides, or on one of them.

    Attributes
    ----------
    place
        Of her row in the table; None where she is not in it.
    here
        Whether she is in the result.
    cells
        One a column that is compared; none where she is missing on one side.
    cause
        Why she is missing on one side.
    """

    agent: str = field(metadata=PERSON)
    name: str = field(metadata=NAME)
    cohort: Mapping[str, str] = field(metadata=COHORT)
    place: Place | None = field(metadata=WITHHELD)
    here: bool
    cells: tuple[Cell, ...] = ()
    cause: Cause | None = None

    @property
    def same(self) -> bool:
        """Say whether nothing differs."""
        return self.cause is None and not self.differing

    @property
    def differing(self) -> tuple[Cell, ...]:
        """Return the figures that differ, witnesses left aside."""
        return tuple(cell for cell in self.cells if not cell.same and cell.column.decides)

    @property
    def pay_change(self) -> Fraction:
        """Return by how much her pay differs, as far as it can be compared."""
        return sum((cell.change for cell in self.cells if cell.column.kind == "pay" and cell.change is not None), Fraction())


@dataclass(frozen=True, slots=True)
class Tried:
    """Settings under which more figures would be equal.

    Attributes
    ----------
    sets
        As ``--set`` takes them.
    changes
        The same in words.
    left
        Figures that would still differ.
    """

    sets: tuple[str, ...]
    changes: tuple[SettingChange, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A result beside the table that people are paid by.

    Attributes
    ----------
    people
        In the order of the result; who is only in the table comes last.
    tried
        The settings that explain most, the best first; each is one run of the same data.
    searched
        Whether settings were tried: not where there are too many people.
    """

    side: Side
    table: str = field(metadata=TEXT)
    currency: str
    money_digits: int
    columns: tuple[Matched, ...]
    people: tuple[Person, ...]
    tried: tuple[Tried, ...]
    searched: bool
    problems: tuple[Problem, ...]

    @property
    def same(self) -> bool:
        """Say whether nobody's figures differ and nobody is missing."""
        return all(person.same for person in self.people)

    @property
    def differing(self) -> int:
        """Return how many figures differ."""
        return sum(len(person.differing) for person in self.people)

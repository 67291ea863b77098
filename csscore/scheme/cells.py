"""What a rule may say of a workbook that recomputes itself: addresses to put into formulas; it writes no file.

A formula is text as spreadsheets write it, with functions that Excel, WPS and LibreOffice have had since 2007. Binary
floating point is kept from turning a half by rounding twice: first to so many digits that only the noise goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from csscore.scheme.expression import Expr
    from csscore.words import Words

Function = Literal["MIN", "MAX", "AVERAGE", "MEDIAN", "STDEVP", "COUNT", "SUM"]


class Standing(NamedTuple):
    """How a value stands among the others of its cohort, as formulas."""

    better: str
    """How many have a better value."""
    tied: str
    """How many others have the same value."""
    others: str
    """How many others there are."""


class Due(NamedTuple):
    """A pay rule as formulas."""

    who: str | None
    """Who has a line; None for everybody."""
    amount: str
    """The amount before options and rounding; an error where something that it needs is missing."""


class Cells(Protocol):
    """What any rule may ask for."""

    def setting(self, key: str, value: Fraction, note: Words | None = None) -> str:
        """Put a number of the rule on the sheet of the scheme; return its address."""
        ...

    def table(self, heads: Sequence[Words], rows: Sequence[Sequence[Fraction | int | str | None]]) -> list[list[str]]:
        """Put a table of the rule there; return the addresses of its cells, row by row."""
        ...

    def number(self, name: str) -> str | None:
        """Return an agent's number by name (metric, column, param), an error where it is missing; None if there is none."""
        ...

    def expression(self, expr: Expr) -> str | None:
        """Return an expression as a formula, at 12 significant digits; None where spreadsheets can't say it."""
        ...


class ValueCells(Cells, Protocol):
    """What a points rule may ask for: one metric of the agent of the row, and of the agent's cohort."""

    value: str
    """The agent's value; the formula is asked only where there is one."""
    higher: bool

    def points(self, formula: str) -> str:
        """Round to the digits of points, half away from zero."""
        ...

    def minus(self, one: str, other: str) -> str:
        """Return a difference of values without the noise of binary floating point."""
        ...

    def cohort(self, function: Function) -> str:
        """Return a function over the values of the cohort's reference."""
        ...

    def standing(self) -> Standing:
        """Return how the value stands among the cohort's."""
        ...


class PayeeCells(Cells, Protocol):
    """What a pay rule may ask for."""

    place: str
    """The place among those who take part; an empty text for people without one."""
    sharing: str
    """How many share it."""
    score: str

    @property
    def count(self) -> str:
        """Return how many have a place."""
        ...

    def placed(self) -> str:
        """Return the condition of having a place."""
        ...

    def taking(self) -> str | None:
        """Return the condition of taking part; None where everybody does."""
        ...

    def count_of(self, place: str) -> str:
        """Return how many have a place in a column that `standing` gave."""
        ...

    def better(self, expr: Expr) -> str:
        """Return which values of an expression are better: ``higher`` or ``lower``."""
        ...

    def standing(self, by: Expr, *, lower: bool) -> str | None:
        """Return the place by an expression among the placed (an empty text without one), better ones first."""
        ...

    def fixed(self, words: Words, counts: Sequence[Sequence[int]]) -> list[str]:
        """Put numbers that no formula gives on the cohort's row; return their addresses. One sequence a cohort."""
        ...

    def heads(self) -> Sequence[int]:
        """Return how many have a place, cohort by cohort."""
        ...

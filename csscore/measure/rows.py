"""The rows that a value is computed from and whose they are; reading them is the table's business, combining them the rules'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact import grouping
from csscore.measure import evaluate, figures
from csscore.measure.blanks import tell_blanks
from csscore.measure.matching import tell_unmatched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.measure.evaluate import Truth
    from csscore.measure.pool import Pool
    from csscore.measure.scope import RowScope
    from csscore.problems import Place
    from csscore.scheme.expression import Expr
    from csscore.words import Words


class Owner(NamedTuple):
    """For what the rows are combined, as rules and messages need it."""

    name: str
    """The metric, or the column that an expression uses."""
    title: Words
    unit: str | None
    """The metric's unit."""
    takes_words: bool
    """Whether its values are words (优、良), because its points are given by word."""
    place: Place | None
    """Where the value stands in the scheme."""
    columns: tuple[str, ...] = ()
    """The columns that the value is made of, those of its conditions aside."""


class Value(NamedTuple):
    """One value an element: canonical floats (NaN is missing) or texts (None), and how much each rests on."""

    values: NDArray[Any]
    sizes: Floats | None = None
    """How many rows, enquiries, answers a mean or a rate was taken over; None where that means nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows of one input with the element (agent, or cohort) that each belongs to.

    Attributes
    ----------
    codes
        The element of each row, from 0. Shape (rows,).
    sizes
        How many rows each element has, shared by all that asks for the same rows; None where it is not known yet.
    """

    scope: RowScope
    codes: NDArray[np.intp]
    pool: Pool
    owner: Owner
    sizes: Floats | None = None

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def size(self) -> int:
        """Return the number of elements, those without rows included."""
        return len(self.pool)

    def select(self, mask: NDArray[Any]) -> Rows:
        """Return some of the rows: a boolean mask, or positions."""
        return replace(self, scope=self.scope.select(mask), codes=self.codes[mask], sizes=None)

    def where(self, condition: Expr | None) -> Rows:
        """Return the rows for which the condition is known to hold; all of them without one."""
        return self if condition is None else self.select(self.truth(condition).holds)

    def known(self, condition: Expr) -> Rows:
        """Return the rows for which the condition is known, to hold or not."""
        return self.select(self.truth(condition).known)

    def once(self, expr: Expr) -> Rows:
        """Return the rows that count for an expression: one a person, if it is a figure of the person."""
        if not figures.of_person(self, expr):
            return self
        return self.select(figures.once(self, self.numbers(expr), expr.names[0]))

    def numbers(self, expr: Expr) -> Floats:
        """Return an expression over the rows; a bare column with all its digits. Shape (rows,).

        Rows for which an expression is unknown are told; a column's own gaps are not.
        """
        if expr.name is not None and self.scope.has(expr.name):
            return self.scope.numbers(expr.name)
        values = evaluate.number(expr, self.scope)
        tell_blanks("D398", expr, np.isnan(values), self.scope, self.report)
        tell_unmatched(expr, self.scope, self.report)
        return values

    def truth(self, expr: Expr) -> Truth:
        """Return a condition over the rows; those for which it is unknown are told."""
        found = evaluate.truth(expr, self.scope)
        tell_blanks("D399", expr, ~found.known, self.scope, self.report, beside=self.owner.columns)
        tell_unmatched(expr, self.scope, self.report)
        return found

    def counts(self) -> Floats:
        """Return how many rows each element has."""
        return grouping.counts(self.codes, self.size).astype(np.float64) if self.sizes is None else self.sizes

    def whose(self, row: int) -> str:
        """Return the name of the agent (or cohort) that a row belongs to."""
        return str(self.pool.labels[self.codes[row]])

    def place(self, row: int, name: str | None = None) -> Place:
        """Return where a cell is."""
        return self.scope.table.place(row, name)

    def report(self, code: str, place: Place | None = None, **details: object) -> None:
        """Record a problem of the owner; at its place in the scheme unless a place is given."""
        problems = self.pool.problems
        problems.add(code, place or self.owner.place, group=self.owner.name, metric=self.owner.title, **details)

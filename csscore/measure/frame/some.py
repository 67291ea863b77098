"""Some rows of an input with the element of each: what expressions come to there is computed once; it combines no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.real import units_of
from csscore.measure.evaluate import Odd, numbers_of, truth_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.aggregates import Codes
    from csscore.measure.evaluate import Truth
    from csscore.measure.frame.rows import RowScope
    from csscore.scheme.expression import Expr


class Some:
    """Rows of one input.

    Parameters
    ----------
    scope
        The rows.
    positions
        Where they are in the input. Shape (rows,).
    codes
        The element of each. Shape (rows,).
    """

    def __init__(self, scope: RowScope, positions: Codes, codes: Codes) -> None:
        self.scope = scope
        self.positions = positions
        self.codes = codes
        self._within: tuple[Some, Mask] | None = None
        self._numbers: dict[Expr, tuple[Floats, Odd]] = {}
        self._truths: dict[Expr, tuple[Truth, Odd]] = {}
        self._units: dict[Expr, tuple[NDArray[Any], int]] = {}

    def __len__(self) -> int:
        return len(self.codes)

    def only(self, mask: Mask) -> Some:
        """Return some of the rows."""
        return self if bool(mask.all()) else Some(self.scope.select(mask), self.positions[mask], self.codes[mask])

    def within(self, mask: Mask) -> Some:
        """Return some of the rows, with the numbers that are computed here: to look for them has read them all."""
        some = self.only(mask)
        if some is not self:
            some._within = self, mask
        return some

    def numbers(self, of: Expr) -> Floats:
        """Return an expression's numbers; a bare column's with all their digits. Shape (rows,)."""
        return self._evaluated(of)[0]

    def truth(self, condition: Expr) -> Truth:
        """Return whether a condition holds. Shape (rows,)."""
        return self._tried(condition)[0]

    def units(self, of: Expr) -> tuple[NDArray[Any], int]:
        """Return an expression's numbers, none of them missing, as whole numbers of a decimal unit, and its digits."""
        if of not in self._units:
            self._units[of] = units_of(self.numbers(of))
        return self._units[of]

    def unknown(self, of: Expr) -> tuple[Mask, Odd]:
        """Return where an expression (a number, or a condition) is unknown, and what is odd about it."""
        if of.kind == "truth":
            truth, odd = self._tried(of)
            return ~truth.known, odd
        values, odd = self._evaluated(of)
        return np.isnan(values), odd

    def _evaluated(self, of: Expr) -> tuple[Floats, Odd]:
        if of not in self._numbers:
            if self._within is not None:
                whole, mask = self._within
                self._numbers[of] = whole.numbers(of)[mask], Odd()
            elif of.name is not None and self.scope.has(of.name):
                self._numbers[of] = self.scope.numbers(of.name), Odd()
            else:
                self._numbers[of] = numbers_of(of, self.scope)
        return self._numbers[of]

    def _tried(self, condition: Expr) -> tuple[Truth, Odd]:
        if condition not in self._truths:
            self._truths[condition] = truth_of(condition, self.scope)
        return self._truths[condition]

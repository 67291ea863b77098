"""Some rows of an input with the element of each: what expressions come to there is computed once; it combines no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from csscore.exact.whole import Whole
from csscore.measure.evaluate import Odd, reals_of, truth_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.exact.fixed import Mask
    from csscore.measure.aggregates import Codes
    from csscore.measure.evaluate import Truth
    from csscore.measure.frame.rows import RowScope
    from csscore.scheme.expression import Expr


class _Numbers(NamedTuple):
    """What an expression comes to."""

    there: Mask
    units: Callable[[], Whole]
    odd: Odd = Odd()


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
        self._numbers: dict[Expr, _Numbers] = {}
        self._truths: dict[Expr, tuple[Truth, Odd]] = {}
        self._units: dict[Expr, Whole] = {}

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

    def present(self, of: Expr) -> Mask:
        """Tell where an expression has a number. Shape (rows,)."""
        return self._evaluated(of).there

    def truth(self, condition: Expr) -> Truth:
        """Return whether a condition holds. Shape (rows,)."""
        return self._tried(condition)[0]

    def units(self, of: Expr) -> Whole:
        """Return an expression's numbers exactly; any number where one is missing. Shape (rows,)."""
        if of not in self._units:
            self._units[of] = self._evaluated(of).units()
        return self._units[of]

    def unknown(self, of: Expr) -> tuple[Mask, Odd]:
        """Return where an expression (a number, or a condition) is unknown, and what is odd about it."""
        if of.kind == "truth":
            truth, odd = self._tried(of)
            return ~truth.known, odd
        found = self._evaluated(of)
        return ~found.there, found.odd

    def _evaluated(self, of: Expr) -> _Numbers:
        if of not in self._numbers:
            self._numbers[of] = self._evaluate(of)
        return self._numbers[of]

    def _evaluate(self, of: Expr) -> _Numbers:
        if self._within is not None:
            whole, mask = self._within
            return _Numbers(whole.present(of)[mask], lambda: whole.units(of).select(mask))
        if of.name is not None and self.scope.has(of.name):
            values = self.scope.numbers(of.name)
            return _Numbers(~np.isnan(values), lambda: Whole.of(values))
        real, odd = reals_of(of, self.scope)
        return _Numbers(~np.isnan(real.approx), real.units, odd)

    def _tried(self, condition: Expr) -> tuple[Truth, Odd]:
        if condition not in self._truths:
            self._truths[condition] = truth_of(condition, self.scope)
        return self._truths[condition]

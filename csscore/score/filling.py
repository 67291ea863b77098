"""What each part of a combination weighs for each agent, where parts are missing: filled up level by level, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.score.weights import filled_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask
    from csscore.score.combining import Part


class Shares:
    """Shares of parts, looked up by which of them somebody has: there are few such patterns, however many the people.

    Attributes
    ----------
    floats
        For each part its share in floating point: one number, or a column where it is not the same for all.
    """

    def __init__(self, parts: Sequence[Part], present: Sequence[Mask], *, filling: bool) -> None:
        self._parts = parts
        self._codes, firsts = _patterns(present if filling else ())
        self._exact = [self._of([bool(here[first]) for here in present], filling=filling) for first in firsts]
        self.floats: list[Any] = [
            float(self._exact[0][number])
            if len(firsts) == 1
            else np.array([float(shares[number]) for shares in self._exact])[self._codes]
            for number in range(len(parts))
        ]

    def at(self, i: int) -> list[Fraction]:
        """Return the exact shares of one agent."""
        return self._exact[0 if len(self._exact) == 1 else int(self._codes[i])]

    def _of(self, present: Sequence[bool], *, filling: bool) -> list[Fraction]:
        if not filling:
            return [part.share for part in self._parts]
        return filled_up([part.steps for part in self._parts], present)


def _patterns(present: Sequence[Mask]) -> tuple[NDArray[np.intp], list[int]]:
    """Return a code for each agent, the same for those who have the same parts, and somebody who has each."""
    codes = np.zeros(1, dtype=np.intp)
    if all(bool(here.all()) for here in present):
        return codes, [0]
    for here in present:
        codes = np.unique(codes * 2 + here, return_inverse=True)[1].astype(np.intp)
    return codes, np.unique(codes, return_index=True)[1].tolist()

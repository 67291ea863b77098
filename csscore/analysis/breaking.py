"""A metric of somebody by the texts of a column, against the others of her cohort and her own month before; it judges nobody.

Of a count or a sum each text has a part of the whole, and her part is set against the part that it has of all that the others
have; of a rate or a mean hers is set against Σ above / Σ below of the others among the rows with the text. The others are told
where at least three of them have the metric at all: of fewer, theirs could be told from it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.scheme.titled import ColumnTitles
from csscore.score.weights import leaves
from csscore.traits import Apart, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from csscore.measure.breaking import Breakdown
    from csscore.pipeline import Run
    from csscore.score.weights import Leaf

OTHERS: Final = 3
"""Fewest others: of fewer, what one of them has could be told."""
MOST: Final = 10
"""Texts that are shown: nobody talks about a hundred goods."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Of somebody, or of everybody in a cohort: what stands above and below the line, by label and in all."""

    above: Mapping[str, Fraction]
    below: Mapping[str, Fraction]

    def less(self, other: _Sums) -> _Sums:
        """Return what is left without somebody."""
        above = {label: self.above[label] - other.above.get(label, 0) for label in self.above}
        return _Sums(above, {label: self.below[label] - other.below.get(label, 0) for label in self.below})

    def of(self, label: str, *, adds: bool) -> Fraction | None:
        """Return the label's part of the whole, or the rate there."""
        whole = sum(self.above.values(), Fraction(0)) if adds else self.below.get(label, Fraction(0))
        return self.above.get(label, Fraction(0)) / whole if whole else None


class Breaking:
    """A run, ready to take the metrics of an agent apart. Positions are those of `Measured.agents`."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._titles = ColumnTitles(run.scheme)
        self._whole: dict[tuple[str, str, int], tuple[_Sums, int]] = {}

    def of(self, agent: int) -> Iterator[Apart]:
        """Yield what the scheme wants to be shown apart; nothing where she has no such rows and had none."""
        for leaf in leaves(self._run.scheme):
            for one in self._run.measured.breakdowns.get(leaf.name, ()):
                apart = self._apart(leaf, one, agent)
                if apart.kinds:
                    yield apart

    def _apart(self, leaf: Leaf, one: Breakdown, agent: int) -> Apart:
        adds, own = one.below is None, _sums(one, np.flatnonzero(one.whose == agent))
        whole, people = self._cohort(leaf.name, one, agent)
        people -= bool(own.above)
        others = whole.less(own) if people >= OTHERS else None
        period, before = self._before(leaf.name, one.column, agent)
        labels = dict.fromkeys([*own.above, *(before or ()), *(others.above if others is not None and adds else ())])
        kinds = [_kind(label, own, others, before, adds=adds) for label in labels]
        kinds = [kind for kind in kinds if kind.value or kind.difference or kind.before]
        kept = sorted(kinds, key=lambda kind: (-abs(_away(kind)), kind.label))[:MOST]
        worse = -1 if leaf.metric.better == "lower" else 1
        shown = tuple(sorted(kept, key=lambda kind: (worse * _away(kind), -(kind.value or 0), kind.label)))
        title, by = leaf.title, self._titles.called(one.column)
        about = (leaf.name, one.column, title, by, leaf.metric.unit)
        told = people if others is not None else 0
        return Apart(*about, adds=adds, people=told, period=period, kinds=shown, more=len(kinds) - len(kept))

    def _cohort(self, name: str, one: Breakdown, agent: int) -> tuple[_Sums, int]:
        """Return what an agent's cohort has, herself included, and how many have anything; looked up once a cohort."""
        codes = self._run.measured.cohort_codes
        key = name, one.column, int(codes[agent])
        if key not in self._whole:
            here = np.flatnonzero(codes[one.whose] == codes[agent])
            self._whole[key] = _sums(one, here), len(np.unique(one.whose[here]))
        return self._whole[key]

    def _before(self, name: str, column: str, agent: int) -> tuple[str | None, dict[str, Fraction] | None]:
        """Return the period before, if its result tells the same of her, and what it was by label."""
        for earlier in self._run.history.results[:1]:
            row = earlier.agents.get(str(self._run.measured.agents[agent]))
            said = earlier.breakdowns[row].get((name, column)) if row is not None and earlier.breakdowns else None
            if said is not None:
                return earlier.span.text, {label: Fraction(value) for label, value in said.items()}
        return None, None


def _sums(one: Breakdown, entries: NDArray[np.intp]) -> _Sums:
    above: defaultdict[str, Fraction] = defaultdict(Fraction)
    below: defaultdict[str, Fraction] = defaultdict(Fraction)
    for at, label in zip(entries.tolist(), one.labels[entries].tolist(), strict=True):
        above[label] += one.above.at(at)
        if one.below is not None:
            below[label] += one.below.at(at)
    return _Sums(above, below)


def _kind(label: str, own: _Sums, others: _Sums | None, before: Mapping[str, Fraction] | None, *, adds: bool) -> Kind:
    hers, theirs = own.of(label, adds=adds), None if others is None else others.of(label, adds=adds)
    value = own.above.get(label, Fraction(0)) if adds else hers
    difference = None if hers is None or theirs is None else hers - theirs
    nothing = Fraction(0) if adds and before is not None else None
    earlier = None if before is None else before.get(label, nothing)
    return Kind(label, value, hers if adds else None, theirs, difference, earlier)


def _away(kind: Kind) -> Fraction:
    """Return by how much she differs from the others, else from her month before."""
    if kind.difference is not None:
        return kind.difference
    return Fraction(0) if kind.before is None or kind.value is None else kind.value - kind.before

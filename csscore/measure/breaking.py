"""What a value is made of by the texts of a column: why enquiries were lost, which goods convert; it compares nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.real import of_units
from csscore.measure.aggregates import Exact, Split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.exact.real import Real
    from csscore.measure.aggregates import Ask, Codes, Counts, Parts
    from csscore.measure.elements import Elements
    from csscore.measure.making import About
    from csscore.problems import Problems
    from csscore.scheme.model import Metric

EMPTY = ""
"""The label of rows in which the column says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Breakdown:
    """A metric by agent and label of one column; one entry for each label that an agent's rows have, agent by agent.

    Attributes
    ----------
    column
        The column.
    whose, labels
        The agent and the label of each entry. Shape (entries,).
    above, below
        What the rows of the entry add up to, over how many contacts; the second is None where the metric is a sum or a count.
    """

    column: str
    whose: Codes
    labels: NDArray[np.object_]
    above: Real
    below: Real | None

    def values(self) -> Floats:
        """Return the metric's value of each entry, canonical; NaN where nothing stands below the line. Shape (entries,)."""
        return (self.above if self.below is None else self.above / self.below).canonical()


def asked(about: About, metric: Metric) -> list[Ask[Any]]:
    """Return what `breakdowns` needs to know of a metric."""
    split = metric.value.rule.parted(about) if metric.breakdown else None
    return [] if split is None else [Split(ask, (name,)) for name in metric.breakdown for ask in split if ask is not None]


def check(about: About, metric: Metric, problems: Problems) -> None:
    """Refuse a breakdown of what rows don't add up to (A180)."""
    if metric.breakdown and metric.value.rule.parted(about) is None:
        place = metric.places.get("breakdown", metric.place)
        problems.add("A180", place, group=about.name, metric=about.title)


def breakdowns(elements: Elements) -> dict[str, tuple[Breakdown, ...]]:
    """Return the breakdowns that a scheme asks for, by metric."""
    metrics = elements.given.metrics.items()
    asking = [(name, metric) for name, metric in metrics if metric.breakdown and not elements.is_absent(name)]
    return {name: tuple(_broken(elements, name, column) for column in metric.breakdown) for name, metric in asking}


def _broken(elements: Elements, name: str, column: str) -> Breakdown:
    about, rule = elements.about(name), elements.given.metrics[name].value.rule
    above, below = (None if ask is None else Split(ask, (column,)) for ask in rule.parted(about))
    answers = elements.answers(ask for ask in (above, below) if ask is not None)
    found = [answers[ask] for ask in (above, below) if ask is not None]
    keys = dict.fromkeys(key for parts in found for key in _keys(parts))
    at = {key: position for position, key in enumerate(sorted(keys))}
    numbers = [_aligned(parts, at) for parts in found]
    whose = np.array([agent for agent, _ in sorted(keys)], dtype=np.intp)
    labels = np.array([label for _, label in sorted(keys)], dtype=object)
    return Breakdown(column, whose, labels, numbers[0], numbers[1] if len(numbers) > 1 else None)


def _keys(parts: Parts[Any]) -> Iterable[tuple[int, str]]:
    return zip(parts.element.tolist(), (EMPTY if text is None else text for text in parts.labels[0].tolist()), strict=True)


def _aligned(parts: Parts[Exact | Counts], at: dict[tuple[int, str], int]) -> Real:
    """Return a number for each entry; 0 where the rows that are added up are only some of those below the line."""
    answer = parts.answer
    units, digits = (answer.sums.units, answer.sums.digits) if isinstance(answer, Exact) else (answer, 0)
    whole = np.zeros(len(at), dtype=units.dtype)
    whole[[at[key] for key in _keys(parts)]] = units
    return of_units(whole, digits, np.ones(len(at), dtype=np.bool_))

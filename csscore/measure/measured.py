"""What measuring hands on: one value per agent and metric, and what later expressions may ask; it knows no points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Texts
    from csscore.measure.agents import AgentScope
    from csscore.measure.breaking import Breakdown
    from csscore.measure.evidence import Evidence


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The agents of a run and what was measured of them. Agents stand in order of their ids, by code point.

    Attributes
    ----------
    agents, names
        Ids, and the names to show. Shape (agents,).
    cohort_codes
        The number of each agent's cohort, from 0, in order of the labels; all 0 without `rank.within`.
    cohort_labels
        For each column of `rank.within`, each agent's label.
    values
        For each metric, in the scheme's order: canonical floats in base units (NaN is missing), or texts (None).
    sizes
        For each mean and rate: on how much each value rests (rows, enquiries, answers). Shape (agents,).
    scope
        What expressions may name.
    absent
        Optional metrics whose columns are not there.
    months
        The number of the month that each stands in, where several are played together; None for one month.
    evidence
        For each metric that has fairness options: what these need to know of the rows beside the values.
    breakdowns
        For each metric that is to be broken down: its value by the texts of columns.
    """

    agents: Texts
    names: Texts
    cohort_codes: NDArray[np.intp]
    cohort_labels: Mapping[str, NDArray[np.object_]]
    values: Mapping[str, NDArray[Any]]
    sizes: Mapping[str, Floats]
    scope: AgentScope
    absent: frozenset[str] = frozenset()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    months: NDArray[np.intp] | None = None
    breakdowns: Mapping[str, tuple[Breakdown, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.agents)

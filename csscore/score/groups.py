"""Groups of metrics as a result shows them: what each comes to and what it adds to the score; nothing is paid by it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.problems import Problems
from csscore.result import GroupColumn
from csscore.scheme.model import Group
from csscore.score.weights import Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from csscore.exact.fixed import Units
    from csscore.scheme.model import Metric
    from csscore.score.pointing import Pointed, Pointing


def group_columns(
    pointing: Pointing, pointed: Pointed, contributed: Mapping[str, Callable[[], Units]]
) -> tuple[GroupColumn, ...]:
    """Return every group of a scheme, outer ones before those in them.

    Parameters
    ----------
    pointing, pointed
        The scheme over its people, and the points they got.
    contributed
        Makes what each metric, and each group with a total of its own, adds to the score; empty where that is no weighted mean.
    """
    scheme, columns = pointing.scheme, []
    for name, group, method in _groups(scheme.metrics, scheme.score.method):
        member = Member(name, group, Fraction(1), method, ())
        inside = [leaf for leaf in pointing.leaves if name in leaf.groups and not leaf.added]
        weights = [leaf.weight for leaf in inside if leaf.weight is not None]
        weight = sum(weights, Fraction(0)) if len(weights) == len(inside) else None
        parts = [name] if name in contributed else [leaf.name for leaf in inside if leaf.scored]

        def made(member: Member = member, group: Group = group, parts: list[str] = parts) -> tuple[Units, Units | None]:
            total = pointing.part(member, group, pointed.points, pointed.reference, Problems()).points
            known = all(part in contributed for part in parts)
            return total, _added([contributed[part]() for part in parts]) if parts and known else None

        columns.append(GroupColumn(name, member.title, weight, cache(made)))
    return tuple(columns)


def _groups(metrics: Mapping[str, Metric | Group], method: str) -> Iterator[tuple[str, Group, str]]:
    """Yield groups with the method by which each makes its total: its own, else that of what it stands in."""
    for name, of in metrics.items():
        if isinstance(of, Group):
            own = of.method or ("mean" if method == "min" else method)
            yield name, of, own
            yield from _groups(of.metrics, own)


def _added(columns: list[Units]) -> Units:
    """Return the sum of what is there; `MISSING` where nothing is."""
    here = np.logical_or.reduce([column != MISSING for column in columns])
    total = sum((np.where(column == MISSING, 0, column) for column in columns), np.zeros(len(here), dtype=np.int64))
    return np.where(here, total, MISSING)

"""Numbers on another scale than the lines that judge them (95 against 90%), and durations below 0: told, never converted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import exact, fraction_text
from csscore.measure.requirements import metrics_of
from csscore.scheme.judging import judging
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.problems import Place, Problems
    from csscore.read.table import Table
    from csscore.scheme.model import Metric, Scheme

_SHARE: Final = 1.5
"""Lines, or values, that are all below it are shares."""
_NO_SHARE: Final = 5
"""Where all values are above it, they are hardly shares."""
_LINES: Final = 20
"""Where all lines are above it, they are no shares either."""


def tell_scales(scheme: Scheme, values: Mapping[str, NDArray[Any]], tables: Iterable[Table], problems: Problems) -> None:
    """Say where all values and all lines are on different scales (D566), and which durations are below 0 (D567).

    Parameters
    ----------
    scheme
        The scheme.
    values
        Those of its metrics.
    tables
        What was read; only columns that were read as numbers are looked at.
    problems
        Takes the warnings.
    """
    metrics, there = dict(metrics_of(scheme.metrics)), list(tables)
    for name, lines in judging(scheme).items():
        metric = metrics.get(name)
        if metric is not None:
            if metric.unit == "number" and (metric.points is None or metric.points.options.compare is None):
                _compare(name, values[name], lines, metric.place, problems)
            continue
        for table in there:
            numbers = table.amounts((name,)).get(name) if table.unit(name) in {None, "number"} else None
            if numbers is not None and len(numbers):
                _compare(name, numbers, lines, table.place(0, name), problems)
    for metric in metrics.values():
        _tell_negative(metric, there, problems)


def _compare(name: str, numbers: NDArray[Any], lines: tuple[Fraction, ...], place: Place | None, problems: Problems) -> None:
    known = numbers[~np.isnan(numbers)] if numbers.dtype.kind == "f" else np.array([])
    edges = [line for line in lines if line]
    if not len(known) or not edges:
        return
    low, high = float(known.min()), float(known.max())
    shares = max(map(abs, edges)) <= _SHARE and any(line.denominator > 1 for line in edges)
    if shares and low >= _NO_SHARE:
        meant, line = "percent", max(edges)
    elif min(edges) >= _LINES and low >= 0 and high <= _SHARE and bool((known % 1 != 0).any()):
        meant, line = "fraction", min(edges)
    else:
        return
    shown = {"low": fraction_text(exact(low)), "high": fraction_text(exact(high)), "line": fraction_text(line)}
    problems.add("D566", place, group=name, name=name, means=same(f"{fraction_text(line * 100)}%"), scale=meant, **shown)


def _tell_negative(metric: Metric, tables: Iterable[Table], problems: Problems) -> None:
    for name in metric.value.rule.lasting() if metric.unit == "seconds" else ():
        for table in tables:
            numbers = table.amounts((name,)).get(name)
            below: list[int] = np.flatnonzero(numbers < 0).tolist() if numbers is not None else []
            if below:
                row = below[0]
                details = {"column": name, "agent": str(table.agents[row]), "cell": table.cell(row, name), "count": len(below)}
                problems.add("D567", table.place(row, name), group=name, **details)

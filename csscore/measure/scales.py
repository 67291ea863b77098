"""Numbers on another scale than the lines that judge them (95 against 90%), and durations below 0: told, never converted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import exact, fraction_text
from csscore.measure.requirements import metrics_of
from csscore.patterns import pattern
from csscore.read.texts import fold, is_nothing, text_of
from csscore.scheme.judging import judging
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.problems import Place, Problems
    from csscore.read.part import Part
    from csscore.read.table import Table
    from csscore.scheme.model import Metric, Scheme

_SHARE: Final = 1.5
"""Lines, or values, that are all below it are shares."""
_NO_SHARE: Final = 5
"""Where all values are above it, they are hardly shares."""
_RESPONSE: Final = pattern(r"响应|首响|平响|回复时|处理时|接待时长|response|reply|replies|resol|handl|aht|応答|返信|응답")
"""Folded headers of what takes time where there is anything at all."""
_CASES: Final = pattern(
    r".{0,6}(?:接待|咨询|回复|会话|询单|接通|接听|应答)(?:人数|人次|会话量|会话数|量|数|次数)"
    r"|(?:total|handled|answered|numberof|no\.?of)*"
    r"(?:chats|conversations|tickets|calls|cases|contacts|sessions|replies|handled|answered)(?:handled|count)?"
)
"""Folded headers of how many there were."""
_ZEROS: Final = frozenset(("0", "0.0", "0.00"))
_LINES: Final = 20
"""Where all lines are above it, they are no shares either."""


def tell_scales(scheme: Scheme, values: Mapping[str, NDArray[Any]], tables: Iterable[Table], problems: Problems) -> None:
    """Say where all values and all lines are on different scales (D566), and which durations are below 0 (D567), or 0 (D577).

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
            if metric.better == "lower" and numbers is not None:
                _tell_instant(name, table, numbers, problems)


def _tell_instant(name: str, table: Table, numbers: NDArray[Any], problems: Problems) -> None:
    """Say whose responses took no time, for there was nothing to respond to: where less is better, that is the best there is."""
    header = next((header for _, header in table.source_of(name)), name)
    if not (numbers == 0).any() or not (numbers > 0).any() or _RESPONSE.search(fold(header)) is None:
        return
    idle = np.array([one for part in table.parts for one in _idle(part)], dtype=np.bool_)[table.placed >= 0]
    none = np.flatnonzero((numbers == 0) & idle).tolist() if len(idle) == len(numbers) else []
    if none:
        agents = listed(list(dict.fromkeys(table.agents[none].tolist())))
        problems.add("D577", table.place(none[0], name), group=name, column=header, agents=agents)


def _idle(part: Part) -> list[bool]:
    """Tell for each row of a file whether the first column that counts cases, by its header, says that there were none."""
    headers = enumerate(part.header.texts) if part.is_here else ()
    column = next((at for at, header in headers if _CASES.fullmatch(fold(header)) is not None), None)
    cells = part.cells_at(column).tolist() if column is not None else [None] * len(part)
    return [column is not None and (is_nothing(cell) or text_of(cell) in _ZEROS) for cell in cells]

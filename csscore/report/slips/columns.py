"""The columns of a workbook of slips: what stands in the head, in the first line and below it; it writes no cell."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.explanation import ADJUSTMENT
from csscore.report.plain import one_line, width_of
from csscore.report.sink import cut
from csscore.report.view import (
    Column,
    agent_column,
    cohort_columns,
    counted_columns,
    line_columns,
    name_column,
    named,
    pay_column,
    points_column,
    rank_column,
    score_column,
    unit_text,
    value_column,
)
from csscore.report.workbook import number_format
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.result import Result
    from csscore.words import Lang

say = sentences(__file__)

_ADJUSTED = say("adjusted")
_VALUE, _POINTS = say("value"), say("points")
_UNIT = say("unit")
_SHOWN: Final = 2_000
"""Rows that decide how wide a column is and how many decimals it shows."""
_NARROW, _WIDE, _LONGEST_NAME = 7.0, 15.0, 24.0
_MOST: Final = 170.0
"""Figures across a page at which print is still read easily."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One column of the slips, over all agents in published order.

    Attributes
    ----------
    cells
        Exact texts; None where there is none, for which ``gap`` stands.
    form, align
        How the cells are shown.
    width
        In figures.
    below
        What stands below each cell; None for nothing.
    points_form
        How ``below`` is shown; None for texts.
    line
        The pay line whose reason stands below.
    """

    title: str
    cells: Sequence[str | None]
    is_text: bool
    form: str
    align: str
    width: float
    gap: str = "–"
    below: Sequence[str | None] | None = None
    points_form: str | None = None
    line: int | None = None


def entries(result: Result, lang: Lang) -> list[Entry]:
    """Return the columns: who and which place, values above points, score, pay lines above their reasons, pay."""
    who = [agent_column(result), *([name_column(result)] if named(result) else [])]
    count = len(result)
    label = Entry(
        title="", cells=[_VALUE.in_(lang)] * count, is_text=True, form="@", align="center", width=_NARROW,
        below=[_POINTS.in_(lang)] * count,
    )  # fmt: skip
    found = [_entry(column, result, lang) for column in (rank_column(result), *who, *cohort_columns(result))]
    found.append(label)
    for metric in result.metrics:
        column, points = value_column(metric, result.currency), points_column(metric, digits=result.point_digits)
        found.append(_entry(column, result, lang, points=points))
    found += [_entry(column, result, lang) for column in (*counted_columns(result), score_column(result))]
    found += _paid(result, lang)
    if result.lines:
        found.append(_entry(pay_column(result), result, lang))
    return found


def bands(columns: Sequence[Entry]) -> list[list[Entry]]:
    """Return the columns in as few bands below each other as fit a page."""
    whole = sum(entry.width for entry in columns)
    size = ceil(len(columns) / max(1, ceil(whole / _MOST)))
    return [list(columns[start : start + size]) for start in range(0, len(columns), size)]


def _paid(result: Result, lang: Lang) -> list[Entry]:
    """Return a column for each pay line of the scheme, and one for all adjustments: what the others' are called is not hers."""
    ruled = [at for at, line in enumerate(result.lines) if line.rule != ADJUSTMENT]
    columns = line_columns(result)
    found = [_entry(columns[at], result, lang, line=at) for at in ruled]
    rest = [line.amounts for line in result.lines if line.rule == ADJUSTMENT]
    if rest:
        given = np.stack(rest) != MISSING
        sums = np.where(given.any(axis=0), np.where(given, rest, 0).sum(axis=0), MISSING)
        found.append(_entry(Column("adjustments", _ADJUSTED, "money", sums, digits=result.money_digits), result, lang))
    return found


def _entry(column: Column, result: Result, lang: Lang, *, points: Column | None = None, line: int | None = None) -> Entry:
    shown = column.shown(0, _SHOWN)
    below = None if points is None else points.shown(0, _SHOWN)
    title, unit = cut(one_line(column.title.in_(lang))), unit_text(column.kind, lang, result.currency)
    is_text = column.kind == "text"
    cells = max((width_of(cell) + 2 for cell in [*shown, *(below or [])]), default=0)
    word = max((width_of(word) + 2 for word in title.split() if title.isascii()), default=0)
    widest = max(cells, word, ceil(width_of(title) / 2) + 2, _NARROW, _WIDE if line is not None else 0)
    return Entry(
        title=f"{title}\n{_UNIT.filled({'unit': unit}).in_(lang)}" if unit else title,
        cells=column.texts(),
        is_text=is_text,
        form="@" if is_text else number_format(column, shown),
        align="left" if is_text else "center" if column.kind == "rank" else "right",
        width=min(float(widest), _LONGEST_NAME),
        gap="" if is_text else "–",
        below=None if points is None else points.texts(),
        points_form=None if points is None or below is None else number_format(points, below),
        line=line,
    )

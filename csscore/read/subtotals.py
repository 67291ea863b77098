"""Tells subtotals and means between the rows of agents by word and structure together; a word or a structure alone is only told.

The word is in the name (North Total, 甲组汇总, Summe Nord, 平均 北区); the structure is that all such rows are what the rows
of their blocks add up to, in every column of money or counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.read.between import ENOUGH, Agreement, Amounts, amounts, named, unnamed
from csscore.read.numbers import numbers
from csscore.read.sumwords import candidates
from csscore.read.totals import Dropped
from csscore.read.units import counted_in
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.problems import Place, Problems
    from csscore.read.columns import Found
    from csscore.read.distinct import Distinct
    from csscore.read.grid import Grid
    from csscore.read.header import Header
    from csscore.read.requirements import Requirements
    from csscore.read.sumwords import Way
    from csscore.read.totals import AgentRows

MOST_SEARCHED: Final = 5000
"""Rows above which sums that no word gives away are not searched for."""
_LIKE_MEAN: Final = re.compile(
    r"均|单价|客单|每|率|比|中位|average|avg|mean|median|\bper\b|/|price|rate|ratio|%|promedio|média|moyenne|durchschnitt|ortalama",
    re.IGNORECASE,
)
"""Headers of money or counts that are no sums: 客单价, average order value."""


_NOT_SUM: Final = Words(
    "它的数不是它那一块各行之和（或平均）", "its figures are not what the rows of its block add up to, or their mean"
)
_UNSEEN: Final = Words("表太大，不逐行去看它的数", "its figures are not looked at row by row in a table of this size")
_TOO_SMALL: Final = Words("数太少或太小，证明不了", "its figures are too few or too small to prove it")


def without_subtotals(
    rows: AgentRows, grid: Grid, header: Header, columns: dict[str, Found], wanted: Requirements, problems: Problems
) -> AgentRows:
    """Return the rows of agents without the subtotals and means between them.

    Parameters
    ----------
    rows
        The rows of agents; rows whose whole name is a word for a sum are gone already.
    grid, header, columns, wanted
        The sheet, and what is asked of it: the columns of money and counts are those that must agree.
    problems
        Takes D267 (a word without the structure) and D268 (the structure without a word).
    """
    words = candidates(rows.accounts)
    if len(rows.rows) < 3 or (not words and len(rows.rows) > MOST_SEARCHED):
        return rows
    means = bool(words) and all(one.way == "mean" for one in words.values())
    measured = _amounts(grid, header, columns, wanted, rows.rows) or _alone(grid, header, rows.rows, means=means)
    plain = {row: one.way for row, one in words.items() if one.plain}
    every = {row: one.way for row, one in words.items()}
    best: Agreement | None = None
    for asked in (every, plain):
        for group in measured if asked else ():
            agreed = _named(group, asked, grid, header, rows)
            if agreed.whole and agreed.digits >= ENOUGH and (plain or len(asked) > 1):
                return _left_out(rows, sorted(agreed.rows))
            best = agreed if asked is plain and (best is None or agreed.whole) else best
    for row in plain:
        why = _TOO_SMALL if best is not None and best.whole else _NOT_SUM
        problems.add("D267", grid.place(int(rows.rows[row])), text=str(rows.accounts[row]), why=why)
    if not plain and len(rows.rows) <= MOST_SEARCHED:
        alone = next((found for group in measured if (found := unnamed(group)) is not None), None)
        for row in sorted(alone.rows) if alone is not None else ():
            problems.add("D268", grid.place(int(rows.rows[row])), text=str(rows.accounts[row]))
    return rows


def tell_words(accounts: Distinct, places: Sequence[Place], problems: Problems) -> None:
    """Say which names sound like subtotals (D267), of a table whose rows are not looked at one by one."""
    for row, one in candidates(accounts).items():
        if one.plain:
            problems.add("D267", places[row], text=str(accounts[row]), why=_UNSEEN)


def _amounts(
    grid: Grid, header: Header, columns: dict[str, Found], wanted: Requirements, rows: NDArray[np.intp]
) -> list[list[Amounts]]:
    """Return the columns that must agree together: those that are known to be money or counts."""
    adding = {
        found.column: unit
        for name, found in columns.items()
        if (unit := wanted.columns[name].unit) in {"money", "count"}
        and not _LIKE_MEAN.search(found.header)
        and wanted.columns[name].per != "agent"
    }
    read = {
        column: numbers(grid.columns[column][rows], unit=unit, header_unit=counted_in(header.texts[column], unit)).values
        for column, unit in adding.items()
    }
    there = [amounts(values) for values in read.values() if not np.isnan(values).all()]
    return [there] if there else []


def _alone(grid: Grid, header: Header, rows: NDArray[np.intp], *, means: bool) -> list[list[Amounts]]:
    """Return each column of numbers by itself; rates and averages among them where only means are asked about."""
    alone = []
    for column, cells in enumerate(grid.columns):
        if not header.texts[column] or (not means and _LIKE_MEAN.search(header.texts[column])):
            continue
        found = numbers(cells[rows])
        kinds = {"plain", "percent"} if means else {"plain"}
        if found.kind in kinds and np.count_nonzero(~np.isnan(found.values)) * 5 >= len(rows) * 4:
            alone.append([amounts(found.values)])
    return alone


def _named(group: list[Amounts], asked: Mapping[int, Way], grid: Grid, header: Header, rows: AgentRows) -> Agreement:
    """Return which of the rows that words give away are sums; where few digits say so, with what other columns say."""
    agreed = named(group, asked)
    if not agreed.whole or agreed.digits >= ENOUGH:
        return agreed
    digits = agreed.digits
    for other in _alone(grid, header, rows.rows, means=False):
        if other[0] not in group and (both := named([*group, *other], asked)).whole:
            digits += both.digits - agreed.digits
    return agreed._replace(digits=digits)


def _left_out(rows: AgentRows, found: list[int]) -> AgentRows:
    kept = np.ones(len(rows.rows), dtype=np.bool_)
    kept[found] = False
    dropped = [*rows.dropped, *(Dropped(int(rows.rows[row]), str(rows.accounts[row]), "D240") for row in found)]
    return type(rows)(rows.rows[kept], rows.accounts[kept], tuple(sorted(dropped, key=lambda drop: drop.row)), rows.from_others)

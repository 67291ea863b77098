"""Doubts about rows that were read well: a total among the agents, a row given twice; it leaves nothing out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.words import listed

if TYPE_CHECKING:
    from csscore.measure.scope import RowScope
    from csscore.problems import Problems

_REPORTED: Final = 50
"""Rows given twice that are named."""
_BLOCK: Final = 3
"""Rows one below the other that stand a second time together: so many were pasted."""
_FEW: Final = 3
"""Different rows of an agent up to which her rows are no list of orders."""


def doubt_rows(rows: RowScope, problems: Problems) -> None:
    """Warn of an agent who has exactly what all others have together (D254), and of rows given twice (D256, D259).

    Parameters
    ----------
    rows
        The rows of the FILES that count, with the columns of the metrics already read.
    problems
        Takes the warnings.
    """
    amounts = rows.table.amounts()
    if amounts:
        _doubt_totals(rows, list(amounts), problems)
        _doubt_repeats(rows, list(islice(rows.table.repeated(), _REPORTED)), problems)


def _doubt_repeats(rows: RowScope, repeats: list[tuple[int, int]], problems: Problems) -> None:
    """Tell rows that were pasted twice (D256) from those of a list in which two may well be alike (D259).

    In a list of orders without their numbers two equal rows are two orders. What gives a paste away is that an agent has
    few rows, or that several rows stand a second time in the same order.
    """
    who = rows.table.who
    pairs = set(repeats)
    again = {row for row, _ in repeats}
    different = np.bincount(np.delete(who, sorted(again)), minlength=int(who.max()) + 1 if len(who) else 0)
    for row, earlier in repeats:
        run = sum(1 for step in range(1 - _BLOCK, _BLOCK) if (row + step, earlier + step) in pairs)
        code = "D259" if different[who[row]] > _FEW and run < _BLOCK else "D256"
        problems.add(code, rows.table.place(row), other=str(rows.table.place(earlier)))


def _doubt_totals(rows: RowScope, names: list[str], problems: Problems) -> None:
    """Find summary rows that no word gives away: half of everything, in every column of money or counts."""
    who = rows.table.who
    people = int(np.count_nonzero(np.bincount(who)))
    if people < 3:
        return
    sums = [np.bincount(who, weights=np.nan_to_num(rows.table.amounts()[name])) for name in names]
    sums = [own for own in sums if own.sum() > 0]
    if not sums or (people == 3 and len(sums) == 1):
        return  # of three people, one may well have sold as much as the two others
    half = np.all([np.abs(2 * own - own.sum()) <= 1e-9 * own.sum() for own in sums], axis=0)
    for person in np.flatnonzero(half).tolist():
        row = int(np.flatnonzero(who == person)[0])
        problems.add("D254", rows.table.place(row), agent=str(rows.table.agents[row]), columns=listed(names))

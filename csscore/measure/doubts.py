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


def doubt_rows(rows: RowScope, problems: Problems) -> None:
    """Warn of an agent who has exactly what all others have together (D254), and of rows given twice (D256).

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
        for row, earlier in islice(rows.table.repeated(), _REPORTED):
            problems.add("D256", rows.table.place(row), other=str(rows.table.place(earlier)))


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

"""Doubts about rows that were read well: a total among the agents, a row given twice; it leaves nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.problems import Place
from csscore.read.table import LARGE
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from csscore.exact.fixed import Floats
    from csscore.problems import Problems
    from csscore.read.repeats import Repeat
    from csscore.read.table import Table

_REPORTED: Final = 50
"""Rows given twice that are named."""
_BLOCK: Final = 3
"""Rows one below the other that stand a second time together: so many were pasted."""
_FEW: Final = 3
"""Different rows of an agent up to which her rows are no list of orders."""
_ALL: Final = Words("每一格都相同", "in every cell")
_ALL_BUT: Final = Words(
    "除了 {columns}（只说第几行、何时导出），每一格都相同",
    "in every cell but {columns} (a running number, or what is said of the export)",
)


def check_repeats(table: Table, measured: Collection[str], added: Collection[str] | None, problems: Problems) -> None:
    """Tell rows that were given twice (D256) from those of a list in which two may well be alike (D259).

    In a list of orders without their numbers two equal rows are two orders. What gives a paste away is the number of an
    order, a time to the second, or that an agent has few rows, or that several rows stand a second time in the same order.

    Parameters
    ----------
    table
        The rows of one input that count.
    measured
        Columns whose amounts of money and counts are looked at.
    added
        Columns that are added up, whatever they count; None where a row given twice makes no difference.
    problems
        Takes the warnings, and a note where there are too many rows to look (D312).
    """
    if len(table) > LARGE and int(np.bincount(table.who).max()) > 1:
        problems.add("D312", Place(table.place(0).file), count=len(table), most=LARGE)
        return
    amounts = _amounts(table, measured, added or ())
    found = table.repeated() if added is not None else ()
    repeats = [repeat for repeat in found if not _says_nothing(table, repeat, amounts)]
    pairs = {(repeat.row, repeat.earlier) for repeat in repeats}
    different = np.bincount(np.delete(table.who, sorted({row for row, _ in pairs})), minlength=int(table.who.max(initial=0)) + 1)
    for repeat in repeats[:_REPORTED]:
        row, earlier = repeat.row, repeat.earlier
        run = sum(1 for step in range(1 - _BLOCK, _BLOCK) if (row + step, earlier + step) in pairs)
        sure = run >= _BLOCK or repeat.identified or repeat.timed
        event = not sure and (different[table.who[row]] > _FEW or not amounts)
        same = _ALL_BUT.filled({"columns": listed(repeat.but)}) if repeat.but else _ALL
        problems.add("D259" if event else "D256", table.place(row), other=str(table.place(earlier)), same=same)
    doubt_overlaps(table, {repeat.row for repeat in repeats}, problems)


def doubt_overlaps(table: Table, said: Collection[int], problems: Problems) -> None:
    """Tell orders, tickets or calls that stand in two files, and say something else there (D522).

    Parameters
    ----------
    table
        The rows of one input that count.
    said
        Rows of which it is said already that they stand twice.
    problems
        Takes the warnings.
    """
    for row, earlier, header in table.overlapping():
        if row not in said:
            problems.add("D522", table.place(row), group=header, column=header, other=str(table.place(earlier)))


def _one_sheet(table: Table, repeat: Repeat) -> bool:
    one, other = table.place(repeat.row), table.place(repeat.earlier)
    return (one.file, one.sheet) == (other.file, other.sheet)


def _amounts(table: Table, measured: Collection[str], added: Collection[str] = ()) -> dict[str, Floats]:
    return {name: column for name, column in table.amounts(added).items() if name in measured or name in added}


def _says_nothing(table: Table, repeat: Repeat, amounts: Mapping[str, Floats]) -> bool:
    """Tell whether rows of two files are alike because nothing was done: neither has a day, a number of its own, an amount."""
    if repeat.dated or repeat.identified or _one_sheet(table, repeat):
        return False
    return not any(np.nan_to_num(column[repeat.row]) for column in amounts.values())


def check_totals(table: Table, measured: Collection[str], problems: Problems) -> None:
    """Warn of an agent who has exactly what all others have together, in every column of money or counts (D254).

    Parameters
    ----------
    table
        The rows of the FILES that count.
    measured
        The columns of the metrics.
    problems
        Takes the warnings.
    """
    amounts, who = _amounts(table, measured), table.who
    sums = (np.bincount(who, weights=np.nan_to_num(column)).astype(np.float64) for column in amounts.values())
    for person in like_totals(sums, int(np.count_nonzero(np.bincount(who)))):
        row = int(np.flatnonzero(who == person)[0])
        problems.add("D254", table.place(row), agent=str(table.agents[row]), columns=listed(list(amounts)))


_HARDLY: Final = 100
"""A single column whose sum is so many times as large as people are many: below that somebody has half of it by chance."""


def like_totals(sums: Iterable[Floats], people: int) -> list[int]:
    """Return who has exactly what all others have together, where that is hardly chance: one of a few bad reviews often has.

    Parameters
    ----------
    sums
        What each has, of each column of money or counts; no more is taken than is needed. Shape (people,).
    people
        How many have rows.
    """
    like, many, only = None, 0, 0.0
    for own in sums if people >= 3 else ():
        total = own.sum()
        if total > 0:
            alike = np.abs(2 * own - total) <= 1e-9 * total
            like, many, only = alike if like is None else like & alike, many + 1, float(total)
            if not like.any():
                return []
    if like is None or (many == 1 and (people == 3 or only < _HARDLY * people)):
        return []  # of three people, one may well have sold as much as the two others; of six complaints, one may have three
    found: list[int] = np.flatnonzero(like).tolist()
    return found

"""Columns that seem to date rows where none is known to: rows of several months are told; it dates nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.patterns import pattern
from csscore.read.dates import dates
from csscore.read.grammar import is_plain
from csscore.read.requirements import DAY
from csscore.read.texts import fold, is_nothing, text_of
from csscore.scheme.nodes import as_key
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from csscore.problems import Problems
    from csscore.read.dates import Days
    from csscore.read.part import Part
    from csscore.read.spans import Span
    from csscore.read.table import Table

    Months = NDArray[np.datetime64]

_DATING: Final = pattern(
    r"日期|时间|時間|月|账期|期间|周期|date|day|month|time|period|fecha|datum|mois|mes|monat|tag|日付|날짜"
    r"|(?:下单|付款|支付|创建|成交|发货|完成|接待|咨询)日"
)
"""Folded headers of what says when something was."""
_OF_THE_PERSON: Final = pattern(
    r"入职|离职|转正|生日|出生|到期|合同|注册|最后|最近|上次|入社|退社|join|hire|birth|start|left|leav|contract|expir|due|since"
    r"|regist|employ|last|eintritt|ingreso|embauche"
)
"""Folded headers of days in somebody's life, or of a customer's, which are no day of the row."""
_SEEN: Final = 50
"""Cells that are looked at before a whole column is read."""
_NO_YEAR: Final = 1904
_ANY_YEAR: Final = date(_NO_YEAR, 1, 1), date(_NO_YEAR, 12, 31)
"""The days of which months are that say no year (3月), where no period is asked for."""


def tell_seeming(table: Table, span: Span | None, problems: Problems) -> None:
    """Say that rows of files without a day seem to be of several months, or of others than the period (D562).

    Parameters
    ----------
    table
        The rows of one input.
    span
        The period asked for; None for all days.
    problems
        Takes the warnings, one for each column.
    """
    asked = None if span is None else (np.datetime64(span.first, "M"), np.datetime64(span.last, "M"))
    within = _ANY_YEAR if span is None else span.deciding_years
    day = table.column(DAY)
    asked_for = span is not None or (day is not None and bool(day.headers))
    start = 0
    for part, end in zip(table.parts, table.ends.tolist(), strict=True):
        who, start = table.placed[start:end], end
        if not part.is_here or (DAY in part.columns and (asked_for or not _says_no_year(part))):
            continue
        for header, months in _seeming(part, who, within):
            known = np.unique(months[~np.isnat(months)])
            if len(known) > 1 if asked is None else bool(((known < asked[0]) | (known > asked[1])).any()):
                row = int(np.flatnonzero(months == known[-1])[0])
                said = [str(month).replace(f"{_NO_YEAR}-", "") for month in known]
                last = said[-1] if len(said[-1]) > len("03") else f"YYYY-{said[-1]}"
                details = {"column": header, "months": listed(said, most=4), "last": last, "key": as_key(header)}
                problems.add("D562", part.place(row), group=header, **details)


def _seeming(part: Part, who: NDArray[np.intp], within: Days) -> Iterator[tuple[str, Months]]:
    """Yield the columns that nothing uses and whose cells are days, by header, with the month of each row that counts."""
    used = {found.column for name, found in part.columns.items() if name != DAY} | {
        part.agent,
        *part.beside,
        part.shop,
        part.number,
    }
    for at, header in enumerate(part.header.texts):
        name = fold(header)
        if at in used or not name:
            continue
        dating = _DATING.search(name) is not None and _OF_THE_PERSON.search(name) is None
        cells = part.cells_at(at)
        if not _are_days(cells[:_SEEN], within, numbers=dating):
            continue
        read = dates(cells, span=within)
        if read.refused or any(remark.code == "D221" for remark in read.remarks):
            continue
        months = np.where(who < 0, np.datetime64("NaT"), read.values).astype("datetime64[M]")
        if dating or _differs_within(who, months):
            yield header, months


def _says_no_year(part: Part) -> bool:
    """Tell whether the days that date the rows say no year, so that none of them is known."""
    cells = part.cells_at(part.columns[DAY].column)
    return bool(np.isnat(dates(cells[:_SEEN]).values).all()) and _are_days(cells[:_SEEN], _ANY_YEAR, numbers=False)


def _are_days(cells: Any, within: Days, *, numbers: bool) -> bool:
    """Tell whether the first cells are days; bare numbers only where the header says so."""
    there = [cell for cell in cells.tolist() if not is_nothing(cell)]
    bare = any(isinstance(cell, int | float) or is_plain(text_of(cell)) for cell in there)
    return bool(there) and (numbers or not bare) and not dates(np.array(there, dtype=object), span=within).refused


def _differs_within(who: NDArray[np.intp], months: Months) -> bool:
    """Tell whether anybody has rows of several months: then the column says something of rows, not of people."""
    there = ~np.isnat(months)
    pairs = np.unique(np.stack([who[there], months[there].astype(np.int64)]), axis=1)
    return bool(len(np.unique(pairs[0])) < pairs.shape[1])

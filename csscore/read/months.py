"""Months that the names of files and sheets speak of, with their year or without; it reads no cell."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.patterns import pattern
from csscore.read.dates import date_in_name
from csscore.read.grammar import narrowed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

_NUMERALS: Final = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_COUNTED: Final = pattern(r"(?<![\d年\-~–—至到])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月", re.ASCII)
_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME: Final = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\.?"
)
_ENGLISH: Final = pattern(rf"(?:(20\d\d)[\s_-]*)?{_NAME}(?:[\s_'’-]*(20\d\d|\d\d))?", re.IGNORECASE | re.ASCII)
_WITHIN: Final = pattern(rf"(?<![a-z])(?:(20\d\d)[\s_-]*)?{_NAME}(?:[\s_'’-]*(20\d\d))?(?![a-z\d])", re.IGNORECASE | re.ASCII)
"""A month among other words, which is one where a year stands beside it, or where it is written out at the end."""


class Month(NamedTuple):
    """A month; without a year it is any such month."""

    year: int | None
    month: int

    def is_(self, other: Month) -> bool:
        """Tell whether the two may be the same."""
        return self.month == other.month and (self.year == other.year or None in (self.year, other.year))

    def __str__(self) -> str:
        """Write it as a period, or only its number."""
        return f"{self.month:02}" if self.year is None else f"{self.year:04}-{self.month:02}"


def meet(some: Collection[Month], others: Collection[Month]) -> bool:
    """Tell whether any of some months may be one of others."""
    return any(one.is_(other) for one in some for other in others)


def months_of(first: date, last: date) -> frozenset[Month]:
    """Return the months of some days, both ends included."""
    found, day = set(), first.replace(day=1)
    while day <= last:
        found.add(Month(day.year, day.month))
        day = (day + timedelta(days=31)).replace(day=1)
    return frozenset(found)


def months_of_file(file: str) -> frozenset[Month]:
    """Return the months that a file's name speaks of: of each year, where it names none.

    Examples
    --------
    >>> [[str(month) for month in months_of_file(name)] for name in ("in/4月.csv", "sales_Mar 2026.xls", "sales-april.csv")]
    [['04'], ['2026-03'], ['04']]
    """
    return months_of_sheet(PurePath(file.replace("\\", "/")).stem)


def months_of_sheet(sheet: str) -> frozenset[Month]:
    """Return the months that a sheet's name speaks of: of each year, where it names none.

    Examples
    --------
    >>> [[str(month) for month in months_of_sheet(name)] for name in ("客服十二月", "2026-02", "March 2026", "May team", "1-3月")]
    [['12'], ['2026-02'], ['2026-03'], [], []]
    """
    dated = date_in_name(f"{sheet}.xlsx")  # what stands behind its last point is no ending
    if dated is not None:
        return months_of(*dated)
    name = narrowed(sheet).strip()
    within = (
        found for found in _WITHIN.finditer(name) if found[1] or found[3] or (name.endswith(found[2]) and len(found[2]) > 4)
    )
    english = _ENGLISH.fullmatch(name) or next(within, None)
    if english is not None:
        year = next((int(text) for text in (english[1], english[3]) if text is not None and len(text) == 4), None)
        return frozenset({Month(year, _NAMES.index(english[2][:3].lower()) + 1)})
    counted = {_NUMERALS[text] if text in _NUMERALS else int(text) for text in _COUNTED.findall(name)}
    return frozenset(Month(None, month) for month in counted) if len(counted) == 1 else frozenset()

"""Stretches of days that a result is about: months, quarters, weeks; it reads no file."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csscore.system import is_there

if TYPE_CHECKING:
    from csscore.problems import Problems

_FORMS: Final = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII), "day"),
    (re.compile(r"(\d{4})-(\d{2})", re.ASCII), "month"),
    (re.compile(r"(\d{4})-?[Qq]([1-4])", re.ASCII), "quarter"),
    (re.compile(r"(\d{4})-?[Ww](\d{2})", re.ASCII), "week"),
    (re.compile(r"(\d{4})", re.ASCII), "year"),
)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included."""

    first: date
    last: date
    text: str

    def overlaps(self, first: date, last: date) -> bool:
        """Tell whether the two have a day in common."""
        return first <= self.last and self.first <= last

    @property
    def days(self) -> tuple[date, date]:
        """Return both ends; spans written differently may be of the same days."""
        return self.first, self.last

    @property
    def deciding_years(self) -> tuple[date, date]:
        """Return the days among which a day is that says no year: those of the one year, or the span itself where it has two."""
        one = self.first.year == self.last.year
        return (self.first.replace(month=1, day=1), self.first.replace(month=12, day=31)) if one else self.days

    def before(self) -> Span | None:
        """Return the span of the same length that ends the day before this one begins; None before the first year.

        Whole months stay whole months, whatever their length, and so does a month from the 26th to the 25th.
        """
        return self._moved(-1)

    def after(self) -> Span | None:
        """Return the span of the same length that begins the day after this one ends; None after the last year."""
        return self._moved(1)

    def _moved(self, direction: int) -> Span | None:
        try:
            end = self.last + _DAY
            months = 12 * (end.year - self.first.year) + end.month - self.first.month
            if months and end.day == self.first.day:
                return span(_months_on(self.first, direction * months), _months_on(end, direction * months) - _DAY)
            length = end - self.first
            return span(self.first + direction * length, self.last + direction * length)
        except (ValueError, OverflowError):  # the 31st of a shorter month, or a year that dates don't have
            return None


def span(first: date, last: date) -> Span:
    """Return the days from the first to the last under their shortest name: ``2026-03``, ``2026-Q1``, ``2026``."""
    year, month = first.year, first.month
    whole = first.day == 1 and last.year == year and last.day == monthrange(year, last.month)[1]
    if first == last:
        text = first.isoformat()
    elif whole and month == last.month:
        text = f"{year:04}-{month:02}"
    elif whole and month % 3 == 1 and last.month == month + 2:
        text = f"{year:04}-Q{month // 3 + 1}"
    elif whole and (month, last.month) == (1, 12):
        text = f"{year:04}"
    else:
        text = f"{first.isoformat()}..{last.isoformat()}"
    return Span(first, last, text)


def span_of(text: str, problems: Problems) -> Span | None:
    """Read ``2026-03``, ``2026-Q1``, ``2026-W10``, ``2026``, a day, or two of them with ``..`` between; None after D340."""
    found = parsed(text)
    if found is None:
        problems.add("D340", None, text=text)
    return found


def parsed(text: str) -> Span | None:
    """Return the span that a text names, None if it names none; ``2026-03..2026-05`` ends on the last day of May."""
    first_, dots, last_ = text.strip().partition("..")
    if dots:
        ends = parsed(first_), parsed(last_)
        if ends[0] is None or ends[1] is None or ".." in last_ or ends[0].first > ends[1].last:
            return None
        return Span(ends[0].first, ends[1].last, text.strip())
    for form, kind in _FORMS:
        match = form.fullmatch(text.strip())
        if match is None:
            continue
        try:
            first, last = _ends(kind, [int(part) for part in match.groups()])
        except ValueError:
            return None
        return Span(first, last, text.strip()) if first <= last else None
    return None


def dated(text: str) -> tuple[Span | None, str]:
    """Return the period in front of ``2026-03=FILE`` and the rest; no period where there is none, or where a file is named so."""
    head, sign, rest = text.partition("=")
    found = parsed(head) if sign and rest else None
    return (None, text) if found is None or is_there(Path(text)) else (found, rest)


def _ends(kind: str, numbers: list[int]) -> tuple[date, date]:
    if kind == "day":
        return date(*numbers), date(*numbers)
    if kind == "week":
        monday = date.fromisocalendar(numbers[0], numbers[1], 1)
        return monday, monday + 6 * _DAY
    year, first, last = numbers[0], 1, 12
    if kind == "month":
        first = last = numbers[1]
    elif kind == "quarter":
        first, last = 3 * numbers[1] - 2, 3 * numbers[1]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _months_on(day: date, months: int) -> date:
    number = 12 * day.year + day.month - 1 + months
    return day.replace(year=number // 12, month=number % 12 + 1)

"""Which rows are of the period: by the column that dates them, else by the names of the files; what is left out is said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.problems import Place
from csscore.read.dates import date_in_name
from csscore.read.months import Month, meet, months_of, months_of_file, months_of_sheet
from csscore.read.requirements import DAY
from csscore.read.spans import span as of_days
from csscore.scheme.names import expressions
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask
    from csscore.measure.frame.rows import RowScope
    from csscore.problems import Problems
    from csscore.read.spans import Span
    from csscore.scheme.model import Scheme

_WEEK: Final = timedelta(days=7)


def check_in_force(scheme: Scheme, span: Span, problems: Problems) -> None:
    """Refuse a period in which the scheme does not hold (D341)."""
    effective = scheme.effective
    if effective is None:
        return
    early = effective.from_ is not None and span.first < effective.from_
    late = effective.to is not None and span.last > effective.to
    if early or late:
        place = effective.places.get("from" if early else "to", effective.place)
        bounds = f"{effective.from_ or '…'} – {effective.to or '…'}"
        problems.add("D341", place, scheme=scheme.name, bounds=bounds, period=span.text)


def check_no_period(scheme: Scheme, problems: Problems) -> None:
    """Refuse expressions that ask for a day of the period where none is given (D450)."""
    for expression in expressions(scheme):
        if expression.calls & {"period_start", "period_end"}:
            problems.add("D450", expression.place, expression=expression.text)


def of_period(rows: RowScope, scheme: Scheme, span: Span | None, problems: Problems, *, source: str = "") -> RowScope:
    """Return the rows of the period, without the days that don't count.

    Parameters
    ----------
    rows
        The rows of one input. Rows of a file without a date column all count.
    scheme
        Its ``period.except`` days are left out.
    span
        The period asked for; None for all days.
    problems
        Takes what was left out (D342, D343, of a further input D392), rows without a day (D344), names of files and sheets
        that say otherwise (D345, D346, D414), files that nothing dates (D349), a period without any row (D347, D393); and
        without a span rows of several months (D348), of a week that lies in two (D402), files and sheets whose names say
        several (D401, D412).
    source
        The name of the further input whose rows they are; empty for the FILES. Of those that ``period.whole`` names every
        row counts; days outside the period are said all the same (D395).
    """
    if scheme.period is not None and source in scheme.period.whole_:
        _report_other_days(rows, span, source, problems)
        return rows
    dated = rows.table.holds(DAY)
    if scheme.period is None and span is None:
        days = rows.table.days_as_read()
        for place, index in _stretches(rows, lambda place: place.file):
            _compare_name(place.file or "", index, rows, days, dated, span, problems)
        _report_months(rows, days, problems)
        return rows
    before = len(problems.errors)
    days = rows.table.dates(DAY)
    counts = ~dated | ~np.isnat(days)
    if len(problems.errors) == before:  # a day that could not be read is no row without one
        _report_undated(rows, counts, problems)
    for place, index in _stretches(rows, lambda place: place.file):
        _compare_name(place.file or "", index, rows, days, dated, span, problems)
    if span is not None:
        _compare_sheets(rows, dated, span, problems)
    keep = counts
    if span is not None:
        keep = keep & (_inside(days, span) | ~dated)
        if bool(keep.any()) or not bool(counts.any()) or (source and _surround(days, span)):
            code = "D392" if source else "D342"
            _report_dropped(code, rows, days, counts & ~keep, problems, period=span.text, source=source)
        else:
            known = days[~np.isnat(days)]
            between = {"first": str(known.min()), "last": str(known.max())}
            problems.add("D393" if source else "D347", rows.table.place(0, DAY), period=span.text, source=source, **between)
    if scheme.period is not None and scheme.period.except_:
        excepted = np.isin(days, np.array(scheme.period.except_, dtype="datetime64[D]"))
        _report_dropped("D343", rows, days, keep & excepted, problems)
        keep = keep & ~excepted
    if span is None:
        _report_months(rows, np.where(keep, days, np.datetime64("NaT")), problems)
    return rows if bool(keep.all()) else rows.select(keep)


def _inside(days: NDArray[np.datetime64], span: Span) -> Mask:
    inside: Mask = (days >= np.datetime64(span.first)) & (days <= np.datetime64(span.last))
    return inside


def _surround(days: NDArray[np.datetime64], span: Span) -> bool:
    """Tell whether there are days before and after: a list that is kept all year, of a month without an entry."""
    return bool((days < np.datetime64(span.first)).any() and (days > np.datetime64(span.last)).any())


def _report_other_days(rows: RowScope, span: Span | None, source: str, problems: Problems) -> None:
    """Say that rows of other days count, because the scheme says so of their input (D395)."""
    if span is not None:
        days = rows.table.days_as_read()
        outside = ~np.isnat(days) & ~_inside(days, span)
        _report_dropped("D395", rows, days, outside, problems, period=span.text, source=source)


def _stretches(rows: RowScope, of: Callable[[Place], Hashable]) -> Iterator[tuple[Place, slice]]:
    """Yield each file, or sheet, with its stretch of rows; they stand one below the other."""
    start, count = 0, len(rows)
    while start < count:
        first = rows.table.place(start)
        low, high = start, count - 1
        while low < high:  # its last row
            middle = (low + high + 1) // 2
            low, high = (middle, high) if of(rows.table.place(middle)) == of(first) else (low, middle - 1)
        yield Place(first.file, first.sheet), slice(start, low + 1)
        start = low + 1


def _sheets(rows: RowScope) -> Iterator[tuple[Place, slice]]:
    return _stretches(rows, lambda place: (place.file, place.sheet))


def _compare_name(
    file: str,
    index: slice,
    rows: RowScope,
    days: NDArray[np.datetime64],
    dated: Mask,
    span: Span | None,
    problems: Problems,
) -> None:
    """Warn of a file whose name speaks of other days than its rows, or, where rows have no day, than the period."""
    named = date_in_name(file)
    if named is None:
        if span is not None and not bool(dated[index].any()):
            months = months_of_file(file)
            other = bool(months) and not meet(months, months_of(span.first, span.last))
            said: dict[str, Any] = {"name": listed(sorted(map(str, months)))} if other else {}
            problems.add("D346" if other else "D349", rows.table.place(index.start), period=span.text, **said)
        return
    first, last = named
    name = str(first) if first == last else f"{first} – {last}"
    if not bool(dated[index].any()):
        if span is not None and not span.overlaps(first, last):
            problems.add("D346", rows.table.place(index.start), name=name, period=span.text)
        return
    own = days[index]
    outside = np.flatnonzero(~np.isnat(own) & ((own < np.datetime64(first)) | (own > np.datetime64(last))))
    if len(outside):
        row = index.start + int(outside[0])
        problems.add("D345", rows.table.place(row, DAY), name=name, day=str(days[row]), count=rows.many(outside))


def _compare_sheets(rows: RowScope, dated: Mask, span: Span, problems: Problems) -> None:
    """Warn of sheets without days whose names speak of other months than the period (D414)."""
    wanted = months_of(span.first, span.last)
    for place, index in _sheets(rows):
        named = months_of_sheet(place.sheet or "")
        if named and not bool(dated[index].any()) and not meet(named, wanted):
            problems.add("D414", place, name=place.sheet, period=span.text)


def _report_undated(rows: RowScope, counts: Mask, problems: Problems) -> None:
    undated = np.flatnonzero(~counts)
    if len(undated):
        row = int(undated[0])
        agent = str(rows.table.agents[row])
        problems.add("D344", rows.table.place(row, DAY), agent=agent, count=rows.many(undated))


def _report_dropped(
    code: str, rows: RowScope, days: NDArray[np.datetime64], dropped: Mask, problems: Problems, **details: object
) -> None:
    out = np.flatnonzero(dropped)
    if len(out):
        different = [str(day) for day in np.unique(days[out])]
        place = rows.table.place(int(out[0]), DAY)
        problems.add(code, place, group="", count=rows.many(out), days=listed(different, most=4), **details)


def _report_months(rows: RowScope, days: NDArray[np.datetime64], problems: Problems) -> None:
    """Say that rows of several months are computed together, if no period was asked for.

    Seven days in a row are a week, which may well lie in two months. Rows without a day are of the month that the name of
    their file says.
    """
    known = days[~np.isnat(days)]
    months = {str(month) for month in np.unique(known.astype("datetime64[M]"))}
    if len(months) > 1:
        first, last = known.min().item(), known.max().item()
        code = "D402" if last - first < _WEEK else "D348"
        row = int(np.flatnonzero(days.astype("datetime64[M]") == np.datetime64(min(months)))[0])
        problems.add(
            code,
            rows.table.place(row, DAY),
            months=listed(sorted(months)),
            first=max(months),
            range=of_days(first, last).text,
            whole=f"{min(months)}..{max(months)}",
        )
    _report_named(rows, days, {Month(int(month[:4]), int(month[5:])) for month in months}, problems)


def _report_named(rows: RowScope, days: NDArray[np.datetime64], dated: set[Month], problems: Problems) -> None:
    """Say which files (D401) and sheets (D412) without days are named for another month than the rest."""
    undated = [place for place, index in _sheets(rows) if bool(np.isnat(days[index]).all())]
    of_sheets = {place: own for place in undated if (own := months_of_sheet(place.sheet or ""))}
    of_files = {str(place.file): own for place in undated if place not in of_sheets and (own := months_of_file(place.file or ""))}
    every = [each for each in (dated, *of_files.values(), *of_sheets.values()) if each]
    files = sorted(file for file, own in of_files.items() if any(not meet(own, other) for other in every))
    sheets = sorted((place for place, own in of_sheets.items() if any(not meet(own, other) for other in every)), key=str)
    months = listed(sorted({str(month) for each in every for month in each}))
    if files:
        named = listed([f"{file} ({', '.join(sorted(map(str, of_files[file])))})" for file in files])
        problems.add("D401", Place(files[0]), files=named, months=months)
    if sheets:
        problems.add("D412", sheets[0], sheets=listed([str(place) for place in sheets]), months=months)

"""Which periods there are and what stands for each: a result of earlier, or data to be computed; it computes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csscore.problems import Place
from csscore.read.dates import date_in_name
from csscore.read.history import is_kept, read_result
from csscore.read.spans import dated, parsed, span, span_of
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.problems import Problems
    from csscore.read.history import Earlier
    from csscore.read.spans import Span

    Days = tuple[Any, Any]

_DAY: Final = timedelta(days=1)
_MOST: Final = 400
"""Periods of a range; more are a slip of the keyboard."""
_FRAME: Final = "DataFrame"


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What stands for one period.

    Attributes
    ----------
    data
        What is still to be computed: paths, or one DataFrame; empty where there is a result.
    cut
        Whether the data holds other periods, too, and the column that dates its rows tells which are of this one.
    result
        A result of earlier, as it is.
    """

    span: Span
    data: tuple[Any, ...] = ()
    cut: bool = False
    result: Earlier | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Return the paths that it is read from."""
        return (self.result.file,) if self.result is not None else tuple(one for one in self.data if isinstance(one, str))

    @property
    def own_files(self) -> tuple[str, ...]:
        """Return the paths that no other period is read from."""
        return () if self.cut else self.files

    @property
    def called(self) -> str:
        """Return what a message calls it."""
        return ", ".join(self.files) or _FRAME


def spans_of(text: str, problems: Problems) -> list[Span]:
    """Read ``2026-01..2026-06``, ``2026-Q1..2026-Q4``, or several with commas between; D340 for what is none of that.

    From a month to a month it is month by month, and so it is of quarters, weeks, years; from a day to a day it is one period.
    """
    found: list[Span] = []
    for part in (each.strip() for each in text.split(",")):
        first, dots, last = part.partition("..")
        ends = (parsed(first), parsed(last)) if dots else (parsed(part), parsed(part))
        if dots and all(end is not None and end.first == end.last for end in ends):
            ends = parsed(part), parsed(part)
        chain = None if ends[0] is None or ends[1] is None else _chain(ends[0], ends[1])
        if chain is None:
            problems.add("D340", None, text=part)
        found += chain or []
    return list({one.days: one for one in found}.values())


def _chain(first: Span, last: Span) -> list[Span] | None:
    """Return the periods from the first to the last, one directly after the other; None where they don't lead there."""
    found, now = [first], first
    while now.days != last.days:
        following = now.after()
        if following is None or following.first > last.first or len(found) > _MOST:
            return None
        now = following
        found.append(now)
    return found


def given(data: Any, problems: Problems, *, periods: str | None = None) -> list[Given]:
    """Return what stands for each period, in the order of time.

    Parameters
    ----------
    data
        Paths of exports and of results, each perhaps with ``2026-03=`` in front; or a mapping of periods to paths or DataFrames;
        or one DataFrame with a column that dates its rows.
    problems
        Takes files of an unknown period (A160), fewer than two periods (A161), two inputs for one period (A162), a result of
        another period than was said (A163), gaps (A164) and periods of different length (A165).
    periods
        The periods that are looked at (see `spans_of`). Data that its name does not place in one of them is cut by its dates.
    """
    asked = spans_of(periods, problems) if periods is not None else None
    placed: dict[Days, Given] = {}
    rest: list[Any] = []
    for when, thing, joins in _entries(data, problems):
        if isinstance(thing, str) and is_kept(thing):
            found = _result(thing, when, problems)
        else:
            span_ = when or _named(thing, asked)
            found = None if span_ is None else Given(span_, (thing,))
            if span_ is None and asked is None:
                problems.add("A160", Place(thing if isinstance(thing, str) else None), file=_called(thing))
            elif span_ is None and _may_hold(thing, asked):
                rest.append(thing)
        if found is not None and (asked is None or any(found.span.days == one.days for one in asked)):
            _place(found, placed, problems, joins=joins)
    for one in asked or ():
        if rest and one.days not in placed:
            placed[one.days] = Given(one, tuple(rest), cut=True)
    ordered = sorted(placed.values(), key=lambda one: one.span.days)
    if not problems.errors:
        _check(ordered, problems)
    return ordered


def _entries(data: Any, problems: Problems) -> Iterator[tuple[Span | None, Any, bool]]:
    """Yield each input with the period that was said of it, and whether it may join others of that period."""
    if isinstance(data, Mapping):
        for text, things in data.items():
            when = span_of(str(text), problems)
            for thing in [things] if isinstance(things, str) or hasattr(things, "columns") else list(things):
                if when is not None:
                    yield when, thing, True
        return
    for thing in [data] if isinstance(data, str) or hasattr(data, "columns") else data:
        when, path = dated(thing) if isinstance(thing, str) else (None, thing)
        yield when, path, when is not None


def _result(path: str, when: Span | None, problems: Problems) -> Given | None:
    result = read_result(path, problems, period=None if when is None else when.text)
    if result is None:
        return None
    if when is not None and when.days != result.span.days:
        problems.add("A163", Place(path), period=result.span.text, text=when.text)
        return None
    return Given(result.span, result=result)


def _named(thing: Any, asked: Sequence[Span] | None) -> Span | None:
    """Return the period that a file's name says; where periods are asked for, it must be one of them."""
    named = date_in_name(Path(thing).name) if isinstance(thing, str) else None
    if named is None:
        return None
    return span(*named) if asked is None else next((one for one in asked if one.days == named), None)


def _may_hold(thing: Any, asked: Sequence[Span] | None) -> bool:
    """Say whether a file may have rows of the periods, by its name."""
    named = date_in_name(Path(thing).name) if isinstance(thing, str) else None
    return named is None or any(one.overlaps(*named) for one in asked or ())


def _called(thing: Any) -> str:
    return Path(thing).name if isinstance(thing, str) else _FRAME


def _place(found: Given, placed: dict[Days, Given], problems: Problems, *, joins: bool) -> None:
    """Put an input into its period; several make up one period only where each was said to be of it."""
    other = placed.get(found.span.days)
    if other is None:
        placed[found.span.days] = found
    elif joins and found.data and other.data:
        placed[found.span.days] = Given(found.span, (*other.data, *found.data))
    else:
        files = sorted([found.called, other.called])
        problems.add("A162", Place(files[0]), period=found.span.text, other=files[1])


def _check(ordered: Sequence[Given], problems: Problems) -> None:
    """Refuse periods that overlap and fewer than two; say where one is missing or of another length."""
    if len(ordered) < 2:
        problems.add("A161", None, periods=listed([one.span.text for one in ordered]) if ordered else same("–"))
    for before, after in pairwise(ordered):
        if after.span.overlaps(*before.span.days):
            files = sorted([before.called, after.called])
            problems.add("A162", Place(files[0]), period=f"{before.span.text} / {after.span.text}", other=files[1])
        elif not follows(before.span, after.span):
            missing = [one.text for one in _between(before.span, after.span)]
            problems.add(
                "A164", None, group=after.span.text, period=after.span.text, before=before.span.text, gap=listed(missing or ["–"])
            )
    odd = [after.span.text for before, after in pairwise(ordered) if _differs(before.span, after.span)]
    if odd:
        problems.add("A165", None, period=listed(odd))


def follows(before: Span, after: Span) -> bool:
    """Say whether a period begins the day after another one ends."""
    return after.first - before.last == _DAY


def _between(before: Span, after: Span) -> Iterable[Span]:
    """Return the periods that are missing between two, of the length of the first as far as they fit."""
    now = before.after()
    while now is not None and now.last < after.first:
        yield now
        now = now.after()


def _differs(before: Span, after: Span) -> bool:
    following = before.after()
    return follows(before, after) and (following is None or following.days != after.days)

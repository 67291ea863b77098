"""How much of a period has passed: told by the last dated row, or by whoever asks; it looks at no clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from csscore.measure.aggregates import FILES, Among, Days
from csscore.read.months import Month
from csscore.read.requirements import DAY
from csscore.read.spans import Span, parsed, span
from csscore.sentences import sentences
from csscore.unfinished import Elapsed

if TYPE_CHECKING:
    from csscore.pipeline import Run
    from csscore.problems import Problems
    from csscore.scheme.model import Scheme

say = sentences(__file__)

UNDATED = say("undated")
OVER = say("over")
NOTHING = say("nothing")


def elapsed(run: Run, as_of: str | None, problems: Problems) -> Elapsed | None:
    """Return which days have passed; None where nothing tells.

    Parameters
    ----------
    run
        A computed run; its period, or the month of its rows, is what is not over.
    as_of
        The last day that has passed; the day of the last row otherwise.
    problems
        Takes a day that is none (D515) or lies outside of the period (D519), rows behind it (D516), and rows of several
        months without a period (D517).
    """
    days = _days(run)
    given = None if as_of is None else _day(as_of)
    if as_of is not None and given is None:
        problems.add("D515", None, day=as_of)
        return None
    until = given or (days[-1] if days else None)
    if until is None:
        return None
    whole = _period(run, until)
    if days and not (whole.first <= days[0] and days[-1] <= whole.last):
        problems.add("D517", None, first=str(days[0]), last=str(days[-1]), month=str(Month(until.year, until.month)))
        return None
    if not whole.first <= until <= whole.last:
        problems.add("D519", None, day=str(until), first=str(whole.first), last=str(whole.last))
        return None
    if days and days[-1] > until:
        problems.add("D516", None, day=str(until), last=str(days[-1]))
        return None
    return counted(run.scheme, whole, until, by_rows=given is None)


def counted(scheme: Scheme, whole: Span, until: date, *, by_rows: bool) -> Elapsed:
    """Return how many days count: all but those that the scheme excepts; a week has seven of them."""
    excepted = set(scheme.period.except_) if scheme.period is not None else set()
    several = (whole.first + timedelta(days=more) for more in range((whole.last - whole.first).days + 1))
    counting = [day for day in several if day not in excepted]
    return Elapsed(whole.text, until, sum(day <= until for day in counting), len(counting), by_rows)


def _days(run: Run) -> list[date]:
    """Return the days of the FILES' rows that count, in order."""
    people = run.measured.scope.pool
    if not people.given.sources[FILES].has(DAY):
        return []
    ask = Days(Among(FILES), DAY)
    return [date.fromisoformat(text) for text in sorted(set(people.answers([ask])[ask].texts.tolist()))]


def _period(run: Run, until: date) -> Span:
    """Return the period that was asked for, else the month of a day."""
    asked = None if run.result.period is None else parsed(run.result.period)
    if asked is not None:
        return asked
    first = until.replace(day=1)
    return span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if len(text.strip()) == len("2026-03-15") else None
    except ValueError:
        return None

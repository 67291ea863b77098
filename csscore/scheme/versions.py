"""Several versions of a scheme in one file: each has the days on which it holds, and the period chooses; it reads no file."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.problems import Problems
    from csscore.scheme.model import Scheme


class Days(Protocol):
    """The days of a period, both ends included, and how they are called."""

    @property
    def first(self) -> date:
        """Return the first day."""
        ...

    @property
    def last(self) -> date:
        """Return the last day."""
        ...

    @property
    def text(self) -> str:
        """Return the name of the period."""
        ...


def together(versions: Sequence[Scheme], problems: Problems) -> Scheme:
    """Return the latest version, which knows all of them.

    Parameters
    ----------
    versions
        As they stand in the file, one or more.
    problems
        Takes versions of another name (S360), without days of their own (S361), and two that hold on one day (S362).
    """
    if len(versions) == 1:
        return versions[0]
    for one in versions:
        if one.name != versions[0].name:
            problems.add("S360", one.places.get("name", one.place), name=one.name, first=versions[0].name)
        if one.effective is None:
            problems.add("S361", one.place)
    ordered = sorted(versions, key=_first)
    for before, after in pairwise(ordered):
        if before.effective is not None and after.effective is not None and _last(before) >= _first(after):
            place = after.effective.place
            problems.add("S362", place, day=_first(after), first=bounds(before), second=bounds(after))
    return ordered[-1].but(versions=tuple(ordered))


def in_force(scheme: Scheme, span: Days | None, problems: Problems) -> Scheme:
    """Return the version that holds on every day of the period.

    Parameters
    ----------
    scheme
        As it was loaded; one without several versions is returned as it is.
    span
        The period that was asked for.
    problems
        Takes no period (S363), a period that no version holds for (S364), and one in which another begins (S365).
    """
    if not scheme.versions:
        return scheme
    details = {"scheme": scheme.name, "versions": "; ".join(bounds(one) for one in scheme.versions)}
    if span is None:
        problems.add("S363", scheme.place, example=_first(scheme).strftime("%Y-%m"), **details)
        return scheme
    touched = [one for one in scheme.versions if _first(one) <= span.last and _last(one) >= span.first]
    whole = [one for one in touched if _first(one) <= span.first and _last(one) >= span.last]
    if whole:
        return whole[0]
    problems.add("S365" if len(touched) > 1 else "S364", scheme.place, period=span.text, **details)
    return scheme


def bounds(scheme: Scheme) -> str:
    """Return the days of a version as people write them: ``2026-01-01 – …``."""
    effective = scheme.effective
    return "…" if effective is None else f"{effective.from_ or '…'} – {effective.to or '…'}"


def _first(scheme: Scheme) -> date:
    return (scheme.effective and scheme.effective.from_) or date.min


def _last(scheme: Scheme) -> date:
    return (scheme.effective and scheme.effective.to) or date.max

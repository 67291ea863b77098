"""The bare-name rule: what a column says of an agent who has several rows; it never averages silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact import grouping
from csscore.exact.fixed import canonical, exact, fraction_text
from csscore.exact.real import beyond
from csscore.scheme.kinds import decimal_text
from csscore.words import Words, same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.exact.real import Real
    from csscore.measure.rows import Rows

ADDS: Final = frozenset({"money", "count"})
"""Units whose rows add up; a rate, a mean or a mark does not."""


def combined(rows: Rows, name: str, *, unit: str | None, adds: bool) -> Floats:
    """Return one number an element from a column of numbers.

    Money and counts are summed. Anything else must say the same in all rows of an agent, else it is an error that offers
    the ways out (D321); equal values are taken once (D322).

    Parameters
    ----------
    rows
        The rows; cells without a number don't count.
    name
        The column.
    unit
        Its unit, as far as it is known.
    adds
        Whether the rows add up.
    """
    values = rows.scope.numbers(name)
    present = ~np.isnan(values)
    values, codes = values[present], rows.codes[present]
    many = grouping.counts(codes, rows.size)
    found = grouping.alone(values, codes, many)
    if found is not None:
        return canonical(found)
    if adds:
        return summed(rows, grouping.sums(values, codes, rows.size), name)
    low, high = grouping.least(values, codes, rows.size), grouping.greatest(values, codes, rows.size)
    differing = np.flatnonzero(low < high)
    if len(differing):
        _report_differing(rows, name, unit, np.flatnonzero(present), values, differing)
    else:
        sum_ = Words("要相加就写 {sum: " + name + "}", "write {sum: " + name + "} to add them up")
        rows.report("D322", column=name, count=int((many > 1).sum()), how=sum_)
    low[differing] = np.nan
    return canonical(low)


def summed(rows: Rows, found: Real, name: str) -> Floats:
    """Return sums as values; one whose last digits would be lost is refused (P281)."""
    for i, sum_ in beyond(found):
        rows.report("P281", agent=rows.pool.labels[i], column=name, sum=decimal_text(sum_))
    return found.canonical()


def one_text(rows: Rows, name: str) -> NDArray[np.object_]:
    """Return the one text that all rows of an element have; None where there is none; several are an error (D323)."""
    return _only_one(rows, name, rows.scope.texts(name), None)


def one_day(rows: Rows, name: str) -> NDArray[np.datetime64]:
    """Return the one day that all rows of an element have; NaT where there is none; several are an error (D323)."""
    return _only_one(rows, name, rows.scope.dates(name), np.datetime64("NaT", "D"))


def _only_one(rows: Rows, name: str, values: NDArray[Any], nothing: Any) -> NDArray[Any]:
    present = np.flatnonzero((values != None) if nothing is None else ~np.isnat(values))  # noqa: E711 - elementwise
    values, codes = values[present], rows.codes[present]
    found = np.full(rows.size, nothing, dtype=values.dtype)
    first = grouping.first_rows(codes, rows.size)
    found[first >= 0] = values[first[first >= 0]]
    differing = np.flatnonzero(values != found[codes])
    if len(differing):
        at = int(differing[np.argmin(codes[differing])])  # of the agent who comes first
        code, row = int(codes[at]), int(present[at])
        other = int(present[first[code]])
        rows.report(
            "D323",
            rows.place(row, name),
            agent=rows.pool.labels[code],
            column=name,
            header=rows.scope.table.agent_header(row),
            one=str(found[code]),
            at=str(rows.place(other, name)),
            two=str(values[at]),
            more=_more(len(np.unique(codes[differing])) - 1),
        )
        found[np.unique(codes[differing])] = nothing
    return found


def _report_differing(
    rows: Rows, name: str, unit: str | None, present: NDArray[np.intp], values: Floats, differing: NDArray[np.intp]
) -> None:
    """Report the first agent whose rows differ, with the first two values and their places."""
    code = int(differing[0])
    own = present[rows.codes[present] == code]
    mine = values[rows.codes[present] == code]
    other = int(np.flatnonzero(mine != mine[0])[0])
    rows.report(
        "D321",
        rows.place(int(own[other]), name),
        agent=rows.pool.labels[code],
        column=name,
        one=shown(mine[0], unit),
        at=str(rows.place(int(own[0]), name)),
        two=shown(mine[other], unit),
        more=_more(len(differing) - 1),
    )


def _more(count: int) -> Words:
    """Return how many more agents are like the one that is named."""
    if not count:
        return same("")
    return Words("（这样的还有 {count} 人）", " ({count:more agent|more agents} like this)").filled({"count": count})


def shown(value: float, unit: str | None) -> object:
    """Return a value as a message writes it: 0.971 of unit percent is 97.1%."""
    number = exact(value)
    return same(f"{fraction_text(number * 100)}%" if unit == "percent" else fraction_text(number))

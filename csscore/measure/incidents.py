"""Incidents and who carries them: nobody's bad review may count twice, half, or for nobody unseen; it changes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact import grouping
from csscore.exact.fixed import exact, fraction_text
from csscore.read.inspection import Carried, Incident
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.problems import Place, Problems
    from csscore.read.table import Table

INCIDENT: Final = "incident"
SHARE: Final = "share"


def check_incidents(table: Table, problems: Problems) -> None:
    """Check a file of incidents and shares.

    Parameters
    ----------
    table
        An input; one without columns for both names has nothing to check. Shares of people who are not in the FILES
        count as well.
    problems
        Takes incidents whose shares do not sum to 1 (D372, one problem each), shares that are none (D564) or of no incident
        (D565), and incidents that nobody in the FILES carries (D373).
    """
    if not _holds_incidents(table):
        return
    whole = table.whole()
    shares, names = whole.numbers(SHARE), whole.texts(INCIDENT)
    present = ~np.isnan(shares)
    for row in np.flatnonzero(present & ((shares < 0) | (shares > 1))).tolist():
        share = f"{fraction_text(exact(shares[row]) * 100)}%"
        problems.add("D564", whole.place(row, SHARE), group=SHARE, incident=names[row] or "-", share=share)
    for row in np.flatnonzero(present & (names == None) & (shares != 0)).tolist():  # noqa: E711 - elementwise
        problems.add("D565", whole.place(row, INCIDENT), group=INCIDENT, agent=whole.agents[row])
    codes = grouping.keyed(names.tolist())
    count = int(codes.max()) + 1 if len(codes) else 0
    sums = grouping.sums(shares[present], codes[present], count)
    first = grouping.first_rows(codes, count)
    for code in np.flatnonzero(sums.canonical() != 1):
        row = int(first[code])
        total = "0" if np.isnan(sums.approx[code]) else fraction_text(sums.at(int(code)))
        problems.add("D372", whole.place(row, SHARE), group=SHARE, incident=names[row] or "-", sum=total)
    nobodys = list(_unassigned(table))
    if nobodys:
        problems.add("D373", nobodys[0][1], incidents=listed([name for name, _ in nobodys], most=20))


def carried(table: Table) -> Carried | None:
    """Return who carries which incident; None for a table that holds no incidents and shares."""
    if not _holds_incidents(table):
        return None
    of_incident: dict[str, list[tuple[str, float]]] = {}
    for name, agent, share in zip(table.texts(INCIDENT), table.agents, table.numbers(SHARE), strict=True):
        of_incident.setdefault(name or "-", []).append((str(agent), share))
    incidents = tuple(
        Incident(name, tuple((agent, None if np.isnan(share) else exact(share)) for agent, share in shares))
        for name, shares in of_incident.items()
    )
    return Carried(incidents, tuple(name for name, _ in _unassigned(table)))


def _holds_incidents(table: Table) -> bool:
    return table.has(INCIDENT) and table.has(SHARE)


def _unassigned(table: Table) -> Iterator[tuple[str, Place]]:
    """Yield the incidents that nobody in the FILES carries, each once, with its place."""
    whole = table.whole()
    names = whole.texts(INCIDENT)
    seen = set(table.texts(INCIDENT).tolist())
    shapes = {_shape(name) for name in names.tolist() if name}
    outside = [(names[row], whole.place(int(row), INCIDENT)) for row in np.flatnonzero(whole.who < 0)]
    nobodys = [(name, place) for name, place, note in table.nameless(INCIDENT) if not note or _shape(name) in shapes]
    for name, place in (*outside, *nobodys):
        if name is not None and name not in seen:
            seen.add(name)
            yield name, place


def _shape(name: str) -> str:
    """Return an identifier without its numbers: what tells one from a footnote below the table."""
    return re.sub(r"\d+", "0", name)

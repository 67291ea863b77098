"""Checks that the shares of each incident sum to 1: nobody's bad review may count twice, or half; it changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.fixed import fraction_text
from csscore.measure import grouping

if TYPE_CHECKING:
    from csscore.problems import Problems
    from csscore.read.table import Table

INCIDENT: Final = "incident"
SHARE: Final = "share"


def check_shares(table: Table, problems: Problems) -> None:
    """Refuse a file of incidents and shares in which the shares of an incident do not sum to 1 (D372).

    Parameters
    ----------
    table
        An input; one without columns for both names has nothing to check. Shares of people who are not in the FILES
        count as well.
    problems
        Takes what is found, one problem an incident.
    """
    if not (table.has(INCIDENT) and table.has(SHARE)):
        return
    table = table.whole()
    shares = table.numbers(SHARE)
    names = table.texts(INCIDENT)
    present = ~np.isnan(shares)
    codes = grouping.keyed(names.tolist())
    count = int(codes.max()) + 1 if len(codes) else 0
    sums = grouping.sums(shares[present], codes[present], count)
    first = grouping.first_rows(codes, count)
    for code in np.flatnonzero(sums.canonical() != 1):
        row = int(first[code])
        total = "0" if np.isnan(sums.approx[code]) else fraction_text(sums.at(int(code)))
        problems.add("D372", table.place(row, SHARE), group=SHARE, incident=names[row] or "-", sum=total)

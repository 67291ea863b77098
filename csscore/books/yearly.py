"""What the books say over several months: the list of runs, and what each person was paid in a year; it computes no pay."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from csscore.books.ledger import paid_version
from csscore.books.record import PEOPLE, read_people
from csscore.books.store import Run, all_runs
from csscore.exact.fixed import text
from csscore.read.spans import parsed
from csscore.report.csv import disarmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.books.payroll import PayrollFile


class PersonYear(NamedTuple):
    """What one person was paid, by period, in minor units."""

    agent: str
    name: str
    employee_id: str
    paid: dict[str, int]

    @property
    def total(self) -> int:
        """Return the sum."""
        return sum(self.paid.values())


class Year(NamedTuple):
    """A year's statement: the locked months that end in it, and everybody who was paid in any of them, by id."""

    periods: tuple[str, ...]
    digits: int
    people: tuple[PersonYear, ...]


def kept_runs(file: PayrollFile) -> list[Run]:
    """Return the runs of a payroll file, in the order of their days."""
    return all_runs(file.runs) if file.runs.is_dir() else []


def year_of(runs: Sequence[Run], year: str) -> Year:
    """Return what everybody was paid in a year: by the versions that were locked, with what they carried.

    Corrections that were made since and not paid yet are no part of it.
    """
    locked = [run for run in runs if run.state == "locked" and _ends_in(run, year)]
    read = [(run.period, *read_people(run.folder / paid_version(run)["folder"] / PEOPLE)) for run in locked]
    digits = max((own for _, _, own in read), default=2)
    found: dict[str, PersonYear] = {}
    for period, people, own in read:
        for person in people:
            known = found.get(person.agent) or PersonYear(person.agent, "", "", {})
            known.paid[period] = person.pay * int(10 ** (digits - own))
            number = person.employee_id or known.employee_id
            found[person.agent] = known._replace(name=person.name, employee_id=number)
    everybody = tuple(found[agent] for agent in sorted(found))
    return Year(tuple(run.period for run in locked), digits, everybody)


def year_csv(year: Year) -> bytes:
    """Return a year's statement as csv: one row a person, a column a month, the sum last."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["employee_id", "agent", "name", *year.periods, "total"])
    for one in year.people:
        amounts = [text(one.paid[period], year.digits) if period in one.paid else "" for period in year.periods]
        names = [disarmed(cell) for cell in (one.employee_id, one.agent, one.name)]
        writer.writerow([*names, *amounts, text(one.total, year.digits)])
    return out.getvalue().encode()


def _ends_in(run: Run, year: str) -> bool:
    span = parsed(run.period)
    return span is not None and f"{span.last.year:04}" == year

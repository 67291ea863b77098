"""What the books say over several months: the list of runs, what each was paid in a year and what is carried; it pays nobody."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from csscore.arguments import checked
from csscore.books.ledger import paid_version
from csscore.books.payroll import read_payroll
from csscore.books.people import scaled
from csscore.books.record import PEOPLE, SUMS, Balance, read_balances, read_people
from csscore.books.store import Run, all_runs
from csscore.exact.fixed import text
from csscore.pay.holding import DRAW, HOLD
from csscore.read.spans import parsed
from csscore.report.csv import disarmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.words import Words


class PersonYear(NamedTuple):
    """What one person was paid, by period, in minor units."""

    agent: str
    name: str
    employee_id: str
    paid: dict[str, int]
    balances: dict[tuple[str, str, Words], Balance]
    """What was held back or advanced, by role, kind and line: opening before the year's first month, closing after its last."""

    @property
    def total(self) -> int:
        """Return the sum."""
        return sum(self.paid.values())


class Year(NamedTuple):
    """A year's statement: the locked months that end in it, and everybody who was paid in any of them, by id."""

    periods: tuple[str, ...]
    digits: int
    people: tuple[PersonYear, ...]


@checked()
def runs(path: str) -> list[Run]:
    """Return the runs of a payroll file, in the order of their days: each with its period, state, versions and log."""
    file = read_payroll(path)
    return all_runs(file.runs) if file.runs.is_dir() else []


@checked()
def year(path: str, year: str) -> Year:
    """Return what everybody was paid in a year by the locked runs of a payroll file."""
    return year_of(runs(path), year)


def year_of(runs: Sequence[Run], year: str) -> Year:
    """Return what everybody was paid in a year: by the versions that were locked, with what they carried.

    Corrections that were made since and not paid yet are no part of it.
    """
    locked = [run for run in runs if run.state == "locked" and _ends_in(run, year)]
    folders = {run.period: run.folder / paid_version(run)["folder"] for run in locked}
    read = {period: read_people(folder / PEOPLE) for period, folder in folders.items()}
    digits = max((own for _, own in read.values()), default=2)
    found: dict[str, PersonYear] = {}

    def person(agent: str, name: str, number: str) -> PersonYear:
        known = found.get(agent) or PersonYear(agent, "", "", {}, {})
        found[agent] = known._replace(name=name, employee_id=number or known.employee_id)
        return found[agent]

    for period, (people, own) in read.items():
        for one in people:
            person(one.agent, one.name, one.employee_id).paid[period] = scaled(one.pay, own, digits)
        for balance in read_balances(folders[period])[0]:
            known = person(balance.agent, balance.name, balance.employee_id).balances
            known[balance[3:6]] = _after(known.get(balance[3:6]), balance.scaled(own, digits))
    everybody = tuple(found[agent] for agent in sorted(found))
    return Year(tuple(run.period for run in locked), digits, everybody)


def _after(before: Balance | None, month: Balance) -> Balance:
    """Return a balance over what came before and one month more."""
    if before is None:
        return month
    sums = {key: getattr(before, key) + getattr(month, key) for key in ("added", "settled", "forfeited")}
    return month._replace(opening=before.opening, **sums)


def year_csv(year: Year) -> bytes:
    """Return a year's statement as csv: one row a person, a column a month, the sum, then what is carried of each kind."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    kinds = [rule for rule in (HOLD, DRAW) if any(key[1] == rule for one in year.people for key in one.balances)]
    more = [f"{rule}_{key}" for rule in kinds for key in SUMS]
    writer.writerow(["employee_id", "agent", "name", *year.periods, "total", *more])
    for one in year.people:
        amounts = [text(one.paid[period], year.digits) if period in one.paid else "" for period in year.periods]
        names = [disarmed(cell) for cell in (one.employee_id, one.agent, one.name)]
        carried = [
            text(sum(getattr(balance, key) for balance in one.balances.values() if balance.rule == rule), year.digits)
            for rule in kinds
            for key in SUMS
        ]
        writer.writerow([*names, *amounts, text(one.total, year.digits), *carried])
    return out.getvalue().encode()


def _ends_in(run: Run, year: str) -> bool:
    span = parsed(run.period)
    return span is not None and f"{span.last.year:04}" == year

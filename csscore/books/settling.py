"""Which run, role and line a dispute is about, and what of the decided ones is not paid yet; each is paid in one run at most."""

from __future__ import annotations

import contextlib
import csv
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.books.disputes import UPHELD, Dispute, month_of, read_disputes
from csscore.books.record import PEOPLE, read_people
from csscore.books.store import MANIFEST
from csscore.exact.fixed import fraction_text
from csscore.problems import Problem
from csscore.read.texts import fold
from csscore.report.csv import disarmed
from csscore.scheme.forms import nearest
from csscore.system import whole
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csscore.books.payroll import PayrollFile
    from csscore.books.people import Person
    from csscore.books.store import Run
    from csscore.problems import Place, Problems

_TOTAL: Final = frozenset(map(fold, ("应发", "合计", "总额", "pay", "total")))
"""What a dispute of no single line is about."""
_ITEM: Final = Words("异议 {no}：{line}", "Dispute {no}: {line}")
_OPEN: Final = Words("{no} {agent}（{period} {line}）", "{no} {agent} ({period} {line})")
_NOBODY: Final = Words("没有", "there is nobody")
_SEVERAL: Final = Words("有 {count} 个", "there are {count}")
_NUMBER: Final = re.compile(r"\d+")


class Settled(NamedTuple):
    """A dispute with the run, the role and the id in that role that it belongs to."""

    dispute: Dispute
    period: str
    role: str
    agent: str

    @property
    def is_upheld(self) -> bool:
        """Tell whether something is paid for it."""
        return self.dispute.decision == UPHELD

    @property
    def words(self) -> Words:
        """Return how a list of disputes names it."""
        return _OPEN.filled(
            {"no": self.dispute.no, "agent": self.dispute.agent, "period": self.period, "line": self.dispute.line}
        )

    @property
    def said(self) -> dict[str, str]:
        """Return what a run that pays it keeps of it."""
        one = self.dispute
        about = {"no": one.no, "role": self.role, "agent": self.agent, "line": one.line, "claim": one.claim}
        return {**about, "amount": fraction_text(one.amount)}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decided disputes of one role as a file of adjustments, and where each of its rows stands in the log."""

    data: bytes
    places: tuple[Place, ...]
    said: tuple[dict[str, str], ...]

    def named(self, problem: Problem) -> Problem:
        """Return a problem of that file with the place in the log."""
        at = problem.place
        row = None if at is None else at.line or (_NUMBER.search(at.cell or "") or [None])[0]
        if row is None or not 0 <= int(row) - 2 < len(self.places):
            return problem
        return replace(problem, place=self.places[int(row) - 2])


def settled(
    file: PayrollFile, runs: Sequence[Run], problems: Problems, *, fresh: tuple[str, Sequence[Person]] | None = None
) -> list[Settled]:
    """Return the disputes of a payroll file with what they belong to; what is unknown, or was paid otherwise, is reported.

    Parameters
    ----------
    file
        Names the log.
    runs
        Everything that is kept.
    problems
        Takes what is wrong.
    fresh
        The month that is being run, and its people as they were computed: what was kept of it counts no more.
    """
    with contextlib.chdir(file.folder):
        disputes = read_disputes(file, problems)
    people = {} if fresh is None else {fresh[0]: list(fresh[1])}
    kept = {run.period: run for run in runs}
    found: list[Settled] = []
    for one in disputes:
        period = month_of(one.period, {*kept, *people})
        if period is None:
            problems.add("B177", one.place("period"), no=one.no, period=one.period, periods=listed(sorted({*kept, *people})))
            continue
        if period not in people:
            people[period], _ = read_people(kept[period].path / PEOPLE)
        belonging = _settled(one, period, people[period], problems)
        if belonging is not None:
            found.append(belonging)
    _once(found, [run for run in runs if fresh is None or run.period != fresh[0]], problems)
    return found


def unpaid(disputes: Iterable[Settled], run: Run) -> list[Settled]:
    """Return the decided disputes of a month that the version that holds does not pay."""
    paid = {fold(one["no"]) for one in taken(run)}
    return [one for one in disputes if one.is_upheld and one.period == run.period and fold(one.dispute.no) not in paid]


def told_of(disputes: Sequence[Settled], runs: Sequence[Run], period: str) -> Iterator[Problem]:
    """Yield what a close checklist has of them: open ones, those past their day, decided ones that locked months lack.

    Only here the clock counts, and nothing of it is kept.
    """
    today = datetime.now().astimezone().date()
    open_: dict[str, list[Settled]] = {"B183": [], "B184": []}
    for one in disputes:
        if not one.dispute.decision:
            open_["B184" if one.dispute.until is not None and one.dispute.until < today else "B183"].append(one)
    for code, several in open_.items():
        if several:
            names = _listed([one.words for one in several])
            yield Problem(code, several[0].dispute.place("decision"), details={"disputes": names})
    for run in runs:
        waiting = unpaid(disputes, run) if run.state == "locked" and run.period != period else []
        if waiting:
            numbers = listed([one.dispute.no for one in waiting])
            yield Problem("B185", waiting[0].dispute.place("decision"), details={"disputes": numbers, "run": str(run.folder)})


def taken(run: Run) -> list[dict[str, str]]:
    """Return the disputes that the version that holds pays."""
    said = json.loads(whole(run.path / MANIFEST))
    found: list[dict[str, str]] = said["decided"].get("disputes", [])
    return found


def decisions(disputes: Iterable[Settled]) -> dict[str, Decisions]:
    """Return by role the files of adjustments that pay disputes, whatever the order of the log."""
    of_role: dict[str, list[Settled]] = {}
    for one in sorted(disputes, key=lambda one: one.dispute.no):
        of_role.setdefault(one.role, []).append(one)
    return {role: Decisions(_adjustments(several), *_told(several)) for role, several in sorted(of_role.items())}


def _told(several: Sequence[Settled]) -> tuple[tuple[Place, ...], tuple[dict[str, str], ...]]:
    return tuple(one.dispute.place("amount") for one in several), tuple(one.said for one in several)


def _adjustments(several: Sequence[Settled]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["agent", "kind", "item", "amount", "reason", "evidence", "approved_by"])
    for role in several:
        one = role.dispute
        item = _ITEM.filled({"no": one.no, "line": one.line}).in_(one.lang)
        kind = "back pay" if one.amount > 0 else "clawback"
        texts = [disarmed(text) for text in (role.agent, item, one.claim, one.evidence, one.by)]
        writer.writerow([texts[0], kind, texts[1], fraction_text(abs(one.amount)), *texts[2:]])
    return out.getvalue().encode()


def _settled(one: Dispute, period: str, people: Sequence[Person], problems: Problems) -> Settled | None:
    hers = [person for person in people if one.agent == person.agent] or [
        person
        for person in people
        if one.agent in {person.name, person.employee_id, *(place[2] for place in person.roles.values())}
    ]
    if len(hers) != 1:
        known = sorted({text for person in people for text in (person.agent, person.name)})
        near = nearest(one.agent, known)
        hint = same("") if near is None or hers else Words(f"；是不是“{near}”？", f"; did you mean '{near}'?")
        whether = _SEVERAL.filled({"count": len(hers)}) if hers else _NOBODY
        problems.add("B178", one.place(), no=one.no, agent=one.agent, period=period, whether=whether, hint=hint)
        return None
    person = hers[0]
    lines = {(line.role, title) for other in people for line in other.lines for title in line.title}
    if fold(one.line) not in _TOTAL and fold(one.line) not in {fold(title) for _, title in lines}:
        titles = _listed([line.title for line in person.lines])
        problems.add("B180", one.place("line"), no=one.no, line=one.line, agent=one.agent, period=period, lines=titles)
        return None
    role = _role(one, person)
    if role is None:
        problems.add("B179", one.place("role"), no=one.no, agent=one.agent, period=period, roles=listed(sorted(person.roles)))
        return None
    return Settled(one, period, role, person.roles[role][2])


def _role(one: Dispute, person: Person) -> str | None:
    """Return the role that is meant: as it is written, else the only one that she has, or has that line in."""
    if one.role:
        return one.role if one.role in person.roles else None
    having = {line.role for line in person.lines if fold(one.line) in map(fold, line.title)} & set(person.roles)
    candidates = sorted(having or person.roles)
    return candidates[0] if len(candidates) == 1 else None


def _once(disputes: Sequence[Settled], runs: Sequence[Run], problems: Problems) -> None:
    """Report rows that say the same twice, and those that a run has paid otherwise (B181) or under another number (B182)."""
    first: dict[tuple[str, ...], Settled] = {}
    for one in disputes:
        other = first.setdefault(_claim(one.period, one.said), one)
        if other is not one:
            at = str(other.dispute.place("claim"))
            problems.add("B173", one.dispute.place("claim"), no=one.dispute.no, other=other.dispute.no, at=at)
    by_number = {fold(one.dispute.no): one for one in disputes}
    for run in runs:
        for paid in taken(run):
            now = by_number.get(fold(paid["no"]))
            told: dict[str, Any] = {"no": paid["no"], "paid": paid["amount"], "period": run.period}
            same_claim = first.get(_claim(run.period, paid))
            if now is not None and (now.period != run.period or (run.state == "locked" and not _is_paid(now, paid))):
                problems.add("B181", now.dispute.place("amount"), **told)
            elif now is None and same_claim is not None and same_claim.is_upheld and run.state == "locked":
                problems.add("B182", same_claim.dispute.place("no"), **told, other=same_claim.dispute.no)


def _is_paid(now: Settled, paid: Mapping[str, str]) -> bool:
    return now.is_upheld and (now.role, now.agent, now.said["amount"]) == (paid["role"], paid["agent"], paid["amount"])


def _listed(several: Sequence[Words]) -> Words:
    """Return a list, each in its own language."""
    return Words(listed([one.zh for one in several]).zh, listed([one.en for one in several]).en)


def _claim(period: str, said: Mapping[str, str]) -> tuple[str, ...]:
    """Return what makes two rows the same dispute, whatever their numbers."""
    return period, *(fold(said[key]) for key in ("role", "agent", "line", "claim"))

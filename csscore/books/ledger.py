"""What locked months still owe after corrections, worked out anew each time; nothing in it can be paid twice.

A month owes a person what its newest version says she is due, less what the version that was locked paid, less what other
runs have carried from it. Whatever is amended, run again or removed in between, what is paid and what is due stay together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from csscore.books.people import CARRIED, PayLine, Person, scaled
from csscore.books.record import PEOPLE, read_people
from csscore.exact.fixed import text
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from csscore.books.store import Run

_TITLE: Final = Words("{period} 更正", "Correction of {period}")
_BECAUSE: Final = Words("{lines}（{period} 第 {version} 版：{reason}）", "{lines} ({period}, version {version}: {reason})")
_CHANGE: Final = Words("{title} {before} → {after}", "{title} {before} → {after}")


@dataclass(slots=True)
class Owed:
    """What one person is owed."""

    person: Person
    lines: list[PayLine] = field(default_factory=list)


def owed(runs: Sequence[Run], period: str, digits: int) -> dict[str, Owed]:
    """Return by id what a run of a period has to carry from all other periods.

    Parameters
    ----------
    runs
        Everything that is kept.
    period
        The run that is made: what it carried before it was made again does not count.
    digits
        The decimals of its amounts.
    """
    taken: dict[tuple[str, str], int] = {}
    for run in runs:
        if run.period == period:
            continue
        people, own_digits = read_people(run.path / PEOPLE)
        for person in people:
            for line in person.lines:
                if line.rule == CARRIED:
                    key = (line.source, person.agent)
                    taken[key] = taken.get(key, 0) + scaled(line.amount, own_digits, digits)
    found: dict[str, Owed] = {}
    for run in runs:
        if run.period != period and run.state == "locked":
            _of_run(run, digits, taken, found)
    return found


def paid_version(run: Run) -> Mapping[str, Any]:
    """Return the version that was paid: the one that was locked last; what came after it are corrections."""
    locked = run.last("lock")
    number = run.current["version"] if locked is None else locked["version"]
    return next(version for version in run.versions if version["version"] == number)


def _of_run(run: Run, digits: int, taken: Mapping[tuple[str, str], int], found: dict[str, Owed]) -> None:
    paid = paid_version(run)
    if paid is run.current:
        return
    before, old_digits = read_people(run.folder / paid["folder"] / PEOPLE)
    after, new_digits = read_people(run.path / PEOPLE)
    was = {person.agent: person for person in before}
    now = {person.agent: person for person in after}
    for agent in sorted({*was, *now}):
        due = scaled(now[agent].own, new_digits, digits) if agent in now else 0
        had = scaled(was[agent].own, old_digits, digits) if agent in was else 0
        left = due - had - taken.get((run.period, agent), 0)
        if left:
            person = now.get(agent) or was[agent]
            line = PayLine(
                "",
                CARRIED,
                _TITLE.filled({"period": run.period}),
                left,
                _because(run, was.get(agent), now.get(agent), max(old_digits, new_digits)),
                run.period,
                run.current["version"],
            )
            found.setdefault(agent, Owed(person)).lines.append(line)


def _because(run: Run, was: Person | None, now: Person | None, digits: int) -> Words:
    """Say which lines the correction changed, and why it was made."""
    sides = []
    for person in (was, now):
        sums: dict[Words, int] = {}
        for line in () if person is None else person.lines:
            if not line.source:
                sums[line.title] = sums.get(line.title, 0) + line.amount
        sides.append(sums)
    was_, now_ = sides
    changed = [
        _CHANGE.filled({"title": title, "before": text(was_.get(title, 0), digits), "after": text(now_.get(title, 0), digits)})
        for title in dict.fromkeys((*was_, *now_))
        if was_.get(title, 0) != now_.get(title, 0)
    ]
    lines = Words("、".join(one.zh for one in changed), ", ".join(one.en for one in changed))
    reasons = [str(version["because"]) for version in run.versions if version.get("because")]
    told = {"lines": lines, "period": run.period, "version": run.current["version"], "reason": same("; ".join(reasons))}
    return _BECAUSE.filled(told)


def with_owed(people: Sequence[Person], due: Mapping[str, Owed]) -> list[Person]:
    """Return everybody with what earlier months owe; who is owed and is not there otherwise is paid that alone."""
    there = {person.agent for person in people}
    found = [person.plus(due[person.agent].lines) if person.agent in due else person for person in people]
    for agent, one in due.items():
        if agent not in there:
            gone = one.person
            found.append(Person(agent, gone.name, gone.employee_id, {}, tuple(one.lines), gone.more))
    return sorted(found, key=lambda person: person.agent)

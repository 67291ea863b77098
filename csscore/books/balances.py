"""What is carried from run to run: held back and released, advanced and recovered; worked out from the runs anew each time.

What a month has held back is what its newest version says; what of it other runs have released or forfeited is gone from it.
Whatever is amended, run again or removed in between, nothing can be paid twice or lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.books.ledger import paid_version
from csscore.books.people import FORFEITED, RECOVERED, RELEASED, Parcel, PayLine, Person, scaled
from csscore.books.record import PEOPLE, Balance, read_balances, read_people
from csscore.exact.fixed import text
from csscore.pay.holding import DRAW, HOLD, above_minimum, holding
from csscore.pay.money import coin_of
from csscore.pay.surprises import leavers
from csscore.problems import Problem, Problems
from csscore.read.spans import parsed
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.books.computing import Month
    from csscore.books.store import Run

_RELEASED: Final = Words("发放 {period} 留存：{line}", "Released from {period}: {line}")
_FORFEITED: Final = Words("不再发 {period} 留存：{line}", "Forfeited from {period}: {line}")
_RECOVERED: Final = Words("扣回{line}", "{line} recovered")
_DUE: Final = Words("留到 {due}", "due in {due}")
_LEFT: Final = Words("花名册写着已离职", "left by the roster")
_LOST: Final = Words("{amount}：{because}", "{amount}: {because}")
_CORRECTED: Final = Words("{period} 更正", "{period} was corrected")
_RECOVERY: Final = Words("待扣 {balance}，本月最多扣 {above}", "{balance} to recover, at most {above} of this month's")
_REFUND: Final = Words("更正以后多扣的退回", "more was recovered than was advanced after a correction")


class Carried(NamedTuple):
    """What a run carries."""

    people: list[Person]
    """Everybody with the lines that earlier months bring about."""
    balances: list[Balance]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Held:
    """What one month has held back of one line of a person, and what of it other runs have released or forfeited."""

    version: int = 0
    held: int = 0
    out: int = 0
    forfeited: bool = False
    due: str = ""
    leaver: str = ""


@dataclass(slots=True)
class _Drawn:
    """What was advanced to a person in earlier months, and what of it other runs have recovered."""

    given: int = 0
    back: int = 0


class _Account(NamedTuple):
    agent: str
    role: str
    rule: str
    line: Words


@dataclass(slots=True)
class _Books:
    """What all other runs say, by account."""

    held: dict[tuple[_Account, str], _Held] = field(default_factory=dict)
    drawn: dict[_Account, _Drawn] = field(default_factory=dict)
    opening: dict[_Account, int] = field(default_factory=dict)
    known: dict[str, Person] = field(default_factory=dict)
    """Who somebody is, as the latest run says."""
    numbers: dict[str, str] = field(default_factory=dict)
    """The id under which each employee number was met first."""

    def agent(self, agent: str, number: str) -> str:
        """Return the one id of a person who may have had several."""
        return self.numbers.setdefault(number, agent) if number else agent


def carry(runs: Sequence[Run], month: Month, people: Sequence[Person]) -> Carried:
    """Return everybody with what is released, forfeited and recovered in a month, and the balances after it.

    Parameters
    ----------
    runs
        Everything that is kept; what this period's run carried before it was made again does not count.
    month, people
        The month, and who is paid in it so far.
    """
    books = _read(runs, month)
    gone = _gone(month)
    there = {books.agent(person.agent, person.employee_id): person for person in people}
    for agent, lines in _released(books, month, gone).items():
        there[agent] = (there.get(agent) or _alone(books, agent)).plus(lines)
    rooms = rooms_of(month)
    for account, drawn in sorted(books.drawn.items()):
        line = _recovered(account, drawn, there.get(account.agent), rooms, month)
        if line is not None:
            there[account.agent] = (there.get(account.agent) or _alone(books, account.agent)).plus([line])
    balances = list(_balances(books, there))
    problems = _told(there, balances, month, gone)
    return Carried(sorted(there.values(), key=lambda person: person.agent), balances, problems)


def _read(runs: Sequence[Run], month: Month) -> _Books:
    books = _Books()
    span = parsed(month.period)
    before = None
    for run in runs:
        other = parsed(run.period)
        if run.period == month.period or span is None or other is None:
            continue
        counts = run.state == "locked" and other.last < span.last
        people, digits = read_people(run.path / PEOPLE)
        for person in people:
            agent = books.agent(person.agent, person.employee_id)
            books.known[agent] = person
            for line in person.lines:
                if line.parcel is not None:
                    _count(books, agent, line, run, scaled(line.parcel.amount, digits, month.digits), counts=counts)
        before = run if counts else before
    if before is not None:
        balances, digits = read_balances(before.folder / paid_version(before)["folder"])
        for one in balances:
            account = _Account(books.agent(one.agent, one.employee_id), one.role, one.rule, one.line)
            books.opening[account] = scaled(one.closing, digits, month.digits)
            books.known.setdefault(account.agent, Person(one.agent, one.name, one.employee_id, {}, ()))
    # what a month that is no longer locked has held back is not known now
    locked = {run.period for run in runs if run.state == "locked"}
    books.held = {key: one for key, one in books.held.items() if key[1] in locked}
    return books


def _count(books: _Books, agent: str, line: PayLine, run: Run, amount: int, *, counts: bool) -> None:
    """Add what one line of another run moves."""
    parcel = line.parcel
    assert parcel is not None  # noqa: S101 - the caller has looked
    if line.rule in {DRAW, RECOVERED}:
        drawn = books.drawn.setdefault(_Account(agent, line.role, DRAW, parcel.line), _Drawn())
        if line.rule == RECOVERED:
            drawn.back += amount
        elif counts:
            drawn.given += amount
        return
    key = (_Account(agent, line.role, HOLD, parcel.line), line.source or run.period)
    if line.rule != HOLD:
        one = books.held.setdefault(key, _Held())
        one.out += amount
        one.forfeited |= line.rule == FORFEITED
    elif counts:
        one = books.held.setdefault(key, _Held())
        one.version, one.due, one.leaver = run.current["version"], parcel.due, parcel.leaver
        one.held += amount


def _gone(month: Month) -> set[str]:
    """Return who has left: of whom a roster of the month says so, and none says that she is there."""
    said: dict[str, bool] = {}
    span = parsed(month.period)
    for role in month.roles:
        for agent, left in leavers(role.run.inputs.people, None if span is None else span.first).items():
            said[agent] = said.get(agent, True) and left
    return {agent for agent, left in said.items() if left}


def _released(books: _Books, month: Month, gone: set[str]) -> dict[str, list[PayLine]]:
    """Return by person the lines that release or forfeit what earlier months have held back."""
    found: dict[str, list[PayLine]] = {}
    span = parsed(month.period)
    now = "" if span is None else f"{span.last.year:04}-{span.last.month:02}"
    for (account, source), one in sorted(books.held.items(), key=lambda item: (item[0][1], item[0][0])):
        left = one.held - one.out
        leaves = account.agent in gone or books.known[account.agent].agent in gone
        if not left:
            continue
        forfeits = one.forfeited or (leaves and one.leaver == "forfeit")
        if not (forfeits or leaves or one.out or one.due <= now):
            continue
        told: dict[str, object] = {"period": source, "line": account.line, "due": one.due, "amount": text(left, month.digits)}
        because = (_CORRECTED if one.out else _LEFT if forfeits or one.due > now else _DUE).filled(told)
        parcel = Parcel(account.line, left, one.due, one.leaver)
        rule, title, amount = (FORFEITED, _FORFEITED, 0) if forfeits else (RELEASED, _RELEASED, left)
        because = _LOST.filled({**told, "because": because}) if forfeits else because
        line = PayLine(account.role, rule, title.filled(told), amount, because, source, one.version, parcel)
        found.setdefault(account.agent, []).append(line)
    return found


def rooms_of(month: Month) -> dict[tuple[str, str], int]:
    """Return by role and id how much of what somebody has earned there an advance may be taken back from."""
    found = {}
    for role in month.roles:
        limits = role.run.scheme.limits
        if limits is None or limits.recover is None or not len(role.result):
            continue
        coin = coin_of(role.run.scheme)
        factor = 10 ** (month.digits - coin.digits)
        for agent, above in zip(role.result.agents, above_minimum(role.run.scheme, role.result.lines, coin), strict=True):
            found[role.name, str(agent)] = int(above * limits.recover) // coin.step * coin.step * factor
    return found


def _recovered(
    account: _Account, drawn: _Drawn, person: Person | None, rooms: dict[tuple[str, str], int], month: Month
) -> PayLine | None:
    """Return the line that takes back what a month's earnings allow, or gives back what a correction shows to be too much."""
    balance = drawn.given - drawn.back
    own = None if person is None else person.roles.get(account.role)
    room = 0 if person is None or own is None else min(rooms.get((account.role, own[2]), 0), max(person.own, 0))
    amount = min(balance, room)
    if not amount:
        return None
    told: dict[str, object] = {"line": account.line, "balance": text(balance, month.digits), "above": text(room, month.digits)}
    because = _REFUND if balance < 0 else _RECOVERY.filled(told)
    parcel = Parcel(account.line, amount)
    return PayLine(account.role, RECOVERED, _RECOVERED.filled(told), -amount, because, parcel=parcel)


def _alone(books: _Books, agent: str) -> Person:
    """Return somebody without anything of this month."""
    return replace(books.known[agent], roles={}, lines=())


def _balances(books: _Books, there: dict[str, Person]) -> Iterator[Balance]:
    """Yield what the month does to each balance, by person."""
    moved: dict[_Account, dict[str, int]] = {}
    for agent, person in there.items():
        for line in person.lines:
            if line.parcel is not None:
                rule = DRAW if line.rule in {DRAW, RECOVERED} else HOLD
                sums = moved.setdefault(_Account(agent, line.role, rule, line.parcel.line), {})
                sums[line.rule] = sums.get(line.rule, 0) + line.parcel.amount
    before = {account: drawn.given - drawn.back for account, drawn in books.drawn.items()}
    for (account, _), one in books.held.items():
        before[account] = before.get(account, 0) + one.held - one.out
    for account in sorted({*moved, *before, *books.opening}):
        sums, opening = moved.get(account, {}), books.opening.get(account, 0)
        settled, forfeited = sums.get(RELEASED, 0) + sums.get(RECOVERED, 0), sums.get(FORFEITED, 0)
        closing = before.get(account, 0) + sums.get(account.rule, 0) - settled - forfeited
        added = closing - opening + settled + forfeited
        if opening or added or settled or forfeited:
            who = there.get(account.agent) or books.known[account.agent]
            names = (who.agent, who.name, who.employee_id, account.role, account.rule, account.line)
            yield Balance(*names, opening, added, settled, forfeited, closing)


def _told(there: dict[str, Person], balances: Sequence[Balance], month: Month, gone: set[str]) -> tuple[Problem, ...]:
    """Return what has to be said: what is released, forfeited and recovered, and who may be missed."""
    problems = Problems()
    for role in month.roles:
        people = role.run.inputs.people
        forfeits = any(chosen.options.hold.leaver == "forfeit" for chosen in holding(role.run.scheme))
        if forfeits and not (people.has("status") or people.has("left")):
            problems.add("B150", None, group=role.name, role=role.name)
    listed_ = {agent for role in month.roles for agent in role.run.inputs.people.listed}
    for code, rule in (("B151", RELEASED), ("B152", FORFEITED), ("B155", RECOVERED)):
        _add(problems, code, month, ((agent, _sum(person, rule)) for agent, person in there.items()))
    if listed_:
        strangers = [
            (agent, _sum(person, RELEASED)) for agent, person in there.items() if not person.roles and agent not in listed_
        ]
        _add(problems, "B154", month, strangers)
    _add(problems, "B153", month, ((one.agent, one.closing) for one in balances if one.rule == DRAW and one.agent in gone))
    return tuple(problems)


def _add(problems: Problems, code: str, month: Month, sums: Iterable[tuple[str, int]]) -> None:
    people = [f"{agent} ({text(amount, month.digits)})" for agent, amount in sorted(sums) if amount]
    if people:
        problems.add(code, None, people=listed(people))


def _sum(person: Person, rule: str) -> int:
    return sum(line.parcel.amount for line in person.lines if line.rule == rule and line.parcel is not None)

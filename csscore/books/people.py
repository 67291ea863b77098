"""Who is paid what in a month, each person once whatever her roles; it computes no amount."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.exact.fixed import MISSING, text
from csscore.pay.holding import DRAW, HOLD, holding, title_of
from csscore.problems import Problems
from csscore.read.spans import parsed
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csscore.books.computing import Month, RoleRun
    from csscore.scheme.holding import Hold

CARRIED: Final = "carried"
"""The rule of lines that an earlier month owed."""
HELD: Final = "held"
"""The rule of lines that keep a correction from lowering somebody's pay."""
RELEASED: Final = "released"
"""The rule of lines that pay what an earlier month held back."""
FORFEITED: Final = "forfeited"
"""The rule of lines by which what was held back is never paid; they pay nothing."""
RECOVERED: Final = "recovered"
"""The rule of lines that take an advance back."""


class Parcel(NamedTuple):
    """What a line moves in a balance that is carried from run to run."""

    line: Words
    """The line that part is held back of, or the advance: the name of the balance."""
    amount: int
    due: str = ""
    """The month (``2026-06``) whose run releases it."""
    leaver: str = ""


@dataclass(frozen=True, slots=True)
class PayLine:
    """One amount with its reason; ``source`` is the period that owed it, for a line that another one brought about."""

    role: str
    rule: str
    title: Words
    amount: int
    because: Words
    source: str = ""
    version: int = 0
    parcel: Parcel | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Everything one person is paid in a month; amounts are minor units at the month's digits."""

    agent: str
    name: str
    employee_id: str
    roles: Mapping[str, tuple[str | None, str | None, str]]
    """By role, her place, her score, and the id that she has there."""
    lines: tuple[PayLine, ...]
    more: Mapping[str, str] = field(default_factory=dict)
    """What the roster says of her, by header, as far as the payroll export asks."""

    @property
    def pay(self) -> int:
        """Return the sum of her lines."""
        return sum(line.amount for line in self.lines)

    @property
    def own(self) -> int:
        """Return what this month itself owes her: without what was carried from others."""
        return sum(line.amount for line in self.lines if not line.source)

    def plus(self, lines: Iterable[PayLine]) -> Person:
        """Return her with further lines."""
        return replace(self, lines=(*self.lines, *lines))


def scaled(amount: int, digits: int, wanted: int) -> int:
    """Return minor units at one number of decimals as those at another."""
    if wanted < digits:
        raise ValueError("amounts of an earlier month are finer than this month's")
    return amount * int(10 ** (wanted - digits))


def people_of(month: Month, headers: Sequence[str] = ()) -> list[Person]:
    """Return everybody of a month by id; ``headers`` are those of the roster that the payroll export asks for.

    Whoever has the same id, or the same employee number, in two roles is one person.

    Raises
    ------
    Rejected
        If one id has two numbers (B119): they are two people, and nothing else tells them apart.
    """
    parts: list[Person] = []
    for role in month.roles:
        parts += _of_role(role, month, headers)
    numbers: dict[str, set[str]] = {}
    for part in parts:
        numbers.setdefault(part.agent, set()).update([part.employee_id] if part.employee_id else [])
    problems = Problems()
    for agent, several in sorted(numbers.items()):
        if len(several) > 1:
            problems.add("B119", None, group=agent, agent=agent, numbers=listed(sorted(several)))
    problems.reject()
    found: dict[str, Person] = {}
    for part in parts:
        number = next(iter(numbers[part.agent]), "")
        part = replace(part, employee_id=number)  # noqa: PLW2901 - the part with her number takes its place
        key = f"#{number}" if number else part.agent
        found[key] = _together(found[key], part) if key in found else part
    return sorted(found.values(), key=lambda person: person.agent)


def _together(one: Person, other: Person) -> Person:
    return replace(
        one,
        roles={**one.roles, **other.roles},
        lines=(*one.lines, *other.lines),
        more={**other.more, **{key: value for key, value in one.more.items() if value}},
    )


def _of_role(role: RoleRun, month: Month, headers: Sequence[str]) -> list[Person]:
    result, people = role.result, role.run.inputs.people
    parcels = _parcels(role, month.period)
    known = dict(zip(people.ids.tolist(), range(len(people)), strict=True))
    numbers = people.texts("id").tolist()
    beside = {header: people.texts(header).tolist() for header in headers if people.has(header)}
    factor = 10 ** (month.digits - result.money_digits)

    def told(texts: Sequence[Any], agent: str) -> str:
        at = known.get(agent)
        return "" if at is None or texts[at] is None else str(texts[at])

    found = []
    for at, agent in enumerate(map(str, result.agents)):
        lines = []
        for line, parcel in zip(result.lines, parcels, strict=True):
            if line.amounts[at] != MISSING:
                amount, because = int(line.amounts[at]) * factor, Words(line.because.at(at, "zh"), line.because.at(at, "en"))
                moves = None if parcel is None else parcel._replace(amount=abs(amount))
                lines.append(PayLine(role.name, line.rule, line.title, amount, because, parcel=moves))
        rank = None if result.ranks[at] == MISSING else str(result.ranks[at])
        score = None if result.scores[at] == MISSING else text(int(result.scores[at]), result.score_digits)
        more = {header: told(texts, agent) for header, texts in beside.items()}
        found.append(
            Person(agent, str(result.names[at]), told(numbers, agent), {role.name: (rank, score, agent)}, tuple(lines), more)
        )
    return found


def _parcels(role: RoleRun, period: str) -> list[Parcel | None]:
    """Return of each line of a result which balance it moves."""
    held = iter(holding(role.run.scheme))
    found: list[Parcel | None] = []
    for line in role.result.lines:
        if line.rule == HOLD:
            chosen = next(held)
            found.append(Parcel(title_of(chosen), 0, _due(chosen.options.hold, period), chosen.options.hold.leaver))
        else:
            found.append(Parcel(line.title, 0) if line.rule == DRAW else None)
    return found


def _due(hold: Hold, period: str) -> str:
    """Return the month whose run releases what a period holds back."""
    span = parsed(period)
    if span is None:
        raise ValueError(f"{period} is no period")
    year, month = span.last.year, span.last.month
    if hold.until is not None:
        year, month = year + (hold.until <= month), hold.until
    months = year * 12 + month - 1 + (hold.months or 0)
    return f"{months // 12:04}-{months % 12 + 1:02}"

"""Who is paid what in a month, each person once whatever her roles; it computes no amount."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from csscore.exact.fixed import MISSING, text
from csscore.problems import Problems
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csscore.books.computing import Month, RoleRun

CARRIED: Final = "carried"
"""The rule of lines that an earlier month owed."""
HELD: Final = "held"
"""The rule of lines that keep a correction from lowering somebody's pay."""


@dataclass(frozen=True, slots=True)
class PayLine:
    """One amount with its reason; ``source`` is the period that owed it, for a line that was carried."""

    role: str
    rule: str
    title: Words
    amount: int
    because: Words
    source: str = ""
    version: int = 0


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
        return sum(line.amount for line in self.lines if line.rule != CARRIED)

    def plus(self, lines: Iterable[PayLine]) -> Person:
        """Return her with further lines."""
        return replace(self, lines=(*self.lines, *lines))


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
        parts += _of_role(role, month.digits, headers)
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


def _of_role(role: RoleRun, digits: int, headers: Sequence[str]) -> list[Person]:
    result, people = role.result, role.run.inputs.people
    known = dict(zip(people.ids.tolist(), range(len(people)), strict=True))
    numbers = people.texts("id").tolist()
    beside = {header: people.texts(header).tolist() for header in headers if people.has(header)}
    factor = 10 ** (digits - result.money_digits)

    def told(texts: Sequence[Any], agent: str) -> str:
        at = known.get(agent)
        return "" if at is None or texts[at] is None else str(texts[at])

    found = []
    for at, agent in enumerate(map(str, result.agents)):
        lines = tuple(
            PayLine(
                role.name,
                line.rule,
                line.title,
                int(line.amounts[at]) * factor,
                Words(line.because.at(at, "zh"), line.because.at(at, "en")),
            )
            for line in result.lines
            if line.amounts[at] != MISSING
        )
        rank = None if result.ranks[at] == MISSING else str(result.ranks[at])
        score = None if result.scores[at] == MISSING else text(int(result.scores[at]), result.score_digits)
        more = {header: told(texts, agent) for header, texts in beside.items()}
        found.append(Person(agent, str(result.names[at]), told(numbers, agent), {role.name: (rank, score, agent)}, lines, more))
    return found

"""What a correction makes of one person's month under a policy: her pay, what is held back, what is advanced; it ranks nobody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.books.people import HELD, RECOVERED, PayLine, Person
from csscore.pay.holding import DRAW, HOLD, held_title
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LEFT: Final = Words("不随别人的更正变", "Left as it was")
_BECAUSE: Final = Words("别人的更正不改变本人的应发", "corrections of others don't change it")


class Key(NamedTuple):
    """A line that moves a balance: the role, the line's rule and its title."""

    role: str
    rule: str
    title: Words


@dataclass(slots=True)
class Sums:
    """What a month comes to for a person: her pay without what other months brought about, and what moves her balances."""

    pay: int = 0
    moved: dict[Key, int] = field(default_factory=dict)

    @property
    def earned(self) -> int:
        """Return what she has earned: paid or held back, without what is only advanced."""
        return self.pay + sum(amount if key.rule == HOLD else -amount for key, amount in self.moved.items())

    def plus(self, other: Sums, sign: int = 1) -> Sums:
        """Return both together, or the difference."""
        keys = {**self.moved, **other.moved}
        moved = {key: self.moved.get(key, 0) + sign * other.moved.get(key, 0) for key in keys}
        return Sums(self.pay + sign * other.pay, moved)


def sums_of(person: Person) -> Sums:
    """Return what a version says."""
    found = Sums()
    for line in person.lines:
        if line.source or line.rule == RECOVERED:
            continue
        found.pay += line.amount
        key = _key(line)
        if key is not None and line.parcel is not None:
            found.moved[key] = found.moved.get(key, 0) + line.parcel.amount
    return found


def recorded_sums(said: Mapping[str, Any], role: str, units: Any) -> Sums:
    """Return what the record of a role's result says of an agent; ``units`` reads an amount."""
    found = Sums(units(said["pay"]))
    for rule, zh, en, amount in said["lines"]:
        if rule in {HOLD, DRAW}:
            found.moved[Key(role, rule, Words(zh, en))] = abs(units(amount))
    return found


def due(
    old: Person | None, new: Person, alone: Sums, *, policy: str, corrected: bool, rooms: Mapping[tuple[str, str], int]
) -> Person:
    """Return what is due to somebody whose month was computed again.

    Parameters
    ----------
    old, new
        The version that holds, and what the results come to now.
    alone
        What the results of the version that holds come to, whatever its policy left as it was.
    policy, corrected
        How bystanders are treated, and whether the correction is about her. What counts is what she has earned, whether it
        is paid or held back.
    rooms
        By role and id, how much of her earnings an advance may be taken back from now.
    """
    if old is None:
        return new
    now, had = sums_of(new), sums_of(old)
    wanted = now
    if policy != "full" and corrected:
        # what this correction makes of her, beside what earlier ones left as it was
        wanted = now.plus(had).plus(alone, -1)
    elif policy != "full" and had.earned >= now.earned:
        wanted = had
    kept = list(_moving(wanted.plus(now, -1).moved, (*old.lines, *new.lines)))
    rest = wanted.pay - now.pay - sum(line.amount for line in kept)
    if rest:
        kept.append(PayLine("", HELD, _LEFT, rest, _BECAUSE))
    recovered = _recovered(old, new, rooms, fell=wanted.earned < had.earned)
    return replace(new, lines=(*new.lines, *brought(old), *kept, *recovered))


def brought(person: Person) -> tuple[PayLine, ...]:
    """Return the lines that other months brought about: they were paid, whatever is corrected."""
    return tuple(line for line in person.lines if line.source)


def _key(line: PayLine) -> Key | None:
    if line.parcel is None or line.rule not in {HOLD, DRAW}:
        return None
    return Key(line.role, line.rule, held_title(line.parcel.line) if line.rule == HOLD else line.parcel.line)


def _moving(moved: Mapping[Key, int], lines: Iterable[PayLine]) -> Iterator[PayLine]:
    """Yield lines that leave balances as they were."""
    like = {key: line for line in lines if (key := _key(line)) is not None}
    for key, amount in moved.items():
        line = like.get(key)
        if amount and line is not None and line.parcel is not None:
            parcel = line.parcel._replace(amount=amount)
            yield PayLine(key.role, key.rule, _LEFT, -amount if key.rule == HOLD else amount, _BECAUSE, parcel=parcel)


def _recovered(old: Person, new: Person, rooms: Mapping[tuple[str, str], int], *, fell: bool) -> Iterator[PayLine]:
    """Yield what the version that holds took back; of somebody who has earned less, no more than her earnings still allow."""
    for line in old.lines:
        if line.rule != RECOVERED or line.parcel is None:
            continue
        amount, own = -line.amount, new.roles.get(line.role)
        if fell and amount > 0:
            amount = min(amount, 0 if own is None else rooms.get((line.role, own[2]), 0))
        if amount:
            yield replace(line, amount=-amount, parcel=line.parcel._replace(amount=amount))

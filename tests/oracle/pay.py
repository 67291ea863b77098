"""From places to money: the entries of a cohort with their options, then what gates and limits do to each one's sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .exact import Unsupported, half_up, number, only, to_significant
from .ladder import climb

OPTIONS = ("title", "when", "among", "prorate", "at_most", "at_least")


@dataclass
class Person:
    """What pay knows of somebody."""

    agent: str
    score: Fraction | None
    holds: Callable[[str], bool]
    column: Callable[[str], Fraction | None]
    kept: Fraction = Fraction(1)
    previous: dict[str, Fraction | None] = field(default_factory=dict)
    lines: list[Fraction] = field(default_factory=list)


def minor(scheme: dict[str, Any]) -> Fraction:
    """Say in what amounts are written: the smallest unit of the currency, or a finer `money.unit`.

    Only the currencies that the tests use are known here.
    """
    own = {"JPY": Fraction(1), "KWD": Fraction(1, 1000)}.get(scheme.get("currency", "CNY"), Fraction(1, 100))
    return min(own, number(scheme.get("money", {}).get("unit", own)))


def smallest(scheme: dict[str, Any]) -> Fraction:
    """Say what amounts are multiples of: `money.unit`, else the currency's own smallest."""
    return number(scheme.get("money", {}).get("unit", minor(scheme)))


def pay_cohort(people: list[Person], order: list[list[str]], scheme: dict[str, Any]) -> None:
    """Give the lines of a cohort; ``order`` are the ranked, best first, people tied together."""
    unit, dense = smallest(scheme), scheme.get("rank", {}).get("ties") == "dense"
    for entry in scheme.get("pay", []):
        among = {one.agent for one in people if "among" not in entry or one.holds(entry["among"])}
        taking = [mine for group in order if (mine := [agent for agent in group if agent in among])]
        if "ladder" in entry:
            plain = {key: value for key, value in entry.items() if key not in OPTIONS[1:]}
            exact = climb(plain, taking, dense=dense)
            paid = {agent: half_up(amount, unit) for agent, amount in cut(entry, exact, people).items()}
        elif "award" in entry:
            only(entry, "award", *OPTIONS)
            only(entry["award"], "best", "amount")
            exact = dict.fromkeys(first(taking, entry["award"]["best"], dense=dense), number(entry["award"]["amount"]))
            paid = {agent: half_up(amount, unit) for agent, amount in cut(entry, exact, people).items()}
        elif "growth" in entry:
            only(entry, "growth", *OPTIONS)
            exact = {one.agent: grown for one in people if (grown := growth(entry["growth"], one)) is not None}
            exact = {agent: amount for agent, amount in exact.items() if agent in among}
            paid = {agent: half_up(amount, unit) for agent, amount in cut(entry, exact, people).items()}
        elif "pool" in entry:
            paid = pool(entry, taking, sorted(among), people, scheme)
        else:
            raise Unsupported(f"pay by {sorted(entry)}")
        for one in people:
            if one.agent in paid:
                one.lines.append(paid[one.agent])


def growth(rule: dict[str, Any], one: Person) -> Fraction | None:
    """Pay for each full step above the baseline; the same metric of the period before under ``previous``. Nothing below it."""
    only(rule, "of", "over", "step", "amount", "partial")
    now = one.column(rule["of"])
    before = one.previous.get(rule["of"]) if rule["over"] == "previous" else number(rule["over"])
    if now is None or before is None:
        return None
    steps = max(to_significant(now - before), Fraction()) / number(rule["step"])
    partial = rule.get("partial", "down")
    whole = steps if partial == "exact" else Fraction(steps // 1 if partial == "down" else -(-steps // 1))
    return whole * number(rule["amount"])


def first(taking: list[list[str]], seats: int, *, dense: bool) -> list[str]:
    """Say who stands on the first places: tied at the edge all count; without gaps, so many different places."""
    found: list[str] = []
    for nth, group in enumerate(taking):
        if (nth if dense else len(found)) < seats:
            found += group
    return found


def cut(entry: dict[str, Any], exact: dict[str, Fraction], people: list[Person]) -> dict[str, Fraction]:
    """Apply ``when``, then ``prorate``, then bounds; nothing is rounded to money."""
    left: dict[str, Fraction] = {}
    for one in people:
        if one.agent not in exact or ("when" in entry and not one.holds(entry["when"])):
            continue
        amount = exact[one.agent]
        if "prorate" in entry:
            above, below = (one.column(name) for name in entry["prorate"].split(" / "))
            if above is None or not below:
                continue
            share = to_significant(above / below)
            amount = amount if share == 1 else to_significant(amount * share)
        if "at_least" in entry:
            amount = max(amount, number(entry["at_least"]))
        if "at_most" in entry:
            amount = min(amount, number(entry["at_most"]))
        left[one.agent] = amount
    return left


def pool(
    entry: dict[str, Any], taking: list[list[str]], among: list[str], people: list[Person], scheme: dict[str, Any]
) -> dict[str, Fraction]:
    """Split a sum, all of it that can be paid, and cut afterwards: who is not cut keeps the part of the split."""
    only(entry, "pool", *OPTIONS)
    only(entry["pool"], "amount", "split")
    split, amount = entry["pool"]["split"], number(entry["pool"]["amount"])
    scores = {one.agent: one.score for one in people}
    if split == "equal":
        worth = dict.fromkeys(among, Fraction(1))
    elif split == "score":
        worth = {agent: max(scores[agent] or Fraction(), Fraction()) for group in taking for agent in group}
    else:
        shares = [number(share) for share in split if share != "rest"]
        dense = scheme.get("rank", {}).get("ties") == "dense"
        count = len(taking) if dense else sum(len(group) for group in taking)
        rest = (1 - sum(shares, Fraction())) / (count - len(shares)) if split[-1] == "rest" and count > len(shares) else 0
        ladder = [*shares, *[Fraction(rest)] * max(count - len(shares), 0)]
        worth = climb({"ladder": ladder}, taking, dense=dense) if taking else {}
    whole = sum(worth.values(), Fraction())
    if not whole:
        return {}
    exact = {agent: amount * part / whole for agent, part in worth.items()}
    unit = smallest(scheme)
    parts = hamilton(exact, half_up(amount, minor(scheme)) // unit, unit)
    left = cut(entry, exact, people)
    found = {}
    for agent, due in left.items():
        alone = half_up(due, unit)
        found[agent] = parts[agent] if due == exact[agent] else (min if due < exact[agent] else max)(alone, parts[agent])
    return found


def hamilton(exact: dict[str, Fraction], steps: int, unit: Fraction) -> dict[str, Fraction]:
    """Give so many steps by largest remainder, equal ones by agent id."""
    floors = {agent: amount // unit for agent, amount in exact.items()}
    order = sorted(exact, key=lambda agent: (floors[agent] - exact[agent] / unit, agent))
    for agent in order[: max(steps - sum(floors.values()), 0)]:
        floors[agent] += 1
    return {agent: count * unit for agent, count in floors.items()}


def add_up(one: Person, limits: dict[str, Any], unit: Fraction) -> Fraction:
    """Sum the lines, then what gates leave, then the limits; the least holds for everybody whom no gate leaves nothing."""
    only(limits, "at_most", "at_least")
    total = sum(one.lines, Fraction())
    if one.kept != 1:
        total = half_up(total * one.kept, unit)
    if "at_most" in limits and one.lines:
        total = min(total, number(limits["at_most"]))
    if "at_least" in limits and one.kept:
        total = max(total, number(limits["at_least"]))
    return total

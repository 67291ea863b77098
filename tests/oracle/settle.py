"""From rows and a scheme to who gets what, in the order of the description: values, points, scores, gates, ranks, ladders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Any

from .comparing import given_points
from .exact import Refused, Unsupported, number, only, power, to_digits, to_significant
from .expressions import names_of, number_of, truth_of
from .fairness import apart, fair
from .pay import Person, add_up, pay_cohort, smallest
from .values import METRIC, Rows, agents, bare, heading, looking, value

WORDS = (
    "csscore", "name", "title", "version", "currency", "agent", "columns", "period", "weights", "metrics", "missing", "gates",
    "score", "rank", "pay", "money", "limits", "params", "where",
)  # fmt: skip


@dataclass
class Outcome:
    """One agent: exact numbers, ``None`` where there is none."""

    agent: str
    cohort: tuple[str, ...]
    values: dict[str, Fraction | str | None] = field(default_factory=dict)
    adjusted: dict[str, Fraction | str] = field(default_factory=dict)
    points: dict[str, Fraction | None] = field(default_factory=dict)
    gates: list[str] = field(default_factory=list)
    counted: Fraction = Fraction(100)
    score: Fraction | None = None
    rank: int | None = None
    tied: int = 0
    pay: Fraction = Fraction()
    sent_last: bool = False
    unranked: bool = False
    kept: Fraction = Fraction(1)  # the part of the pay that gates leave


@dataclass
class Leaf:
    """A metric that is scored, with its effective weight in percent."""

    name: str
    settings: dict[str, Any]
    weight: Fraction


def settle(rows: Rows, scheme: dict[str, Any], before: list[Outcome] | None = None) -> list[Outcome]:
    """Score, rank and pay all agents; the answer is in rank order, then agent id, unranked last.

    ``before`` is the answer of the period before.
    """
    only(scheme, *WORDS)
    if "where" in scheme:
        rows = [row for row in rows if truth_of(scheme["where"], looking(row, rows, scheme))]
        if not rows:
            raise Refused("no row counts")
    mine = agents(rows, scheme)
    within = scheme.get("rank", {}).get("within", [])
    outcomes = [Outcome(agent, cohort_of(own, within, scheme)) for agent, own in mine.items()]
    leaves = flatten(scheme["metrics"], scheme, Fraction(100))
    for outcome in outcomes:
        outcome.values = {leaf.name: None for leaf in leaves}
    for cohort in sorted({outcome.cohort for outcome in outcomes}):
        measure_all([outcome for outcome in outcomes if outcome.cohort == cohort], leaves, scheme, mine)
    for cohort in sorted({outcome.cohort for outcome in outcomes}):
        members = [outcome for outcome in outcomes if outcome.cohort == cohort]
        for leaf in leaves:
            give_points(leaf, members, scheme, mine)
        for outcome in members:
            give_score(outcome, leaves, scheme)
            pass_gates(outcome, members, mine, scheme)
        order = ordered([outcome for outcome in members if not outcome.unranked], scheme)
        give_ranks(order, scheme)
        give_pay(members, order, scheme, mine, {one.agent: one.values for one in before or []})
    return sorted(outcomes, key=lambda one: (one.rank is None, one.rank or 0, one.agent))


def measure_all(members: list[Outcome], leaves: list[Leaf], scheme: dict[str, Any], mine: dict[str, Rows]) -> None:
    """Measure every metric of a cohort; a formula comes after what it names."""
    open_ = {leaf.name: leaf for leaf in leaves}
    while open_:
        ready = [leaf for leaf in open_.values() if not names_in(leaf, set(open_) - {leaf.name})]
        if not ready:
            raise Refused("metrics that need each other")
        for leaf in ready:
            del open_[leaf.name]
            for outcome in members:
                form = leaf.settings["value"]
                if isinstance(form, dict) and "formula" in form:
                    look = looking_at(outcome, members, mine, scheme, but=leaf.name)
                    outcome.values[leaf.name] = number_of(form["formula"], look)
                else:
                    outcome.values[leaf.name] = value(leaf.settings, mine[outcome.agent], scheme)


def names_in(leaf: Leaf, others: set[str]) -> bool:
    form = leaf.settings["value"]
    return isinstance(form, dict) and "formula" in form and bool(names_of(form["formula"]) & others)


def team(name: str, members: list[Outcome], mine: dict[str, Rows], scheme: dict[str, Any]) -> Any:
    """Measure a metric from all rows of a cohort."""
    leaf = next(leaf for leaf in flatten(scheme["metrics"], scheme, Fraction(100)) if leaf.name == name)
    rows = [row for one in members for row in mine[one.agent]]
    if "formula" in leaf.settings["value"]:
        raise Unsupported("a formula of a team")
    return value(leaf.settings, rows, scheme)


def looking_at(
    outcome: Outcome, members: list[Outcome], mine: dict[str, Rows], scheme: dict[str, Any], *, but: str = ""
) -> Callable[[str], Any]:
    """Return what names stand for of somebody: score, rank, metrics, params, columns by their bare name."""

    def look(name: str) -> Any:
        if name.startswith("team("):
            return team(name.removeprefix("team(").removesuffix(")"), members, mine, scheme)
        if name in {"score", "rank"}:
            found = getattr(outcome, name)
            return None if found is None else Fraction(found)
        if name in outcome.values and name != but:
            return outcome.values[name]
        if name in scheme.get("params", {}):
            return number(scheme["params"][name])
        return bare(name, "number", mine[outcome.agent], scheme)

    return look


def cohort_of(own: Rows, within: list[str], scheme: dict[str, Any]) -> tuple[str, ...]:
    found = {tuple(row[heading(name, own, scheme)] for name in within) for row in own}
    if len(found) > 1:
        raise Refused("an agent in two cohorts")
    return found.pop()


# --- weights and points ------------------------------------------------------------------------------------------------


def flatten(metrics: dict[str, Any], scheme: dict[str, Any], share: Fraction, method: str = "") -> list[Leaf]:
    """Multiply the weights along the way; at each level they sum to 100 unless the scheme says that they are relative."""
    added, method = scheme.get("score", {}).get("plus", []), method or scheme.get("score", {}).get("method", "mean")
    if method in {"sum", "min"}:
        weights = dict.fromkeys(metrics, Fraction(100))
    else:
        weights = {name: number(one.get("weight", 0)) for name, one in metrics.items() if name not in added}
        total = sum(weights.values(), Fraction())
        if scheme.get("weights") == "relative":
            weights = {name: weight * 100 / total for name, weight in weights.items()}
        elif total != 100:
            raise Refused(f"weights sum to {total}")
    leaves: list[Leaf] = []
    for name, one in metrics.items():
        weight = share * weights.get(name, Fraction()) / 100
        if "metrics" in one:
            only(one, "title", "weight", "metrics", "method")
            leaves += flatten(one["metrics"], scheme, weight, one.get("method") or method)
        else:
            only(one, *METRIC)
            leaves.append(Leaf(name, one, weight))
    return leaves


def give_points(leaf: Leaf, members: list[Outcome], scheme: dict[str, Any], mine: dict[str, Rows]) -> None:
    """Give points to those who have the value, and to the others what ``missing`` says.

    Reading: ``mean`` gives the mean of the cohort's points (of those who have them), ``zero`` gives no points.
    """
    digits = int(scheme.get("score", {}).get("point_digits", 4))
    having: dict[str, Any] = {one.agent: one.values[leaf.name] for one in members if one.values[leaf.name] is not None}
    rule, options = apart(leaf.settings["points"])
    having = fair(leaf.settings, options, having, {one.agent: mine[one.agent] for one in members}, scheme)
    looks = {one.agent: looking_at(one, members, mine, scheme) for one in members}

    def of_team() -> Any:
        return team(leaf.name, members, mine, scheme)

    given = given_points(leaf.settings | {"points": rule}, having, looks, of_team, digits=digits)
    missing = leaf.settings.get("missing", scheme.get("missing", "unranked"))
    for outcome in members:
        worth = given.get(outcome.agent)
        if outcome.agent in having:
            outcome.adjusted[leaf.name] = having[outcome.agent]
        if worth is None and missing == "zero":
            worth = Fraction()
        elif worth is None and missing == "mean" and given:
            worth = to_digits(sum(given.values(), Fraction()) / len(given), digits)
        elif worth is None and missing == "error":
            raise Refused(f"{outcome.agent} has no {leaf.name}")
        elif worth is None and missing != "renormalise" and counts(leaf, scheme):
            outcome.unranked = True
        outcome.points[leaf.name] = worth


def counts(leaf: Leaf, scheme: dict[str, Any]) -> bool:
    """Say whether a metric has part in the score; weight 0 is only shown."""
    return leaf.weight > 0 or leaf.name in scheme.get("score", {}).get("plus", [])


# --- scores ------------------------------------------------------------------------------------------------------------


def give_score(outcome: Outcome, leaves: list[Leaf], scheme: dict[str, Any]) -> None:
    """Put the points together. Who has no value at all is not ranked, whatever ``missing`` says.

    Reading: ``plus`` comes before ``cap`` and ``floor``, and the sum is rounded last; nothing is rounded on the way to it.
    """
    settings = scheme.get("score", {})
    only(settings, "method", "digits", "point_digits", "cap", "floor", "plus")
    weighed = [leaf for leaf in leaves if leaf.name not in settings.get("plus", []) and leaf.weight]
    outcome.counted = sum((leaf.weight for leaf in weighed if outcome.points[leaf.name] is not None), Fraction())
    nothing = all(outcome.values[leaf.name] is None for leaf in leaves if counts(leaf, scheme))
    if outcome.unranked or not outcome.counted or nothing:
        outcome.unranked = True
        return
    score = level(scheme["metrics"], settings.get("method", "mean"), outcome, scheme)
    assert score is not None
    score += sum((outcome.points[name] or 0 for name in settings.get("plus", [])), Fraction())
    if "cap" in settings:
        score = min(score, number(settings["cap"]))
    if "floor" in settings:
        score = max(score, number(settings["floor"]))
    outcome.score = to_digits(score, int(settings.get("digits", 2)))


def level(metrics: dict[str, Any], method: str, outcome: Outcome, scheme: dict[str, Any]) -> Fraction | None:
    """Put one level together: a group is one entry of it, by its own method or else its parent's.

    What is missing is left out, so that the other weights of the level fill up; a group without anything is missing itself.
    """
    here: Parts = []
    for name, one in metrics.items():
        if name in scheme.get("score", {}).get("plus", []) or one.get("weight", 1) == 0:
            continue
        inner = "metrics" in one
        worth = level(one["metrics"], one.get("method") or method, outcome, scheme) if inner else outcome.points[name]
        if worth is not None:
            here.append((number(one.get("weight", 1)), worth))
    return METHODS[method](here, sum((weight for weight, _ in here), Fraction())) if here else None


Parts = list[tuple[Fraction, Fraction]]


def mean(parts: Parts, counted: Fraction) -> Fraction:
    return sum((weight * worth for weight, worth in parts), Fraction()) / counted


def total(parts: Parts, counted: Fraction) -> Fraction:
    return sum((worth for _, worth in parts), Fraction())


def geometric(parts: Parts, counted: Fraction) -> Fraction:
    product = Fraction(1)
    for weight, worth in parts:
        if worth <= 0:
            raise Refused("a geometric mean of nothing")
        product *= power(worth, weight / counted)
    return to_significant(product, 40)  # so that a product that is rational in truth is so here


def harmonic(parts: Parts, counted: Fraction) -> Fraction:
    if any(worth <= 0 for _, worth in parts):
        raise Refused("a harmonic mean of nothing")
    return counted / sum((weight / worth for weight, worth in parts), Fraction())


def least(parts: Parts, counted: Fraction) -> Fraction:
    return min(worth for _, worth in parts)


METHODS = {"min": least, "mean": mean, "sum": total, "geometric": geometric, "harmonic": harmonic}


# --- gates -------------------------------------------------------------------------------------------------------------


def pass_gates(outcome: Outcome, members: list[Outcome], mine: dict[str, Rows], scheme: dict[str, Any]) -> None:
    """Let every gate fire that holds, in the order in which they stand. Reading: a missing value fires none."""
    digits = int(scheme.get("score", {}).get("digits", 2))
    for position, gate in enumerate(scheme.get("gates", []), start=1):
        only(gate, "name", "when", "then", "because")
        if not truth_of(gate["when"], looking_at(outcome, members, mine, scheme)):
            continue
        outcome.gates.append(gate.get("name", str(position)))
        then = gate["then"]
        if then == "unranked":
            outcome.unranked = True
        elif "score" in then and outcome.score is not None:
            outcome.score = to_digits(capped(outcome.score, str(then["score"])), digits)
        elif then == {"rank": "last"}:
            outcome.sent_last = True
        elif "pay" in then:
            outcome.kept *= number(then["pay"])
        elif "flag" not in then and "score" not in then:
            raise Unsupported(f"gate {then}")


def capped(score: Fraction, then: str) -> Fraction:
    """Apply ``0``, ``at_most 60`` or ``minus 5``."""
    if then.startswith("at_most "):
        return min(score, number(then.removeprefix("at_most ")))
    if then.startswith("minus "):
        return score - number(then.removeprefix("minus "))
    return number(then)


# --- ranks and pay -----------------------------------------------------------------------------------------------------


def ordered(ranked: list[Outcome], scheme: dict[str, Any]) -> list[list[Outcome]]:
    """Sort best first, people tied together. Reading: who is sent last stays in the order of scores behind all others;
    a missing value comes last where a metric orders or breaks a tie.
    """
    settings = scheme.get("rank", {})
    only(settings, "within", "ties", "break", "order", "min_cohort")
    by_name = {leaf.name: leaf.settings for leaf in flatten(scheme["metrics"], scheme, Fraction(100))}

    def by(name: str, outcome: Outcome) -> tuple[bool, Fraction]:
        found = outcome.score if name == "score" else outcome.values[name]
        if found is None or isinstance(found, str):
            return True, Fraction()
        lower = name != "score" and by_name[name].get("better") == "lower"
        return False, found if lower else -found

    keys = [settings.get("order", "score"), *settings.get("break", [])]

    def place(outcome: Outcome) -> tuple[Any, ...]:
        return (outcome.sent_last, *(by(name, outcome) for name in keys))

    return [list(group) for _, group in groupby(sorted(ranked, key=place), key=place)]


def give_ranks(order: list[list[Outcome]], scheme: dict[str, Any]) -> None:
    """Number the groups: ``min`` 1-2-2-4, ``dense`` 1-2-2-3, ``max`` 1-3-3-4."""
    ties = scheme.get("rank", {}).get("ties", "min")
    before = 0
    for nth, group in enumerate(order, start=1):
        for outcome in group:
            outcome.rank = {"min": before + 1, "dense": nth, "max": before + len(group)}[ties]
            outcome.tied = len(group)
        before += len(group)


def give_pay(
    members: list[Outcome],
    order: list[list[Outcome]],
    scheme: dict[str, Any],
    mine: dict[str, Rows],
    before: dict[str, dict[str, Any]],
) -> None:
    """Pay a cohort, and add up: lines, what gates leave of them, limits."""
    people = [person(outcome, members, mine, scheme) for outcome in members]
    for one in people:
        one.previous = before.get(one.agent, {})
    pay_cohort(people, [[outcome.agent for outcome in group] for group in order], scheme)
    for one, outcome in zip(people, members, strict=True):
        outcome.pay = add_up(one, scheme.get("limits", {}), smallest(scheme))


def person(outcome: Outcome, members: list[Outcome], mine: dict[str, Rows], scheme: dict[str, Any]) -> Person:
    look = looking_at(outcome, members, mine, scheme)
    return Person(outcome.agent, outcome.score, lambda when: truth_of(when, look) is True, look, outcome.kept)

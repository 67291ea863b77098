"""From the values of a cohort to points; each rule as the description words it."""

from __future__ import annotations

import operator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .exact import Refused, Unsupported, number, only, root, to_digits, to_significant

if TYPE_CHECKING:
    from collections.abc import Callable

FULL = Fraction(100)
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt,
}  # fmt: skip

Values = dict[str, Any]  # agent → value, of those who have one
Points = dict[str, Fraction]


def points(metric: dict[str, Any], values: Values, *, digits: int = 4) -> Points:
    """Give every agent who has a value her points, rounded half-up."""
    rule = metric["points"]
    name, settings = (rule, {}) if isinstance(rule, str) else next(iter(rule.items()))
    if isinstance(rule, dict) and len(rule) != 1:
        raise Unsupported(f"points {rule}")
    if name not in RULES:
        raise Unsupported(f"points {name}")
    if not values:
        return {}
    given = RULES[name](values, settings, metric.get("better", "higher") == "lower")
    return {agent: to_digits(worth, digits) for agent, worth in given.items()}


def spread(values: Values, low: Fraction, high: Fraction) -> Points:
    return {agent: (value - low) / (high - low) * FULL for agent, value in values.items()}


def minmax(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    only(settings)
    low, high = min(values.values()), max(values.values())
    if low == high:
        return dict.fromkeys(values, FULL)
    return spread(values, high, low) if lower else spread(values, low, high)


def linear(values: Values, settings: dict[str, Any], lower: bool) -> Points:  # the bounds tell the direction
    only(settings, "worst", "best", "clamp")
    worst, best = number(settings["worst"]), number(settings["best"])
    if worst == best:
        raise Refused("worst and best are the same")
    given = spread(values, worst, best)
    if settings.get("clamp") is False:
        return given
    return {agent: min(FULL, max(Fraction(), worth)) for agent, worth in given.items()}


def holds(condition: str, value: Fraction) -> bool:
    """Decide ``>=55%`` or ``<40`` for a value."""
    sign = next(sign for sign in COMPARE if condition.strip().startswith(sign))
    return COMPARE[sign](value, number(condition.strip().removeprefix(sign)))


def bands(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    def worth(value: Fraction) -> Fraction:
        for condition, given in settings.items():
            if condition == "else" or holds(condition, value):
                return number(given)
        raise Unsupported(f"no band for {value}")

    return {agent: worth(value) for agent, value in values.items()}


def curve(values: Values, corners: list[list[Any]], lower: bool) -> Points:
    known = sorted((number(x), number(y)) for x, y in corners)

    def worth(value: Fraction) -> Fraction:
        if value <= known[0][0]:
            return known[0][1]
        for (left, below), (right, above) in pairwise(known):
            if value <= right:
                return below + (above - below) * (value - left) / (right - left)
        return known[-1][1]

    return {agent: worth(value) for agent, value in values.items()}


def attainment(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    only(settings, "target", "cap")
    target = number(settings["target"])
    if lower and any(value <= 0 for value in values.values()):
        raise Unsupported("attainment of nothing")
    given = {agent: (target / value if lower else value / target) * FULL for agent, value in values.items()}
    return {agent: min(worth, number(settings["cap"])) if "cap" in settings else worth for agent, worth in given.items()}


def deduct(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    """Take points off 100 for each step short of the target. Reading: part of a step counts in proportion unless told."""
    only(settings, "target", "step", "points", "floor", "partial")
    partial = settings.get("partial", "exact")

    def worth(value: Fraction) -> Fraction:
        target = number(settings["target"])
        short = max(Fraction(), value - target if lower else target - value) / number(settings["step"])
        if partial in {"up", "down"}:
            short = Fraction(-(-short // 1) if partial == "up" else short // 1)
        return max(number(settings.get("floor", 0)), FULL - short * number(settings["points"]))

    return {agent: worth(value) for agent, value in values.items()}


def rank(values: Values, table: dict[Any, Any], lower: bool) -> Points:
    """Pay points by place; people tied share the average of the places they occupy. Bare: evenly from 100 to 0."""
    people = len(values)

    def of(place: int) -> Fraction:
        if not table:
            return FULL if people == 1 else FULL * (people - place) / (people - 1)
        for places, worth in table.items():
            first, _, end = str(places).partition("-")
            if places != "else" and int(first) <= place <= int(end or first):
                return number(worth)
        if "else" not in table:
            raise Unsupported(f"no points for place {place}")
        return number(table["else"])

    def worth(value: Fraction) -> Fraction:
        better = sum(other < value if lower else other > value for other in values.values())
        alike = sum(other == value for other in values.values())
        return sum((of(better + 1 + more) for more in range(alike)), Fraction()) / Fraction(alike)

    return {agent: worth(value) for agent, value in values.items()}


def percentile(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    """Count whom she beats and half of those on her value, herself among them, out of all: the mid-rank percentile."""
    only(settings)

    def worth(value: Fraction) -> Fraction:
        beaten = sum(other > value if lower else other < value for other in values.values())
        alike = sum(other == value for other in values.values())
        return (beaten + Fraction(alike, 2)) / len(values) * FULL

    return {agent: worth(value) for agent, value in values.items()}


def zscore(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    """Standard score with the population's standard deviation; where all are equal, everybody is at the centre."""
    only(settings, "centre", "spread", "clip")
    centre, width = number(settings["centre"]), number(settings["spread"])
    mean = sum(values.values(), Fraction()) / len(values)
    variance = sum(((value - mean) ** 2 for value in values.values()), Fraction()) / len(values)
    if not variance:
        given = dict.fromkeys(values, centre)
    else:
        sign = -1 if lower else 1
        away = {agent: to_significant((value - mean) / root(variance), 40) for agent, value in values.items()}
        given = {agent: centre + width * sign * steps for agent, steps in away.items()}
    if "clip" not in settings:
        return given
    low, high = map(number, settings["clip"])
    return {agent: min(high, max(low, worth)) for agent, worth in given.items()}


def best_share(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    only(settings)
    best = min(values.values()) if lower else max(values.values())
    if min(values.values()) < 0 or best <= 0:
        raise Unsupported("a share of nothing")
    return {agent: (best / value if lower else value / best) * FULL for agent, value in values.items()}


def levels(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    if unknown := [word for word in values.values() if word not in settings]:
        raise Refused(f"words {unknown}")
    return {agent: number(settings[word]) for agent, word in values.items()}


def as_is(values: Values, settings: dict[str, Any], lower: bool) -> Points:
    only(settings)
    return dict(values)


RULES: dict[str, Callable[[Values, Any, bool], Points]] = {
    rule.__name__: rule
    for rule in (minmax, linear, bands, curve, attainment, deduct, rank, percentile, zscore, best_share, levels, as_is)
}

"""What a value becomes before its points: its ratio or difference to something, and another rule where a condition holds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .exact import Unsupported, number, only, to_significant
from .expressions import Look, truth_of
from .points import Values, points

BESIDE = ("compare", "switch")


def given_points(
    metric: dict[str, Any], values: Values, looks: dict[str, Look], team: Callable[[], Any], *, digits: int
) -> Values:
    """Give points to all who have a value.

    Reading: the rule that is switched to sees the values as they were measured, of the whole cohort; where the condition is
    unknown it does not hold.
    """
    rule = metric["points"]
    if isinstance(rule, str) or not set(BESIDE) & set(rule):
        return points(metric, values, digits=digits)
    bare = {key: one for key, one in rule.items() if key not in BESIDE}
    bare = next(iter(bare)) if list(bare.values()) == [True] else bare
    given = compared(rule["compare"], metric, values, looks, team) if "compare" in rule else values
    found = points(metric | {"points": bare}, given, digits=digits)
    if "switch" in rule:
        only(rule["switch"], "when", "points")
        other = points(metric | {"points": rule["switch"]["points"]}, values, digits=digits)
        found |= {agent: other[agent] for agent in values if truth_of(rule["switch"]["when"], looks[agent])}
    return found


def compared(
    how: dict[str, Any], metric: dict[str, Any], values: Values, looks: dict[str, Look], team: Callable[[], Any]
) -> Values:
    """Turn values into ratios or differences. Reading: a mean is not rounded before values are set against it."""
    only(how, "to", "as")
    to, given = str(how["to"]), sorted(values.values())
    middle = len(given) // 2
    if not given:
        return {}
    if to in {"mean", "median", "best"}:
        lower = metric.get("better") == "lower"
        base: Any = {
            "mean": sum(given, Fraction()) / len(given),
            "median": given[middle] if len(given) % 2 else (given[middle - 1] + given[middle]) / 2,
            "best": given[0] if lower else given[-1],
        }[to]
        bases = dict.fromkeys(values, base)
    elif to == "team":
        bases = dict.fromkeys(values, team())
    elif to[0].isdigit():
        bases = dict.fromkeys(values, number(to))
    else:
        bases = {agent: looks[agent](to) for agent in values}
    if how.get("as", "ratio") == "difference":
        return {agent: to_significant(value - bases[agent]) for agent, value in values.items() if bases[agent] is not None}
    if any(base is None or base <= 0 for base in bases.values()):
        raise Unsupported("a ratio to nothing")
    return {agent: to_significant(value / bases[agent]) for agent, value in values.items()}

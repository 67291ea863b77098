"""Values made fairer before they are worth points: set against colleagues with the same work, shrunk, drawn in at the ends.

Written from docs/formulas.md, in fractions and loops.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import Any

from .exact import Refused, Unsupported, cell, number, only, to_significant
from .values import Rows, heading

OPTIONS = ("adjust_for", "shrink", "winsorise")
NOWHERE = "(无)"

Contacts = list[tuple[Fraction, Fraction, tuple[str, ...]]]  # above the line, below it, and the cell; one entry a row


def apart(rule: Any) -> tuple[Any, dict[str, Any]]:
    """Take a points rule and its fairness options apart."""
    if isinstance(rule, str):
        return rule, {}
    left = {key: one for key, one in rule.items() if key not in OPTIONS}
    bare = next(iter(left)) if list(left.values()) == [True] else left
    return bare, {key: rule[key] for key in OPTIONS if key in rule}


def fair(
    metric: dict[str, Any], options: dict[str, Any], values: dict[str, Fraction], rows: dict[str, Rows], scheme: dict[str, Any]
) -> dict[str, Fraction]:
    """Do what the options say to the values of one cohort; ``rows`` are those of everybody in it."""
    if not options or not values:
        return values
    names = options.get("adjust_for", [])
    names = [names] if isinstance(names, str) else names
    contacts = {agent: of_rows(metric["value"], own, names, scheme) for agent, own in rows.items()}
    now = dict(values)
    if names:
        now = adjusted(now, contacts, rate=is_rate(metric))
    if options.get("shrink"):
        now = shrunk(metric, options["shrink"], values, now, contacts)
    if "winsorise" in options:
        now = winsorised(now, number(options["winsorise"]))
    return now


def is_rate(metric: dict[str, Any]) -> bool:
    """Say whether a value is a part of its contacts."""
    form = metric["value"]
    return metric.get("unit") == "percent" and ("ratio" in form or "by" in form)


def of_rows(form: Any, rows: Rows, names: list[str], scheme: dict[str, Any]) -> Contacts:
    if not isinstance(form, dict) or not ("ratio" in form or "mean" in form):
        raise Unsupported(f"fairness of {form}")
    found = []
    for row in rows:
        where = tuple(row[heading(name, rows, scheme)].strip() or NOWHERE for name in names)
        if "ratio" in form:
            above, below = (cell(row[heading(name, rows, scheme)]) for name in form["ratio"])
        else:
            above = cell(row[heading(form["mean"], rows, scheme)])
            below = cell(row[heading(form["by"], rows, scheme)]) if "by" in form else Fraction(1)
            above = None if above is None or below is None else above * below
        if above is not None and below is not None:
            found.append((above, below, where))
    return found


def total(contacts: Contacts) -> tuple[Fraction, Fraction]:
    """Add up what stands above the line and below it, at 12 significant digits."""
    above, below = (sum((row[i] for row in contacts), Fraction()) for i in (0, 1))
    return to_significant(above), to_significant(below)


def adjusted(values: dict[str, Fraction], contacts: dict[str, Contacts], *, rate: bool) -> dict[str, Fraction]:
    """x · r / e for a rate, x + r − e for a mean: e what the others reach with her mix, r with that of the whole cohort."""
    cells = {(agent, where): total([row for row in rows if row[2] == where]) for agent, rows in contacts.items()
             for where in {row[2] for row in rows}}  # fmt: skip
    everywhere = {where for _, where in cells}

    def level(agent: str, where: tuple[str, ...]) -> Fraction | None:
        """What everybody else reaches there; None where nobody else has contacts."""
        there = [pair for (one, cell_), pair in cells.items() if one != agent and where == cell_]
        below = sum((pair[1] for pair in there), Fraction())
        return sum((pair[0] for pair in there), Fraction()) / below if below > 0 else None

    def weighed(weights: dict[tuple[str, ...], Fraction], levels: dict[tuple[str, ...], Fraction]) -> Fraction | None:
        whole = sum((weights[where] for where in levels), Fraction())
        return sum((weights[where] * levels[where] for where in levels), Fraction()) / whole if whole > 0 else None

    given = {}
    for agent, value in values.items():
        levels = {where: found for where in everywhere if (found := level(agent, where)) is not None}
        team = {where: sum((pair[1] for (_, cell_), pair in cells.items() if cell_ == where), Fraction()) for where in everywhere}
        overall = weighed(team, levels)
        if overall is None:
            given[agent] = value
            continue
        mix = {where: pair[1] for (one, where), pair in cells.items() if one == agent}
        expected = weighed(mix, {where: levels.get(where, overall) for where in mix})
        assert expected is not None
        e, r = to_significant(expected), to_significant(overall)
        if rate:
            given[agent] = to_significant(value * r / e) if e > 0 else value
        else:
            given[agent] = to_significant(value + r - e)
    return given


def shrunk(
    metric: dict[str, Any], option: Any, measured: dict[str, Fraction], values: dict[str, Fraction], contacts: dict[str, Contacts]
) -> dict[str, Fraction]:
    """(n·x + m·μ) / (n + m)."""
    sizes = {agent: total(contacts[agent])[1] for agent in values}
    everything = sum(sizes.values(), Fraction())
    mean = sum((sizes[agent] * value for agent, value in values.items()), Fraction()) / everything
    if isinstance(option, dict):
        only(option, "strength", "level")
        strength: Fraction | None = number(option["strength"])
        mean = number(option["level"]) if "level" in option else mean
    else:
        strength = estimated(metric, measured, values, sizes, mean, contacts)
    if strength is None:
        return dict.fromkeys(values, to_significant(mean))
    return {
        agent: to_significant((sizes[agent] * value + strength * mean) / (sizes[agent] + strength))
        for agent, value in values.items()
    }


def estimated(
    metric: dict[str, Any], measured: dict[str, Fraction], values: dict[str, Fraction], sizes: dict[str, Fraction], mean: Fraction,
    contacts: dict[str, Contacts],
) -> Fraction | None:  # fmt: skip
    """m = s² / τ² by moments; ``None`` where people differ no more than by chance."""
    if is_rate(metric) and any(not 0 <= value <= 1 for value in measured.values()):
        raise Refused("no rate")
    if len(values) == 1:
        return Fraction(0)
    everything = sum(sizes.values(), Fraction())
    spread = sum((sizes[agent] * (value - mean) ** 2 for agent, value in values.items()), Fraction())
    room = everything - sum((size**2 for size in sizes.values()), Fraction()) / everything
    free = len(values) - 1
    if is_rate(metric):
        chance = max(mean * (1 - mean), Fraction())
        if room <= free:
            raise Refused("one contact each")
        between = (spread - free * chance) / (room - free)  # s² + τ² = μ (1 − μ)
        within = chance - between
    else:
        squares, rows = Fraction(), 0
        for agent in values:
            here = [(above / below, below) for above, below, _ in contacts[agent] if below > 0]
            own = sum((x * w for x, w in here), Fraction()) / sum((w for _, w in here), Fraction())
            squares += to_significant(sum((w * (x - own) ** 2 for x, w in here), Fraction()))
            rows += len(here) - 1
        if not rows:
            raise Refused("one row each")
        within = squares / rows
        between = (spread - free * within) / room
    return max(within / between, Fraction()) if between > 0 else None


def winsorised(values: dict[str, Fraction], tail: Fraction) -> dict[str, Fraction]:
    """Replace the k = ⌊p·n⌋ smallest values by the next one, and the k largest."""
    ordered = [key for key, group in groupby(sorted(values.values())) for _ in group]
    k = int(len(ordered) * tail)
    return {agent: min(max(value, ordered[k]), ordered[-1 - k]) for agent, value in values.items()}

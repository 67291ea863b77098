"""On what each metric's value rests: contacts that were counted, rows that vary, what the supervisor says; it draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from csscore.analysis.audit.chance import Chance
from csscore.measure.evaluate import number
from csscore.measure.evidence import SUMMED, addends, by_day
from csscore.scheme.titled import ColumnTitles
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.analysis.audit.asked import Asked
    from csscore.exact.fixed import Floats
    from csscore.measure.making import Making
    from csscore.score.weights import Leaf

say = sentences(__file__)

BUYERS: Final = ("buyers", "orders", "paid_orders")
"""Columns that count what a sum of money was made of, where there is one row an agent."""
_PER_ROW: Final = 2
_SEVERAL: Final = 5
"""Contacts from which a mean is said to rest on so many."""
_SUM: Final = say("sum")
_OF_SUMS: Final = say("of_sums")
_ORDERS: Final = say("orders")
_FEW: Final = say("few")


class Held(NamedTuple):
    """A metric whose noise can't be known: it is held as it is."""

    leaf: Leaf
    why: Words
    advice: Words


class Grounds(NamedTuple):
    """What is left to chance, what is computed from that, and what is held."""

    chances: tuple[Chance, ...]
    formulas: tuple[Leaf, ...]
    held: tuple[Held, ...]


def grounds(asked: Asked) -> Grounds:
    """Return for every metric with numbers what its noise is, in the scheme's order."""
    chances: list[Chance] = []
    formulas: list[Leaf] = []
    held: list[Held] = []
    for leaf in leaves(asked.run.scheme):
        values = asked.run.measured.values[leaf.name]
        if values.dtype == object or bool(np.isnan(values).all()):
            continue
        if asked.run.measured.scope.pool.metric(leaf.name) is None:  # points given by hand are no matter of chance
            continue
        if _recomputable(asked, leaf, values):
            formulas.append(leaf)
            continue
        found = _chance(asked, leaf, values)
        if isinstance(found, Held):
            held.append(found)
        else:
            chances.append(found)
    return Grounds(tuple(chances), tuple(formulas), tuple(held))


def _recomputable(asked: Asked, leaf: Leaf, values: Floats) -> bool:
    """Tell whether it is computed from metrics that, put in, give what was measured."""
    formula = leaf.metric.value.rule.computed()
    if formula is None or leaf.name in formula.names:
        return False
    return bool(np.array_equal(number(formula, asked.run.measured.scope), values, equal_nan=True))


def _chance(asked: Asked, leaf: Leaf, values: Floats) -> Chance | Held:
    (rule, options), unit = leaf.metric.value, leaf.metric.unit
    sizes = asked.run.measured.sizes.get(leaf.name)
    known = values[~np.isnan(values)]
    rate = unit == "percent" and rule.rate(options, unit) and bool(((known >= 0) & (known <= 1)).all())
    if rate and sizes is not None and _counted(asked, leaf):
        said = say("binomial_how_many_each_rate")
        return Chance(leaf.name, "rate", values, sizes, None, said)
    whole = unit == "count" and bool(((known >= 0) & (known == np.rint(known))).all())
    if whole and rule.tallies and options.kept is None:
        return Chance(leaf.name, "count", values, None, None, say("poisson_the_count_itself"))
    if rule.typical and rule.counted and sizes is not None:
        return _mean(asked, leaf, values, sizes) if _counted(asked, leaf) else Held(leaf, _OF_SUMS, _ORDERS)
    if rule.adds_up and unit in SUMMED:
        return _sum(asked, leaf, values)
    return _unknown(leaf)


def _counted(asked: Asked, leaf: Leaf) -> bool:
    """Tell whether a rate is taken over things that can be counted, not over money or time."""
    rule, options = leaf.metric.value
    source, over = asked.run.measured.scope.pool.about(leaf.name).source, rule.over(options)
    name = over.name if over is not None else None
    return name is None or not source.has(name) or source.unit(name) not in {"money", "seconds", "percent"}


def _mean(asked: Asked, leaf: Leaf, values: Floats, sizes: Floats) -> Chance | Held:
    """Return the noise of a mean: the spread of one contact, by √n."""
    given = asked.spreads.get(leaf.name)
    if given is not None:
        single = float(given)
        known = say("mean_one_contact_has_sd_spread", single=format(single, "g"))
    else:
        found = _single(asked, leaf)
        if found is None:
            return _unknown(leaf, sizes)
        single = found
        known = say("mean_the_rows_say_that_one", single=format(single, ".3g"))
    noise = single / np.sqrt(np.maximum(sizes, 1.0))
    return Chance(leaf.name, "amount", values, sizes, noise, known)


def _single(asked: Asked, leaf: Leaf) -> float | None:
    """Return the standard deviation of one contact from how an agent's rows differ: √(Σw(x - x̄)² / Σ(rows - 1)).

    A row that is the mean of w contacts differs from the agent's mean by the spread of one contact, by √w.
    """
    people = asked.run.measured.scope.pool
    contacts = leaf.metric.value.rule.contacts(people.about(leaf.name))
    if contacts is None or contacts.pairs is None:
        return None
    found = people.found(people.about(leaf.name), {"": contacts.pairs})[""]
    squares, freedom = contacts.scatter(found, len(people))
    over = int(freedom.sum())
    if over < max(int((found.rows(len(people)) > 0).sum()), 1):  # hardly anybody has several rows
        return None
    return float(np.sqrt(squares.sum() / over))


def _sum(asked: Asked, leaf: Leaf, values: Floats) -> Chance | Held:
    """Return the noise of a sum: from its rows, else at least from how many made it."""
    people = asked.run.measured.scope.pool
    about, of = people.about(leaf.name), leaf.metric.value.rule.added(people.about(leaf.name))
    if of is not None:
        found = people.found(about, {"": addends(about, of)})[""]
        many, numbers = found.rows(len(people)), found.numbers[0].canonical()
        if int((many >= _PER_ROW).sum()) * 2 > int((many > 0).sum()):
            if _daily(about):
                mean = np.bincount(found.element, numbers * found.counts, minlength=len(people)) / np.maximum(many, 1)
                away = (numbers - mean[found.element]) ** 2 * found.counts
                variance: Floats = many * np.bincount(found.element, away, minlength=len(people)) / np.maximum(many - 1, 1)
                known = say("sum_how_the_days_differ")
            else:
                variance = np.bincount(found.element, numbers**2 * found.counts, minlength=len(people)).astype(np.float64)
                known = say("sum_compound_poisson")
            return Chance(leaf.name, "amount", values, None, np.sqrt(variance), known)
    return _bought(asked, leaf, values)


def _bought(asked: Asked, leaf: Leaf, values: Floats) -> Chance | Held:
    """Return the noise of money of which only the number of buyers is known: √n · √(m² + s²), m the mean and s the sd of one."""
    scope, given = asked.run.measured.scope, asked.spreads.get(leaf.name)
    name = next((name for name in BUYERS if scope.pool.has(name) and scope.pool.metric(name) is None), None)
    counts = scope.pool.column(name) if name is not None and leaf.metric.unit == "money" else None
    if name is None or counts is None or bool((np.isnan(counts) & ~np.isnan(values)).any()):
        return _unknown(leaf)
    single = 0.0 if given is None else float(given)
    each = values / np.maximum(counts, 1.0)
    noise = np.sqrt(counts * (each**2 + single**2))
    called = ColumnTitles(asked.run.scheme).called(name)
    if given is None:
        known = say("sum_chance_in_the_number", called=called)
    else:
        known = say("sum_compound_poisson_over_one_has", called=called, single=format(single, "g"))
    return Chance(leaf.name, "amount", values, None, noise, known)


def _daily(about: Making) -> bool:
    """Tell whether rows are days: each agent has one a day."""
    found = about.elements.found(about, by_day(about))
    return bool(found) and not bool(found["undated"].any()) and bool((found["days"].counts == 1).all())


def _unknown(leaf: Leaf, sizes: Floats | None = None) -> Held:
    name, unit = leaf.name, leaf.metric.unit
    if sizes is not None and float(np.median(sizes)) >= _SEVERAL:
        contacts = int(np.median(sizes[sizes > 0]))
        return Held(
            leaf,
            say("each_mean_is_known_to_rest", contacts=contacts),
            say("say_the_standard_deviation_of_one", name=name, unit=_example(unit)),
        )
    if unit == "money":
        return Held(leaf, _SUM, _ORDERS)
    by = "ratings" if unit in {"percent", "points", "number"} else "receptions"
    advice = say("say_in_the_scheme_on_how", name=name, by=by)
    return Held(leaf, _FEW, advice)


def _example(unit: str) -> str:
    return {"seconds": "20", "percent": "30%", "money": "100"}.get(unit, "10")

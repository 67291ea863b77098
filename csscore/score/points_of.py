"""A points rule with its options (`compare`, `switch`) over all cohorts; it knows no weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact import grouping
from csscore.exact.fixed import MISSING
from csscore.exact.real import Real, constant, of
from csscore.measure.evaluate import truth
from csscore.scheme.kinds import number
from csscore.score.points.wording import TO
from csscore.words import same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Units
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Compare
    from csscore.score.points.base import Cohort, Points

_PEERS = {"mean", "median", "best"}


def points_of(chosen: Chosen, values: NDArray[Any], people: Cohort, *, among: Mask | None = None) -> Units:
    """Return what values are worth, fixed at ``people.digits``; `MISSING` where there are no points.

    Parameters
    ----------
    chosen
        The rule and its options.
    values
        One metric of everybody: canonical floats, or texts. Shape (n,).
    people
        Everybody, in all their cohorts.
    among
        Whose points are wanted; the others may get none. Everybody by default.
    """
    rule, options = chosen.rule, chosen.options
    if values.dtype == object and (not rule.takes_words or options.compare):
        word = next((str(value) for value in values if value is not None), None)
        if word is not None:
            people.report("P129", rule.place, text=word, rule=rule.key)
        return np.full(len(values), MISSING, dtype=np.int64)
    given = values if options.compare is None else compared(options.compare, values, people)
    if options.switch is None:
        return _alone(rule, given, people, among)
    when = options.switch.when
    switched, known = truth(when, people.scope)
    open_ = ~known & ((values != None) if values.dtype == object else ~np.isnan(values))  # noqa: E711 - elementwise
    open_ &= ~people.scope.usual(when)
    if bool(open_.any()):
        people.report("D400", when.place, what=people.title, condition=when.text, agents=people.named(open_))
    wanted = np.ones(len(values), dtype=bool) if among is None else among
    other = points_of(options.switch.points, values, people, among=wanted & switched)
    return np.where(switched, other, _alone(rule, given, people, wanted & ~switched))


def looks_at_others(chosen: Chosen) -> bool:
    """Return whether what a value is worth depends on the cohort's other values, or may (where the rule does not say)."""
    compare = chosen.options.compare
    return chosen.rule.relative is not False or (compare is not None and compare.to in _PEERS)


def compared(compare: Compare, values: Floats, people: Cohort) -> Floats:
    """Return values as ratios or differences to something, canonical; missing where there is nothing to divide by."""
    base = _peers(compare.to, values, people) if compare.to in _PEERS else _other(compare.to, people)
    present = ~np.isnan(values)

    def report(code: str, who: Mask) -> None:
        if bool(who.any()):
            people.report(code, compare.place, to=TO.get(compare.to) or same(compare.to), agents=people.named(who))

    report("P131", present & np.isnan(base.approx))
    if compare.as_ == "difference":
        return (of(values) - base).canonical()
    report("P126", present & (base.approx == 0))
    report("P127", present & (base.approx < 0))
    return (of(values) / base).canonical()


def _other(to: str, people: Cohort) -> Real:
    """Return what values are compared with that no peers make: a number, the team's value, a column, a param."""
    plain = number(to)
    if plain is not None:
        return constant(plain, len(people.reference))
    return of(people.scope.team(people.name) if to == "team" else people.scope.numbers(to))


def _peers(to: str, values: Floats, people: Cohort) -> Real:
    """Return the mean, median or best value of each one's cohort; its sign is certain, as sums of decimals are exact."""
    segments, chosen = people.segments, people.reference_of(values)
    if to == "best":
        end = segments.greatest if people.higher else segments.least
        return of(segments.spread(end(values, chosen)))
    known, codes, size = values[chosen], segments.codes[chosen], len(segments)
    if to == "median":
        return grouping.medians(known, codes, size).spread(segments.codes)
    counts = of(segments.counts(chosen).astype(np.float64))
    return (grouping.sums(known, codes, size) / counts).spread(segments.codes)


def _alone(rule: Points, values: NDArray[Any], people: Cohort, among: Mask | None) -> Units:
    """Return what a rule without options gives; those whose points are not wanted are still the others' peers."""
    if rule.relative is False and among is not None:
        values = values.copy()
        values[~among] = None if values.dtype == object else np.nan
    try:
        return rule.points_of(values, people)
    except OverflowError:
        people.report("P125", rule.place)
        return np.full(len(values), MISSING, dtype=np.int64)

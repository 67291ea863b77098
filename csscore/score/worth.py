"""A points rule with its options (`compare`, `switch`) over all cohorts; it knows no weights."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.fixed import MISSING, exact, quotient, settled, total
from csscore.measure.evaluate import truth
from csscore.scheme.kinds import number
from csscore.score.points.wording import TO
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.fixed import Floats, Mask, Units
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Compare
    from csscore.score.points.base import Cohort, Points

    Index = NDArray[np.intp]

_EPS = 2.0**-52
_PEERS = {"mean", "median", "best"}


def worth(chosen: Chosen, values: NDArray[Any], people: Cohort, cohorts: Sequence[Index], *, among: Mask | None = None) -> Units:
    """Return what values are worth, fixed at ``people.digits``; `MISSING` where there are no points.

    Parameters
    ----------
    chosen
        The rule and its options.
    values
        One metric of everybody: canonical floats, or texts. Shape (n,).
    people
        Everybody.
    cohorts
        Positions of the members of each cohort.
    among
        Whose points are wanted; the others may get none. Everybody by default.
    """
    rule, options = chosen.rule, chosen.options
    if values.dtype == object and (not rule.takes_words or options.compare):
        word = next((str(value) for value in values if value is not None), None)
        if word is not None:
            people.report("P129", rule.place, text=word, rule=rule.key)
        return np.full(len(values), MISSING, dtype=np.int64)
    given = values if options.compare is None else compared(options.compare, values, people, cohorts)
    if options.switch is None:
        return _alone(rule, given, people, cohorts, among)
    switched = truth(options.switch.when, people.scope).holds
    wanted = np.ones(len(values), dtype=bool) if among is None else among
    other = worth(options.switch.points, values, people, cohorts, among=wanted & switched)
    return np.where(switched, other, _alone(rule, given, people, cohorts, wanted & ~switched))


def looks_at_others(chosen: Chosen) -> bool:
    """Return whether what a value is worth depends on the cohort's other values."""
    compare = chosen.options.compare
    return bool(chosen.rule.relative) or (compare is not None and compare.to in _PEERS)


def compared(compare: Compare, values: Floats, people: Cohort, cohorts: Sequence[Index]) -> Floats:
    """Return values as ratios or differences to something, canonical; missing where there is nothing to divide by."""
    if compare.to not in _PEERS:
        base: Fraction | Floats | None = number(compare.to)
        if base is None:
            base = people.scope.team(people.name) if compare.to == "team" else people.scope.numbers(compare.to)
        return _against(compare, values, base, people)
    result = np.full(len(values), np.nan)
    for index in cohorts:
        here = people if len(cohorts) == 1 else people.only(index)
        known = values[index][here.reference_of(values[index])]
        if len(known):
            result[index] = _against(compare, values[index], _middle(compare.to, known, here), here)
    return result


def _against(compare: Compare, values: Floats, base: Fraction | Floats, people: Cohort) -> Floats:
    floats = np.full(len(values), float(base)) if isinstance(base, Fraction) else base
    present = ~np.isnan(values)

    def report(code: str, who: Mask) -> None:
        if bool(who.any()):
            people.report(code, compare.place, to=TO.get(compare.to) or same(compare.to), agents=people.named(who))

    report("P131", present & np.isnan(floats))
    if compare.as_ == "difference":
        error = 2 * _EPS * (np.abs(values) + np.abs(floats))
        return settled(values - floats, error, lambda i: exact(values[i]) - _at(base, i))
    report("P126", present & (floats == 0))
    report("P127", present & (floats < 0))
    if not isinstance(base, Fraction):
        return quotient(values, base)
    if base == 0:
        return np.full(len(values), np.nan)
    return settled(values / float(base), 0.0, lambda i: exact(values[i]) / _at(base, i))


def _alone(rule: Points, values: NDArray[Any], people: Cohort, cohorts: Sequence[Index], among: Mask | None) -> Units:
    """Return what a rule without options gives: at once where people don't matter to each other, else cohort by cohort."""
    try:
        if not rule.relative:
            if among is not None:
                values = values.copy()
                values[~among] = None if values.dtype == object else np.nan
            return rule.worth(values, people)
        if len(cohorts) == 1:
            return rule.worth(values, people)
        points = np.full(len(values), MISSING, dtype=np.int64)
        for index in cohorts:
            points[index] = rule.worth(values[index], people.only(index))
    except OverflowError:
        people.report("P125", rule.place)
        return np.full(len(values), MISSING, dtype=np.int64)
    return points


def _middle(to: str, known: Floats, people: Cohort) -> Fraction:
    """Return the mean, median or best of some values, exactly."""
    if to == "mean":
        return total(known) / len(known)
    if to == "best":
        return exact(known.max() if people.higher else known.min())
    ordered = np.sort(known)
    return (exact(ordered[(len(ordered) - 1) // 2]) + exact(ordered[len(ordered) // 2])) / 2


def _at(base: Fraction | Floats, i: int) -> Fraction:
    return base if isinstance(base, Fraction) else exact(base[i])

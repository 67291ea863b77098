"""What a page needs to pay again when ranks move; entries that look at scores in a way it can't follow keep their amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.pay.people import scope_of
from csscore.pay.rules.base import hanging
from csscore.report.page.conditions import OpaqueError, People
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.pipeline import Run
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Limits

    Index = NDArray[np.intp]

say = sentences(__file__)

OFFICIAL: Final[dict[str, Any]] = {"kind": "official"}


def entries(run: Run, order: Index, kept: list[Words], *, anonymous: bool) -> list[dict[str, Any]]:
    """Return the scheme's pay entries; ``kept`` is told of those whose amounts stay although scores may move them."""
    made = []
    for chosen in run.scheme.pay:
        try:
            made.append({**_entry(chosen, run, order, anonymous=anonymous), "variable": chosen.rule.variable})
        except OpaqueError:
            title = chosen.options.title or chosen.rule.line
            kept.append(say("amounts", title=title))
            made.append({**OFFICIAL, "variable": chosen.rule.variable})
        hold = chosen.options.hold
        if hold is not None:
            made[-1]["hold"] = _ratio(hold.part)
    return made


def limits(given: Limits | None, kept: list[Words], *, anonymous: bool) -> dict[str, Any] | None:
    """Return the bounds on sums."""
    if given is None:
        return None
    scaled = given.budget is not None and given.over_budget == "scale"
    if scaled and anonymous:  # who has the odd cent goes by ids, which are withheld
        kept.append(say("scaling_to_the_budget"))
    return {
        "all": given.of == "all",
        "most": _ratio(given.at_most),
        "least": _ratio(given.at_least),
        "budget": None if scaled and anonymous else _ratio(given.budget),
        "scale": scaled,
    }


def _entry(chosen: Chosen, run: Run, order: Index, *, anonymous: bool) -> dict[str, Any]:
    rule, options = chosen.rule, chosen.options
    if hanging(chosen) == frozenset():
        return OFFICIAL
    people = People(_groups(run, options.across), order)
    exact = rule.total_of(options) == "exact"
    told = rule.in_page(people, options)
    if told is None or (exact and anonymous):
        raise OpaqueError
    return {
        **told,
        "among": people.condition(getattr(options, "among", None)),
        "when": people.condition(options.when),
        "prorate": None if options.prorate is None else people.numbers(options.prorate),
        "least": _ratio(options.at_least),
        "most": _ratio(options.at_most),
        "exact": exact,
        "across": options.across is not None,
    }


def _groups(run: Run, across: str | None) -> list[tuple[Index, Any]]:
    """Return the cohorts that are paid by themselves, each with what expressions may say of it."""
    codes = run.measured.cohort_codes
    scope = scope_of(run.scheme, run.measured, run.scored, run.scheme.pay)
    everybody = np.arange(len(codes), dtype=np.intp)
    if not codes.any():
        return [(everybody, scope)]
    if across is not None:
        return [(everybody, scope.only(everybody))]
    return [(index, scope.only(index)) for index in (np.flatnonzero(codes == code) for code in np.unique(codes))]


def _ratio(number: Fraction | None) -> str | None:
    return None if number is None else str(number)

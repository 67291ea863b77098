"""What a page needs to pay again when ranks move; entries that look at scores in a way it can't follow keep their amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.fixed import canonical, value_text
from csscore.pay.people import scope_of
from csscore.pay.rules.award import Award, Recognition
from csscore.pay.rules.grades import Grades
from csscore.pay.rules.ladder import Ladder, Spread
from csscore.pay.rules.pool import Pool
from csscore.pay.rules.score_share import ScoreShare
from csscore.pay.rules.team import Team
from csscore.report.page.conditions import OpaqueError, People, moves
from csscore.scheme.names import expressions
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.pipeline import Run
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Limits
    from csscore.score.points.bands import Band

    Index = NDArray[np.intp]

OFFICIAL: Final[dict[str, Any]] = {"kind": "official"}


def entries(run: Run, order: Index, kept: list[Words], *, anonymous: bool) -> list[dict[str, Any]]:
    """Return the scheme's pay entries; ``kept`` is told of those whose amounts stay although scores may move them."""
    made = []
    for chosen in run.scheme.pay:
        try:
            made.append({**_entry(chosen, run, order, anonymous=anonymous), "variable": chosen.rule.variable})
        except OpaqueError:
            title = chosen.options.title or chosen.rule.line
            kept.append(Words(f"“{title.zh}”的金额", f"the amounts of '{title.en}'"))
            made.append({**OFFICIAL, "variable": chosen.rule.variable})
    return made


def limits(given: Limits | None, kept: list[Words], *, anonymous: bool) -> dict[str, Any] | None:
    """Return the bounds on sums."""
    if given is None:
        return None
    scaled = given.budget is not None and given.over_budget == "scale"
    if scaled and anonymous:  # who has the odd cent goes by ids, which are withheld
        kept.append(Words("预算折减", "scaling to the budget"))
    return {
        "all": given.of == "all",
        "most": _ratio(given.at_most),
        "least": _ratio(given.at_least),
        "budget": None if scaled and anonymous else _ratio(given.budget),
        "scale": scaled,
    }


def _entry(chosen: Chosen, run: Run, order: Index, *, anonymous: bool) -> dict[str, Any]:
    rule, options = chosen.rule, chosen.options
    moving = any(moves(expression.names) for expression in (*expressions(rule), *expressions(options)))
    if not moving and not _by_place(rule):
        return OFFICIAL
    people = People(_groups(run, options.across), order)
    exact = bool(getattr(options, "exact_total", False))
    if exact and anonymous:
        raise OpaqueError
    return {
        **_rule(rule, options, people),
        "among": people.condition(getattr(options, "among", None)),
        "when": people.condition(options.when),
        "prorate": None if options.prorate is None else people.numbers(options.prorate),
        "least": _ratio(options.at_least),
        "most": _ratio(options.at_most),
        "exact": exact,
        "across": options.across is not None,
    }


def _by_place(rule: Any) -> bool:
    """Say whether a rule looks at places or scores by itself."""
    if isinstance(rule, Grades):
        return rule.by is None
    if isinstance(rule, Pool | Team):
        return rule.split.by in {"score", "places"}
    return isinstance(rule, Ladder | ScoreShare | Recognition)


def _rule(rule: Any, options: Any, people: People) -> dict[str, Any]:
    if isinstance(rule, Ladder):
        return _ladder(rule, options)
    if isinstance(rule, ScoreShare):
        return _score_share(rule, people)
    if isinstance(rule, Grades) and rule.by is None:
        return _grades(rule, people)
    if isinstance(rule, Recognition) and rule.by is None:
        percent = None if isinstance(rule, Award) else _ratio(getattr(rule, "percent", None))
        return {"kind": "best", "amount": str(rule.amount), "seats": getattr(rule, "best", None), "percent": percent}
    raise OpaqueError


def _ladder(rule: Ladder, options: Any) -> dict[str, Any]:
    steps = rule.steps
    if isinstance(steps, Spread):
        parts = {name: _ratio(getattr(steps, name)) for name in ("first", "second", "last", "step", "floor")}
        return {"kind": "ladder", "ties": options.ties, "spread": parts}
    beyond = options.beyond or ("zero" if steps.by_place else "error")
    listed = [[start, end, str(amount)] for start, end, amount in steps.steps]
    return {"kind": "ladder", "ties": options.ties, "listed": listed, "beyond": beyond}


def _score_share(rule: ScoreShare, people: People) -> dict[str, Any]:
    return {
        "kind": "share",
        "of": people.numbers(rule.of),
        "low": _ratio(rule.zero_below),
        "cap": _ratio(rule.cap),
        "full": str(rule.full),
    }


def _grades(rule: Grades, people: People) -> dict[str, Any]:
    return {
        "kind": "grades",
        "of": None if rule.of is None else people.numbers(rule.of),
        "worth": [str(rule.worth[grade]) for grade in rule.grades],
        "quota": None if rule.quota is None else [str(part) for part in rule.quota.values()],
        "bands": None if rule.bands is None else [_band(band, rule.grades) for band in rule.bands],
    }


def _band(band: Band, grades: tuple[str, ...]) -> list[Any]:
    def cut(value: Fraction | float) -> str | None:
        number = float(value)
        return None if np.isinf(number) else value_text(canonical(np.array([number]))[0])

    return [cut(band.start[0]), band.start[1], cut(band.end[0]), band.end[1], grades.index(band.points)]


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

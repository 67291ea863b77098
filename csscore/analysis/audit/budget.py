"""What can it cost? The least and the most over ties, scores and head counts; where nothing bounds the cost, it says so."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.costing import LARGEST, cost
from csscore.analysis.audit.costing import by_score as scored
from csscore.analysis.audit.recompute import paid, recompute
from csscore.analysis.audit.undeclared import undeclared
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING, canonical, exact, text
from csscore.pay.holding import holding
from csscore.pay.rules.base import hanging
from csscore.scheme.names import expressions
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.costing import Cost
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Scheme

say = sentences(__file__)

AROUND: Final = (-2, -1, 0, 1, 2)
_FIFTH: Final = Fraction(1, 5)
_TRIED: Final = say("tried")
_ROUNDING: Final = 100
"""Ties may move a shared total by cents: that is no change of cost."""


def budget(asked: Asked) -> Section | None:
    """Tell the least and the most that a scheme pays, over ties and head counts."""
    scheme = asked.run.scheme
    if not scheme.pay:
        return None
    start = recompute(asked.run, scheme=_unlimited(scheme))
    if start is None:
        return None
    bare = (
        asked
        if scheme.limits is None and not holding(scheme)
        else replace(asked, run=asked.run._replace(scheme=_unlimited(scheme)))
    )
    costs = [found for more in AROUND if (found := cost(bare.run, more)) is not None]
    now = int(start.pay.sum())
    endless = [chosen for chosen in scheme.pay if _endless(chosen, scheme)]
    more = _grown(bare, endless)
    if not costs:
        return None
    return Section(
        key="budget",
        question=say("what_can_it_cost_at_least"),
        method=say("by_the_program_that_pays", largest=LARGEST),
        findings=(*_findings(asked, costs, now, endless, more), *undeclared(asked, "budget")),
        tables=(_table(costs),),
    )


def _unlimited(scheme: Scheme) -> Scheme:
    """Return the scheme without its limits; what is held back costs what is earned, whenever it is paid."""
    pay = tuple(chosen._replace(options=chosen.options.but(hold=None)) for chosen in scheme.pay)
    changed: Scheme = scheme.but(limits=None, pay=pay)
    return changed


def _endless(chosen: Chosen, scheme: Scheme) -> bool:
    """Return whether a line has no greatest cost that the scheme tells, params being told by it."""
    figures = {name for expression in expressions(chosen.rule) for name in expression.names} - scheme.params.keys()
    return bool(figures) and chosen.rule.endless() is True and chosen.options.at_most is None


def _grown(asked: Asked, endless: Sequence[Chosen]) -> tuple[int, int] | None:
    """Return what it costs where all that such lines look at is a fifth less, or more."""
    names = sorted({name for chosen in endless for e in expressions(chosen) for name in e.names})
    scope = asked.run.measured.scope
    found = []
    for factor in (1 - _FIFTH, 1 + _FIFTH):
        columns = {}
        for name in names:
            if name in asked.run.scheme.params or not scope.has(name):
                continue
            values = scope.numbers(name)
            columns[name] = canonical(np.array([float(exact(v) * factor) if not np.isnan(v) else np.nan for v in values]))
        changed: dict[str, Any] = columns
        total = paid(asked.run, replace(asked.run.measured, scope=scope.plus(**changed)), asked.run.scored)
        if total is None:
            return None
        found.append(int(total.sum()))
    return found[0], found[1]


# --- as it is said


def _findings(
    asked: Asked, costs: Sequence[Cost], now: int, endless: Sequence[Chosen], grown: tuple[int, int] | None
) -> Iterator[Finding]:
    scheme, digits = asked.run.scheme, asked.run.scheme.money_digits
    here = next((cost for cost in costs if cost.people == int((asked.run.scored.ranks != MISSING).sum())), costs[0])
    yield from _over(asked, costs, now, here)
    if here.most - here.least > _ROUNDING:
        least, most = said.money(here.least, scheme), said.money(here.most, scheme)
        by_score = scored(asked.run)
        by = say("scores_and_ties") if by_score else say("ties")
        tried = Words("", "") if here.sure else _TRIED
        yield Finding(
            "cost-varies",
            "look" if not by_score else "fine",
            say("for_people_it_costs", people=here.people, by=by, least=least, most=most, tried=tried),
            Words(
                "按最多的数留钱，或在方案里写定预算" if by_score else "并列时用平分，总额就固定了；或按最多的数留钱",
                "set the most aside, or write limits.budget"
                if by_score
                else "share among the tied (ties: share), and the total is fixed; or set the most aside",
            ),
            figures={"least": text(here.least, digits), "most": text(here.most, digits), "sure": str(here.sure).lower()},
            brief=say("it_costs", by=by, least=least, most=most),
        )
    else:
        amount, unknown = said.money(now, scheme), any(hanging(chosen) is None for chosen in scheme.pay)
        each = [after.most - before.most for before, after in pairwise(costs)]
        more = said.money(each[-1], scheme) if each else said.money(0, scheme)
        ends = not endless and not unknown and here.sure
        yield Finding(
            "cost-fixed",
            "fine",
            Words(
                f"{here.people} 人共 {amount.zh}{'，怎么并列都一样' if ends else ''}；再来一个人，大约多 {more.zh}",
                f"{here.people} people cost {amount.en}{' whatever the ties' if ends else ''}; one more costs about {more.en}",
            ),
            figures={"now": text(now, digits)},
        )
    if endless and grown is not None:
        lines = said.listed([chosen.options.title or chosen.rule.line for chosen in endless])
        low, high = (said.money(amount, scheme) for amount in grown)
        unbounded = scheme.limits is None or scheme.limits.budget is None
        yield Finding(
            "cost-endless",
            "look" if unbounded else "fine",
            say("has_no_upper_bound", lines=lines, low=low, high=high),
            say("set_that_aside_or_write"),
            about=", ".join(chosen.rule.key for chosen in endless),
            figures={"less": text(grown[0], digits), "more": text(grown[1], digits)},
            brief=_endless_briefly(endless, high),
        )


def _endless_briefly(endless: Sequence[Chosen], high: Words) -> Words:
    line = said.listed([chosen.options.title or chosen.rule.line for chosen in endless], most=1)
    return say("no_upper_bound_with_a_fifth", line=line, high=high)


def _over(asked: Asked, costs: Sequence[Cost], now: int, here: Cost) -> Iterator[Finding]:
    """Yield where the written budget may not do."""
    limits = _written_limits(asked)
    if limits is None:
        return
    scheme, digits = asked.run.scheme, asked.run.scheme.money_digits
    bound = int(limits.budget * 10**digits)
    over = [cost for cost in costs if cost.most > bound]
    bound_words = said.money(bound, scheme)
    if not over:
        sure, worst_words = all(cost.sure for cost in costs), said.money(max(cost.most for cost in costs), scheme)
        tried = Words("", "") if sure else _TRIED
        yield Finding(
            "budget-holds",
            "fine" if sure else "look",
            say("budget_of_holds_the_worst", bound_words=bound_words, worst_words=worst_words, tried=tried),
            figures={"sure": str(sure).lower()},
        )
        return
    worst = over[0]
    cuts = limits.over_budget == "scale"
    amount = said.money(worst.most, scheme)
    yield Finding(
        "budget-exceeded",
        "act" if here.most > bound else "look",
        Words(
            f"预算 {bound_words.zh} 可能不够：{worst.people} 人最多要 {amount.zh}，"
            f"{'到时大家按比例打折' if cuts else '到时 csscore 会拒绝出结果'}",
            f"the budget of {bound_words.en} may not do: {worst.people} people can cost {amount.en}, and then"
            f" {'everybody is cut in proportion' if cuts else 'csscore refuses the run'}",
        ),
        say("agree_on_more_or_lower"),
        about="limits.budget",
        figures={
            "budget": text(bound, digits),
            "most": text(worst.most, digits),
            "people": str(worst.people),
            "now": text(now, digits),
        },
        brief=say("budget_of_may_not_do_people", bound_words=bound_words, people=worst.people, amount=amount),
        wrong_pay=here.most > bound,
    )


def _written_limits(asked: Asked) -> Any:
    limits = asked.run.scheme.limits
    return limits if limits is not None and limits.budget is not None else None


def _table(costs: Sequence[Cost]) -> Table:
    columns = (
        Column("people", say("ranked"), "number"),
        Column("least", say("least"), "money"),
        Column("most", say("most"), "money"),
        Column("everybody", say("all_who_may_be_paid"), "number"),
        Column("mean", say("most_each"), "money"),
    )
    rows = tuple((cost.people, cost.least, cost.most, cost.everybody, Fraction(cost.most, cost.everybody)) for cost in costs)
    return Table("budget", say("by_head_count"), columns, rows)

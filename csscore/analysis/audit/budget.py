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
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.costing import Cost
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Scheme

AROUND: Final = (-2, -1, 0, 1, 2)
_FIFTH: Final = Fraction(1, 5)
_TRIED: Final = Words("（试过的情形里，也许更少或更多）", " (of what was tried; it may be less or more)")
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
        question=Words("最少、最多会花多少钱？", "What can it cost, at least and at most?"),
        method=Words(
            f"用发钱的程序算：{LARGEST} 人以内的组，所有并列的情形都算；再大的组，金额不升的单一名次奖金，"
            "两头就是全不并列和全部并列（每人差不到一分钱），别的只试这两头，并说明；按分数的部分，每人各取总分所能到的最少和最多；"
            "人数少两人到多两人，少的是最后几名，多的照中间的人算。总额的上下限先不计。",
            f"By the program that pays: of cohorts of up to {LARGEST} every way of being tied; of larger ones a single ladder"
            " that never rises has its ends, to a cent each, where nobody and where everybody is tied; of anything else these two"
            " are tried, which is said; what goes by score at the least and the most that each one's score can come to; two"
            " people fewer (the last) to two more (like the middle one). Limits are left out.",
        ),
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
        by = Words("看分数和并列", "scores and ties") if by_score else Words("看并列", "ties")
        tried = Words("", "") if here.sure else _TRIED
        yield Finding(
            "cost-varies",
            "look" if not by_score else "fine",
            Words(
                f"{here.people} 人，{by.zh}，总额从 {least.zh} 到 {most.zh}{tried.zh}",
                f"for {here.people} people it costs {least.en} to {most.en}, by {by.en}{tried.en}",
            ),
            Words(
                "按最多的数留钱，或在方案里写定预算" if by_score else "并列时用平分，总额就固定了；或按最多的数留钱",
                "set the most aside, or write limits.budget"
                if by_score
                else "share among the tied (ties: share), and the total is fixed; or set the most aside",
            ),
            figures={"least": text(here.least, digits), "most": text(here.most, digits), "sure": str(here.sure).lower()},
            brief=Words(f"总额{by.zh}：{least.zh} 到 {most.zh}", f"it costs {least.en} to {most.en}, by {by.en}"),
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
            Words(
                f"{lines.zh}没有上限：业务少两成，总额 {low.zh}；多两成，{high.zh}",
                f"{lines.en} has no upper bound: {low.en} with a fifth less business, {high.en} with a fifth more",
            ),
            Words(
                "能接受就照此留钱；不能就给这一项写上限，或在方案里写定预算", "set that aside; or write at_most or limits.budget"
            ),
            about=", ".join(chosen.rule.key for chosen in endless),
            figures={"less": text(grown[0], digits), "more": text(grown[1], digits)},
            brief=_endless_briefly(endless, high),
        )


def _endless_briefly(endless: Sequence[Chosen], high: Words) -> Words:
    line = said.listed([chosen.options.title or chosen.rule.line for chosen in endless], most=1)
    return Words(
        f"{line.zh}没有上限：业务多两成，总额 {high.zh}", f"{line.en}: no upper bound; {high.en} with a fifth more business"
    )


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
            Words(
                f"预算 {bound_words.zh} 够用：最坏也只要 {worst_words.zh}{tried.zh}",
                f"the budget of {bound_words.en} holds: the worst is {worst_words.en}{tried.en}",
            ),
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
        Words("先把预算谈够，或降奖金；别等发钱那天", "agree on more, or lower the prizes, before pay day"),
        about="limits.budget",
        figures={
            "budget": text(bound, digits),
            "most": text(worst.most, digits),
            "people": str(worst.people),
            "now": text(now, digits),
        },
        brief=Words(
            f"预算 {bound_words.zh} 可能不够：{worst.people} 人最多要 {amount.zh}",
            f"the budget of {bound_words.en} may not do: {worst.people} people can cost {amount.en}",
        ),
        wrong_pay=here.most > bound,
    )


def _written_limits(asked: Asked) -> Any:
    limits = asked.run.scheme.limits
    return limits if limits is not None and limits.budget is not None else None


def _table(costs: Sequence[Cost]) -> Table:
    columns = (
        Column("people", Words("参加排名", "ranked"), "number"),
        Column("least", Words("最少", "least"), "money"),
        Column("most", Words("最多", "most"), "money"),
        Column("everybody", Words("领钱的人", "all who may be paid"), "number"),
        Column("mean", Words("最多时人均", "most, each"), "money"),
    )
    rows = tuple((cost.people, cost.least, cost.most, cost.everybody, Fraction(cost.most, cost.everybody)) for cost in costs)
    return Table("budget", Words("按人数", "By head count"), columns, rows)

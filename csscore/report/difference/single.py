"""One result against one other: what it comes to, where the change comes from, who moves and through what."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csscore.comparison import DIGITS
from csscore.exact.fixed import half_up, text
from csscore.report.blocks import Heading, Line, Table
from csscore.report.difference.labels import title
from csscore.report.difference.settings import settings
from csscore.report.difference.supposing import supposed
from csscore.report.difference.writing import (
    arrow,
    change_text,
    minus,
    money_text,
    more,
    place_text,
    plain_money,
    score_text,
    tau_text,
    tenths,
)
from csscore.report.plain import called
from csscore.report.quantities import signed
from csscore.sentences import sentences
from csscore.words import Words, filled, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.comparison import AgentChange, Comparison, GroupChange
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_SAME = say("same")
_COMES = say("comes")
_COMES_HEAD = (same(""), say("before"), say("after"), say("change"))
_PEOPLE, _RANKED, _PAY = say("agents"), say("ranked"), say("pay")
_MEAN = say("mean")
_BUDGET = say("budget")
_GAIN = say("gain")
_ORDER_LINE = say("order_line")
_ALIKE = say("alike")
_TOP = say("top")
_APART = say("apart")
_COHORTS = say("cohorts")
_COHORT_HEAD = (
    say("cohort"), say("agents"), say("pay"), say("change"), say("gain_2"),
    say("lose"), say("change_place"), Words("τ-b", "τ-b"),
)  # fmt: skip
_FROM = say("from")
_FROM_HEAD = (say("cause"), say("amount"))
_CAUSES = (
    say("data_who_is_in_both"), say("scheme_who_is_in_both"),
    say("joining"), say("leaving"),
    say("adjustments_by_hand"),
)  # fmt: skip
_SUPPOSED = say("supposed")
_TOTAL = say("total")
_ORDERS = {
    "both": say("data_and_scheme_are_the_mean"),
    "data first": say("data_changed_first_then_the_scheme"),
    "scheme first": say("scheme_changed_first_then_the_data"),
    "together": say("data_and_scheme_cant_be_told"),
}
_WHO, WHO_OVER = say("who_moves"), say("whose_pay_changes_by_more_than")
AGENT, _COHORT, PLACE = say("agent"), say("cohort"), say("place")
PAID, CHANGE = say("pay_2"), say("change")
_MOVE, _SCORE, _MOSTLY = say("move"), say("score"), say("mostly_through")
_THROUGH = say("through")
_OVERTAKEN = say("overtaken")
_RISEN = say("risen")
_JOINS, _LEAVES = say("joins"), say("leaves")
_NOBODY = say("nobody")
_REST = say("rest")
_REST_ALIKE = say("rest_alike")
_LESS = say("less")
_REST_SAME = say("rest_same")


def selected(said: Comparison, *, over: int | None, everybody: bool) -> list[AgentChange]:
    """Return the agents that are listed: gains first, the greatest loss last."""
    chosen = [
        agent
        for agent in said.agents
        if (everybody or agent.moved if over is None else abs(agent.pay_change) > over)
    ]  # fmt: skip
    return sorted(chosen, key=lambda agent: (-agent.pay_change, -(agent.up or 0)))


def single(said: Comparison, lang: Lang, *, over: int | None, everybody: bool) -> Iterator[Block]:
    """Yield the document of one comparison; parameters as of `csscore.report.difference.blocks`."""
    yield Heading(title([said], lang), 1)
    if said.same:
        yield Line(filled(_SAME, lang))
        return
    yield from supposed(said, lang)
    if said.supposed is None or said.settings:
        yield from settings(said, lang)
    yield from _comes(said, lang)
    yield from _effects(said, lang)
    yield from _cohorts(said, lang)
    yield from _who(said, lang, over=over, everybody=everybody)


def _comes(said: Comparison, lang: Lang) -> Iterator[Block]:
    whole = said.whole
    yield Heading(filled(_COMES, lang))
    rows = [_counted(_PEOPLE, whole.people, lang), _counted(_RANKED, whole.ranked, lang)]
    mean = whole.score
    if mean[0] is not None and mean[1] is not None:
        means = [minus(text(score, said.score_digits)) for score in (mean[0], mean[1])]
        rows.append((filled(_MEAN, lang), means[0], means[1], signed(mean[1] - mean[0], said.score_digits)))
    if any(whole.pay):
        before, after = whole.pay
        paid = (money_text(said, before, lang), money_text(said, after, lang), change_text(said, after - before, lang))
        rows.append((filled(_PAY, lang), *paid))
    first, second = said.before.budget, said.after.budget
    if first is not None or second is not None:
        allowed = ["–" if budget is None else money_text(said, budget, lang) for budget in (first, second)]
        grown = "" if first is None or second is None else change_text(said, second - first, lang)
        rows.append((filled(_BUDGET, lang), allowed[0], allowed[1], grown))
    yield Table(tuple(filled(word, lang) for word in _COMES_HEAD), tuple(rows), (False, True, True, True))
    if any(whole.pay):
        yield Line(filled(_GAIN, lang, **_gains(said, whole, lang)))
    apart = sum(not agent.together for agent in said.agents)
    if apart:
        yield Line(filled(_APART, lang, count=apart))
    if not said.cohorts:
        yield from agreement(whole, lang)


def _gains(said: Comparison, group: GroupChange, lang: Lang) -> dict[str, object]:
    return {
        "gaining": group.gaining,
        "gained": money_text(said, group.gained, lang),
        "losing": group.losing,
        "lost": money_text(said, -group.lost, lang),
        "rest": len(said.agents) - group.gaining - group.losing,
    }


def agreement(group: GroupChange, lang: Lang) -> Iterator[Block]:
    """Yield how alike the two orders are."""
    alike = group.agreement
    if alike is None:
        return
    yield Line(filled(_ORDER_LINE, lang, moving=group.moving, pairs=alike.pairs, swapped=alike.swapped))
    if alike.tops:
        first, stay = (" / ".join(map(str, numbers)) for numbers in zip(*((top.n, top.stay) for top in alike.tops), strict=True))
        yield Line(filled(_TOP, lang, n=first, stay=stay))
    if alike.kendall is not None:
        yield Line(filled(_ALIKE, lang, kendall=tau_text(alike), spearman=minus(text(alike.spearman or 0, DIGITS))))


def _effects(said: Comparison, lang: Lang) -> Iterator[Block]:
    effects = said.effects
    if effects is None:
        return
    counts = {
        "joined": sum(agent.before is None for agent in said.agents),
        "left": sum(agent.after is None for agent in said.agents),
    }
    amounts = (effects.data, effects.scheme, effects.joined, effects.left, effects.adjustments)
    other = said.before.scheme.digest != said.after.scheme.digest
    causes = _CAUSES
    if said.supposed is not None:
        if not other and not (effects.joined or effects.left or effects.adjustments):
            return  # everything comes from what is supposed
        if said.before.data == said.after.data and said.before.period == said.after.period:
            causes = (_SUPPOSED, *_CAUSES[1:])
    yield Heading(filled(_FROM, lang))
    rows = [
        (cause.filled(dict(counts)).in_(lang), tenths(said, units))
        for cause, units in zip(causes, amounts, strict=True)
        if units or (other and cause in causes[:2])
    ]
    rows.append((filled(_TOTAL, lang), tenths(said, effects.total)))
    yield Table(tuple(filled(word, lang) for word in _FROM_HEAD), tuple(rows), (False, True), total=True)
    if other:
        yield Line(filled(_ORDERS[said.order], lang), deep=True)


def _cohorts(said: Comparison, lang: Lang) -> Iterator[Block]:
    if not said.cohorts:
        return
    yield Heading(filled(_COHORTS, lang))
    rows = []
    for group in said.cohorts:
        people = str(group.people[1]) if group.people[0] == group.people[1] else f"{group.people[0]} → {group.people[1]}"
        change = change_text(said, group.pay[1] - group.pay[0], lang)
        tau = "–" if group.agreement is None else tau_text(group.agreement)
        counts = (str(group.gaining), str(group.losing), str(group.moving))
        rows.append((" / ".join(group.cohort.values()), people, money_text(said, group.pay[1], lang), change, *counts, tau))
    yield Table(tuple(filled(word, lang) for word in _COHORT_HEAD), tuple(rows), (False, *[True] * 7))


def _who(said: Comparison, lang: Lang, *, over: int | None, everybody: bool) -> Iterator[Block]:
    shown = selected(said, over=over, everybody=everybody)
    yield Heading(filled(_WHO, lang) if over is None else filled(WHO_OVER, lang, over=money_text(said, over, lang)))
    if not shown:
        yield Line(filled(_NOBODY, lang))
    else:
        head = (AGENT, *([_COHORT] if said.cohorts else []), PLACE, _MOVE, _SCORE, PAID, CHANGE, _MOSTLY)
        rows = tuple(_row(said, agent, lang) for agent in shown)
        right = (False, *([False] if said.cohorts else []), True, True, True, True, True, False)
        yield Table(tuple(filled(word, lang) for word in head), rows, right)
    yield from _rest(said, shown, lang)


def _row(said: Comparison, agent: AgentChange, lang: Lang) -> tuple[str, ...]:
    places = place_text(agent.before), place_text(agent.after)
    up = agent.up
    move = "" if not up else f"▲{up}" if up > 0 else f"▼{-up}"
    scores = score_text(said, agent.before), score_text(said, agent.after)
    pay = tuple("–" if side is None else plain_money(said, side.pay) for side in (agent.before, agent.after))
    change = more(said, agent.pay_change) if agent.pay_change else ""
    return (
        called(agent),
        *([" / ".join(agent.cohort.values())] if said.cohorts else []),
        arrow(*places),
        move,
        arrow(*scores),
        arrow(*pay),
        change,
        _through(said, agent, lang),
    )


def _through(said: Comparison, agent: AgentChange, lang: Lang) -> str:
    """Say what moved somebody most, or why she can't be compared."""
    if agent.before is None or agent.after is None:
        return filled(_JOINS if agent.before is None else _LEAVES, lang)
    reason = agent.after.reason.in_(lang) or agent.before.reason.in_(lang)
    if agent.up is None and reason:
        return reason
    part = agent.through
    if part is None:
        return ""
    own, average = (signed(half_up(Fraction(units, 10**said.digits) * 100), 2) for units in (part.amount, agent.average))
    words = _THROUGH
    if agent.up and (part.amount - agent.average) * agent.up <= 0:  # nothing of hers speaks for the move: the others moved
        words = _RISEN if agent.up > 0 else _OVERTAKEN
    return filled(words, lang, title=part.title, own=own, average=average)


def _rest(said: Comparison, shown: Sequence[AgentChange], lang: Lang) -> Iterator[Block]:
    there = {agent.agent for agent in shown}
    others = [agent for agent in said.agents if agent.agent not in there]
    rest = [agent for agent in others if not agent.moved]
    changes = sorted(agent.score_change for agent in rest if agent.score_change is not None)
    if len(others) > len(rest):
        yield Line(filled(_LESS, lang, count=len(others) - len(rest)))
    if rest and any(changes):
        least, most = (signed(units, said.score_digits) for units in (changes[0], changes[-1]))
        yield Line(filled(_REST_ALIKE if least == most else _REST, lang, count=len(rest), least=least, most=most))
    elif rest:
        yield Line(filled(_REST_SAME, lang, count=len(rest)))


def _counted(title_: Words, counts: tuple[int, int], lang: Lang) -> tuple[str, str, str, str]:
    change = counts[1] - counts[0]
    return filled(title_, lang), str(counts[0]), str(counts[1]), signed(change, 0) if change else ""

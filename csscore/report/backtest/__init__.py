"""A `Backtest` for whoever decides on a change: what each period would have cost, who gains and who loses; it makes no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of
from csscore.report.backtest import wording as say
from csscore.report.blocks import Heading, Line, Table
from csscore.report.difference.labels import title as pair
from csscore.report.difference.settings import settings
from csscore.report.difference.single import WHO_OVER
from csscore.report.difference.writing import arrow, money_text, more, place_text, plain_money
from csscore.report.plain import called
from csscore.words import filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.backtesting import Backtest, Month, Through
    from csscore.comparison import AgentChange
    from csscore.report.backtest import files as files
    from csscore.report.blocks import Block
    from csscore.words import Lang

NOTHING = "–"


def title(found: Sequence[Backtest], lang: Lang) -> str:
    """Return the document's title."""
    months = found[0].months
    schemes = pair([said.latest for said in found], lang)
    return filled(say.TITLE, lang, schemes=schemes, first=months[0].text, last=months[-1].text)


def blocks(found: Sequence[Backtest], lang: Lang, *, over: int | None = None, everybody: bool = False) -> list[Block]:
    """Return the document.

    Parameters
    ----------
    found
        One scheme against one other, or against several.
    over
        List only agents whose pay over all periods changes by more than this, in minor units.
    everybody
        List agents whom nothing moves as well.
    """
    return [block for said in found for block in _one(said, lang, over=over, everybody=everybody)]


def selected(said: Backtest, *, over: int | None, everybody: bool) -> list[Through]:
    """Return the agents that are listed: who gains most first, who loses most last."""
    if over is not None:
        return [agent for agent in said.agents if abs(agent.change) > over]
    return [agent for agent in said.agents if everybody or agent.moved]


def _one(said: Backtest, lang: Lang, *, over: int | None, everybody: bool) -> Iterator[Block]:
    yield Heading(title([said], lang), 1)
    if said.same:
        yield Line(filled(say.SAME, lang))
        return
    yield from settings(said.latest, lang)
    yield from _would(said, lang)
    shown = selected(said, over=over, everybody=everybody)
    yield Heading(filled(say.WHO, lang) if over is None else filled(WHO_OVER, lang, over=money_text(said.latest, over, lang)))
    if shown:
        yield _who(said, shown, lang)
    else:
        yield Line(filled(say.NOBODY, lang))
    if len(shown) < len(said.agents):
        yield Line(filled(say.REST if over is None else say.OF, lang, count=len(said.agents) - len(shown)))
    movers = [agent for agent in shown if any(agent.moves)]
    if movers:
        yield Heading(filled(say.PLACES, lang))
        yield _places(said, movers, lang)


def _would(said: Backtest, lang: Lang) -> Iterator[Block]:
    """Yield what each period would have cost."""
    latest = said.latest
    budgets = any(month.compared.after.budget is not None for month in said.months)
    heads = (
        say.PERIOD,
        say.AGENTS,
        say.BEFORE,
        say.AFTER,
        say.CHANGE,
        say.GAINING,
        say.LOSING,
        say.MOVING,
        *([say.BUDGET] if budgets else []),
    )
    rows = [_month(month, budgets=budgets) for month in said.months]
    before, after = said.pay
    counts = str(len(said.agents)), plain_money(latest, before), plain_money(latest, after), _more(said, after - before)
    total = (filled(say.IN_ALL, lang), *counts, str(said.gaining[0]), str(said.losing[0]), "", *([""] if budgets else []))
    yield Heading(filled(say.WOULD, lang, currency=latest.currency))
    yield Table(tuple(filled(head, lang) for head in heads), (*rows, total), (False, *[True] * (len(heads) - 1)), total=True)
    for month in said.months:
        if month.beyond:
            yield Line(filled(say.BEYOND, lang, period=month.text, amount=money_text(latest, month.beyond, lang)))
    (gaining, gained), (losing, lost) = said.gaining, said.losing
    sums = {"gained": money_text(latest, gained, lang), "lost": money_text(latest, -lost, lang)}
    yield Line(filled(say.WOULD_SAY, lang, gaining=gaining, losing=losing, rest=len(said.agents) - gaining - losing, **sums))
    first, last = said.agents[0], said.agents[-1]
    if first.change > 0:
        yield Line(filled(say.GAINS, lang, agent=first.name, amount=money_text(latest, first.change, lang)))
    if last.change < 0:
        yield Line(filled(say.LOSES, lang, agent=last.name, amount=money_text(latest, -last.change, lang)))
    swinging = sum(
        len({change.pay_change > 0 for change in agent.changes if change and change.pay_change}) > 1 for agent in said.agents
    )
    if swinging:
        yield Line(filled(say.TOGETHER, lang, count=swinging))


def _month(month: Month, *, budgets: bool) -> tuple[str, ...]:
    said, whole = month.compared, month.compared.whole
    before, after = whole.pay
    budget = said.after.budget
    change = more(said, after - before) if after != before else ""
    return (
        month.text, str(len(said.agents)), plain_money(said, before), plain_money(said, after), change, str(whole.gaining),
        str(whole.losing), str(whole.moving), *([NOTHING if budget is None else plain_money(said, budget)] if budgets else []),
    )  # fmt: skip


def _who(said: Backtest, shown: Sequence[Through], lang: Lang) -> Table:
    heads = [
        *(filled(head, lang) for head in (say.AGENT, say.MONTHS, say.BEFORE, say.AFTER, say.CHANGE, say.MOVES)),
        *short(said),
    ]
    rows = tuple(
        (
            called(agent),
            str(agent.there),
            *(plain_money(said.latest, units) for units in agent.pay),
            _more(said, agent.change),
            " ".join(f"{sign}{count}" for sign, count in zip("▲▼", agent.moves, strict=True) if count),
            *(NOTHING if change is None else _more(said, change.pay_change) for change in agent.changes),
        )
        for agent in shown
    )
    return Table(tuple(heads), rows, (False, *[True] * (len(heads) - 1)))


def _places(said: Backtest, shown: Sequence[Through], lang: Lang) -> Table:
    rows = tuple((called(agent), *(_place(change) for change in agent.changes)) for agent in shown)
    return Table((filled(say.AGENT, lang), *short(said)), rows, (False, *[True] * len(said.months)))


def _place(change: AgentChange | None) -> str:
    return NOTHING if change is None else arrow(place_text(change.before), place_text(change.after))


def short(said: Backtest) -> list[str]:
    """Return the periods as heads of columns: of months of one year in a row only the first with the year."""
    texts = [month.text for month in said.months]
    return [
        text[5:] if at and len(text) == 7 and text[:5] == texts[at - 1][:5] else text for at, text in enumerate(texts)
    ]  # fmt: skip


def _more(said: Backtest, units: int) -> str:
    return more(said.latest, units) if units else ""


__getattr__ = modules_of(__name__)

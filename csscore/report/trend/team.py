"""The whole team through the periods: totals and where their change comes from, one series of everybody, streaks, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import text
from csscore.report.blocks import Heading, Line, Table
from csscore.report.plain import called, width_of
from csscore.report.trend.series import MINUS, NOTHING, Series, labels
from csscore.report.trend.wording import milestone_text, runs_text, sign_text, state_text, streak_title
from csscore.report.view import AGENT, thousands
from csscore.sentences import sentences
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.report.blocks import Block
    from csscore.trending import AgentTrend, Period, Streak, Trend
    from csscore.words import Lang

say = sentences(__file__)

_TOTALS: Final = say("totals")
_PERIOD, _PEOPLE = say("period"), say("agents")
_MEAN, _PAY, _CHANGE = say("mean"), say("pay"), say("change")
_STAYED, _JOINED, _LEFT = say("in_both"), say("joining"), say("leaving")
_ADJUSTED = say("adjusted")
_FROM = say("from")
_AND_ADJUSTED = say("and_adjusted")
_UNTOLD = say("untold")
_COMES, _GOES = (
    say("joining_2"),
    say("leaving_2"),
)
_WHO = say("who")
_COHORT = say("cohort")
_SPARK, _SINCE, _READS = say("trend"), say("change_2"), say("reading")
_READS_OWN = say("reads_own")
_HIGH = say("high")
_JUDGED = say("judged")
_LESS = say("less")
_WORTH = say("worth")
_WORTH_ALL = say("worth_all")
_ROW, _STATE = say("in_a_row"), say("now")
_NOBODY = say("nobody")
_SHOWN: Final = 12
_LEAST: Final = 5


def team(said: Trend, lang: Lang, *, of: str, everybody: bool, width: int | None) -> Iterator[Block]:
    """Yield the document below its title; parameters as of `csscore.report.trend.blocks`."""
    yield from _totals(said, lang)
    yield from _series(said, Series(said, of, lang), lang, width)
    for streak in said.streaks:
        yield from _streak(said, streak, lang)
    yield from _milestones(said, lang, everybody=everybody)


def _totals(said: Trend, lang: Lang) -> Iterator[Block]:
    yield Heading(_TOTALS.in_(lang))
    paid = any(period.pay for period in said.periods)
    adjusted = any(step.adjustments for step in said.steps)
    head = [_PERIOD, _PEOPLE, _MEAN]
    if paid:
        head += [_PAY, _CHANGE, _STAYED, _JOINED, _LEFT, *([_ADJUSTED] if adjusted else [])]
    rows = []
    for at, period in enumerate(said.periods):
        score = NOTHING if period.score is None else text(period.score, said.score_digits).replace("-", MINUS)
        row = [period.text, str(period.people), score]
        if paid:
            row += [_plain(said, period.pay), *_parts(said, at, adjusted=adjusted)]
        rows.append(tuple(row))
    yield Table(tuple(word.in_(lang) for word in head), tuple(rows), (False, *[True] * (len(head) - 1)))
    names = {agent.agent: agent.name for agent in said.agents}
    for period, step in zip(said.periods[1:], said.steps, strict=True):
        for words, people in ((_COMES, step.newcomers), (_GOES, step.leavers)):
            if people:
                shown = listed([names[agent] for agent in people])
                yield Line(words.filled({"period": period.text, "names": shown}).in_(lang))
    if paid and any(step.total for step in said.steps):
        yield Line(_FROM.filled({"more": _AND_ADJUSTED if adjusted else same("")}).in_(lang))
        if not all(step.told for step in said.steps):
            yield Line(_UNTOLD.in_(lang), deep=True)


def _parts(said: Trend, at: int, *, adjusted: bool) -> list[str]:
    """Return the change of all pay in a period, and what it comes from."""
    if at == 0:
        return [""] * (4 + adjusted)
    step = said.steps[at - 1]
    parts = [step.total, step.stayed, step.joined, step.left, *([step.adjustments] if adjusted else [])]
    return [_signed(said, amount) for amount in parts]


def _series(said: Trend, series: Series, lang: Lang, width: int | None) -> Iterator[Block]:
    yield Heading(_WHO.filled({"title": series.headed}).in_(lang))
    readings = [agent.readings.get(series.reads) for agent in said.agents]
    judged = any(readings)
    heads = labels([period.text for period in said.periods])
    cells = [[series.cell(standing) for standing in agent.standings] for agent in said.agents]
    apart = [_COHORT.in_(lang)] if said.within else []
    base = [[called(agent), *_cohort(said, agent), series.spark(agent)] for agent in said.agents]
    ends = [[series.change(agent, len(said.periods) - 1)] for agent in said.agents]
    if judged:
        for end, found in zip(ends, readings, strict=True):
            end.append("" if found is None else sign_text(found.sign, Series(said, series.reads, lang), lang))
    last = [_SINCE.in_(lang), *([(_READS if series.reads != series.key else _READS_OWN).in_(lang)] if judged else [])]
    first = [AGENT.in_(lang), *apart, _SPARK.in_(lang)]
    start = _fitting([*([first, *base]), *([last, *ends])], [heads, *cells], width)
    if start:
        heads = [*heads[:start], *labels([period.text for period in said.periods[start:]])]
    head = (*first, *heads[start:], *last)
    rows = tuple((*one, *two[start:], *three) for one, two, three in zip(base, cells, ends, strict=True))
    right = (*[False] * len(first), *[True] * (len(heads) - start), True, *([False] if judged else []))
    yield Table(head, rows, right)
    yield Line(_HIGH.in_(lang))
    if judged:
        title = series if series.reads == series.key else Series(said, series.reads, lang)
        yield Line(_JUDGED.filled({"title": title.title, "least": _LEAST}).in_(lang))
    if start:
        yield Line(_LESS.in_(lang))


def _fitting(fixed: Sequence[Sequence[str]], periods: Sequence[Sequence[str]], width: int | None) -> int:
    """Return the first period whose column still fits beside the columns that are always shown; the latest one always does."""
    if width is None:
        return 0
    half = len(fixed) // 2
    used = sum(_widest(rows) for rows in (fixed[:half], fixed[half:])) + 2
    widths = [max(width_of(cell) for cell in column) + 2 for column in zip(*periods, strict=True)]
    start = len(widths) - 1
    used += max(widths[-1], len("2026-01") + 2)
    while start and used + widths[start - 1] <= width:
        start -= 1
        used += widths[start]
    return start


def _widest(rows: Sequence[Sequence[str]]) -> int:
    return sum(max(width_of(cell) for cell in column) + 2 for column in zip(*rows, strict=True))


def _streak(said: Trend, streak: Streak, lang: Lang) -> Iterator[Block]:
    yield Heading(streak_title(streak, lang))
    chosen = [agent for agent in said.agents if _telling(streak, agent)]
    if not chosen:
        yield Line(_NOBODY.in_(lang))
        return
    chosen.sort(key=lambda agent: -(streak.runs[agent.agent][-1] or 0))
    first = max(0, len(said.periods) - _SHOWN)
    span = f"{said.periods[first].text} – {said.periods[-1].text}"
    head = (AGENT.in_(lang), f"{_ROW.in_(lang)} {span}", _STATE.in_(lang))
    rows = [
        (called(agent), runs_text(streak, streak.runs[agent.agent][first:]), state_text(said, streak, agent, lang))
        for agent in chosen
    ]
    yield Table(head, tuple(rows), (False, False, False))


def _telling(streak: Streak, agent: AgentTrend) -> bool:
    """Say whether somebody is on her way, or was there."""
    runs = streak.runs[agent.agent]
    return bool(runs[-1]) or any((run or 0) >= streak.months for run in runs)


def _milestones(said: Trend, lang: Lang, *, everybody: bool) -> Iterator[Block]:
    latest = len(said.periods) - 1
    found = []
    for agent in said.agents:
        own = [one for one in agent.milestones if everybody or one.at == latest]
        if own:
            phrases = [(f"{said.periods[one.at].text} " if everybody else "") + milestone_text(said, one, lang) for one in own]
            found.append(f"{called(agent)}{say('joined').in_(lang)}{say('joined_2').in_(lang).join(phrases)}")
    if found:
        yield Heading(_WORTH_ALL.in_(lang) if everybody else _WORTH.filled({"period": said.periods[-1].text}).in_(lang))
        yield from (Line(sentence) for sentence in found)


def _cohort(said: Trend, agent: AgentTrend) -> list[str]:
    """Return the cohort as a cell, where there are several."""
    return [" / ".join(agent.cohort.get(name, NOTHING) for name in said.within)] if said.within else []


def _plain(said: Trend, units: int) -> str:
    return thousands(text(units, said.money_digits)).replace("-", MINUS)


def _signed(said: Trend, units: int) -> str:
    return f"{'+' if units > 0 else MINUS}{thousands(text(abs(units), said.money_digits))}" if units else ""


def span_text(periods: Sequence[Period]) -> str:
    """Return from when to when."""
    return f"{periods[0].text} – {periods[-1].text}"

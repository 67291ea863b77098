"""One agent's whole way: period by period, metric by metric, what is worth telling and whether it is more than noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.report.blocks import Heading, Line, Table
from csscore.report.plain import width_of
from csscore.report.trend.series import NOTHING, OWN, Series, keys, labels
from csscore.report.trend.wording import milestone_text, reading_text, runs_text, state_text, streak_title
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.report.blocks import Block
    from csscore.trending import AgentTrend, Standing, Trend
    from csscore.words import Lang

say = sentences(__file__)

_WAY, _METRICS = say("period_by_period"), say("metric_by_metric")
_PERIOD, _PLACE, _MOVE = say("period"), say("place"), say("move")
_OF = say("of")
_CHANGE, _METRIC, _SPARK = say("change"), say("metric"), say("trend")
_UNRANKED, _AWAY = say("unranked"), say("away")
_WORTH, _NOISE, _STREAKS = (
    say("worth_telling"),
    say("change_or_noise"),
    say("in_a_row"),
)
_SHORT = say("short")
_HIGH = say("high")
_LESS = say("less")


def person(said: Trend, agent: AgentTrend, lang: Lang, *, width: int | None) -> Iterator[Block]:
    """Yield the document below its title; parameters as of `csscore.report.trend.blocks`."""
    yield Heading(_WAY.in_(lang))
    yield _way(said, agent, lang)
    yield from _metrics(said, agent, lang, width)
    if agent.milestones:
        yield Heading(_WORTH.in_(lang))
        for milestone in agent.milestones:
            colon = say("joined").in_(lang)
            yield Line(f"{said.periods[milestone.at].text}{colon}{milestone_text(said, milestone, lang)}")
    if said.streaks:
        yield Heading(_STREAKS.in_(lang))
        for streak in said.streaks:
            state = state_text(said, streak, agent, lang)
            colon, comma = say("joined").in_(lang), say("joined_2").in_(lang)
            runs = runs_text(streak, streak.runs[agent.agent])
            yield Line(f"{streak_title(streak, lang)}{colon}{runs}{comma + state if state else ''}")
    yield Heading(_NOISE.in_(lang))
    if not agent.readings:
        yield Line(_SHORT.in_(lang))
    for key, found in agent.readings.items():
        yield Line(reading_text(found, Series(said, key, lang), lang))


def _way(said: Trend, agent: AgentTrend, lang: Lang) -> Table:
    rank, score, pay = (Series(said, key, lang) for key in OWN)
    paid = any(period.pay for period in said.periods)
    head = [_PERIOD.in_(lang), _PLACE.in_(lang), _MOVE.in_(lang), score.title, _CHANGE.in_(lang)]
    head += [pay.headed, _CHANGE.in_(lang)] if paid else []
    rows = []
    for at, (period, standing) in enumerate(zip(said.periods, agent.standings, strict=True)):
        row = [period.text, _place(rank, standing, lang), rank.change(agent, at), score.cell(standing), score.change(agent, at)]
        rows.append(tuple(row + ([pay.cell(standing), pay.change(agent, at)] if paid else [])))
    return Table(tuple(head), tuple(rows), (False, *[True] * (len(head) - 1)))


def _place(rank: Series, standing: Standing | None, lang: Lang) -> str:
    if standing is None:
        return _AWAY.in_(lang)
    if standing.rank is None:
        return _UNRANKED.in_(lang)
    return _OF.filled({"rank": rank.cell(standing), "peers": standing.peers}).in_(lang)


def _metrics(said: Trend, agent: AgentTrend, lang: Lang, width: int | None) -> Iterator[Block]:
    series = [Series(said, key, lang) for key in keys(said) if key not in OWN]
    series = [one for one in series if any(one.cell(standing) != NOTHING for standing in agent.standings)]
    if not series:
        return
    yield Heading(_METRICS.in_(lang))
    texts = [period.text for period in said.periods]
    base = [(_METRIC.in_(lang), _SPARK.in_(lang)), *((one.headed, one.spark(agent)) for one in series)]
    cells = [[one.cell(standing) for standing in agent.standings] for one in series]
    ends = [(_CHANGE.in_(lang),), *((one.change(agent, len(texts) - 1),) for one in series)]
    start = 0
    while (
        width is not None
        and start < len(texts) - 1
        and _wide([base, [labels(texts[start:]), *(row[start:] for row in cells)], ends]) > width
    ):
        start += 1
    head = (*base[0], *labels(texts[start:]), *ends[0])
    rows = tuple((*one, *two[start:], *three) for one, two, three in zip(base[1:], cells, ends[1:], strict=True))
    yield Table(head, rows, (False, False, *[True] * (len(texts) - start), True))
    yield Line(_HIGH.in_(lang))
    if start:
        yield Line(_LESS.in_(lang))


def _wide(parts: Sequence[Sequence[Sequence[str]]]) -> int:
    """Return how wide a table of these parts side by side is."""
    return sum(max(width_of(cell) for cell in column) + 2 for rows in parts for column in zip(*rows, strict=True))

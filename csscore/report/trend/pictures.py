"""The pictures of a `Trend`: one line an agent through the periods; what is drawn are the numbers as they are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeVar

from csscore.report.chart import Chart, ChartLine, svg
from csscore.report.trend.series import OWN, Series, labels
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.trending import AgentTrend, Reading, Trend
    from csscore.words import Lang

say = sentences(__file__)

T = TypeVar("T")

_FEW: Final = 8
"""So many lines can all be told apart."""
_TOLD: Final = 3
_GAP: Final = "…"
_ALONE: Final = say("alone")
_USUAL: Final = say("usual")
_BETTER_LOW: Final = say("better_low")


def picture(said: Trend, of: str, lang: Lang, *, agent: AgentTrend | None = None) -> str:
    """Return one series as SVG: everybody's, or one agent's alone.

    Where there are many, the first three and the three who moved most have a colour and a name. One agent's score or metric
    stands before the range in which it usually is, on the scale of the team; the picture tells nothing else of the others.
    """
    series = Series(said, of, lang)
    strong = {agent.agent} if agent is not None else _told(said, series)
    shown = said.agents if agent is None else (agent,)
    reading = None if agent is None else agent.readings.get(of)
    title = _title(series, agent, lang)
    return svg(
        Chart(
            title if reading is None else _USUAL.filled({"title": title}).in_(lang),
            tuple(_with_gaps(said, labels([period.text for period in said.periods]), _GAP)),
            tuple(ChartLine(one.name, tuple(_with_gaps(said, _floats(series, one), None)), one.agent in strong) for one in shown),
            lambda value: series.shown(Fraction(str(value))),
            downwards=series.downwards,
            whole=of == "rank",
            span=(float(series.least), float(series.most)),
            band=None if reading is None else _band(series, reading),
        )
    )


def _title(series: Series, agent: AgentTrend | None, lang: Lang) -> str:
    title = series.headed
    if series.downwards and series.key not in OWN:
        title = _BETTER_LOW.filled({"series": title}).in_(lang)
    return title if agent is None else _ALONE.filled({"agent": agent.name, "series": title}).in_(lang)


def _floats(series: Series, agent: AgentTrend) -> list[float | None]:
    return [None if number is None else float(number) for number in series.numbers(agent)]


def _band(series: Series, reading: Reading) -> tuple[float, float, float]:
    low, high = series.usual(reading)
    return float(low), float(reading.mean), float(high)


def _with_gaps(said: Trend, things: Sequence[T], gap: T) -> Iterator[T]:
    """Yield one thing a period, and another between periods that don't follow each other."""
    for at, (period, thing) in enumerate(zip(said.periods, things, strict=True)):
        if at and not period.follows:
            yield gap
        yield thing


def _told(said: Trend, series: Series) -> set[str]:
    if len(said.agents) <= _FEW:
        return {agent.agent for agent in said.agents}
    moves = {}
    for agent in said.agents:
        known = [number for number in series.numbers(agent) if number is not None]
        if len(known) > 1:
            moves[agent.agent] = abs(known[-1] - known[0])
    most = sorted(moves, key=lambda name: -moves[name])[:_TOLD]
    return {*(agent.agent for agent in said.agents[:_TOLD]), *most}

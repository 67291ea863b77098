"""The pictures of a `Trend`: one line an agent through the periods; what is drawn are the numbers as they are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csscore.report.chart import Chart, ChartLine, svg
from csscore.report.trend.series import OWN, Series, labels
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.trending import AgentTrend, Trend
    from csscore.words import Lang

_FEW: Final = 8
"""So many lines can all be told apart."""
_TOLD: Final = 3
_ALONE: Final = Words("{agent}：{series}", "{agent}: {series}")
_BETTER_LOW: Final = Words("{series}（越高越好，反过来画）", "{series} (drawn with the better on top)")


def picture(said: Trend, of: str, lang: Lang, *, agent: AgentTrend | None = None) -> str:
    """Return one series as SVG: everybody's, or one agent's before the grey lines of the others.

    Where there are many, the first three and the three who moved most have a colour and a name. One agent's score or metric
    stands before the range in which it usually is.
    """
    series = Series(said, of, lang)
    strong = {agent.agent} if agent is not None else _told(said, series)
    lines = tuple(
        ChartLine(
            one.name, tuple(None if number is None else float(number) for number in series.numbers(one)), one.agent in strong
        )
        for one in said.agents
    )
    title = series.headed
    if series.downwards and of not in OWN:
        title = _BETTER_LOW.filled({"series": title}).in_(lang)
    if agent is not None:
        title = _ALONE.filled({"agent": agent.name, "series": title}).in_(lang)
    reading = None if agent is None else agent.readings.get(of)
    return svg(
        Chart(
            title,
            tuple(labels([period.text for period in said.periods])),
            lines,
            lambda value: series.shown(Fraction(str(value))),
            downwards=series.downwards,
            whole=of == "rank",
            band=None if reading is None else (float(reading.low), float(reading.mean), float(reading.high)),
        )
    )


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

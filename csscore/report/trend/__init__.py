"""A `Trend` for whoever looks back on several periods: the team or one agent, in words and pictures; it makes no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of
from csscore.report.blocks import Figure, Heading
from csscore.report.trend.person import person
from csscore.report.trend.pictures import picture
from csscore.report.trend.series import keys
from csscore.report.trend.team import span_text, team
from csscore.sentences import sentences

if TYPE_CHECKING:
    from csscore.report.blocks import Block
    from csscore.report.trend import files as files
    from csscore.report.trend import pictures as pictures
    from csscore.trending import AgentTrend, Trend
    from csscore.words import Lang

say = sentences(__file__)

__all__ = ["blocks", "keys", "title"]

_TITLE = say("title")
_OF_ONE = say("of_one")


def title(said: Trend, lang: Lang, *, agent: AgentTrend | None = None) -> str:
    """Return the document's title."""
    card = said.scheme
    details: dict[str, object] = {"title": card.title, "name": card.name, "version": card.version}
    details |= {"span": span_text(said.periods), "agent": "" if agent is None else agent.name}
    return (_TITLE if agent is None else _OF_ONE).filled(details).in_(lang)


def blocks(
    said: Trend,
    lang: Lang,
    *,
    of: str = "rank",
    agent: AgentTrend | None = None,
    everybody: bool = False,
    width: int | None = None,
) -> list[Block]:
    """Return the document.

    Parameters
    ----------
    of
        Which series of everybody is shown: one of `keys`.
    agent
        One agent's whole way, in place of the team.
    everybody
        Tell the milestones of all periods, not only of the latest.
    width
        Columns of a terminal; earlier periods that don't fit are left out. None: all, whatever their width.
    """
    found: list[Block] = [Heading(title(said, lang, agent=agent), 1)]
    if agent is None:
        found.append(Figure(picture(said, of, lang)))
        return [*found, *team(said, lang, of=of, everybody=everybody, width=width)]
    first, *rest = (Figure(picture(said, key, lang, agent=agent)) for key in _drawn(said, agent, of))
    return [*found, first, *person(said, agent, lang, width=width), *rest]


def _drawn(said: Trend, agent: AgentTrend, of: str) -> list[str]:
    """Return the series of which a picture shows anything, the one that was asked for first."""
    empty = set() if any(period.pay for period in said.periods) else {"pay"}
    for measure in said.metrics:
        if all(one is None or one.values.get(measure.name) is None for one in agent.standings):
            empty.add(measure.name)
    return [of, *(key for key in keys(said) if key != of and key not in empty)]


__getattr__ = modules_of(__name__)

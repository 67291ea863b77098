"""A `Trend` for whoever looks back on several periods: the team or one agent, in words and pictures; it makes no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.report.blocks import Figure, Heading
from csscore.report.trend.person import person
from csscore.report.trend.pictures import picture
from csscore.report.trend.series import OWN, keys
from csscore.report.trend.team import span_text, team
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.report.blocks import Block
    from csscore.trending import AgentTrend, Trend
    from csscore.words import Lang

__all__ = ["blocks", "keys", "title"]

_TITLE = Words("{title}（{name} 第 {version} 版）：{span}", "{title} ({name}, version {version}): {span}")
_OF_ONE = Words("{agent}，{span}：{title}（{name} 第 {version} 版）", "{agent}, {span}: {title} ({name}, version {version})")


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
        found += team(said, lang, of=of, everybody=everybody, width=width)
    else:
        found += [
            Figure(picture(said, key, lang, agent=agent)) for key in dict.fromkeys([of, *keys(said)]) if _drawn(said, agent, key)
        ]
        found += person(said, agent, lang, width=width)
    return found


def _drawn(said: Trend, agent: AgentTrend, key: str) -> bool:
    """Say whether a picture of a series shows anything."""
    if key == "pay" and not any(period.pay for period in said.periods):
        return False
    return key in OWN or any(one is not None and one.values.get(key) is not None for one in agent.standings)

"""A `Comparison` for programs: JSON and csv, exact numbers as texts; it leaves out nobody that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore.comparison import DIGITS
from csscore.exact.fixed import text
from csscore.report.csv import as_csv, disarmed
from csscore.report.difference.labels import label
from csscore.report.document import document_text, fixed, picked, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.comparison import (
        AgentChange,
        Agreement,
        Comparison,
        Effects,
        GroupChange,
        LineChange,
        PartChange,
        Side,
        Standing,
        Supposition,
    )
    from csscore.words import Lang

_CAUSES: Final = ("data", "scheme", "joined", "left", "adjustments")


def listed(said: Comparison, *, over: int | None) -> list[AgentChange]:
    """Return the agents that are written: everybody, or those whose pay changes by more than ``over`` minor units."""
    return [agent for agent in said.agents if over is None or abs(agent.pay_change) > over]


def json_text(comparisons: Sequence[Comparison], lang: Lang, *, over: int | None = None) -> str:
    """Return the comparisons as one JSON object, sentences in one language."""
    first = comparisons[0]
    document = {
        "csscore": 1,
        "currency": first.currency,
        "before": side_json(first, first.before),
        "comparisons": [_comparison(said, lang, over) for said in comparisons],
    }
    return document_text(document, lang)


@as_csv
def csv_text(comparisons: Sequence[Comparison], lang: Lang, *, over: int | None = None) -> Iterator[Iterable[object]]:
    """Yield the head and one row an agent and comparison; amounts are plain decimals, texts disarmed."""
    keys = list(dict.fromkeys(part.key for said in comparisons for agent in said.agents for part in agent.parts))
    cohorts = list(dict.fromkeys(key for said in comparisons for agent in said.agents for key in agent.cohort))
    causes = _CAUSES if any(said.effects is not None for said in comparisons) else ()
    yield [
        *("to", "agent", "name", *(disarmed(key) for key in cohorts), "rank_before", "rank_after", "up"),
        *("score_before", "score_after", "score_change", "pay_before", "pay_after", "pay_change", "through"),
        *(f"score_{disarmed(key.removeprefix('metric ').replace(' ', '_'))}" for key in keys),
        *(f"pay_{cause}" for cause in causes),
    ]
    for said in comparisons:
        called = label(said, lang)
        for agent in listed(said, over=over):
            yield [disarmed(called), *_row(said, agent, lang, keys, cohorts, causes)]


def _row(
    said: Comparison, agent: AgentChange, lang: Lang, keys: Sequence[str], cohorts: Sequence[str], causes: Sequence[str]
) -> list[object]:
    parts = {part.key: part.amount for part in agent.parts}
    sides = (agent.before, agent.after)
    ranks = ["" if side is None or side.rank is None else side.rank for side in sides]
    scores = ["" if side is None else fixed(side.score, said.score_digits) or "" for side in sides]
    pay = ["" if side is None else text(side.pay, said.money_digits) for side in sides]
    through = "" if agent.through is None else agent.through.title.in_(lang)
    effects = agent.effects
    return [
        disarmed(agent.agent),
        disarmed(agent.name),
        *(disarmed(agent.cohort.get(key, "")) for key in cohorts),
        *ranks,
        "" if agent.up is None else agent.up,
        *scores,
        fixed(agent.score_change, said.score_digits) or "",
        *pay,
        text(agent.pay_change, said.money_digits),
        disarmed(through),
        *(text(parts[key], said.digits) if key in parts else "" for key in keys),
        *("" if effects is None else _tenths(getattr(effects, cause), said) for cause in causes),
    ]


def _comparison(said: Comparison, lang: Lang, over: int | None) -> dict[str, Any]:
    supposed = {} if said.supposed is None else {"supposed": _supposed(said.supposed)}
    return {
        "to": label(said, lang),
        "after": side_json(said, said.after),
        "same": said.same,
        "settings": [
            {"path": change.path, "of": told(change.owner), **picked(change, "before", "after")} for change in said.settings
        ],
        "weights": {change.metric: picked(change, "before", "after") for change in said.weights},
        **supposed,
        "totals": _group(said, said.whole),
        "cohorts": [_group(said, group) for group in said.cohorts],
        "effects": None if said.effects is None else {**_effects(said.effects, said), "order": said.order},
        "agents": [_agent(said, agent) for agent in listed(said, over=over)],
        "problems": said.problems,
    }


def _supposed(supposed: Supposition) -> dict[str, Any]:
    values = [picked(value, "agent", "metric", "title", "before", "after") for value in supposed.values]
    return {"values": values, **picked(supposed, "without", "joining")}


def side_json(said: Comparison, side: Side) -> dict[str, Any]:
    """Return one of the results as JSON has it."""
    return {**picked(side, "scheme", "sets", "data", "period"), "budget": fixed(side.budget, said.money_digits)}


def _group(said: Comparison, group: GroupChange) -> dict[str, Any]:
    return {
        "cohort": group.cohort,
        "agents": group.people,
        "ranked": group.ranked,
        "score": [fixed(score, said.score_digits) for score in group.score],
        **amounts_json(group.pay, (group.gaining, group.gained), (group.losing, group.lost), said.money_digits),
        "changing_place": group.moving,
        "agreement": None if group.agreement is None else _agreement(group.agreement),
    }


def amounts_json(pay: tuple[int, int], gaining: tuple[int, int], losing: tuple[int, int], digits: int) -> dict[str, Any]:
    """Return what both pay, and how many gain and lose how much, as JSON has it."""
    return {
        "pay": [text(units, digits) for units in pay],
        "pay_change": text(pay[1] - pay[0], digits),
        "gaining": {"agents": gaining[0], "amount": text(gaining[1], digits)},
        "losing": {"agents": losing[0], "amount": text(losing[1], digits)},
    }


def _agreement(alike: Agreement) -> dict[str, Any]:
    return {
        "agents": alike.people,
        **picked(alike, "pairs", "swapped"),
        "kendall_tau_b": fixed(alike.kendall, DIGITS),
        "spearman": fixed(alike.spearman, DIGITS),
        "top": alike.tops,
    }


def _agent(said: Comparison, agent: AgentChange) -> dict[str, Any]:
    return {
        **picked(agent, "agent", "name", "cohort"),
        **sides_json(said, agent),
        "average": None if agent.through is None else text(agent.average, said.digits),
        "parts": [{**picked(part, "kind", "title"), **_changed(part, said.digits)} for part in agent.parts],
        "lines": [{**picked(line, "rule", "title"), **_changed(line, said.money_digits)} for line in agent.lines],
        "effects": None if agent.effects is None else _effects(agent.effects, said),
    }


def sides_json(said: Comparison, agent: AgentChange) -> dict[str, Any]:
    """Return how somebody stands on both sides, and what changes, as JSON has it."""
    return {
        "before": None if agent.before is None else _standing(said, agent.before),
        "after": None if agent.after is None else _standing(said, agent.after),
        "up": agent.up,
        "score_change": fixed(agent.score_change, said.score_digits),
        "pay_change": text(agent.pay_change, said.money_digits),
        "through": None if agent.through is None else agent.through.title,
    }


def _changed(part: PartChange | LineChange, digits: int) -> dict[str, str]:
    amounts = {"before": part.before, "after": part.after, "change": part.amount}
    return {name: text(units, digits) for name, units in amounts.items()}


def _standing(said: Comparison, standing: Standing) -> dict[str, Any]:
    return {
        **picked(standing, "rank", "tied"),
        "score": fixed(standing.score, said.score_digits),
        "pay": text(standing.pay, said.money_digits),
        "reason": told(standing.reason),
    }


def _effects(effects: Effects, said: Comparison) -> dict[str, str]:
    return {cause: _tenths(getattr(effects, cause), said) for cause in _CAUSES}


def _tenths(tenths: int, said: Comparison) -> str:
    """Return an amount that may have half a minor unit, which only the mean of two orders can."""
    return text(tenths, said.money_digits + 1).removesuffix("0")

"""A `Comparison` for programs: JSON and csv, exact numbers as texts; it leaves out nobody that was asked for."""

from __future__ import annotations

import csv
import io
from json import dumps
from typing import TYPE_CHECKING, Any, Final

from csscore.comparison import DIGITS
from csscore.exact.fixed import fraction_text, text, value_text
from csscore.report.csv import disarmed
from csscore.report.difference.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from csscore.comparison import AgentChange, Agreement, Comparison, Effects, GroupChange, Side, Standing, Supposition
    from csscore.problems import Problem
    from csscore.words import Lang, Words

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
    return dumps(document, ensure_ascii=False, indent=1) + "\n"


def csv_text(comparisons: Sequence[Comparison], lang: Lang, *, over: int | None = None) -> str:
    """Return one row an agent and comparison; amounts in plain decimals, texts that a spreadsheet would run disarmed."""
    keys = list(dict.fromkeys(part.key for said in comparisons for agent in said.agents for part in agent.parts))
    cohorts = list(dict.fromkeys(key for said in comparisons for agent in said.agents for key in agent.cohort))
    causes = _CAUSES if any(said.effects is not None for said in comparisons) else ()
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(
        [
            *("to", "agent", "name", *(disarmed(key) for key in cohorts), "rank_before", "rank_after", "up"),
            *("score_before", "score_after", "score_change", "pay_before", "pay_after", "pay_change", "through"),
            *(f"score_{disarmed(key.removeprefix('metric ').replace(' ', '_'))}" for key in keys),
            *(f"pay_{cause}" for cause in causes),
        ]
    )
    for said in comparisons:
        called = label(said, lang)
        for agent in listed(said, over=over):
            writer.writerow([disarmed(called), *_row(said, agent, lang, keys, cohorts, causes)])
    return written.getvalue()


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
    return {
        "to": label(said, lang),
        "after": side_json(said, said.after),
        "same": said.same,
        "settings": [
            {
                "path": change.path,
                "of": change.owner.in_(lang) or None,
                "before": _words(change.before, lang),
                "after": _words(change.after, lang),
            }
            for change in said.settings
        ],
        "weights": {change.metric: {"before": _exact(change.before), "after": _exact(change.after)} for change in said.weights},
        **({} if said.supposed is None else {"supposed": _supposed(said.supposed, lang)}),
        "totals": _group(said, said.whole),
        "cohorts": [_group(said, group) for group in said.cohorts],
        "effects": None if said.effects is None else {**_effects(said.effects, said), "order": said.order},
        "agents": [_agent(said, agent, lang) for agent in listed(said, over=over)],
        "problems": [problem_json(problem, lang) for problem in said.problems],
    }


def _supposed(supposed: Supposition, lang: Lang) -> dict[str, Any]:
    return {
        "values": [
            {
                "agent": value.agent,
                "metric": value.metric,
                "title": value.title.in_(lang),
                "before": _value(value.before),
                "after": _value(value.after),
            }
            for value in supposed.values
        ],
        "without": list(supposed.without),
        "joining": [{"agent": one.agent, "like": one.like} for one in supposed.joining],
    }


def _value(value: float | str | None) -> str | None:
    return value_text(value) if isinstance(value, float) else value


def side_json(said: Comparison, side: Side) -> dict[str, Any]:
    """Return one of the results as JSON has it."""
    card = side.scheme
    return {
        "scheme": {"name": card.name, "version": card.version, "digest": card.digest},
        "sets": list(side.sets),
        "data": list(side.data),
        "period": side.period,
        "budget": fixed(side.budget, said.money_digits),
    }


def _group(said: Comparison, group: GroupChange) -> dict[str, Any]:
    pay = [text(units, said.money_digits) for units in group.pay]
    return {
        "cohort": dict(group.cohort),
        "agents": list(group.people),
        "ranked": list(group.ranked),
        "score": [fixed(score, said.score_digits) for score in group.score],
        "pay": pay,
        "pay_change": text(group.pay[1] - group.pay[0], said.money_digits),
        "gaining": {"agents": group.gaining, "amount": text(group.gained, said.money_digits)},
        "losing": {"agents": group.losing, "amount": text(group.lost, said.money_digits)},
        "changing_place": group.moving,
        "agreement": None if group.agreement is None else _agreement(group.agreement),
    }


def _agreement(alike: Agreement) -> dict[str, Any]:
    return {
        "agents": alike.people,
        "pairs": alike.pairs,
        "swapped": alike.swapped,
        "kendall_tau_b": fixed(alike.kendall, DIGITS),
        "spearman": fixed(alike.spearman, DIGITS),
        "top": [{"n": top.n, "before": top.before, "after": top.after, "stay": top.stay} for top in alike.tops],
    }


def _agent(said: Comparison, agent: AgentChange, lang: Lang) -> dict[str, Any]:
    return {
        "agent": agent.agent,
        "name": agent.name,
        "cohort": dict(agent.cohort),
        "before": standing_json(said, agent.before, lang),
        "after": standing_json(said, agent.after, lang),
        "up": agent.up,
        "score_change": fixed(agent.score_change, said.score_digits),
        "pay_change": text(agent.pay_change, said.money_digits),
        "through": None if agent.through is None else agent.through.title.in_(lang),
        "average": None if agent.through is None else text(agent.average, said.digits),
        "parts": [
            {
                "kind": part.kind,
                "title": part.title.in_(lang),
                "before": text(part.before, said.digits),
                "after": text(part.after, said.digits),
                "change": text(part.amount, said.digits),
            }
            for part in agent.parts
        ],
        "lines": [
            {
                "rule": line.rule,
                "title": line.title.in_(lang),
                "before": text(line.before, said.money_digits),
                "after": text(line.after, said.money_digits),
                "change": text(line.amount, said.money_digits),
            }
            for line in agent.lines
        ],
        "effects": None if agent.effects is None else _effects(agent.effects, said),
    }


def standing_json(said: Comparison, standing: Standing | None, lang: Lang) -> dict[str, Any] | None:
    """Return how somebody stands as JSON has it."""
    if standing is None:
        return None
    return {
        "rank": standing.rank,
        "tied": standing.tied,
        "score": fixed(standing.score, said.score_digits),
        "pay": text(standing.pay, said.money_digits),
        "reason": standing.reason.in_(lang) or None,
    }


def _effects(effects: Effects, said: Comparison) -> dict[str, str]:
    return {cause: _tenths(getattr(effects, cause), said) for cause in _CAUSES}


def problem_json(problem: Problem, lang: Lang) -> dict[str, Any]:
    """Return a problem as JSON has it, its place as a text."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message.in_(lang),
        "place": None if problem.place is None else str(problem.place) or None,
    }


def _tenths(tenths: int, said: Comparison) -> str:
    """Return an amount that may have half a minor unit, which only the mean of two orders can."""
    return text(tenths, said.money_digits + 1).removesuffix("0")


def fixed(units: int | None, digits: int) -> str | None:
    """Return a fixed number as a text; None where there is none."""
    return None if units is None else text(units, digits)


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else fraction_text(number)


def _words(words: Words | None, lang: Lang) -> str | None:
    return None if words is None else words.in_(lang)

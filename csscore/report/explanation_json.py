"""An `Explanation` as JSON for programs: exact numbers as strings, missing as null; it leaves nothing out and adds nothing."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from csscore.exact.fixed import fraction_text, text, value_text

if TYPE_CHECKING:
    from fractions import Fraction

    from csscore.explanation import Apart, Change, Contrast, ExplainedCell, ExplainedMetric, Explanation, Step
    from csscore.problems import Place, Problem
    from csscore.words import Lang


def json_text(said: Explanation, lang: Lang) -> str:
    """Return the explanation as one JSON object, its sentences in one language."""
    return dumps(_whole(said, lang), ensure_ascii=False, indent=1) + "\n"


def _whole(said: Explanation, lang: Lang) -> dict[str, Any]:
    card = said.scheme
    return {
        "csscore": 1,
        "scheme": {"name": card.name, "version": card.version, "digest": card.digest},
        "period": said.period,
        "currency": said.currency,
        "agent": said.agent,
        "name": said.name,
        "cohort": dict(said.cohort),
        "people": said.people,
        "ranked": said.ranked,
        "rank": said.rank,
        "tied_with": list(said.tied_with),
        "score": _fixed(said.score, said.score_digits),
        "pay": _fixed(said.pay, said.money_digits),
        "reason": said.reason.in_(lang) or None,
        "flags": list(said.flags),
        "metrics": {metric.name: _metric(said, metric, lang) for metric in said.metrics},
        "groups": {
            group.name: {
                "title": group.title.in_(lang),
                "method": group.method,
                "points": _fixed(group.points, said.point_digits),
                "rule": group.rule.in_(lang) or None,
                "used": group.used.in_(lang) or None,
            }
            for group in said.groups
        },
        "parts": [
            {"kind": part.kind, "title": part.title.in_(lang), "amount": text(part.amount, said.digits)} for part in said.parts
        ],
        "gates": [
            {
                "name": gate.name.in_(lang),
                "when": gate.when,
                "values": dict(gate.values),
                "fired": gate.fired,
                "effect": gate.effect.in_(lang),
                "because": gate.because.in_(lang),
            }
            for gate in said.gates
        ],
        "lines": [
            {
                "rule": line.rule,
                "title": line.title.in_(lang),
                "amount": text(line.amount, said.money_digits),
                "because": line.because.in_(lang),
            }
            for line in said.lines
        ],
        "above": None if said.above is None else _contrast(said, said.above, lang),
        "against": None if said.against is None else _contrast(said, said.against, lang),
        "steps": None if said.steps is None else [_step(said, step, lang) for step in said.steps],
        "change": None if said.change is None else _change(said, said.change, lang),
        "strengths": _strengths(said, lang),
        **({"apart": [_apart(one, lang) for one in said.apart]} if said.apart else {}),
        "problems": [_problem(problem, lang) for problem in said.problems],
    }


def _metric(said: Explanation, metric: ExplainedMetric, lang: Lang) -> dict[str, Any]:
    return {
        "title": metric.title.in_(lang),
        "unit": metric.unit,
        "groups": list(metric.groups),
        "value": _value(metric.value),
        **_adjusted(metric, lang),
        "taken": metric.taken.in_(lang),
        "size": metric.size,
        "cells": [_cell(cell) for cell in metric.cells],
        "more_cells": metric.more,
        "totals": {total.column: {"cells": total.cells, "total": total.total} for total in metric.totals},
        "points": _fixed(metric.points, said.point_digits),
        "rule": metric.rule.in_(lang),
        "used": metric.used.in_(lang) or None,
        "weight": _exact(metric.weight),
        "counted": _exact(metric.counted),
        "contribution": _fixed(metric.contribution, said.digits),
    }


def _cell(cell: ExplainedCell) -> dict[str, Any]:
    told = {} if cell.counts is None else {"counts": cell.counts}
    return {"place": _place(cell.place), "column": cell.column or None, "text": cell.text, **told}


def _adjusted(metric: ExplainedMetric, lang: Lang) -> dict[str, Any]:
    """Return the value that points were made of and how it came about, where that is not the value."""
    if metric.adjusted is None:
        return {}
    return {"adjusted": _value(metric.adjusted), "adjusted_because": [words.in_(lang) for words in metric.fair]}


def _contrast(said: Explanation, other: Contrast, lang: Lang) -> dict[str, Any]:
    return {
        "agent": other.agent,
        "name": other.name,
        "rank": other.rank,
        "tied": other.tied,
        "score": _fixed(other.score, said.score_digits),
        "pay": _fixed(other.pay, said.money_digits),
        "gap": _fixed(other.gap, said.digits),
        "parts": [
            {
                "kind": part.kind,
                "title": part.title.in_(lang),
                "own": text(part.own, said.digits),
                "theirs": text(part.others, said.digits),
                "difference": text(part.amount, said.digits),
            }
            for part in other.parts
        ],
        "values": {name: _value(value) for name, value in other.values.items()},
        "points": {name: _fixed(points, said.point_digits) for name, points in other.points.items()},
        "because": other.because.in_(lang) or None,
    }


def _step(said: Explanation, step: Step, lang: Lang) -> dict[str, Any]:
    return {
        "metric": step.metric,
        "value": _value(step.value),
        "to": _value(step.to),
        "change": _exact(step.change),
        "rank": step.rank,
        "tied": step.tied,
        "score": _fixed(step.score, said.score_digits),
        "tried_to": _value(step.limit),
        "held": [words.in_(lang) for words in step.held],
    }


def _change(said: Explanation, change: Change, lang: Lang) -> dict[str, Any]:
    return {
        "period": change.period,
        "file": change.file,
        "rank": change.rank,
        "ranked": change.ranked,
        "score": change.score,
        "pay": text(change.pay, said.money_digits),
        "lines": [
            {
                "why": line.title.in_(lang),
                "then": text(line.before, said.money_digits),
                "now": text(line.now, said.money_digits),
                "difference": text(line.amount, said.money_digits),
            }
            for line in change.lines
        ],
        "gates": [gate.in_(lang) for gate in change.gates],
        "values": dict(change.values),
    }


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message.in_(lang),
        "place": None if problem.place is None else _place(problem.place),
    }


def _place(place: Place) -> dict[str, Any]:
    parts = {key: getattr(place, key) for key in ("file", "sheet", "cell", "line", "column")}
    return {key: value for key, value in parts.items() if value is not None}


def _strengths(said: Explanation, lang: Lang) -> dict[str, Any] | None:
    found = said.strengths
    if found is None:
        return None
    return {
        "compared": found.compared,
        "not_told": [title.in_(lang) for title in found.untold],
        "differing": [
            {
                "metric": trait.metric,
                "title": trait.title.in_(lang),
                "better": trait.better,
                "value": value_text(trait.value),
                "n": trait.size,
                "against": {"people": trait.people} if trait.people else {"months": trait.months},
                "they": value_text(trait.others),
            }
            for trait in found.traits
        ],
    }


def _apart(one: Apart, lang: Lang) -> dict[str, Any]:
    numbers = ("value", "share", "others", "difference", "before")
    return {
        "metric": one.metric,
        "title": one.title.in_(lang),
        "column": one.column,
        "by": one.by.in_(lang),
        "people": one.people,
        "period": one.period,
        "kinds": [{"label": kind.label, **{name: _exact(getattr(kind, name)) for name in numbers}} for kind in one.kinds],
        "more": one.more,
    }


def _fixed(units: int | None, digits: int) -> str | None:
    return None if units is None else text(units, digits)


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else fraction_text(number)


def _value(value: float | str | None) -> str | None:
    return value if value is None or isinstance(value, str) else value_text(value)

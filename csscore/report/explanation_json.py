"""An `Explanation` as JSON for programs: exact numbers as strings, missing as null; it leaves nothing out and adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.exact.fixed import text
from csscore.report.document import document_text, fixed, known, picked, told

if TYPE_CHECKING:
    from csscore.explanation import Change, Contrast, ExplainedCell, ExplainedMetric, Explanation, Step
    from csscore.traits import Strengths
    from csscore.words import Lang


def json_text(said: Explanation, lang: Lang) -> str:
    """Return the explanation as one JSON object, its sentences in one language."""
    whole = {
        "csscore": 1,
        **picked(said, "scheme", "period", "currency", "agent", "name", "cohort", "people", "ranked", "rank", "tied_with"),
        "score": fixed(said.score, said.score_digits),
        "pay": fixed(said.pay, said.money_digits),
        "reason": told(said.reason),
        "flags": said.flags,
        "metrics": {metric.name: _metric(said, metric) for metric in said.metrics},
        "groups": {
            group.name: {
                **picked(group, "title", "method"),
                "points": fixed(group.points, said.point_digits),
                "rule": told(group.rule),
                "used": told(group.used),
            }
            for group in said.groups
        },
        "parts": [{**picked(part, "kind", "title"), "amount": text(part.amount, said.digits)} for part in said.parts],
        "gates": [picked(gate, "name", "when", "values", "fired", "effect", "because") for gate in said.gates],
        "lines": [
            {**picked(line, "rule", "title"), "amount": text(line.amount, said.money_digits), "because": line.because}
            for line in said.lines
        ],
        "above": None if said.above is None else _contrast(said, said.above),
        "against": None if said.against is None else _contrast(said, said.against),
        "steps": None if said.steps is None else [_step(said, step) for step in said.steps],
        "change": None if said.change is None else _change(said, said.change),
        "strengths": None if said.strengths is None else _strengths(said.strengths),
    }
    if said.apart:
        names = ("metric", "title", "column", "by", "people", "period", "kinds", "more")
        whole["apart"] = [picked(one, *names) for one in said.apart]
    return document_text({**whole, "problems": said.problems}, lang, place=known)


def _metric(said: Explanation, metric: ExplainedMetric) -> dict[str, Any]:
    return {
        **picked(metric, "title", "unit", "groups", "value"),
        **({} if metric.adjusted is None else {"adjusted": metric.adjusted, "adjusted_because": metric.fair}),
        **picked(metric, "taken", "size"),
        "cells": [_cell(cell) for cell in metric.cells],
        "more_cells": metric.more,
        "totals": {total.column: picked(total, "cells", "total") for total in metric.totals},
        "points": fixed(metric.points, said.point_digits),
        "rule": metric.rule,
        "used": told(metric.used),
        **picked(metric, "weight", "counted"),
        "contribution": fixed(metric.contribution, said.digits),
    }


def _cell(cell: ExplainedCell) -> dict[str, Any]:
    counts = {} if cell.counts is None else {"counts": cell.counts}
    return {"place": cell.place, "column": cell.column or None, "text": cell.text, **counts}


def _contrast(said: Explanation, other: Contrast) -> dict[str, Any]:
    return {
        **picked(other, "agent", "name", "rank", "tied"),
        "score": fixed(other.score, said.score_digits),
        "pay": fixed(other.pay, said.money_digits),
        "gap": fixed(other.gap, said.digits),
        "parts": [
            {
                **picked(part, "kind", "title"),
                "own": text(part.own, said.digits),
                "theirs": text(part.others, said.digits),
                "difference": text(part.amount, said.digits),
            }
            for part in other.parts
        ],
        "values": other.values,
        "points": {name: fixed(points, said.point_digits) for name, points in other.points.items()},
        "because": told(other.because),
    }


def _step(said: Explanation, step: Step) -> dict[str, Any]:
    return {
        **picked(step, "metric", "value", "to", "change", "rank", "tied"),
        "score": fixed(step.score, said.score_digits),
        "tried_to": step.limit,
        "held": step.held,
    }


def _change(said: Explanation, change: Change) -> dict[str, Any]:
    return {
        **picked(change, "period", "file", "rank", "ranked", "score"),
        "pay": text(change.pay, said.money_digits),
        "lines": [
            {
                "why": line.title,
                "then": text(line.before, said.money_digits),
                "now": text(line.now, said.money_digits),
                "difference": text(line.amount, said.money_digits),
            }
            for line in change.lines
        ],
        **picked(change, "gates", "values"),
    }


def _strengths(found: Strengths) -> dict[str, Any]:
    return {
        "compared": found.compared,
        "not_told": found.untold,
        "differing": [
            {
                **picked(trait, "metric", "title", "better", "value"),
                "n": trait.size,
                "against": {"people": trait.people} if trait.people else {"months": trait.months},
                "they": trait.others,
            }
            for trait in found.traits
        ],
    }

"""A month that is not over, for programs: JSON and csv; rank and pay are what stands now, the projection is apart."""

from __future__ import annotations

import io
from json import dumps
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np

from csscore.exact.fixed import MISSING, exact, fraction_text, text
from csscore.report.csv import write_csv
from csscore.report.json import VERSION, write_json
from csscore.report.view import Column, payroll
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from csscore.explanation import Step
    from csscore.unfinished import Ahead, Mark, Unfinished
    from csscore.words import Lang

AHEAD: Final = "projected_"
"""Stands before everything that is not, but may come."""


def write_document(said: Unfinished, to: BinaryIO, *, lang: Lang, digest: bool = False) -> None:
    """Write UTF-8 JSON: ``so_far``, and under ``now`` the result as ``rank`` has it.

    Nothing takes it for a result of a period, whose agents stand at the top.
    """
    now = io.BytesIO()
    write_json(said.result, now, lang=lang, digest=digest)
    head = dumps(_so_far(said, lang), ensure_ascii=False, indent=1)
    to.write(f'{{\n"csscore": {VERSION},\n"so_far": {head},\n"now": '.encode("utf-8", "replace"))
    to.write(now.getvalue().rstrip(b"\n") + b"\n}\n")


def _so_far(said: Unfinished, lang: Lang) -> dict[str, Any]:
    when = said.elapsed
    return {
        "period": said.result.period if when is None else when.period,
        "until": None if when is None else str(when.until),
        "days": None if when is None else when.days,
        "days_passed": None if when is None else when.passed,
        "days_left": None if when is None else when.left,
        "projected": said.refused is None,
        "refused": None if said.refused is None else said.refused.in_(lang),
        "draws": said.draws,
        "luck_not_told": [words.in_(lang) for words in said.steady],
        "held": [words.in_(lang) for words in said.held],
        "figures_held": [words.in_(lang) for words in said.figures],
        "people": [
            {
                "agent": str(agent),
                "next": [_mark(mark, lang) for mark in person.marks],
                "to_the_next_place": None if person.steps is None else [_step(step, said) for step in person.steps],
                **({} if person.gap is None else {"to_next_score": text(person.gap, said.result.score_digits)}),
                "projected": None if person.ahead is None else _ahead(person.ahead, said),
            }
            for agent, person in zip(said.result.agents, said.people, strict=True)
        ],
    }


def _mark(mark: Mark, lang: Lang) -> dict[str, Any]:
    return {
        "metric": mark.metric,
        "title": mark.title.in_(lang),
        "unit": mark.unit,
        "now": fraction_text(mark.value),
        "line": _exact(mark.line),
        "missing": _exact(mark.missing),
        "must_not_exceed": mark.bound,
        "a_day": _exact(mark.daily),
        "projected": _exact(mark.expected),
        "on_course": mark.on_course,
    }


def _step(step: Step, said: Unfinished) -> dict[str, Any]:
    to = step.to if step.to is None or isinstance(step.to, str) else fraction_text(exact(step.to))
    score = None if step.score is None else text(step.score, said.result.score_digits)
    return {"metric": step.metric, "to": to, "change": _exact(step.change), "rank": step.rank, "score": score}


def _ahead(ahead: Ahead, said: Unfinished) -> dict[str, Any]:
    def money(units: int) -> str:
        return text(units, said.result.money_digits)

    return {
        "rank": ahead.rank,
        "rank_90": None if ahead.ranks is None else list(ahead.ranks),
        "score": None if ahead.score is None else text(ahead.score, said.result.score_digits),
        "pay": money(ahead.pay),
        "pay_90": None if ahead.pays is None else [money(pay) for pay in ahead.pays],
    }


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else fraction_text(number)


# --- csv


def write_table(said: Unfinished, to: BinaryIO, *, lang: Lang, fields: Sequence[str] = ()) -> None:
    """Write one row an agent: the day, the columns of the result, the next line of each metric, and what may come."""
    write_csv(said.result, to, lang=lang, fields=fields, columns=columns(said, lang))


def columns(said: Unfinished, lang: Lang) -> list[Column]:
    """Return the columns: ``so_far`` first, then those of the result, then ``to_next_NAME`` and those of the projection."""
    count = len(said.people)
    until = "?" if said.elapsed is None else str(said.elapsed.until)
    day = Column("so_far", same("so_far"), "text", np.array([until] * count, dtype=object))
    return [day, *payroll(said.result, lang), *_missing(said), *_projected(said)]


def _missing(said: Unfinished) -> list[Column]:
    names = list(dict.fromkeys(mark.metric for person in said.people for mark in person.marks))
    found = []
    for name in names:
        marks = [next((mark for mark in person.marks if mark.metric == name), None) for person in said.people]
        for key, cells in (
            (f"next_{name}", [None if mark is None else _exact(mark.line) for mark in marks]),
            (f"to_next_{name}", [None if mark is None else _exact(mark.missing) for mark in marks]),
        ):
            found.append(Column(key, same(key), "number", np.array([*cells, None], dtype=object)[:-1]))
    return found


def _projected(said: Unfinished) -> list[Column]:
    ahead = [person.ahead for person in said.people]
    if all(one is None for one in ahead):
        return []
    money, points = said.result.money_digits, said.result.score_digits

    def column(name: str, of: Callable[[Ahead], int | None], digits: int) -> Column:
        numbers = [None if one is None else of(one) for one in ahead]
        cells = np.array([MISSING if number is None else number for number in numbers], dtype=np.int64)
        return Column(AHEAD + name, same(AHEAD + name), "number", cells, digits=digits)

    return [
        column("rank", lambda one: one.rank, 0),
        column("rank_low", lambda one: one.ranks and one.ranks[0], 0),
        column("rank_high", lambda one: one.ranks and one.ranks[1], 0),
        column("score", lambda one: one.score, points),
        column("pay", lambda one: one.pay, money),
        column("pay_low", lambda one: one.pays and one.pays[0], money),
        column("pay_high", lambda one: one.pays and one.pays[1], money),
    ]

"""A month that is not over, for programs: JSON and csv; rank and pay are what stands now, the projection is apart."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np

from csscore.exact.fixed import MISSING, exact, fraction_text, text
from csscore.report.csv import write_csv
from csscore.report.document import document_text, fixed, picked
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
    head = document_text(_so_far(said), lang).rstrip("\n")
    to.write(f'{{\n"csscore": {VERSION},\n"so_far": {head},\n"now": '.encode("utf-8", "replace"))
    to.write(now.getvalue().rstrip(b"\n") + b"\n}\n")


def _so_far(said: Unfinished) -> dict[str, Any]:
    when = said.elapsed
    return {
        "period": said.result.period if when is None else when.period,
        "until": None if when is None else when.until,
        "days": None if when is None else when.days,
        "days_passed": None if when is None else when.passed,
        "days_left": None if when is None else when.left,
        "projected": said.refused is None,
        **picked(said, "refused", "draws"),
        "luck_not_told": said.steady,
        "held": said.held,
        "figures_held": said.figures,
        "people": [
            {
                "agent": str(agent),
                "next": [_mark(mark) for mark in person.marks],
                "to_the_next_place": None if person.steps is None else [_step(step, said) for step in person.steps],
                **({} if person.gap is None else {"to_next_score": text(person.gap, said.result.score_digits)}),
                "projected": None if person.ahead is None else _ahead(person.ahead, said),
            }
            for agent, person in zip(said.result.agents, said.people, strict=True)
        ],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        **picked(mark, "metric", "title", "unit"),
        "now": mark.value,
        **picked(mark, "line", "missing"),
        "must_not_exceed": mark.bound,
        "a_day": mark.daily,
        "projected": mark.expected,
        "on_course": mark.on_course,
    }


def _step(step: Step, said: Unfinished) -> dict[str, Any]:
    to = exact(step.to) if isinstance(step.to, float) else step.to
    score = fixed(step.score, said.result.score_digits)
    return {"metric": step.metric, "to": to, **picked(step, "change", "rank"), "score": score}


def _ahead(ahead: Ahead, said: Unfinished) -> dict[str, Any]:
    digits = said.result.money_digits
    return {
        "rank": ahead.rank,
        "rank_90": ahead.ranks,
        "score": fixed(ahead.score, said.result.score_digits),
        "pay": text(ahead.pay, digits),
        "pay_90": None if ahead.pays is None else [text(pay, digits) for pay in ahead.pays],
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

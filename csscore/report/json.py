"""The machine-readable result, version 1: one agent a line, exact numbers as texts; it never holds all agents' text at once.

The shape is fixed by ``result-v1.schema.json``. `read` by csscore itself as input of another scheme.
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore.fixed import MISSING, fraction_text, text
from csscore.report.view import Column, pay_column, points_column, score_column, totals, value_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.problems import Problem
    from csscore.result import LineColumn, MetricColumn, Result
    from csscore.words import Lang

VERSION: Final = 1
_AGENTS: Final = 2048
_COUNTED_DIGITS: Final = 4


def write_json(result: Result, to: BinaryIO, *, lang: Lang) -> None:
    """Write the result as UTF-8 JSON; sentences and titles are in ``lang``."""
    for piece in _pieces(result, lang):
        to.write(piece.encode("utf-8", "replace"))


def _pieces(result: Result, lang: Lang) -> Iterator[str]:
    card = result.scheme
    head = {
        "csscore": VERSION,
        "scheme": {"name": card.name, "version": card.version, "digest": card.digest},
        "period": result.period,
        "currency": result.currency,
    }
    yield "{\n" + "".join(f"  {_text(key)}: {_text(value)},\n" for key, value in head.items())
    yield from _listed("agents", _agents(result, lang))
    yield f'  "totals": {_text(dict(totals(result)))},\n'
    yield from _listed("problems", (_text(problem_data(problem, lang)) for problem in result.problems), end="\n}\n")


def problem_data(problem: Problem, lang: Lang) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message.in_(lang),
        "place": None if place is None else {"file": place.file, "sheet": place.sheet, "cell": place.cell},
    }


def _listed(key: str, items: Iterator[str], *, end: str = ",\n") -> Iterator[str]:
    yield f'  "{key}": ['
    mark = "\n    "
    for item in items:
        yield mark + item
        mark = ",\n    "
    yield ("]" if mark == "\n    " else "\n  ]") + end


def _agents(result: Result, lang: Lang) -> Iterator[str]:
    for start in range(0, len(result), _AGENTS):
        yield from _block(result, start, min(start + _AGENTS, len(result)), lang)


def _block(result: Result, start: int, stop: int, lang: Lang) -> Iterator[str]:
    """Write some agents: every column as texts first, then one line an agent."""
    score, pay = (_quoted(column, start, stop) for column in (score_column(result), pay_column(result)))
    metrics = [_metric(metric, result, start, stop) for metric in result.metrics]
    lines = [(f'{{"rule": {_text(line.rule)}, "title": {_text(line.title.in_(lang))}, ', line) for line in result.lines]
    for row in range(start, stop):
        at = row - start
        rank = int(result.ranks[row])
        cohort = {key: cells[row] for key, cells in result.cohorts.items()}
        reason = result.reasons.at(row, lang) if rank == MISSING else ""
        measured = ", ".join([f"{name}{cells[at]}" for name, cells in metrics])
        counted = "" if result.counted is None else f', "counted": {_counted(int(result.counted[row]))}'
        gates = [
            {"name": gate.name.in_(lang), "effect": gate.effect.in_(lang), "because": gate.because.in_(lang)}
            for gate in result.gates
            if gate.fired[row]
        ]
        paid = ", ".join(
            [_line(head, line, row, lang, result.money_digits) for head, line in lines if line.amounts[row] != MISSING]
        )
        yield (
            f'{{"agent": {_text(result.agents[row])}, "name": {_text(result.names[row])}, "cohort": {_text(cohort)}, '
            f'"status": {_text(result.status[row])}, "rank": {"null" if rank == MISSING else rank}, '
            f'"tied": {int(result.tied[row])}, "score": {score[at]}, "pay": {pay[at]}, '
            f'"metrics": {{{measured}}}{counted}, "gates": {_text(gates)}, '
            f'"flags": {_text([flag.name for flag in result.flags if flag.raised[row]])}, '
            f'"lines": [{paid}], "reason": {_text(reason or None)}}}'
        )


def _metric(metric: MetricColumn, result: Result, start: int, stop: int) -> tuple[str, list[str]]:
    """Return a metric's key and, for each agent, what stands under it."""
    contributions = metric.contributions
    values = _quoted(value_column(metric), start, stop)
    points = _quoted(points_column(metric, digits=result.point_digits), start, stop)
    if contributions is None:
        parts = ["null"] * (stop - start)
    else:
        parts = _quoted(Column("", metric.title, "points", contributions, digits=result.point_digits), start, stop)
    weight = _text(None if metric.weight is None else fraction_text(metric.weight))
    cells = [
        f'{{"value": {value}, "points": {point}, "weight": {weight}, "contribution": {part}}}'
        for value, point, part in zip(values, points, parts, strict=True)
    ]
    return f"{_text(metric.name)}: ", cells


def _line(head: str, line: LineColumn, row: int, lang: Lang, digits: int) -> str:
    amount = text(int(line.amounts[row]), digits)
    return f'{head}"amount": "{amount}", "because": {_text(line.because.at(row, lang))}}}'


def _counted(percent: int) -> str:
    if percent == MISSING:
        return "null"
    plain = text(percent, _COUNTED_DIGITS).rstrip("0").rstrip(".")
    return f'"{plain}"'


def _quoted(column: Column, start: int, stop: int) -> list[str]:
    """Return cells as JSON: numbers and texts in quotes, missing as null."""
    cells = column.texts(start, stop)
    if column.cells.dtype.kind == "O":
        return [_text(cell) for cell in cells]
    return ["null" if cell is None else f'"{cell}"' for cell in cells]


def _text(value: object) -> str:
    return dumps(value, ensure_ascii=False)

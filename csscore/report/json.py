"""The machine-readable result, version 1: one agent a line, exact numbers as texts; it never holds all agents' text at once.

The shape is fixed by ``result-v1.schema.json``. `read` by csscore itself as input of another scheme.
"""

from __future__ import annotations

from dataclasses import replace
from json import JSONEncoder
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore import __version__
from csscore.exact.fixed import MISSING, fraction_text, text
from csscore.read.record import digest_of
from csscore.report.view import Column, counted_columns, pay_column, points_column, score_column, totals, value_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.problems import Problem
    from csscore.result import BreakdownColumn, GateColumn, GroupColumn, InputFile, LineColumn, MetricColumn, Result
    from csscore.words import Lang

VERSION: Final = 1
_AGENTS: Final = 2048
_LARGE: Final = 10**9
"""Bytes above which a source is told by its size and time."""
_json: Final = JSONEncoder(ensure_ascii=False).encode


def write_json(result: Result, to: BinaryIO, *, lang: Lang, digest: bool = False) -> None:
    """Write the result as UTF-8 JSON; sentences and titles are in ``lang``.

    Of inputs above 1 GB stand size and time; with ``digest`` their digest, as of all others.
    """
    for piece in _pieces(result, lang, digest=digest):
        to.write(piece.encode("utf-8", "replace"))


def _pieces(result: Result, lang: Lang, *, digest: bool) -> Iterator[str]:
    card = result.scheme
    yield f'{{\n  "csscore": {VERSION},\n  "version": {_json(__version__)},\n'
    yield from _listed("inputs", (_json(_input(one, digest=digest)) for one in result.inputs))
    head: dict[str, Any] = {
        "set": list(result.sets),
        "scheme": {"name": card.name, "version": card.version, "digest": card.digest},
        "period": result.period,
        "currency": result.currency,
    }
    if result.accounts:
        head["accounts"] = {agent: list(own) for agent, own in sorted(result.accounts.items())}
    yield "".join(f"  {_text(key)}: {_json(value)},\n" for key, value in head.items())
    yield from _listed("agents", _agents(result, lang))
    yield f'  "totals": {_json(dict(totals(result)))},\n'
    yield from _listed("problems", (_json(problem_data(problem, lang)) for problem in result.problems), end="\n}\n")


def _input(one: InputFile, *, digest: bool) -> dict[str, Any]:
    """Return an input as JSON has it; without names role and digest only."""
    large = one.size is not None and (one.size > _LARGE or not one.sha256) and not digest
    sha256 = one.sha256 or (digest_of(one.file) if digest and one.file is not None else None)
    told: dict[str, Any] = {"size": one.size, "modified": one.modified} if large else {"sha256": sha256}
    if one.nameless:
        return {"role": one.role, **told}
    return {"role": one.role, "file": one.file, "sheet": one.sheet, **told, "rows": one.rows}


def problem_data(problem: Problem, lang: Lang) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    place = problem.place
    accepted = {} if problem.accepted is None else {"accepted": problem.accepted.in_(lang)}
    return {
        "code": problem.code,
        "severity": problem.severity,
        **accepted,
        "message": problem.message.in_(lang),
        "place": None if place is None else {key: getattr(place, key) for key in ("file", "sheet", "cell", "line", "column")},
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
    columns = {
        "agent": _texts(result.agents, start, stop),
        "name": _texts(result.names, start, stop),
        "cohort": _objects({key: _texts(cells, start, stop) for key, cells in result.cohorts.items()}, stop - start),
        "status": _texts(result.status, start, stop),
        "rank": ["null" if rank == MISSING else str(rank) for rank in result.ranks[start:stop].tolist()],
        "tied": [str(tied) for tied in result.tied[start:stop].tolist()],
        "score": _quoted(score_column(result), start, stop),
        "pay": _quoted(pay_column(result), start, stop),
        "metrics": _objects({metric.name: _metric(metric, result, start, stop) for metric in result.metrics}, stop - start),
    }
    if result.counted is not None:
        columns["counted"] = _quoted(counted_columns(result)[0], start, stop)
    columns["groups"] = _objects({group.name: _group(group, result, start, stop) for group in result.groups}, stop - start)
    columns["gates"] = _lists([_gate(gate, start, stop, lang) for gate in result.gates], stop - start)
    flags = [(_text(flag.name), flag.raised[start:stop].tolist()) for flag in result.flags]
    columns["flags"] = _lists([[text if up else None for up in raised] for text, raised in flags], stop - start)
    columns["lines"] = _lists([_line(line, start, stop, lang, result.money_digits) for line in result.lines], stop - start)
    reasons = ["" if rank != "null" else result.reasons.at(agent, lang) for agent, rank in enumerate(columns["rank"], start)]
    columns["reason"] = [_text(reason) if reason else "null" for reason in reasons]
    yield from _objects(columns, stop - start)


def _metric(metric: MetricColumn, result: Result, start: int, stop: int) -> list[str]:
    """Return what stands under a metric's key, for each agent."""
    digits = result.point_digits
    values = _quoted(value_column(metric, result.currency), start, stop)
    points = _quoted(points_column(metric, digits=digits), start, stop)
    if metric.contributions is None:
        parts = ["null"] * (stop - start)
    else:
        parts = _quoted(Column("", metric.title, "points", metric.contributions, digits=digits), start, stop)
    weight = "null" if metric.weight is None else _text(fraction_text(metric.weight))
    told = [f'"value": {value}' for value in values]
    if metric.adjusted is not None:
        adjusted = _quoted(value_column(replace(metric, values=metric.adjusted), result.currency), start, stop)
        told = [f'{value}, "adjusted": {after}' for value, after in zip(told, adjusted, strict=True)]
    apart = _broken_down(metric, result, start, stop)
    return [
        f'{{{value}, "points": {point}, "weight": {weight}, "contribution": {part}{more}}}'
        for value, point, part, more in zip(told, points, parts, apart, strict=True)
    ]


def _broken_down(metric: MetricColumn, result: Result, start: int, stop: int) -> list[str]:
    """Return what a metric is by the texts of columns, for each agent; nothing where the scheme doesn't ask for it."""
    if not metric.breakdowns:
        return [""] * (stop - start)
    columns = {one.column: _by_text(one, metric, result, start, stop) for one in metric.breakdowns}
    return [f', "breakdown": {apart}' for apart in _objects(columns, stop - start)]


def _by_text(one: BreakdownColumn, metric: MetricColumn, result: Result, start: int, stop: int) -> list[str]:
    values = value_column(replace(metric, values=one.values), result.currency)
    bounds = zip(one.first[start:stop].tolist(), one.last[start:stop].tolist(), strict=True)
    entries = (zip(one.labels[first:last].tolist(), _quoted(values, first, last), strict=True) for first, last in bounds)
    return [f"{{{', '.join(f'{_text(label)}: {value}' for label, value in own)}}}" for own in entries]


def _group(group: GroupColumn, result: Result, start: int, stop: int) -> list[str]:
    """Return what stands under a group's key, for each agent."""
    total, added = group.made()
    values, parts = (
        ["null"] * (stop - start)
        if column is None
        else _quoted(Column("", group.title, "points", column, digits=result.point_digits), start, stop)
        for column in (total, added)
    )
    weight = "null" if group.weight is None else _text(fraction_text(group.weight))
    return [
        f'{{"value": {value}, "weight": {weight}, "contribution": {part}}}' for value, part in zip(values, parts, strict=True)
    ]


def _gate(gate: GateColumn, start: int, stop: int, lang: Lang) -> list[str | None]:
    said = {"name": gate.name.in_(lang), "effect": gate.effect.in_(lang), "because": gate.because.in_(lang)}
    text = _json(said)
    return [text if fired else None for fired in gate.fired[start:stop].tolist()]


def _line(line: LineColumn, start: int, stop: int, lang: Lang, digits: int) -> list[str | None]:
    """Return a pay line for each agent, None for those it does not apply to."""
    head = f'{{"rule": {_text(line.rule)}, "title": {_text(line.title.in_(lang))}, "amount": "'
    return [
        None if units == MISSING else f'{head}{text(units, digits)}", "because": {_text(line.because.at(agent, lang))}}}'
        for agent, units in enumerate(line.amounts[start:stop].tolist(), start)
    ]


def _objects(columns: dict[str, list[str]], count: int) -> list[str]:
    """Return one JSON object an agent from its members' texts."""
    if not columns:
        return ["{}"] * count
    form = ", ".join(f"{_text(key).replace('%', '%%')}: %s" for key in columns)
    return [f"{{{form % members}}}" for members in zip(*columns.values(), strict=True)]


def _lists(columns: list[list[str | None]], count: int) -> list[str]:
    """Return one JSON list an agent of what applies."""
    if not columns:
        return ["[]"] * count
    return [f"[{', '.join([item for item in items if item is not None])}]" for items in zip(*columns, strict=True)]


def _quoted(column: Column, start: int, stop: int) -> list[str]:
    """Return cells as JSON: numbers and texts in quotes, missing as null."""
    cells = column.texts(start, stop)
    if column.cells.dtype.kind == "O":
        return ["null" if cell is None else _text(cell) for cell in cells]
    return ["null" if cell is None else f'"{cell}"' for cell in cells]


def _texts(cells: Any, start: int, stop: int) -> list[str]:
    return ["null" if cell is None else _text(str(cell)) for cell in cells[start:stop].tolist()]

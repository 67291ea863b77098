"""JSON as grids: lists of objects, frames in halves, the results of csscore itself; it never merges two records into one."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.problems import Place, Problems
from csscore.read.complete import paging
from csscore.read.grid import Grid
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

_AMOUNT: Final = re.compile(r"-?\d{1,18}(\.\d{1,4})?", re.ASCII)
_DEEPEST: Final = 4
"""How deep inside a JSON document a list of objects is looked for."""

_SAID: Final = {
    "Expecting value": "这里应当有一个值",
    "Expecting property name enclosed in double quotes": "这里应当是一个键，键要加双引号",
    "Illegal trailing comma before end of object": "结尾多了一个逗号",
    "Illegal trailing comma before end of array": "结尾多了一个逗号",
    "Expecting ':' delimiter": "少了冒号",
    "Expecting ',' delimiter": "少了逗号",
    "Unterminated string starting at": "开始的引号没有配对",
    "Invalid control character at": "的文字里有控制字符",
    "Extra data": "起是多余的内容",
}
"""What the parser of Python says, in Chinese."""


def is_json(text: str, path: str) -> bool:
    """Tell whether a text is JSON: by its first character and its name, or because it parses."""
    start = text[:200].lstrip("\ufeff \t\r\n")[:1]
    if start not in {"{", "["}:
        return path.lower().endswith((".json", ".jsonl", ".ndjson"))
    if path.lower().endswith((".json", ".jsonl", ".ndjson")) or start == "{":
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def json_grid(text: str, path: str, problems: Problems) -> tuple[str, Grid] | None:
    """Return the table of a JSON document, or of JSON lines, and which of the two it is; None after an error was recorded.

    A document holds the table as ``[{…}, {…}]``, as ``{"columns": […], "data": [[…], …]}``, as the only such list inside
    it, or as a result of csscore: agent, name, status, rank, score, pay, what the cohort is told by, pay lines under their
    titles, the reason, and for each metric its value under the metric's name and its points under ``NAME_points``.
    """
    place = Place(path)
    try:
        document, lines = _parse(text)
    except _RepeatedKeyError as error:
        problems.add("D124", place, key=error.args[0])
        return None
    except json.JSONDecodeError as error:
        at, said = f"第 {error.lineno} 行第 {error.colno} 列", _SAID.get(error.msg, f"解析时出错（“{error.msg}”）")
        reason = Words(f"{at}{said}", f"line {error.lineno} column {error.colno}: {error.msg}")
        problems.add("D122", Place(path, line=error.lineno, column=error.colno), reason=reason)
        return None
    except (RecursionError, ValueError) as error:  # nested too deeply; an integer of thousands of digits
        text = str(error).splitlines()[0][:200]
        deep = isinstance(error, RecursionError)
        reason = Words("嵌套太深", "nested too deeply") if deep else Words(f"解析时出错（“{text}”）", text)
        problems.add("D122", place, reason=reason)
        return None
    table = _table(document)
    if isinstance(table, Words):
        problems.add("D123", place, reason=table)
        return None
    header, rows = table
    columns = [np.array([name, *(None for _ in rows)], dtype=object) for name in header]
    for number, row in enumerate(rows, start=1):
        for column, cell in zip(columns, row, strict=True):
            column[number] = None if cell == "" else cell
    pages = None if lines is not None else paging(document, rows)
    return ("jsonl" if lines is not None else "json"), Grid(path, None, columns, paging=pages)


class _RepeatedKeyError(ValueError):
    """An object has one key twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return found


def _parse(text: str) -> tuple[Any, list[int] | None]:
    """Return the document, or the list of the documents on each line and the lines."""
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=str)
    plain = text.lstrip("\ufeff")
    try:
        return decoder.decode(plain), None
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
    documents, numbers = [], []
    for number, line in enumerate(plain.split("\n"), start=1):
        if line.strip():
            try:
                documents.append(decoder.decode(line))
            except json.JSONDecodeError as error:
                raise json.JSONDecodeError(error.msg, plain, _offset(plain, number) + error.pos) from None
            numbers.append(number)
    return documents, numbers


def _offset(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at


def _table(document: Any) -> tuple[list[str], list[list[Any]]] | Words:
    """Return header and rows, or the reason why there is no table."""
    if isinstance(document, dict):
        if "csscore" in document and isinstance(document.get("agents"), list):
            return _of_objects([_of_agent(agent) for agent in document["agents"] if isinstance(agent, dict)])
        if isinstance(document.get("columns"), list) and isinstance(document.get("data"), list):
            return _of_halves(document["columns"], document["data"])
    found = list(_lists_of_objects(document, 0))
    if not found:
        return Words("没有对象列表", "it holds no list of objects")
    if len(found) > 1:
        keys = [".".join(keys) or "." for keys, _ in found]
        return Words(f"有 {len(found)} 个列表：{'、'.join(keys[:5])}", f"it holds {len(found)} lists: {', '.join(keys[:5])}")
    return _of_objects(found[0][1])


def _lists_of_objects(
    value: Any, depth: int, keys: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    if isinstance(value, list):
        if value and all(isinstance(item, dict) for item in value):
            yield keys, value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in value.items():
            yield from _lists_of_objects(inner, depth + 1, (*keys, key))


def _of_halves(columns: list[Any], data: list[Any]) -> tuple[list[str], list[list[Any]]] | Words:
    header = [" ".join(map(str, name)) if isinstance(name, list) else str(name) for name in columns]
    for number, row in enumerate(data, start=1):
        if not isinstance(row, list) or len(row) != len(header):
            return Words(
                f"data 的第 {number} 行与 columns 的 {len(header)} 列不符",
                f"row {number} of data does not fit the {len(header)} columns",
            )
    return header, [[_cell(cell) for cell in row] for row in data]


def _of_objects(objects: list[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """Return the objects as rows; the header has the keys in the order in which they first occur."""
    flat = [dict(_flat(item)) for item in objects]
    header = list(dict.fromkeys(key for item in flat for key in item))
    return header, [[item.get(key) for key in header] for item in flat]


def _flat(item: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the cells of an object, inner ones under ``outer.inner``; ``{"value": x}`` is x."""
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value.keys() == {"value"}:
            yield name, _cell(value["value"])
        elif isinstance(value, dict) and value and depth < _DEEPEST:
            yield from _flat(value, f"{name}.", depth + 1)
        else:
            yield name, _cell(value)


def _cell(value: Any) -> Any:
    """Return a value as a cell; lists and what is nested too deeply stay JSON text."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value


def _of_agent(agent: dict[str, Any]) -> dict[str, Any]:
    """Return an agent of a result of csscore as a row, with the columns that the csv has."""
    row = {key: agent.get(key) for key in ("agent", "name", "status", "rank", "score", "pay")}
    metrics = agent["metrics"] if isinstance(agent.get("metrics"), dict) else {}
    measured: dict[str, Any] = {}
    for name, metric in metrics.items():
        if isinstance(metric, dict):
            measured[name if name not in row and name != "reason" else f"{name}.value"] = metric.get("value")
            measured[f"{name}_points"] = metric.get("points")
    if isinstance(agent.get("cohort"), dict):
        row |= {key: value for key, value in agent["cohort"].items() if key not in row and key not in measured}
    own = {title: amount for title, amount in _lines(agent.get("lines")) if title not in row and title not in measured}
    return {**row, **own, "reason": agent.get("reason"), **measured}


def _lines(lines: Any) -> Iterator[tuple[str, str]]:
    """Yield the sum of the pay lines of each title."""
    sums: dict[str, Decimal] = {}
    for line in lines if isinstance(lines, list) else ():
        title, amount = (line.get("title"), line.get("amount")) if isinstance(line, dict) else (None, None)
        if isinstance(title, str) and isinstance(amount, str) and _AMOUNT.fullmatch(amount):
            sums[title] = sums.get(title, Decimal(0)) + Decimal(amount)
    yield from ((title, str(total)) for title, total in sums.items())

"""From an agent's rows to one value per metric."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .exact import Refused, Unsupported, cell, only, to_significant

Rows = list[dict[str, str]]
METRIC = ("title", "value", "unit", "better", "weight", "points", "missing")


def heading(name: str, rows: Rows, scheme: dict[str, Any]) -> str:
    """Find the header that a column name stands for: the first of its list that the rows have, else the name itself."""
    headers = scheme.get("columns", {}).get(name, [name])
    for header in [headers] if isinstance(headers, str) else headers:
        if header in rows[0]:
            return str(header)
    raise Refused(f"no column {name}")


def agents(rows: Rows, scheme: dict[str, Any]) -> dict[str, Rows]:
    """Sort the rows by whose they are."""
    names = scheme.get("agent", "agent")
    header = next(name for name in ([names] if isinstance(names, str) else names) if name in rows[0])
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(row[header], []).append(row)
    return found


def value(metric: dict[str, Any], rows: Rows, scheme: dict[str, Any]) -> Fraction | str | None:
    """Measure one agent; ``None`` is missing. Rounded to 12 significant digits; a word stays a word."""
    only(metric, *METRIC)
    if isinstance(metric["points"], dict) and "levels" in metric["points"]:
        if len(rows) > 1:
            raise Refused("several words")
        return rows[0][heading(metric["value"], rows, scheme)].strip() or None
    measured = measure(metric["value"], metric.get("unit", "number"), rows, scheme)
    return None if measured is None else to_significant(measured)


def measure(form: Any, unit: str, rows: Rows, scheme: dict[str, Any]) -> Fraction | None:
    """Compute the value forms; missing cells don't count, and where none is left the value is missing."""

    def column(name: str) -> list[Fraction | None]:
        header = heading(name, rows, scheme)
        return [cell(row[header]) for row in rows]

    if isinstance(form, str):
        found = [one for one in column(form) if one is not None]
        if len(rows) > 1 and unit not in {"count", "money"}:
            raise Refused(f"several rows of {form}, which can't be added")
        return sum(found, Fraction()) if found else None
    if form == {"count": "rows"}:
        return Fraction(len(rows))
    if "by" in form:
        only(form, "mean", "by")
        return quotient(column(form["mean"]), column(form["by"]), weighted=True)
    if len(form) != 1:
        raise Unsupported(f"value {form}")
    ((kind, what),) = form.items()
    if kind == "ratio":
        return quotient(column(what[0]), column(what[1]), weighted=False)
    if kind == "last":
        return last(column(what), rows, scheme)
    found = sorted(one for one in column(what) if one is not None)
    if not found:
        return None
    middle = len(found) // 2
    simple = {
        "sum": sum(found, Fraction()),
        "mean": sum(found, Fraction()) / len(found),
        "min": found[0],
        "max": found[-1],
        "median": found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2,
    }
    if kind not in simple:
        raise Unsupported(f"value {form}")
    return simple[kind]


def quotient(above: list[Fraction | None], below: list[Fraction | None], *, weighted: bool) -> Fraction | None:
    """Divide Σa by Σb, or Σab by Σb; nothing below is missing. Reading: a row that lacks either cell counts in neither sum."""
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if a is not None and b is not None]
    bottom = sum((b for _, b in pairs), Fraction())
    if not bottom:
        return None
    return sum((a * b if weighted else a for a, b in pairs), Fraction()) / bottom


def last(found: list[Fraction | None], rows: Rows, scheme: dict[str, Any]) -> Fraction | None:
    """Take the cell with the latest date (ISO dates) that isn't missing."""
    if len(rows) == 1:
        return found[0]
    dates = scheme["period"]["date"]
    header = next(name for name in ([dates] if isinstance(dates, str) else dates) if name in rows[0])
    dated = sorted((row[header], one) for row, one in zip(rows, found, strict=True) if one is not None)
    if len(dated) > 1 and dated[-1][0] == dated[-2][0] and dated[-1][1] != dated[-2][1]:
        raise Unsupported("two values on the last day")
    return dated[-1][1] if dated else None

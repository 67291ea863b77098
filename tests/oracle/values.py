"""From an agent's rows to one value per metric."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .exact import MISSING, Refused, Unsupported, cell, number, only, to_significant
from .expressions import row_number_of, truth_of

Rows = list[dict[str, str]]
TEXTS = {"kind", "day", "team"}
"""Columns that hold words in the tests; the others hold numbers."""
METRIC = ("title", "value", "unit", "better", "weight", "points", "missing")


def heading(name: str, rows: Rows, scheme: dict[str, Any]) -> str:
    """Find the header that a column name stands for: the first of its list that the rows have, else the name itself."""
    headers = scheme.get("columns", {}).get(name, [name])
    headers = headers.get("headers", [name]) if isinstance(headers, dict) else headers
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
    measured = measure(metric["value"], metric.get("unit", "number"), rows, scheme, higher=metric.get("better") != "lower")
    return None if measured is None else to_significant(measured)


def measure(form: Any, unit: str, rows: Rows, scheme: dict[str, Any], *, higher: bool = True) -> Fraction | None:
    """Compute the value forms; missing cells don't count, and where none is left the value is missing.

    Reading: a row of which it is not known whether it counts does not; in ``share`` it stands neither above nor below. A sum
    or count of no rows is 0, a sum of rows of which every cell is missing is missing.
    """
    if isinstance(form, dict) and "where" in form:
        rows = [row for row in rows if truth_of(form["where"], looking(row, rows, scheme))]
        form = {key: what for key, what in form.items() if key != "where"}
        form = next(iter(form.values())) if set(form) == {"column"} else form
    if not rows:
        return Fraction() if set(form) & {"sum", "count", "distinct"} else None

    def column(name: str) -> list[Fraction | None]:
        if not name.isidentifier():
            return [row_number_of(name, looking(row, rows, scheme)) for row in rows]
        header = heading(name, rows, scheme)
        return [cell(row[header]) for row in rows]

    if isinstance(form, str):
        return bare(form, unit, rows, scheme)
    if {"best", "worst"} & form.keys():
        return chosen(form, column, higher=higher)
    if "by" in form:
        only(form, "mean", "by")
        return quotient(column(form["mean"]), column(form["by"]), weighted=True)
    if "share" in form:
        only(form, "share", "among")
        return part(form, rows, scheme)
    if len(form) != 1:
        raise Unsupported(f"value {form}")
    ((kind, what),) = form.items()
    if kind == "count":
        return Fraction(sum(what == "rows" or truth_of(what, looking(row, rows, scheme)) is True for row in rows))
    if kind == "distinct":
        header = heading(what, rows, scheme)
        return Fraction(len({row[header].strip() for row in rows} - MISSING))
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


def chosen(form: dict[str, Any], column: Callable[[str], list[Fraction | None]], *, higher: bool) -> Fraction | None:
    """Add up, or average, the best or worst so many numbers; of equal ones those that weigh most are taken first."""
    only(form, "sum", "mean", "by", "best", "worst")
    numbers = column(form["sum"] if "sum" in form else form["mean"])
    weights = column(form["by"]) if "by" in form else [Fraction(1)] * len(numbers)
    pairs = [
        (number, weight) for number, weight in zip(numbers, weights, strict=True) if number is not None and weight is not None
    ]
    top = higher == ("best" in form)
    pairs.sort(key=lambda pair: (-pair[0] if top else pair[0], -pair[1]))
    pairs = pairs[: int(form.get("best", form.get("worst")))]
    if not pairs:
        return None
    above = sum((number * weight for number, weight in pairs), Fraction())
    below = sum((weight for _, weight in pairs), Fraction())
    return above if "sum" in form else above / below if below else None


def bare(name: str, unit: str, rows: Rows, scheme: dict[str, Any]) -> Fraction | None:
    """Take a column by its name alone: counts and money are summed, of anything else an agent has one row."""
    header = heading(name, rows, scheme)
    found = [one for one in (cell(row[header]) for row in rows) if one is not None]
    declared = scheme.get("columns", {}).get(name)
    unit = declared.get("unit", unit) if isinstance(declared, dict) else unit
    if len(rows) > 1 and unit not in {"count", "money"}:
        raise Refused(f"several rows of {name}, which can't be added")
    return sum(found, Fraction()) if found else None


def looking(row: dict[str, str], rows: Rows, scheme: dict[str, Any]) -> Callable[[str], Any]:
    """Return what names stand for in a row: a number where the cell is one, else its text."""

    def look(name: str) -> Any:
        if name in scheme.get("params", {}):
            return number(scheme["params"][name])
        text = row[heading(name, rows, scheme)]
        if text is None or text.strip() in MISSING:
            return None
        return text.strip() if name in TEXTS else cell(text)

    return look


def part(form: dict[str, str], rows: Rows, scheme: dict[str, Any]) -> Fraction | None:
    """Return which part of the rows fulfils a condition, of those of which it is known."""
    among = [row for row in rows if "among" not in form or truth_of(form["among"], looking(row, rows, scheme))]
    known = [holds for row in among if (holds := truth_of(form["share"], looking(row, rows, scheme))) is not None]
    return Fraction(sum(known), len(known)) if known else None


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

"""The functions of expressions and what they take; a function that is not in this table does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.expression.tree import Kind


class Function(NamedTuple):
    """How a function is called."""

    takes: Kind | None
    """The kind of every argument; None where the function sees to it itself."""
    gives: Kind | None
    least: int
    most: int | None
    example: str


FUNCTIONS: Final[dict[str, Function]] = {
    "min": Function("number", "number", 2, None, "min(a, b)"),
    "max": Function("number", "number", 2, None, "max(a, b)"),
    "abs": Function("number", "number", 1, 1, "abs(x)"),
    "round": Function("number", "number", 1, 2, "round(x, 1)"),
    "floor": Function("number", "number", 1, 1, "floor(x)"),
    "ceil": Function("number", "number", 1, 1, "ceil(x)"),
    "log": Function("number", "number", 1, 1, "log(x)"),
    "exp": Function("number", "number", 1, 1, "exp(x)"),
    "sqrt": Function("number", "number", 1, 1, "sqrt(x)"),
    "date": Function("text", "date", 1, 1, "date('2026-03-01')"),
    "days": Function("date", "number", 2, 2, "days(joined, period_end())"),
    "months": Function("date", "number", 2, 2, "months(joined, period_end())"),
    "period_start": Function(None, "date", 0, 0, "period_start()"),
    "period_end": Function(None, "date", 0, 0, "period_end()"),
    "missing": Function(None, "truth", 1, 1, "missing(x)"),
    "if": Function(None, None, 3, 3, "if(sales > 0, a, b)"),
    "total": Function("number", "number", 1, 1, "total(x)"),
    "average": Function("number", "number", 1, 1, "average(x)"),
    "best": Function("number", "number", 1, 1, "best(x)"),
    "worst": Function("number", "number", 1, 1, "worst(x)"),
    "every": Function("truth", "truth", 1, 1, "every(score >= 80)"),
    "people": Function(None, "number", 0, 0, "people()"),
    "team": Function("number", "number", 1, 1, "team(conversion)"),
}
COHORT: Final = frozenset({"total", "average", "best", "worst", "every", "people", "team"})
"""The functions that look at everybody in the cohort; they mean nothing in a row of a file."""
LIKELY: Final = {
    "sum": "total", "avg": "average", "mean": "average", "count": "people", "len": "people", "all": "every",
    "isna": "missing", "isnull": "missing", "isblank": "missing", "ifs": "if", "iif": "if", "where": "if",
    "datedif": "months", "datediff": "days", "today": "period_end",
    "ln": "log", "int": "floor", "trunc": "floor", "ceiling": "ceil", "求和": "total", "合计": "total",
    "平均": "average", "平均值": "average", "如果": "if", "最大值": "max", "最小值": "min",
}  # fmt: skip
"""What people write who know a spreadsheet or another language."""
SIGNS: Final = {"pow": "x ** y", "power": "x ** y", "mod": "x - y * floor(x / y)"}
"""Functions of other languages for which there is a sign here."""
KINDS: Final[dict[str, Words]] = {
    "number": Words("数字", "a number"),
    "text": Words("文字", "a text"),
    "date": Words("日期", "a date"),
    "truth": Words("条件", "a condition"),
}

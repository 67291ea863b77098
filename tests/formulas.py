"""What rules say of a workbook, worked out with exact numbers: a sheet that keeps what they put on it, and its formulas."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from statistics import mean, median
from typing import Any

from csscore.scheme.cells import Standing

HALF = Fraction(1, 2)
_COMPARED: dict[type[ast.AST], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_WORKED: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.BitAnd: lambda one, other: f"{one}{other}",
}  # fmt: skip


def rounded(value: Fraction, digits: Fraction) -> Fraction:
    """Round half away from zero."""
    scale = 10 ** int(digits)
    return Fraction(math.floor(abs(value) * scale + HALF) * (-1 if value < 0 else 1), scale)


def spread_of(values: Sequence[Fraction]) -> Fraction:
    """Return the population standard deviation, which must be a fraction."""
    squared = mean((value - mean(values)) ** 2 for value in values)
    root = Fraction(math.isqrt(squared.numerator), math.isqrt(squared.denominator))
    assert root**2 == squared
    return root


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "MIN": lambda *values: min(values), "MAX": lambda *values: max(values), "ROUND": rounded, "INT": lambda value: Fraction(math.floor(value)),
    "AND": lambda *values: all(values), "EXACT": operator.eq, "N": lambda value: value if isinstance(value, Fraction) else Fraction(0),
    "ISNUMBER": lambda value: isinstance(value, Fraction),
}  # fmt: skip
OVER = {"MIN": min, "MAX": max, "AVERAGE": mean, "MEDIAN": median, "STDEVP": spread_of, "COUNT": len, "SUM": sum}


class Sheet:
    """Cells by address, and what the formulas of rules ask of any of them."""

    def __init__(self, **cells: Any) -> None:
        self.cells = {name: value if isinstance(value, str) else Fraction(str(value)) for name, value in cells.items()}

    def put(self, value: Any) -> str:
        address = f"c{len(self.cells)}"
        self.cells[address] = "" if value is None else value if isinstance(value, str) else Fraction(value)
        return address

    def setting(self, key: str, value: Fraction, note: Any = None) -> str:
        return self.put(value)

    def table(self, heads: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[list[str]]:
        assert {len(row) for row in rows} == {len(heads)}
        columns = [[self.put(value) for value in column] for column in zip(*rows, strict=True)]
        return [list(row) for row in zip(*columns, strict=True)]

    def number(self, name: str) -> str | None:
        return name if name in self.cells else None

    def expression(self, expr: Any) -> str | None:
        return self.number(expr.text)

    def result(self, formula: str) -> Any:
        """Work a formula out, as a spreadsheet does."""
        text = re.sub(r'("[^"]*")|<>|(?<![<>])=|\b(c\d+):(c\d+)', _as_python, formula)
        return self._value(ast.parse(text, mode="eval").body)

    def _value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=str() | bool() as value):
                return value
            case ast.Constant(value=value):
                return Fraction(str(value))
            case ast.Name(id="TRUE"):
                return True
            case ast.Name(id=name):
                return self.cells[name]
            case ast.UnaryOp(op=ast.USub(), operand=of):
                return -self._value(of)
            case ast.BinOp(left=left, op=op, right=right):
                return _WORKED[type(op)](self._value(left), self._value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _COMPARED[type(op)](self._value(left), self._value(right))
            case ast.Call(func=ast.Name(id="IF"), args=[test, yes, no]):
                return self._value(yes if self._value(test) else no)
            case ast.Call(func=ast.Name(id="IFERROR"), args=[first, second]):
                try:
                    return self._value(first)
                except (ZeroDivisionError, TypeError):  # of nothing, or of a text
                    return self._value(second)
            case ast.Call(func=ast.Name(id="RANGE"), args=[ast.Name(id=first), ast.Name(id=last)]):
                return [self.cells[f"c{i}"] for i in range(int(first[1:]), int(last[1:]) + 1)]
            case ast.Call(func=ast.Name(id="SUMIFS"), args=args):
                summed, values, least, again, most = (self._value(arg) for arg in args)
                assert (least[:2], most[:2], again) == (">=", "<=", values)
                pairs = zip(summed, values, strict=True)
                return sum((one for one, value in pairs if Fraction(least[2:]) <= value <= Fraction(most[2:])), Fraction(0))
            case ast.Call(func=ast.Name(id=name), args=args):
                return FUNCTIONS[name](*(self._value(arg) for arg in args))
        raise AssertionError(ast.dump(node))


def _as_python(found: re.Match[str]) -> str:
    if found[2]:
        return f"RANGE({found[2]},{found[3]})"
    return {"<>": "!=", "=": "=="}.get(found[0], found[0])


class ValueSheet(Sheet):
    """One person's row of a metric, and the values of the cohort."""

    def __init__(self, value: Any, cohort: Sequence[Any], *, higher: bool, **cells: Any) -> None:
        super().__init__(value=value, **cells)
        self.value, self.higher = "value", higher
        self._cohort = [one if isinstance(one, str) else Fraction(str(one)) for one in cohort]

    def points(self, formula: str) -> str:
        return f'IF({formula}="","",ROUND({formula},4))' if '""' in formula else f"ROUND({formula},4)"

    def minus(self, one: str, other: str) -> str:
        return f"({one}-{other})"

    def cohort(self, function: str) -> str:
        return self.put(OVER[function](self._cohort))

    def standing(self) -> Standing:
        own = self.cells["value"]
        better = sum(1 for other in self._cohort if (other > own if self.higher else other < own))
        tied = self._cohort.count(own) - 1
        return Standing(self.put(better), self.put(tied), self.put(len(self._cohort) - 1))


class PayeeSheet(Sheet):
    """One person's row of a pay line: the place, the score, and what expressions are."""

    place, sharing, score, count = "place", "sharing", "score", "count"

    def __init__(
        self, *, place: int | str = "", sharing: int = 1, count: int = 1, score: Any = "", lower: str = "", **cells: Any
    ) -> None:
        super().__init__(place=place, sharing=sharing, count=count, score=score, **cells)
        self._people, self._lower = count, lower

    def placed(self) -> str:
        return "ISNUMBER(place)"

    def taking(self) -> str | None:
        return None

    def count_of(self, place: str) -> str:
        return "count"

    def better(self, expr: Any) -> str:
        return "lower" if expr.text == self._lower else "higher"

    def standing(self, by: Any, *, lower: bool) -> str | None:
        return self.number(f"{'lowest' if lower else 'highest'}_{by.text}")

    def fixed(self, words: Any, counts: Sequence[Sequence[int]]) -> list[str]:
        (own,) = counts
        return [self.put(count) for count in own]

    def heads(self) -> Sequence[int]:
        return [self._people]


def due(rule: Any, options: Any, cells: Mapping[str, Any]) -> Fraction | str | None:
    """Return what the formulas of a pay rule give a person; an empty text without a line, None where there are none."""
    sheet = PayeeSheet(**cells)
    made = rule.to_formula(sheet, options)
    if made is None:
        return None
    if made.who is not None and not sheet.result(made.who):
        return ""
    result: Fraction | str = sheet.result(made.amount)
    return result

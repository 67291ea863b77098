"""Expressions of a row as SQL over exact numbers; what SQL can't do exactly raises `Inexact`, and is never done nearly.

A number is a whole number of some decimal, so that sums, differences and products are exact; its largest size is known, so that
nothing runs over. NULL is what is missing or unknown, and SQL's ``AND``, ``OR`` and ``NOT`` are Kleene's. Numbers are rounded
half-up to 12 significant digits where `csscore.measure.evaluate` rounds them: before they are compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from csscore.exact.ending import SIGNIFICANT
from csscore.exact.fixed import READ_DIGITS
from csscore.problems import Problems
from csscore.read.tables import quoting
from csscore.read.tables.witnesses import WIDEST as DIGITS
from csscore.read.texts import spelt
from csscore.scheme.expression.tree import (
    Arithmetic,
    Call,
    Compare,
    Constant,
    Day,
    In,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from csscore.measure.sql.relation import Column, Kind, Relation
    from csscore.read.spans import Span
    from csscore.scheme.expression import Expr
    from csscore.scheme.expression.tree import Node

WIDEST: Final = 10**DIGITS
"""Whole numbers from here on run over in SQL."""
_SHOWN: Final = 10**17
"""Whole numbers up to which rounding to 12 digits is written out."""


class Inexact(Exception):  # noqa: N818 - what the expression is
    """SQL has no exact answer to it."""


@dataclass(frozen=True, slots=True)
class Exact:
    """A number in SQL."""

    sql: str
    digits: int
    """Digits after the point that the whole number counts."""
    bound: int
    """The largest whole number, without its sign."""

    def at(self, digits: int) -> Exact:
        """Return the same number with more digits after the point."""
        if digits == self.digits:
            return self
        times = 10 ** (digits - self.digits)
        return _exact(f"({_wide(self, times)} * {times})", digits, self.bound * times)

    def shown(self, sql: str) -> str:
        """Return SQL of whole numbers of this size as they are fetched: as texts, where numpy has no number for them."""
        return f"CAST({sql} AS {'BIGINT' if self.bound < 2**62 else 'VARCHAR'})"

    def units(self, shown: Any) -> Any:
        """Return whole numbers from what `shown` fetched."""
        return shown.astype(np.int64) if self.bound < 2**62 else np.array([*map(int, shown), None], dtype=object)[:-1]

    def settled(self) -> Exact:
        """Return the number rounded half-up to 12 significant digits; one of more than 15 before the point is missing."""
        sql, limit = self.sql, 10**SIGNIFICANT
        if self.bound < limit:
            return self
        if self.bound >= _SHOWN:
            raise Inexact
        cases = [f"WHEN abs({sql}) < {limit} THEN {sql}"]
        power = 1
        while self.bound >= limit * 10 ** (power - 1):
            step = 10**power
            rounded = f"sign({sql}) * (((abs({sql}) + {step // 2}) // {step}) * {step})"
            cases.append(f"WHEN abs({sql}) < {limit * step} THEN {rounded}")
            power += 1
        made = f"CAST((CASE {' '.join(cases)} END) AS BIGINT)"
        if self.bound >= 10 ** (READ_DIGITS + self.digits):
            raise Inexact
        return Exact(made, self.digits, self.bound + 10**power)


class Translation:
    """Expressions over the rows of one input.

    Parameters
    ----------
    relation
        The rows.
    span
        The period that was asked for.

    Attributes
    ----------
    used
        The columns that what was translated needs.
    """

    def __init__(self, relation: Relation, span: Span | None) -> None:
        self._relation = relation
        self._span = span
        self.used: dict[str, Column] = {}

    def number(self, expr: Expr) -> Exact:
        """Return an expression as the number that counts, with all its digits; one that may be too large is `Inexact`."""
        if expr.name is not None:
            return self._named(expr.name)
        found = self._number(expr, expr.tree)
        if found.bound * 2 >= 10 ** (READ_DIGITS + found.digits):
            raise Inexact
        return found

    def truth(self, expr: Expr) -> str:
        """Return whether a condition holds; NULL where it is unknown."""
        return self._truth(expr, expr.tree)

    def column(self, name: str, kind: Kind) -> Column:
        """Return a column, which is needed then."""
        found = self._relation.column(name, kind)
        self.used[found.sql] = found
        return found

    # --- numbers

    def _named(self, name: str) -> Exact:
        if name in self._relation.params:
            return constant(self._relation.params[name])
        if not self._relation.has(name):
            raise Inexact
        found = self.column(name, "number")
        return Exact(found.sql, found.digits, found.bound)

    def _number(self, expr: Expr, node: Node) -> Exact:
        match node:
            case Number():
                return constant(node.value)
            case Name():
                return self._named(node.name)
            case Negative():
                inner = self._number(expr, node.operand)
                return Exact(f"(-{inner.sql})", inner.digits, inner.bound)
            case Arithmetic():
                return self._arithmetic(expr, node)
        call = cast("Call", node)
        if call.name == "if":
            condition = self._truth(expr, call.arguments[0])
            one, other = _level([self._number(expr, branch) for branch in call.arguments[1:]])
            sql = f"CASE WHEN {condition} THEN {one.sql} WHEN NOT {condition} THEN {other.sql} END"
            return Exact(f"({sql})", one.digits, max(one.bound, other.bound))
        if call.name in {"min", "max"}:
            several = _level([self._number(expr, argument) for argument in call.arguments])
            pick, sqls = ("least", "greatest")[call.name == "max"], [one.sql for one in several]
            unknown = " OR ".join(f"{sql} IS NULL" for sql in sqls)
            made = f"(CASE WHEN {unknown} THEN NULL ELSE {pick}({', '.join(sqls)}) END)"
            return Exact(made, several[0].digits, max(one.bound for one in several))
        if call.name == "abs":
            inner = self._number(expr, call.arguments[0])
            return Exact(f"abs({inner.sql})", inner.digits, inner.bound)
        if call.name in {"round", "floor", "ceil"}:
            return self._rounded(expr, call)
        if call.name == "days":
            first, last = (self._day(expr, argument) for argument in call.arguments)
            return Exact(f"date_diff('day', {first}, {last})", 0, 10**7)
        raise Inexact

    def _arithmetic(self, expr: Expr, node: Arithmetic) -> Exact:
        left, right = self._number(expr, node.left), self._number(expr, node.right)
        if node.operator == "*":
            bound = left.bound * right.bound
            return _exact(f"({_wide(left, right.bound)} * {right.sql})", left.digits + right.digits, bound)
        if node.operator == "/" and isinstance(node.right, Number) and node.right.value:
            return self._times(left, 1 / node.right.value)
        if node.operator not in {"+", "-"}:
            raise Inexact
        one, other = _level([left, right])
        bound = one.bound + other.bound
        sql = f"CAST({one.sql} AS HUGEINT)" if bound >= 2**62 else one.sql
        return _exact(f"({sql} {node.operator} {other.sql})", one.digits, bound)

    def _times(self, number: Exact, factor: Fraction) -> Exact:
        """Return a number times a constant that ends: divided by 100, or by 8."""
        other = constant(factor)
        return _exact(f"({_wide(number, other.bound)} * {other.sql})", number.digits + other.digits, number.bound * other.bound)

    def _rounded(self, expr: Expr, call: Call) -> Exact:
        inner = self._number(expr, call.arguments[0]).settled()
        digits = int(cast("Number", call.arguments[1]).value) if len(call.arguments) == 2 else 0
        if digits >= inner.digits:
            return inner
        step, sql = 10 ** (inner.digits - digits), inner.sql
        if call.name == "round":
            made = f"(sign({sql}) * ((abs({sql}) + {step // 2}) // {step}))"
        else:  # of negative numbers SQL divides towards zero
            away = "< 0" if call.name == "floor" else "> 0"
            more = "-" if call.name == "floor" else "+"
            made = f"(({sql} // {step}) {more} CASE WHEN {sql} % {step} {away} THEN 1 ELSE 0 END)"
        return Exact(f"CAST({made} AS BIGINT)", digits, inner.bound // step + 1)

    # --- conditions

    def _truth(self, expr: Expr, node: Node) -> str:
        match node:
            case Constant():
                return "TRUE" if node.value else "FALSE"
            case Not():
                return f"(NOT {self._truth(expr, node.operand)})"
            case Logic():
                joined = f" {node.operator.upper()} ".join(self._truth(expr, operand) for operand in node.operands)
                return f"({joined})"
            case Compare():
                sides = self._sides(expr, node.operands)
                pairs = zip(sides, node.operators, sides[1:], strict=False)
                return f"({' AND '.join(f'{one} {_SIGNS[sign]} {other}' for one, sign, other in pairs)})"
            case In():
                item, *options = self._sides(expr, node.parts)
                return f"({' OR '.join(f'{item} = {option}' for option in options)})"
        call = cast("Call", node)
        if call.name == "missing":
            return self._missing(expr, call.arguments[0])
        if call.name != "if":
            raise Inexact
        condition, one, other = (self._truth(expr, argument) for argument in call.arguments)
        return f"(CASE WHEN {condition} THEN {one} WHEN NOT {condition} THEN {other} END)"

    def _sides(self, expr: Expr, nodes: Sequence[Node]) -> list[str]:
        """Return values of one kind, ready to be compared."""
        kind = next((kind for kind in map(expr.kind_of, nodes) if kind is not None), "number")
        if kind == "text":
            literals = [node.value for node in nodes if isinstance(node, Text)]
            if not literals or any(spelt(text) is not None for text in literals):
                raise Inexact
            return [self._text(node) for node in nodes]
        if kind == "date":
            return [self._day(expr, node) for node in nodes]
        return [one.sql for one in _level([self._number(expr, node).settled() for node in nodes])]

    def _missing(self, expr: Expr, node: Node) -> str:
        if not isinstance(node, Name):
            raise Inexact
        return f"(NOT {self.there(node.name)})"

    def there(self, name: str) -> str:
        """Return whether something stands under a name."""
        if name in self._relation.params:
            return "TRUE"
        if not self._relation.has(name):
            raise Inexact
        if self._relation.table.has(name) and self._relation.table.blank(name) == "0":
            return f"({self.column(name, 'number').sql} IS NOT NULL)"
        return self.column(name, "there").sql

    def _text(self, node: Node) -> str:
        if isinstance(node, Text):
            return quoting.literal(node.value)
        if isinstance(node, Name) and self._relation.has(node.name):
            return self.column(node.name, "text").sql
        raise Inexact

    def _day(self, expr: Expr, node: Node) -> str:
        if isinstance(node, Day):
            return f"DATE '{node.value}'"
        if isinstance(node, Name) and self._relation.has(node.name):
            return self.column(node.name, "day").sql
        if isinstance(node, Call) and node.name in {"period_start", "period_end"} and self._span is not None:
            return f"DATE '{self._span.first if node.name == 'period_start' else self._span.last}'"
        raise Inexact


def constant(value: Fraction) -> Exact:
    """Return a number that is the same in all rows."""
    digits = next((digits for digits in range(SIGNIFICANT + 7) if 10**digits % value.denominator == 0), None)
    if digits is None:
        raise Inexact
    units = value.numerator * 10**digits // value.denominator
    if abs(units) >= 10**SIGNIFICANT:
        raise Inexact
    return Exact(f"CAST({units} AS BIGINT)", digits, abs(units))


def refuse_wide(text: str) -> None:
    """Refuse numbers that could run over (D455)."""
    problems = Problems()
    problems.add("D455", None, column=text)
    problems.reject()


def _level(numbers: Sequence[Exact]) -> list[Exact]:
    """Return numbers with one count of digits after the point."""
    digits = max(one.digits for one in numbers)
    return [one.at(digits) for one in numbers]


def _exact(sql: str, digits: int, bound: int) -> Exact:
    if bound >= WIDEST:
        raise Inexact
    return Exact(sql, digits, bound)


def _wide(number: Exact, times: int) -> str:
    """Return a number as SQL may multiply it."""
    return f"CAST({number.sql} AS HUGEINT)" if number.bound * max(times, 1) >= 2**62 else number.sql


_SIGNS: Final = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

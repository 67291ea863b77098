"""Expressions of the language as spreadsheet formulas, as far as spreadsheets can say the same; it computes nothing.

What is missing is an error in a formula, and a comparison with it neither holds nor fails, as in the language. Functions of
2007 only. What spreadsheets would read differently (texts by order, ``team``) is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

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

    from csscore.scheme.expression import Expr
    from csscore.scheme.expression.tree import Node

LONGEST: Final = 8000
"""Characters; Excel takes 8192."""
_TEXT: Final = 250
_ROUNDED: Final = {"sqrt": "SQRT", "log": "LN", "exp": "EXP"}
"""Functions that are taken at 12 digits."""
_OVER: Final = {"total": "SUM", "average": "AVERAGE", "best": "MAX", "worst": "MIN"}


class Untranslatable(Exception):  # noqa: N818 - never shown: the caller writes values instead
    """No formula says the same."""


class Names(Protocol):
    """What the names of an expression stand for on the sheets."""

    def number(self, name: str) -> str | None:
        """Return a number, an error where it is missing."""
        ...

    def text(self, name: str) -> str | None:
        """Return the address of a text, empty where it is missing."""
        ...

    def day(self, name: str) -> str | None:
        """Return a day as a number, an error where it is missing."""
        ...

    def over(self, function: str, name: str) -> str | None:
        """Return a function over the cohort (``best`` and ``worst`` by the metric's direction)."""
        ...

    def people(self) -> str:
        """Return how many the cohort has."""
        ...


class _Truth(NamedTuple):
    """When something holds and when it fails; what is not known does neither. No formula here is ever an error."""

    holds: str
    fails: str


def number(expr: Expr, names: Names) -> str:
    """Return a formula for the expression at 12 significant digits; an error where it is missing.

    Raises
    ------
    Untranslatable
        If no formula says the same.
    """
    return _short(_Translation(expr, names).value(expr.tree))


def truth(expr: Expr, names: Names) -> str:
    """Return a formula that is TRUE where the condition holds, FALSE where it does not or is not known."""
    return _short(_Translation(expr, names).truth(expr.tree).holds)


def canonical(formula: str) -> str:
    """Round to 12 significant digits."""
    return f"ROUND({formula},11-INT(LOG10(ABS({formula})+1E-9)))"


def _short(formula: str) -> str:
    if len(formula) > LONGEST:
        raise Untranslatable
    return formula


class _Translation:
    def __init__(self, expr: Expr, names: Names) -> None:
        self._expr = expr
        self._names = names

    def value(self, node: Node) -> str:
        """Return a number as it is compared and returned: at 12 significant digits."""
        formula = self.real(node)
        return formula if isinstance(node, Name | Number) else _short(canonical(formula))

    def real(self, node: Node) -> str:
        if isinstance(node, Number):
            return repr(float(node.value)).removesuffix(".0").replace("e", "E") if node.value >= 0 else f"({float(node.value)!r})"
        if isinstance(node, Name):
            return _there(self._names.number(node.name))
        if isinstance(node, Negative):
            return f"(-{self.real(node.operand)})"
        if isinstance(node, Arithmetic) and node.operator == "**":
            base, exponent = self.value(node.left), self.value(node.right)
            return _short(canonical(f"IF({exponent}=0,1,POWER({base},{exponent}))"))
        if isinstance(node, Arithmetic):
            return _short(f"({self.real(node.left)}{node.operator}{self.real(node.right)})")
        if not isinstance(node, Call):
            raise Untranslatable
        if node.name == "if":
            condition = self.truth(node.arguments[0])
            one, other = (self.real(argument) for argument in node.arguments[1:])
            return _short(f"IF({condition.holds},{one},IF({condition.fails},{other},NA()))")
        return self._function(node)

    def _function(self, node: Call) -> str:
        if node.name in {"min", "max"}:
            return f"{node.name.upper()}({','.join(self.real(argument) for argument in node.arguments)})"
        if node.name == "people":
            return self._names.people()
        if node.name in _OVER:
            argument = node.arguments[0]
            return _there(self._names.over(node.name, argument.name) if isinstance(argument, Name) else None)
        if node.name == "abs":
            return f"ABS({self.real(node.arguments[0])})"
        if node.name == "team":
            argument = node.arguments[0]
            return _there(self._names.over("team", argument.name) if isinstance(argument, Name) else None)
        if node.name == "days":
            first, last = (self._day(argument) for argument in node.arguments)
            return f"({last}-{first})"
        if node.name == "months":  # no function of spreadsheets counts them so
            raise Untranslatable
        inner = self.value(node.arguments[0])
        if node.name == "round":
            return f"ROUND({inner},{self.real(node.arguments[1]) if len(node.arguments) == 2 else 0})"
        if node.name in _ROUNDED:
            return canonical(f"{_ROUNDED[node.name]}({inner})")
        return _there({"floor": f"INT({inner})", "ceil": f"(-INT(-{inner}))"}.get(node.name))

    # --- conditions

    def truth(self, node: Node) -> _Truth:
        if isinstance(node, Constant):
            return _Truth("TRUE", "FALSE") if node.value else _Truth("FALSE", "TRUE")
        if isinstance(node, Not):
            holds, fails = self.truth(node.operand)
            return _Truth(fails, holds)
        if isinstance(node, Logic):
            return _joined([self.truth(operand) for operand in node.operands], node.operator)
        if isinstance(node, Compare):
            pairs = zip(node.operators, node.operands, node.operands[1:], strict=False)
            return _joined([self._compared(operator, left, right) for operator, left, right in pairs], "and")
        if isinstance(node, In):
            return _joined([self._compared("==", node.item, option) for option in node.options], "or")
        if isinstance(node, Call) and node.name == "missing":
            return self._missing(node.arguments[0])
        if isinstance(node, Call) and node.name == "if":
            condition, one, other = (self.truth(argument) for argument in node.arguments)
            return _Truth(
                _short(f"IF({condition.holds},{one.holds},IF({condition.fails},{other.holds},FALSE))"),
                _short(f"IF({condition.holds},{one.fails},IF({condition.fails},{other.fails},FALSE))"),
            )
        raise Untranslatable

    def _compared(self, operator: str, left: Node, right: Node) -> _Truth:
        kind = next((kind for kind in map(self._expr.kind_of, (left, right)) if kind is not None), "number")
        if kind == "text":
            return self._texts(operator, left, right)
        one, other = (self.value(node) if kind == "number" else self._day(node) for node in (left, right))
        sign = {"==": "=", "!=": "<>"}.get(operator, operator)
        opposite = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}[sign]
        return _Truth(f"IFERROR({one}{sign}{other},FALSE)", f"IFERROR({one}{opposite}{other},FALSE)")

    def _texts(self, operator: str, left: Node, right: Node) -> _Truth:
        if operator not in {"==", "!="}:
            raise Untranslatable
        cells = [self._text(node) for node in (left, right)]
        there = "".join(f'{cell}<>"",' for cell, node in zip(cells, (left, right), strict=True) if isinstance(node, Name))
        equal = f"EXACT({cells[0]},{cells[1]})"
        found = _Truth(f"AND({there}{equal})", f"AND({there}NOT({equal}))")
        return found if operator == "==" else _Truth(found.fails, found.holds)

    def _text(self, node: Node) -> str:
        if isinstance(node, Name):
            return _there(self._names.text(node.name))
        if not isinstance(node, Text) or len(node.value) > _TEXT or not node.value.isprintable():
            raise Untranslatable
        if "(" in node.value or "'!" in node.value:  # it would look like a function or a sheet
            raise Untranslatable
        if spelt(node.value) is not None:  # cells may spell it in another way
            raise Untranslatable
        return '"' + node.value.replace('"', '""') + '"'

    def _day(self, node: Node) -> str:
        if isinstance(node, Day):
            return f"DATE({node.value.year},{node.value.month},{node.value.day})"
        return _there(self._names.day(node.name) if isinstance(node, Name) else None)

    def _missing(self, node: Node) -> _Truth:
        kind = self._expr.kind_of(node)
        if kind == "text":
            text = self._text(node)
            return _Truth(f'({text}="")', f'({text}<>"")')
        if kind in {"date", "truth"}:
            raise Untranslatable
        formula = self.real(node)
        return _Truth(f"ISERROR({formula})", f"NOT(ISERROR({formula}))")


def _joined(parts: Sequence[_Truth], operator: str) -> _Truth:
    """Combine by Kleene's rules."""
    if len(parts) == 1:
        return parts[0]
    holds, fails = (",".join(side) for side in zip(*parts, strict=True))
    found = _Truth(f"AND({holds})", f"OR({fails})") if operator == "and" else _Truth(f"OR({holds})", f"AND({fails})")
    return _Truth(_short(found.holds), _short(found.fails))


def _there(found: str | None) -> str:
    if found is None:
        raise Untranslatable
    return found

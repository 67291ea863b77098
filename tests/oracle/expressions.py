"""Expressions in fractions, three-valued: read by Python's own parser after the signs it does not know are written out.

Reading: what is missing makes arithmetic missing and comparisons unknown; unknown or true is true, unknown and false is false;
an ``if`` whose condition is unknown is unknown. Numbers are rounded to 12 significant digits before they are compared and
before a function other than ``min``, ``max``, ``abs`` takes them; powers, roots come out with 12 digits. A value has 12 digits;
the number of a row keeps all that it has.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

from .exact import Unsupported, root, to_significant
from .points import COMPARE

Look = Callable[[str], Any]
"""What a name stands for: a number, a text, ``None`` where it is missing."""
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def parsed(text: str) -> ast.expr:
    """Read an expression; ``95%`` is 0.95, ``if(a, b, c)`` a call, a name in backticks a name."""
    plain = re.sub(r"(\d+(?:\.\d+)?)%", r"percent('\1')", text)
    plain = re.sub(r"\bif\(", "choose(", plain)
    plain = re.sub(r"`([^`]+)`", lambda match: f"named({match[1]!r})", plain)
    return ast.parse(plain, mode="eval").body


def names_of(text: str) -> set[str]:
    """Return the names that an expression uses."""
    called = {id(node.func) for node in ast.walk(parsed(text)) if isinstance(node, ast.Call)}
    return {node.id for node in ast.walk(parsed(text)) if isinstance(node, ast.Name) and id(node) not in called} - _functions(
        text
    )


def _functions(text: str) -> set[str]:
    return {node.func.id for node in ast.walk(parsed(text)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def number_of(text: str, look: Look) -> Fraction | None:
    """Return an expression's number at 12 significant digits."""
    found = _value(parsed(text), look)
    return None if found is None else to_significant(found)


def row_number_of(text: str, look: Look) -> Fraction | None:
    """Return an expression's number in one row, which is added up: all its digits, unless a division may never end."""
    found = _value(parsed(text), look)
    return to_significant(found) if found is not None and _may_never_end(parsed(text)) else found


def _may_never_end(node: ast.expr) -> bool:
    """Tell whether a number is made by a division that does not end for all numbers; what is rounded by itself ends."""
    match node:
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _may_never_end(left) or not _divides_all(right)
        case ast.BinOp(op=ast.Pow()):
            return False
        case ast.BinOp(left=left, right=right):
            return _may_never_end(left) or _may_never_end(right)
        case ast.UnaryOp(operand=inner):
            return _may_never_end(inner)
        case ast.Call(func=ast.Name(id="choose"), args=[_, *branches]):
            return any(map(_may_never_end, branches))
        case ast.Call(func=ast.Name(id="min" | "max" | "abs"), args=arguments):
            return any(map(_may_never_end, arguments))
    return False


def _divides_all(node: ast.expr) -> bool:
    """Tell whether a written number divides every decimal to its end: it is made of twos and fives."""
    match node:
        case ast.Constant() | ast.Call(func=ast.Name(id="percent")):
            return bool(number := _value(node, lambda _: None)) and 10**40 % number.numerator == 0
    return False


def truth_of(text: str, look: Look) -> bool | None:
    """Return whether a condition holds; ``None`` where that is unknown."""
    return _truth(parsed(text), look)


def _value(node: ast.expr, look: Look) -> Any:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Constant(value=found):
            return Fraction(str(found))
        case ast.Name(id=name):
            return look(name)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            found = _value(inner, look)
            return None if found is None else -found
        case ast.BinOp(left=left, op=operator, right=right):
            return _arithmetic(operator, _value(left, look), _value(right, look))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments, look)
    raise Unsupported(ast.dump(node))


def _arithmetic(operator: ast.operator, one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one is None or other is None:
        return None
    match operator:
        case ast.Add():
            return one + other
        case ast.Sub():
            return one - other
        case ast.Mult():
            return one * other
        case ast.Div():
            return one / other if other else None
        case ast.Pow():
            base, exponent = to_significant(one), to_significant(other)
            if exponent.denominator != 1 or (not base and exponent < 0):
                raise Unsupported("a power that is not whole")
            return to_significant(base ** int(exponent))
    raise Unsupported(ast.dump(operator))


def _call(name: str, arguments: list[ast.expr], look: Look) -> Any:
    if name == "percent":
        return Fraction(ast.literal_eval(arguments[0])) / 100
    if name == "named":
        return look(ast.literal_eval(arguments[0]))
    if name == "choose":
        holds = _truth(arguments[0], look)
        return None if holds is None else _value(arguments[1 if holds else 2], look)
    if name == "team":
        assert isinstance(arguments[0], ast.Name)
        return look(f"team({arguments[0].id})")
    found = [_value(argument, look) for argument in arguments]
    if None in found:
        return None
    if name in {"min", "max"}:
        return (min if name == "min" else max)(found)
    if name == "abs":
        return abs(found[0])
    first = to_significant(found[0])
    if name == "round":
        step = Fraction(1, 10 ** int(found[1])) if len(found) > 1 else Fraction(1)
        whole = floor(abs(first) / step + Fraction(1, 2)) * step
        return whole if first >= 0 else -whole
    if name in {"floor", "ceil"}:
        return Fraction((floor if name == "floor" else ceil)(first))
    if name == "sqrt":
        return to_significant(root(first)) if first >= 0 else None
    raise Unsupported(name)


def _truth(node: ast.expr, look: Look) -> bool | None:
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            holds = _truth(inner, look)
            return None if holds is None else not holds
        case ast.BoolOp(op=operator, values=parts):
            found = [_truth(part, look) for part in parts]
            settles = isinstance(operator, ast.Or)
            return settles if settles in found else None if None in found else not settles
        case ast.Compare(left=first, ops=[ast.In()], comparators=[ast.Tuple(elts=options)]):
            found = [_compared("==", first, option, look) for option in options]
            return True if True in found else None if None in found else False
        case ast.Compare(left=first, ops=operators, comparators=others):
            sides = [first, *others]
            found = [_compared(SIGNS[type(op)], a, b, look) for op, a, b in zip(operators, sides, others, strict=False)]
            return False if False in found else None if None in found else True
        case ast.Call(func=ast.Name(id="missing"), args=[inner]):
            return _value(inner, look) is None
        case ast.Call(func=ast.Name(id="choose"), args=[condition, one, other]):
            holds = _truth(condition, look)
            return None if holds is None else _truth(one if holds else other, look)
    raise Unsupported(ast.dump(node))


def _compared(sign: str, left: ast.expr, right: ast.expr, look: Look) -> bool | None:
    one, other = (_value(side, look) for side in (left, right))
    if one is None or other is None:
        return None
    if isinstance(one, Fraction):
        one, other = to_significant(one), to_significant(other)
    return COMPARE[sign](one, other)

"""A second, slow reading of expressions: one element at a time, in fractions, from the definitions alone."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Any

from csscore.scheme.expression.tree import Arithmetic, Call, Compare, Constant, In, Logic, Name, Negative, Node, Not, Number, Text

Row = dict[str, Any]


def digits12(value: Fraction) -> Fraction:
    """Round half-up to 12 significant digits by long division in decimal."""
    if value == 0:
        return value
    size, exponent = abs(value), 0
    while size >= 10**12:
        size, exponent = size / 10, exponent + 1
    while size < 10**11:
        size, exponent = size * 10, exponent - 1
    whole = floor(size + Fraction(1, 2)) * Fraction(10) ** exponent
    return whole if value > 0 else -whole


def number(node: Node, row: Row) -> Fraction | None:
    """Return the exact number, not yet rounded; None is missing."""
    match node:
        case Number(value=value):
            return value
        case Name(name=name):
            return row[name]
        case Negative(operand=inner):
            value = number(inner, row)
            return None if value is None else -value
        case Arithmetic(left=left, operator="**", right=right):
            return power(rounded(left, row), rounded(right, row))
        case Arithmetic(left=left, operator=operator, right=right):
            one, other = number(left, row), number(right, row)
            if one is None or other is None or (operator == "/" and other == 0):
                return None
            return {"+": one + other, "-": one - other, "*": one * other}[operator] if operator != "/" else one / other
        case Call(name="if", arguments=(condition, one, other)):
            holds = truth(condition, row)
            return None if holds is None else number(one if holds else other, row)
        case Call(name=name, arguments=arguments):
            return call(name, arguments, row)
    raise NotImplementedError(node)


def power(base: Fraction | None, exponent: Fraction | None) -> Fraction | None:
    """Return a whole power by multiplication."""
    if base is None or exponent is None or (base == 0 and exponent < 0):
        return None
    assert exponent.denominator == 1
    return digits12(base ** int(exponent))


def call(name: str, arguments: tuple[Node, ...], row: Row) -> Fraction | None:
    values = [number(argument, row) for argument in arguments]
    if any(value is None for value in values):
        return None
    first = values[0]
    if name in {"min", "max"}:
        return (min if name == "min" else max)(values)
    if name == "abs":
        return abs(first)
    first = digits12(first)
    if name == "floor":
        return Fraction(floor(first))
    if name == "ceil":
        return Fraction(ceil(first))
    if name == "round":
        step = Fraction(1, 10 ** int(values[1])) if len(values) > 1 else Fraction(1)
        whole = floor(abs(first) / step + Fraction(1, 2)) * step
        return whole if first >= 0 else -whole
    if name == "sqrt":
        return (
            None
            if first < 0
            else digits12(Fraction(isqrt(first.numerator * first.denominator * 10**60), first.denominator * 10**30))
        )
    raise NotImplementedError(name)


def rounded(node: Node, row: Row) -> Fraction | None:
    value = number(node, row)
    return None if value is None else digits12(value)


def truth(node: Node, row: Row) -> bool | None:
    """Return whether it holds; None is unknown."""
    match node:
        case Constant(value=value):
            return value
        case Not(operand=inner):
            holds = truth(inner, row)
            return None if holds is None else not holds
        case Logic(operands=operands, operator=operator):
            found = [truth(operand, row) for operand in operands]
            settles = operator == "or"
            return settles if settles in found else None if None in found else not settles
        case Compare(operands=operands, operators=operators):
            found = [compare(op, side(a, row), side(b, row)) for op, a, b in zip(operators, operands, operands[1:], strict=False)]
            return False if False in found else None if None in found else True
        case In(item=item, options=options):
            found = [compare("==", side(item, row), side(option, row)) for option in options]
            return True if True in found else None if None in found else False
        case Call(name="missing", arguments=(inner,)):
            return side(inner, row) is None
    raise NotImplementedError(node)


def side(node: Node, row: Row) -> Any:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Name) and isinstance(row[node.name], str | None):
        return row[node.name]
    return rounded(node, row)


def compare(operator: str, one: Any, other: Any) -> bool | None:
    if one is None or other is None:
        return None
    return {
        "==": one == other, "!=": one != other, "<": not isinstance(one, str) and one < other,
        "<=": not isinstance(one, str) and one <= other, ">": not isinstance(one, str) and one > other,
        ">=": not isinstance(one, str) and one >= other,
    }[operator]  # fmt: skip


def of_text(text: str) -> Fraction:
    return Fraction(Decimal(text))


def canonical_text(value: Fraction) -> Decimal:
    return Context(prec=12, rounding=ROUND_HALF_UP).divide(Decimal(value.numerator), Decimal(value.denominator))

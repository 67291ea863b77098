"""Reads an expression into its tree by operator precedence; it never runs anything and never raises for what people write."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from csscore.scheme.expression.functions import FUNCTIONS, LIKELY, SIGNS, Function
from csscore.scheme.expression.tokens import Mistake, Token, tokens
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
    Node,
    Not,
    Number,
    Text,
)
from csscore.scheme.forms import nearest
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Callable

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _POWER = range(1, 9)
_COMPARISONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">="})
_LEVELS: Final = {
    "or": _OR, "and": _AND, "not": _COMPARE, "in": _COMPARE, **dict.fromkeys(_COMPARISONS, _COMPARE), "+": _SUM, "-": _SUM,
    "*": _PRODUCT, "/": _PRODUCT, "**": _POWER,
}  # fmt: skip
_DEEPEST: Final = 40
_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_VALUE: Final = Words("一个值", "a value")
_OPERATOR: Final = Words("运算符，或者到此结束", "an operator, or nothing more")
_TERNARY: Final = (
    Words("“甲 if 条件 else 乙”", "'a if condition else b'"),
    Words("写成 if(条件, 甲, 乙)", "write if(condition, a, b)"),
)
_NOTHING: Final = (Words("None 和 null", "None and null"), Words("写成 missing(x)", "write missing(x)"))
_BETWEEN: Final = (Words("between", "between"), Words("写成 1 <= x <= 5", "write 1 <= x <= 5"))
_LIKE: Final = (
    Words("like（模糊匹配）", "like (patterns)"),
    Words("写成 x == '…' 或 x in ('…', '…')", "write x == '…' or x in ('…', '…')"),
)
_LAMBDA: Final = (Words("lambda", "lambda"), Words("直接写算式", "write the formula itself"))
_ELSEWHERE: Final = {
    "if": _TERNARY, "else": _TERNARY, "is": _NOTHING, "between": _BETWEEN, "like": _LIKE,
}  # fmt: skip
"""Words of other languages that stand where an operator should."""
_NO_VALUES: Final = {"None": _NOTHING, "null": _NOTHING, "NULL": _NOTHING, "nan": _NOTHING, "NaN": _NOTHING, "lambda": _LAMBDA}
_AND_OR: Final = {"且": "and", "并且": "and", "和": "and", "或": "or", "或者": "or"}


def tree(text: str) -> Node:
    """Read an expression.

    Raises
    ------
    Mistake
        At the first thing that is wrong.
    """
    found = tokens(text)
    if len(found) == 1:
        raise Mistake("S202", 0, wanted=_VALUE)
    return _Parser(found).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._expression(0)
        rest = self._peek
        if rest.kind == "end":
            return node
        if rest.text == ")":
            raise Mistake("S208", rest.start, sign=")", other="(")
        if rest.kind == "name" and not rest.quoted:
            if rest.text.lower() in _ELSEWHERE:
                what, instead = _ELSEWHERE[rest.text.lower()]
                raise Mistake("S205", rest.start, what=what, instead=instead)
            if rest.text in _AND_OR:
                raise Mistake("S204", rest.start, found=rest.text, better=_AND_OR[rest.text])
        raise self._unexpected(_OPERATOR)

    @property
    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _is(self, text: str, ahead: int = 0) -> bool:
        """Return whether the token is this sign or word of the language."""
        token = self._tokens[min(self._next + ahead, len(self._tokens) - 1)]
        return token.kind in {"sign", "word"} and token.text == text

    def _unexpected(self, wanted: Words) -> Mistake:
        token = self._peek
        if token.kind == "end":
            return Mistake("S202", token.start, wanted=wanted)
        text = f"'{token.text}'" if token.kind == "text" else token.text
        return Mistake("S201", token.start, found=same(text), wanted=wanted)

    def _expression(self, level: int) -> Node:
        """Read as much as binds more tightly than the level."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Mistake("S212", self._peek.start, limit=Words(f"{_DEEPEST} 层括号", f"{_DEEPEST} levels of brackets"))
        left = self._operand()
        while (above := self._level()) > level:
            left = self._operation(left, above)
        self._depth -= 1
        return left

    def _level(self) -> int:
        token = self._peek
        if token.kind not in {"sign", "word"} or (token.text == "not" and not self._is("in", 1)):
            return 0
        return _LEVELS.get(token.text, 0)

    def _operation(self, left: Node, level: int) -> Node:
        token = self._peek
        if token.text in _COMPARISONS:
            return self._comparison(left)
        self._take()
        if token.text == "in":
            return In(token.start, left, self._options())
        if token.text == "not":
            self._take()
            return Not(token.start, In(token.start, left, self._options()))
        if level in {_AND, _OR}:
            operands = [left, self._expression(level)]
            while self._is(token.text):
                self._take()
                operands.append(self._expression(level))
            return Logic(left.start, tuple(operands), token.text)
        # powers are taken from the right: 2 ** 3 ** 2 is 2 ** 9
        return Arithmetic(left.start, left, token.text, self._expression(_SIGN if level == _POWER else level))

    def _comparison(self, left: Node) -> Node:
        operands, operators = [left], []
        while self._peek.text in _COMPARISONS and self._peek.kind == "sign":
            operators.append(self._take().text)
            operands.append(self._expression(_COMPARE))
        return Compare(left.start, tuple(operands), tuple(operators))

    def _options(self) -> tuple[Node, ...]:
        if not self._is("("):
            raise self._unexpected(Words("括号里的一组值，例如 ('甲', '乙')", "values in brackets, such as ('a', 'b')"))
        opening = self._take()
        options = self._listed(opening)
        if not options:
            raise Mistake("S201", opening.start, found=same("()"), wanted=Words("至少一个值", "at least one value"))
        return options

    def _listed(self, opening: Token) -> tuple[Node, ...]:
        """Read what stands between brackets, separated by commas; the opening one is taken."""
        items: list[Node] = []
        while not self._is(")"):
            items.append(self._expression(0))
            if self._is(","):
                self._take()
            elif not self._is(")"):
                raise self._unclosed(opening)
        self._take()
        return tuple(items)

    def _unclosed(self, opening: Token) -> Mistake:
        if self._peek.kind == "end":
            return Mistake("S208", opening.start, sign="(", other=")")
        return self._unexpected(Words("“,”或“)”", "',' or ')'"))

    def _operand(self) -> Node:
        token = self._peek
        if token.kind == "number":
            self._take()
            return Number(token.start, token.value)
        if token.kind == "text":
            self._take()
            return Text(token.start, token.text)
        if token.kind == "name":
            return self._name()
        if token.kind == "word" and token.text in {"true", "false"}:
            self._take()
            return Constant(token.start, token.text == "true")
        if self._is("not"):
            self._take()
            return Not(token.start, self._expression(_NOT))
        if self._is("-") or self._is("+"):
            self._take()
            operand = self._expression(_SIGN)
            return Negative(token.start, operand) if token.text == "-" else operand
        if self._is("("):
            return self._bracketed()
        raise self._unexpected(_VALUE)

    def _bracketed(self) -> Node:
        opening = self._take()
        node = self._expression(0)
        if not self._is(")"):
            raise self._unclosed(opening)
        self._take()
        return node

    def _name(self) -> Node:
        token = self._take()
        if not token.quoted:
            if token.text in _NO_VALUES and not self._is("("):
                what, instead = _NO_VALUES[token.text]
                raise Mistake("S205", token.start, what=what, instead=instead)
            if self._is("("):
                return self._call(token)
        return Name(token.start, token.text)

    def _call(self, token: Token) -> Node:
        function = FUNCTIONS.get(token.text)
        if function is None:
            near = LIKELY.get(token.text.lower()) or nearest(token.text, FUNCTIONS)
            better = SIGNS.get(token.text.lower()) or (near and FUNCTIONS[near].example)
            if better:
                raise Mistake("S206", token.start, name=token.text, near=better)
            raise Mistake("S207", token.start, name=token.text, known=", ".join(FUNCTIONS))
        arguments = self._listed(self._take())
        if len(arguments) < function.least or (function.most is not None and len(arguments) > function.most):
            hint = _hint(token.text, len(arguments))
            raise Mistake("S213", token.start, name=token.text, takes=_takes(function), given=len(arguments), hint=hint)
        make = _MADE_AT_ONCE.get(token.text)
        return make(token, arguments) if make is not None else Call(token.start, arguments, token.text)


def _hint(name: str, given: int) -> Words:
    example = FUNCTIONS[name].example
    if name in {"min", "max"} and given == 1:
        extreme = "/".join(f"{word}(x)" for word in ("best", "worst"))
        return Words(f"全组的最好或最差写成 {extreme}", f"for the extremes of the cohort write {extreme}")
    return Words(f"例如 {example}", f"write {example}")


def _takes(function: Function) -> Words:
    if function.most is None:
        return Words(f"至少 {function.least} 个值", f"at least {function.least} values")
    if function.least == function.most == 0:
        return Words("空括号", "empty brackets")
    count = str(function.least) if function.least == function.most else f"{function.least}–{function.most}"
    return Words(f"{count} 个值", f"{count} value{'' if count == '1' else 's'}")


def _day(token: Token, arguments: tuple[Node, ...]) -> Node:
    (given,) = arguments
    match = _DATE.fullmatch(given.value.strip()) if isinstance(given, Text) else None
    try:
        if match is not None:
            return Day(token.start, date(*(int(part) for part in match.groups())))
    except ValueError:
        pass  # no such day: the same remedy
    raise Mistake("S214", given.start, day=given.value if isinstance(given, Text) else "…")


def _round(token: Token, arguments: tuple[Node, ...]) -> Node:
    if len(arguments) == 2:
        digits = arguments[1]
        if not (isinstance(digits, Number) and digits.value.denominator == 1 and 0 <= digits.value <= 6):
            raise Mistake("S215", digits.start)
    return Call(token.start, arguments, "round")


def _team(token: Token, arguments: tuple[Node, ...]) -> Node:
    if not isinstance(arguments[0], Name):
        raise Mistake("S216", arguments[0].start)
    return Call(token.start, arguments, "team")


def _extreme(token: Token, arguments: tuple[Node, ...]) -> Node:
    call = Call(token.start, arguments, token.text)
    return _of_days(call) if any(map(_is_day, arguments)) else call


def _between(token: Token, arguments: tuple[Node, ...]) -> Node:
    return Call(token.start, tuple(map(_of_days, arguments)), token.text)


def _of_days(node: Node) -> Node:
    """Return the later or earlier of several days as the `if` that it is short for; anything else as it is."""
    if not (isinstance(node, Call) and node.name in {"min", "max"}) or len(node.arguments) > _MOST_DAYS:
        return node
    sign = ">=" if node.name == "max" else "<="
    found, *others = map(_of_days, node.arguments)
    for other in others:
        found = Call(node.start, (Compare(node.start, (found, other), (sign,)), found, other), "if")
    return found


def _is_day(node: Node) -> bool:
    if isinstance(node, Call) and node.name == "if":
        return any(map(_is_day, node.arguments[1:]))
    return isinstance(node, Day) or (isinstance(node, Call) and FUNCTIONS[node.name].gives == "date")


_MOST_DAYS: Final = 4
"""Each day is written twice for the next one: of four there are fifteen."""
_MADE_AT_ONCE: Final[dict[str, Callable[[Token, tuple[Node, ...]], Node]]] = {
    "date": _day, "round": _round, "team": _team, "min": _extreme, "max": _extreme, "days": _between, "months": _between,
}  # fmt: skip

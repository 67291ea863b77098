"""Between which numbers something lies, and whether a condition can hold at all; it sees no data: what is open is possible."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil, floor, inf, isinf
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unicodedata import normalize

from csscore.scheme.expression.tree import Arithmetic, Call, Compare, Constant, Day, In, Logic, Name, Negative, Not, Number, Text
from csscore.scheme.kinds import decimal_text
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csscore.scheme.expression.tree import Node

Cut = tuple[Any, int]
"""A point between numbers: (v, 0) lies just below v, (v, 1) just above it."""
_MOST: Final = 200
"""Alternatives of a condition that are looked at; one of more is taken for possible."""
_NOT: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_OF_ONE: Final = frozenset({"team", "average", "best", "worst"})
"""Functions whose outcome lies where what they look at does."""


class Range(NamedTuple):
    """The numbers between two cuts; ``whole``: only whole ones."""

    low: Cut = (-inf, 0)
    high: Cut = (inf, 1)
    whole: bool = False

    @property
    def empty(self) -> bool:
        """Say whether no number is in it."""
        if self.whole and not isinf(self.low[0]) and not isinf(self.high[0]):
            first = ceil(self.low[0]) if not self.low[1] else floor(self.low[0]) + 1
            return bool(first > (floor(self.high[0]) if self.high[1] else ceil(self.high[0]) - 1))
        return bool(self.low >= self.high)

    def meet(self, other: Range) -> Range:
        """Return what both hold."""
        return Range(max(self.low, other.low), min(self.high, other.high), self.whole or other.whole)

    def join(self, other: Range) -> Range:
        """Return the least range that holds both."""
        return Range(min(self.low, other.low), max(self.high, other.high), self.whole and other.whole)

    def words(self, unit: str = "number") -> Words:
        """Return it as people write it."""
        low, high = (None if isinf(cut[0]) else _shown(cut[0], unit) for cut in (self.low, self.high))
        if low is None or high is None:
            if low is not None:
                return Words(f"至少 {low}", f"at least {low}")
            return same("") if high is None else Words(f"最多 {high}", f"at most {high}")
        return Words(f"只在 {low} 到 {high} 之间", f"between {low} and {high}")


ANY: Final = Range()
RATE: Final = Range((Fraction(0), 0), (Fraction(1), 1))
MARKS: Final = Range((Fraction(0), 0), (Fraction(100), 1))
NOT_BELOW_0: Final = Range((Fraction(0), 0))
COUNT: Final = Range((Fraction(0), 0), whole=True)
PLACES: Final = Range((Fraction(1), 0), whole=True)


def between(least: Fraction | None, most: Fraction | None) -> Range:
    """Return the numbers from one to another, both included; None is open."""
    return Range((-inf, 0) if least is None else (least, 0), (inf, 1) if most is None else (most, 1))


def _shown(number: Any, unit: str) -> str:
    return f"{decimal_text(number * 100)}%" if unit == "percent" else decimal_text(Fraction(number))


# --- what an expression may be


def range_of(node: Node, known: Mapping[str, Range]) -> Range:
    """Return where an expression lies, by where its names do; what is not known may be anything."""
    if isinstance(node, Number):
        return between(node.value, node.value)
    if isinstance(node, Day):  # days are compared with days only
        return between(Fraction(node.value.toordinal()), Fraction(node.value.toordinal()))
    if isinstance(node, Name):
        return known.get(node.name, ANY)
    if isinstance(node, Negative):
        inner = range_of(node.operand, known)
        return Range((-inner.high[0], 1 - inner.high[1]), (-inner.low[0], 1 - inner.low[1]), inner.whole)
    if isinstance(node, Arithmetic):
        return _arithmetic(node.operator, range_of(node.left, known), range_of(node.right, known))
    return _call(node, known) if isinstance(node, Call) else ANY


def _arithmetic(operator: str, a: Range, b: Range) -> Range:
    if operator == "-":
        operator, b = "+", Range((-b.high[0], 1 - b.high[1]), (-b.low[0], 1 - b.low[1]), b.whole)
    if operator == "+":
        low, high = (a.low[0] + b.low[0], max(a.low[1], b.low[1])), (a.high[0] + b.high[0], min(a.high[1], b.high[1]))
        return Range((-inf, 0) if isinf(low[0]) else low, (inf, 1) if isinf(high[0]) else high, a.whole and b.whole)
    if operator == "/":
        if b.low <= (0, 1) and b.high >= (0, 0):
            return ANY
        ends = [Fraction(0) if isinf(end) else 1 / Fraction(end) for end in (b.low[0], b.high[0])]
        operator, b = "*", between(min(ends), max(ends))
    if operator != "*":
        return ANY
    corners = [0 if 0 in pair else pair[0] * pair[1] for pair in product((a.low[0], a.high[0]), (b.low[0], b.high[0]))]
    return Range((min(corners), 0), (max(corners), 1))


def _call(node: Call, known: Mapping[str, Range]) -> Range:
    parts = [range_of(part, known) for part in node.arguments]
    if node.name in _OF_ONE:
        return Range(*parts[0][:2])
    if node.name in {"min", "max"}:
        pick: Any = min if node.name == "min" else max
        return Range(pick(part.low for part in parts), pick(part.high for part in parts))
    if node.name == "if":
        return parts[1].join(parts[2])
    if node.name == "people":
        return PLACES
    if node.name in {"abs", "sqrt", "exp"} or (node.name == "total" and parts[0].low >= (0, 0)):
        return NOT_BELOW_0
    return ANY


# --- whether a condition can hold


def never(node: Node, known: Mapping[str, Range], units: Mapping[str, str]) -> Words | None:
    """Return why a condition can't hold whatever the figures; None where it may.

    Parameters
    ----------
    known
        Where names lie.
    units
        The units of names, for the words.
    """
    alternatives = _alternatives(node, holds=True)
    if alternatives is None:
        return None
    reasons = [_clash(each, known, units) for each in alternatives]
    return reasons[0] if reasons and None not in reasons else None


def impossible(node: Node, known: Mapping[str, Range], units: Mapping[str, str]) -> Iterator[tuple[Node, Words]]:
    """Yield the conditions inside an expression that can't hold, outermost first, each with the reason."""
    why = never(node, known, units) if isinstance(node, Compare | Logic | Not | In) else None
    if why is not None:
        yield node, why
        return
    for part in node.parts:
        yield from impossible(part, known, units)


_Atom = tuple[Any, str, Any]
"""Two numbers or texts and how they are compared, or what is not understood and "?"."""


def _alternatives(node: Node, *, holds: bool) -> list[list[_Atom]] | None:
    """Return the ways in which a condition holds (or does not), each a list of comparisons; None for too many."""
    if isinstance(node, Not):
        return _alternatives(node.operand, holds=not holds)
    if isinstance(node, Constant):
        return [[]] if node.value is holds else []
    if isinstance(node, Compare):
        pairs = [
            [[(left, operator if holds else _NOT[operator], right)]]
            for left, operator, right in zip(node.operands, node.operators, node.operands[1:], strict=False)
        ]
        return _all(pairs) if holds else _any(pairs)
    if isinstance(node, In):
        parts = [[[(node.item, "==" if holds else "!=", option)]] for option in node.options]
        return _any(parts) if holds else _all(parts)
    if isinstance(node, Logic):
        inner = [_alternatives(part, holds=holds) for part in node.operands]
        return _all(inner) if (node.operator == "and") is holds else _any(inner)
    return [[(node, "?", None)]]


def _any(parts: Iterable[list[list[_Atom]] | None]) -> list[list[_Atom]] | None:
    found: list[list[_Atom]] = []
    for part in parts:
        if part is None:
            return None
        found += part
    return found if len(found) <= _MOST else None


def _all(parts: Iterable[list[list[_Atom]] | None]) -> list[list[_Atom]] | None:
    found: list[list[_Atom]] = [[]]
    for part in parts:
        if part is None or len(found) * len(part) > _MOST:
            return None
        found = [one + other for one in found for other in part]
    return found


def _clash(atoms: list[_Atom], known: Mapping[str, Range], units: Mapping[str, str]) -> Words | None:
    """Return why comparisons can't hold together; None where they may."""
    held: dict[str, Range] = {}
    texts: dict[str, set[str]] = {}
    for left, operator, right in atoms:
        if operator == "?":
            continue
        if isinstance(right, Text) or isinstance(left, Text):
            item, text = (left, right) if isinstance(right, Text) else (right, left)
            if operator == "==" and isinstance(text, Text) and not isinstance(item, Text):
                among = texts.setdefault(_key(item), {_plain(text.value)})
                if _plain(text.value) not in among:
                    return _both(item)
            continue
        for item, sign, other in ((left, operator, right), (right, _TURNED[operator], left)):
            own, bound = range_of(item, known), range_of(other, known)
            allowed = own.meet(_allowed(sign, bound))
            if allowed.empty and not isinstance(item, Number | Day):
                return _outside(item, own, units)
            if allowed.empty and isinstance(other, Number | Day):
                return Words("两边都是写定的，比不出这个结果", "both sides are written, and don't compare like that")
            if isinstance(other, Number | Day) and not isinstance(item, Number | Day):
                key = _key(item)
                held[key] = held.get(key, allowed).meet(allowed)
                if held[key].empty:
                    return _both(item)
    return None


def _allowed(sign: str, bound: Range) -> Range:
    """Return the numbers that compare so with some number of a range."""
    if sign in {"<", "<="}:
        return Range(high=(bound.high[0], bound.high[1] if sign == "<=" else 0))
    if sign in {">", ">="}:
        return Range(low=(bound.low[0], bound.low[1] if sign == ">=" else 1))
    return Range(*bound[:2]) if sign == "==" else ANY


def _key(node: Node) -> str:
    """Return the same text for the same expression, wherever it stands."""
    if isinstance(node, Name):
        return node.name
    own = [str(getattr(node, slot)) for slot in type(node).__slots__ if slot in {"operator", "name", "value"}]
    return f"{type(node).__name__}({', '.join([*own, *map(_key, node.parts)])})"


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold().strip()


_NAMES: Final = {"score": Words("总分", "the score"), "rank": Words("名次", "the rank")}


def _called(node: Node) -> Words:
    if isinstance(node, Name):
        return _NAMES.get(node.name, same(node.name))
    return Words("算出来的数", "what is computed")


def _outside(node: Node, own: Range, units: Mapping[str, str]) -> Words:
    called, words = _called(node), own.words(units.get(node.name, "number") if isinstance(node, Name) else "number")
    if own.whole and not words.zh:
        words = Words("是整数", "a whole number")
    return Words(f"{called.zh}{'' if called.zh in {'总分', '名次'} else ' '}{words.zh}", f"{called.en} is {words.en}")


def _both(node: Node) -> Words:
    called = _called(node)
    return Words(f"{called.zh} 不能同时满足这些条件", f"{called.en} can't be all of that at once")

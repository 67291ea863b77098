"""Computes expressions over rows or agents, whole columns at a time; it never hands anything to Python's own evaluation.

Three-valued: what is missing makes arithmetic missing and comparisons unknown, and what is unknown does not hold. Numbers
are exact until they are compared or returned; there they are rounded half-up to 12 significant digits, so that 0.1 + 0.2
is not below 0.3.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from csscore.exact import grouping
from csscore.exact.fixed import canonical, settled
from csscore.exact.real import LARGEST, Real, beyond, constant, of
from csscore.exact.whole import digits_of
from csscore.measure.functions import PRECISE, days_between, decimal, months_between, power, rounded_to
from csscore.read.texts import alike, spelt
from csscore.scheme.expression.tree import Arithmetic, Call, Compare, Constant, Day, In, Logic, Name, Negative, Not, Number, Text
from csscore.scheme.forms import nearest
from csscore.scheme.kinds import decimal_text
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.agents import Scope
    from csscore.problems import Problems
    from csscore.scheme.expression import Expr
    from csscore.scheme.expression.tree import Node

_EPS = 2.0**-52
_LARGE = LARGEST - 500
"""Numbers from here on have more than 15 digits before the point as soon as they have 12 in all."""


class Truth(NamedTuple):
    """Whether something holds, for each element; where it is not known, it does not hold."""

    holds: Mask
    known: Mask


class Odd(NamedTuple):
    """Why an expression has no number somewhere although nothing is missing."""

    large: bool = False
    """Whether a number has more than 15 digits before the point."""
    outside: tuple[tuple[str, int], ...] = ()
    """How many different numbers have no root, logarithm or power, with what messages call that."""


def number(expr: Expr, scope: Scope) -> Floats:
    """Return an expression as canonical numbers, 12 significant digits; NaN is missing. Shape (elements,).

    A number of more than 15 digits before the point is reported (D331) and missing.
    """
    found, odd = numbers_of(expr, scope)
    tell_odd(expr, odd, scope.problems)
    return found


def truth(expr: Expr, scope: Scope) -> Truth:
    """Return whether a condition holds, and whether that is known. Shape (elements,)."""
    found, odd = truth_of(expr, scope)
    tell_odd(expr, odd, scope.problems)
    return found


def numbers_of(expr: Expr, scope: Scope) -> tuple[Floats, Odd]:
    """Return what `number` does, and what would be reported."""
    evaluation = _Evaluation(expr, scope)
    return evaluation.value(expr.tree), evaluation.odd


def reals_of(expr: Expr, scope: Scope) -> tuple[Real, Odd]:
    """Return the same not yet rounded: what is added up keeps all its digits."""
    evaluation = _Evaluation(expr, scope)
    return evaluation.held(expr.tree), evaluation.odd


def truth_of(expr: Expr, scope: Scope) -> tuple[Truth, Odd]:
    """Return what `truth` does, and what would be reported."""
    evaluation = _Evaluation(expr, scope)
    return evaluation.truth(expr.tree), evaluation.odd


def tell_odd(expr: Expr, odd: Odd, problems: Problems) -> None:
    """Report numbers that are too large (D331), and roots, logarithms and powers that there are not (D332)."""
    if odd.large:
        problems.add("D331", expr.place, expression=expr.text)
    for name, count in odd.outside:
        problems.add("D332", expr.place, expression=expr.text, name=name, count=count)


class _Evaluation:
    """One expression on its way through its tree."""

    def __init__(self, expr: Expr, scope: Scope) -> None:
        self._expr = expr
        self._scope = scope
        self._size = len(scope)
        self._live: Mask = np.ones(self._size, dtype=np.bool_)
        """Elements for which the part being computed matters: not those for which ``if`` takes the other branch."""
        self._texts: dict[tuple[str | Node, bool], tuple[NDArray[Any], Mask]] = {}
        self.odd = Odd()

    # --- numbers

    def value(self, node: Node) -> Floats:
        """Return a node rounded to 12 digits; what is too large is noted and missing."""
        if isinstance(node, Name | Number):
            return self.safe(canonical(self.real(node).approx))
        return self.held(node).canonical()

    def held(self, node: Node) -> Real:
        """Return a node; what is too large at 12 digits is noted and missing."""
        found = self.real(node)
        large = ~(np.abs(found.approx) < _LARGE) & ~np.isnan(found.approx)
        self._note_large(large)
        return found.only(~large) if bool(large.any()) else found

    def safe(self, values: Floats, large: Mask | None = None) -> Floats:
        """Make numbers that are too large missing, and note it."""
        over = np.abs(values) >= LARGEST
        if large is not None:
            over |= large
        self._note_large(over)
        return np.where(over, np.nan, values) if bool(over.any()) else values

    def real(self, node: Node) -> Real:
        if isinstance(node, Number):
            return constant(node.value, self._size)
        if isinstance(node, Name):
            return of(self._scope.numbers(node.name) if self._known(node.name) else np.full(self._size, np.nan))
        if isinstance(node, Negative):
            return -self.real(node.operand)
        if isinstance(node, Arithmetic):
            return self._arithmetic(node)
        if isinstance(node, Call) and node.name == "if":
            condition = self.truth(node.arguments[0])
            one: Real
            one, other = self._branches(node, self.real, condition)
            return one.where(condition.holds, other).only(condition.known)
        return self._function(cast("Call", node))

    def _arithmetic(self, node: Arithmetic) -> Real:
        if node.operator == "**":
            return of(self._power(node))
        operator, right = node.operator, node.right
        if operator == "/" and isinstance(right, Number) and right.value and digits_of(1 / right.value) is not None:
            operator, right = "*", Number(right.start, 1 / right.value)  # what ends is exact, as any product is
        operations: dict[str, Callable[[Real, Real], Real]] = {
            "+": Real.__add__,
            "-": Real.__sub__,
            "*": Real.__mul__,
            "/": Real.__truediv__,
        }
        found: Real = operations[operator](self.real(node.left), self.real(right))
        endless = np.isinf(found.approx)
        if not endless.any():
            return found
        self._note_large(endless)
        return found.only(~endless)

    def _function(self, node: Call) -> Real:
        if node.name in {"min", "max"}:
            return self._extreme([self.real(argument) for argument in node.arguments], node.name)
        if node.name == "abs":
            return abs(self.real(node.arguments[0]))
        if node.name == "people":
            codes = self._scope.cohorts
            return of(grouping.counts(codes, _size(codes)).astype(np.float64)[codes])
        if node.name == "team":
            return of(self._scope.team(cast("Name", node.arguments[0]).name))
        if node.name in {"days", "months"}:
            between = days_between if node.name == "days" else months_between
            return of(between(*(self._days(argument) for argument in node.arguments)))
        value = self.value(node.arguments[0])
        if node.name in {"total", "average", "best", "worst"}:
            return self._over_cohort(node, value)
        if node.name in {"sqrt", "log"}:
            return of(self._root(node, value))
        if node.name == "exp":
            with np.errstate(over="ignore"):
                approx = np.exp(value)
            error = np.abs(approx) * (4 + np.abs(value)) * _EPS
            return of(self._settled(approx, error, lambda i: PRECISE.exp(decimal(value[i]))))
        if node.name == "round":
            digits = int(cast("Number", node.arguments[1]).value) if len(node.arguments) == 2 else 0
            return of(rounded_to(value, digits))
        return of(np.floor(value) if node.name == "floor" else np.ceil(value))

    def _extreme(self, columns: list[Real], which: str) -> Real:
        found = columns[0]
        for column in columns[1:]:
            found = found.larger(column) if which == "max" else -(-found).larger(-column)
        return found

    def _root(self, node: Call, values: Floats) -> Floats:
        outside = values < 0 if node.name == "sqrt" else values <= 0
        self._note_outside(outside, f"{node.name}(x)", values)
        inside = np.where(outside, np.nan, values)
        approx = np.sqrt(inside) if node.name == "sqrt" else np.log(inside)
        precise: Callable[[Decimal], Decimal] = PRECISE.sqrt if node.name == "sqrt" else PRECISE.ln
        return self._settled(approx, np.abs(approx) * (4 * _EPS), lambda i: precise(decimal(inside[i])))

    def _power(self, node: Arithmetic) -> Floats:
        """Raise to a power: whole powers of anything, others of what is not below zero; 0 ** 0 is 1."""
        base, exponent = self.value(node.left), self.value(node.right)
        outside = ((base < 0) & (exponent != np.rint(exponent))) | ((base == 0) & (exponent < 0))
        self._note_outside(outside & ~np.isnan(exponent), "x ** y", base, exponent)
        there = ~np.isnan(base) & ~np.isnan(exponent) & ~outside
        base, exponent = np.where(there, base, 1.0), np.where(there, exponent, 1.0)
        with np.errstate(over="ignore", under="ignore", divide="ignore"):
            approx = np.where(there, np.power(base, exponent), np.nan)
            stretch = np.abs(exponent) * (1 + np.abs(np.log(np.abs(np.where(base == 0, 1.0, base)))))
            error = np.where(base == 0, 0.0, np.abs(approx) * (8 + 2 * stretch) * _EPS)
        return self._settled(approx, error, lambda i: power(decimal(base[i]), decimal(exponent[i])))

    def _note_large(self, over: Mask) -> None:
        if bool((over & self._live).any()):
            self.odd = self.odd._replace(large=True)

    def _note_outside(self, outside: Mask, name: str, *numbers: Floats) -> None:
        at = outside & self._live
        if bool(at.any()):
            count = np.unique(np.stack([own[at] for own in numbers]), axis=1).shape[1]
            self.odd = self.odd._replace(outside=(*self.odd.outside, (name, count)))

    def _settled(self, approx: Floats, error: Floats, precise: Callable[[int], Decimal]) -> Floats:
        """Round to 12 digits; what is too large is noted and missing."""
        large = approx >= LARGEST
        large |= approx <= -LARGEST
        inside = np.where(large, np.nan, approx)
        return self.safe(settled(inside, error, lambda i: Fraction(precise(i))), large)

    def _over_cohort(self, node: Call, values: Floats) -> Real:
        codes = self._scope.cohorts
        size, known = _size(codes), ~np.isnan(values)
        inner, present = codes[known], values[known]
        if node.name in {"best", "worst"}:
            argument = node.arguments[0]
            better = self._scope.better(argument.name) if isinstance(argument, Name) else "higher"
            pick = grouping.greatest if (better == "higher") == (node.name == "best") else grouping.least
            return of(pick(present, inner, size)[codes])
        total = grouping.sums(present, inner, size)
        if node.name == "total":
            for _, sum_ in beyond(total):
                self._scope.problems.add("P282", self._expr.place, expression=self._expr.text, sum=decimal_text(sum_))
        if node.name == "average":
            total = total / of(grouping.counts(inner, size).astype(np.float64))
        return total.spread(codes)

    # --- conditions

    def truth(self, node: Node) -> Truth:
        if isinstance(node, Constant):
            return Truth(np.full(self._size, node.value), np.ones(self._size, dtype=np.bool_))
        if isinstance(node, Not):
            holds, known = self.truth(node.operand)
            return Truth(known & ~holds, known)
        if isinstance(node, Logic):
            return self._logic(node)
        if isinstance(node, Compare):
            return self._compare(node)
        if isinstance(node, In):
            return self._in(node)
        call = cast("Call", node)
        if call.name == "missing":
            return Truth(self._missing(call.arguments[0]), np.ones(self._size, dtype=np.bool_))
        if call.name == "every":
            return self._every(self.truth(call.arguments[0]))
        condition = self.truth(call.arguments[0])
        one, other = self._branches(call, self.truth, condition)
        holds, known = np.where(condition.holds, one.holds, other.holds), np.where(condition.holds, one.known, other.known)
        return Truth(holds & condition.known, known & condition.known)

    def _logic(self, node: Logic) -> Truth:
        """Combine by Kleene's rules: one that does not hold settles ``and``, one that holds settles ``or``."""
        found = [self.truth(operand) for operand in node.operands]
        holds, known = found[0]
        for other in found[1:]:
            if node.operator == "and":
                fails = (known & ~holds) | (other.known & ~other.holds)
                holds, known = holds & other.holds, (known & other.known) | fails
            else:
                holds = holds | other.holds
                known = (known & other.known) | holds
        return Truth(holds, known)

    def _compare(self, node: Compare) -> Truth:
        columns = self._columns(node.operands)
        holds, known = np.ones(self._size, dtype=np.bool_), np.ones(self._size, dtype=np.bool_)
        fails = np.zeros(self._size, dtype=np.bool_)
        for operator, (left, left_known), (right, right_known) in zip(node.operators, columns, columns[1:], strict=False):
            both = left_known & right_known
            now = both & _COMPARE[operator](left, right).astype(np.bool_)
            fails |= both & ~now
            holds, known = holds & now, known & both
        return Truth(holds, known | fails)

    def _in(self, node: In) -> Truth:
        (item, present), *options = self._columns(node.parts)
        holds, known = np.zeros(self._size, dtype=np.bool_), np.full(self._size, present)
        for option, option_present in options:
            holds |= present & option_present & (item == option).astype(np.bool_)
            known &= option_present
        return Truth(holds, known | holds)

    def _columns(self, nodes: tuple[Node, ...]) -> list[tuple[NDArray[Any], Mask]]:
        """Return columns of one kind, ready to be compared, each with where it is present."""
        kind = next((kind for kind in map(self._expr.kind_of, nodes) if kind is not None), "number")
        if kind == "text":
            literals = [node.value for node in nodes if isinstance(node, Text)]
            respelt = not literals or any(spelt(text) is not None for text in literals)
            return [self._said(node, respelt=respelt) for node in nodes]
        if kind == "date":
            days = [self._days(node) for node in nodes]
            return [(column, ~np.isnat(column)) for column in days]
        values = [self.value(node) for node in nodes]
        return [(column, ~np.isnan(column)) for column in values]

    def _said(self, node: Node, *, respelt: bool) -> tuple[NDArray[Any], Mask]:
        """Return texts, in their one spelling if so many are alike, with where there are any; one that is written for all."""
        if isinstance(node, Text):
            return np.array(spelt(node.value) or node.value if respelt else node.value, dtype=object), np.ones((), dtype=np.bool_)
        key = node.name if isinstance(node, Name) else node, respelt
        if key not in self._texts:
            texts = alike(self.texts(node)) if respelt else self.texts(node)
            self._texts[key] = texts, (texts != None).astype(np.bool_)  # noqa: E711 - elementwise
        return self._texts[key]

    def _missing(self, node: Node) -> Mask:
        if isinstance(node, Name):
            return self._scope.missing(node.name) if self._known(node.name) else np.ones(self._size, dtype=np.bool_)
        kind = self._expr.kind_of(node)
        if kind == "truth":
            return ~self.truth(node).known
        ((_, present),) = self._columns((node,))
        return np.full(self._size, ~present)

    def _every(self, condition: Truth) -> Truth:
        """Combine a cohort by Kleene's rules: one who fails it settles it for all, else one who is unknown leaves it open."""
        codes = self._scope.cohorts
        size = _size(codes)
        fails = grouping.counts(codes[condition.known & ~condition.holds], size) > 0
        open_ = grouping.counts(codes[~condition.known], size) > 0
        return Truth(~(fails | open_)[codes], (fails | ~open_)[codes])

    # --- texts and days

    def texts(self, node: Node) -> NDArray[np.object_]:
        if isinstance(node, Text):
            return np.full(self._size, node.value, dtype=object)
        if isinstance(node, Name):
            return self._scope.texts(node.name) if self._known(node.name) else np.full(self._size, None, dtype=object)
        return self._picked(cast("Call", node), self.texts, None)

    def _days(self, node: Node) -> NDArray[np.datetime64]:
        if isinstance(node, Day):
            return np.full(self._size, np.datetime64(node.value, "D"))
        nothing = np.full(self._size, np.datetime64("NaT", "D"))
        if isinstance(node, Name):
            return self._scope.dates(node.name) if self._known(node.name) else nothing
        if isinstance(node, Call) and node.name in {"period_start", "period_end"}:
            span = self._scope.span
            if span is None:  # said before anything is measured (D450)
                return nothing
            return np.full(self._size, np.datetime64(span.first if node.name == "period_start" else span.last, "D"))
        return self._picked(cast("Call", node), self._days, np.datetime64("NaT", "D"))

    def _picked(self, node: Call, compute: Callable[[Node], NDArray[Any]], nothing: Any) -> NDArray[Any]:
        condition = self.truth(node.arguments[0])
        one, other = self._branches(node, compute, condition)
        picked: NDArray[Any] = np.where(condition.holds, one, other)
        picked[~condition.known] = nothing
        return picked

    # --- what both share

    def _branches(self, node: Call, compute: Callable[[Node], Any], condition: Truth) -> tuple[Any, Any]:
        """Compute both branches of ``if``; each notes only what happens where it is taken."""
        before = self._live
        self._live = before & condition.holds
        one = compute(node.arguments[1])
        self._live = before & condition.known & ~condition.holds
        other = compute(node.arguments[2])
        self._live = before
        return one, other

    def _known(self, name: str) -> bool:
        """Tell whether a name stands for anything; report it if not."""
        if self._scope.has(name):
            return True
        near = nearest(name, self._scope.names())
        hint = same("") if near is None else Words(f"；是不是 {near}？", f"; did you mean {near}?")
        self._scope.problems.add("D320", self._expr.place_of(name), name=name, near=hint)
        return False


def _size(codes: NDArray[np.intp]) -> int:
    return int(codes.max()) + 1 if len(codes) else 0


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip

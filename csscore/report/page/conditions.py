"""Conditions and numbers of a scheme as a page needs them when weights move: what does not depend on scores is decided here.

Only comparisons of ``score`` and ``rank`` with numbers are left for the page to decide; whatever looks at scores in any other
way is refused, and what hangs on it stays as it is in the official result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import value_text
from csscore.measure.evaluate import number, truth
from csscore.scheme.expression import Expr
from csscore.scheme.expression.tree import Compare, Logic, Name, Not, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from csscore.measure.agents import AgentScope
    from csscore.scheme.expression.tree import Node

    Index = NDArray[np.intp]

MOVING: Final = frozenset({"score", "rank"})
"""Names that change when weights do."""


class OpaqueError(Exception):
    """Something looks at scores in a way that a page can't follow."""


class People:
    """Groups of agents with what expressions may say of them, and where each agent stands in the published order."""

    def __init__(self, groups: Sequence[tuple[Index, AgentScope]], order: Index) -> None:
        self._groups = groups
        self._order = order

    def condition(self, expr: Expr | None) -> Any:
        """Return a condition as the page decides it, None for none.

        Either ``{"holds": [places], "unknown": [places]}``, or ``["and" | "or" | "not", …]``, or ``["score" | "rank",
        operator, number]`` with the number as decimal text, one for all or one an agent.

        Raises
        ------
        OpaqueError
            If it looks at scores in another way.
        """
        return None if expr is None else self._condition(expr, expr.tree)

    def numbers(self, expr: Expr) -> list[str | None]:
        """Return what an expression is for each agent in published order, as decimal text; None is missing.

        Raises
        ------
        OpaqueError
            If it looks at scores.
        """
        self._check(expr)
        column = np.full(len(self._order), np.nan)
        for index, scope in self._groups:
            column[index] = number(expr, scope)
        return [None if np.isnan(value) else value_text(value) for value in column[self._order].tolist()]

    def _condition(self, expr: Expr, node: Node) -> Any:
        if not moves(part.name for part in walk(node) if isinstance(part, Name)):
            return self._decided(expr, node)
        if isinstance(node, Not):
            return ["not", self._condition(expr, node.operand)]
        if isinstance(node, Logic):
            return [node.operator, *(self._condition(expr, operand) for operand in node.operands)]
        if isinstance(node, Compare):
            pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
            return ["and", *(self._compared(expr, *pair) for pair in pairs)]
        raise OpaqueError

    def _decided(self, expr: Expr, node: Node) -> dict[str, list[int]]:
        holds, known = np.zeros(len(self._order), dtype=bool), np.ones(len(self._order), dtype=bool)
        part = _part(expr, node)
        self._check(part)
        for index, scope in self._groups:
            answer = truth(part, scope)
            holds[index], known[index] = answer.holds, answer.known
        return {"holds": places(holds[self._order]), "unknown": places(~known[self._order])}

    def _check(self, expr: Expr) -> None:
        unknown = any(not scope.has(name) for name in expr.names for _, scope in self._groups)
        if unknown or moves(expr.names):
            raise OpaqueError

    def _compared(self, expr: Expr, left: Node, operator: str, right: Node) -> Any:
        if isinstance(right, Name) and right.name in MOVING:
            turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
            left, operator, right = right, turned.get(operator, operator), left
        if not isinstance(left, Name) or left.name not in MOVING:
            raise OpaqueError
        numbers = self.numbers(_part(expr, right))
        return [left.name, operator, numbers[0] if len(set(numbers)) == 1 else numbers]


def moves(names: Collection[str] | Any) -> bool:
    """Say whether one of these names changes when weights do."""
    return not MOVING.isdisjoint(names)


def places(who: NDArray[np.bool_]) -> list[int]:
    """Return where a mask holds."""
    found: list[int] = np.flatnonzero(who).tolist()
    return found


def _part(expr: Expr, node: Node) -> Expr:
    return Expr(expr.text, expr.place, node, kind=expr.kind_of(node), kinds=expr.kinds)

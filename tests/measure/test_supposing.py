"""What is supposed of a month: single values that change, and who is there."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from csscore.measure.supposing import Move, Supposed


@pytest.mark.parametrize(
    ("verb", "amount", "value", "after"),
    [
        ("set", 7, 3.0, 7), ("set", None, 3.0, None), ("set", "优", "良", "优"), ("plus", Fraction(1, 2), 0.1, 0.6), ("plus", -3, 1.0, -2),
        ("plus", 5, None, 5), ("times", 3, 0.1, 0.3), ("times", Fraction(1, 3), 1.0, 0.333333333333), ("times", 2, None, 0),
    ],
)  # fmt: skip
def test_a_value_that_changes(verb: Any, amount: Any, value: Any, after: Any) -> None:
    given = Fraction(amount) if isinstance(amount, int) else amount
    assert Move("a", "m", verb, given).applied(value) == after


SCHEME = """
metrics:
  sales: {value: {sum: sales}, unit: money, points: as_is, weight: 50}
  calls: {value: {sum: calls}, points: as_is, weight: 50}
  each: {value: {formula: sales / calls}, weight: 0}
"""
ROWS = "agent,sales,calls\na,100,4\nb,90,3\nc,80,\n"


def supposed(bench: Any, *moves: tuple[str, str, Any, Any]) -> dict[str, dict[str, Any]]:
    measured = bench.run(SCHEME, ROWS).measured
    found = Supposed(moves=tuple(Move(*move) for move in moves)).values(bench.scheme(SCHEME), measured)
    return {
        name: {
            agent: None if value != value else value
            for agent, value in zip(found.agents.tolist(), found.values[name].tolist(), strict=True)
        }
        for name in ("sales", "calls", "each")
    }


def test_formulas_follow_what_they_name(bench: Any) -> None:
    found = supposed(bench, ("a", "sales", "plus", Fraction(20)), ("c", "calls", "set", Fraction(8)))
    assert found["sales"] == {"a": 120, "b": 90, "c": 80}
    assert found["calls"] == {"a": 4, "b": 3, "c": 8}
    assert found["each"] == {"a": 30, "b": 30, "c": 10}


def test_a_formula_that_is_moved_itself_stays_where_it_is_put(bench: Any) -> None:
    found = supposed(bench, ("a", "sales", "times", Fraction(2)), ("a", "each", "plus", Fraction(1)), ("b", "each", "set", None))
    assert found["each"] == {"a": 51, "b": None, "c": None}


def test_who_is_not_there_and_what_is_not_measured_is_passed_over(bench: Any) -> None:
    measured = bench.run(SCHEME, ROWS).measured
    moves = (Move("z", "sales", "set", Fraction(1)), Move("a", "other", "set", Fraction(1)))
    assert Supposed(moves=moves).values(bench.scheme(SCHEME), measured) is measured


def test_who_leaves_takes_the_rows_along(bench: Any) -> None:
    assert supposed(bench, ("b", "calls", "set", Fraction(0)))["each"] == {"a": 25, "b": None, "c": None}

"""What is said to be impossible is impossible: every condition is tried on a grid, by arithmetic written here."""

from __future__ import annotations

import operator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from csscore.scheme.expression import parse
from csscore.scheme.expression.tree import Arithmetic, Compare, In, Logic, Name, Negative, Not, Number
from csscore.scheme.ranges import COUNT, RATE, Range, between, never
from tests.conftest import examples

KNOWN = {"score": between(Fraction(0), Fraction(4)), "share": RATE, "calls": COUNT, "net": Range()}
GRID = {
    "score": [Fraction(n, 2) for n in range(9)],
    "share": [Fraction(n, 4) for n in range(5)],
    "calls": [Fraction(n) for n in range(6)],
    "net": [Fraction(n, 2) for n in range(-4, 9)],
}
SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}
SUMS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def value(node: Any, at: dict[str, Fraction]) -> Any:
    match node:
        case Number():
            return node.value
        case Name():
            return at[node.name]
        case Negative():
            return -value(node.operand, at)
        case Arithmetic():
            return SUMS[node.operator](value(node.left, at), value(node.right, at))
        case Not():
            return not value(node.operand, at)
        case Logic():
            return (all if node.operator == "and" else any)(value(part, at) for part in node.operands)
        case Compare():
            numbers = [value(part, at) for part in node.operands]
            return all(SIGNS[sign](one, other) for sign, one, other in zip(node.operators, numbers, numbers[1:], strict=False))
        case In():
            return value(node.item, at) in [value(option, at) for option in node.options]
    raise AssertionError(node)


def tree(text: str) -> Any:
    return parse(text, None, Problems()).tree


names = st.sampled_from(sorted(KNOWN))
numbers = st.sampled_from(["-1", "0", "0.5", "1", "2", "4", "4.5"])
terms = st.recursive(
    names | numbers,
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda part: f"({' '.join(part)})"),
    max_leaves=3,
)
compared = st.tuples(terms, st.sampled_from(sorted(SIGNS)), terms).map(" ".join)
conditions = st.recursive(
    compared,
    lambda inner: (
        inner.map(lambda text: f"not ({text})")
        | st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda part: f"(({part[0]}) {part[1]} ({part[2]}))")
    ),
    max_leaves=4,
)


@given(conditions)
@examples(400)
def test_no_figures_meet_what_is_called_impossible(text: str) -> None:
    node = tree(text)
    if never(node, KNOWN, {}) is None:
        return
    used = [name for name in GRID if name in text]
    for figures in product(*(GRID[name] for name in used)):
        assert not value(node, dict(zip(used, figures, strict=True))), (text, figures)


@pytest.mark.parametrize(
    "text",
    [
        "score > 4", "score < 0", "score == 5", "share > 100%", "share >= 50% and share < 50%", "calls < 0", "calls > 2 and calls < 3",
        "net > 5 and net < 3", "3 < net < 2", "not (score <= 4)", "not (calls >= 0 or net > 1)", "score in (5, 6)", "score + calls < 0",
        "-score > 0", "net * 2 > 6 and net * 2 <= 6", "score > 3 and (score < 1 or score < 2)", "team == 'a' and team == 'b'", "1 > 2",
        "max(score, share) > 4", "if(net > 0, score, share) > 4", "score / 4 > 1", "score - 4 > 0",
        "joined >= date('2026-03-01') and joined < date('2026-02-01')",
    ],
)  # fmt: skip
def test_what_nothing_can_meet_is_found(text: str) -> None:
    assert never(tree(text), KNOWN, {}) is not None


@pytest.mark.parametrize(
    "text",
    [
        "score >= 4", "score <= 0", "net < 0", "share == 100%", "calls > 2 and calls <= 3", "score > 3 or score > 5", "team == 'a' or team == 'b'",
        "team != 'a' and team != 'b'", "score - share > 3.5", "net / score < 0", "score < net and net < score", "missing(net) and net > 1", "abs(net) < 1",
        "joined >= date('2026-02-01') and joined < date('2026-03-01')",
    ],
)  # fmt: skip
def test_what_may_be_met_is_left_alone(text: str) -> None:
    assert never(tree(text), KNOWN, {}) is None

"""The lines by which a scheme judges values: thresholds, edges of bands, tiers; whoever shows a value shows its side of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.scheme.expression.tree import Compare, Name, Negative, Number
from csscore.scheme.forms import Form, Rule
from csscore.scheme.model import Group, Metric
from csscore.scheme.names import expressions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from csscore.scheme.expression.tree import Node
    from csscore.scheme.model import Scheme


def judging(scheme: Scheme) -> dict[str, tuple[Fraction, ...]]:
    """Return by metric, column or ``score`` the numbers that it is compared with, in base units, ascending."""
    found: dict[str, set[Fraction]] = {}
    for name, line in (*_of_metrics(scheme.metrics), *_of_rules(scheme.pay, None), *_of_conditions(scheme)):
        if name is not None:
            found.setdefault(name, set()).add(line)
    return {name: tuple(sorted(lines)) for name, lines in found.items()}


def _of_metrics(metrics: Mapping[str, Metric | Group]) -> Iterator[tuple[str | None, Fraction]]:
    for name, of in metrics.items():
        if isinstance(of, Group):
            yield from _of_metrics(of.metrics)
        else:
            yield from _of_rules(of.points, name)


def _of_rules(thing: Any, own: str | None) -> Iterator[tuple[str | None, Fraction]]:
    """Yield the lines of every rule inside, with what it judges: ``own`` where that is the value that it is given."""
    if isinstance(thing, Rule):
        yield from ((own if name is None else name, line) for name, line in thing.judged_by())
    if isinstance(thing, Form):
        for declared in thing.settings().values():
            yield from _of_rules(getattr(thing, declared.name), own)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from _of_rules(item, own)
    elif hasattr(thing, "rule") and hasattr(thing, "options"):
        yield from _of_rules((thing.rule, thing.options), own)


def lines_of(rule: Any) -> Iterator[tuple[str | None, Fraction]]:
    """Yield the lines of a rule and of those inside it; those of the value that it is given without a name."""
    return _of_rules(rule, None)


def _of_conditions(scheme: Scheme) -> Iterator[tuple[str, Fraction]]:
    for expression in expressions((scheme.where, scheme.metrics, scheme.gates, scheme.pay, scheme.flags)):
        for node in _inside(expression.tree):
            if isinstance(node, Compare):
                for one, other in zip(node.operands, node.operands[1:], strict=False):
                    for side, bar in ((one, other), (other, one)):
                        line = _number(bar, scheme.params)
                        if isinstance(side, Name) and line is not None:
                            yield side.name, line


def _inside(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts:
        yield from _inside(part)


def _number(node: Node, params: Mapping[str, Fraction]) -> Fraction | None:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return params.get(node.name)
    inner = _number(node.operand, params) if isinstance(node, Negative) else None
    return None if inner is None else -inner

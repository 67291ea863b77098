"""What a page needs to score and rank again when weights move: the scheme's tree, who lacks what, gates, order; no arithmetic.

Points never depend on weights, so the page starts from the official points. What it can't follow stays as it is in the
official result, and is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import MISSING, half_up
from csscore.pay.money import coin_of
from csscore.pay.people import scope_of
from csscore.report.page.conditions import OpaqueError, People, moves, places
from csscore.report.page.paying import entries, limits
from csscore.scheme.kinds import decimal_text
from csscore.scheme.model import Group
from csscore.scheme.overrides import written
from csscore.score.weights import leaves, totals_itself
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.pipeline import Run
    from csscore.scheme.model import Effect, Gate, Metric
    from csscore.score.combining import Part
    from csscore.score.weights import Leaf

say = sentences(__file__)

_BY_SCORE: Final = say("by_score")
_NO_WEIGHTS: Final = say("no_weights")


def model(run: Run, *, anonymous: bool) -> dict[str, Any]:
    """Return what the page computes with, agents in published order.

    ``unable`` says why it can't at all; ``kept`` lists what stays as it is. Under ``anonymous`` the order of ids is withheld:
    with a list of the staff it would give the names away.
    """
    scheme = run.scheme
    order = published(run)
    if scheme.reference == "eligible" and any(gate.then.unranked and moves(gate.when.names) for gate in scheme.gates):
        return {"unable": _BY_SCORE}
    metrics = leaves(scheme)
    tree = _Tree(run, order, metrics).level(scheme.metrics, scheme.score.method, ("metrics",), fixed=False)
    if not _movable(tree):
        return {"unable": _NO_WEIGHTS}
    kept: list[Words] = []
    gates = [_gate(gate, run, order, kept) for gate in scheme.gates]
    rule, unit = scheme.score, 10**scheme.score.digits
    return {
        "tree": tree,
        "relative": scheme.weights == "relative",
        "method": rule.method,
        "floor": None if rule.floor is None else str(half_up(rule.floor * unit)),
        "cap": None if rule.cap is None else str(half_up(rule.cap * unit)),
        "leaves": [_leaf(leaf, run, order) for leaf in metrics],
        "gates": gates,
        "keys": _keys(run, order, metrics),
        "ties": scheme.rank.ties,
        "cohort": run.measured.cohort_codes[order].tolist() if run.measured.cohort_codes.any() else None,
        "ids": None if anonymous else order.tolist(),
        "unit": coin_of(scheme).step,
        "pay": entries(run, order, kept, anonymous=anonymous),
        "limits": limits(scheme.limits, kept, anonymous=anonymous),
        "kept": kept,
    }


def published(run: Run) -> NDArray[np.intp]:
    """Return which measured agent stands at each place of the result: by rank, then by id."""
    ranks = np.where(run.scored.ranks == MISSING, np.iinfo(np.int64).max, run.scored.ranks)
    return np.lexsort((np.arange(len(ranks)), ranks))


def whole(units: NDArray[np.int64]) -> list[int | str | None]:
    """Return a fixed column for JSON; what a double would not hold as text."""
    return [None if unit == MISSING else unit if abs(unit) < 2**53 else str(unit) for unit in units.tolist()]


class _Tree:
    """The scheme's metrics and groups as the page walks them."""

    def __init__(self, run: Run, order: NDArray[np.intp], metrics: tuple[Leaf, ...]) -> None:
        self._order = order
        self._pointed = run.scored.pointed
        self._number = {leaf.name: number for number, leaf in enumerate(metrics)}

    def level(
        self, metrics: Mapping[str, Metric | Group], method: str, path: tuple[str, ...], *, fixed: bool
    ) -> list[dict[str, Any]]:
        """Return the entries of one level; ``fixed`` says that weights there can't be moved."""
        return [self._entry(name, of, method, (*path, name), fixed=fixed) for name, of in metrics.items()]

    def _entry(self, name: str, of: Metric | Group, method: str, path: tuple[str, ...], *, fixed: bool) -> dict[str, Any]:
        weighted = of.weight is not None and of.weight > 0 and method != "sum"
        scored = isinstance(of, Group) or (of.points is not None)
        entry: dict[str, Any] = {
            "title": of.title or same(name),
            "path": written((*(_quoted(step) for step in path), "weight")),
            "weight": None if of.weight is None else decimal_text(of.weight),
            "moves": weighted and scored and not fixed,
        }
        if not isinstance(of, Group):
            return {**entry, "leaf": self._number[name]}
        total, inner = totals_itself(of, method), of.method or method
        entry["own"] = inner if total else None
        opaque = total and _reshaped(of)
        if opaque and name in self._pointed.members:
            entry |= self._given(self._pointed.parts[self._pointed.members.index(name)])
        elif opaque:
            entry["moves"] = False
        entry["of"] = self.level(of.metrics, inner, (*path, "metrics"), fixed=fixed or opaque or of.weight == 0)
        return entry

    def _given(self, part: Part) -> dict[str, Any]:
        """Return a total that the page takes as it is: points, or exact numbers where it is not rounded on its way."""
        points = part.points[self._order]
        if part.total is None:
            return {"points": whole(points)}
        there = zip(self._order.tolist(), (points != MISSING).tolist(), strict=True)
        return {"exact": [ratio(part.total.at(i)) if here else None for i, here in there]}


def _reshaped(group: Group) -> bool:
    """Say whether a points rule stands on the total of the group or of one inside."""
    inside = (of for of in group.metrics.values() if isinstance(of, Group))
    return group.points is not None or any(_reshaped(of) for of in inside)


def _quoted(step: str) -> str:
    return f"`{step}`" if any(sign in step for sign in ".[]=") else step


def _movable(level: list[dict[str, Any]]) -> bool:
    free = [entry for entry in level if entry["moves"]]
    return len(free) > 1 or any(_movable(entry["of"]) for entry in level if "of" in entry)


def _leaf(leaf: Leaf, run: Run, order: NDArray[np.intp]) -> dict[str, Any]:
    """Return what the page must know of a metric beside its points."""
    policy = leaf.metric.missing or run.scheme.missing
    filled = leaf.scored and policy in {"zero", "mean"}
    absent = run.scored.pointed.absent[leaf.name][order]
    return {
        "worth": leaf.metric.points is not None,
        "scored": leaf.scored,
        "added": leaf.added,
        "optional": policy == "renormalise",
        "absent": places(absent) if filled else None,
    }


def _gate(gate: Gate, run: Run, order: NDArray[np.intp], kept: list[Words]) -> dict[str, Any]:
    effect = _effect(gate.then, run.scheme.score.digits)
    if effect is None or not moves(gate.when.names):
        return {"then": effect, "when": None, "excludes": gate.excludes}
    try:
        scope = scope_of(run.scheme, run.measured, run.scored, run.scheme.gates)
        everybody = People([(np.arange(len(order), dtype=np.intp), scope)], order)
        return {"then": effect, "when": everybody.condition(gate.when), "excludes": gate.excludes}
    except OpaqueError:
        kept.append(say("whom_the_gate_catches", name=gate.name))
        return {"then": effect, "when": None, "excludes": gate.excludes}


def _effect(effect: Effect, digits: int) -> list[Any] | None:
    if effect.unranked:
        return ["unranked"]
    if effect.score is not None:
        return [effect.score.verb, str(half_up(effect.score.amount * 10**digits))]
    if effect.rank is not None:
        return ["last"]
    return None if effect.pay is None else ["pay", ratio(effect.pay)]


def ratio(number: Fraction) -> str:
    """Return an exact number as the page reads it: ``3`` or ``1/3``."""
    return str(number)


def _keys(run: Run, order: NDArray[np.intp], metrics: tuple[Leaf, ...]) -> list[Any]:
    """Return what orders the agents: ``score``, or whole numbers, smaller ones first; -1 where a metric is missing."""
    better = {leaf.name: leaf.metric.better for leaf in metrics}
    keys: list[Any] = []
    for name in (run.scheme.rank.order, *run.scheme.rank.break_):
        if name == "score":
            keys.append("score")
            continue
        values = run.measured.values[name][order]
        codes = np.unique(-values if better[name] == "higher" else values, return_inverse=True)[1]
        keys.append(np.where(np.isnan(values), -1, codes).tolist())
    return keys

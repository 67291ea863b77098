"""What metrics, points and the score can come to by a scheme alone, and what it asks for beyond that; it sees no data."""

from __future__ import annotations

from fractions import Fraction
from math import floor, isinf
from typing import TYPE_CHECKING, Any, Final

from csscore.scheme.dictionary import column_headers
from csscore.scheme.expression.tree import at
from csscore.scheme.kinds import decimal_text
from csscore.scheme.model import Group, Metric
from csscore.scheme.names import expressions
from csscore.scheme.ranges import ANY, PLACES, Range, between, impossible, range_of
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.problems import Problems
    from csscore.scheme.expression import Expr
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Scheme, ScoreEffect

_ZERO: Final = between(Fraction(0), Fraction(0))
_SCORE: Final = Words("总分", "the score")


class Reach:
    """Where everything of a scheme lies, as far as that is sure.

    Attributes
    ----------
    values, points
        By metric.
    score
        With what gates do to it.
    """

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self.units: dict[str, str] = {}
        self.values: dict[str, Range] = {}
        self.points: dict[str, Range] = {}
        columns = {name: None if entry is None else entry.unit for name, entry in column_headers(scheme).items()}
        for name, metric in metrics_of(scheme.metrics):
            self.units[name] = metric.unit
            self.values[name] = metric.value.rule.reach(metric.unit, columns)
            self.points[name] = _rounded(_points(metric.points, self.values[name], metric.better), scheme.score.point_digits)
        self.score = self._score()

    def known(self, *more: str) -> dict[str, Range]:
        """Return where the names of conditions lie: metrics, their points, and of ``score`` and ``rank`` those given."""
        points = {f"{name}_points": lies for name, lies in self.points.items()}
        given = {"score": self.score, "rank": PLACES}
        return {**self.values, **points, **{name: given[name] for name in more}}

    def _score(self) -> Range:
        scheme = self._scheme
        if any(metric is None for metric in scheme.metrics.values()):
            return ANY
        plus = set(scheme.score.plus)
        lies = self._level({name: item for name, item in scheme.metrics.items() if name not in plus}, scheme.score.method)
        for name in plus:
            lies = _plus(lies, self.points.get(name, ANY).join(_ZERO))
        low, high = lies.low, lies.high
        if scheme.score.cap is not None:
            high, low = min(high, (scheme.score.cap, 1)), min(low, (scheme.score.cap, 0))
        if scheme.score.floor is not None:
            low, high = max(low, (scheme.score.floor, 0)), max(high, (scheme.score.floor, 1))
        lies = _rounded(Range(low, high), scheme.score.digits)
        for gate in scheme.gates:
            if gate.then.score is not None:
                lies = lies.join(_after(gate.then.score, lies))
        return lies

    def _level(self, entries: Mapping[str, Any], method: str) -> Range:
        parts: list[tuple[Fraction, Range]] = []
        open_ = False
        for name, item in entries.items():
            if item is None:
                return ANY
            if method not in {"sum", "min"} and not item.weight:
                continue
            lies = self._group(item, method) if isinstance(item, Group) else self.points[name]
            policy = (item.missing if isinstance(item, Metric) else None) or self._scheme.missing
            open_ |= policy == "renormalise" or isinstance(item, Group)
            parts.append((item.weight or Fraction(1), lies.join(_ZERO) if policy == "zero" else lies))
        if not parts:
            return ANY
        if method == "sum":
            total = _ZERO
            for _, lies in parts:
                total = _plus(total, lies.join(_ZERO))
            return total
        whole = sum((weight for weight, _ in parts), Fraction(0))
        if method == "mean" and not open_ and whole:
            total = _ZERO
            for weight, lies in parts:
                total = _plus(total, _times(lies, weight / whole))
            return total
        hull = parts[0][1]
        for _, lies in parts[1:]:
            hull = hull.join(lies)
        return hull

    def _group(self, group: Group, above: str) -> Range:
        inner = self._level(group.metrics, group.method or ("sum" if above == "sum" else "mean"))
        return inner if group.points is None else _points(group.points, inner, "higher")


def _after(effect: ScoreEffect, lies: Range) -> Range:
    """Return where a score may lie after what a gate does to it."""
    amount = between(effect.amount, effect.amount)
    if effect.verb == "minus":
        return _plus(lies, between(-effect.amount, -effect.amount))
    return amount if effect.verb == "set" or amount.low < lies.low else lies


def metrics_of(entries: Mapping[str, Any]) -> Iterator[tuple[str, Metric]]:
    """Yield the metrics of all levels that could be read."""
    for name, item in entries.items():
        if isinstance(item, Group):
            yield from metrics_of(item.metrics)
        elif item is not None:
            yield name, item


def lint_reach(scheme: Scheme, problems: Problems) -> None:
    """Report conditions that nothing can meet, and lines and effects beyond what values, points and the score can come to."""
    reach = Reach(scheme)
    for expression, known in _conditions(scheme, reach):
        for node, why in impossible(expression.tree, known, reach.units):
            part = same("") if node is expression.tree else Words("里的一部分", "part of ")
            place = at(expression.place, expression.text, node.start)
            problems.add("S370", place, group="", text=expression.text, part=part, why=why)
    for name, metric in metrics_of(scheme.metrics):
        if metric.points is not None and _plain(metric.points):
            title = metric.title or same(name)
            _lines(problems, title, reach.values[name], metric.points.rule.lines(), metric.unit)
    for chosen in scheme.pay:
        of, bands = chosen.rule.lines()
        if of is None:
            _lines(problems, _SCORE, reach.score, bands, "number")
        else:
            lies = range_of(of.tree, reach.known("score", "rank"))
            _lines(problems, same(of.text), lies, bands, reach.units.get(of.name or "", "number"))
    for gate in scheme.gates:
        effect = gate.then.score
        if effect is not None and effect.verb == "at_most" and (effect.amount, 1) >= reach.score.high:
            details = {"gate": gate.name, "amount": decimal_text(effect.amount), "range": reach.score.words()}
            problems.add("S372", gate.then.places.get("score"), group="", **details)


def _lines(problems: Problems, called: Words, lies: Range, bands: Sequence[Any], unit: str) -> None:
    for band in bands:
        if not band.otherwise and not Range(band.start, band.end).empty and lies.meet(Range(band.start, band.end)).empty:
            problems.add("S371", band.place, group="", line=band.text, what=called, range=lies.words(unit))


def _conditions(scheme: Scheme, reach: Reach) -> Iterator[tuple[Expr, dict[str, Range]]]:
    """Yield every expression of the scheme with where its names lie."""
    rows: dict[str, Range] = {}
    yield from ((expression, rows) for expression in expressions(scheme.where))
    for _, metric in metrics_of(scheme.metrics):
        yield from ((expression, rows) for expression in expressions(metric.value))
        yield from ((expression, reach.known()) for expression in expressions(metric.points))
    yield from ((gate.when, reach.known("score")) for gate in scheme.gates)
    for part in (scheme.pay, scheme.flags):
        yield from ((expression, reach.known("score", "rank")) for expression in expressions(part))


def _plain(chosen: Chosen) -> bool:
    """Say whether a rule looks at the value itself: nothing is compared with it or adjusts it first."""
    options = chosen.options
    return options.compare is None and not any(getattr(options, key, None) for key in ("adjust_for", "shrink", "winsorise"))


def _points(chosen: Chosen | None, values: Range, better: str) -> Range:
    """Return where the points of a rule lie, and of the one it may switch to."""
    if chosen is None:
        return ANY
    lies: Range = chosen.rule.reach(values if _plain(chosen) else ANY, better)
    return lies if chosen.options.switch is None else lies.join(_points(chosen.options.switch.points, values, better))


def _plus(one: Range, other: Range) -> Range:
    return Range((one.low[0] + other.low[0], 0), (one.high[0] + other.high[0], 1))


def _times(lies: Range, share: Fraction) -> Range:
    low, high = (cut[0] if isinf(cut[0]) else cut[0] * share for cut in (lies.low, lies.high))
    return Range((low, 0), (high, 1))


def _rounded(lies: Range, digits: int) -> Range:
    """Return where numbers of a range lie once they are rounded, half away from zero."""

    def rounded(number: Any) -> Any:
        units = floor(abs(number) * 10**digits + Fraction(1, 2))
        return Fraction(units if number >= 0 else -units, 10**digits)

    low, high = (cut[0] if isinf(cut[0]) else rounded(cut[0]) for cut in (lies.low, lies.high))
    return Range((low, 0), (high, 1))

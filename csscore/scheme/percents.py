"""Finds percentages compared with bare numbers (95 is 9500%) and marks compared with percentages (80% is 0.8), without data."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.patterns import pattern
from csscore.scheme.dictionary import column_headers
from csscore.scheme.expression.tree import Compare, In, Name, Negative, Number, at, walk
from csscore.scheme.judging import lines_of
from csscore.scheme.kinds import decimal_text
from csscore.scheme.names import expressions
from csscore.scheme.reach import metrics_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csscore.problems import Place, Problems
    from csscore.scheme.expression.tree import Node
    from csscore.scheme.model import Metric, Scheme

_LEAST: Final = 2
"""From here on a bare number is hardly a share: 2 would be 200%."""
_LEAST_OF_RULES: Final = 5
"""Likewise where it can't be seen any more whether a sign stood behind the number."""
_MOST_BARE: Final = Fraction(1, 5)
"""From here on a share of money without its sign is hardly meant: 0.2 is 20% of the sales."""
_MOST_OF_RULES: Final = 1
_MARKS: Final = frozenset({"points", "seconds", "count", "money"})
"""Units of which a percentage is no value."""
_PERCENT: Final = pattern(r"[0-9０-９.．]+\s*[%％‰]")


def lint_percents(scheme: Scheme, problems: Problems) -> None:
    """Report numbers that lack a % (S396) or have one too many (S397), wherever something is compared with them."""
    columns, metrics = _units(scheme), dict(metrics_of(scheme.metrics))
    of_metrics = {name: metric.unit for name, metric in metrics.items()}
    units = {**columns, **of_metrics, "score": "points", **dict.fromkeys((f"{name}_points" for name in metrics), "points")}
    for metric in metrics.values():
        _compared(metric.value, columns if metric.value.rule.of_rows else {**columns, **of_metrics}, scheme.params, problems)
        _compared(metric.points, {**units, "x": metric.unit}, scheme.params, problems)
        _points(metric, problems)
    _compared(scheme.where, columns, scheme.params, problems)
    for part in (scheme.gates, scheme.pay, scheme.flags):
        _compared(part, units, scheme.params, problems)
    for chosen in scheme.pay:
        _rates(chosen.rule, units, problems)
        of, bands = chosen.rule.lines()
        _bands(bands, units.get("score" if of is None else of.name or ""), problems)


def _rates(rule: Any, units: Mapping[str, str], problems: Problems) -> None:
    """Report shares of money that are most of it, or all of it many times over (S408)."""
    for rate, of, text in rule.rates():
        kinds = {units.get(name) for name in of.names}
        most = _MOST_BARE if text and _PERCENT.search(text) is None else _MOST_OF_RULES if not text else None
        if most is not None and rate >= most and "money" in kinds and "count" not in kinds:
            shown = decimal_text(rate)
            problems.add("S408", rule.place, group="", number=shown, means=decimal_text(rate * 100), of=of.text)


def _units(scheme: Scheme) -> dict[str, str]:
    """Return the units of columns by their names and by their headers."""
    found: dict[str, str] = {}
    for name, entry in column_headers(scheme).items():
        if entry is not None and entry.unit is not None:
            found |= dict.fromkeys((*entry.headers, name), entry.unit)
    return found


def _points(metric: Metric, problems: Problems) -> None:
    """Look at the lines of a points rule; where the value is first compared with something, they are no longer of its unit."""
    if metric.points is None or metric.points.options.compare is not None:
        return
    rule = metric.points.rule
    _bands(rule.lines(), metric.unit, problems)
    if metric.unit == "percent" and not rule.lines():
        bare = next((line for own, line in lines_of(rule) if own is None and abs(line) >= _LEAST_OF_RULES), None)
        if bare is not None:
            _report("S396", rule.place, bare, rule.key, problems)


def _bands(bands: Any, unit: str | None, problems: Problems) -> None:
    for band in bands:
        edges = [cut[0] for cut in (band.start, band.end) if abs(cut[0]) != float("inf")]
        signed = _PERCENT.search(band.text) is not None
        if unit == "percent" and not signed and (bare := [edge for edge in edges if abs(edge) >= _LEAST]):
            _report("S396", band.place, bare[0], band.text, problems)
        elif unit in _MARKS and signed:
            _report("S397", band.place, edges[0], band.text, problems)


def _compared(thing: Any, units: Mapping[str, str], params: Mapping[str, Fraction], problems: Problems) -> None:
    for expression in expressions(thing):
        for name, bar in _pairs(expression.tree):
            unit, signed = units.get(name), _PERCENT.match(expression.text, bar.start) is not None
            number = params.get(bar.name) if isinstance(bar, Name) else bar.value
            place = at(expression.place, expression.text, bar.start)
            if number is None:
                continue
            if unit == "percent" and not signed and number >= (_LEAST_OF_RULES if isinstance(bar, Name) else _LEAST):
                _report("S396", place, number, expression.text, problems)
            elif unit in _MARKS and signed:
                _report("S397", place, number, expression.text, problems)


def _pairs(tree: Node) -> Iterator[tuple[str, Number | Name]]:
    """Yield the names that are compared with a number or another name, each with it."""
    for node in walk(tree):
        sides: tuple[tuple[Node, Node], ...] = ()
        if isinstance(node, Compare):
            sides = tuple(zip(node.operands, node.operands[1:], strict=False))
        elif isinstance(node, In):
            sides = tuple((node.item, option) for option in node.options)
        for pair in sides:
            for side, bar in (pair, pair[::-1]):
                plain = bar.operand if isinstance(bar, Negative) else bar
                if isinstance(side, Name) and isinstance(plain, Number | Name):
                    yield side.name, plain


def _report(code: str, place: Place | None, number: Fraction, text: str, problems: Problems) -> None:
    factor = 100 if code == "S396" else 1
    details = {"number": decimal_text(number), "means": decimal_text(number * factor), "meant": decimal_text(number * 100)}
    problems.add(code, place, group="", text=text, **details)

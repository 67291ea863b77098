"""Names that mean a metric in one place and a column in another; it reports them and resolves none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.scheme.names import expressions
from csscore.scheme.reach import metrics_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.problems import Problems
    from csscore.scheme.expression import Expr
    from csscore.scheme.model import Metric, Scheme


def lint_shadowing(scheme: Scheme, problems: Problems) -> None:
    """Report where a name stands for a metric although the scheme uses the column of that name, too, and they differ."""
    metrics = dict(metrics_of(scheme.metrics))
    columns = set(_columns(metrics))
    shadowing = {name for name, metric in metrics.items() if name in columns and not _is_column(name, metric)}
    told: set[str] = set()
    for expression, own in _of_agents(scheme, metrics):
        for name in expression.names:
            if name in shadowing and name != own and name not in told:
                told.add(name)
                problems.add("S373", expression.place_of(name), group="", name=name, text=expression.text)


def _columns(metrics: dict[str, Metric]) -> Iterator[str]:
    """Yield the names that are read as columns: by the rows of a metric, or by the formula of the metric itself."""
    for name, metric in metrics.items():
        for expression in expressions(metric.value):
            yield from (used for used in expression.names if metric.value.rule.of_rows or used == name)
        yield from metric.value.rule.names()


def _is_column(name: str, metric: Metric) -> bool:
    """Say whether a metric is nothing but the column of its name: its sum, as the bare name would be, or a mean of rates."""
    rule, options = metric.value
    adds_up = rule.adds_up or metric.unit not in {"money", "count", "number"}  # bare rates of several rows are refused anyway
    every = options.where is None and options.from_ is None and options.kept is None
    return bool(adds_up and every and rule.measured() == (name,))


def _of_agents(scheme: Scheme, metrics: dict[str, Metric]) -> Iterator[tuple[Expr, str]]:
    """Yield the expressions over agents, where the name of a metric means the metric, and of which metric they are."""
    for name, metric in metrics.items():
        parts: list[Any] = [metric.points]
        if not metric.value.rule.of_rows:
            parts.append(metric.value)
        yield from ((expression, name) for expression in expressions(parts))
    yield from ((expression, "") for part in (scheme.gates, scheme.pay, scheme.flags) for expression in expressions(part))

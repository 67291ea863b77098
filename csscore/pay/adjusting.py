"""Applies adjustments: values, points and who takes part before scores are made, money after everything else was paid.

It judges nothing: whoever approved an adjustment has. Nothing in it depends on the order of the file.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.measure.values.column import Column
from csscore.problems import Problems
from csscore.result import LineColumn, Sentence
from csscore.scheme.expression import parse
from csscore.scheme.kinds import Chosen
from csscore.scheme.model import Effect, Gate, Metric, PointsOptions, ValueOptions
from csscore.scheme.titled import Titles
from csscore.score.points.as_is import AsIs
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.exact.fixed import Texts
    from csscore.measure.measured import Measured
    from csscore.pay.adjustments import Adjustment
    from csscore.pay.money import Coin
    from csscore.scheme.model import Scheme

TITLES: Final = {
    "money": Words("调整", "Adjustment"),
    "points": Words("加减分", "Adjusted points"),
    "exclude": Words("不参评", "Excluded"),
    "value": Words("更正", "Corrected value"),
}


def adjusted(
    scheme: Scheme, measured: Measured, adjustments: Sequence[Adjustment], problems: Problems
) -> tuple[Scheme, Measured]:
    """Return scheme and values with what was adjusted before scoring: values, points, who takes part.

    A corrected value counts wherever the metric is named, but for metrics that were computed from it. Points are a metric
    of their own that is added after weighting (`score.plus`). Who is excluded is caught by a gate: listed, not ranked.
    Each of these is noted (P256); money shows as lines.
    """
    titles = Titles(scheme)
    for row in adjustments:
        if row.kind != "money":
            title = TITLES[row.kind]
            item = titles.called(row.item) if row.kind == "value" else same(row.item)
            what = Words(*(" ".join(filter(None, (title.in_(lang), item.in_(lang), row.written))) for lang in ("zh", "en")))
            problems.add("P256", row.place, group=row.kind, agent=row.agent, what=what, because=row.because())
    position = {str(agent): i for i, agent in enumerate(measured.agents)}
    measured = _revalued(measured, [row for row in adjustments if row.kind == "value"], position)
    scheme, measured = _pointed(scheme, measured, [row for row in adjustments if row.kind == "points"], position)
    return _excluding(scheme, measured, [row for row in adjustments if row.kind == "exclude"], position)


def adjustment_lines(adjustments: Sequence[Adjustment], agents: Texts, coin: Coin, problems: Problems) -> tuple[LineColumn, ...]:
    """Return the lines of money, one for each item, and a further one where an agent has several of an item.

    They come after gates and limits, which don't touch them. Their number and sum are noted (P259).
    """
    rows = [row for row in adjustments if row.kind == "money"]
    if not rows:
        return ()
    position = {str(agent): i for i, agent in enumerate(agents)}
    columns: dict[tuple[str, int], list[Adjustment]] = {}
    for _, group in itertools.groupby(rows, key=lambda row: (row.agent, row.item)):
        for number, row in enumerate(group):
            columns.setdefault((row.item, number), []).append(row)
    total = coin.text(sum(_units(row, coin) for row in rows))
    problems.add("P259", None, count=len(rows), total=total, people=len({row.agent for row in rows}))
    return tuple(_line(item, columns[item, number], position, coin) for item, number in sorted(columns))


def _line(item: str, rows: Sequence[Adjustment], position: dict[str, int], coin: Coin) -> LineColumn:
    amounts = np.full(len(position), MISSING, dtype=np.int64)
    because = np.full(len(position), None, dtype=object)
    for row in rows:
        amounts[position[row.agent]] = _units(row, coin)
        because[position[row.agent]] = row.because()
    which = np.where(amounts == MISSING, -1, 0).astype(np.int8)
    sentence = Sentence((Words("{because}", "{because}"),), which, {"because": because})
    return LineColumn("adjustment", same(item) if item else TITLES["money"], amounts, sentence)


def _units(row: Adjustment, coin: Coin) -> int:
    return coin.units(row.amount) if isinstance(row.amount, Fraction) else 0


def _revalued(measured: Measured, rows: Sequence[Adjustment], position: dict[str, int]) -> Measured:
    """Return the values with those that were corrected."""
    changed = {row.item: measured.values[row.item].copy() for row in rows}
    for row in rows:
        changed[row.item][position[row.agent]] = float(row.amount) if isinstance(row.amount, Fraction) else row.amount
    numbers: Any = {name: column for name, column in changed.items() if column.dtype == np.float64}
    return replace(measured, values={**measured.values, **changed}, scope=measured.scope.plus(**numbers))


def _pointed(scheme: Scheme, measured: Measured, rows: Sequence[Adjustment], position: dict[str, int]) -> tuple[Scheme, Measured]:
    """Return the scheme with a metric for the adjusted points, added after weighting, and its values."""
    if not rows:
        return scheme, measured
    points = np.full(len(measured), Fraction(0), dtype=object)
    for row in rows:
        points[position[row.agent]] += row.amount
    name = TITLES["points"].zh
    while name in measured.values:
        name += "*"
    metric = Metric(
        value=Chosen(Column(column=name), ValueOptions()),
        points=Chosen(AsIs(), PointsOptions()),
        title=TITLES["points"],
        unit="points",
    )
    values = {**measured.values, name: points.astype(np.float64)}
    plus = scheme.score.but(plus=(*scheme.score.plus, name))
    return scheme.but(metrics={**scheme.metrics, name: metric}, score=plus), replace(measured, values=values)


def _excluding(
    scheme: Scheme, measured: Measured, rows: Sequence[Adjustment], position: dict[str, int]
) -> tuple[Scheme, Measured]:
    """Return the scheme with a gate for each reason to exclude somebody, and the columns that these look at."""
    columns: dict[str, Any] = {}
    gates = []
    for number, because in enumerate(dict.fromkeys(row.because() for row in rows)):
        name = f"<{number}>"
        columns[name] = np.zeros(len(measured))
        for row in rows:
            if row.because() == because:
                columns[name][position[row.agent]] = 1
        when = parse(f"`{name}` == 1", None, Problems(), gives="truth")
        if when is None:
            raise AssertionError("the condition of an exclusion can't be read")
        gates.append(Gate(name=TITLES["exclude"], when=when, then=Effect(unranked=True), because=because, excludes=True))
    return scheme.but(gates=(*scheme.gates, *gates)), replace(measured, scope=measured.scope.plus(**columns))

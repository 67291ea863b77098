"""Of every family of results: a name that stands in every text of it is gone from all but what is reviewed here as naming nobody."""

from __future__ import annotations

import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from csscore import auditing, backtesting, behind, comparison, explanation, reconciliation, result, traits, trending, unfinished
from csscore.problems import Place, Problem
from csscore.report.anonymous import hidden
from csscore.report.names import Names
from csscore.words import Words, same

WHO = "Meihua"
SPOKEN = f"because of {WHO}"
NAMES_NOBODY = {
    "AgentChange": "cohort.keys",
    "AgentTrend": "readings.keys",
    "Apart": "by column metric period title unit",
    "Audit": "currency period",
    "Behind": "currency period",
    "BreakdownColumn": "column",
    "Change": "period score values.keys",
    "Column": "key title",
    "ColumnTotal": "column total",
    "Comparison": "currency",
    "Contrast": "points.keys values.keys",
    "Difference": "key",
    "Elapsed": "period",
    "ExplainedCell": "column",
    "ExplainedGate": "values.keys",
    "ExplainedGroup": "method name rule title",
    "ExplainedLine": "rule",
    "ExplainedMetric": "better fair groups name rule size title unit",
    "Explanation": "called called.keys cohort.keys currency method period",
    "Finding": "about advice brief figures figures.keys key sentence",
    "GroupChange": "cohort.keys",
    "GroupColumn": "name title",
    "InputFile": "modified role sha256",
    "LineChange": "rule",
    "LineColumn": "rule",
    "Mark": "better metric title unit",
    "Matched": "header key title unit",
    "Measure": "better name title unit",
    "MetricColumn": "better groups name rule title unit",
    "Month": "text",
    "Part": "key total",
    "Period": "digest scheme text version",
    "Person": "cohort.keys",
    "Place": "cell",
    "Reconciliation": "currency",
    "Result": "cohort_titles cohort_titles.keys cohorts.keys currency period status",
    "Row": "adds day",
    "SchemeCard": "digest name title version",
    "Section": "columns key method name question source title unit used value",
    "Sentence": "details.keys",
    "SettingChange": "key",
    "Side": "period",
    "Standing": "cohort.keys points points.keys values.keys",
    "Step": "held metric title unit work",
    "Strengths": "untold",
    "Table": "key rows title",
    "TieBreak": "by",
    "Trait": "metric title unit",
    "Trend": "currency within",
    "Tried": "sets",
    "Unfinished": "figures held refused steady",
    "ValueChange": "metric title unit",
    "WeightChange": "metric title",
}
"""What the scheme calls its things, machine words, periods, numbers as texts. A new field with a text is marked or put here."""
SHARED = {
    **{name: kind for module in (result, explanation, traits, comparison) for name, kind in vars(module).items() if is_dataclass(kind)},
    **{kind.__name__: kind for kind in (Mapping, Callable, Words, Fraction, Problem, Place, date)},
    "Any": Any, "Sequence": tuple, "np": np, "NDArray": NDArray, "Texts": NDArray[np.object_], "PartKind": explanation.PartKind,
}  # fmt: skip
"""What annotations mean that are never loaded: types of other modules."""


def made(hint: Any) -> Any:
    """Return something of a type that names somebody in every text."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint is str or hint is Any:
        return SPOKEN
    if hint is Words:
        return same(SPOKEN)
    if hint is Problem:
        return Problem("P151", Place(f"{WHO}.xlsx", WHO, "A1"), WHO, {"agent": WHO, "cohort": same(f"'{WHO}'")}, same(SPOKEN))
    if is_dataclass(hint):
        return whole(hint)
    if origin in {typing.Union, UnionType}:
        return made(args[0])
    if origin is typing.Literal:
        return args[0]
    if origin is tuple:
        return tuple(made(arg) for arg in args if arg is not ...)
    if origin is Mapping:
        return {SPOKEN: made(args[1])}
    if origin is np.ndarray:
        kind = typing.get_args(args[1])[0]
        return np.array([SPOKEN], dtype=object) if kind in {np.object_, Any} else np.zeros(1, dtype=kind)
    return {int: 1, bool: False, float: 0.5, Fraction: Fraction(1), date: date(2026, 3, 1)}.get(hint, len)


def whole(kind: Any) -> Any:
    own = vars(sys.modules[kind.__module__])
    hints = [eval(field.type, {**SHARED, **own}) for field in fields(kind)]  # noqa: S307 - our own annotations
    return kind(*map(made, hints))


def spoken(part: Any, here: str = "") -> Iterator[str]:
    """Yield the fields in which somebody is still named."""
    if is_dataclass(part):
        for field in fields(part):
            yield from spoken(getattr(part, field.name), f"{type(part).__name__} {field.name}")
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from (*spoken(key, f"{here}.keys"), *spoken(value, here))
    elif isinstance(part, tuple | list | np.ndarray):
        for item in part if isinstance(part, tuple | list) else part.tolist():
            yield from spoken(item, here)
    elif isinstance(part, str) and WHO in part:
        yield here


@pytest.mark.parametrize(
    "family",
    [
        result.Result,
        explanation.Explanation,
        behind.Behind,
        comparison.Comparison,
        backtesting.Backtest,
        trending.Trend,
        reconciliation.Reconciliation,
        auditing.Audit,
        unfinished.Unfinished,
    ],
)
def test_no_name_stands_in_a_result(family: type) -> None:
    named = whole(family)
    left = set(spoken(hidden(named, Names([(WHO, "#1")]))))
    reviewed = {f"{kind} {field}" for kind, names in NAMES_NOBODY.items() for field in names.split()}
    assert left - reviewed == set()
    assert set(spoken(named)) > left

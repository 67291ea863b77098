"""A small factory of results, so that reports are tested without computing anything."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.catalogue import Code
from csscore.exact.fixed import MISSING
from csscore.pipeline import Run
from csscore.problems import Problem
from csscore.result import FlagColumn, GateColumn, LineColumn, MetricColumn, Result, SchemeCard, Sentence
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG = Words("“{text}”不是数字（客服 {agent}，列 {column}）", "'{text}' is not a number (agent {agent}, column {column})")
FEW = Words("只有 {count} 人", "only {count} agents")
TEST_CODES = {
    "T100": Code("error", WRONG, WRONG, Words("{remedy}", "{remedy}")),
    "T200": Code("warning", FEW, FEW, Words("合并分组", "merge the groups")),
    "T300": Code("note", FEW, FEW),
}
"""Codes of our own, so that wording elsewhere does not matter here."""

RANK_WORDS = Words("第 {rank} 名", "rank {rank}")
DIGEST = "sha256:" + "0" * 64


def units(numbers: Sequence[str | None], digits: int) -> np.ndarray:
    """Read fixed numbers from texts; None is missing."""
    from decimal import Decimal

    return np.array([MISSING if n is None else int(Decimal(n).scaleb(digits)) for n in numbers], dtype=np.int64)


def texts(cells: Sequence[Any]) -> np.ndarray:
    """Return an object array, whatever the cells are."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def metric(name: str, values: Sequence[float | str | None], points: Sequence[str | None], **given: Any) -> MetricColumn:
    words = any(isinstance(value, str) for value in values)
    weight = given.pop("weight", Fraction(50))
    fixed = units(points, 4)
    return MetricColumn(
        name=name,
        title=given.pop("title", same(name)),
        unit=given.pop("unit", "number"),
        better=given.pop("better", "higher"),
        weight=weight,
        values=texts(values) if words else np.array([np.nan if v is None else v for v in values], dtype=np.float64),
        points=fixed,
        contributed=None
        if weight is None
        else lambda: np.array([MISSING if p == MISSING else int(p * weight / 100) for p in fixed.tolist()], dtype=np.int64),
        rule=Words("最好 100 分，最差 0 分", "best 100, worst 0"),
        **given,
    )


def result(
    agents: Sequence[str],
    *,
    ranks: Sequence[int | None] | None = None,
    scores: Sequence[str | None] | None = None,
    pay: Sequence[str] | None = None,
    metrics: Sequence[MetricColumn] = (),
    problems: Sequence[Problem] = (),
    reasons: Sequence[Words | None] | None = None,
    **given: Any,
) -> Result:
    count = len(agents)
    places = list(range(1, count + 1)) if ranks is None else list(ranks)
    cohorts = given.pop("cohorts", {})
    groups = list(zip(places, *(cells for cells in cohorts.values()), strict=True))
    sizes = Counter(groups)
    amounts = units(["0.00"] * count if pay is None else pay, 2)
    fixed_ranks = np.array([MISSING if place is None else place for place in places], dtype=np.int64)
    variants = tuple(dict.fromkeys(reason for reason in reasons or () if reason is not None))
    which = [-1 if reason is None else variants.index(reason) for reason in reasons or [None] * count]
    return Result(
        scheme=given.pop("scheme", SchemeCard("presale", Words("售前客服月度绩效", "Pre-sale, monthly"), "3", DIGEST)),
        period=given.pop("period", None),
        currency=given.pop("currency", "CNY"),
        score_digits=2,
        point_digits=4,
        agents=texts(agents),
        names=texts(given.pop("names", agents)),
        cohorts={key: texts(cells) for key, cells in cohorts.items()},
        status=texts(["unranked" if place is None else "ranked" for place in places]),
        ranks=fixed_ranks,
        tied=np.array([0 if group[0] is None else sizes[group] for group in groups], dtype=np.int64),
        scores=units([f"{90 - i}.00" for i in range(count)] if scores is None else scores, 2),
        pay=amounts,
        metrics=tuple(metrics),
        gates=given.pop("gates", ()),
        flags=given.pop("flags", ()),
        lines=given.pop("lines")
        if "lines" in given
        else (
            LineColumn(
                "ladder",
                Words("名次奖金", "rank bonus"),
                np.where(fixed_ranks == MISSING, MISSING, amounts),
                Sentence((RANK_WORDS,), np.where(fixed_ranks == MISSING, -1, 0).astype(np.int8), {"rank": fixed_ranks}),
            ),
        ),
        reasons=Sentence(variants, np.array(which, dtype=np.int8)),
        counted=given.pop("counted", None),
        problems=tuple(problems),
        **given,
    )


def alone(computed: Result) -> Run:
    """Return a result as a run of which nothing else is known: the command line does not look at it."""
    nothing: Any = None
    return Run(computed, *(nothing for _ in Run._fields[1:]))


def three(**given: Any) -> Result:
    """Two ranked agents and one whom a gate left out."""
    metrics = (
        metric(
            "sales",
            [128400.0, 99000.5, None],
            ["100", "0", None],
            title=Words("销售额", "sales"),
            unit="money",
            weight=Fraction(45),
        ),
        metric(
            "conversion",
            [0.4523, 0.5, 0.381234567],
            ["59.9234", "100", "0"],
            title=Words("询单转化率", "conversion"),
            unit="percent",
            weight=Fraction(45),
        ),
        metric(
            "response",
            [38.5, 21.0, 60.25],
            ["55.414", "100", "0"],
            title=Words("平均响应时间", "response time"),
            unit="seconds",
            better="lower",
            weight=Fraction(10),
        ),
    )
    options: dict[str, Any] = {
        "ranks": [1, 2, None],
        "scores": ["77.51", "55.00", None],
        "pay": ["2500.00", "1500.00", "0.00"],
        "metrics": metrics,
        "reasons": [None, None, Words("没有销售额", "no sales")],
        "gates": (
            GateColumn(
                Words("回复率", "reply rate"),
                np.array([False, True, False]),
                Words("总分不高于 60", "score at most 60"),
                Words("回复率须达 95%", "the reply rate must reach 95 %"),
            ),
        ),
        "flags": (FlagColumn("复训", np.array([False, True, False])),),
    }
    return result(["小美", "阿强", "小丽"], **{**options, **given})

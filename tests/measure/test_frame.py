"""The engine for files answers as plain Python does, whatever the order of the rows: exact numbers, texts, first rows."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from statistics import median
from typing import Any

import numpy as np
import pytest

from csscore.measure.aggregates import (
    Among,
    Count,
    Days,
    Distinct,
    Exact,
    First,
    Greatest,
    Histogram,
    Least,
    Parts,
    Products,
    Said,
    Split,
    Sum,
    Unknown,
)
from csscore.problems import Problems
from csscore.scheme.expression import column, parse

SCHEME = """
columns: {x: {unit: number}, w: {unit: count}, kind: {unit: text}}
metrics:
  mean: {value: {mean: x, by: w, where: "kind == 'a'"}, weight: 0}
  one: {value: {count: rows}, points: as_is, weight: 100}
"""
ROWS = [  # agent, x, w, kind, day
    ("p", "0.1", "3", "a", "2026-03-01"),
    ("p", "0.2", "", "b", "2026-03-02"),
    ("p", "", "0", "a", "2026-03-02"),
    ("p", "0.1", "2", "", ""),
    ("q", "-7.25", "1", "a", "2026-03-05"),
    ("q", "123456789.01", "4", "a", "2026-03-05"),
    ("r", "", "", "", "2026-03-01"),
]
AGENTS = ("p", "q", "r")
X, W = column("x"), column("w")


def expr(text: str) -> Any:
    found = parse(text, None, Problems(), of="row")
    assert found is not None
    return found


def opened(bench: Any, rows: list[tuple[str, ...]]) -> tuple[Any, np.ndarray]:
    text = "agent,x,w,kind,日期\n" + "".join(",".join(row) + "\n" for row in rows)
    outcome = bench.run(SCHEME, text)
    assert outcome.measured is not None, outcome.codes
    agents = outcome.measured.scope.pool
    assert agents.labels.tolist() == list(AGENTS)
    return agents.engine, agents.of


@pytest.fixture(params=range(4))
def rows(request: pytest.FixtureRequest) -> list[tuple[str, ...]]:
    shuffled = list(ROWS)
    random.Random(request.param).shuffle(shuffled)
    return ROWS if not request.param else shuffled


def own(rows: list[tuple[str, ...]], agent: str) -> list[dict[str, Any]]:
    named = [dict(zip(("agent", "x", "w", "kind", "day"), row, strict=True)) for row in rows]
    numbers = [
        {**row, "x": Fraction(row["x"]) if row["x"] else None, "w": Fraction(row["w"]) if row["w"] else None} for row in named
    ]
    return [row for row in numbers if row["agent"] == agent]


def exactly(answer: Exact) -> list[Fraction | None]:
    units = [Fraction(int(unit), 10**answer.sums.digits) for unit in answer.sums.units]
    return [unit if rows else None for unit, rows in zip(units, answer.rows, strict=True)]


def test_sums_products_extremes(bench, rows):
    engine, elements = opened(bench, rows)
    asks = (Sum(Among(), X), Products(Among(), X, W), Least(Among(), X), Greatest(Among(), X))
    found = engine.answer(asks, elements, 3)
    xs = [[row["x"] for row in own(rows, agent) if row["x"] is not None] for agent in AGENTS]
    assert exactly(found[asks[0]]) == [sum(x) if x else None for x in xs]
    both = [[r["x"] * r["w"] for r in own(rows, agent) if None not in (r["x"], r["w"])] for agent in AGENTS]
    assert exactly(found[asks[1]]) == [sum(x) if x else None for x in both]
    assert exactly(found[asks[2]]) == [min(x, default=None) for x in xs]
    assert exactly(found[asks[3]]) == [max(x, default=None) for x in xs]


def test_which_rows(bench, rows):
    engine, elements = opened(bench, rows)
    is_a, some = expr("kind == 'a'"), expr("w > 1")
    expected = {
        Among(where=(is_a,)): lambda r: r["kind"] == "a",
        Among(where=(is_a,), known=(some,)): lambda r: r["kind"] == "a" and r["w"] is not None,
        Among(present=(X,), absent=(W,)): lambda r: r["x"] is not None and r["w"] is None,
        Among(absent=(X,), nonzero=(W,)): lambda r: r["x"] is None and bool(r["w"]),
        Among(negative=(X,)): lambda r: r["x"] is not None and r["x"] < 0,
        Among(filled=("kind",)): lambda r: r["kind"],
        Among(dated=False): lambda r: not r["day"],
    }
    asks = [kind(among) for among in expected for kind in (Count, First)]
    found = engine.answer(asks, elements, 3)
    for among, holds in expected.items():
        assert found[Count(among)].tolist() == [sum(bool(holds(row)) for row in own(rows, agent)) for agent in AGENTS]
        everybody = [dict(row, agent=raw[0]) for raw in rows for row in own([raw], raw[0])]
        firsts = [next((at for at, row in enumerate(everybody) if row["agent"] == agent and holds(row)), -1) for agent in AGENTS]
        assert found[First(among)].tolist() == firsts


def test_the_latest_day_comes_after_all_else(bench, rows):
    engine, elements = opened(bench, rows)
    latest = Among(present=(X,), latest=True)
    found = engine.answer([Count(latest), Least(latest, X)], elements, 3)
    assert found[Count(latest)].tolist() == [1, 2, 0]  # p's later row has no number, one row has no day
    assert exactly(found[Least(latest, X)]) == [Fraction("0.2"), Fraction("-7.25"), None]


def test_different_numbers_and_texts(bench, rows):
    engine, elements = opened(bench, rows)
    asks = (Histogram(Among(), (X,)), Histogram(Among(), (X, W)), Said(Among(), "kind"), Distinct(Among(), "kind"))
    numbers, pairs, said, distinct = map(engine.answer(asks, elements, 3).__getitem__, asks)
    found = list(
        zip(
            numbers.element,
            [Fraction(int(u), 10 ** numbers.numbers[0].digits) for u in numbers.numbers[0].units],
            numbers.counts,
            strict=True,
        )
    )
    counted = [(at, Counter(r["x"] for r in own(rows, agent) if r["x"] is not None)) for at, agent in enumerate(AGENTS)]
    assert found == [(at, x, n) for at, many in counted for x, n in sorted(many.items())]
    assert pairs.counts.sum() == 4
    assert len(pairs.numbers) == 2
    middle = numbers.middle(3).mean().tolist()
    medians = [median(r["x"] for r in own(rows, agent) if r["x"] is not None) for agent in AGENTS[:2]]
    assert middle[:2] == list(map(float, medians))
    assert np.isnan(middle[2])
    assert list(zip(said.element, said.texts, said.counts, strict=True)) == [(0, "a", 2), (0, "b", 1), (1, "a", 2)]
    assert distinct.tolist() == [2, 1, 0]
    days = engine.answer([Days(Among(), "<day>")], elements, 3)[Days(Among(), "<day>")]
    assert days.texts.tolist() == ["2026-03-01", "2026-03-02", "2026-03-05", "2026-03-01"]


def test_parts_by_texts_nothing_first(bench, rows):
    engine, elements = opened(bench, rows)
    ask: Split[Any] = Split(Sum(Among(), X), ("kind",))
    parts: Parts[Any] = engine.answer([ask], elements, 3)[ask]
    found = list(zip(parts.element.tolist(), parts.labels[0].tolist(), exactly(parts.answer), strict=True))
    assert found == [
        (0, None, Fraction("0.1")),
        (0, "a", Fraction("0.1")),
        (0, "b", Fraction("0.2")),
        (1, "a", Fraction("123456781.76")),
    ]


def test_rows_for_which_something_is_unknown(bench):
    engine, elements = opened(bench, ROWS)
    ask = Unknown(Among(), expr("x * w"))
    found = engine.answer([ask], elements, 3)[ask]
    assert (found.blank, found.first, found.absent, found.gaps) == (3, 1, ("w",), ("x", "w"))
    large = Unknown(Among(), expr("x * 1000000000 * 1000000"))
    root = Unknown(Among(), expr("sqrt(x)"))
    answers = engine.answer([large, root], elements, 3)
    assert answers[large].large
    assert answers[root].outside == (("sqrt(x)", 1),)


def test_rows_are_listed_page_by_page(bench):
    engine, elements = opened(bench, ROWS)
    rows = Among(present=(X,))
    every = engine.listing(rows, elements, 0)
    assert list(every.positions) == [0, 1, 3]
    page = engine.listing(rows, elements, 0, start=1, most=1)
    assert list(page.positions) == [1]
    assert page.agent(0) == "p"
    assert list(page.numbers(X)) == [Fraction("0.2")]
    assert page.texts("kind").tolist() == ["b"]
    assert page.days("<day>").tolist() == ["2026-03-02"]
    assert str(page.place(0, "x")).endswith(":3")
    assert engine.at("", [5, 0]).numbers(X) == [Fraction("123456789.01"), Fraction("0.1")]


def test_people_who_are_left_out_and_elements_without_people(bench):
    engine, elements = opened(bench, ROWS)
    of = np.where(elements == 0, -1, 1)
    assert engine.answer([Count(Among())], of, 3)[Count(Among())].tolist() == [0, 3, 0]

"""Weights level by level, and who stands before whom: small cases by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from csscore.score.ranking import ranked, told_apart
from csscore.score.segments import Segments
from csscore.score.weights import Step, entries, filled_up, leaves, members, totals_itself
from tests.score.people import points, scheme

F = Fraction
NESTED = """
metrics:
  a: {value: x, points: as_is, weight: 40}
  g:
    weight: 60
    metrics:
      b: {value: x, points: as_is, weight: 75}
      c: {value: x, points: as_is, weight: 25}
      d: {value: x, weight: 0}
"""


def test_weights_inside_groups_are_parts_of_the_groups_weight() -> None:
    made = scheme(NESTED)
    assert [(leaf.name, leaf.weight, leaf.groups, leaf.scored) for leaf in leaves(made)] == [
        ("a", 40, (), True), ("b", 45, ("g",), True), ("c", 15, ("g",), True), ("d", 0, ("g",), False),
    ]  # fmt: skip
    flat = members(made, made.metrics, "mean")
    assert [(one.name, one.share, [step.name for step in one.steps]) for one in flat] == [
        ("a", 40, ["a"]), ("b", 45, ["g", "b"]), ("c", 15, ["g", "c"]),
    ]  # fmt: skip
    assert [(one.name, one.share) for one in entries(made, made.metrics, "mean")] == [("a", 40), ("g", 60)]
    assert not totals_itself(made.metrics["g"], "mean")
    assert totals_itself(made.metrics["g"].but(method="min"), "mean")
    assert not totals_itself(made.metrics["g"].but(method="mean"), "mean")


def test_relative_weights_are_parts_of_their_level() -> None:
    made = scheme("weights: relative" + NESTED.replace("40", "1").replace("60", "3").replace("75", "2").replace("25", "1"))
    assert [leaf.weight for leaf in leaves(made)] == [25, 50, 25, 0]


def test_groups_of_another_method_make_totals_of_their_own() -> None:
    made = scheme(NESTED.replace("    weight: 60\n", "    weight: 60\n    method: geometric\n"))
    assert [(one.name, one.share, one.method) for one in members(made, made.metrics, "mean")] == [
        ("a", 40, "mean"), ("g", 60, "geometric"),
    ]  # fmt: skip


def test_what_is_added_after_weighting_has_no_weight() -> None:
    made = scheme("score: {plus: [b]}\nmetrics:\n  a: {value: x, points: as_is, weight: 100}\n  b: {value: x, points: as_is}\n")
    assert [(leaf.name, leaf.weight, leaf.added, leaf.scored) for leaf in leaves(made)] == [
        ("a", 100, False, True), ("b", None, True, True),
    ]  # fmt: skip
    assert [one.name for one in members(made, made.metrics, "mean")] == ["a"]
    assert [one.name for one in entries(made, made.metrics, "mean")] == ["a"]


def test_under_sum_everything_counts_alike() -> None:
    made = scheme(
        "score: {method: sum}\nmetrics:\n  a: {value: x, points: as_is}\n  b: {value: x, points: as_is, weight: 0}\n  c: {value: x}\n"
    )
    assert [(leaf.name, leaf.weight) for leaf in leaves(made)] == [("a", None), ("b", 0), ("c", None)]
    assert [(one.name, one.share) for one in members(made, made.metrics, "sum")] == [("a", 1)]


def test_missing_weight_is_filled_up_inside_its_group() -> None:
    ways = [(Step("a", F(40)),), (Step("g", F(60)), Step("b", F(75))), (Step("g", F(60)), Step("c", F(25)))]
    assert filled_up(ways, [True, True, True]) == [F(2, 5), F(9, 20), F(3, 20)]
    assert filled_up(ways, [True, True, False]) == [F(2, 5), F(3, 5), 0]
    assert filled_up(ways, [True, False, False]) == [1, 0, 0]
    assert filled_up(ways, [False, True, True]) == [0, F(3, 4), F(1, 4)]
    assert filled_up(ways, [False, False, False]) == [0, 0, 0]


def places(
    keys: list[list[Any]], *, who: str = "", cohorts: str = "", last: str = "", ties: str = "min"
) -> tuple[list[int | None], list[int]]:
    count = len(keys[0])
    columns = [np.array(key, dtype=np.int64 if isinstance(key[0], int) else np.float64) for key in keys]
    chosen, end = (np.array([sign == "x" for sign in signs or default * count]) for signs, default in ((who, "x"), (last, ".")))
    codes = np.array([ord(one) - ord("a") for one in cohorts or "a" * count], dtype=np.intp)
    found = ranked(columns, chosen, codes, last=end, ties=ties)
    return [int(rank) if there else None for rank, there in zip(found.ranks, chosen, strict=True)], found.tied.tolist()


NAN = float("nan")


@pytest.mark.parametrize(
    ("keys", "how", "ranks", "tied"),
    [
        ([[90, 80, 80, 70]], {}, [1, 2, 2, 4], [1, 2, 2, 1]),
        ([[90, 80, 80, 70]], {"ties": "dense"}, [1, 2, 2, 3], [1, 2, 2, 1]),
        ([[90, 80, 80, 70]], {"ties": "max"}, [1, 3, 3, 4], [1, 2, 2, 1]),
        ([[90, 80, 80, 70]], {"who": ".xxx"}, [None, 1, 1, 3], [0, 2, 2, 1]),
        ([[90, 80, 80, 70]], {"last": "x..."}, [4, 1, 1, 3], [1, 2, 2, 1]),
        ([[90, 80, 80, 70]], {"cohorts": "abab"}, [1, 1, 2, 2], [1, 1, 1, 1]),
        ([[7, 7, 7, 9, 8]], {"cohorts": "babab", "ties": "max"}, [3, 2, 3, 1, 1], [2, 1, 2, 1, 1]),
        ([[7, 7, 7, 9, 8]], {"cohorts": "babab", "ties": "dense"}, [2, 2, 2, 1, 1], [2, 1, 2, 1, 1]),
        ([[7, 7, 7, 9, 8]], {"cohorts": "babab"}, [2, 2, 2, 1, 1], [2, 1, 2, 1, 1]),
        ([[80, 80, 80, 90], [1.5, NAN, 2.5, 0.0]], {}, [3, 4, 2, 1], [1, 1, 1, 1]),
        ([[80, 80, 80, 80], [5, 5, 6, 5], [1, 2, 0, 2]], {}, [4, 2, 1, 2], [1, 2, 1, 2]),
        ([[2**61, -(2**61), 0]], {}, [1, 3, 2], [1, 1, 1]),
        ([[2**40, 0, 2**40, 5], [2**40, 1, 0, 1]], {"cohorts": "aabb"}, [1, 2, 1, 2], [1, 1, 1, 1]),
        ([[0.1, 0.3, NAN]], {}, [2, 1, 3], [1, 1, 1]),
    ],
)  # fmt: skip
def test_places(keys: list[list[Any]], how: dict[str, str], ranks: list[int | None], tied: list[int]) -> None:
    assert places(keys, **how) == (ranks, tied)


def test_nobody_has_no_place() -> None:
    assert places([[1, 2]], who="..") == ([None, None], [0, 0])


def test_what_told_equal_scores_apart() -> None:
    scores = np.array([80, 80, 80, 70, 80, 80, 60])
    keys = [scores, np.array([5.0, 4, 4, 1, 4, 9, NAN]), np.array([1, 2, 3, 4, 3, 1, 2])]
    who, none = np.array([True] * 6 + [False]), np.zeros(7, dtype=np.bool_)
    cohorts = np.array([0, 0, 0, 0, 0, 1, 0], dtype=np.intp)
    ranks = ranked(keys, who, cohorts, last=none, ties="min").ranks
    assert ranks[:6].tolist() == [1, 4, 2, 5, 2, 1]
    # the first is told from the others by the second key; of 4, 4 and 4 the third key tells one from two who share a place
    assert told_apart(scores, keys, who, cohorts, last=none, ranks=ranks).tolist() == [1, 2, 1, -1, 1, -1, -1]
    assert told_apart(scores, keys, none, cohorts, last=none, ranks=ranks).tolist() == [-1] * 7


def test_standard_scores_on_a_half() -> None:
    # mean 40, deviation 10: 60 ± 15.5
    rule = "{zscore: {centre: 60, spread: 15.5}}"
    assert points(rule, [30, 50, 30, 50], digits=0) == ["45", "76", "45", "76"]
    assert points(rule, [30, 50, 30, 50], better="lower", digits=0) == ["76", "45", "76", "45"]
    assert points(rule, [30, 50, 7], digits=0, cohorts=[0, 0, 1]) == ["45", "76", "60"]
    assert points(rule, [30, 50, 20], digits=0, reference=[True, True, False]) == ["45", "76", "29"]


def test_cohorts_wherever_their_people_stand() -> None:
    apart = Segments.of(np.array([4, 2, 4, 9, 2], dtype=np.intp))
    assert (apart.codes.tolist(), len(apart), apart.sizes.tolist(), apart.even) == ([1, 0, 1, 2, 0], 3, [2, 2, 1], False)
    assert [apart.members(cohort).tolist() for cohort in range(3)] == [[1, 4], [0, 2], [3]]
    values, chosen = np.array([5.0, 1, 3, 7, 2]), np.array([True, True, True, False, True])
    assert np.array_equal(apart.least(values, chosen), [1, 3, np.nan], equal_nan=True)
    assert np.array_equal(apart.greatest(values, chosen), [2, 5, np.nan], equal_nan=True)
    assert apart.sums(values, chosen).tolist() == [3, 8, 0]
    assert apart.counts(chosen).tolist() == [2, 2, 0]
    assert apart.totals(np.array([5, 1, 3, 7, 2]), chosen).tolist() == [3, 8, 0]
    assert apart.spread(np.array([10, 20, 30])).tolist() == [20, 10, 20, 30, 10]
    assert apart.ascending(values).tolist() == [1, 4, 2, 0, 3]
    together = Segments.of(np.array([1, 1, 3, 3], dtype=np.intp))
    assert (together.even, together.order, together.ascending(np.array([2.0, 1, NAN, 0])).tolist()) == (True, None, [1, 0, 3, 2])
    assert together.members(1).tolist() == [2, 3]
    assert not Segments.of(np.array([1, 1, 3], dtype=np.intp)).even
    alone = Segments.one(2)
    assert (len(alone), alone.anchor(np.array([0.5])), len(Segments.one(0)), len(Segments.of(np.array([], dtype=np.intp)))) == (
        1,
        F(1, 2),
        0,
        0,
    )
    assert np.isnan(alone.anchor(np.array([NAN]))).tolist() == [True, True]

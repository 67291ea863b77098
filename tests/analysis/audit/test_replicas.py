"""Many draws at once are what the engine gives for each of them alone: the same scores, the same ranks, the same ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.analysis.audit import replicas
from csscore.analysis.audit.replicas import parts, play
from csscore.exact.fixed import MISSING
from csscore.measure.agents import AgentScope
from csscore.measure.measured import Measured
from csscore.problems import Problems
from csscore.score.scoring import replayed, score
from tests.conftest import examples
from tests.score.people import Columns, column, ranks, scheme, scored, scores

RULES = (
    "minmax",
    "rank",
    "{rank: {1: 100, 2: 90, else: 60}}",
    "percentile",
    "best_share",
    "{zscore: {centre: 60, spread: 15, clip: [0, 100]}}",
    "{linear: {worst: 1, best: 9}}",
    "{linear: {worst: 0.5, best: 1.5}, compare: {to: mean}}",
    "{bands: {'>=6': 100, '>=3': 70, else: 20}}",
    "{linear: {worst: 2, best: 8}, switch: {when: n <= 2, points: {linear: {worst: 0, best: 10}}}}",
    '{formula: "60 + 10 * (x - average(x))"}',
    "{minmax: {}, winsorise: 20%}",
    "{minmax: {}, shrink: {strength: 3}}",
)
GATES = (
    "",
    "gates: [{name: g, when: m0 < 2, then: unranked}]\n",
    "gates: [{name: g, when: m0_points < 50, then: {score: at_most 40}}]\n",
    "gates: [{name: g, when: m1 < average(m1), then: {rank: last}}, {name: h, when: n > 3, then: {score: minus 5}}]\n",
    "reference: eligible\ngates: [{name: g, when: m0 < 4, then: unranked}]\n",
)
POLICIES = ("unranked", "renormalise", "zero", "mean")
TIES = ("min", "dense", "max")
VALUES = st.none() | st.integers(1, 9).map(float) | st.integers(1, 90).map(lambda n: n / 8)


def team(values: Mapping[str, list[Any]], codes: list[int], n: list[float], better: Mapping[str, str]) -> Measured:
    """Return people as measured, with a column n beside their metrics, on which every value rests."""
    groups = np.unique(np.array(codes, dtype=np.intp), return_inverse=True)[1].astype(np.intp)
    names = column([f"a{i:02}" for i in range(len(codes))])
    scope = AgentScope(Columns({**values, "n": n}, better, {}), cohorts=groups)
    metrics = {name: column(given_) for name, given_ in values.items()}
    sizes = {name: np.array(n) for name in values}
    return Measured(names, names, groups, {"team": names} if max(codes) else {}, metrics, sizes, scope)


@examples(120)
@given(data=st.data())
def test_each_draw_is_what_the_engine_gives(data: st.DataObject) -> None:
    size, draws = data.draw(st.integers(2, 7)), data.draw(st.integers(1, 5))
    rules = data.draw(st.lists(st.sampled_from(RULES), min_size=3, max_size=3))
    direction = data.draw(st.lists(st.sampled_from(("higher", "lower")), min_size=3, max_size=3))
    policy, ties, gates = (data.draw(st.sampled_from(of)) for of in (POLICIES, TIES, GATES))
    yaml = f"missing: {policy}\nrank: {{within: [team], ties: {ties}, break: [m2]}}\n{gates}metrics:\n" + "".join(
        f"  m{i}: {{value: m{i}, weight: {weight}, better: {way}, points: {rule}}}\n"
        for i, (weight, rule, way) in enumerate(zip((50, 30, 20), rules, direction, strict=True))
    )
    read = scheme(yaml)
    matrix = st.lists(st.lists(VALUES, min_size=size, max_size=size), min_size=draws, max_size=draws)
    drawn = {f"m{i}": np.array(data.draw(matrix), dtype=np.float64).reshape(draws, size) for i in range(3)}
    codes = data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    n = [float(value) for value in data.draw(st.lists(st.integers(1, 5), min_size=size, max_size=size))]
    base = team({name: [5.0] * size for name in drawn}, codes, n, dict(zip(drawn, direction, strict=True)))
    played = play(read, base, drawn)
    for draw in range(draws):
        values = {name: matrix_[draw] for name, matrix_ in drawn.items()}
        one = replace(base, values=values, scope=base.scope.plus(**values))
        alone = score(read, one, Problems())
        assert played.scores[draw].tolist() == alone.scores.tolist()
        assert played.ranks[draw].tolist() == alone.ranks.tolist()
        assert played.tied[draw].tolist() == alone.tied.tolist()
        assert replayed(read, one).ranks.tolist() == alone.ranks.tolist()


def test_pieces_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    read = scheme(
        "metrics: {m0: {value: m0, weight: 100, points: zscore}}".replace("zscore", "{zscore: {centre: 50, spread: 10}}")
    )
    base = team({"m0": [1.0, 2.0, 3.0]}, [0, 1, 0], [1.0] * 3, {})
    drawn = {"m0": np.arange(36.0).reshape(12, 3) % 7}
    whole = play(read, base, drawn)
    monkeypatch.setattr(replicas, "_AT_ONCE", 6)
    assert all(np.array_equal(one, other) for one, other in zip(whole, play(read, base, drawn), strict=True))


def test_a_team_is_held_as_it_is() -> None:
    """The team's value rests on rows that are not drawn: every draw compares with the same."""
    yaml = "metrics: {m0: {value: m0, weight: 100, points: {linear: {worst: 0, best: 2}, compare: {to: team}}}}"
    base = team({"m0": [1.0, 2.0, 3.0]}, [0, 0, 0], [1.0] * 3, {})
    base = replace(base, scope=AgentScope(Columns({"m0": [1.0, 2.0, 3.0]}, {}, {"m0": [4.0]}), cohorts=base.cohort_codes))
    played = play(scheme(yaml), base, {"m0": np.array([[4.0, 2.0, 8.0], [1.0, 3.0, 5.0]])})
    assert played.scores.tolist() == [[5000, 2500, 10000], [1250, 3750, 6250]]


def test_memory_is_bounded() -> None:
    assert list(parts(2000, 61)) == [2000]
    assert sum(parts(2000, 10_000)) == 2000
    assert max(parts(2000, 10_000)) * 10_000 <= 1_000_000
    assert list(parts(3, 10**9)) == [1, 1, 1]


def test_a_third_turns_two_round_under_minmax() -> None:
    """domain/fairness.md D5: A(sales 100, response 20) before B(90, 10) at 60/40, until C(20, 20) joins."""
    yaml = "metrics:\n  s: {value: s, weight: 60, points: minmax}\n  r: {value: r, weight: 40, better: lower, points: minmax}\n"
    two = scored(yaml, {"s": [100, 90], "r": [20, 10]})
    three = scored(yaml, {"s": [100, 90, 20], "r": [20, 10, 20]})
    assert scores(two) == ["60.00", "40.00"]
    assert scores(three)[:2] == ["60.00", "92.50"]
    assert (ranks(two), ranks(three)[:2]) == ([1, 2], [2, 1])
    drawn = {"s": np.array([[100.0, 90, 20], [100, 90, np.nan]]), "r": np.array([[20.0, 10, 20], [20, 10, np.nan]])}
    played = play(scheme(yaml), team({"s": [1.0] * 3, "r": [1.0] * 3}, [0] * 3, [1.0] * 3, {"r": "lower"}), drawn)
    assert played.ranks.tolist() == [[2, 1, 3], [1, 2, MISSING]]
    assert Fraction(int(played.scores[0, 1]), 100) == Fraction("92.5")

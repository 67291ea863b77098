"""Many cohorts at once are worth what each of them is worth alone, whatever the rule and the order of the people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.score.segments import Segments
from tests.score.people import points

RULES = (
    "minmax",
    "rank",
    "{rank: {1: 100, 2: 90, 3-4: 70, else: 60}}",
    "percentile",
    "best_share",
    "{zscore: {centre: 60, spread: 15, clip: [0, 100]}}",
    "{as_is: {}, compare: {to: mean, as: difference}}",
    "{as_is: {}, compare: {to: median}}",
    "{linear: {worst: 0, best: 2}, compare: {to: best}}",
    '{formula: "100 * x / average(x)"}',
)
VALUES = st.none() | st.integers(1, 40).map(lambda n: n / 8) | st.sampled_from([0.1, 0.7, 1 / 3, 1e-7, 98765.4321])
PERSON = st.tuples(st.integers(0, 4), VALUES, st.booleans())


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("rule", RULES)
@given(people=st.lists(PERSON, min_size=1, max_size=24), in_order=st.booleans())
def test_many_cohorts_are_worth_what_each_is_alone(
    rule: str, better: str, people: list[tuple[int, float | None, bool]], *, in_order: bool
) -> None:
    if in_order:
        people = sorted(people, key=lambda person: person[0])
    rule = rule.replace("{as_is: {}, ", "{linear: {worst: -1000, best: 1000, clamp: false}, ")
    codes = [code for code, _, _ in people]
    values = [None if value is None else float(f"{value:.12g}") for _, value, _ in people]
    reference = [inside for _, _, inside in people]
    together = points(rule, values, better=better, reference=reference, cohorts=codes)
    for code in set(codes):
        index = [i for i, other in enumerate(codes) if other == code]
        alone = points(rule, [values[i] for i in index], better=better, reference=[reference[i] for i in index])
        assert [together[i] for i in index] == alone


@given(codes=st.lists(st.integers(0, 5), max_size=30))
def test_cohorts_are_whom_their_numbers_say(codes: list[int]) -> None:
    segments = Segments.of(np.array(codes, dtype=np.intp))
    assert len(segments) == len(set(codes))
    for number, code in enumerate(sorted(set(codes))):
        members = [i for i, other in enumerate(codes) if other == code]
        assert segments.members(number).tolist() == members
        assert segments.sizes[number] == len(members)
        assert all(segments.codes[i] == number for i in members)

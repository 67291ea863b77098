"""What holds for every team: totals kept, caps held, nobody better paid less, no row order, lines that make the pay."""

from __future__ import annotations

import functools
import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from csscore.exact.fixed import MISSING
from csscore.pipeline import rank
from csscore.rules import load_scheme
from tests.conftest import examples
from tests.pay.months import HEAD

SCHEME = """
metrics:
  mark: {value: 总评分, unit: points, weight: 100, points: as_is}
pay:
  - {ladder: {first: 2500, second: 2300, last: 1500}}
  - {score_share: {of: 1000, zero_below: 60, cap: 95}}
  - {grades: {quota: {A: 15%, B: 45%, C: 30%, D: 10%}, times: {A: 1.1, B: 1, C: 0.8, D: 0.5}, of: 733}}
  - {grades: {bands: {90-100: A, 60-89: B, else: C}, pay: {A: 300, B: 100, C: 0}}}
  - {pool: {amount: 1000, split: score}}
  - {pool: {amount: 1000.01, split: [40%, 30%, rest]}}
  - {top: {percent: 10, amount: 300}}
  - {award: {best: 2, by: mark, amount: 77.77}}
"""
LIMITS = "limits: {at_most: 4000, budget: 9000, over_budget: scale}\n"

marks = st.lists(st.integers(1, 100), min_size=1, max_size=12)
few = st.lists(st.sampled_from([40, 60, 61, 90, 100]), min_size=1, max_size=12)
teams = st.one_of(marks, few)


def table(scores, names=None):
    named = names or [f"{i:02}" for i in range(len(scores))]
    return "客服,总评分\n" + "".join(f"{name},{score}\n" for name, score in zip(named, scores, strict=True))


@functools.cache
def loaded(scheme):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "scheme.yaml").write_text(HEAD + scheme, encoding="utf-8")
        return load_scheme(f"{folder}/scheme.yaml")


def ran(scheme, text):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data.csv").write_text(text, encoding="utf-8")
        return rank(f"{folder}/data.csv", loaded(scheme))


def total(result, line) -> int:
    return sum(int(cents) for cents in result.lines[line].amounts if cents != MISSING)


def everything(result):
    """Return all that is paid and said, by agent."""
    return {
        agent: (
            int(result.pay[i]),
            [(int(line.amounts[i]), line.because.at(i, "zh"), line.because.at(i, "en")) for line in result.lines],
        )
        for i, agent in enumerate(result.agents)
    }


@examples(25)
@given(teams)
def test_totals_and_lines(scores):
    result = ran(SCHEME, table(scores))
    count = len(scores)
    gap = Fraction(800, count - 2) if count > 2 else Fraction(0)
    places = [Fraction(2500), *(2300 - gap * i for i in range(count - 1))][:count]
    notes = [problem for problem in result.problems if problem.code == "P208"]
    rounding = sum(Fraction(problem.details["difference"]) for problem in notes)
    assert abs(total(result, 0) - sum(places) * 100 - rounding * 100) <= Fraction(1, 2)
    assert total(result, 4) == 100000
    assert total(result, 5) == 100001
    for i in range(count):
        lines = [int(line.amounts[i]) for line in result.lines if line.amounts[i] != MISSING]
        assert sum(lines) == result.pay[i]
        assert all(line.because.at(i, lang) for line in result.lines if line.amounts[i] != MISSING for lang in ("zh", "en"))


@examples(25)
@given(teams, st.booleans())
def test_a_better_score_is_never_paid_less(scores, limited):
    """But for the odd cent of a budget, which goes by id among people whose sums are cut to the same cap."""
    result = ran(SCHEME + (LIMITS if limited else ""), table(scores))
    paid = sorted(zip(result.scores, result.pay, strict=True))
    best_below = 0
    for score in sorted(set(result.scores)):
        here = [cents for s, cents in paid if s == score]
        assert min(here) >= best_below - limited
        best_below = max(here)


@examples(25)
@given(teams)
def test_caps_and_budgets_hold(scores):
    result = ran(SCHEME + LIMITS, table(scores))
    assert sum(int(cents) for cents in result.pay) <= 900000
    assert max(result.pay) <= 400000
    untouched = ran(SCHEME, table(scores))
    capped = sum(min(int(cents), 400000) for cents in untouched.pay)
    assert sum(int(cents) for cents in result.pay) == min(capped, 900000)


@examples(25)
@given(teams, st.randoms())
def test_the_order_of_rows_makes_no_difference(scores, random):
    names = [f"{i:02}" for i in range(len(scores))]
    rows = list(zip(scores, names, strict=True))
    straight = everything(ran(SCHEME + LIMITS, table(scores)))
    random.shuffle(rows)
    assert everything(ran(SCHEME + LIMITS, table(*map(list, zip(*rows, strict=True))))) == straight


@examples(25)
@given(teams)
def test_equal_people_are_paid_alike_but_for_the_odd_cents_of_totals(scores):
    result = ran(SCHEME, table(scores))
    by_score = {}
    for score, cents in zip(result.scores, result.pay, strict=True):
        by_score.setdefault(score, []).append(int(cents))
    assert all(max(paid) - min(paid) <= 2 for paid in by_score.values())  # two pools, a cent each


@examples(25)
@given(teams, st.integers(0, 3))
def test_cohorts_do_not_touch_each_other(scores, other):
    """What a cohort is paid is what it would be paid alone, whatever the other cohort is."""
    cohorts = "rank: {within: [店铺]}\n"
    head = "客服,总评分,店铺\n"
    ours = "".join(f"{i:02},{score},一店\n" for i, score in enumerate(scores))
    theirs = "".join(f"x{i},{50 + i},二店\n" for i in range(other))
    alone, together = everything(ran(SCHEME + cohorts, head + ours)), everything(ran(SCHEME + cohorts, head + theirs + ours))
    assert {agent: paid for agent, paid in together.items() if agent[0] != "x"} == alone

"""A plan is compiled once and holds all that is asked; cohorts are put together from their agents."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from csscore.analysis.audit.run import audit
from csscore.measure.aggregates import Among, Count, Days, Distinct, First, Greatest, Histogram, Least, Products, Said, Sum
from csscore.measure.frame.engine import FrameEngine
from csscore.measure.merging import adds_up, summed_up
from csscore.measure.plan import compiled
from csscore.pipeline import compute
from csscore.problems import Problems
from csscore.rules import load_scheme
from csscore.scheme.expression import column
from tests.measure.test_frame import ROWS, opened

ROOT = Path(__file__).parents[2]
SCHEMES = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml") if not path.stem.endswith((".test", "columns")))


@pytest.fixture
def asked(monkeypatch):
    """Note each round of aggregates that engines are asked for."""
    rounds = []
    answer = FrameEngine.answer

    def noted(self, asks, elements, size):
        rounds.append(list(asks))
        return answer(self, rounds[-1], elements, size)

    monkeypatch.setattr(FrameEngine, "answer", noted)
    return rounds


def test_equal_schemes_have_equal_plans():
    plans = [compiled(load_scheme(name), Problems()) for name in SCHEMES]
    again = [compiled(load_scheme(name), Problems()) for name in SCHEMES]
    assert plans == again
    assert list(map(hash, plans)) == list(map(hash, again))


def test_what_is_asked_changes_with_the_scheme():
    plain, other = (load_scheme("presale", sets=sets) for sets in ((), ("metrics.sales.value={mean: sales}",)))
    assert compiled(plain, Problems()) != compiled(other, Problems())


def test_the_engine_is_asked_once_for_all_that_the_plan_holds(asked):
    run = compute(str(ROOT / "samples" / "march.xlsx"), "presale")
    assert len(asked) == 1
    assert tuple(asked[0]) == run.plan.aggregates


@pytest.mark.parametrize(
    ("data", "scheme", "options"),
    [
        ("march.xlsx", "presale", {}),
        ("shops-march/*.xlsx", "presale", {"roster": "roster.csv", "by": ["team"]}),
        ("orderdesk-march.csv", "orderdesk", {}),
    ],
)
def test_so_it_is_for_an_audit(asked, data, scheme, options, monkeypatch):
    monkeypatch.chdir(ROOT / "samples")
    audit([str(path) for path in Path().glob(data)], scheme, draws=100, only=["luck", "groups"], **options)
    assert len(asked) == 1


def test_metrics_stand_in_the_order_in_which_they_can_be_computed(bench):
    metrics = "metrics:\n  a: {value: {formula: b + team(c)}, weight: 0}\n  b: {value: {formula: c * 2}, weight: 0}\n"
    problems = Problems()
    plan = compiled(bench.scheme(metrics + "  c: {value: {sum: c}, weight: 100, points: as_is}\n"), problems)
    assert list(plan.metrics) == ["c", "b", "a"]
    assert plan.teams == ("c",)
    assert not problems.errors
    circle = "metrics:\n  a: {value: {formula: b}, weight: 0}\n  b: {value: {formula: a}, points: as_is, weight: 100}\n"
    compiled(bench.scheme(circle), problems)
    assert [problem.code for problem in problems.errors] == ["D333"]


def test_a_cohort_is_what_its_agents_are(bench):
    engine, of = opened(bench, ROWS)
    x, w = column("x"), column("w")
    rows = Among()
    asks = [
        Count(rows),
        First(rows),
        Sum(rows, x),
        Products(rows, x, w),
        Least(rows, x),
        Greatest(rows, x),
        Histogram(rows, (x, w)),
    ]
    asks += [Said(rows, "kind"), Days(rows, "日期")]
    size = int(of.max()) + 1
    agents = engine.answer(asks, of, size)
    for codes in ([0] * size, [code % 2 for code in range(size)], [-1, *range(size - 1)]):
        cohorts = np.array(codes, dtype=np.intp)
        count = int(cohorts.max()) + 1
        whole = engine.answer(asks, np.append(cohorts, -1)[of], count)
        for ask in asks:
            assert adds_up(ask)
            assert told(summed_up(ask, agents[ask], cohorts, count)) == told(whole[ask]), ask


def test_different_texts_and_latest_days_do_not_add_up():
    assert not adds_up(Distinct(Among(), "kind"))
    assert not adds_up(Sum(Among(latest=True), column("x")))


def told(answer):
    """Return an answer as plain values."""
    if isinstance(answer, np.ndarray):
        return answer.tolist()
    if isinstance(answer, tuple):
        return [told(one) for one in answer]
    if hasattr(answer, "sums"):
        there = answer.rows > 0
        return answer.rows.tolist(), np.where(there, answer.sums.units, 0).tolist(), answer.sums.digits
    if hasattr(answer, "digits"):
        return answer.units.tolist(), answer.digits
    return [told(getattr(answer, name)) for name in answer.__slots__]

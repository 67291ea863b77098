"""What luck does to a ranking: figures of the literature, formulas by hand, the same bytes whatever the order of the rows."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from csscore.analysis.audit import chance as chance_
from csscore.analysis.audit.asked import Asked
from csscore.analysis.audit.chance import Chance
from csscore.analysis.audit.drawn import draw, reliability
from csscore.analysis.audit.luck import luck
from csscore.analysis.audit.replicas import play
from csscore.analysis.audit.sources import grounds
from csscore.pipeline import Run, compute
from csscore.rules import load_scheme
from csscore.words import same
from tests.analysis.audit.test_replicas import team
from tests.score.people import scheme

SATISFIED = (
    "metrics: {csat: {value: csat, weight: 100, unit: percent, points: {linear: {worst: 0%, best: 100%}}}}\nscore: {digits: 6}\n"
)
NOTHING = same("")
RATED = """\
csscore: 1
name: team
metrics:
  csat: {value: {ratio: [satisfied, ratings]}, unit: percent, weight: 100, points: {linear: {worst: 0%, best: 100%}}}
score: {digits: 6}
pay: [{ladder: {first: 1000, last: 500}}]
"""


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def one_cohort(size: int) -> np.ndarray:
    return np.zeros(size, dtype=np.intp)


def asked_of(run: Run, **more: object) -> Asked:
    return Asked(run=run, called=tuple(same(str(name)) for name in run.measured.names), **more)


def ranked(tmp_path: Path, frame: pd.DataFrame, yaml: str) -> Run:
    (tmp_path / "team.yaml").write_text(yaml, encoding="utf-8")
    return compute(frame, load_scheme(str(tmp_path / "team.yaml")))


def rated(tmp_path: Path, satisfied: list[int], ratings: list[int]) -> Run:
    names = [f"a{i:02}" for i in range(len(satisfied))]
    frame = pd.DataFrame({"客服": names, "满意评价数": satisfied, "收到评价数": ratings})
    return ranked(tmp_path, frame, RATED.replace("satisfied", "满意评价数").replace("ratings", "收到评价数"))


@pytest.mark.parametrize(
    ("ratings", "first", "agreement", "rankability"),
    [(20, 0.21, 0.36, 0.17), (50, 0.34, 0.52, 0.33), (200, 0.57, 0.76, 0.67), (1000, 0.78, 0.92, 0.91)],
)
def test_twelve_agents_whose_true_satisfaction_lies_three_points_apart(
    ratings: int, first: float, agreement: float, rankability: float
) -> None:
    """domain/fairness.md D3: how often the observed best of twelve is the true one, and how far the orders agree."""
    draws, size = 6000, 12
    truths = np.minimum(rng(1).normal(0.9, 0.03, (draws, size)), 1.0)
    chance = Chance("csat", "rate", np.full(size, 0.9), np.full(size, float(ratings)), None, NOTHING)
    observed = chance.again(truths, rng(2))
    played = play(scheme(SATISFIED), team({"csat": [0.9] * size}, [0] * size, [1.0] * size, {}), {"csat": observed})
    top = truths.argmax(axis=1)
    hit = np.where(played.ranks[np.arange(draws), top] == 1, 1 / played.tied[np.arange(draws), top], 0.0)
    assert hit.mean() == pytest.approx(first, abs=0.005 + 3 * hit.std() / draws**0.5)
    middle = played.ranks + (played.tied - 1) / 2
    true = (-truths).argsort(axis=1).argsort(axis=1)
    spearman = [np.corrcoef(one, other)[0, 1] for one, other in zip(middle, true, strict=True) if one.std()]
    assert np.mean(spearman) == pytest.approx(agreement, abs=0.01 + 3 * np.std(spearman) / draws**0.5)
    noise = 0.9 * 0.1 / ratings
    assert 0.03**2 / (0.03**2 + noise) == pytest.approx(rankability, abs=0.005)


def test_a_true_five_sixths_falls_to_seventy_two_percent_in_one_month_of_six() -> None:
    """COPC: with 18 surveys a true 83.3 % agent scores 72 % or less with probability 0.168."""
    exactly = sum(comb(18, k) * (5 / 6) ** k * (1 / 6) ** (18 - k) for k in range(14))
    assert exactly == pytest.approx(0.168, abs=0.0005)
    chance = Chance("csat", "rate", np.array([15 / 18]), np.array([18.0]), None, NOTHING)
    months = chance.again(np.full((200_000, 1), 5 / 6), rng(3))
    assert (months <= 0.725).mean() == pytest.approx(0.168, abs=0.003)


@pytest.mark.parametrize(("ratings", "first"), [(50, 0.34), (200, 0.57), (1000, 0.78)])
def test_what_is_said_of_the_first_comes_true(ratings: int, first: float) -> None:
    """Over many months the probability that is given agrees with how often the first was truly first."""
    random, said, true = rng(5), [], []
    for _ in range(600):
        truths = np.minimum(random.normal(0.9, 0.03, 12), 1.0)
        observed = random.binomial(ratings, truths) / ratings
        chance = Chance("csat", "rate", observed, np.full(12, float(ratings)), None, NOTHING)
        drawn = chance.truths(one_cohort(12), 200, random)
        best = drawn == drawn.max(axis=1, keepdims=True)
        top = np.flatnonzero(observed == observed.max())
        said.append((best[:, top] / best.sum(axis=1, keepdims=True)).sum(axis=1).mean() / len(top))
        true.append(float(truths.argmax() in top) / len(top))
    error = 3 * np.std(true) / len(true) ** 0.5
    assert np.mean(true) == pytest.approx(first, abs=error)
    assert np.mean(said) == pytest.approx(first, abs=error)


def test_true_rates_are_drawn_from_the_beta_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    values, sizes = np.array([0.95, 0.80, 0.90, 0.70]), np.array([200.0, 20, 50, 100])
    hits = values * sizes
    mean = hits.sum() / sizes.sum()
    between = values.var(ddof=1) - (mean * (1 - mean) / sizes).mean()
    prior = mean * (1 - mean) / between - 1
    monkeypatch.setattr(chance_, "_betweens", lambda _values, _error, draws, _rng: np.full(draws, between))
    chance = Chance("csat", "rate", values, sizes, None, NOTHING)
    truths = chance.truths(one_cohort(4), 40_000, rng())
    expected = (hits + prior * mean) / (sizes + prior)
    assert truths.mean(axis=0) == pytest.approx(expected, abs=0.002)
    assert truths.var(axis=0) == pytest.approx(expected * (1 - expected) / (sizes + prior + 1), rel=0.05)


def test_true_means_are_drawn_from_the_normal_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    values, noise = np.array([20.0, 26, 31, 40]), np.array([1.0, 4, 2, 6])
    between = values.var(ddof=1) - (noise**2).mean()
    share = noise**2 / (noise**2 + between)
    weights = 1 / (noise**2 + between)
    mean = (values * weights).sum() / weights.sum()
    monkeypatch.setattr(chance_, "_betweens", lambda _values, _error, draws, _rng: np.full(draws, between))
    chance = Chance("response", "amount", values, None, noise, NOTHING)
    truths = chance.truths(one_cohort(4), 40_000, rng())
    assert truths.mean(axis=0) == pytest.approx(share * mean + (1 - share) * values, abs=0.06)
    assert truths.std(axis=0) == pytest.approx(np.sqrt(1 - share) * noise, rel=0.02)
    months = chance.again(np.tile(values, (40_000, 1)), rng())
    assert months.std(axis=0) == pytest.approx(noise, rel=0.02)


def test_true_counts_are_drawn_from_the_gamma_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.array([2.0, 9, 4, 13, 6])
    between = values.var(ddof=1) - values.mean()
    shape, rate = values.mean() ** 2 / between, values.mean() / between
    monkeypatch.setattr(chance_, "_betweens", lambda _values, _error, draws, _rng: np.full(draws, between))
    truths = Chance("praise", "count", values, None, None, NOTHING).truths(one_cohort(5), 40_000, rng())
    assert truths.mean(axis=0) == pytest.approx((shape + values) / (rate + 1), rel=0.02)


def test_how_far_true_values_lie_apart_is_itself_uncertain() -> None:
    """(k - 1)·s² / (τ² + σ²) is χ² with k - 1 degrees of freedom, cut where τ² would be negative."""
    values, error = rng(2).normal(0, 2, 12), np.full(12, 1.5)
    square = values.var(ddof=1)
    drawn = chance_._betweens(values, error, 200_000, rng(3))
    chi = rng(4).chisquare(11, 400_000)
    chi = chi[chi < 11 * square / 1.5]
    expected = 11 * square / chi - 1.5
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.quantile(drawn, share) == pytest.approx(np.quantile(expected, share), rel=0.03, abs=0.02)
    assert (chance_._betweens(np.ones(5), error[:5], 10, rng()) == 0).all()
    assert (chance_._betweens(np.ones(1), error[:1], 10, rng()) == 0).all()


def test_where_nothing_but_noise_is_seen_orders_are_a_toss() -> None:
    chance = Chance("csat", "rate", np.array([0.9, 0.85, 0.95, 0.9, 0.9, np.nan]), np.full(6, 20.0), None, NOTHING)
    truths = chance.truths(one_cohort(6), 4000, rng())
    assert 0.5 < (truths[:, 2] > truths[:, 1]).mean() < 0.75
    assert np.isnan(truths[:, 5]).all()
    assert np.isnan(chance.again(truths, rng())[:, 5]).all()


def test_rankability_of_a_plain_rate_is_lingsmas(tmp_path: Path) -> None:
    """Lingsma et al. 2009: ρ = τ² / (τ² + median σ²); the noise of the score is that of the rate."""
    satisfied, ratings = [1760, 1800, 900, 1780, 1840, 1860], [2000, 2000, 1000, 2000, 2000, 2000]
    run = rated(tmp_path, satisfied, ratings)
    asked = asked_of(run, draws=4000)
    between, noise = reliability(run, draw(asked, grounds(asked)).noise)
    values = np.array(satisfied) / np.array(ratings)
    variances = values * (1 - values) / np.array(ratings)
    assert noise / 100**2 == pytest.approx(np.median(variances), rel=0.1)
    assert between / 100**2 == pytest.approx(values.var(ddof=1) - variances.mean(), rel=0.05)


def test_a_coin_toss_is_called_one(tmp_path: Path) -> None:
    """Two who differ by one rating of two hundred are a coin toss; a third one far behind is not."""
    section = luck(asked_of(rated(tmp_path, [180, 179, 120], [200, 200, 200])))
    assert section is not None
    pairs = [finding for finding in section.findings if finding.key == "luck-pair"]
    assert len(pairs) == 1
    assert 0.5 <= float(pairs[0].figures["above"]) < 0.6
    assert pairs[0].figures["stake"] == "25000"
    assert pairs[0].sentence.zh.startswith("第 1 名a00和第 2 名a01谁先谁后几乎是抛硬币")
    assert pairs[0].sentence.zh.endswith("却差 250 元")
    order = next(finding for finding in section.findings if finding.key == "luck-order")
    assert (order.grade, order.figures["unsure"], order.figures["stake"]) == ("act", "1", "25000")


def test_the_same_seed_gives_the_same_bytes_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    random = rng(7)
    frame = pd.DataFrame(
        {
            "客服": [f"a{i % 9}" for i in range(180)],
            "日期": [f"2026-03-{1 + i // 9:02}" for i in range(180)],
            "销售额": random.integers(100, 9000, 180) / 100,
            "平均响应时长": random.integers(100, 900, 180) / 10,
            "接待人数": random.integers(5, 60, 180),
        }
    )
    yaml = """\
csscore: 1
name: team
metrics:
  sales: {value: 销售额, unit: money, weight: 60, points: minmax}
  response: {value: {mean: 平均响应时长, by: 接待人数}, unit: seconds, better: lower, weight: 40, points: minmax}
pay: [{ladder: {first: 1000, last: 500}}]
"""
    first = luck(asked_of(ranked(tmp_path, frame, yaml), seed=4, draws=200))
    shuffled = frame.sample(frac=1, random_state=1)[["接待人数", "客服", "平均响应时长", "日期", "销售额"]]
    assert luck(asked_of(ranked(tmp_path, shuffled, yaml), seed=4, draws=200)) == first
    assert luck(asked_of(ranked(tmp_path, frame, yaml), seed=5, draws=200)) != first


def test_rows_tell_how_far_single_contacts_lie_apart(tmp_path: Path) -> None:
    """Three days of an agent: σ² of one contact is Σw(x - x̄)² / (days - 1), pooled; a sum varies by its days or its orders."""
    frame = pd.DataFrame(
        {
            "客服": ["a", "a", "a", "b", "b"],
            "日期": ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-01", "2026-03-02"],
            "平均响应时长": [10.0, 20, 30, 40, 44],
            "接待人数": [1, 2, 1, 3, 1],
            "销售额": [10.0, 30, 20, 5, 15],
        }
    )
    yaml = """\
csscore: 1
name: team
metrics:
  response: {value: {mean: 平均响应时长, by: 接待人数}, unit: seconds, better: lower, weight: 50, points: minmax}
  sales: {value: 销售额, unit: money, weight: 50, points: minmax}
"""
    response, sales = grounds(asked_of(ranked(tmp_path, frame, yaml))).chances
    single = ((1 * 100 + 0 + 1 * 100) + (3 * 1 + 1 * 9)) / 3
    assert response.noise == pytest.approx(np.sqrt(single / np.array([4, 4])))
    assert sales.noise == pytest.approx(np.sqrt([3 * np.var([10, 30, 20], ddof=1), 2 * np.var([5, 15], ddof=1)]))
    by_orders = grounds(asked_of(ranked(tmp_path, frame.drop(columns="日期"), yaml))).chances[1]
    assert by_orders.noise == pytest.approx(np.sqrt([10**2 + 30**2 + 20**2, 5**2 + 15**2]))


def test_what_cannot_be_known_is_said_with_the_option_that_would_tell(tmp_path: Path) -> None:
    frame = pd.DataFrame({"客服": ["a", "b", "c"], "平均响应时长": [10.0, 20, 30], "接待人数": [100, 400, 900]})
    yaml = """\
csscore: 1
name: team
metrics:
  response: {value: {mean: 平均响应时长, by: 接待人数}, unit: seconds, better: lower, weight: 100, points: minmax}
"""
    run = ranked(tmp_path, frame, yaml)
    section = luck(asked_of(run))
    assert section is not None
    assert [finding.key for finding in section.findings] == ["luck-untold", "luck-unknown"]
    unknown = section.findings[1]
    assert (unknown.about, unknown.figures) == ("response", {"metrics": "response"})
    assert unknown.advice is not None
    assert "--spread response=" in unknown.advice.zh
    assert "--spread response=" in unknown.advice.en
    told = grounds(asked_of(run, spreads={"response": Fraction(20)}))
    assert told.held == ()
    assert told.chances[0].noise == pytest.approx(20 / np.sqrt([100, 400, 900]))


def test_formulas_follow_what_they_are_computed_from(tmp_path: Path) -> None:
    frame = pd.DataFrame({"客服": ["a", "b", "c"], "满意评价数": [18, 45, 60], "收到评价数": [20, 50, 90]})
    yaml = """\
csscore: 1
name: team
metrics:
  csat: {value: {ratio: [满意评价数, 收到评价数]}, unit: percent, weight: 0}
  double: {value: {formula: 2 * csat + 1}, weight: 100, points: {linear: {worst: 0, best: 4}}}
"""
    asked = asked_of(ranked(tmp_path, frame, yaml), draws=50)
    known = grounds(asked)
    assert [leaf.name for leaf in known.formulas] == ["double"]
    drawn = draw(asked, known)
    assert bool((drawn.noise > 0).all())


def test_what_is_true_is_not_shrunk(tmp_path: Path) -> None:
    """The scheme shrinks what was measured; a true level rests on no number of contacts."""
    satisfied, ratings = [16, 90, 170, 20, 80], [20, 100, 200, 30, 100]
    plain = rated(tmp_path, satisfied, ratings)
    yaml = (tmp_path / "team.yaml").read_text(encoding="utf-8").replace("best: 100%}}", "best: 100%}, shrink: {strength: 50}}")
    frame = pd.DataFrame({"客服": plain.measured.agents, "满意评价数": satisfied, "收到评价数": ratings})
    shrunk = ranked(tmp_path, frame, yaml)
    assert not np.array_equal(plain.scored.scores, shrunk.scored.scores)
    one, other = (draw(asked, grounds(asked)) for asked in (asked_of(plain, draws=300), asked_of(shrunk, draws=300)))
    assert np.array_equal(one.true, other.true)
    assert not np.array_equal(one.again, other.again)
    assert (other.noise < one.noise).all()


def test_nobody_to_compare_is_no_question(tmp_path: Path) -> None:
    assert luck(asked_of(rated(tmp_path, [5], [9]))) is None

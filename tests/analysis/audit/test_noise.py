"""How often places hold under other weights: frequencies by integrals, places as the engine gives them."""

from __future__ import annotations

from fractions import Fraction
from math import exp, lgamma, log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from csscore.analysis.audit.asked import Asked
from csscore.analysis.audit.noise import CONCENTRATION, LOCAL, dirichlet, local, noise
from csscore.analysis.audit.weighing import places, weighed
from csscore.pipeline import compute
from csscore.rules import load_scheme
from csscore.score.scoring import replayed
from csscore.words import same
from tests.analysis.audit.test_flips import run_of

ROWS = [(91, 40, 77), (60, 83, 55), (33, 71, 99), (70, 64, 58), (12, 97, 61)]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "rank: {break: [m1]}\nscore: {digits: 0}\n",
        "gates: [{name: g, when: m0 < 30, then: {score: at_most 60}}, {name: h, when: m2 < 56, then: {rank: last}}]\n",
        "score: {floor: 50, cap: 70}\n",
        "gates: [{name: g, when: m0 < 30, then: unranked}]\n",
    ],
)
def test_places_are_the_engines(tmp_path: Path, more: str) -> None:
    run = run_of(tmp_path, ROWS, (50, 30, 20), more)
    of = weighed(run)
    assert of is not None
    weights = local(of, 40, seed=3)
    found = places(of, weights)
    for row, ranks in zip(weights, found, strict=True):
        exact = [Fraction(float(weight)) for weight in row]
        shares = [weight * 100 / sum(exact) for weight in exact]
        assert ranks.tolist() == replayed(of.reweighted(shares), run.measured).ranks.tolist()


def test_who_stays_first_is_an_integral(tmp_path: Path) -> None:
    """A leads while her weight is above a half: with weights 55/45 that is a tail of Beta(99 · 0.55, 99 · 0.45)."""
    run = run_of(tmp_path, [(100, 0), (0, 100)], (55, 45))
    a, b = CONCENTRATION * 0.55, CONCENTRATION * 0.45
    grid = (np.arange(200_000) + 0.5) / 200_000
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    density = np.array([exp(scale + (a - 1) * log(x) + (b - 1) * log(1 - x)) for x in grid[grid > 0.5]])
    section = noise(Asked(run=run, called=(same("A"), same("B")), draws=40_000))
    assert section is not None
    held = float(section.findings[0].figures["dirichlet"])
    assert held == pytest.approx(density.sum() / 200_000, abs=0.01)
    # ±5 points each: 55 + u falls below 45 + v where v - u > 10, which it never does
    assert section.findings[0].figures["local"] == "1.0000"


def test_weights_vary_as_said(tmp_path: Path) -> None:
    of = weighed(run_of(tmp_path, ROWS, (50, 30, 20)))
    assert of is not None
    drawn = dirichlet(of, 50_000, seed=0)
    assert drawn.mean(axis=0) == pytest.approx([0.5, 0.3, 0.2], abs=0.001)
    assert drawn[:, 0].std() == pytest.approx(0.05, rel=0.02)
    near = local(of, 5000, seed=0)
    assert near.sum(axis=1) == pytest.approx(np.ones(5000))
    assert (near[:, 0] * (100 + 3 * LOCAL) <= 55 + 3 * LOCAL).all()


def test_the_same_seed_the_same_section(tmp_path: Path) -> None:
    run = run_of(tmp_path, ROWS, (50, 30, 20))
    asked = Asked(run=run, called=tuple(map(same, "ABCDE")), draws=300)
    assert noise(asked) == noise(asked)
    assert noise(asked) != noise(Asked(run=run, called=tuple(map(same, "ABCDE")), draws=300, seed=1))


def test_what_is_added_after_weighting_stays(tmp_path: Path) -> None:
    """B is behind by weights and ahead by her praise; a missing metric is filled up by the others."""
    yaml = """\
csscore: 1
name: team
missing: renormalise
score: {plus: [praise]}
metrics:
  a: {value: 质检得分, weight: 60, points: as_is}
  b: {value: 服务态度, weight: 40, points: as_is}
  praise: {value: 点名好评数, points: as_is, missing: zero}
"""
    (tmp_path / "team.yaml").write_text(yaml, encoding="utf-8")
    frame = pd.DataFrame({"客服": ["A", "B", "C"], "质检得分": [90, 88, 70], "服务态度": [80, 80, None], "点名好评数": [0, 3, 1]})
    of = weighed(compute(frame, load_scheme(str(tmp_path / "team.yaml"))))
    assert of is not None
    assert of.run.scored.ranks.tolist() == [2, 1, 3]
    weights = dirichlet(of, 30, seed=2)
    for row, ranks in zip(weights, places(of, weights), strict=True):
        exact = [Fraction(float(weight)) for weight in row]
        shares = [weight * 100 / sum(exact) for weight in exact]
        assert ranks.tolist() == replayed(of.reweighted(shares), of.run.measured).ranks.tolist()

"""Sobol indices of functions whose indices are known, and of a scheme where one decision is all that matters."""

from __future__ import annotations

from math import pi
from pathlib import Path

import numpy as np
import pytest

from csscore.analysis.audit.asked import Asked
from csscore.analysis.audit.indices import indices
from csscore.analysis.audit.sobol import points_by, sobol
from csscore.analysis.audit.weighing import weighed
from csscore.score.points.rank import Rank
from csscore.words import same
from tests.analysis.audit.test_flips import run_of


def rng() -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(11))


def test_ishigami() -> None:
    """Ishigami & Homma 1990 with a = 7, b = 0.1: S = .3139, .4424, 0; S_T = .5576, .4424, .2437."""

    def ishigami(points: np.ndarray) -> np.ndarray:
        x, y, z = (points.T - 0.5) * 2 * pi
        return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)

    found = indices(ishigami, 3, base=200_000, rng=rng())
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.012)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.012)
    assert found.variance == pytest.approx(7**2 / 8 + 0.1 * pi**4 / 5 + 0.1**2 * pi**8 / 18 + 0.5, rel=0.01)


def test_a_sum_shares_by_variance() -> None:
    """For a linear function each index is its squared slope over the sum of them, first and total alike."""
    found = indices(lambda points: points @ np.array([3.0, 2.0, 1.0]), 3, base=100_000, rng=rng())
    assert found.first == pytest.approx(np.array([9, 4, 1]) / 14, abs=0.012)
    assert found.total == pytest.approx(np.array([9, 4, 1]) / 14, abs=0.012)


def test_what_does_not_vary_has_no_indices() -> None:
    found = indices(lambda points: np.full(len(points), 2.0), 2, base=10, rng=rng())
    assert (found.first.tolist(), found.total.tolist(), found.mean, found.variance) == ([0, 0], [0, 0], 2, 0)


def test_it_is_asked_for_by_name(tmp_path: Path) -> None:
    run = run_of(tmp_path, [(91, 40, 77), (60, 83, 55), (33, 71, 99)], (50, 30, 20))
    assert sobol(Asked(run=run, called=tuple(map(same, "ABC")))) is None


def test_one_extreme_value_makes_the_rule_the_decision(tmp_path: Path) -> None:
    """Points by best and worst are squeezed by one extreme value, places are not: the rule moves more than weights do."""
    rows = [(100, 50, 50), (12, 90, 40), (11, 10, 60), (10, 80, 45), (9, 20, 55)]
    run = run_of(tmp_path, rows, (40, 30, 30))
    section = sobol(Asked(run=run, called=tuple(map(same, "ABCDE")), sobol=True))
    assert section is not None
    assert section.findings[0].about == "points"
    table = section.tables[0]
    assert [column.key for column in table.columns] == ["decision", "first", "total"]
    assert table.rows[-1][2] == max(row[2] for row in table.rows)


def test_points_are_made_by_the_rule_that_is_tried(tmp_path: Path) -> None:
    of = weighed(run_of(tmp_path, [(100, 1, 5), (12, 2, 5), (11, 3, 6)], (40, 30, 30)))
    assert of is not None
    points = points_by(of, Rank()) / 10**4
    assert points.tolist() == [[100, 50, 0], [0, 50, 100], [25, 25, 100]]

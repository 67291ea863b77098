"""Every ready-made scheme passes its own tests and ranks its sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import csscore
from csscore.analysis.testing import try_schemes
from csscore.exact.fixed import MISSING, text

ROOT = Path(__file__).parents[2]
SHELF = ROOT / "schemes"
NAMES = sorted(path.stem for path in SHELF.glob("*.yaml") if path.name != "columns.yaml" and not path.stem.endswith(".test"))
SAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "presale": ("march.xlsx", {}),
    "presale-rank": ("march.xlsx", {}),
    "presale-closing": ("march.xlsx", {}),
    "presale-bands": ("kpi-march.csv", {}),
    "presale-places": ("kpi-march.csv", {}),
    "aftersale": ("aftersale-march.csv", {}),
    "aftersale-attitude": ("aftersale-march.csv", {}),
    "aftersale-rank": ("aftersale-march.csv", {"inputs": {"exam": "samples/exam-march.csv"}}),
    "aftersale-shared": (
        "aftersale-march.csv",
        {"inputs": {"incidents": "samples/incidents-march.csv"}, "roster": "samples/aftersale-roster.csv"},
    ),
    "orderdesk": ("orderdesk-march.csv", {}),
    "service-deductions": ("quality-march.xlsx", {}),
    "presale-grades": ("wages-march.csv", {}),
    "presale-quota": ("wages-march.csv", {}),
    "silent-pool": ("wages-march.csv", {}),
    "score-share": ("wages-march.csv", {}),
    "prize-classes": ("wages-march.csv", {}),
    "over-quota": ("wages-march.csv", {}),
    "team-deviation": ("wages-march.csv", {}),
    "commission-marginal": ("wages-march.csv", {}),
    "commission-whole": ("wages-march.csv", {}),
    "service-awards": ("hotline-march.csv", {}),
}
HEADS = {"presale": 43, "presale-rank": 43, "presale-closing": 43, "presale-bands": 14, "presale-places": 14, "orderdesk": 10} | {
    "aftersale": 18, "aftersale-attitude": 18, "aftersale-rank": 18, "aftersale-shared": 18, "service-deductions": 12,
    "service-awards": 12,
} | {name: 15 for name, (sample, _) in SAMPLES.items() if sample == "wages-march.csv"}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_own_cases(name: str) -> None:
    (suite,) = try_schemes([str(SHELF / f"{name}.test.yaml")])
    assert suite.trials
    for trial in suite.trials:
        assert trial.expectations
        assert trial.passed, (trial.name, trial.failures, trial.refused)


def test_every_scheme_has_cases_and_a_sample() -> None:
    assert [name for name in NAMES if not (SHELF / f"{name}.test.yaml").exists()] == []
    assert sorted(SAMPLES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_ranks_its_sample(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    sample, more = SAMPLES[name]
    result = csscore.rank(f"samples/{sample}", name, **more)
    assert len(result) == HEADS[name]
    assert [problem for problem in result.problems if problem.severity == "error"] == []
    ranked = [int(rank) for rank in result.ranks if rank != MISSING]
    assert len(ranked) >= HEADS[name] - 2
    assert ranked[0] == 1
    assert ranked == sorted(ranked)


def test_presale_pays_what_the_interview_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = csscore.rank("samples/march.xlsx", "presale")
    assert len(result) == 43
    assert (text(int(result.pay[0]), 2), text(int(result.pay[-1]), 2)) == ("2500.00", "1500.00")

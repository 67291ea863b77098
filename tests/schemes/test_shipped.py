"""Every ready-made scheme passes its own tests and ranks its sample."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import csscore
from csscore.analysis.testing import try_schemes
from csscore.exact.fixed import MISSING, text
from csscore.report.json import write_json
from tests.running import invoke

ROOT = Path(__file__).parents[2]
SHELF = ROOT / "schemes"
NAMES = sorted(path.stem for path in SHELF.glob("*.yaml") if path.name != "columns.yaml" and not path.stem.endswith(".test"))
MEMBERS = "members.json"
"""What service-awards makes of hotline-march.csv, which is no sample: it is written first."""
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
    "team-ranking": ("hotline-march.csv", {}),
    "leader": ("leaders-march.csv", {"inputs": {"members": MEMBERS}, "roster": "samples/leaders-roster.csv"}),
    "pre-and-aftersale": ("mixed-march.csv", {}),
    "jd-presale": ("jd-march.xlsx", {}),
    "kuaishou-shop": ("kuaishou-march/*.xlsx", {}),
}
HEADS = {"presale": 43, "presale-rank": 43, "presale-closing": 43, "presale-bands": 14, "presale-places": 14, "orderdesk": 10} | {
    "aftersale": 18, "aftersale-attitude": 18, "aftersale-rank": 18, "aftersale-shared": 18, "service-deductions": 12,
    "service-awards": 12, "team-ranking": 3, "leader": 3, "pre-and-aftersale": 10, "jd-presale": 8, "kuaishou-shop": 3,
} | {name: 15 for name, (sample, _) in SAMPLES.items() if sample == "wages-march.csv"}  # fmt: skip


def sample_of(name: str, folder: Path) -> tuple[list[str], dict[str, Any]]:
    """Return the files of a scheme's sample, and what belongs to them; what another scheme makes of a sample is put into the folder."""
    sample, options = SAMPLES[name]
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "samples").glob(sample))
    if options.get("inputs", {}).get("members") != MEMBERS:
        return files, options
    with (folder / MEMBERS).open("wb") as out:
        write_json(csscore.rank("samples/hotline-march.csv", "service-awards"), out, lang="en")
    return files, options | {"inputs": {"members": str(folder / MEMBERS)}}


@pytest.mark.parametrize("name", NAMES)
def test_own_cases(name: str) -> None:
    (suite,) = try_schemes([str(SHELF / f"{name}.test.yaml")])
    assert suite.cases
    for case in suite.cases:
        assert case.expectations
        assert case.passed, (case.name, case.failures, case.refused)


def test_every_scheme_has_cases_and_a_sample() -> None:
    assert [name for name in NAMES if not (SHELF / f"{name}.test.yaml").exists()] == []
    assert sorted(SAMPLES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_ranks_its_sample(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    files, options = sample_of(name, tmp_path)
    result = csscore.rank(files, name, **options)
    assert len(result) == HEADS[name]
    assert [problem for problem in result.problems if problem.severity == "error"] == []
    ranked = [int(rank) for rank in result.ranks if rank != MISSING]
    assert len(ranked) >= HEADS[name] - 2
    assert ranked[0] == 1
    assert ranked == sorted(ranked)


def test_leaders_are_paid_by_the_roles_of_one_payroll_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By hand: 甲组's scores 90.73, 89.08, 85.88, 84.89 make 87.645, 乙组's 85.6075, 丙组's 88.9175; each member's pay 700.

    王组长 52.587 + 20 + 20, 李组长 51.3645 + 20 × 38/50 + 20 × 2/4, 赵组长 53.3505 + 20 + 20; 500 more for each.
    """
    for name in ("hotline-march.csv", "leaders-march.csv", "leaders-roster.csv"):
        shutil.copy(ROOT / "samples" / name, tmp_path)
    roles = (
        "csscore: 1\nname: hotline\nwrite: []\nroles:\n  hotline: {scheme: service-awards, files: hotline-march.csv}\n"
        "  leaders: {scheme: leader, files: leaders-march.csv, roster: leaders-roster.csv, with: {members: '{hotline}'}}\n"
    )
    (tmp_path / "payroll.yaml").write_text(roles, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert invoke(["run", "payroll.yaml", "--period", "2026-03"], catch_exceptions=False).exit_code == 0
    (people,) = tmp_path.glob("runs/2026-03/*/records/people.jsonl")
    paid = {row["person"]: row["pay"] for row in map(json.loads, people.read_text(encoding="utf-8").splitlines())}
    assert {name: paid[name] for name in ("王组长", "李组长", "赵组长")} == {
        "王组长": "1200.00",
        "李组长": "1200.00",
        "赵组长": "1200.00",
    }
    monkeypatch.chdir(ROOT)
    files, options = sample_of("leader", tmp_path)
    result = csscore.rank(files, "leader", **options)
    assert {str(name): text(int(score), 2) for name, score in zip(result.agents, result.scores, strict=True)} == {
        "赵组长": "93.35",
        "王组长": "92.59",
        "李组长": "76.56",
    }


def test_presale_pays_what_the_interview_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = csscore.rank("samples/march.xlsx", "presale")
    assert len(result) == 43
    assert (text(int(result.pay[0]), 2), text(int(result.pay[-1]), 2)) == ("2500.00", "1500.00")

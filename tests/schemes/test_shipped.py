"""Every ready-made scheme passes its own tests and ranks its sample."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import csscore
from csscore.fixed import MISSING, text
from csscore.result import Result

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
}
HEADS = {"presale": 43, "presale-rank": 43, "presale-closing": 43, "presale-bands": 14, "presale-places": 14, "orderdesk": 10} | {
    "aftersale": 18, "aftersale-attitude": 18, "aftersale-rank": 18, "aftersale-shared": 18, "service-deductions": 12,
}  # fmt: skip


def cases() -> list[Any]:
    """Return every case of every NAME.test.yaml; numbers stay the text they are."""
    found = []
    for name in NAMES:
        for case in yaml.load((SHELF / f"{name}.test.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
            found.append(pytest.param(name, case, id=f"{name}: {case['name']}"))
    return found


def run(name: str, case: dict[str, Any], folder: Path) -> Result:
    """Write the case's tables as files and rank them."""

    def written(table: str, stem: str) -> str:
        path = folder / f"{stem}.csv"
        path.write_text(table, encoding="utf-8")
        return str(path)

    inputs = {stem: written(table, stem) for stem, table in case.get("with", {}).items()}
    roster = written(case["roster"], "roster") if "roster" in case else None
    return csscore.rank(written(case["given"], "given"), name, inputs=inputs, roster=roster)


def columns(result: Result) -> dict[str, dict[str, Any]]:
    """Return the columns that a case may expect, by agent."""
    agents = [str(agent) for agent in result.agents]
    scores = [None if score == MISSING else Decimal(text(int(score), result.score_digits)) for score in result.scores]
    return {
        "score": dict(zip(agents, scores, strict=True)),
        "rank": dict(zip(agents, (None if rank == MISSING else Decimal(int(rank)) for rank in result.ranks), strict=True)),
        "pay": {agent: Decimal(text(int(pay), result.money_digits)) for agent, pay in zip(agents, result.pay, strict=True)},
        "flags": {agent: [flag.name for flag in result.flags if flag.raised[i]] for i, agent in enumerate(agents)},
    }


@pytest.mark.parametrize(("name", "case"), cases())
def test_own_cases(name: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = columns(run(name, case, tmp_path))
    assert case["expect"], "a case that expects nothing"
    for column, expected in case["expect"].items():
        for agent, value in expected.items():
            wanted = value if isinstance(value, list) else None if value == "null" else Decimal(value)
            assert found[column][agent] == wanted, (column, agent)


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

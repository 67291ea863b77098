"""What stands out of somebody is said where chance gives it rarely, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import csscore
from csscore.traits import Strengths

SCHEME = """\
csscore: 1
name: team
metrics:
  conversion: {title: 转化率, value: {ratio: [buyers, enquiries]}, unit: percent, weight: 80, points: minmax}
  returns: {title: 退货, value: returns, unit: count, better: lower, weight: 20, points: minmax}
  mark: {title: 质检, value: mark, unit: points, weight: 0}
columns: {returns: [退货], mark: [质检]}
"""
HEADER = "客服,询单人数,询单最终付款人数,退货,质检\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    return tmp_path


def found(rows: list[str], agent: str, **options: Any) -> Strengths:
    Path("march.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    said = csscore.explain("march.csv", "team.yaml", agent, **options).strengths
    assert said is not None
    return said


def test_what_is_beyond_chance_is_said_with_its_n_and_what_is_not_is_not(here: Path) -> None:
    """甲: 600 of 1000 against 1500 of 3000: z = 0.1 / √(0.525 · 0.475 · (1/1000 + 1/3000)) = 5.5.

    丁: 480 of 1000 against 1620 of 3000, z = −3.3; 乙: 510 against 1590 of 3000, z = −1.1, which is nothing. Returns: 20
    against 9, 11 and 10: z = 10 / √(10 · 4/3) = 2.74, p = 0.006, in two metrics 0.012: worse; the others are within chance.
    """
    rows = ["甲,1000,600,20,80", "乙,1000,510,9,90", "丙,1000,510,11,70", "丁,1000,480,10,60"]
    one = found(rows, "甲")
    assert [(trait.metric, trait.better, trait.size, trait.people) for trait in one.traits] == [
        ("conversion", True, 1000, 3),
        ("returns", False, None, 3),
    ]
    assert [trait.others for trait in one.traits] == [0.5, 10.0]
    assert one.compared == 2
    assert found(rows, "乙").traits == ()
    assert [(trait.metric, trait.better) for trait in found(rows, "丁").traits] == [("conversion", False)]


def test_nothing_is_said_of_few_contacts_or_few_others(here: Path) -> None:
    few = found(["甲,8,8,0,80", "乙,1000,510,0,90", "丙,1000,510,0,70", "丁,1000,480,0,60"], "甲")
    assert (few.traits, few.compared) == ((), 0)  # 4 buyers are expected, and 4 who don't buy
    three = found(["甲,1000,900,20,80", "乙,1000,510,9,90", "丙,1000,510,11,70"], "甲")
    assert three.traits == ()  # of two others, the one knows what the other has


def test_of_people_who_are_alike_hardly_anybody_stands_out(here: Path) -> None:
    rng = np.random.Generator(np.random.PCG64(7))
    rows = [f"{i:03},400,{rng.binomial(400, 0.45)},{rng.poisson(12)},80" for i in range(300)]
    Path("march.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    from csscore.analysis.strengths import Comparing
    from csscore.pipeline import compute

    comparing = Comparing(compute("march.csv", "team.yaml"))
    told = sum(bool(comparing.of(agent).traits) for agent in range(300))
    assert 3 <= told <= 25  # one in twenty would be 15


def test_her_own_months_are_read_as_a_trend_reads_them(here: Path) -> None:
    """Means of about 50% with steps of 1%: limits are some 2.7 points off; 60% lies above them."""
    people = "乙丙丁"
    for month, bought in enumerate((500, 510, 500, 510, 500, 510), start=1):
        rows = [f"甲,1000,{bought},10,80", *(f"{name},1000,500,10,80" for name in people)]
        Path("m.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        result = csscore.rank("m.csv", "team.yaml", period=f"2026-{month:02}")
        from csscore.report.json import write_json

        with Path(f"r-{month}.json").open("wb") as out:
            write_json(result, out, lang="zh")
    history = [f"r-{month}.json" for month in range(1, 7)]
    rows = ["甲,1000,600,10,80", *(f"{name},1000,600,10,80" for name in people)]
    said = found(rows, "甲", history=history, period="2026-07")
    assert [(trait.metric, trait.better, trait.people, trait.months) for trait in said.traits] == [("conversion", True, 0, 7)]
    assert json.loads(Path("r-1.json").read_text("utf-8"))["period"] == "2026-01"

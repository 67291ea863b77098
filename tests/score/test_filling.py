"""The weights of what is missing go to the others, for each agent by what she herself lacks, in whatever order they stand."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import csscore

SCHEME = """csscore: 1
name: team
missing: renormalise
metrics:
  a: {value: a, unit: number, weight: 50, points: as_is}
  b: {value: b, unit: number, weight: 30, points: as_is}
  c: {value: c, unit: number, weight: 20, points: as_is}
"""
ROWS = {"Ann": "10,20,30", "Bo": ",20,30", "Cy": "40,0,0", "Dee": "10,,30"}
# 50 % of 10, 30 % of 20, 20 % of 30; of Bo 3/5 and 2/5; of Dee 5/7 of 10 and 2/7 of 30
SCORES = {"Ann": "17.00", "Bo": "24.00", "Cy": "20.00", "Dee": "15.71"}


@pytest.mark.parametrize("order", list(itertools.permutations(ROWS))[::5])
def test_each_by_what_she_lacks(tmp_path: Path, order: tuple[str, ...]) -> None:
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    rows = "\n".join(f"{name},{ROWS[name]}" for name in order)
    (tmp_path / "march.csv").write_text(f"agent,a,b,c\n{rows}\n", encoding="utf-8")
    result = csscore.rank(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"))
    assert dict(zip(result.to_frame()["agent"], map(str, result.to_frame()["score"]), strict=True)) == SCORES


def test_files_may_be_given_as_paths(tmp_path: Path) -> None:
    scheme, rows = tmp_path / "team.yaml", tmp_path / "march.csv"
    scheme.write_text(SCHEME, encoding="utf-8")
    rows.write_text("agent,a,b,c\nAnn,10,20,30\n", encoding="utf-8")
    for given in (rows, [rows], str(rows)):
        assert str(csscore.rank(given, scheme).to_frame()["score"][0]) == "17.00"

"""Units and currencies that a column says row by row: told where rows differ, with a remedy that works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import csscore
from csscore.problems import Problem

SCHEME = """csscore: 1
name: team
{where}metrics: {{deals: {{value: {{sum: 成交}}, {unit}weight: 100, better: higher, points: minmax}}}}
"""


def told(tmp_path: Path, header: str, texts: tuple[str, str], *, engine: str = "pandas", **said: str) -> tuple[Problem, ...]:
    (tmp_path / "team.yaml").write_text(SCHEME.format(**{"where": "", "unit": "", **said}), encoding="utf-8")
    one, other = texts
    (tmp_path / "march.csv").write_text(f"客服,成交,{header}\n小美,120,{one}\n小丹,7,{other}\n小雨,60,{one}\n", encoding="utf-8")
    return csscore.rank(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"), engine=engine).problems


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize(
    ("header", "one", "other", "code"),
    [
        *(("时长单位", "秒", "分", "D560"), ("Time unit", "s", "min", "D560"), ("Duration unit", "ms", "s", "D560")),
        *(("金额单位", "元", "万元", "D560"), ("成交单位", "k", "CNY", "D560"), ("時間単位", "秒", "分", "D560")),
        *(("单位", "件", "箱", None), ("金额单位", "元", "圆", None), ("所属单位", "售后部", "售前部", None)),
        *(("币种", "CNY", "USD", "D571"), ("Currency", "€", "$", "D571"), ("币种", "CNY", "人民币", None)),
    ],
)
def test_rows_in_two_units_are_told(tmp_path: Path, engine: str, header: str, one: str, other: str, code: str | None) -> None:
    found = [problem.code for problem in told(tmp_path, header, (one, other), engine=engine)]
    assert found == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("header", "one", "other"), [("Time unit", "s", "min"), ("时长单位", "秒", "分"), ("Order currency", "€", "$")]
)
def test_the_condition_that_is_offered_leaves_the_other_rows_out(tmp_path: Path, header: str, one: str, other: str) -> None:
    (problem,) = told(tmp_path, header, (one, other))
    where = re.search(r"where: (\"[^\"]+\"|\S+ == '[^']+')", problem.hint.en)
    assert where is not None
    assert [problem.code for problem in told(tmp_path, header, (one, other), where=f"{where[0]}\n")] == ["D350"]


def test_what_is_no_amount_has_no_currency(tmp_path: Path) -> None:
    assert told(tmp_path, "币种", ("CNY", "USD"), unit="unit: count, ") == ()

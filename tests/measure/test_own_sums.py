"""Rows that another column calls sums count beside what they sum up: told, with a condition that leaves them out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import csscore

SCHEME = "csscore: 1\nname: t\n{where}metrics: {{m: {{value: {{sum: 成交}}, weight: 100, points: minmax}}}}\npay: [{{formula: {{amount: m}}}}]\n"


def ranked(
    tmp_path: Path, header: str, rows: list[tuple[str, str, int]], *, where: str = "", engine: str = "pandas"
) -> csscore.Result:
    (tmp_path / "s.yaml").write_text(SCHEME.format(where=where), "utf-8")
    (tmp_path / "in.csv").write_text(f"客服,{header},成交\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows), "utf-8")
    return csscore.rank(str(tmp_path / "in.csv"), str(tmp_path / "s.yaml"), engine=engine)


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize(
    ("header", "one", "other", "whole"),
    [("日期", "2026-03-01", "2026-03-02", "合计"), ("时段", "10点", "11点", "全天"), ("Call channel", "Phone", "Chat", "All")],
)
def test_a_sum_of_ones_own_rows_is_told(tmp_path: Path, engine: str, header: str, one: str, other: str, whole: str) -> None:
    rows = [("小美", one, 5), ("小美", other, 7), ("小美", whole, 12), ("小丹", one, 3), ("小丹", other, 1), ("小丹", whole, 4)]
    found = ranked(tmp_path, header, rows, engine=engine)
    (problem,) = [problem for problem in found.problems if problem.code == "D576"]
    where = re.search(r"where: (\"[^\"]+\"|\S+ != '[^']+')", problem.hint.en)
    assert where is not None
    mended = ranked(tmp_path, header, rows, where=f"{where[0]}\n", engine=engine)
    # by hand: 5 + 7 and 3 + 1
    assert dict(zip(mended.agents.tolist(), (mended.pay / 100).tolist(), strict=True)) == {"小美": 12, "小丹": 4}
    assert "D576" not in {problem.code for problem in mended.problems}


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("店铺", ("本店", "分店", "本店")),
        ("渠道", ("Media", "Phone", "Media")),
        ("范围", ("全部", "全部", "全部")),
        ("岗", ("a", "a", "全部")),
    ],
)
def test_words_that_sum_up_nothing_are_not_told(tmp_path: Path, header: str, texts: tuple[str, str, str]) -> None:
    found = ranked(
        tmp_path,
        header,
        [(agent, text, 10 + at) for at, (agent, text) in enumerate(zip(("小美", "小美", "小丹"), texts, strict=True))],
    )
    assert "D576" not in {problem.code for problem in found.problems}

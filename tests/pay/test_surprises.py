"""People who are paid though the roster says that they are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

import csscore

SCHEME = """csscore: 1
name: team
metrics: {sales: {value: {sum: 销售额}, weight: 100, better: higher, points: minmax}}
pay: [{ladder: [100, 80]}]
"""
GONE = "离职 停用 已停用 账号已停用 禁用 已注销 停用(3月15日) disabled Deactivated SUSPENDED locked 정지 無効 gesperrt suspendido"
HERE = "在职 启用 正常 未停用 待离职 休職 停薪留职 active Enabled probation"


@pytest.mark.parametrize(
    ("status", "gone"), [*((word, True) for word in GONE.split()), *((word, False) for word in HERE.split())]
)
def test_who_is_gone_and_paid_is_told(tmp_path: Path, status: str, gone: bool) -> None:
    (tmp_path / "s.yaml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "in.csv").write_text("客服,销售额\n小美,100\n小丹,50\n", encoding="utf-8")
    (tmp_path / "r.csv").write_text(f"账号,姓名,状态\n小美,小美,{status}\n小丹,小丹,在职\n", encoding="utf-8")
    found = csscore.rank(str(tmp_path / "in.csv"), str(tmp_path / "s.yaml"), roster=str(tmp_path / "r.csv"))
    assert [problem.code for problem in found.problems] == (["P179"] if gone else [])
    if gone:
        assert f"{status}" in found.problems[0].message.zh
        assert "小美 (100.00)" in found.problems[0].message.en

"""In which currency the amounts are: what a column beside them states, the scheme's word, and texts that name none."""

from __future__ import annotations

from pathlib import Path

import pytest

import csscore
from csscore.problems import Rejected

SCHEME = """csscore: 1
name: team
metrics: {sales: {value: 销售额, unit: money, weight: 100, points: minmax}}
"""


def ranked(tmp_path: Path, rows: str, scheme: str = SCHEME) -> tuple[str, list[str]]:
    (tmp_path / "team.yaml").write_text(scheme, encoding="utf-8")
    (tmp_path / "march.csv").write_text(f"客服,币种,销售额\n{rows}", encoding="utf-8")
    try:
        result = csscore.rank(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"))
    except Rejected as rejected:
        return "", [problem.code for problem in rejected.problems]
    return result.currency, [problem.code for problem in result.problems]


@pytest.mark.parametrize("other", ["其他", "", "-"])
def test_a_text_that_names_no_currency_contradicts_none(tmp_path: Path, other: str) -> None:
    assert ranked(tmp_path, f"小美,USD,12\n小丹,{other},7\n") == ("USD", ["D265"])


def test_two_currencies_are_neither_added_nor_compared(tmp_path: Path) -> None:
    assert ranked(tmp_path, "小美,USD,12\n小丹,EUR,7\n")[1] == ["D262", "D265"]


def test_a_currency_that_the_scheme_names_is_compared_and_kept(tmp_path: Path) -> None:
    assert ranked(tmp_path, "小美,USD,12\n小丹,USD,7\n", f"{SCHEME}currency: EUR\n") == ("", ["D263"])
    assert ranked(tmp_path, "小美,USD,12\n小丹,USD,7\n", f"{SCHEME}currency: USD\n") == ("USD", [])


def test_amounts_in_two_currencies_settle_none(tmp_path: Path) -> None:
    rows = "小美,,$12\n小丹,,€7\n"
    assert ranked(tmp_path, rows) == ("", ["D262"])
    assert ranked(tmp_path, rows, f"{SCHEME}currency: GBP\n") == ("", ["D262"])
    assert ranked(tmp_path, "小美,,€12\n小丹,,€7\n") == ("EUR", ["D265"])
    assert ranked(tmp_path, "小美,,12\n小丹,,7\n")[1] == []

"""What people are shown of a number, and the exact text that programs get."""

from __future__ import annotations

import numpy as np
import pytest

from csscore.report.terminal import lines
from csscore.report.view import Column, agent_column, ranking
from csscore.words import same
from tests.report.results import three, units


def column(kind, values, **given) -> Column:
    return Column("x", same("x"), kind, np.array(values, dtype=np.float64), **given)


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        ("percent", [0.4523, 0.5, np.nan], ["45.23", "50.00", "–"]),
        ("percent", [0.45, 1.0], ["45", "100"]),
        ("percent", [0.451255, 0.2], ["45.13", "20.00"]),
        ("seconds", [38.5, 21.0], ["38.5", "21.0"]),
        ("seconds", [0.005, 0.015], ["0.01", "0.02"]),
        ("money", [1234567.5, -3.0], ["1,234,567.50", "-3.00"]),
        ("number", [3.0, 12.0], ["3", "12"]),
        ("number", [1 / 8, 2.00005], ["0.1250", "2.0001"]),
    ],
)
def test_what_people_are_shown(kind: str, values: list[float], shown: list[str]) -> None:
    assert column(kind, values, least=2 if kind == "money" else 0).shown() == shown


def test_exact_texts_are_not_rounded() -> None:
    assert column("percent", [0.451255, np.nan]).texts() == ["0.451255", None]


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("money", "销售额（元）", "sales (CNY)"),
        ("percent", "转化率（%）", "conversion (%)"),
        ("seconds", "响应（秒）", "response (s)"),
        ("number", "单数", "orders"),
    ],
)
def test_headers_carry_the_unit(kind: str, zh: str, en: str) -> None:
    from csscore.words import Words

    title = Words(zh.split("（", maxsplit=1)[0], en.split(" (", maxsplit=1)[0])
    headed = Column("x", title, kind, np.array([1.0]))
    assert (headed.headed("zh", "CNY"), headed.headed("en", "CNY")) == (zh, en)


def test_another_currency_keeps_its_code() -> None:
    assert Column("pay", same("pay"), "money", np.array([1.0])).headed("zh", "JPY") == "pay（JPY）"


def test_the_keys_are_stable() -> None:
    keys = [column.key for column in ranking(three(cohorts={"岗位": ["a", "a", "a"]}))]
    assert keys == [
        *("rank", "agent", "岗位", "score", "pay", "sales", "sales_points"),
        *("conversion", "conversion_points", "response", "response_points"),
    ]


def test_a_part_of_a_column() -> None:
    assert agent_column(three()).texts(1, 3) == ["阿强", "小丽"]


def test_counted_weight_stands_last_and_in_every_table() -> None:
    what = three(counted=units(["100", "66.6667", "90"], 4))
    assert [column.key for column in ranking(what)][-1] == "counted"
    assert ranking(what)[-1].texts() == ["100", "66.6667", "90"]
    header, _, *rows = [line.plain for line in lines(what, "zh", width=None, points=False)][2:7]
    assert "计入权重（%）" in header
    assert [row.split()[4] for row in rows] == ["100.0000", "66.6667", "90.0000"]

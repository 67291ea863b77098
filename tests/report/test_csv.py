"""The csv is what the csv module reads back: exact numbers, disarmed texts, stable headers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.report import csv as written
from csscore.report.csv import disarmed, write_csv
from csscore.result import Result
from csscore.words import Words
from tests.report.results import metric, result, three


def text_of(what: Result) -> str:
    out = io.BytesIO()
    write_csv(what, out, lang="en")
    return out.getvalue().decode()


def test_the_whole_file() -> None:
    assert text_of(three(cohorts={"岗位": ["售前", "售前", "售后"]})) == (
        "rank,agent,name,岗位,status,score,pay,rank bonus,reason,sales,sales_points,conversion,conversion_points,response,response_points\n"
        "1,小美,小美,售前,ranked,77.51,2500.00,2500.00,,128400.00,100.0000,0.4523,59.9234,38.5,55.4140\n"
        "2,阿强,阿强,售前,ranked,55.00,1500.00,1500.00,,99000.50,0.0000,0.5,100.0000,21,100.0000\n"
        ",小丽,小丽,售后,unranked,,0.00,,no sales,,,0.381234567,0.0000,60.25,0.0000\n"
    )


def test_nobody_is_a_header() -> None:
    assert text_of(result([])) == "rank,agent,name,status,score,pay,rank bonus,reason\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("＠x", "'＠x"),
        ("\tx", "'\tx"),
        ("小=美", "小=美"),
        ("007", "007"),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_disarmed(name: str, expected: str) -> None:
    assert disarmed(name) == expected
    assert next(csv.DictReader(io.StringIO(text_of(result([name])))))["agent"] == expected


def test_negative_numbers_are_not_disarmed() -> None:
    row = next(csv.DictReader(io.StringIO(text_of(result(["a"], scores=["-3.50"], pay=["-100.00"])))))
    assert (row["score"], row["pay"]) == ("-3.50", "-100.00")


def test_words_as_values_are_text() -> None:
    grades = metric("grade", ["优秀", "=cmd", None], ["100", "0", None], title=Words("评级", "grade"))
    rows = list(csv.DictReader(io.StringIO(text_of(result(["a", "b", "c"], metrics=[grades])))))
    assert [row["grade"] for row in rows] == ["优秀", "'=cmd", ""]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=20))
def test_any_names_survive(names: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(text_of(result(names)), newline="")))
    assert [row[1] for row in rows[1:]] == [disarmed(name) for name in names]


@given(st.lists(st.one_of(st.none(), st.decimals(places=4, min_value=-(10**9), max_value=10**9)), min_size=1, max_size=30))
def test_numbers_survive(numbers: list[Decimal | None]) -> None:
    values = [None if number is None else float(number) + 0.0 for number in numbers]
    points = [None if number is None else str(number) for number in numbers]
    agents = [f"agent {i}" for i in range(len(numbers))]
    rows = list(csv.DictReader(io.StringIO(text_of(result(agents, metrics=[metric("x", values, points)])))))
    assert [row["x"] and Decimal(row["x"]) for row in rows] == ["" if n is None else n for n in numbers]
    assert [row["x_points"] for row in rows] == ["" if n is None else f"{n:.4f}".replace("-0.0000", "0.0000") for n in numbers]


def test_blocks_and_long_names_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"客服{i}" for i in range(50)]
    names[7] = "长" * 400
    values = [i / 7 for i in range(50)]
    what = result(names, metrics=[metric("x", [round(v, 6) for v in values], [f"{v:.4f}" for v in values])])
    whole = text_of(what)
    monkeypatch.setattr(written, "_ROWS", 3)
    assert text_of(what) == whole
    assert len(list(csv.reader(io.StringIO(whole)))) == 51


def test_a_hundred_thousand_agents_are_written_as_one_by_one() -> None:
    count = 100_000
    random = np.random.default_rng(1)
    values = random.integers(0, 10**9, count) / 10_000
    big = result([f"a{i}" for i in range(count)], metrics=[metric("x", values.tolist(), [None] * count)])
    lines = text_of(big).splitlines()
    assert len(lines) == count + 1
    assert [line.split(",")[8] for line in lines[1:]] == [format(Decimal(repr(v)).normalize(), "f") for v in values.tolist()]


@pytest.mark.parametrize("name", ["小美", '"a"', "=1", "a\nb", "\ud800"])
def test_a_large_file_is_written_like_a_small_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="large files are written by pyarrow only where it is installed")
    values = [0.5, 128400.0, -3.25, 0.000000123456, 12.345, 0.0, np.nan, 100.0, 0.1]
    names = [name, *map(str, range(1, len(values)))]
    points = ["1.2345", None, "-0.0001", *["0.0000"] * (len(values) - 3)]
    rates = [value / 128 for value in values]
    metrics = [metric("sales", values, points, unit="money"), metric("rate", rates, points, unit="percent")]
    what = result(names, metrics=metrics, scores=["-3.50", *["0.05"] * (len(values) - 1)])
    small = text_of(what)
    monkeypatch.setattr(written, "LARGE", 4)
    monkeypatch.setattr(written, "_ROWS", 2)
    assert text_of(what) == small

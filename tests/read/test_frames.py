"""Frames and parquet files: the header on top, nothing changed but the Python types."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from csscore.read.container import book_of_frame

from .files import codes, opened, rows, write


def test_every_kind_of_column():
    frame = pd.DataFrame(
        {
            "客服": ["小美", "", None, "007"],
            "int": [1, 2, 3, 4],
            "float": [1.5, np.nan, 0.1, -0.0],
            "moment": [dt.datetime(2026, 3, 1, 10), pd.NaT, dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 3)],
            "span": pd.to_timedelta([1, None, 3, 4], unit="s"),
            "object": [np.int64(5), pd.NA, True, Decimal("1.10")],
            "category": pd.Categorical(["a", "b", None, "a"]),
            "nullable": pd.array([1, None, 3, 4], dtype="Int64"),
            "bool": [True, False, True, True],
            7: [dt.date(2026, 3, 1), dt.time(1, 2), "x", 2],
        }
    )
    book = book_of_frame(frame, "data")
    assert (book.file, book.container) == ("data", "frame")
    assert rows(book) == [
        ["客服", "int", "float", "moment", "span", "object", "category", "nullable", "bool", 7],
        ["小美", 1, 1.5, dt.datetime(2026, 3, 1, 10), dt.timedelta(seconds=1), 5, "a", 1, True, dt.date(2026, 3, 1)],
        [None, 2, None, None, None, None, "b", None, False, dt.time(1, 2)],
        [None, 3, 0.1, dt.datetime(2026, 3, 2), dt.timedelta(seconds=3), True, None, 3, True, "x"],
        ["007", 4, 0.0, dt.datetime(2026, 3, 3), dt.timedelta(seconds=4), 1.1, "a", 4, True, 2],
    ]
    assert {type(cell) for row in rows(book)[1:] for cell in row} <= {
        str, int, float, bool, dt.datetime, dt.date, dt.time, dt.timedelta, type(None),
    }  # fmt: skip


def test_a_named_index_is_a_column():
    frame = pd.DataFrame({"客服": ["a", "b", "a"], "金额": [1, 2, 3]}).groupby("客服").sum()
    assert rows(book_of_frame(frame)) == [["客服", "金额"], ["a", 4], ["b", 2]]
    assert rows(book_of_frame(pd.DataFrame({"x": [1]}, index=[9]))) == [["x"], [1]]


def test_headers_of_two_levels_and_repeated_headers():
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("接待", "人数"), ("接待", "率")]))
    assert rows(book_of_frame(frame)) == [["接待 人数", "接待 率"], [1, 2]]
    assert rows(book_of_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]))) == [["a", "a"], [1, 2]]


def test_an_empty_frame():
    assert rows(book_of_frame(pd.DataFrame({"a": []}))) == [["a"]]


def test_parquet(tmp_path):
    pytest.importorskip("pyarrow", reason="parquet needs pyarrow")
    path = tmp_path / "a.parquet"
    pd.DataFrame({"客服": ["小美", None], "金额": [1.5, np.nan], "日期": [dt.date(2026, 3, 1), None]}).to_parquet(path)
    book, problems = opened(path)
    assert not list(problems)
    assert book.container == "parquet"
    assert rows(book) == [["客服", "金额", "日期"], ["小美", 1.5, dt.date(2026, 3, 1)], [None, None, None]]


def test_damaged_parquet(tmp_path):
    pytest.importorskip("pyarrow", reason="parquet needs pyarrow")
    book, problems = opened(write(tmp_path / "a.parquet", b"PAR1" + b"x" * 100))
    assert book is None
    assert codes(problems) == ["D108"]


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    book, problems = opened(write(tmp_path / "a.parquet", b"PAR1"))
    assert book is None
    assert codes(problems) == ["D121"]
    assert "csscore[scale]" in problems.errors[0].hint.en


def test_short_floats_are_their_shortest_decimals():
    frame = pd.DataFrame({"f32": np.array([4.2, 0.1, np.nan], "f4"), "f16": np.array([0.95, 100.5, 0.1], "f2")})
    assert rows(book_of_frame(frame, "data"))[1:] == [[4.2, 0.95], [0.1, 100.5], [None, 0.1]]


def test_every_kind_of_parquet_column(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    china = dt.timezone(dt.timedelta(hours=8))
    table = pa.table(
        {
            "客服": pa.array(["小美", None]).dictionary_encode(),
            "csat": pa.array([4.2, None], pa.float32()),
            "order": pa.array([1234567890123456789, None]),
            "reply": pa.array([{"first": {"seconds": 1.5}, "by": "x"}, None]),
            "at": pa.array([dt.datetime(2026, 3, 1, 0, 30, tzinfo=china)] * 2, pa.timestamp("us", "Asia/Shanghai")),
            "paid": pa.array([Decimal("1.10"), None], pa.decimal128(12, 2)),
            "long": pa.array([Decimal("12345678901234567.10"), None], pa.decimal128(30, 2)),
            "t64": pa.array([dt.time(0, 1, 15), None], pa.time64("us")),
            "span": pa.array([dt.timedelta(seconds=75.5), None], pa.duration("ms")),
            "bytes": pa.array([b"abc", None]),
            "flag": pa.array([True, None]),
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    book, problems = opened(tmp_path / "a.parquet")
    assert not problems
    head, first, second = rows(book)
    assert head == [
        "客服",
        "csat",
        "order",
        "reply.first.seconds",
        "reply.by",
        "at",
        "paid",
        "long",
        "t64",
        "span",
        "bytes",
        "flag",
    ]
    moment = first.pop(5)
    assert (moment.isoformat(), second.pop(5)) == ("2026-03-01T00:30:00+08:00", moment)
    assert first == [
        *("小美", 4.2, 1234567890123456789, 1.5, "x", 1.1, "12345678901234567.10", dt.time(0, 1, 15)),
        *(dt.timedelta(seconds=75.5), "abc", True),
    ]
    assert second == [None] * 11

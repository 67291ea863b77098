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
        ["007", 4, 0.0, dt.datetime(2026, 3, 3), dt.timedelta(seconds=4), "1.10", "a", 4, True, 2],
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

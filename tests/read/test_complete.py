"""Rows that stop at a limit of formats or exports, with no banner that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csscore.read.complete import cut_off
from csscore.read.tables import choosing

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("container", "height", "rows", "told"),
    [
        ("csv", 10_001, 10_000, True),
        ("xlsx", 10_003, 10_000, True),
        ("json", 10_001, 10_000, True),
        ("csv", 10_000, 9_999, False),
        ("csv, gzip", 65_536, 65_535, True),
        ("xlsx", 65_537, 65_536, True),
        ("xls", 65_536, 65_530, True),
        ("csv", 1_048_577, 1_048_576, True),
        ("html", 1_048_576, 1_048_575, True),
        ("parquet", 10_001, 10_000, True),
        ("postgresql", 50_001, 50_000, True),
        ("sqlite", 65_536, 65_535, True),
        ("duckdb", 9_001, 9_000, False),
        ("frame", 65_537, 65_536, False),
        ("csv", 20_001, 20_000, False),
    ],
)
def test_rows_at_a_limit_are_told(container: str, height: int, rows: int, told: bool) -> None:
    assert (cut_off(container, height, rows, ()) is not None) is told


def test_a_folder_with_too_much_in_it_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.parquet", "a/c.parquet", "a/x.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert choosing.parquet_files(str(tmp_path)) == [str(tmp_path / "a/c.parquet"), str(tmp_path / "b.parquet")]
    monkeypatch.setattr(choosing, "MOST_INSIDE", 3)
    assert len(choosing.parquet_files(str(tmp_path))) == 2, "a folder of parquet is looked through, however much is in it"
    (tmp_path / "b.parquet").rename(tmp_path / "b.csv")
    (tmp_path / "c.csv").touch()
    (tmp_path / "d.csv").touch()
    assert not choosing.is_folder(str(tmp_path))

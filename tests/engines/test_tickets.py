"""The published figures of a help desk's teams (tests/test_tickets.py) come out of every engine."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

import csscore
from tests.test_tickets import SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Server

pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")


def test_every_engine_has_the_published_figures(server: Server, shared: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path, tickets = tmp_path / "teams.yaml", shared / "tickets" / "customer_support_tickets.csv"
    path.write_text(SCHEME, encoding="utf-8")
    expected = csscore.rank(str(tickets), str(path)).to_frame()
    with tickets.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{name: text or None for name, text in row.items()} for row in csv.DictReader(lines)]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "tickets.parquet")
    address = server.fill("tickets", dict.fromkeys(rows[0], "text"), rows)
    for files, engine in ((str(tmp_path / "tickets.parquet"), "duckdb"), (address, "auto")):
        assert csscore.rank(files, str(path), engine=engine).to_frame().equals(expected), engine

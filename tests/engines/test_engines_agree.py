"""Random months through every engine: the frame engine, DuckDB, PostgreSQL and the oracle say the same, in all digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")

from tests.engines.agreeing import try_month

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Server


@pytest.mark.parametrize("seed", range(12))
def test_engines_agree(server: Server, tmp_path: Path, seed: int) -> None:
    assert try_month(seed, tmp_path, server).agreed >= 2

"""Random months through every engine: the frame engine, DuckDB, PostgreSQL and the oracle say the same, in all digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")

from tests.engines.agreeing import try_month

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Server


@pytest.mark.parametrize("seed", [*range(12), 905])  # 905: a product of more than 15 digits before the point, told by all
def test_engines_agree(server: Server, tmp_path: Path, seed: int) -> None:
    assert try_month(seed, tmp_path, server).agreed >= 2

"""What was frozen still comes: in the suite what every scheme makes of every sample; cases and months with ``CSSCORE_FROZEN=all``."""

from __future__ import annotations

import os

import pytest

from tests.frozen.comparing import difference
from tests.frozen.freezing import HERE, file_of, frozen, lines, names

ALL = os.environ.get("CSSCORE_FROZEN") == "all"
NAMES = [name for name in names() if ALL or name.startswith("samples/")]


@pytest.mark.parametrize("name", NAMES)
def test_as_it_was(name: str) -> None:
    told = difference(name)
    assert told is None, told


def test_nothing_is_frozen_that_is_gone() -> None:
    assert {path for path in HERE.rglob("*.jsonl*") if path.is_file()} == {file_of(name) for name in names()}


@pytest.mark.parametrize("sample", [name.partition("/")[2] for name in names() if name.startswith("samples/")])
def test_every_scheme_over_every_sample_is_frozen(sample: str) -> None:
    records = [*frozen(f"samples/{sample}"), *frozen(f"refused/{sample}")]
    assert sorted(record["run"] for record in records if "run" in record) == sorted(lines(sample))

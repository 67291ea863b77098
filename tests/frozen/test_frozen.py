"""What was frozen still comes: in the suite what every scheme makes of every sample; cases and months with ``CSSCORE_FROZEN=all``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from csscore.measure.frame.engine import FrameEngine
from tests.frozen.comparing import difference
from tests.frozen.freezing import HERE, file_of, frozen, lines, names

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = os.environ.get("CSSCORE_FROZEN") == "all"
NAMES = [name for name in names() if ALL or name.startswith("samples/")]


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note what engines are asked after they have answered the plan."""
    asked: list[Any] = []
    answer = FrameEngine.answer

    def noted(self: FrameEngine, asks: Iterable[Any], elements: Any, size: int) -> Any:
        new = list(asks)
        asked.extend(new if hasattr(self, "answered") else ())
        self.answered = True  # type: ignore[attr-defined]
        return answer(self, new, elements, size)

    monkeypatch.setattr(FrameEngine, "answer", noted)
    return asked


@pytest.mark.parametrize("name", NAMES)
def test_as_it_was(name: str, late: list[Any]) -> None:
    told = difference(name)
    assert told is None, told
    assert not late, f"{name}: asked after the plan was answered"


def test_nothing_is_frozen_that_is_gone() -> None:
    assert {path for path in HERE.rglob("*.jsonl*") if path.is_file()} == {file_of(name) for name in names()}


@pytest.mark.parametrize("sample", [name.partition("/")[2] for name in names() if name.startswith("samples/")])
def test_every_scheme_over_every_sample_is_frozen(sample: str) -> None:
    records = [*frozen(f"samples/{sample}"), *frozen(f"refused/{sample}")]
    assert sorted(record["run"] for record in records if "run" in record) == sorted(lines(sample))

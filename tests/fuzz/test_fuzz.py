"""Two hundred changed inputs (CI runs ten thousand by `run.py`, these among them): each ends with a documented exit code, and nothing of a library's reaches the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fuzz.judging import Judge, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 1
CASES, CHUNK = 200, 50


@pytest.fixture(scope="module")
def judging() -> Iterator[Judge]:
    with judge() as found:
        yield found


@pytest.mark.parametrize("start", range(0, CASES, CHUNK))
def test_no_input_ends_it(judging: Judge, start: int) -> None:
    """What is found is made again by ``python tests/fuzz/run.py --seed 1 --show NUMBER``."""
    found = {number: faults for number in range(start, start + CHUNK) if (faults := judging.faults(SEED, number))}
    assert found == {}

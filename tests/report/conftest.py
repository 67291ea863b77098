"""What the tests of reports share."""

from __future__ import annotations

import pytest

from csscore.catalogue import CODES
from tests.report.results import TEST_CODES


@pytest.fixture(autouse=True)
def _codes(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, words in TEST_CODES.items():
        monkeypatch.setitem(CODES, code, words)

"""The command line with a stand-in for the pipeline, so that only the command line is tested."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import Result as Ended

from csscore.catalogue import CODES
from csscore.pipeline import Run as Computed
from csscore.result import Result
from tests.report.results import TEST_CODES, alone, three
from tests.running import invoke

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colours, 80 columns, English, an empty folder, codes of our own."""
    for code, words in TEST_CODES.items():
        monkeypatch.setitem(CODES, code, words)
    for name in ("FORCE_COLOR", "CSSCORE_DEBUG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run() -> Run:
    """Run a command line; standard output and standard error stay apart."""

    def run(*arguments: str, **options: Any) -> Ended:
        return invoke(arguments, **options)

    return run


class StandIn:
    """Takes the pipeline's place: remembers how it was called and answers with ``result``."""

    def __init__(self) -> None:
        self.result: Result = three()
        self.error: BaseException | None = None
        self.calls: list[tuple[Any, Any, dict[str, Any]]] = []

    def compute(self, data: Any, scheme: Any, **options: Any) -> Computed:
        self.calls.append((data, scheme, options))
        if self.error is not None:
            raise self.error
        return alone(self.result)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    monkeypatch.setattr("csscore.pipeline.compute", stand_in.compute)
    monkeypatch.setattr("csscore.report.workbook.write_live", lambda book, run, lang: [])
    return stand_in

"""Pages as the command line writes them, opened in the browser, and its ranking beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.report.page.browser import Browser, Page
from tests.running import invoke

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Write the page of some files with a scheme, and open it."""
    pages: list[Page] = []

    def show(*arguments: str, **how: Any) -> Page:
        path = tmp_path / f"page{len(pages)}.html"
        csscore("report", *arguments, "-o", str(path), "-q")
        pages.append(browser.open(path, **how))
        return pages[-1]

    yield show
    for page in pages:
        assert page.errors() == []
        assert [address for address in page.requests() if not address.startswith("file:///")] == []
        assert len(page.requests()) == 1
        page.close()


@pytest.fixture
def ranked(tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Rank on the command line, and return the agents of the JSON."""

    def rank(*arguments: str) -> list[dict[str, Any]]:
        path = tmp_path / "ranked.json"
        csscore("rank", *arguments, "-o", str(path), "-q", "--force")
        return json.loads(path.read_text("utf-8"))["agents"]

    return rank


def csscore(*arguments: str) -> None:
    """Run a command line that must succeed."""
    ended = invoke(arguments, catch_exceptions=False)
    assert ended.exit_code == 0, ended.output

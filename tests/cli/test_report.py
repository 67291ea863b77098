"""``csscore report`` and ``rank -o x.html``: the page lands in a file, whole, and only where it may."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MARCH = str(Path(__file__).parents[2] / "samples" / "march.xlsx")


@pytest.mark.parametrize(
    "given", [("report", "-o", "x.html"), ("rank", "-o", "x.htm"), ("rank", "--format", "html", "-o", "x.txt")]
)
def test_the_page_is_a_file(given: tuple[str, ...], run: Callable[..., Any], tmp_path: Path) -> None:
    ended = run(*given, MARCH, "-s", "presale", "-q")
    assert ended.exit_code == 0
    assert (tmp_path / given[-1]).read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_page_goes_through_a_pipe(run: Callable[..., Any]) -> None:
    ended = run("report", MARCH, "-s", "presale", "-q")
    assert ended.exit_code == 0
    assert ended.stdout.endswith("</html>\n")


def test_two_pages_of_one_month_are_equal_bytes(run: Callable[..., Any], tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert run("report", MARCH, "-s", "presale", "-q", "-o", name).exit_code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_page_that_is_there_is_not_overwritten(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("mine")
    ended = run("report", MARCH, "-s", "presale", "-q", "-o", "x.html")
    assert ended.exit_code == 4
    assert (tmp_path / "x.html").read_text() == "mine"


def test_nothing_is_written_of_a_scheme_that_is_wrong(run: Callable[..., Any], tmp_path: Path) -> None:
    ended = run("report", MARCH, "-s", "presale", "--set", "metrics.sales.weight=50", "-q", "-o", "x.html")
    assert ended.exit_code == 3
    assert not (tmp_path / "x.html").exists()

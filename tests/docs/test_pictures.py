"""The READMEs show pictures that are there, and the script that takes them still finds what it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.text import Text

from docs import pictures
from tests.conftest import ROOT
from tests.report.page.browser import Browser

PNG = b"\x89PNG\r\n\x1a\n"


def size(picture: Path) -> tuple[int, int]:
    """Return width and height, as a PNG says them in its first chunk."""
    head = picture.read_bytes()[:24]
    assert head.startswith(PNG)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


@pytest.mark.parametrize(("readme", "suffix"), [("README.md", ""), ("README.zh-CN.md", ".zh-CN")])
def test_pages_show_the_page_and_the_terminal(readme: str, suffix: str) -> None:
    pages = (ROOT / readme, ROOT / "docs" / f"why{suffix}.md")
    shown = [
        found for page in pages for found in re.findall(r"!\[[^\]]+\]\(((?:docs/)?images/[\w.-]+)\)", page.read_text("utf-8"))
    ]
    assert shown == [f"docs/images/page{suffix}.png", f"images/terminal{suffix}.png"]
    for name in (f"docs/images/{Path(found).name}" for found in shown):
        width, height = size(ROOT / name)
        assert width > 1000
        assert 500 < height < 1600
        assert (ROOT / name).stat().st_size < 200_000


def test_wide_signs_take_two_columns_and_blocks_their_eighths() -> None:
    html = pictures.as_html(Text.assemble("小 <", ("█▎", "color(67) on color(179)")))
    assert html.count("<span class=w") == 1
    assert "&lt;" in html
    assert "rgb(95,135,175) 100.0%,rgb(215,175,95) 100.0%" in html
    assert "rgb(95,135,175) 25.0%,rgb(215,175,95) 25.0%" in html


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_terminal_shows_everybody(lang: str) -> None:
    lines = pictures.plotted(lang).plain.splitlines()  # type: ignore[arg-type]
    assert lines[0] == f"$ {pictures.PLOT}"
    assert sum("█" in line and line.lstrip()[:1].isdigit() for line in lines) == 17
    assert any(line.lstrip().startswith("–  小柏") for line in lines)


def test_the_script_takes_all_of_them(tmp_path: Path, browser: Browser) -> None:
    taken = pictures.take(tmp_path, browser)
    assert sorted(path.name for path in taken) == sorted(path.name for path in pictures.IMAGES.glob("*.png"))
    assert all(min(size(path)) > 300 for path in taken)

"""Slips on paper have a page each, pictures are as tall as their slip; both bear the mark by which a folder is replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csscore.report.printing import browser
from csscore.report.slips.files import MARK
from tests.running import invoke

SCHEME = (
    "csscore: 1\nname: t\nmetrics: {sales: {title: Sales, value: sales, unit: money, weight: 100, points: minmax}}\n"
    "pay: [{ladder: [500, 300], beyond: zero, title: Bonus}]\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("march.csv").write_text("客服,销售额\n小美,128400\n小丹,96000\n<b>,80000\n", encoding="utf-8")
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    return tmp_path


def slips(*more: str) -> int:
    return invoke(["slips", "march.csv", "-s", "team.yaml", "--no-advice", "-q", "--lang", "zh", *more]).exit_code


def test_paper_has_a_page_for_each_and_pictures_are_as_tall_as_their_slip(here: Path) -> None:
    if browser() is None:
        pytest.skip("there is no Chromium here")
    assert slips("-o", "slips.pdf") == 0
    paper = Path("slips.pdf").read_bytes()
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 3
    assert set(re.findall(rb"Date \(D:(\d{8})", paper)) == {b"20000101"}  # the same slips are the same bytes
    assert slips("-o", "chat", "--format", "png", "-a", "小美", "-a", "<b>") == 0
    pictures = sorted(Path("chat").iterdir())
    assert [picture.name for picture in pictures] == ["_b_.png", "小美.png"]
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert MARK in data[:128]
        assert int.from_bytes(data[16:20], "big") == 780
        assert 1_000 < int.from_bytes(data[20:24], "big") < 4_000
    assert slips("-o", "chat", "--format", "png", "-a", "小美") == 4
    assert slips("-o", "chat", "--format", "png", "-a", "小美", "--force") == 0
    assert [picture.name for picture in Path("chat").iterdir()] == ["小美.png"]


def test_without_a_browser_pages_are_written_that_print_one_slip_a_page(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csscore.report.printing.browser", lambda: None)
    assert slips("-o", "slips.pdf") == 0
    assert not Path("slips.pdf").exists()
    page = Path("slips.html").read_text("utf-8")
    assert page.count("<section>") == 3
    assert "break-before: page" in page
    assert "<b>" not in page
    assert slips("-o", "slips.pdf") == 4  # slips.html is there
    assert slips("-o", "chat", "--format", "png") == 0
    assert {path.suffix for path in Path("chat").iterdir()} == {".html"}
    assert slips("-o", "chat.png") == 2

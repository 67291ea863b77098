"""Explanations, audits and comparisons in a browser: on a phone words keep their width and wide tables scroll by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.report.page.axe import serious
from tests.report.page.conftest import csscore

if TYPE_CHECKING:
    from pathlib import Path

    from tests.report.page.browser import Browser

MARCH = (str(ROOT / "samples" / "march.xlsx"), "-s", "presale", "-q")
DOCUMENTS = {
    "explain": ("explain", *MARCH, "--agent", "小麦", "--lang", "zh"),
    "audit": ("audit", *MARCH, "--lang", "zh"),
    "diff": ("diff", *MARCH, "--set", "metrics.sales.weight=40", "--set", "metrics.conversion.weight=50", "--lang", "en"),
    "trend": ("trend", str(ROOT / "samples" / "halfyear" / "*.csv"), "-s", "presale", "-q", "--lang", "en"),
}
NARROWEST = """Math.min(...[...document.querySelectorAll("tbody th")].map((cell) => cell.clientWidth))"""
UNREACHED = """[...document.querySelectorAll("table")].filter((table) => {
  const area = table.closest(".scroll");
  return !area || area.tabIndex !== 0 || area.getAttribute("role") !== "region" || !area.getAttribute("aria-label");
}).length"""
LANDMARKS = """["main", "header", "h1", "main section > h2"].map((name) => document.querySelectorAll(name).length)"""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_on_a_phone(browser: Browser, tmp_path: Path, name: str) -> None:
    path = tmp_path / "document.html"
    csscore(*DOCUMENTS[name], "-o", str(path))
    page = browser.open(path, width=390, mobile=True)
    assert page.run("document.documentElement.scrollWidth") <= 390
    assert (page.run(NARROWEST) or 60) >= 60  # a word of four signs, and not one sign a line
    assert page.run(UNREACHED) == 0
    main, header, title, sections = page.run(LANDMARKS)
    assert (main, header, title) == (1, 1, 1)
    assert sections >= 2
    assert serious(page) == []
    assert page.errors() == []
    assert len(page.requests()) == 1
    page.close()


def test_it_is_found_what_nobody_can_read_or_name(browser: Browser, tmp_path: Path) -> None:
    """Of the checks themselves: a pale word, a pale word in the dark, a field without a name."""
    path = tmp_path / "bad.html"
    path.write_text(
        "<!doctype html><html lang=en><title>bad</title><style>"
        "@media (prefers-color-scheme: dark) { body { background: #111 } h1 { color: #333 } }"
        "</style><main><h1>Bad</h1><p style='color: #ccc; background: #fff'>pale</p><input></main></html>",
        encoding="utf-8",
    )
    page = browser.open(path)
    found = sorted(line.split()[:2] for line in serious(page))
    page.close()
    assert found == [["color-contrast:", "h1"], ["color-contrast:", "p"], ["color-contrast:", "p"], ["label:", "input"]]

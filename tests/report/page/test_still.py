"""Where the script can't run, the table and its reasons are there to be read: they stand in the markup itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.report.page.conftest import csscore

if TYPE_CHECKING:
    from tests.report.page.browser import Browser

SCHEME = """csscore: 1
name: team
metrics: {sales: {value: sales, unit: money, weight: 100, points: minmax}}
gates: [{name: 少, when: sales < 60, then: {score: at_most 5}}]
pay: [{ladder: {first: 500, last: 100}}, {fixed: 20, title: 餐补}]
"""
ROWS = "客服,销售额\n<b>小鱼</b>,120\n麦子,100\n阿青,50\n"


class Cells(HTMLParser):
    """Collects the cells of the table that stands in the markup."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        self._in = tag in {"td", "th"}
        if self._in:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._in:
            self.rows[-1][-1] += data


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "march.csv").write_text(ROWS, "utf-8")
    (tmp_path / "team.yaml").write_text(SCHEME, "utf-8")
    csscore(
        "report",
        str(tmp_path / "march.csv"),
        "--scheme",
        str(tmp_path / "team.yaml"),
        "-o",
        str(tmp_path / "page.html"),
        "-q",
        "--lang",
        "zh",
    )
    return tmp_path / "page.html"


def test_the_markup_has_the_ranking_and_why(page: Path) -> None:
    text = page.read_text("utf-8")
    cells = Cells()
    cells.feed(text[text.index('<div id="still">') : text.index("<main>")])
    assert cells.rows[0][:4] == ["名次", "客服", "总分", "应发（元）"]
    # 120, 100 and 50: 100 points, 50/70 of 100, and 0; a ladder 500, 300, 100; 20 each
    assert [row[:4] for row in cells.rows[1:]] == [
        ["1", "<b>小鱼</b>", "100.00", "520.00"], ["2", "麦子", "71.43", "320.00"], ["3", "阿青", "0.00", "120.00"],
    ]  # fmt: skip
    assert cells.rows[2][-1] == "名次奖金 300.00，第 2 名；餐补 20.00，固定"
    assert cells.rows[3][-1].startswith("少：")


def test_without_script_the_table_is_shown_and_nothing_that_would_not_answer(page: Path, browser: Browser) -> None:
    found = browser.open(page, script=False)
    assert found.seen("#still table")
    assert not found.seen("main")
    assert not found.seen("#print")
    found.close()


@pytest.mark.parametrize(
    "broken",
    [
        ("<script>", "<script>1n2;"),  # a browser that can't read the script at all
        ("const showAll = () => {", "const showAll = () => { throw new TypeError();"),  # one that lacks what it calls
    ],
)
def test_a_script_that_fails_leaves_the_table(page: Path, browser: Browser, broken: tuple[str, str]) -> None:
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"))
    assert broken[0] in text
    page.write_text(text.replace(*broken), "utf-8")
    found = browser.open(page)
    assert found.seen("#still table")
    assert not found.seen("main")
    found.close()


def test_a_script_that_runs_takes_its_place(page: Path, browser: Browser) -> None:
    found = browser.open(page)
    assert found.errors() == []
    assert found.run("document.getElementById('still')") is None
    assert found.seen("main")
    found.close()

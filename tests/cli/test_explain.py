"""``csscore explain``: what is printed, in which format, for whom."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NASTY = "<script>alert(1)</script>"
TABLE = f"客服,销售额\n{NASTY},200000\n=1+1,150000\n[red],100000\n|a|,90000\n"
SCHEME = (
    "csscore: 1\nname: t\ntitle: Team\nmetrics: {sales: {title: Sales, value: sales, unit: money, weight: 100, points: minmax}}\n"
    "pay: [{ladder: [500, 300], beyond: zero, title: Bonus}]\n"
)
WHOLE = """\
=1+1: Team (t, version 1)
  place 2 of 4; score 54.55; pay 300.00 CNY

How the score adds up
  metric             value   points  weight   counts
  Sales     150,000.00 CNY  54.5455    100%  54.5455
  rounding                                   +0.0045
  ──────────────────────────────────────────────────
  score                                        54.55

How the pay adds up
  line       amount  because
  Bonus  300.00 CNY  place 2
  ──────────────────────────
  pay    300.00 CNY

Why not place 1
  <script>alert(1)</script>: place 1, score 100.00, pay 500.00 CNY
  metric               own          theirs  own counts  theirs counts  difference
  Sales     150,000.00 CNY  200,000.00 CNY     54.5455       100.0000    +45.4545
  rounding                                      0.0045         0.0000     −0.0045
  ───────────────────────────────────────────────────────────────────────────────
  gap                                                                    +45.4500

The smallest change that gains a place (all else as it is, everybody scored again)
  metric             now          change              to  brings
  Sales   150,000.00 CNY  +49,994.45 CNY  199,994.45 CNY  place 1 (shared by 2), score 100.00

Where each value comes from, and what it is worth
  Sales 150,000.00 CNY: column Sales
    march.csv:3 Sales 150000
    points 54.5455: the highest of the cohort 100, the lowest 0, the others in proportion · best 200,000, worst 90,000: \
(150,000 − 90,000) ÷ (200,000 − 90,000) × 100
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("COLUMNS")  # lines of any length
    (tmp_path / "march.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    return tmp_path


def asked(agent: str, *more: str) -> tuple[str, ...]:
    return "explain", "march.csv", "-s", "team.yaml", "--agent", agent, *more


def test_the_whole_page(here: Path, run: Run) -> None:
    ended = run(*asked("=1+1"))
    assert ended.exit_code == 0, ended.stderr
    assert ended.stdout == WHOLE


def test_in_chinese_against_somebody(here: Path, run: Run) -> None:
    lines = run(*asked("[red]", "--against", NASTY, "--lang", "zh")).stdout.splitlines()
    assert lines[:2] == ["[red]：Team（t 第 1 版）", "  在 4 人中第 3 名；总分 9.09；应发 0.00 元"]
    assert f"和 {NASTY} 相比" in lines
    assert "为什么不是第 2 名" in lines


def test_json_is_exact(here: Path, run: Run) -> None:
    said = json.loads(run(*asked("=1+1", "--format", "json")).stdout)
    assert (said["score"], said["pay"], said["rank"], said["ranked"]) == ("54.55", "300.00", 2, 4)
    assert [part["amount"] for part in said["parts"]] == ["54.5455", "0.0045"]
    assert said["metrics"]["sales"]["cells"] == [
        {"place": {"file": "march.csv", "cell": "B3", "line": 3}, "column": "sales", "text": "150000"}
    ]
    assert said["steps"] == [
        {
            "metric": "sales", "value": "150000", "to": "199994.45", "change": "49994.45", "rank": 1, "tied": 2, "score": "100.00",
            "tried_to": "200000000", "held": [],
        }
    ]  # fmt: skip


class Page(HTMLParser):
    """Keeps tags and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_names_stay_text_in_html(here: Path, run: Run) -> None:
    ended = run(*asked("=1+1", "-o", "mei.html"))
    assert (ended.exit_code, ended.stdout) == (0, "")
    page = Page((here / "mei.html").read_text(encoding="utf-8"))
    assert not {"script", "link", "img"} & set(page.tags)
    assert any(NASTY in text for text in page.texts)
    assert page.tags.count("table") == 4


def test_names_stay_text_in_markdown(here: Path, run: Run) -> None:
    text = run(*asked("|a|", "--format", "md")).stdout
    assert text.startswith("# \\|a\\|: Team (t, version 1)\n")
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") in {4, 6, 7}


def test_formats_are_its_own(here: Path, run: Run) -> None:
    assert run(*asked("=1+1", "--format", "csv")).exit_code == 2
    assert run(*asked("=1+1", "-o", "mei.xlsx")).exit_code == 2


def test_it_never_writes_onto_an_input(here: Path, run: Run) -> None:
    assert run(*asked("=1+1", "-o", "march.csv", "--format", "md")).exit_code in {2, 4}
    assert (here / "march.csv").read_text(encoding="utf-8") == TABLE


def test_strict_allows_no_warnings(here: Path, run: Run) -> None:
    """Somebody is not in the roster; that the scheme does not look at --history is no warning here."""
    assert run("rank", "march.csv", "-s", "team.yaml", "--period", "2026-02", "-o", "2026-02.json").exit_code == 0
    earlier = ("--history", "2026-02.json", "--period", "2026-03")
    assert run(*asked("=1+1", "--strict", *earlier)).exit_code == 0
    names = (NASTY, "=1+1", "[red]")
    (here / "roster.csv").write_text("账号,姓名\n" + "".join(f"{name},{name}\n" for name in names), encoding="utf-8")
    assert run(*asked("=1+1", "--roster", "roster.csv")).exit_code == 0
    strict = run(*asked("=1+1", "--roster", "roster.csv", "--strict", "-o", "mei.html"))
    assert (strict.exit_code, (here / "mei.html").exists()) == (3, False)
    assert "U301" in strict.stderr


@pytest.mark.parametrize("form", ["table", "md", "json", "html"])
def test_without_names_nobody_is_named(here: Path, run: Run, form: str) -> None:
    (here / "march.csv").write_text("客服,销售额\n小美,200000\n小丹,150000\n小丹丹,150000\n老王,90000\n", encoding="utf-8")
    decided = "客服,类型,项目,金额,原因,批准人\n小丹,money,补贴,100,替小美值班,老王\n"
    (here / "decided.csv").write_text(decided, encoding="utf-8")
    more = ("--anonymous", "--against", "老王", "--adjust", "decided.csv", "--format", form)
    ended = run(*asked("小丹", *more), env={"LANG": "zh_CN.UTF-8"})
    assert ended.exit_code == 0, ended.stderr
    assert not [name for name in ("小美", "小丹", "老王") if name in ended.stdout + ended.stderr]
    assert "第 2 名-1" in ended.stdout
    assert "第 1 名" in ended.stdout
    assert "值班" not in ended.stdout + ended.stderr  # a reason may tell who it is


def test_without_names_a_mistake_names_nobody(here: Path, run: Run) -> None:
    ended = run(*asked("nobody", "--anonymous"))
    assert ended.exit_code == 3
    assert "[red]" not in ended.stderr

"""``csscore diff``: the whole of what is printed on the sample month, the other formats, exit codes, and no names where none may be."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

GOLDEN = Path(__file__).parent / "golden"
CHANGE = ("--set", "metrics.sales.weight=40", "--set", "metrics.conversion.weight=50")


@pytest.fixture(autouse=True)
def _as_long_as_lines_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")


@pytest.fixture
def march(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.chdir(ROOT)
    return "diff", "samples/march.xlsx", "-s", "presale", "-q"


@pytest.mark.parametrize(
    ("golden", "more"),
    [
        ("diff-march.en.txt", CHANGE),
        ("diff-march.zh.txt", (*CHANGE, "--lang", "zh")),
        ("diff-march.md", (*CHANGE, "--format", "md")),
        ("diff-march.csv", (*CHANGE, "--format", "csv")),
        ("diff-march-over.zh.txt", (*CHANGE, "--over", "50", "--lang", "zh")),
        ("diff-march-several.en.txt", ("--to", "presale-rank", "--to", "presale-closing", "--over", "300")),
        ("diff-march-anonymous.en.txt", (*CHANGE, "--anonymous")),
    ],
)
def test_the_whole_output(golden: str, more: tuple[str, ...], march: tuple[str, ...], run: Run) -> None:
    """The files were read line by line before they were kept; the sums in them are tested where they are made."""
    ended = run(*march, *more)
    assert ended.exit_code == 0, ended.stderr
    assert ended.stdout == (GOLDEN / golden).read_text(encoding="utf-8")


def test_json_is_exact_and_adds_up(march: tuple[str, ...], run: Run) -> None:
    said = json.loads(run(*march, *CHANGE, "--format", "json").stdout)
    (found,) = said["comparisons"]
    assert [(change["path"], change["before"], change["after"]) for change in found["settings"]] == [
        ("metrics.sales.weight", "45", "40"), ("metrics.conversion.weight", "45", "50"),
    ]  # fmt: skip
    assert found["totals"]["pay"] == ["82300.00", "82299.99"]
    assert len(found["agents"]) == 43
    for agent in found["agents"]:
        assert sum(_units(part["change"], 4) for part in agent["parts"]) == _units(agent["score_change"], 4)
        assert sum(_units(line["change"], 2) for line in agent["lines"]) == _units(agent["pay_change"], 2)
    assert _units(found["totals"]["pay_change"], 2) == sum(_units(agent["pay_change"], 2) for agent in found["agents"]) == -1


def _units(text: str, digits: int) -> int:
    whole, _, decimals = text.lstrip("-").partition(".")
    return int(whole + decimals.ljust(digits, "0")) * (-1 if text.startswith("-") else 1)


def test_csv_has_everybody(march: tuple[str, ...], run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*march, *CHANGE, "--format", "csv").stdout)))
    assert len(rows) == 43
    assert sum(_units(row["pay_change"], 2) for row in rows) == -1
    over = list(csv.DictReader(io.StringIO(run(*march, *CHANGE, "--format", "csv", "--over", "50").stdout)))
    assert [row["agent"] for row in over] == [row["agent"] for row in rows if abs(_units(row["pay_change"], 2)) > 5000]


def test_exit_code_says_whether_anything_differs(march: tuple[str, ...], run: Run) -> None:
    assert run(*march, *CHANGE).exit_code == 0
    assert run(*march, *CHANGE, "--exit-code").exit_code == 1
    same = run(*march, "--to", "presale", "--exit-code")
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "  No difference: the same settings, places, scores and pay")
    assert run(*march, "--to", "presale", "--set", "version=2", "--exit-code").exit_code == 1


def test_two_months(tmp_path: Path, run: Run) -> None:
    table = "客服,销售额\n小美,128400\n小丹,96000\n阿宁,90000\n"
    (tmp_path / "march.csv").write_text(table, encoding="utf-8")
    (tmp_path / "april.csv").write_text(table.replace("阿宁", "新月").replace("90000", "99000"), encoding="utf-8")
    (tmp_path / "team.yaml").write_text(
        "csscore: 1\nname: t\ntitle: Team\nmetrics: {sales: {title: Sales, value: sales, unit: money, weight: 100, points: minmax}}\n"
        "pay: [{ladder: [500, 300, 100]}]\n",
        encoding="utf-8",
    )
    ended = run("diff", "march.csv", "-s", "team.yaml", "--data-to", "april.csv")
    assert ended.stdout == MONTHS
    anonymous = run("diff", "march.csv", "-s", "team.yaml", "--data-to", "april.csv", "--anonymous", "--format", "json")
    assert not any(name in anonymous.stdout for name in ("小美", "小丹", "阿宁", "新月"))
    assert [agent["agent"] for agent in json.loads(anonymous.stdout)["comparisons"][0]["agents"]] == [
        "was #1",
        "was #2",
        "was #3",
        "new 1",
    ]


MONTHS = """\
Team (t, version 1) march.csv → april.csv

What is different in the scheme
  the same scheme

What it comes to
                  before       after  change
  agents               3           3
  ranked               3           3
  mean score       38.54       36.42   −2.12
  pay         900.00 CNY  900.00 CNY
  1 gain 300.00 CNY together, 2 lose 300.00 CNY, 1 paid the same
  1 agent changes place; of 1 pairs 0 change order
  rank correlation: Kendall's τ-b 1.0000, Spearman's ρ 1.0000 (1 is the same order, 0 an unrelated one)

Where the change of pay comes from
  cause                   amount
  data (who is in both)  −200.00
  1 agent joining        +300.00
  1 agent leaving        −100.00
  ──────────────────────────────
  in all                    0.00

Who moves
  agent  place  move         score              pay   change  mostly through
  新月   – → 2            – → 9.26       – → 300.00  +300.00  joins
  阿宁   3 → –            0.00 → –       100.00 → –  −100.00  leaves
  小丹   2 → 3    ▼1  15.63 → 0.00  300.00 → 100.00  −200.00  Sales −15.63 (average −7.81)
  nothing changes for the other 1 agent
"""


class Texts(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def test_names_stay_text(tmp_path: Path, run: Run) -> None:
    (tmp_path / "march.csv").write_text("客服,销售额\n<script>alert(1)</script>,2\n=1+1,1\n|a|,0\n", encoding="utf-8")
    (tmp_path / "team.yaml").write_text(
        "csscore: 1\nname: t\nmetrics: {sales: {value: sales, weight: 100, points: minmax}}\nrank: {order: sales}\n",
        encoding="utf-8",
    )
    asked = ("diff", "march.csv", "-s", "team.yaml", "--set", "metrics.sales.better=lower", "--set", "metrics.sales.points=rank")
    assert run(*asked, "-o", "x.html").exit_code == 0
    assert not {"script", "link", "img"} & set(Texts((tmp_path / "x.html").read_text(encoding="utf-8")).tags)
    assert "'=1+1" in run(*asked, "--format", "csv").stdout
    assert "\\|a\\|" in run(*asked, "--format", "md", "-v").stdout


@pytest.mark.parametrize("amount", ["abc", "-5", "0.001"])
def test_over_wants_an_amount(amount: str, march: tuple[str, ...], run: Run) -> None:
    ended = run(*march, *CHANGE, "--over", amount)
    assert (ended.exit_code, "U104" in ended.stderr) == (2, True)


def test_what_is_supposed_is_said_and_hidden(march: tuple[str, ...], run: Run) -> None:
    asked = (
        "--change",
        "agent=小美,response=-5,conversion=+2%",
        "--without",
        "小丹",
        "--join",
        "agent=新人,like=小满,sales=*0.5",
    )
    ended = run(*march, *asked, "--over", "1000")
    assert ended.exit_code == 0, ended.stderr
    assert ended.stdout.splitlines()[:9] == [
        "Pre-sale: sales, conversion, response (presale, version 1) → 小美 Conversion + Response time, 小丹 leaves, 新人 joins",
        "",
        "What is supposed",
        "  小美: Conversion 46.01% → 48.01% (+2.00 percentage points)",
        "  小美: Response time 24.02 s → 19.02 s (−5 s)",
        "  小丹 leaves",
        "  新人 joins with the figures of 小满",
        "    新人: Sales 185,150.34 CNY → 92,575.17 CNY (−92,575.17 CNY)",
        "",
    ]
    (found,) = json.loads(run(*march, *asked, "--format", "json").stdout)["comparisons"]
    assert found["supposed"]["without"] == ["小丹"]
    assert found["supposed"]["joining"] == [{"agent": "新人", "like": "小满"}]
    assert found["supposed"]["values"][0] == {
        "agent": "小美", "metric": "conversion", "title": "Conversion", "before": "0.460141271443", "after": "0.480141271443",
    }  # fmt: skip
    cents = {cause: _units(amount, 2) for cause, amount in found["effects"].items() if cause != "order"}
    assert sum(cents.values()) == _units(found["totals"]["pay_change"], 2)
    for kind in ("table", "json", "csv", "html"):
        hidden = run(*march, *asked, "--anonymous", "--format", kind).stdout
        assert not any(name in hidden for name in ("小美", "小丹", "新人", "小满")), kind
    refused = run(*march, "--change", "agent=小妹,response=-5")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "error A112" in refused.stderr


def test_a_pipe_is_as_wide_as_columns_say(march: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are broken, tables keep every cell; a file and a pipe of which nobody says it take lines of any length."""
    whole = run(*march, *CHANGE, "--format", "table").stdout
    assert max(map(len, whole.splitlines())) > 100
    monkeypatch.setenv("COLUMNS", "60")
    narrow = run(*march, *CHANGE, "--format", "table").stdout
    assert narrow.split() == whole.split()
    sentences = [line for line in narrow.splitlines() if not line.startswith("  ") or " of " in line]
    assert max(map(len, sentences)) <= 60


def test_strict_writes_nothing_where_there_is_a_warning(tmp_path: Path, run: Run) -> None:
    """Between schemes, over months, against a table, and in a trend: a row is there twice (D256)."""
    for month in ("2026-01", "2026-02"):
        rows = "agent,item,sales\nMeihua,a,1\nMeihua,a,1\nDandan,b,3\n"
        (tmp_path / f"{month}.csv").write_text(rows.replace("3", month[-1]), encoding="utf-8")
    (tmp_path / "old.csv").write_text("agent,rank\nMeihua,1\nDandan,2\n", encoding="utf-8")
    scheme = "csscore: 1\nname: t\nmetrics: {sales: {value: sales, weight: 100, points: minmax}}\npay: [{fixed: 100}]\n"
    (tmp_path / "s.yaml").write_text(scheme, encoding="utf-8")
    change, both = ("--set", "pay[0].fixed=200"), ("2026-01.csv", "2026-02.csv")
    for command in (
        ("diff", "2026-01.csv", *change),
        ("diff", *both, "--periods", "2026-01..2026-02", *change),
        ("diff", "2026-01.csv", "--to-table", "old.csv"),
        ("trend", *both),
    ):
        strict = run(*command, "-s", "s.yaml", "-o", "out.txt", "--strict")
        assert (strict.exit_code, Path("out.txt").exists()) == (3, False), strict.stderr
        assert "U301" in strict.stderr
        assert run(*command, "-s", "s.yaml", "-o", "out.txt", "--force").exit_code == 0
        Path("out.txt").unlink()

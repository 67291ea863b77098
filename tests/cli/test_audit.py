"""``csscore audit``: formats, exit codes, languages, widths, and no names where none may be; its findings are tested where made."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest

from csscore.report.plain import width_of
from docs.making.session import folder, remembering
from tests.cli.conftest import Run
from tests.conftest import ROOT

SCHEME = """\
csscore: 1
name: team
metrics:
  sales: {title: {zh: 销售额, en: Sales}, value: sales, unit: money, weight: 60, points: minmax}
  response: {title: {zh: 响应, en: Response}, value: response_seconds, unit: seconds, better: lower, weight: 40, points: minmax}
pay: [{ladder: {first: 300, last: 100}, ties: each}]
"""
DATA = "客服,销售额,平均响应时长,班次\n张三丰,100,20,早\n李四光,90,10,早\n王五常,20,20,晚\n赵六合,10,25,晚\n"
NAMES = ("张三丰", "李四光", "王五常", "赵六合")


@pytest.fixture
def team(tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "march.csv").write_text(DATA, encoding="utf-8")
    return "audit", "march.csv", "-s", "team.yaml", "--draws", "100"


@pytest.fixture
def samples() -> Iterator[None]:
    """Go where the samples are; audits of them are computed once, whatever they are written as."""
    with folder(), remembering():
        yield


@pytest.mark.parametrize(
    ("lang", "arguments"),
    [
        ("zh", ("samples/march.xlsx", "-s", "presale")),
        ("en", ("samples/wages-march.csv", "-s", "score-share")),
        ("zh", ("samples/kpi-march.csv", "-s", "presale-places")),
        (
            "en",
            (
                "samples/aftersale-march.csv",
                *("-s", "aftersale", "--roster", "samples/aftersale-roster.csv", "--with", "exam=samples/exam-march.csv"),
            ),
        ),
    ],
)
def test_it_fits_the_terminal(arguments: tuple[str, ...], lang: str, run: Run, samples: None) -> None:
    """Every line is at most 80 columns wide, those of tables too."""
    ended = run("audit", *arguments, "--draws", "100", "-q", "--lang", lang, "--full")
    assert ended.exit_code == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("体检：" if lang == "zh" else "Audit: ")
    assert max(width_of(line) for line in lines) <= 80
    questions = [line for line in lines if line.endswith("？" if lang == "zh" else "?") and not line.startswith(" ")]
    assert len(questions) >= 8


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_matters_fits_a_screen(lang: str, run: Run, samples: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """24 to 40 lines of 100 columns, a line for what is found and a line for what to do; no method, no source."""
    monkeypatch.setenv("COLUMNS", "100")
    asked = ("samples/kpi-march.csv", "-s", "presale-bands", "--draws", "100", "-q", "--lang", lang)
    lines = run("audit", *asked).stdout.splitlines()
    assert 24 <= len(lines) <= 40
    assert max(width_of(line) for line in lines) <= 100
    found = [i for i, line in enumerate(lines) if line.strip().split(".")[0].isdigit()]
    assert len(found) >= 8
    assert all(lines[i + 1].startswith("    → ") or i + 1 in found for i in found)
    methods = ("Dirichlet", "狄利克雷", "Phipson", "Saltelli", "Pearson", "Spearman", "Lazear", "ρ", "p = ", "seed", "种子")
    assert [word for word in methods if word in "\n".join(lines)] == []
    assert ("先改这些再发钱" if lang == "zh" else "Mend before paying") not in lines
    written = run("audit", *asked, "--format", "md").stdout
    assert [line.strip(" #-").replace("\\", "") for line in written.splitlines() if line] == [
        line.strip() for line in lines if line
    ]


def test_weights_are_suggested_with_the_line_that_sets_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Followed, the line makes every metric count for what the scheme said, within the distance that was printed."""
    monkeypatch.chdir(ROOT)
    asked = ("audit", "samples/march.xlsx", "-s", "presale", "-q", "--lang", "zh")
    told = run(*asked, "--suggest", "--only", "budget").stdout.splitlines()
    (line,) = [line.strip() for line in told if "--set" in line]
    assert any("29 人换名次；16 人多拿共 712.20 元，13 人少拿共 712.21 元" in line for line in told)
    followed = json.loads(run(*asked, *line.split(), "--only", "weights", "--format", "json").stdout)
    shares = {row["part"]: Fraction(row["share"]) for row in followed["sections"][0]["tables"][0]["rows"]}
    metrics = {title: shares[title] for title in ("销售额", "询单转化率", "平均响应时间")}
    counted = {title: share / sum(metrics.values()) for title, share in metrics.items()}
    said = {"销售额": 45, "询单转化率": 45, "平均响应时间": 10}
    assert max(abs(100 * counted[title] - said[title]) for title in said) <= 1


def test_json_is_exact(team: tuple[str, ...], run: Run) -> None:
    said = json.loads(run(*team, "--format", "json", "-q").stdout)
    assert (said["scheme"]["name"], said["agents"], said["ranked"], said["seed"], said["draws"]) == ("team", 4, 4, 0, 100)
    found = [finding for section in said["sections"] for finding in section["findings"]]
    assert said["grades"] == {grade: sum(one["grade"] == grade for one in found) for grade in ("act", "look", "fine")}
    weights = next(section for section in said["sections"] if section["section"] == "weights")
    (table,) = weights["tables"]
    assert [row["part"] for row in table["rows"]][:2] == ["Sales", "Response"]
    assert abs(sum(Fraction(row["share"]) for row in table["rows"]) - 1) < Fraction(1, 10**9)
    budget = next(section for section in said["sections"] if section["section"] == "budget")
    # four people: 300 + 233.33 + 166.67 + 100 without ties, 4 · 300 all tied
    assert {row["people"]: (row["least"], row["most"]) for row in budget["tables"][0]["rows"]}[4] == ("800.00", "1200.00")


def test_csv_has_a_row_a_finding(team: tuple[str, ...], run: Run) -> None:
    found = list(csv.DictReader(io.StringIO(run(*team, "--format", "csv", "-q").stdout)))
    said = json.loads(run(*team, "--format", "json", "-q").stdout)
    assert [row["finding"] for row in found] == [one["finding"] for section in said["sections"] for one in section["findings"]]
    assert {row["grade"] for row in found} <= {"act", "look", "fine"}


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.bars = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.bars += tag == "td" and any(key == "style" for key, _ in attrs)


def test_a_page_loads_nothing_and_draws_bars(team: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    assert run(*team, "-o", "audit.html", "-q", "--full").exit_code == 0
    page = _Page((tmp_path / "audit.html").read_text(encoding="utf-8"))
    assert not {"script", "link", "img"} & set(page.tags)
    assert page.bars > 0


def test_markdown_has_all_rows(team: tuple[str, ...], run: Run) -> None:
    text = run(*team, "--format", "md", "-q", "--full").stdout
    assert text.startswith("# Audit: team")
    assert "-v shows all" not in text


def test_long_tables_are_cut_on_a_terminal_unless_all_is_wanted(run: Run, samples: None) -> None:
    asked = ("audit", "samples/march.xlsx", "-s", "presale", "--draws", "100", "--full")
    short, long = run(*asked, "-q").stdout, run(*asked, "-v").stdout
    assert "31 more rows; -v shows all" in short
    assert "-v shows all" not in long
    assert len(long.splitlines()) > len(short.splitlines()) + 60


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md", "html"])
def test_without_names(format_: str, team: tuple[str, ...], run: Run) -> None:
    ended = run(*team, "--format", format_, "--anonymous", "--lang", "zh", "--full")
    assert ended.exit_code == 0, ended.stderr
    assert not any(name in ended.stdout + ended.stderr for name in NAMES)
    assert "第 1 名" in ended.stdout


def test_the_exit_code_says_whether_to_pay(team: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """With a budget of 900 and 1200 for four who are tied, something has to be mended, and money would be wrong."""
    ended = run(*team, "-q")
    assert ended.exit_code == 0
    assert "Mend before paying" not in ended.stdout
    limited = ("audit", "march.csv", "-s", "limited.yaml", "--draws", "100", "-q")
    (tmp_path / "limited.yaml").write_text(SCHEME + "limits: {budget: 900}\n", encoding="utf-8")
    ended = run(*limited, "--exit-code")
    assert ended.exit_code == 1
    assert "the budget of 900 CNY may not do: 4 people can cost 1,200 CNY" in " ".join(ended.stdout.split())
    assert "Mend before paying" in ended.stdout
    assert run(*limited).exit_code == 0


def test_strict_refuses_warnings(team: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("账号,姓名\n" + "".join(f"{name},{name}\n" for name in NAMES[1:]), encoding="utf-8")
    assert run(*team, "--roster", "roster.csv").exit_code == 0
    ended = run(*team, "--roster", "roster.csv", "--strict")
    assert (ended.exit_code, ended.stdout) == (3, "")


def test_groups_are_columns_of_the_file_or_the_roster(team: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    assert "By 班次 (score p = " in run(*team, "--by", "班次", "-q", "--full").stdout
    ended = run(*team, "--by", "店铺", "-q")
    assert ended.exit_code == 3
    assert "店铺" in ended.stderr
    (tmp_path / "roster.csv").write_text(
        "账号,姓名,小组\n" + "".join(f"{name},{name},{'甲' if i % 2 else '乙'}\n" for i, name in enumerate(NAMES)),
        encoding="utf-8",
    )
    assert "By 小组 (score p = " in run(*team, "--by", "小组", "--roster", "roster.csv", "-q", "--full").stdout
    assert "By team (score p = " in run(*team, "--roster", "roster.csv", "-q", "--full").stdout


def test_shocks_are_tried_as_asked(team: tuple[str, ...], run: Run) -> None:
    told = " ".join(run(*team, "--shock", "销售额=*0.6,response=+5", "-q", "--full").stdout.split())
    assert "this shock (Sales ×0.6, Response +5 s): nobody's place changes, of 4 people" in told


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        (("--draws", "many"), 2, "--draws"),
        (("--seed", "x"), 2, "--seed"),
        (("--spread", "response"), 2, "--spread"),
        (("--format", "xlsx"), 2, "xlsx"),
        (("-o", "audit.xlsx"), 2, "xlsx"),
        (("--shock", "sales=3"), 3, "A130"),
        (("-o", "march.csv"), 4, "march.csv"),
    ],
)
def test_mistakes(wrong: tuple[str, ...], code: int, said: str, team: tuple[str, ...], run: Run) -> None:
    ended = run(*team, *wrong)
    assert (ended.exit_code, ended.stdout) == (code, "")
    assert said in ended.stderr


def test_settings_may_be_tried(team: tuple[str, ...], run: Run) -> None:
    ended = run(*team, "--set", "metrics.sales.weight=100", "--set", "metrics.response.weight=0", "-q")
    assert "metrics.sales.weight=100 metrics.response.weight=0" in ended.stdout

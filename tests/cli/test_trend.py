"""``csscore trend``: the whole of what is printed on the sample half-year, the other formats, and no names where none may be."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_diff import Texts
from tests.conftest import ROOT

GOLDEN = Path(__file__).parent / "golden"
PEOPLE = ("小松", "小荷", "阿笛", "豆芽", "小棠", "阿果", "小陶", "圆圆")
STREAK = ("--streak", "rank <= 3")


@pytest.fixture
def halfyear(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.chdir(ROOT)
    return "trend", "samples/halfyear/*.csv", "-s", "presale", "-q"


@pytest.mark.parametrize(
    ("golden", "more"),
    [
        ("trend-halfyear.en.txt", STREAK),
        ("trend-halfyear.zh.txt", (*STREAK, "--lang", "zh")),
        ("trend-halfyear-agent.en.txt", (*STREAK, "--agent", "豆芽")),
        ("trend-halfyear-agent.zh.txt", (*STREAK, "--agent", "豆芽", "--lang", "zh")),
        ("trend-halfyear-sales.zh.txt", ("--of", "sales", "-v", "--lang", "zh")),
        ("trend-halfyear.md", STREAK),
        ("trend-halfyear.csv", ("--format", "csv")),
        ("trend-halfyear.svg", ("--format", "svg", "--of", "score")),
        ("trend-halfyear-anonymous.en.txt", (*STREAK, "--anonymous")),
    ],
)
def test_the_whole_output(golden: str, more: tuple[str, ...], halfyear: tuple[str, ...], run: Run) -> None:
    """The files were read line by line before they were kept; the numbers in them are tested where they are made."""
    more = (*more, "--format", "md") if golden.endswith(".md") else more
    asked = halfyear[:-1] if "-v" in more else halfyear
    ended = run(*asked, *more)
    assert ended.exit_code == 0, ended.stderr
    assert ended.stdout == (GOLDEN / golden).read_text(encoding="utf-8")


def test_it_fits_80_columns(halfyear: tuple[str, ...], run: Run) -> None:
    from csscore.report.plain import width_of

    for of in ("rank", "score", "pay", "sales", "response", "conversion"):
        lines = run(*halfyear, *STREAK, "--of", of).stdout.splitlines()
        assert [line for line in lines[1:] if width_of(line) > 80] == [], of


def test_json_is_exact_and_adds_up(halfyear: tuple[str, ...], run: Run) -> None:
    said = json.loads(run(*halfyear, *STREAK, "--format", "json").stdout)
    found = said["trend"]
    periods = [period["period"] for period in found["periods"]]
    assert periods == [f"2026-{month:02}" for month in range(1, 7)]
    pay = [_cents(period["pay"]) for period in found["periods"]]
    for at, step in enumerate(found["steps"]):
        parts = {name: _cents(amount) for name, amount in step["pay"].items()}
        assert parts.pop("total") == sum(parts.values()) == pay[at + 1] - pay[at]
    for at, total in enumerate(pay):
        assert total == sum(_cents(one["periods"][at]["pay"]) for one in found["agents"] if one["periods"][at] is not None)
    sprout = next(one for one in found["agents"] if one["agent"] == "豆芽")
    assert [each["rank"] for each in sprout["periods"]] == [7, 7, 7, 7, 2, 2]
    assert sprout["periods"][0]["metrics"]["sales"] == {"value": "59534.23", "points": "0.0000"}
    assert sprout["readings"]["score"]["sign"] == "above"
    assert sprout["streaks"] == [
        {"flag": None, "when": "rank <= 3", "months": 3, "runs": [0, 0, 0, 0, 1, 2], "reached": [], "needed": 1}
    ]
    assert {"kind": "top", "period": "2026-05", "amount": 2} in sprout["milestones"]


def _cents(text: str) -> int:
    return int(text.replace(".", ""))


def test_a_trend_is_not_taken_for_a_result(tmp_path: Path, halfyear: tuple[str, ...], run: Run) -> None:
    out = tmp_path / "2026-07.json"
    assert run(*halfyear, "-o", str(out)).exit_code == 0
    ended = run(*halfyear[:2], str(out), *halfyear[2:])
    assert ended.exit_code == 3
    assert "D380" in ended.stderr


def test_csv_has_a_row_for_everybody_in_every_month(halfyear: tuple[str, ...], run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*halfyear, "--format", "csv").stdout)))
    assert len(rows) == 7 + 7 + 7 + 8 + 7 + 7
    months = [row["period"] for row in rows]
    assert months == sorted(months)
    own = list(csv.DictReader(io.StringIO(run(*halfyear, "--format", "csv", "--agent", "小陶").stdout)))
    assert [(row["period"], row["rank"]) for row in own] == [
        ("2026-01", "4"), ("2026-02", "4"), ("2026-04", "4"), ("2026-05", "7"), ("2026-06", "5"),
    ]  # fmt: skip


@pytest.mark.parametrize("format_", ["table", "csv", "json", "md", "html", "svg"])
@pytest.mark.parametrize("more", [(), ("--agent", "豆芽")])
def test_no_names(format_: str, more: tuple[str, ...], halfyear: tuple[str, ...], run: Run) -> None:
    ended = run(*halfyear, *STREAK, "--anonymous", "--format", format_, *more)
    assert ended.exit_code == 0
    assert not any(name in ended.output for name in PEOPLE)
    assert "#2" in ended.stdout


def test_no_names_in_mistakes(halfyear: tuple[str, ...], run: Run) -> None:
    ended = run(*halfyear, "--anonymous", "--agent", "豆丫")
    assert ended.exit_code == 3
    assert not any(name in ended.output for name in PEOPLE)


def test_the_page_of_one_agent_names_nobody_else(halfyear: tuple[str, ...], run: Run) -> None:
    page = run(*halfyear, *STREAK, "--agent", "豆芽", "--format", "html").stdout
    assert "豆芽" in page
    assert not any(name in page for name in PEOPLE if name != "豆芽")


def test_names_stay_text(tmp_path: Path, run: Run) -> None:
    rows = "客服,销售额\n<script>alert(1)</script>,2\n=1+1,1\n|a|,3\n"
    for month in ("2026-01", "2026-02"):
        (tmp_path / f"{month}.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "team.yaml").write_text(
        "csscore: 1\nname: t\ntitle: <b>T</b>\nmetrics: {sales: {title: '<i>S</i>', value: sales, weight: 100, points: minmax}}\n",
        encoding="utf-8",
    )
    asked = ("trend", "2026-01.csv", "2026-02.csv", "-s", "team.yaml", "--streak", "rank <= 3", "--months", "1", "-q")
    page = run(*asked, "--format", "html").stdout
    assert not {"script", "b", "i"} & set(Texts(page).tags)
    assert "&lt;script&gt;" in page
    assert not re.search(r"<[^>]+\son\w+=|https?://(?!www\.w3\.org/2000/svg)", page)
    table = run(*asked, "--format", "csv").stdout
    assert "\n2026-01,'=1+1,'=1+1," in table
    assert r"\|a\|" in run(*asked, "--format", "md").stdout
    assert "<script" not in run(*asked, "--format", "svg").stdout


def test_months_in_front_of_files_and_options(tmp_path: Path, run: Run) -> None:
    for name, sales in (("jan", 10), ("feb-a", 11), ("feb-b", 12)):
        (tmp_path / f"{name}.csv").write_text(f"account,sales\nmei-1,{sales}\ndan,5\n", encoding="utf-8")
    (tmp_path / "roster.csv").write_text("account,name\nmei-1,Mei\ndan,Dan\n", encoding="utf-8")
    (tmp_path / "adjust.csv").write_text("agent,kind,item,amount,reason,approved_by\nMei,money,x,5,help,Wang\n", encoding="utf-8")
    (tmp_path / "exam.csv").write_text("account,mark\nmei-1,7\ndan,8\n", encoding="utf-8")
    (tmp_path / "t.yaml").write_text(
        "csscore: 1\nname: t\nagent: [account]\nmetrics:\n"
        "  sales: {value: sales, weight: 100, points: minmax}\n  exam: {value: {mean: mark, from: exam}, weight: 0}\n"
        "pay: [{ladder: [20, 10]}]\n",
        encoding="utf-8",
    )
    ended = run(
        "trend", "2026-01=jan.csv", "2026-02=feb-*.csv", "-s", "t.yaml", "--roster", "2026-01=roster.csv", "--roster",
        "2026-02=roster.csv", "--adjust", "2026-02=adjust.csv", "--with", "exam=exam.csv", "--format", "json", "-v",
    )  # fmt: skip
    assert ended.exit_code == 0, ended.stderr
    assert "A169" in ended.stderr  # the exam is the same in both months
    found = json.loads(ended.stdout)["trend"]
    (mei,) = [one for one in found["agents"] if one["agent"] == "Mei"]
    assert [each["metrics"]["sales"]["value"] for each in mei["periods"]] == ["10", "23"]
    assert [each["pay"] for each in mei["periods"]] == ["20.00", "25.00"]
    assert found["steps"][0]["pay"]["adjustments"] == "5.00"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--adjust", "a.csv"), "U107"),
        (("--of", "luck"), "U104"),
        (("--roster", "a.csv", "--roster", "b.csv"), "U104"),
        (("--months", "0"), "U104"),
        (("--months", "three"), "U104"),
        (("--format", "xlsx"), "U104"),
        (("-o", "x.png"), "U121"),
    ],
)
def test_wrong_usage(more: tuple[str, ...], code: str, halfyear: tuple[str, ...], run: Run) -> None:
    ended = run(*halfyear, *more)
    assert ended.exit_code == 2
    assert code in ended.stderr
    assert ended.stdout == ""


def test_the_picture_is_a_file(tmp_path: Path, halfyear: tuple[str, ...], run: Run) -> None:
    out = tmp_path / "trend.svg"
    assert run(*halfyear, "-o", str(out), "--of", "score").exit_code == 0
    assert out.read_text("utf-8") == (GOLDEN / "trend-halfyear.svg").read_text("utf-8")

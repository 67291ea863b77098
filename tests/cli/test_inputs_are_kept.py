"""Nothing that a run reads is written onto, in whatever role, however it is spelt, with --force or without; no option drops a value."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from tests.running import invoke

SCHEME = """csscore: 1
name: team
include: [base.yaml, columns.yaml]
metrics:
  sales: {value: sales, unit: money, weight: 50, points: minmax}
  mark: {value: {mean: mark, from: exam}, unit: points, weight: 50, points: as_is}
pay:
  - {ladder: {first: 500, last: 100}}
"""
TEST = "- name: one\n  given: |\n    客服,销售额\n    甲,1\n  with:\n    exam: |\n      客服,mark\n      甲,50\n  expect: {rank: {甲: 1}}\n"
FILES = {
    "d.csv": "客服,销售额\n甲,300\n乙,200\n",
    "e.csv": "客服,mark\n甲,90\n乙,80\n",
    "r.csv": "账号,姓名\n甲,甲\n乙,乙\n",
    "a.csv": "客服,类型,金额,原因,批准人\n甲,扣款,5,x,y\n",
    "team.yaml": SCHEME,
    "base.yaml": "csscore: 1\nparams: {goal: 1}\n",
    "team.test.yaml": TEST,
    "other.yaml": SCHEME.replace("name: team", "name: other").replace("base.yaml", "base2.yaml"),
    "base2.yaml": "csscore: 1\n",
}
RUN = [
    "d.csv",
    "-s",
    "team.yaml",
    "--with",
    "exam=e.csv",
    "--roster",
    "r.csv",
    "--adjust",
    "a.csv",
    "--history",
    "h.json",
    "--period",
    "2026-03",
]
READ = ["d.csv", "e.csv", "r.csv", "a.csv", "h.json", "team.yaml", "base.yaml", "team.test.yaml"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the commands read, of which each test takes a copy."""
    folder = tmp_path_factory.mktemp("month")
    with contextlib.chdir(folder):
        for name, text in FILES.items():
            Path(name).write_text(text, encoding="utf-8")
        ended = invoke(["rank", "d.csv", "-s", "team.yaml", "--with", "exam=e.csv", "--period", "2026-02", "-o", "h.json"])
        assert ended.exit_code == 0, ended.stderr
    return folder


@pytest.fixture(autouse=True)
def month(tmp_path: Path, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def untouched() -> bool:
    return all(Path(name).read_text(encoding="utf-8") == text for name, text in FILES.items())


COMMANDS = {
    "rank": ["rank", *RUN, "--format", "csv"],
    "explain": ["explain", *RUN, "--agent", "甲", "--format", "json"],
    "diff": ["diff", *RUN, "--to", "other.yaml", "--format", "json"],
    "audit": ["audit", *RUN, "--format", "json"],
    "slips": ["slips", *RUN, "--format", "xlsx"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("file", [*READ, "other.yaml", "base2.yaml"])
def test_what_is_read_is_never_written_onto(command: str, file: str) -> None:
    if file in {"other.yaml", "base2.yaml"} and command != "diff":
        return
    before = Path(file).read_bytes()
    ended = invoke([*COMMANDS[command], "-o", file, "--force"])
    assert ended.exit_code == 4, ended.stderr
    assert "error U202" in ended.stderr or "error U122" in ended.stderr
    assert Path(file).read_bytes() == before


def test_of_trend_and_slips_and_tests_too() -> None:
    Path("2026-03.csv").write_text(FILES["d.csv"], encoding="utf-8")
    Path("2026-04.csv").write_text(FILES["d.csv"], encoding="utf-8")
    trend = [
        "trend",
        "2026-03.csv",
        "2026-04.csv",
        "-s",
        "team.yaml",
        "--with",
        "exam=e.csv",
        "--roster",
        "r.csv",
        "--adjust",
        "2026-03=a.csv",
    ]
    for file in ("2026-03.csv", "e.csv", "r.csv", "a.csv", "team.yaml", "base.yaml"):
        assert invoke([*trend, "--format", "csv", "-o", file, "--force"]).exit_code == 4
    for file in READ:
        ended = invoke(["slips", *RUN, "-o", "slips.xlsx", "--index", file, "--force"])
        assert ended.exit_code in {2, 4}, ended.stderr
    for file in ("team.test.yaml", "team.yaml", "base.yaml"):
        assert invoke(["test", "team.test.yaml", "--junit", file, "--force"]).exit_code == 4
    Path("schemes").mkdir()
    Path("schemes/mine.yaml").write_text(SCHEME, encoding="utf-8")
    Path("schemes/base.yaml").write_text("csscore: 1\n", encoding="utf-8")
    for file in ("schemes/mine.yaml", "schemes/base.yaml"):
        assert invoke(["schemes", "schema", "-o", file, "--force"]).exit_code == 4
    assert untouched()


def test_through_links_and_other_spellings() -> None:
    Path("soft.csv").symlink_to("d.csv")
    os.link("d.csv", "hard.csv")
    Path("sub").mkdir()
    for path in ("soft.csv", "hard.csv", "./d.csv", "sub/../d.csv", str(Path("d.csv").resolve()), "D.CSV"):
        ended = invoke([*COMMANDS["rank"], "-o", path, "--force"])
        assert ended.exit_code == 4, path
        assert "error U202" in ended.stderr
    assert untouched()


def test_a_pattern_leaves_out_what_is_written_and_says_so() -> None:
    Path("in").mkdir()
    Path("in/d.csv").write_text(FILES["d.csv"], encoding="utf-8")
    command = ["rank", "in/*", "-s", "team.yaml", "--with", "exam=e.csv", "-o", "in/out.csv", "--force"]
    assert "U129" not in invoke(command).stderr
    again = invoke(command)
    assert again.exit_code == 0
    assert "note U129: 'in/*' also matches what this run writes, which is not read: in/out.csv" in again.stderr
    assert invoke(["rank", "in/out*", *command[2:]]).exit_code == 2
    history = ["rank", *RUN[:-4], "--history", "*.json", "--period", "2026-03", "-o", "now.json", "--force"]
    assert invoke(history).exit_code == 0
    assert "note U129" in invoke(history).stderr
    assert invoke([*COMMANDS["rank"][:-2], "--format", "json", "-o", "h.json", "--force"]).exit_code == 4


TWICE = {
    "rank": [
        "--scheme",
        "--sheet?",
        "--roster",
        "--period",
        "--encoding",
        "--engine",
        "--format",
        "--output",
        "--fields",
        "--lang",
    ],
    "explain": ["--scheme", "--agent", "--against", "--roster", "--period", "--encoding", "--format", "--output", "--lang"],
    "diff": [
        "--scheme",
        "--roster",
        "--roster-to",
        "--period",
        "--period-to",
        "--encoding",
        "--over",
        "--format",
        "--output",
        "--lang",
    ],
    "audit": ["--scheme", "--draws", "--seed", "--roster", "--period", "--encoding", "--format", "--output", "--lang"],
    "trend": ["--scheme", "--agent", "--of", "--months", "--periods", "--encoding", "--format", "--output", "--lang"],
    "slips": ["--scheme", "--roster", "--period", "--encoding", "--format", "--order", "--index", "--output", "--lang"],
    "report": ["--scheme", "--roster", "--period", "--encoding", "--output", "--lang"],
    "inspect": ["--scheme", "--encoding", "--lang"],
    "check": ["--roster", "--period", "--encoding", "--lang"],
    "test": ["--junit", "--lang"],
}


@pytest.mark.parametrize(
    ("command", "option"), [(name, one) for name, options in TWICE.items() for one in options if "?" not in one]
)
def test_an_option_given_twice_is_refused(command: str, option: str) -> None:
    for values in (("x", "y"), ("x", "x")):
        ended = invoke([command, "d.csv", option, values[0], f"{option}={values[1]}"])
        assert ended.exit_code == 2
        assert f"error U126: the option {option} is given 2 times" in ended.stderr


def test_short_and_long_and_before_the_command() -> None:
    assert "U126" in invoke(["rank", "d.csv", "-s", "team", "--scheme", "other.yaml"]).stderr
    assert "U126" in invoke(["rank", "d.csv", "-s", "team.yaml", "-o", "a", "-ob"]).stderr
    assert "U126" in invoke(["--lang", "en", "rank", "d.csv", "--lang", "en"]).stderr
    assert "U126" in invoke(["schemes", "--lang", "en", "list", "--lang", "en"]).stderr
    assert "U128" in invoke(["rank", "d.csv", "-s", "team.yaml", "-q", "-v"]).stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--set", "params.goal=1", "--set", "params.goal=2"],
        ["--set", "metrics.sales.weight=40", "--set", "metrics.sales={value: sales, weight: 50, points: minmax}"],
        ["--set", "pay[0].ladder.first=1", "--set", "pay[0].ladder={first: 2, last: 1}"],
    ],
)
def test_a_setting_that_another_drops_is_refused(options: list[str]) -> None:
    ended = invoke(["rank", "d.csv", "-s", "team.yaml", *options])
    assert ended.exit_code == 2
    assert "error U127" in ended.stderr


def test_one_setting_by_two_paths() -> None:
    grouped = SCHEME.replace(
        "  sales:", "  all: {weight: 50, metrics: {one: {value: sales, weight: 100, points: minmax}}}\n  sales:"
    )
    Path("team.yaml").write_text(grouped.replace("unit: money, weight: 50", "unit: money, weight: 0"), encoding="utf-8")
    paths = ["--set", "metrics.one.weight=100", "--set", "metrics.all.metrics.one.weight=99"]
    ended = invoke(["rank", "d.csv", "-s", "team.yaml", "--with", "exam=e.csv", *paths])
    assert ended.exit_code == 3
    assert "error U127" in ended.stderr


def test_what_goes_together_is_taken_whole() -> None:
    ended = invoke(["rank", "d.csv", "-s", "team.yaml", "--with", "exam=e.csv", "--set", "metrics.sales.weight=40", "--set",
                    "metrics.mark.weight=60", "--adjust", "a.csv", "--adjust", "./r.csv"])  # fmt: skip
    assert ended.exit_code == 3  # the second file of adjustments is read, too: it is none
    assert "r.csv: error P262" in ended.stderr
    for option, one, two in (("--with", "exam=e.csv", "exam=r.csv"), ("--spread", "sales=1", "sales=2")):
        ended = invoke(["audit" if option == "--spread" else "rank", "d.csv", "-s", "team.yaml", option, one, option, two])
        assert ended.exit_code == 2
    assert "error U112" in invoke(["rank", "d.csv", "./d.csv", "-s", "team.yaml"]).stderr

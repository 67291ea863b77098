"""Wrong usage: exit code 2, one problem with what was perhaps meant, nothing on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from csscore.catalogue import CODES
from csscore.cli.usage import problem_of


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["rnak"],
            "error U101: there is no command 'rnak'\n  did you mean rank? the commands are: rank, report, slips, explain, diff, audit, trend, sample, open, inspect, check, test, run, approve, lock, reopen, amend, runs, verify, schemes\n",
        ),
        (
            ["schemes", "lst"],
            "error U101: there is no command 'lst'\n  did you mean list? the commands are: list, show, new, export, schema\n",
        ),
        (
            ["rank", "a.csv", "--schem", "s"],
            "error U102: csscore rank has no option '--schem'\n  did you mean --scheme? csscore rank --help lists them\n",
        ),
        (
            ["rank", "-s", "s"],
            "error U103: csscore rank needs FILES...\n  csscore rank [OPTIONS] FILES... --scheme NAME|PATH; csscore rank --help explains\n",
        ),
        (
            ["rank", "a.csv", "-s", "s", "--format", "cvs"],
            "error U104: --format can't be 'cvs'\n  did you mean csv? it may be: table, csv, json, md, xlsx, html\n",
        ),
        (["rank", "a.csv", "-s", "s", "--lang", "fr"], "error U104: --lang can't be 'fr'\n  it may be: zh, en\n"),
        (
            ["rank", "a.csv", "-s", "s", "--engine", "panda"],
            "error U104: --engine can't be 'panda'\n  did you mean pandas? it may be: auto, pandas, duckdb, spark\n",
        ),
        (["rank", "a.csv", "-s"], "error U105: the option -s needs a value\n  write -s VALUE; csscore --help explains\n"),
        (
            ["rank", "a.csv", "-s", "s", "--force=yes"],
            "error U109: the option --force takes no value\n  write --force alone\n",
        ),
        (
            ["rank", "a.csv", "-s", "s", "--with", "exam.xlsx"],
            "error U107: --with is written NAME=FILE, not 'exam.xlsx'\n  for example --with exam=exam.xlsx\n",
        ),
        (
            ["rank", "a.csv", "-s", "s", "--set", "=5"],
            "error U107: --set is written PATH=VALUE, not '=5'\n  for example --set metrics.sales.weight=50\n",
        ),
        (
            ["rank", "a.csv", "-s", "s", "--with", "a=x", "--with", "a=y"],
            "error U108: --with a=… is given twice\n  give one file for one name\n",
        ),
        (
            ["inspect", "my", "file.xlsx"],
            "error U110: csscore inspect has no use for 'file.xlsx'\n"
            "  csscore inspect [OPTIONS] FILE; a name with spaces needs quotes\n",
        ),
        (["rank", "*.xlsx", "-s", "s"], "error U111: no file matches '*.xlsx'\n  check the folder and the pattern\n"),
        (
            ["rank", "a.csv", "./a.csv", "-s", "s"],
            "error U112: the file './a.csv' is given twice, so each of its rows would count twice\n  leave one out; a pattern may have matched it, too\n",
        ),
        (
            ["rank", "a.parquet", "-s", "s", "--spark-master", "yarn"],
            "error U260: --spark-master is there, and the engine is auto\n  add --engine spark, or leave out --spark-master\n",
        ),
        (
            ["rank", "a.csv", "-s", "s", "-o", "x.xslx"],
            "error U121: the ending of 'x.xslx' names no format\n"
            "  did you mean .xlsx? end it in .csv, .json, .md, .markdown, .xlsx, .txt, .html, .htm, or add --format\n",
        ),
        (
            ["rank", "a.csv", "-s", "s", "-o", "x.xlsx", "--format", "csv"],
            "error U122: 'x.xlsx' ends in .xlsx, but --format says csv\n  change the ending, or leave --format out\n",
        ),
    ],
)
def test_mistakes(run, pipeline, arguments: list[str], said: str) -> None:
    ended = run(*arguments)
    assert (ended.exit_code, ended.stdout, ended.stderr) == (2, "", said)
    assert pipeline.calls == []


def test_mistakes_in_chinese(run) -> None:
    assert run("rank", "a.csv", "--schem", "s", "--lang", "zh").stderr == (
        "错误 U102: csscore rank 没有选项“--schem”\n  是不是 --scheme？全部选项见 csscore rank --help\n"
    )


def test_a_missing_scheme_names_what_there_is(run) -> None:
    Path("schemes").mkdir()
    Path("schemes/my-team.yaml").write_text("title: 我们组\n", "utf-8")
    said = run("rank", "a.csv").stderr
    assert said.startswith("error U103: csscore rank needs --scheme NAME|PATH\n")
    assert "my-team" in said


def test_patterns_are_written_out_and_sorted(run, pipeline) -> None:
    for name in ("b.csv", "a.csv", "c.txt"):
        Path(name).touch()
    assert run("rank", "*.csv", "-s", "s").exit_code == 0
    assert pipeline.calls[0][0] == ["a.csv", "b.csv"]


def test_a_file_may_be_called_like_a_pattern(run, pipeline) -> None:
    Path("a[1].csv").touch()
    run("rank", "a[1].csv", "-s", "s")
    assert pipeline.calls[0][0] == ["a[1].csv"]


def test_what_typer_may_yet_think_of_is_told_in_its_words() -> None:
    problem = problem_of(typer.BadParameter("that is odd"))
    assert problem.code == "U106"
    assert problem.message.en == "wrong usage: Invalid value: that is odd"


def test_every_code_says_what_to_do() -> None:
    assert [name for name, code in CODES.items() if name.startswith("U") and code.hint is None] == []

"""``csscore rank``: what it asks the pipeline, what goes to which stream in which form."""

from __future__ import annotations

import io
import json
from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest

from csscore.problems import Place, Problem, Rejected
from csscore.words import Words
from tests.report.results import result, three

BAD_CELL = Problem(
    "T100",
    Place("march.xlsx", "数据信息", "D17"),
    "平均响应时间",
    {"text": "九十五", "agent": "小美", "column": "平均响应时间", "remedy": Words("写 95 或 95秒", "write 95 or 95秒")},
)
FEW = Problem("T200", details={"count": 3})


def test_everything_is_passed_on(run, pipeline) -> None:
    ended = run(
        *("rank", "a.xlsx", "b.csv", "--scheme", "presale", "--sheet", "明细", "--with", "exam=e.xlsx", "--with", "old=o=1.csv"),
        *(
            "--roster",
            "r.csv",
            "--adjust",
            "a.csv",
            "--history",
            "2026-02.json",
            "2026-01.json",
            "--history=2025-12.json",
            "--period",
            "2026-03",
            "--set",
            "params.x=1",
            "--set",
            "metrics.sales.weight=50",
            "--encoding",
            "gbk",
        ),
    )
    assert ended.exit_code == 0
    assert pipeline.calls == [
        (
            ["a.xlsx", "b.csv"],
            "presale",
            {
                "sheet": ["明细"],
                "inputs": {"exam": "e.xlsx", "old": "o=1.csv"},
                "roster": "r.csv",
                "adjust": ["a.csv"],
                "history": ["2026-02.json", "2026-01.json", "2025-12.json"],
                "period": "2026-03",
                "sets": ["params.x=1", "metrics.sales.weight=50"],
                "encoding": "gbk",
                "engine": "auto",
                "spark_master": None,
            },
        )
    ]


@pytest.mark.parametrize(
    ("words", "files", "history"),
    [
        ("--history 1.json 2.json a.csv", ["a.csv"], ["1.json", "2.json"]),
        ("a.json --history=1.json 2.json", ["a.json"], ["1.json", "2.json"]),
        ("--history 1.json -- 2.json", ["2.json"], ["1.json"]),
        ("--history 1.json a.csv 2.json", ["a.csv", "2.json"], ["1.json"]),
    ],
)
def test_a_pattern_of_results_that_the_shell_wrote_out(run, pipeline, words, files, history) -> None:
    """Several results after one --history are results, never this month's data."""
    assert run("rank", "-s", "presale", *words.split()).exit_code == 0
    ((given, _, options),) = pipeline.calls
    assert (given, options["history"]) == (files, history)


def test_the_file_to_be_written_is_no_earlier_result(run, pipeline, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("2026-03.json", "2026-04.json"):
        (tmp_path / name).write_text("{}")
    ended = run("rank", "a.csv", "-s", "presale", "--history", "*.json", "-o", "2026-04.json", "--force")
    assert ended.exit_code == 0
    assert pipeline.calls[0][2]["history"] == ["2026-03.json"]


def test_a_pipe_gets_csv_without_a_mark(run, pipeline) -> None:
    ended = run("rank", "a.csv", "-s", "s")
    assert ended.stderr == ""
    assert ended.stdout_bytes.startswith(b"rank,agent,name,status,score,pay,rank bonus,reason,sales,")
    assert len(ended.stdout.splitlines()) == 4


def test_the_table_at_80_columns(run, pipeline) -> None:
    ended = run("rank", "a.csv", "-s", "s", "--format", "table", "--lang", "zh")
    assert ended.stdout == dedent("""\
        售前客服月度绩效（presale 第 3 版）

        名次  客服   总分  应发（元）  销售额（元）  询单转化率（%）  平均响应时间（秒）
        ────────────────────────────────────────────────────────────────────────────────
           1  小美  77.51    2,500.00    128,400.00            45.23               38.50
           2  阿强  55.00    1,500.00     99,000.50            50.00               21.00
           –  小丽      –        0.00             –            38.12               60.25

        共 3 人，排名 2 人，应发合计 4,000.00 元

        未排名
          小丽  没有销售额

        门槛
          阿强  回复率：总分不高于 60（回复率须达 95%）

        标记
          阿强  复训
        """)


def test_verbose_shows_points(run, pipeline, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "sales points" in run("rank", "a.csv", "-s", "s", "--format", "table", "-v").stdout
    assert "sales points" not in run("rank", "a.csv", "-s", "s", "--format", "table").stdout


def test_json_is_alone_on_standard_output(run, pipeline) -> None:
    pipeline.result = three(problems=[FEW])
    ended = run("rank", "a.csv", "-s", "s", "--format", "json")
    assert json.loads(ended.stdout)["problems"][0]["message"] == "only 3 agents"
    assert ended.stderr == "warning T200: only 3 agents\n  merge the groups\n"


def test_quiet_says_errors_only(run, pipeline) -> None:
    pipeline.result = three(problems=[FEW, Problem("T300", details={"count": 1})])
    assert run("rank", "a.csv", "-s", "s", "-q").stderr == ""
    assert run("rank", "a.csv", "-s", "s").stderr.endswith("note T300: only 1 agents\n")


def test_strict_allows_no_warning(run, pipeline) -> None:
    pipeline.result = three(problems=[FEW])
    ended = run("rank", "a.csv", "-s", "s", "--strict", "-o", "x.csv")
    assert (ended.exit_code, ended.stdout) == (3, "")
    assert ended.stderr == dedent("""\
        warning T200: only 3 agents
          merge the groups
        error U301: 1 warning, and --strict allows none
          settle the warnings above, or leave --strict out
        """)
    assert not Path("x.csv").exists()


def test_a_rejected_input_shows_everything_and_writes_nothing(run, pipeline) -> None:
    pipeline.error = Rejected((FEW, BAD_CELL))
    ended = run("rank", "march.xlsx", "-s", "s", "--format", "json", "-o", "x.json")
    assert (ended.exit_code, ended.stdout) == (3, "")
    assert ended.stderr == dedent("""\
        march.xlsx[数据信息]!D17: error T100: '九十五' is not a number (agent 小美, column 平均响应时间)
          write 95 or 95秒
        warning T200: only 3 agents
          merge the groups
        1 error; no result was produced
        """)
    assert list(Path().iterdir()) == []


def test_a_rejected_input_in_chinese_and_quiet(run, pipeline) -> None:
    pipeline.error = Rejected((BAD_CELL,))
    assert run("rank", "march.xlsx", "-s", "s", "-q", "--lang", "zh").stderr == (
        "march.xlsx[数据信息]!D17: 错误 T100: “九十五”不是数字（客服 小美，列 平均响应时间）\n  写 95 或 95秒\n"
    )


def test_anonymous_hides_people_in_everything(run, pipeline) -> None:
    for lang, label in (("en", "#1"), ("zh", "第 1 名")):
        pipeline.result = three(problems=[BAD_CELL])
        for form in ("table", "csv", "json", "md"):
            ended = run("rank", "a.csv", "-s", "s", "--anonymous", "--format", form, "--lang", lang)
            assert label in ended.stdout.replace("\\", "")
            assert "小美" not in ended.output
            assert "阿强" not in ended.output
    pipeline.error = Rejected((BAD_CELL,))
    assert "agent ***, column" in run("rank", "a.csv", "-s", "s", "--anonymous").stderr


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("x.csv", b"\xef\xbb\xbfrank,"),
        ("x.json", b'{\n  "csscore": 1,'),
        ("x.md", b"**Pre-sale"),
        ("x.markdown", b"**Pre-sale"),
        ("x.txt", b"Pre-sale, monthly"),
        ("x.xlsx", b"PK"),
        ("X.CSV", b"\xef\xbb\xbfrank,"),
    ],
)
def test_the_ending_tells_the_format(run, pipeline, file: str, begins: bytes) -> None:
    ended = run("rank", "a.csv", "-s", "s", "-o", file)
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, "", "")
    assert Path(file).read_bytes().startswith(begins)


def test_a_table_in_a_file_has_everything(run, pipeline) -> None:
    run("rank", "a.csv", "-s", "s", "-o", "x.txt", env={"COLUMNS": "40"})
    assert "response time (s)" in Path("x.txt").read_text("utf-8").splitlines()[2]


def test_a_workbook_goes_through_a_pipe(run, pipeline) -> None:
    ended = run("rank", "a.csv", "-s", "s", "--format", "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(ended.stdout_bytes)).sheetnames == ["Ranking", "Notes"]


def test_more_agents_than_a_sheet_holds(run, pipeline, monkeypatch) -> None:
    monkeypatch.setattr("csscore.report.workbook.MOST_AGENTS", 2)
    ended = run("rank", "a.csv", "-s", "s", "-o", "x.xlsx")
    assert ended.exit_code == 4
    assert ended.stderr == "error U205: a sheet holds 2 agents, and there are 3\n  write a csv: -o ranking.csv\n"
    assert not Path("x.xlsx").exists()


def test_standard_input_is_passed_on(run, pipeline) -> None:
    assert run("rank", "-", "-s", "s", input="a,b\n").exit_code == 0
    assert pipeline.calls[0][0] == ["-"]


def test_names_are_data_everywhere(run, pipeline) -> None:
    names = ["<script>alert(1)</script>", "=1+1", "../../x", "[red]", "名" * 200, "🦊", "a,b", 'q"', "\x1b[2J"]
    pipeline.result = result(names)
    table = run("rank", "a.csv", "-s", "s", "--format", "table").stdout
    assert "[red]" in table
    assert "\x1b" not in table
    assert [agent["agent"] for agent in json.loads(run("rank", "a.csv", "-s", "s", "--format", "json").stdout)["agents"]] == names
    assert "'=1+1" in run("rank", "a.csv", "-s", "s").stdout
    assert "<script>" not in run("rank", "a.csv", "-s", "s", "--format", "md").stdout.replace("\\<script\\>", "")


def test_colour_is_forced_and_forbidden(run, pipeline, monkeypatch) -> None:
    assert "\x1b" not in run("rank", "a.csv", "-s", "s", "--format", "table").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in run("rank", "a.csv", "-s", "s", "--format", "table").stdout
    monkeypatch.delenv("NO_COLOR")
    pipeline.result = result(["a", "b", "c"])
    coloured = run("rank", "a.csv", "-s", "s", "--format", "table").stdout
    assert "\x1b[32m" in coloured
    assert "\x1b" not in run("rank", "a.csv", "-s", "s", "--format", "csv").stdout


def test_plot_is_drawn_in_a_pipe_and_into_a_text_file(run, pipeline, tmp_path) -> None:
    ended = run("rank", "a.csv", "-s", "s", "--plot")
    assert ended.stdout.splitlines()[5].startswith("   1  小美   77.51  ████")
    assert max(map(len, ended.stdout.splitlines())) <= 80
    run("rank", "a.csv", "-s", "s", "--plot", "-o", "bars.txt", env={"COLUMNS": "120"})
    assert (tmp_path / "bars.txt").read_text("utf-8").splitlines()[:4] == ended.stdout.splitlines()[:4]


def test_plot_takes_no_other_format(run, pipeline) -> None:
    for wrong in (("--format", "json"), ("-o", "x.html")):
        ended = run("rank", "a.csv", "-s", "s", "--plot", *wrong)
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert "error U125: --plot draws bars as text, not as" in ended.stderr

"""Help pages, whole, in both languages."""

from __future__ import annotations

from textwrap import dedent

import pytest

from csscore.report.plain import width_of


def test_the_front_page(run) -> None:
    ended = run("--help")
    assert ended.exit_code == 0
    assert ended.stderr == ""
    assert ended.stdout == dedent("""\
        Score, rank and pay customer-service agents by YAML schemes; every number can be
        followed to its source.

        Usage: csscore [OPTIONS] COMMAND …

        Commands
          rank                      Score agents, rank them and work out their pay.
          report                    Write the ranking as one web page, to look at and to
                                    try other weights.
          slips                     Write slips: a workbook to print and cut, or a file
                                    for each agent.
          explain                   Explain one agent's score and pay.
          diff                      Compare schemes, months, or with today's table; ask
                                    what if.
          audit                     Is this scheme fit to pay on?
          trend                     Look at several months together: everybody's place,
                                    score, pay and metrics.
          sample                    Write a month to play with; people and numbers are
                                    invented.
          open                      Use it in this machine's browser: drop files, choose
                                    a scheme, look at the report, take workbook and
                                    slips along.
          inspect                   Show how a file is read: encoding, sheet, header,
                                    columns, rows left out.
          check                     Check a scheme, or a scheme on its data.
          test                      Run the tests of schemes.
          run                       Make the run of a month: all roles together,
                                    checked, written into the books.
          approve                   Approve the draft of a month; who prepared it can't.
          lock                      Lock the approved run of a month, in a chain with
                                    the month before.
          reopen                    Take an approval or a lock back, with the reason.
          amend                     Correct a locked month: version 2 beside version 1;
                                    the next run pays the difference.
          runs                      List the runs: state, version, totals, digest; or
                                    what people were paid in a year.
          verify                    Verify a result or a month's run: compute it again
                                    from its files and compare.
          schemes                   List the schemes; show one, start one.

        Other
              --version             print the version
              --lang zh|en          language; default: the system's
              --install-completion  install completion for the current shell
              --show-completion     print the completion script of the current shell
          -h, --help                show this page

        Examples:
          csscore rank march.xlsx --scheme presale
          csscore inspect march.xlsx

        Exit codes: 0 done · 1 the answer is no · 2 wrong usage · 3 input refused · 4 writing refused · 70 a bug
        """)


def test_csscore_alone_greets_and_names_what_one_needs(run) -> None:
    for lang in ("en", "zh"):
        ended = run("--lang", lang)
        assert (ended.exit_code, ended.stderr) == (0, "")
        assert all(f"  csscore {name}" in ended.stdout for name in ("sample", "inspect", "schemes", "rank"))
        assert max(width_of(line) for line in ended.stdout.splitlines()) <= 120


def test_a_page_in_chinese(run) -> None:
    assert run("schemes", "--help", "--lang", "zh").stdout == dedent("""\
        列出考核方案；查看、新建。

        用法：csscore schemes [选项] 命令 …

        命令
          list              列出方案
          show              用文字说明一个方案
          new               新建一份带注释的方案
          export            把方案写成 Excel 表格：权重、条件、金额都在格子里，改好的表
                            格直接用作 --scheme
          schema            打印方案的 JSON Schema，供编辑器检查和补全

        其他
              --lang zh|en  界面语言，默认随系统
          -h, --help        显示本页
        """)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", [["rank"], ["slips"], ["inspect"], ["check"], ["schemes"], ["schemes", "new"]])
def test_help_fits_the_terminal_and_both_spellings_work(run, command: list[str], lang: str) -> None:
    page = run(*command, "--help", env={"LANG": "zh_CN.UTF-8" if lang == "zh" else "en_US.UTF-8"}).stdout
    assert page == run("--lang", lang, *command, "-h").stdout
    body = page.split("\n例" if lang == "zh" else "\nExamples")[0]
    assert max(width_of(line) for line in body.splitlines()) <= 80
    assert not any(line.strip().startswith(tuple("，。；：、）")) for line in body.splitlines())


def test_headings_are_bold_only_in_colour(run, monkeypatch) -> None:
    assert "\x1b" not in run("--help").stdout
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1mCommands\x1b[0m" in run("--help").stdout


def test_the_version(run) -> None:
    from csscore import __version__

    assert run("--version").stdout == f"csscore {__version__}\n"

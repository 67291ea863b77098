"""The commands by name, with what they do; what a command takes and its work are imported when it is called."""

from __future__ import annotations

from typing import Annotated

import typer

from csscore import __version__
from csscore.cli import console
from csscore.cli.commands import Command, Group, later
from csscore.cli.entry import Application
from csscore.cli.language import Language, both
from csscore.words import Words

_SETTINGS = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    cls=Application,
    help=both(
        "按 YAML 方案给客服打分、排名、算名次奖金；每个数都能查到出处。",
        "Score, rank and pay customer-service agents by YAML schemes; every number can be followed to its source.",
    ),
    epilog=both(
        "例：\n  csscore rank 三月.xlsx --scheme presale\n  csscore inspect 三月.xlsx\n\n"
        "退出码：0 完成 · 1 结论为否 · 2 写法不对 · 3 输入有误，没有结果 · 4 拒绝写 · 70 程序错误",
        "Examples:\n  csscore rank march.xlsx --scheme presale\n  csscore inspect march.xlsx\n\n"
        "Exit codes: 0 done · 1 the answer is no · 2 wrong usage · 3 input refused · 4 writing refused · 70 a bug",
    ),
    context_settings=_SETTINGS,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


_GREETING = Words(
    """csscore 按方案给客服打分、排名、算奖金，每个数都能查到出处。

手头没有数据？先要一个月来试：
  csscore sample

有导出的表：
  csscore inspect 三月.xlsx                   看这张表认出了什么
  csscore schemes                             现成的方案有哪些
  csscore rank 三月.xlsx --scheme presale     打分、排名、奖金

全部命令：csscore --help · 某个命令怎么用：csscore rank --help""",
    """csscore scores, ranks and pays customer-service agents by a scheme; every number can be followed to its source.

No data at hand? Take a month to play with:
  csscore sample

With an export of your own:
  csscore inspect march.xlsx                  what was recognised in it
  csscore schemes                             which ready-made schemes there are
  csscore rank march.xlsx --scheme presale    scores, places, bonuses

All commands: csscore --help · how one is used: csscore rank --help""",
)


def _print_version(value: bool | None) -> None:
    if value:
        typer.echo(f"csscore {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - answered by its callback
        bool | None,
        typer.Option("--version", callback=_print_version, is_eager=True, help=both("打印版本号", "print the version")),
    ] = None,
    lang: Language = None,
) -> None:
    """Greet where no command is given."""
    speaker = console.begin(lang, quiet=False, verbose=False)
    if context.invoked_subcommand is None:
        typer.echo(speaker.text(_GREETING))


def _add(to: typer.Typer, name: str, work: str, text: str, epilog: str | None = None) -> None:
    """Add a command: ``work`` is ``module:function`` below `csscore.cli`."""
    to.command(name, cls=Command, context_settings=_SETTINGS, help=text, epilog=epilog)(later(work))


_add(
    app,
    "rank",
    "rank:rank",
    both(
        "给客服打分、排名、算奖金。\n\n每个警告都值得看：发错钱比多看一眼贵。",
        "Score agents, rank them and work out their pay.\n\nRead the warnings: a wrong payment costs more than a look.",
    ),
    both(
        "例：\n  csscore rank 三月.xlsx -s presale\n  csscore rank 三月.xlsx -s presale -o 排名.xlsx\n"
        "  csscore rank 'data/*.csv' -s aftersale --with exam=考试.xlsx --roster 花名册.csv --period 2026-03",
        "Examples:\n  csscore rank march.xlsx -s presale\n  csscore rank march.xlsx -s presale -o ranking.xlsx\n"
        "  csscore rank 'data/*.csv' -s aftersale --with exam=exam.xlsx --roster roster.csv --period 2026-03",
    ),
)
_add(
    app,
    "report",
    "report:report",
    both(
        "把排名写成一个网页文件，可以看、可以试算权重。\n\n不联网，一个文件发给谁都能打开。",
        "Write the ranking as one web page, to look at and to try other weights.\n\nOne file that asks no network for anything.",
    ),
    both(
        "例：\n  csscore report 三月.xlsx -s presale -o 三月.html\n"
        "  csscore report 三月.xlsx -s presale -o 公示.html --anonymous",
        "Examples:\n  csscore report march.xlsx -s presale -o march.html\n"
        "  csscore report march.xlsx -s presale -o notice.html --anonymous",
    ),
)
_add(
    app,
    "slips",
    "slips:slips",
    both(
        "写工资条：一份打印裁开的工作簿，或每人一个文件。\n\n每张只有本人的数据：值、得分、名次、每一笔钱和它的理由。",
        "Write slips: a workbook to print and cut, or a file for each agent.\n\n"
        "Each holds one person's data only: values, points, place, every amount with its reason.",
    ),
    both(
        "例：\n  csscore slips 三月.xlsx -s presale -o 工资条.xlsx\n"
        "  csscore slips 三月.xlsx -s presale -o 工资条/ --index 清单.csv --history 二月.json",
        "Examples:\n  csscore slips march.xlsx -s presale -o slips.xlsx\n"
        "  csscore slips march.xlsx -s presale -o slips/ --index list.csv --history february.json",
    ),
)
_add(
    app,
    "explain",
    "explain:explain",
    both(
        "解释一个客服的分数和奖金。\n\n从单元格到钱，为什么不是前一名，每项最少要改多少。",
        "Explain one agent's score and pay.\n\nFrom the cells to the money, why not one place higher, and what would do.",
    ),
    both(
        "例：\n  csscore explain 三月.xlsx -s presale --agent 小美\n"
        "  csscore explain 三月.xlsx -s presale --agent 小美 --against 小丹 -o 小美.html",
        "Examples:\n  csscore explain march.xlsx -s presale --agent Mei\n"
        "  csscore explain march.xlsx -s presale --agent Mei --against Dan -o mei.html",
    ),
)
_add(
    app,
    "diff",
    "diff:diff",
    both(
        "比较两个方案、两个月、和现在用的表；也能假设。\n\n改动了什么；每个人的名次、总分、应发怎样变，主要因为哪一项；总共多花多少。",
        "Compare schemes, months, or with today's table; ask what if.\n\n"
        "What is different, how everybody's place, score and pay change and through what, and what it costs.",
    ),
    both(
        "例：\n  csscore diff 三月.xlsx -s presale --set metrics.sales.weight=40 --set metrics.conversion.weight=50\n"
        "  csscore diff 三月.xlsx -s presale --to 新方案.yaml --over 100\n"
        "  csscore diff 三月.xlsx -s presale --change 'agent=小美,response=-5'\n"
        "  csscore diff 三月.xlsx -s presale --data-to 四月.xlsx -o 变化.html\n"
        "  csscore diff 三月.xlsx -s presale --to-table 旧表.xlsx#三月",
        "Examples:\n  csscore diff march.xlsx -s presale --set metrics.sales.weight=40 --set metrics.conversion.weight=50\n"
        "  csscore diff march.xlsx -s presale --to new.yaml --over 100\n"
        "  csscore diff march.xlsx -s presale --change 'agent=Mei,response=-5'\n"
        "  csscore diff march.xlsx -s presale --data-to april.xlsx -o change.html\n"
        "  csscore diff march.xlsx -s presale --to-table old.xlsx#March",
    ),
)
_add(
    app,
    "audit",
    "audit:audit",
    both(
        "体检：这个方案能不能拿来发钱。\n\n权重真不真、计分有没有断崖、靠不靠运气、淡季公不公平、最多要花多少，每条都说怎么办。",
        "Is this scheme fit to pay on?\n\nWhat weights really count for, cliffs, luck, seasons, groups, the most it can cost; "
        "each with what to do.",
    ),
    both(
        "例：\n  csscore audit 三月.xlsx -s presale\n"
        "  csscore audit 三月.xlsx -s presale --roster 花名册.csv --by 班次 -o 体检.html\n"
        "  csscore audit 三月.xlsx -s presale --shock 'sales=*0.6,response=+5'",
        "Examples:\n  csscore audit march.xlsx -s presale\n"
        "  csscore audit march.xlsx -s presale --roster roster.csv --by shift -o audit.html\n"
        "  csscore audit march.xlsx -s presale --shock 'sales=*0.6,response=+5'",
    ),
)
_add(
    app,
    "trend",
    "trend:trend",
    both(
        "几个月一起看：每个人的名次、总分、应发和各项指标怎样变。\n\n谁连续几个月达到条件，最近的变化是不是超出了平常的起伏。",
        "Look at several months together: everybody's place, score, pay and metrics.\n\n"
        "Who meets a condition for months in a row, and whether the latest movement is more than noise.",
    ),
    both(
        "例：\n  csscore trend 'data/2026-*.csv' -s presale\n  csscore trend '结果/*.json' -s presale --of sales --agent 小美\n"
        "  csscore trend 全年.xlsx -s presale --periods 2026-01..2026-06 --streak 'rank <= 3' -o 走势.html",
        "Examples:\n  csscore trend 'data/2026-*.csv' -s presale\n"
        "  csscore trend 'results/*.json' -s presale --of sales --agent Mei\n"
        "  csscore trend year.xlsx -s presale --periods 2026-01..2026-06 --streak 'rank <= 3' -o trend.html",
    ),
)
_add(
    app,
    "sample",
    "sample:sample",
    both(
        "写一个月的样例数据来试，人和数都是编的。\n\n不覆盖任何东西。",
        "Write a month to play with; people and numbers are invented.\n\nIt replaces nothing.",
    ),
    both("例：\n  csscore sample\n  csscore sample 试用", "Examples:\n  csscore sample\n  csscore sample try"),
)
_add(
    app,
    "open",
    "open:open_",
    both(
        "在这台电脑的浏览器里用：拖进表，选方案，看报告，带走工作簿和工资条。\n\n"
        "只有这台电脑能打开；按 Ctrl-C 结束，文件都删掉。",
        "Use it in this machine's browser: drop files, choose a scheme, look at the report, take workbook and slips along.\n\n"
        "Nobody else can reach it; Ctrl-C ends it and removes the files.",
    ),
    both("例：\n  csscore open\n  csscore open --lang zh --no-browser", "Examples:\n  csscore open\n  csscore open --no-browser"),
)
_add(
    app,
    "inspect",
    "inspect:inspect",
    both(
        "看看文件是怎样读的：编码、工作表、表头、每一列、去掉的行。",
        "Show how a file is read: encoding, sheet, header, columns, rows left out.",
    ),
)
_add(
    app,
    "check",
    "check:check",
    both(
        "检查方案；带上数据，就连同数据一起检查。\n\n有错误时退出码是 1。",
        "Check a scheme, or a scheme on its data.\n\nThe exit code is 1 where there are errors.",
    ),
)
_add(
    app,
    "test",
    "testing:run_tests",
    both(
        "运行方案的测试。\n\n有测试没通过时退出码是 1。",
        "Run the tests of schemes.\n\nThe exit code is 1 where one fails.",
    ),
    both(
        "例：\n  csscore test\n  csscore test presale -v\n  csscore test schemes --junit 结果.xml",
        "Examples:\n  csscore test\n  csscore test presale -v\n  csscore test schemes --junit outcome.xml",
    ),
)

_add(
    app,
    "run",
    "run:run",
    both(
        "算一个月的账：所有岗位一起算，检查，写进账本。\n\n发薪文件写明岗位、方案、文件和检查；写好的是草稿，批准、锁定以后才算数。",
        "Make the run of a month: all roles together, checked, written into the books.\n\n"
        "A payroll file names roles, schemes, files and checks.",
    ),
    both(
        "例：\n  csscore run --init\n  csscore run payroll.yaml --period 2026-03 --dry-run\n"
        "  csscore run payroll.yaml --period 2026-03",
        "Examples:\n  csscore run --init\n  csscore run payroll.yaml --period 2026-03 --dry-run\n"
        "  csscore run payroll.yaml --period 2026-03",
    ),
)
_add(
    app,
    "approve",
    "states:approve",
    both(
        "批准一个月的草稿；算账的人不能自己批准。\n\n批准只对这一份摘要有效，有任何改动就作废。",
        "Approve the draft of a month; who prepared it can't.\n\nIt holds for this digest alone: any change voids it.",
    ),
    both("例：\n  csscore approve runs/2026-03 --by 王主管", "Examples:\n  csscore approve runs/2026-03 --by Wang"),
)
_add(
    app,
    "lock",
    "states:lock",
    both(
        "锁定批准过的一个月，接在上个月的锁后面。\n\n锁定以后不能重算；要更正另有办法。",
        "Lock the approved run of a month, in a chain with the month before.\n\nA locked run is never overwritten.",
    ),
    both("例：\n  csscore lock runs/2026-03", "Examples:\n  csscore lock runs/2026-03"),
)
_add(
    app,
    "reopen",
    "states:reopen",
    both(
        "收回批准或锁定，写明原因。\n\n后面的月份已经锁定的，不能再打开。",
        "Take an approval or a lock back, with the reason.\n\nA month on which a later one was locked stays locked.",
    ),
    both(
        "例：\n  csscore reopen runs/2026-03 --by 王主管 --because 漏了一个店",
        "Examples:\n  csscore reopen runs/2026-03 --by Wang --because 'a shop is missing'",
    ),
)
_add(
    app,
    "amend",
    "amend:amend",
    both(
        "更正锁定的月份：第 2 版放在第 1 版旁边，差额由下一次 run 带上。\n\n先用 --preview 看影响多少人、多少钱。",
        "Correct a locked month: version 2 beside version 1; the next run pays the difference.\n\n"
        "--preview shows whom it reaches and what it costs.",
    ),
    both(
        "例：\n  csscore amend runs/2026-03 --adjust 更正.csv --preview\n  csscore amend runs/2026-03 --adjust 更正.csv",
        "Examples:\n  csscore amend runs/2026-03 --adjust correction.csv --preview\n"
        "  csscore amend runs/2026-03 --adjust correction.csv",
    ),
)
_add(
    app,
    "runs",
    "runs:runs",
    both(
        "列出每个月的账：状态、版本、合计、摘要；或一年里每个人发了多少。",
        "List the runs: state, version, totals, digest; or what people were paid in a year.",
    ),
    both(
        "例：\n  csscore runs payroll.yaml\n  csscore runs payroll.yaml --year 2026 -o 2026.csv",
        "Examples:\n  csscore runs payroll.yaml\n  csscore runs payroll.yaml --year 2026 -o 2026.csv",
    ),
)
_add(
    app,
    "verify",
    "verify:verify",
    both(
        "核对一个结果或一个月的账：用原来的文件重算，看是不是每一项都相同。\n\n不同时退出码是 1，并说出每个人第一处不同和原因。",
        "Verify a result or a month's run: compute it again from its files and compare.\n\n"
        "The exit code is 1 where it differs; each agent's first difference and the cause are told.",
    ),
    both(
        "例：\n  csscore verify 2026-03.json\n  csscore verify 存档/2026-03.json --in 存档/三月\n  csscore verify runs/2026-03",
        "Examples:\n  csscore verify 2026-03.json\n  csscore verify archive/2026-03.json --in archive/march\n"
        "  csscore verify runs/2026-03",
    ),
)

_schemes = typer.Typer(
    cls=Group,
    help=both("列出考核方案；查看、新建。", "List the schemes; show one, start one."),
    context_settings=_SETTINGS,
    invoke_without_command=True,
    rich_markup_mode=None,
)


@_schemes.callback()
def schemes(context: typer.Context, lang: Language = None) -> None:
    """List the schemes where no subcommand is given."""
    if context.invoked_subcommand is None:
        from csscore.cli.options import Talk
        from csscore.cli.schemes import list_

        list_(talk=Talk(lang=lang))


_add(_schemes, "list", "schemes:list_", both("列出方案", "list the schemes"))
_add(_schemes, "show", "scheme_files:show", both("用文字说明一个方案", "say in words what a scheme does"))
_add(_schemes, "new", "scheme_files:new", both("新建一份带注释的方案", "start a commented scheme"))
_add(
    _schemes,
    "export",
    "scheme_files:export",
    both(
        "把方案写成 Excel 表格：权重、条件、金额都在格子里，改好的表格直接用作 --scheme",
        "write a scheme as an Excel form: change weights, bands, amounts in cells; --scheme reads it",
    ),
    both(
        "例：\n  csscore schemes export presale -o 方案.xlsx\n  csscore rank 三月.xlsx --scheme 方案.xlsx",
        "Examples:\n  csscore schemes export presale -o scheme.xlsx\n  csscore rank march.xlsx --scheme scheme.xlsx",
    ),
)
_add(
    _schemes,
    "schema",
    "scheme_files:schema",
    both("打印方案的 JSON Schema，供编辑器检查和补全", "print the JSON Schema of schemes, for editors"),
)
app.add_typer(_schemes, name="schemes")

"""``csscore trend``: several months side by side, for the team or for one agent; analysis finds it, report writes it."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Final

import typer

from csscore import analysis, report
from csscore.cli import options
from csscore.cli.completion import complete_files, words_of
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.hiding import nameless
from csscore.cli.inputs import taken
from csscore.cli.language import both
from csscore.cli.months import dated_files, options_by_month
from csscore.cli.output import target
from csscore.cli.usage import choice
from csscore.cli.waiting import waiting
from csscore.words import Words, same

if TYPE_CHECKING:
    from csscore.cli.output import Target
    from csscore.trending import AgentTrend, Trend
    from csscore.words import Lang

FORMATS: Final = ("table", "csv", "json", "md", "html", "svg")
_MOST: Final = 99
_WHOLE: Final = Words("1 到 99 的整数", "a whole number from 1 to 99")
_INPUT, _LOOK, _OUTPUT = both("输入", "Input"), both("看什么", "What to look at"), both("输出", "Output")

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILES...",
        help=both(
            "各月的导出表或 csscore 写的结果（JSON）；月份看结果、文件名，或写在前面：2026-03=三月.xlsx",
            "exports, or JSON that csscore wrote; the month is in the result, the name, or in front: 2026-03=march.xlsx",
        ),
        autocompletion=complete_files,
    ),
]
Periods = Annotated[
    str | None,
    typer.Option(
        "--periods",
        metavar="FROM..TO",
        rich_help_panel=_INPUT,
        help=both(
            "看哪些月，如 2026-01..2026-06；名称里没有月份的文件按日期列分月",
            "which months, like 2026-01..2026-06; a file without a month in its name is cut by its dates",
        ),
    ),
]
Agent = Annotated[
    str | None,
    typer.Option(
        "-a", "--agent", metavar="AGENT", rich_help_panel=_LOOK, help=both("只看一个人的全部经过", "one agent's whole way")
    ),
]
Of = Annotated[
    str,
    typer.Option(
        "--of",
        metavar="WHAT",
        rich_help_panel=_LOOK,
        show_default=False,
        help=both(
            "列出什么：rank 名次（默认）、score 总分、pay 应发，或一项指标的名称",
            "what is listed: rank (default), score, pay, or a metric by its name",
        ),
        autocompletion=words_of("rank", "score", "pay"),
    ),
]
Streaks = Annotated[
    list[str] | None,
    typer.Option(
        "--streak",
        metavar="EXPR",
        rich_help_panel=_LOOK,
        help=both(
            "数数谁连续几个月符合条件，如 'rank <= 3'；可写多次，方案里带 months 的标记总会列出",
            "who meets a condition for months in a row, like 'rank <= 3'; repeatable, beside the scheme's flags with months",
        ),
    ),
]
Months = Annotated[
    str,
    typer.Option(
        "--months",
        metavar="N",
        rich_help_panel=_LOOK,
        show_default=False,
        help=both("--streak 要连续几个月，默认 3", "months in a row for --streak; default: 3"),
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="[MONTH=]NAME=FILE",
        rich_help_panel=_INPUT,
        help=both(
            "另一份数据；各月不同就在前面写月份：2026-03=exam=考试.xlsx",
            "another input; of one month only with the month in front: 2026-03=exam=exam.xlsx",
        ),
        autocompletion=complete_files,
    ),
]
Roster = Annotated[
    list[str] | None,
    typer.Option(
        "--roster",
        metavar="[MONTH=]FILE",
        rich_help_panel=_INPUT,
        help=both("花名册；各月不同就在前面写月份", "the roster; of one month only with the month in front"),
        autocompletion=complete_files,
    ),
]
Adjust = Annotated[
    list[str] | None,
    typer.Option(
        "--adjust",
        metavar="MONTH=FILE",
        rich_help_panel=_INPUT,
        help=both("某个月的人工调整：2026-03=调整.csv；可写多次", "adjustments of a month: 2026-03=adjust.csv; repeatable"),
        autocompletion=complete_files,
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        rich_help_panel=_OUTPUT,
        help=both(
            "table、csv、json、md、html 或 svg（只有图）；默认 table，或看文件的结尾",
            "table, csv, json, md, html or svg (the picture); default: table, or by the file's ending",
        ),
        autocompletion=words_of(*FORMATS),
    ),
]


def trend(
    files: Files,
    *,
    scheme: options.Scheme,
    agent: Agent = None,
    of: Of = "rank",
    streak: Streaks = None,
    months: Months = "3",
    periods: Periods = None,
    sheet: options.Sheet = None,
    with_: With = None,
    roster: Roster = None,
    adjust: Adjust = None,
    set_: options.Sets = None,
    encoding: options.Encoding = None,
    engine: options.Engine = "auto",
    spark_master: options.SparkMaster = None,
    format_: Format = None,
    output: options.Output = None,
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Set the months side by side, print, then say what was noticed."""
    speaker = talk.begin()
    options.check_engine(engine, spark_master)
    given, paths = dated_files(files, output)
    shared, single, more = options_by_month(with_, roster, adjust, anonymous=anonymous)
    count = _count(months)
    asked = taken(paths, scheme, sets=set_, others=more)
    to = target(output, format_, force=force, inputs=asked.everything(), formats=FORMATS, piped="table")

    def compute() -> tuple[Trend, AgentTrend | None]:
        said = analysis.trend.trend(
            given,
            scheme,
            periods=periods,
            streaks=[(text, count) for text in streak or ()],
            months=single,
            sets=asked.sets,
            sheet=sheet,
            encoding=encoding,
            engine=engine,
            spark_master=spark_master,
            **shared,
        )
        return said, _chosen(said, agent, of)

    called = asked.called(speaker.lang) if anonymous else None
    with waiting(speaker):
        said, one = nameless(compute, speaker.lang, called, by=itemgetter(0))
    if strict:
        speaker.forbid_warnings(said.problems)
    _write(said, one, to, speaker.lang, of=of, everybody=talk.verbose)
    speaker.problems(said.problems)


def _count(months: str) -> int:
    if not months.isdecimal() or not 1 <= int(months) <= _MOST:
        raise stopped(USAGE, "U104", option="--months", value=months, near=same(""), choices=_WHOLE)
    return int(months)


def _chosen(said: Trend, agent: str | None, of: str) -> AgentTrend | None:

    choice("--of", of, report.trend.keys(said))
    return None if agent is None else analysis.trend.person(said, agent)


def _write(said: Trend, one: AgentTrend | None, to: Target, lang: Lang, *, of: str, everybody: bool) -> None:
    if to.format == "json":
        to.write_text(report.trend.files.json_text(said, lang, agent=one))
    elif to.format == "csv":
        to.write_text(report.trend.files.csv_text(said, agent=one))
    elif to.format == "svg":
        to.write_text(report.trend.pictures.picture(said, of, lang, agent=one) + "\n")
    else:
        wide = to.width if to.format == "table" else None
        document = report.trend.blocks(said, lang, of=of, agent=one, everybody=everybody, width=wide)
        to.write_blocks(document, lang, title=report.trend.title(said, lang, agent=one), width=wide)

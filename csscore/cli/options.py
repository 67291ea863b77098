"""The options that commands share, each declared once: same letter, same meaning, everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csscore.cli import console
from csscore.cli.completion import complete_files, complete_schemes, words_of
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.formats import FORMATS, NAMED
from csscore.cli.inputs import taken
from csscore.cli.language import Language, both
from csscore.cli.usage import choice
from csscore.problems import Problems
from csscore.read.tables.choosing import ENGINES, choose
from csscore.read.tables.spark_start import is_master
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.cli.console import Console
    from csscore.cli.inputs import Taken
    from csscore.pipeline import Run


_CHOSEN = Words("计算引擎：{engine}（{why}）", "engine: {engine} ({why})")
_INPUT = both("输入", "Input")
_OUTPUT = both("输出", "Output")
_TALK = both("其他", "Other")

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILES...",
        help=both(
            "系统导出的表：xlsx、xls、csv…；可以写多个、用通配符，- 表示从标准输入读 csv",
            "exports of your systems: xlsx, xls, csv …; several, wildcards, or - for csv on standard input",
        ),
        autocompletion=complete_files,
    ),
]
MaybeFiles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILES...",
        help=both("连同数据一起检查", "check it on data, too"),
        show_default=False,
        autocompletion=complete_files,
    ),
]
File = Annotated[
    str,
    typer.Argument(metavar="FILE", help=both("要看的文件", "the file to look at"), autocompletion=complete_files),
]
Scheme = Annotated[
    str,
    typer.Option(
        "-s",
        "--scheme",
        metavar="NAME|PATH",
        rich_help_panel=_INPUT,
        help=both("考核方案：名称（见 csscore schemes）或 YAML 文件", "the scheme: a name (see csscore schemes) or a YAML file"),
        autocompletion=complete_schemes,
    ),
]
MaybeScheme = Annotated[
    str | None,
    typer.Option(
        "-s",
        "--scheme",
        metavar="NAME|PATH",
        rich_help_panel=_INPUT,
        help=both(
            "按哪个方案的列名来读；不写就只用内置的表头词典", "read by this scheme's names; without it, by the built-in headers"
        ),
        autocompletion=complete_schemes,
    ),
]
SchemeArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCHEME", help=both("方案名称或 YAML 文件", "a scheme's name or YAML file"), autocompletion=complete_schemes
    ),
]
Sheet = Annotated[
    list[str] | None,
    typer.Option(
        "--sheet",
        metavar="SHEET",
        rich_help_panel=_INPUT,
        help=both(
            "用哪张工作表：名称、序号，或 '*'（有要用的列的都用）；可写多次",
            "the sheet to read, by name or number, or '*' for all that have the columns; repeatable",
        ),
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="NAME=FILE",
        rich_help_panel=_INPUT,
        help=both(
            "方案里用到的另一份数据（from: NAME），可写多次", "another input that the scheme calls NAME (from: NAME); repeatable"
        ),
        autocompletion=complete_files,
    ),
]
Roster = Annotated[
    str | None,
    typer.Option(
        "--roster",
        metavar="FILE",
        rich_help_panel=_INPUT,
        help=both("花名册：账号对应到人", "the roster: which accounts are one person"),
    ),
]
Adjust = Annotated[
    list[str] | None,
    typer.Option(
        "--adjust",
        metavar="FILE",
        rich_help_panel=_INPUT,
        help=both(
            "人工调整：金额、加减分、更正、不参评，每行要有原因和批准人；可写多次",
            "adjustments by hand: money, points, values, exclusions, each with reason and approver; repeatable",
        ),
        autocompletion=complete_files,
    ),
]
History = Annotated[
    list[str] | None,
    typer.Option(
        "--history",
        metavar="FILE",
        rich_help_panel=_INPUT,
        help=both(
            "以前各月的结果（csscore 写的 JSON），用来比上月、看连续几个月；可写多次、用通配符",
            "results of earlier months (JSON that csscore wrote), for growth and streaks; repeatable, wildcards",
        ),
        autocompletion=complete_files,
    ),
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        rich_help_panel=_INPUT,
        help=both("考核期，只算这段日子的行：2026-03、2026-Q1…", "only rows of these days count: 2026-03, 2026-Q1 …"),
    ),
]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        rich_help_panel=_INPUT,
        help=both(
            "临时改方案里的一项，如 metrics.sales.weight=50，可写多次",
            "change one setting of the scheme, like metrics.sales.weight=50; repeatable",
        ),
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        rich_help_panel=_INPUT,
        help=both("文本文件的编码，认不出时才需要", "encoding of text files, where it can't be told"),
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        rich_help_panel=_INPUT,
        show_default=False,
        help=both(
            "用什么计算：auto、pandas、duckdb 或 spark；结果都一样",
            "what computes: auto, pandas, duckdb or spark; the result is the same",
        ),
        autocompletion=words_of(*ENGINES),
    ),
]
SparkMaster = Annotated[
    str | None,
    typer.Option(
        "--spark-master",
        metavar="MASTER",
        rich_help_panel=_INPUT,
        help=both(
            "Spark 在哪里算：local[4]、spark://主机:7077、yarn 或 k8s://…；不写就按 Spark 自己的设置，没有设置就在本机",
            "where Spark computes: local[4], spark://HOST:7077, yarn or k8s://…; default: as Spark is set up, else here",
        ),
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        rich_help_panel=_OUTPUT,
        help=both(
            f"{NAMED.zh}；终端上默认 table，管道里默认 csv",
            f"{NAMED.en}; default: table on a terminal, csv in a pipe",
        ),
        autocompletion=words_of(*FORMATS),
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        rich_help_panel=_OUTPUT,
        help=both("写到文件，格式看扩展名", "write to a file; its ending tells the format"),
    ),
]
Force = Annotated[
    bool, typer.Option("--force", rich_help_panel=_OUTPUT, help=both("目标文件已存在也覆盖", "overwrite the file if it exists"))
]
Anonymous = Annotated[
    bool,
    typer.Option(
        "--anonymous",
        rich_help_panel=_OUTPUT,
        help=both("不出现任何姓名和账号，用名次代替", "no names and no accounts: places instead"),
    ),
]
Strict = Annotated[bool, typer.Option("--strict", rich_help_panel=_TALK, help=both("有警告也不出结果", "warnings are errors"))]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", rich_help_panel=_TALK, help=both("只说错误", "errors only"))]
Verbose = Annotated[
    bool,
    typer.Option(
        "-v",
        "--verbose",
        rich_help_panel=_TALK,
        help=both("多说：得分列、每条提示的全部位置", "say more: points, every place of every note"),
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a month is computed from: the same options for every command that ranks."""

    files: Files
    scheme: Scheme
    sheet: Sheet = None
    with_: With = None
    roster: Roster = None
    adjust: Adjust = None
    history: History = None
    period: Period = None
    encoding: Encoding = None
    engine: Engine = "auto"
    spark_master: SparkMaster = None

    def taken(
        self,
        *others: str | None,
        schemes: Sequence[str] = (),
        sets: Sequence[str] | None = None,
        writes: Sequence[str | None] = (),
        anonymous: bool = False,
    ) -> Taken:
        """Return the files by role: patterns written out but for what is written, nothing given twice.

        Parameters
        ----------
        others
            Further files that are read; None is none.
        schemes, sets, writes, anonymous
            As `csscore.cli.inputs.taken` takes them; the scheme of the month comes first.
        """
        check_engine(self.engine, self.spark_master)
        return taken(
            self.files,
            self.scheme,
            *schemes,
            with_=self.with_,
            adjust=self.adjust,
            history=self.history,
            sets=sets,
            others=[self.roster, *others],
            writes=writes,
            anonymous=anonymous,
        )

    def given(self, asked: Taken) -> dict[str, Any]:
        """Return how the library calls what was asked for, but for the files, the scheme and its overrides."""
        return {
            "sheet": self.sheet,
            "inputs": asked.inputs,
            "roster": self.roster,
            "adjust": asked.adjust,
            "history": asked.history,
            "period": self.period,
            "encoding": self.encoding,
            "engine": self.engine,
            "spark_master": self.spark_master,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Inputs):
    """The same, and changes of the scheme for this once."""

    set_: Sets = None

    def taken(self, *others: str | None, **how: Any) -> Taken:
        """Return the same, with the changes of the scheme."""
        return Inputs.taken(self, *others, **{"sets": self.set_, **how})

    def compute(self, asked: Taken) -> Run:
        """Rank."""
        from csscore import pipeline

        return pipeline.compute(asked.files, self.scheme, sets=asked.sets, **self.given(asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """How csscore talks."""

    lang: Language = None
    quiet: Quiet = False
    verbose: Verbose = False

    def begin(self) -> Console:
        """Begin to talk like this."""
        return console.begin(self.lang, quiet=self.quiet, verbose=self.verbose)


def tell_engine(speaker: Console, files: Sequence[str], engine: str) -> None:
    """Say which engine computes, and why, to whoever wants to know more."""
    if speaker.verbosity > 0:
        choice = choose(files, engine, Problems())
        speaker.remark(_CHOSEN, engine=choice.engine, why=choice.why)


def check_engine(engine: str, spark_master: str | None) -> None:
    """Stop where an engine is asked for that there is not, or a cluster of no engine's."""
    choice("--engine", engine, ENGINES)
    if spark_master is None:
        return
    if engine != "spark":
        raise stopped(USAGE, "U260", engine=engine)
    if not is_master(spark_master):
        raise stopped(USAGE, "U261", master=spark_master)

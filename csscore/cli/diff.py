"""``csscore diff``: what a change of scheme, or another month, does to everybody; analysis finds it, report writes it."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from csscore import analysis
from csscore.cli import backtest, options, parallel
from csscore.cli.completion import complete_files, complete_schemes, words_of
from csscore.cli.exit_codes import NO, USAGE, stopped
from csscore.cli.hiding import nameless
from csscore.cli.inputs import discreet, expanded, named_inputs, named_once
from csscore.cli.language import both
from csscore.cli.output import target, write_comparison
from csscore.cli.usage import alone, amount, units_of
from csscore.cli.waiting import waiting
from csscore.read.address import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.cli.console import Console
    from csscore.cli.inputs import Taken
    from csscore.cli.output import Target
    from csscore.comparison import Comparison

FORMATS: Final = ("table", "csv", "json", "md", "html")
_SECOND = both("和什么比", "What to compare with")
_SUPPOSED = both("假设", "What if")

To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="NAME|PATH",
        rich_help_panel=_SECOND,
        help=both("另一个方案，可写多次；不写就还是原来的方案", "another scheme; repeatable; default: the same scheme"),
        autocompletion=complete_schemes,
    ),
]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        rich_help_panel=_SECOND,
        help=both(
            "改一项再比，如 metrics.sales.weight=50；只改后一个方案，可写多次",
            "change one setting of the second scheme, like metrics.sales.weight=50; repeatable",
        ),
    ),
]
DataTo = Annotated[
    list[str] | None,
    typer.Option(
        "--data-to",
        metavar="FILE",
        rich_help_panel=_SECOND,
        help=both("另一个月的文件；可写多次、用引号里的通配符", "the files of another month; repeatable, wildcards in quotes"),
        autocompletion=complete_files,
    ),
]
Periods = Annotated[
    str | None,
    typer.Option(
        "--periods",
        metavar="FROM..TO",
        rich_help_panel=_SECOND,
        help=both(
            "回测：另一个方案在这几个月里各会发多少，如 2026-01..2026-06；月份看文件名或日期列",
            "backtest: what the other scheme would have paid in each of these months, like 2026-01..2026-06",
        ),
    ),
]
PeriodTo = Annotated[
    str | None,
    typer.Option(
        "--period-to",
        metavar="PERIOD",
        rich_help_panel=_SECOND,
        help=both("另一个考核期：2026-04…", "another period: 2026-04 …"),
    ),
]
WithTo = Annotated[
    list[str] | None,
    typer.Option(
        "--with-to",
        metavar="NAME=FILE",
        rich_help_panel=_SECOND,
        help=both("后一边的另一份数据；没写的照 --with", "another input of the second; else as --with"),
        autocompletion=complete_files,
    ),
]
RosterTo = Annotated[
    str | None,
    typer.Option(
        "--roster-to",
        metavar="FILE",
        rich_help_panel=_SECOND,
        help=both("后一边的花名册；不写就用 --roster", "the roster of the second; default: --roster"),
    ),
]
AdjustTo = Annotated[
    list[str] | None,
    typer.Option(
        "--adjust-to",
        metavar="FILE",
        rich_help_panel=_SECOND,
        help=both(
            "另一个月的人工调整；--adjust 只管前一个月；可写多次",
            "adjustments of the other month; --adjust is the first one's; repeatable",
        ),
        autocompletion=complete_files,
    ),
]
ToTable = Annotated[
    str | None,
    typer.Option(
        "--to-table",
        metavar="FILE",
        rich_help_panel=_SECOND,
        help=both(
            "和现在发钱用的表比：名次、总分、应发，逐人对；FILE#工作表 指明一张",
            "the table people are paid by today: places, scores, pay, agent by agent; FILE#SHEET names a sheet",
        ),
        autocompletion=complete_files,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="WHAT=HEADER",
        rich_help_panel=_SECOND,
        help=both(
            "那张表里哪一列是什么：agent=姓名、rank=…、score=…、pay=…；可写多次",
            "which column of that table is what: agent=Name, rank=…, score=…, pay=…; repeatable",
        ),
    ),
]
Change = Annotated[
    list[str] | None,
    typer.Option(
        "--change",
        metavar="agent=…",
        rich_help_panel=_SUPPOSED,
        help=both(
            "假设某人的数据不同：+5、-5 是加减，*0.9 是乘，25 是改成这个数；可写多次",
            "suppose other values of somebody: +5 or -5 adds, *0.9 multiplies, 25 replaces; repeatable",
        ),
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="WHO",
        rich_help_panel=_SUPPOSED,
        help=both("假设少一个人；可写多次", "suppose that somebody were not there; repeatable"),
    ),
]
Join = Annotated[
    list[str] | None,
    typer.Option(
        "--join",
        metavar="agent=…",
        rich_help_panel=_SUPPOSED,
        help=both(
            "假设多一个人：agent=新人,sales=120000,conversion=55%，或照某人：agent=新人,like=小美；可写多次",
            "suppose one more: agent=New,sales=120000,conversion=55%, or one like another: agent=New,like=Mei; repeatable",
        ),
    ),
]
Over = Annotated[
    str | None,
    typer.Option(
        "--over",
        metavar="AMOUNT",
        rich_help_panel=both("输出", "Output"),
        help=both("只列应发变化超过这么多的人", "list only agents whose pay changes by more than this"),
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        rich_help_panel=both("输出", "Output"),
        help=both(
            "table、csv、json、md、html，和表比时还有 xlsx；默认 table，或看文件的结尾",
            "table, csv, json, md or html, against a table also xlsx; default: table, or by the file's ending",
        ),
        autocompletion=words_of(*FORMATS, "xlsx"),
    ),
]
ExitCode = Annotated[
    bool,
    typer.Option(
        "--exit-code",
        rich_help_panel=both("输出", "Output"),
        help=both("有差别时退出码是 1", "exit with 1 where anything differs"),
    ),
]


def diff(
    month: options.Inputs,
    *,
    to: To = None,
    set_: Sets = None,
    periods: Periods = None,
    data_to: DataTo = None,
    period_to: PeriodTo = None,
    with_to: WithTo = None,
    roster_to: RosterTo = None,
    adjust_to: AdjustTo = None,
    to_table: ToTable = None,
    column: Columns = None,
    change: Change = None,
    without: Without = None,
    join: Join = None,
    over: Over = None,
    exit_code: ExitCode = False,
    format_: Format = None,
    output: options.Output = None,
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Compare, print, then say what was noticed."""
    speaker = talk.begin()
    second = _Second(to, set_, data_to, period_to, with_to, roster_to, adjust_to, change, without, join)
    out = _Out(output, format_, force=force, over=over, anonymous=anonymous, strict=strict, everybody=talk.verbose)
    if to_table is not None:
        same_ = _beside_table(month, to_table, column, second, periods, out, speaker)
    elif column:
        raise stopped(USAGE, "U207", option="--column")
    elif periods is not None:
        same_ = _by_period(month, periods, second, out, speaker)
    else:
        same_ = _beside_another(month, second, out, speaker)
    if exit_code and not same_:
        raise typer.Exit(NO)


@dataclass(frozen=True, slots=True)
class _Second:
    """What the second side has of its own, by the options that say so."""

    to: list[str] | None
    sets: list[str] | None
    data: list[str] | None
    period: str | None
    with_: list[str] | None
    roster: str | None
    adjust: list[str] | None
    change: list[str] | None
    without: list[str] | None
    join: list[str] | None

    @property
    def inputs(self) -> dict[str, object]:
        """Return what else it reads, by option."""
        return {"--data-to": self.data, "--period-to": self.period, "--with-to": self.with_, "--roster-to": self.roster}

    @property
    def supposed(self) -> dict[str, object]:
        """Return what it adds and supposes, by option."""
        return {"--adjust-to": self.adjust, "--change": self.change, "--without": self.without, "--join": self.join}


@dataclass(frozen=True, slots=True)
class _Out:
    """Where the comparison goes, and what is shown of it."""

    path: str | None
    format: str | None
    _: KW_ONLY
    force: bool
    over: str | None
    anonymous: bool
    strict: bool
    everybody: bool

    @property
    def writes(self) -> list[str]:
        """Return the file that is written, if there is one."""
        return [] if self.path is None else [self.path]

    def target(self, asked: Taken, formats: Sequence[str]) -> Target:
        """Return where it goes."""
        return target(self.path, self.format, force=self.force, inputs=asked.everything(), formats=formats, piped="table")


def _beside_table(
    month: options.Inputs,
    table: str,
    column: list[str] | None,
    second: _Second,
    periods: str | None,
    out: _Out,
    speaker: Console,
) -> bool:
    """Compare with a table that people are paid by; return whether all is the same."""
    alone("U206", {"--to": second.to, "--periods": periods, **second.inputs, **second.supposed})
    asked = month.taken(table, sets=second.sets, writes=out.writes, anonymous=out.anonymous)
    _check_stdin([*asked.files, table])
    return parallel.compare(
        *(asked, month.scheme, table),
        out.target(asked, parallel.FORMATS),
        speaker,
        columns=named_once("--column", column, form="WHAT=HEADER", example="pay=Bonus"),
        over=amount(out.over),
        anonymous=out.anonymous,
        strict=out.strict,
        options={name: getattr(month, name) for name in ("sheet", "roster", "period", "encoding", "engine", "spark_master")},
    ).same


def _by_period(month: options.Inputs, periods: str, second: _Second, out: _Out, speaker: Console) -> bool:
    """Compare two schemes period by period; return whether all is the same."""
    alone("U143", {**second.inputs, "--period": month.period, **second.supposed})
    if not (second.to or second.sets):
        raise stopped(USAGE, "A120")
    return backtest.compare(
        *(month.files, [month.scheme, *(second.to or ())], periods, speaker),
        sets=second.sets or (),
        by_month={"with_": month.with_, "roster": None if month.roster is None else [month.roster], "adjust": month.adjust},
        history=month.history or (),
        output={"path": out.path, "format": out.format, "force": out.force},
        over=amount(out.over),
        anonymous=out.anonymous,
        strict=out.strict,
        options={name: getattr(month, name) for name in ("sheet", "encoding", "engine", "spark_master")},
    )


def _beside_another(month: options.Inputs, second: _Second, out: _Out, speaker: Console) -> bool:
    """Compare with another scheme, other data or what is supposed; return whether all is the same."""
    others = expanded(second.data or (), writes=out.writes)
    supposing = analysis.supposing.Supposing(*(tuple(texts or ()) for texts in (second.change, second.without, second.join)))
    if not (second.to or second.sets or any(second.inputs.values()) or any(second.supposed.values())):
        raise stopped(USAGE, "A120")
    more = named_inputs(second.with_)
    adjust = discreet(expanded(second.adjust or (), writes=out.writes), anonymous=out.anonymous)
    rest = [second.roster, *others, *more.values(), *adjust]
    asked = month.taken(*rest, schemes=second.to or (), sets=second.sets, writes=out.writes, anonymous=out.anonymous)
    _check_stdin([*asked.files, *others])
    inputs = {**asked.inputs, **more} if more else None
    changes = _changes(period=second.period, inputs=inputs, roster=second.roster, adjust=adjust or None)
    place, least = out.target(asked, FORMATS), amount(out.over)

    def compute() -> tuple[Comparison, ...]:
        return analysis.diff.diffs(
            asked.files,
            month.scheme,
            [(name, asked.sets) for name in second.to or (None,)],
            data_to=others or None,
            options_to=changes,
            supposing=supposing,
            **month.given(asked),
        )

    with waiting(speaker):
        found = nameless(compute, speaker.lang, asked.called(speaker.lang) if out.anonymous else None)
    if out.strict:
        speaker.forbid_warnings(problem for said in found for problem in said.problems)
    units = None if least is None else units_of(least, found[0].money_digits)
    write_comparison(place, speaker.lang, "difference", found, over=units, everybody=out.everybody)
    speaker.problems(problem for said in found for problem in said.problems)
    return all(said.same for said in found)


def _changes(**options_to: Any) -> dict[str, Any]:
    return {key: value for key, value in options_to.items() if value is not None}


def _check_stdin(files: Sequence[str]) -> None:
    """Stop where data would have to be read twice from what can be read once."""
    if STDIN in files:
        raise stopped(USAGE, "U114")

"""``csscore audit``: is this scheme fit to pay on? Analysis finds it, report writes it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from csscore import analysis, report
from csscore.cli import console, options
from csscore.cli.completion import words_of
from csscore.cli.exit_codes import NO, USAGE, stopped
from csscore.cli.hiding import nameless
from csscore.cli.inputs import announce_stdin, named_once
from csscore.cli.language import both
from csscore.cli.output import target
from csscore.cli.waiting import waiting
from csscore.words import Words, same

if TYPE_CHECKING:
    from csscore.auditing import Audit
    from csscore.cli.output import Target
    from csscore.words import Lang

FORMATS: Final = ("table", "md", "json", "csv", "html")
_ROWS: Final = 12
"""Rows of a table on a terminal, unless all are wanted."""
_WIDEST: Final = 100
"""Sentences are broken at the terminal's width, and here at the latest: longer lines are hard to read."""
_NUMBER: Final = Words("整数，例如 2000", "a whole number such as 2000")
_LOOK = both("怎样看", "How to look")
_OUTPUT = both("输出", "Output")

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="COLUMN",
        rich_help_panel=_LOOK,
        help=both(
            "比较各组是否公平：数据或花名册里的一列（班次、店铺、工龄…），可写多次",
            "compare groups: a column of the files or the roster (shift, shop, months of service …); repeatable",
        ),
    ),
]
ShockTexts = Annotated[
    list[str] | None,
    typer.Option(
        "--shock",
        metavar="METRIC=CHANGE",
        rich_help_panel=_LOOK,
        help=both(
            "试一个淡季或大促：sales=*0.6,response=+5；不写就试通常的淡季和旺季",
            "try a season: sales=*0.6,response=+5; default: a usual slack one and a usual busy one",
        ),
    ),
]
Spread = Annotated[
    list[str] | None,
    typer.Option(
        "--spread",
        metavar="METRIC=VALUE",
        rich_help_panel=_LOOK,
        help=both(
            "单次接待的标准差，用来估计平均值里的运气：response=12",
            "standard deviation of one contact, to tell luck in a mean: response=12",
        ),
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="QUESTION",
        rich_help_panel=_LOOK,
        help=both(
            "只问这几问：weights、points、cliffs、price、luck、flips、noise、shocks、absence、groups、budget、shape；可写多次",
            "ask only these: weights, points, cliffs, price, luck, flips, noise, shocks, absence, groups, budget, shape;"
            " repeatable",
        ),
    ),
]
Draws = Annotated[
    str,
    typer.Option(
        "--draws",
        metavar="N",
        rich_help_panel=_LOOK,
        help=both("随机模拟多少次，默认 2000", "how many random draws; default: 2000"),
        show_default=False,
    ),
]
Seed = Annotated[
    str,
    typer.Option(
        "--seed",
        metavar="N",
        rich_help_panel=_LOOK,
        help=both("随机种子，默认 0；同样的种子，同样的结果", "seed of the draws, default 0: same seed, same result"),
        show_default=False,
    ),
]
Sobol = Annotated[
    bool,
    typer.Option(
        "--sobol",
        rich_help_panel=_LOOK,
        help=both("再算权重和计分方式的 Sobol 指数，要久一点", "Sobol indices of weights and normalisation as well; slower"),
    ),
]
Full = Annotated[
    bool,
    typer.Option(
        "--full",
        rich_help_panel=_LOOK,
        help=both(
            "全部：每一问的数字、表格、算法和出处；不写就是一屏的要点",
            "everything: figures, tables, method and sources of every question; default: what matters, on one screen",
        ),
    ),
]
Suggest = Annotated[
    bool,
    typer.Option(
        "--suggest",
        rich_help_panel=_LOOK,
        help=both(
            "算出一组权重，使每项实际占的就是写的；连同谁多拿谁少拿、要写的 --set",
            "solve for weights under which every metric counts for what is written; with who gains, who loses, and the --set",
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
            "table、md、json、csv 或 html；默认 table，或看文件的结尾",
            "table, md, json, csv or html; default: table, or by the file's ending",
        ),
        autocompletion=words_of(*FORMATS),
    ),
]
ExitCode = Annotated[
    bool,
    typer.Option(
        "--exit-code",
        rich_help_panel=_OUTPUT,
        help=both("有要改的就以 1 退出", "exit with 1 where something has to be mended"),
    ),
]


def audit(
    month: options.Month,
    *,
    by: By = None,
    shock: ShockTexts = None,
    spread: Spread = None,
    draws: Draws = "2000",
    seed: Seed = "0",
    sobol: Sobol = False,
    suggest: Suggest = False,
    full: Full = False,
    only: Only = None,
    exit_code: ExitCode = False,
    format_: Format = None,
    output: options.Output = None,
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Audit, print, then say what was noticed."""
    speaker = talk.begin()
    asked = month.taken(writes=[output], anonymous=anonymous)
    spreads = named_once("--spread", spread, form="METRIC=VALUE", example="response=12")
    times, start = _whole("--draws", draws), _whole("--seed", seed)
    to = target(output, format_, force=force, inputs=asked.everything(), formats=FORMATS, piped="table")
    announce_stdin(asked.files)

    def compute() -> Audit:
        return analysis.audit.run.audit(
            asked.files,
            month.scheme,
            by=by or (),
            shocks=shock or (),
            spreads=spreads,
            seed=start,
            draws=times,
            sobol=sobol,
            suggest=suggest,
            only=only or (),
            anonymous=anonymous,
            sets=asked.sets,
            **month.given(asked),
        )

    with waiting(speaker):
        said = nameless(compute, speaker.lang, asked.called(speaker.lang) if anonymous else None)
    if strict:
        speaker.forbid_warnings(said.problems)
    _write(said, to, speaker.lang, full=full, everything=talk.verbose)
    speaker.problems(said.problems)
    if exit_code and any(finding.grade == "act" for section in said.sections for finding in section.findings):
        raise typer.Exit(NO)


def _whole(option: str, text: str) -> int:
    """Return the number of an option; stops where it is none."""
    try:
        return int(text)
    except ValueError:
        raise stopped(USAGE, "U104", option=option, value=text, near=same(""), choices=_NUMBER) from None


def _write(said: Audit, to: Target, lang: Lang, *, full: bool, everything: bool) -> None:
    if to.format == "json":
        to.write_text(report.audit.files.json_text(said, lang))
    elif to.format == "csv":
        to.write_text(report.audit.files.csv_text(said, lang))
    else:
        rows = None if everything or to.format != "table" else _ROWS
        document = report.audit.blocks(said, lang, rows=rows) if full else report.audit.screen(said, lang)
        width = min(console.width(sys.stdout) or _WIDEST, _WIDEST)
        to.write_blocks(document, lang, title=report.audit.title(said, lang), width=width)

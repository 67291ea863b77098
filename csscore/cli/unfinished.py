"""``csscore rank … --so-far``: how a month stands that is not over; analysis finds it, report writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import typer

from csscore import analysis, report
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.formats import ENDINGS
from csscore.cli.hiding import nameless
from csscore.cli.language import both
from csscore.cli.usage import known_fields
from csscore.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csscore.cli.console import Console
    from csscore.cli.output import Target
    from csscore.pipeline import Run
    from csscore.unfinished import Unfinished
    from csscore.words import Lang

FORMATS: Final = ("table", "csv", "json", "md", "html")
_MONTH = both("未完月份", "A month that is not over")

SoFar = Annotated[
    bool,
    typer.Option(
        "--so-far",
        rich_help_panel=_MONTH,
        help=both(
            "月中看进度：现在的名次、离目标和下一档还差多少、照此到月底会怎样；不是工资",
            "where everybody stands by now, what is missing to the next step, where it leads; no pay",
        ),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        rich_help_panel=_MONTH,
        help=both(
            "数据到哪一天为止：2026-03-15；默认看最后一行的日期", "up to which day the files go; default: the last row's day"
        ),
    ),
]


def check(so_far: bool, as_of: str | None, *, format_: str | None, output: str | None, plot: bool) -> None:
    """Stop where an option does not go with a month that is not over, or goes with it only."""
    if not so_far:
        if as_of is not None:
            raise stopped(USAGE, "U231")
        return
    if plot:
        raise stopped(USAGE, "U230", option="--plot")
    chosen = format_ or ENDINGS.get(Path(output or "").suffix.lower())
    if chosen in ENDINGS.values() and chosen not in FORMATS:
        raise stopped(USAGE, "U230", option=f"--format {chosen}" if format_ else output)


def write(
    compute: Callable[[], Run],
    as_of: str | None,
    to: Target,
    speaker: Console,
    *,
    fields: Sequence[str],
    digest: bool,
    strict: bool,
    files: Mapping[str, str] | None,
) -> None:
    """Compute, write it in the format that was chosen, then say what was noticed.

    ``files`` is what stands for each file where nobody is to be named; None where people are.
    """
    with waiting(speaker):
        said = nameless(lambda: analysis.unfinished.run.standing(compute(), as_of), speaker.lang, files)
    if strict:
        speaker.forbid_warnings(said.result.problems)
    _write(said, to, speaker.lang, fields=fields, digest=digest)
    speaker.problems(said.result.problems)


def _write(said: Unfinished, to: Target, lang: Lang, *, fields: Sequence[str], digest: bool) -> None:
    if to.format == "json":
        to.write(lambda out: report.unfinished.files.write_document(said, out, lang=lang, digest=digest))
    elif to.format == "csv":
        to.write(lambda out: _write_csv(said, to, out, lang, fields))
    else:
        title = report.unfinished.title(said, lang)
        to.write_blocks(report.unfinished.blocks(said, lang), lang, title=title, width=to.width)


def _write_csv(said: Unfinished, to: Target, out: BinaryIO, lang: Lang, fields: Sequence[str]) -> None:
    out.write(report.csv.BOM if to.path is not None else b"")
    chosen = known_fields(fields, [column.key for column in report.unfinished.files.columns(said, lang)])
    report.unfinished.files.write_table(said, out, lang=lang, fields=chosen)

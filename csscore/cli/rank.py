"""``csscore rank``: files and a scheme in, the ranked payout table out; the library does the work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from csscore import report
from csscore.cli import options, unfinished
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.formats import Ranked, write
from csscore.cli.hiding import naming_nobody
from csscore.cli.inputs import announce_stdin
from csscore.cli.language import both
from csscore.cli.output import target
from csscore.cli.waiting import waiting
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csscore.cli.output import Target
    from csscore.pipeline import Run
    from csscore.report.names import Names
    from csscore.words import Lang

Plot = Annotated[
    bool,
    typer.Option(
        "--plot",
        rich_help_panel=both("输出", "Output"),
        help=both("画条形图代替表格，看总分高低", "bars of the scores instead of the table"),
    ),
]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="FIELD,…",
        rich_help_panel=both("输出", "Output"),
        help=both(
            "csv 里只要哪些列，按什么次序：rank,agent,pay", "which columns the csv has, and in which order: rank,agent,pay"
        ),
    ),
]
Digest = Annotated[
    bool,
    typer.Option(
        "--digest",
        rich_help_panel=both("输出", "Output"),
        help=both(
            "json 里 1 GB 以上的文件也写摘要，不只写大小和时间",
            "in json, a digest of files above 1 GB too, not size and time alone",
        ),
    ),
]
_WRITTEN = Words("已写好 {file}；{totals}", "wrote {file}; {totals}")


def rank(
    month: options.Month,
    *,
    so_far: unfinished.SoFar = False,
    as_of: unfinished.AsOf = None,
    format_: options.Format = None,
    fields: Fields = None,
    digest: Digest = False,
    plot: Plot = False,
    output: options.Output = None,
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Rank, print, then say what was noticed."""
    speaker = talk.begin()
    unfinished.check(so_far, as_of, format_=format_, output=output, plot=plot)
    asked = month.taken(writes=[output], anonymous=anonymous)
    to = target(output, format_, force=force, inputs=asked.everything(), piped="table" if plot else "csv")
    if plot and to.format != "table":
        raise stopped(USAGE, "U125", format=to.format)
    chosen = _fields(fields, to)
    announce_stdin(asked.files)
    options.tell_engine(speaker, asked.files, month.engine)

    def compute() -> Run:
        return month.compute(asked)

    called = asked.called(speaker.lang) if anonymous else None
    if so_far:
        unfinished.write(compute, as_of, to, speaker, fields=chosen, digest=digest, strict=strict, files=called)
        return
    with waiting(speaker):
        run, names = (compute(), None) if called is None else _without_names(compute, speaker.lang, called)
    result = run.result
    if strict:
        speaker.forbid_warnings(result.problems)
    write(Ranked(run, speaker, names, bars=plot, fields=chosen, digest=digest), to)
    if to.path is not None and sys.stderr.isatty():
        speaker.remark(_WRITTEN, file=output, totals=report.around.total_line(result, speaker.lang))
    told = {"P154"} if to.format == "table" and not plot and speaker.verbosity <= 0 else set()  # the table lists them below
    speaker.problems(problem for problem in result.problems if problem.code not in told)


def _fields(fields: str | None, to: Target) -> list[str]:
    """Return the columns that are asked for, none for all."""
    if fields is None:
        return []
    if to.format != "csv":
        raise stopped(USAGE, "U131", format=to.format)
    names = [name.strip() for name in fields.split(",") if name.strip()] or [""]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise stopped(USAGE, "U127", option="--fields", name=twice, values=same(fields))
    return names


def _without_names(compute: Callable[[], Run], lang: Lang, files: Mapping[str, str]) -> tuple[Run, Names]:
    """Compute, and hide people in the result; also return the names that were hidden."""
    with naming_nobody(files):
        run = compute()
        names = report.names.names_of(run.result, lang, files=files)
        return run._replace(result=report.anonymous.hidden(run.result, names)), names

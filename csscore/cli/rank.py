"""``csscore rank``: files and a scheme in, the ranked payout table out; the library does the work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import typer

from csscore.cli import options, voice
from csscore.cli.language import both
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.cli.output import Target
    from csscore.cli.voice import Voice
    from csscore.explanation import Explanation
    from csscore.pipeline import Run
    from csscore.report.anonymous import Names
    from csscore.result import Result
    from csscore.words import Lang

_EXPLAINED: Final = 300
"""Most agents that a page explains one by one."""
Plot = Annotated[
    bool,
    typer.Option(
        "--plot",
        rich_help_panel=both("输出", "Output"),
        help=both("画条形图代替表格，看总分高低", "bars of the scores instead of the table"),
    ),
]
_WRITTEN = Words("已写好 {file}；{totals}", "wrote {file}; {totals}")


def rank(
    files: options.Files,
    scheme: options.Scheme,
    sheet: options.Sheet = None,
    with_: options.With = None,
    roster: options.Roster = None,
    adjust: options.Adjust = None,
    history: options.History = None,
    period: options.Period = None,
    set_: options.Sets = None,
    encoding: options.Encoding = None,
    engine: options.Engine = "auto",
    format_: options.Format = None,
    plot: Plot = False,
    output: options.Output = None,
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Rank, print, then say what was noticed."""
    from csscore import pipeline
    from csscore.cli.ending import USAGE, stopped
    from csscore.cli.inputs import announce_stdin, taken
    from csscore.cli.output import target
    from csscore.cli.waiting import waiting
    from csscore.report.sentences import total_line

    speaker = voice.begin(lang, quiet=quiet, verbose=verbose)
    options.check_engine(engine)
    asked = taken(files, scheme, with_=with_, adjust=adjust, history=history, sets=set_, others=[roster], writes=[output])
    to = target(output, format_, force=force, inputs=asked.everything(), piped="table" if plot else "csv")
    if plot and to.format != "table":
        raise stopped(USAGE, "U125", format=to.format)
    announce_stdin(asked.files)

    def compute() -> Run:
        return pipeline.compute(
            asked.files,
            scheme,
            sheet=sheet,
            inputs=asked.inputs,
            roster=roster,
            adjust=asked.adjust,
            history=asked.history,
            period=period,
            sets=asked.sets,
            encoding=encoding,
        )

    with waiting(speaker):
        run, names = _without_names(compute, speaker.lang) if anonymous else (compute(), None)
    result = run.result
    if strict:
        speaker.forbid_warnings(result.problems)
    _write(run, to, speaker, names, bars=plot)
    if to.path is not None and sys.stderr.isatty():
        speaker.remark(_WRITTEN, file=output, totals=total_line(result, speaker.lang))
    told = {"P154"} if to.format == "table" and not plot and speaker.verbosity <= 0 else set()  # the table lists them below
    speaker.problems(problem for problem in result.problems if problem.code not in told)


def _without_names(compute: Callable[[], Run], lang: Lang) -> tuple[Run, Names]:
    """Compute, and hide people in the result or in what is wrong with the input; also return the names that were hidden."""
    from csscore.problems import Rejected
    from csscore.report.anonymous import Names, anonymous, hidden, unnamed

    try:
        run = compute()
        result = anonymous(run.result, lang)
        return run._replace(result=result), hidden(run.result, result)
    except Rejected as rejected:
        raise Rejected(tuple(unnamed(rejected.problems, Names()))) from None


def _write(run: Run, to: Target, speaker: Voice, names: Names | None, *, bars: bool) -> None:
    """Write the result in the format that was chosen; each writer is loaded only when it is the one."""
    result = run.result
    if to.format == "table":
        _write_table(result, to, speaker, bars=bars)
    elif to.format == "csv":
        from csscore.report.csv import BOM, write_csv

        def with_mark(file: BinaryIO) -> None:
            file.write(BOM)
            write_csv(result, file)

        to.write(with_mark if to.path is not None else lambda out: write_csv(result, out))
    elif to.format == "json":
        from csscore.report.json import write_json

        to.write(lambda out: write_json(result, out, lang=speaker.lang))
    elif to.format == "md":
        from csscore.report.markdown import write_markdown

        to.write(lambda out: write_markdown(result, out, lang=speaker.lang))
    elif to.format == "html":
        _write_page(run, to, speaker, names)
    else:
        from csscore.cli.ending import REFUSED, stopped
        from csscore.report.workbook import MOST_AGENTS, write_workbook

        if len(result) > MOST_AGENTS:
            raise stopped(REFUSED, "U205", most=MOST_AGENTS, count=len(result))
        to.write(lambda out: write_workbook(result, out, lang=speaker.lang, run=run))


def _write_page(run: Run, to: Target, speaker: Voice, names: Names | None) -> None:
    """Write the page; of a team it explains everybody, of a multitude or of people without names it shows the result alone."""
    from csscore.analysis.explain import explained
    from csscore.report.page import write_page

    def explain(agent: int) -> Explanation:
        return explained(run, agent, what_if=False)

    alone = names is not None or len(run.result) > _EXPLAINED
    to.write(lambda out: write_page(run, out, lang=speaker.lang, names=names, explained=None if alone else explain))


def _write_table(result: Result, to: Target, speaker: Voice, *, bars: bool) -> None:
    width = voice.width(sys.stdout) if to.path is None else None
    coloured = to.path is None and voice.wants_colour(sys.stdout)
    if bars:
        from csscore.report import plot

        encoding = (to.is_terminal and sys.stdout.encoding) or "utf-8"
        table = plot.lines(result, speaker.lang, width=width, coloured=coloured, encoding=encoding)
    else:
        from csscore.report import terminal

        table = terminal.lines(result, speaker.lang, width=width, points=speaker.verbosity > 0)
    if coloured:
        console = voice.console(sys.stdout)
        for line in table:
            console.print(line)
    else:
        to.write(lambda out: out.writelines(f"{line.plain}\n".encode("utf-8", "replace") for line in table))

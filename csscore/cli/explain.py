"""``csscore explain``: from the cells to the money for one agent; analysis finds it, report writes it."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Final

import typer

from csscore import analysis, report
from csscore.analysis.finding import find
from csscore.cli import options
from csscore.cli import rows as behind_a_number
from csscore.cli.completion import words_of
from csscore.cli.hiding import nameless
from csscore.cli.inputs import announce_stdin
from csscore.cli.language import both
from csscore.cli.output import target
from csscore.cli.waiting import waiting

if TYPE_CHECKING:
    from csscore.cli.output import Target
    from csscore.explanation import Explanation
    from csscore.pipeline import Run
    from csscore.result import Result
    from csscore.words import Lang

FORMATS: Final = ("table", "md", "json", "html")
_ROWS = both("背后的行", "The rows behind a number")

Agent = Annotated[
    str,
    typer.Option(
        "-a", "--agent", metavar="AGENT", help=both("解释谁：工号、姓名或花名册里的账号", "whom: an id, a name or an account")
    ),
]
Against = Annotated[
    str | None,
    typer.Option("--against", metavar="AGENT", help=both("再和另一个人逐项对比", "contrast her with somebody else")),
]
Rows = Annotated[
    str | None,
    typer.Option(
        "--rows",
        metavar="METRIC",
        rich_help_panel=_ROWS,
        help=both(
            "列出一个数由哪些行得来：指标、组或奖金项的名称",
            "list the rows that a number is made of: a metric, a group, a pay line",
        ),
    ),
]
Page = Annotated[
    str | None,
    typer.Option("--page", metavar="N", rich_help_panel=_ROWS, help=both("第几页，默认 1", "which page; default: 1")),
]
PageSize = Annotated[
    str | None,
    typer.Option(
        "--page-size", metavar="N", rich_help_panel=_ROWS, help=both("一页几行，默认 50", "rows of a page; default: 50")
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        rich_help_panel=both("输出", "Output"),
        help=both(
            "table、md、json 或 html；默认 table，或看文件的结尾",
            "table, md, json or html; default: table, or by the file's ending",
        ),
        autocompletion=words_of(*FORMATS),
    ),
]


def explain(
    month: options.Month,
    *,
    agent: Agent,
    against: Against = None,
    rows: Rows = None,
    page: Page = None,
    page_size: PageSize = None,
    format_: Format = None,
    output: options.Output = None,
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Explain one agent, with what was noticed about her."""
    speaker = talk.begin()
    behind_a_number.check(rows, page=page, size=page_size, against=against)
    asked = month.taken(writes=[output], anonymous=anonymous)
    to = target(
        output,
        format_,
        force=force,
        inputs=asked.everything(),
        formats=FORMATS if rows is None else behind_a_number.FORMATS,
        piped="table",
    )
    announce_stdin(asked.files)

    def ranked() -> Run:
        return month.compute(asked)

    def compute() -> tuple[Result, Explanation]:
        run = ranked()
        other = None if against is None else find(run, against)
        return run.result, analysis.explain.explained(
            run, find(run, agent), against=other, comparing=analysis.strengths.Comparing(run)
        )

    called = asked.called(speaker.lang) if anonymous else None
    if rows is not None:
        with waiting(speaker):
            listed = behind_a_number.found(ranked, agent, rows, lang=speaker.lang, files=called)
        if strict:
            speaker.forbid_warnings(listed.problems)
        behind_a_number.write(listed, to, speaker.lang, page=page, size=page_size)
        speaker.problems(problem for problem in listed.problems if problem.severity == "warning")
        return
    with waiting(speaker):
        result, said = nameless(compute, speaker.lang, called, by=itemgetter(0))
    # that a scheme does not look back (D388) is no matter: the explanation does
    noticed = [problem for problem in result.problems if problem.code != "D388"]
    if strict:
        speaker.forbid_warnings(noticed)
    _write(said, to, speaker.lang)
    # what was noticed of this agent stands in the explanation; what makes the whole result doubtful is said beside it
    speaker.problems(problem for problem in noticed if problem.severity == "warning" and problem not in said.problems)


def _write(said: Explanation, to: Target, lang: Lang) -> None:
    if to.format == "json":
        to.write_text(report.explanation_json.json_text(said, lang))
    else:
        title = report.explanation.title(said, lang)
        to.write_blocks(report.explanation.blocks(said, lang), lang, title=title, width=to.width)

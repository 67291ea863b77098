"""``csscore slips``: a slip (工资条) for each agent, as a workbook or as a folder of files; analysis and report do the work."""

from __future__ import annotations

import sys
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import typer

from csscore import analysis, books, report
from csscore.books.payroll import read_payroll
from csscore.cli import options, printed
from csscore.cli.completion import complete_files, words_of
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.folder import free_folder, write_folder
from csscore.cli.inputs import announce_stdin
from csscore.cli.language import both
from csscore.cli.output import ENDINGS, Target, target
from csscore.cli.usage import choice
from csscore.cli.waiting import waiting
from csscore.problems import Problem
from csscore.report.slips.filenames import file_stems
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.slips import Slips
    from csscore.pipeline import Run
    from csscore.words import Lang

FORMATS: Final = ("xlsx", "html", "md", "pdf", "png")
ORDERS: Final = ("rank", "name")
_ADVISED: Final = 1_000
"""Most people for whom the smallest changes are looked for: it takes some 60 ms each."""
_WRITTEN = Words("已写好 {file}：{count} 份", "wrote {file}: {count:slip|slips}")
_OUTPUT = both("输出", "Output")

Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="PLACE",
        rich_help_panel=_OUTPUT,
        help=both(
            "工资条.xlsx：一份打印裁开的工作簿；工资条.pdf：一人一页；工资条/：文件夹，每人一个文件",
            "slips.xlsx: a workbook to print and cut; slips.pdf: a page each; slips/: a folder, a file for each agent",
        ),
    ),
]
Agents = Annotated[
    list[str] | None,
    typer.Option(
        "-a",
        "--agent",
        metavar="AGENT",
        rich_help_panel=both("输入", "Input"),
        help=both("只要谁的：工号、姓名或账号；可写多次", "only whose: an id, a name or an account; repeatable"),
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        rich_help_panel=_OUTPUT,
        help=both(
            "xlsx、html、md、pdf（一人一页）或 png（发聊天的图片）；文件夹里默认是 html",
            "xlsx, html, md, pdf (a page each) or png (pictures for chat); default in a folder: html",
        ),
        autocompletion=words_of(*FORMATS),
    ),
]
Order = Annotated[
    str,
    typer.Option(
        "--order",
        metavar="rank|name",
        rich_help_panel=_OUTPUT,
        show_default=False,
        help=both("工作簿按名次（默认）还是按姓名排", "order of the workbook: by rank (default) or by name"),
        autocompletion=words_of(*ORDERS),
    ),
]
NoAdvice = Annotated[
    bool,
    typer.Option(
        "--no-advice",
        rich_help_panel=_OUTPUT,
        help=both("不写“怎样能前进一名”", "leave out what would gain a place"),
    ),
]
StrengthsAsked = Annotated[
    bool,
    typer.Option(
        "--strengths",
        rich_help_panel=_OUTPUT,
        help=both(
            "写上本人的长处和短处：只写和同组、和自己平常的差别超出运气的",
            "add strengths and weaknesses: what differs from the others, or from her usual, by more than chance",
        ),
    ),
]
Index = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="FILE.csv",
        rich_help_panel=_OUTPUT,
        help=both("给发薪的人另写一份清单：谁、多少、哪个文件", "also write a list for payroll: who, how much, which file"),
    ),
]
Payroll = Annotated[
    str | None,
    typer.Option(
        "--payroll",
        metavar="PAYROLL.yaml",
        rich_help_panel=both("输入", "Input"),
        help=both(
            "发薪文件：按它的 disputes 写上有异议找谁、最迟哪天",
            "a payroll file: slips say, by its disputes, how to raise one and until when",
        ),
        autocompletion=complete_files,
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        rich_help_panel=_OUTPUT,
        help=both("覆盖；文件夹里只能有以前的工资条", "overwrite; a folder may hold nothing but earlier slips"),
    ),
]


def slips(
    month: options.Month,
    *,
    output: Output,
    agent: Agents = None,
    format_: Format = None,
    order: Order = "rank",
    no_advice: NoAdvice = False,
    strengths: StrengthsAsked = False,
    index: Index = None,
    payroll: Payroll = None,
    force: Force = False,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Compute, write the slips, then say what was noticed."""
    speaker = talk.begin()
    choice("--order", order, ORDERS)
    writes = [output, index]
    asked = month.taken(payroll, writes=writes)
    everything = list(asked.everything())
    to, folder = _destination(output, format_, force=force, inputs=everything)
    if strengths and to.format == "xlsx":
        raise stopped(USAGE, "U232")
    listing = _listing(index, folder, force=force, inputs=everything)
    note = _note(payroll, month.period)
    announce_stdin(asked.files)
    with waiting(speaker):
        run = month.compute(asked)
        # what came before is on the slips, whether or not the scheme looks back
        noticed = [problem for problem in run.result.problems if problem.code != "D388"]
        if strict:
            speaker.forbid_warnings(noticed)
        making = analysis.slips.Slips(run, comparing=analysis.strengths.Comparing(run) if strengths else None)
        people = making.positions(agent)
        names = _file_names(run, to.format)
        count = len(run.result) if agent is None else len(people)
        many = count > _ADVISED and not no_advice and to.format != "xlsx"
        advice = not (no_advice or many)
        if to.format == "xlsx":
            to.write(lambda out: _workbook(making, _ordered(run, people, order), out, speaker.lang, note))
        elif folder is None:
            pile = _together(making, _ordered(run, people, order), to.format, speaker.lang, note, advice=advice)
            to.write(lambda out: out.writelines([pile]))
        else:
            made = _texts(making, people, names, to.format, speaker.lang, note, advice=advice)
            write_folder(folder, made, overwrite=force)
        if listing is not None:
            _list(making, people, names if folder is not None else None, listing)
    if sys.stderr.isatty():
        speaker.remark(_WRITTEN, file=output, count=len(people))
    wanted = "pdf" if output.lower().endswith(".pdf") else format_
    speaker.problems([*noticed, *_left_out(count, many=many), *printed.said(wanted, to.format)])


def _destination(output: str, format_: str | None, *, force: bool, inputs: Sequence[str]) -> tuple[Target, Path | None]:
    """Return the workbook that is written, or the folder, before anything is computed."""
    if format_ is not None:
        choice("--format", format_, FORMATS)
    suffix = Path(output).suffix.lower()
    if suffix == ".pdf" and format_ in {None, "pdf"}:
        chosen = printed.format_here("pdf")
        place = output if chosen == "pdf" else str(Path(output).with_suffix(".html"))
        return target(place, chosen, force=force, inputs=inputs, formats=(chosen,)), None
    ending = ENDINGS.get(suffix) or (suffix if suffix in {".pdf", ".png"} else None)
    if format_ == "xlsx" or (format_ is None and ending == "xlsx"):
        return target(output, format_, force=force, inputs=inputs, formats=("xlsx",)), None
    if output == "-" or ending is not None:
        raise stopped(USAGE, "U115", file=output)
    return Target(printed.format_here(format_ or "html"), None), free_folder(output, force=force)


def _listing(index: str | None, folder: Path | None, *, force: bool, inputs: Sequence[str]) -> Target | None:
    if index is None:
        return None
    if index != "-" and folder is not None and Path(realpath(index)).is_relative_to(folder):
        raise stopped(USAGE, "U120", file=index)
    return target(index, "csv" if index == "-" else None, force=force, inputs=inputs, formats=("csv",))


def _file_names(run: Run, format_: str) -> list[str]:
    """Return everybody's file name, whoever it is that slips are made for: it must not depend on that."""
    agents, names = ([str(name) for name in column] for column in (run.measured.agents, run.measured.names))
    return [f"{stem}.{format_}" for stem in file_stems(agents, names)]


def _ordered(run: Run, people: Sequence[int], order: str) -> list[int]:
    """Return the people cohort by cohort in the order of their places, or by name."""
    measured = run.measured
    if order == "rank":
        return sorted(people, key=lambda agent: int(measured.cohort_codes[agent]))

    def by_name(agent: int) -> tuple[bytes, str, str]:
        name = str(measured.names[agent])
        return name.casefold().encode("gb18030", "replace"), name, str(measured.agents[agent])

    return sorted(people, key=by_name)


def _note(payroll: str | None, period: str | None) -> Words | None:
    """Return what slips say of how to dispute them."""
    if payroll is None:
        return None

    log = read_payroll(payroll).payroll.disputes
    return None if log is None else books.disputes.how_to_raise(log, period)


def _workbook(making: Slips, people: Sequence[int], out: BinaryIO, lang: Lang, note: Words | None) -> None:

    report.slips.book.write_slips(making.run, [making.strip(agent) for agent in people], out, lang=lang, note=note)


def _texts(
    making: Slips, people: Sequence[int], names: Sequence[str], format_: str, lang: Lang, note: Words | None, *, advice: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield each person's file, its name first."""
    papers, written = (
        report.slips.paper.Papers(making.run, lang, note=note),
        report.slips.files.slip_markdown if format_ == "md" else report.slips.files.slip_html,
    )
    own = [names[agent] for agent in people]
    pages = (written(papers.of(making.of(agent, what_if=advice)), lang) for agent in people)
    if format_ in printed.PRINTED:
        yield from printed.files(own, pages, format_)
    else:
        yield from ((name, page.encode("utf-8", "replace")) for name, page in zip(own, pages, strict=True))


def _together(making: Slips, people: Sequence[int], format_: str, lang: Lang, note: Words | None, *, advice: bool) -> bytes:
    """Return everybody's slip in one file, each on paper of her own: to print and to hand out, not to pass round."""
    papers = report.slips.paper.Papers(making.run, lang, note=note)
    page = report.slips.files.slips_html([papers.of(making.of(agent, what_if=advice)) for agent in people], lang)
    return printed.together(page) if format_ == "pdf" else page.encode("utf-8", "replace")


def _list(making: Slips, people: Sequence[int], names: Sequence[str] | None, to: Target) -> None:

    to.write(lambda out: report.slips.listing.write_listing(making.run, people, names, out))


def _left_out(count: int, *, many: bool) -> Iterator[Problem]:
    if many:
        yield Problem("A170", details={"count": count, "most": _ADVISED})

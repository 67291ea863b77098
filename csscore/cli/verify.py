"""``csscore verify``: is a result, or the run of a month, still what its files make; the library computes and compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from csscore import books, report
from csscore.cli import options
from csscore.cli.completion import complete_files, complete_schemes, words_of
from csscore.cli.exit_codes import NO
from csscore.cli.language import both
from csscore.cli.output import say, say_json
from csscore.cli.usage import choice
from csscore.cli.waiting import waiting
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.books.verify import Verdict

FORMATS: Final = ("table", "json")
Stored = Annotated[
    str,
    typer.Argument(
        metavar="RESULT.json|RUN",
        help=both(
            "csscore 写的 JSON 结果，或一个月的账：runs/2026-03", "a result that csscore wrote as JSON, or a run: runs/2026-03"
        ),
        autocompletion=complete_files,
    ),
]
In = Annotated[
    str | None,
    typer.Option(
        "--in",
        metavar="FOLDER",
        rich_help_panel=both("输入", "Input"),
        help=both("原始文件现在在哪个文件夹；改了名也认得出", "the folder where its files are now, under whatever names"),
        autocompletion=complete_files,
    ),
]
Scheme = Annotated[
    str | None,
    typer.Option(
        "-s",
        "--scheme",
        metavar="NAME|PATH",
        rich_help_panel=both("输入", "Input"),
        help=both("方案；不写就用结果里写的那个", "the scheme; by default the one that the result names"),
        autocompletion=complete_schemes,
    ),
]
Signers = Annotated[
    str | None,
    typer.Option(
        "--signers",
        metavar="FILE",
        rich_help_panel=both("输入", "Input"),
        help=both(
            "谁可以签名（OpenSSH 的 allowed signers）；核对一个月的账时用",
            "who may sign (allowed signers, as OpenSSH has them); for runs",
        ),
        autocompletion=complete_files,
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="table|json",
        rich_help_panel=both("输出", "Output"),
        help=both("默认 table，给人看", "default: table, for people"),
        autocompletion=words_of(*FORMATS),
    ),
]
_SAME: Final = Words(
    "{file}：一致（{count} 人重算，每一项都相同）", "{file}: same ({count:agent|agents} computed again, nothing differs)"
)
_DIFFERS: Final = Words("{file}：不一致", "{file}: differs")
_CAUSE: Final = Words("  原因：{cause}", "  cause: {cause}")
_PEOPLE: Final = Words("  {count} 人不同，各自第一处：", "  {count:agent differs|agents differ}, each with the first difference:")
_ROW: Final = Words("    {agent}：{what} {before} → {after}", "    {agent}: {what} {before} → {after}")
_OF_ALL: Final = Words("    {what} {before} → {after}", "    {what} {before} → {after}")
_KEPT: Final = Words(
    "{file}：记录和当时一样；输入按规定删掉了，没有重算",
    "{file}: its records are as they were; its inputs were removed, nothing was computed again",
)
_REMOVED: Final = Words("  按规定删掉的：{removed}", "  removed on purpose: {removed}")
_AS_BEFORE: Final = Words("  算出来的每一项都相同", "  all that is computed is the same")
_MUTE: Final = Words("  现在算不出来：", "  it can't be computed any more:")


def verify(
    result: Stored,
    *,
    in_: In = None,
    scheme: Scheme = None,
    encoding: options.Encoding = None,
    signers: Signers = None,
    format_: Format = None,
    talk: options.Talk,
) -> None:
    """Compute again, compare, print the verdict; the exit code is 1 where it differs."""
    speaker = talk.begin()
    if format_ is not None:
        choice("--format", format_, FORMATS)
    with waiting(speaker):
        verdict = books.verifying.verify(result, folder=in_, scheme=scheme, encoding=encoding, signers=signers)
    if format_ == "json":
        told = report.document.picked(verdict, "file", "same", "agents", "causes", "removed")
        say_json({"csscore": 1, **told, "differences": [one._asdict() for one in verdict.differences]}, speaker.lang)
    else:
        say("".join(f"{line.in_(speaker.lang)}\n" for line in _lines(verdict)))
    speaker.problems(verdict.problems)
    if not verdict.same:
        raise typer.Exit(NO)


def _lines(verdict: Verdict) -> Iterator[Words]:
    told: dict[str, object] = {"file": verdict.file, "count": verdict.agents}
    if verdict.same:
        yield (_SAME if verdict.agents or not verdict.removed else _KEPT).filled(told)
        yield from (_REMOVED.filled({"removed": one}) for one in verdict.removed)
        return
    yield _DIFFERS.filled(told)
    yield from (_CAUSE.filled({"cause": cause}) for cause in verdict.causes)
    if verdict.problems:
        yield _MUTE
    elif not verdict.differences:
        yield _AS_BEFORE
    people = sum(one.agent is not None for one in verdict.differences)
    if people:
        yield _PEOPLE.filled({"count": people})
    for one in verdict.differences:
        yield (_OF_ALL if one.agent is None else _ROW).filled(one._asdict())

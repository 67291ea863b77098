"""``csscore approve``, ``lock``, ``reopen``: the states of a run; the library decides what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from csscore import books
from csscore.books.store import Refused
from csscore.cli import options
from csscore.cli.completion import complete_files
from csscore.cli.exit_codes import REFUSED, Stopped
from csscore.cli.language import both
from csscore.cli.output import say
from csscore.cli.run import By, who
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.books.store import Run

_INPUT = both("输入", "Input")
Folder = Annotated[
    str,
    typer.Argument(
        metavar="RUN",
        help=both("那个月的文件夹：runs/2026-03", "the month's folder: runs/2026-03"),
        autocompletion=complete_files,
    ),
]
Person = Annotated[
    str,
    typer.Option("--by", metavar="NAME", rich_help_panel=_INPUT, help=both("谁", "who")),
]
Because = Annotated[
    str,
    typer.Option("--because", metavar="TEXT", rich_help_panel=_INPUT, help=both("为什么", "why")),
]
Sign = Annotated[
    str | None,
    typer.Option(
        "--sign",
        metavar="KEY",
        rich_help_panel=_INPUT,
        help=both("用这把 SSH 私钥签名（ssh-keygen）", "sign with this private SSH key (ssh-keygen)"),
        autocompletion=complete_files,
    ),
]
_APPROVED: Final = Words("{period} 第 {version} 版已由 {by} 批准", "version {version} of {period} is approved by {by}")
_LOCKED: Final = Words("{period} 第 {version} 版已锁定", "version {version} of {period} is locked")
_REOPENED: Final = Words("{period} 第 {version} 版又是草稿", "version {version} of {period} is a draft again")


def approve(
    run: Folder,
    *,
    by: Person,
    sign: Sign = None,
    talk: options.Talk,
) -> None:
    """Approve a draft."""

    def step() -> Run:

        return books.states.approve(run, by=by, key=sign)

    _take(step, _APPROVED, talk, by=by)


def lock(
    run: Folder,
    *,
    by: By = None,
    talk: options.Talk,
) -> None:
    """Lock what is approved."""

    def step() -> Run:

        return books.states.lock(run, by=who(by))

    _take(step, _LOCKED, talk)


def reopen(
    run: Folder,
    *,
    by: Person,
    because: Because,
    talk: options.Talk,
) -> None:
    """Make a draft again of what is approved or locked."""

    def step() -> Run:

        return books.states.reopen(run, by=by, because=because)

    _take(step, _REOPENED, talk)


def _take(step: Callable[[], Run], done: Words, talk: options.Talk, **details: object) -> None:
    speaker = talk.begin()
    try:
        run = step()
    except Refused as refused:
        raise Stopped(REFUSED, refused.problem) from None
    told = {"period": run.period, "version": run.current["version"], **details}
    say(speaker.text(done, **told) + "\n")

"""``csscore open``: a page on this machine where files are dropped and reports come out; it runs the other commands."""

from __future__ import annotations

import os
import sys
import webbrowser
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Final

import typer

from csscore.cli import options
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.language import both
from csscore.cli.output import say
from csscore.words import Words

_NEEDED: Final = ("starlette", "uvicorn", "python_multipart")
_OPEN: Final = Words("在浏览器里打开这个地址；按 Ctrl-C 结束", "open this address in a browser; Ctrl-C ends it")
_ENDED: Final = Words("已结束，放进来的文件都已删除", "ended; the files that were dropped are removed")

NoBrowser = Annotated[
    bool,
    typer.Option("--no-browser", help=both("只印出地址，不打开浏览器", "print the address and open no browser")),
]


def open_(*, no_browser: NoBrowser = False, talk: options.Talk) -> None:
    """Serve the page until Ctrl-C."""
    speaker = talk.begin()
    try:
        for name in _NEEDED:
            import_module(name)
    except ImportError as error:
        raise stopped(USAGE, "U250", package=error.name or str(error)) from None
    from csscore.cli.desk.serving import serve

    def ready(address: str) -> None:
        say(f"{address}\n")
        speaker.remark(_OPEN)
        if not no_browser:
            _show(address)

    with suppress(KeyboardInterrupt):
        serve(None if talk.lang is None else speaker.lang, ready)
    speaker.remark(_ENDED)


def _show(address: str) -> None:
    """Open the browser of a desktop; one that would take over this terminal is none."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)

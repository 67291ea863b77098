"""Runs command lines in this process; the commands are put together once, which takes longer than most of them run."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any
from unittest import mock

import typer.testing

from csscore.cli.app import app
from csscore.cli.language import chosen
from docs.making.session import command

if TYPE_CHECKING:
    from collections.abc import Sequence


def invoke(arguments: Sequence[str], **options: Any) -> typer.testing.Result:
    """Run a command line; standard output and standard error stay apart."""
    lang = chosen(arguments, {**os.environ, **(options.get("env") or {})})
    # where a later Typer puts them together elsewhere, it only takes longer
    with mock.patch.object(typer.testing, "_get_command", create=True, return_value=command(lang)):
        return typer.testing.CliRunner().invoke(app, list(arguments), **{"prog_name": "csscore", **options})


def interruptible() -> None:
    """Let a process that is about to start hear interrupts, which one of a suite in the background does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

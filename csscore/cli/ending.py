"""How a command ends: the exit codes, and the one exception that ends it early."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from csscore.problems import Problem

DONE: Final = 0
NO: Final = 1
"""Done, and the answer is no."""
USAGE: Final = 2
REJECTED: Final = 3
"""The scheme or the data is refused; nothing was written."""
REFUSED: Final = 4
"""Would overwrite, or can't write."""
BUG: Final = 70
PIPE: Final = 141
"""Whoever read our output has gone: what a shell reports for it (128 + SIGPIPE)."""


class Stopped(Exception):  # noqa: N818 - the command is stopped; what is wrong is in the problems
    """A command can't go on; carries what to say and the exit code."""

    def __init__(self, code: int, *problems: Problem) -> None:
        self.code = code
        self.problems = problems
        super().__init__(code)


def stopped(exit_code: int, code: str, **details: object) -> Stopped:
    """Return the end of a command with one problem of the catalogue."""
    from csscore.problems import Problem

    return Stopped(exit_code, Problem(code, details=details))


def silence_output() -> None:
    """Let nothing more reach standard output: it is broken, and flushing it at exit must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

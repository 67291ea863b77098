"""How a command ends: the exit codes, and the one exception that ends it early."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from csscore.words import Words

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
_STANDARD_OUTPUT: Final = Words("标准输出", "standard output")
PIPE: Final = 141
"""Whoever read our output has gone: what a shell reports for it (128 + SIGPIPE)."""


INTERRUPTED: Final = 130
TERMINATED: Final = 143
"""What a shell reports for SIGINT and SIGTERM (128 + the signal)."""


class Terminated(BaseException):
    """Somebody asked the process to end: no error, as KeyboardInterrupt is none."""


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


def output_failed(error: OSError) -> Stopped:
    """Return the end of a command whose standard output takes nothing any more."""
    from csscore.cli.streams import silence
    from csscore.system import reason

    silence(sys.stdout)
    return stopped(REFUSED, "U204", file=_STANDARD_OUTPUT, reason=reason(error))

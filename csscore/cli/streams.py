"""The three standard streams: they are there even where whoever started csscore closed them; they carry no words of their own."""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper
from typing import Final, TextIO

_ENCODING: Final = "utf-8"


def keep_open() -> None:
    """Open what is closed, so that no file of ours takes its number and what a library prints never lands in one.

    Reading and writing them fails as of a closed one; what is said on standard error is lost.
    """
    if sys.stdin is None:
        _take(0, os.O_WRONLY)
        sys.stdin = open(0, encoding=_ENCODING, closefd=False)  # noqa: SIM115 - it stays open
    if sys.stdout is None:
        _take(1, os.O_RDONLY)
        sys.stdout = open(1, "w", encoding=_ENCODING, closefd=False)  # noqa: SIM115 - it stays open
    if sys.stderr is None:
        _take(2, os.O_WRONLY)
        sys.stderr = open(2, "w", encoding=_ENCODING, closefd=False)  # noqa: SIM115 - it stays open


def speak_plainly() -> None:
    """Let what is said into a file or a pipe be UTF-8 on Windows too, as everything else that csscore writes."""
    if sys.platform == "win32" and isinstance(sys.stderr, TextIOWrapper) and not sys.stderr.isatty():
        sys.stderr.reconfigure(encoding=_ENCODING)


def is_gone(error: OSError) -> bool:
    """Tell whether whoever read a stream has left; Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def silence(stream: TextIO) -> None:
    """Let nothing more reach a stream: it is broken, and flushing it at exit must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_error(text: str) -> None:
    """Write to standard error; where nobody can be told any more, the exit code still tells."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def _take(number: int, flags: int) -> None:
    null = os.open(os.devnull, flags)
    if null != number:
        os.dup2(null, number)
        os.close(null)

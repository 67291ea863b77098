"""A sign of life on a terminal while something takes longer than a second; in pipes and files it says nothing."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from csscore.cli.streams import write_error
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.cli.voice import Voice

_COMPUTING = Words("正在计算…… {seconds} 秒", "computing … {seconds} s")
_ERASE = "\r\x1b[K"


@contextmanager
def waiting(speaker: Voice) -> Iterator[None]:
    """Count the seconds on standard error from the first on, and leave no trace in the end."""
    if speaker.verbosity < 0 or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    done = Event()
    counter = Thread(target=_count, args=(done, speaker), daemon=True)
    counter.start()
    try:
        yield
    finally:
        done.set()
        counter.join()


def _count(done: Event, speaker: Voice) -> None:
    seconds = 0
    while not done.wait(1):
        seconds += 1
        write_error(_ERASE + speaker.text(_COMPUTING, seconds=seconds))
    if seconds:
        write_error(_ERASE)

"""A sign of life on a terminal while something takes longer than a second; in pipes and files it says nothing."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from csscore.doing import now
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.cli.console import Console

_COMPUTING: Final = Words("正在计算", "computing")
_PATIENCE: Final = 1.0
"""Seconds without a word."""
_STEP: Final = 0.2
_waiting: Final = Event()
"""Set while something is shown: what is done within says it there."""


@contextmanager
def waiting(speaker: Console) -> Iterator[None]:
    """Show on standard error what is being done and for how long, from the second second on; leave no trace in the end."""
    silent = speaker.verbosity < 0 or not sys.stderr.isatty() or os.environ.get("TERM") in {"dumb", "unknown"}
    if silent or _waiting.is_set():
        yield
        return
    done = Event()
    shown = Thread(target=_show, args=(done, speaker), daemon=True)
    _waiting.set()
    shown.start()
    try:
        yield
    finally:
        _waiting.clear()
        done.set()
        shown.join()


def _show(done: Event, speaker: Console) -> None:
    if done.wait(_PATIENCE):
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    painter = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    try:
        with Progress(*columns, console=painter, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
            task = progress.add_task(speaker.text(now() or _COMPUTING), total=None)
            while not done.wait(_STEP):
                progress.update(task, description=speaker.text(now() or _COMPUTING))
    except OSError:
        return  # nobody can be told any more; the exit code still tells

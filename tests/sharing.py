"""What is started once for all processes that run the tests side by side, by the first that asks; it ends after the last."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol, TypeVar

try:
    import fcntl
except ImportError:  # Windows: each process has its own
    fcntl = None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    class Started(Protocol):
        """What processes find by a text."""

        def told(self) -> str: ...


T = TypeVar("T", bound="Started")


@contextlib.contextmanager
def once(
    folder: Path | None, name: str, *, start: Callable[[], AbstractContextManager[T]], find: Callable[[str], T | None]
) -> Iterator[T]:
    """Give what one process starts.

    Parameters
    ----------
    folder
        A folder by which processes find it; None for one of one's own.
    name
        What it is called there.
    start, find
        What starts it, and what finds it by the text that it is told by; None where it is there no more.
    """
    if folder is None or fcntl is None:
        with start() as own:
            yield own
        return
    at = folder / f"{name}.at"
    with (folder / f"{name}.starting").open("a") as starting, (folder / f"{name}.used").open("a") as used:
        fcntl.flock(starting, fcntl.LOCK_EX)
        found = find(at.read_text(encoding="utf-8")) if at.exists() else None
        if found is not None:
            fcntl.flock(used, fcntl.LOCK_SH)
            fcntl.flock(starting, fcntl.LOCK_UN)
            yield found
            return
        with start() as started:
            at.write_text(started.told(), encoding="utf-8")
            fcntl.flock(used, fcntl.LOCK_SH)
            fcntl.flock(starting, fcntl.LOCK_UN)
            yield started
            fcntl.flock(used, fcntl.LOCK_UN)
            fcntl.flock(starting, fcntl.LOCK_EX)  # nobody may find it from here on
            at.unlink()
            fcntl.flock(starting, fcntl.LOCK_UN)
            fcntl.flock(used, fcntl.LOCK_EX)  # until the last of the others is done

"""Work on long columns, on all cores; the outcome and its order are those of a plain loop."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")

LONG: Final = 100_000
"""Rows from which a second core is worth asking."""


def side_by_side(work: Callable[[_Thing], _Made], things: Iterable[_Thing], *, rows: int) -> Iterator[_Made]:
    """Yield what comes of each thing, in their order; some are worked on at once, a few ahead of the one that is asked for.

    Parameters
    ----------
    work
        Spends its time in numpy or Arrow, which let other threads run; it changes nothing that another call looks at.
    things
        What is worked on.
    rows
        How long the columns are.
    """
    cores = os.cpu_count() or 1
    if rows < LONG or cores == 1:
        yield from map(work, things)
        return
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    with ThreadPoolExecutor(cores) as pool:
        ahead: deque[Future[_Made]] = deque()
        for thing in things:
            ahead.append(pool.submit(work, thing))
            if len(ahead) > 2 * cores:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

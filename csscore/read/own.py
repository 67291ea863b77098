"""Tells a table that csscore wrote itself, whose units are known and need no guess; it reads no cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEYS: Final = {"rank", "agent", "score", "pay"}
_POINTS: Final = "_points"
_VALUE: Final = ".value"
"""Behind the name of a metric that is called as one of the other columns."""


def is_result(headers: Sequence[str]) -> bool:
    """Tell whether headers are those of a result (csv, or a result's JSON as a table).

    It has rank, agent, score and pay, and after that (behind the reason, where there is one) the points of each metric, directly
    behind its value.
    """
    points = [at for at, header in enumerate(headers) if header.endswith(_POINTS)]
    if not set(headers) >= _KEYS or headers.count("pay") != 1:
        return False
    points = [at for at in points if "reason" not in headers or at > headers.index("reason")]
    first = headers.index("pay")
    return bool(points) and all(at > first and headers[at - 1].removesuffix(_VALUE) + _POINTS == headers[at] for at in points)

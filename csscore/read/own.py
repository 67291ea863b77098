"""Tells a table that csscore wrote itself, whose units are known and need no guess; it reads no cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEYS: Final = {"rank", "agent", "score", "pay"}
_POINTS: Final = "_points"


def is_result(headers: Sequence[str]) -> bool:
    """Tell whether headers are those of a result (csv, or a result's JSON as a table).

    It has rank, agent, score and pay, and after that the points of each metric directly behind its value.
    """
    points = [at for at, header in enumerate(headers) if header.endswith(_POINTS)]
    return (
        headers.count("pay") == 1
        and set(headers) >= _KEYS
        and bool(points)
        and all(at > headers.index("pay") and headers[at - 1] + _POINTS == headers[at] for at in points)
    )

"""Tells a file that csscore wrote itself: a result, whose units are known and need no guess, or a report; it reads no cell."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from csscore.read.archive import BAD_ZIP

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEYS: Final = {"rank", "agent", "score", "pay"}
_TOLD: Final = {*_KEYS, "name", "status", "reason"}
"""What stands in every result."""
_POINTS: Final = "_points"
_VALUE: Final = ".value"
"""Behind the name of a metric that is called as one of the other columns."""


GENERATOR: Final = "csscore"
"""Stands in what csscore writes for people: among the keywords of a workbook, as the generator of a page."""
_BEGINNING: Final = 4096
_PAGE: Final = re.compile(rb"""<!-- csscore slips -->|<meta name="?generator"? content="?csscore"?""")
_TABLE: Final = re.compile(rb"^\|( :?-+:? \|){2,}\s*$", re.MULTILINE)
"""Below the header of a table of Markdown: no system exports that."""
_COMPARED: Final = {"rank_before", "rank_after", "pay_before", "pay_after"}
_LISTED: Final = (["rank", "score", "pay"], ["rank", "score", "pay", "file"])
"""How the list of slips ends."""


def is_report(data: bytes) -> bool:
    """Tell a workbook, page or slip that csscore wrote, and a table of Markdown, from any other file, by its bytes."""
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return f"<cp:keywords>{GENERATOR}</cp:keywords>".encode() in archive.read("docProps/core.xml")
        except (KeyError, *BAD_ZIP):
            return False
    head = data[:_BEGINNING]
    return _PAGE.search(head) is not None or _TABLE.search(head) is not None


def is_own(headers: Sequence[str]) -> bool:
    """Tell whether headers are those of any table that csscore writes: a result, a comparison, months, the list of slips."""
    named = [header for header in headers if header]
    listed = named[:2] == ["agent", "name"] and any(named[-len(end) :] == end for end in _LISTED)
    return is_result(named) or set(named) >= _COMPARED or listed


def seems_own(headers: Sequence[str]) -> bool:
    """Tell whether headers may be those of a result that ``--fields`` cut: what is computed stands beside the agent."""
    named = set(headers)
    scored = {header for header in named if header.endswith(_POINTS)}
    computed = len(named & _KEYS) > 2 or any(header.removesuffix(_POINTS) in named for header in scored)
    return "agent" in named and (computed or (bool(scored) and named <= _TOLD | scored))


def may_be_own(headers: Sequence[str]) -> bool:
    """Tell whether headers are csscore's words alone, as of a result cut to one column; others have such a table, too."""
    named = {header for header in headers if header}
    return named <= _TOLD and "agent" in named and len(named & _KEYS) > 1


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

"""What a file holds, whatever the order of its rows and its line ends; files that are no tables count by their bytes."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 64 << 20
"""Bytes above which a file counts by its bytes."""
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def fingerprint(path: Path) -> str:
    """Return a hash of a file: of a text its lines, of a workbook the rows of each sheet, in sorted order."""
    with path.open("rb") as file:
        if path.stat().st_size > _MOST:
            return hashlib.file_digest(file, "sha256").hexdigest()
        return fingerprint_of(file.read())


def fingerprint_of(data: bytes) -> str:
    """Return the same of what a file holds."""
    pieces = _rows(data) if data.startswith(_BOOKS) else None
    if pieces is None:
        pieces = (
            [data]
            if b"\0" in data
            else sorted(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n"))
        )
    hashed = hashlib.sha256()
    for piece in pieces:
        hashed.update(len(piece).to_bytes(8, "big") + piece)
    return hashed.hexdigest()


def _rows(data: bytes) -> list[bytes] | None:
    """Return the rows of all sheets of a workbook; None for what is none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError):
        return None
    return sorted(json.dumps([name, *map(_cell, row)]).encode() for name, rows in sheets.items() for row in rows)


def _cell(value: object) -> str:
    """Write a cell as every version of the library gives it: 3 and 3.0 are one number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{type(value).__name__} {value}"
    return f"number {value:.15g}"

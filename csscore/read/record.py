"""The record of what a run has read: every file, in which role, with the digest of its bytes; it decides nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from csscore.read.address import address
from csscore.read.tables.choosing import is_database, located
from csscore.result import InputFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.read.inspection import Reading


def input_files(readings: Iterable[Reading], *, history: Sequence[str], scheme: Sequence[str]) -> tuple[InputFile, ...]:
    """Return every file that was read.

    Parameters
    ----------
    readings
        How each table was read; the FILES first.
    history
        Results of earlier periods.
    scheme
        The files that the scheme was put together from, its own first.
    """
    others = [
        *(("history", path) for path in sorted(history)),
        *(("include" if number else "scheme", path) for number, path in enumerate(scheme)),
    ]
    return (*_tables(readings), *(_file(role, path) for role, path in others))


def _tables(readings: Iterable[Reading]) -> Iterator[InputFile]:
    for one in readings:
        if one.container == "frame":
            yield InputFile(one.role, None, rows=one.rows)
        else:
            size, modified = _stated(one.file)
            yield InputFile(one.role, one.file, one.sheet, one.digest, one.rows, size, modified)


def _file(role: str, path: str) -> InputFile:
    size, modified = _stated(path)
    try:
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:  # it was there when it was read
        digest = ""
    return InputFile(role, path, sha256=digest, size=size, modified=modified)


def file_of(path: str) -> Path:
    """Return the file of an address: without a sheet, or the table of a database."""
    return Path(located(path)[0] if is_database(path) else address(path).file)


def digest_of(path: str) -> str:
    """Return the digest of a file's bytes."""
    with file_of(path).open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _stated(path: str) -> tuple[int | None, str | None]:
    try:
        stat = file_of(path).stat()
    except (OSError, ValueError):  # standard input
        return None, None
    return stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

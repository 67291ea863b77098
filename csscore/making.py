"""A file or folder in the making: beside its place, under another name, locked; what a killed run left there is removed.

Whoever holds the lock is at work; what can be locked was left by a run that is no more. The name says whose it is.
"""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import shutil
import time
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAY: Final = 86_400
"""Seconds."""
_LONGEST: Final = 200
"""Bytes of a name that are kept; file systems take 255."""


def beside(place: Path, ending: str) -> Path:
    """Return a free name beside a place."""
    return place.with_name(f"{_beginning(place)}{secrets.token_hex(4)}.{ending}")


@contextlib.contextmanager
def file_beside(place: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Give a new file to write, locked; it is gone afterwards, unless it was given another name."""
    _sweep(place)
    while True:
        part = beside(place, "part")
        file = part.open("xb")
        _lock(file.fileno())
        if is_at(part, file.fileno()):
            break
        file.close()  # a run that began at the same moment took it for one that was left
    try:
        with file:
            yield part, file
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def folder_beside(place: Path) -> Iterator[Path]:
    """Give a new folder to fill, locked; it is gone afterwards, unless it was given another name."""
    _sweep(place)
    part = beside(place, "part")
    part.mkdir()
    try:
        with _locked(part):
            yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _beginning(place: Path) -> str:
    return f".{os.fsdecode(os.fsencode(place.name)[:_LONGEST])}."


def _sweep(place: Path) -> None:
    """Remove what runs that are no more left beside a place."""
    known = glob.escape(_beginning(place)) + "[0-9a-f]" * 8
    for left in (*place.parent.glob(f"{known}.part"), *place.parent.glob(f"{known}.old")):
        with contextlib.suppress(OSError), _locked(left) as free:
            if free and left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            elif free:
                left.unlink()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[bool]:
    """Lock what is there, and say whether that was free.

    Windows locks files that are open by itself, and no folders: one is free once nobody has filled it for a day.
    """
    if os.name == "nt":
        yield not path.is_dir() or time.time() - path.stat().st_mtime > _DAY
        return
    number = os.open(path, os.O_RDONLY)
    try:
        yield _lock(number)
    finally:
        os.close(number)


def _lock(number: int) -> bool:
    """Take the lock of an open file, and say whether that was possible; a file system without locks has none to take."""
    if os.name == "nt":
        return True
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_at(path: Path, number: int) -> bool:
    """Tell whether an open file still has its name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(number))
    except OSError:
        return False

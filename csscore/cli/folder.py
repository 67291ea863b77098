"""A folder of slips that is whole or not there: it is made beside its place and takes it; nothing of anybody else's is touched.

An existing folder is replaced as a whole, and only if every file in it is a slip: slips bear a mark near their beginning.
So nobody's files are lost, and no slip of somebody who has left stays behind.
"""

from __future__ import annotations

import os
import shutil
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csscore import report
from csscore.cli.exit_codes import REFUSED, stopped
from csscore.making import beside, folder_beside
from csscore.system import is_folder, is_there, reason
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEGINNING: Final = 128
"""Bytes of a file in which the mark must stand."""
_ENDINGS: Final = {".html", ".md", ".png", ".pdf"}


def free_folder(path: str, *, force: bool) -> Path:
    """Return the real path of a folder that may be written.

    Raises
    ------
    Stopped
        If it is not a folder, holds what must not be lost, or is where one works.
    """
    place = Path(realpath(path))
    if not is_folder(place.parent):
        raise stopped(REFUSED, "U203", file=path, folder=str(Path(path).parent))
    if not is_there(place):
        return place
    if not is_folder(place):
        raise stopped(REFUSED, "U119", file=path)
    if Path.cwd().is_relative_to(place):
        raise stopped(REFUSED, "U118", folder=path)
    _check(place, path, force=force)
    return place


def write_folder(place: Path, files: Iterable[tuple[str, bytes]], *, overwrite: bool) -> None:
    """Write the files into a folder beside, which then takes its place.

    Raises
    ------
    Stopped
        If the disk or the file system refuses; nothing is left behind, and what was there is there.
    """
    old = beside(place, "old")
    try:
        with folder_beside(place) as part:
            for name, data in files:
                with (part / name).open("xb") as file:
                    file.write(data)
            if place.exists():
                _check(place, str(place), force=overwrite)  # somebody may have written into it since
                place.rename(old)
            try:
                part.rename(place)
            except OSError:
                if old.exists():
                    old.rename(place)
                raise
    except OSError as error:
        raise stopped(REFUSED, "U204", file=str(place), reason=reason(error)) from error
    finally:
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)


def _check(place: Path, path: str, *, force: bool) -> None:
    entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    if not entries:
        return
    if not force:
        raise stopped(REFUSED, "U116", folder=path, count=len(entries))
    foreign = [entry.name for entry in entries if not _is_slip(entry)]
    if foreign:
        raise stopped(REFUSED, "U117", folder=path, files=listed(foreign, most=3))


def _is_slip(entry: os.DirEntry[str]) -> bool:
    """Say whether csscore wrote a file as a slip; links and folders never are."""
    if not entry.is_file(follow_symlinks=False) or Path(entry.name).suffix not in _ENDINGS:
        return False
    with open(entry.path, "rb") as file:  # noqa: PTH123 - an entry has its path as text
        if entry.name.endswith(".pdf"):  # its beginning is its own
            file.seek(-min(_BEGINNING, entry.stat().st_size), os.SEEK_END)
        return report.slips.files.MARK in file.read(_BEGINNING)

"""Folders for what a run keeps on the disk: those of runs that were killed are taken away by the next."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

_PREFIX: Final = "csscore-rows-"
_ABANDONED: Final = re.compile(rf"{_PREFIX}(\d+)-.*")


def folder() -> Path:
    """Return a new folder."""
    _sweep()
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))


def _sweep() -> None:
    """Take away the folders of runs that were killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        found = _ABANDONED.fullmatch(left.name)
        if found is not None and not _runs(int(found[1])):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    if os.name == "nt":  # asking would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

"""The command line: a thin layer over the library; it has no rule and no arithmetic of its own."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from typing import Final

_SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",  # starting them takes as long as loading numpy; nothing here goes through BLAS
    "NUMPY_MADVISE_HUGEPAGE": "0",  # columns come and go faster than the system finds huge pages for them
    "MIMALLOC_ALLOW_THP": "0",  # and so do Arrow's
}
_MANY_OBJECTS: Final = 1_000_000
"""New objects before Python looks for garbage: loading modules makes a hundred thousand that stay."""


def main() -> None:
    """Run csscore, a process of its own: numpy and Arrow read these settings when they are loaded."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    gc.set_threshold(_MANY_OBJECTS)
    atexit.register(gc.freeze)  # Python would look for garbage among all that stays once more, a sixth of a small month
    from csscore.cli.exit_codes import INTERRUPTED, TERMINATED, Terminated

    signal.signal(signal.SIGTERM, _terminate)
    try:
        from csscore.cli.streams import keep_open, speak_plainly

        keep_open()
        speak_plainly()
        from csscore.cli.app import app

        app()
    except KeyboardInterrupt:  # before the door was reached
        sys.exit(INTERRUPTED)
    except Terminated:
        sys.exit(TERMINATED)


def _terminate(*_: object) -> None:
    from csscore.cli.exit_codes import Terminated

    raise Terminated

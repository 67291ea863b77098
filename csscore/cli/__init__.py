"""The command line: a thin layer over the library; it has no rule and no arithmetic of its own."""

from __future__ import annotations

import os

_SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",  # starting them takes as long as loading numpy; nothing here goes through BLAS
    "NUMPY_MADVISE_HUGEPAGE": "0",  # columns come and go faster than the system finds huge pages for them
}


def main() -> None:
    """Run csscore, a process of its own: numpy reads these settings when it is loaded."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    from csscore.cli.app import app

    app()

"""The command line: a thin layer over the library; it has no rule and no arithmetic of its own."""

from __future__ import annotations


def main() -> None:
    """Run csscore."""
    from csscore.cli.app import app

    app()

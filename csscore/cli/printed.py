"""Slips as paper and as pictures: which browser does it, what is written where there is none; it lays out nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore import report
from csscore.cli.exit_codes import REFUSED, stopped
from csscore.problems import Problem
from csscore.report import printing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


PRINTED: Final = ("pdf", "png")
"""Formats that take a browser."""


def format_here(format_: str) -> str:
    """Return the format that can be written here: pages instead of paper and pictures where no browser is."""
    return "html" if format_ in PRINTED and printing.browser() is None else format_


def said(asked: str | None, written: str) -> Iterator[Problem]:
    """Yield what is to be said where pages are written instead."""
    if asked in PRINTED and written not in PRINTED:
        yield Problem("U233", details={"format": asked})


def files(names: Sequence[str], pages: Iterator[str], format_: str) -> Iterator[tuple[str, bytes]]:
    """Yield each person's file, its name first.

    Raises
    ------
    Stopped
        If the browser fails (U234).
    """
    program = printing.browser() or ""
    try:
        if format_ == "png":
            yield from zip(names, printing.pictures(list(pages), program, mark=report.slips.files.MARK), strict=True)
        else:
            yield from (
                (name, printing.paper(page, program, mark=report.slips.files.MARK))
                for name, page in zip(names, pages, strict=True)
            )
    except printing.PrintingError as error:
        raise stopped(REFUSED, "U234", reason=str(error)) from error


def together(page: str) -> bytes:
    """Return a page of several slips as paper."""
    return next(files(["-"], iter([page]), "pdf"))[1]

"""Where a result goes: standard output, or a file that is whole or not there; it never writes onto an input."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from os.path import realpath  # unlike Path.resolve, it has an answer for links in a circle
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from typer import Exit

from csscore import report
from csscore.cli import formats as ranking
from csscore.cli.console import current, width
from csscore.cli.exit_codes import PIPE, REFUSED, USAGE, output_failed, stopped
from csscore.cli.inputs import is_same
from csscore.cli.streams import is_gone, silence
from csscore.cli.usage import choice, listed, near
from csscore.cli.waiting import waiting
from csscore.doing import WRITING, doing
from csscore.making import file_beside
from csscore.read.address import address
from csscore.system import is_file, is_folder, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from csscore.report.blocks import Block
    from csscore.words import Lang

ENDINGS: Final = {**ranking.ENDINGS, ".svg": "svg"}


@dataclass(frozen=True, slots=True)
class Target:
    """What is written, and where: None is standard output."""

    format: str
    path: Path | None
    overwrite: bool = False

    @property
    def is_terminal(self) -> bool:
        """Say whether a person looks at it while it is written."""
        return self.path is None and sys.stdout.isatty()

    @property
    def width(self) -> int | None:
        """Return the columns to print in; None for a file, and for a pipe of which nobody says how wide it is."""
        return width(sys.stdout) if self.path is None else None

    def write(self, writer: Callable[[BinaryIO], None]) -> None:
        """Write it; a file gets its name only when it is complete and on the disk.

        Raises
        ------
        Stopped
            If the disk or the file system refuses; nothing is left behind.
        """
        if self.path is None:
            _print(writer)
        elif self.path.exists() and not self.path.is_file():
            _into_device(self.path, writer)
        else:
            _replace(self.path, writer, overwrite=self.overwrite)

    def write_text(self, text: str) -> None:
        """Write a text as UTF-8; a csv file begins with the mark by which spreadsheets know that it is."""
        mark = report.csv.BOM if self.format == "csv" and self.path is not None else b""
        self.write(lambda out: out.writelines([mark, text.encode("utf-8", "replace")]))

    def write_blocks(self, document: Iterable[Block], lang: Lang, *, title: str, width: int | None = None) -> None:
        """Write a document as Markdown, as a page or as lines of a terminal of this width."""
        blocks = list(document)
        if self.format == "md":
            self.write_text(report.blocks.markdown_text(blocks))
        elif self.format == "html":
            self.write_text(report.blocks.html_text(blocks, title=title, lang=lang))
        else:
            self.write_text("".join(f"{line}\n" for line in report.blocks.terminal_lines(blocks, width=width)))


def write_comparison(to: Target, lang: Lang, room: str, found: Any, *, over: Any, everybody: bool) -> None:
    """Write what a comparison found, in any format but a workbook.

    Parameters
    ----------
    room
        The package of `csscore.report` that has ``blocks``, ``title`` and, in ``files``, ``csv_text`` and ``json_text``.
    found, over, everybody
        What these take.
    """
    page = getattr(report, room)
    if to.format == "json":
        to.write_text(page.files.json_text(found, lang, over=over))
    elif to.format == "csv":
        to.write_text(page.files.csv_text(found, lang, over=over))
    else:
        document = page.blocks(found, lang, over=over, everybody=everybody)
        to.write_blocks(document, lang, title=page.title(found, lang), width=to.width)


def target(
    path: str | None,
    format_: str | None,
    *,
    force: bool,
    inputs: Iterable[str],
    formats: Sequence[str] = ranking.FORMATS,
    piped: str = "csv",
) -> Target:
    """Return where the result will go, before anything is computed.

    Parameters
    ----------
    path
        ``-o``; None or ``-`` is standard output.
    format_
        ``--format``; by the ending otherwise, or table on a terminal and ``piped`` in a pipe.
    force
        Overwrite what is there.
    inputs
        Files of this run, which are never written onto.
    formats
        What the command can write.
    piped
        The format in a pipe.

    Raises
    ------
    Stopped
        If the format can't be told, the file exists, is an input or has no folder.
    """
    if format_ is not None:
        choice("--format", format_, formats)
    if path is None or path == "-":
        chosen = format_ or ("table" if sys.stdout.isatty() else piped)
        if chosen == "xlsx" and sys.stdout.isatty():
            raise stopped(USAGE, "U123")
        _keep_inputs(inputs)
        return Target(chosen, None)
    place = free(path, force=force, inputs=inputs)
    return Target(_format(path, format_, formats), place, overwrite=force)


def free(path: str, *, force: bool, inputs: Iterable[str] = ()) -> Path:
    """Return the real path of a file that may be written, links followed."""
    place = Path(realpath(path))
    for file in inputs:
        if is_same(place, Path(address(file).file)):
            raise stopped(REFUSED, "U202", file=path)
    if not is_folder(place.parent):
        raise stopped(REFUSED, "U203", file=path, folder=str(Path(path).parent))
    if is_folder(place):
        raise stopped(REFUSED, "U270", file=path)
    if is_file(place) and not force:
        raise stopped(REFUSED, "U201", file=path)
    return place


def say(text: str) -> None:
    """Print a text that is the result of a command."""
    _print(lambda out: out.writelines([text.encode("utf-8", "replace")]))


def say_json(document: Mapping[str, Any], lang: Lang) -> None:
    """Print what a command tells programs."""
    say(report.document.document_text(document, lang, indent=2))


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a file of text that a command makes."""

    def write(to: BinaryIO) -> None:
        to.write(text.encode())

    Target("", path, overwrite=force).write(write)


def _format(path: str, format_: str | None, formats: Sequence[str]) -> str:
    ending = Path(path).suffix.lower()
    endings = {name: kind for name, kind in ENDINGS.items() if kind in formats}
    told = endings.get(ending)
    if format_ is None and told is None:
        code = "U121" if len(set(endings.values())) > 1 else "U273"  # then there is nothing for --format to tell
        raise stopped(USAGE, code, file=path, near=near(ending, endings), known=listed(endings))
    if format_ is not None and told not in (None, format_) and ending != ".txt":
        raise stopped(USAGE, "U122", file=path, ending=ending, format=format_)
    return format_ or told or ""


def _keep_inputs(inputs: Iterable[str]) -> None:
    """Stop where standard output goes into a file that is read: ``>> march.csv``."""
    try:
        here = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):  # no real file
        return
    if not S_ISREG(here.st_mode):
        return
    for file in inputs:
        with suppress(OSError):
            if os.path.samestat(here, os.stat(file)):  # noqa: PTH116 - samestat wants it
                raise stopped(REFUSED, "U202", file=file)


def _print(writer: Callable[[BinaryIO], None]) -> None:
    """Write to standard output, always UTF-8: what reads a pipe should not depend on our locale."""
    try:
        writer(sys.stdout.buffer)
        sys.stdout.flush()
    except OSError as error:
        if not is_gone(error):
            raise output_failed(error) from error
        silence(sys.stdout)
        raise Exit(PIPE) from None


def _into_device(path: Path, writer: Callable[[BinaryIO], None]) -> None:
    try:
        with path.open("wb") as device:
            writer(device)
    except OSError as error:
        raise stopped(REFUSED, "U204", file=str(path), reason=reason(error)) from error


def _replace(path: Path, writer: Callable[[BinaryIO], None], *, overwrite: bool) -> None:
    doing(WRITING, file=path.name)
    try:
        with waiting(current()), file_beside(path) as (part, file):
            writer(file)
            file.flush()
            os.fsync(file.fileno())
            if path.exists() and not overwrite:  # it was not there before the computation
                raise stopped(REFUSED, "U270" if is_folder(path) else "U201", file=str(path))
            if os.name == "nt":
                file.close()
            part.replace(path)
    except OSError as error:
        raise stopped(REFUSED, "U204", file=str(path), reason=reason(error)) from error

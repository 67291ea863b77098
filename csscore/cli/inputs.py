"""The files of a command line: wildcards written out, nothing given twice; it opens none of them."""

from __future__ import annotations

from glob import glob
from os.path import realpath  # unlike Path.resolve, it has an answer for links in a circle
from pathlib import Path
from typing import TYPE_CHECKING

from csscore.cli.ending import USAGE, stopped
from csscore.cli.usage import pairs
from csscore.read.address import STDIN, Address, address
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

_WAITING = Words("从标准输入读 csv，按 Ctrl-D 结束", "reading csv from standard input; Ctrl-D ends it")


def expanded(files: Sequence[str]) -> list[str]:
    """Return the files, patterns replaced by what they match (sorted: a shell or Windows may leave them to us).

    Raises
    ------
    Stopped
        If a pattern matches nothing or a file (or one sheet of it) is there twice.
    """
    found: list[Address] = []
    for file in map(address, files):
        pattern = file.file
        if pattern != STDIN and any(sign in pattern for sign in "*?[") and not Path(pattern).exists():
            matches = sorted(glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not matches:
                raise stopped(USAGE, "U111", pattern=pattern)
            found += [Address(match, file.sheets) for match in matches]
        else:
            found.append(file)
    seen: set[Address] = set()
    for file in found:
        real = file if file.file == STDIN else Address(realpath(file.file), file.sheets)
        if real in seen:
            raise stopped(USAGE, "U112", file=str(file))
        seen.add(real)
    return [str(file) for file in found]


def named_inputs(values: Sequence[str] | None) -> dict[str, str]:
    """Return the files of ``--with NAME=FILE`` by name."""
    found: dict[str, str] = {}
    for name, file in pairs("--with", values or (), form="NAME=FILE", example="exam=exam.xlsx"):
        if name in found:
            raise stopped(USAGE, "U108", name=name)
        found[name] = file
    return found


def earlier_results(values: Sequence[str] | None, *, output: str | None = None) -> list[str]:
    """Return the files of ``--history``; a pattern may match the file that is to be written, which is no earlier result."""
    own = None if output is None else realpath(output)
    return [file for file in expanded(values or ()) if realpath(file) != own]


def overrides(values: Sequence[str] | None) -> list[str]:
    """Return ``--set`` as given, having checked its form."""
    pairs("--set", values or (), form="PATH=VALUE", example="metrics.sales.weight=50")
    return list(values or ())


def scheme_files(scheme: str) -> list[str]:
    """Return the files that a scheme's name or path may stand for, among one's own."""
    from csscore.scheme.lookup import ENDINGS, OWN

    places = [Path(scheme), *(Path(OWN, scheme + ending) for ending in ENDINGS)]
    return [str(place) for place in places if place.is_file()]


def announce_stdin(files: Sequence[str]) -> None:
    """Say that input is awaited, rather than hang silently, where someone sits at a keyboard."""
    import sys

    from csscore.cli import voice

    if STDIN in files and sys.stdin.isatty():
        voice.current().remark(_WAITING)

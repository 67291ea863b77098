"""How csscore talks: language, loudness and colour; results go to standard output, every other word to standard error."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from csscore import report
from csscore.cli.streams import silence, write_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console as Painter

    from csscore.problems import Problem
    from csscore.report.problems import Entry
    from csscore.words import Lang, Words

_COLOURS = {"error": "bold red", "warning": "yellow", "note": "blue", "accepted": "green"}


@dataclass(frozen=True, slots=True)
class Console:
    """The language and how much is said: -1 quiet, 0 as usual, 1 verbose."""

    lang: Lang
    verbosity: int = 0

    def text(self, words: Words, **details: object) -> str:
        """Return words in the language."""
        return words.filled(details).in_(self.lang)

    def remark(self, words: Words, **details: object) -> None:
        """Say something in passing, unless quiet."""
        if self.verbosity >= 0:
            _write_error(self.text(words, **details))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Show problems, repeats folded; when quiet only errors."""
        coloured = wants_colour(sys.stderr)
        for entry in report.problems.entries(problems, self.lang, verbosity=self.verbosity):
            if coloured:
                _paint(entry, self.lang)
            else:
                _write_error(entry.text(self.lang))

    def forbid_warnings(self, problems: Iterable[Problem]) -> None:
        """Stop, having shown them, if any of the problems is a warning: ``--strict``."""
        from csscore.cli.exit_codes import REJECTED, stopped

        shown = tuple(problems)
        count = sum(problem.severity == "warning" for problem in shown)
        if count:
            self.problems(shown)
            raise stopped(REJECTED, "U301", count=count)


_speaking: list[Console] = []


def start(lang: Lang, *, verbosity: int = 0) -> Console:
    """Begin to talk in a language; the last start holds."""
    _speaking[:] = [Console(lang, verbosity)]
    return _speaking[0]


def begin(lang: str | None, *, quiet: bool, verbose: bool) -> Console:
    """Take up a command's ``--lang``, ``-q`` and ``-v``; the language itself was found before parsing."""
    from csscore.cli.exit_codes import USAGE, stopped
    from csscore.cli.language import LANGS
    from csscore.cli.usage import choice

    if lang is not None:
        choice("--lang", lang, LANGS)
    if quiet and verbose:
        raise stopped(USAGE, "U128")
    return start(current().lang, verbosity=-1 if quiet else int(verbose))


def current() -> Console:
    """Return how csscore talks now."""
    return _speaking[0] if _speaking else start("en")


def width(stream: TextIO) -> int | None:
    """Return the columns of a terminal, or what COLUMNS says; None for a pipe, which takes lines of any length."""
    from shutil import get_terminal_size

    return get_terminal_size().columns if stream.isatty() or os.environ.get("COLUMNS") else None


def wants_colour(stream: TextIO) -> bool:
    """Say whether a stream gets colours: not with NO_COLOR, always with FORCE_COLOR, else on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def painter(stream: TextIO) -> Painter:
    """Return a console that paints and parses nothing of what it is given."""
    from rich.console import Console as Painter

    plain: dict[str, Any] = {"markup": False, "emoji": False, "highlight": False, "soft_wrap": True}
    many = "256" in os.environ.get("TERM", "") or bool(os.environ.get("COLORTERM"))
    return Painter(file=stream, force_terminal=True, color_system="256" if many else "standard", **plain)


def _write_error(text: str) -> None:
    write_error(f"{text}\n")


def _paint(entry: Entry, lang: Lang) -> None:
    from rich.text import Text

    from csscore.problems import SEVERITIES

    line = Text(f"{entry.place}: " if entry.place else "", style="bold")
    line.append(f"{SEVERITIES[entry.severity].in_(lang)} {entry.code}", _COLOURS[entry.severity])
    line.append(f": {entry.message}", "not bold")
    if entry.below:
        line.append(f"\n  {entry.below}", "not bold")
    try:
        painter(sys.stderr).print(line)
    except OSError:
        silence(sys.stderr)

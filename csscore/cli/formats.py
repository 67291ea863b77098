"""The formats of a ranking: each says its name, how its files end and what writes it; whoever asks for formats asks here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from csscore import analysis, report
from csscore.cli import console
from csscore.cli.exit_codes import REFUSED, stopped
from csscore.cli.usage import known_fields
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.cli.console import Console
    from csscore.cli.output import Target
    from csscore.explanation import Explanation
    from csscore.pipeline import Run
    from csscore.report.names import Names
    from csscore.words import Lang

_EXPLAINED: Final = 300
"""Most agents that a page explains one by one."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What is written: a run, whose result may have been made anonymous, and what the options say of it."""

    run: Run
    speaker: Console
    names: Names | None
    """The names that were hidden; None where people are named."""
    bars: bool
    fields: Sequence[str]
    digest: bool

    @property
    def lang(self) -> Lang:
        """Return the language that it is written in."""
        return self.speaker.lang


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name: what its files end in, and what writes it, which is loaded only when it is the one."""

    key: str
    endings: tuple[str, ...]
    write: Callable[[Ranked, Target], None]


def _csv(of: Ranked, to: Target) -> None:
    result, known = of.run.result, report.view.payroll
    fields = known_fields(of.fields, [column.key for column in known(result, of.lang)]) if of.fields else of.fields

    def written(file: BinaryIO) -> None:
        file.write(report.csv.BOM if to.path is not None else b"")
        report.csv.write_csv(result, file, lang=of.lang, fields=fields)

    to.write(written)


def _json(of: Ranked, to: Target) -> None:
    to.write(lambda out: report.json.write_json(of.run.result, out, lang=of.lang, digest=of.digest))


def _markdown(of: Ranked, to: Target) -> None:
    to.write(lambda out: report.markdown.write_markdown(of.run.result, out, lang=of.lang))


def _workbook(of: Ranked, to: Target) -> None:
    most, count = report.workbook.MOST_AGENTS, len(of.run.result)
    if count > most:
        raise stopped(REFUSED, "U205", most=most, count=count)
    to.write(lambda out: report.workbook.write_workbook(of.run.result, out, lang=of.lang, run=of.run))


def _page(of: Ranked, to: Target) -> None:
    """Write the page; of a team it explains everybody, of a multitude or of people without names it shows the result alone."""

    def explain(agent: int) -> Explanation:
        return analysis.explain.explained(of.run, agent, what_if=False)

    explained = None if of.names is not None or len(of.run.result) > _EXPLAINED else explain
    to.write(lambda out: report.page.write_page(of.run, out, lang=of.lang, names=of.names, explained=explained))


def _table(of: Ranked, to: Target) -> None:
    result, width = of.run.result, to.width
    coloured = to.path is None and console.wants_colour(sys.stdout)
    if of.bars:
        encoding = (to.is_terminal and sys.stdout.encoding) or "utf-8"
        table = report.plot.lines(result, of.lang, width=width, coloured=coloured, encoding=encoding)
    else:
        table = report.terminal.lines(result, of.lang, width=width, points=of.speaker.verbosity > 0)
    if coloured:
        painter = console.painter(sys.stdout)
        few = of.bars and painter.color_system == "standard"
        for line in table:
            painter.print(report.plot.in_sixteen(line) if few else line)
    else:
        to.write(lambda out: out.writelines(f"{line.plain}\n".encode("utf-8", "replace") for line in table))


TABLE: Final = (
    Format("csv", (".csv",), _csv),
    Format("json", (".json",), _json),
    Format("md", (".md", ".markdown"), _markdown),
    Format("xlsx", (".xlsx",), _workbook),
    Format("table", (".txt",), _table),
    Format("html", (".html", ".htm"), _page),
)
FORMATS: Final = tuple(sorted((one.key for one in TABLE), key=lambda key: key != "table"))
"""Their names, what a terminal gets first."""
ENDINGS: Final = {ending: one.key for one in TABLE for ending in one.endings}
NAMED: Final = Words(*(f"{before.join(FORMATS[:-1])}{last}{FORMATS[-1]}" for before, last in (("、", " 或 "), (", ", " or "))))
"""Their names in a sentence."""


def write(of: Ranked, to: Target) -> None:
    """Write a ranking in the format that was chosen."""
    next(one for one in TABLE if one.key == to.format).write(of, to)

"""The ranking as a Markdown table to paste into a page or a chat; it never lets a name become markup.

Cells are not padded: one longer name would otherwise change every line of the table under version control.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from csscore.report.around import footnotes, heading, incidents, total_line
from csscore.report.plain import one_line
from csscore.report.view import name_column, named, ranking

if TYPE_CHECKING:
    from csscore.report.view import Column
    from csscore.result import Result
    from csscore.words import Lang

_ROWS: Final = 10_000
_LIST: Final = re.compile(r"^(\d*)([-+=.)])")
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|~&!#$])")


def write_markdown(result: Result, to: BinaryIO, *, lang: Lang) -> None:
    """Write title, table, totals and the unranked with their reasons, in UTF-8."""
    columns = ranking(result)
    if named(result):
        columns.insert(2, name_column(result))
    head = [escaped(column.headed(lang, result.currency)) for column in columns]
    to.write(f"**{escaped(heading(result, lang))}**\n\n".encode())
    to.write(_row(head).encode() + _row([_rule(column) for column in columns]).encode())
    for start in range(0, len(result), _ROWS):
        block = zip(*(_cells(column, start) for column in columns), strict=True)
        to.write("".join(_row(list(row)) for row in block).encode("utf-8", "replace"))
    for said in (total_line(result, lang), *footnotes(result, lang)):
        to.write(f"\n{escaped(said)}\n".encode())
    for title, entries in incidents(result, lang):
        lines = [f"- {escaped(who)}: {escaped(what)}\n" for who, what in entries]
        to.write(f"\n**{escaped(title)}**\n\n{''.join(lines)}".encode("utf-8", "replace"))


def escaped(text: str) -> str:
    r"""Return a text that reads as itself in a table cell: markup signs get a backslash, line breaks become spaces."""
    return _LIST.sub(r"\1\\\2", in_cell(text))


def in_cell(text: str) -> str:
    """Return a text that reads as itself where it can't begin a line."""
    return _MARKUP.sub(r"\\\1", one_line(text).strip())


def _cells(column: Column, start: int) -> list[str]:
    shown = column.shown(start, start + _ROWS)
    return [escaped(cell) for cell in shown] if column.kind == "text" else shown


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _rule(column: Column) -> str:
    return ":---" if column.kind == "text" else "---:"

"""A document as neutral blocks (headings, lines, tables) written as terminal text, Markdown or HTML; it knows no result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from csscore.report.look import POLICY, document
from csscore.report.markdown import escaped, in_cell
from csscore.report.plain import broken, in_html, one_line, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.words import Lang

_INDENT: Final = "  "
_SECTION: Final = 2
"""The level of headings that begin a section."""
_LONG: Final = 13
"""Columns up to which a number and its unit stay on one line, however narrow the page."""
_NUMBERED: Final = re.compile(r"\d+\. ")
"""How a line begins that has a number of its own: it gets no bullet before it."""
_NARROW: Final = 8
"""Heads of tables are broken into pieces of at least so many columns."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: 1 is the document's, 2 a section's."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; ``deep`` ones belong to the line or table before. ``whole`` ones are to be copied: never broken."""

    text: str
    deep: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a head; ``right`` says which columns hold numbers, ``total`` whether the last row sums up the others.

    ``shares`` are drawn as bars behind cells, where there is room for them: on a page.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    total: bool = False
    shares: tuple[tuple[float | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, which only HTML shows: SVG whose texts are escaped."""

    svg: str


Block = Heading | Line | Table | Figure


def terminal_lines(blocks: Sequence[Block], *, width: int | None = None) -> Iterator[str]:
    """Yield the document as lines of plain text, its tables aligned; sentences are broken at ``width`` columns if given."""
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            if number:
                yield ""
            yield from broken(one_line(block.text), width)
        elif isinstance(block, Line):
            indent = _INDENT * (2 if block.deep else 1)
            yield from broken(one_line(block.text), None if block.whole else width, indent=indent)
        elif isinstance(block, Table):
            yield from _aligned(block, width)


def markdown_text(blocks: Sequence[Block]) -> str:
    """Return the document as Markdown; no text of it becomes markup."""
    written: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Heading):
            written.append(f"\n{'#' * block.level} {escaped(block.text)}\n\n")
        elif isinstance(block, Line):
            gap = "\n" if isinstance(before, Table) else ""
            written.append(f"{gap}{_INDENT if block.deep else ''}- {escaped(block.text)}\n")
        elif isinstance(block, Table):
            gap = "\n" if isinstance(before, Line) else ""
            rule = " | ".join("---:" if right else ":---" for right in block.right)
            rows = [" | ".join(in_cell(cell) for cell in row) for row in (block.head, *block.rows)]
            written.append(gap + "".join(f"| {row} |\n" for row in (rows[0], rule, *rows[1:])))
        before = block
    return "".join(written).lstrip("\n")


def html_text(blocks: Sequence[Block], *, title: str, lang: Lang) -> str:
    """Return the document as one page that loads nothing and runs nothing: its title, then a section for each heading."""
    tag = "zh-CN" if lang == "zh" else "en"
    top, *sections = _sections(blocks)
    return (
        f'<!doctype html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="csscore">\n'
        f"<title>{in_html(title)}</title>\n<style>\n{document()}</style>\n</head>\n<body>\n"
        f'<header class="document">\n{html_body(top)}</header>\n<main class="document">\n'
        + "".join(f"<section>\n{html_body(section)}</section>\n" for section in sections)
        + "</main>\n</body>\n</html>\n"
    )


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return what stands above the first section, and each section."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == _SECTION:
            found.append([])
        found[-1].append(block)
    return found


def html_body(blocks: Sequence[Block]) -> str:
    """Return the document as elements of a page; no text of it becomes markup."""
    body: list[str] = []
    before: Block | None = None
    about = ""
    for block in blocks:
        if isinstance(before, Line) and not isinstance(block, Line):
            body.append("</ul>\n")
        if isinstance(block, Heading):
            body.append(f"<h{block.level}>{in_html(block.text)}</h{block.level}>\n")
            about = block.text
        elif isinstance(block, Line):
            start = "" if isinstance(before, Line) else "<ul>\n"
            kind = " class=deep" if block.deep else " class=own" if _NUMBERED.match(block.text) else ""
            body.append(f"{start}<li{kind}>{in_html(block.text)}</li>\n")
        elif isinstance(block, Table):
            body.append(_html_table(block, about or "".join(block.head[:1])))
        else:
            body.append(f"<figure>{block.svg}</figure>\n")
        before = block
    if isinstance(before, Line):
        body.append("</ul>\n")
    return "".join(body)


def _html_table(block: Table, about: str) -> str:
    """Return a table that scrolls by itself where it is wider than the page; the keyboard reaches it."""
    named = bool(block.right) and not block.right[0]

    def row(cells: Sequence[str], kind: str = "", shares: Sequence[float | None] = (), *, head: bool = False) -> str:
        bars = [f' style="--w:{share:.2%}"' if share is not None else "" for share in shares] or [""] * len(cells)
        written = []
        for at, (cell, right, bar) in enumerate(zip(cells, block.right, bars, strict=True)):
            scope = ' scope="col"' if head else ' scope="row"' if named and at == 0 else ""
            tag = "th" if scope else "td"
            named_ = "" if not right else ' class="n w"' if width_of(cell) > _LONG else " class=n"
            written.append(f"<{tag}{scope}{named_}{bar}>{in_html(cell)}</{tag}>")
        return f"<tr{kind}>{''.join(written)}</tr>\n"

    rows = [
        row(cells, " class=t" if block.total and number == len(block.rows) - 1 else "", shares)
        for number, (cells, shares) in enumerate(zip(block.rows, block.shares or [()] * len(block.rows), strict=True))
    ]
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{in_html(about)}">\n<table>\n'
        f"<thead>\n{row(block.head, head=True)}</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>\n"
    )


def _aligned(block: Table, width: int | None) -> Iterator[str]:
    rows = _narrowed([tuple(one_line(cell) for cell in row) for row in block.rows], block, width)
    heads = _heads([one_line(cell) for cell in block.head], rows, width)
    widths = [max(width_of(cell) for cell in column) for column in zip(*heads, *rows, strict=True)]
    for number, row in enumerate((*heads, *rows)):
        if block.total and number == len(heads) + len(rows) - 1:
            yield _INDENT + "─" * (sum(widths) + 2 * (len(widths) - 1))
        cells = [
            " " * (size - width_of(cell)) + cell if right else cell + " " * (size - width_of(cell))
            for cell, size, right in zip(row, widths, block.right, strict=True)
        ]
        yield (_INDENT + "  ".join(cells)).rstrip()


def _narrowed(rows: list[tuple[str, ...]], block: Table, width: int | None) -> list[tuple[str, ...]]:
    """Return the rows with the widest texts broken into several lines where the table would be wider than ``width``."""
    if width is None or not rows or block.total or all(block.right):
        return rows
    bodies = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    least = [max(body, min(width_of(cell), _NARROW)) for body, cell in zip(bodies, block.head, strict=True)]
    over = sum(least) + len(_INDENT) + 2 * (len(least) - 1) - width
    widest = max((i for i, right in enumerate(block.right) if not right), key=lambda i: bodies[i])
    size = bodies[widest] - over
    if over <= 0 or size < 2 * _NARROW:
        return rows
    found = []
    for row in rows:
        for number, piece in enumerate(broken(row[widest], size)):
            rest = row if number == 0 else ("",) * len(row)
            found.append((*rest[:widest], piece, *rest[widest + 1 :]))
    return found


def _heads(head: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> list[tuple[str, ...]]:
    """Return the lines of a table's head: one, or as many as it takes to keep the table within ``width`` columns."""
    bodies = [max((width_of(row[i]) for row in rows), default=0) for i in range(len(head))]
    most = max((width_of(cell) for cell in head), default=0)
    room = (width or 0) - len(_INDENT) - 2 * (len(head) - 1)

    def taken(size: int) -> int:
        return sum(max(body, min(width_of(cell), size)) for cell, body in zip(head, bodies, strict=True))

    sizes = (size for size in range(most, _NARROW, -1) if taken(size) <= room)
    size = most if width is None else next(sizes, _NARROW)
    lines = [list(broken(cell, max(body, size))) for cell, body in zip(head, bodies, strict=True)]
    return list(zip_longest(*lines, fillvalue="")) if head else [()]

"""Chooses the sheet of a book by what is asked of it; it never takes a hidden sheet unasked and never guesses between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csscore.problems import Place
from csscore.read.columns import nearest
from csscore.read.header import find_header
from csscore.words import Words, listed

if TYPE_CHECKING:
    from csscore.problems import Problems
    from csscore.read.grid import Book, Grid
    from csscore.read.header import Header
    from csscore.read.wanted import Wanted


class Choice(NamedTuple):
    """The sheet that was taken, its header (None for an empty sheet) and why it was taken."""

    grid: Grid
    header: Header | None
    why: Words


def choose_sheet(book: Book, wanted: Wanted, sheet: str | None, problems: Problems) -> Choice | None:
    """Choose the sheet to read; None after an error was recorded.

    Parameters
    ----------
    book
        The file. A file of one unnamed sheet (csv) is read whatever ``sheet`` says.
    wanted
        What is asked of it: without ``sheet``, the visible sheet that has the most of it is taken.
    sheet
        A sheet by its name, or by its number from 1.
    problems
        Takes D234 (no such sheet), D235 (two fit equally well) and D236 (nothing to read in any visible sheet).
    """
    if sheet is not None and not (len(book.sheets) == 1 and book.sheets[0].sheet is None):
        return _asked_for(book, wanted, sheet, problems)
    visible = [grid for grid in book.sheets if not grid.hidden]
    choices = [Choice(grid, find_header(grid, wanted), Words("唯一的工作表", "the only sheet")) for grid in visible]
    filled = [choice for choice in choices if choice.header is not None]
    if not filled:
        hidden = [grid.sheet or "" for grid in book.sheets if grid.hidden]
        zh = f"隐藏的工作表（{'、'.join(hidden)}）用 --sheet 指定才读" if hidden else "确认导出的文件里有数据"
        en = f"a hidden sheet ({', '.join(hidden)}) is read only with --sheet" if hidden else "make sure that the export has data"
        problems.add("D236", Place(book.file), remedy=Words(zh, en))
        return None
    best = max(_fit(choice) for choice in filled)
    fitting = [choice for choice in filled if _fit(choice) == best]
    if len(fitting) > 1 and any(best):
        names = [choice.grid.sheet or "" for choice in fitting]
        problems.add("D235", Place(book.file), sheets=listed(names), first=names[0])
        return None
    if len(fitting) > 1:  # take the first, so that its headers can be shown
        return fitting[0]._replace(why=Words("没有一张有要用的表头，取第一张", "none has what is asked for; the first"))
    only = len(filled) == 1
    why = (
        Words("唯一有内容的工作表", "the only sheet with anything in it")
        if only
        else Words("要用的表头它最多", "it has the most of what is asked for")
    )
    return fitting[0] if len(book.sheets) == 1 else fitting[0]._replace(why=why)


def _fit(choice: Choice) -> tuple[bool, int]:
    header = choice.header
    return (header.has_agent, len(header.names)) if header is not None else (False, 0)


def _asked_for(book: Book, wanted: Wanted, sheet: str, problems: Problems) -> Choice | None:
    names = [grid.sheet or "" for grid in book.sheets]
    position = names.index(sheet) if sheet in names else int(sheet) - 1 if sheet.isdecimal() else -1
    if not 0 <= position < len(names):
        close = nearest([sheet], names)
        problems.add("D234", Place(book.file), sheet=sheet, sheets=listed(names, most=20), nearest=(close or names)[0])
        return None
    grid = book.sheets[position]
    return Choice(grid, find_header(grid, wanted), Words("用 --sheet 指定", "asked for with --sheet"))

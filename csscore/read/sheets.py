"""Chooses the sheets of a book by what is asked of it; it never takes a hidden sheet unasked and never guesses between two."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from csscore.problems import Place
from csscore.read.address import Address
from csscore.read.columns import nearest
from csscore.read.header import find_header
from csscore.read.texts import fold
from csscore.read.totals import is_summary
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.problems import Problems
    from csscore.read.grid import Book, Grid
    from csscore.read.header import Header
    from csscore.read.requirements import Requirements

_ONLY = Words("唯一的工作表", "the only sheet")
_NO_AGENT, _NO_COLUMN = Words("没有客服列", "no agent"), Words("没有要用的列", "none of the columns")
_HIDDEN = Words("隐藏", "hidden")


class Choice(NamedTuple):
    """A sheet that was taken, its header (None for an empty sheet) and why it was taken."""

    grid: Grid
    header: Header | None
    why: Words


class Asked(NamedTuple):
    """The sheets that the user names, by name, by number from 1 or by a pattern such as ``*``; and how she does that."""

    sheets: Sequence[str] = ()
    by_option: bool = True
    """Whether ``--sheet`` speaks of this file; else a sheet is written behind it: ``FILE#SHEET``."""

    def naming(self, book: Book, sheet: str) -> str:
        """Return how a sheet of a book is asked for."""
        return f"--sheet '{sheet}'" if self.by_option else f"'{Address(book.file, (sheet,))}'"


def choose_sheets(book: Book, wanted: Requirements, asked: Asked, problems: Problems) -> list[Choice]:
    """Choose the sheets to read; none after an error was recorded.

    Parameters
    ----------
    book
        The file. A file of one unnamed sheet (csv) is read whatever sheets are asked for.
    wanted
        What is asked of it: without ``asked``, the visible sheet that has the most of it is taken, of what is needed first.
    asked
        The sheets that the user names.
    problems
        Takes D234 (no such sheet), D235 (two fit equally well), D236 (nothing to read in any visible sheet), and what a
        pattern takes and leaves (D280 to D282).
    """
    if not asked.sheets or (len(book.sheets) == 1 and book.sheets[0].sheet is None):
        choice = _best(book, wanted, asked, problems)
        return [] if choice is None else [choice]
    found: dict[int, Choice] = {}
    for sheet in asked.sheets:
        found.update(_named(book, wanted, asked, sheet, problems))
    return [found[position] for position in sorted(found)]


def _best(book: Book, wanted: Requirements, asked: Asked, problems: Problems) -> Choice | None:
    visible = [grid for grid in book.sheets if not grid.hidden]
    choices = [Choice(grid, find_header(grid, wanted), _ONLY) for grid in visible]
    filled = [choice for choice in choices if choice.header is not None]
    if not filled:
        hidden = [grid.sheet or "" for grid in book.sheets if grid.hidden and grid.height]
        how = asked.naming(book, hidden[0] if hidden else "")
        zh = f"隐藏的工作表（{'、'.join(hidden)}）要指定才读：{how}" if hidden else "确认导出的文件里有数据"
        en = f"a hidden sheet ({', '.join(hidden)}) is read only where it is named: {how}" if hidden else "make sure it has data"
        problems.add("D236", Place(book.file), remedy=Words(zh, en))
        return None
    best = max(_fit(choice, wanted) for choice in filled)
    fitting = [choice for choice in filled if _fit(choice, wanted) == best]
    if len(fitting) > 1 and any(best):
        names = [choice.grid.sheet or "" for choice in fitting]
        problems.add(
            "D235", Place(book.file), sheets=listed(names), one=asked.naming(book, names[0]), all=asked.naming(book, "*")
        )
        return None
    if len(fitting) > 1:  # take the first, so that its headers can be shown
        return fitting[0]._replace(why=Words("没有一张有要用的表头，取第一张", "none has what is asked for; the first"))
    _report_others(book, filled, fitting[0], wanted, asked, problems)
    only = len(filled) == 1
    why = (
        Words("唯一有内容的工作表", "the only sheet with anything in it")
        if only
        else Words("要用的表头它最多", "it has the most of what is asked for")
    )
    return fitting[0] if len(book.sheets) == 1 else fitting[0]._replace(why=why)


def _report_others(
    book: Book, filled: list[Choice], taken: Choice, wanted: Requirements, asked: Asked, problems: Problems
) -> None:
    """Warn of further sheets that have all that is needed, too: the one that was taken only has more beside it."""
    agent, needed, _ = _fit(taken, wanted)
    others = [choice.grid.sheet or "" for choice in filled if choice is not taken and _fit(choice, wanted)[:2] == (agent, needed)]
    if others and agent and needed:
        place = Place(book.file, taken.grid.sheet)
        one, every = asked.naming(book, taken.grid.sheet or ""), asked.naming(book, "*")
        problems.add("D281", place, others=listed(others), one=one, all=every)


def _fit(choice: Choice, wanted: Requirements) -> tuple[bool, int, int]:
    """Return how well a sheet fits: an agent, how many of the needed names, how many of all."""
    header = choice.header
    if header is None:
        return False, 0, 0
    needed = sum(1 for name in header.names if wanted.columns[name].needed)
    return header.has_agent, needed, len(header.names)


def _named(book: Book, wanted: Requirements, asked: Asked, sheet: str, problems: Problems) -> Iterator[tuple[int, Choice]]:
    """Yield the sheets that a name, a number or a pattern means, with their positions."""
    names = [grid.sheet or "" for grid in book.sheets]
    position = names.index(sheet) if sheet in names else int(sheet) - 1 if sheet.isdecimal() and len(sheet) < 9 else -1
    if 0 <= position < len(names):
        grid = book.sheets[position]
        yield position, Choice(grid, find_header(grid, wanted), Words("指定的", "asked for"))
    elif "*" in sheet:
        yield from _matching(book, wanted, asked, sheet, problems)
    else:
        near = (nearest([sheet], names) or names)[0]
        problems.add("D234", Place(book.file), sheet=sheet, sheets=listed(names, most=20), how=asked.naming(book, near))


def _matching(book: Book, wanted: Requirements, asked: Asked, pattern: str, problems: Problems) -> Iterator[tuple[int, Choice]]:
    """Yield the visible sheets whose name fits a pattern and that have the columns; say which don't have them."""
    left: list[Words] = []
    taken: list[str] = []
    needs = any(column.needed for column in wanted.columns.values())
    for position, grid in enumerate(book.sheets):
        if not fnmatchcase(grid.sheet or "", pattern) or not grid.height:
            continue
        choice = Choice(grid, find_header(grid, wanted), Words(f"“{pattern}”选中", f"chosen by '{pattern}'"))
        agent, needed, _ = _fit(choice, wanted)
        lack = _HIDDEN if grid.hidden else _NO_AGENT if not agent else _NO_COLUMN if needs and not needed else None
        if lack is not None:
            left.append(Words(f"{grid.sheet}（{lack.zh}）", f"{grid.sheet} ({lack.en})"))
            continue
        taken.append(grid.sheet or "")
        yield position, choice
    if left:
        zh, en = "、".join(one.zh for one in left), ", ".join(one.en for one in left)
        problems.add("D280" if taken else "D283", Place(book.file), pattern=pattern, sheets=Words(zh, en))
    elif not taken:
        names = [grid.sheet or "" for grid in book.sheets]
        problems.add("D234", Place(book.file), sheet=pattern, sheets=listed(names, most=20), how=asked.naming(book, names[0]))
    sums = [name for name in taken if is_summary(fold(name)) or fold(name).endswith(("汇总", "合计", "总表"))]
    if sums and len(taken) > 1:
        rest = " ".join(asked.naming(book, name) for name in taken if name not in sums)
        problems.add("D282", Place(book.file, sums[0]), sheets=listed(sums), rest=rest)

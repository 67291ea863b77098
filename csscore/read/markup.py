"""Tables in web pages and SpreadsheetML as grids, however careless the pages; lxml takes them apart, runs and fetches nothing."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from csscore.patterns import pattern
from csscore.problems import Place, Problems
from csscore.read.archive import damage
from csscore.read.grid import CellError, Grid, Hidden
from csscore.read.spreadsheet import CELLS_BOUND
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_COLUMNS: Final = 16384
_MOST_SPANNED: Final = 1000
"""Columns that one cell of a web page may span (HTML standard, 4.9.11)."""
# both patterns end at the next sign or at the end of the text, so hostile pages take no longer than others
_CDATA: Final = pattern(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_UNKNOWN_TO_XML: Final = pattern(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});)(?:\w{1,32};)?")
"""The names of pages (``&nbsp;``), those that a file would define for itself, and signs that mean nothing."""
_BREAKS: Final = frozenset(["br", "p", "div", "li"])
_NOT_SHOWN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SILENT: Final = frozenset(["script", "style", "title", "noscript"])
_SPREADSHEETML: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_PREFIX: Final = f"{{{_SPREADSHEETML}}}"


def charset_of(head: bytes) -> str | None:
    """Return the encoding that a page or an XML file says it has."""
    found = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", head[:4096], re.IGNORECASE)
    return found[1].decode("ascii", "replace") if found else None


def is_markup(text: str) -> bool:
    """Tell whether a text is a web page or XML, by its first character."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith("<")


def marked_up_grids(text: str, path: str, problems: Problems) -> list[Grid] | None:
    """Return the tables of a web page or the sheets of a SpreadsheetML workbook; None after an error was recorded."""
    place = Place(path)
    is_workbook = _SPREADSHEETML in text[:4000] and "<Workbook" in text[:4000]
    if not is_workbook and not re.search("<table", text, re.IGNORECASE):
        if re.match(r"\s*<\?xml|\s*<(?!!doctype|html|head|body|meta|div|script)[a-z]+[\s:>]", text[:2000], re.IGNORECASE):
            remedy = Words("另存为 .xlsx 或 CSV", "save the table as .xlsx or CSV")
            problems.add("D107", place, what=Words("XML 文件", "an XML file"), remedy=remedy)
        else:
            problems.add("D125", place)
        return None
    found = _workbook(text, place, problems) if is_workbook else _page(text)
    if found is None:
        return None
    if found.cells > CELLS_BOUND or any(table.area > CELLS_BOUND for table in found.tables):
        what = Words(f"表格超过 {CELLS_BOUND} 格", f"tables of more than {CELLS_BOUND} cells")
        problems.add("D109", place, what=what, bound=CELLS_BOUND)
        return None
    tables = [table for table in found.tables if table.cells or is_workbook]
    names = [table.name or (f"table {number}" if len(tables) > 1 else None) for number, table in enumerate(tables, start=1)]
    return [table.grid(path, name) for table, name in zip(tables, names, strict=True)]


def _page(text: str) -> _Target:
    """Read a web page; lxml reads any, as browsers do."""
    from lxml import etree

    page = _Page()
    parser = etree.HTMLParser(target=cast("Any", page), encoding="utf-8", no_network=True, huge_tree=False)
    # line ends of the source are spaces; those that are written as &#10; are line ends
    parser.feed(re.sub(r"[\r\n]", " ", _CDATA.sub(_quoted, text)).encode("utf-8", "replace"))
    parser.close()
    return page


def _workbook(text: str, place: Place, problems: Problems) -> _Target | None:
    """Read a SpreadsheetML workbook; None after D108, for what is no XML might lack the half of its rows."""
    from lxml import etree

    workbook = _Workbook()
    # entities never come to be expanded: their references are plain text
    plain = _UNKNOWN_TO_XML.sub(lambda name: _escaped(unescape(name[0])), _CDATA.sub(_quoted, text.lstrip("\ufeff \t\r\n")))
    parser = etree.XMLParser(target=cast("Any", workbook), encoding="utf-8", no_network=True, huge_tree=False, load_dtd=False)
    try:
        parser.feed(plain.encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError as error:
        problems.add("D108", place, reason=damage(error))
        return None
    return workbook


def _quoted(match: re.Match[str]) -> str:
    return _escaped(match[1])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


class _Table:
    """A table while it is read: where the next cell goes, and what stands there already."""

    def __init__(self, name: str | None = None) -> None:
        self.name = name
        self.cells: dict[tuple[int, int], Any] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._row = -1
        self._column = 0
        self._height = self._width = 0
        self._taken: dict[int, int] = {}
        """Columns taken by cells from above: column → the last row that is taken."""
        self._hidden_rows: set[int] = set()

    @property
    def area(self) -> int:
        """Return how many cells the table spans."""
        return self._height * self._width

    def begin_row(self, at: int | None = None) -> None:
        """Begin a row, the next one or the one at a position further down."""
        self._row = max(self._row + 1, at if at is not None else 0)
        self._height = max(self._height, self._row + 1)
        self._column = 0

    def hide_row(self) -> None:
        """Take the row for one that is not shown."""
        self._hidden_rows.add(self._row)

    def put(self, cell: Any, *, across: int = 1, down: int = 1, at: int | None = None) -> None:
        """Put a cell into the row, at a position or right of the last one."""
        if self._row < 0:
            self.begin_row()
        column = at if at is not None else self._column
        while at is None and self._taken.get(column, -1) >= self._row:
            column += 1
        self._column = column + across
        if column >= _MOST_COLUMNS:
            return
        if cell is not None:
            self.cells[self._row, column] = cell
            self._width = max(self._width, column + 1)
        if across > 1 or down > 1:
            self.merged.append((self._row, column, self._row + down - 1, column + across - 1))
        if down > 1:
            self._taken |= dict.fromkeys(range(column, min(column + across, _MOST_COLUMNS)), self._row + down - 1)

    def grid(self, path: str, name: str | None) -> Grid:
        """Return the table as a grid."""
        columns = [np.full(self._height, None, dtype=object) for _ in range(self._width)]
        for (row, column), cell in self.cells.items():
            columns[column][row] = cell
        merged = tuple(
            (top, left, min(bottom, self._height - 1), min(right, self._width - 1))
            for top, left, bottom, right in self.merged
            if top < self._height and left < self._width
        )
        hidden = Hidden(frozenset(self._hidden_rows), frozenset())
        return Grid(path, name, columns, merged=merged, hidden_parts=lambda: hidden)


class _Target:
    """What lxml tells the parts of a page or a workbook to: finished tables, and the text of the open cell."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.cells = 0
        self._text: list[str] | None = None

    def data(self, data: str) -> None:
        """Take text of the open cell."""
        if self._text is not None:
            self._text.append(data)

    def comment(self, text: str) -> None:
        """Leave comments out."""

    def close(self) -> None:
        """Be done."""


class _Page(_Target):
    """What lxml tells of a web page: every table in it, nested ones apart from the tables around them."""

    def __init__(self) -> None:
        super().__init__()
        self._cell: Mapping[str, str] = {}
        self._open: list[tuple[_Table, list[str] | None, Mapping[str, str]]] = []
        self._silent = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open tables, rows and cells; an unclosed cell or row ends where the next one begins."""
        if self._silent or tag in _SILENT:
            self._silent += tag in _SILENT
        elif tag == "table":
            self._open.append((_Table(), self._text, self._cell))
            self.tables.append(self._open[-1][0])
            self._text = None
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1][0].begin_row()
            if "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style", "")):
                self._open[-1][0].hide_row()
        elif tag in {"td", "th"}:
            self._end_cell()
            self._text, self._cell = [], dict(attributes)
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def end(self, tag: str) -> None:
        """Close cells and tables."""
        if tag in _SILENT:
            self._silent -= 1
        elif self._silent:
            return
        elif tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            _, self._text, self._cell = self._open.pop()

    def data(self, data: str) -> None:
        """Take text of the open cell that is shown."""
        if not self._silent:
            super().data(data)

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            return
        text = re.sub(r"[ \t\xa0]++", " ", "".join(self._text))
        text = re.sub(r" ?\n[ \n]*+", "\n", text).strip()
        across, down = (_number(self._cell.get(name), most) for name, most in (("colspan", _MOST_SPANNED), ("rowspan", 65534)))
        if self.cells <= CELLS_BOUND:
            self._open[-1][0].put(text or None, across=across, down=down)
            self.cells += across
        self._text = None


class _Workbook(_Target):
    """What lxml tells of a SpreadsheetML workbook (XML Spreadsheet 2003): typed cells that may name their position."""

    def __init__(self) -> None:
        super().__init__()
        self._cell: dict[str, str] = {}
        self._type = ""
        self._value: Any = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open sheets, rows, cells and their values."""
        tag, about = _plain(tag), {_plain(name): value for name, value in attributes.items()}
        if tag == "worksheet":
            self.tables.append(_Table(about.get("name") or f"sheet {len(self.tables) + 1}"))
        elif not self.tables:
            return
        elif tag == "row" and self.cells <= CELLS_BOUND:
            at = about.get("index")
            self.tables[-1].begin_row(_number(at, 10 * CELLS_BOUND) - 1 if at is not None else None)
            if about.get("hidden") == "1":
                self.tables[-1].hide_row()
        elif tag == "cell":
            self._cell, self._value = about, None
        elif tag == "data":
            self._text, self._type = [], about.get("type") or "String"

    def end(self, tag: str) -> None:
        """Close values and cells."""
        tag = _plain(tag)
        if tag == "data" and self._text is not None:
            self._value, self._text = _typed("".join(self._text), self._type), None
        elif tag == "cell" and self.tables and self.cells <= CELLS_BOUND:
            at = self._cell.get("index")
            across, down = (1 + _number(self._cell.get(name), _MOST_COLUMNS, least=0) for name in ("mergeacross", "mergedown"))
            column = _number(at, _MOST_COLUMNS) - 1 if at is not None else None
            self.tables[-1].put(self._value, across=across, down=down, at=column)
            self.cells += 1


def _plain(name: str) -> str:
    """Return the name of a tag or an attribute in lower case, without the namespace of SpreadsheetML."""
    return name.removeprefix(_PREFIX).lower()


def _number(text: str | None, most: int, least: int = 1) -> int:
    """Return a count from an attribute, within bounds; the least where it is none."""
    plain = (text or "").strip()
    return max(least, min(int(plain), most)) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else least


def _typed(text: str, kind: str) -> Any:
    """Return a SpreadsheetML value by its type; what does not fit its type stays text."""
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            found = dt.datetime.fromisoformat(text)
            return found.date() if found.time() == dt.time() else found
    except ValueError:
        return text or None
    if kind == "Boolean":
        return text.strip() == "1"
    return CellError(text or "#ERROR!") if kind == "Error" else text or None

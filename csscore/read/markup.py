"""Tables in web pages and SpreadsheetML as grids, however careless the markup; it runs nothing and fetches nothing."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any, Final

import numpy as np

from csscore.problems import Place, Problems
from csscore.read.grid import CellError, Grid
from csscore.read.spreadsheet import CELLS_BOUND
from csscore.words import Words

_MOST_COLUMNS: Final = 16384
_MOST_SPANNED: Final = 1000
"""Columns that one cell of a web page may span (HTML standard, 4.9.11)."""
# every pattern here ends at the next "<" or at the end of the text, so hostile pages take no longer than others
_CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_DECLARATIONS: Final = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_TAG: Final = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*+)(?P<attributes>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>"""
)
_ATTRIBUTE: Final = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_BREAKS: Final = frozenset(["br", "p", "div", "li"])
_SILENT: Final = frozenset(["script", "style", "title", "noscript"])
_SPREADSHEETML: Final = "urn:schemas-microsoft-com:office:spreadsheet"


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
    parser = _Workbook() if is_workbook else _Page()
    parser.read(_DECLARATIONS.sub("", _CDATA.sub(_quoted, text)))
    if parser.cells > CELLS_BOUND or any(table.area > CELLS_BOUND for table in parser.tables):
        what = Words(f"表格超过 {CELLS_BOUND} 格", f"tables of more than {CELLS_BOUND} cells")
        problems.add("D109", place, what=what, bound=CELLS_BOUND)
        return None
    tables = [table for table in parser.tables if table.cells or is_workbook]
    names = [table.name or (f"table {number}" if len(tables) > 1 else None) for number, table in enumerate(tables, start=1)]
    return [table.grid(path, name) for table, name in zip(tables, names, strict=True)]


def _quoted(match: re.Match[str]) -> str:
    return match[1].replace("&", "&amp;").replace("<", "&lt;")


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

    @property
    def area(self) -> int:
        """Return how many cells the table spans."""
        return self._height * self._width

    def begin_row(self, at: int | None = None) -> None:
        """Begin a row, the next one or the one at a position further down."""
        self._row = max(self._row + 1, at if at is not None else 0)
        self._height = max(self._height, self._row + 1)
        self._column = 0

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
        return Grid(path, name, columns, merged=merged)


class _Reader:
    """What pages and workbooks have in common: finished tables, the text of the open cell, the walk over the tags."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.cells = 0
        self._text: list[str] | None = None

    def read(self, text: str) -> None:
        """Walk over the tags and the text between them."""
        at = 0
        while (match := _TAG.search(text, at)) is not None:
            if self._text is not None and match.start() > at:
                self._text.append(self._plain(text[at : match.start()]))
            tag, at = match["name"].lower(), match.end()
            if match["end"]:
                self._end(tag)
            elif tag in _SILENT:
                end = re.compile(f"</{tag}", re.IGNORECASE).search(text, at)
                at = end.start() if end is not None else len(text)
            else:
                self._begin(tag, match["attributes"])
                if match["attributes"].endswith("/"):
                    self._end_empty(tag)
        if self._text is not None:
            self._text.append(self._plain(text[at:]))
        self._finish()

    def _plain(self, text: str) -> str:
        """Return text as it counts for a cell."""
        return unescape(text)

    def _begin(self, tag: str, attributes: str) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        raise NotImplementedError

    def _end_empty(self, tag: str) -> None:
        """End an element that is written as empty; in pages that means nothing."""

    def _finish(self) -> None:
        """Close what the file left open."""


class _Page(_Reader):
    """A web page: every table in it, nested ones apart from the tables around them."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[_Table, list[str] | None, str]] = []
        self._cell = ""

    def _begin(self, tag: str, attributes: str) -> None:
        """Open tables, rows and cells; an unclosed cell or row ends where the next one begins."""
        if tag == "table":
            self._open.append((_Table(), self._text, self._cell))
            self.tables.append(self._open[-1][0])
            self._text = None
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1][0].begin_row()
        elif tag in {"td", "th"}:
            self._end_cell()
            self._text, self._cell = [], attributes
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def _end(self, tag: str) -> None:
        """Close cells and tables."""
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            _, self._text, self._cell = self._open.pop()

    def _plain(self, text: str) -> str:
        """Return text with spaces for the line ends of the source."""
        return unescape(re.sub(r"[\r\n]", " ", text))

    def _finish(self) -> None:
        while self._open:
            self._end("table")

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            return
        text = re.sub(r"[ \t\xa0]++", " ", "".join(self._text))
        text = re.sub(r" ?\n[ \n]*+", "\n", text).strip()
        about = _attributes(self._cell)
        across, down = (_number(about.get(name), most) for name, most in (("colspan", _MOST_SPANNED), ("rowspan", 65534)))
        if self.cells <= CELLS_BOUND:
            self._open[-1][0].put(text or None, across=across, down=down)
            self.cells += across
        self._text = None


class _Workbook(_Reader):
    """A SpreadsheetML workbook (XML Spreadsheet 2003): typed cells that may name their position."""

    def __init__(self) -> None:
        super().__init__()
        self._cell: dict[str, str] = {}
        self._type = ""
        self._value: Any = None

    def _begin(self, tag: str, attributes: str) -> None:
        """Open sheets, rows, cells and their values."""
        tag = tag.removeprefix("ss:")
        if tag == "worksheet":
            self.tables.append(_Table(_attributes(attributes).get("name") or f"sheet {len(self.tables) + 1}"))
        elif not self.tables:
            return
        elif tag == "row" and self.cells <= CELLS_BOUND:
            at = _attributes(attributes).get("index")
            self.tables[-1].begin_row(_number(at, 10 * CELLS_BOUND) - 1 if at is not None else None)
        elif tag == "cell":
            self._cell, self._value = _attributes(attributes), None
        elif tag == "data":
            self._text, self._type = [], _attributes(attributes).get("type") or "String"

    def _end_empty(self, tag: str) -> None:
        self._end(tag)

    def _end(self, tag: str) -> None:
        """Close values and cells."""
        tag = tag.removeprefix("ss:")
        if tag == "data" and self._text is not None:
            self._value, self._text = _typed("".join(self._text), self._type), None
        elif tag == "cell" and self.tables and self.cells <= CELLS_BOUND:
            at = self._cell.get("index")
            across, down = (1 + _number(self._cell.get(name), _MOST_COLUMNS, least=0) for name in ("mergeacross", "mergedown"))
            column = _number(at, _MOST_COLUMNS) - 1 if at is not None else None
            self.tables[-1].put(self._value, across=across, down=down, at=column)
            self.cells += 1


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in lower case, without the prefix of SpreadsheetML."""
    return {
        name.lower().removeprefix("ss:"): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


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

"""What calamine does not tell of an xlsx sheet: errors, formats, formulas without a value, hidden parts, stray cells; no values.

Expat of the standard library takes the XML apart as a stream: openpyxl takes six times as long, and gives up workbooks that
calamine reads (docs/decisions/0024). Bytes are searched only for what must be known before anything is read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from csscore.patterns import pattern
from csscore.read.currencies import in_format
from csscore.read.formats import BUILT_IN, LOCAL_MONEY, shows_percent, shows_time
from csscore.read.grid import Hidden

if TYPE_CHECKING:
    from collections.abc import Container

    from csscore.read.archive import Archive

_VALUE: Final = pattern(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<")
_ERROR_CELL: Final = pattern(rb"""<(?:\w+:)?c\s[^<>]*?\bt=["']e["'][^<>]*(?<!/)>.*?</(?:\w+:)?c>""", re.DOTALL)
_FAR: Final = pattern(rb"""\sr\s*=\s*["'](?:([A-Za-z]{2,})(\d+)|[A-Za-z]?(\d{5,}))["']""")
_NOTHING_HIGH: Final = pattern(r"0+(?:\.\d*)?|\.\d+", re.ASCII)
"""A row of less than a point, or a column of less than a letter, can be seen as little as a hidden one."""
_FLAT: Final = tuple(side + sign for side in (b"ht=", b"width=") for sign in (b'"0', b"'0", b'".', b"'."))
_HINTS: Final = {"errors": (b't="e"', b"t='e'"), "formulas": (b"<f", b":f"), "hidden": (b"hidden", *_FLAT)}
"""Bytes without which a sheet has none of it."""
_CLAIM: Final = pattern(rb"""<(?:\w+:)?sst\s[^<>]*?\suniqueCount\s*=\s*["'](\d+)""")
_DIGITS: Final = 12
"""Digits and letters of a reference that are looked at: with so many it lies outside any sheet."""
_NUMBER: Final = pattern(r"[1-9]\d{0,6}", re.ASCII)
_REFERENCE: Final = pattern(r"([A-Za-z]+)(\d+)", re.ASCII)
_MOST_COLUMNS: Final = 16384

USUAL_ERRORS: Final = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
"""The words of error cells that every program knows."""

_CONTROL: Final = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
"""What web pages write into cells and no XML may hold: spaces do as well, for no text is read here."""
_LONGEST: Final = 1000
"""Letters of a value that are kept: only words of errors are looked at."""
_Place = tuple[int, int]
_Start = Callable[[str, dict[str, str]], None]
_Told = Callable[[str], object]


class Sheet:
    """A sheet's XML: searched once in bounded memory when it is opened, walked over when it is first asked for more.

    Raises
    ------
    BAD_ZIP
        Where the member is damaged, and when it is asked for more than expat could make out.
    """

    def __init__(self, archive: Archive, member: str, styles: dict[str, str]) -> None:
        self._archive, self.member, self._styles = archive, member, styles
        self._last_row = -1
        self.rows, self.columns = 9999, 26
        """How far its cells claim to reach, counted from 1."""
        self._may_hold: set[str] = set()
        rest = b""
        for piece in archive.chunks(member):
            text = rest + piece
            self._may_hold.update(part for part, hints in _HINTS.items() if any(hint in text for hint in hints))
            for column, beside, digits in _FAR.findall(text):
                self.rows = max(self.rows, row_number(digits or beside) + 1)
                self.columns = max(self.columns, column_number(column) + 1) if column else self.columns
            rest = text[-64:]

    @property
    def errors(self) -> dict[_Place, str]:
        """The cells that hold an error value, with its name (#DIV/0!)."""
        return self._looked().errors if "errors" in self._may_hold else {}

    @property
    def formulas(self) -> frozenset[_Place]:
        """The cells that hold a formula but no value; a formula that gives an empty text has a value."""
        return frozenset(self._looked().formulas) if "formulas" in self._may_hold else frozenset()

    @property
    def hidden(self) -> Hidden:
        """The rows and columns that the sheet does not show, from 0."""
        told = self._looked() if "hidden" in self._may_hold else None
        return Hidden(frozenset(told.rows), frozenset(told.columns)) if told is not None else Hidden(frozenset(), frozenset())

    @property
    def farthest(self) -> _Place:
        """The last row and column (from 0) that hold anything but a style; those that are claimed where not all of it is XML."""
        told = self._looked()
        return (told.last_row, told.last_column) if told.fault is None else (self.rows - 1, self.columns - 1)

    def confirm(self, last_row: int) -> None:
        """Take in which row (from 0) is the last that calamine read: expat must come as far, and have come as far."""
        self._last_row = last_row
        if "_told" in vars(self):
            self._looked()

    def format(self, row: int, column: int) -> str | None:
        """Return a cell's number format if it tells of its number (percent, time, currency)."""
        return self._styles.get(self._looked().styles.get((row, column), "")) if self._styles else None

    def _looked(self) -> _Walk:
        if self._told.last_row < self._last_row:
            raise SyntaxError(f"{self.member}: {self._told.fault}")
        return self._told

    @cached_property
    def _told(self) -> _Walk:
        return _Walk(self._archive, self.member, self._styles)


def sheet_members(archive: Archive) -> dict[str, str]:
    """Return the archive member of each sheet, by the sheet's name; raises SyntaxError for what is no XML."""
    targets = {}
    for _, _, about in _tags(archive, "_rels/workbook.xml.rels", "Relationship"):
        target = posixpath.join(f"/{_folder(archive)}", about.get("Target", "").replace("\\", "/"))
        targets[about.get("Id", "")] = posixpath.normpath(target).lstrip("/")
    members = {}
    for _, _, about in _tags(archive, "workbook.xml", "sheet"):
        member = next((targets.get(value, "") for key, value in about.items() if key.endswith(":id")), "")
        if member.lower() in archive.names:
            members[about.get("name", "")] = member
    return members


def claims_impossible_strings(archive: Archive) -> bool:
    """Tell whether the table of strings claims more of them than it has bytes: calamine would make room for all."""
    strings = posixpath.join(_folder(archive), "sharedStrings.xml")
    size = archive.size(strings)
    claim = _CLAIM.search(next(archive.chunks(strings), b"")) if size else None
    return claim is not None and int(claim[1][:_DIGITS]) > size


def with_usual_errors(xml: bytes) -> bytes:
    """Return a sheet whose error cells all say one of Excel's first seven words: calamine refuses a book for any other."""

    def usual(cell: re.Match[bytes]) -> bytes:
        value = _VALUE.search(cell[0])
        if value is None or value[1].decode("utf-8", "replace") in USUAL_ERRORS:
            return cell[0]
        return cell[0][: value.start(1)] + b"#N/A" + cell[0][value.end(1) :]

    return _ERROR_CELL.sub(usual, xml)


def telling_styles(archive: Archive) -> dict[str, str]:
    """Return the format of each cell style that tells of its number (percent, time, currency); raises SyntaxError for no XML."""
    own, found, count = {}, {}, 0
    for inside, name, about in _tags(archive, "styles.xml", "numFmt", "xf"):
        number = about.get("numFmtId", "0")
        if name == "numFmt":
            own[number] = about.get("formatCode", "")
        elif inside == "cellXfs":
            index = int(number) if number.isdecimal() else 0
            code = "" if index in LOCAL_MONEY else own.get(number) or BUILT_IN.get(index, "")
            if shows_percent(code) or shows_time(code) or in_format(code):
                found[str(count)] = code
            count += 1
    return found


@lru_cache(maxsize=1024)
def column_number(text: str | bytes) -> int:
    """Return a column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in (text.decode() if isinstance(text, bytes) else text).upper()[:_DIGITS]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def row_number(text: str | bytes) -> int:
    """Return a row's number from 0: 1 is 0."""
    plain = text.decode() if isinstance(text, bytes) else text
    return int(plain.lstrip("0")[:_DIGITS] or "0") - 1


def _folder(archive: Archive) -> str:
    """Return where the parts of the book lie: beside the workbook, which some programs put at the top."""
    return "xl" if "xl/workbook.xml" in archive.names else ""


class _Walk:
    """A walk over the cells of a sheet; one without a reference follows the one before it."""

    def __init__(self, archive: Archive, member: str, styles: Container[str]) -> None:
        self.errors: dict[_Place, str] = {}
        self.styles: dict[_Place, str] = {}
        self.formulas: set[_Place] = set()
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.last_row = self.last_column = -1
        self._telling = styles
        self._row = self._column = -1
        self._kind: str | None = None
        self._holds: set[str] = set()
        self._text = ""
        self.fault = _parse(archive, member, self._start, self._end, self._data)
        """What is no XML, where something is; the walk ends there."""

    def _start(self, name: str, about: dict[str, str]) -> None:
        if name == "c":
            place = _REFERENCE.fullmatch(about.get("r", ""))
            if place is None:
                self._column += 1
            else:
                self._row, self._column = row_number(place[2]), column_number(place[1])
            if about.get("s") in self._telling:
                self.styles[self._row, self._column] = about["s"]
            self._kind, self._text = about.get("t"), ""
            self._holds.clear()
        elif name in {"v", "f", "is"}:
            self._holds.add(name)
            self._text = ""
        elif name == "row":
            number = about.get("r", "")
            self._row = row_number(number) if number.isascii() and number.isdecimal() else self._row + 1
            self._column = -1
            self.rows.update([self._row] if _is_hidden(about) else [])
        elif name == "col" and _is_hidden(about) and all(_NUMBER.fullmatch(about.get(end, "")) for end in ("min", "max")):
            self.columns.update(range(int(about["min"]) - 1, min(int(about["max"]), _MOST_COLUMNS)))

    def _data(self, text: str) -> None:
        if len(self._text) < _LONGEST:
            self._text += text

    def _end(self, name: str) -> None:
        if name == "v" and self._text:
            self._holds.add("value")
            if self._kind == "e":
                self.errors[self._row, self._column] = self._text.strip() or "#ERROR!"
        elif name == "c":
            if self._holds:
                self.last_row, self.last_column = max(self.last_row, self._row), max(self.last_column, self._column)
            if "f" in self._holds and "value" not in self._holds and not (self._kind == "str" and "v" in self._holds):
                self.formulas.add((self._row, self._column))
            if self._kind == "e":
                self.errors.setdefault((self._row, self._column), "#ERROR!")


def _is_hidden(about: dict[str, str]) -> bool:
    flat = any(_NOTHING_HIGH.fullmatch(about.get(side, "")) for side in ("ht", "width"))
    return flat or about.get("hidden", "0").lower() in {"1", "true"}


def _tags(archive: Archive, part: str, *names: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return the tags of these names in a part, each with the one it stands in; raises SyntaxError unless all of it is XML."""
    member = posixpath.join(_folder(archive), part)
    found: list[tuple[str, str, dict[str, str]]] = []
    around = [""]

    def start(name: str, about: dict[str, str]) -> None:
        if name in names:
            found.append((around[-1], name, about))
        around.append(name)

    fault = _parse(archive, member, start, lambda _: around.pop(), lambda _: None) if archive.size(member) else None
    if fault is not None:
        raise SyntaxError(f"{member}: {fault}")
    return found


def _parse(archive: Archive, member: str, start: _Start, end: _Told, data: _Told) -> str | None:
    """Tell the tags and texts of a part, without prefixes, as they come; return what is wrong with it, None where all is well."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, about: start(name.rpartition(":")[2], about)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = data
    control: bytes | None = _CONTROL
    try:
        for piece in archive.chunks(member):
            control = None if piece[:2] in {b"\xff\xfe", b"\xfe\xff"} else control  # in UTF-16 they are halves of letters
            parser.Parse(piece.translate(control))
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, LookupError, ValueError) as error:  # one for the XML, two for the encoding it names
        return str(error)
    return None
